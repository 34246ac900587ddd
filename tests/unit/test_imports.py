"""Data files: one result from every format, a finding for everything wrong, and nothing lost beside it."""

from __future__ import annotations

import json
import sys
import tracemalloc
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_policyrefs.imports.bibliography import read_bibliography
from sphinx_policyrefs.imports.date_formats import edtf, form
from sphinx_policyrefs.imports.entries import MOST_FINDINGS, Reader, Settings
from sphinx_policyrefs.imports.files import FORMATS, DataFile, read, read_path
from sphinx_policyrefs.imports.select import select
from sphinx_policyrefs.imports.tree import DEEPEST, LARGEST, MOST_VALUES
from sphinx_policyrefs.records.authors import OTHERS, Name, names_of
from sphinx_policyrefs.records.cited import Citation
from sphinx_policyrefs.records.kinds import KINDS

if TYPE_CHECKING:
    from pathlib import Path


def take(text: str | bytes, file: str = "record.yaml", **settings: Any) -> DataFile:
    content = text if isinstance(text, bytes) else text.encode()
    return read(content, file, KINDS, Settings(**settings))


def ids(data: DataFile) -> list[str]:
    return [item.entry.id for item in data.items]


def said(data: DataFile) -> list[str]:
    return [f"{f.file}:{f.line}: {f.code}: {f.message}" for f in data.findings]


YAML = """\
- kind: event
  id: order
  title: The *first* order
  date: 2020-08-06
  parties: [trump, "Acme, Inc."]
  sources:
    - {id: wapo, locator: p. 4}
    - nyt @ p. 1
  confidence: disputed
  vote: 352-65
  order: 2
  tags: trade; phones
  body: |
    Signed by :party:`trump` in *August*.

    More.
- kind: statement
  title: A promise
  date: 2020-08~
  speaker: trump
  sworn: true
  note: not for the public
- kind: agreement
  id: deal
  title: The deal
  shares: {oracle: 12.5%, walmart: 7.5}
- kind: discrepancy
  id: count
  title: How many users
  values:
    - {value: 100 million, sources: [nyt, {id: wapo, locator: p. 9}]}
    - value: 90 | 91 million
"""
JSON = [
    {
        "kind": "event",
        "id": "order",
        "title": "The *first* order",
        "date": "2020-08-06",
        "parties": ["trump", "Acme, Inc."],
        "sources": [{"source": "wapo", "at": "p. 4"}, {"id": "nyt", "locator": "p. 1"}],
        "confidence": "disputed",
        "vote": "352-65",
        "order": 2,
        "tags": ["trade", "phones"],
        "body": "Signed by :party:`trump` in *August*.\n\nMore.\n",
    },
    {
        "kind": "statement",
        "title": "A promise",
        "date": "2020-08~",
        "speaker": "trump",
        "sworn": True,
        "note": "x",
        "place": None,
    },
    {
        "kind": "agreement",
        "id": "deal",
        "title": "The deal",
        "shares": [{"party": "oracle", "share": 12.50}, {"id": "walmart", "percent": "7.5"}],
    },
    {
        "kind": "discrepancy",
        "id": "count",
        "title": "How many users",
        "values": {"100 million": ["nyt", {"wapo": "p. 9"}], "90 | 91 million": []},
    },
]
CSV = """\
When,Kind,id,title,parties,sources,confidence,vote,order,tags,speaker,sworn,shares,values,body,note
06/08/2020,event,order,The *first* order,"trump;
Acme, Inc.","wapo @ p. 4;
nyt @ p. 1",disputed,352-65,2,trade; phones,,,,,"Signed by :party:`trump` in *August*.

More.",
2020-08~,Statement,,A promise,,,,,,,trump,yes,,,,secret
,agreement,deal,The deal,,,,,,,,,"oracle = 12.5%
walmart = 7.5",,,
,discrepancy,count,How many users,,,,,,,,,,"100 million | nyt; wapo @ p. 9
90 | 91 million |",,
"""


def plain(data: DataFile) -> list[Any]:
    """Return what does not depend on lines."""
    assert said(data) == []
    return [
        (e.kind, e.id, e.title, e.fields, e.summary, item.title, item.body, item.markup)
        for item in data.items
        for e in [item.entry]
    ]


