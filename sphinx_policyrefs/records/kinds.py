"""KINDS: what each kind of entry is made of, as data.

Everything that depends on a kind — directives, roles, option checks, inverse relations, index views,
reference pages and tests — is made from this table.  A new kind is one row here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final, NamedTuple

#: Values that every field of a given name shares, whichever kind it is in.
CONFIDENCE: Final = ("undisputed", "disputed", "alleged", "unsure")

#: The signs that a kind can have in timelines.
SIGNS: Final = ("disc", "flag", "square", "diamond", "triangle", "hexagon", "page")

#: The outlines that the boxes of a kind can have in diagrams.
OUTLINES: Final = ("box", "rounded", "note", "underline", "ellipse", "double", "hexagon", "tab", "octagon")

#: Stands for every kind in ``Field.targets``.
ANY: Final = ("*",)


#: The kinds that citations name: a document, and words of one that several entries rest on.
SOURCE: Final = "source"
PASSAGE: Final = "passage"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind; also one option of its directive."""

    name: str
    #: a key of :data:`sphinx_policyrefs.records.types.TYPES`, which say how values are read and written
    type: str = "text"
    #: what people read; the name with spaces when empty
    label: str = ""
    #: allowed values of a ``choice``
    choices: tuple[str, ...] = ()
    #: whether a choice may also be any other slug (the listed values are then suggestions)
    open: bool = False
    #: the choice of an entry without this field, "" for none: an entry without ``confidence`` is undisputed
    default: str = ""
    #: kinds that a relation may point to
    targets: tuple[str, ...] = ()
    #: what the relation is called on the entry at its other end
    inverse: str = ""
    #: the relation holds in both directions under one name
    symmetric: bool = False
    #: the date is a milestone of the chronology
    milestone: bool = False
    required: bool = False
    #: says how things ended, so that builds as of an earlier day leave it out
    outcome: bool = False
    #: holds a name or a number that is the same in every language, so that translators do not get it
    verbatim: bool = False
    #: where a reader sees it: ``card`` (the entry and its dossier), ``dossier`` alone, or ``never``
    shown: str = "card"
    #: the relation says what goes before what: rows of one day stand in that order
    causal: bool = False
    #: the relation never leads back to where it starts, over any number of steps
    acyclic: bool = False
    #: the entry may be one of the milestones of what the relation names (option ``milestone``)
    whole: bool = False
    #: the date is computed where the author gives what it is computed from
    computed: bool = False
    #: the value where the author's can't be read, of a field that hides something by being there
    fallback: str = ""
    #: in no published output, as notes are, whatever its form; data files may have it, and imports keep it
    internal: bool = False
    #: the value is set apart from the text around it, as a verdict is
    marked: bool = False
    #: names one entry, not several
    single: bool = False
    #: holds the words of the body, which are plain: authors have no option of this name, data files may
    body: bool = False

    @property
    def title(self) -> str:
        """Return the label for people, in English."""
        return self.label or self.name.replace("-", " ").capitalize()

    @property
    def term(self) -> str:
        """Return the label as it stands within a sentence, in English: what translators are given."""
        title = self.title
        return title[:1].lower() + title[1:] if title[1:2].islower() else title

    @property
    def is_relation(self) -> bool:
        """Return whether the field's value names other entries."""
        return bool(self.targets)

    def admits(self, kind: str) -> bool:
        """Return whether an entry of *kind* may stand at the other end."""
        return self.targets == ANY or kind in self.targets


class Colour(NamedTuple):
    """The colour of a kind in pictures; it only helps the eye, since signs differ in shape."""

    #: as ``#rrggbb``, mixed with the colour of the page's text
    hue: str
    #: how much of the text's colour is in it, in percent
    text: int = 30
    #: on paper, as ``#rrggbb``; "" for the colour of the text
    ink: str = ""


