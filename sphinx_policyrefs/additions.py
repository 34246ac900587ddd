"""What the project of each build adds by code: kept for the build, and checked where it is added (:mod:`.extend`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

from sphinx_policyrefs.exports import EXPORTS, Export
from sphinx_policyrefs.messages import CODES, Code

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_policyrefs.checks.table import Check
    from sphinx_policyrefs.views.base import View

#: Names of the domain that are neither kinds nor views.
TAKEN: Final = frozenset({"any", "entries", "export", "ref", "since", "value"})

#: Directives that are neither kinds nor views; their short names are free to take as well.
DIRECTIVES: Final = frozenset({"entries", "since"})


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


def _source(function: Callable[..., Any]) -> str:
    """Return a digest of the file that a function stands in, "" where there is none."""
    code = getattr(function, "__code__", None)
    try:
        text = Path(code.co_filename).read_bytes() if code else b""
    except OSError:
        return ""
    return blake2b(text, digest_size=12).hexdigest()