def test_every_format_gives_the_same_entries() -> None:
    yaml = plain(take(YAML))
    assert plain(take(json.dumps(JSON), "record.json")) == yaml
    mapped = {"columns": (("When", "date"),), "dates": ("%d/%m/%Y",)}
    assert plain(take(CSV, "record.csv", **mapped)) == yaml
    assert plain(take("\ufeff" + CSV.replace("\n", "\r\n"), "record.csv", **mapped))[1:] == yaml[1:]
    assert plain(take(YAML.encode("utf-8-sig"))) == yaml
    nested = json.dumps({"entries": JSON})
    assert plain(take(nested, "record.json")) == yaml
    fields = yaml[0][3]
    assert fields == {
        "date": "2020-08-06",
        "parties": ("trump", "Acme, Inc."),
        "sources": (Citation("wapo", "p. 4"), Citation("nyt", "p. 1")),
        "confidence": "disputed",
        "vote": "352-65",
        "order": 2,
        "tags": ("trade", "phones"),
    }
    assert yaml[0][4] == ("Signed by ", ("party", "trump", ""), " in August.")
    assert yaml[1][3] == {"date": "2020-08~", "speaker": ("trump",), "sworn": True}
    assert yaml[2][3] == {"shares": (("oracle", "12.5"), ("walmart", "7.5"))}
    assert yaml[3][3] == {
        "values": (("100 million", (Citation("nyt"), Citation("wapo", "p. 9"))), ("90 | 91 million", ()))
    }


def test_an_internal_note_is_kept_nowhere() -> None:
    assert "public" not in repr(take(YAML))
    assert "secret" not in repr(take(CSV, "record.csv", columns=(("When", "date"),)))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_says_what_divides_its_cells(separator: str) -> None:
    text = '\ufeffkind;title;date\r\nevent;"A; b, c";2020\r\n'.replace(";", separator)
    (item,) = take(text, "a.csv").items
    assert (item.entry.title, item.entry.fields) == (f"A{separator.strip()} b, c".strip(), {"date": "2020"})
    named = take(f"sep={separator}\n{text[1:]}", "a.csv")
    assert [item.entry.line for item in named.items] == [3]


@pytest.mark.parametrize(
    ("text", "forms", "date"),
    [
        ("06/08/2020", ["%d/%m/%Y"], "2020-08-06"),
        ("6/8/2020", ["%m/%d/%Y"], "2020-06-08"),
        ("6 Aug 2020", ["%d %b %Y"], "2020-08-06"),
        ("August 2020", ["%B %Y"], "2020-08"),
        ("2020", ["%Y"], "2020"),
        ("06.08.2020 9:05", ["%d.%m.%Y %H:%M"], "2020-08-06T09:05"),
        ("2020-08~", ["%d/%m/%Y"], "2020-08~"),
        ("31/02/2020", ["%d/%m/%Y"], "31/02/2020"),
        ("03/04/2020", ["%d/%m/%Y", "%m/%d/%Y"], "03/04/2020"),  # two readings are none
        ("13/04/2020", ["%d/%m/%Y", "%m/%d/%Y"], "2020-04-13"),
    ],
)
def test_dates_of_spreadsheets(text: str, forms: list[str], date: str) -> None:
    assert edtf(text, forms) == date


@pytest.mark.parametrize("text", ["%d/%m/%y", "%d/%m", "%Q", "%d %Y", "%m %b %Y", "", "%Y %Y", "%Y %H"])
def test_forms_that_are_none(text: str) -> None:
    with pytest.raises(ValueError, match=r"write|allowed|twice"):
        form(text)


def test_an_ambiguous_date_is_refused_with_both_readings() -> None:
    data = take("kind,title,date\nevent,A,03/04/2020\nevent,B,2020-04-03\n", "a.csv")
    assert ids(data) == ["a", "b"]
    assert said(data) == [
        "a.csv:2: bad-date: date: 03/04/2020: write 2020-03-04 (4 March) or 2020-04-03 (3 April)"
    ]


WRONG = """\
- kind: evnt
  title: A
- title: B
- kind: event
  title: C
  dat: 2020
  date: 2020-02-30
  confidence: sure
  url: javascript:alert(1)
  parties: {a: {b: c}}
- 5
- [1]
- kind: party
- kind: party
  title: D
  title: E
  id: Not a slug
  order: [1, 2]
  type: person
  no-index: maybe
  markup: html
"""


def test_what_is_wrong_is_told_in_its_line_and_nothing_else_is_lost() -> None:
    data = take(WRONG)
    assert [(item.entry.id, item.entry.fields) for item in data.items] == [
        ("c", {}),
        ("party", {}),
        ("not-a-slug", {"type": "person"}),
    ]
    assert [(f.line, f.code, f.message.split(":")[0], f.entry) for f in data.findings] == [
        (1, "bad-option", "kind", ""),
        (3, "missing-field", "the entry has no kind; write one, such as kind", ""),
        (6, "bad-option", "dat", "c"),
        (7, "bad-date", "date", "c"),
        (8, "bad-option", "confidence", "c"),
        (9, "bad-option", "url", "c"),
        (10, "bad-option", "parties", "c"),
        (11, "data-file", '"5" is not an entry', ""),
        (12, "data-file", "a list is not an entry", ""),
        (13, "missing-field", "the party has no title; write one", "party"),
        (16, "bad-option", "title", "not-a-slug"),
        (18, "bad-option", "order", "not-a-slug"),
        (20, "bad-option", "no-index", "not-a-slug"),
        (21, "bad-option", "markup", "not-a-slug"),
        (17, "bad-option", "id", "not-a-slug"),
    ]
    assert "did you mean event?" in said(data)[0]
    assert "did you mean date?" in said(data)[2]


