"""On which side of a legal action a sentence puts a party: 'X sued Y', 'the appeal by X', 'Y is the respondent'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.review.model import Said
from sphinx_policyrefs.review.terms import kin

#: What a sentence calls those of each side.
_NOUNS: Final = {
    "claiming": "plaintiffs? petitioners? appellants? applicants? claimants? complainants?",
    "answering": "defendants? respondents? appellees?",
    "intervenors": "intervenors? interveners?",
    "amici": "amicus amici",
}
_ACTIONS: Final = r"(?:law)?suits?|complaints?|petitions?|actions?|challenges?|legal challenges?|cases?"
#: One party, and several in a row.
_P: Final = r"⟦\d+⟧"
_GROUP: Final = rf"{_P}(?:(?:,\s*(?:and\s+)?|\s+and\s+)(?:the\s+)?{_P})*"
#: Up to some words without the end of a clause.
_GAP: Final = r"(?:\s+(?!and\b|but\b|was\b|were\b)[^\s⟦⟧;:]+){0,4}?"
_FILE: Final = (
    rf"(?:file[sd]?|brings?|brought|lodge[sd]?|launche[sd])\s+(?:(?!⟦)\S+\s+){{0,4}}?(?:{_ACTIONS})\b"
    r"|went to (?:the\s+)?(?:\S+\s+){0,4}?[Cc]ourt\b"
)


class Told(NamedTuple):
    """A side on which a sentence puts a party."""

    #: id of the party as the record of the action has it
    party: str
    side: str
    text: str


def _patterns() -> Iterator[tuple[re.Pattern[str], str, bool]]:
    """Yield each form with the side it means, and whether it is said of appeals alone."""

    def make(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern.replace("GROUP", f"(?P<who>{_GROUP})"), re.IGNORECASE)

    the = r"(?:the\s+)?"
    sued = r"(?:has\s+|have\s+|had\s+|then\s+|also\s+)*(?:sued|sues|is suing|are suing)\b"
    yield make(rf"GROUP(?:’s|'s)?{_GAP}\s+{sued}"), "claiming", False
    yield make(rf"\b(?:sued|sues|suing)\s+{the}GROUP"), "answering", False
    yield make(r"GROUP\s+(?:was|were|is|are|been|being)\s+(?:\w+\s+)?sued\b"), "answering", False
    yield make(rf"\bsued\s+by\s+{the}GROUP"), "claiming", False
    yield make(rf"GROUP{_GAP}\s+(?:has\s+|have\s+|had\s+)?(?:{_FILE})"), "claiming", False
    yield make(rf"\b(?:{_ACTIONS})\s+(?:\S+\s+){{0,3}}?against\s+{the}GROUP"), "answering", False
    yield make(rf"\b(?:{_ACTIONS})\s+(?:brought\s+|filed\s+|lodged\s+)?by\s+{the}GROUP"), "claiming", False
    yield make(rf"GROUP(?:’s?|'s?)\s+(?:\w+\s+)?(?:{_ACTIONS})\b"), "claiming", False
    yield make(rf"GROUP{_GAP}\s+(?:has\s+|have\s+|had\s+)?appeal(?:ed|s)\b"), "claiming", True
    yield make(rf"\bappeals?\s+(?:\w+\s+)?by\s+{the}GROUP"), "claiming", True
    yield make(r"GROUP(?:’s?|'s?)\s+appeals?\b"), "claiming", True
    for side, nouns in _NOUNS.items():
        noun = "|".join(nouns.split())
        be = r"(?:,|\s+(?:is|was|were|are|had been|has been|became|being|as|joined as|appeared as|acted as))"
        yield make(rf"GROUP{be}\s+(?:\w+\s+){{0,3}}?(?:{noun})\b"), side, False
        yield make(rf"\b(?:{noun})(?:,|\s+(?:is|was|were|are))?\s+(?:\w+\s+)?{the}GROUP"), side, False


_PATTERNS: Final = tuple(_patterns())


def said_sides(
    text: str, said: Said, parties: Mapping[str, str], graph: Graph, *, appeal: bool
) -> list[Told]:
    """Return the sides on which a sentence puts some of the *parties* of an action, one for each of them.

    One that a sentence puts on two sides is left out.  *appeal* says that the action is one, so that who appeals
    brings it.
    """
    marked, spans = _marked(text, said, parties, graph)
    found: dict[str, Told] = {}
    torn: set[str] = set()
    for pattern, side, appealing in _PATTERNS:
        if appealing and not appeal:
            continue
        for match in pattern.finditer(marked):
            words = re.sub(r"⟦(\d+)⟧", lambda m: spans[int(m[1])][1], match[0])
            for number in re.findall(r"⟦(\d+)⟧", match["who"]):
                party = spans[int(number)][0]
                if party in found and found[party].side != side:
                    torn.add(party)
                found.setdefault(party, Told(party, side, words))
    return [told for party, told in found.items() if party not in torn]


def _marked(
    text: str, said: Said, parties: Mapping[str, str], graph: Graph
) -> tuple[str, list[tuple[str, str]]]:
    """Return the sentence with a mark for each party, and what each stands for: id and words."""
    places: list[tuple[int, int, str]] = []
    for name in said.names:
        if name.entry in parties:
            places.append((name.start, name.end, name.entry))
        else:
            near = sorted(kin(graph, name.entry) & parties.keys())
            if len({parties[id_] for id_ in near}) == 1:
                places.append((name.start, name.end, near[0]))
    for id_ in parties:  # a person by the last name
        entry = graph.entries[id_]
        last = entry.title.split()[-1]
        if entry.fields.get("type") == "person" and len(last) > 3:
            for match in re.finditer(rf"\b{re.escape(last)}\b", text):
                if not any(match.start() < end and start < match.end() for start, end, _ in places):
                    places.append((match.start(), match.end(), id_))
    marked: list[str] = []
    spans: list[tuple[str, str]] = []
    at = 0
    for start, end, id_ in sorted(places):
        if start < at:
            continue
        marked += [text[at:start], f"⟦{len(spans)}⟧"]
        spans.append((id_, text[start:end]))
        at = end
    return "".join([*marked, text[at:]]), spans
