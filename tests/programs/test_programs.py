"""Real programs open what telaah writes: LibreOffice, pandas, DuckDB, jq, Python's csv, a JSON Schema validator, a terminal.
And telaah reads what real programs write: LibreOffice, pandas, openpyxl, python-docx, feedgen, warcio.

    python3 tests/programs/test_programs.py -v

What is not installed is skipped, with a line that says so. TELAAH names the program to test (else target/release/telaah);
formats that it was built without are skipped, too. Needs Python 3.9 or later and nothing else.
"""

import csv
import datetime
import gzip
import html
import importlib.util
import io
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as xml

try:
    import pty
except ImportError:
    pty = None

ROOT = pathlib.Path(__file__).resolve().parents[2]
TELAAH = os.environ.get("TELAAH", str(ROOT / "target" / "release" / "telaah"))
LIBREOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
JQ = shutil.which("jq")

# Titles that have undone many an export.
RECORDS = [
    {"id": "kutip", "title": 'Kata "kutip", koma; titik koma', "date": "2024-12-31", "text": "Presiden Joko Widodo tiba di Jepang kemarin."},
    {"id": "baris", "title": "Baris satu\nbaris dua", "date": "2024-02-29", "text": "Harga beras naik, kata Menteri Retno Marsudi."},
    {"id": "=cmd|' /C calc'!A0", "title": "=cmd|' /C calc'!A0", "text": "Beras mahal."},
    {"id": "+62", "title": "@akun 😀 🇮🇩", "date": "1899-12-31", "text": "Kopi dan beras: 日本語 ditulis juga."},
    {"id": "3171234567890123", "title": "  spasi di tepi  ", "date": "2024-01-01", "text": "Vladimir Putin bertemu Kim Jong Un. Putin senang."},
    {"id": "tab", "title": "a\tb | c \\ d", "text": "Kata biasa saja di Korea Selatan."},
    {"id": "gagal", "judul": "Tanpa isi"},
]
GOOD = RECORDS[:-1]


def telaah(*arguments, code=0, input_text=None):
    """Standard output, as bytes."""
    environment = {**os.environ, "TELAAH_CONFIG": "none", "LC_ALL": "C"}
    data = None if input_text is None else input_text.encode()
    run = subprocess.run([TELAAH, *arguments], input=data, capture_output=True, cwd=ROOT, env=environment)
    assert run.returncode == code, (arguments, run.returncode, run.stderr.decode())
    return run.stdout


def has_format(name):
    run = subprocess.run([TELAAH, "stopwords", "--format", name], capture_output=True, cwd=ROOT)
    return run.returncode == 0


def has_module(*names):
    return all(importlib.util.find_spec(name) for name in names)


def needs(is_there, what):
    return unittest.skipUnless(is_there, f"{what} is not there")


class Case(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = pathlib.Path(cls.folder.name)
        cls.records = cls.path / "berita.ndjson"
        cls.records.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in RECORDS), encoding="utf-8")
        # One record is broken on purpose.
        lines = telaah("analyze", "--format", "ndjson", str(cls.records), code=1).decode().splitlines()
        cls.documents = [json.loads(line) for line in lines]

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()


class PythonCsv(Case):
    def rows(self, *arguments, **options):
        text = telaah("analyze", "--format", "csv", *arguments, str(self.records), code=1).decode("utf-8")
        return list(csv.DictReader(io.StringIO(text, newline=""), **options))

    def test_titles_come_back_as_they_were(self):
        rows = self.rows()
        self.assertEqual(len(rows), len(RECORDS))
        for record, row in zip(GOOD, rows):
            self.assertEqual(row["title"], record["title"])
            self.assertEqual(row["document"], record["id"])
        self.assertIn("no field", rows[-1]["error"])

    def test_a_spreadsheet_runs_nothing(self):
        rows = self.rows("--csv-dialect", "excel-id", delimiter=";")
        for record, row in zip(GOOD, rows):
            risky = record["title"][0] in "=+-@"
            self.assertEqual(row["title"], "'" * risky + record["title"])
        self.assertEqual(rows[2]["\ufeffdocument"], "'=cmd|' /C calc'!A0")
        self.assertEqual(rows[4]["\ufeffdocument"], "'3171234567890123")


