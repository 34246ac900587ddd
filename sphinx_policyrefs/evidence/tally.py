"""How often each source is cited, how exactly, and what became of the words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sphinx_policyrefs.evidence.proofs import UNCHECKED, Proofs
from sphinx_policyrefs.records.kinds import PASSAGE, SOURCE
from sphinx_policyrefs.records.model import Entry
from sphinx_policyrefs.records.relations import Link


class Tally(NamedTuple):
    """What the record rests on a source, in numbers, and what is known of the source."""

    id: str
    #: how many citations there are, how many of them have a place, and how many have words
    cited: int
    placed: int
    worded: int
    #: what became of the words, which these four make up
    found: int
    elsewhere: int
    not_found: int
    unchecked: int
    #: as its author wrote them; None where there is none
    copy: str | None
    sha256: str | None
    accessed: str | None
    archived: str | None


def tallies(proofs: Proofs, prose: Iterable[Link] = ()) -> list[Tally]:
    """Return a tally for each source of the record's own, by id; citations of a passage count for its source.

    *prose* are the citations outside of entries.
    """
    links: dict[str, list[Link]] = {entry.id: [] for entry in proofs.graph.own if entry.kind == SOURCE}
    cited = (
        c.link for entry in proofs.graph.own if entry.kind != PASSAGE for c in proofs.citations(entry.id)
    )
    for link in (*cited, *prose):
        if link.target in links:
            links[link.target].append(link)
    return [_tally(proofs, proofs.graph.entries[id_], links[id_]) for id_ in sorted(links)]


def _tally(proofs: Proofs, source: Entry, links: list[Link]) -> Tally:
    states = [proofs.of(link).state for link in links if link.quote]
    given = {name: source.fields.get(name) or None for name in ("copy", "sha256", "accessed", "archive-url")}
    return Tally(
        source.id,
        cited=len(links),
        placed=sum(bool(link.locator) for link in links),
        worded=len(states),
        found=states.count("found"),
        elsewhere=states.count("elsewhere"),
        not_found=states.count("not found"),
        unchecked=sum(state in UNCHECKED for state in states),
        copy=given["copy"],
        sha256=given["sha256"],
        accessed=given["accessed"],
        archived=given["archive-url"],
    )


def copy_state(proofs: Proofs, one: Tally) -> str:
    """Return in a word or two how it stands with the copy of a source, "" where it has none."""
    if not one.copy:
        return ""
    trouble = proofs.trouble(one.id)
    return "yes" if trouble is None else trouble.state.removeprefix("copy ")
