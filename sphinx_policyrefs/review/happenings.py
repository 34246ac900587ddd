"""What a sentence says happened on a day: the words of milestones, and which of them a date belongs to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from sphinx_policyrefs.review.model import SaidDate
from sphinx_policyrefs.review.words import Stems

#: What happens at each milestone, in the words of people.
HAPPENINGS: Final[Mapping[str, str]] = {
    "filed": "filed files file filing sued sues lodged petitioned challenged complaint lawsuit suit petition"
    " registered sue action",
    "argued": "argued argues heard hearing argument arguments hears",
    "decided": "decided decides ruled rules ruling held judgment decision opinion verdict found dismissed granted"
    " denied rejected upheld affirmed reversed vacated struck invalidated annulled blocked overturned declared issued"
    " refused enjoined lost won sided",
    "terminated": "terminated closed ended withdrawn",
    "introduced": "introduced introduces proposed sponsored unveiled",
    "passed": "passed passes passage approved voted vote cleared",
    "adopted": "adopted adopts adoption approved decided",
    "vetoed": "vetoed vetoes veto",
    "denied": "denied denies rejected refused denial",
    "signed": "signed signs signing enacted law issued issues signature concluded",
    "published": "published publishes printed appeared publication",
    "effective": "effective effect force applied applies applicable binding",
    "expires": "expires expire expired expiry lapses lapse lapsed sunset sunsets",
    "repealed": "repealed repeals repeal rescinded",
    "withdrawn": "withdrawn withdrew withdraws rescinded revoked",
    "announced": "announced announces announcement unveiled agreed struck disclosed reached",
    "closed": "closed closes closing completed completes completion finalized force",
    "abandoned": "abandoned abandons dropped collapsed terminated scrapped",
    "due": "due deadline until expires expired expire lapses ends ended by before",
}

#: Milestones whose words all tell of one act.
_ONE_ACT: Final = ("filed", "argued", "signed", "published", "announced")

_WORD: Final = re.compile(r"[^\W\d_]+")
#: How many characters off an act of several dates is still that of one.
_CLOSE: Final = 60
#: A noun that a date behind it belongs to, and a verb that tells of what is past.
_NOUN_OF: Final = re.compile(r"\b([^\W\d_]{3,})\s+of\s+(?:the\s+)?\Z")
_PAST: Final = re.compile(
    r"ed\Z|\A(?:held|struck|won|lost|brought|heard|took|began|came|went|found|made|met|put|sold|bought|left|fell|sent|gave"
    r"|swore|sworn|spoke|wrote|cut|set|paid|led|rose)\Z",
    re.IGNORECASE,
)
#: Ends a clause, so that what stands behind belongs to something else.
_BREAK: Final = re.compile(
    r"[;:]|,\s+(?:and|but|while|which|who|where|after|before|as|though|although|when)\b|\s[–—]\s"
)


class Happenings:
    """Finds what a date is the day of."""

    def __init__(self, stems: Stems) -> None:
        self._stems = stems
        self._fields: dict[str, frozenset[str]] = {}
        for field, words in HAPPENINGS.items():
            for word in words.split():
                self._fields[word] = self._fields.get(word, frozenset()) | {field}
        #: stems of words that say that something happened
        self._acts = frozenset(filter(None, map(stems.one, self._fields))) | frozenset(
            filter(None, map(stems.one, _ACTS.split()))
        )

        #: stem -> acts of which any word stands for the others: who sues files a complaint
        self._kin: dict[str, frozenset[str]] = {}
        for field in _ONE_ACT:
            for stem in filter(None, map(stems.one, HAPPENINGS[field].split())):
                self._kin[stem] = self._kin.get(stem, frozenset()) | {field}

    def at(self, text: str, date: SaidDate, milestones: Sequence[str]) -> list[str]:
        """Return the milestones that the nearest telling word makes a date the day of, none where there is none."""
        best: tuple[int, frozenset[str]] | None = None
        for found in _WORD.finditer(text):
            fields = self._fields.get(found[0].casefold(), frozenset()).intersection(milestones)
            if not fields or date.start <= found.start() < date.end:
                continue
            distance = _distance(text, found.start(), found.end(), date)
            if best is None or distance < best[0]:
                best = (distance, fields)
        return [m for m in milestones if best is not None and m in best[1]]

    def is_of_another(self, text: str, date: SaidDate, milestones: Sequence[str]) -> bool:
        """Return whether a date belongs to a noun before it that tells of none of some milestones."""
        noun = _NOUN_OF.search(text, 0, date.start)
        return noun is not None and self._fields.get(noun[1].casefold(), frozenset()).isdisjoint(milestones)

    def told(
        self, title: str, text: str, date: SaidDate, taken: Sequence[tuple[int, int]] = (), *, alone: bool
    ) -> bool:
        """Return whether a sentence tells, of what a title tells, that it happened on a date.

        Words in the places *taken*, such as those of names, tell nothing; *alone* says that it gives no other date.
        """
        acts = {stem for stem in self._stems.of(title) if stem in self._acts}
        kin = frozenset().union(*(self._kin.get(stem, frozenset()) for stem in acts))
        noun = _NOUN_OF.search(text, 0, date.start)
        if noun is not None:  # 'the order of May 3' says nothing of the day of anything else
            return self._stems.one(noun[1]) in acts
        told = [
            (
                _distance(text, found.start(), found.end(), date),
                stem not in acts and kin.isdisjoint(self._kin.get(stem, ())),
                found[0],
            )
            for found in _WORD.finditer(text)
            if (stem := self._stems.one(found[0])) in self._acts
            and not any(start <= found.start() < end for start, end in taken)
        ]
        if len(date.edtf) == 4 and not (told and _PAST.search(min(told)[2])):
            return False  # 'goes on in 2025'
        if not acts:
            return alone
        near = min(told, default=(0, True, ""))
        return not near[1] and (alone or near[0] < _CLOSE)


def _distance(text: str, start: int, end: int, date: SaidDate) -> int:
    """Return how far a word is from a date, in characters; the end of a clause between them counts as many."""
    low, high = (end, date.start) if end <= date.start else (date.end, start)
    between = text[low:high]
    # What stands behind a date is less often what happened then.
    return len(between) + 60 * len(_BREAK.findall(between)) + (15 if start >= date.end else 0)


#: Words that tell of acts, besides those of milestones.
_ACTS: Final = (
    "fine ban divest block buy appeal invest quash strike dismiss announce extend remove replace probe settle"
    " lobby testify  allege revoke complain resign appoint nominate confirm asks call urges gives launch"
    " launches join certify  designate swear sworn recommend report leak warn demand request subpoena arrest"
    " indict plead sentence merge release  reopen restore return cut raise meet visit speak write send open start"
    " begin end finish"
)
