"""Relations that lead back to where they started."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sphinx_policyrefs.checks.scope import Scope, finding
from sphinx_policyrefs.records.graph import CAUSAL, Graph
from sphinx_policyrefs.records.model import Finding

#: Relations that order entries; those of one group make one order.
ORDERING: Final = (
    CAUSAL,
    ("parent",),
    ("member-of",),
    ("appeal-of",),
    ("authority",),
    ("amends",),
    ("revokes",),
    ("supersedes",),
    ("extends",),
    ("implements",),
    ("extended-by",),
    ("from",),
)


def circular_relation(scope: Scope) -> Iterator[Finding]:
    """Yield each circle once, at the member that stands first in the record."""
    graph = scope.graph
    bearing: dict[str, list[str]] = {}
    for entry in scope.entries():
        for name in graph.links(entry.id):
            bearing.setdefault(name, []).append(entry.id)
    for fields in ORDERING:
        ahead = {id_: graph.targets(id_, *fields) for name in fields for id_ in bearing.get(name, ())}
        for members in _knots(ahead):
            first = next(id_ for id_ in graph.entries if id_ in members)
            circle = _circle(ahead, first, members)
            used = _used(graph, first, circle[1], fields)
            message = f":{used}: leads back to where it starts: {' → '.join(circle)}; take one step out"
            yield finding("circular-relation", graph.entries[first], message, used)


def _used(graph: Graph, id_: str, target: str, fields: tuple[str, ...]) -> str:
    """Return which of the relations leads from an entry to its neighbour."""
    return next(name for name in fields if target in graph.targets(id_, name))


def _knots(ahead: dict[str, list[str]]) -> list[set[str]]:
    """Return the sets of entries that reach each other (Tarjan), those of one only if it reaches itself."""
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    knots: list[set[str]] = []
    for root, targets in ahead.items():
        if root in number:
            continue
        # A work list instead of recursion: a chronology may follow a thousand steps.
        work = [(root, iter(targets))]
        number[root] = low[root] = len(number)
        stack.append(root)
        on_stack.add(root)
        while work:
            id_, rest = work[-1]
            for target in rest:
                if target not in number:
                    number[target] = low[target] = len(number)
                    stack.append(target)
                    on_stack.add(target)
                    work.append((target, iter(ahead.get(target, ()))))
                    break
                if target in on_stack:
                    low[id_] = min(low[id_], number[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[id_])
                if low[id_] == number[id_]:
                    members = {stack.pop()}
                    while id_ not in members:
                        members.add(stack.pop())
                    on_stack -= members
                    if len(members) > 1 or id_ in ahead.get(id_, ()):
                        knots.append(members)
    return knots


def _circle(ahead: dict[str, list[str]], first: str, members: set[str]) -> list[str]:
    """Return a shortest way from an entry back to itself."""
    ways = [[first]]
    seen: set[str] = set()
    for way in ways:  # grows while it is walked
        for target in ahead[way[-1]]:
            if target == first:
                return [*way, first]
            if target in members and target not in seen:
                seen.add(target)
                ways.append([*way, target])
    raise AssertionError(first)
