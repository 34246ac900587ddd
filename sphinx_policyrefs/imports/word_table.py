"""A chronology in Word -> the rows that a CSV of its table would have, with tracked changes as accepted.

Nothing is guessed: what stands beside a date is kept as a note, and what can't be read is told.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sphinx_policyrefs.imports.tables import TableRow, read_rows
from sphinx_policyrefs.imports.tree import LARGEST, UNSHOWN, DataError

if TYPE_CHECKING:
    from sphinx_policyrefs.imports.entries import Reader

MISSING: Final = "needs python-docx: pip install 'sphinx-policyrefs[word]'"
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_OLD: Final = b"\xd0\xcf\x11\xe0"

#: Headings of chronologies in Word, in small letters, and the fields that they mean where ``--columns`` says nothing.
HEADINGS: Final = {
    "date": "date", "dates": "date", "dated": "date", "day": "date", "when": "date", "date of event": "date",
    "title": "title", "event": "title", "events": "title", "description": "title", "fact": "title", "facts": "title",
    "what": "title", "entry": "title",
    "parties": "parties", "party": "parties", "who": "parties", "people": "parties",
    "sources": "sources", "source": "sources", "evidence": "sources", "reference": "sources", "references": "sources",
    "document": "sources", "documents": "sources",
    "note": "note", "notes": "note", "comment": "note", "comments": "note", "remarks": "note",
}  # fmt: skip
#: Fields in whose cells a line is a value.
_LISTS: Final = ("parties", "sources", "aliases", "tags", "issues", "see")

_ABOUT: Final = re.compile(r"^(?:on )?or about\s+|^on/about\s+|^o/a\s+", re.IGNORECASE)
_DOUBT: Final = re.compile(r"^\?\s*(?=\S)")
_ASIDE: Final = re.compile(r"\s*(\([^()]*\)|\[[^\[\]]*\])\s*$")
_MARK: Final = re.compile(r"\s*\[(disputed|alleged|unsure)\]$")
#: A source as our own table has it: 'The order, p. 3: “words”'.
_CITED: Final = re.compile(
    r"(?P<name>.+?)"
    r"(?:, (?P<place>(?:pp?\.|§|¶|at|para\.?|sec\.|art\.|slip op\.|No\.|ECF No\.|item|page)\s?[^“”]*?))?"
    r"(?:: (?P<words>“.*))?"
)


class _Head(NamedTuple):
    """The heading row of a table: what each column holds."""

    texts: list[str]
    fields: list[str]


def read_word_table(content: bytes, reader: Reader, *, original: bool = False) -> None:
    """Take the rows of the first table that has a column of dates, as events where they name no kind.

    Tracked changes count as accepted, with *original* as rejected.  Raises :class:`DataError` where there is no such
    table, or no document of Word.
    """
    document = _opened(content)
    found = [
        (table, head) for table in document.tables if (head := _head(table, reader, original)) is not None
    ]
    if not found:
        raise DataError(
            'has no table with a column of dates: call its heading "Date", or name it with --columns', 1
        )
    for _ in found[1:]:
        reader.leave("a further table with dates", 1)
    table, head = found[0]
    if not reader.settings.kind:
        reader.settings = reader.settings._replace(kind="event")
    read_rows(_rows(table, head, reader, original), reader)


def _opened(content: bytes) -> Any:
    try:
        import docx
    except ImportError:
        raise DataError(MISSING) from None
    if content.startswith(_OLD):
        raise DataError("is of a Word before 2007, or has a password: save it as .docx without one", 1)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            size = sum(info.file_size for info in archive.infolist())
        document = docx.Document(BytesIO(content)) if size <= LARGEST else None
    except Exception as error:  # noqa: BLE001 - whatever a broken file makes of its readers
        reason = (str(error) or type(error).__name__).split("\n")[0][:100]
        raise DataError(f"is not a document of Word, or a damaged one: {reason}", 1) from None
    if document is None:
        message = f"has {size // 1_000_000} MB unpacked; no more than {LARGEST // 1_000_000} are read"
        raise DataError(message, 1)
    return document


def _head(table: Any, reader: Reader, original: bool) -> _Head | None:
    """Return the heading row of a table, None where none of its columns holds dates."""
    rows = [row for row in table.rows if not _is_gone(row._tr, original)]  # noqa: SLF001 - tracked rows
    if len(rows) < 2:
        return None
    texts = [" ".join(_text(cell, original).split()) for cell in _cells(rows[0])]
    dated = {f.name for kind in reader.kinds.values() for f in kind.all_fields if f.type == "date"}
    known = {f.name for kind in reader.kinds.values() for f in kind.all_fields} | {
        "title",
        "note",
        "kind",
        "id",
    }
    fields = []
    for text in texts:
        plain = re.sub(r"[\s_]+", "-", text.lower())
        field = reader.columns.get(text, HEADINGS.get(text.lower(), plain if plain in known else ""))
        fields.append("" if field in fields else field)
    return _Head(texts, fields) if any(field.partition(".")[0] in dated for field in fields) else None


def _rows(table: Any, head: _Head, reader: Reader, original: bool) -> Iterator[TableRow]:
    """Yield the headings and the rows, those that go across the table apart."""
    dated = [n for n, field in enumerate(head.fields) if field.partition(".")[0] == "date"]
    more = [name for name in ("confidence", "note") if name not in head.fields]
    named = {text: field for text, field in zip(head.texts, head.fields, strict=True) if field}
    reader.columns = {**named, **reader.columns, **{name: name for name in more}}
    yield TableRow([*head.texts, *more], 1, {})
    seen = 0
    for line, row in enumerate(table.rows, 1):
        if _is_gone(row._tr, original):  # noqa: SLF001 - tracked rows
            continue
        seen += 1
        cells = _cells(row)
        if seen == 1:
            continue
        if len(cells) > 1 and len({cell._tc for cell in cells}) == 1:  # noqa: SLF001 - cells that are one
            if text := " ".join(_text(cells[0], original).split()):
                reader.leave(f'a row across the table ("{text[:40]}")', line)
            continue
        yield _row(cells, line, head, dated, more, original)


def _row(
    cells: list[Any], line: int, head: _Head, dated: list[int], more: list[str], original: bool
) -> TableRow:
    texts = [_text(cell, original) for cell in cells]
    links = {n: address for n, cell in enumerate(cells) if (address := _link(cell))}
    extra = dict.fromkeys(("confidence", "note"), "")
    for n, field in enumerate(head.fields[: len(texts)]):
        if n in dated:
            texts[n], aside = _dated(texts[n])
            extra["note"] = "; ".join(filter(None, (extra["note"], aside)))
        elif field == "title" and (mark := _MARK.search(texts[n])):
            texts[n], extra["confidence"] = texts[n][: mark.start()], mark[1]
        elif field == "sources":
            texts[n] = "; ".join(map(_cited, filter(None, map(str.strip, texts[n].split("\n")))))
        elif field in _LISTS:
            texts[n] = "; ".join(filter(None, map(str.strip, texts[n].split("\n"))))
    if "note" not in more and extra["note"] and "note" in head.fields[: len(texts)]:
        at = head.fields.index("note")
        texts[at] = "; ".join(filter(None, (texts[at], extra["note"])))
    texts += [""] * (len(head.texts) - len(texts))
    return TableRow([*texts[: len(head.texts)], *(extra[name] for name in more)], line, links)


def _dated(text: str) -> tuple[str, str]:
    """Return a date in the words that dates are read in, and what stood beside it."""
    text = " ".join(text.split())
    aside = _ASIDE.search(text)
    if aside and aside.start():
        text = text[: aside.start()]
    text = _ABOUT.sub("about ", text)
    if doubt := _DOUBT.match(text):
        text = f"{text[doubt.end() :]}?"
    return text, f"date: {aside[1]}" if aside and aside.start() else ""


def _cited(text: str) -> str:
    """Return a source as authors cite it, with its place and words where it is written as our own table has them."""
    found = _CITED.fullmatch(text)
    if found is None or (found["place"] is None and found["words"] is None):
        return text
    return " ".join(
        filter(None, (found["name"], f"@ {found['place']}" if found["place"] else "", found["words"]))
    )


def _cells(row: Any) -> list[Any]:
    """Return the cells of a row; one that spans several columns or rows is each of them."""
    try:
        return list(row.cells)
    except (IndexError, ValueError):  # a table whose rows do not fit together
        return []


def _is_gone(row: Any, original: bool) -> bool:
    """Return whether tracked changes take a row away: as accepted one that was deleted, else one that was added."""
    return row.find(f"{_W}trPr/{_W}{'ins' if original else 'del'}") is not None


def _text(cell: Any, original: bool) -> str:
    """Return the text of a cell, a line for each paragraph that is not empty."""
    from sphinx_policyrefs.documents.word import words_of

    lines = (words_of(paragraph, original=original) for paragraph in cell._tc.iter(f"{_W}p"))  # noqa: SLF001
    return UNSHOWN.sub("", "\n".join(line for line in lines if line.strip()))


def _link(cell: Any) -> str:
    """Return the first address on the web that a cell links to, "" for none."""
    relations = cell.part.rels
    for link in cell._tc.iter(f"{_W}hyperlink"):  # noqa: SLF001 - python-docx reads none
        relation = relations.get(link.get(f"{_R}id") or "")
        if relation is not None and relation.is_external:
            address = str(relation.target_ref)
            if address.lower().startswith(("http://", "https://")):
                return address
    return ""
