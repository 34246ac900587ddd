"""Places in a document: section, paragraph and sentence, as in ``2.3.1``."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_FORM: Final = re.compile(
    r"(?P<section>\d{1,6})\.(?P<paragraph>\d{1,6})\.(?P<sentence>\d{1,6})"
    r"(?:(?P<part>[a-z])|[-\u2010-\u2013](?P<last>\d{1,6}))?",
    re.ASCII,
)


class Locus(NamedTuple):
    """A sentence, a part of one (``3.4.1a``) or a run of them in one paragraph (``3.4.1-2``).

    They sort by their numbers, a sentence before its parts and before the runs that begin with it.
    """

    #: 0 before the first heading
    section: int
    #: 0 for the heading of the section, and for the title of the document
    paragraph: int = 0
    #: 0 for headings
    sentence: int = 0
    #: the last sentence of a run, else 0
    last: int = 0
    #: the letter of a part, else ""
    part: str = ""

    def __str__(self) -> str:
        run = f"-{self.last}" if self.last else ""
        return f"{self.section}.{self.paragraph}.{self.sentence}{run}{self.part}"

    @property
    def sentences(self) -> tuple[Locus, ...]:
        """The sentences that it names, each without a letter."""
        last = self.last or self.sentence
        return tuple(Locus(self.section, self.paragraph, number) for number in range(self.sentence, last + 1))

    def touches(self, other: Locus) -> bool:
        """Return whether some sentence belongs to both."""
        return self[:2] == other[:2] and (
            self.sentence <= (other.last or other.sentence) and other.sentence <= (self.last or self.sentence)
        )


#: The place of the title of a document.
TITLE: Final = Locus(0)


def parse_locus(text: str) -> Locus | None:
    """Return the locus that a text is; None for any other text, a run that ends before it begins among them."""
    found = _FORM.fullmatch(text.strip())
    if found is None:
        return None
    sentence, last = int(found["sentence"]), int(found["last"] or 0)
    if found["last"] and last <= sentence:
        return None
    return Locus(int(found["section"]), int(found["paragraph"]), sentence, last, found["part"] or "")