@pytest.mark.parametrize("heading", ["End", "end date", "End_Date", "until", "date-end"])
def test_a_column_for_the_end_of_a_span_is_named(heading: str) -> None:
    data = take(f"kind,title,date,{heading}\nevent,A,2024-01-02,2024-01-05\n", "a.csv")
    assert [message for message in said(data) if "did you mean date.end?" in message] == said(data)[:1]


BOMB = "- kind: party\n  title: A\n- &a {b: [1, 2, 3, 4, 5, 6, 7, 8, 9]}\n" + "".join(
    f"- &{chr(97 + n)} [{', '.join([f'*{chr(96 + n)}'] * 9)}]\n" for n in range(1, 12)
)
HOSTILE = {
    "alias bomb": (BOMB, "a.yaml", ["a"], 7, "those that aliases repeat included"),
    "alias in itself": ("- &a [*a]", "a.yaml", [], 1, "inside what it names"),
    "tag": ("- !!python/object/apply:os.system [ls]", "a.yaml", [], 1, "has the tag"),
    "deep YAML": ("- kind: party\n  title: A\n- " + "[" * 5000, "a.yaml", ["a"], 3, "nest"),
    "deep JSON": ('[{"kind": "party", "title": "A"},\n' + "[" * 500_000, "a.json", ["a"], 2, "nested"),
    "cut JSON": ('[{"kind": "party", "title": "A"},\n{"kind": "par', "a.json", ["a"], 2, "not JSON"),
    "NaN": ('[{"kind": "party", "title": NaN}]', "a.json", [], 1, "a value is missing"),
    "comma": ('[{"kind": "party", "title": "A"},]', "a.json", ["a"], 1, "a value is missing"),
    "no YAML": ("- kind: party\n  title: A\n- kind: [", "a.yaml", ["a"], 4, "not YAML"),
    "control": ("- kind: party\n  title: \x00", "a.yaml", [], 2, "U+0000"),
    "surrogate": ('[{"kind": "party", "id": "a",\n"title": "\\ud800"}]', "a.json", ["a"], 2, "U+D800"),
    "latin-1": ("kind,title\nparty,é\n".encode("latin-1"), "a.csv", [], 2, "not UTF-8"),
    "UTF-16": ("kind,title\nparty,é\n".encode("utf-16"), "a.csv", [], 1, "UTF-16"),
    "open quote": ('kind,title\nparty,A\nparty,"B\n', "a.csv", ["a"], 3, "quotation mark"),
    "too many cells": ("kind,title\nparty,A,B\nparty,C\n", "a.csv", ["a", "c"], 2, "3 cells"),
    "column": ("kind,title,secret\nparty,A,x\nparty,B,y\n", "a.csv", ["a", "b"], 1, 'column "secret"'),
    "scalar": ("just a text", "a.yaml", [], 1, "neither a list of entries"),
    "top": ("entrys:\n- kind: party\n  title: A", "a.yaml", [], 2, '"entrys" is unknown'),
    "suffix": ("x", "a.txt", [], 1, "not a format"),
    "broken BibTeX": ("@book{a, title={A}}\n@book{b, title={B\n@book{c, title={C}}", "a.bib", ["a", "c"], 2, '"b"'),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_have_one_finding_and_lose_nothing_else(name: str) -> None:
    text, file, kept, line, part = HOSTILE[name]
    if file.endswith(".bib"):
        pytest.importorskip("bibtexparser")
    data = take(text, file)
    assert ids(data) == kept
    told = [f for f in data.findings if part in f.message]
    assert [f.line for f in told] == [line], said(data)
    if name not in {"top", "surrogate", "alias bomb"}:
        assert len(data.findings) == 1, said(data)


def test_recursion_is_not_what_limits_depth() -> None:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(200)
    try:
        data = take("[" * (DEEPEST + 1), "a.json")
    finally:
        sys.setrecursionlimit(before)
    assert f"more than {DEEPEST} deep" in said(data)[0]


def test_a_large_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    with path.open("wb") as opened:
        opened.truncate(2 * LARGEST)  # a sparse file of 100 MB
    tracemalloc.start()
    data = read_path(path, "large.json", KINDS, Settings())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert said(data) == ["large.json:1: data-file: the file has 100 MB; no more than 50 are read"]
    assert peak < 1_000_000


def test_memory_and_findings_stay_bounded() -> None:
    text = "[" + ",".join(["[]"] * 60_000) + "]"
    tracemalloc.start()
    data = take(text, "a.json")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(data.findings) == MOST_FINDINGS + 1
    assert peak < 5_000_000
    many = json.dumps([{"kind": "party", "title": "A", "tags": ["x"] * MOST_VALUES}])
    assert "more than" in said(take(many, "a.json"))[0]


@pytest.mark.parametrize("text", ["*", "`", "[", ":a:", "`a <", "[a](", "{a}", "\\\\", "<a> "])
def test_markup_that_is_made_to_take_long_is_not_looked_at(text: str) -> None:
    """No expression runs over a text of a length that nobody writes."""
    entry = {"kind": "party", "id": "a", "title": text * 30_000, "body": text * 30_000}
    (item,) = take(json.dumps([entry]), "a.json").items
    assert item.entry.title == " ".join(entry["title"].split())
    assert item.entry.summary in {(item.entry.title,), ()}


def test_scripts_and_formulas_are_texts() -> None:
    rows = 'kind,title,outcome\nevent,<script>alert(1)</script>,"=HYPERLINK(""x"")"\nevent,\'=1+1,\'-2\n'
    data = take(rows, "a.csv")
    titles = [(item.entry.title, item.entry.fields["outcome"]) for item in data.items]
    assert titles == [("<script>alert(1)</script>", '=HYPERLINK("x")'), ("=1+1", "-2")]
    assert {f.code for f in data.findings} == {"missing-field"}  # they have no date


def test_names_and_lines_of_a_mapping() -> None:
    data = take(
        "kind: party\nmarkup: md\nx-common: &common {type: company}\nentries:\n- <<: *common\n  title: A\n"
    )
    (item,) = data.items
    assert (item.entry.fields, item.entry.line, item.entry.lines, item.markup) == (
        {"type": "company"}, 5, {"type": 3}, "md",
    )  # fmt: skip
    assert said(data) == []


def test_an_export_keeps_where_its_entries_were() -> None:
    export = {
        "version": 1,
        "project": "P",
        "as_of": None,
        "entries": [
            {"id": "a", "kind": "event", "title": "A *b*", "uri": "x.html#event-a", "file": "x.rst", "line": 7,
             "summary": "Some `text`.", "date": "2020"},
            {"id": "b", "kind": "party", "title": "B", "uri": None, "file": "y.csv", "line": 2, "summary": ""},
        ],
        "chronology": [{"date": "2020", "entry": "a", "field": "date"}],
    }  # fmt: skip
    data = take(json.dumps(export, indent=2), "old.json")
    assert said(data) == []
    first, second = (item.entry for item in data.items)
    assert first.origin == ("x.html#event-a", "x.rst", 7, "Some `text`.")
    assert (first.title, first.summary, first.file, first.line) == ("A *b*", ("Some `text`.",), "old.json", 6)
    assert second.origin == ("", "y.csv", 2, "")
    told = said(take('{"version": 9, "entries": []}', "new.json"))
    assert told == [
        "new.json:1: data-file: the version is 9, and this release reads 1; update sphinx-policyrefs"
    ]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ({}, ["order", "a-promise", "deal", "count"]),
        ({"kinds": "event; statement"}, ["order", "a-promise"]),
        ({"not-kinds": "event"}, ["a-promise", "deal", "count"]),
        ({"ids": "deal"}, ["deal"]),
        ({"parties": "Trump"}, ["order", "a-promise"]),
        ({"parties": "oracle"}, ["deal"]),
        ({"confidence": "undisputed"}, ["a-promise", "deal", "count"]),
        ({"tags": "phones"}, ["order"]),
        ({"from": "2020-08-07"}, ["a-promise"]),
        ({"kinds": "event, statement", "order": "oldest"}, ["a-promise", "order"]),
        ({"limit": "1"}, ["order"]),
    ],
)
def test_selection(options: dict[str, str], found: list[str]) -> None:
    assert [item.entry.id for item in select(take(YAML).items, options, KINDS)] == found


