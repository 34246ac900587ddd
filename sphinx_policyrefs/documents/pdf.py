"""PDF files: the text page by page, with running heads left out and footnotes apart."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any, Final, NamedTuple

from sphinx_policyrefs.documents.model import Document, Page, Text, Unreadable, Writer
from sphinx_policyrefs.documents.plain import add_numbered, ends_sentence, numbered_lines
from sphinx_policyrefs.documents.raised import is_power, raised

#: How many widths of a character apart two pieces of a line may be: little, since columns can be close together.
_CHARACTERS_APART: Final = 1.2
#: How wide a gutter between columns is, in points, and which part of the lines may cross it, such as headings.
_GUTTER, _CROSSING = 6.0, 0.2
#: How many pages are read; what stands behind them can't be looked up.
MOST_PAGES: Final = 3000
#: A mark or a note is this much smaller than the text, at the most.
_RAISED, _SMALLER = 0.8, 0.93
#: A heading is this much larger, at the least.
_LARGER: Final = 1.12
#: Lines of one heading differ by less than this, in points.
_SAME_SIZE: Final = 0.5
#: How many lines at the top and at the foot of a page may be a running head.
_HEAD_LINES: Final = 3
_PAGE_NUMBER: Final = re.compile(
    r"[-–—\[(]?\s*(?:page\s+)?(?:[A-Z]{1,3}-)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|/|von|de|sur)\s*\d{1,4})?\s*[-–—\])]?",
    re.IGNORECASE,
)
#: How notes begin that may be the same on many pages.
_NOTE_WORDS: Final = re.compile(
    r"\s*(?:(?:\d{1,3}|[*†‡§¶]{1,3})[.\s]?\s*)?"
    r"(?:Id\.|Ibid\.?|[Ss]upra|[Ii]nfra|(?:But\s)?[Ss]ee(?:,?\s(?:also|e\.g\.|id\.|generally))?\s|Cf\.|Accord\s|E\.g\.,)"
)
#: A number before words.
_NUMBERED: Final = re.compile(r"\s*(\d{1,3})[.\s]\s*\S*[^\W\d]")
_NOTE_MARK: Final = re.compile(r"(?:\d{1,3}|[*†‡§¶]{1,3})[.\s]?\s*\S")


class Line(NamedTuple):
    """A line of a page."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    bold: bool


class _Read(NamedTuple):
    page: Page
    height: float
    lines: list[Line]


def read_pdf(path: Path) -> Document:
    """Return the text of a PDF file.

    Raises :class:`Unreadable` for a file that is not a PDF, needs a password, is damaged or holds no text.
    """
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.psexceptions import PSException

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        pages = list(_pages(path))
    except PDFPasswordIncorrect:
        raise Unreadable("needs a password; save it without one") from None
    except (
        PDFException,
        PSException,
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
        OSError,
    ) as error:
        raise Unreadable(f"is not a PDF file, or a damaged one ({type(error).__name__})") from None
    if not pages:
        raise Unreadable("has no pages")
    if not any(page.lines for page in pages):
        raise Unreadable("has no text in it: its pages are pictures; have the text recognized first")
    return document_of(pages)


def _pages(path: Path) -> Iterator[_Read]:
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.layout import LAParams
    from pdfminer.pdfdocument import PDFDocument, PDFNoPageLabels
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    with path.open("rb") as file:
        document = PDFDocument(PDFParser(file))
        try:
            labels = document.get_page_labels()
        except PDFNoPageLabels:
            labels = iter(())
        manager = PDFResourceManager()
        device = PDFPageAggregator(manager, laparams=LAParams(char_margin=_CHARACTERS_APART, boxes_flow=None))
        interpreter = PDFPageInterpreter(manager, device)
        for number, page in enumerate(PDFPage.create_pages(document), 1):
            if number > MOST_PAGES:
                return
            interpreter.process_page(page)
            layout = device.get_result()
            label = _next_label(labels)
            yield _Read(Page(number, label if label != str(number) else ""), layout.height, _lines(layout))


def _next_label(labels: Iterator[str]) -> str:
    try:
        return (next(labels, "") or "").strip()
    except (ValueError, TypeError, KeyError, AttributeError):
        return ""


def _lines(layout: Any) -> list[Line]:
    """Return the pieces of lines on a page, without raised marks of footnotes."""
    from pdfminer.layout import LTContainer, LTTextLine

    lines: list[Line] = []
    stack = [layout]
    while stack:
        for item in stack.pop():
            if isinstance(item, LTTextLine):
                line = _line(item)
                if line is not None:
                    lines.append(line)
            elif isinstance(item, LTContainer):
                stack.append(item)
    return _joined(lines)


def _joined(lines: list[Line]) -> list[Line]:
    """Return *lines* with the pieces of one line joined where no column can stand between them."""
    joined: list[Line] = []
    for line in sorted(lines, key=lambda line: (-round(line.y0 + line.y1), line.x0)):
        last = joined[-1] if joined else None
        if (
            last is not None
            and _level(last, line)
            and 0 <= line.x0 - last.x1 + 1 < min(_GUTTER, 0.6 * line.size) + 1
        ):
            joined[-1] = _join(last, line)
        else:
            joined.append(line)
    return joined


