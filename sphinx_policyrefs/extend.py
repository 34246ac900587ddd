"""Checks, views and exports that a project adds with code, in conf.py or in an extension.

The names in ``__all__`` are the interface; docs/howto/extend.md shows each at work, and docs/stability.md says how
long they hold.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn, get_args
from weakref import WeakKeyDictionary

from sphinx.errors import ExtensionError

from sphinx_policyrefs.checks.scope import Scope
from sphinx_policyrefs.checks.table import Check
from sphinx_policyrefs.exports import EXPORTS, Export
from sphinx_policyrefs.exports.edition import Edition
from sphinx_policyrefs.messages import CODES, SEVERITIES, Code
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
    from sphinx.environment import BuildEnvironment

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

#: Names of the domain that are neither kinds nor views.
TAKEN: Final = frozenset({"any", "entries", "export", "ref", "since", "value"})

#: Directives that are neither kinds nor views; their short names are free to take as well.
DIRECTIVES: Final = frozenset({"entries", "since"})

_BLOCKS = get_args(Block)
_FILE = re.compile(r"[A-Za-z0-9][\w.-]*\Z", re.ASCII)
_ANCHOR = re.compile(r"[^\s\"'<>&]*\Z")


def add_check(app: Sphinx, check: Check) -> None:
    """Add a check to the review of this project; its name is its code.

    Raises ExtensionError where the name is taken or something is missing.  Call it in ``setup`` of conf.py
    or of an extension, before or after this extension is loaded.
    """
    app.setup_extension("sphinx_policyrefs")
    additions(app).add_check(check)


def add_view(app: Sphinx, view: View) -> None:
    """Add a view, and with it a directive: ``policy:`` and its name, and the bare name where that is free.

    Raises ExtensionError where the name is taken.  Call it as :func:`add_check`.
    """
    app.setup_extension("sphinx_policyrefs")
    additions(app).add_view(view)


def add_export(app: Sphinx, export: Export) -> None:
    """Add a format for exports: ``policyrefs_exports``, the builder, the command and the role take its name.

    Raises ExtensionError where the name or the file's is taken.  Call it as :func:`add_check`.
    """
    app.setup_extension("sphinx_policyrefs")
    additions(app).add_export(export)


def finding(entry: Entry, message: str, field: str = "") -> Finding:
    """Return what a check has to say of an entry: one sentence, at the line of a field where one is given."""
    return Finding("", message, entry.file, entry.lines.get(field, entry.line), entry.id)


@dataclass
class Additions:
    """The checks, views and exports of one project, by name."""

    checks: dict[str, Check] = field(default_factory=dict)
    views: dict[str, View] = field(default_factory=dict)
    #: those of the extension as well
    exports: dict[str, Export] = field(default_factory=lambda: dict(EXPORTS))
    #: files of exports that the project had when its documents were read last
    gone: frozenset[str] = frozenset()

    @property
    def codes(self) -> Mapping[str, Code]:
        """Return all codes of this project, its own ones last."""
        return (
            {**CODES, **{name: check.code for name, check in self.checks.items()}} if self.checks else CODES
        )

    def add_check(self, check: Check) -> None:
        """Take up a check."""
        name = check.name
        if not is_slug(name):
            _refuse(f"{name!r} is not the name of a check; write lower-case words joined by hyphens")
        if name in CODES or name in self.checks:
            _refuse(f"there is a check {name!r} already; give this one another name")
        if check.severity not in SEVERITIES:
            _refuse(
                f"the check {name!r} has the severity {check.severity!r}; write one of {', '.join(SEVERITIES)}"
            )
        if not check.meaning.strip():
            _refuse(f"the check {name!r} has no meaning; say in one sentence what it finds")
        self.checks[name] = check

    def add_view(self, view: View) -> None:
        """Take up a view."""
        name = view.name
        if not is_slug(name):
            _refuse(f"{name!r} is not the name of a view; write lower-case words joined by hyphens")
        if name in TAKEN or name in KINDS or name in VIEWS or name in self.views or name.endswith("-index"):
            _refuse(f"there is a directive {name!r} already; give this view another name")
        if doubled := set(view.own or ()) & set(replace(view, own=None).options):
            _refuse(
                f"the view {name!r} has an option {min(doubled)!r}, as all views do; give it another name"
            )
        self.views[name] = view

    def add_export(self, export: Export) -> None:
        """Take up an export."""
        name = export.name
        if not is_slug(name):
            _refuse(f"{name!r} is not the name of an export; write lower-case words joined by hyphens")
        if name in self.exports:
            _refuse(f"there is an export {name!r} already; give this one another name")
        if not _FILE.match(export.file):
            _refuse(
                f"the export {name!r} has the file {export.file!r}; write a plain name such as {name}.txt"
            )
        if export.file.lower() in {other.file.lower() for other in self.exports.values()}:
            _refuse(f"another export than {name!r} writes {export.file} already; give its file another name")
        self.exports[name] = export

    def check_kinds(self, kinds: Mapping[str, Kind]) -> None:
        """Raise ExtensionError for a view that does not go with the kinds of the project."""
        for view in self.views.values():
            if view.name in kinds:
                _refuse(f"{view.name!r} is a kind and a view; give one of them another name")
            for kind in (*filter(None, [view.kind]), *(view.argument or ())):
                if kind not in kinds and kind not in ANY:
                    _refuse(
                        f"the view {view.name!r} names {kind!r}, which is not a kind; declare it in policyrefs_kinds"
                    )

    def settings(self) -> list[tuple[str, str, str]]:
        """Return what the findings of the project's checks depend on, apart from the record."""
        return [(check.name, check.severity, _source(check.find)) for check in self.checks.values()]


#: What the project of each build adds; gone with the build.
_ADDITIONS: WeakKeyDictionary[Sphinx, Additions] = WeakKeyDictionary()


def additions(app: Sphinx) -> Additions:
    """Return what the project of a build adds."""
    return _ADDITIONS.setdefault(app, Additions())


def reread(app: Sphinx, env: BuildEnvironment, *_changes: Any) -> set[str]:
    """Return all documents if the project adds other things than when they were read (``env-get-outdated``).

    The directives, waivers and roles that name them are settled by reading.
    """
    ours = additions(app)
    files = sorted(export.file for name, export in ours.exports.items() if name not in EXPORTS)
    now = sorted(ours.views), sorted(ours.checks), files
    stored = env.domaindata["policy"]
    before = stored.get("added", ([], [], []))
    if before == now:
        return set()
    ours.gone = frozenset(before[2]) - frozenset(files)
    stored["added"] = now
    return set(env.all_docs)


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
    if isinstance(part, tuple):
        for inner in part:
            _check_parts(view, inner)


def _refuse(message: str) -> NoReturn:
    msg = f"policyrefs: {message}"
    raise ExtensionError(msg)


def _source(function: Callable[..., Any]) -> str:
    """Return a digest of the file that a function stands in, "" where there is none."""
    code = getattr(function, "__code__", None)
    try:
        text = Path(code.co_filename).read_bytes() if code else b""
    except OSError:
        return ""
    return blake2b(text, digest_size=12).hexdigest()