BIBTEX = r"""
@string{nyt = {The New York Times}}
@comment{not this}
@article{Maheshwari_2020,
  title = {The {TikTok} B\"ot \& {\'e}tude: *x*},
  author = {Maheshwari, Sapna and {The Associated Press} and Jos{\'e} Garc{\'\i}a},
  journal = nyt # { Online},
  entrysubtype = {newspaper},
  month = aug # "~6", year = 2020, urldate = {2021-01-02~},
  keywords = {trade, phones}, quality = {primary}, pages = {A1},
  file = {/home/me/secret.pdf}, note = {mine}, annote = {secret one}, annote = {secret two},
  url = {https://example.org/a\_b%20c},
}
@inproceedings{talk, crossref = {proc}, title = {A talk}, author = {Doe, Jr., Jane}, doi = {10.1/x}, pages = "12--19"}
@proceedings{proc, title = {The meeting}, date = {2019-05/2019-06}, publisher = {ACM}, edition = 2}
@misc{site, title = "A site", howpublished = {\url{https://example.org}}, year = {n.d.}}
@article{j, title = {Held}, title = {Twice}, journal = {Law J.}, fjournal = {The Law Journal}, volume = 12,
  number = {3}, pages = {45-67}, date = {2004-06~/2004-08~}, review = {MR 1: secret}, mrnumber = 1, mrclass = {05}}
@report{r, title = {R}, institution = {GAO}, number = {GAO-20-1}, quality = {low}, issue = {},
  author = {van der Berg, Ann and {Human Rights Watch} and others}}
@jurisdiction{roe, title = {Roe v. Wade}, reporter = {U.S.}, volume = 410, pages = 113, court = {Supreme Court},
  number = {70-18}, date = 1973, quality = {high}, timestamp = {2020}, owner = {me}}
"""


