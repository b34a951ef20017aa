#!/usr/bin/env python3
"""What hostile inputs cost: time and memory of texts of one kind, and how faulty inputs end.

    benches/faults.py                    every kind at 1, 2, 4 and 8 MB, then the faults
    benches/faults.py kinds [KIND...]    kinds only
    benches/faults.py faults             faults only

TELAAH is the program (target/release/telaah), MEGABYTES the sizes (1,2,4,8), COMMAND the command of the kinds. Times are CPU times on
one thread in nanoseconds a byte, start of the program included; memory is the most that was resident, in MB. Fails if a kind takes more
than 60 times its size and 50 MB, or more than 1.5 times as long a byte at the largest size as at the second smallest, or if a fault does
not end as stated here.
"""

import gzip
import os
import sys
import tempfile
import time

TELAAH = os.environ.get("TELAAH", os.path.join(os.path.dirname(__file__), "../target/release/telaah"))
SIZES = [int(size) for size in os.environ.get("MEGABYTES", "1,2,4,8").split(",")]
COMMAND = os.environ.get("COMMAND", "analyze --format ndjson --max-document-time 0").split()


def word(number):
    """The numberth of many different words."""
    letters, number = "", number + 26**3
    while number:
        letters, number = chr(97 + number % 26) + letters, number // 26
    return letters


def name(number):
    return word(number).capitalize()


REPEATED = {
    "capital": "A", "capitals": "BUDI SANTOSO KPK DPR ", "digit": "7", "numbers": "12 ", "hyphens": "-", "quotes": '"',
    "opening quotes": "“", "odd quotes": "\"a 'b ", "hyphenated": "di-", "one word": "kata", "word and hyphen": "kata-",
    "periods in words": "a.b.", "initials as sentences": "A. ", "short sentences": "Ia ada. ",
    "one name": "Budi Santoso dan Santoso. ", "bin": "Ahmad bin ", "dates": "31/12/2024 ", "weekdays": "Selasa (31/12/2024) ",
    "long dates": "17 Agustus 1945, ", "date lists": "1, 2, 3 dan 4 Januari, ", "day lists": "1, ", "days and hyphens": "senin-",
    "tanggal": "tanggal ", "ordinals": "ke-2 ", "number words": "dua puluh ", "seribu": "seribu ", "accents": "a\u0301",
    "two accents": "\u0316\u0301", "right to left": "\u202eabc ", "Arabic": "العربية ", "families": "👨‍👩‍👧‍👦", "flags": "🇮🇩",
    "zero width": "\u200b", "zero width in words": "a\u200b", "Han": "漢", "Hangul": "\u1100\u1161", "lines": "\n", "blanks": " ",
    "apostrophes": "'", "apostrophes in words": "a'", "periods": ".", "at signs": "@", "hashtags": "#a", "path": "a/", "www": "www.",
    "mail": "a@", "slashes": "1/", "parentheses": "(", "commas": "1,", "thousands": "1.000.", "Roman": "MMXX ",
    "countries": "Amerika Serikat dan Korut ", "capital cities": "Seoul Washington ", "republik": "Republik ", "presiden": "Presiden ",
    "run together": "danIran", "links": "Baca juga: ", "link lines": "Baca juga:\n", "short lines": "a\n", "initials": "A. B. ",
    "control characters": "\x01\x1b", "marks": "\ufeff", "mojibake": "MÃ¼ller ",
}

