#!/usr/bin/env python3
"""What must hold between the tables of the commands for corpora, over real articles.

    benches/identities.py ARTICLES.ndjson

Each check prints a line; the last line counts those that failed or were skipped, and the exit code is 1 if one failed. TELAAH is the program
(target/release/telaah). networkx reads the graphs, pandas and DuckDB the tables, NLTK and scikit-learn count, if Python has them.
"""

import csv
import importlib.util
import io
import json
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

csv.field_size_limit(1 << 30)
TELAAH = os.environ.get("TELAAH", str(Path(__file__).resolve().parent.parent / "target/release/telaah"))
ALL = ["--stopwords", "none", "--min-count", "1", "--top", "0"]
failed, skipped = [], []


def run(*arguments, text=True):
    command = [TELAAH, *map(str, arguments), "--config", "none", "-q"]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)}: {done.stderr.decode()}")
    return done.stdout.decode() if text else done.stdout


def rows(*arguments):
    return list(csv.DictReader(io.StringIO(run(*arguments, "--format", "csv"))))


def report(*arguments):
    return json.loads(run(*arguments, "--format", "json"))


def check(what, holds, note=""):
    print(f"{'ok' if holds else 'FAILED':8}{what}{'; ' + str(note) if note != '' else ''}", flush=True)
    if not holds:
        failed.append(what)


def skip(what, why):
    print(f"{'skipped':8}{what}: {why}", flush=True)
    skipped.append(what)


def has(module):
    return importlib.util.find_spec(module) is not None


def near(a, b):
    return abs(a - b) <= 1e-5 * max(abs(a), abs(b), 1e-9)


def main(articles):
    with tempfile.TemporaryDirectory(prefix="identities.") as work:
        return check_all(articles, Path(work))