def test_bibtex_becomes_sources() -> None:
    pytest.importorskip("bibtexparser")
    data = take(BIBTEX, "a.bib")
    assert said(data) == [
        'a.bib:16: bad-date: published: "n.d.": write XXXX',
        "a.bib:17: bad-option: title: is given twice, first at line 17, which counts; delete one",
        (
            'a.bib:19: bad-option: quality: "low" is not allowed: write one of primary, official, secondary, '
            "anonymous, party-claim; so it is in 1 more"
        ),
    ]
    article, talk, meeting, site, held, report, roe = (item.entry for item in data.items)
    assert (article.id, article.title, article.line) == ("maheshwari-2020", "The TikTok Böt & étude: *x*", 4)
    assert article.fields == {
        "type": "article-newspaper",
        "author": "Maheshwari, Sapna; The Associated Press; García, José",
        "published": "2020-08-06",
        "accessed": "2021-01-02~",
        "container-title": "The New York Times Online",
        "page": "A1",
        "url": "https://example.org/a_b%20c",
        "tags": ("trade", "phones"),
        "quality": "primary",
    }
    assert "secret" not in repr(data)
    assert talk.fields == {
        "type": "paper-conference", "author": "Jane Doe, Jr.", "published": "2019-05/2019-06", "publisher": "ACM",
        "container-title": "The meeting", "edition": "2", "page": "12–19", "url": "https://doi.org/10.1/x",
    }  # fmt: skip
    assert meeting.fields["type"] == "book"
    assert site.fields == {"type": "webpage", "url": "https://example.org"}
    assert held.title == "Held"
    assert held.fields == {
        "type": "article-journal", "published": "2004-06~/2004-08~", "container-title": "The Law Journal",
        "volume": "12", "issue": "3", "page": "45–67",
    }  # fmt: skip
    assert report.fields == {
        "type": "report", "publisher": "GAO", "number": "GAO-20-1",
        "author": "van der Berg, Ann; Human Rights Watch and others",
    }  # fmt: skip
    assert roe.fields == {
        "type": "legal_case", "container-title": "U.S.", "volume": "410", "page": "113", "number": "70-18",
        "publisher": "Supreme Court", "published": "1973",
    }  # fmt: skip


def test_what_is_not_taken_of_a_bibliography_is_told_once_for_each_name() -> None:
    pytest.importorskip("bibtexparser")
    reader = Reader(KINDS, "a.bib", Settings())
    read_bibliography(BIBTEX, reader)
    names = ["annote", "file", "journal", "mrclass", "mrnumber", "note", "owner", "review", "timestamp"]
    assert {name: count for name, (_line, count) in reader.left.items()} == dict.fromkeys(names, 1)


