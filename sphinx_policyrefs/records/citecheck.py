"""Case citations against the entry that bears them: parties, year and court as eyecite reads them."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

from sphinx_policyrefs.records.courts import court_short

#: Words of a party's name that tell nothing.
_COMMON = frozenset({"and", "the", "inc", "ltd", "llc", "corp", "company", "matter", "rel"})


@lru_cache(maxsize=1)
def eyecite_available() -> bool:
    """Tell whether eyecite is installed; it is not imported."""
    return find_spec("eyecite") is not None


def check_with_eyecite(citation_text: str, title: str, year: int | None, court_id: str) -> list[str]:
    """Return a sentence for each thing in which the case citations in a text differ from an entry.

    `year` is that of the entry's decision, `court_id` the id of its court; None and "" leave them uncompared, and
    so does a citation that does not say them. The list is empty where eyecite is not installed.
    """
    if not eyecite_available():
        return []
    from eyecite import get_citations
    from eyecite.models import FullCaseCitation

    differences: dict[str, None] = {}
    found: list[Any] = [c for c in get_citations(citation_text) if isinstance(c, FullCaseCitation)]
    for citation in found:
        cited, said = citation.corrected_citation(), citation.metadata
        for party in (said.plaintiff, said.defendant):
            if party and not _stems(party) & _stems(title):
                differences[f"{cited} is cited as a case of '{party}', whom '{title}' does not name."] = None
        if year and said.year and int(said.year) != year:
            differences[f"{cited} is cited as of {said.year}, but was decided in {year} by this entry."] = (
                None
            )
        if court_id and said.court and said.court != court_id:
            by, at = court_short(said.court), court_short(court_id)
            differences[f"{cited} is cited as of the court '{by}', but this entry is at '{at}'."] = None
    return list(differences)


def _stems(name: str) -> set[str]:
    """Return how the telling words of a name begin, since citations shorten them: Dep't, Comm., Int'l."""
    words = re.findall(r"\w{3,}", name.casefold().replace("'", "").replace("’", ""))
    return {word[:3] for word in words if word not in _COMMON}
