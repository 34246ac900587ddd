"""The one way in which commands read a project: :func:`read_project` gives its record and its findings.

What was read before and has not changed is not read again: :mod:`.cache` says where it is kept, :mod:`.freshness`
when it is still true.  Everything that depends on the day, the settings or other files is made anew each time.
"""

from __future__ import annotations

import argparse
import gc
import logging
import pickle
import shutil
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from functools import cached_property
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO

from sphinx_policyrefs.commands.cache import project_folder
from sphinx_policyrefs.commands.freshness import DOCTREES, State
from sphinx_policyrefs.commands.speech import add_speech, has_colours, progress

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_policyrefs.adapter.build import Build
    from sphinx_policyrefs.checks.scope import ProseBlock, Scope
    from sphinx_policyrefs.checks.table import Told
    from sphinx_policyrefs.records.graph import Graph
    from sphinx_policyrefs.records.model import Finding
    from sphinx_policyrefs.review.own_blocks import OwnBlock, OwnSentence

#: The builder that reads and writes nothing.
_BUILDER: Final = "policyrefs-check"
#: The file, beside what Sphinx keeps, of how citations were read.
_CITATIONS: Final = "citations.json"
#: The file of the sentences of authors' prose, and what they say.
_SENTENCES: Final = "sentences.pickle"
#: The file of the paragraphs of pages, as :func:`.prose.pages` keeps them.
_PAGES: Final = "pages.pickle"

#: What a command returns: nothing amiss, something found, could not run.
CLEAN, FOUND, FAILED = 0, 1, 2

#: Where conf.py may be, below the directory that is named.
_PLACES = ("", "source", "docs", "doc", "docs/source")


class CommandError(Exception):
    """The command can't do what it was asked for; the message is one sentence."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what every command takes that reads documents."""
    parser.add_argument(
        "directory", metavar="DIR", type=Path, help="the directory with conf.py, or the one above it"
    )
    parser.add_argument(
        "-c",
        dest="confdir",
        metavar="PATH",
        type=Path,
        help="the directory with conf.py, if it is not that of the documents, which is then DIR",
    )
    parser.add_argument(
        "-D",
        dest="define",
        metavar="name=value",
        action="append",
        default=[],
        help="override a value of conf.py; name.key=value sets one of a mapping",
    )
    parser.add_argument("-t", dest="tags", metavar="tag", action="append", default=[], help="set a tag")
    add_speech(parser)


class Project:
    """A project as one command has read it."""

    def __init__(self, app: Sphinx, memory: Path) -> None:
        from sphinx_policyrefs.adapter.build import build_of
        from sphinx_policyrefs.records.citecheck import CitationReader

        #: what this run of Sphinx knows; it writes no page
        self.build: Build = build_of(app.env)
        self._memory = memory
        self._citations = CitationReader(memory / _CITATIONS)

    @property
    def source(self) -> Path:
        """Return the directory of the documents."""
        return Path(self.build.env.srcdir)

    @property
    def graph(self) -> Graph:
        """Return the record as the builder html shows it, with the tags of the command."""
        return self.build.graph

    @cached_property
    def scope(self) -> Scope:
        """Return what checks look at."""
        from sphinx_policyrefs.adapter.reporting import scope_of

        return replace(
            scope_of(self.build),
            pages=self._pages,
            citations=self._citations,
            sentences_of=self._sentences_of,
        )

    def _pages(self) -> Iterator[Iterator[ProseBlock]]:
        """Yield the prose of the pages; doctrees are loaded where they have changed."""
        from sphinx_policyrefs.adapter.reading.prose import Kept, pages

        path = self._memory / _PAGES
        before: dict[str, Kept] = {}
        with suppress(Exception):  # damage may show as anything
            before = dict(pickle.loads(path.read_bytes()))  # noqa: S301 - our own
        kept = {docname: before[docname] for docname in before.keys() & self.build.env.found_docs}
        yield from pages(self.build, kept)
        if {docname: stamp for docname, (stamp, _) in kept.items()} != {
            docname: stamp for docname, (stamp, _) in before.items()
        }:
            with suppress(OSError):
                path.write_bytes(pickle.dumps(kept))

    def _sentences_of(self, blocks: Iterable[OwnBlock], graph: Graph, language: str) -> Sequence[OwnSentence]:
        from sphinx_policyrefs.review.kept_sentences import KeptSentences

        return KeptSentences(self._memory / _SENTENCES).of(blocks, graph, language)

    def findings(
        self, wanted: tuple[str, ...] = ("error", "warning", "info"), also: Iterable[Finding] = ()
    ) -> list[Told]:
        """Return the findings with the severities *wanted*, those *also* found by the command among them."""
        from sphinx_policyrefs.adapter.reporting import findings

        found = findings(self.build, wanted, self.scope, also)
        self._citations.save()
        return found


@contextmanager
def read_project(arguments: argparse.Namespace) -> Iterator[Project]:
    """Read a project and yield it; only what has changed since the last command is read.

    Sphinx's own warnings go to standard error, those of unchanged documents too, and so does its progress where
    somebody looks on.  Raises :class:`CommandError` where there is no conf.py, or one that does not load the extension.
    """
    from sphinx.util.console import coloron, nocolor

    from sphinx_policyrefs.adapter.incremental.memory import GarbageCollection

    place = _places(arguments)
    collector = GarbageCollection()  # for the checks too, which a build leaves to its end
    if not has_colours(arguments, sys.stderr):
        nocolor()
    try:
        key = (*place, arguments.define, arguments.tags, sys.version, sys.prefix)
        with project_folder(*key) as folder, ExitStack() as stack:
            app = _read_kept(arguments, place, folder, stack)
            collector.freeze(app)
            yield Project(app, folder)
    finally:
        collector.restore()
        coloron()


