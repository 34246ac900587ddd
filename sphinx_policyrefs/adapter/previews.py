"""The cards that readers see beside references: one small script for each page that has entries.

A page opened from a file may load scripts and no other data, so each file hands its cards over as a property
of the element that loads it.  All are made of the one graph, whatever pages a build writes, and are written
where they differ from what is there.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from sphinx_policyrefs.adapter.domain import policy_domain, writes_html
from sphinx_policyrefs.views.card import card

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_policyrefs.adapter.domain import PolicyDomain

#: Where the files lie; the script of previews says the same.
FOLDER = "_static/policyrefs-cards"


def file_of(uri: str) -> str:
    """Return the file with the cards of the page at an address, as the script of previews finds it."""
    path = unquote(uri)
    if not path or path.endswith("/"):
        path += "index"
    return re.sub(r"\.x?html?\Z", "", path, flags=re.IGNORECASE) + ".js"


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write the cards, and take away those of pages that are gone (``build-finished``)."""
    if exception is not None or not writes_html(app.builder):
        return
    folder = Path(app.outdir) / FOLDER
    files = _files(app, policy_domain(app.env)) if app.config.policyrefs_previews else {}
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.relative_to(folder).as_posix() not in files:
            path.unlink()
    if folder.is_dir() and not files:
        folder.rmdir()
    for name, text in files.items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)


def _files(app: Sphinx, domain: PolicyDomain) -> dict[str, bytes]:
    """Return the files by name."""
    pages: dict[str, list[str]] = {}
    for entry in domain.graph.entries.values():
        if entry.docname:
            shown = json.dumps(card(domain.cells, entry), ensure_ascii=False, separators=(",", ":"))
            pages.setdefault(entry.docname, []).append(f"{json.dumps(entry.anchor)}:{shown}")
    return {
        file_of(app.builder.get_target_uri(docname)): _script(cards)
        for docname, cards in sorted(pages.items())
    }


def _script(cards: list[str]) -> bytes:
    return "document.currentScript.policyCards={{{}}}\n".format(",\n".join(cards)).encode()
