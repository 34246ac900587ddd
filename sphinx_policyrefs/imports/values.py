"""Values in a data file, in any natural form -> the text that an author would write in a directive."""

from __future__ import annotations

from typing import Any

from sphinx_policyrefs.imports.tree import UNSHOWN, List, Map, Node, Scalar
from sphinx_policyrefs.records.fields import FieldError
from sphinx_policyrefs.records.kinds import Field
from sphinx_policyrefs.records.types import TYPES
from sphinx_policyrefs.records.types import base as types


def text_of(field: Field, node: Node) -> str:
    """Return the text of a value, "" where there is none; raises :class:`FieldError`."""
    if isinstance(node, Scalar):
        return checked(node.text or "")
    return TYPES[field.type].from_json(plain(node))


def single(node: Node) -> str:
    """Return the text of a value that can only be one; raises :class:`FieldError` for a list or a mapping."""
    if isinstance(node, Scalar):
        return checked(node.text or "")
    return types.single(plain(node))


def checked(text: str) -> str:
    """Return *text*; raises :class:`FieldError` where it holds what no page can show."""
    if text.isprintable():  # quick, and true of nearly all
        return text
    if found := UNSHOWN.search(text):
        raise FieldError(f"holds U+{ord(found[0]):04X}, which no page can show; delete it")
    return text


def plain(node: Node) -> Any:
    """Return a value as Python has it, its texts :func:`checked`.

    A mapping with a name twice becomes a list of mappings, which says the same of the types that have mappings.
    """
    if isinstance(node, Scalar):
        return checked(node.text or "")
    if isinstance(node, List):
        made: list[Any] = []
        for item in node.items:
            value = plain(item)
            if isinstance(item, Map) and isinstance(value, list):
                made += value
            else:
                made.append(value)
        return made
    pairs = [(checked(key.text or ""), plain(value)) for key, value in node.pairs]
    mapping = dict(pairs)
    return mapping if len(mapping) == len(pairs) else [{name: value} for name, value in pairs]