@needs(JQ, "jq")
class Jq(Case):
    def test_ndjson_is_read_line_by_line(self):
        lines = telaah("analyze", "--format", "ndjson", str(self.records), code=1)
        query = '[.document, .title, (.people // [] | map(.canonical)), .counts.words] | tojson'
        run = subprocess.run([JQ, "-r", query], input=lines, capture_output=True, check=True)
        for line, document in zip(run.stdout.decode().splitlines(), self.documents, strict=True):
            people = [person["canonical"] for person in document["people"] or []]
            words = document["counts"] and document["counts"]["words"]
            self.assertEqual(json.loads(line), [document["document"], document["title"], people, words])

    def test_the_summary_adds_up(self):
        whole = telaah("analyze", "--format", "json", str(self.records), code=1)
        query = "([.documents[].counts.words // 0] | add) == .summary.counts.words"
        run = subprocess.run([JQ, "-e", query], input=whole, capture_output=True)
        self.assertEqual(run.returncode, 0, run.stderr)


@needs(has_module("jsonschema"), "Python's jsonschema")
class JsonSchema(Case):
    def test_every_json_form_is_as_its_schema_says(self):
        import jsonschema

        def validator(name):
            schema = json.loads((ROOT / "src/report/schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
            jsonschema.Draft202012Validator.check_schema(schema)
            return jsonschema.Draft202012Validator(schema)

        records = str(self.records)
        forms = {
            "analyze": ["analyze", records],
            "terms": ["terms", records],
            "terms-by-document": ["terms", "--by-document", records],
            "terms-weight": ["terms", "--by-document", "--weight", "tf-idf", records],
            "terms-dispersion": ["terms", "--dispersion", records],
            "terms-by-group": ["terms", "--by", "month", records],
            "entities": ["entities", records],
            "entities-countries": ["entities", "--kind", "country", records],
            "entities-by-document": ["entities", "--by-document", records],
            "entities-by-group": ["entities", "--by", "month", records],
            "mentions": ["entities", "--mentions", "--kind", "person,country,date,time,duration", records],
            "terms-stem": ["terms", "--stem", "root", records],
            "terms-by-document-stem": ["terms", "--by-document", "--stem", "root", records],
            "terms-weight-stem": ["terms", "--by-document", "--weight", "bm25", "--stem", "root", records],
            "terms-dispersion-stem": ["terms", "--dispersion", "--stem", "root", records],
            "terms-by-group-stem": ["terms", "--by", "month", "--stem", "root", records],
            "collocations-stem": ["collocations", "--node", "beras", "--stem", "root", "--min-count", "1", records],
            "collocations-pairs-stem": ["collocations", "--stem", "root", "--min-count", "1", records],
            "keyness-stem": ["keyness", "--stem", "root", "--min-count", "1", records],
            "kwic": ["kwic", "*", records],
            "kwic-by-document": ["kwic", "--by-document", "*", records],
            "collocations": ["collocations", "--node", "di", "--stopwords", "none", "--min-count", "1", records],
            "collocations-pairs": ["collocations", "--stopwords", "none", "--min-count", "1", records],
            "keyness": ["keyness", "--min-count", "1", records],
            "trends": ["trends", "di", "--by", "year", records],
            "trends-wide": ["trends", "di", "--by", "year", "--wide", "document_share", records],
            "trends-summary": ["trends", "di", "--by", "year", "--summary", records],
            "trends-bursts": ["trends", "beras", "--by", "year", "--bursts", "--burst-gamma", "0", records],
            "network": ["network", "--by", "document", "--min-count", "1", records],
            "quotes": ["quotes", "samples"],
            "quotes-by-speaker": ["quotes", "--by-speaker", "samples"],
            "duplicates": ["duplicates", "samples/bencana-01.txt", "samples/bencana-01.txt"],
            "diversity": ["diversity", records],
            "stem": ["stem", "pemerintahannya"],
            "stem-explain": ["stem", "--explain", "pemerintahannya"],
            "tokens": ["tokens", records],
            "config": ["config"],
            "info": ["info", records],
            "inputs": ["analyze", "--dry-run", "samples"],
            "schema": ["schema"],
            "stopwords": ["stopwords"],
            "stopwords-list": ["stopwords", "inti"],
        }
        known = {path.name.removesuffix(".schema.json").removesuffix(".row") for path in (ROOT / "src/report/schemas").glob("*.schema.json")}
        self.assertEqual(known, set(forms))
        for name, arguments in forms.items():
            code = 1 if records in arguments else 0
            validator(name).validate(json.loads(telaah(*arguments, "--format", "json", code=code)))
            row, lines = validator(f"{name}.row"), telaah(*arguments, "--format", "ndjson", code=code).splitlines()
            self.assertTrue(lines)
            for line in lines:
                row.validate(json.loads(line))
            # A schema that takes everything would prove nothing.
            for broken in (dict(list(json.loads(lines[0]).items())[1:]), {**json.loads(lines[0]), next(iter(json.loads(lines[0]))): []}):
                with self.assertRaises(jsonschema.ValidationError):
                    row.validate(broken)


TERM_TYPES = {"rank": "int64", "count": "int64", "documents": "int64", "per_million": "float64"}


@needs(has_module("pandas"), "pandas")
class Pandas(Case):
    def test_csv_has_its_types(self):
        import pandas

        # A term may be `null` or `nan`, which pandas would read as nothing.
        frame = pandas.read_csv(io.BytesIO(telaah("terms", "--format", "csv", "samples")), keep_default_na=False)
        self.assertEqual({name: str(frame[name].dtype) for name in TERM_TYPES}, TERM_TYPES)
        rows = telaah("terms", "--format", "ndjson", "samples").splitlines()
        self.assertEqual(len(frame), len(rows))
        self.assertEqual(frame["term"].tolist(), [json.loads(row)["term"] for row in rows])

    def test_excel_id_is_read_with_its_marks(self):
        import pandas

        data = telaah("terms", "--csv-dialect", "excel-id", "samples")
        frame = pandas.read_csv(io.BytesIO(data), sep=";", decimal=",", encoding="utf-8-sig", keep_default_na=False)
        self.assertEqual({name: str(frame[name].dtype) for name in TERM_TYPES}, TERM_TYPES)

    @needs(has_format("parquet"), "the feature parquet")
    @needs(has_module("pyarrow"), "pyarrow")
    def test_parquet_has_its_types(self):
        import pandas

        telaah("terms", "-o", str(self.path / "terms.parquet"), "samples")
        frame = pandas.read_parquet(self.path / "terms.parquet")
        self.assertEqual({name: str(frame[name].dtype) for name in TERM_TYPES}, TERM_TYPES)
        terms = pandas.read_csv(io.BytesIO(telaah("terms", "--format", "csv", "samples")), keep_default_na=False)
        self.assertTrue((frame["term"].tolist(), frame["per_million"].tolist()) == (terms["term"].tolist(), terms["per_million"].tolist()))
        telaah("analyze", "--format", "parquet", "-o", str(self.path / "tabel"), str(self.records), code=1)
        names = sorted(path.name for path in (self.path / "tabel").iterdir())
        self.assertEqual(names, [f"{name}.parquet" for name in ("countries", "dates", "document_entities", "documents", "people", "terms")])
        frame = pandas.read_parquet(self.path / "tabel" / "documents.parquet")
        self.assertEqual(frame["title"].tolist()[:-1], [record["title"] for record in GOOD])
        self.assertEqual(frame["date"].tolist()[:3], [datetime.date(2024, 12, 31), datetime.date(2024, 2, 29), None])
        self.assertTrue(frame["words"].isna().tolist()[-1])
        telaah("tokens", "-o", str(self.path / "tokens.parquet"), str(self.records), code=1)
        self.assertEqual(str(pandas.read_parquet(self.path / "tokens.parquet")["boilerplate"].dtype), "bool")

    @needs(has_format("xlsx"), "the feature xlsx")
    @needs(has_module("openpyxl"), "openpyxl")
    def test_the_workbook_has_every_table(self):
        import pandas

        telaah("analyze", "-o", str(self.path / "semua.xlsx"), str(self.records), code=1)
        book = pandas.read_excel(self.path / "semua.xlsx", sheet_name=None, keep_default_na=False)
        self.assertEqual(list(book), ["summary", "documents", "terms", "people", "countries", "dates"])
        self.assertEqual(book["documents"]["title"].tolist()[:-1], [record["title"] for record in GOOD])
        self.assertEqual(book["documents"]["date"].tolist()[0], datetime.datetime(2024, 12, 31))
        self.assertEqual(str(book["terms"]["count"].dtype), "int64")


@needs(has_module("duckdb"), "DuckDB")
class DuckDb(Case):
    TYPES = {"rank": "BIGINT", "term": "VARCHAR", "count": "BIGINT", "documents": "BIGINT", "per_million": "DOUBLE"}

    def types(self, relation):
        import duckdb

        return {name: kind for name, kind, *_ in duckdb.sql(f"DESCRIBE SELECT * FROM {relation}").fetchall()}

    def test_csv_has_its_types(self):
        import duckdb

        path = self.path / "terms.csv"
        telaah("terms", "-o", str(path), "samples")
        self.assertEqual(self.types(f"read_csv('{path}')"), self.TYPES)
        rows = len(telaah("terms", "--format", "ndjson", "samples").splitlines())
        self.assertEqual(duckdb.sql(f"SELECT count(*) FROM read_csv('{path}')").fetchall(), [(rows,)])
        path = self.path / "documents.csv"
        path.write_bytes(telaah("analyze", "--format", "csv", str(self.records), code=1))
        titles = duckdb.sql(f"SELECT title FROM read_csv('{path}', all_varchar = true)").fetchall()
        self.assertEqual([title for (title,) in titles[:-1]], [record["title"] for record in GOOD])

    @needs(has_format("parquet"), "the feature parquet")
    def test_parquet_has_its_types(self):
        import duckdb

        path = self.path / "terms.parquet"
        telaah("terms", "-o", str(path), "samples")
        self.assertEqual(self.types(f"'{path}'"), self.TYPES)
        rows = duckdb.sql(f"SELECT rank, term, count, documents, per_million FROM '{path}' ORDER BY rank").fetchall()
        wanted = [tuple(json.loads(line).values()) for line in telaah("terms", "--format", "ndjson", "samples").splitlines()]
        self.assertEqual(rows, wanted)
        telaah("analyze", "--format", "parquet", "-o", str(self.path / "duck"), str(self.records), code=1)
        types = self.types(f"'{self.path}/duck/documents.parquet'")
        self.assertEqual((types["date"], types["words"], types["title"]), ("DATE", "BIGINT", "VARCHAR"))

    @needs(has_format("parquet"), "the feature parquet")
    def test_the_recipe_of_the_guide(self):
        import duckdb

        for guide in ("GUIDE.md", "GUIDE.id.md"):
            text = (ROOT / guide).read_text(encoding="utf-8")
            table = re.search(r"^\$ cat > berita\.csv <<END\n((?:> .*\n)*)> END$", text, re.MULTILINE).group(1)
            (self.path / "berita.csv").write_text(table.replace("> ", ""), encoding="utf-8")
            telaah("entities", str(self.path / "berita.csv"), "-q", "-o", str(self.path / "entitas.parquet"))
            (query, output), = re.findall(r'^\$ duckdb -csv -c "(.*)"\n((?:[^`].*\n)*)', text, re.MULTILINE)
            result = duckdb.sql(query.replace("entitas.parquet", str(self.path / "entitas.parquet")))
            rows = [result.columns, *result.fetchall()]
            self.assertEqual([",".join(map(str, row)) for row in rows], output.splitlines(), guide)


@needs(has_module("networkx"), "NetworkX")
class NetworkX(Case):
    def test_graphs_hold_what_the_tables_hold(self):
        import networkx

        every = ["network", "samples", "--by", "document", "--min-count", "1", "-q"]
        telaah(*every, "--format", "csv", "-o", str(self.path / "jaringan"))
        texts = ((self.path / "jaringan" / f"{name}.csv").read_text(encoding="utf-8") for name in ("nodes", "edges"))
        nodes, edges = (list(csv.DictReader(io.StringIO(text, newline=""))) for text in texts)
        self.assertGreater(len(edges), 20)
        for name, read in (("gexf", networkx.read_gexf), ("graphml", networkx.read_graphml)):
            path = self.path / f"jaringan.{name}"
            telaah(*every, "-o", str(path))
            graph = read(path)
            self.assertFalse(graph.is_directed() or graph.is_multigraph())
            self.assertEqual(sorted(graph), sorted(node["id"] for node in nodes))
            for node in nodes:
                found = graph.nodes[node["id"]]
                values = {key: str(found[key]) for key in ("label", "kind", "count", "mentions", "documents")}
                self.assertEqual(values, {key: node[key] for key in values}, name)
            self.assertEqual(graph.number_of_edges(), len(edges))
            for edge in edges:
                found = graph[edge["source"]][edge["target"]]
                for key in ("weight", "count", "documents", "jaccard", "dice", "pmi", "npmi", "g2"):
                    self.assertEqual(found.get(key), float(edge[key]) if edge[key] else None, (name, key))

    def test_any_name_is_read(self):
        import networkx

        text = 'Presiden Joko <b>"Widodo" & Vladimir Putin\x01 tiba di Rusia. '
        for name, read in (("gexf", networkx.read_gexf), ("graphml", networkx.read_graphml)):
            path = self.path / f"nama.{name}"
            telaah("network", "-q", "-o", str(path), "-", input_text=text * 2)
            self.assertIn("country:RU", read(path))


OFFICE, TABLE, TEXT = ("{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}" % name for name in ("office", "table", "text"))


def sheets(path):
    """The sheets of a flat OpenDocument file: rows of (type, value)."""
    book = {}
    for sheet in xml.parse(path).iter(f"{TABLE}table"):
        rows = []
        for row in sheet.iter(f"{TABLE}table-row"):
            cells = []
            for cell in row.iter(f"{TABLE}table-cell"):
                kind = cell.get(f"{OFFICE}value-type")
                text = "\n".join("".join(paragraph.itertext()) for paragraph in cell.iter(f"{TEXT}p"))
                value = {"float": cell.get(f"{OFFICE}value"), "date": cell.get(f"{OFFICE}date-value")}.get(kind, text)
                repeated = int(cell.get(f"{TABLE}number-columns-repeated", 1))
                cells.extend([(kind, value)] * min(repeated, 50))
            while cells and cells[-1][0] is None:
                cells.pop()
            if cells:
                rows.extend([cells] * int(row.get(f"{TABLE}number-rows-repeated", 1)))
        book[sheet.get(f"{TABLE}name")] = rows
    return book


INDONESIAN = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>id-ID</value></prop></item>
</oor:items>
"""


@needs(LIBREOFFICE, "LibreOffice")
class LibreOffice(Case):
    """With Indonesian settings: a decimal comma, and 1057 (0x0421) as the language of a CSV file."""

    def open(self, path, *options):
        user = self.path / "profil" / "user"
        user.mkdir(parents=True, exist_ok=True)
        (user / "registrymodifications.xcu").write_text(INDONESIAN, encoding="utf-8")
        arguments = [LIBREOFFICE, f"-env:UserInstallation=file://{self.path}/profil", "--headless", *options]
        arguments += ["--convert-to", "fods", "--outdir", str(self.path), str(path)]
        run = subprocess.run(arguments, capture_output=True, timeout=300)
        made = path.with_suffix(".fods")
        self.assertTrue(made.exists(), run.stderr.decode())
        return sheets(made)

    # Semicolon, quotes, UTF-8, from the first line on, columns as they are, Indonesian, quoted cells as the others; and whether
    # "special numbers" are sought: days, but also `salah` and `benar`, "no" and "yes" to an Indonesian LibreOffice. They are
    # converted only if the user ticks the box.
    CSV = "--infilter=CSV:59,34,76,1,,1057,false,false"
    CSV_SPECIAL = "--infilter=CSV:59,34,76,1,,1057,false,true"

    def test_excel_id_csv_opens_with_its_cells(self):
        path = self.path / "istilah.csv"
        telaah("terms", "--csv-dialect", "excel-id", "-o", str(path), "samples")
        (rows,) = self.open(path, self.CSV).values()
        wanted = [json.loads(line) for line in telaah("terms", "--format", "ndjson", "samples").splitlines()]
        self.assertEqual(len(rows), 1 + len(wanted))
        self.assertEqual([text for _, text in rows[0]], list(wanted[0]))
        for row, term in zip(rows[1:], wanted):
            self.assertEqual([kind for kind, _ in row], ["float", "string", "float", "float", "float"], term)
            # What begins a formula, and what an Indonesian spreadsheet takes for a truth value.
            is_guarded = term["term"][0] == "@" or term["term"] in ("benar", "salah")
            self.assertEqual(row[1][1], "'" * is_guarded + term["term"])
            self.assertAlmostEqual(float(row[4][1]), term["per_million"], places=2)

    def test_no_cell_of_excel_id_csv_runs_or_is_rounded(self):
        path = self.path / "dokumen.csv"
        path.write_bytes(telaah("analyze", "--format", "csv", "--csv-dialect", "excel-id", str(self.records), code=1))
        (rows,) = self.open(path, self.CSV_SPECIAL).values()
        self.assertEqual(len(rows), 1 + len(RECORDS))
        self.assertNotIn("table:formula", path.with_suffix(".fods").read_text(encoding="utf-8"))
        self.assertEqual(rows[3][0], ("string", "'=cmd|' /C calc'!A0"))
        self.assertEqual(rows[5][0], ("string", "'3171234567890123"))
        self.assertEqual(rows[2][1], ("string", "Baris satu\nbaris dua"))
        self.assertEqual(rows[1][2], ("date", "2024-12-31"))

    @needs(has_format("xlsx"), "the feature xlsx")
    def test_the_workbook_opens_with_its_cells(self):
        path = self.path / "hasil.xlsx"
        telaah("analyze", "-o", str(path), str(self.records), code=1)
        book = self.open(path)
        self.assertEqual(list(book), ["summary", "documents", "terms", "people", "countries", "dates"])
        self.assertNotIn("table:formula", path.with_suffix(".fods").read_text(encoding="utf-8"))
        documents = book["documents"]
        self.assertEqual(len(documents), 1 + len(RECORDS))
        header = [text for _, text in documents[0]]
        for row, document in zip(documents[1:], self.documents):
            cells = dict(zip(header, row))
            self.assertEqual(cells["document"], ("string", document["document"]))
            if document["counts"]:
                self.assertEqual(cells["words"], ("float", str(document["counts"]["words"])))
        # Days are days; before 1900 a spreadsheet has none.
        dates = [row[2] for row in documents[1:5]]
        self.assertEqual(dates, [("date", "2024-12-31"), ("date", "2024-02-29"), (None, ""), ("string", "1899-12-31")])
        summary = json.loads(telaah("analyze", "--format", "json", str(self.records), code=1))["summary"]
        self.assertEqual(len(book["terms"]), 1 + len(summary["terms"]))
        self.assertEqual(book["summary"][1], [("string", "documents"), ("float", str(summary["documents"]))])
        self.assertEqual([row[1][1] for row in book["people"][1:]], [person["canonical"] for person in summary["people"]])


def sample_articles():
    """Titles and paragraphs."""
    for path in sorted((ROOT / "samples").glob("*.txt")):
        title, *paragraphs = path.read_text(encoding="utf-8").strip().split("\n\n")
        if "\n" not in title and paragraphs:
            yield title, [" ".join(paragraph.split()) for paragraph in paragraphs]


def page(title, paragraphs):
    body = "".join(f"<p>{html.escape(paragraph)}</p>\n" for paragraph in paragraphs)
    title = html.escape(title)
    return f"<!DOCTYPE html>\n<html><head><meta charset='utf-8'><title>{title}</title></head><body><article><h1>{title}</h1>\n{body}</article></body></html>"


class Inputs(unittest.TestCase):
    """The same articles as different programs write them give the same terms and entities."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = pathlib.Path(cls.folder.name)
        cls.articles = list(sample_articles())
        cls.rows = [("judul", "isi", "tanggal"), *((title, "\n\n".join(parts), "2024-12-31") for title, parts in cls.articles)]
        cls.wanted = cls.results(cls.records(3))
        # Formats without a field for the date.
        cls.undated = cls.results(cls.records(2))
        assert len(cls.articles) > 15 and len(cls.wanted[0]) > 10_000

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @classmethod
    def records(cls, fields, count=None):
        records = [dict(zip(cls.rows[0][:fields], row)) for row in cls.rows[1:][:count]]
        path = cls.path / f"{fields}-{count}.ndjson"
        path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
        return path

    @staticmethod
    def results(*paths):
        paths = [str(path) for path in paths]
        commands = (["terms", "--format", "csv"], ["entities", "--format", "csv", "--date", "2024-12-31"])
        return [telaah(*command, *paths).decode() for command in commands]

    def check(self, *paths):
        for found, wanted in zip(self.results(*paths), self.wanted):
            self.assertEqual(found, wanted)

    def check_documents(self, path, dates=("2024-12-31",)):
        lines = telaah("analyze", "--format", "ndjson", str(path)).decode().splitlines()
        documents = [json.loads(line) for line in lines]
        self.assertEqual([document["title"] for document in documents], [title for title, _ in self.articles])
        self.assertEqual({document["date"] for document in documents}, set(dates))
        return documents

    def test_workbooks_of_openpyxl_and_pandas(self):
        if not has_module("openpyxl") or not has_format("xlsx"):
            self.skipTest("openpyxl or the feature xlsx is not there")
        import openpyxl

        book = openpyxl.Workbook()
        for title, text, date in self.rows:
            book.active.append([title, text, date if date == "tanggal" else datetime.date.fromisoformat(date)])
        book.save(self.path / "openpyxl.xlsx")
        self.check(self.path / "openpyxl.xlsx")
        self.check_documents(self.path / "openpyxl.xlsx")
        if has_module("pandas"):
            import pandas

            frame = pandas.DataFrame(self.rows[1:], columns=self.rows[0])
            for name in ["pandas.xlsx", *(["pandas.ods"] if has_module("odf") else [])]:
                frame.to_excel(self.path / name)
                self.check(self.path / name)
                self.check_documents(self.path / name)

    @needs(has_module("pandas"), "pandas")
    def test_json_and_csv_of_pandas(self):
        import pandas

        frame = pandas.DataFrame(self.rows[1:], columns=self.rows[0])
        frame["tanggal"] = pandas.to_datetime(frame["tanggal"])
        for orient in ("records", "columns", "index", "split", "table"):
            for unit in ("ms", "s"):
                path = self.path / f"{orient}-{unit}.json"
                options = {} if orient == "table" else {"date_format": "epoch", "date_unit": unit}
                frame.to_json(path, orient=orient, **options)
                self.check(path)
                self.check_documents(path)
        for separator in ",;|\t":
            path = self.path / "pandas.csv"
            frame.to_csv(path, sep=separator)
            self.check(path)
            self.check_documents(path)

    def test_documents_of_python_docx(self):
        if not has_module("docx"):
            self.skipTest("python-docx is not there")
        import docx

        folder = self.path / "docx"
        folder.mkdir()
        for number, (title, paragraphs) in enumerate(self.articles):
            document = docx.Document()
            document.add_heading(title, 0)
            for paragraph in paragraphs:
                document.add_paragraph(paragraph)
            document.save(folder / f"{number:02}.docx")
        self.assertEqual(self.results(folder), self.undated)

    def test_feeds_of_feedgen(self):
        if not has_module("feedgen"):
            self.skipTest("feedgen is not there")
        from feedgen.feed import FeedGenerator

        feed = FeedGenerator()
        feed.id("https://kabar.example/")
        feed.title("Kabar")
        feed.link(href="https://kabar.example/")
        feed.description("Berita")
        for number, (title, paragraphs) in enumerate(self.articles):
            entry = feed.add_entry(order="append")
            entry.id(f"https://kabar.example/{number}")
            entry.title(title)
            entry.link(href=f"https://kabar.example/{number}")
            entry.published("2024-12-31T12:00:00+07:00")
            entry.summary("Ringkasan yang tidak dibaca.")
            entry.content("".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs), type="CDATA")
        feed.rss_file(self.path / "feed.xml")
        feed.atom_file(self.path / "feed.atom", pretty=True)
        for name in ("feed.xml", "feed.atom"):
            self.check(self.path / name)
            documents = self.check_documents(self.path / name)
            self.assertEqual({document["source"] for document in documents}, {"Kabar"})
            self.assertEqual(documents[1]["url"], "https://kabar.example/1")

    def test_web_archives_of_warcio(self):
        if not has_module("warcio"):
            self.skipTest("warcio is not there")
        from warcio.statusandheaders import StatusAndHeaders
        from warcio.warcwriter import WARCWriter

        for name, is_packed in (("arsip.warc", False), ("arsip.warc.gz", True)):
            with open(self.path / name, "wb") as out:
                writer = WARCWriter(out, gzip=is_packed)
                writer.write_record(writer.create_warcinfo_record(name, {"software": "warcio"}))
                for number, (title, paragraphs) in enumerate(self.articles):
                    address = f"https://kabar.example/{number}"
                    body, headers = page(title, paragraphs).encode(), [("Content-Type", "text/html; charset=utf-8")]
                    if number % 3 == 1:
                        body, headers = gzip.compress(body), [*headers, ("Content-Encoding", "gzip")]
                    if number % 3 == 2:
                        body = b"%x\r\n%b\r\n%x\r\n%b\r\n0\r\n\r\n" % (100, body[:100], len(body) - 100, body[100:])
                        headers = [*headers, ("Transfer-Encoding", "chunked")]
                    http = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
                    crawled = {"WARC-Date": "2024-12-31T00:00:00Z"}
                    record = writer.create_warc_record(address, "response", io.BytesIO(body), http_headers=http, warc_headers_dict=crawled)
                    request = StatusAndHeaders("GET / HTTP/1.1", [("Host", "kabar.example")], is_http_request=True)
                    writer.write_request_response_pair(writer.create_warc_record(address, "request", http_headers=request), record)
                    writer.write_record(writer.create_revisit_record(address, "sha1:x", address, crawled["WARC-Date"], http_headers=http))
            self.assertEqual(self.results(self.path / name), self.undated)
            lines = telaah("analyze", "--format", "ndjson", str(self.path / name)).decode().splitlines()
            self.assertEqual([json.loads(line)["url"] for line in lines][:2], ["https://kabar.example/0", "https://kabar.example/1"])

    @needs(LIBREOFFICE, "LibreOffice")
    def test_files_of_libreoffice(self):
        def convert(source, kind, *options):
            command = [LIBREOFFICE, f"-env:UserInstallation=file://{self.path}/profil", "--headless", *options]
            run = subprocess.run([*command, "--convert-to", kind, "--outdir", str(source.parent), str(source)], capture_output=True, timeout=300)
            made = source.with_suffix(f".{kind}")
            self.assertTrue(made.exists(), run.stderr.decode())
            return made

        if has_format("xlsx"):
            table = self.path / "kantor.csv"
            with open(table, "w", encoding="utf-8", newline="") as out:
                csv.writer(out).writerows(self.rows)
            for kind in ("xlsx", "ods"):
                made = convert(table, kind, "--infilter=CSV:44,34,76,1,,0,false,true")
                self.check(made)
                self.check_documents(made)
        folder = self.path / "kantor"
        folder.mkdir()
        documents = []
        for number, (title, paragraphs) in enumerate(self.articles[:4]):
            source = folder / f"{number}.html"
            source.write_text(page(title, paragraphs), encoding="utf-8")
            documents.append(convert(source, "docx", "--writer"))
        self.assertEqual(self.results(*documents), self.results(self.records(2, 4)))


@needs(pty, "a pseudo-terminal")
class Terminal(Case):
    """Tables in a window."""

    def shown(self, width, *arguments, **variables):
        import fcntl
        import struct
        import termios

        outer, inner = pty.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
        environment = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "LANG", "LC_ALL")}
        environment |= {"TELAAH_CONFIG": "none", **variables}
        run = subprocess.Popen([TELAAH, *arguments], stdout=inner, stderr=inner, stdin=subprocess.DEVNULL, cwd=ROOT, env=environment)
        os.close(inner)
        data = b""
        while True:
            try:
                part = os.read(outer, 1 << 16)
            except OSError:
                break
            if not part:
                break
            data += part
        os.close(outer)
        self.assertEqual(run.wait(), 0)
        return data.decode().replace("\r\n", "\n")

    def test_bars_and_colours_where_they_are_allowed(self):
        text = self.shown(100, "terms", "--top", "5", "samples")
        self.assertIn("\x1b[36m\u2588", text)
        for line in text.splitlines()[1:]:
            self.assertIn("\u2588", line)
        for without in (self.shown(100, "terms", "samples", NO_COLOR="1"), self.shown(100, "terms", "--color", "never", "samples")):
            self.assertNotIn("\x1b", without)
            self.assertIn("\u2588", without)
        self.assertNotIn("\u2588", self.shown(100, "terms", "--bars", "never", "samples"))
        self.assertNotIn("\u2588", self.shown(30, "terms", "samples"))

    def test_lines_fit_the_window(self):
        for width in (40, 60, 79, 80, 100, 200):
            for command in ("terms", "entities", "analyze"):
                text = self.shown(width, command, "--color", "never", "samples")
                for line in text.splitlines():
                    # Headings and the sums below them are whole sentences.
                    if "  " in line:
                        self.assertLessEqual(len(line), width, (command, line))

    def test_the_page_speaks_indonesian_in_an_indonesian_terminal(self):
        self.assertIn("Istilah (", self.shown(100, "analyze", "--color", "never", "samples", LANG="id_ID.UTF-8"))
        self.assertIn("Terms (", self.shown(100, "analyze", "--color", "never", "samples", LANG="C"))

    @needs(has_format("xlsx"), "the feature xlsx")
    def test_no_workbook_goes_to_a_terminal(self):
        with self.assertRaises(AssertionError):
            self.shown(80, "terms", "--format", "xlsx", "samples")


if __name__ == "__main__":
    unittest.main()