def check_all(articles, work):
    draw = random.Random(1)
    lines = Path(articles).read_bytes().splitlines(keepends=True)
    print(f"{len(lines)} articles")

    # Phrases, and pairs of words that follow each other.
    bigrams = {row["term"]: int(row["count"]) for row in rows("terms", "--ngrams", "2", *ALL, articles)}
    drawn = draw.sample(sorted(term for term, count in bigrams.items() if count < 500), 200) + ["rumah sakit", "tidak ada"]
    patterns = [argument for term in drawn for argument in ("-e", term)]
    found = Counter(row["pattern"] for row in rows("kwic", *patterns, articles))
    differ = [term for term in drawn if found[term] != bigrams[term]]
    check("lines of kwic 'a b' are the count of the term", not differ, differ[:5])
    pairs = {f"{row['first']} {row['second']}": int(row["count"]) for row in rows("collocations", *ALL, articles)}
    check("pairs of neighbours are the terms of two words", pairs == bigrams, f"{len(pairs)} pairs")
    del pairs

    # Windows around nodes.
    for node, window, within in [("pemerintah", "5", "sentence"), ("rumah sakit", "2,4", "document"), ("ber*", "3", "phrase")]:
        arguments = ["collocations", "--node", node, "--window", window, "--within", within, *ALL, articles]
        table = report(*arguments)
        head, collocates = table["summary"]["collocations"], table["collocations"]
        check(f"collocations of {node}: left + right = count", all(row["left"] + row["right"] == row["count"] for row in collocates))
        check(f"collocations of {node}: the sum of count is window_words", sum(row["count"] for row in collocates) == head["window_words"])

    # Keyness with the sides exchanged, and of a corpus with itself.
    halves = [work / "a.ndjson", work / "b.ndjson"]
    for number, half in enumerate(halves):
        half.write_bytes(b"".join(lines[number::2]))
    options = ["--direction", "both", "--stopwords", "none", "--top", "0", "--min-count", "3"]
    ways = [
        {row["term"]: row for row in rows("keyness", target, "--reference", reference, *options)}
        for target, reference in (halves, halves[::-1])
    ]
    number = lambda row, name: float(row[name]) if row[name] else None
    opposite, same = 0, 0
    for term, row in ways[0].items():
        other = ways[1].get(term, {})
        signed = [(number(row, name), number(other, name)) for name in ("g2", "chi2", "log_ratio")] if other else [(1, 1)]
        opposite += not all(a == b is None or (a is not None and b is not None and near(a, -b)) for a, b in signed)
        same += not other or row["p"] != other["p"]
    check("keyness exchanged: g2, chi2 and log_ratio change sign", ways[0].keys() == ways[1].keys() and not opposite, f"{len(ways[0])} terms")
    check("keyness exchanged: p stays", not same)
    itself = rows("keyness", halves[0], "--reference", halves[0], *options)
    check("keyness of a corpus with itself is 0", all(float(row["g2"]) == float(row["log_ratio"]) == 0 for row in itself), f"{len(itself)} terms")

    # Trends.
    for pattern in ["banjir", "rumah sakit", "ber*"]:
        count = len(rows("kwic", pattern, articles))
        by = {period: report("trends", pattern, "--by", period, articles) for period in ("day", "month")}
        head = by["day"]["summary"]["trends"]
        days = Counter()
        for row in by["day"]["trends"]:
            days[row["period"][:7]] += row["count"]
        check(f"trends of {pattern} and the undated are the lines of kwic", sum(days.values()) + head["undated_count"] == count, count)
        months = {row["period"]: row["count"] for row in by["month"]["trends"]}
        check(f"trends of {pattern}: days add up to months", months == {month: days[month] for month in months})

    # Networks.
    for by in ("sentence", "document"):
        table = report("network", "--by", by, "--min-count", "1", articles)
        nodes = {node["id"]: node for node in table["summary"]["nodes"]}
        ends = lambda edge: (nodes[edge["source"]]["count"], nodes[edge["target"]]["count"])
        check(f"network by {by}: no edge has more units than its nodes", all(edge["count"] <= min(ends(edge)) for edge in table["edges"]), f"{len(table['edges'])} edges")
        if not has("networkx"):
            skip(f"network by {by} read by networkx", "not installed")
            continue
        import networkx

        for extension, read in (("gexf", networkx.read_gexf), ("graphml", networkx.read_graphml)):
            path = work / f"{by}.{extension}"
            run("network", "--by", by, "--min-count", "1", articles, "-o", path)
            graph = read(path)
            weights = sum(weight for _, _, weight in graph.edges(data="weight"))
            check(
                f"network by {by}: networkx reads {extension} with equal sums",
                not graph.is_directed() and set(graph) == set(nodes) and graph.number_of_edges() == len(table["edges"])
                and weights == sum(edge["weight"] for edge in table["edges"]),
            )
            if has("igraph") and extension == "graphml":
                import igraph

                graph = igraph.Graph.Read_GraphML(str(path))
                check(f"network by {by}: igraph reads graphml with equal sums", (graph.vcount(), graph.ecount(), sum(graph.es["weight"])) == (len(nodes), len(table["edges"]), weights))
    if not has("igraph"):
        skip("network read by igraph", "not installed")

    # Splits, threads and orders.
    parts = work / "parts"
    parts.mkdir()
    size = -(-len(lines) // 7)
    for part in range(7):
        (parts / f"{part}.ndjson").write_bytes(b"".join(lines[part * size : (part + 1) * size]))
    shuffled = work / "shuffled"
    shuffled.mkdir()
    order = list(range(len(lines)))
    draw.shuffle(order)
    for part in range(5):
        (shuffled / f"{part}.ndjson").write_bytes(b"".join(lines[at] for at in order[part::5]))
    for command, any_order in [
        ("terms --stem root", True), ("terms --dispersion", True), ("terms --dispersion --stem lemma", True),
        ("terms --by-document --weight tf-idf --top 5", False), ("terms --by-document --weight bm25 --stem root --top 5", False),
        ("kwic banjir --top 0", False), ("collocations --node pemerintah", True), ("collocations --min-count 5", True), ("keyness", True),
        ("trends banjir --by day", True), ("network", True), ("diversity", False), ("duplicates", False),
    ]:
        table = lambda path, threads: run(*command.split(), "--threads", threads, path, "--format", "csv", text=False)
        whole = table(articles, 1)
        ways = [table(articles, 3), table(parts, 1), table(parts, 2)] + ([table(shuffled, 2)] if any_order else [])
        check(f"{command}: the same bytes for {len(ways)} other splits, threads and orders", all(way == whole for way in ways), f"{len(whole)} bytes")

    # The same counts by other programs, given telaah's words.
    tokens = [[] for _ in lines]
    at, last = -1, None
    for line in run("tokens", "--format", "ndjson", halves[0]).splitlines():
        token = json.loads(line)
        if token["document"] != last:
            at, last = at + 1, token["document"]
        if token["kind"] in ("word", "handle", "hashtag") and not token["boilerplate"]:
            tokens[at].append(token["word"])
    documents = [words for words in tokens if words]
    if has("nltk"):
        from nltk import FreqDist
        from nltk.text import ConcordanceIndex

        stream = [word for words in documents for word in words]
        counts = FreqDist(stream)
        terms = {row["term"]: int(row["count"]) for row in rows("terms", *ALL, halves[0])}
        check("NLTK FreqDist counts the same words", terms == dict(counts), f"{len(terms)} words")
        lines_of = {word: len(ConcordanceIndex(stream).offsets(word)) for word in ("banjir", "beras")}
        check("NLTK ConcordanceIndex finds as many lines", all(len(rows("kwic", word, halves[0])) == n for word, n in lines_of.items()), lines_of)
    else:
        skip("NLTK", "not installed")
    if has("sklearn"):
        from sklearn.feature_extraction.text import TfidfVectorizer

        vectorizer = TfidfVectorizer(analyzer=lambda words: words)
        matrix = vectorizer.fit_transform(documents)
        names = vectorizer.get_feature_names_out()
        highest = [max(zip(row.data, names[row.indices]))[0] for row in matrix]
        first = [float(row["weight"]) for row in rows("terms", "--by-document", "--weight", "tf-idf", "--stopwords", "none", "--top", "1", halves[0])]
        check("scikit-learn has the same highest weight of each document", len(first) == len(highest) and all(map(near, first, highest)), f"{len(first)} documents")
    else:
        skip("scikit-learn", "not installed")

    # Tables in other programs.
    for command in ["terms --dispersion", "terms --by-document --weight tf-idf --top 3", "collocations --node pemerintah", "keyness", "trends banjir", "network", "diversity", "duplicates", "kwic banjir"]:
        name = work / (command.replace(" ", "_") + ".csv")
        has_top = "--top" not in command and command.split()[0] in ("terms", "collocations", "keyness", "network")
        run(*command.split(), *(["--top", "0"] if has_top else []), halves[0], "-o", name)
        expected = sum(1 for _ in csv.reader(open(name, encoding="utf-8", newline=""))) - 1
        if has("pandas"):
            import pandas

            check(f"pandas reads {command}", len(pandas.read_csv(name, keep_default_na=False, na_values=[""])) == expected, f"{expected} rows")
        if has("duckdb"):
            import duckdb

            check(f"DuckDB reads {command}", duckdb.sql(f"select count(*) from read_csv('{name}')").fetchall()[0][0] == expected)
    for module in ("pandas", "duckdb"):
        if not has(module):
            skip(module, "not installed")
    print(f"{len(failed)} failed, {len(skipped)} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__.split("\n\n")[1].strip())
    sys.exit(main(sys.argv[1]))