VARIED = {
    "words": lambda n: word(n) + " ",
    "names": lambda n: f"{name(n)} {name(7 * n + 3)}, ",
    "names in sentences": lambda n: f"kata {name(n)} {name(7 * n + 3)}. ",
    "one surname": lambda n: f"{name(n)} Santoso berkata. Santoso pergi. ",
    "rows of names": lambda n: name(n) + " ",
    "names introduced": lambda n: f"seorang pria bernama {name(n)} menangis. {name(n)} pergi. ",
    "nicknames": lambda n: f"{name(n)} {name(7 * n + 3)} yang akrab disapa {name(3 * n)} pergi. {name(3 * n)} datang. ",
    "names with ages": lambda n: f"kata {name(n)} {name(7 * n + 3)} (41). ",
    "fathers": lambda n: f"kata {name(n)} a/l {name(7 * n + 3)}. ",
    "Korean names": lambda n: f"kata Kim {name(n)}-{word(7 * n + 3)}. ",
    "pairs": lambda n: f"pasangan {name(n)} {name(7 * n + 3)}-{name(3 * n)} {name(5 * n)}. ",
    "countries and names": lambda n: f"Presiden Sri Lanka {name(n)} {name(7 * n + 3)} pergi. ",
    "initials after names": lambda n: f"Menteri Widodo {name(n)} AS. ",
    "divided words": lambda n: f"{word(n).ljust(31, 'a')}-\n",
    "wrapped": lambda n: f"Warga desa {word(n)} menunggu bantuan pem-\nerintah daerah yang belum tiba. Kata\n",
    "misspelt": lambda n: f"Muhammad {name(n)}a Santoso. {name(n)} Santosa. ",
}


