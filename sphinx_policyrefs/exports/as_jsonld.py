"""The record as linked data: JSON-LD in the terms of schema.org, as one file and for the entries of one page."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from sphinx_policyrefs.exports.texts import ends_of, first_id, tidied, tidy, uuid_of
from sphinx_policyrefs.records.authors import OTHERS, names_of, text_of
from sphinx_policyrefs.records.courts import court_name
from sphinx_policyrefs.records.fields import safe_url
from sphinx_policyrefs.records.kinds import SIDES
from sphinx_policyrefs.records.types.identifiers import IDENTIFIERS

if TYPE_CHECKING:
    from sphinx_policyrefs.exports.edition import Edition
    from sphinx_policyrefs.records.dates import PartialDate
    from sphinx_policyrefs.records.kinds import Kind
    from sphinx_policyrefs.records.model import Entry

Node = dict[str, Any]

#: Every term is one of schema.org; nothing has to be fetched to know that.
_VOCABULARY: Final = "https://schema.org/"

#: The types of parties and sources by their own ``type``; what is not named here has the type of the kind.
_PARTIES: Final = MappingProxyType({
    "person": "Person", "company": "Corporation", "agency": "GovernmentOrganization",
    "court": "GovernmentOrganization", "legislature": "GovernmentOrganization", "state": "State",
    "country": "Country", "ngo": "NGO", "media": "NewsMediaOrganization",
})  # fmt: skip
_SOURCES: Final = MappingProxyType({
    "article": "Article", "article-journal": "ScholarlyArticle", "article-magazine": "Article",
    "article-newspaper": "NewsArticle", "bill": "Legislation", "book": "Book", "broadcast": "Clip",
    "chapter": "Chapter", "dataset": "Dataset", "legislation": "Legislation", "manuscript": "Manuscript",
    "map": "Map", "motion_picture": "Movie", "periodical": "Periodical", "post": "SocialMediaPosting",
    "post-weblog": "BlogPosting", "regulation": "Legislation", "report": "Report", "review": "Review",
    "thesis": "Thesis", "webpage": "WebPage",
})  # fmt: skip

#: What a reader of ratings is told of a verdict: 1 is the worst, 5 the best.
_RATINGS: Final = MappingProxyType({"wrong": 1, "misleading": 2, "imprecise": 3, "accurate": 5})

#: Fields that name what something is about.
_ABOUT: Final = (
    "about",
    "challenges",
    "legal-action",
    "instrument",
    "agreement",
    "parties",
    "actor",
    "target",
    "issues",
)

#: Types of kinds that are not works.
_NO_WORKS: Final = frozenset({"Event", "Organization"})

#: What stands in for types of which search engines require more than an entry says.
_PLAINER: Final = MappingProxyType({"Event": "Action", "ClaimReview": "Claim"})


def write(edition: Edition) -> str:
    """Return the whole record as one document."""
    context = _context(edition)
    if not edition.site:  # the file lies one folder below the root of the site
        context = {"@base": "../", **context}
    graph = list(nodes(edition, edition.entries, edition.uri))
    return json.dumps({"@context": context, "@graph": graph}, ensure_ascii=False, indent=1) + "\n"


def embedded(edition: Edition, entries: Iterable[Entry], address: Callable[[Entry], str | None]) -> str:
    """Return the entries of one page for a script element, "" where there are none; *address* is as seen from there."""
    graph = list(nodes(edition, entries, address))
    if not graph:
        return ""
    context = _context(edition)
    text = json.dumps({"@context": context, "@graph": graph}, ensure_ascii=False, separators=(",", ":"))
    # Within a script HTML knows no escapes: no text may look like the end of it, or like a comment.
    return text.replace("&", r"\u0026").replace("<", r"\u003c").replace(">", r"\u003e")


def nodes(
    edition: Edition, entries: Iterable[Entry], address: Callable[[Entry], str | None]
) -> Iterator[Node]:
    """Yield what is said of each entry; other entries are named there by address and title."""
    maker = _Maker(edition, address)
    for entry in entries:
        yield maker.node(entry)


def _context(edition: Edition) -> Node:
    """Return what the terms mean; `url` holds addresses, which may be relative, and no plain text."""
    language = edition.wording.language.replace("_", "-")
    return {"@vocab": _VOCABULARY, "@language": language, "url": {"@type": "@id"}}


def _addresses(kind: Kind, fields: Mapping[str, Any]) -> Node:
    """Return where an entry's own address and its identifiers lead: those say what else it is called."""
    url = fields.get("url", "")
    url = url if safe_url(url) else ""
    same = [IDENTIFIERS[f.type].address(fields[f.name]) for f in kind.given(fields) if f.type in IDENTIFIERS]
    if kind.schema_type == "Organization":
        same = [url, *same] if url else same
        url = ""
    return {"url": url, "sameAs": same[0] if len(same) == 1 else same}


