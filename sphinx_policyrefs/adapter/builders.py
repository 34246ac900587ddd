"""The builders: one that writes the exports alone, and one that writes nothing."""

from __future__ import annotations

import os
from collections.abc import Set as AbstractSet

from sphinx.builders.dummy import DummyBuilder

#: The folder below the source directory that holds what builds make.
OUTPUT = "_build"


class CheckBuilder(DummyBuilder):
    """Reads documents and writes nothing: what ``policyrefs check`` runs."""

    name = "policyrefs-check"
    #: how many copies of sources are read at once; a command has no -j
    readers = os.cpu_count() or 1

    def get_asset_paths(self) -> list[str]:
        """Return what is not searched for documents: the output of builds, in which extensions leave sources."""
        return [OUTPUT]

    def get_outdated_docs(self) -> set[str]:
        return set()

    def write_documents(self, _docnames: AbstractSet[str]) -> None:
        """Write nothing; not even the references are resolved."""


class ExportBuilder(DummyBuilder):
    """Writes the exports and no page: those of ``policyrefs_exports``, or all where it names none."""

    name = "policyrefs"
    epilog = "The exports are in %(outdir)s."

    def init(self) -> None:
        """Have the record as HTML shows it, whose pages the exports name."""
        for tag in ("html", "format_html", "builder_html"):
            self.tags.add(tag)

    def get_outdated_docs(self) -> str:  # type: ignore[override]
        return "exports"

    def write_documents(self, _docnames: AbstractSet[str]) -> None:
        """Write nothing yet; :func:`.exporting.exports.finish` does."""
