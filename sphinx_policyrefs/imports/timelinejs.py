"""TimelineJS -> events: its JSON, and the rows of the spreadsheet from which its site makes timelines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from sphinx_policyrefs.imports.entries import Reader
from sphinx_policyrefs.imports.json_tokens import tokens
from sphinx_policyrefs.imports.tables import Row, rows
from sphinx_policyrefs.imports.tree import DataError, List, Map, Node, Scalar, parts
from sphinx_policyrefs.records.fields import safe_url, slugify

_PARTS = ("year", "month", "day", "hour", "minute", "second")
_BLOCKS = frozenset({"p", "div", "li", "br", "h1", "h2", "h3", "h4", "blockquote", "tr"})
_UNSEEN = frozenset({"script", "style"})


def is_timeline(text: str, suffix: str) -> bool:
    """Return whether a file is TimelineJS and no data file of ours."""
    if suffix == ".json":
        return bool(re.search(r'"start_date"\s*:', text)) and bool(re.search(r'"events"\s*:', text))
    head = text.lstrip("\ufeff").split("\n", 1)[0].lower()
    return suffix in (".csv", ".tsv") and "headline" in head and re.search(r"\byear\b", head) is not None


def read_timeline(text: str, suffix: str, reader: Reader) -> None:
    """Take the slides of a timeline as events; raises :class:`DataError` where it can't be read."""
    if suffix != ".json":
        _read_rows(text, reader)
        return
    for part in parts(tokens(text)):
        if part.name == "events" and part.listed:
            if isinstance(part.value, Map):
                reader.entry(_pairs(_named(part.value), part.value.line), part.value.line)
            else:
                reader.report("data-file", "a slide is no mapping", part.value.line)
        elif part.name == "eras" and part.listed:
            reader.report("data-file", "an era is no event; write one for it if it shall be", part.value.line)


def _named(node: Node) -> dict[str, Node]:
    return {key.text or "": value for key, value in node.pairs} if isinstance(node, Map) else {}


def _text(values: dict[str, Node], name: str) -> str:
    node = values.get(name)
    return (node.text or "").strip() if isinstance(node, Scalar) else ""


def _pairs(slide: dict[str, Node], line: int) -> Iterator[tuple[Scalar, Node]]:
    """Yield the fields of an event."""
    text, media = _named(slide.get("text", List([], line))), _named(slide.get("media", List([], line)))
    dates = [
        _date([_text(_named(slide[end]), part) for part in _PARTS]) if end in slide else ""
        for end in ("start_date", "end_date")
    ]
    yield from _event(
        line,
        headline=_text(text, "headline"),
        text=_text(text, "text"),
        name=_text(slide, "unique_id"),
        url=_text(media, "url"),
        group=_text(slide, "group"),
        dates=dates,
    )


def _event(
    line: int,
    *,
    headline: str,
    text: str,
    name: str,
    url: str,
    group: str,
    dates: list[str],
) -> Iterator[tuple[Scalar, Node]]:
    title = " ".join(plain(headline).split())
    given = [date for date in dict.fromkeys(dates) if date]
    if len(given) > 1:  # a span holds days without a time
        given = [date.partition("T")[0] for date in given]
    found = {
        "kind": "event",
        "id": slugify(name),
        "title": title,
        "date": "/".join(given),
        "tags": f"{group};" if group else "",
        "url": url if url.startswith(("http:", "https:")) and safe_url(url) else "",
        "markup": "text",
        "body": plain(text),
    }
    for field, value in found.items():
        if value:
            yield Scalar(field, line), Scalar(value, line)


def _date(values: list[str]) -> str:
    """Return year, month, day and time of a slide as EDTF, as it stands there where it is none."""
    year, month, day, hour, minute, second = (value.removesuffix(".0") for value in values)
    if not re.fullmatch(r"-?\d{1,4}", year):
        return year
    made = f"-{year[1:]:0>4}" if year.startswith("-") else f"{year:0>4}"
    if month:
        made += f"-{month:0>2}"
        if day:
            made += f"-{day:0>2}"
            if hour:
                made += f"T{hour:0>2}:{minute or '00':0>2}" + (f":{second:0>2}" if second else "")
    return made


def _read_rows(text: str, reader: Reader) -> None:
    found = rows(text)
    head = next(found, None)
    if not isinstance(head, Row):
        raise head or DataError("has no headings")
    names = [" ".join(cell.lower().split()) for cell in head.cells]
    for row in found:
        if isinstance(row, DataError):
            reader.report("data-file", f"the file {row}", row.line)
            continue
        cells = dict(zip(names, (cell.strip() for cell in row.cells), strict=False))
        if cells.get("type", "").lower() in ("title", "era"):
            continue
        clock = cells.get("time", "").split(":")
        times = [clock[0], *clock[1:], "", ""][:3] if clock[0] else ["", "", ""]
        start = _date([*(cells.get(part, "") for part in _PARTS[:3]), *times])
        end = _date([*(cells.get(f"end {part}", "") for part in _PARTS[:3]), "", "", ""])
        pairs = _event(
            row.line,
            headline=cells.get("headline", ""),
            text=cells.get("text", ""),
            name=cells.get("unique id", ""),
            url=cells.get("media", ""),
            group=cells.get("group", ""),
            dates=[start, end],
        )
        reader.entry(pairs, row.line)


class _Plain(HTMLParser):
    """The text of HTML, its blocks as paragraphs."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - as it calls it
        self.unseen += tag in _UNSEEN
        if tag in _BLOCKS:
            self.found.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        self.unseen = max(self.unseen - (tag in _UNSEEN), 0)
        if tag in _BLOCKS:
            self.found.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.found.append(data)


def plain(html: str) -> str:
    """Return the text of HTML without its tags, paragraph by paragraph."""
    if "<" not in html and "&" not in html:
        return html.strip()
    parser = _Plain()
    parser.feed(html)
    parser.close()
    blocks = re.split(r"\n\s*\n", "".join(parser.found))
    return "\n\n".join(" ".join(block.split()) for block in blocks if block.strip())