@dataclass(frozen=True)
class Kind:
    """One kind of entry."""

    name: str
    label: str
    plural: str
    fields: tuple[Field, ...]
    #: one sentence for the reference pages
    about: str = ""
    #: columns of ``<kind>-index`` where the author names none
    columns: tuple[str, ...] = ("title", "type")
    #: happens on a day, so that something may follow from it
    happens: bool = False
    #: asserts something that a source has to show
    asserts: bool = False
    #: stands in chronologies and diagrams only where a selection names it
    aside: bool = False
    #: its body is what somebody said, so that what the body quotes are words of its sources
    speaks: bool = False
    #: dates of which the earliest says from when it is known; None for its milestones
    known_from: tuple[str, ...] | None = None
    #: relations on which it rests: an as-of build that hides all entries named by one of them hides it too
    rests_on: tuple[str, ...] = ()
    #: exists for others to refer to, so that one to which nothing refers is ``unused-entry``
    referred: bool = False
    #: pairs of its dates that cannot come in the other order: ``end-before-start``
    sequence: tuple[tuple[str, str], ...] = ()
    #: columns of the table that a dossier has of those that name its entry; none where it has no such table
    dossier: tuple[str, ...] = ()
    #: its ``type`` says what it is better than the name of the kind does: 'statute', not 'instrument'
    typed: bool = False
    #: its titles are names, which readers look up in the general index; those of events and claims are sentences
    named: bool = False
    #: the option of views that selects what concerns one of them, such as ``parties``
    selection: str = ""
    #: what people write for its name
    synonyms: tuple[str, ...] = ()
    #: fields by which it is called where it has no title: what it is of, and the place there
    called_by: tuple[str, ...] = ()
    #: its sign in timelines, one of :data:`SIGNS`
    sign: str = "disc"
    #: None for that of the text
    colour: Colour | None = None
    #: the outline of its boxes in diagrams, one of :data:`OUTLINES`
    outline: str = "box"
    #: its type in schema.org; some kinds have others by their own ``type``
    schema_type: str = "CreativeWork"

    def field(self, name: str) -> Field | None:
        """Return the field called *name*, a common one included, or None."""
        return self._by_name.get(name)

    @cached_property
    def _by_name(self) -> dict[str, Field]:
        return {f.name: f for f in self.all_fields}

    def given(self, values: Mapping[str, Any]) -> list[Field]:
        """Return the fields that *values* has, and the one that is computed, in the kind's order."""
        places = self.places
        found = {place for name in values if (place := places.get(name)) is not None}
        if self.computed:  # shown also where the author left it to be computed
            found.add(places[self.computed])
        fields = self.all_fields
        return [fields[place] for place in sorted(found)]

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Return where each field stands in the kind's order, by name."""
        return {f.name: n for n, f in enumerate(self.all_fields)}

    @cached_property
    def party_fields(self) -> tuple[str, ...]:
        """Return the kind's own fields that name parties and nothing else, but for those who say how it ended."""
        return tuple(f.name for f in self.fields if f.targets == ("party",) and not f.outcome)

    @cached_property
    def all_fields(self) -> tuple[Field, ...]:
        """Return the kind's own fields, then those that every kind has."""
        return (*self.fields, *COMMON)

    @cached_property
    def milestones(self) -> tuple[str, ...]:
        """Return the names of the fields that make rows of the chronology."""
        return tuple(f.name for f in self.fields if f.milestone)

    @cached_property
    def telling(self) -> frozenset[str]:
        """Return the names of the dates that say from when an entry is known."""
        return frozenset(self.milestones if self.known_from is None else self.known_from)

    @cached_property
    def computed(self) -> str:
        """Return the name of the date that is computed, or ""."""
        return next((f.name for f in self.fields if f.computed), "")

    @cached_property
    def words(self) -> str:
        """Return the name of the field that holds the words of the body, "" where the body is markup."""
        return next((f.name for f in self.fields if f.body), "")

    @cached_property
    def outcomes(self) -> frozenset[str]:
        """Return the names of the fields that say how things ended."""
        return frozenset(f.name for f in self.fields if f.outcome)

    @cached_property
    def wholes(self) -> tuple[str, ...]:
        """Return the names of the relations, such as ``instrument``, to what an entry may be a milestone of."""
        return tuple(f.name for f in self.fields if f.whole)

    @cached_property
    def internals(self) -> frozenset[str]:
        """Return the names of the fields that no reader may see."""
        return frozenset(f.name for f in self.all_fields if f.internal)

    @cached_property
    def relations(self) -> tuple[Field, ...]:
        """Return the fields that name other entries."""
        return tuple(f for f in self.all_fields if f.targets)


def _date(name: str, label: str = "", **more: Any) -> Field:
    return Field(name, "date", label, milestone=True, **more)


