"""A checker of the links and anchors in HTML that a builder left behind."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from pathlib import Path

#: Elements that HTML leaves open.
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Page(HTMLParser):
    """What a page links to, and what it can be linked at."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.hrefs: list[str] = []
        #: addresses by the text of their links
        self.links: dict[str, str] = {}
        #: what was opened and not closed, or closed and not opened
        self.unbalanced: list[str] = []
        self._open: list[str] = []
        self._link: tuple[str, str] | None = None
        self.feed(text)
        self.close()
        self.unbalanced += self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if values.get("id"):
            self.ids.append(values["id"] or "")
        if tag == "a" and values.get("href"):
            self.hrefs.append(values["href"] or "")
            self._link = (values["href"] or "", "")
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._link:
            self._link = (self._link[0], self._link[1] + data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._link:
            self.links.setdefault(self._link[1], self._link[0])
            self._link = None
        if tag in VOID:
            return
        if self._open and self._open[-1] == tag:
            self._open.pop()
        else:
            self.unbalanced.append(f"/{tag}")


def pages(out: Path) -> dict[Path, Page]:
    """Return every page below *out*."""
    return {
        path: Page(path.read_text(encoding="utf-8"))
        for pattern in ("*.html", "*.xhtml")
        for path in sorted(out.rglob(pattern))
    }


def broken(out: Path) -> list[str]:
    """Return, sorted, every link to a page or an anchor that is not there, and every id that two elements bear."""
    found = []
    all_pages = pages(out)
    for path, page in all_pages.items():
        where = path.relative_to(out).as_posix()
        found += [f"{where}: two of #{i}" for i in sorted({i for i in page.ids if page.ids.count(i) > 1})]
        found += [f"{where}: unbalanced {tag}" for tag in page.unbalanced]
        for href in page.hrefs:
            parts = urlsplit(href)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if target.is_dir():
                target /= "index.html"
            if not target.exists():
                found.append(f"{where}: no page {href}")
            elif (
                parts.fragment
                and target in all_pages
                and unquote(parts.fragment) not in all_pages[target].ids
            ):
                found.append(f"{where}: no anchor {href}")
    return sorted(found)