def _level(one: Line, other: Line) -> bool:
    return min(one.y1, other.y1) - max(one.y0, other.y0) > 0.5 * min(one.y1 - one.y0, other.y1 - other.y0)


def _join(one: Line, other: Line) -> Line:
    return one._replace(
        text=f"{one.text} {other.text}",
        x1=max(one.x1, other.x1),
        y0=min(one.y0, other.y0),
        y1=max(one.y1, other.y1),
        size=max(one.size, other.size),
        bold=one.bold and other.bold,
    )


def in_order(lines: list[Line]) -> list[list[Line]]:
    """Return *lines* as they are read, column by column.

    What crosses the gutter, such as a heading, parts what is above it from what is below.
    """
    gutter = _gutter(lines)
    if gutter is None:
        return [_from_top(lines)] if lines else []
    columns: list[list[Line]] = []
    crossing = sorted((line for line in lines if line.x0 < gutter < line.x1), key=lambda line: -line.y0)
    bounds = [*(line.y0 for line in crossing), float("-inf")]
    rest = [line for line in lines if not line.x0 < gutter < line.x1]
    for index, bound in enumerate(bounds):
        band = [line for line in rest if line.y0 >= bound]
        rest = [line for line in rest if line.y0 < bound]
        columns += in_order([line for line in band if line.x1 <= gutter])
        columns += in_order([line for line in band if line.x0 >= gutter])
        if index < len(crossing):
            if columns and index and not band:
                columns[-1].append(crossing[index])
            else:
                columns.append([crossing[index]])
    return columns


def _gutter(lines: list[Line]) -> float | None:
    """Return where the gutter is that the fewest lines cross; None where the lines are one column."""
    if len(lines) < 6:
        return None
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    best: tuple[int, float, float] | None = None
    for edge in sorted({round(line.x0, 1) for line in lines}):
        if not left + 0.2 * (right - left) < edge < right - 0.1 * (right - left):
            continue
        gutter = edge - _GUTTER / 2
        crossing = sum(
            line.x0 < gutter + _GUTTER / 2 - 0.5 and line.x1 > gutter - _GUTTER / 2 + 0.5 for line in lines
        )
        sides = (sum(line.x1 <= gutter for line in lines), sum(line.x0 >= gutter for line in lines))
        if min(sides) < 3 or crossing > _CROSSING * len(lines):
            continue
        candidate = (crossing, -min(sides), gutter)
        best = candidate if best is None else min(best, candidate)
    return best[2] if best else None


def _from_top(lines: list[Line]) -> list[Line]:
    """Return *lines* from top to bottom, the pieces of one line joined."""
    joined: list[Line] = []
    for line in sorted(lines, key=lambda line: (-(line.y0 + line.y1), line.x0)):
        if joined and _level(joined[-1], line):
            first, second = sorted((joined[-1], line), key=lambda line: line.x0)
            joined[-1] = _join(first, second)
        else:
            joined.append(line)
    return joined


def _line(item: Any) -> Line | None:
    from pdfminer.layout import LTAnno, LTChar

    characters = [part for part in item if isinstance(part, LTChar)]
    sizes = [part.size for part in characters if part.get_text().strip()]
    if not sizes:
        return None
    size = median(sizes)
    base = median(part.y0 for part in characters)
    parts: list[str] = []
    for index, part in enumerate(item):
        text = part.get_text()
        if isinstance(part, LTAnno) or not (
            index and text.strip().isdigit() and part.size < _RAISED * size and part.y0 > base + 0.1 * size
        ):
            parts.append(text)
        elif is_power("".join(parts[-8:]), text.strip()):
            parts.append(raised(text.strip()))
    bold = sum(
        "bold" in part.fontname.casefold() or "black" in part.fontname.casefold() for part in characters
    )
    text = "".join(parts).strip("\n").rstrip()
    if not text.strip():
        return None
    return Line(text, item.x0, item.y0, item.x1, item.y1, size, bold > 0.8 * len(characters))


def document_of(pages: list[_Read]) -> Document:
    """Return the document of *pages*: running heads and page numbers left out, footnotes apart."""
    size = _body_size(line for page in pages for line in page.lines)
    largest = max((line.size for page in pages for line in page.lines if _heading(line, size)), default=size)
    heads = _running_heads(pages, size)
    body, notes = Writer(), Writer()
    open_note = False
    for page in pages:
        body.page(page.page)
        notes.page(page.page)
        lines = [line for line in page.lines if not _is_head(line, page, heads)]
        numbered = numbered_lines([line.text for line in _from_top(lines)])
        if numbered is not None:
            add_numbered(body, numbered)
            continue
        above: Line | None = None
        for column in in_order(lines):
            text, foot = _split_notes(column, lines, size, open_note=open_note)
            _write(body, text, size, above, largest)
            above = text[-1] if text else None
            for line in foot:
                if _NOTE_MARK.match(line.text) or not open_note or not notes.blocks:
                    notes.add(line.text, "note")
                else:
                    notes.lengthen(line.text)
                open_note = True
        open_note = open_note and not notes.tail().endswith((".", ".”", '."', ".’", ")"))
    found = notes.text()
    return Document("pdf", body.text(), found if found.text else Text(""))


