"""Whether a paragraph of prose may say another day than what it refers to.

That is quick to see, and settled before anything is loaded that takes prose apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.model import Mention
from sphinx_policyrefs.records.named import named_by

MONTHS: Final = (
    "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    "|Nov(?:ember)?|Dec(?:ember)?"
)
#: Some of these is in every date of English.
CUES: Final = (
    rf"\d|{MONTHS}|(?:day|week|month|year|decade)s?\b|morning|afternoon|evening|night|quarter"
    "|spring|summer|autumn|fall|winter"
)
_ENGLISH: Final = re.compile(CUES, re.IGNORECASE)
_DIGIT: Final = re.compile(r"\d")


def may_differ(text: str, mentions: Iterable[Mention], graph: Graph, language: str = "en") -> bool:
    """Return whether a paragraph refers to a dated entry, and may say a date that is not the record's.

    In other languages than English there is no date without a digit.
    """
    mentions = tuple(mentions)
    cue = _ENGLISH if language.startswith("en") else _DIGIT
    return bool(mentions) and cue.search(_own(text, mentions)) is not None and any(dated_by(mentions, graph))


def _own(text: str, mentions: Iterable[Mention]) -> str:
    """Return the text of a paragraph without the words that the record gave."""
    own, last = "", 0
    for each in mentions:
        if not each.explicit and each.start < each.end:
            own += f"{text[last : each.start]}\0"
            last = each.end
    return own + text[last:]


def dated_by(mentions: Iterable[Mention], graph: Graph) -> Iterator[str]:
    """Yield the ids of the entries with a known date that mentions name.

    The day on which a source was published is no date of what it says.
    """
    for each in mentions:
        for id_ in named_by(graph, each.role, each.target):
            kind = graph.kinds[graph.entries[id_].kind]
            if not kind.aside and any(not date.is_unknown for date in graph.dates(id_)):
                yield id_