def _link(name: str, targets: str | tuple[str, ...], inverse: str, label: str = "", **more: Any) -> Field:
    if isinstance(targets, str):
        targets = (targets,)
    return Field(name, "relation", label, targets=targets, inverse=inverse, **more)


def _internal(name: str, type_: str = "text", label: str = "") -> Field:
    return Field(name, type_, label, shown="never", internal=True)


def _choice(name: str, values: str, **more: Any) -> Field:
    return Field(name, "choice", choices=tuple(values.split()), **more)


#: Stands in the table below for every kind that happens; :func:`linked` puts their names in its place.
_HAPPENING: Final = "happening"

#: Fields of every kind, after its own.
COMMON: Final = (
    Field("short", shown="dossier", label="Short name"),
    Field("aliases", "names", shown="card", label="Also known as"),
    Field("tags", "names", shown="dossier", verbatim=True),
    _link("issues", "issue", "raised in"),
    Field("jurisdiction"),
    Field("url", "url", label="Address"),
    Field("wikidata", "wikidata", "In Wikidata"),
    Field("confidence", "choice", choices=CONFIDENCE, default=CONFIDENCE[0]),
    _link("disputed-by", "party", "disputes"),
    Field("sources", "sourced", targets=("source",), inverse="cited by"),
    _link("see", ANY, "referred to by", "See also"),
    Field("importance", "choice", choices=("key", "normal", "minor"), default="normal", shown="dossier"),
    Field("review", "choice", "Review status", choices=("draft", "checked", "accepted"), shown="dossier"),
    Field("verified", "date", shown="dossier"),
    Field("known", "date", "Known since", shown="dossier"),
    Field("order", "integer", shown="never"),
    Field("formerly", "ids", "Former ids", shown="never"),
    Field("waive", "waivers", shown="never"),
)

