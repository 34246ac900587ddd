"""What Sphinx's own references by title show, which Sphinx itself leaves stale when the other page changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.builders.text import TextBuilder
from sphinx.util import docname_join

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from sphinx_policyrefs.adapter.build import Build
    from sphinx_policyrefs.records.model import DocRecord


class Labels:
    """What such references show in one build."""

    def __init__(self, build: Build, indices: AbstractSet[str]) -> None:
        """Take the labels of the pages that appear by themselves."""
        self.env = build.env
        self.indices = indices
        #: whether pages say where references lead; plain text does not
        self.places = not isinstance(build.builder, TextBuilder)

    def of(self, record: DocRecord | None) -> list[Any]:
        """Return what Sphinx's own references by title show on the page of a document."""
        labels = record.labels if record is not None else ()
        return [self.label(record.docname, role, target) for role, target in labels if record is not None]

    def label(self, docname: str, role: str, target: str) -> Any:
        """Return what one of Sphinx's own references by title shows; Sphinx alone would leave it stale."""
        standard = self.env.domains.standard_domain
        found: list[Any] = []
        if role in ("doc", "any"):
            other = docname_join(docname, target)
            title = self.env.titles.get(other)
            found.append((title is not None and title.astext(), self.place(other)))
        if role in ("term", "any"):
            place = standard.objects.get(("term", target)) or standard.data["terms"].get(target.lower())
            found.append(self.place(place))
        if role in ("ref", "any", "numref"):
            target = target.lower()
            label, bare = standard.labels.get(target), standard.anonlabels.get(target)
            found += [label and label[2], self.place((label, bare)), target in self.indices]
            if role == "numref" and bare is not None and self.places:  # plain text says "Table %s"
                found += [self.env.toc_fignumbers.get(bare[0]), self.env.toc_secnumbers.get(bare[0])]
        return found

    def place(self, place: Any) -> Any:
        """Return a place as the digest of a page has it: plain text says only whether there is one."""
        return place if self.places else bool(place)
