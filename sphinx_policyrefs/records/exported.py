"""The JSON export of a project as plain data, checked, so that its readers can rely on its form."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple, NoReturn

from sphinx_policyrefs.records.fields import is_slug

#: Versions of the form that can be read.
VERSIONS: Final = (1,)
#: No export is nearly as large: one of 8,000 entries has some eight million bytes.
LARGEST: Final = 64 * 1024 * 1024
#: How deep values may be nested; an export of ours goes to five.
DEEPEST: Final = 12

#: Control characters, halves of surrogate pairs and non-characters, which no page can hold.
_UNSHOWN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

#: What an entry has besides its fields.
PLACES: Final = ("uri", "file", "line")
OTHERS: Final = ("id", "kind", "title", "summary", *PLACES)


class ExportedError(ValueError):
    """The text is not an export; the message is one sentence, *line* the place in the text or 0."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


class Exported(NamedTuple):
    """An export that was read."""

    project: str
    #: the day as of which the record was shown, "" for all of it
    as_of: str
    #: entries by id, in the order of the file
    entries: Mapping[str, Mapping[str, Any]]
    #: rows of the chronology
    chronology: tuple[Mapping[str, Any], ...]


def read_exported(content: bytes | str) -> Exported:
    """Return the export that *content* is.

    Raises :class:`ExportedError` where it is not JSON, too large, or not of this form.
    """
    if len(content) > LARGEST:
        raise ExportedError(f"is larger than {LARGEST // 1024 // 1024} MB, which no export is")
    try:
        text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1 if isinstance(content, bytes) else 0
        raise ExportedError("is not UTF-8; write it with sphinx-policyrefs", line) from None
    try:
        data = json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise ExportedError(f"is not JSON: {error.msg} in column {error.colno}", error.lineno) from None
    except RecursionError:
        raise ExportedError("is nested too deeply for an export") from None
    return exported(data)


def _no_number(constant: str) -> NoReturn:
    raise ExportedError(f"is not JSON: {constant} is not a number in JSON")


def exported(data: object) -> Exported:
    """Return the export that parsed JSON is; raises :class:`ExportedError` where it is none."""
    if not isinstance(data, dict) or "entries" not in data:
        raise ExportedError("is not an export of a record: it has no entries")
    version = data.get("version")
    if version not in VERSIONS or isinstance(version, bool):
        raise ExportedError(
            f"has the version {_brief(version)}, and this release reads {' and '.join(map(str, VERSIONS))}; "
            "update sphinx-policyrefs"
        )
    listed, rows = data["entries"], data.get("chronology", [])
    if not isinstance(listed, list) or not isinstance(rows, list):
        raise ExportedError("is not an export of a record: entries and chronology have to be lists")
    entries: dict[str, Mapping[str, Any]] = {}
    for number, entry in enumerate(listed, 1):
        if wrong := _wrong(entry):
            raise ExportedError(f"is not an export of a record: entry {number} {wrong}")
        if entry["id"] in entries:
            raise ExportedError(
                f'is not an export of a record: the id "{_cut(entry["id"])}" stands there twice'
            )
        entries[entry["id"]] = entry
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict) or not all(
            isinstance(row.get(n), str) for n in ("date", "entry", "field")
        ):
            raise ExportedError(
                f"is not an export of a record: row {number} of the chronology has no date, entry and field"
            )
    project, as_of = data.get("project", ""), data.get("as_of") or ""
    if not isinstance(project, str) or not isinstance(as_of, str):
        raise ExportedError("is not an export of a record: project and as_of have to be texts")
    return Exported(project, as_of, entries, tuple(rows))


def _wrong(entry: object) -> str:
    """Return what an entry lacks, or ""."""
    if not isinstance(entry, dict):
        return "is not an object"
    for name in ("id", "kind", "title"):
        if not isinstance(entry.get(name), str):
            return f"has no {name}"
    if not is_slug(entry["id"]):
        return f'has the id "{_cut(entry["id"])}", which is none'
    if not isinstance(entry.get("uri"), (str, type(None))):
        return "has a uri that is not a text"
    return _unfit(entry)


def _unfit(value: object) -> str:
    """Return what keeps a value from being shown: how deep it is nested, or a character that no page can hold."""
    depth, level = 0, [value]
    while level:
        depth += 1
        if depth > DEEPEST:
            return "is nested too deeply"
        below: list[object] = []
        for item in level:
            if isinstance(item, str):
                if not item.isprintable() and (found := _UNSHOWN.search(item)):
                    return f"holds U+{ord(found[0]):04X}, which no page can show"
            elif isinstance(item, dict):
                below += item
                below += item.values()
            elif isinstance(item, list):
                below += item
        level = below
    return ""


def _brief(value: object) -> str:
    return _cut(json.dumps(value))


def _cut(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."