class _Maker:
    """Makes nodes, with addresses as seen from one place."""

    def __init__(self, edition: Edition, address: Callable[[Entry], str | None]) -> None:
        self.edition = edition
        self.graph = edition.graph
        self.address = address

    def node(self, entry: Entry) -> Node:
        """Return all that is said of an entry, without what has no value."""
        fields, kind = entry.fields, self.graph.kinds[entry.kind]
        node = {
            **self.name(entry),
            "alternateName": list(
                dict.fromkeys([*filter(None, [fields.get("short")]), *fields.get("aliases", ())])
            ),
            "description": self.edition.summary(entry),
            "keywords": list(fields.get("tags", ())),
            **_addresses(kind, fields),
        }
        node |= _maker(kind)(self, entry)
        if {"text", "reviewBody"} & node.keys():  # the same again
            del node["description"]
        sources = self.names(entry, "sources")
        node["subjectOf" if kind.schema_type in _NO_WORKS else "citation"] = sources
        return {key: tidied(value) for key, value in node.items() if value not in ("", [], None, {})}

    def name(self, entry: Entry) -> Node:
        """Return what names an entry: address, type, title."""
        # An entry of another project is where that project says; one that no page shows is itself all the same.
        place = (
            self.address(entry) or entry.uri or f"urn:uuid:{uuid_of(self.edition, 'entry', first_id(entry))}"
        )
        return {"@id": tidy(place), "@type": self.type_of(entry), "name": tidy(entry.title)}

    def type_of(self, entry: Entry) -> str:
        """Return the type of an entry in schema.org."""
        kind = self.graph.kinds[entry.kind]
        found = _OWN_TYPES.get(kind.name, {}).get(entry.fields.get("type", ""), kind.schema_type)
        return found if found not in _PLAINER or self.has_required(entry, found) else _PLAINER[found]

    def has_required(self, entry: Entry, found: str) -> bool:
        """Return whether an entry says what search engines require of a type."""
        if found == "Event":
            return bool(self.span(entry)[0] and self.location(entry))
        return bool(entry.fields.get("verdict") and self.url(entry))

    def url(self, entry: Entry) -> str:
        """Return the address of an entry, "" where no page shows it."""
        return self.address(entry) or entry.uri or ""

    def span(self, entry: Entry) -> tuple[str, str]:
        """Return the first and the last day of an entry's first date, "" where one is not known without doubt."""
        milestones = self.graph.kinds[entry.kind].milestones
        when = self.graph.date(entry.id, milestones[0]) if milestones else None
        if when is None or when.is_unknown or when.precision == "set":
            return "", ""
        start, end = ends_of(when)
        return _iso(start), _iso(end)

    def location(self, entry: Entry) -> str:
        """Return where something is: its own place, else the court of its proceeding, else whose law it is."""
        fields, entries = entry.fields, self.graph.entries
        courts = (entries[id_].fields.get("court") for id_ in self.graph.targets(entry.id, "legal-action"))
        court = fields.get("court") or next(filter(None, courts), "")
        return (
            fields.get("place")
            or fields.get("venue")
            or (court and court_name(court, self.graph.courts))
            or fields.get("jurisdiction")
            or ""
        )

    def appearances(self, entry: Entry) -> list[Node]:
        """Return the sources in which a claim appears, with the addresses of the sources themselves."""
        found = []
        for id_ in self.graph.targets(entry.id, "made-in"):
            url = self.graph.entries[id_].fields.get("url", "")
            found.append({**self.name(self.graph.entries[id_]), **({"url": url} if safe_url(url) else {})})
        return found

    def names(self, entry: Entry, *fields: str) -> list[Node]:
        """Return the names of those that some relations lead to."""
        return [self.name(self.graph.entries[id_]) for id_ in self.graph.targets(entry.id, *fields)]

    def day(self, entry: Entry, *names: str) -> str:
        """Return the first of some dates that is known without doubt, as ISO 8601."""
        return next((text for name in names if (text := _iso(self.graph.date(entry.id, name)))), "")


