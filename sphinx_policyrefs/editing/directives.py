"""Options written into directives, in reStructuredText and in MyST, as whoever wrote them writes options."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from sphinx_policyrefs.adapter.reading.option_lines import Written, read_colons, read_dashes, read_rst
from sphinx_policyrefs.editing.model import Edit, EditError, Lines, Splice

#: What ends a line for docutils, and for markdown-it.
_RST_ENDS: Final = r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]"
_MYST_ENDS: Final = r"\r\n|[\n\r]"
_LIST: Final = r"(?:[-*+•‣⁃]|\(?(?:\d+|[A-Za-z]|#)[.)])"
_RST: Final = re.compile(rf"(?P<lead>\s*(?:{_LIST}\s+)*)\.\.[ \t]+(?:[\w-]+:)?(?P<kind>[\w-]+)::(?:\s|$)")
_MYST: Final = re.compile(
    rf"(?P<lead>[ \t]*(?:(?:>|{_LIST}(?=[ \t]))[ \t]*)*)(?P<mark>`{{3,}}|:{{3,}}|~{{3,}})"
    r"\s*\{(?:[\w-]+:)?(?P<kind>[\w-]+)\}"
)
#: What a reader of YAML takes for something else than the first letter of a text.
_SIGNS: Final = tuple("\"'|>[]{}&*!%@`#?,-")

Known = Callable[[str], bool]


class _Found(NamedTuple):
    """The options of a directive: their rows in the text, counted from 0."""

    options: Sequence[Written]
    #: the row below the last one of each option
    ends: Sequence[int]
    #: the row below which new options go, and what stands before them
    below: int
    lead: str
    form: Callable[[str, str], str]
    #: whether a blank line has to part them from the text
    part: bool = False


def edit_directives(text: str, edit: Edit, known: Known) -> Iterator[Splice]:
    """Yield what gives the directive of an entry its options; raises :class:`EditError` where it is not as it was read.

    *known* says which names are options of the kind.
    """
    for pattern, ends, find in ((_RST, _RST_ENDS, _in_rst), (_MYST, _MYST_ENDS, _in_myst)):
        lines = Lines(text, ends)
        row = edit.line - 1
        found = pattern.match(lines.rows[row]) if 0 <= row < len(lines.rows) else None
        if found is not None and found["kind"].lower() == edit.kind:
            options = find(lines, row, found, known)
            _check(options, edit)
            yield from _splices(lines, options, edit)
            return
    raise EditError(f"does not begin in line {edit.line} as it stands there")


def _check(found: _Found, edit: Edit) -> None:
    """Raise :class:`EditError` where the options are not those that were read."""
    rows = {option.name.lower(): option.row + 1 for option in found.options}
    for name, line in edit.lines.items():
        if rows.get(name) != line:
            raise EditError(f"has its :{name}: not on a line of its own below its title")


def _splices(lines: Lines, found: _Found, edit: Edit) -> Iterator[Splice]:
    rows = {option.name.lower(): n for n, option in reversed(list(enumerate(found.options)))}
    new = []
    for name, value in edit.options.items():
        line = found.lead + found.form(name, value)
        if name not in rows:
            new.append(line)
            continue
        option = found.options[rows[name]]
        last = found.ends[rows[name]] - 1
        lead = re.match(r"[\s>]*", lines.rows[option.row])
        kept = lead[0] if lead and found.options else found.lead
        yield lines.replaced(option.row, last, kept + found.form(name, value))
    if new:
        yield lines.below(found.below, [*new, *([found.lead.rstrip()] if found.part else [])])


# -- reStructuredText ------------------------------------------------------------------------------------------


def _in_rst(lines: Lines, row: int, directive: re.Match[str], known: Known) -> _Found:
    column = len(directive["lead"].expandtabs(8))
    rows: list[str] = []
    for line in lines.rows[row + 1 :]:
        wide = line.expandtabs(8)
        if not wide.strip() or len(wide) - len(wide.lstrip()) <= column:
            break
        rows.append(wide)
    read = read_rst(rows, known)
    first = row + 1
    options = [option._replace(row=option.row + first) for option in read.options]
    body = first + read.body
    lead = " " * (column + 3)
    if options:
        written = lines.rows[options[0].row]
        lead = written[: len(written) - len(written.lstrip())]
    ends = [*(option.row for option in options[1:]), body][: len(options)]
    below = (body if options else first + len(rows)) - 1
    return _Found(options, ends, below, lead, _rst_option, part=read.body < len(rows))


def _rst_option(name: str, value: str) -> str:
    return f":{name}: {value}"


# -- MyST ------------------------------------------------------------------------------------------------------


def _in_myst(lines: Lines, row: int, fence: re.Match[str], known: Known) -> _Found:
    lead = re.sub(r"[^\s>]", " ", fence["lead"])
    mark = fence["mark"]
    first = row + 1
    rows: list[str] = []
    for line in lines.rows[first:]:
        text = line[len(lead) :] if line.startswith(lead) else line.lstrip()
        if (closing := text.strip()) and set(closing) == {mark[0]} and len(closing) >= len(mark):
            break
        rows.append(text)
    if rows and rows[0].startswith("---"):
        return _in_dashes(rows, first, lead, known)
    read = read_colons(rows, known, lambda _name: False)
    options = [option._replace(row=option.row + first) for option in read.options]
    ends = [*(option.row for option in options[1:]), first + read.body][: len(options)]
    after = rows[read.body] if read.body < len(rows) else ""
    return _Found(options, ends, first + read.body - 1, lead, _colon_option, part=bool(after.strip()))


def _in_dashes(rows: list[str], first: int, lead: str, known: Known) -> _Found:
    end = next((n for n, text in enumerate(rows[1:], 1) if text.startswith("---")), None)
    if end is None:
        raise EditError("has options between dashes that are not closed")
    inner = rows[1:end]
    read = read_dashes(inner, known, lambda _name: False)
    if read.unreadable:
        raise EditError("has options that can't be told apart")
    first += 1
    options = [option._replace(row=option.row + first) for option in read.options]
    ends = []
    for n, option in enumerate(options):
        last = options[n + 1].row if n + 1 < len(options) else first + len(inner)
        while last - 1 > option.row and not re.match(r"\s*[^\s#]", inner[last - 1 - first]):
            last -= 1
        ends.append(last)
    indent = next((text[: len(text) - len(text.lstrip())] for text in inner if text.strip()), "")
    return _Found(options, ends, first + len(inner) - 1, lead + indent, _yaml_option)


def _colon_option(name: str, value: str) -> str:
    return f":{name}: {_quoted(value)}"


def _yaml_option(name: str, value: str) -> str:
    return f"{name}: {_quoted(value)}"


def _quoted(value: str) -> str:
    """Return a value as MyST's reader takes it for what it is."""
    if (
        value.startswith(_SIGNS)
        or " #" in value
        or value != value.strip()
        or value.endswith(":")
        or ": " in value
    ):
        return json.dumps(value, ensure_ascii=False)
    return value
