"""A repeated import: brings the data file of an earlier import up to date, entry by entry, by id.

The value last imported of each field stays with the entry, as ``x-imported``: by it a value that a person changed is
told from one that the file changed.  It is internal, as notes are.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Container, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sphinx_policyrefs.imports import json_tokens, yaml_tokens
from sphinx_policyrefs.imports.entries import Reader, Settings
from sphinx_policyrefs.imports.files import decoded
from sphinx_policyrefs.imports.tables import TableRow, rows, unescaped
from sphinx_policyrefs.imports.tree import DataError, List, Map, Node, parts
from sphinx_policyrefs.imports.written import FORMATS, Imported, Written, as_yaml, option
from sphinx_policyrefs.records.kinds import KINDS

#: The name under which an entry keeps the values last imported, and a data file where it comes from.
IMPORTED: Final = "x-imported"
ORIGIN: Final = "x-origin"
DROPPED: Final = "dropped"
#: What is part of an entry and not compared.
_FIXED: Final = ("kind", "id", "markup", IMPORTED)
#: An origin in a list of entries.
_COMMENT: Final = re.compile(rf"^# {ORIGIN}: (\[.*\])\n", re.MULTILINE)
#: The longest text that is kept as it is; of longer ones a digest tells whether they changed.
_LONGEST: Final = 120


class Conflict(NamedTuple):
    """A field that a person changed, where the file has something else."""

    id: str
    field: str
    ours: str
    theirs: str


class Outcome(NamedTuple):
    """A data file after an update."""

    text: str
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    #: ids of entries that the data file has and what is imported has not
    left: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    #: ids that stay away since the data file says so
    dropped: tuple[str, ...] = ()
    #: whether the text is another one
    written: bool = False


class Origin(NamedTuple):
    """Where the entries of a data file come from, so that it can be kept current."""

    #: paths from the folder of the data file, each with the digest of what was read
    files: tuple[tuple[str, str], ...]
    #: the options of the call
    options: tuple[tuple[str, str], ...] = ()
    #: whether the data file is a list, as those of tables are: it has room for this in a comment alone
    listed: bool = False

    @property
    def plain(self) -> list[dict[str, str]]:
        """Return it as a data file has it."""
        return [{"file": file, "sha256": digest, **dict(self.options)} for file, digest in self.files]


class _Old(NamedTuple):
    """An entry of the data file."""

    written: Written
    #: lines that it takes, the first counted from 0 and the last not among them
    first: int
    last: int


class _Data(NamedTuple):
    """A data file as it is."""

    entries: list[_Old]
    #: ids that stay away
    dropped: tuple[str, ...] = ()
    origin: list[dict[str, str]] | None = None
    #: whether the top is a mapping, or has a comment, which has room for more than entries
    has_room: bool = False


def update(
    content: bytes | None, suffix: str, entries: Sequence[Written], origin: Origin | None = None
) -> Outcome:
    """Return a data file with *entries* in it, at the place of those with their ids.

    A field that an entry of the data file has and the new one has not was added by hand, and stays; one that a person
    changed since it was imported stays too, and is a conflict.  Raises :class:`DataError` where the data file can't be
    read.
    """
    if content is None or not content.strip():
        entries = [_marked(entry) for entry in entries]
        return Outcome(_whole(entries, suffix, origin), tuple(entry["id"] for entry in entries), written=True)
    text = decoded(content)
    data = _read(text, suffix)
    tree = json.loads(text) if suffix == ".json" else None
    old = data.entries
    if tree is not None:  # with numbers as numbers
        listed = tree["entries"] if isinstance(tree, dict) else tree
        old = [
            o._replace(written={**entry, "id": o.written["id"]}) for o, entry in zip(old, listed, strict=True)
        ]
    if former := _former(old):
        entries = [_renamed(entry, former) for entry in entries]
    dropped = tuple(entry["id"] for entry in entries if entry["id"] in data.dropped)
    new = {e["id"]: _without(e, dropped) for e in entries if e["id"] not in dropped}
    conflicts: list[Conflict] = []
    merged = [_merged(each.written, new.get(each.written["id"]), conflicts) for each in old]
    known = {each.written["id"] for each in old}
    added = [_marked(entry) for id_, entry in new.items() if id_ not in known]
    changed = [now["id"] for each, now in zip(old, merged, strict=True) if not _same(each.written, now)]
    marked = [
        now["id"]
        for each, now in zip(old, merged, strict=True)
        if each.written.get(IMPORTED) != now.get(IMPORTED)
    ]
    outcome = Outcome(
        text,
        tuple(entry["id"] for entry in added),
        tuple(changed),
        tuple(id_ for id_ in new if id_ in known and id_ not in changed),
        tuple(each.written["id"] for each in old if each.written["id"] not in new),
        tuple(conflicts),
        dropped,
    )
    anew = data.has_room and origin is not None and data.origin != origin.plain
    rewritten = list(dict.fromkeys([*changed, *marked]))
    if not added and not rewritten and not anew:
        return outcome
    if suffix in (".yaml", ".yml"):
        made = _patched(text, old, merged, rewritten, added)
        text = _with_origin(made, origin) if anew and origin else made
    elif tree is not None:
        listed = [*merged, *added]
        whole: Any = {**tree, "entries": listed} if isinstance(tree, dict) else listed
        if anew and origin:
            whole = {ORIGIN: origin.plain, **{name: value for name, value in whole.items() if name != ORIGIN}}
        text = json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
    else:
        text = FORMATS[suffix]([*merged, *added])
    return outcome._replace(text=text, written=True)


def _whole(entries: Sequence[Written], suffix: str, origin: Origin | None) -> str:
    """Return a new data file; with an origin its top is a mapping, where the format has one."""
    if origin is None or suffix == ".csv" or (origin.listed and suffix == ".json"):
        return FORMATS[suffix](entries)
    if origin.listed:
        return f"{_comment(origin)}{FORMATS[suffix](entries)}"
    if suffix == ".json":
        made = {ORIGIN: origin.plain, DROPPED: [], "entries": list(entries)}
        return json.dumps(made, ensure_ascii=False, indent=2) + "\n"
    return f"{_origin_text(origin)}{DROPPED}: []\nentries:\n{''.join(_indented(entry, '  ') for entry in entries)}"


def _indented(entry: Written, indent: str) -> str:
    lines = as_yaml([entry]).splitlines(keepends=True)
    return "".join(f"{indent}{line}" if line.strip() else line for line in lines)


def _origin_text(origin: Origin) -> str:
    import yaml

    made: str = yaml.safe_dump({ORIGIN: origin.plain}, sort_keys=False, allow_unicode=True, width=1000)
    return made


def _comment(origin: Origin) -> str:
    return f"# {ORIGIN}: {json.dumps(origin.plain, ensure_ascii=False)}\n"


def _with_origin(text: str, origin: Origin) -> str:
    """Return YAML with another origin at the place of its own, or at the top."""
    if found := _COMMENT.search(text):
        return text[: found.start()] + _comment(origin) + text[found.end() :]
    found = re.search(rf"^{ORIGIN}:.*\n(?:[ \t-].*\n|\s*\n)*", text, re.MULTILINE)
    if found is None:
        return _origin_text(origin) + text
    return text[: found.start()] + _origin_text(origin) + text[found.end() :]


# -- one entry -------------------------------------------------------------------------------------------


def _marked(entry: Written) -> Written:
    """Return an entry with the values of its fields as those last imported."""
    values = Imported({name: _kept(value) for name, value in entry.items() if name not in _FIXED})
    last: Written = {name: entry[name] for name in ("markup", "body") if name in entry}
    return {**{name: value for name, value in entry.items() if name not in last}, IMPORTED: values, **last}


def _kept(value: Any) -> Any:
    """Return a value as it is kept: a long text by its digest."""
    if isinstance(value, str) and len(value) > _LONGEST:
        return f"sha256:{hashlib.sha256(_plain_text(value).encode()).hexdigest()[:16]}"
    return value


def _plain_text(text: str) -> str:
    return " ".join(text.split())


def _merged(old: Written, new: Written | None, conflicts: list[Conflict]) -> Written:
    """Return an entry with what is new in it, in its own order; what a person changed stays."""
    if new is None:
        return old
    last = old.get(IMPORTED)
    kind = new["kind"]
    if not isinstance(last, dict):  # of a person's own, or imported before values were kept
        made = {
            name: value if name not in new or _alike(kind, name, value, new[name]) else new[name]
            for name, value in old.items()
        }
        more = {name: value for name, value in new.items() if name not in made}
        return _ordered(made, more) if more else made
    made, more = dict(old), {}
    for name in dict.fromkeys([*old, *new, *last]):
        ours, theirs = old.get(name), new.get(name)
        added_by_hand = theirs is None and name not in last
        if name in _FIXED or added_by_hand or _alike(kind, name, ours, theirs):
            continue
        if not _alike(kind, name, _kept(ours), last.get(name)):
            conflicts.append(Conflict(old["id"], name, _shown(kind, name, ours), _shown(kind, name, theirs)))
        elif theirs is None:
            del made[name]
        elif name in made:
            made[name] = theirs
        else:
            more[name] = theirs
    made = _ordered(made, more) if more else made
    now = _marked(new)[IMPORTED]
    if not all(_alike(kind, name, last.get(name), now.get(name)) for name in {*last, *now}):
        made[IMPORTED] = now
    return made


def _ordered(made: Written, more: Written) -> Written:
    """Return an entry with *more* in it; what was imported, markup and body stand last where something is new."""
    last = (IMPORTED, "markup", "body")
    whole = made | more
    return {n: v for n, v in whole.items() if n not in last} | {n: whole[n] for n in last if n in whole}


def _shown(kind: str, name: str, value: Any) -> str:
    text = "" if value is None else _plain_text(option(kind, name, value))
    return text if len(text) <= 80 else f"{text[:79]}…"


def _former(old: Sequence[_Old]) -> dict[str, str]:
    """Return the ids that entries of the data file had before -> those that a person gave them."""
    found: dict[str, str] = {}
    for each in old:
        said = each.written.get("formerly", ())
        for id_ in re.split(r"[;,\s]+", said) if isinstance(said, str) else said:
            found[str(id_)] = str(each.written["id"])
    found.pop("", None)
    return found


def _renamed(entry: Written, ids: Mapping[str, str]) -> Written:
    """Return an entry with other ids, its own and those that it names."""

    def of(value: Any) -> Any:
        if isinstance(value, dict) and "id" in value:
            return {**value, "id": ids.get(value["id"], value["id"])}
        return ids.get(value, value) if isinstance(value, str) else value

    return {
        name: [of(each) for each in value]
        if isinstance(value, list)
        else of(value)
        if name == "id"
        else value
        for name, value in entry.items()
    }


def _without(entry: Written, dropped: Container[str]) -> Written:
    """Return an entry whose relations name none that were dropped."""
    made: Written = {}
    for name, value in entry.items():
        if isinstance(value, list) and name not in ("aliases", "judges", "tags"):
            named = [(each.get("id") if isinstance(each, dict) else each, each) for each in value]
            if kept := [each for id_, each in named if id_ not in dropped]:
                made[name] = kept
        else:
            made[name] = value
    return made


def _alike(kind: object, name: str, one: object, other: object) -> bool:
    """Return whether two values of a field say the same, whatever their form."""
    if one == other:
        return True
    if one is None or other is None:
        return False
    return _normal(kind, name, one) == _normal(kind, name, other)


def _normal(kind: object, name: str, value: object) -> str:
    return " ".join(option(kind, name, value).rstrip("; ").replace("%", "").split())


def _same(one: Written, other: Written) -> bool:
    names, others = ({name for name in each if name != IMPORTED} for each in (one, other))
    return names == others and all(_alike(other.get("kind"), name, one[name], other[name]) for name in names)


# -- a data file as it is --------------------------------------------------------------------------------


def origin_of(text: str, suffix: str) -> list[dict[str, str]]:
    """Return where the entries of a data file come from, nothing where it does not say so.

    Raises :class:`DataError` where it can't be read.
    """
    return _read(text, suffix, origin_only=True).origin or []


def _read(text: str, suffix: str, *, origin_only: bool = False) -> _Data:
    """Return the entries of a data file as they are written; each needs an id."""
    if suffix == ".csv":
        return _Data(_read_table(text))
    tokens = json_tokens.tokens if suffix == ".json" else yaml_tokens.tokens
    found: list[_Old] = []
    dropped: list[str] = []
    origin = _commented(text) if suffix != ".json" else None
    has_room = origin is not None
    for part in parts(tokens(text)):
        has_room = has_room or part.name != ""
        if part.name == DROPPED and part.listed:
            dropped.append(str(_plain(part.value)))
        elif part.name == ORIGIN and part.listed and isinstance(part.value, Map):
            origin = [*(origin or []), {str(k): str(v) for k, v in dict(_plain_map(part.value)).items()}]
        if not part.listed or part.name not in ("", "entries"):
            continue
        if origin_only:
            return _Data([], tuple(dropped), origin, has_room)
        if not isinstance(part.value, Map):
            raise DataError("has something that is not an entry; mend it first", part.value.line)
        written = _plain_map(part.value)
        written["id"] = written.get("id") or _id(written, part.value)
        if isinstance(written.get(IMPORTED), dict):
            written[IMPORTED] = Imported(written[IMPORTED])
        found.append(_Old(written, part.value.line - 1, 0))
    ends = [each.first for each in found[1:]] + [len(text.splitlines())]
    entries = [each._replace(last=end) for each, end in zip(found, ends, strict=True)]
    return _Data(entries, tuple(dropped), origin, has_room)


def _commented(text: str) -> list[dict[str, str]] | None:
    """Return the origin that a comment has, None where there is none that can be read."""
    match = _COMMENT.search(text)
    try:
        said = json.loads(match[1]) if match else None
    except ValueError:
        return None
    if not isinstance(said, list) or not all(isinstance(each, dict) for each in said):
        return None
    return [{str(name): str(value) for name, value in each.items()} for each in said]


def _id(written: Written, node: Map) -> str:
    """Return the id that the build gives to an entry without one."""
    reader = Reader(KINDS, "", Settings("event"))
    reader.entry(node.pairs, node.line)
    if not reader.items:
        title = written.get("title", "")
        raise DataError(f'has an entry without id, kind or title ("{title}"); mend it first', node.line)
    return reader.items[0].entry.id


def _plain_map(node: Map) -> Written:
    return {key.text or "": _plain(value) for key, value in node.pairs}


def _plain(node: Node) -> object:
    if isinstance(node, List):
        return [_plain(item) for item in node.items]
    if isinstance(node, Map):
        return _plain_map(node)
    return node.text.strip("\n").rstrip() if node.text is not None else None


def _read_table(text: str) -> list[_Old]:
    found = rows(text)
    head = next(found, None)
    if not isinstance(head, TableRow):
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
        if IMPORTED in written:
            written[IMPORTED] = _imported(written[IMPORTED], row.line)
        entries.append(_Old(written, row.line - 1, row.line))
    return entries


def _imported(text: str, line: int) -> Imported:
    try:
        values = json.loads(text)
    except ValueError:
        values = None
    if not isinstance(values, dict):
        raise DataError(f"has {IMPORTED} that can't be read: empty the cell", line)
    return Imported(values)


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
    elif added:
        lines = [re.sub(r"^entries:\s*(?:\[\]\s*)?$", "entries:\n", line) for line in lines]
    made = lines[: old[0].first] if old else lines
    for each, now in zip(old, merged, strict=True):
        block = lines[each.first : each.last]
        if each.written["id"] in changed:
            kept = len(block)
            while kept > 1 and (not block[kept - 1].strip() or block[kept - 1].lstrip().startswith("#")):
                kept -= 1
            block = [_indented(now, indent), *block[kept:]]
        made += block
    made += [_indented(entry, indent) for entry in added]
    return "".join(made)
