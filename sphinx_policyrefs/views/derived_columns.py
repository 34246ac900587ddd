"""Columns and facts made from several fields: how things ended, the course of a deadline, the parts of a claim."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Final, Protocol

from sphinx_policyrefs.records.deadline_outcome import Course, End, course
from sphinx_policyrefs.records.deadlines import parse_period
from sphinx_policyrefs.records.model import foretells
from sphinx_policyrefs.views.model import Cell, Inline, Mark
from sphinx_policyrefs.views.wording import N_, Wording

if TYPE_CHECKING:
    from sphinx_policyrefs.records.dates import PartialDate
    from sphinx_policyrefs.records.graph import Graph
    from sphinx_policyrefs.records.model import Entry, Run
    from sphinx_policyrefs.records.relations import Link as RelationLink

_PLACE = re.compile(r"%\((\w+)\)s")

#: What a period runs from, by the date field: after it, before it.
_STARTS: Final = {
    "date": (N_("%(period)s after %(entry)s"), N_("%(period)s before %(entry)s")),
    "due": (N_("%(period)s after the end of %(entry)s"), N_("%(period)s before the end of %(entry)s")),
    "filed": (N_("%(period)s after the filing of %(entry)s"), N_("%(period)s before the filing of %(entry)s")),
    "argued": (
        N_("%(period)s after the argument of %(entry)s"),
        N_("%(period)s before the argument of %(entry)s"),
    ),
    "decided": (
        N_("%(period)s after the decision of %(entry)s"),
        N_("%(period)s before the decision of %(entry)s"),
    ),
    "introduced": (
        N_("%(period)s after the introduction of %(entry)s"),
        N_("%(period)s before the introduction of %(entry)s"),
    ),
    "passed": (
        N_("%(period)s after the passage of %(entry)s"),
        N_("%(period)s before the passage of %(entry)s"),
    ),
    "adopted": (
        N_("%(period)s after the adoption of %(entry)s"),
        N_("%(period)s before the adoption of %(entry)s"),
    ),
    "vetoed": (N_("%(period)s after the veto of %(entry)s"), N_("%(period)s before the veto of %(entry)s")),
    "denied": (N_("%(period)s after the denial of %(entry)s"), N_("%(period)s before the denial of %(entry)s")),
    "repealed": (N_("%(period)s after the repeal of %(entry)s"), N_("%(period)s before the repeal of %(entry)s")),
    "withdrawn": (
        N_("%(period)s after the withdrawal of %(entry)s"),
        N_("%(period)s before the withdrawal of %(entry)s"),
    ),
    "signed": (
        N_("%(period)s after signature of %(entry)s"),
        N_("%(period)s before signature of %(entry)s"),
    ),
    "published": (
        N_("%(period)s after publication of %(entry)s"),
        N_("%(period)s before publication of %(entry)s"),
    ),
    "effective": (
        N_("%(period)s after the entry into force of %(entry)s"),
        N_("%(period)s before the entry into force of %(entry)s"),
    ),
    "announced": (
        N_("%(period)s after the announcement of %(entry)s"),
        N_("%(period)s before the announcement of %(entry)s"),
    ),
    "closed": (
        N_("%(period)s after the closing of %(entry)s"),
        N_("%(period)s before the closing of %(entry)s"),
    ),
}  # fmt: skip
#: The same for every other field.
_START: Final = (
    N_("%(period)s after %(entry)s (%(field)s)"),
    N_("%(period)s before %(entry)s (%(field)s)"),
)
_PERIODS: Final = {
    "day": (N_("%(count)s day"), N_("%(count)s days")),
    "week": (N_("%(count)s week"), N_("%(count)s weeks")),
    "month": (N_("%(count)s month"), N_("%(count)s months")),
    "year": (N_("%(count)s year"), N_("%(count)s years")),
}


class CellSource(Protocol):
    """The part of `Cells` that a derived column is made with."""

    graph: Graph
    wording: Wording

    def shortly(self, id_: str, *, beside: str = "") -> Cell:
        """Return a link to an entry by its short name, or its title, as a cell of its own."""

    def runs(self, runs: Iterable[Run]) -> Cell:
        """Return running text with its references as links."""

    def sources(self, entry: Entry, *, words: bool = True) -> tuple[Cell, ...]:
        """Return the sources of an entry, each with its place and, if asked, the words there."""

    def worded(self, links: Iterable[RelationLink], before: str = ": ", *, linked: bool = False) -> Cell:
        """Return the words of citations of one place."""


def sentence(wording: Wording, phrase: str, **parts: Cell) -> Cell:
    """Return a phrase in the build's language with cells in its places ``%(name)s``."""
    cell: list[Inline] = []
    for n, piece in enumerate(_PLACE.split(wording(phrase))):
        if n % 2:
            cell += parts[piece]
        elif piece:
            cell.append(piece)
    return tuple(cell)


