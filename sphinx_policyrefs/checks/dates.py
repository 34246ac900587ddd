"""Dates that contradict each other, and days that have passed.

Only what is impossible is a contradiction: of two partial dates, one lies before the other when its latest
day lies before the earliest day of the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sphinx_policyrefs.checks.scope import Scope, finding
from sphinx_policyrefs.records.dates import PartialDate, parse_date
from sphinx_policyrefs.records.deadline_outcome import course
from sphinx_policyrefs.records.deadlines import frcp6_has_holidays
from sphinx_policyrefs.records.entry_dates import UNKNOWN
from sphinx_policyrefs.records.model import Entry, Finding

#: Types of events that are rulings from which an appeal can be taken before a case is decided.
RULINGS: Final = frozenset({"ruling", "order", "decision", "judgment", "injunction"})

PENDING: Final = frozenset({"pending", "on-appeal", "stayed"})

#: Fields that say when somebody did something to the record.
_DONE: Final = ("verified", "accessed", "as-of")


def precedes(one: PartialDate, other: PartialDate) -> bool:
    """Return whether *one* lies before *other* on every day that the two may mean."""
    return not (one.is_unknown or other.is_unknown) and one.latest < other.earliest


def _turned(scope: Scope, code: str, kind: str, first: str, second: str) -> Iterator[Finding]:
    """Yield the entries whose *second* date lies before the *first* one."""
    for entry in scope.entries(kind):
        start, end = entry.date_text(first), entry.date_text(second)
        if start and end and precedes(parse_date(end), parse_date(start)):
            message = (
                f'"{entry.title}" is {second} {end}, before it is {first} {start}; correct one of the two'
            )
            yield finding(code, entry, message.replace("is expires", "expires"), second)


def end_before_start(scope: Scope) -> Iterator[Finding]:
    """Yield the entries that end before they begin."""
    for kind in scope.graph.kinds.values():
        for first, second in kind.sequence:
            yield from _turned(scope, "end-before-start", kind.name, first, second)


def effective_before_signing(scope: Scope) -> Iterator[Finding]:
    """Yield the instruments that take effect before they are signed."""
    yield from _turned(scope, "effective-before-signing", "instrument", "signed", "effective")


def decided_before_filed(scope: Scope) -> Iterator[Finding]:
    """Yield the legal actions that are decided before they are filed."""
    yield from _turned(scope, "decided-before-filed", "legal-action", "filed", "decided")


def effect_before_cause(scope: Scope) -> Iterator[Finding]:
    """Yield the entries that lie wholly before something that they follow or by which they are caused."""
    causal, rank = frozenset(scope.graph.causal), scope.graph.rank
    for entry in scope.entries():
        links = scope.graph.links(entry.id)
        if causal.isdisjoint(links):
            continue
        # What stands before it in the order of the record begins no later than it, and may be its cause.
        later = [
            (relation, target)
            for relation in filter(links.__contains__, scope.graph.causal)
            for target in scope.graph.targets(entry.id, relation)
            if rank[target] > rank[entry.id]
        ]
        for relation, target in later:
            effect = max(scope.dates(entry), key=lambda date: date.latest, default=UNKNOWN)
            cause = min(_begun(scope, target), key=lambda date: date.earliest, default=UNKNOWN)
            if precedes(effect, cause):
                message = (
                    f'"{entry.title}" ({effect}) lies before {target} ({cause}), which it gives under '
                    f":{relation}:; correct a date or reverse the relation"
                )
                yield finding("effect-before-cause", entry, message, relation)


def _begun(scope: Scope, id_: str) -> list[PartialDate]:
    """Return the dates on which an entry may begin to have effects; a deadline's clock counts."""
    entry = scope.graph.entries[id_]
    dates = scope.dates(entry)
    if (
        scope.graph.kinds[entry.kind].computed
        and (start := scope.graph.start_of(id_))
        and start.date is not None
    ):
        dates.append(start.date)
    return [date for date in dates if not date.is_unknown]


def appeal_before_ruling(scope: Scope) -> Iterator[Finding]:
    """Yield the appeals filed before the ruling below; one on the way to the decision counts as well."""
    graph = scope.graph
    for appeal in scope.entries("legal-action"):
        filed = graph.date(appeal.id, "filed")
        for below in graph.targets(appeal.id, "appeal-of"):
            decided = graph.date(below, "decided")
            if filed is None or decided is None or not precedes(filed, decided):
                continue
            rulings = [
                date
                for event in graph.sources_back(below, "event", "legal-action")
                if graph.entries[event].fields.get("type") in RULINGS and (date := graph.date(event, "date"))
            ]
            if all(precedes(filed, ruling) for ruling in rulings if not ruling.is_unknown):
                message = (
                    f'"{appeal.title}" is filed {filed}, before {below} is decided ({decided}); correct a date, or '
                    f"record the ruling appealed from as an event of the type ruling"
                )
                yield finding("appeal-before-ruling", appeal, message, "filed")


