"""Field types.  One object for each type has everything that the package does with its values.

To add a type, write an instance in the module of its family, and a line in the table of
:mod:`sphinx_policyrefs.views.cells`, which says how its values read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from sphinx_policyrefs.messages import CODES
from sphinx_policyrefs.records.fields import FieldError, nearest
from sphinx_policyrefs.records.synonyms import short_list
from sphinx_policyrefs.records.types import dates, identifiers, numbers, relations, texts, waivers
from sphinx_policyrefs.records.types.base import FieldType, Names

if TYPE_CHECKING:
    from sphinx_policyrefs.records.kinds import Field

__all__ = [
    "TYPES",
    "FieldType",
    "Names",
    "is_exported",
    "parse_field",
    "targets_of",
    "texts_of",
    "with_texts",
]

#: The types by name, in the order in which messages list them.
TYPES: Final[Mapping[str, FieldType]] = MappingProxyType({
    type_.name: type_ for family in (texts, dates, numbers, identifiers, relations, waivers) for type_ in family.TYPES
})  # fmt: skip


def parse_field(field: Field, text: str, codes: Collection[str] = CODES) -> Any:
    """Return the value that *text* means for *field*; waivers may name the *codes*.

    Raises :class:`FieldError`, whose message does not name the option (the caller does).
    """
    text = text.strip()
    value = TYPES[field.type].parse(field, text) if text or field.type == "flag" else ()
    if field.type == "waivers":
        _check_codes([code for code, _reason in value], codes)
    if value == ():  # nothing, or nothing but separators
        raise FieldError("has no value; write one or leave the option out")
    if field.single:
        _check_single(text, value)
    return value


def _check_single(text: str, value: Sequence[str]) -> None:
    """Raise :class:`FieldError` where a field names several entries, or cites one, whose place stands elsewhere."""
    if len(value) > 1:
        raise FieldError(f"names {len(value)} entries; write the one that it is of")
    if found := re.match(r'(?P<name>[^@"“]*[^@"“\s])\s*(?:@|(?P<mark>["“]))', text):
        where = "the words below the options" if found["mark"] else "the place in :locator:"
        raise FieldError(f"holds more than the name of an entry: write {found['name']} alone, and {where}")


def _check_codes(named: Iterable[str], codes: Collection[str]) -> None:
    for code in named:
        if code not in codes:
            near = nearest(code, codes)
            hint = f"did you mean {near}?" if near else f"the codes are {short_list(codes, code)}"
            raise FieldError(f'"{code}" is not a check; {hint}')


def is_exported(field: Field) -> bool:
    """Return whether exports have the field's values."""
    return not (field.internal or TYPES[field.type].internal)


def texts_of(field: Field, value: Any) -> tuple[str, ...]:
    """Return the parts of a field's value that translators get: prose, and names by which references find the entry."""
    return () if field.verbatim or field.internal else TYPES[field.type].texts(value)


def with_texts(field: Field, value: Any, texts: Sequence[str]) -> Any:
    """Return a field's value with *texts* instead of those that :func:`texts_of` returns."""
    return TYPES[field.type].with_texts(value, texts)


def targets_of(field: Field, value: Any) -> tuple[str, ...]:
    """Return the names of the entries that a relation's value points to, in order."""
    return TYPES[field.type].targets(value)
