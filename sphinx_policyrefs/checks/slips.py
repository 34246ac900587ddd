"""Slips in the values of fields: a missing semicolon between citations, words in single marks, roles in plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.kinds import Field
from sphinx_policyrefs.records.model import Entry

#: An ``@`` behind a word, within a place.
_AT = re.compile(r"(?<=\S)(?:\s+@|@\s)")
#: Words in single quotation marks at the end of a place.
_SINGLE = re.compile(r"(?:\A|\s)(?:'(\S+ .*\S)'|‘(\S+ .*\S)’)\Z")
#: A role in either markup, with its target behind the title or alone.
_ROLE = re.compile(r"(?::(?:policy:)?([\w-]+):|\{(?:policy:)?([\w-]+)\})`(?:[^`<]*<([^`>]+)>|([^`]+))`")
#: Fields whose roles are resolved.
_WITH_ROLES = frozenset({"short", "aliases"})


def slips(graph: Graph, entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield the name of a field and what is wrong with its value, where that can be read but is not what was meant."""
    kind = graph.kinds[entry.kind]
    for name, value in entry.fields.items():
        if isinstance(value, str) and "`" not in value:
            continue  # most of them
        field = kind.field(name)
        if field is None:
            continue
        if field.type == "sourced":
            for citation in value:
                if reason := _in_place(graph, field, citation[0], citation[1]):
                    yield field.name, reason
        elif isinstance(value, str) and not (field.body or field.name in _WITH_ROLES):
            role = _ROLE.search(value)
            if role and (role[1] or role[2]) in {*graph.kinds, "ref"}:
                yield (
                    field.name,
                    f'"{role[0]}" is a role, and fields are plain text: write {role[3] or role[4]}',
                )


def _in_place(graph: Graph, field: Field, name: str, place: str) -> str:
    """Return what is wrong with the place in a source, or ""."""
    for at in _AT.finditer(place):
        words = place[: at.start()].split(" ")
        for count in range(len(words)):
            source = " ".join(words[count:])
            if graph.find(source, field.targets).entry is not None:
                before = " ".join([name, *(["@", *words[:count]] if count else [])])
                return f'"{name} @ {place}" holds two citations: write {before}; {source} @ {place[at.end() :].strip()}'
    if single := _SINGLE.search(place):
        return (
            f'"{name} @ {place}" has words in single marks: write "{single[1] or single[2]}" in double ones'
        )
    return ""
