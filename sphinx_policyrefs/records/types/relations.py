"""Field types that name other entries."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, ClassVar, Final

from sphinx_policyrefs.records.cited import (
    UNCLOSED,
    Citation,
    next_outside,
    read_citations,
    write_citations,
)
from sphinx_policyrefs.records.fields import FieldError
from sphinx_policyrefs.records.types.base import (
    TEXT,
    FieldType,
    List,
    Names,
    NoProse,
    check_names,
    items,
    keyed,
    listed,
    on_one_line,
    single,
    take,
)

if TYPE_CHECKING:
    from sphinx_policyrefs.records.kinds import Field

_ID: Final = {"$ref": "#/$defs/id"}


class Relation(NoProse, List):
    """Other entries, by id or name."""

    name = "relation"
    write = "entries, by id or name; several separated by `;`"
    examples = ("a; b", "a, b", "Title of one;")
    schema: ClassVar[Mapping[str, Any]] = {"$ref": "#/$defs/ids"}
    is_relation = True
    is_links = True

    def to_json(self, value: Any, names: Names) -> Any:  # noqa: ARG002
        """Return a list of ids."""
        return list(dict.fromkeys(id_ for id_, *_place in names.links()))

    def links(self, value: Any) -> Iterable[tuple[str, ...]]:
        """Return the names, without places."""
        return [(name, "") for name in value]

    def renamed(self, value: Any, change: Callable[[str], str]) -> Any:
        """Return the other names."""
        return tuple(filter(None, map(change, value)))

    def json_renamed(self, data: Any, change: Callable[[str], str]) -> Any:
        """Return the other ids."""
        return [change(part) if isinstance(part, str) else part for part in data] if _is_list(data) else data


# -- citations -------------------------------------------------------------------------------------------------

PINPOINT: Final = {
    "description": "A source, the place in it, and the words that stand there.",
    "type": "object",
    "properties": {
        "id": _ID,
        "locator": {"type": ["string", "null"]},
        "quote": TEXT,
        "translation": TEXT,
        "passage": {"description": "The passage that was cited; the rest is what it says.", **_ID},
    },
    "required": ["id", "locator"],
    "additionalProperties": False,
}
_KEYS = ("id", "locator", "source", "at", "page", "pages", "quote", "translation", "passage")
#: What names an entry in a citation of JSON.
_NAMING: Final = ("id", "passage")


def cited(text: str) -> tuple[Citation, ...]:
    """Return the citations of a text; raises :class:`FieldError`, with those that can be read."""
    citations, errors = read_citations(text)
    _raise(errors, citations)
    return citations


def _raise(errors: Sequence[str], rest: Any) -> None:
    """Raise :class:`FieldError` for *errors*, with the *rest* that could be read."""
    if errors:
        raise FieldError(errors[0], rest=rest or None, others=errors[1:])


def citations_text(data: Any) -> str:
    """Return citations of a data file or an export as an author writes them.

    Raises :class:`FieldError` for an item that is not a citation, with the others.
    """
    texts: list[str] = []
    errors: list[str] = []
    parts = items(data)
    for part in parts:
        try:
            texts += _citation_texts(part, alone=len(parts) == 1)
        except FieldError as error:
            errors += error.messages
            texts += error.rest or ()
    _raise(errors, listed(texts))
    return listed(texts)


def _citation_texts(part: Any, *, alone: bool) -> list[str]:
    """Return an item as texts; raises :class:`FieldError`, with what can be read of it."""
    if not isinstance(part, Mapping):
        text = single(part)
        # A mistake would reach into the items behind it.
        citations, errors = ((), ()) if alone else read_citations(text)
        _raise(errors, [write_citations([citation], curly=True) for citation in citations])
        return [text]
    by_name = keyed(part)
    if by_name.keys() & {"id", "source", "passage"}:
        check_names(by_name, _KEYS)
        return [write_citations([_of_data(by_name)], curly=True)]
    if by_name.keys() & {"locator", "quote", "translation"}:
        raise FieldError("has a citation without an id; write id, locator and quote")
    return [
        write_citations([Citation(name, single(value))]) for name, value in part.items()
    ]  # source: locator


def _of_data(by_name: Mapping[str, Any]) -> Citation:
    """Return a citation of a mapping; of one that names a passage, which says the rest, the passage."""
    if passage := on_one_line(single(by_name.get("passage", ""))):
        return Citation(passage)
    name = take(by_name, ("id", "source"), "id and locator")
    places = (single(by_name[n]) for n in ("locator", "at", "page", "pages") if n in by_name)
    words = (on_one_line(single(by_name.get(n, ""))) for n in ("quote", "translation"))
    return Citation(name, next(filter(None, places), ""), *words)


def citation_written(citation: Citation) -> Any:
    """Return a citation as a data file has it."""
    more = {"locator": citation.locator, "quote": citation.quote, "translation": citation.translation}
    return (
        {"id": citation.name, **{key: text for key, text in more.items() if text}}
        if any(more.values())
        else citation.name
    )


def citation_json(
    id_: str, locator: str, quote: str = "", translation: str = "", passage: str = ""
) -> dict[str, Any]:
    """Return a citation as JSON has it."""
    more = {"quote": quote, "translation": translation, "passage": passage}
    return {"id": id_, "locator": locator or None, **{key: text for key, text in more.items() if text}}


def citations_renamed(citations: Iterable[Citation], change: Callable[[str], str]) -> tuple[Citation, ...]:
    """Return citations of sources by other names; one that gets "" is left out."""
    return tuple(citation._replace(name=new) for citation in citations if (new := change(citation.name)))


class Sourced(NoProse):
    """Citations: sources, each with the place in it."""

    name = "sourced"
    write = 'a source, `source @ place` or `source @ place "words"`; several separated by `;`'
    examples = (
        "a @ p. 3",
        "a; b @ § 2, p. 3; a",
        "mail @ a@b.org",
        'a "words; and, more" ; b @ 3 "one" "another"; @ 5 “原文” = "trans|ation"',
    )
    schema: ClassVar[Mapping[str, Any]] = {"$ref": "#/$defs/pinpoints"}
    is_relation = True
    is_links = True
    is_cited = True

    def parse(self, field: Field, text: str) -> Any:  # noqa: ARG002
        """Return the citations."""
        return cited(text)

    def from_json(self, data: Any) -> str:
        """Return ``source @ locator "words"; source``."""
        return citations_text(data)

    def written(self, value: Any) -> Any:
        """Return a list of names, and of mappings where there is a place."""
        return [citation_written(citation) for citation in value]

    def to_json(self, value: Any, names: Names) -> Any:  # noqa: ARG002
        """Return a list of objects with id, locator and words."""
        return [citation_json(*link) for link in names.links()]

    def links(self, value: Any) -> Iterable[tuple[str, ...]]:
        """Return the citations."""
        return value  # type: ignore[no-any-return]

    def citations(self, value: Any) -> Iterable[Citation]:
        """Return the citations."""
        return value  # type: ignore[no-any-return]

    def csv(self, data: Any) -> str:
        """Return the citations with curly marks, which a cell of a table needs not double."""
        return write_citations(cited(citations_text(data)), curly=True)

    def renamed(self, value: Any, change: Callable[[str], str]) -> Any:
        """Return citations of the other names."""
        return citations_renamed(value, change)

    def json_renamed(self, data: Any, change: Callable[[str], str]) -> Any:
        """Return citations of the other ids."""
        return [_with_ids(part, _NAMING, change) for part in data] if _is_list(data) else data


class Values(FieldType):
    """What several sources say of one thing."""

    name = "values"
    write = 'a line for each: `value | source; source @ place "words"`'
    examples = (
        "80% | a @ p. 3",
        "80% | a; b @ p. 3\nno source",
        "a | b | a",
        '80% | a @ p. 3 "eighty\n  | percent"\n5" pipe | b',
    )
    schema: ClassVar[Mapping[str, Any]] = {"$ref": "#/$defs/values"}
    definitions: ClassVar[Mapping[str, Any]] = {
        "values": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "value": TEXT,
                    "sources": {"type": "array", "items": {"$ref": "#/$defs/pinpoint"}},
                },
                "required": ["value", "sources"],
                "additionalProperties": False,
            },
            "minItems": 1,
        }
    }
    extra = False
    is_relation = True
    is_cited = True

    def parse(self, field: Field, text: str) -> Any:  # noqa: ARG002
        """Return ``(value, citations)`` pairs; raises :class:`FieldError`, with those that can be read."""
        pairs: list[tuple[str, tuple[Citation, ...]]] = []
        errors: list[str] = []
        for value, sources in _value_lines(text):
            if not value.strip():
                errors.append(f'"{sources}" gives no value: write value | source; source')
                continue
            citations, wrong = read_citations(sources)
            errors += wrong
            pairs.append((on_one_line(value), citations))
        _raise(errors, tuple(pairs))
        return tuple(pairs)

    def from_json(self, data: Any) -> str:
        """Return lines ``value | source; source``; raises :class:`FieldError`, with those that can be read."""
        lines: list[str] = []
        errors: list[str] = []
        for part in items(data):
            try:
                given = _given(part)
            except FieldError as error:
                errors += error.messages
                continue
            for value, of in given:
                try:
                    sources = citations_text(of)
                except FieldError as error:
                    errors += error.messages
                    sources = error.rest or ""
                lines.append(
                    f"{on_one_line(value)} | {on_one_line(sources)}".rstrip() if of is not None else value
                )
        _raise(errors, "\n".join(lines))
        return "\n".join(lines)

    def written(self, value: Any) -> Any:
        """Return a list of mappings."""
        return [{"value": text, "sources": [citation_written(c) for c in of]} for text, of in value]

    def to_json(self, value: Any, names: Names) -> Any:
        """Return a list of objects with value and sources; a source whose name means no entry is left out."""
        return [
            {
                "value": text,
                "sources": [
                    citation_json(*link) for citation in of if (link := names.link_of(citation)) is not None
                ],
            }
            for text, of in value
        ]

    def texts(self, value: Any) -> tuple[str, ...]:
        """Return the values, without what they rest on."""
        return tuple(text for text, _of in value)

    def with_texts(self, value: Any, texts: Sequence[str]) -> Any:
        """Return other values that rest on the same."""
        return tuple((text, of) for text, (_old, of) in zip(texts, value, strict=True))

    def targets(self, value: Any) -> tuple[str, ...]:
        """Return the names of the sources."""
        return tuple(dict.fromkeys(citation.name for _text, of in value for citation in of))

    def links(self, value: Any) -> Iterable[tuple[str, ...]]:
        """Return the names of the sources, without places, which belong to single values."""
        return [(name, "") for name in self.targets(value)]

    def citations(self, value: Any) -> Iterable[Citation]:
        """Return the citations of all values."""
        return (citation for _text, of in value for citation in of)

    def renamed(self, value: Any, change: Callable[[str], str]) -> Any:
        """Return values that cite the other names."""
        return tuple((text, citations_renamed(of, change)) for text, of in value)

    def json_renamed(self, data: Any, change: Callable[[str], str]) -> Any:
        """Return values that cite the other ids."""
        if not _is_list(data):
            return data
        return [
            {**part, "sources": [_with_ids(of, _NAMING, change) for of in part["sources"]]}
            if isinstance(part, Mapping) and _is_list(part.get("sources"))
            else part
            for part in data
        ]


def _given(part: Any) -> list[tuple[str, Any]]:
    """Return the values of an item of data, each with what it rests on; None for a line as an author writes it."""
    if not isinstance(part, Mapping):
        return [(single(part), None)]
    by_name = keyed(part)
    if "value" not in by_name:
        return list(part.items())
    check_names(by_name, ("value", "sources"))
    return [(take(by_name, ("value",), "value and sources"), by_name.get("sources", []))]


def _value_lines(text: str) -> Iterator[tuple[str, str]]:
    """Yield ``(value, sources)`` of each line; words between marks may hold bars and go on over further lines."""
    line = ""
    for part in text.split("\n"):
        line = f"{line} {part.strip()}" if line else part
        bar = _last_bar(line)
        if bar is not None:
            if line.strip():
                yield (line, "") if bar < 0 else (line[:bar], line[bar + 1 :])
            line = ""
    if line:  # its quotation is never closed, which whoever reads the citations will say
        value, _bar, sources = line.partition("|")
        yield value, sources


def _last_bar(line: str) -> int | None:
    """Return where the last bar outside of quotations is, -1 for none; None where a quotation is not closed."""
    bar = line.find("|")
    at = bar
    while at >= 0 and (at := next_outside(line, "|", at + 1)) >= 0:
        bar = at
    return bar if at != UNCLOSED else None


# -- shares, starts --------------------------------------------------------------------------------------------


class Shares(NoProse):
    """How much of something each of several parties holds."""

    name = "shares"
    write = "a line for each: `party = 12.5%`"
    examples = ("a = 12.5%", "a = 12.50%\n\nb = 80 %; a = 0")
    schema: ClassVar[Mapping[str, Any]] = {"$ref": "#/$defs/shares"}
    definitions: ClassVar[Mapping[str, Any]] = {
        "shares": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "party": _ID,
                    "share": {"type": "number", "minimum": 0, "maximum": 100},
                },
                "required": ["party", "share"],
                "additionalProperties": False,
            },
            "minItems": 1,
        }
    }
    extra = False
    is_relation = True

    def parse(self, field: Field, text: str) -> Any:  # noqa: ARG002
        """Return ``(party, percent)`` pairs."""
        pairs = []
        for line in re.split(r"[\n;]", text):
            if not line.strip():
                continue
            name, equals, number = line.rpartition("=")
            try:
                share = Decimal(number.strip().removesuffix("%").strip())
            except InvalidOperation:
                share = Decimal(-1)
            if not equals or not name.strip() or not share.is_finite() or not 0 <= share <= 100:
                raise FieldError(f'"{line.strip()}" is not a share: write party = 12.5%')
            pairs.append((name.strip(), format(share.normalize(), "f")))
        return tuple(pairs)

    def from_json(self, data: Any) -> str:
        """Return lines ``party = 12.5%``."""
        lines = []
        for part in items(data):
            if not isinstance(part, Mapping):
                lines.append(single(part))
                continue
            by_name = keyed(part)
            if by_name.keys() & {"party", "id"} and by_name.keys() & {"share", "percent"}:
                check_names(by_name, ("party", "share", "id", "percent"))
                share = next(by_name[name] for name in ("share", "percent") if name in by_name)
                name = take(by_name, ("party", "id"), "party and share")
                text = take(by_name, ("share", "percent"), "party and share")
                lines.append(f"{name} = {text}{'' if isinstance(share, str) else '%'}")
            else:
                lines += [f"{name} = {single(value)}" for name, value in part.items()]
        return "\n".join(lines)

    def written(self, value: Any) -> Any:
        """Return a mapping of parties to shares, or a list where one party is there twice."""
        shares = {party: f"{share}%" for party, share in value}
        if len(shares) == len(value):
            return shares
        return [{"party": party, "share": f"{share}%"} for party, share in value]

    def to_json(self, value: Any, names: Names) -> Any:
        """Return a list of objects with party and share; one whose name means no entry is left out."""
        return [
            {"party": id_, "share": int(share) if share.isdecimal() else float(share)}
            for name, share in value
            if (id_ := names.id_of(name))
        ]

    def links(self, value: Any) -> Iterable[tuple[str, ...]]:
        """Return the parties."""
        return [(name, "") for name, _share in value]

    def renamed(self, value: Any, change: Callable[[str], str]) -> Any:
        """Return the shares of the other names."""
        return tuple((new, share) for name, share in value if (new := change(name)))

    def json_renamed(self, data: Any, change: Callable[[str], str]) -> Any:
        """Return the shares of the other ids."""
        return [_with_ids(part, ("party",), change) for part in data] if _is_list(data) else data


class Start(NoProse):
    """What a deadline runs from: an entry, or ``entry.field``, which the graph, that knows them, divides."""

    name = "start"
    write = "an entry, or `entry.field` where it has several dates"
    examples = ("a", "a.date", "Title of one")
    extra = False
    is_relation = True

    def to_json(self, value: Any, names: Names) -> Any:
        """Return ``entry`` or ``entry.field`` by its id, None where it names no entry."""
        links = names.links()
        if not links:
            return None
        date = names.date_of(value)
        return f"{links[0][0]}.{date}" if date else links[0][0]

    def links(self, value: Any) -> Iterable[tuple[str, ...]]:
        """Return the whole text as a name."""
        return ((value, ""),)

    def renamed(self, value: Any, change: Callable[[str], str]) -> Any:
        """Return the other name with the field behind it, nothing without one."""
        name, dot, field = value.partition(".")
        new = change(name)
        return f"{new}{dot}{field}" if new else ()

    def json_renamed(self, data: Any, change: Callable[[str], str]) -> Any:
        """Return the other id with the field behind it."""
        if not isinstance(data, str):
            return data
        name, dot, field = data.rpartition(".")
        return f"{change(name)}.{field}" if dot else change(data)


def _is_list(data: Any) -> bool:
    return isinstance(data, list)


def _with_ids(part: Any, keys: Iterable[str], change: Callable[[str], str]) -> Any:
    """Return an object with other ids under *keys*, and anything else as it is."""
    if not isinstance(part, Mapping):
        return part
    return {**part, **{key: change(part[key]) for key in keys if isinstance(part.get(key), str)}}


TYPES: Final = (Relation(), Sourced(), Shares(), Values(), Start())
