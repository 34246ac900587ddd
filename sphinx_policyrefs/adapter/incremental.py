"""Exact rebuilds: a digest, per page, of what it shows of other pages, and a stamp of what was last written.

Sphinx writes a page again when its own source changed.  A page that shows records of other pages has to be
written as well when those change, and only then.  So before writing, each page's digest is computed from the
very blocks that it will show, and compared with the one in the stamp: a file in the output directory, since
several builders may share the doctrees, and since a build of one file leaves the others as they were.  The
stamp is taken away while pages are written; a build that is killed thus leaves none, and the next one writes
all pages.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes

from sphinx_policyrefs.adapter.assets import stylesheet
from sphinx_policyrefs.adapter.domain import policy_domain
from sphinx_policyrefs.adapter.nodes import entry_of, policy_facts, title_of
from sphinx_policyrefs.adapter.resolve import entry_facts, needs_nodes, shows_texts, view_blocks, writes_html
from sphinx_policyrefs.records.model import digest
from sphinx_policyrefs.views.model import Body

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_policyrefs.adapter.domain import PolicyDomain
    from sphinx_policyrefs.records.model import DocRecord, Reference

STAMP = ".policyrefs"
VERSION = 1


class Page(NamedTuple):
    """What the stamp says of a page."""

    #: digest of all that the page may depend on; as long as it is the same, so is the other
    basis: str
    #: digest of what the page shows beyond its own source
    shown: str


class Incremental:
    """What one build knows of the pages of its output directory."""

    def __init__(self, app: Sphinx) -> None:
        self.app = app
        self.path = Path(app.outdir) / STAMP
        #: the pages as this build would write them
        self.now: dict[str, Page] = {}
        #: the pages as they were last written
        self.before: dict[str, Page] = {}
        self.written: set[str] = set()
        self.active = False

    @property
    def domain(self) -> PolicyDomain:
        """Return the domain."""
        return policy_domain(self.app.env)

    # -- events ----------------------------------------------------------------------------------------

    def find_outdated(self, _app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Return the pages that would not look as they do now (``env-updated``)."""
        # A builder that writes all documents into one file, or no files, is never out of date by parts.
        if not self.app.builder.format or isinstance(self.app.builder.get_outdated_docs(), str):
            return []
        self.active = True
        self.before = self._load()
        pages = Pages(self.domain, env, html=writes_html(self.app.builder))
        for docname in sorted(env.found_docs):
            before = self.before.get(docname)
            basis = pages.basis(docname)
            same = before is not None and basis and basis == before.basis
            self.now[docname] = before if same and before else Page(basis, pages.digest(docname))
        return [docname for docname, page in self.now.items() if not self._is_current(docname, page)]

    def _is_current(self, docname: str, page: Page) -> bool:
        before = self.before.get(docname)
        return before is not None and before.shown == page.shown

    def begin(self, _app: Sphinx, *_builder: Any) -> None:
        """Take the stamp away while pages are written (``write-started``)."""
        if self.active:
            self.path.unlink(missing_ok=True)

    def note_written(self, _app: Sphinx, _doctree: nodes.document, docname: str) -> None:
        """Note that a page is written (``doctree-resolved``, in the main process even with -j)."""
        self.written.add(docname)

    def finish(self, _app: Sphinx, exception: Exception | None) -> None:
        """Save the stamp, and delete the pages of documents that are gone (``build-finished``)."""
        if not self.active or exception is not None:
            return
        pages = {
            docname: page
            if docname in self.written or self._is_current(docname, page)
            else self.before[docname]
            for docname, page in self.now.items()
            if docname in self.written or docname in self.before
        }
        self._delete(self.before.keys() - self.now.keys())
        self.path.write_text(json.dumps({"version": VERSION, "pages": pages}, indent=0), "utf-8")

    # -- the stamp -------------------------------------------------------------------------------------

    def _load(self) -> dict[str, Page]:
        try:
            stamp = json.loads(self.path.read_text("utf-8"))
            if stamp["version"] == VERSION:
                return {
                    str(name): Page(str(basis), str(shown)) for name, (basis, shown) in stamp["pages"].items()
                }
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            pass  # none yet, or a build that did not end: every page is written
        return {}

    def _delete(self, docnames: Iterable[str]) -> None:
        """Delete what this extension's builds wrote for documents that exist no more."""
        builder: Any = self.app.builder
        for docname in docnames:
            if hasattr(builder, "get_output_path"):
                path = Path(builder.get_output_path(docname))
            elif hasattr(builder, "get_outfilename"):
                path = Path(builder.get_outfilename(docname))
            else:
                path = Path(self.app.outdir) / f"{docname}{getattr(builder, 'out_suffix', '')}"
            if path.is_relative_to(self.app.outdir):
                path.unlink(missing_ok=True)
            for copied in (Path(self.app.outdir) / "_sources").glob(f"{docname}.*"):
                copied.unlink(missing_ok=True)


