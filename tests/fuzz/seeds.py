#!/usr/bin/env python3
"""Makes the seeds of the fuzz targets from samples/: python3 tests/fuzz/seeds.py, into tests/fuzz/corpus/TARGET/.

Each seed begins with the bytes that the target takes for its options.
"""

import gzip
import io
import json
import pathlib
import zipfile

FUZZ = pathlib.Path(__file__).parent
SAMPLES = sorted((FUZZ / "../../samples").glob("*.txt"))
# The most bytes of a seed: mutations of short inputs are tried faster.
LONGEST = 1500


def write(target, name, data):
    folder = FUZZ / "corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)


def page(title, paragraphs):
    body = "".join(f"<p>{p}</p>" for p in paragraphs)
    ld = json.dumps({"@type": "NewsArticle", "headline": title, "datePublished": "2024-05-01T10:00:00+07:00"})
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{title} | Contoh</title>"
        f'<script type="application/ld+json">{ld}</script></head>'
        f"<body><nav><ul><li><a href=/>Beranda</a></ul></nav><article><h1>{title}</h1>{body}</article></body></html>"
    )


# The formats in the order of INPUT_FORMATS: see the target `inputs`.
def records(title, text):
    row = {"id": "1", "date": "2024-05-01", "title": title, "text": text, "url": "https://contoh.id/2024/05/01/a"}
    quote = lambda s: '"' + s.replace('"', '""') + '"'
    return {
        "text": text,
        "ndjson": json.dumps(row, ensure_ascii=False) + "\n" + json.dumps(row) + "\n",
        "json": json.dumps([row, row], ensure_ascii=False, indent=1),
        "csv": "id,date,title,text\n1,2024-05-01," + quote(title) + "," + quote(text) + "\n",
        "tsv": "id\ttext\n1\t" + text.replace("\n", " ").replace("\t", " ") + "\n",
        "markdown": f"---\ntitle: {title}\ndate: 2024-05-01\n---\n# {title}\n\n{text}\n",
        "html": page(title, text.split("\n\n")),
    }


words = [w for w in (FUZZ / "words.txt").read_text().splitlines() if w and not w.startswith("#")]
index = {w: n * 256 // len(words) + 1 for n, w in enumerate(words)}

for number, sample in enumerate(SAMPLES):
    text = sample.read_text()[:LONGEST]
    data = text.encode()[:LONGEST]
    title, _, body = text.partition("\n")
    write("text", sample.stem, bytes([5, 1, number % 2]) + data)
    # The words of the text that the target knows.
    known = [index[w] for w in text.split() if w in index and index[w] < 256]
    write("words", sample.stem, bytes([5, 1, number % 2]) + bytes(b for w in known for b in (w, 0)))
    formats = records(title, body)
    for n, (name, content) in enumerate(formats.items()):
        write("inputs", f"{sample.stem}.{name}", bytes([n, number % 32]) + content.encode())
    write("pages", sample.stem, formats["html"].encode())
    for n, encoding in enumerate(["utf-8", "cp1252", "utf-16-le", "utf-16-be", "gb18030"]):
        write("encodings", f"{sample.stem}.{encoding}", bytes([n, 0]) + text.encode(encoding, "replace"))
    write("encodings", f"{sample.stem}.moji", bytes([15, 2]) + data.decode("cp1252", "replace").encode())
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a/b.txt", data)
        file.writestr("c.ndjson.gz", gzip.compress(formats["ndjson"].encode(), mtime=0))
    write("packed", f"{sample.stem}.zip", bytes([2]) + archive.getvalue())
    write("packed", f"{sample.stem}.gz", bytes([0]) + gzip.compress(data, mtime=0))

write("checkpoint", "empty", b"")
write("checkpoint", "format", b'1 {"fingerprint":[],"position":{"work_items":1},"output_bytes":[],"totals":{}} null')