def length(wording: Wording, text: str) -> str:
    """Return a period in words, without its direction: ``-10 days`` as '10 days'."""
    amount, unit = parse_period(text)
    count = abs(amount)
    return wording(_PERIODS[unit][count != 1], count=count)


def period(wording: Wording, text: str) -> str:
    """Return a period in words: ``-10 days`` as '10 days before'."""
    words = length(wording, text)
    return wording(N_("%(period)s before"), period=words) if parse_period(text).amount < 0 else words


# -- how things ended ----------------------------------------------------------------------------------

#: The dates of rows that may tell how something ended: of events, deadlines and, at both their ends, proceedings.
ENDS: Final = frozenset({"date", "due", "filed", "decided", "terminated"})


def result(cells: CellSource, entry: Entry) -> tuple[Cell, ...]:
    """Return the outcome of an event with its vote; of a filing or ruling without one, that of the proceeding."""
    said, vote = entry.fields.get("outcome", ""), entry.fields.get("vote", "").replace("-", "–")
    if not said and entry.fields.get("milestone") in ENDS:
        cases = cells.graph.targets(entry.id, "legal-action")
        ends = (cells.graph.entries[id_].fields.get("disposition", "") for id_ in cases)
        said = "; ".join(filter(None, dict.fromkeys(ends)))
    parts = [said, f"({vote})" if said and vote else vote]
    return ((" ".join(filter(None, parts)),),) if said or vote else ()


def disposition(_cells: CellSource, entry: Entry) -> tuple[Cell, ...]:
    """Return how a proceeding ended."""
    said = entry.fields.get("disposition")
    return ((said,),) if said else ()


# -- deadlines -----------------------------------------------------------------------------------------


def due(cells: CellSource, entry: Entry) -> tuple[Cell, ...]:
    """Return the first due day with its weekday."""
    date = cells.graph.due(entry.id)
    if date is None:
        return ()
    day = cells.wording.date(date, weekday=True)
    return ((cells.wording(N_("not before %(day)s"), day=day) if _waits(entry) else day,),)


def _waits(entry: Entry) -> bool:
    """Return whether the day of a deadline is one before which something may not happen."""
    return entry.fields.get("type") == "not-before"


def basis(cells: CellSource, entry: Entry) -> tuple[Cell, ...]:
    """Return what the due day is computed from: '270 days after signature of the Act, 24 April 2024'."""
    start = cells.graph.start_of(entry.id)
    runs = entry.fields.get("runs")
    if start is None or not runs:
        return ()
    id_, name, date = start
    phrases = _STARTS.get(name or "date", _START)
    field = cells.graph.kinds[cells.graph.entries[id_].kind].field(name)
    cell: list[Inline] = [
        *sentence(
            cells.wording,
            phrases[parse_period(runs).amount < 0],
            period=(length(cells.wording, runs),),
            entry=cells.shortly(id_),
            field=(cells.wording(field.term) if field else name,),
        )
    ]
    if date is not None:
        cell.append(f", {cells.wording.date(date)}")
    if entry.fields.get("count") == "frcp6":
        rule = cells.wording(N_("counted by Rule 6(a) of the Federal Rules of Civil Procedure"))
        cell.append(f", {rule}")
    return (tuple(cell),)


def in_force(cells: CellSource, entry: Entry) -> tuple[Cell, ...]:
    """Return the due day after all extensions, followed by these; nothing where there are none."""
    found = course(cells.graph, entry.id)
    if not found.extensions or found.in_force is None:
        return ()
    return (
        (cells.wording.date(found.in_force, weekday=True),),
        *(cells.shortly(id_) for id_ in found.extensions),
    )


def term(cells: CellSource, entry: Entry) -> tuple[Cell, ...]:
    """Return all that says when a deadline is due: its first day, the basis, and each of its extensions."""
    lines = [*due(cells, entry), *basis(cells, entry)]
    for id_ in course(cells.graph, entry.id).extensions:
        date = cells.graph.due(id_)
        phrase = N_("extended: %(by)s") if date is None else N_("extended to %(day)s: %(by)s")
        day: Cell = (cells.wording.date(date, weekday=True),) if date is not None else ()
        lines.append(sentence(cells.wording, phrase, day=day, by=cells.shortly(id_)))
    return tuple(lines)


def outcome(cells: CellSource, entry: Entry) -> tuple[Cell, ...]:
    """Return what became of a deadline: the asserted outcome first, then what the record shows.

    'Open' and 'overdue' are followed by the day as of which they hold. Nothing is overdue of which the record
    says that it was lifted or superseded, or that its outcome is not known.
    """
    found = course(cells.graph, entry.id)
    said = asserted(cells, entry)
    if found.state == "overdue" and found.asserted in _NOT_OVERDUE:
        return said
    return (*said, *_computed(cells, found))