#: The kinds as they are written here; :data:`KINDS` has them by name, with relations that name all kinds they may.
TABLE: Final = (
    Kind(
        "event",
        "Event",
        "Events",
        (
            _date("date", required=True),
            _link("parties", "party", "events"),
            _link("actor", "party", "acted in"),
            _link("target", "party", "target of"),
            _link("legal-action", "legal-action", "proceedings", "Proceeding", whole=True),
            _link("instrument", "instrument", "history", whole=True),
            _link("agreement", "agreement", "history", whole=True),
            _link("follows", _HAPPENING, "led to", causal=True, acyclic=True),
            _link("caused-by", _HAPPENING, "caused", causal=True, acyclic=True),
            Field("type", "word"),
            Field("place"),
            Field("outcome"),
            Field("vote", "vote"),
            Field("amount", "money"),
            Field("milestone", "word", shown="never"),
        ),
        "Something that happened on a day, or within a span of days.",
        ("date", "title", "parties", "sources"),
        happens=True,
        asserts=True,
        typed=True,
        synonyms=("hearing", "meeting", "milestone", "incident"),
        colour=Colour("#1f6fd0", ink="#205899"),
        outline="underline",
        schema_type="Event",
    ),
    Kind(
        "party",
        "Party",
        "Parties",
        (
            _link("parent", "party", "subsidiaries", acyclic=True),
            _link("member-of", "party", "members", acyclic=True),
            _choice("type", "person company agency court legislature state country ngo media coalition"),
            Field("office"),
            Field("position"),
            Field("lei", "lei", "LEI"),
            Field("bioguide", "bioguide", "In the Bioguide"),
        ),
        "Somebody who acts: a person, a company, an agency, a court, a state.",
        ("title", "type", "jurisdiction", "parent"),
        referred=True,
        typed=True,
        named=True,
        selection="parties",
        synonyms=("person", "company", "organization", "organisation", "agency", "actor", "people"),
        outline="rounded",
        schema_type="Organization",
    ),
    Kind(
        "legal-action",
        "Legal action",
        "Legal actions",
        (
            _date("filed"),
            _date("argued"),
            _date("decided"),
            _date("terminated"),
            Field("court", "court"),
            Field("docket", verbatim=True),
            _link("plaintiffs", "party", "plaintiff in"),
            _link("petitioners", "party", "petitioner in"),
            _link("appellants", "party", "appellant in"),
            _link("applicants", "party", "applicant in"),
            _link("claimants", "party", "claimant in"),
            _link("defendants", "party", "defendant in"),
            _link("respondents", "party", "respondent in"),
            _link("appellees", "party", "appellee in"),
            _link("intervenors", "party", "intervenor in"),
            _link("amici", "party", "amicus in"),
            _link("challenges", ("instrument", "event", "agreement"), "challenged in"),
            _link("appeal-of", "legal-action", "appealed in", acyclic=True),
            _link("consolidated-with", "legal-action", "consolidated with", symmetric=True),
            Field("judges", "names", verbatim=True),
            Field("cause"),
            Field("posture", outcome=True),
            Field("relief"),
            Field("relief-status", outcome=True),
            Field("amount", "money"),
            Field("disposition", outcome=True),
            Field("holding", outcome=True),
            Field("citation", "citations", outcome=True),
            _choice("status", "pending on-appeal stayed decided closed transferred", outcome=True),
            Field("courtlistener", "courtlistener", "In CourtListener"),
        ),
        "A case before a court, with its sides and its course.",
        ("filed", "title", "court", "docket", "status", "challenges"),
        happens=True,
        asserts=True,
        sequence=(("filed", "argued"), ("filed", "terminated")),
        named=True,
        selection="legal-actions",
        synonyms=("lawsuit", "case", "suit", "litigation", "proceeding", "court-case", "appeal"),
        sign="diamond",
        colour=Colour("#8650c8", ink="#5f368b"),
    ),
    Kind(
        "instrument",
        "Instrument",
        "Instruments",
        (
            _date("introduced"),
            _date("passed"),
            _date("adopted"),
            _date("vetoed"),
            _date("denied"),
            _date("signed"),
            _date("published"),
            _date("effective"),
            _date("expires"),
            _date("repealed"),
            _date("withdrawn"),
            _link("issuer", "party", "issued"),
            _link("authority", "instrument", "authority for", acyclic=True),
            _link("amends", "instrument", "amended by", acyclic=True),
            _link("revokes", "instrument", "revoked by", acyclic=True),
            _link("supersedes", "instrument", "superseded by", acyclic=True),
            _link("extends", "instrument", "extended by", acyclic=True),
            _link("implements", "instrument", "implemented by", acyclic=True),
            _choice(
                "type",
                "statute bill executive-order proclamation memorandum rule proposed-rule interim-rule"
                " notice order state-law foreign-law guidance permit license resolution treaty decree",
            ),
            Field("number", verbatim=True),
            Field("citation", "citations"),
            Field("stage", outcome=True),
            Field("legal-force", outcome=True),
            Field("fr-document", "fr-document", "In the Federal Register"),
        ),
        "A text with legal force, or meant to get it: a statute, a bill, an order, a rule.",
        ("title", "type", "issuer", "signed", "citation"),
        happens=True,
        asserts=True,
        sequence=(
            ("introduced", "passed"),
            ("introduced", "adopted"),
            ("introduced", "signed"),
            ("introduced", "vetoed"),
            ("introduced", "denied"),
            ("introduced", "withdrawn"),
            ("passed", "signed"),
            ("passed", "vetoed"),
            ("signed", "repealed"),
            ("adopted", "repealed"),
            ("signed", "expires"),
            ("adopted", "expires"),
            ("effective", "expires"),
        ),
        typed=True,
        named=True,
        selection="instruments",
        synonyms=(
            "law",
            "statute",
            "bill",
            "act",
            "rule",
            "regulation",
            "executive-order",
            "treaty",
            "permit",
        ),
        sign="square",
        colour=Colour("#0b7a6f", ink="#126058"),
        outline="note",
        schema_type="Legislation",
    ),
    Kind(
        "statement",
        "Statement",
        "Statements",
        (
            _date("date", required=True),
            _link("speaker", "party", "statements"),
            _link("on-behalf-of", "party", "statements on its behalf"),
            _link("about", ANY, "statements about"),
            _link("occasion", "event", "statements made there"),
            Field("venue"),
            _choice("position", "support oppose neutral mixed"),
            Field("sworn", "flag"),
        ),
        "What somebody said; the body is the quotation or the paraphrase.",
        ("date", "speaker", "title", "position", "sources"),
        speaks=True,
        happens=True,
        asserts=True,
        dossier=("date", "speaker", "title", "position", "sources"),
        synonyms=("quote", "quotation", "speech", "testimony"),
        sign="triangle",
        colour=Colour("#8a6d1d", ink="#6b571f"),
        outline="ellipse",
        schema_type="Quotation",
    ),
    Kind(
        "agreement",
        "Agreement",
        "Agreements",
        (
            _date("announced"),
            _date("signed"),
            _date("closed"),
            _date("abandoned"),
            _link("parties", "party", "agreements"),
            Field("type", "word"),
            Field("value"),
            Field("amount", "money"),
            Field("shares", "shares", targets=("party",), inverse="holds shares under"),
            _choice("status", "proposed agreed closed abandoned", outcome=True),
        ),
        "A deal, from its announcement to its closing or its end.",
        ("title", "parties", "announced", "status", "value"),
        happens=True,
        sequence=(
            ("announced", "closed"),
            ("announced", "abandoned"),
            ("signed", "closed"),
            ("signed", "abandoned"),
        ),
        dossier=("title", "announced", "status", "value"),
        named=True,
        synonyms=("deal", "contract", "settlement"),
        sign="hexagon",
        colour=Colour("#b0417a", ink="#853860"),
        outline="double",
    ),
    Kind(
        "issue",
        "Issue",
        "Issues",
        (
            _link("parent", "issue", "sub-issues", acyclic=True),
            _choice("type", "legal policy factual"),
            Field("standard"),
            _choice("status", "open decided moot"),
        ),
        "A question in dispute; the body is the question.",
        ("title", "type", "status"),
        referred=True,
        selection="issues",
        synonyms=("question",),
        outline="hexagon",
        schema_type="Question",
    ),
    Kind(
        "source",
        "Source",
        "Sources",
        (
            _date("published"),
            _choice(
                "type",
                "article article-journal article-magazine article-newspaper bill book broadcast chapter classic"
                " collection dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing"
                " interview legal_case legislation manuscript map motion_picture musical_score pamphlet"
                " paper-conference patent performance periodical personal_communication post post-weblog regulation"
                " report review review-book software song speech standard thesis treaty webpage",
            ),
            Field("author", verbatim=True),
            Field("publisher", verbatim=True),
            Field("container-title", label="Published in", verbatim=True),
            Field("volume", verbatim=True),
            Field("issue", label="Issue number", verbatim=True),
            Field("page", label="Pages", verbatim=True),
            Field("number", verbatim=True),
            Field("edition", verbatim=True),
            Field("accessed", "date"),
            Field("archive-url", "url", "Archived at"),
            Field("citation", "citations"),
            _choice("quality", "primary official secondary anonymous party-claim"),
            _link("taken-from", "source", "taken up by", acyclic=True),
            Field("confidential", "words", shown="never", fallback="a confidential source"),
            _internal("copy", label="Local copy"),
            _internal("sha256", "sha256", "SHA-256 of the copy"),
        ),
        "A document that entries rest on; types are those of CSL.",
        ("title", "container-title", "publisher", "published", "type", "quality"),
        aside=True,
        referred=True,
        named=True,
        selection="sources",
        synonyms=("document", "reference", "article", "citation"),
        sign="page",
        colour=Colour("#888", text=75),
        outline="tab",
    ),
    Kind(
        PASSAGE,
        "Passage",
        "Passages",
        (
            _link("source", SOURCE, "passages", required=True, single=True),
            Field("locator", verbatim=True),
            Field("quote", shown="dossier", label="Words", verbatim=True, body=True),
            Field("translation"),
        ),
        "Words of a source that several entries rest on; the body is the words.",
        ("title", "source", "locator", "quote"),
        aside=True,
        rests_on=("source",),
        dossier=("title", "quote"),
        selection="sources",
        synonyms=("excerpt",),
        called_by=("source", "locator"),
        outline="note",
        schema_type="Quotation",
    ),
    Kind(
        "claim",
        "Claim",
        "Claims",
        (
            _link("claimant", "party", "claims"),
            Field("made-in", "sourced", targets=("source",), inverse="claims made in it"),
            _choice(
                "verdict", "accurate imprecise misleading wrong unverifiable prediction opinion", marked=True
            ),
            _choice(
                "fault",
                "conflated scope count sequence stale superseded merged missing-name disputed roles label",
                open=True,
            ),
            _link("evidence", ANY, "evidence for"),
            Field("as-of", "date"),
            _choice("came-true", "yes no partly open"),
            Field("reviewer", verbatim=True),
            Field("response", "sourced", targets=("source",), inverse="response to"),
        ),
        "An assertion under review; the title paraphrases it, the body holds the correction.",
        ("made-in", "title", "verdict", "fault", "evidence"),
        known_from=("as-of",),  # its review was made on one day
        dossier=("made-in", "title", "assessment"),
        synonyms=("assertion", "fact-check"),
        schema_type="ClaimReview",
    ),
    Kind(
        "discrepancy",
        "Discrepancy",
        "Discrepancies",
        (
            _link("about", ANY, "discrepancies"),
            _choice("type", "dispute date-basis measurement error name"),
            Field("values", "values", targets=("source",), inverse="gives a value for"),
            Field("resolution", outcome=True),
            _choice("status", "open resolved", outcome=True, marked=True),
        ),
        "Values on which sources differ, side by side.",
        ("title", "type", "values", "resolution", "status"),
        rests_on=("about", "values"),
        dossier=("title", "values", "resolution", "status"),
        synonyms=("conflict",),
    ),
    Kind(
        "deadline",
        "Deadline",
        "Deadlines",
        (
            Field("from", "start", "Runs from", targets=ANY, inverse="starts the clock for", acyclic=True),
            Field("runs", "period", "Period"),
            _choice("count", "calendar frcp6"),
            _date("due", computed=True),
            _link("imposed-by", (_HAPPENING, "party"), "imposes"),
            _link("on", "party", "bound by", "Binds"),
            _link("extended-by", _HAPPENING, "extends the deadline", acyclic=True),
            _link("met-by", _HAPPENING, "meets"),
            _choice("type", "by not-before", default="by", shown="dossier"),
            _choice("outcome", "met missed lifted superseded disputed unknown", outcome=True),
            _link("outcome-by", "party", "says the outcome of", "Outcome according to", outcome=True),
        ),
        "A day by which something is due, computed from what starts it.",
        ("due", "title", "from", "runs", "imposed-by"),
        happens=True,
        known_from=(),  # known before it is due
        rests_on=("from", "imposed-by"),
        dossier=("term", "title", "outcome"),
        synonyms=("due",),
        sign="flag",
        colour=Colour("#c2410c", ink="#923813"),
        outline="octagon",
        schema_type="Event",
    ),
    Kind(
        "scenario",
        "Scenario",
        "Scenarios",
        (
            _link("about", ANY, "scenarios"),
            Field("condition"),
            Field("horizon", "date"),
            _choice("came-true", "yes no partly open", outcome=True),
            _link("resolved-by", _HAPPENING, "resolves"),
        ),
        "A way in which things may go, set beside what came of it.",
        ("title", "condition", "horizon", "came-true"),
        rests_on=("about",),
        dossier=("title", "condition", "came-true"),
        synonyms=("forecast", "prediction"),
    ),
)