NAMES = {
    "Jane Doe": [Name("Doe", "Jane")],
    "Doe, Jane": [Name("Doe", "Jane")],
    "van der Berg, Ann": [Name("Berg", "Ann", "van der")],
    "Ludwig van Beethoven": [Name("Beethoven", "Ludwig", "van")],
    "{\\O}ystein de la Cruz": [Name("Cruz", "Øystein", "de la")],
    "De la Cruz, Mar{\\'\\i}a": [Name("Cruz", "María", "De la")],
    "Garc{\\'\\i}a M{\\'a}rquez, Gabriel": [Name("García Márquez", "Gabriel")],
    "Gabriel {Garc{\\'\\i}a M{\\'a}rquez}": [Name("García Márquez", "Gabriel")],
    "King, Jr., Martin Luther": [Name("King", "Martin Luther", suffix="Jr.")],
    "Martin Luther King, Jr.": [Name("King", "Martin Luther", suffix="Jr.")],
    "Donald~E. Knuth": [Name("Knuth", "Donald E.")],
    "{World Health Organization}": [Name(literal="World Health Organization")],
    "{Human Rights Watch}": [Name(literal="Human Rights Watch")],
    "{Barnes and Noble, Inc.} and Doe, Jane": [Name(literal="Barnes and Noble, Inc."), Name("Doe", "Jane")],
    "Plato": [Name(literal="Plato")],
    "family=Beethoven, given=Ludwig, prefix=van": [Name("Beethoven", "Ludwig", "van")],
    "Jane Doe and others": [Name("Doe", "Jane"), OTHERS],
}


@pytest.mark.parametrize("written", NAMES)
def test_names_of_bibtex_come_through_as_csl_divides_them(written: str) -> None:
    pytest.importorskip("bibtexparser")
    (item,) = take(f"@book{{a, title={{A}}, author={{{written}}}}}", "a.bib").items
    assert names_of(item.entry.fields["author"]) == NAMES[written]


@pytest.mark.parametrize(
    ("inner", "found"),
    [
        ("@misc{x, is not an entry}.", ["a", "b"]),
        ("@misc{x, title={X}}", ["a", "b"]),
        ("  @misc {x, @book{y,", ["b"]),  # braces that do not close: the next entry is read
    ],
)
def test_braces_win_over_what_looks_like_an_entry(inner: str, found: list[str]) -> None:
    pytest.importorskip("bibtexparser")
    text = f"@online{{a,\n  title = {{First}},\n  abstract = {{Write to\n{inner}}},\n}}\n\n"
    text += "@online{b, title = {Mail @ two}}\n"
    data = take(text, "a.bib")
    assert [i for i in ids(data) if i in "ab"] == found
    assert data.items[-1].entry.title == "Mail @ two"
    assert data.items[-1].entry.line == 7


def test_an_eprint_has_an_address_and_keys_select() -> None:
    pytest.importorskip("bibtexparser")
    data = take(
        "@misc{Doe_1, title={T}, eprint={2101.1}, archivePrefix={arXiv}}\n@misc{b, title={B}, eprint={x}}\n",
        "a.bib",
    )
    assert [item.entry.fields.get("url") for item in data.items] == ["https://arxiv.org/abs/2101.1", None]
    assert [item.entry.id for item in select(data.items, {"ids": "Doe_1"}, KINDS)] == ["doe-1"]
    assert [item.entry.id for item in select(data.items, {"not-sources": "Doe_1"}, KINDS)] == ["b"]


def test_lines_are_right_behind_a_backslash() -> None:
    pytest.importorskip("bibtexparser")
    text = '@misc{a,\n title = "For \\TeX\\\n devices \\\\\n two",\n}\n@misc{b, title={B}, date={bogus}}\n'
    assert said(take(text, "a.bib"))[0].startswith("a.bib:6: bad-date")


def test_a_missing_extra_is_said_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml", None)
    monkeypatch.setitem(sys.modules, "bibtexparser.entrypoint", None)
    assert said(take("- a")) == [
        "record.yaml:1: data-file: the file needs PyYAML: pip install 'sphinx-policyrefs[yaml]'"
    ]
    assert said(take("@book{a}", "a.bib")) == [
        "a.bib:1: data-file: the file needs bibtexparser: pip install 'sphinx-policyrefs[bibtex]'"
    ]


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode), st.sampled_from(sorted(FORMATS)))
def test_no_bytes_raise(content: bytes, suffix: str) -> None:
    data = take(content, f"a{suffix}")
    assert all(f.line > 0 and f.message for f in data.findings)


_WORDS = st.sampled_from(
    ["event", "kind", "title", "date", "2020", "sources", "entries", "a", "", "<<", "x; y", "é"]
)
_TREES = st.recursive(
    _WORDS | st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_WORDS, inner, max_size=4),
)


@given(st.lists(st.dictionaries(_WORDS, _TREES, max_size=5), max_size=4))
def test_json_and_yaml_are_read_alike(tree: list[Any]) -> None:
    yaml = pytest.importorskip("yaml")
    one = take(json.dumps(tree, indent=1), "a.json")
    other = take(yaml.safe_dump(json.loads(json.dumps(tree)), sort_keys=False, allow_unicode=True), "a.yaml")
    assert [(i.entry.id, i.entry.kind, i.entry.title) for i in one.items] == [
        (i.entry.id, i.entry.kind, i.entry.title) for i in other.items
    ]
    assert [f.code for f in one.findings] == [f.code for f in other.findings]


