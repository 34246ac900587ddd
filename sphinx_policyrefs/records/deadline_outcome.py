"""The course of a deadline: how it was extended, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_policyrefs.records.dates import PartialDate
    from sphinx_policyrefs.records.graph import Graph

State = Literal["met", "revoked", "extended", "overdue", "over", "open"]


class End(NamedTuple):
    """An entry that ended a deadline."""

    entry: str
    #: None where the entry has no known date
    date: PartialDate | None
    #: by how many days it was late, at the least; 0 if it may have been in time
    late: int = 0
    #: by how many days it was early, of a deadline of type ``not-before``; 0 if it may have been on time
    early: int = 0


class Course(NamedTuple):
    """When a deadline was due, how it was extended, and how it ended, as far as the record says."""

    #: as it stood at first
    due: PartialDate | None
    #: the deadlines that extended it, one after the other
    extensions: tuple[str, ...]
    #: the due day after the last extension
    in_force: PartialDate | None
    state: State
    #: what met it, what revoked the instrument that imposed it, or what extended it to a day unknown
    ends: tuple[End, ...] = ()
    #: what the record asserts of its outcome, "" for nothing: one of the field's choices
    asserted: str = ""

    @property
    def is_left_open(self) -> bool:
        """Return whether it has passed and nothing says what became of it."""
        return self.state == "overdue" and not self.asserted


def course(graph: Graph, id_: str) -> Course:
    """Return the course of the deadline *id_*.

    Its ``met-by`` counts, and so does that of its extensions and of a deadline that it extends. It is
    revoked if the instrument that imposed it, or one of these, is revoked. The due day in force is that
    of the last extension. If the last extension is not a deadline, such as a stay by a court, no due
    day is in force; otherwise the deadline is overdue if the due day in force is before
    ``graph.today``. A deadline of type ``not-before`` is never overdue.
    """
    fields = graph.entries[id_].fields
    return _computed(graph, id_, waits=fields.get("type") == "not-before")._replace(
        asserted=fields.get("outcome", "")
    )


def _computed(graph: Graph, id_: str, *, waits: bool) -> Course:
    """Return the course without the asserted outcome; *waits* is true for the type ``not-before``."""
    extensions = _chain(id_, lambda i: [e for e in graph.targets(i, "extended-by") if _is_deadline(graph, e)])
    due = graph.due(id_)
    in_force = next((d for i in reversed(extensions) if (d := graph.due(i)) is not None), due)
    kind = graph.entries[id_].kind
    family = [id_, *extensions, *_chain(id_, lambda i: graph.sources_back(i, kind, "extended-by"))]
    if met := [e for i in family for e in graph.targets(i, "met-by")]:
        return Course(due, extensions, in_force, "met", _ends(graph, met, in_force, waits=waits))
    imposed = [e for i in family for e in graph.targets(i, "imposed-by")]
    if revoked := [r for i in imposed for r in graph.sources_back(i, "instrument", "revokes")]:
        return Course(due, extensions, in_force, "revoked", _ends(graph, revoked, None, waits=waits))
    last = graph.targets([id_, *extensions][-1], "extended-by")
    if stayed := [i for i in last if not _is_deadline(graph, i)]:
        return Course(due, extensions, None, "extended", _ends(graph, stayed, None, waits=waits))
    passed = (
        in_force is not None
        and not in_force.is_unknown
        and graph.today is not None
        and in_force.latest < graph.today.earliest
    )
    return Course(due, extensions, in_force, ("over" if waits else "overdue") if passed else "open")


def _is_deadline(graph: Graph, id_: str) -> bool:
    return bool(graph.kinds[graph.entries[id_].kind].computed)


def _chain(id_: str, following: Callable[[str], list[str]]) -> tuple[str, ...]:
    """Return what follows *id_* over any number of steps, in order; a circular chain ends where it closes."""
    found: dict[str, None] = {}
    stack = following(id_)[::-1]
    while stack:
        member = stack.pop()
        if member != id_ and member not in found:
            found[member] = None
            stack += following(member)[::-1]
    return tuple(found)


def _ends(graph: Graph, ids: list[str], in_force: PartialDate | None, *, waits: bool) -> tuple[End, ...]:
    """Return the ends with the first date of each and, against a due day in force, the days they are late or early."""
    ends = []
    for id_ in dict.fromkeys(ids):
        date = next((d for d in graph.dates(id_) if not d.is_unknown), None)
        late = early = 0
        if date is not None and in_force is not None and not in_force.is_unknown:
            if waits:
                early = max(0, in_force.earliest - date.latest)
            else:
                late = max(0, date.earliest - in_force.latest)
        ends.append(End(id_, date, late, early))
    return tuple(ends)