def _body_size(lines: Iterable[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 1.0


def _running_heads(pages: list[_Read], size: float) -> frozenset[str]:
    """Return what stands at the top or the foot of several pages, with their numbers blotted out.

    Notes may be alike as well, such as 'Id. at 5'; they are none.
    """
    found: dict[str, dict[int, str]] = {}
    for page in pages:
        for line in _edge(page):
            if line.size < _LARGER * size:
                found.setdefault(_blotted(line.text), {}).setdefault(page.page.number, line.text)
    often = max(2, round(0.25 * len(pages)))
    return frozenset(text for text, lines in found.items() if len(lines) >= often and not _are_notes(lines))


def _are_notes(lines: dict[int, str]) -> bool:
    """Return whether lines that are alike, by the number of their page, are notes: by their words, or their marks.

    The number of a page goes along with the pages, or stays; the marks of notes do neither.
    """
    if any(_NOTE_WORDS.match(line) for line in lines.values()):
        return True
    marks = {number: int(mark[1]) for number, line in lines.items() if (mark := _NUMBERED.match(line))}
    if len(marks) < len(lines):
        return False
    steps = Counter(mark - number for number, mark in marks.items()).most_common(1)[0][1]
    return max(steps, Counter(marks.values()).most_common(1)[0][1]) * 2 <= len(marks)


def _edge(page: _Read) -> list[Line]:
    lines = sorted(page.lines, key=lambda line: line.y0)
    return [*lines[:_HEAD_LINES], *lines[-_HEAD_LINES:]] if len(lines) > 2 * _HEAD_LINES else lines


def _blotted(text: str) -> str:
    return re.sub(r"\d+|\b[ivxlc]+\b", "#", " ".join(text.split()).casefold())


def _is_head(line: Line, page: _Read, heads: frozenset[str]) -> bool:
    at_edge = line.y0 > 0.82 * page.height or line.y1 < 0.18 * page.height
    if line not in _edge(page):
        return False
    if _PAGE_NUMBER.fullmatch(line.text.strip()) and at_edge:
        return True
    return at_edge and _blotted(line.text) in heads


def _split_notes(
    column: list[Line], page: list[Line], size: float, *, open_note: bool
) -> tuple[list[Line], list[Line]]:
    """Divide a column into its text and the footnotes below it, which are smaller and begin with a mark."""
    foot = len(column)
    for index in range(len(column) - 1, -1, -1):
        line = column[index]
        below = (other for other in page if other.size >= _SMALLER * size and other.y1 < line.y0)
        if line.size >= _SMALLER * size or any(other.x0 < line.x1 and line.x0 < other.x1 for other in below):
            break
        if _NOTE_MARK.match(line.text) or open_note:
            foot = index
    return column[:foot], column[foot:]


def _write(writer: Writer, lines: list[Line], size: float, above: Line | None, largest: float) -> None:
    """Add the lines of a column as headings and paragraphs; one that has not ended goes on in the next column.

    *above* is the last line of the column before: a heading over the whole width has a column for each of its lines.
    Headings of the *largest* type are of the first level.
    """
    before: Line | None = None
    spacing = _spacing(lines)
    for line in lines:
        last = writer.blocks[-1].kind if writer.blocks else ""
        if last == "heading" and line.size > _LARGER * size and _same_heading(before or above, line):
            writer.lengthen(line.text)
        elif _heading(line, size):
            if last == "heading" and _same_heading(before or above, line):
                writer.lengthen(line.text)
            else:
                writer.add(line.text, "heading", 1 if line.size > largest - _SAME_SIZE else 2)
        elif (
            last != "paragraph"
            or (before is None and _ended(writer))
            or (before is not None and _begins_paragraph(before, line, spacing, _ended(writer)))
        ):
            writer.add(line.text)
        else:
            writer.lengthen(line.text)
        before = line


def _same_heading(before: Line | None, line: Line) -> bool:
    return (
        before is not None
        and -line.size < before.y0 - line.y1 < 0.8 * line.size
        and abs(before.size - line.size) < _SAME_SIZE
    )


def _spacing(lines: list[Line]) -> float:
    """Return the usual distance from one line to the next."""
    steps = [one.y0 - other.y0 for one, other in pairwise(lines) if one.y0 > other.y0]
    return median(steps) if steps else 0.0


def _heading(line: Line, size: float) -> bool:
    return (
        (line.size > _LARGER * size or line.bold)
        and len(line.text) < 120
        and not ends_sentence(line.text, ".,;")
    )


def _begins_paragraph(before: Line, line: Line, spacing: float, ended: bool) -> bool:
    """Return whether *line* begins a paragraph: it stands apart from the one before, or is set in behind a sentence."""
    if before.y0 - line.y0 > 1.35 * spacing:
        return True
    return ended and line.x0 > before.x0 + 0.7 * line.size


def _ended(writer: Writer) -> bool:
    return writer.tail().endswith((".", "”", '"', ":", "?", "!", "’"))
