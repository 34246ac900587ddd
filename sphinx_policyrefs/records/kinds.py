"""KINDS: what each kind of entry is made of, as data.

Everything that depends on a kind — directives, roles, option checks, inverse relations, index views,
reference pages and tests — is made from this table.  A new kind is one row here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from sphinx_policyrefs.records.types import TYPES

#: Values that every field of a given name shares, whichever kind it is in.
CONFIDENCE: Final = ("undisputed", "disputed", "alleged", "unsure")

#: Stands for every kind in ``Field.targets``.
ANY: Final = ("*",)


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
    #: kinds that a relation may point to
    targets: tuple[str, ...] = ()
    #: what the relation is called on the entry at its other end
    inverse: str = ""
    #: the relation holds in both directions under one name
    symmetric: bool = False
    #: the date is a milestone of the chronology
    milestone: bool = False
    required: bool = False
    #: says how things ended: absent from an as-of build of a day before the end
    outcome: bool = False
    #: holds a name or a number that is the same in every language, so that translators do not get it
    verbatim: bool = False
    #: where a reader sees it: ``card`` (the entry and its dossier), ``dossier`` alone, or ``never``
    shown: str = "card"

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

    def field(self, name: str) -> Field | None:
        """Return the field called *name*, a common one included, or None."""
        return self._by_name.get(name)

    @cached_property
    def _by_name(self) -> dict[str, Field]:
        return {f.name: f for f in self.all_fields}

    def given(self, values: Mapping[str, Any]) -> list[Field]:
        """Return the fields that *values* has, and the one that is computed, in the kind's order."""
        places = self._places
        found = {place for name in values if (place := places.get(name)) is not None}
        if self.name == "deadline":  # its due day is shown also where the author left it to be computed
            found.add(places["due"])
        fields = self.all_fields
        return [fields[place] for place in sorted(found)]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {f.name: n for n, f in enumerate(self.all_fields)}

    @cached_property
    def party_fields(self) -> tuple[str, ...]:
        """Return the kind's own fields that name parties and nothing else."""
        return tuple(f.name for f in self.fields if f.targets == ("party",))

    @cached_property
    def all_fields(self) -> tuple[Field, ...]:
        """Return the kind's own fields, then those that every kind has."""
        return (*self.fields, *COMMON)

    @cached_property
    def milestones(self) -> tuple[str, ...]:
        """Return the names of the fields that make rows of the chronology."""
        return tuple(f.name for f in self.fields if f.milestone)

    @cached_property
    def relations(self) -> tuple[Field, ...]:
        """Return the fields that name other entries."""
        return tuple(f for f in self.all_fields if f.targets)


def _date(name: str, label: str = "", *, required: bool = False) -> Field:
    return Field(name, "date", label, milestone=True, required=required)


def _link(name: str, targets: str | tuple[str, ...], inverse: str, label: str = "", **more: Any) -> Field:
    if isinstance(targets, str):
        targets = (targets,)
    return Field(name, "relation", label, targets=targets, inverse=inverse, **more)


def _choice(name: str, values: str, **more: Any) -> Field:
    return Field(name, "choice", choices=tuple(values.split()), **more)


#: Kinds that happen on a day, so that something may follow from them.
DATED: Final = ("event", "legal-action", "instrument", "statement", "agreement", "deadline")

#: Fields of every kind, after its own.
COMMON: Final = (
    Field("short", shown="dossier", label="Short name"),
    Field("aliases", "names", shown="card", label="Also known as"),
    Field("tags", "names", shown="dossier", verbatim=True),
    _link("issues", "issue", "raised in"),
    Field("jurisdiction"),
    Field("url", "url", label="Address"),
    Field("confidence", "choice", choices=CONFIDENCE),
    _link("disputed-by", "party", "disputes"),
    Field("sources", "sourced", targets=("source",), inverse="cited by"),
    _link("see", ANY, "referred to by", "See also"),
    Field("importance", "choice", choices=("key", "normal", "minor"), shown="dossier"),
    Field("review", "choice", "Review status", choices=("draft", "checked", "accepted"), shown="dossier"),
    Field("verified", "date", shown="dossier"),
    Field("order", "integer", shown="never"),
    Field("waive", "waivers", shown="never"),
)