#: Outcomes after which 'overdue' would say more than the record does.
_NOT_OVERDUE: Final = frozenset({"lifted", "superseded", "unknown"})


def outcome_in_short(cells: CellSource, entry: Entry) -> tuple[Cell, ...]:
    """Return the asserted outcome of a deadline without its sources, else what the record shows."""
    return asserted(cells, entry, sourced=False) or outcome(cells, entry)


def asserted(cells: CellSource, entry: Entry, *, sourced: bool = True) -> tuple[Cell, ...]:
    """Return the asserted outcome of a deadline, with who says so and the sources; nothing if there is none."""
    said = entry.fields.get("outcome")
    if said is None:
        return ()
    cell: Cell = (Mark(cells.wording.word(said), said),)
    by = cells.graph.targets(entry.id, "outcome-by")
    if by:
        names = _joined(", ", [cells.shortly(id_, beside=entry.home) for id_ in by])
        cell = sentence(
            cells.wording, N_("%(outcome)s, according to %(parties)s"), outcome=cell, parties=names
        )
    if sourced and (sources := cells.sources(entry, words=False)):
        cell = (*cell, " (", *_joined("; ", sources), ")")
    return (cell,)


def _joined(between: str, cells: Iterable[Cell]) -> Cell:
    joined: list[Inline] = []
    for cell in cells:
        joined += [between, *cell] if joined else cell
    return tuple(joined)


#: The words for a deadline that no entry has ended.
_STATES: Final = {"overdue": N_("overdue"), "over": N_("run out"), "open": N_("open")}


def _computed(cells: CellSource, found: Course) -> tuple[Cell, ...]:
    """Return what became of a deadline by what the record has."""
    if found.ends:
        return tuple(_end(cells, found, end) for end in found.ends)
    word = cells.wording(_STATES[found.state])
    today = cells.graph.today
    if today is None:
        return ((Mark(word, found.state),),)
    state: Cell = (Mark(word, found.state),)
    day = (cells.wording.date(today),)
    return (sentence(cells.wording, N_("%(state)s as of %(day)s"), state=state, day=day),)


#: How a deadline ended: on a day, at a time that is less exact, at no known time.
_ENDS: Final = {
    "met": (N_("met on %(date)s by %(entry)s"), N_("met by %(entry)s, %(date)s"), N_("met by %(entry)s")),
    "revoked": (
        N_("its basis revoked on %(date)s by %(entry)s"),
        N_("its basis revoked by %(entry)s, %(date)s"),
        N_("its basis revoked by %(entry)s"),
    ),
    "extended": (
        N_("extended on %(date)s by %(entry)s, new day unknown"),
        N_("extended by %(entry)s, %(date)s, new day unknown"),
        N_("extended by %(entry)s, new day unknown"),
    ),
}


#: By how much the end missed the day: exactly, at the least; one day, several.
_OFF: Final = {
    "late": (
        (N_("%(count)s day late"), N_("%(count)s days late")),
        (N_("at least %(count)s day late"), N_("at least %(count)s days late")),
    ),
    "early": (
        (N_("%(count)s day too early"), N_("%(count)s days too early")),
        (N_("at least %(count)s day too early"), N_("at least %(count)s days too early")),
    ),
}


def _end(cells: CellSource, found: Course, end: End) -> Cell:
    word = cells.wording
    on_day, about, undated = _ENDS[found.state]
    date = end.date
    exact = date is not None and date.is_exact and not date.approximate
    cell = sentence(
        word,
        undated if date is None else on_day if exact else about,
        date=(word.date(date),) if date is not None else (),
        entry=cells.shortly(end.entry),
    )
    count = end.late or end.early
    if not count:
        return cell
    sure = exact and found.in_force is not None and found.in_force.is_exact
    phrase = _OFF["late" if end.late else "early"][not sure][count != 1]
    return (*cell, " ", Mark(word(phrase, count=count), "late"))


# -- claims --------------------------------------------------------------------------------------------


def locus(cells: CellSource, entry: Entry) -> tuple[Cell, ...]:
    """Return where a claim stands in its source; with the source only where it is made in several."""
    places = cells.graph.links(entry.id).get("made-in", ())
    if len(places) == 1:
        return ((places[0].locator,),) if places[0].locator else ()
    return tuple((*cells.shortly(p.target), f", {p.locator}") for p in places if p.locator)


def words(cells: CellSource, entry: Entry) -> tuple[Cell, ...]:
    """Return the words of a claim's source that the claim paraphrases."""
    links = cells.graph.links(entry.id).get("made-in", ())
    return tuple(cells.worded((link,), "", linked=True) for link in links if link.quote)


