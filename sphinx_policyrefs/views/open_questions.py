"""What a reviewer still has to settle, in a section for each reason; empty sections are left out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from sphinx_policyrefs.records.deadline_outcome import course
from sphinx_policyrefs.records.model import foretells, is_open
from sphinx_policyrefs.views.base import Idle, View, ViewContext
from sphinx_policyrefs.views.model import Block, Blocks, Heading, Paragraph
from sphinx_policyrefs.views.wording import N_

if TYPE_CHECKING:
    from sphinx_policyrefs.records.graph import Graph
    from sphinx_policyrefs.records.model import Entry


def _waives(entry: Entry, code: str) -> bool:
    return any(name == code for name, _reason in entry.fields.get("waive", ()))


def _is(confidence: str) -> Callable[[Graph, Entry], bool]:
    return lambda _graph, entry: entry.fields.get("confidence") == confidence


def _unsourced(graph: Graph, entry: Entry) -> bool:
    return (
        graph.kinds[entry.kind].asserts
        and not graph.targets(entry.id, "sources")
        and not _waives(entry, "unsourced")
    )


def _unverified(_graph: Graph, entry: Entry) -> bool:
    fields = entry.fields
    return fields.get("importance") == "key" and "verified" not in fields and not _waives(entry, "unverified")


def _undecided(_graph: Graph, entry: Entry) -> bool:
    return foretells(entry) and entry.fields.get("came-true", "open") == "open"


def _overdue(graph: Graph, entry: Entry) -> bool:
    return (
        graph.kinds[entry.kind].computed != ""
        and course(graph, entry.id).is_left_open
        and not graph.targets(entry.id, "extended-by")  # an extension has its own day
        and not _waives(entry, "deadline-open")
    )


def _open(kind: str, code: str = "") -> Callable[[Graph, Entry], bool]:
    return lambda _graph, entry: entry.kind == kind and is_open(entry) and not _waives(entry, code)


#: Heading, whom it concerns, columns.
SECTIONS: tuple[tuple[str, Callable[[Graph, Entry], bool], tuple[str, ...]], ...] = (
    (N_("Without a source"), _unsourced, ("kind", "date", "title")),
    (N_("Disputed"), _is("disputed"), ("kind", "date", "title", "disputed-by", "sources")),
    (N_("Alleged"), _is("alleged"), ("kind", "date", "title", "sources")),
    (N_("Unsure"), _is("unsure"), ("kind", "date", "title", "sources")),
    (N_("Key entries that nobody has verified"), _unverified, ("kind", "date", "title", "sources")),
    (
        N_("Discrepancies that are not resolved"),
        _open("discrepancy", "discrepancy-open"),
        ("title", "about", "values", "resolution"),
    ),
    (N_("Issues that are not decided"), _open("issue"), ("title", "type", "standard")),
    (
        N_("Predictions and scenarios whose outcome is open"),
        _undecided,
        ("kind", "title", "condition", "made-in", "horizon"),
    ),
    (N_("Deadlines that passed without an outcome"), _overdue, ("term", "title", "outcome")),
    (N_("Checks that were waived"), lambda _graph, e: "waive" in e.fields, ("kind", "title", "waive")),
)


def build(context: ViewContext) -> Blocks:
    """Return a section for each reason that concerns some selected entry."""
    entries = context.graph.select(context.selection)
    if not entries:
        return context.nothing()
    blocks: list[Block] = []
    for heading, concerns, columns in SECTIONS:
        found = context.limited([e for e in entries if concerns(context.graph, e)])
        if found:
            blocks.append(Heading(context.wording(heading)))
            blocks += context.grouped(found, "none", partial(context.reviewed, default=columns))
    return tuple(blocks) or (Paragraph((context.wording(N_("Nothing is left to settle.")),), "empty"),)


VIEW = View(
    "open-questions",
    build,
    about="What is still to be settled.",
    idle=(Idle(("columns",), "show", ("body",)),),
)
