"""Exact rebuilds: a digest, per page, of what it shows of other pages, and a stamp of what was last written.

Sphinx writes a page again when its own source changed.  A page that shows records of other pages has to be
written as well when those change, and only then.  So before writing, each page's digest is computed from the
very blocks that it will show, and compared with the one in the stamp: a file in the output directory, since
several builders may share the doctrees, and since a build of one file leaves the others as they were.  A page that
the stamp does not know is written whatever it shows, and its digest is computed then, with the same blocks.  While
pages are written a list of their names takes its place; after a build that was killed all pages are written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from docutils import nodes
from sphinx.builders.epub3 import Epub3Builder
from sphinx.util.parallel import ParallelTasks, SerialTasks

import sphinx_policyrefs
from sphinx_policyrefs.adapter.build import build_of
from sphinx_policyrefs.adapter.incremental.bases import Bases
from sphinx_policyrefs.adapter.incremental.toctrees import Parents, drop_old_numbers, name_entries
from sphinx_policyrefs.adapter.pages.indices import LABELS
from sphinx_policyrefs.adapter.pages.indices import pages as pages_of
from sphinx_policyrefs.config import OPTIONS
from sphinx_policyrefs.later import later
from sphinx_policyrefs.records.model import digest

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_policyrefs.adapter.build import Build

_tell = later("adapter.reporting:tell")
_withhold = later("adapter.incremental.withheld:withhold")

STAMP = ".policyrefs"
#: Put before the stamp's name for the list of pages that a build is about to write.
UNFINISHED = ".unfinished"


class Page(NamedTuple):
    """What the stamp says of a page; nothing while it is being written."""

    #: digest of everything on which the page may depend; while it is unchanged, ``shown`` need not be computed again
    basis: str = ""
    #: digest of what the page shows beyond its own source
    shown: str = ""
    #: whether all of that is near: its own entries, what is linked with these, and what its prose names
    near: bool = False


class Stamp(NamedTuple):
    """What is in the output directory."""

    #: digest of the settings under which findings were told
    settings: str = ""
    pages: dict[str, Page] = {}  # noqa: RUF012 - never written to
    #: digest of all that the cards beside references are made of
    cards: str = ""
    #: the pages that appear by themselves, and the general index
    automatic: dict[str, Page] = {}  # noqa: RUF012 - never written to


class Incremental:
    """What one build knows of the pages of its output directory."""

    def __init__(self, app: Sphinx) -> None:
        self.app = app
        self.path = Path(app.outdir) / STAMP
        #: the pages as this build would write them
        self.now: dict[str, Page] = {}
        #: the automatic pages likewise
        self.automatic: dict[str, Page] = {}
        #: what pages show that are of no document, beside what they are about; and whether they link each other
        self.frame: tuple[object, bool] = None, False
        #: what makes their digests
        self.pages: Bases | None = None
        #: what the last build left
        self.before = Stamp()
        self.written: set[str] = set()
        #: pages that the last build left none of: what they show is looked at when they are written
        self._new: set[str] = set()
        #: digest of what the cards of this build are made of
        self.cards = ""
        #: whether the builder writes its pages one by one
        self.active = False
        self.told = False
        #: whether digests are computed beside the writing of pages, and what does so
        self._put_off = False
        self._beside: ParallelTasks | SerialTasks | None = None
        #: which pages Sphinx would write along with others, while ours are in the place of these
        self._parents: dict[str, set[str]] | None = None

    @property
    def build(self) -> Build:
        """Return the running build."""
        return build_of(self.app.env)

    # -- events ----------------------------------------------------------------------------------------

    def find_outdated(self, _app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Return the pages that would not look as they do now (``env-get-updated``)."""
        self.told = self._put_off = False
        self.written.clear()
        self._new.clear()
        self.build.keep_state()
        if self.build.withholds:
            _withhold(self.build)
        name_entries(self.build, self.build.kept("outlines"))
        builder: Any = self.app.builder
        # A builder that writes one file for all documents, or none, always writes everything.
        self.active = bool(builder.format) and not isinstance(builder.get_outdated_docs(), str)
        if not self.active:
            return []
        # EPUB complains about every file that it does not pack, save those of two suffixes.
        self.path = Path(self.app.outdir) / (f"{STAMP}.js" if isinstance(builder, Epub3Builder) else STAMP)
        self.before = self._load()
        drop_old_numbers(env)
        pages = self.pages = Bases(self.build)
        self.frame = pages.frame
        self.automatic = {}
        docnames = sorted(env.found_docs)
        # Pages of which nothing is known are written. What code of the project makes may fail, and does so here.
        own_code = bool(self.build.added.views)
        self._put_off = self.app.parallel > 1 and not self.before.pages and not own_code
        if self._put_off:
            self.now = dict.fromkeys(docnames, Page())
            return docnames
        if not own_code:
            self._new.update(docname for docname in docnames if not self._before(docname).shown)
        self.now = self._pages_now(docnames)
        if self._lost_search():
            return list(self.now)
        return [d for d, page in self.now.items() if not self._is_current(d, page) or self._is_older(d)]

    def _pages_now(self, docnames: Iterable[str]) -> dict[str, Page]:
        """Return the pages as this build would write them."""
        pages = cast("Bases", self.pages)
        now = {}
        for docname in docnames:
            before = self._before(docname)
            basis = pages.basis(docname)
            same = basis and basis == before.basis
            if same or (before.near and pages.is_unreached(docname, before.basis)):
                now[docname] = before._replace(basis=basis)
            elif docname in self._new:
                now[docname] = Page(basis)
            else:
                now[docname] = Page(basis, *pages.digest(docname))
        return now

    def digest_beside(self, app: Sphinx, *_builder: Any) -> None:
        """Compute what pages show, where that was put off, in a process beside those that write (``write-started``).

        It begins while the main process prepares the first pages and has nothing to write yet.
        """
        if self.active and self._put_off:
            builder: Any = app.builder
            self._beside = ParallelTasks(1) if builder.parallel_ok else SerialTasks()
            self._beside.add_task(self._digested, list(self.now), self._take)

    def _digested(self, docnames: list[str]) -> tuple[dict[str, Page], dict[str, list[str]]]:
        return self._pages_now(docnames), self.build.snapshot.cards if self.build.has_record else {}

    def _take(self, *results: Any) -> None:
        """Take the last of *results*: tasks in other processes give what they were asked for as well."""
        self.now, cards = results[-1]
        if cards:
            self.build.snapshot.cards.update(cards)

    def join(self, _app: Sphinx, exception: Exception | None) -> None:
        """Wait for the digests that were put off (``build-finished``)."""
        beside, self._beside = self._beside, None
        if isinstance(beside, ParallelTasks) and exception is not None:
            beside.terminate()
        elif beside is not None:
            beside.join()

    def tell(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Tell the findings (``env-check-consistency``), which runs once anything is read or out of date."""
        self.told = True
        if self.build.has_record:
            _tell(app, env)

    def begin(self, app: Sphinx, *_builder: Any) -> None:
        """Put a list of the pages in the place of the stamp while they are written (``write-started``).

        Pages of documents that are gone are deleted before the builder looks at what there is.  Findings are
        told if they were not yet and the settings are other ones, or the builder writes everything anew.
        """
        if not self.told and (not self.active or self.before.settings != self._settings()):
            self.tell(app, app.env)
        if self.active:
            # A new file and a deleted one: to replace the stamp would have the disk wait for its content.
            names = json.dumps({"pages": sorted({*self.before.pages, *self.now})})
            self._unfinished.write_text(names, "utf-8")
            self.path.unlink(missing_ok=True)
            self._parents = app.env.files_to_rebuild
            app.env.files_to_rebuild = Parents(app.env)
            gone = self.before.pages.keys() - self.now.keys()
            if self.before.pages and hasattr(app.builder, "domain_indices"):
                made = {*pages_of(self.build), *self.now, *app.config.html_additional_pages}
                gone |= LABELS - made
            self._delete(gone)

    def note_written(self, _app: Sphinx, _doctree: nodes.document, docname: str) -> None:
        """Note that a page is written (``doctree-resolved``, in the main process even with -j)."""
        self.written.add(docname)
        if docname in self._new and self.pages is not None:
            self._new.remove(docname)
            self.now[docname] = Page(self.now[docname].basis, *self.pages.digest(docname))

    def same_cards(self, basis: str) -> bool:
        """Return whether the last build left the cards that *basis* stands for, and this one wrote no page."""
        self.cards = basis
        return basis == self.before.cards and not self.written

    def keeps_cards(self, docname: str, basis: str) -> bool:
        """Return whether the last build left the cards of a page as they would be made, if those were of *basis*."""
        pages = self._before(docname), self.now.get(docname, Page())
        # Names of kinds and the like are no part of the digest: where they change, all pages are read and written.
        known = (
            basis == self.before.cards and docname not in self.written and all(page.near for page in pages)
        )
        return known and self.pages is not None and not self.pages.is_reached(docname)

    def finish(self, _app: Sphinx, exception: Exception | None) -> None:
        """Save the stamp (``build-finished``)."""
        if self._parents is not None:
            self.app.env.files_to_rebuild, self._parents = self._parents, None
        if not self.active or exception is not None:
            return
        before = self.before.pages
        pages = {
            docname: page if docname in self.written or self._is_current(docname, page) else before[docname]
            for docname, page in self.now.items()
            if docname in self.written or docname in before
        }
        stamp = {
            "version": sphinx_policyrefs.__version__,
            "settings": self._settings(),
            "cards": self.cards,
            "automatic": self.automatic,
            "pages": pages,
        }
        self.path.write_text(json.dumps(stamp, indent=0), "utf-8")
        self._unfinished.unlink(missing_ok=True)
        for docname in self.written:
            self._delete_copies(docname, but=self.app.env.doc2path(docname, base=False).suffix)

    # -- what is out of date ---------------------------------------------------------------------------

    def _before(self, docname: str) -> Page:
        return self.before.pages.get(docname, Page())

    def _is_current(self, docname: str, page: Page) -> bool:
        return bool(page.shown) and self._before(docname).shown == page.shown

    def _is_older(self, docname: str) -> bool:
        """Return whether a page is older than its doctree, which a build with another builder has read."""
        doctree = self.app.doctreedir / f"{docname}.doctree"
        try:
            return doctree.stat().st_mtime_ns > self._path(docname).stat().st_mtime_ns
        except OSError:
            return False

    def _lost_search(self) -> bool:
        """Return whether the search index is gone, which Sphinx fills with the pages it writes alone."""
        builder: Any = self.app.builder
        name = getattr(builder, "searchindex_filename", "")
        return bool(name) and bool(builder.search) and not (self.app.outdir / name).exists()

    def _settings(self) -> str:
        """Return a digest of the settings that findings depend on."""
        config = self.app.config
        values = [config[option.name] for option in OPTIONS]
        values = [sorted(v) if isinstance(v, (set, frozenset)) else v for v in values]
        # Data files, copies of sources and signatures may change what is to be told and no page.
        files = [
            *(record.own for record in self.build.files.records),
            self.build.snapshot.copies if self.build.has_record else "",
        ]
        if config.policyrefs_signoffs:
            from sphinx_policyrefs.adapter import signoffs

            files.append(signoffs.state(self.build))
        return digest(
            (values, config.suppress_warnings, sorted(self.app.tags), self.build.added.settings(), files)
        )

    # -- the output directory --------------------------------------------------------------------------

    @property
    def _unfinished(self) -> Path:
        return self.path.with_name(UNFINISHED + self.path.name)

    def _load(self) -> Stamp:
        unfinished = self._unfinished.is_file()
        try:
            stamp = json.loads((self._unfinished if unfinished else self.path).read_text("utf-8"))
            if unfinished or stamp["version"] != sphinx_policyrefs.__version__:
                return Stamp("", {name: Page() for name in stamp["pages"] if _is_docname(name)})
            pages, automatic = (
                {
                    name: Page(str(basis), str(shown), bool(near))
                    for name, (basis, shown, near) in stamp[part].items()
                    if _is_docname(name)
                }
                for part in ("pages", "automatic")
            )
            return Stamp(str(stamp["settings"]), pages, str(stamp["cards"]), automatic)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return Stamp()  # none yet, or none of ours: every page is written

    def _path(self, docname: str) -> Path:
        """Return the output file of a document."""
        builder: Any = self.app.builder
        if hasattr(builder, "get_output_path"):
            return Path(builder.get_output_path(docname))
        if hasattr(builder, "get_outfilename"):
            return Path(builder.get_outfilename(docname))
        return self.app.outdir / f"{docname}{getattr(builder, 'out_suffix', '')}"

    def _delete(self, docnames: Iterable[str]) -> None:
        """Delete what earlier builds wrote for pages that no longer exist, and folders that become empty."""
        for docname in docnames:
            path = self._path(docname)
            if not path.is_relative_to(self.app.outdir):
                continue
            path.unlink(missing_ok=True)
            self._delete_copies(docname)
            for folder in path.parents:
                if folder == self.app.outdir or not folder.is_dir() or any(folder.iterdir()):
                    break
                folder.rmdir()

    def _delete_copies(self, docname: str, but: str = "") -> None:
        """Delete the copies of a document's source, save the one with the suffix that it has now."""
        config = self.app.config
        for suffix in config.source_suffix:
            if suffix != but:
                name = (
                    suffix
                    if suffix == config.html_sourcelink_suffix
                    else suffix + config.html_sourcelink_suffix
                )
                (self.app.outdir / "_sources" / f"{docname}{name}").unlink(missing_ok=True)


def _is_docname(name: object) -> bool:
    """Return whether *name* can be that of a document, so that its page lies in the output directory."""
    if not isinstance(name, str) or "\0" in name:
        return False
    return {"", ".", ".."}.isdisjoint(name.split("/"))
