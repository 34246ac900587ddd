"""The views: each builds its model out of the graph, one file for each; this is their table."""

from __future__ import annotations

from collections.abc import Mapping

from sphinx_policyrefs.records.kinds import Kind
from sphinx_policyrefs.views import (
    bibliography,
    chronology,
    claim_review,
    coverage,
    docket,
    dossier,
    evidence,
    index,
    listings,
    open_questions,
    relations,
    statements,
    timeline,
    whats_new,
)
from sphinx_policyrefs.views.base import View

#: The views other than the indexes of kinds, by the name of their directive.
VIEWS: Mapping[str, View] = {
    view.name: view
    for view in (
        chronology.VIEW,
        timeline.VIEW,
        docket.VIEW,
        dossier.VIEW,
        statements.VIEW,
        listings.SCENARIOS,
        listings.DEADLINES,
        claim_review.VIEW,
        listings.DISCREPANCIES,
        open_questions.VIEW,
        bibliography.VIEW,
        evidence.VIEW,
        relations.VIEW,
        coverage.VIEW,
        whats_new.VIEW,
    )
}


def views_for(kinds: Mapping[str, Kind]) -> dict[str, View]:
    """Return all views, with an index for each of *kinds*."""
    return {**VIEWS, **{f"{kind.name}-index": index.index_of(kind) for kind in kinds.values()}}
