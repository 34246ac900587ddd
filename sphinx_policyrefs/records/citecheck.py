"""Compares the citation of a case with its entry: parties, year and court, as eyecite reads them."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from sphinx_policyrefs.records.citations import CitationForm, looks_us
from sphinx_policyrefs.records.courts import court_short
from sphinx_policyrefs.records.dockets import plain

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


class Case(NamedTuple):
    """A case citation as eyecite reads it."""

    cited: str
    parties: tuple[str, ...]
    year: str
    court: str


class CitationReader:
    """Reads citations, each text once; what it has read can be kept for the next run.

    To load eyecite, and to compile the table of forms, takes longer than all other checks of an ordinary record.
    """

    def __init__(self, path: Path | None = None) -> None:
        """Make a reader that knows what the file at *path* keeps, if the same release of eyecite has read it."""
        self._path = path
        self._cases: dict[str, Case | None] = {}
        self._looks_us: dict[str, bool] = {}
        if path is not None:
            with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
                self._load(json.loads(path.read_bytes()))
        self._known = len(self._cases) + len(self._looks_us)

    def _load(self, content: dict[str, Any]) -> None:
        if content["releases"] == _releases():
            self._cases = {
                text: None if case is None else Case(case[0], tuple(case[1]), case[2], case[3])
                for text, case in content["cases"].items()
            }
            self._looks_us = dict(content["looks_us"])

    def save(self) -> None:
        """Keep what was read for the next run, if anything is new and there is a file for it."""
        if self._path is None or len(self._cases) + len(self._looks_us) == self._known:
            return
        content = {"releases": _releases(), "cases": self._cases, "looks_us": self._looks_us}
        with suppress(OSError):
            self._path.write_text(json.dumps(content), "utf-8")

    def case(self, text: str) -> Case | None:
        """Return the case citation in a text; None where there is none, or eyecite is not installed."""
        if not eyecite_available():
            return None
        if text not in self._cases:
            self._cases[text] = _first_case(text)
        return self._cases[text]

    def looks_us(self, text: str, extra: Sequence[CitationForm] = ()) -> bool:
        """Return what :func:`.citations.looks_us` says; with forms of the project's own nothing is kept."""
        if extra:
            return looks_us(text, extra)
        if text not in self._looks_us:
            self._looks_us[text] = looks_us(text)
        return self._looks_us[text]


def _first_case(text: str) -> Case | None:
    """Return the first full citation in a text, without what became of the case."""
    text = plain(text)
    found = [] if _HISTORY.match(f" {text}") else _full_citations(text)
    # Without the rest, since eyecite gives a citation the year and the court of the next brackets.
    if found and (history := _HISTORY.search(text, found[0].span()[1])):
        found = _full_citations(text[: history.start()])
    if not found:
        return None
    said = found[0].metadata
    parties = tuple(party for party in (said.plaintiff, said.defendant) if party)
    return Case(found[0].corrected_citation(), parties, said.year or "", said.court or "")


def _full_citations(text: str) -> list[Any]:
    """Return the full citations of cases in a text, as eyecite reads them."""
    from eyecite import get_citations
    from eyecite.models import FullCaseCitation

    return [citation for citation in get_citations(text) if isinstance(citation, FullCaseCitation)]


def _releases() -> list[str]:
    """Return the releases of all that reads citations: eyecite, its tables, and our own."""
    found = []
    for name in ("sphinx-policyrefs", "eyecite", "reporters-db", "courts-db"):
        with suppress(PackageNotFoundError):
            found.append(f"{name} {version(name)}")
    return found


def check_with_eyecite(
    citation_text: str, title: str, year: int | None, court_id: str, reader: CitationReader | None = None
) -> list[str]:
    """Return a sentence for each thing in which the case citation in a text differs from an entry.

    The first full citation is compared, without what became of the case: 'aff'd' and what follows is of another
    decision. `year` is that of the entry's decision, `court_id` the id of its court; None and "" leave them
    uncompared, and so does a citation that does not say them, or a party without a telling word ('X Corp.'). The list
    is empty where eyecite is not installed.
    """
    case = (reader or CitationReader()).case(citation_text)
    if case is None:
        return []
    telling = _stems(title)
    differences = [
        f"{case.cited} is cited as a case of '{party}', whom '{title}' does not name."
        for party in case.parties
        if telling and (stems := _stems(party)) and not stems & telling
    ]
    if year and case.year and int(case.year) != year:
        differences.append(
            f"{case.cited} is cited as of {case.year}, but was decided in {year} by this entry."
        )
    if court_id and case.court and case.court != court_id:
        by, at = court_short(case.court), court_short(court_id)
        differences.append(f"{case.cited} is cited as of the court '{by}', but this entry is at '{at}'.")
    return differences


def _stems(name: str) -> set[str]:
    """Return how the telling words of a name begin, since citations shorten them: Dep't, Comm., Int'l."""
    words = re.findall(r"\w{3,}", name.casefold().replace("'", "").replace("’", ""))
    return {word[:3] for word in words if word not in _COMMON}
