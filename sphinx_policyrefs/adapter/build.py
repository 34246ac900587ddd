"""The running build: what it has read, and a snapshot of what it makes of that, which is dropped whole."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from sphinx_policyrefs.adapter.project import Project
from sphinx_policyrefs.adapter.reading.data_files import DataFiles
from sphinx_policyrefs.adapter.references.federated import Federation
from sphinx_policyrefs.config import is_set
from sphinx_policyrefs.later import later

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_policyrefs.adapter.snapshot import Snapshot
    from sphinx_policyrefs.records.graph import Graph
    from sphinx_policyrefs.records.model import DocRecord, Entry
    from sphinx_policyrefs.views.cells import Cells
    from sphinx_policyrefs.views.signatures import SentenceMark, Signatures

_Made = TypeVar("_Made")

#: Under which name the dates of prose are kept.
DATES: Final = "dates"

#: Under which name it is kept what a build has changed of the contents of pages (:mod:`.incremental.withheld`).
WITHHELD: Final = "withheld"

_find_dates = later("adapter.reporting:find_dates")
_tell_federation = later("adapter.reporting:tell_federation")
_restore = later("adapter.incremental.withheld:restore")


def build_of(env: BuildEnvironment) -> Build:
    """Return the running build of an environment, which the domain holds."""
    domain: Any = env.domains["policy"]
    build: Build = domain.build
    return build


class Before(NamedTuple):
    """The record as the last build left it in the environment."""

    documents: dict[str, DocRecord]
    #: what :attr:`Snapshot.settings` and :attr:`Snapshot.state` were
    settings: str
    state: tuple[str, str]


class Build(Project):
    """What one run of Sphinx knows of the record: its project, what was read, and the snapshot of it."""

    def __init__(self, app: Sphinx, stored: dict[str, Any]) -> None:
        """Begin with what the environment has *stored*, which outlives the build."""
        super().__init__(app)
        self._stored = stored
        self.files = DataFiles(self, stored)
        #: the other projects, as this build knows them
        self.federation = Federation()
        self._snapshot: Snapshot | None = None
        #: the record before this build has read anything
        self.before: Before | None = None
        #: whether this build has read a document, so that the environment will be stored
        self.has_read = False
        self._has_record: bool | None = None
        #: what near misses are measured by, once it is asked for
        self.forms: Any = None

    # -- what was read ---------------------------------------------------------------------------------

    @property
    def documents(self) -> dict[str, DocRecord]:
        """Return the records by document."""
        return self._stored["documents"]  # type: ignore[no-any-return]

    @property
    def records(self) -> list[DocRecord]:
        """Return all that the record is made of: documents by name, then data files as conf.py orders them."""
        return [record for _docname, record in sorted(self.documents.items())] + self.files.records

    @property
    def has_record(self) -> bool:
        """Return whether anything was read that makes a record, or conf.py sets a value; most is loaded only then."""
        if self._has_record is None:
            self._has_record = is_set(self.app) or any(record.adds for record in self.records)
        return self._has_record

    def kept(self, what: str) -> dict[str, Any]:
        """Return what is kept of documents under a name until they are read again, by document."""
        return self._stored["kept"].setdefault(what, {})  # type: ignore[no-any-return]

    def known(self, what: str, make: Callable[[], _Made]) -> _Made:
        """Return what *make* makes of the record; it is kept with the environment while the record is the same."""
        known: dict[str, tuple[str, _Made]] = self._stored.setdefault("known", {})
        state = self.state[0]
        found = known.get(what)
        if found is None or found[0] != state:
            found = known[what] = state, make()
        return found[1]

    def remember(self) -> None:
        """Keep what the record is before anything is read."""
        settings, state = self._stored.get("state", ("", ("", "")))
        self.before = Before(dict(self.documents), settings, state)

    def keep_state(self) -> None:
        """Give the digests of the record to the environment before it is stored."""
        self._stored["state"] = self.snapshot.settings if self.has_record else "", self.state

    @property
    def state(self) -> tuple[str, str]:
        """Return digests of all that pages may show of the record: without the summaries, and with them."""
        return self.snapshot.state if self.has_record else ("", "")

    def changed(self) -> None:
        """Drop the snapshot, because the records have changed."""
        self._snapshot = self._has_record = None

    # -- what it is made into --------------------------------------------------------------------------

    @property
    def snapshot(self) -> Snapshot:
        """Return what is made of the records as they are."""
        if self._snapshot is None:
            from sphinx_policyrefs.adapter.snapshot import Snapshot

            self._snapshot = Snapshot(self, self.records, self.files.records, self.federation)
        return self._snapshot

    def through(self, graph: Graph) -> Build:
        """Return the same build, which looks at its record through another graph."""
        made = copy(self)
        made.__dict__["_snapshot"] = self.snapshot.through(graph)
        return made

    @property
    def graph(self) -> Graph:
        """Return the record as this build shows it."""
        return self.snapshot.graph

    @property
    def cells(self) -> Cells:
        """Return what makes cells out of the graph."""
        return self.snapshot.cells

    @property
    def signatures(self) -> Signatures:
        """Return how far the sentences of each page are signed, as far as readers may be told."""
        snapshot = self.snapshot
        if snapshot.signatures is None:
            # What takes prose apart is loaded for those who sign.
            from sphinx_policyrefs.adapter.signoffs import signatures

            snapshot.signatures = signatures(self)
        return snapshot.signatures

    @property
    def sentence_marks(self) -> Mapping[str, Sequence[SentenceMark]]:
        """Return the marks that stand beside sentences, by document; none where conf.py does not show them."""
        if not self.config.policyrefs_show_signoffs:
            return {}
        snapshot = self.snapshot
        if snapshot.sentence_marks is None:
            from sphinx_policyrefs.adapter.signoffs import marks

            snapshot.sentence_marks = marks(self)
        return snapshot.sentence_marks

    @property
    def withholds(self) -> bool:
        """Return whether there is more in the documents than in the record: of later days, or not to be published."""
        return self.has_record and self.snapshot.withholds

    def active(self, docname: str, number: int) -> Entry | None:
        """Return the entry at a place as the record has it; None where it has none, or another of that id."""
        entry = self.documents[docname].entries[number]
        found = self.graph.entries.get(entry.id)
        if found is None or (found.docname, found.file, found.line) != (docname, entry.file, entry.line):
            return None
        if entry.stored and entry.id in self.graph.repeated and self.graph.place_of(entry) is not entry:
            return None
        return found


# -- events --------------------------------------------------------------------------------------------


def recorded(handler: Callable[..., Any], otherwise: Any = None) -> Callable[..., Any]:
    """Return a handler of an event that does nothing in a build without a record."""

    def handle(app: Sphinx, *arguments: Any) -> Any:
        return handler(app, *arguments) if build_of(app.env).has_record else otherwise

    return handle


def read_files(app: Sphinx, env: BuildEnvironment, *_changes: Any) -> list[str]:
    """Read the data files that have changed, and have the documents read that show them (``env-get-outdated``)."""
    build = build_of(env)
    build.remember()
    changed = build.files.update()
    build.changed()
    if changed is None:
        return []
    return [
        docname
        for docname, files in env.dependencies.items()
        if any(build.relative(env.srcdir / file) in changed for file in files)
    ]


def keep_files(app: Sphinx, env: BuildEnvironment) -> None:
    """Keep what was read with the environment (``env-updated``)."""
    build_of(env).files.keep()


def keep_dates(app: Sphinx, env: BuildEnvironment) -> None:
    """Have the dates found in prose that was read, so that they are stored with the environment (``env-updated``)."""
    build = build_of(env)
    if build.has_read and build.has_record and build.documents.keys() - build.kept(DATES).keys():
        _find_dates(app, env)


def restore(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Put back what the last build has withheld, before Sphinx numbers sections (``env-get-updated``)."""
    build = build_of(env)
    if build.kept(WITHHELD):
        _restore(build)
    return []


def federate(app: Sphinx, env: BuildEnvironment, _docnames: list[str]) -> None:
    """Take up the records of other projects, and tell what is wrong with them (``env-before-read-docs``)."""
    build = build_of(env)
    if build.config.policyrefs_federation:
        from sphinx_policyrefs.adapter.references.federation import load

        build.federation = load(app, build)
    build.changed()
    if build.federation.findings:
        _tell_federation(app, env)
