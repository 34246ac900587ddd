"""TimelineJS -> events: its JSON, and the rows of the spreadsheet from which its site makes timelines.

Nothing that a slide says is lost: links stand behind their words, and captions and credits below the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html.parser import HTMLParser
from typing import NamedTuple

from sphinx_policyrefs.imports.entries import Reader
from sphinx_policyrefs.imports.json_tokens import tokens
from sphinx_policyrefs.imports.tables import TableRow, rows
from sphinx_policyrefs.imports.tree import DataError, List, Map, Node, Scalar, parts
from sphinx_policyrefs.records.fields import safe_url, slugify

_PARTS = ("year", "month", "day", "hour", "minute", "second")
_BLOCKS = frozenset({"p", "div", "li", "br", "h1", "h2", "h3", "h4", "blockquote", "tr"})
_UNSEEN = frozenset({"script", "style"})
_SHOWN = frozenset({"img", "iframe", "video", "audio", "embed"})
#: The address of a link as :func:`plain` writes it.
_LINKED = re.compile(r" ?\((?:https?://|mailto:)[^\s)]*\)")
#: How many characters a title has that is made of a text.
_LONGEST = 80


def is_timeline(text: str, suffix: str) -> bool:
    """Return whether a file is TimelineJS and no data file of ours."""
    if suffix == ".json":
        return bool(re.search(r'"start_date"\s*:', text)) and bool(re.search(r'"events"\s*:', text))
    head = text.lstrip("\ufeff").split("\n", 1)[0].lower()
    return suffix in (".csv", ".tsv") and _has_headings(head)


def is_timeline_sheet(found: Sequence[TableRow]) -> bool:
    """Return whether the rows of a workbook's sheet are those of a timeline."""
    return bool(found) and _has_headings(",".join(found[0].cells).lower())


def _has_headings(head: str) -> bool:
    return "headline" in head and re.search(r"\byear\b", head) is not None


def read_timeline(text: str, suffix: str, reader: Reader) -> None:
    """Take the slides of a timeline as events; raises :class:`DataError` where it can't be read."""
    if suffix != ".json":
        read_timeline_rows(rows(text), reader)
        return
    for part in parts(tokens(text)):
        if part.name == "events" and part.listed:
            if isinstance(part.value, Map):
                reader.entry(_pairs(_named(part.value), part.value.line), part.value.line)
            else:
                reader.report("data-file", "a slide is not a mapping", part.value.line)
        elif part.name == "eras" and part.listed:
            reader.report(
                "data-file", "an era is not an event; write one for it if it shall be", part.value.line
            )


def _named(node: Node) -> dict[str, Node]:
    return {key.text or "": value for key, value in node.pairs} if isinstance(node, Map) else {}


def _text_of(values: dict[str, Node], name: str) -> str:
    node = values.get(name)
    return (node.text or "").strip() if isinstance(node, Scalar) else ""


def _pairs(slide: dict[str, Node], line: int) -> Iterator[tuple[Scalar, Node]]:
    """Yield the fields of an event."""
    text, media = _named(slide.get("text", List([], line))), _named(slide.get("media", List([], line)))
    ends = [_named(slide[end]) if end in slide else {} for end in ("start_date", "end_date")]
    dates = [_date([_text_of(end, part) for part in _PARTS]) if end else "" for end in ends]
    said = [_text_of(slide, "display_date"), *(_text_of(end, "display_date") for end in ends)]
    yield from _event(
        line,
        _Slide(
            headline=_text_of(text, "headline"),
            text=_text_of(text, "text"),
            name=_text_of(slide, "unique_id"),
            url=_text_of(media, "url"),
            caption=_text_of(media, "caption"),
            credit=_text_of(media, "credit"),
            group=_text_of(slide, "group"),
            place=plain(_text_of(_named(slide.get("location", List([], line))), "name")),
            shown=" – ".join(dict.fromkeys(filter(None, said))),
            dates=dates,
        ),
    )


class _Slide(NamedTuple):
    """What a slide says, in both forms."""

    headline: str
    text: str
    name: str
    url: str
    caption: str
    credit: str
    group: str
    place: str
    #: its date in words of its author
    shown: str
    dates: list[str]