def text(kind, size):
    if kind in REPEATED:
        unit = REPEATED[kind].encode()
        return unit * (size // len(unit))
    if kind == "news":
        folder = os.path.join(os.path.dirname(__file__), "../samples")
        unit = b"".join(open(os.path.join(folder, file), "rb").read() for file in sorted(os.listdir(folder)) if file.endswith(".txt"))
        return (unit * (size // len(unit) + 1))[:size]
    parts, length, number = [], 0, 0
    while length < size:
        parts.append(VARIED[kind](number))
        length += len(parts[-1])
        number += 1
    return "".join(parts).encode()


def write(path, make):
    """Writes what make() returns, in another process: the memory of a child begins with that of its parent."""
    child = os.fork()
    if child == 0:
        content = make()
        with open(path, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        os._exit(0)
    os.waitpid(child, 0)


def run(arguments, output=os.devnull, errors=os.devnull, seconds=120):
    """Runs the program. Returns its code, CPU time in seconds and memory in bytes; the code is None if it hangs."""
    child = os.fork()
    if child == 0:
        for number, path in enumerate([os.devnull, output, errors]):
            os.dup2(os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC), number)
        os.execv(TELAAH, ["telaah", *arguments, "--config", "none"])
    end = time.monotonic() + seconds
    while True:
        found, status, used = os.wait4(child, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss * 1024
        if time.monotonic() > end:
            os.kill(child, 9)
            os.waitpid(child, 0)
            return None, seconds, 0
        time.sleep(0.01)


def kinds(chosen, folder):
    bad = []
    print("| kind | ns a byte at " + ", ".join(map(str, SIZES)) + f" MB | MB at {SIZES[-1]} MB |\n|---|---|---|")
    for kind in chosen or ["news", *REPEATED, *VARIED]:
        path, times = os.path.join(folder, "a.txt"), []
        for size in SIZES:
            write(path, lambda: text(kind, size * 10**6))
            length = os.path.getsize(path)
            code, seconds, memory = run([*COMMAND, "--threads", "1", path])
            times.append(seconds * 1e9 / length)
            if code != 0:
                bad.append(f"{kind}: code {code} at {size} MB")
        if memory > 60 * length + 50e6:
            bad.append(f"{kind}: {memory / 1e6:.0f} MB")
        if len(SIZES) > 2 and times[-1] > 1.5 * times[1] + 20:
            bad.append(f"{kind}: not linear")
        print(f"| {kind} | {', '.join(f'{time:.0f}' for time in times)} | {memory / 1e6:.0f} |", flush=True)
    return bad


PAGE = "<html><body><p>Kata kata kata.</p>"

# What is in the file, the arguments, the code, and words of the message.
FAULTS = [
    ("page, 120,000 cells in SVG", "a.html", lambda: PAGE + "<svg>" + "<td>" * 120_000, "analyze", 2, "nested"),
    ("page, 20,000 elements after a comment", "a.html", lambda: PAGE + "<!-- --!>" + "<div>" * 20_000, "analyze", 2, "nested"),
    ("page, 40,000 custom elements", "a.html", lambda: PAGE + "<x-a></x-b>" * 40_000, "analyze", 2, "nested"),
    ("page, 40,000 ruby elements", "a.html", lambda: PAGE + "<rt>" * 40_000, "analyze", None, ""),
    ("page, 200,000 attributes", "a.html", lambda: PAGE + "<div " + " ".join(f"a{n}" for n in range(200_000)) + ">x", "analyze", 2, "attributes"),
    ("page, 8 MB of `<`", "a.html", lambda: PAGE + "<" * 8_000_000, "analyze", None, ""),
    ("32,000 days in a list", "a.txt", lambda: "1, " * 32_000, "entities", 0, ""),
    ("64,000 weekdays", "a.txt", lambda: "Senin, " * 64_000, "entities", 0, ""),
    ("40 MB of text", "a.txt", lambda: "kata " * 8_000_000, "terms", 2, "longer than"),
    ("40 MB in a line of NDJSON", "a.ndjson", lambda: '{"text":"' + "kata " * 8_000_000, "terms", 2, "longer than"),
    ("UTF-32", "a.txt", lambda: "Harga beras.".encode("utf-32"), "terms", 2, ""),
    ("gzip of 40 MB in 40 kB", "a.txt.gz", lambda: gzip.compress(b"0" * 40_000_000), "terms", 2, ""),
    ("control characters in a name", "a.txt", lambda: "Menurut Budi\x1bP Prabowo, harga naik.", "analyze --format table", 0, ""),
]


def faults(folder):
    bad = []
    print("| input | code | s | MB | message |\n|---|---|---|---|---|")

    def row(what, arguments, wanted, words):
        output, errors = (os.path.join(folder, file) for file in ("output", "errors"))
        code, seconds, memory = run(arguments, output, errors)
        message = open(errors, encoding="utf-8", errors="replace").read().strip().replace(folder + "/", "")
        lines = message.splitlines()
        shown = next((line for line in lines if "error" in line), lines[0] if lines else "")
        print(f"| {what} | {code} | {seconds:.2f} | {memory / 1e6:.0f} | {shown[:110].replace('|', '/')} |", flush=True)
        is_wanted = code == wanted if wanted is not None else code in (0, 1, 2)
        if not is_wanted or words not in message or "\x1b" in message + open(output, errors="replace").read():
            bad.append(f"{what}: code {code}: {message}")
        return output

    for what, file, make, command, wanted, words in FAULTS:
        path = os.path.join(folder, file)
        write(path, make)
        row(what, [*command.split(), path], wanted, words)
        os.remove(path)
    row("/dev/zero", ["terms", "/dev/zero"], 2, "")
    batch = os.path.join(folder, "batch")
    os.mkdir(batch)
    for number in range(2000):
        with open(os.path.join(batch, f"{number:04}.txt"), "w") as out:
            out.write(f"Harga beras naik {number} persen, kata Siti Rahma di Jepang.")
    write(os.path.join(batch, "1000.html"), lambda: PAGE + "<svg>" + "<td>" * 120_000)
    os.mkfifo(os.path.join(batch, "1001.fifo.txt"))
    output = row("2,000 articles, a bad page and a pipe", ["analyze", "--format", "ndjson", batch], 1, "1000.html")
    with open(output, encoding="utf-8") as rows:
        results = sum('"error":null' in row for row in rows)
    print(f"\n{results} articles of that batch were analyzed.")
    if results != 2000:
        bad.append(f"batch: {results} results")
    return bad


with tempfile.TemporaryDirectory() as place:
    arguments = sys.argv[1:]
    failures = kinds(arguments[1:], place) if arguments[:1] != ["faults"] else []
    if not arguments or arguments[0] == "faults":
        print()
        failures += faults(place)
for failure in failures:
    print("faults:", failure, file=sys.stderr)
sys.exit(bool(failures))
