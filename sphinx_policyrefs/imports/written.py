"""Entries written out: as a data file in each format, and as directives in both markups."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Mapping
from io import StringIO
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from sphinx_policyrefs.imports.entries import Item
from sphinx_policyrefs.records.fields import FieldError
from sphinx_policyrefs.records.kinds import KINDS, Kind
from sphinx_policyrefs.records.types import TYPES

#: An entry as a data file has it: names in order, values as JSON has them.
Written: TypeAlias = dict[str, Any]


class Imported(dict[str, Any]):
    """The values last imported of an entry, which stand in few lines."""


#: What stands before the fields of an entry, and what behind them.
_FIRST: Final = ("kind", "id", "title")
_LAST: Final = ("class", "name", "note", "x-imported", "markup", "body")
#: Signs that a markup may take for its own.
_SIGNS: Final = re.compile(r"[^\w\s.,;'’“”()/&%§–—-]|_")
#: Texts that YAML takes for something else, and data files for what they are: they need no quotation marks.
_PLAIN: Final = (
    ("timestamp", re.compile(r"\d{4}-\d\d-\d\d")),
    ("int", re.compile(r"0|[1-9]\d*")),
    ("bool", re.compile(r"true|false")),
)


def entry_of(item: Item, kind: Kind, note: str = "") -> Written:
    """Return an item as a data file would have it."""
    entry = item.entry
    made: Written = {"kind": entry.kind, "id": entry.id, "title": item.title}
    if not item.title:
        del made["title"]
    for field in kind.all_fields:
        if field.name in entry.fields and not field.body:
            made[field.name] = TYPES[field.type].written(entry.fields[field.name])
    made |= dict.fromkeys(sorted(item.flags), True)
    markup = "" if kind.words else item.markup  # words are plain by their kind
    last = {"class": item.classes, "name": item.name, "note": note, "markup": markup, "body": item.body}
    plain = not item.body and not _SIGNS.search(item.title)  # whose markup makes no difference
    return made | {name: value for name, value in last.items() if value and (name != "markup" or not plain)}


# -- data files ------------------------------------------------------------------------------------------


def as_yaml(entries: Iterable[Written]) -> str:
    """Return entries as YAML; raises ImportError without PyYAML."""
    import yaml

    class Dumper(yaml.SafeDumper):
        """As people write it: days without quotation marks, lines of a body in a block."""

        def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
            super().increase_indent(flow, indentless=False)

        def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - a list is written as often as it is there
            return True

    def text(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
        for tag, pattern in _PLAIN:
            if pattern.fullmatch(value):
                return dumper.represent_scalar(f"tag:yaml.org,2002:{tag}", value)
        style = "|" if "\n" in value else None
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style)

    def imported(dumper: yaml.SafeDumper, value: Imported) -> yaml.Node:
        return dumper.represent_mapping("tag:yaml.org,2002:map", value.items(), flow_style=True)

    Dumper.add_representer(str, text)
    Dumper.add_representer(Imported, imported)
    return "".join(
        yaml.dump([entry], Dumper=Dumper, sort_keys=False, allow_unicode=True, width=100) for entry in entries
    )


def as_json(entries: Iterable[Written]) -> str:
    """Return entries as JSON."""
    return json.dumps(list(entries), ensure_ascii=False, indent=2) + "\n"


def as_csv(entries: Iterable[Written]) -> str:
    """Return entries as CSV, with an apostrophe before what a spreadsheet would compute."""
    entries = list(entries)
    used = dict.fromkeys(name for entry in entries for name in entry)
    columns = [*_FIRST, *(n for n in used if n not in (*_FIRST, *_LAST)), *(n for n in _LAST if n in used)]
    out = StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(columns)
    for entry in entries:
        table.writerow(
            [_safe(option(entry["kind"], name, entry[name])) if name in entry else "" for name in columns]
        )
    return out.getvalue()


def _safe(cell: str) -> str:
    formula = cell[:1] in tuple("=+-@\t\r'") and not re.fullmatch(r"[+-]?\d+(?:\.\d+)?", cell)
    return f"'{cell}" if cell and formula else cell


#: What writes a data file, by suffix.
FORMATS: Final[Mapping[str, Callable[[Iterable[Written]], str]]] = MappingProxyType({
    ".yaml": as_yaml,
    ".yml": as_yaml,
    ".json": as_json,
    ".csv": as_csv,
})  # fmt: skip


# -- directives ------------------------------------------------------------------------------------------


def option(kind: object, name: str, value: Any) -> str:
    """Return the value of a field of *kind*, or of something that is not a field, as the text of an option."""
    if isinstance(value, dict) and name == "x-imported":
        return json.dumps(value, ensure_ascii=False)
    field = found.field(name) if isinstance(kind, str) and (found := KINDS.get(kind)) else None
    if field is None and isinstance(value, str):  # a title, a body, a note: commas and semicolons divide none
        return value
    type_ = TYPES[field.type if field else "flag" if isinstance(value, bool) else "names"]
    try:
        return type_.csv(value)
    except FieldError:  # of an older file, whose build tells what is wrong with it
        return str(value)


def as_rst(entries: Iterable[Written]) -> str:
    """Return entries as directives in reStructuredText."""
    return "\n".join(map(_rst, entries))


def as_md(entries: Iterable[Written]) -> str:
    """Return entries as directives in MyST."""
    return "\n".join(map(_md, entries))


def _options(entry: Written) -> list[str]:
    lines = []
    for name, value in entry.items():
        if name in ("kind", "title", "body", "markup", "x-imported"):
            continue
        if value is True and name.startswith("no-"):
            lines.append(f":{name}:")
            continue
        first, *rest = option(entry["kind"], name, value).split("\n")
        lines += [f":{name}: {first}", *(f"   {line}" for line in rest)] if not rest else [
            f":{name}:", *(f"   {line}" for line in (first, *rest))
        ]  # fmt: skip
    return lines


def _rst(entry: Written) -> str:
    lines = [
        f".. {entry['kind']}:: {entry.get('title', '')}".rstrip(),
        *(f"   {line}" for line in _options(entry)),
    ]
    if body := entry.get("body"):
        text = _escaped(body) if entry.get("markup") == "text" else body
        lines += ["", *(f"   {line}" if line else "" for line in text.split("\n"))]
    return "\n".join(lines) + "\n"


def _md(entry: Written) -> str:
    body = entry.get("body", "")
    text = _escaped(body) if entry.get("markup") == "text" else body
    fence = max([3, *(len(found) + 1 for found in re.findall(r"`{3,}", text))]) * "`"
    lines = [f"{fence}{{{entry['kind']}}} {entry.get('title', '')}".rstrip(), *_options(entry)]
    return "\n".join([*lines, *(["", text] if text else []), fence]) + "\n"


def _titled(entry: Written) -> str:
    return _escaped(entry["title"]) if entry.get("markup") == "text" else str(entry["title"])


def _escaped(text: str) -> str:
    """Return plain text such that neither markup takes anything in it for its own."""
    return re.sub(r"([*`|\\<])|_\b", lambda m: f"\\{m[0]}", text)