@given(_TREES)
def test_json_is_read_as_the_standard_reader_reads_it(tree: Any) -> None:
    text = json.dumps(tree, indent=1)
    data = take(text, "a.json")
    assert not any("not JSON" in message for message in said(data))
    cut = text[: len(text) // 2]
    try:
        json.loads(cut)
    except ValueError:
        assert any("not JSON" in message for message in said(take(cut, "a.json")))


# -- dates in tables -------------------------------------------------------------------------------------


def dates_of(cells: str, **settings: Any) -> list[str]:
    """Return the date that each cell becomes, or what is said of it."""
    data = take(
        "title,date\n" + "".join(f'A,"{cell}"\n' for cell in cells.splitlines()),
        "a.csv",
        kind="event",
        **settings,
    )
    told = {f.line: f.message.removeprefix("date: ") for f in data.findings}
    return [str(item.entry.fields.get("date", told.get(item.entry.line))) for item in data.items]


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        ("August 6, 2020", "2020-08-06"),
        ("20 January 2017–20 January 2021", "2017-01-20/2021-01-20"),
        ("2020-08-06T00:00:00.000Z", "2020-08-06"),
        ("2020-08-06 00:00:00", "2020-08-06"),
        ("2020-08-05T22:00:00.000Z", "2020-08-05T22:00:00Z"),
        ("2020-08-06T10:00:00.250Z", "2020-08-06T10:00:00.250Z"),
        ("44049", ("44049: this looks like Excel's number of a day, 2020-08-06; write the date, or format the column "
         "as text (the year is Y44049)")),
        ("17000.5", ("17000.5: this looks like Excel's number of a day, 1946-07-17; write the date, or format the "
         "column as text")),
        ("1900-01-00", ("1900-01-00: this is how a spreadsheet shows 0 or an empty cell as a date; write the date, or "
         "nothing")),
        ("2021-03-05/2020-03-04", "2021-03-05/2020-03-04: the end lies before the start; write 2020-03-04/2021-03-05"),
        ("August 14, 2020 - August 6, 2020", ('"August 14, 2020 - August 6, 2020": the end lies before the start; '
         "write 2020-08-06/2020-08-14")),
        ("1831-35", ("1831-35: write 1831/1835 for the years, or 1831-Q3 for what EDTF means by it (third quarter of "
         "1831)")),
        ("2020-21", '2020-21: write 2020/2021 for the years, or "spring 2020" for what EDTF means by it (spring 2020)'),
        ("1914-18", "1914-18: write 1914/1918 if these are the years from one to the other"),
        ("1931-21", "1931-21"),  # 1921 lies before it: spring
        ("2001-02", "2001-02"),
        ("8/6/20", ("8/6/20: write the year with four digits, as in 2020-08-06, or say which hundred years are meant "
         "with the option century")),
        ("999", "999: write 0999"),
    ],
)  # fmt: skip
def test_dates_of_a_table_mean_one_thing_or_are_told(cell: str, date: str) -> None:
    assert dates_of(cell) == [date]


def test_a_column_with_spans_of_years_has_no_sure_months() -> None:
    found = dates_of("1831-35\n2001-02\n2001-01\nFebruary 2001")
    assert found[1].startswith("2001-02: write 2001/2002 for the years")
    assert found[2:] == ["2001-01", "2001-02"]


def test_a_table_that_we_wrote_has_edtf() -> None:
    data = take("kind,id,title,date\nevent,a,A,2020-21\nevent,b,B,1831-35\n", "a.csv")
    assert [item.entry.fields["date"] for item in data.items] == ["2020-21", "1831-35"]


def test_years_of_two_digits_lie_in_the_hundred_years_that_are_said() -> None:
    cells = "8/14/20\n3/25/13\n11-Mar-15\n6 Aug 20\nAug. 6, '20\n06.08.20"
    days = ["2020-08-14", "2013-03-25", "2015-03-11", "2020-08-06", "2020-08-06", "2020-08-06"]
    assert dates_of(cells, century=2000) == days
    assert dates_of(cells, century=1900)[:3] == ["1920-08-14", "1913-03-25", "1915-03-11"]
    assert dates_of("9/24/06\n1/21/77", century=1969, dates=("%m/%d/%y",)) == ["2006-09-24", "1977-01-21"]
    assert dates_of("2020-08\n1831-09", century=1900) == ["2020-08", "1831-09"]
    assert dates_of("8/6/20", century=2000)[0].startswith("8/6/20: write 2020-08-06 (6 August) or 2020-06-08")


