"""Tables: what a heading or a column does to all rows, and workbooks of Excel."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_policyrefs.cli import main
from sphinx_policyrefs.imports.entries import Settings
from sphinx_policyrefs.imports.files import DataFile, read
from sphinx_policyrefs.imports.importing import Importer
from sphinx_policyrefs.imports.spreadsheet import read_workbook
from sphinx_policyrefs.records.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from random import Random


def take(content: str | bytes, file: str = "a.csv", **settings: Any) -> DataFile:
    content = content.encode() if isinstance(content, str) else content
    return read(content, file, KINDS, Settings(**settings))


def said(data: DataFile) -> list[str]:
    return [f"{f.line}: {f.message}" for f in data.findings]


def entries(data: DataFile) -> list[dict[str, Any]]:
    return [{"title": item.entry.title, **item.entry.fields} for item in data.items]


# -- headings and columns ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "columns", "both"),
    [
        ("kind,title,date,place,Place", (), '4 and 5, "place" and "Place", both hold place'),
        ("kind,title,date,Where,Where", (("Where", "place"),), '4 and 5, "Where", both hold place'),
        (
            "kind,title,date,Place,Where",
            (("Where", "place"),),
            '4 and 5, "Place" and "Where", both hold place',
        ),
        ("kind,Title,date,title,place", (), '2 and 4, "Title" and "title", both hold title'),
    ],
)
def test_what_two_columns_hold_is_told_once_and_the_first_counts(
    head: str, columns: tuple[tuple[str, str], ...], both: str
) -> None:
    data = take(head + "\n" + "".join(f"event,E{n},2020,a,b\n" for n in range(40)), columns=columns)
    assert len(data.items) == 40
    (message,) = said(data)
    assert message.startswith(f"1: the columns {both}; the first of them counts")
    assert entries(data)[0]["title"] == "E0"
    assert entries(data)[0]["place"] == ("b" if "title," in head[5:] and "Title" in head else "a")


def test_cells_below_no_heading_are_told_once() -> None:
    text = "kind,title,,date,\nevent,A,,2020,\nevent,B,lost,2020,x\nevent,C,lost too,2020,\n"
    data = take(text)
    assert said(data) == [
        "1: column 3 has no heading, and what is below is left out, first in line 3; write one",
        "1: column 5 has no heading, and what is below is left out, first in line 3; write one",
    ]
    assert [e["title"] for e in entries(data)] == ["A", "B", "C"]
    assert said(take(text, columns=(("", ""),))) == []
    assert said(take("kind,title,date,\nevent,A,2020,\n")) == []


def test_a_row_with_too_many_cells_stays() -> None:
    data = take("kind,title,date\nevent,A,2020,x\nevent,B,2020,\nevent,C,2020\n")
    assert entries(data) == [{"title": t, "date": "2020"} for t in "ABC"]
    assert said(data)[0].endswith(
        "; what is behind is left out: put cells with a separator in them in quotation marks"
    )
    assert said(data)[0].startswith("2: the row has 4 cells and there are 3 headings")
    assert len(data.findings) == 1
    many = take("kind,title,date\n" + "".join(f"event,E{n},2020,x\n" for n in range(40)))
    assert len(many.items) == 40
    assert len(many.findings) == 1
    assert said(many)[0].startswith("2: the row has 4 cells and there are 3 headings")
    assert said(many)[0].endswith("left out, as it is in 39 more rows: write a heading for it")


@pytest.mark.parametrize("keep", [False, True])
def test_hints_are_for_the_one_who_reads_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], *, keep: bool
) -> None:
    table = tmp_path / "t.csv"
    table.write_text("kind,title,date,Qwxyz\nevent,A,2020,x\n", "utf-8")
    assert main(["import", str(table), *["--keep-going"] * keep]) == 1
    err = capsys.readouterr().err
    assert '--columns "Qwxyz=FIELD"' in err
    assert "policyrefs_data" not in err
    assert '"columns" of policyrefs_data' in said(take(table.read_bytes()))[0]
    assert main(["import", str(table), "--columns", "Qwxyz="]) == 0


# -- workbooks -----------------------------------------------------------------------------------------


def workbook(fill: Callable[[Any], None] | list[list[Any]], *more: list[list[Any]]) -> bytes:
    """Return a workbook whose first sheet is filled; others have rows."""
    book = openpyxl.Workbook()
    if callable(fill):
        fill(book.active)
    else:
        for row in fill:
            book.active.append(row)
    for n, rows in enumerate(more, 2):
        sheet = book.create_sheet(f"Sheet {n}")
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def imported(content: bytes, **settings: Any) -> tuple[list[dict[str, Any]], Importer]:
    reader = Importer(KINDS, "a.xlsx", Settings(lenient=True, **settings))
    read_workbook(content, reader)
    return reader.written(), reader


def test_a_workbook_is_read_as_its_csv_is() -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["kind", "title", "Date", "sworn", "order", "Place"])
        sheet.append(["statement", "A; b", "2020-08~", True, 3])
        sheet.append([])
        sheet.append(["event", "B", date(2020, 8, 6), None, -1, "  x  "])
        sheet["B4"].value = "=B"
        sheet["B4"].data_type = "s"

    data = take(workbook(fill), "a.xlsx")
    assert said(data) == []
    assert entries(data) == [
        {"title": "A; b", "date": "2020-08~", "sworn": True, "order": 3},
        {"title": "=B", "date": "2020-08-06", "order": -1, "place": "x"},
    ]
    assert [item.entry.line for item in data.items] == [2, 4]


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (date(2020, 8, 6), "yyyy-mm-dd", "2020-08-06"),
        (date(2020, 8, 6), "m/d/yy", "2020-08-06"),
        (date(2020, 8, 6), "[$-409]mmmm\\ d\\,\\ yyyy;@", "2020-08-06"),
        (date(2020, 8, 1), "mmm yyyy", "2020-08"),
        (date(2020, 8, 1), "mmm\\-yy", "2020-08"),
        (date(2020, 1, 1), "yyyy", "2020"),
        (datetime(2020, 8, 6, 9, 30), "yyyy-mm-dd hh:mm", "2020-08-06T09:30"),  # noqa: DTZ001
        (datetime(2020, 8, 6), "yyyy-mm-dd hh:mm:ss", "2020-08-06"),  # noqa: DTZ001
        (datetime(2020, 8, 6, 9, 30), "d.m.yyyy", "2020-08-06"),  # noqa: DTZ001
        (2020, "General", "2020"),
        (2020.0, "0.00", "2020"),
        ("2020-08~", "General", "2020-08~"),
    ],
)
def test_days_are_as_exact_as_excel_shows_them(value: Any, form: str, text: str) -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["kind", "title", "date"])
        sheet.append(["event", "A", value])
        sheet["C2"].number_format = form

    data = take(workbook(fill), "a.xlsx")
    assert said(data) == []
    assert entries(data) == [{"title": "A", "date": text}]


def test_what_a_cell_cannot_say_is_told_with_its_place() -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["kind", "title", "date", "place"])
        for n, value in enumerate([date(2026, 8, 6), time(), "=1+1", "#REF!"], 2):
            sheet.append(["event", f"E{n}", value, "x"])
        sheet["C2"].number_format = "d-mmm"
        sheet["C3"].number_format = "m/d/yyyy"
        sheet["C5"].data_type = "e"

    data = take(workbook(fill), "a.xlsx")
    told = [message for message in said(data) if "the cell" in message]
    assert told == [
        "2: the cell C2 shows a day without a year, and Excel added 2026 to it: have it show the year",
        "3: the cell C3 holds 0 and the form of a date, which Excel shows as 1/0/1900: it is not a day",
        "4: the cell C4 holds a formula that was never computed; open the file in a spreadsheet and save it",
        "5: the cell C5 holds the error #REF!; mend its formula, or empty it",
    ]
    assert len(data.items) == 4
    assert all(e["place"] == "x" and "date" not in e for e in entries(data))


def test_a_column_of_a_workbook_without_a_heading_is_told_once() -> None:
    data = take(workbook([["kind", "title"], ["party", "A", None, "x"], ["party", "B", None, "y"]]), "a.xlsx")
    assert said(data) == [
        "1: column 4 has no heading, and what is below is left out, first in line 2; write one"
    ]
    assert [e["title"] for e in entries(data)] == ["A", "B"]


def test_merged_cells_percents_and_comments() -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["kind", "title", "date", "shares"])
        sheet.append(["event", "A", date(2020, 8, 6)])
        sheet.append(["event", "B", None])
        sheet.append(["agreement", "C", None, 0.125])
        sheet["D4"].number_format = "0.0%"
        sheet.merge_cells("C2:C3")
        sheet["B2"].comment = openpyxl.comments.Comment("Check", "me")

    data = take(workbook(fill), "a.xlsx")
    assert entries(data)[1] == {"title": "B", "date": "2020-08-06"}
    assert "12.5%" in said(data)[0]  # no share, but what the cell shows
    assert imported(workbook(fill))[1].left == {"comments on cells": (2, 1)}


def test_the_first_sheet_is_read_or_the_one_that_is_named() -> None:
    first, second = [["kind", "title"], ["party", "A"]], [["kind", "title"], ["party", "B"]]
    content = workbook(first, second, [])
    data = take(content, "a.xlsx")
    assert [e["title"] for e in entries(data)] == ["A"]
    assert said(data) == [
        '1: of the sheets "Sheet", "Sheet 2" the first is read; name one as "sheet" in policyrefs_data'
    ]
    assert said(take(workbook([], second), "a.xlsx")) == []
    named = take(content, "a.xlsx", sheet="sheet 2")
    assert ([e["title"] for e in entries(named)], said(named)) == (["B"], [])
    assert said(take(content, "a.xlsx", sheet="x")) == [
        '1: the file has no sheet "x": there are "Sheet", "Sheet 2"'
    ]
    assert imported(content)[1].left == {'the sheet "Sheet 2" (--sheet takes it instead)': (1, 1)}


def test_links_of_cells_are_kept() -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["kind", "title", "date", "sources", "place"])
        sheet.append(["event", "A", 2020, "The order", "Here"])
        sheet.append(["event", "B", 2020, '=HYPERLINK("https://example.org/x","y")', None])
        for cell, address in (("B2", "a"), ("D2", "order"), ("E2", "map")):
            sheet[cell].hyperlink = f"https://example.org/{address}"

    written, reader = imported(workbook(fill))
    assert written[0]["url"] == "https://example.org/a"
    assert written[0]["sources"] == ["example-org-order"]
    assert written[-1] == {
        "kind": "source", "id": "example-org-order", "title": "The order", "type": "webpage",
        "url": "https://example.org/order",
    }  # fmt: skip
    assert reader.left == {"links in the column place": (2, 1)}


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"PK\x03\x04 broken", "is not a workbook of Excel"),
        (b"", "is not a workbook of Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as .xlsx"),
        (workbook([]), "has no sheet with anything in it"),
    ],
)
def test_what_is_no_workbook_is_refused_in_a_sentence(content: bytes, part: str) -> None:
    (message,) = said(take(content, "a.xlsx"))
    assert part in message
    assert "\n" not in message


def test_a_workbook_that_unpacks_to_too_much_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)
    assert "60 MB unpacked" in said(take(out.getvalue(), "a.xlsx"))[0]


SOUND = workbook([["kind", "title", "date"], ["event", "A", date(2020, 8, 6)]])


@settings(max_examples=20)
@given(st.randoms(use_true_random=False))
def test_no_broken_workbook_raises(random: Random) -> None:
    content = bytearray(SOUND)
    for _ in range(random.randint(1, 4)):
        content[random.randrange(len(content))] = random.randrange(256)
    take(bytes(content), "a.xlsx")


# -- addresses of sources ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "sources", "made"),
    [
        ("https://example.org/a", ["example-org-a"], {"example-org-a": "example.org/a"}),
        ("https://www.Example.org/a/?id=5#x", ["example-org-a-id-5"], {"example-org-a-id-5": "example.org/a"}),
        ("paper @ p. 3; https://example.org/a", [{"id": "paper", "locator": "p. 3"}, "example-org-a"],
         {"example-org-a": "example.org/a"}),
        ("The Times, https://example.org/a", ["example-org-a"], {"example-org-a": "The Times"}),
        ("[The Times](https://example.org/a_(b)).", ["example-org-a-b"], {"example-org-a-b": "The Times"}),
        ("Paper (https://example.org/a) @ p. 4; other", [{"id": "example-org-a", "locator": "p. 4"}, "other"],
         {"example-org-a": "Paper"}),
        ("https://example.org/a, https://example.org/b\nhttps://example.org/@me/c",
         ["example-org-a", "example-org-b", "example-org-me-c"],
         {"example-org-a": "example.org/a", "example-org-b": "example.org/b", "example-org-me-c": "example.org/@me/c"}),
        ('paper @ 3 "see https://example.org/a"',
         [{"id": "paper", "locator": "3", "quote": "see https://example.org/a"}], {}),
        ("order", ["order"], {}),
    ],
)  # fmt: skip
def test_an_address_becomes_a_source(written: str, sources: list[Any], made: dict[str, str]) -> None:
    found, reader = imported(workbook([["kind", "title", "date", "sources"], ["event", "A", 2020, written]]))
    assert reader.findings == []
    assert found[0]["sources"] == sources
    assert {entry["id"]: entry["title"] for entry in found[1:]} == made


def test_each_address_is_one_source_and_one_that_is_there_is_taken() -> None:
    rows = [["kind", "title", "date", "sources", "url"], ["event", "A", 2020, "https://example.org/a/", None],
            ["event", "B", 2020, "http://example.org/a; https://example.org/b", None],
            ["source", "Paper", None, None, "https://example.org/b"]]  # fmt: skip
    found, reader = imported(workbook(rows))
    assert reader.findings == []
    assert [entry["id"] for entry in found] == ["a", "b", "paper", "example-org-a"]
    assert found[1]["sources"] == ["example-org-a", "paper"]
