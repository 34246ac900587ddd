"""The cards that readers see beside references: one small script for each page that has entries.

A page opened from a file may load scripts and no other data, so each file hands its cards over as a property
of the element that loads it; one more names the pages that have such a file, so that no browser asks for one
in vain.  All are made of the one graph, whatever pages a build writes, and are written where they differ from
what is there.
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

#: Where the files lie, and the one that names the others; the script of previews says the same.
FOLDER = "_static/policyrefs-cards"
PAGES = f"{FOLDER}.js"


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
    names = Path(app.outdir) / PAGES
    files: dict[str, bytes] = {}
    if app.config.policyrefs_previews:
        files = _files(app, policy_domain(app.env))
        pages = json.dumps([name.removesuffix(".js") for name in files], ensure_ascii=False)
        _put(names, _script(pages))
    else:
        names.unlink(missing_ok=True)
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.relative_to(folder).as_posix() not in files:
            path.unlink()
    if folder.is_dir() and not files:
        folder.rmdir()
    for name, text in files.items():
        _put(folder / name, text)


def _put(path: Path, text: bytes) -> None:
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
        file_of(app.builder.get_target_uri(docname)): _script("{" + ",\n".join(cards) + "}")
        for docname, cards in sorted(pages.items())
    }


def _script(data: str) -> bytes:
    return f"document.currentScript.policyCards={data}\n".encode()