def _event(line: int, slide: _Slide) -> Iterator[tuple[Scalar, Node]]:
    given = [date for date in dict.fromkeys(slide.dates) if date]
    if len(given) > 1:  # a span holds days without a time
        given = [date.partition("T")[0] for date in given]
    text, caption, credit = plain(slide.text), plain(slide.caption), plain(slide.credit)
    headline, _, linked = plain(slide.headline).partition(" (http")
    title = " ".join(headline.split()) or titled(text) or titled(caption)
    below = f"{caption} ({credit})" if caption and credit else caption or credit
    body = "\n\n".join(part for part in (text, below if below != title else "") if part)
    url = slide.url if slide.url.startswith(("http:", "https:")) and safe_url(slide.url) else ""
    address = f"http{linked}".rstrip(")") if linked else ""
    if address and url:
        body = "\n\n".join(part for part in (body, address) if part)
    found = {
        "kind": "event",
        "id": slugify(slide.name),
        "title": title,
        "date": "/".join(given),
        "tags": f"{slide.group};" if slide.group else "",
        "place": slide.place,
        "url": url or address,
        "note": f"Shown as: {plain(slide.shown)}" if slide.shown else "",
        "markup": "text",
        "body": body,
    }
    for field, value in found.items():
        if value:
            yield Scalar(field, line), Scalar(value, line)


def titled(text: str) -> str:
    """Return the first sentence of a text, or its first words with a mark, as a title."""
    first = _LINKED.sub("", text.split("\n\n", 1)[0])
    sentence = re.match(r".{12,}?[.!?](?=\s|\Z)(?<!\b[A-Z]\.)", first, re.DOTALL)
    words = " ".join((sentence[0].removesuffix(".") if sentence else first).split())
    if len(words) <= _LONGEST:
        return words
    return (
        words[: words.rfind(" ", 0, _LONGEST) if " " in words[:_LONGEST] else _LONGEST].rstrip(",;:–- ") + "…"
    )


def _date(values: list[str]) -> str:
    """Return year, month, day and time of a slide as EDTF; what stands there, if that is not a date."""
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


def read_timeline_rows(found: Iterable[TableRow | DataError], reader: Reader) -> None:
    """Take the rows of a timeline's spreadsheet as events; raises :class:`DataError` where it has no headings."""
    found = iter(found)
    head = next(found, None)
    if not isinstance(head, TableRow):
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
        slide = _Slide(
            headline=cells.get("headline", ""),
            text=cells.get("text", ""),
            name=cells.get("unique id", ""),
            url=cells.get("media", ""),
            caption=cells.get("media caption", ""),
            credit=cells.get("media credit", ""),
            group=cells.get("group", ""),
            place="",
            shown=cells.get("display date", ""),
            dates=[start, end],
        )
        pairs = _event(row.line, slide)
        reader.entry(pairs, row.line)


class _Plain(HTMLParser):
    """The text of HTML, its blocks as paragraphs, the addresses of its links behind their words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.unseen = 0
        #: the links that are open: address, and where their words begin
        self.links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unseen += tag in _UNSEEN
        if tag in _BLOCKS:
            self.found.append("\n\n")
        values = dict(attrs)
        if tag == "a":
            self.links.append((_address(values.get("href")), len(self.found)))
        elif tag in _SHOWN and not self.unseen:
            address = _address(values.get("src"))
            words = (values.get("alt") or "").strip()
            self.found.append(f"{words} ({address})" if words and address else words or address)

    def handle_endtag(self, tag: str) -> None:
        self.unseen = max(self.unseen - (tag in _UNSEEN), 0)
        if tag in _BLOCKS:
            self.found.append("\n\n")
        if tag == "a" and self.links:
            address, start = self.links.pop()
            words = "".join(self.found[start:])
            if address and address.split("://")[-1].rstrip("/") not in words:
                space = words[len(words.rstrip()) :]
                self.found[start:] = [f"{words.rstrip()} ({address}){space}" if words.strip() else address]

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.found.append(data)

    def close(self) -> None:
        super().close()
        while self.links:
            self.handle_endtag("a")


def _address(text: str | None) -> str:
    """Return an address that leads somewhere from anywhere, "" for all others."""
    text = "".join((text or "").split())
    return text if text.lower().startswith(("http://", "https://", "mailto:")) else ""


def plain(html: str) -> str:
    """Return the text of HTML without its tags, paragraph by paragraph, with the addresses of links in parentheses."""
    if "<" not in html and "&" not in html:
        return html.strip()
    parser = _Plain()
    parser.feed(html)
    parser.close()
    blocks = re.split(r"\n\s*\n", "".join(parser.found))
    return "\n\n".join(" ".join(block.split()) for block in blocks if block.strip())