def linked(kinds: Iterable[Kind]) -> dict[str, Kind]:
    """Return kinds by name, with the names of all that happen where a relation may point to any of these."""
    kinds = tuple(kinds)
    happening = tuple(kind.name for kind in kinds if kind.happens)
    return {kind.name: replace(kind, fields=tuple(_linked(kind.fields, happening))) for kind in kinds}


def _linked(fields: Iterable[Field], happening: tuple[str, ...]) -> Iterable[Field]:
    for field in fields:
        if _HAPPENING in field.targets:
            others = tuple(name for name in field.targets if name != _HAPPENING)
            yield replace(field, targets=(*happening, *others))
        else:
            yield field


def causal_fields(kinds: Mapping[str, Kind]) -> tuple[str, ...]:
    """Return the names of the relations that say what goes before what."""
    return tuple(dict.fromkeys(f.name for kind in kinds.values() for f in kind.fields if f.causal))


KINDS: Final[Mapping[str, Kind]] = linked(TABLE)

#: The sides of a legal action, in the order in which a caption names them.
SIDES: Final = (
    "plaintiffs",
    "petitioners",
    "appellants",
    "applicants",
    "claimants",
    "defendants",
    "respondents",
    "appellees",
    "intervenors",
    "amici",
)

#: Those who bring the action, and those against whom it is brought.
CLAIMING: Final = SIDES[:5]
ANSWERING: Final = SIDES[5:8]

#: Options of entries, and keys of data files, that are not fields.
RESERVED: Final = frozenset({
    "id", "note", "class", "name", "title", "kind", "body", "markup", "no-index", "noindex", "no-index-entry",
    "noindexentry", "no-contents-entry", "nocontentsentry", "no-typesetting",
})  # fmt: skip
