"""A repeated import: brings the data file of an earlier import up to date, entry by entry, by id."""

from __future__ import annotations

import json
from typing import NamedTuple

from sphinx_policyrefs.imports import json_tokens, yaml_tokens
from sphinx_policyrefs.imports.entries import Reader, Settings
from sphinx_policyrefs.imports.files import decoded
from sphinx_policyrefs.imports.tables import Row, rows, unescaped
from sphinx_policyrefs.imports.tree import DataError, List, Map, Node, parts
from sphinx_policyrefs.imports.written import FORMATS, Written, as_yaml, option
from sphinx_policyrefs.records.kinds import KINDS


class Outcome(NamedTuple):
    """A data file after an update."""

    text: str
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    #: ids of entries that the data file has and what is imported has not
    left: tuple[str, ...] = ()


class _Old(NamedTuple):
    """An entry of the data file."""

    written: Written
    #: lines that it takes, the first counted from 0 and the last not among them
    first: int
    last: int


def update(content: bytes | None, suffix: str, entries: list[Written]) -> Outcome:
    """Return a data file with *entries* in it, at the place of those with their ids.

    A field that an entry of the data file has and the new one has not was added by hand, and stays.  Raises
    :class:`DataError` where the data file can't be read.
    """
    if content is None or not content.strip():
        return Outcome(FORMATS[suffix](entries), tuple(entry["id"] for entry in entries))
    text = decoded(content)
    old = _read(text, suffix)
    tree = json.loads(text) if suffix == ".json" else None
    if tree is not None:  # with numbers as numbers
        listed = tree["entries"] if isinstance(tree, dict) else tree
        old = [
            o._replace(written={**entry, "id": o.written["id"]}) for o, entry in zip(old, listed, strict=True)
        ]
    new = {entry["id"]: entry for entry in entries}
    merged = [_merged(each.written, new.get(each.written["id"], {})) for each in old]
    known = {each.written["id"] for each in old}
    added = [entry for entry in entries if entry["id"] not in known]
    changed = [now["id"] for each, now in zip(old, merged, strict=True) if not _same(each.written, now)]
    outcome = Outcome(
        text,
        tuple(entry["id"] for entry in added),
        tuple(changed),
        tuple(id_ for id_ in new if id_ in known and id_ not in changed),
        tuple(each.written["id"] for each in old if each.written["id"] not in new),
    )
    if not added and not changed:
        return outcome
    if suffix in (".yaml", ".yml"):
        return outcome._replace(text=_patched(text, old, merged, changed, added))
    if tree is not None:
        listed = [*merged, *added]
        made = {**tree, "entries": listed} if isinstance(tree, dict) else listed
        return outcome._replace(text=json.dumps(made, ensure_ascii=False, indent=2) + "\n")
    return outcome._replace(text=FORMATS[suffix]([*merged, *added]))


def _merged(old: Written, new: Written) -> Written:
    """Return an entry with what is new in it, in its own order."""
    made = {
        name: value if name not in new or _alike(new["kind"], name, value, new[name]) else new[name]
        for name, value in old.items()
    }
    more = {name: value for name, value in new.items() if name not in made}
    body = {name: made.pop(name) for name in ("markup", "body") if name in made and more}
    return made | more | body


def _alike(kind: object, name: str, one: object, other: object) -> bool:
    """Return whether two values of a field say the same, whatever their form."""
    return one == other or _normal(kind, name, one) == _normal(kind, name, other)


def _normal(kind: object, name: str, value: object) -> str:
    return " ".join(option(kind, name, value).rstrip("; ").replace("%", "").split())


def _same(one: Written, other: Written) -> bool:
    return one.keys() == other.keys() and all(
        _alike(other.get("kind"), name, one[name], other[name]) for name in one
    )


def _read(text: str, suffix: str) -> list[_Old]:
    """Return the entries of a data file as they are written; each needs an id."""
    if suffix == ".csv":
        return _read_table(text)
    tokens = json_tokens.tokens if suffix == ".json" else yaml_tokens.tokens
    found = []
    for part in parts(tokens(text)):
        if not part.listed or part.name not in ("", "entries"):
            continue
        if not isinstance(part.value, Map):
            raise DataError("has something that is not an entry; mend it first", part.value.line)
        written = {name.text or "": _plain(value) for name, value in part.value.pairs}
        written["id"] = written.get("id") or _id(written, part.value)
        found.append(_Old(written, part.value.line - 1, 0))
    ends = [each.first for each in found[1:]] + [len(text.splitlines())]
    return [each._replace(last=end) for each, end in zip(found, ends, strict=True)]


def _id(written: Written, node: Map) -> str:
    """Return the id that the build gives to an entry without one."""
    reader = Reader(KINDS, "", Settings("event"))
    reader.entry(node.pairs, node.line)
    if not reader.items:
        title = written.get("title", "")
        raise DataError(f'has an entry without id, kind or title ("{title}"); mend it first', node.line)
    return reader.items[0].entry.id


def _plain(node: Node) -> object:
    if isinstance(node, List):
        return [_plain(item) for item in node.items]
    if isinstance(node, Map):
        return {key.text or "": _plain(value) for key, value in node.pairs}
    return node.text.strip("\n").rstrip() if node.text is not None else None


def _read_table(text: str) -> list[_Old]:
    found = rows(text)
    head = next(found, None)
    if not isinstance(head, Row):
        raise head or DataError("has no headings")
    entries = []
    for row in found:
        if isinstance(row, DataError):
            raise row
        written: Written = {
            name.strip(): unescaped(cell) for name, cell in zip(head.cells, row.cells, strict=False) if cell
        }
        if "id" not in written:
            raise DataError("has a row without id; give it one first", row.line)
        entries.append(_Old(written, row.line - 1, row.line))
    return entries


def _patched(
    text: str, old: list[_Old], merged: list[Written], changed: list[str], added: list[Written]
) -> str:
    """Return YAML in which the changed entries alone are written anew; comments and the rest stay as they are."""
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    indent = ""
    if old:
        first = lines[old[0].first]
        indent = first[: len(first) - len(first.lstrip(" "))] if first.lstrip().startswith("- ") else ""
        if any(not lines[each.first].startswith(f"{indent}- ") for each in old):
            raise DataError("is not written with one entry after each dash, so that it can't be updated")
    made = lines[: old[0].first] if old else lines
    for each, now in zip(old, merged, strict=True):
        block = lines[each.first : each.last]
        if each.written["id"] in changed:
            kept = len(block)
            while kept > 1 and (not block[kept - 1].strip() or block[kept - 1].lstrip().startswith("#")):
                kept -= 1
            block = [*_indented(now, indent), *block[kept:]]
        made += block
    for entry in added:
        made += _indented(entry, indent)
    return "".join(made)


def _indented(entry: Written, indent: str) -> list[str]:
    return [
        f"{indent}{line}" if line.strip() else line for line in as_yaml([entry]).splitlines(keepends=True)
    ]
