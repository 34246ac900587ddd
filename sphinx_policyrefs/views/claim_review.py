"""The review of claims: those of one source in order of their place, each with verdict, correction and evidence."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from sphinx_policyrefs.records.fields import natural
from sphinx_policyrefs.records.kinds import SOURCE
from sphinx_policyrefs.views.base import Idle, View, ViewContext
from sphinx_policyrefs.views.derived_columns import sentence
from sphinx_policyrefs.views.model import Block, Blocks, Cell, Heading, Paragraph
from sphinx_policyrefs.views.wording import N_

if TYPE_CHECKING:
    from sphinx_policyrefs.records.model import Entry

COLUMNS = ("locus", "title", "words", "assessment", "correction", "evidence")

_NUMBER = re.compile(r"(\d+)", re.ASCII)


def build(context: ViewContext) -> Blocks:
    """Return the counts by verdict, then the claims; without an argument those of all sources, one by one."""
    graph = context.graph
    source = ""
    if context.call.argument:
        found = graph.find(context.call.argument, (SOURCE,)).entry
        if found is None:
            return context.nothing()
        source = found.id
    chosen = {e.id for e in graph.select(context.selection, ("claim",))}
    order = [e for e in _in_order(context, source) if e.id in chosen]
    if not order:
        return context.nothing()
    head = Paragraph(_counts(context, order, source))
    entries = context.limited(order)
    if source or context.option("group-by"):
        parts = context.grouped(entries, "none", lambda some: context.reviewed(some, COLUMNS))
    else:
        parts = _by_source(context, entries)
    return (head, *parts)


def _in_order(context: ViewContext, source: str) -> list[Entry]:
    """Return the claims made in *source*, or all, in order of their place.

    Sources, and the sections of one (what stands before the first figure of a place), come in the order in
    which they first appear in the documents; within a section 9 comes before 10.  What has no place is last.
    """
    sources: dict[str, int] = {}
    sections: dict[tuple[str, str], int] = {}
    places = []
    for claim in context.graph.entries.values():
        if claim.kind != "claim":
            continue
        made = context.graph.links(claim.id).get("made-in", ())
        origin, locus = next((link[:2] for link in made if link.target == source or not source), ("", ""))
        if origin != source and source:
            continue
        section = _NUMBER.split(locus, maxsplit=1)[0].strip().casefold()
        key = (
            not origin,
            sources.setdefault(origin, len(sources)),
            not locus,
            sections.setdefault((origin, section), len(sections)),
            natural(locus),
        )
        places.append((key, claim))
    return [claim for _key, claim in sorted(places, key=lambda place: place[0])]


def _by_source(context: ViewContext, entries: list[Entry]) -> Blocks:
    """Return the claims under a heading for each source; none where all are from one."""
    parts: dict[str, list[Entry]] = {}
    for entry in entries:
        parts.setdefault(next(iter(context.graph.targets(entry.id, "made-in")), ""), []).append(entry)
    if len(parts) == 1:
        return context.reviewed(entries, COLUMNS)
    blocks: list[Block] = []
    for id_, members in parts.items():
        title = context.graph.entries[id_].title if id_ else context.wording(N_("Made elsewhere"))
        blocks += [Heading(title), *context.reviewed(members, COLUMNS)]
    return tuple(blocks)


def _counts(context: ViewContext, claims: list[Entry], source: str) -> Cell:
    """Return how many claims there are, how many of each verdict, and what became of predictions."""
    word = context.wording
    if source:
        one, many = N_("%(count)s claim made in %(source)s."), N_("%(count)s claims made in %(source)s.")
    else:
        one, many = N_("%(count)s claim."), N_("%(count)s claims.")
    link: Cell = context.cells.named(source) if source else ()
    count: Cell = (str(len(claims)),)
    cell = sentence(word, one if len(claims) == 1 else many, count=count, source=link)
    verdicts = _listed(context, "verdict", claims, N_("none yet"))
    cell += (" ", *sentence(word, N_("Verdicts: %(counts)s."), counts=(verdicts,)))
    if predictions := [e for e in claims if e.fields.get("verdict") == "prediction"]:
        outcomes = _listed(context, "came-true", predictions, "open")
        cell += (" ", *sentence(word, N_("Predictions that came true: %(counts)s."), counts=(outcomes,)))
    return cell


def _listed(context: ViewContext, name: str, claims: list[Entry], none: str) -> str:
    """Return how many claims have each value of a field, in the order of its kind: 'accurate 26, wrong 5'."""
    counts = Counter(e.fields.get(name, none) for e in claims)
    field = context.graph.kinds["claim"].field(name)
    order = dict.fromkeys([*(field.choices if field else ()), none])
    return ", ".join(f"{context.wording.word(value)} {counts[value]}" for value in order if counts[value])


VIEW = View(
    "claim-review",
    build,
    argument=(SOURCE,),
    optional=True,
    about="The claims of one source in order, with verdict, correction and evidence; counts by verdict.",
    kind="claim",
    idle=(Idle(("columns",), "show", ("body",)),),
)