def milestone_mismatch(scope: Scope) -> Iterator[Finding]:
    """Yield the events that are a milestone of another date."""
    graph = scope.graph
    for event in scope.entries("event"):
        own = graph.date(event.id, "date")
        for target, name in graph.milestones_of(event):
            theirs = graph.date(target, name)
            if own is not None and theirs is not None and not own.compatible(theirs):
                message = (
                    f'"{event.title}" is of {own}, but :milestone: makes it the day on which {target} was {name}, '
                    f"{theirs}; make the dates agree"
                )
                yield finding("milestone-mismatch", event, message, "milestone")


def deadline_mismatch(scope: Scope) -> Iterator[Finding]:
    """Yield the deadlines whose asserted day or outcome differs from what the record computes."""
    for deadline in scope.entries("deadline"):
        if deadline.fields.get("count") == "frcp6" and not frcp6_has_holidays():
            continue  # a holiday may be what makes the difference
        yield from _met_at_a_wrong_time(scope, deadline)
        text = deadline.date_text("due")
        if not text:
            continue
        computed = scope.graph.computed_due(deadline.id)
        if computed is not None and not computed.compatible(parse_date(text)):
            message = (
                f'"{deadline.title}" is due {computed} by :from: and :runs:, not {text}; correct :due: or what '
                f"it is computed from"
            )
            yield finding("deadline-mismatch", deadline, message, "due")


def _met_at_a_wrong_time(scope: Scope, deadline: Entry) -> Iterator[Finding]:
    """Yield a finding where a deadline is said to be met, and what met it was late, or too early."""
    found = course(scope.graph, deadline.id)
    if found.asserted != "met" or found.state != "met":
        return
    if all(end.late or end.early for end in found.ends):
        end = found.ends[0]
        days = end.late or end.early
        message = (
            f'"{deadline.title}" is said to be met, but {end.entry} ({end.date}) is {days} '
            f"{'day' if days == 1 else 'days'} {'late' if end.late else 'too early'} for {found.in_force}; "
            f"correct :outcome: or a date"
        )
        yield finding("deadline-mismatch", deadline, message, "outcome")


def deadline_open(scope: Scope) -> Iterator[Finding]:
    """Yield the deadlines that have passed without an outcome; an extension is a deadline of its own."""
    for deadline in scope.entries("deadline"):
        ended = course(scope.graph, deadline.id)
        if ended.is_left_open and not scope.graph.targets(deadline.id, "extended-by"):
            message = (
                f'"{deadline.title}" was due {ended.due}, and nothing says what became of it; write :met-by:, '
                f":extended-by: or :outcome:, or waive this with the reason"
            )
            yield finding("deadline-open", deadline, message, "due")


def stale_pending(scope: Scope) -> Iterator[Finding]:
    """Yield the pending actions without a milestone for long, in them or in an appeal from them."""
    today = scope.graph.today
    if today is None:
        return
    for case in scope.entries("legal-action"):
        status = case.fields.get("status")
        if status not in PENDING:
            continue
        newest = max(_course(scope, case), key=lambda date: date.latest, default=None)
        if newest is not None and newest.latest + scope.stale_after < today.earliest:
            message = (
                f'"{case.title}" is {status}, but its last milestone is of {newest}; record what has happened since, '
                f"or correct :status:"
            )
            yield finding("stale-pending", case, message, "status")


def _course(scope: Scope, case: Entry) -> Iterator[PartialDate]:
    """Yield the known dates of a case, of its events, and of the appeals from it."""
    graph = scope.graph
    seen: set[str] = set()
    stack = [case.id]
    while stack:
        id_ = stack.pop()
        if id_ in seen:
            continue
        seen.add(id_)
        stack += graph.sources_back(id_, "legal-action", "appeal-of")
        for member in (id_, *graph.sources_back(id_, "event", "legal-action")):
            yield from scope.dates(graph.entries[member])


def future_date(scope: Scope) -> Iterator[Finding]:
    """Yield what is said to be done to the record on a day that has not come, anywhere on earth."""
    today = scope.graph.today
    if today is None or scope.graph.as_of is not None:
        return  # what was done after the day that is looked at is no mistake
    for entry in scope.entries():
        for name in _DONE:
            text = entry.date_text(name)
            if text and not (day := parse_date(text)).is_unknown and day.earliest > today.latest + 1:
                message = (
                    f':{name}: {text} of "{entry.title}" is still to come, today being {today}; write the day on '
                    "which it was done, or delete it"
                )
                yield finding("future-date", entry, message, name)


def claim_superseded(scope: Scope) -> Iterator[Finding]:
    """Yield the claims whose evidence is newer than the day as of which they were judged."""
    for claim in scope.entries("claim"):
        text = claim.date_text("as-of")
        if not text:
            continue
        newer = [
            id_
            for id_ in scope.graph.targets(claim.id, "evidence")
            if any(precedes(parse_date(text), date) for date in scope.dates(scope.graph.entries[id_]))
        ]
        if newer:
            message = (
                f"the claim is judged as of {text}, but its evidence {', '.join(newer)} is newer; judge it again, and "
                f"bring :as-of: up to date"
            )
            yield finding("claim-superseded", claim, message, "as-of")
