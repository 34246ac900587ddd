"""The views: each builds its model out of the graph, one file for each; this is their table.

A view is loaded when somebody asks for it: most projects use a few.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from sphinx_policyrefs.later import PLACES, later, load

if TYPE_CHECKING:
    from sphinx_policyrefs.records.kinds import Kind
    from sphinx_policyrefs.views.base import View

#: The place of each view other than the indexes of kinds, by the name of its directive.
_VIEWS: Final = {
    "chronology": "views.chronology:VIEW",
    "timeline": "views.timeline:VIEW",
    "docket": "views.docket:VIEW",
    "dossier": "views.dossier:VIEW",
    "statements": "views.statements:VIEW",
    "scenarios": "views.listings:SCENARIOS",
    "deadlines": "views.listings:DEADLINES",
    "claim-review": "views.claim_review:VIEW",
    "discrepancies": "views.listings:DISCREPANCIES",
    "open-questions": "views.open_questions:VIEW",
    "bibliography-of-record": "views.bibliography:VIEW",
    "evidence": "views.evidence:VIEW",
    "relations": "views.relations:VIEW",
    "coverage": "views.coverage:VIEW",
    "whats-new": "views.whats_new:VIEW",
}
PLACES.update(_VIEWS.values())

#: Those that compare the record with a baseline, which is known before any is loaded.
COMPARING: Final = frozenset({"whats-new"})

_index_of = later("views.index:index_of")


class Views(Mapping[str, "View"]):
    """Views by name, each made when it is asked for."""

    def __init__(self, makers: Mapping[str, Callable[[], View]]) -> None:
        """Take what makes each view."""
        self.makers = makers
        self._made: dict[str, View] = {}

    def __getitem__(self, name: str) -> View:
        if name not in self._made:
            self._made[name] = self.makers[name]()
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in self.makers

    def __iter__(self) -> Iterator[str]:
        return iter(self.makers)

    def __len__(self) -> int:
        return len(self.makers)


#: The views other than the indexes of kinds, by the name of their directive.
VIEWS: Final = Views({name: partial(load, place) for name, place in _VIEWS.items()})


def views_for(kinds: Mapping[str, Kind]) -> Views:
    """Return all views, with an index for each of *kinds*."""
    indexes = {f"{kind.name}-index": partial(_index_of, kind) for kind in kinds.values()}
    return Views({**VIEWS.makers, **indexes})