class Pages:
    """Computes what pages show of other pages."""

    def __init__(self, domain: PolicyDomain, env: BuildEnvironment, *, html: bool) -> None:
        self.domain = domain
        self.env = env
        self.graph = domain.graph
        self.common = self._common(html)
        self._bodies: dict[str, dict[str, str]] = {}

    def _common(self, html: bool) -> bytes:
        """Return what all pages of the builder show: for HTML the order and the titles of the pages."""
        if not html:
            return b""
        env = self.env
        titles = {docname: title.astext() for docname, title in sorted(env.titles.items())}
        tree = {docname: env.toctree_includes[docname] for docname in sorted(env.toctree_includes)}
        numbers = {docname: env.toc_secnumbers[docname].get("") for docname in sorted(env.toc_secnumbers)}
        return digest((titles, tree, numbers, stylesheet())).encode()

    def basis(self, docname: str) -> str:
        """Return a digest of what the page may depend on, "" where only looking at all of it would tell."""
        record = self.domain.documents.get(docname)
        if record is None:
            return digest(self.common)
        if any(map(needs_nodes, record.views)):
            return ""
        state = self.domain.state[any(map(shows_texts, record.views))]
        labels = [self._label(role, target) for role, target in record.labels]
        return digest((self.common, state, record.own, labels))

    def digest(self, docname: str) -> str:
        """Return the digest of what the page *docname* shows beyond its own source."""
        total = blake2b(self.common, digest_size=12)
        record = self.domain.documents.get(docname)
        if record is not None:
            for part in self._shown(record):
                total.update(repr(part).encode())
        return total.hexdigest()

    def _shown(self, record: DocRecord) -> Iterable[Any]:
        shows = self.graph.shows
        for n, entry in enumerate(record.entries):
            if not entry.only or shows(entry.only):
                yield entry_facts(self.domain, record.docname, n)
        for call in record.views:
            if not call.only or shows(call.only):
                blocks = view_blocks(self.domain, call)
                yield blocks
                for block in blocks:
                    if isinstance(block, Body):
                        yield self._body(block)
        for reference in record.references:
            if not reference.only or shows(reference.only):
                yield self._reference(reference)
        for role, target in record.labels:
            yield self._label(role, target)
        yield [shows([condition]) for condition in record.conditions]
        yield [self.graph.reached([day]) for day in record.days]

    def _reference(self, reference: Reference) -> Any:
        """Return what a reference shows: the place of its target, and the title where it is shown."""
        if reference.role == "value":
            return self.domain.cells.value(reference.target)
        entry = self.graph.find(
            reference.target, () if reference.role in ("ref", "any") else (reference.role,)
        ).entry
        if entry is None:
            return None
        return entry.docname, entry.anchor, "" if reference.explicit else entry.title, entry.kind

    def _label(self, role: str, target: str) -> Any:
        """Return what one of Sphinx's own references by title shows; Sphinx alone would leave it stale."""
        standard = self.env.domains.standard_domain
        if role == "doc":
            title = self.env.titles.get(target.strip("/"))
            return title.astext() if title is not None else None
        if role == "term":
            return standard.objects.get(("term", target))
        target = target.lower()
        return standard.labels.get(target), standard.anonlabels.get(target), target in self.domain.pages

    def _body(self, body: Body) -> str:
        """Return the markup of an entry's body, which is not part of the record."""
        bodies = self._bodies.get(body.docname)
        if bodies is None:
            bodies = self._bodies[body.docname] = {}
            for facts in self.env.get_doctree(body.docname).findall(policy_facts):
                if (entry := entry_of(facts)) is not None:
                    for anchor in title_of(entry)["ids"]:
                        bodies[anchor] = facts.parent.pformat()
        record = self.domain.documents[body.docname]
        return bodies.get(body.anchor, "") + repr([self._reference(r) for r in record.references])
