"""The cards that readers see beside references: one small script for each page that has entries.

A page opened from a file may load scripts and no other data, so each file hands its cards over as a property
of the element that loads it; one more names the pages that have such a file, so that no browser asks for one
in vain.  All are made of the one graph, whatever pages a build writes, and are written where they differ from
what is there.  A build that writes no page leaves them, if the record is the one of the last build.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from sphinx_policyrefs.adapter.build import build_of
from sphinx_policyrefs.adapter.references.addresses import writes_html
from sphinx_policyrefs.records.model import digest

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_policyrefs.adapter.build import Build

#: Where the files lie, and the one that names the others; the script of previews says the same.
FOLDER = "_static/policyrefs-cards"
PAGES = f"{FOLDER}.js"


def has_cards(build: Build) -> bool:
    """Return whether readers of a build's pages see cards beside references."""
    return writes_html(build.builder) and bool(build.config.policyrefs_previews)


def file_of(uri: str) -> str:
    """Return the file with the cards of the page at an address, as the script of previews finds it."""
    path = unquote(uri)
    if not path or path.endswith("/"):
        path += "index"
    return re.sub(r"\.x?html?\Z", "", path, flags=re.IGNORECASE) + ".js"


class Previews:
    """Keeps the cards of one output directory."""

    def __init__(self, same: Callable[[str], bool], unreached: Callable[[str, str], bool]) -> None:
        """Keep what knows the cards that the last build left.

        *same* says whether they are those that a digest stands for; *unreached*, if they are, whether those of a page
        would be no others now.
        """
        self._same = same
        self._unreached = unreached

    def write(self, app: Sphinx, exception: Exception | None) -> None:
        """Write the cards, and take away those of pages that are gone (``build-finished``)."""
        if exception is not None or not writes_html(app.builder):
            return
        folder = Path(app.outdir) / FOLDER
        names = Path(app.outdir) / PAGES
        build = build_of(app.env)
        if not (app.config.policyrefs_previews and build.has_record):
            names.unlink(missing_ok=True)
            _clear(folder, ())
            return
        entries = build.graph.entries.values()
        pages = {
            docname: file_of(app.builder.get_target_uri(docname))
            for docname in sorted({entry.docname for entry in entries if entry.docname})
        }
        same = self._same(digest((build.state[1], pages)))
        there = {docname for docname, name in pages.items() if (folder / name).is_file()}
        if same and names.is_file() and there == pages.keys():
            return
        before = digest((build.before.state[1], pages)) if build.before is not None else ""
        listed = [name.removesuffix(".js") for name in pages.values()]
        _put(names, _script(json.dumps(listed, ensure_ascii=False)))
        _clear(folder, pages.values())
        for docname, name in pages.items():
            if docname not in there or not self._unreached(docname, before):
                cards = build.snapshot.cards.get(docname) or cards_of(build, docname)
                _put(folder / name, _script("{" + ",\n".join(cards) + "}"))


def _clear(folder: Path, but: Iterable[str]) -> None:
    """Take away the files of pages that have no cards."""
    kept = set(but)
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.relative_to(folder).as_posix() not in kept:
            path.unlink()
    if folder.is_dir() and not kept:
        folder.rmdir()


def _put(path: Path, text: bytes) -> None:
    if not path.is_file() or path.read_bytes() != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)


def cards_of(build: Build, docname: str) -> list[str]:
    """Return the cards of a page, in the order of its entries, each once."""
    from sphinx_policyrefs.views.card import card

    cards = {}
    for number in range(len(build.documents[docname].entries)):
        entry = build.active(docname, number)
        if entry is not None:
            made = card(build.cells, entry)
            data = made if made.sources else made[:-1]  # most entries have none
            shown = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
            cards[entry.anchor] = f"{json.dumps(entry.anchor)}:{shown}"
    return list(cards.values())


def _script(data: str) -> bytes:
    return f"document.currentScript.policyCards={data}\n".encode()
