#!/usr/bin/env python3
"""Makes the seeds of the fuzz targets from samples/ and corpus.tar.xz: python3 tests/fuzz/seeds.py [BYTES [FOLDER]], into
tests/fuzz/corpus/TARGET/.

BYTES is the length of the texts. Mutations of short ones are tried faster; long ones, which join samples, share what each try costs.
Each seed begins with the bytes that the target takes for its options.
"""

import gzip
import html
import io
import json
import pathlib
import sys
import tarfile
import zipfile

FUZZ = pathlib.Path(__file__).parent
SAMPLES = sorted((FUZZ / "../../samples").glob("*.txt"))
LONGEST = int(sys.argv[1]) if len(sys.argv) > 1 else 1500
CORPUS = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else FUZZ / "corpus"


def write(target, name, data):
    folder = CORPUS / target
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


def package(files):
    """A ZIP archive that an office program would write."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return archive.getvalue()


def xlsx(title, text):
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    cells = lambda *values: "".join(f'<c t="inlineStr"><is><t>{value}</t></is></c>' for value in values)
    return package({
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData><row>{cells("judul", "isi", "tanggal")}</row>'
        f'<row>{cells(title, html.escape(text[:300]))}<c><v>45413.5</v></c></row></sheetData></worksheet>',
    })


def ods(title, text):
    names = {name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ["office", "table", "text"]}
    spaces = " ".join(f'xmlns:{name}="{uri}"' for name, uri in names.items())
    cells = lambda *values: "".join(
        f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>' for value in values
    )
    return package({
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": f"<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name='a'>"
        f"<table:table-row>{cells('judul', 'isi')}</table:table-row>"
        f"<table:table-row>{cells(title, html.escape(text[:300]))}</table:table-row>"
        "</table:table></office:spreadsheet></office:body></office:document-content>",
    })


def docx(title, text):
    body = "".join(f"<w:p><w:r><w:t>{html.escape(line)}</w:t></w:r></w:p>" for line in [title, *text.split("\n\n")])
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return package({
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "word/document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>",
    })


def feed(title, text):
    item = (
        f"<item><title>{title}</title><link>https://contoh.id/a</link><pubDate>Wed, 01 May 2024 10:00:00 +0700</pubDate>"
        f"<description><![CDATA[<p>{text[:200]}</p>]]></description></item>"
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Contoh</title>{item}{item}</channel></rss>'.encode()


def warc(title, text):
    body = page(title, text.split("\n\n")).encode()
    response = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://contoh.id/a\r\nWARC-Date: 2024-05-01T03:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(response)}\r\n\r\n"
    )
    return head.encode() + response + b"\r\n\r\n"


# Patterns, in the order of the options that they are for: see the target `patterns`.
PATTERNS = [
    "beras\n*an\nmeng*|ber*\n*\nharga ? *\nRp1,5\n@Prabowo\n#ID",
    "(?i)ber.*\n\\p{L}+an|x{2,5} kata\n[a-m]+",
    "Presiden *\nKPK",
]

words = [w for w in (FUZZ / "words.txt").read_text().splitlines() if w and not w.startswith("#")]
index = {w: n * 256 // len(words) + 1 for n, w in enumerate(words)}

for number, sample in enumerate(SAMPLES):
    text = "\n\n".join(other.read_text() for other in SAMPLES[number:] + SAMPLES[:number])[:LONGEST]
    if LONGEST <= len(sample.read_text()):
        text = sample.read_text()[:LONGEST]
    data = text.encode()[:LONGEST]
    title, _, body = text.partition("\n")
    write("text", sample.stem, bytes([5, 1, number % 3]) + data)
    # The words of the text that the target knows.
    known = [index[w] for w in text.split() if w in index and index[w] < 256]
    write("words", sample.stem, bytes([5, 1, number % 3]) + bytes(b for w in known for b in (w, 0)))
    formats = records(title, body)
    for n, (name, content) in enumerate(formats.items()):
        write("inputs", f"{sample.stem}.{name}", bytes([n, number % 32]) + content.encode())
    for n, make in enumerate([xlsx, ods, docx, feed, warc], len(formats)):
        write("inputs", f"{sample.stem}.{make.__name__}", bytes([n, number % 16]) + make(title, body))
    write("packed", f"{sample.stem}.warc.gz", bytes([7]) + gzip.compress(warc(title, body), mtime=0))
    for n, patterns in enumerate(PATTERNS):
        write("patterns", f"{sample.stem}.{n}", bytes([n, 8 * number % 356]) + f"{patterns}\n\n".encode() + data)
    write("stems", sample.stem, b"\1" + " ".join(text.split()[: LONGEST // 25]).encode())
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

write("lists", "aliases", b"\0form,entity\nMas Wapres,Gibran\nHasto,Hasto Kristiyanto\n")
write("lists", "aliases-semicolon", b"\0# nama\nentity;form\n\"Joko Widodo\";Jokowi\nJokowi;JKW\n")
write("lists", "stopwords", b"\1# kata\nyang\nJum'at\nkata-kata | x\n")
write("lists", "exceptions", b"\2penduduk\npemangku\tpemangku\tpangku\n+unggah\n-lidi\n")
write("lists", "globs", b"\3*.txt\n!a[b-c]\n{2024,2025}/**\n")
# The command, what is typed after it, a file, and after a NUL variables without their prefix: see the target `settings`.
SETTINGS = [
    'format = "csv"\n# semua\nlang = "id"\nstopwords = ["inti", "none"]\n[terms]\ntop = 50\nmin-count = 2\nweight = "tf-idf"\nk1 = 1.5\n',
    'quiet = true\nlog-level = "info"\n[entities]\nkind = ["person", "date"]\nmin-confidence = 50\nbylines = true\n',
    '[kwic]\nregex = true\ncontext = "5w"\n[analyze]\ninput-format = "ndjson"\ndate = 2024-05-01\nmax-document-size = "1M"\n',
    'threads = 2\ncase = "keep"\nstem = "lemma"\ngroup-by = "month"\n[trends]\nby = "year"\n[network]\nwithin = "sentence"\n',
]
for n, settings in enumerate(SETTINGS):
    for command in range(19):
        write("settings", f"{n}-{command:02}", bytes([command, 17 * n]) + settings.encode() + b"\0FORMAT=ndjson\nTOP=3\nSTOPWORDS=inti,none\nLAIN=1\n")

write("checkpoint", "empty", b"")
write("checkpoint", "format", b'1 {"fingerprint":[],"position":{"work_items":1},"output_bytes":[],"totals":{}} null')

# What fuzzing found before, minimized: see pack.py.
with tarfile.open(FUZZ / "corpus.tar.xz") as archive:
    for entry in archive:
        write(*entry.name.split("/"), archive.extractfile(entry).read())