_KINDS = (
    Kind(
        "event",
        "Event",
        "Events",
        (
            _date("date", required=True),
            _link("parties", "party", "events"),
            _link("actor", "party", "acted in"),
            _link("target", "party", "target of"),
            _link("legal-action", "legal-action", "proceedings", "Proceeding"),
            _link("instrument", "instrument", "history"),
            _link("agreement", "agreement", "history"),
            _link("follows", DATED, "led to"),
            _link("caused-by", DATED, "caused"),
            Field("type", "word"),
            Field("place"),
            Field("outcome"),
            Field("vote", "vote"),
            Field("amount", "money"),
            Field("milestone", "word", shown="never"),
        ),
        "Something that happened on a day, or within a span of days.",
        ("date", "title", "parties", "sources"),
    ),
    Kind(
        "party",
        "Party",
        "Parties",
        (
            _link("parent", "party", "subsidiaries"),
            _link("member-of", "party", "members"),
            _choice("type", "person company agency court legislature state country ngo media coalition"),
            Field("office"),
            Field("position"),
        ),
        "Somebody who acts: a person, a company, an agency, a court, a state.",
        ("title", "type", "jurisdiction", "parent"),
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
            _link("defendants", "party", "defendant in"),
            _link("respondents", "party", "respondent in"),
            _link("appellees", "party", "appellee in"),
            _link("intervenors", "party", "intervenor in"),
            _link("amici", "party", "amicus in"),
            _link("challenges", ("instrument", "event", "agreement"), "challenged in"),
            _link("appeal-of", "legal-action", "appealed in"),
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
        ),
        "A case before a court, with its sides and its course.",
        ("filed", "title", "court", "docket", "status", "challenges"),
    ),
    Kind(
        "instrument",
        "Instrument",
        "Instruments",
        (
            _date("introduced"),
            _date("passed"),
            _date("adopted"),
            _date("signed"),
            _date("published"),
            _date("effective"),
            _date("expires"),
            _link("issuer", "party", "issued"),
            _link("authority", "instrument", "authority for"),
            _link("amends", "instrument", "amended by"),
            _link("revokes", "instrument", "revoked by"),
            _link("supersedes", "instrument", "superseded by"),
            _link("extends", "instrument", "extended by"),
            _link("implements", "instrument", "implemented by"),
            _choice(
                "type",
                "statute bill executive-order proclamation memorandum rule proposed-rule interim-rule"
                " notice order state-law foreign-law guidance",
            ),
            Field("number", verbatim=True),
            Field("citation", "citations"),
            Field("stage", outcome=True),
            Field("legal-force", outcome=True),
        ),
        "A text with legal force, or meant to get it: a statute, a bill, an order, a rule.",
        ("title", "type", "issuer", "signed", "citation"),
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
            Field("venue"),
            _choice("position", "support oppose neutral mixed"),
            Field("sworn", "flag"),
        ),
        "What somebody said; the body is the quotation or the paraphrase.",
        ("date", "speaker", "title", "position", "sources"),
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
    ),
    Kind(
        "issue",
        "Issue",
        "Issues",
        (
            _link("parent", "issue", "sub-issues"),
            _choice("type", "legal policy factual"),
            Field("standard"),
            _choice("status", "open decided moot"),
        ),
        "A question in dispute; the body is the question.",
        ("title", "type", "status"),
    ),
    Kind(
        "source",
        "Source",
        "Sources",
        (
            _date("published"),
            _choice(
                "type",
                "article article-journal article-magazine article-newspaper bill book broadcast chapter dataset"
                " document entry entry-dictionary entry-encyclopedia figure graphic hearing interview legal_case"
                " legislation manuscript map motion_picture pamphlet paper-conference patent periodical"
                " personal_communication post post-weblog regulation report review review-book software song"
                " speech standard thesis treaty webpage",
            ),
            Field("author", verbatim=True),
            Field("publisher", verbatim=True),
            Field("accessed", "date"),
            Field("archive-url", "url", "Archived at"),
            Field("citation", "citations"),
            _choice("quality", "primary official secondary anonymous party-claim"),
        ),
        "A document that entries rest on; types are those of CSL.",
        ("title", "publisher", "published", "type", "quality"),
    ),
    Kind(
        "claim",
        "Claim",
        "Claims",
        (
            _link("claimant", "party", "claims"),
            Field("made-in", "sourced", targets=("source",), inverse="claims made in it"),
            _choice("verdict", "accurate imprecise wrong unverifiable prediction"),
            _choice(
                "fault",
                "conflated scope count sequence stale merged missing-name disputed roles label",
                open=True,
            ),
            _link("evidence", ANY, "evidence for"),
            Field("as-of", "date"),
            _choice("came-true", "yes no partly open"),
            Field("reviewer", verbatim=True),
        ),
        "An assertion under review; the title paraphrases it, the body holds the correction.",
        ("made-in", "title", "verdict", "fault", "evidence"),
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
            _choice("status", "open resolved", outcome=True),
        ),
        "Values on which sources differ, side by side.",
        ("title", "type", "values", "resolution", "status"),
    ),
    Kind(
        "deadline",
        "Deadline",
        "Deadlines",
        (
            Field("from", "start", "Runs from", targets=ANY, inverse="starts the clock for"),
            Field("runs", "period", "Period"),
            _choice("count", "calendar frcp6"),
            _date("due"),
            _link("imposed-by", (*DATED, "party"), "imposes"),
            _link("on", "party", "bound by", "Binds"),
            _link("extended-by", DATED, "extends the deadline"),
            _link("met-by", DATED, "meets"),
        ),
        "A day by which something is due, computed from what starts it.",
        ("due", "title", "from", "runs", "imposed-by"),
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
            _link("resolved-by", DATED, "resolves"),
        ),
        "A way in which things may go, set beside what came of it.",
        ("title", "condition", "horizon", "came-true"),
    ),
)