def _event(maker: _Maker, entry: Entry) -> Node:
    """Return what holds for an event; what is none to a search engine is an action, which has other terms."""
    start, end = maker.span(entry)
    place = maker.location(entry)
    is_event = maker.type_of(entry) == "Event"
    if not is_event and maker.graph.kinds[entry.kind].computed:  # a deadline ends what somebody has to do
        start, end = "", end or start
    return {
        "startDate" if is_event else "startTime": start,
        "endDate" if is_event else "endTime": end,
        "location": {"@type": "Place", "name": place} if place else None,
        "about" if is_event else "object": maker.names(entry, *_ABOUT, "on", "imposed-by"),
    }


def _party(maker: _Maker, entry: Entry) -> Node:
    person = maker.type_of(entry) == "Person"
    area = maker.type_of(entry) in ("State", "Country")
    parents = maker.names(entry, "parent")
    return {
        "jobTitle": entry.fields.get("office", "") if person else "",
        "affiliation" if person else "containedInPlace" if area else "parentOrganization": parents,
        "memberOf": [] if area else maker.names(entry, "member-of"),
    }


def _proceeding(maker: _Maker, entry: Entry) -> Node:
    court = entry.fields.get("court", "")
    return {
        "genre": "legal action",
        "identifier": entry.fields.get("docket", ""),
        "dateCreated": maker.day(entry, "filed"),
        "datePublished": maker.day(entry, "decided"),
        "creativeWorkStatus": entry.fields.get("status", ""),
        "sourceOrganization": {
            "@type": "GovernmentOrganization", "name": court_name(court, maker.graph.courts)
        } if court else None,
        "contributor": maker.names(entry, *SIDES),
        "about": maker.names(entry, *_ABOUT),
        "isBasedOn": maker.names(entry, "appeal-of"),
    }  # fmt: skip


def _instrument(maker: _Maker, entry: Entry) -> Node:
    return {
        "legislationIdentifier": [
            text for text in (entry.fields.get("number", ""), *entry.fields.get("citation", ())) if text
        ],
        "legislationType": entry.fields.get("type", ""),
        "legislationDate": maker.day(entry, "signed", "adopted", "passed"),
        "datePublished": maker.day(entry, "published"),
        "expires": maker.day(entry, "expires"),
        "legislationPassedBy": maker.names(entry, "issuer"),
        "legislationChanges": maker.names(entry, "amends", "revokes", "supersedes", "extends"),
        "isBasedOn": maker.names(entry, "authority", "implements"),
        "legislationJurisdiction": entry.fields.get("jurisdiction", ""),
    }


def _quotation(maker: _Maker, entry: Entry) -> Node:
    return {
        "text": maker.edition.summary(entry),
        "dateCreated": maker.day(entry, "date"),
        "creator": maker.names(entry, "speaker"),
        "sourceOrganization": maker.names(entry, "on-behalf-of"),
        "locationCreated": (
            {"@type": "Place", "name": entry.fields["venue"]} if "venue" in entry.fields else None
        ),
        "about": maker.names(entry, *_ABOUT),
    }


