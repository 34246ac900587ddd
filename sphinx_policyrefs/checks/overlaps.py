"""Two entries that are perhaps one, and two that say different things of the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sphinx_policyrefs.checks.scope import Scope, finding
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.model import Entry, Finding


def possible_duplicate(scope: Scope) -> Iterator[Finding]:
    """Yield the pairs of events that are perhaps one: dates that fit, something shared, and titles alike."""
    overlaps = scope.overlaps
    for one, other in overlaps.pairs:
        if one.kind == "event" and overlaps.fit(one, other):
            message = (
                f'"{one.title}" and {other.id} ("{other.title}") may be the same event; make one of them, or name one '
                f"in the other's :see:"
            )
            yield _told("possible-duplicate", one, other, message)


def possible_conflict(scope: Scope) -> Iterator[Finding]:
    """Yield the pairs of entries that seem to be about the same and give different values of a field."""
    overlaps = scope.overlaps
    discussed = _discussed(scope.graph)
    for one, other in overlaps.pairs:
        if discussed.get(one.id, frozenset()) & discussed.get(other.id, frozenset()):
            continue
        for name, mine, theirs in overlaps.conflicts(one, other):
            message = (
                f'"{one.title}" and {other.id} ("{other.title}") may be about the same, but :{name}: is {mine} '
                f"here and {theirs} there; correct one, record a discrepancy about both, or name one in the "
                f"other's :see:"
            )
            yield _told("possible-conflict", one, other, message, name)


def _told(code: str, one: Entry, other: Entry, message: str, field: str = "") -> Finding:
    return finding(code, one, message, field)._replace(also=(other.id,))


def _discussed(graph: Graph) -> dict[str, set[str]]:
    """Return, for each entry that discrepancies are about, which."""
    found: dict[str, set[str]] = defaultdict(set)
    for entry in graph.own:
        if entry.kind == "discrepancy":
            for target in graph.targets(entry.id, "about"):
                found[target].add(entry.id)
    return found
