"""Makes Sphinx's search index after an incremental build the same as after a clean build.

Sphinx loads the index of the last build and puts in the pages that it writes.  Words that no page has any
more stay in it with an empty list, and the entries of ``index`` directives and glossaries are lost for all
pages that are not written, since it does not load them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: document -> its lines ``(entry, anchor, "main" or "")``
Lines = dict[str, list[tuple[str, str, str]]]


class SearchIndex:
    """The search index of one build.  It has no public face: names are looked up with care."""

    def __init__(self) -> None:
        self.before: Lines = {}

    def load(self, app: Sphinx, *_builder: Any) -> None:
        """Read the index entries that the last build left, before Sphinx prunes the rest (``write-started``)."""
        name = getattr(app.builder, "searchindex_filename", "")
        self.before = _load(Path(app.outdir) / name) if name else {}

    def mend(self, app: Sphinx) -> list[Any]:
        """Take out the words of no page, and put in what Sphinx lost (``html-collect-pages``)."""
        indexer: Any = getattr(app.builder, "indexer", None)
        for name in ("_mapping", "_title_mapping"):
            words: dict[str, set[str]] = getattr(indexer, name, {})
            for word in [word for word, docnames in words.items() if not docnames]:
                del words[word]
        entries: Lines = getattr(indexer, "_index_entries", {})
        titles: dict[str, str] = getattr(indexer, "_titles", {})
        both = sorted({**self.before, **entries}.items())
        entries.clear()
        entries.update((docname, lines) for docname, lines in both if docname in titles)
        return []


def _load(path: Path) -> Lines:
    lines: Lines = {}
    try:
        text = path.read_text("utf-8")
        if '"indexentries":{}' in text:  # most have none, and parsing all the words costs
            return {}
        index = json.loads(text[text.index("(") + 1 : text.rindex(")")])
        for entry, places in index["indexentries"].items():
            for number, anchor, main in places:
                lines.setdefault(index["docnames"][number], []).append(
                    (entry, anchor, "main" if main else "")
                )
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError):
        return {}  # none yet, or one that Sphinx does not load either
    return lines
