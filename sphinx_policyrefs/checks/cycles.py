"""Relations that lead back to where they started."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from sphinx_policyrefs.checks.scope import Scope, finding
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.model import Finding


def circular_relation(scope: Scope) -> Iterator[Finding]:
    """Yield each circle once, at the member that stands first in the record."""
    graph = scope.graph
    bearing: dict[str, list[str]] = {}
    for entry in scope.entries():
        for name in graph.links(entry.id):
            bearing.setdefault(name, []).append(entry.id)
    for fields in _orders(graph):
        ahead = {id_: graph.targets(id_, *fields) for name in fields for id_ in bearing.get(name, ())}
        if all(ahead.keys().isdisjoint(targets) for targets in ahead.values()):
            continue  # nothing that they lead to leads on
        for members in _knots(ahead):
            first = next(id_ for id_ in graph.entries if id_ in members)
            circle = _circle(ahead, first, members)
            used = _used(graph, first, circle[1], fields)
            message = f":{used}: leads back to where it starts: {' → '.join(circle)}; remove one step"
            yield finding("circular-relation", graph.entries[first], message, used)


def _used(graph: Graph, id_: str, target: str, fields: tuple[str, ...]) -> str:
    """Return which of the relations leads from an entry to its neighbour."""
    return next(name for name in fields if target in graph.targets(id_, name))


def _orders(graph: Graph) -> list[tuple[str, ...]]:
    """Return the relations that make an order of entries; those of one group make one order."""
    fields = (field for kind in graph.kinds.values() for field in kind.relations if field.acyclic)
    alone = dict.fromkeys(field.name for field in fields if not field.causal)
    return [graph.causal, *((name,) for name in alone)]


def _knots(ahead: Mapping[str, Collection[str]]) -> list[set[str]]:
    """Return the sets of entries that reach each other, those of one only if it reaches itself."""
    behind: dict[str, list[str]] = {}
    for id_, targets in ahead.items():
        for target in targets:
            behind.setdefault(target, []).append(id_)
    # Most records have no circle: entries from which no circle is reached are removed first, which is quick.
    left = _stuck(ahead, behind)
    left &= _stuck(behind, ahead) if left else left
    knots = []
    while left:
        id_ = min(left)
        members = _reached(ahead, id_, left) & _reached(behind, id_, left)
        if members:
            knots.append(members)
        left -= {id_, *members}
    return knots


def _stuck(ahead: Mapping[str, Collection[str]], behind: Mapping[str, Iterable[str]]) -> set[str]:
    """Return the entries from which a circle is reached: those left when all are gone that lead to none of them."""
    left = {id_: len(targets) for id_, targets in ahead.items() if targets}
    gone = [id_ for id_ in behind if id_ not in left]
    while gone:
        for id_ in behind.get(gone.pop(), ()):
            left[id_] -= 1
            if not left[id_]:
                gone.append(id_)
    return {id_ for id_, count in left.items() if count}


def _reached(ahead: Mapping[str, Iterable[str]], id_: str, among: set[str]) -> set[str]:
    """Return the entries *among* some that an entry reaches in one step or more."""
    found: set[str] = set()
    stack = [id_]
    while stack:
        new = (set(ahead.get(stack.pop(), ())) & among) - found
        found |= new
        stack += new
    return found


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