@pytest.mark.parametrize(
    ("cell", "form", "date"),
    [
        ("8/6/2020 12:00:00 AM", "%m/%d/%Y %I:%M:%S %p", "2020-08-06"),
        ("8/6/2020 12:30 p.m.", "%m/%d/%Y %I:%M %p", "2020-08-06T12:30"),
        ("8/6/2020 1:05 PM", "%-m/%-d/%Y %I:%M %p", "2020-08-06T13:05"),
        ("Thursday, August 6, 2020", "%A, %B %e, %Y", "2020-08-06"),
        ("2020-08-06 22:30:15.5 +0230", "%F %T.%f %z", "2020-08-06T22:30:15+02:30"),
    ],
)
def test_times_and_weekdays_of_spreadsheets(cell: str, form: str, date: str) -> None:
    assert dates_of(cell, dates=(form,)) == [date]


def test_the_thirteenth_hour_before_noon_is_none() -> None:
    assert edtf("8/6/2020 13:05 PM", ["%m/%d/%Y %I:%M %p"]) == "8/6/2020 13:05 PM"


@pytest.mark.parametrize(
    ("cell", "language"),
    [("6 août 2020", "fr"), ("6. August 2020", "de"), ("6 de agosto de 2020", "es"), ("6 aout 2020", "fr"),
     ("6 ago. 2020", "it"), ("6 августа 2020", "ru"), ("6 Aug 2020", "fr")],
)  # fmt: skip
def test_months_in_the_language_asked_for(cell: str, language: str) -> None:
    assert dates_of(cell, language=language) == ["2020-08-06"]
    if "de " not in cell and "." not in cell:
        assert dates_of(cell, language=language, dates=("%d %B %Y",)) == ["2020-08-06"]


COLUMNS = (("What", "title"), ("Y", "date.year"), ("M", "date.month"), ("D", "date.day"), ("To", "date.end"))


@pytest.mark.parametrize(
    ("row", "date"),
    [
        ("2020,August,6,", "2020-08-06"),
        ("2020,aug.,6th,", "2020-08-06"),
        ("2020,8,6,", "2020-08-06"),
        ("2020.0,8.0,6.0,", "2020-08-06"),
        ("2020,8,,", "2020-08"),
        ("2020,,,", "2020"),
        ("2020,8,6,2020-08-14", "2020-08-06/2020-08-14"),
        ("2020,8,6,2020-08-06", "2020-08-06"),
        (",,,August 2020", "/2020-08"),
        (",,,", "None"),
        ("2020,,6,", "2020-XX-06: a day needs its month"),
        ("2020,8,6,2019", "2020-08-06/2019: the end lies before the start; write 2019/2020-08-06"),
        ("2020,13,6,", "2020-13-06: a day belongs to a month, from 01 to 12"),
        ("2020,8,6,soon", '"soon": write the day that is meant, such as 2020-08-06'),
    ],
)  # fmt: skip
def test_a_date_in_several_columns(row: str, date: str) -> None:
    data = take(f"What,Y,M,D,To\nA,{row}\n", "a.csv", kind="event", columns=COLUMNS)
    told = [f.message.removeprefix("date: ") for f in data.findings if f.code == "bad-date"]
    assert str(data.items[0].entry.fields.get("date", *told or [None])).startswith(date)


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ("date={2020~}", "2020~"),
        ("date={2004-06~/2004-08~}", "2004-06~/2004-08~"),
        ("date={1723?~}", "1723%"),
        ("year={1860~}", "1860~"),
        ("year={c. 1860}", "1860~"),
        ("year={2019--2020}", "2019/2020"),
        ("year=2020, month={July/August}", "2020-07/2020-08"),
        ('year=2020, month=jul # "--" # aug', "2020-07/2020-08"),
        ("year=2020, month={7--8}", "2020-07/2020-08"),
        ('year=2020, month="6~" # aug', "2020-08-06"),
        ("year=2020, month={August 6--14}", "2020-08-06/2020-08-14"),
        ("year=2020, month={28 September -- 3 October}", "2020-09-28/2020-10-03"),
        ("year=2020, month=aug, day={6--14}", "2020-08-06/2020-08-14"),
        ("year=2020, month={Spring}", "2020-21"),
        ("year=2020, month={Dec--Jan}", "2020"),
    ],
)
def test_dates_of_a_bibliography(fields: str, date: str) -> None:
    pytest.importorskip("bibtexparser")
    data = take(f"@misc{{a, title={{A}}, {fields}}}", "a.bib")
    assert data.items[0].entry.fields["published"] == date
