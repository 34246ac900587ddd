"""Options that entries are to have -> the texts of the files in which they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from sphinx_policyrefs.editing.data_files import edit_data
from sphinx_policyrefs.editing.directives import edit_directives
from sphinx_policyrefs.editing.model import Edit, EditError, Splice, spliced
from sphinx_policyrefs.records.model import Entry


class Edited(NamedTuple):
    """What becomes of files, and of what can't be edited."""

    #: file, as entries name it -> its text before and after
    texts: dict[str, tuple[str, str]]
    #: ids of the entries whose options were written, in the order of files and lines
    done: tuple[str, ...]
    #: id -> why not, as the end of 'the entry …'
    failed: dict[str, str]


def edited(
    wanted: Mapping[str, tuple[Entry, Mapping[str, str]]],
    read: Callable[[str], str],
    known: Callable[[str, str], bool],
    columns: Callable[[str], Mapping[str, str]],
) -> Edited:
    """Return the files in which entries have the options that are *wanted*, by id.

    *read* gives the text of a file and raises :class:`EditError` for one that is not written; *known* tells whether a
    kind has an option; *columns* are the headings of a table that conf.py gives other names.
    """
    by_file: dict[str, list[tuple[Entry, Edit]]] = defaultdict(list)
    for entry, options in wanted.values():
        by_file[entry.file].append((entry, Edit(entry.kind, entry.id, entry.line, entry.lines, options)))
    made = Edited({}, (), {})
    for file, found in sorted(by_file.items()):
        found.sort(key=lambda pair: pair[1].line)
        try:
            text = read(file)
        except EditError as error:
            made.failed.update((edit.id, str(error)) for _entry, edit in found)
            continue
        stored = [edit for entry, edit in found if entry.stored]
        splices, failed = _in_data(text, file, stored, columns) if stored else _in_page(text, found, known)
        made.failed.update(failed)
        if splices:
            made.texts[file] = text, spliced(text, splices)
        made = made._replace(done=(*made.done, *(edit.id for _entry, edit in found if edit.id not in failed)))
    return made


def _in_data(
    text: str, file: str, edits: list[Edit], columns: Callable[[str], Mapping[str, str]]
) -> tuple[list[Splice], dict[str, str]]:
    return edit_data(text, PurePosixPath(file).suffix.lower(), edits, columns(file))


def _in_page(
    text: str, found: list[tuple[Entry, Edit]], known: Callable[[str, str], bool]
) -> tuple[list[Splice], dict[str, str]]:
    splices: list[Splice] = []
    failed: dict[str, str] = {}
    for _entry, edit in found:
        kind = edit.kind
        try:
            splices += edit_directives(text, edit, lambda name, kind=kind: known(kind, name))  # type: ignore[misc]
        except EditError as error:
            failed[edit.id] = str(error)
    return splices, failed
