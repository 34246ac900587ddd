"""What others' files say, in our words and before it is entries: a case, a bill, a document of the Federal Register."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Place(NamedTuple):
    """Where something stands: the file, its line, and the path of names to it where many stand in one line."""

    file: str
    line: int
    path: str = ""


class Told(NamedTuple):
    """Something that a file says and that is not taken as it stands, in one sentence."""

    place: Place
    message: str


@dataclass(slots=True)
class Paper:
    """A document of a docket entry."""

    place: Place
    #: number of the document in the docket, "" for none
    number: str = ""
    #: number of the attachment, "" for the document itself
    attachment: str = ""
    description: str = ""
    url: str = ""
    sha256: str = ""
    sealed: bool = False


@dataclass(slots=True)
class Filing:
    """An entry of a docket."""

    place: Place
    #: EDTF; "" where the file has none, or one that can't be read
    date: str = ""
    #: number of the entry, "" where the court gave none
    number: str = ""
    text: str = ""
    papers: list[Paper] = field(default_factory=list)
    #: number that the docket's system keeps for it: tells two entries of one day and one text apart
    serial: str = ""


@dataclass(slots=True)
class Member:
    """A party as a docket names it."""

    place: Place
    name: str
    #: what the docket says that it is, such as 'Counter Defendant'
    role: str
    #: the side of a legal action, "" where ours have none for the role
    side: str = ""
    terminated: str = ""
    #: other names by which the same file calls it
    aliases: tuple[str, ...] = ()


@dataclass(slots=True)
class Other:
    """Another case that a docket names."""

    court: str
    number: str


@dataclass(slots=True)
class Case:
    """A case before a court."""

    place: Place
    #: id of courts-db or text
    court: str = ""
    number: str = ""
    caption: str = ""
    filed: str = ""
    argued: str = ""
    decided: str = ""
    terminated: str = ""
    judges: list[str] = field(default_factory=list)
    cause: str = ""
    disposition: str = ""
    url: str = ""
    #: id of the docket in CourtListener
    courtlistener: str = ""
    parties: list[Member] = field(default_factory=list)
    filings: list[Filing] = field(default_factory=list)
    below: list[Other] = field(default_factory=list)
    related: list[Other] = field(default_factory=list)
    #: where the file comes from, for the title of its source
    publisher: str = ""
    #: which milestone of the case the entry is that stands at this place of :attr:`filings`
    milestones: dict[int, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


class Act(NamedTuple):
    """One thing that was done with a bill, as one of several bodies reports it."""

    place: Place
    date: str
    time: str
    text: str
    #: code of the action, "" where the body gives none
    code: str
    #: number of the body: 0 the Senate, 1 and 2 the House, 9 the Library of Congress
    body: str
    #: the kind of action, such as 'IntroReferral'
    kind: str
    #: chamber and number of a roll call, and its address
    rolls: tuple[tuple[str, str, str], ...] = ()


class Sponsor(NamedTuple):
    """A member of Congress."""

    name: str
    bioguide: str


@dataclass(slots=True)
class Bill:
    """A bill or a resolution of Congress."""

    place: Place
    congress: str = ""
    #: ``hr``, ``s``, ``hjres`` ...
    type: str = ""
    number: str = ""
    title: str = ""
    introduced: str = ""
    chamber: str = ""
    sponsors: list[Sponsor] = field(default_factory=list)
    #: numbers of the laws that it became, such as 118-50
    laws: list[str] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)


class Noted(NamedTuple):
    """A relation that a note states in words."""

    #: ``revokes``, ``revoked by`` ...
    relation: str
    #: what it names, such as 'EO 14318'
    name: str
    date: str = ""


@dataclass(slots=True)
class Notice:
    """A document of the Federal Register."""

    place: Place
    number: str = ""
    title: str = ""
    type: str = ""
    #: number of the executive order or proclamation
    order: str = ""
    citation: str = ""
    signed: str = ""
    published: str = ""
    effective: str = ""
    comments_close: str = ""
    agencies: list[str] = field(default_factory=list)
    url: str = ""
    abstract: str = ""
    dockets: list[str] = field(default_factory=list)
    notes: list[Noted] = field(default_factory=list)
    corrects: str = ""
    #: the words of dates that can't be read
    unread: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Found:
    """All that the files of one call hold."""

    cases: list[Case] = field(default_factory=list)
    bills: list[Bill] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    #: remarks on a whole file, which are no mistakes: what it can't hold
    remarks: list[str] = field(default_factory=list)
