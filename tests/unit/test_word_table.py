"""Chronologies in Word: read by their headings, with tracked changes, merged cells and what stands beside dates."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import docx
import pytest
from docx.oxml import parse_xml

from sphinx_policyrefs.cli import main
from sphinx_policyrefs.exports import export
from sphinx_policyrefs.imports.entries import Settings
from sphinx_policyrefs.imports.importing import Importer
from sphinx_policyrefs.imports.tree import DataError
from sphinx_policyrefs.imports.word_table import read_word_table
from sphinx_policyrefs.records.kinds import KINDS
from tests.exported import edition_of
from tests.factories import entry

if TYPE_CHECKING:
    from pathlib import Path

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def table_of(*rows: tuple[str, ...]) -> Any:
    document = docx.Document()
    document.add_paragraph("A chronology")
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return document


def taken(document: Any, *, original: bool = False, **how: Any) -> tuple[list[dict[str, Any]], Importer]:
    out = io.BytesIO()
    document.save(out)
    reader = Importer(KINDS, "c.docx", Settings(lenient=True, **how))
    read_word_table(out.getvalue(), reader, original=original)
    return reader.written(), reader


def test_rows_are_read_by_their_headings() -> None:
    document = table_of(
        ("Date", "Event", "Who", "Source", "Comments"),
        ("22 May 2016", "A meeting", "smith\njones", "memo", "check"),
        ("on or about June 3, 2016", "A call", "", "", ""),
        ("?4 June 2016", "A letter", "", "", ""),
        ("Undated", "A memo", "", "", ""),
        ("5 June 2016 (per Smith)", "A walk", "", "", "mine"),
        ("early 2016", "A plan [disputed]", "", "", ""),
    )
    entries, reader = taken(document)
    assert [(e["title"], e.get("date"), e.get("note")) for e in entries] == [
        ("A meeting", "2016-05-22", "check"),
        ("A call", "2016-06-03~", None),
        ("A letter", "2016-06-04?", None),
        ("A memo", "XXXX", None),
        ("A walk", "2016-06-05", "mine; date: (per Smith)"),
        ("A plan", None, "date: early 2016"),
    ]
    assert entries[0]["parties"] == ["smith", "jones"]
    assert entries[5]["confidence"] == "disputed"
    (finding,) = reader.findings
    assert (finding.code, finding.line) == ("bad-date", 7)


def test_columns_may_be_named() -> None:
    document = table_of(("Tag", "Hergang"), ("2016-05-22", "Ein Treffen"))
    with pytest.raises(DataError, match="has no table with a column of dates"):
        taken(document)
    entries, _ = taken(document, columns=(("Tag", "date"), ("Hergang", "title")))
    assert (entries[0]["date"], entries[0]["title"]) == ("2016-05-22", "Ein Treffen")


def test_cells_that_are_merged() -> None:
    document = table_of(
        ("Date", "Event"), ("22 May 2016", "One"), ("", "Two"), ("Part II", ""), ("2017", "Three")
    )
    table = document.tables[0]
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(3, 0).merge(table.cell(3, 1))
    entries, reader = taken(document)
    assert [(e["title"], e["date"]) for e in entries] == [
        ("One", "2016-05-22"), ("Two", "2016-05-22"), ("Three", "2017"),
    ]  # fmt: skip
    assert reader.left == {'a row across the table ("Part II")': (4, 1)}


@pytest.mark.parametrize("original", [False, True])
def test_tracked_changes(original: bool) -> None:
    document = table_of(("Date", "Event"), ("2016", "x"), ("2017", "Added"), ("2018", "Deleted"))
    rows = document.tables[0].rows
    paragraph = rows[1].cells[1].paragraphs[0]._p
    for run in list(paragraph):
        paragraph.remove(run)
    for tag, text in (("ins", "new"), ("del", "old")):
        inner = "delText" if tag == "del" else "t"
        paragraph.append(
            parse_xml(
                f'<w:{tag} {W} w:id="1" w:author="x"><w:r><w:{inner}>The {text} text</w:{inner}></w:r></w:{tag}>'
            )
        )
    for row, tag in ((rows[2], "ins"), (rows[3], "del")):
        row._tr.get_or_add_trPr().append(parse_xml(f'<w:{tag} {W} w:id="2" w:author="x"/>'))
    entries, _ = taken(document, original=original)
    expected = ["The old text", "Deleted"] if original else ["The new text", "Added"]
    assert [e["title"] for e in entries] == expected


def test_our_own_table_is_read_again() -> None:
    edition = edition_of(
        entry(
            "event",
            "e",
            "The order",
            date="2020-08~",
            parties="p",
            sources='s @ p. 3 "within 45 days"',
            confidence="disputed",
        ),
        entry("party", "p", "A party"),
        entry("source", "s", "The paper"),
    )
    reader = Importer(KINDS, "c.docx", Settings(lenient=True))
    read_word_table(export("docx", edition), reader)
    assert reader.findings == []
    assert reader.written() == [
        {
            "kind": "event", "id": "the-order", "title": "The order", "date": "2020-08~", "parties": ["A party"],
            "confidence": "disputed", "sources": [{"id": "The paper", "locator": "p. 3", "quote": "within 45 days"}],
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"no document", "is not a document of Word, or a damaged one"),
        (b"\xd0\xcf\x11\xe0rest", "is of a Word before 2007, or has a password"),
        (b"PK\x03\x04", "is not a document of Word, or a damaged one"),
    ],
)
def test_what_is_no_document(
    content: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "c.docx"
    path.write_bytes(content)
    assert main(["import", str(path)]) == 1
    assert f"{path}:1: data-file: the file {said}" in capsys.readouterr().err


def test_the_command_reads_word(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "c.docx"
    table_of(("Date", "Event"), ("2016", "A day")).save(str(path))
    assert main(["import", str(path), "--original"]) == 0
    assert capsys.readouterr().out == "- kind: event\n  id: a-day\n  title: A day\n  date: 2016\n"
