"""Checks, views and exports that a project adds with code, in conf.py or in an extension.

The names in ``__all__`` are the interface; docs/howto/extend.md shows each at work, and docs/stability.md says how
long they hold.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NoReturn, get_args

from sphinx.errors import ExtensionError

from sphinx_policyrefs.additions import TAKEN, Additions, additions
from sphinx_policyrefs.checks.scope import Scope
from sphinx_policyrefs.checks.table import Check
from sphinx_policyrefs.exports import Export
from sphinx_policyrefs.exports.edition import Edition
from sphinx_policyrefs.messages import CODES, SEVERITIES
from sphinx_policyrefs.records.fields import is_slug, safe_url
from sphinx_policyrefs.records.kinds import ANY, KINDS, Kind
from sphinx_policyrefs.records.model import Entry, Finding
from sphinx_policyrefs.views import VIEWS
from sphinx_policyrefs.views.base import View, ViewContext
from sphinx_policyrefs.views.model import (
    Address,
    Block,
    Blocks,
    Column,
    Facts,
    Heading,
    Items,
    Link,
    Mark,
    Paragraph,
    Table,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = [
    "Address",
    "Blocks",
    "Check",
    "Column",
    "Edition",
    "Entry",
    "Export",
    "Facts",
    "Finding",
    "Heading",
    "Items",
    "Link",
    "Mark",
    "Paragraph",
    "Scope",
    "Table",
    "View",
    "ViewContext",
    "add_check",
    "add_export",
    "add_view",
    "finding",
]

_BLOCKS = get_args(Block)
_FILE = re.compile(r"[A-Za-z0-9][\w.-]*\Z", re.ASCII)
_ANCHOR = re.compile(r"[^\s\"'<>&]*\Z")


def add_check(app: Sphinx, check: Check) -> None:
    """Add a check to the review of this project; its name is its code.

    Raises ExtensionError where the name is taken or something is missing.  Call it in ``setup`` of conf.py
    or of an extension, before or after this extension is loaded.
    """
    app.setup_extension("sphinx_policyrefs")
    take_check(additions(app), check)


def add_view(app: Sphinx, view: View) -> None:
    """Add a view, and with it a directive: ``policy:`` and its name, and the bare name where that is free.

    Raises ExtensionError where the name is taken.  Call it as :func:`add_check`.
    """
    app.setup_extension("sphinx_policyrefs")
    take_view(additions(app), view)


def add_export(app: Sphinx, export: Export) -> None:
    """Add a format for exports: ``policyrefs_exports``, the builder, the command and the role take its name.

    Raises ExtensionError where the name or the file's is taken.  Call it as :func:`add_check`.
    """
    app.setup_extension("sphinx_policyrefs")
    take_export(additions(app), export)


def finding(entry: Entry, message: str, field: str = "") -> Finding:
    """Return what a check has to say of an entry: one sentence, at the line of a field where one is given."""
    return Finding("", message, entry.file, entry.lines.get(field, entry.line), entry.id)


def take_check(added: Additions, check: Check) -> None:
    """Take up a check."""
    name = check.name
    if not is_slug(name):
        _refuse(f"{name!r} is not the name of a check; write lower-case words joined by hyphens")
    if name in CODES or name in added.checks:
        _refuse(f"there is a check {name!r} already; give this one another name")
    if check.severity not in SEVERITIES:
        _refuse(
            f"the check {name!r} has the severity {check.severity!r}; write one of {', '.join(SEVERITIES)}"
        )
    if not check.meaning.strip():
        _refuse(f"the check {name!r} has no meaning; say in one sentence what it finds")
    added.checks[name] = check


def take_view(added: Additions, view: View) -> None:
    """Take up a view."""
    name = view.name
    if not is_slug(name):
        _refuse(f"{name!r} is not the name of a view; write lower-case words joined by hyphens")
    if name in TAKEN or name in KINDS or name in VIEWS or name in added.views or name.endswith("-index"):
        _refuse(f"there is a directive {name!r} already; give this view another name")
    if doubled := set(view.own or ()) & set(replace(view, own=None).options):
        _refuse(f"the view {name!r} has an option {min(doubled)!r}, as all views do; give it another name")
    added.views[name] = view


def take_export(added: Additions, export: Export) -> None:
    """Take up an export."""
    name = export.name
    if not is_slug(name):
        _refuse(f"{name!r} is not the name of an export; write lower-case words joined by hyphens")
    if name in added.exports:
        _refuse(f"there is an export {name!r} already; give this one another name")
    if not _FILE.match(export.file):
        _refuse(f"the export {name!r} has the file {export.file!r}; write a plain name such as {name}.txt")
    if export.file.lower() in {other.file.lower() for other in added.exports.values()}:
        _refuse(f"another export than {name!r} writes {export.file} already; give its file another name")
    added.exports[name] = export


def check_kinds(added: Additions, kinds: Mapping[str, Kind]) -> None:
    """Raise ExtensionError for a view that does not go with the kinds of the project."""
    for view in added.views.values():
        if view.name in kinds:
            _refuse(f"{view.name!r} is a kind and a view; give one of them another name")
        for kind in (*filter(None, [view.kind]), *(view.argument or ())):
            if kind not in kinds and kind not in ANY:
                _refuse(
                    f"the view {view.name!r} names {kind!r}, which is not a kind; declare it in policyrefs_kinds"
                )


def sound(view: View, blocks: Any) -> Blocks:
    """Return the blocks of a project's view; raises ExtensionError for what could not be shown safely."""
    if not isinstance(blocks, (tuple, list)):
        _refuse(f"the view {view.name!r} made {type(blocks).__name__}; return a tuple of blocks")
    for block in blocks:
        if not isinstance(block, _BLOCKS):
            names = ", ".join(kind.__name__ for kind in _BLOCKS)
            _refuse(f"the view {view.name!r} made {type(block).__name__}; its blocks may be {names}")
        _check_parts(view, block)
    return tuple(blocks)


def _check_parts(view: View, part: Any) -> None:
    match part:
        case Address(url=url) if not safe_url(url):
            _refuse(
                f"the view {view.name!r} links to {url!r}; write an http, https, mailto or relative address"
            )
        case Link(uri=uri) if uri and not safe_url(uri):
            _refuse(f"the view {view.name!r} links to {uri!r}; let context.cells make the links")
        case Link(anchor=anchor) if not _ANCHOR.match(anchor):
            _refuse(f"the view {view.name!r} links to {anchor!r}; let context.cells make the links")
        case Paragraph(name=name) | Mark(name=name) | Column(name=name) if name and not is_slug(name):
            _refuse(f"the view {view.name!r} names a part {name!r}; write lower-case words joined by hyphens")
        case Table(columns=()):
            _refuse(f"the view {view.name!r} made a table without columns; leave out the table")
        case Table(columns=columns, rows=rows) if wrong := [row for row in rows if len(row) != len(columns)]:
            _refuse(
                f"the view {view.name!r} made a row that does not fit its table (cells: {len(wrong[0])}, columns: "
                f"{len(columns)}); give each column a cell, () where it is empty"
            )
    if isinstance(part, tuple):
        for inner in part:
            _check_parts(view, inner)


def _refuse(message: str) -> NoReturn:
    msg = f"policyrefs: {message}"
    raise ExtensionError(msg)
