#!/usr/bin/env python3
"""Compares what telaah finds in news with what it finds in the same news wrapped to a width, or with each link on a line of its own.

    benches/wrapped.py articles.ndjson [-n ARTICLES] [--telaah PROGRAM] [--seed SEED]

Prints, for each way to break lines, the shares of terms, people and dates that are the same as in the original, counted by article, and
the ratio of the numbers of sentences. Links are pairs of capitalized words, drawn at random.
"""

import argparse
import collections
import csv
import io
import json
import os
import pathlib
import random
import re
import subprocess
import tempfile
import textwrap

ROOT = pathlib.Path(__file__).resolve().parents[1]


def run(program, *arguments):
    environment = {**os.environ, "TELAAH_CONFIG": "none"}
    output = subprocess.run([program, *arguments, "-q", "--format", "csv"], capture_output=True, env=environment, check=True)
    return list(csv.DictReader(io.StringIO(output.stdout.decode())))


def wrap(text, width):
    options = {"break_long_words": False, "break_on_hyphens": True}
    return "\n".join("\n".join(textwrap.wrap(line, width, **options)) for line in text.split("\n"))


def with_links(text, chance):
    link = re.compile(r"(?<=[a-z,] )([A-Z][a-z]+(?: [A-Z][a-z]+)*)(?: (?=[a-z])|(?=,))")
    return link.sub(lambda found: f"\n{found[1]}\n" if chance.random() < 0.5 else found[0], text).replace(" \n", "\n")


def found(program, records):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "articles.ndjson"
        path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
        terms, entities = collections.Counter(), {"person": collections.Counter(), "date": collections.Counter()}
        for row in run(program, "terms", "--by-document", "--top", "0", "--stopwords", "none", str(path)):
            terms[row["document"], row["term"]] += int(row["count"])
        for row in run(program, "entities", "--mentions", "--kind", "person,date", str(path)):
            entities[row["kind"]][row["document"], row["canonical"]] += 1
        sentences = sum(int(row["sentences"]) for row in run(program, "analyze", str(path)) if row["sentences"])
    return {"terms": terms, **entities}, sentences


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("articles")
    arguments.add_argument("-n", type=int, default=2000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--telaah", default=str(ROOT / "target/release/telaah"))
    arguments = arguments.parse_args()
    with open(arguments.articles, encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    chance = random.Random(arguments.seed)
    records = [record for record in chance.sample(records, min(arguments.n, len(records))) if record.get("text")]
    records = [{"id": str(number), "date": record.get("date"), "text": record["text"]} for number, record in enumerate(records)]
    ways = {f"width {width}": lambda text, width=width: wrap(text, width) for width in (45, 72, 100)}
    ways["links"] = lambda text: with_links(text, chance)
    original, sentences = found(arguments.telaah, records)
    for name, way in ways.items():
        broken, count = found(arguments.telaah, [{**record, "text": way(record["text"])} for record in records])
        shares = []
        for kind, before in original.items():
            same = sum((before & broken[kind]).values())
            shares.append(f"{kind} {2 * same / (sum(before.values()) + sum(broken[kind].values())):.4f}")
        print(f"{name}: {', '.join(shares)}, sentences {count / sentences:.4f}", flush=True)


if __name__ == "__main__":
    main()
