"""The general index, the automatic pages, the inventory and the search index: written when they differ.

Sphinx writes them in every build, and has no event between their making and their writing, so the methods of the
builder that write them are wrapped for the build.  What such a page depends on beside its content is its frame: the
theme, templates and settings, what the sidebar shows, and the files that each page links.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from sphinx_policyrefs.adapter.build import build_of
from sphinx_policyrefs.adapter.incremental.rewriting import Page
from sphinx_policyrefs.adapter.pages.indices import LABELS
from sphinx_policyrefs.adapter.references.addresses import writes_html
from sphinx_policyrefs.records.model import digest

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_policyrefs.adapter.incremental.rewriting import Incremental

#: What Sphinx calls the page of the general index, and the inventory.
GENERAL: Final = "genindex"
INVENTORY: Final = "objects.inv"

#: What each page is given that differs in each build, or is looked at by itself.
_APART: Final = frozenset({"last_updated", "css_files", "script_files", "rellinks"})


class AutomaticPages:
    """Which of these pages one build has to write."""

    def __init__(self, incremental: Incremental) -> None:
        self.incremental = incremental
        #: of the objects, which several files have
        self._made = Page()

    def begin(self, app: Sphinx, *_builder: Any) -> None:
        """Have the builder leave out pages that would not look as they do (``write-started``)."""
        builder: Any = app.builder
        if self.incremental.active and writes_html(builder):
            builder.write_genindex = self._general(builder, builder.write_genindex)
            builder.write_domain_indices = self._domain(builder, builder.write_domain_indices)
            builder.dump_inventory = self._dumped(builder, INVENTORY, builder.dump_inventory)
            name = getattr(builder, "searchindex_filename", "")
            builder.dump_search_index = self._dumped(builder, name, builder.dump_search_index)

    def _general(self, builder: Any, write: Callable[[], None]) -> Callable[[], None]:
        def write_changed() -> None:
            entries = builder.env.domaindata["index"]["entries"].items()
            # A general index in parts is a page for each letter, of which any may have been deleted.
            whole = not builder.config.html_split_index
            lines = sorted((docname, found) for docname, found in entries if found)
            if not self._is_current(builder, GENERAL, lambda: lines) or not whole:
                write()

        return write_changed

    def _domain(self, builder: Any, write: Callable[[], None]) -> Callable[[], None]:
        def write_changed() -> None:
            indices = builder.domain_indices
            state = build_of(builder.env).state[0]
            builder.domain_indices = [
                index
                for index in indices
                if index[0] not in LABELS
                or not self._is_current(builder, index[0], partial(list, index[2]), state)
            ]
            write()
            builder.domain_indices = indices

        return write_changed

    def _dumped(self, builder: Any, name: str, dump: Callable[[], None]) -> Callable[[], None]:
        """Return *dump* for a file that has all objects; beside the inventory that is the search index."""

        def dump_changed() -> None:
            incremental = self.incremental
            before = incremental.before.automatic.get(name)
            page = incremental.automatic[name] = self._objects(builder, before)
            # The search index has words of all pages as well.
            texts = name != INVENTORY and (
                incremental.written or incremental.before.pages.keys() != incremental.now.keys()
            )
            if texts or before is None or page.shown != before.shown or not (builder.outdir / name).is_file():
                dump()

        return dump_changed

    def _objects(self, builder: Any, before: Page | None) -> Page:
        """Return the digest of what a file says of all objects; while the record is what it was, so is its part."""
        env, info = builder.env, builder.build_info
        others = [
            (domain.name, sorted(domain.get_objects()))
            for domain in env.domains.sorted()
            if domain.name != "policy"
        ]
        known = [env.config.project, env.config.version, info.config_hash, info.tags_hash, others]
        basis = digest((build_of(env).state[0], known))
        if before is not None and before.basis == basis:
            return before
        if basis != self._made.basis:
            self._made = Page(basis, digest((list(env.domains["policy"].get_objects()), known)))
        return self._made

    def _is_current(self, builder: Any, name: str, content: Callable[[], object], state: str = "") -> bool:
        """Return whether a page is there as it would be written; note what it is made of.

        While the *state* is the same its content is, and is not made.
        """
        incremental = self.incremental
        shown, bar = incremental.frame
        frame = digest((shown, builder.globalcontext["rellinks"] if bar else (), _frame(builder)))
        basis = digest((state, frame)) if state else ""
        before = incremental.before.automatic.get(name)
        if before is not None and basis and before.basis == basis:
            page = before
        else:
            page = Page(basis, digest((frame, content())))
        incremental.automatic[name] = page
        everything = incremental.written >= builder.env.found_docs
        return (
            before is not None
            and before.shown == page.shown
            and not everything
            and builder.get_output_path(name).is_file()
        )


def _frame(builder: Any) -> list[object]:
    """Return what every page is given, as plain data."""
    context: Mapping[str, Any] = builder.globalcontext
    info, templates = builder.build_info, builder.templates
    # Those that all pages link; the lists in the context have what the page before added for itself.
    linked = (getattr(builder, f"_orig_{kind}_files", ()) for kind in ("css", "js"))
    return [
        (info.config_hash, info.tags_hash),
        templates.newest_template_mtime() if templates else 0,
        sorted((name, found.version) for name, found in build_of(builder.env).app.extensions.items()),
        sorted((key, repr(value)) for key, value in context.items() if key not in _APART),
        [_linked(builder, file) for files in linked for file in files],
    ]


def _linked(builder: Any, file: Any) -> object:
    """Return what a page says of a file that it links: its attributes and, behind its address, its checksum."""
    name = str(getattr(file, "filename", file) or "")
    path = builder.outdir / name
    checksum = zlib.crc32(path.read_bytes()) if name and "://" not in name and path.is_file() else 0
    return name, sorted(map(repr, getattr(file, "attributes", {}).items())), checksum