def _review(maker: _Maker, entry: Entry) -> Node:
    """Return what holds for a claim: its review; the claim alone where there is no verdict or no page."""
    fields = entry.fields
    verdict = fields.get("verdict", "")
    if maker.type_of(entry) != "ClaimReview":
        return {
            "author": maker.names(entry, "claimant"),
            "appearance": maker.appearances(entry),
            "isBasedOn": maker.names(entry, "evidence"),
        }
    rating = {
        "@type": "Rating",
        "alternateName": verdict,
        **(
            {"ratingValue": _RATINGS[verdict], "worstRating": 1, "bestRating": 5}
            if verdict in _RATINGS
            else {}
        ),
    }
    claim = {
        "@type": "Claim",
        "name": entry.title,
        "author": maker.names(entry, "claimant"),
        "appearance": maker.appearances(entry),
    }
    author = fields.get("reviewer", "") or maker.edition.author or maker.edition.project
    return {
        "url": maker.url(entry),
        "claimReviewed": entry.title,
        "reviewBody": maker.edition.summary(entry),
        "datePublished": maker.day(entry, "as-of", "verified"),
        "author": {"@type": "Person" if "reviewer" in fields else "Organization", "name": author}
        if author
        else None,
        "itemReviewed": {key: value for key, value in claim.items() if value},
        "reviewRating": rating,
        "isBasedOn": maker.names(entry, "evidence"),
    }


def _source(maker: _Maker, entry: Entry) -> Node:
    fields = entry.fields
    archive = fields.get("archive-url", "")
    container = fields.get("container-title", "")
    return {
        "author": _authors(fields.get("author", "")),
        "publisher": fields.get("publisher", ""),
        "isPartOf": {"@type": "CreativeWork", "name": container} if container else None,
        "pagination": fields.get("page", ""),
        "datePublished": maker.day(entry, "published"),
        "identifier": list(fields.get("citation", ())),
        "archivedAt": archive if safe_url(archive) else "",
    }


def _authors(text: str) -> list[Node]:
    """Return the authors of a source one by one: people, and bodies."""
    return [
        {"@type": "Person" if name.family else "Organization", "name": text_of([name]).rstrip("; ")}
        for name in names_of(text)
        if name != OTHERS
    ]


def _passage(maker: _Maker, entry: Entry) -> Node:
    return {
        "text": entry.fields.get("quote", ""),
        "isPartOf": maker.names(entry, "source"),
        "pagination": entry.fields.get("locator", ""),
    }


def _question(maker: _Maker, entry: Entry) -> Node:
    return {
        "text": maker.edition.summary(entry),
        "creativeWorkStatus": entry.fields.get("status", ""),
        "isPartOf": maker.names(entry, "parent"),
    }


def _work(maker: _Maker, entry: Entry) -> Node:
    """Return what holds for agreements, discrepancies, scenarios, and the kinds that a project adds."""
    kind = maker.graph.kinds[entry.kind]
    return {
        "genre": kind.label.lower(),
        "dateCreated": maker.day(entry, *kind.milestones),
        "creativeWorkStatus": entry.fields.get("status", ""),
        "about": maker.names(entry, *_ABOUT),
    }


_OWN_TYPES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType({
    "party": _PARTIES, "source": _SOURCES
})  # fmt: skip

#: What is said of the kinds whose fields have terms of their own; the others are events or works.
_MAKERS: Final[Mapping[str, Callable[[_Maker, Entry], Node]]] = MappingProxyType({
    "party": _party,
    "legal-action": _proceeding,
    "instrument": _instrument,
    "statement": _quotation,
    "claim": _review,
    "source": _source,
    "passage": _passage,
    "issue": _question,
})  # fmt: skip


def _maker(kind: Kind) -> Callable[[_Maker, Entry], Node]:
    return _MAKERS.get(kind.name, _event if kind.schema_type == "Event" else _work)


def _iso(when: PartialDate | None) -> str:
    """Return a day, month or year without doubts; ISO 8601 and schema.org know no others."""
    if when is None or when.precision not in ("day", "month", "year"):
        return ""
    doubtful = when.approximate or when.uncertain or when.unspecified or not when.text[:4].isdecimal()
    return "" if doubtful else when.text
