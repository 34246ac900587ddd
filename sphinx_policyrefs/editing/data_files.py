"""Values written into the entries of data files: YAML, JSON and tables."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import StringIO
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from sphinx_policyrefs.editing.model import Edit, EditError, Lines, Splice
from sphinx_policyrefs.imports.tables import separator_of
from sphinx_policyrefs.imports.written import as_yaml
from sphinx_policyrefs.records.fields import slugify

if TYPE_CHECKING:
    import yaml

_YAML_ENDS: Final = r"\r\n|[\n\r\x85\u2028\u2029]"
_SPACE: Final = re.compile(r"[ \t\r\n]*")
#: Behind which of its fields a new one goes in a mapping, the first that is there on one line.
_BEHIND: Final = ("sha256", "copy", "archive-url", "url", "accessed", "type", "title", "id", "kind")


class _File(Protocol):
    """A data file that is edited."""

    def places(self, edit: Edit) -> list[Splice]:
        """Return what gives an entry its values; raises :class:`EditError`."""

    def rest(self) -> list[Splice]:
        """Return what has to change besides."""


def edit_data(
    text: str, suffix: str, edits: Sequence[Edit], columns: Mapping[str, str]
) -> tuple[list[Splice], dict[str, str]]:
    """Return what gives the entries of a data file their values, and why it can't be done, by id.

    *columns* are the headings of a table that conf.py gives other names.
    """
    if suffix not in _FILES:
        return [], {edit.id: f"stands in a file of the form {suffix}, which is not written" for edit in edits}
    try:
        file = _FILES[suffix](text, columns)
    except Exception:  # noqa: BLE001 - what reads the file may raise anything of a file that has changed
        return [], {edit.id: "stands in a file that can't be read" for edit in edits}
    found: list[Splice] = []
    failed: dict[str, str] = {}
    for edit in edits:
        try:
            found += file.places(edit)
        except EditError as error:
            failed[edit.id] = str(error)
    return [*found, *file.rest()], failed


def _is_of(edit: Edit, id_: object, title: object) -> bool:
    """Return whether an entry of this id, or of this title without one, is the one to edit."""
    return (slugify(str(title)) if id_ in (None, "") else str(id_).strip()) == edit.id


def _gone(edit: Edit) -> EditError:
    return EditError(f"does not begin in line {edit.line} as it stands there")


# -- YAML ------------------------------------------------------------------------------------------------------


class _Yaml:
    def __init__(self, text: str, _columns: Mapping[str, str]) -> None:
        import yaml

        self._mark = text.startswith("\ufeff")
        self._lines = Lines(text[self._mark :], _YAML_ENDS)
        tree = yaml.compose(self._lines.text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        if isinstance(tree, yaml.MappingNode):
            tree = next((value for key, value in tree.value if key.value == "entries"), None)
        self._nodes: dict[int, list[yaml.MappingNode]] = {}
        for node in tree.value if isinstance(tree, yaml.SequenceNode) else ():
            if isinstance(node, yaml.MappingNode):
                self._nodes.setdefault(node.start_mark.line + 1, []).append(node)

    def places(self, edit: Edit) -> list[Splice]:
        for node in self._nodes.get(edit.line, ()):
            values = {str(key.value).strip().lower(): value for key, value in node.value}
            id_, title = (getattr(values.get(name), "value", None) for name in ("id", "title"))
            if _is_of(edit, id_, title):
                made = _yaml_splices(self._lines, node, edit)
                return [Splice(start + self._mark, end + self._mark, text) for start, end, text in made]
        raise _gone(edit)

    def rest(self) -> list[Splice]:
        return []


def _yaml_splices(lines: Lines, node: yaml.MappingNode, edit: Edit) -> list[Splice]:
    def at(mark: yaml.Mark) -> int:
        return lines.start(mark.line) + mark.column

    pairs = {str(key.value).strip().lower(): (key, value) for key, value in node.value}
    new = {}
    made = []
    for name, value in edit.options.items():
        if name not in pairs:
            new[name] = value
            continue
        old = pairs[name][1]
        start, end = at(old.start_mark), at(old.end_mark)
        is_plain = old.id == "scalar" and getattr(old, "style", None) not in ("|", ">")
        if not is_plain or lines.text[start : start + 1] in ("&", "*", "!"):
            raise EditError(f"has its {name} in a form that is not written over")
        written = json.dumps(value, ensure_ascii=False) if node.flow_style else _scalar(name, value)
        made.append(Splice(start, end, written if start < end else f" {written}"))
    if not new:
        return made
    if node.flow_style:
        last_key, last = node.value[-1]
        quote = '"' if lines.text[at(last_key.start_mark)] == '"' else ""
        members = "".join(f", {quote}{name}{quote}: {json.dumps(value)}" for name, value in new.items())
        return [*made, Splice(at(last.end_mark), at(last.end_mark), members)]
    single = [
        name
        for name, (key, value) in pairs.items()
        if value.id == "scalar"
        and value.style not in ("|", ">")
        and key.start_mark.line == value.end_mark.line
        and value.start_mark.index < value.end_mark.index
    ]
    anchor = next((name for name in _BEHIND if name in single), single[-1] if single else "")
    if not anchor:
        raise EditError("has no value on a line of its own, below which another could be written")
    lead = " " * node.value[0][0].start_mark.column
    rows = [f"{lead}{name}: {_scalar(name, value)}" for name, value in new.items()]
    return [*made, lines.below(pairs[anchor][1].end_mark.line, rows)]


def _scalar(name: str, value: str) -> str:
    """Return a value as it is written in YAML."""
    return as_yaml([{name: value}]).removeprefix(f"- {name}: ").strip()


# -- JSON ------------------------------------------------------------------------------------------------------


class _Member(NamedTuple):
    """A member of an object: where its name begins, and where its value does and ends."""

    name: str
    key: int
    start: int
    end: int


class _Json:
    def __init__(self, text: str, _columns: Mapping[str, str]) -> None:
        self._text = text
        self._objects: dict[int, list[int]] = {}
        line, at = 1, 0
        for start in _objects(text):
            line += text.count("\n", at, start)
            at = start
            self._objects.setdefault(line, []).append(start)

    def places(self, edit: Edit) -> list[Splice]:
        for start in self._objects.get(edit.line, ()):
            entry = json.JSONDecoder().raw_decode(self._text, start)[0]
            values = {str(name).strip().lower(): value for name, value in entry.items()}
            if _is_of(edit, values.get("id"), values.get("title")):
                return list(_json_splices(self._text, list(_members(self._text, start)), edit))
        raise _gone(edit)

    def rest(self) -> list[Splice]:
        return []


def _json_splices(text: str, members: list[_Member], edit: Edit) -> Iterator[Splice]:
    by_name = {member.name.strip().lower(): member for member in members}
    last = members[-1]
    before = len(text[: last.key].rstrip(" \t\r\n"))
    space = text[before : last.key]
    colon = text[last.key : last.start].rpartition(":")[2] or ""
    new = ""
    for name, value in edit.options.items():
        written = json.dumps(value, ensure_ascii=False)
        if name in by_name:
            yield Splice(by_name[name].start, by_name[name].end, written)
        else:
            new += f',{space}"{name}":{colon}{written}'
    if new:
        yield Splice(last.end, last.end, new)


def _objects(text: str) -> Iterator[int]:
    """Yield where each entry begins that is an object; raises ValueError where there are none."""
    start = _skip(text, 1 if text.startswith("\ufeff") else 0)
    if text[start] == "{":
        start = next(member.start for member in _members(text, start) if member.name == "entries")
    if text[start] != "[":
        raise ValueError
    decoder = json.JSONDecoder()
    at = _skip(text, start + 1)
    while text[at] != "]":
        if text[at] == "{":
            yield at
        at = _skip(text, decoder.raw_decode(text, at)[1])
        if text[at] == ",":
            at = _skip(text, at + 1)


def _members(text: str, start: int) -> Iterator[_Member]:
    decoder = json.JSONDecoder()
    at = _skip(text, start + 1)
    while text[at] != "}":
        key = at
        name, at = decoder.raw_decode(text, at)
        value = _skip(text, _skip(text, at) + 1)
        _value, end = decoder.raw_decode(text, value)
        yield _Member(name, key, value, end)
        at = _skip(text, end)
        if text[at] == ",":
            at = _skip(text, at + 1)


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


# -- tables ----------------------------------------------------------------------------------------------------


class _Row(NamedTuple):
    cells: list[str]
    #: line on which it begins, counted from 1, and the offsets of its text
    line: int
    start: int
    end: int


class _Table:
    def __init__(self, text: str, columns: Mapping[str, str]) -> None:
        self._text = text
        rows, self._separator = _rows(text)
        self._head = next(row for row in rows if any(cell.strip() for cell in row.cells))
        self._rows = {row.line: row for row in rows if row is not self._head}
        #: what the columns hold, new ones behind those that are there
        self._names = [_name(cell, columns) for cell in self._head.cells]

    def places(self, edit: Edit) -> list[Splice]:
        row = self._rows.get(edit.line)
        if row is None:
            raise _gone(edit)
        if len(row.cells) > len(self._head.cells):
            raise EditError("has more cells than there are headings")
        self._names += [name for name in edit.options if name not in self._names]
        values = {self._names.index(name): value for name, value in edit.options.items()}
        cells = [*row.cells, *([""] * (max(values) + 1 - len(row.cells)))]
        for at, value in values.items():
            cells[at] = value
        old = len(row.cells)
        if cells[:old] == row.cells:  # what stands there stays as it is written
            written = (
                f"{self._text[row.start : row.end]}{self._separator}{_written(cells[old:], self._separator)}"
            )
        else:
            written = _written(cells, self._separator)
        return [Splice(row.start, row.end, written)] if cells != row.cells else []

    def rest(self) -> list[Splice]:
        new = self._names[len(self._head.cells) :]
        return (
            [Splice(self._head.end, self._head.end, "".join(self._separator + name for name in new))]
            if new
            else []
        )


def _name(heading: str, columns: Mapping[str, str]) -> str:
    return columns.get(heading.strip(), re.sub(r"[\s_]+", "-", heading.strip().lower()))


def _rows(text: str) -> tuple[list[_Row], str]:
    """Return the rows of a table with their places, and what divides the cells."""
    lines = list(StringIO(text, newline=""))
    first = 0
    if named := re.match(r"\ufeff?sep=(.)\r?\n\Z", lines[0] if lines else ""):
        separator, first = named[1], 1
    else:
        separator = separator_of(text.removeprefix("\ufeff"))
    offsets = [0, *accumulate(map(len, lines))]
    begin = lines[first:]
    if begin and not first:
        begin[0] = begin[0].removeprefix("\ufeff")
    reader = csv.reader(begin, delimiter=separator, strict=True)
    rows: list[_Row] = []
    while True:
        line = reader.line_num + first
        try:
            cells = next(reader)
        except StopIteration:
            return rows, separator
        except csv.Error as error:
            raise ValueError(str(error)) from None
        start = offsets[line]
        end = start + len(text[start : offsets[reader.line_num + first]].rstrip("\r\n"))
        rows.append(_Row(cells, line + 1, start, end))


def _written(cells: Sequence[str], separator: str) -> str:
    out = StringIO()
    csv.writer(out, delimiter=separator, lineterminator="").writerow(cells)
    return out.getvalue()


_FILES: Final[Mapping[str, Callable[[str, Mapping[str, str]], _File]]] = {
    ".yaml": _Yaml,
    ".yml": _Yaml,
    ".json": _Json,
    ".csv": _Table,
    ".tsv": _Table,
}