KINDS: Final[Mapping[str, Kind]] = {kind.name: kind for kind in _KINDS}

#: Kinds whose entries assert something that a source has to show.
ASSERTING: Final = ("event", "statement", "instrument", "legal-action")

#: The sides of a legal action, in the order in which a caption names them.
SIDES: Final = (
    "plaintiffs",
    "petitioners",
    "appellants",
    "applicants",
    "defendants",
    "respondents",
    "appellees",
    "intervenors",
    "amici",
)

#: Options of entries, and keys of data files, that are no fields.
RESERVED: Final = frozenset({
    "id", "note", "class", "name", "title", "kind", "body", "markup", "no-index", "noindex", "no-index-entry",
    "noindexentry", "no-contents-entry", "nocontentsentry", "no-typesetting",
})  # fmt: skip

_NAME = re.compile(r"[a-z]+(?:-[a-z0-9]+)*\Z")
_EXTRA_TYPES = tuple(type_.name for type_ in TYPES.values() if type_.extra)
_SHOWN = ("card", "dossier", "never")


def kinds_with(extra: Mapping[Any, Any]) -> dict[str, Kind]:
    """Return :data:`KINDS` with the kinds and fields of *extra* (``policyrefs_kinds``) added.

    *extra* maps a kind's name to ``{"label", "plural", "about", "columns", "fields"}``, where ``fields``
    maps a field's name to the attributes of :class:`Field`.  Fields of a kind that exists are added to it.
    Raises ValueError, with a sentence that says what to write, for anything else.
    """
    result = dict(KINDS)
    for name, spec in extra.items():
        if not isinstance(name, str) or not _NAME.match(name):
            msg = f"policyrefs_kinds: {name!r} is no name of a kind; write lower-case words joined by hyphens"
            raise ValueError(msg)
        if not isinstance(spec, Mapping):
            msg = f"policyrefs_kinds[{name!r}]: write a mapping with 'label' and 'fields'"
            raise ValueError(msg)  # noqa: TRY004 - one exception
        known = {"label", "plural", "about", "columns", "fields"}
        where = f"policyrefs_kinds[{name!r}]"
        if wrong := [key for key in spec if key not in known]:
            msg = f"{where}: {wrong[0]!r} is unknown; allowed are {', '.join(sorted(known))}"
            raise ValueError(msg)
        _check_texts(where, spec, ("label", "plural", "about"), ("columns",))
        if not isinstance(spec.get("fields", {}), Mapping):
            msg = f"policyrefs_kinds[{name!r}]['fields']: write a mapping of names to what the fields are"
            raise ValueError(msg)  # noqa: TRY004 - one exception
        fields = tuple(
            _extra_field(name, key, value, {*result, *extra}) for key, value in spec.get("fields", {}).items()
        )
        base = result.get(name)
        there = base.all_fields if base is not None else COMMON
        if taken := [f.name for f in fields if f.name in RESERVED or f.name in {t.name for t in there}]:
            msg = f"policyrefs_kinds[{name!r}]: the field {taken[0]!r} exists already"
            raise ValueError(msg)
        columns = {"date", "title", "kind", "relations", *(f.name for f in (*there, *fields))}
        if wrong := [c for c in spec.get("columns", ()) if c not in columns]:
            msg = f"policyrefs_kinds[{name!r}]['columns']: {wrong[0]!r} is no field of the kind"
            raise ValueError(msg)
        if base is not None:
            result[name] = replace(
                base, fields=(*base.fields, *fields), columns=tuple(spec.get("columns", base.columns))
            )
        else:
            label = spec.get("label", name.replace("-", " ").capitalize())
            result[name] = Kind(
                name,
                label,
                spec.get("plural", label + "s"),
                fields,
                spec.get("about", ""),
                tuple(spec.get("columns", ("title", *(f.name for f in fields)))),
            )
    return result


