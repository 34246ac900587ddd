"""What a role in prose names."""

from __future__ import annotations

from sphinx_policyrefs.records.cited import sound_citations
from sphinx_policyrefs.records.graph import Graph


def named_by(graph: Graph, role: str, target: str) -> list[str]:
    """Return the ids of the entries that a role names; of a citation the source, and the passage where one is cited."""
    match role:
        case "cite":
            links = filter(None, map(graph.cited, sound_citations(target)))
            return [id_ for link in links for id_ in (link.target, link.passage) if id_]
        case "value":
            found = graph.find_value(target)[0]
        case "ref" | "any":
            found = graph.find(target)
        case kind:
            found = graph.find(target, (kind,))
    return [found.entry.id] if found.entry is not None else []
