"""Properties of pages in an EPUB that Sphinx does not write."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx.builders.epub3 import Epub3Builder

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

_ITEM = re.compile(r'<item (?![^>]*\bproperties=)[^>]*\bhref="([^"]+\.xhtml)"')


def declare_drawings(app: Sphinx, builder: Builder) -> None:
    """Have the package declare which pages hold drawings, as the standard demands (``write-started``).

    Between the writing of the package document and its packing there is no event, hence the wrapper.
    """
    if not isinstance(builder, Epub3Builder):
        return
    write = builder.build_content

    def build_content() -> None:
        write()
        path = app.outdir / "content.opf"
        before = path.read_text("utf-8")
        after = _ITEM.sub(declared, before)
        if after != before:
            path.write_text(after, "utf-8")

    def declared(item: re.Match[str]) -> str:
        page = app.outdir / item[1]
        drawn = page.is_file() and "<svg" in page.read_text("utf-8")
        return f'{item[0]} properties="svg"' if drawn else item[0]

    builder.build_content = build_content  # type: ignore[method-assign]
