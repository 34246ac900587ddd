"""``policyrefs import``: what it makes of tables and timelines reads back the same, and is updated by id."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_policyrefs.cli import main
from sphinx_policyrefs.imports.entries import Settings
from sphinx_policyrefs.imports.files import read
from sphinx_policyrefs.imports.importing import Importer
from sphinx_policyrefs.imports.timelinejs import plain
from sphinx_policyrefs.imports.update import update
from sphinx_policyrefs.imports.written import FORMATS, as_md, as_rst
from sphinx_policyrefs.records.cited import Citation
from sphinx_policyrefs.records.kinds import KINDS

if TYPE_CHECKING:
    from pathlib import Path

TABLE = """\
When,What,Who,Source,Remarks
06/08/2020,The first order is signed,trump,order @ p. 1; post,check the time
14/08/2020,"The second order, signed",trump; bytedance,order-2,
20/08/2020,The first order is signed,,,
"""
HOW = [
    "--kind", "event", "--columns", "When=date,What=title,Who=parties,Source=sources,Remarks=note",
    "--dates", "%d/%m/%Y",
]  # fmt: skip
IDS = ["the-first-order-is-signed", "the-second-order-signed", "the-first-order-is-signed-2020-08-20"]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "events.csv"
    path.write_text(TABLE, "utf-8")
    return path


@pytest.mark.parametrize("suffix", [".yaml", ".json", ".csv"])
def test_a_table_becomes_a_data_file_and_is_updated_by_id(
    table: Path, suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if suffix == ".yaml":
        pytest.importorskip("yaml")
    target = table.with_name(f"record{suffix}")
    assert main(["import", str(table), "--to", str(target), *HOW]) == 0
    made = read(target.read_bytes(), target.name, KINDS)
    assert made.findings == ()
    assert [item.entry.id for item in made.items] == IDS
    assert made.items[0].entry.fields == {
        "date": "2020-08-06", "parties": ("trump",), "sources": (Citation("order", "p. 1"), Citation("post")),
    }  # fmt: skip
    assert "check the time" in target.read_text("utf-8")

    before = target.read_bytes()
    capsys.readouterr()
    assert main(["import", str(table), "--to", str(target), *HOW, "--yes"]) == 0
    assert capsys.readouterr().out == "3 unchanged\n"
    assert target.read_bytes() == before

    table.write_text(
        TABLE.replace("order-2", "order-3").replace("20/08/2020,The first", "21/08/2020,A new"), "utf-8"
    )
    assert main(["import", str(table), "--to", str(target), *HOW]) == 1
    assert "is; --yes writes it" in capsys.readouterr().out
    assert target.read_bytes() == before
    assert main(["import", str(table), "--to", str(target), *HOW, "--yes"]) == 0
    out = capsys.readouterr().out
    assert "+++" in out
    assert out.splitlines()[-4:] == [
        "1 added: a-new-order-is-signed",
        "1 changed: the-second-order-signed",
        "1 unchanged",
        f"1 no longer in {table} and kept: {IDS[2]}",
    ]
    now = read(target.read_bytes(), target.name, KINDS)
    assert [item.entry.id for item in now.items] == [*IDS, "a-new-order-is-signed"]
    assert now.items[1].entry.fields["sources"] == (Citation("order-3"),)


def test_what_was_added_by_hand_stays() -> None:
    pytest.importorskip("yaml")
    old = (
        b"# My record\nkind: event\nentries:\n  - title: One  # mine\n    date: 2020-08-06\n    order: 2\n"
        b"  # about two\n  - id: two\n    confidence: disputed\n    title: Two\n    date: 2020\n    body: Mine.\n"
        b"  # the end\n"
    )
    new = [
        {"kind": "event", "id": "one", "title": "One", "date": "2020-08-06"},
        {"kind": "event", "id": "two", "title": "Two", "date": "2021"},
        {"kind": "event", "id": "three", "title": "Three", "date": "2022"},
    ]
    outcome = update(old, ".yaml", new)
    assert (outcome.added, outcome.changed, outcome.left) == (("three",), ("one", "two"), ())
    data = read(outcome.text.encode(), "a.yaml", KINDS)
    assert data.findings == ()
    assert [(i.entry.id, i.entry.fields, i.body) for i in data.items] == [
        ("one", {"date": "2020-08-06", "order": 2}, ""),
        ("two", {"date": "2021", "confidence": "disputed"}, "Mine."),
        ("three", {"date": "2022"}, ""),
    ]
    for kept in ("# My record", "# about two", "# the end"):
        assert kept in outcome.text
    assert update(outcome.text.encode(), ".yaml", new).text == outcome.text


def test_what_is_wrong_is_told_and_nothing_is_written(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = table.with_name("record.json")
    how = HOW[:4]
    assert main(["import", str(table), "--to", str(target), *how]) == 1
    err = capsys.readouterr().err
    assert f"{table}:2: bad-date: date: 06/08/2020: write 2020-06-08 (8 June) or 2020-08-06 (6 August)" in err
    assert "nothing was written" in err
    assert ":3:" not in err  # of the fourteenth there is but one reading
    assert not target.exists()
    assert main(["import", str(table), "--to", str(target), *how, "--keep-going"]) == 1
    assert [("date" in entry) for entry in json.loads(target.read_text("utf-8"))] == [False, True, True]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["none.csv"], "No such file"),
        (["table.txt"], "a file whose name ends with .yaml"),
        (["events.csv", "--kind", "evnt"], "write one of event"),
        (["events.csv", "--columns", "When"], "write HEADING=FIELD"),
        (["events.csv", "--dates", "%d"], "is not a form of a date"),
        ([*["events.csv"], *HOW, "--to", "a.txt"], "--to a.txt"),
        ([*["events.csv"], *HOW, "--to", "broken.json"], "broken.json:1: the file is not JSON"),
    ],
)
def test_sentences(
    table: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    said: str,
) -> None:
    monkeypatch.chdir(table.parent)
    table.with_name("broken.json").write_text("[{", "utf-8")
    assert main(["import", *arguments]) == 2
    assert said in capsys.readouterr().err


TEXT = "<p>One <script>x</script>two.</p>T_ *x*"
TIMELINE = {
    "title": {"text": {"headline": "All"}},
    "events": [
        {
            "start_date": {"year": "2020", "month": "8", "day": "6", "hour": "9"},
            "end_date": {"year": 2020, "month": 9},
            "text": {"headline": "An <b>order</b> &amp; more", "text": TEXT},
            "media": {"url": "https://example.org/x.jpg"},
            "group": "Orders, all",
            "unique_id": "order-1",
        },
        {"start_date": {"year": "-44", "month": 3}, "text": {"headline": "Long ago"}, "media": {"url": "javascript:x"}},
    ],
}  # fmt: skip
SHEET = f"""\
Year,Month,Day,Time,End Year,End Month,End Day,Headline,Text,Media,Type,Group
2020,8,6,9:00,2020,9,,An <b>order</b> &amp; more,{TEXT},https://example.org/x.jpg,,"Orders, all"
-44,3,,,,,,Long ago,,javascript:x,,
,,,,,,,All,,,title,
"""


def test_a_timeline_becomes_events(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "t.json"
    source.write_text(json.dumps(TIMELINE), "utf-8")
    sheet = tmp_path / "t.csv"
    sheet.write_text(SHEET, "utf-8")
    made = []
    for path in (source, sheet):
        target = tmp_path / f"{path.suffix[1:]}.json"
        assert main(["import", str(path), "--to", str(target), "--quiet"]) == 0, capsys.readouterr().err
        made.append([
            {name: value for name, value in entry.items() if name != "x-imported"}
            for entry in json.loads(target.read_text("utf-8"))
        ])  # fmt: skip
    assert made[0] == [
        {
            "kind": "event", "id": "order-1", "title": "An order & more", "date": "2020-08-06/2020-09",
            "tags": ["Orders, all"], "url": "https://example.org/x.jpg", "markup": "text",
            "body": "One two.\n\nT_ *x*",
        },
        {"kind": "event", "id": "long-ago", "title": "Long ago", "date": "-0044-03"},
    ]  # fmt: skip
    assert made[1] == [{**made[0][0], "id": "an-order-more"}, made[0][1]]


SLIDES = {
    "events": [
        {
            "start_date": {"year": 2020, "display_date": "circa 1830"},
            "text": {
                "headline": 'Order <a href="https://example.org/h">here</a>',
                "text": '<p>See <a href="https://example.org/order">the order</a>, '
                '<a href="/far">far</a> and <a href="https://example.org/x">https://example.org/x</a>.</p>',
            },
        },
        {"start_date": {"year": 2020}, "text": {"text": "<p>No headline here. <b>More</b> follows.</p>"}},
        {"start_date": {"year": 2020}, "text": {"text": "word " * 40}},
        {
            "start_date": {"year": 2020},
            "media": {
                "url": "https://example.org/p.jpg",
                "caption": 'A <a href="https://example.org/c">picture</a>',
                "credit": "AP",
            },
        },
        {
            "start_date": {"year": 2020},
            "text": {"headline": "With"},
            "media": {"caption": "Caption", "credit": "AP"},
            "location": {"name": "Florida, Missouri", "lat": 39.5},
        },
    ]
}


def test_slides_lose_no_link_and_have_titles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "t.json"
    source.write_text(json.dumps(SLIDES), "utf-8")
    target = tmp_path / "out.json"
    assert main(["import", str(source), "--to", str(target), "--quiet"]) == 0, capsys.readouterr().err
    made = json.loads(target.read_text("utf-8"))
    assert [entry["title"] for entry in made] == [
        "Order here", "No headline here", "word " * 15 + "word…", "A picture", "With",
    ]  # fmt: skip
    assert made[0]["url"] == "https://example.org/h"
    assert made[0]["note"] == "Shown as: circa 1830"
    assert made[0]["body"] == "See the order (https://example.org/order), far and https://example.org/x."
    assert made[1]["body"] == "No headline here. More follows."
    assert made[3]["body"] == "A picture (https://example.org/c) (AP)"
    assert made[4]["body"] == "Caption (AP)"
    assert made[4]["place"] == "Florida, Missouri"


def test_a_timeline_in_a_workbook_is_recognised(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = openpyxl.Workbook()
    for row in csv.reader(SHEET.splitlines()):
        book.active.append(row)
    book.save(tmp_path / "t.xlsx")
    assert main(["import", str(tmp_path / "t.xlsx")]) == 0, capsys.readouterr().err
    out = capsys.readouterr().out
    assert "title: An order & more" in out
    assert "title: Long ago" in out


def test_directives_in_both_markups(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(table), "--directives", "rst", *HOW]) == 0
    rst = capsys.readouterr().out
    assert rst.startswith(
        ".. event:: The first order is signed\n   :id: the-first-order-is-signed\n   :date: 2020-08-06\n"
    )
    assert main(["import", str(table), "--directives", "md", *HOW]) == 0
    assert "```{event} The second order, signed\n:id: the-second-order-signed\n" in capsys.readouterr().out


_TEXT = st.text(
    st.characters(codec="utf-8", exclude_characters="\x85\u2028\u2029", exclude_categories=["Cc", "Cs"])
)


@example("The second order, signed", "one, two", ["A, b"])
@given(_TEXT, _TEXT, st.lists(_TEXT.filter(lambda t: ";" not in t), max_size=3))
def test_every_format_reads_back_what_it_wrote(title: str, body: str, aliases: list[str]) -> None:
    pytest.importorskip("yaml")
    source = json.dumps([{"kind": "party", "id": "a", "title": title, "aliases": aliases, "body": body}])
    first = read(source.encode(), "a.json", KINDS)
    for suffix, make in FORMATS.items():
        reader = Importer(KINDS, "a.json", Settings())
        for item in first.items:
            reader.items.append(item)
            reader._notes.append("")
            reader._given_ids.append(True)
        again = read(make(reader.written()).encode(), f"a{suffix}", KINDS)
        assert [(i.title, i.entry.title, i.entry.fields, " ".join(i.body.split())) for i in again.items] == [
            (i.title, i.entry.title, i.entry.fields, " ".join(i.body.split())) for i in first.items
        ]


@given(st.text(max_size=80))
def test_html_of_any_form_becomes_text(html: str) -> None:
    assert "<script" not in plain(f"a{html}<script>b</script>").partition("<script")[0]


def test_bodies_are_fenced_and_escaped() -> None:
    entry = {"kind": "party", "id": "a", "title": "A", "markup": "text", "body": "*x* <b> y_"}
    assert "\\*x\\* \\<b> y\\_" in as_rst([entry])
    fenced = as_md([{**entry, "markup": "md", "body": "````\nx\n````"}])
    assert fenced.startswith("`````{party} A\n")


def test_a_date_that_cannot_be_read_costs_its_row_the_date(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "a.csv"
    table.write_text(
        "Start,End,Event,note\n2020-08-06,2020-08-14,A,\nsome day,,B,ask them\n44049,,C,\n"
        "2021-03-05,2020-03-04,D,\n",
        "utf-8",
    )
    how = ["--kind", "event", "--columns", "Start=date,End=date.end,Event=title"]
    assert main(["import", str(table), *how]) == 1
    out, told = capsys.readouterr()
    assert out == ""
    assert "--keep-going" in told
    target = tmp_path / "a.json"
    assert main(["import", str(table), *how, "--keep-going", "--to", str(target)]) == 1
    written = json.loads(target.read_text("utf-8"))
    assert [(entry.get("date"), entry.get("note")) for entry in written] == [
        ("2020-08-06/2020-08-14", None),
        (None, "ask them; date: some day"),
        (None, "date: 44049"),
        (None, "date: 2021-03-05/2020-03-04"),
    ]
    lines = [line for line in capsys.readouterr().err.splitlines() if "bad-date" in line]
    assert [line.split(":")[1] for line in lines] == ["3", "4", "5"]
    assert "write 2020-03-04/2021-03-05" in lines[-1]


def test_an_end_before_its_start_on_a_timeline_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    slides = tmp_path / "t.json"
    slide = {"start_date": {"year": 2021}, "end_date": {"year": 2020}, "text": {"headline": "A"}}
    slides.write_text(json.dumps({"events": [slide]}), "utf-8")
    assert main(["import", str(slides)]) == 1
    assert "the end lies before the start" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--dates", "%m/%d/%y"], "--century 1900"),
        (["--century", "0"], "--century 0: write a year"),
        (["--language", "klingon"], "--language: 'klingon' is not a language"),
    ],
)
def test_options_for_dates(
    options: list[str], said: str, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(table), "--kind", "event", *options]) == 2
    assert said in capsys.readouterr().err
    how = [
        "--kind",
        "event",
        "--columns",
        "When=date,What=title,Who=,Source=,Remarks=",
        "--dates",
        "%d/%m/%Y",
    ]
    assert main(["import", str(table), *how, "--century", "1900", "--language", "fr"]) == 0
