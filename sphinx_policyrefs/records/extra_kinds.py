"""Kinds and fields that a project adds: the value of ``policyrefs_kinds``, checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from sphinx_policyrefs.records.kinds import (
    COMMON,
    KINDS,
    OUTLINES,
    RESERVED,
    SIGNS,
    TABLE,
    Colour,
    Field,
    Kind,
    linked,
)
from sphinx_policyrefs.records.types import TYPES

_NAME = re.compile(r"[a-z]+(?:-[a-z0-9]+)*\Z")
_FIELD_TYPES: Final = tuple(type_.name for type_ in TYPES.values() if type_.extra)
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")
_SCHEMA_TYPE = re.compile(r"[A-Z][A-Za-z]+\Z", re.ASCII)
_SHOWN = ("card", "dossier", "never")

#: Keys of a kind in ``policyrefs_kinds``: those with a text, with a list of texts, and with True or False.
_KIND_TEXTS: Final = ("label", "plural", "about", "sign", "colour", "outline", "schema_type")
_KIND_LISTS: Final = ("columns", "dossier", "known_from", "rests_on")
_KIND_FLAGS: Final = ("happens", "asserts", "aside", "referred", "typed", "named")
#: Traits that only new kinds may set, not those of :data:`KINDS`.
_TRAITS: Final = (
    "dossier",
    "known_from",
    "rests_on",
    "sign",
    "colour",
    "outline",
    "schema_type",
    *_KIND_FLAGS,
)

#: The same for a field.
_FIELD_TEXTS: Final = ("type", "label", "inverse", "shown")
_FIELD_LISTS: Final = ("choices", "targets")
_FIELD_FLAGS: Final = (
    "open", "symmetric", "milestone", "required", "outcome", "verbatim", "causal", "acyclic", "whole", "marked",
)  # fmt: skip


def kinds_with(extra: Mapping[Any, Any]) -> dict[str, Kind]:
    """Return :data:`KINDS` with the kinds and fields of *extra* (``policyrefs_kinds``) added.

    *extra* maps a kind's name to ``{"label", "plural", "about", "columns", "fields"}`` and traits of
    :class:`Kind`, where ``fields`` maps a field's name to the attributes of :class:`Field`.  Fields of a kind
    that exists are added to it.  Raises ValueError, with a sentence that says what to write, for anything else.
    """
    result = {kind.name: kind for kind in TABLE}
    for name, spec in extra.items():
        result[name] = _with_fields(name, spec, result, extra)
    return linked(result.values())


def wrong_kinds(extra: Mapping[Any, Any]) -> list[str]:
    """Return what :func:`kinds_with` would raise, a sentence for each kind that is wrong."""
    found, result = [], {kind.name: kind for kind in TABLE}
    for name, spec in extra.items():
        try:
            result[name] = _with_fields(name, spec, result, extra)
        except ValueError as error:
            found.append(str(error))
    return found


def _with_fields(name: Any, spec: Any, known: Mapping[str, Kind], extra: Mapping[Any, Any]) -> Kind:
    """Return a kind of *extra*, or one of those *known* with the fields that it gets."""
    if not isinstance(name, str) or not _NAME.match(name):
        msg = (
            f"policyrefs_kinds: {name!r} is not the name of a kind; write lower-case words joined by hyphens"
        )
        raise ValueError(msg)
    where = f"policyrefs_kinds[{name!r}]"
    _check_kind(where, spec)
    fields = tuple(
        _extra_field(name, key, value, {*known, *extra}) for key, value in spec.get("fields", {}).items()
    )
    base = known.get(name)
    there = base.all_fields if base is not None else COMMON
    if taken := [f.name for f in fields if f.name in RESERVED or f.name in {t.name for t in there}]:
        msg = f"{where}: the field {taken[0]!r} exists already"
        raise ValueError(msg)
    columns = {"date", "title", "kind", "relations", *(f.name for f in (*there, *fields))}
    for key in ("columns", "dossier"):
        if wrong := [c for c in spec.get(key, ()) if c not in columns]:
            msg = f"{where}[{key!r}]: {wrong[0]!r} is not a field of the kind"
            raise ValueError(msg)
    if base is None:
        return _new_kind(where, name, spec, fields)
    if settled := [key for key in spec if key in _TRAITS]:
        msg = f"{where}: {settled[0]!r} is for kinds that you add"
        raise ValueError(msg)
    return replace(base, fields=(*base.fields, *fields), columns=tuple(spec.get("columns", base.columns)))


def _check_kind(where: str, spec: Any) -> None:
    """Raise ValueError if what the value says of a kind is not of the right form."""
    if not isinstance(spec, Mapping):
        msg = f"{where}: write a mapping with 'label' and 'fields'"
        raise ValueError(msg)  # noqa: TRY004 - one exception
    known = {*_KIND_TEXTS, *_KIND_LISTS, *_KIND_FLAGS, "fields"}
    if wrong := [key for key in spec if key not in known]:
        msg = f"{where}: {wrong[0]!r} is unknown; allowed are {', '.join(sorted(known))}"
        raise ValueError(msg)
    _check_texts(where, spec, _KIND_TEXTS, _KIND_LISTS)
    _check_flags(where, spec, _KIND_FLAGS)
    if not isinstance(spec.get("fields", {}), Mapping):
        msg = f"{where}['fields']: write a mapping of names to what the fields are"
        raise ValueError(msg)  # noqa: TRY004 - one exception


def _new_kind(where: str, name: str, spec: Mapping[str, Any], fields: tuple[Field, ...]) -> Kind:
    """Return a kind that is added; ValueError says what is wrong with its traits."""
    types = {field.name: field.type for field in fields}
    for trait, of, what in (("known_from", ("date",), "date"), ("rests_on", ("relation",), "relation")):
        if wrong := [field for field in spec.get(trait, ()) if types.get(field) not in of]:
            msg = f"{where}[{trait!r}]: {wrong[0]!r} is not a {what} of the kind"
            raise ValueError(msg)
    for trait, words in (("sign", SIGNS), ("outline", OUTLINES)):
        if spec.get(trait, words[0]) not in words:
            msg = f"{where}[{trait!r}]: {spec[trait]!r} is unknown; write one of {', '.join(words)}"
            raise ValueError(msg)
    if "colour" in spec and not _COLOUR.match(spec["colour"]):
        msg = f"{where}['colour']: {spec['colour']!r} is not a colour; write one as #1f6fd0"
        raise ValueError(msg)
    if not _SCHEMA_TYPE.match(spec.get("schema_type", "Event")):
        msg = f"{where}['schema_type']: {spec['schema_type']!r} is not a type; write one of schema.org, such as Event"
        raise ValueError(msg)
    label = spec.get("label", name.replace("-", " ").capitalize())
    return Kind(
        name,
        label,
        spec.get("plural", label + "s"),
        fields,
        spec.get("about", ""),
        tuple(spec.get("columns", ("title", *types))),
        known_from=tuple(spec["known_from"]) if "known_from" in spec else None,
        rests_on=tuple(spec.get("rests_on", ())),
        dossier=tuple(spec.get("dossier", ())),
        colour=_colour(spec["colour"]) if "colour" in spec else None,
        # What has dates in the chronology happens, unless the project says otherwise.
        **{"happens": any(f.milestone for f in fields)}
        | {key: spec[key] for key in (*_KIND_FLAGS, "sign", "outline", "schema_type") if key in spec},
    )


def _colour(hue: str) -> Colour:
    """Return a colour whose ink is what it becomes beside black text."""
    return Colour(hue, ink="#" + bytes(value * 7 // 10 for value in bytes.fromhex(hue[1:])).hex())


def _check_texts(where: str, spec: Mapping[Any, Any], texts: tuple[str, ...], lists: tuple[str, ...]) -> None:
    """Raise ValueError if *spec* has something else for a key of *texts* than a text, or of *lists* than a list."""
    for key in texts:
        if not isinstance(spec.get(key, ""), str):
            msg = f"{where}[{key!r}]: write a text"
            raise ValueError(msg)  # noqa: TRY004 - one exception
    for key in lists:
        value = spec.get(key, ())
        if not isinstance(value, (list, tuple)) or not all(isinstance(part, str) for part in value):
            msg = f"{where}[{key!r}]: write a list of texts"
            raise ValueError(msg)


def _check_flags(where: str, spec: Mapping[Any, Any], flags: tuple[str, ...]) -> None:
    """Raise ValueError if *spec* has something else for a key of *flags* than True or False."""
    for key in flags:
        if not isinstance(spec.get(key, False), bool):
            msg = f"{where}[{key!r}]: write True or False"
            raise ValueError(msg)  # noqa: TRY004 - one exception


def _extra_field(kind: str, name: Any, spec: Any, kinds: set[str]) -> Field:
    """Return a field of ``policyrefs_kinds``; ValueError says what is wrong with it."""
    where = f"policyrefs_kinds[{kind!r}]['fields'][{name!r}]"
    if not isinstance(name, str) or not _NAME.match(name):
        msg = f"{where}: write the name of a field as lower-case words joined by hyphens"
        raise ValueError(msg)
    allowed = {*_FIELD_TEXTS, *_FIELD_LISTS, *_FIELD_FLAGS}
    if not isinstance(spec, Mapping) or set(spec) - allowed:
        msg = f"{where}: write a mapping with some of {', '.join(sorted(allowed))}"
        raise ValueError(msg)
    _check_texts(where, spec, _FIELD_TEXTS, _FIELD_LISTS)
    _check_flags(where, spec, _FIELD_FLAGS)
    values = dict(spec)
    targets = tuple(values.get("targets", ()))
    values["targets"] = targets
    values["choices"] = tuple(values.get("choices", ()))
    values.setdefault("type", "relation" if targets else "choice" if values["choices"] else "text")
    _check_type(where, name, values)
    _check_relation(where, values, kinds)
    return Field(name, **values)


def _like(type_: str) -> str:
    """Return the type as which fields of one name in several kinds are taken for one."""
    return TYPES[type_].like or type_


def _check_type(where: str, name: str, values: Mapping[str, Any]) -> None:
    """Raise ValueError if a type is unknown, differs from that in another kind, or contradicts the attributes."""
    type_ = values["type"]
    if type_ not in _FIELD_TYPES:
        msg = f"{where}: the type {type_!r} is unknown; allowed are {', '.join(_FIELD_TYPES)}"
        raise ValueError(msg)
    elsewhere = {f.type for kind in KINDS.values() for f in kind.all_fields if f.name == name}
    if elsewhere and _like(type_) not in set(map(_like, elsewhere)):
        msg = f"{where}: {name!r} is {' or '.join(sorted(elsewhere))} elsewhere; give it that type or another name"
        raise ValueError(msg)
    if values.get("shown", "card") not in _SHOWN:
        msg = f"{where}: {values['shown']!r} is unknown; 'shown' is one of {', '.join(_SHOWN)}"
        raise ValueError(msg)
    if type_ == "choice" and not values["choices"]:
        msg = f"{where}: a choice needs 'choices', the allowed values"
        raise ValueError(msg)
    if values.get("milestone") and type_ != "date":
        msg = f"{where}: only a date can have 'milestone'"
        raise ValueError(msg)


def _check_relation(where: str, values: Mapping[str, Any], kinds: set[str]) -> None:
    """Raise ValueError if attributes of a relation are incomplete, or belong to a field of another type."""
    targets = values["targets"]
    if TYPES[values["type"]].is_relation != bool(targets):
        msg = f"{where}: a relation needs 'targets', and only a relation has them"
        raise ValueError(msg)
    if wrong := [t for t in targets if t != "*" and t not in kinds]:
        msg = f"{where}: {wrong[0]!r} is not a kind"
        raise ValueError(msg)
    if targets and not values.get("inverse"):
        msg = f"{where}: a relation needs 'inverse', the name it has on the entry at its other end"
        raise ValueError(msg)
    if wrong := [key for key in ("causal", "acyclic", "whole") if values.get(key) and not targets]:
        msg = f"{where}: only a relation can have {wrong[0]!r}"
        raise ValueError(msg)