#: The fault of a claim that was right, or wrong, until something happened.
SUPERSEDED: Final = "superseded"
_OVERTAKEN: Final = (
    N_("%(verdict)s when written; overtaken on %(day)s"),
    N_("%(verdict)s when written; overtaken: %(day)s"),
    N_("%(verdict)s when written; overtaken since"),
)


def verdict(cells: CellSource, entry: Entry) -> tuple[Cell, ...]:
    """Return the verdict on a claim; of one that was superseded, with the day since which it no longer holds.

    That is the day of the first evidence that is later than the day as of which the claim was judged.
    """
    given = entry.fields.get("verdict")
    if given is None:
        return ()
    mark: Cell = (Mark(cells.wording.word(given), given),)
    if entry.fields.get("fault") != SUPERSEDED:
        return (mark,)
    date = _overtaken(cells.graph, entry)
    exact = date is not None and date.is_exact and not date.approximate
    phrase = _OVERTAKEN[2] if date is None else _OVERTAKEN[not exact]
    day: Cell = (cells.wording.date(date),) if date is not None else ()
    return (sentence(cells.wording, phrase, verdict=mark, day=day),)


def _overtaken(graph: Graph, entry: Entry) -> PartialDate | None:
    """Return the first date in the evidence for a claim that is later than its as-of day."""
    judged = graph.date(entry.id, "as-of")
    if judged is None:
        return None
    dates = (date for id_ in graph.targets(entry.id, "evidence") for date in graph.dates(id_))
    later = (date for date in dates if not date.is_unknown and judged.latest < date.earliest)
    return min(later, key=lambda date: date.sort_key, default=None)


def with_verdict(cells: CellSource, id_: str, name: Cell) -> Cell:
    """Return the name of an entry beside something that it rests on, of a claim with its verdict, or 'superseded'.

    Without it, a claim that is wrong would stand there as if it were proved.
    """
    entry = cells.graph.entries[id_]
    said = SUPERSEDED if entry.fields.get("fault") == SUPERSEDED else entry.fields.get("verdict")
    return (*name, " ", Mark(cells.wording.word(said), said)) if said and entry.kind == "claim" else name


def fault(cells: CellSource, entry: Entry) -> tuple[Cell, ...]:
    """Return the fault of a claim, but for one that its verdict tells."""
    given = entry.fields.get("fault")
    if given is None or (given == SUPERSEDED and "verdict" in entry.fields):
        return ()
    return ((cells.wording.word(given),),)


def assessment(cells: CellSource, entry: Entry) -> tuple[Cell, ...]:
    """Return the verdict on a claim with its fault, the day as of which it holds, and how a prediction ended."""
    word = cells.wording
    given, wrong = verdict(cells, entry), fault(cells, entry)
    lines: list[Cell] = [(*given[0], " (", *wrong[0], ")")] if given and wrong else [*given, *wrong]
    date = cells.graph.date(entry.id, "as-of")
    if date is not None and not (entry.fields.get("fault") == SUPERSEDED and _overtaken(cells.graph, entry)):
        lines.append((word(N_("as of %(day)s"), day=word.date(date)),))
    lines += [
        sentence(word, N_("came true: %(answer)s"), answer=answer) for answer in came_true(cells, entry)
    ]
    return tuple(lines)


def correction(cells: CellSource, entry: Entry) -> tuple[Cell, ...]:
    """Return the first paragraph of a claim's body, which corrects it."""
    return (cells.runs(entry.summary),) if entry.summary else ()


def came_true(cells: CellSource, entry: Entry) -> tuple[Cell, ...]:
    """Return whether a prediction came true; without ``came-true`` it is open."""
    given = entry.fields.get("came-true")
    if given is None:
        given = "open" if foretells(entry) else ""
    return ((cells.wording.word(given),),) if given else ()


Computed = Callable[["CellSource", "Entry"], "tuple[Cell, ...]"]

#: The columns by kind and name; they stand in for a field of the same name.
COMPUTED: Final[Mapping[str, Mapping[str, Computed]]] = {
    "event": {"result": result},
    "legal-action": {"result": disposition},
    "deadline": {
        "due": due,
        "term": term,
        "basis": basis,
        "in-force": in_force,
        "outcome": outcome,
        "result": outcome_in_short,
    },
    "claim": {
        "locus": locus,
        "words": words,
        "verdict": verdict,
        "fault": fault,
        "assessment": assessment,
        "correction": correction,
        "came-true": came_true,
    },
    "scenario": {"came-true": came_true},
}  # fmt: skip

#: Their labels, where no field has one.
LABELS: Final[Mapping[str, str]] = {
    "term": N_("due"),
    "basis": N_("basis"),
    "in-force": N_("in force"),
    "outcome": N_("outcome"),
    "result": N_("outcome"),
    "locus": N_("in a source|place"),
    "words": N_("words"),
    "assessment": N_("verdict"),
    "correction": N_("correction"),
    "waive": N_("not checked, because"),
}
