"""Case citations against the entry that bears them: parties, year and court as eyecite reads them."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

from sphinx_policyrefs.records.courts import court_short

# What became of a case stands behind its citation (Bluebook rule 10.7), and is another decision's.
_HISTORY = re.compile(
    r"[,;.)\s](?:(?:sub nom\.|and|in part|per curiam|memorandum|rev'd|on other grounds),? )*"
    r"(?:aff'[dg]|affirm(?:ed|ing)|rev'[dg]|revers(?:ed|ing)|vacat(?:ed|ing)|modif(?:ied|ying)|overrul(?:ed|ing)"
    r"|abrogat(?:ed|ing)|superseded|remand(?:ed|ing)|withdrawn|amended|enforced|enforcing|depublished"
    r"|cert(?:iorari)?\.? (?:denied|granted|dismissed)|petition for|appeal (?:docketed|dismissed|denied|filed|pending)"
    r"|appeal from|argued|perm(?:ission)?\.? app\.?|prob(?:able)?\.? juris|juris(?:diction)?\.? post"
    r"|reh'g|rehearing|stay(?:ed| granted| denied| pending)|mandamus|motion|mot\.|injunction|order|clarif(?:ied|ying)"
    r"|quoting|citing|cited)\b",
    re.IGNORECASE,
)
#: Words of a party's name that tell nothing.
_COMMON = frozenset({"and", "the", "inc", "ltd", "llc", "corp", "company", "matter", "rel"})


@lru_cache(maxsize=1)
def eyecite_available() -> bool:
    """Tell whether eyecite is installed; it is not imported."""
    return find_spec("eyecite") is not None


def check_with_eyecite(citation_text: str, title: str, year: int | None, court_id: str) -> list[str]:
    """Return a sentence for each thing in which the case citation in a text differs from an entry.

    The first full citation is compared, without what became of the case: 'aff'd' and what follows is of another
    decision. `year` is that of the entry's decision, `court_id` the id of its court; None and "" leave them
    uncompared, and so does a citation that does not say them, or a party without a telling word ('X Corp.'). The list
    is empty where eyecite is not installed.
    """
    if not eyecite_available():
        return []
    found = _full_citations(citation_text)
    # Without the rest, since eyecite gives a citation the year and the court of the next brackets.
    if found and (history := _HISTORY.search(citation_text.replace("’", "'"), found[0].span()[1])):
        found = _full_citations(citation_text[: history.start()])
    if not found:
        return []
    cited, said = found[0].corrected_citation(), found[0].metadata
    telling = _stems(title)
    differences = [
        f"{cited} is cited as a case of '{party}', whom '{title}' does not name."
        for party in (said.plaintiff, said.defendant)
        if party and telling and (stems := _stems(party)) and not stems & telling
    ]
    if year and said.year and int(said.year) != year:
        differences.append(f"{cited} is cited as of {said.year}, but was decided in {year} by this entry.")
    if court_id and said.court and said.court != court_id:
        by, at = court_short(said.court), court_short(court_id)
        differences.append(f"{cited} is cited as of the court '{by}', but this entry is at '{at}'.")
    return differences


def _full_citations(text: str) -> list[Any]:
    """Return the full citations of cases in a text, as eyecite reads them."""
    from eyecite import get_citations
    from eyecite.models import FullCaseCitation

    return [citation for citation in get_citations(text) if isinstance(citation, FullCaseCitation)]


def _stems(name: str) -> set[str]:
    """Return how the telling words of a name begin, since citations shorten them: Dep't, Comm., Int'l."""
    words = re.findall(r"\w{3,}", name.casefold().replace("'", "").replace("’", ""))
    return {word[:3] for word in words if word not in _COMMON}