def _places(arguments: argparse.Namespace) -> tuple[Path, Path]:
    """Return the directories of the documents and of conf.py: with ``-c`` as it says, else the first with a conf.py."""
    directory: Path = arguments.directory
    conf: Path | None = arguments.confdir
    if conf is not None:
        if not (conf / "conf.py").is_file():
            raise CommandError(f"there is no conf.py in {conf}; name the directory that has one after -c")
        if not directory.is_dir():
            raise CommandError(f"{directory} is not a directory; name the one with the documents")
        return directory.resolve(), conf.resolve()
    for place in _PLACES:
        if (directory / place / "conf.py").is_file():
            return ((directory / place).resolve(),) * 2
    raise CommandError(
        f"there is no conf.py in {directory}, nor in its source or docs; name the directory that has one, "
        "or write it after -c"
    )


def _read_kept(
    arguments: argparse.Namespace, place: tuple[Path, Path], folder: Path, stack: ExitStack
) -> Sphinx:
    """Return the application that has read the documents; what is kept and damaged is read once more."""
    from sphinx.errors import ConfigError, ExtensionError, SphinxError

    state = State.load(folder)
    if state is not None:
        try:
            return _read(arguments, place, folder, state, stack)
        except (ConfigError, CommandError):
            raise
        except Exception as error:
            # Damage may show anywhere, and as anything.
            if isinstance(error, SphinxError) and not isinstance(error, ExtensionError):
                raise
            stack.close()
    shutil.rmtree(folder / DOCTREES, ignore_errors=True)
    for file in (_CITATIONS, _SENTENCES, _PAGES):
        (folder / file).unlink(missing_ok=True)
    return _read(arguments, place, folder, State(), stack)


def _read(
    arguments: argparse.Namespace, place: tuple[Path, Path], folder: Path, state: State, stack: ExitStack
) -> Sphinx:
    """Read what *state* does not know as unchanged, and take it up there."""
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    began = time.time_ns()
    stack.enter_context(patch_docutils(place[1]))
    stack.enter_context(docutils_namespace())
    app = _application(arguments, *place, folder)
    state.outdate(app)
    watch = _Watch(app)
    app.build()
    if not watch.is_consistent:  # Sphinx looks only where it has read something
        app.env.check_consistency()
    with suppress(OSError):  # without a state, everything is read anew
        state.update(app, folder, began, watch.warned)
    return app


def _application(arguments: argparse.Namespace, source: Path, conf: Path, folder: Path) -> Sphinx:
    """Return the application; garbage is collected later, since hardly any comes of loading modules."""
    from sphinx.application import Sphinx
    from sphinx.errors import SphinxError

    overrides = {}
    for text in arguments.define:
        name, equals, value = text.partition("=")
        if not equals:
            raise CommandError(f"-D {text}: write -D name=value")
        overrides[name] = value
    collects = gc.isenabled()
    gc.disable()
    try:
        return Sphinx(
            source,
            conf,
            # Some extensions write beside the output.
            folder / "work" / "out",
            folder / DOCTREES,
            _BUILDER,
            overrides,
            status=progress(arguments),
            warning=sys.stderr,
            verbosity=arguments.verbose,
            # The record is looked at as HTML shows it.
            tags=["html", "builder_html", "format_html", *arguments.tags],
        )
    except SphinxError as error:
        if _BUILDER not in str(error):  # the builder, which only the extension brings
            raise
        msg = f'{conf / "conf.py"} does not load the extension; add "sphinx_policyrefs" to its extensions'
        raise CommandError(msg) from None
    finally:
        if collects:
            gc.enable()


class _Watch(logging.Handler):
    """Notes which documents give warnings while they are read, and whether Sphinx looks for inconsistencies."""

    def __init__(self, app: Sphinx) -> None:
        from sphinx.util.logging import NAMESPACE, WarningSuppressor

        self.warned: set[str] = set()
        self.is_consistent = False
        self._reading = ""
        app.connect("env-before-read-docs", self._begin)
        app.connect("env-purge-doc", self._read, priority=0)
        app.connect("env-updated", self._end, priority=0)
        app.connect("env-check-consistency", self._check)
        super().__init__(logging.WARNING)
        self.addFilter(WarningSuppressor(app))
        logging.getLogger(NAMESPACE).addHandler(self)

    def _begin(self, *_event: Any) -> None:
        self._reading = ""

    def _read(self, _app: Sphinx, _env: BuildEnvironment, docname: str) -> None:
        self._reading = docname

    _end = _begin

    def _check(self, *_event: Any) -> None:
        self.is_consistent = True

    def emit(self, _record: logging.LogRecord) -> None:
        """Note the document."""
        if self._reading:
            self.warned.add(self._reading)


def set_stream(stream: TextIO, **how: str) -> None:
    """Change the encoding of a stream, or what becomes of letters that it lacks, where it has one."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(**how)  # type: ignore[arg-type]
