"""Part of the third step of the graph: claims that nobody has judged yet, which are no part of the public record.

A review of a document proposes them (``policyrefs review --write``).  Until somebody gives a verdict they say nothing
that is worth publishing; ``policyrefs_drafts`` shows them, for an internal edition.
"""

from __future__ import annotations

from collections.abc import Mapping

from sphinx_policyrefs.records.model import Entry


def is_unjudged(entry: Entry) -> bool:
    """Return whether an entry is a draft of a claim without a verdict."""
    fields = entry.fields
    return (
        entry.kind == "claim"
        and fields.get("review") == "draft"
        and "verdict" not in fields
        and not entry.home
    )


def judged(entries: Mapping[str, Entry]) -> Mapping[str, Entry]:
    """Return the entries without such drafts; the same mapping where there are none."""
    if not any(map(is_unjudged, entries.values())):
        return entries
    return {id_: entry for id_, entry in entries.items() if not is_unjudged(entry)}