def _check_texts(where: str, spec: Mapping[Any, Any], texts: tuple[str, ...], lists: tuple[str, ...]) -> None:
    """Raise ValueError if one of *texts* is none in *spec*, or one of *lists* no list of them."""
    for key in texts:
        if not isinstance(spec.get(key, ""), str):
            msg = f"{where}[{key!r}]: write a text"
            raise ValueError(msg)  # noqa: TRY004 - one exception
    for key in lists:
        value = spec.get(key, ())
        if not isinstance(value, (list, tuple)) or not all(isinstance(part, str) for part in value):
            msg = f"{where}[{key!r}]: write a list of texts"
            raise ValueError(msg)


def _like(type_: str) -> str:
    """Return the type as which fields of one name in several kinds are taken for one."""
    return TYPES[type_].like or type_


def _extra_field(kind: str, name: Any, spec: Any, kinds: set[str]) -> Field:
    """Return a field of ``policyrefs_kinds``; ValueError says what is wrong with it."""
    where = f"policyrefs_kinds[{kind!r}]['fields'][{name!r}]"
    if not isinstance(name, str) or not _NAME.match(name):
        msg = f"{where}: write the name of a field as lower-case words joined by hyphens"
        raise ValueError(msg)
    allowed = {
        "type", "label", "choices", "open", "targets", "inverse", "symmetric", "milestone", "required", "outcome",
        "verbatim", "shown",
    }  # fmt: skip
    if not isinstance(spec, Mapping) or set(spec) - allowed:
        msg = f"{where}: write a mapping with some of {', '.join(sorted(allowed))}"
        raise ValueError(msg)
    _check_texts(where, spec, ("type", "label", "inverse", "shown"), ("choices", "targets"))
    values = dict(spec)
    targets = tuple(values.get("targets", ()))
    values["targets"] = targets
    values["choices"] = tuple(values.get("choices", ()))
    values.setdefault("type", "relation" if targets else "choice" if values["choices"] else "text")
    if values["type"] not in _EXTRA_TYPES:
        msg = f"{where}: the type {values['type']!r} is unknown; allowed are {', '.join(_EXTRA_TYPES)}"
        raise ValueError(msg)
    elsewhere = {f.type for k in _KINDS for f in k.all_fields if f.name == name}
    if elsewhere and _like(values["type"]) not in set(map(_like, elsewhere)):
        msg = f"{where}: {name!r} is {' or '.join(sorted(elsewhere))} elsewhere; give it that type or another name"
        raise ValueError(msg)
    if values.get("shown", "card") not in _SHOWN:
        msg = f"{where}: {values['shown']!r} is unknown; 'shown' is one of {', '.join(_SHOWN)}"
        raise ValueError(msg)
    if values["type"] == "choice" and not values["choices"]:
        msg = f"{where}: a choice needs 'choices', the values that it admits"
        raise ValueError(msg)
    if values.get("milestone") and values["type"] != "date":
        msg = f"{where}: only a date can have 'milestone'"
        raise ValueError(msg)
    if TYPES[values["type"]].is_relation != bool(targets):
        msg = f"{where}: a relation needs 'targets', and only a relation has them"
        raise ValueError(msg)
    if wrong := [t for t in targets if t != "*" and t not in kinds]:
        msg = f"{where}: {wrong[0]!r} is no kind"
        raise ValueError(msg)
    if targets and not values.get("inverse"):
        msg = f"{where}: a relation needs 'inverse', the name it has on the entry at its other end"
        raise ValueError(msg)
    return Field(name, **values)
