"""The evidence of a sentence, whole, for whoever signs it at a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sphinx_policyrefs.evidence.proofs import Proofs
from sphinx_policyrefs.records.cited import sound_citations
from sphinx_policyrefs.records.dates import display_date
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.kinds import SOURCE
from sphinx_policyrefs.records.model import Entry
from sphinx_policyrefs.records.relations import Link
from sphinx_policyrefs.review.own_blocks import OwnSentence


def evidence_lines(sentence: OwnSentence, graph: Graph, proofs: Proofs) -> Iterator[str]:
    """Yield what the record says of the evidence of a sentence: entries, fields, and the words of sources."""
    ids = sentence.evidence(graph)
    if not ids:
        yield "(refers to no evidence)"
    for id_ in ids:
        yield from _entry(graph.entries[id_], graph, proofs)
    for each in sentence.mentions:
        if each.role == "cite":
            for link in filter(None, map(graph.cited, sound_citations(each.target))):
                yield from _citation(link, graph, proofs)


def _entry(entry: Entry, graph: Graph, proofs: Proofs) -> Iterator[str]:
    kind = graph.kinds[entry.kind]
    yield f"{entry.kind} {entry.id}: {entry.title}"
    for name in kind.milestones:
        date = graph.date(entry.id, name)
        if date is not None:
            yield f"  {name}: {display_date(date)} ({date.text})"
    for field in kind.fields:
        if field.name in entry.fields and field.name not in kind.milestones and not field.internal:
            titles = [graph.entries[id_].title for id_ in graph.targets(entry.id, field.name)]
            plain = field.is_relation and field.type not in ("shares", "values")
            yield f"  {field.name}: {'; '.join(titles) if plain else _text(entry.fields[field.name])}"
    if entry.kind != SOURCE:
        for link in graph.links(entry.id).get("sources", ()):
            yield from (f"  {line}" for line in _citation(link, graph, proofs))


def _text(value: Any) -> str:
    if isinstance(value, (tuple, list)):
        return "; ".join(map(_text, value))
    return str(value)


def _citation(link: Link, graph: Graph, proofs: Proofs) -> Iterator[str]:
    """Yield a citation with its words, and what stands in the copy where words are left out or altered."""
    source = graph.entries[link.target]
    place = f" @ {link.locator}" if link.locator else ""
    yield f"source {source.id}: {source.title}{place}"
    if not link.quote:
        return
    yield f"  “{link.quote}”"
    if link.translation:
        yield f"  = “{link.translation}”"
    proof = proofs.of(link)
    yield f"  [{proof.state}{f': {proof.reason}' if proof.reason else ''}]"
    if proof.outcome is not None and (proof.outcome.omitted or proof.outcome.altered) and proof.outcome.words:
        yield f"  in the copy: {proof.outcome.words}"
