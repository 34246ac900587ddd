"""What a document is when it is reviewed: sentences with their loci, and what each says."""

from __future__ import annotations

from typing import Final, NamedTuple

from sphinx_policyrefs.review.loci import Locus

#: From here on a sentence says something that can be checked by more than reading.
CHECKABLE: Final = 0.25
#: How much of a sentence is looked at: no person wrote a longer one.
LONGEST: Final = 10_000


class Section(NamedTuple):
    """A section of a document."""

    #: counted from 1; 0 is what stands before the first heading
    number: int
    #: empty for section 0 and for the footnotes
    title: str = ""


class Sentence(NamedTuple):
    """A sentence, a heading or the title."""

    locus: Locus
    #: with single blanks
    text: str
    #: as of blocks: ``title``, ``heading``, ``paragraph``, ``item``, ``quote``, ``cell``, ``note``
    kind: str = "paragraph"


class Article(NamedTuple):
    """A document, taken apart."""

    title: str
    sections: tuple[Section, ...]
    #: in the order of the document, title and headings among them
    sentences: tuple[Sentence, ...]
    #: of its text, as Babel names it
    language: str = "en"


# What a sentence says.  Each thing has its place in the sentence: ``sentence.text[start:end] == text``.


class SaidDate(NamedTuple):
    """A date in a sentence."""

    start: int
    end: int
    text: str
    #: valid EDTF, but for a day without any year before it: ``XXXX-09-27``
    edtf: str
    #: whether a part of it comes from another date of the section
    carried: bool = False


class SaidName(NamedTuple):
    """A name of an entry."""

    start: int
    end: int
    text: str
    #: its id
    entry: str


class SaidWords(NamedTuple):
    """Words alone: a name that the record lacks, or a quotation without its marks."""

    start: int
    end: int
    text: str


class SaidNumber(NamedTuple):
    """A number with what it counts."""

    start: int
    end: int
    text: str
    value: int | float
    #: ``%``, the code of a currency, or the word behind it in small letters (``users``, ``days``); "" for none
    unit: str
    #: the upper end of a range
    to: int | float | None = None


class SaidVote(NamedTuple):
    """A count of votes."""

    start: int
    end: int
    text: str
    ayes: int
    noes: int


class SaidCitation(NamedTuple):
    """A citation or a docket number."""

    start: int
    end: int
    text: str
    #: as the record shows it
    normal: str
    #: as in the table of citations: ``docket``, ``us-code``
    kind: str


class SaidCourt(NamedTuple):
    """A court that is named."""

    start: int
    end: int
    text: str
    #: its id, as in the table of courts
    court: str


class Said(NamedTuple):
    """What a sentence says, each sort in the order of the sentence, none within another of its sort."""

    dates: tuple[SaidDate, ...] = ()
    names: tuple[SaidName, ...] = ()
    #: names that the record lacks
    unknown: tuple[SaidWords, ...] = ()
    #: amounts of money, percentages and periods among them
    numbers: tuple[SaidNumber, ...] = ()
    votes: tuple[SaidVote, ...] = ()
    #: docket numbers among them
    citations: tuple[SaidCitation, ...] = ()
    courts: tuple[SaidCourt, ...] = ()
    quotes: tuple[SaidWords, ...] = ()
    #: from 0, nothing that could be looked up, to 1
    checkable: float = 0.0
