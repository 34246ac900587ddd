"""Words of a text as a ranking compares them: in small letters, stemmed, those of the same meaning as one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Final

import snowballstemmer

_WORD: Final = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")

#: Stands in every second sentence, and its words mean other things elsewhere.
_COUNTRY: Final = re.compile(r"\bUnited States(?:[’']s?)?|\bU\.\s?S\.(?:[’']s)?|\bUS\b")

#: Words that tell nothing of what a sentence is about.
_STOP: Final = """
a about above after again against all also although am an and any are as at be became because become been before
began being below between both but by can cannot could did do does doing down during each either else even ever
every few first for from further gave get give given gives go goes going gone got had has have having he her here
hers herself him himself his how however i if in into is it its itself just last later least less let made make
makes many may me might more most much must my myself near nearly neither never new next no nor not now of off on
once one ones only or other others our ours out over own per perhaps put quite rather said same say says second see
seen set she should since so some soon still such take taken takes than that the their theirs them themselves then
there these they third this those though through thus to told too took toward towards two three under until up upon
us use used uses using very via was we well went were what when where whether which while who whom whose why will
with within without would yet you your inc ltd llc corp co plc al et vs versus address addressed addressing aim
aimed aims allow allowed allowing along already attempt attempts based beyond bring come comes coming concern
concerns concerned continue continued continues current currently despite effort efforts ensure ensuring especially
face faced faces focus focused follow followed following follows former full fully growing help helped include
included includes including increasingly indeed issue key large largely lead leading leads led like likely long
major mean means meanwhile measure measures meet move moved moves multiple number ongoing part particular
particularly past place play played plays potential potentially present presented provide provided provides range
reason recent recently regard regarding remain remained remains result resulted resulting results role seek seeking
seeks series serious significant significantly similar simply specific start started step steps strong substantial
term terms thing things time times today turn various view way ways whole wide work worked working year years day
days month months week weeks
"""

# Words of law and politics that writers use for one another, one group a line. A verb stands with the noun of what it
# does, since a record says 'complaint' where a reporter says 'sued'.
_GROUPS: Final = """
sue sued suing lawsuit lawsuits suit suits complaint complaints complain complains complained litigation case cases
rule ruled ruling rulings held holding judgment judgement judgments decide decided decides decision opinion verdict
judge judges justice justices court courts tribunal panel
ban bans banned banning prohibit prohibits prohibited prohibition prohibitions bar barred outlaw outlawed
divest divests divested divestiture divestment sell sells sold sale spin selloff
block blocks blocked enjoin enjoins enjoined injunction injunctions halt halts halted stay stayed suspend suspends
block suspended suspension
buy buys bought purchase purchased acquire acquires acquired acquisition takeover
lawmaker lawmakers legislator legislators congress congressional senator senators congressman
law laws statute statutes act acts legislation
sign signs signed signing enact enacted enactment
appeal appeals appealed appealing appellate
fine fined fines penalty penalties
vote votes voted voting pass passes passed passage
argue argues argued argument arguments hear heard
fund funds funded funding invest invests invested investment investor investors stake
quash quashed overturn overturned annul annulled invalid invalidate invalidated void voided vacate vacated
strike struck strikes
dismiss dismissed dismisses dismissal reject rejected rejects refuse refused refuses deny denied denies denial
announce announces announced announcement unveil unveiled
extend extends extended extension prolong prolonged renew renewed renewal
remove removed removes removal fire fired dismissal oust ousted
replace replaced replaces replacement supersede superseded succeed
probe probes investigate investigated investigation investigations inquiry review reviews reviewed scrutiny
company companies firm firms corporation
settle settled settlement
deal deals agreement agreements accord accords pact partnership partnerships
deal partner partners alliance alliances collaboration collaborations
lobby lobbied lobbying lobbyist lobbyists
hearing hearings testify testified testimony
allege alleged alleges accuse accused accuses charge charged charges
revoke revokes revoked revocation rescind rescinded repeal repealed cancel cancelled canceled
"""


@cache
def _stemmer(language: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(_ALGORITHMS.get(language[:2], "english"))


_ALGORITHMS: Final = {
  "da": "danish", "de": "german", "en": "english", "es": "spanish", "fr": "french", "it": "italian", "nl": "dutch",
  "no": "norwegian", "pt": "portuguese", "ru": "russian", "sv": "swedish",
}  # fmt: skip


class Stems:
    """The stems of words of one language."""

    def __init__(self, language: str = "en") -> None:
        self._stem = _stemmer(language).stemWord
        self._known: dict[str, str] = dict.fromkeys(_STOP.split() if language[:2] == "en" else (), "")
        if language[:2] == "en":
            for line in _GROUPS.split("\n"):
                for word in line.split():
                    self._known.setdefault(word, line.split()[0])

    def of(self, text: str) -> Iterator[str]:
        """Yield the stem of each telling word, in order."""
        for _start, _word, stem in self.words(text):
            yield stem

    def words(self, text: str) -> Iterator[tuple[int, str, str]]:
        """Yield each telling word with its place and its stem, in order."""
        for found in _WORD.finditer(_COUNTRY.sub(lambda match: " " * len(match[0]), text)):
            stem = self.one(found[0])
            if stem:
                yield found.start(), found[0], stem

    def one(self, word: str) -> str:
        """Return the stem of a word, "" for one that tells nothing."""
        stem = self._known.get(word)
        if stem is None:
            stem = self._known[word] = self._new(word)
        return stem

    def _new(self, word: str) -> str:
        plain = "".join(
            c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c)
        )
        plain = plain.replace("’", "'").removesuffix("'s").replace("'", "").replace(".", "")
        if plain != word:
            return self.one(plain) if plain else ""
        if len(plain) == 1 and not plain.isdigit():
            return ""
        stem: str = self._stem(plain)
        return stem
