"""Other words that people write for the names of directives, options and values; hints are made from them.

A hint never leads to an option that hides its text: ``:quote:`` does not become ``:note:``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from types import MappingProxyType
from typing import Final

from sphinx_policyrefs.records.fields import nearest
from sphinx_policyrefs.records.kinds import ANY, KINDS, TABLE, Field, Kind

#: How many words a message lists.
MOST: Final = 6

#: Options whose text stays inside.
_HIDING: Final = frozenset({"note", "waive", *(f.name for kind in TABLE for f in kind.fields if f.internal)})

#: Other names of kinds and views.
DIRECTIVES: Final[Mapping[str, str]] = MappingProxyType({
    **{word: kind.name for kind in TABLE for word in kind.synonyms},
    "timeline": "chronology", "history": "chronology", "sources": "bibliography-of-record",
    "bibliography": "bibliography-of-record", "questions": "open-questions", "changes": "whats-new",
})  # fmt: skip

#: Names for the end of something.
ENDS: Final = (
    "end", "ends", "ended", "ending", "end-date", "enddate", "end-day", "date-end", "dateend", "date-to", "date-until",
    "to", "until", "till", "through", "thru", "finish", "finished", "last-day",
)  # fmt: skip

#: Other names of options, the likeliest first; a kind takes the first one that it has.
OPTIONS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({
    "anonymous": ("confidential",), "secret": ("confidential",), "confidentiality": ("confidential",),
    "who": ("parties", "speaker", "claimant", "author", "issuer", "imposed-by"),
    "people": ("parties",), "passage": ("sources",), "passages": ("sources",), "of": ("source",),
    "pinpoint": ("locator",), "page": ("locator",),
    "party": ("parties", "speaker", "claimant", "on"), "participants": ("parties",),
    "by": ("actor", "speaker", "claimant", "author", "issuer", "imposed-by", "parties"),
    "actors": ("actor", "parties"), "person": ("parties", "speaker", "claimant", "author"),
    "said-by": ("speaker", "claimant"), "speakers": ("speaker",), "agency": ("issuer", "parties"),
    "signed-by": ("issuer",), "issued-by": ("issuer",),
    "where": ("place", "venue", "made-in", "jurisdiction"), "location": ("place", "venue", "jurisdiction"),
    "city": ("place", "venue"), "country": ("jurisdiction",), "state": ("jurisdiction",),
    "when": ("date", "filed", "announced", "published", "due", "introduced", "as-of", "horizon"),
    "date": ("filed", "announced", "signed", "published", "due"),
    "day": ("date",), "dated": ("date", "published"), "year": ("date", "published"), "time": ("date",),
    "on": ("date",),
    **dict.fromkeys(
        ("start", "starts", "started", "start-date", "startdate", "date-start", "begin", "begins", "date-from"),
        ("date", "filed", "effective", "announced", "from"),
    ),
    **dict.fromkeys(ENDS, ("terminated", "expires", "closed", "due", "horizon")),
    "link": ("url",), "links": ("url",), "href": ("url",), "website": ("url",), "web": ("url",), "uri": ("url",),
    "address": ("url",), "source-url": ("url", "sources"), "archived": ("archive-url",), "archive": ("archive-url",),
    "result": ("outcome", "disposition", "resolution", "came-true", "stage"),
    "ruling": ("disposition", "holding", "outcome"), "decision": ("disposition", "outcome", "resolution"),
    "outcome": ("disposition", "resolution", "came-true", "met-by"), "judgment": ("disposition", "holding"),
    "case": ("legal-action", "docket", "appeal-of"), "lawsuit": ("legal-action",), "suit": ("legal-action",),
    "proceeding": ("legal-action",), "case-number": ("docket",), "docket-number": ("docket",),
    "case-no": ("docket",), "judge": ("judges",), "plaintiff": ("plaintiffs",), "against": ("defendants", "target"),
    "law": ("instrument", "challenges"), "bill": ("instrument",), "statute": ("instrument", "challenges"),
    "deal": ("agreement",), "contract": ("agreement",), "enacted": ("signed", "adopted"), "passed-on": ("passed",),
    "in-force": ("effective",), "expiry": ("expires",), "expired": ("expires",), "repealed": ("expires",),
    "cause": ("caused-by",), "because-of": ("caused-by",), "after": ("follows",), "previous": ("follows",),
    "ref": ("sources", "see"), "refs": ("sources", "see"), "reference": ("sources", "see"), "cite": ("sources",),
    "references": ("sources", "see"), "citations": ("citation", "sources"), "evidence": ("sources",),
    "related": ("see",), "see-also": ("see",), "category": ("tags", "type"), "categories": ("tags", "type"),
    "keywords": ("tags",), "tag": ("tags",), "topic": ("issues", "tags"), "topics": ("issues", "tags"),
    "kind": ("type",), "alias": ("aliases",), "aka": ("aliases",), "abbreviation": ("short",),
    "nickname": ("aliases",),
    "money": ("amount", "value"), "price": ("amount", "value"), "sum": ("amount",), "cost": ("amount",),
    "rating": ("verdict",), "stance": ("position",), "certainty": ("confidence",), "priority": ("importance",),
    "role": ("office", "position"), "job": ("office", "position"), "member": ("member-of",), "owner": ("parent",),
    "duration": ("runs",), "period": ("runs",), "days": ("runs",), "answer": ("resolution",), "writer": ("author",),
    "authors": ("author",), "newspaper": ("container-title",), "journal": ("container-title",), "pages": ("page",),
    "retrieved": ("accessed",), "visited": ("accessed",), "place": ("venue", "locator", "jurisdiction"),
})  # fmt: skip

#: What is written below the options, after a blank line.
BODY: Final = frozenset({
    "quote", "quotation", "text", "words", "description", "desc", "summary", "body", "content", "details", "detail",
    "abstract", "comment", "explanation", "correction", "question", "about-text",
})  # fmt: skip

#: What stands behind the name of the directive.
TITLE: Final = frozenset({"title", "headline", "heading", "label", "caption", "subject"})

#: Other words for the other side of a relation.
_BACK: Final[Mapping[str, str]] = MappingProxyType({
    "causes": "caused", "effects": "caused", "leads-to": "led-to", "followed-by": "led-to", "next": "led-to",
    "repealed-by": "revoked-by", "replaced-by": "superseded-by", "children": "subsidiaries",
    "amendments": "amended-by", "appeals": "appealed-in", "appealed-to": "appealed-in",
})  # fmt: skip

#: Other words for values, by field; a kind takes the first one that it allows.
VALUES: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = MappingProxyType({
    "status": {
        "dismissed": ("closed",), "settled": ("closed",), "withdrawn": ("abandoned", "closed"), "ended": ("closed",),
        "won": ("decided",), "lost": ("decided",), "ongoing": ("pending", "open"), "active": ("pending", "open"),
        "open": ("pending", "proposed"), "appealed": ("on-appeal",), "appeal": ("on-appeal",),
        "done": ("closed", "resolved"),
        "signed": ("agreed",), "cancelled": ("abandoned",), "canceled": ("abandoned",), "failed": ("abandoned",),
        "completed": ("closed",), "solved": ("resolved",), "unresolved": ("open",), "paused": ("stayed",),
        "terminated": ("closed", "abandoned"), "moved": ("transferred",), "granted": ("decided",),
        "denied": ("decided",),
    },
    "type": {
        "people": ("person",), "human": ("person",), "corporation": ("company",), "business": ("company",),
        "firm": ("company",), "organization": ("ngo", "company"), "organisation": ("ngo", "company"),
        "department": ("agency",), "ministry": ("agency",), "government": ("country", "state", "agency"),
        "parliament": ("legislature",), "congress": ("legislature",), "nation": ("country",), "newspaper": ("media",),
        "press": ("media",), "law": ("statute", "legislation"), "act": ("statute",), "regulation": ("rule",),
        "eo": ("executive-order",), "memo": ("memorandum",), "case": ("legal_case",),
        "decision": ("order", "legal_case"),
        "news": ("article-newspaper",), "magazine": ("article-magazine",), "journal": ("article-journal",),
        "website": ("webpage",), "web": ("webpage",), "blog": ("post-weblog",), "statute": ("legislation",),
        "letter": ("personal_communication",), "video": ("broadcast", "motion_picture"), "fact": ("factual",),
        "law-question": ("legal",),
        "political": ("policy",), "date": ("date-basis",), "typo": ("error",),
    },
    "confidence": {
        "certain": ("undisputed",), "sure": ("undisputed",), "confirmed": ("undisputed",), "high": ("undisputed",),
        "low": ("unsure",), "uncertain": ("unsure",), "contested": ("disputed",), "claimed": ("alleged",),
    },
    "importance": {"high": ("key",), "major": ("key",), "low": ("minor",), "medium": ("normal",)},
    "position": {
        "for": ("support",), "against": ("oppose",), "pro": ("support",), "con": ("oppose",),
        "contra": ("oppose",),
    },
    "verdict": {
        "true": ("accurate",), "correct": ("accurate",), "false": ("wrong",), "incorrect": ("wrong",),
        "unproven": ("unverifiable",),
    },
    "quality": {
        "reliable": ("primary", "official"), "government": ("official",), "newspaper": ("secondary",),
        "press": ("secondary",),
    },
    "count": {"court": ("frcp6",), "frcp": ("frcp6",), "days": ("calendar",)},
    "review": {"done": ("checked",), "approved": ("accepted",), "final": ("accepted",), "open": ("draft",)},
})  # fmt: skip


def short_list(words: Iterable[str], near: str = "") -> str:
    """Return words as a list; of many the nearest to *near*, and how many more there are."""
    words = list(dict.fromkeys(words))
    if len(words) <= MOST:
        return ", ".join(words)
    ranked = sorted(words, key=lambda w: -SequenceMatcher(None, near.lower(), w).ratio()) if near else words
    shown = set(ranked[:MOST])
    return f"{', '.join(w for w in words if w in shown)} … ({len(words) - MOST} more in the docs)"


def option_hint(name: str, names: Iterable[str], kind: str, *, mark: str = ":") -> str:
    """Return what to write for an option that *kind* has not: half a sentence.

    On a page options stand between *marks*, and the body below them; in a data file both are keys.
    """
    names = list(dict.fromkeys(names))
    word = "-".join(name.replace("_", " ").split())
    if back := _other_side(word, kind):
        return f"write {mark}{back[0]}{mark} at the {back[1]}"
    if word in BODY:
        return "write the text below the options, after a blank line" if mark else "write it under body"
    if word in TITLE:
        return f"write the title behind {kind}" if mark else "write it under title"
    if word in ENDS and "date" in names and word not in names:  # one option gives both days
        return f"write both days in {mark}date{mark}, such as 2024-01-02/2024-01-05"
    near = word if word in names else next((n for n in OPTIONS.get(word, ()) if n in names), "")
    # An option that hides its text has to be all but what was written.
    near = (
        near
        or nearest(word, _HIDING & {*names}, 0.85)
        or nearest(word, [n for n in names if n not in _HIDING])
    )
    return (
        f"did you mean {mark}{near}{mark}?"
        if near
        else f"it has {short_list((n for n in names if n not in _HIDING), word)}"
    )


def _other_side(word: str, kind: str) -> tuple[str, str] | None:
    """Return the option that says of another entry what *word* would say of one of this kind, and that entry's kind.

    What is nearest in letters would say the reverse: ``amended-by`` is not ``amends``.
    """
    inverse = _BACK.get(word, word).replace("-", " ")
    for owner in KINDS.values():
        for field in owner.all_fields:
            if (
                field.inverse == inverse
                and not field.symmetric
                and (kind in field.targets or field.targets == ANY)
            ):
                other = f"other {kind}" if owner.name == kind else owner.name
                return field.name, other if field in owner.fields else "other entry"
    return None


def meant_to_hide(name: str, kind: Kind) -> Field | None:
    """Return the field that hides an entry and that *name*, which the kind has not, was probably meant to be.

    It is better to hide what was not meant to be than to publish what was.
    """
    word = "-".join(name.lower().replace("_", " ").split())
    hiding = [field for field in kind.all_fields if field.fallback]
    near = nearest(word, [f.name for f in kind.all_fields], 0.7) if hiding else ""
    return next((f for f in hiding if f.name == near or f.name in OPTIONS.get(word, ())), None)


def value_hint(field: str, text: str, choices: Iterable[str]) -> str:
    """Return the word that was probably meant, or ""."""
    choices = list(choices)
    word = "-".join(text.lower().split())
    for form in (word, word.replace("-", "_"), word.replace("_", "-")):
        if form in choices:
            return form
    found = next((c for c in VALUES.get(field, {}).get(word, ()) if c in choices), "")
    return found or nearest(word, choices)
