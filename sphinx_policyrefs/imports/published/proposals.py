"""What an import proposes: entries as a data file has them, each with its place, and counts of what was left out."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, Final, NamedTuple
from zlib import crc32

from sphinx_policyrefs.imports.published.keep import Keep
from sphinx_policyrefs.imports.published.matching import Matcher
from sphinx_policyrefs.imports.published.model import Place, Told
from sphinx_policyrefs.records.fields import FieldError, safe_url, slugify
from sphinx_policyrefs.records.kinds import Field
from sphinx_policyrefs.records.types.identifiers import IDENTIFIERS

#: The order in which a data file has them.
_ORDER: Final = ("legal-action", "instrument", "party", "event", "deadline", "source")
#: The longest part of an id that is made of words.
_LONGEST: Final = 60


#: What separates citations, and no locator can have.
_NO_PLACE: Final = re.compile(r'["“”„«»;@|#]')


class Proposed(NamedTuple):
    """An entry, and where what it says stands."""

    place: Place
    written: dict[str, Any]


class Left(NamedTuple):
    """What was left out of one case or bill."""

    of: str
    total: int
    #: how many of each sort
    sorts: dict[str, int]


class Proposals:
    """The entries of one call, as they are made.

    Ids follow from what never changes (court and docket number, number of the entry, number of the bill or document),
    and are given before anything is left out: what ``--keep`` brings in later has the id that it would have had before.
    """

    def __init__(self, keep: Keep, matcher: Matcher) -> None:
        self.keep = keep
        self.matcher = matcher
        self.made: dict[str, Proposed] = {}
        self.left: list[Left] = []
        #: roles of parties that have no side, and how many parties have each
        self.sideless: Counter[str] = Counter()
        #: how many documents were left out that only say that rules were kept
        self.formal = 0
        self.told: list[Told] = []
        self._parties: dict[str, str] = {}

    def entries(self) -> list[Proposed]:
        """Return the entries, kind by kind."""
        return sorted(self.made.values(), key=lambda each: _ORDER.index(each.written["kind"]))

    def add(self, place: Place, kind: str, id_: str, title: str, **fields: Any) -> str:
        """Add an entry, unless there is one of that id, without the fields that are empty; return its id."""
        if id_ not in self.made:
            given = {name.replace("_", "-"): value for name, value in fields.items() if value}
            self._check(place, given)
            body = given.pop("body", "")
            last = {"markup": "text"} | ({"body": body} if body and body != title else {})
            self.made[id_] = Proposed(place, {"kind": kind, "id": id_, "title": title, **given, **last})
        return id_

    def _check(self, place: Place, given: dict[str, Any]) -> None:
        """Leave out addresses and identifiers that are none, and what a locator can't hold."""
        if not safe_url(given.get("url", "https:")):
            del given["url"]
        for name in IDENTIFIERS.keys() & given.keys():
            try:
                given[name] = IDENTIFIERS[name].parse(Field(name, name), str(given[name]))
            except FieldError as error:
                self.tell(place, f"{name}: {error}; it is left out")
                del given[name]
        for cited in given.get("sources", ()):
            if "locator" in cited:
                cited["locator"] = " ".join(_NO_PLACE.sub(" ", cited["locator"]).split()) or "docket"

    def party(self, place: Place, name: str, type_: str = "", **fields: Any) -> str:
        """Return the id of a party: the record's, or one that is made."""
        if name not in self._parties:
            id_ = self.matcher.named("party", name)
            if not id_:
                id_ = _short(slugify(name) or f"party-{crc32(name.encode()):08x}", name)
                if id_ in self.made and self.made[id_].written["kind"] != "party":
                    id_ = f"{id_}-party"
                self.add(place, "party", id_, name, type=type_, **fields)
            self._parties[name] = id_
        return self._parties[name]

    def tell(self, place: Place, message: str) -> None:
        """Keep something that the person who imports has to know."""
        self.told.append(Told(place, message))

    def leave(self, of: str, total: int, sorts: Counter[str]) -> None:
        """Count what was left out of a case or a bill."""
        if sorts:
            self.left.append(Left(of, total, dict(sorts)))


def _short(id_: str, text: str) -> str:
    """Return an id that is not too long: cut at a word, with a digest of the whole."""
    if len(id_) <= _LONGEST:
        return id_
    head = id_[:_LONGEST]
    return f"{head.rpartition('-')[0] or head[:40]}-{crc32(text.encode()):08x}"


def first_words(title: str) -> str:
    """Return the first words of a title as a part of an id."""
    return "-".join(slugify(title).split("-")[:5])
