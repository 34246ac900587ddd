"""Where a citation leads on the web: to its words on a page, or to its page of a PDF."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.model import Entry
from sphinx_policyrefs.records.relations import Link

if TYPE_CHECKING:
    from sphinx_policyrefs.evidence.proofs import Proofs

#: A page of a file without a copy, whose labels nobody has seen, is taken for its number up to here. Beyond, it is the
#: page of a volume, such as 48637 of the Federal Register.
_HIGHEST: Final = 999


class Places:
    """The addresses of places in the sources of one record."""

    def __init__(self, graph: Graph, proofs: Callable[[], Proofs]) -> None:
        self._graph = graph
        self._proofs = proofs

    def words(self, link: Link) -> str:
        """Return the address at which the words of a citation stand; "" where there is none."""
        source = self._graph.entries.get(link.target)
        return self._place(link, source, source.fields.get("url", "")) if source is not None else ""

    def archived(self, link: Link) -> str:
        """Return the address at which they stand in the archived copy of the source; "" where there is none."""
        source = self._graph.entries.get(link.target)
        return self._place(link, source, source.fields.get("archive-url", "")) if source is not None else ""

    def page(self, link: Link) -> str:
        """Return the address of the page of a PDF that a citation names; "" where it names none, or no PDF."""
        source = self._graph.entries.get(link.target)
        url = source.fields.get("url", "") if source is not None else ""
        return self._page(link, source, url) if source is not None and _is_pdf(source, url) else ""

    def _place(self, link: Link, source: Entry, url: str) -> str:
        if not link.quote or not url.startswith(("http:", "https:")):
            return ""
        if _is_pdf(source, url):
            return self._page(link, source, url) or url
        from sphinx_policyrefs.evidence.addresses import with_text

        return with_text(url, link.quote)

    def _page(self, link: Link, source: Entry, url: str) -> str:
        from sphinx_policyrefs.evidence.addresses import first_page, with_page

        if source.fields.get("copy") and not source.home:
            number = self._proofs().page_number(link)
        else:
            number = first_page(link.locator)
            number = number if number is not None and number <= _HIGHEST else None
        return with_page(url, number) if number is not None else ""


def _is_pdf(source: Entry, url: str) -> bool:
    """Return whether a source is a PDF: by its copy where it has one, else by its address."""
    copy = str(source.fields.get("copy", "")).lower()
    if copy.endswith(".pdf"):
        return True
    from sphinx_policyrefs.evidence.addresses import names_pdf

    return bool(url) and names_pdf(url)
