"""Where a citation leads on the web: to its words on a page, or to its page of a PDF."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

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
        return self._place(link, "url")

    def archived(self, link: Link) -> str:
        """Return the address at which they stand in the archived copy of the source; "" where there is none."""
        return self._place(link, "archive-url")

    def page(self, link: Link) -> str:
        """Return the address of the page of a PDF that a citation names; "" where it names none, or no PDF."""
        source = self._graph.entries.get(link.target)
        url = _on_the_web(source, "url")
        return self._page(link, source, url) if source is not None and url and _is_pdf(source, url) else ""

    def _place(self, link: Link, field: str) -> str:
        source = self._graph.entries.get(link.target)
        url = _on_the_web(source, field)
        if source is None or not url or not link.quote:
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


def _on_the_web(source: Entry | None, field: str) -> str:
    """Return an address of a source that a browser opens; "" where it has none."""
    url = str(source.fields.get(field, "")) if source is not None else ""
    return url if url.startswith(("http:", "https:")) else ""


def _is_pdf(source: Entry, url: str) -> bool:
    """Return whether a source is a PDF: by its copy where it has one, else by its address."""
    return str(source.fields.get("copy", "")).lower().endswith(".pdf") or names_pdf(url)


def names_pdf(url: str) -> bool:
    """Return whether an address ends as those of PDFs do."""
    return urlsplit(url).path.lower().endswith(".pdf")
