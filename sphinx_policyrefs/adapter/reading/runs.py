"""Nodes of running text -> runs: pieces of text, and references with the names that authors wrote."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docutils import nodes
from sphinx import addnodes

from sphinx_policyrefs.records.markup import BY_TITLE, plain_runs
from sphinx_policyrefs.records.model import Run

#: Domains whose references are marks of notes: they are not part of the text.
_CITING = frozenset({"cite", "citation", "footcite"})


def runs(children: Iterable[nodes.Node], *, title: bool = False) -> tuple[Run, ...]:
    """Return running text with its references to entries kept as such; in a *title* those by Sphinx's titles too.

    Marks of footnotes and citations are left out.
    """
    found: list[Run] = []
    for child in children:
        if is_mark(child):
            if found and isinstance(found[-1], str):
                found[-1] = found[-1].rstrip()
            continue
        for run in _run(child, title=title):
            if isinstance(run, str) and found and isinstance(found[-1], str):
                found[-1] += run
            else:
                found.append(run)
    return tuple(found)


def title_and_runs(children: Sequence[nodes.Node]) -> tuple[str, tuple[Run, ...]]:
    """Return a title as text, and its runs where it refers to something."""
    found = runs(children, title=True)
    return plain_runs(found), found if any(isinstance(run, tuple) for run in found) else ()


def run_nodes(runs: Iterable[Run], docname: str) -> list[nodes.Node]:
    """Return runs as text and references by our roles, which `Collect` does not take for references of the author."""
    made: list[nodes.Node] = []
    for run in runs:
        if isinstance(run, str):
            made.append(nodes.Text(run))
            continue
        role, target, text = run
        made.append(
            addnodes.pending_xref(
                "", nodes.inline("", text or target, classes=["xref", "policy", f"policy-{role}"]),
                refdoc=docname, refdomain="policy", reftype=role, reftarget=target,
                refexplicit=bool(text), refwarn=False, policy_made=True,
            )
        )  # fmt: skip
    return made


def is_mark(node: nodes.Node) -> bool:
    """Return whether a node is the mark of a footnote or a citation, or raw output, and not part of the text."""
    if isinstance(node, addnodes.pending_xref):
        domain, role = node.get("refdomain"), node["reftype"]
        return domain in _CITING or (domain == "policy" and role == "cite")
    return isinstance(node, (nodes.footnote_reference, nodes.citation_reference, nodes.raw))


def anchor_in_myst(node: nodes.Node) -> str:
    """Return the target of a reference that MyST resolves later, such as ``[](#target)``, "" for all others."""
    if isinstance(node, nodes.reference) and node.get("id_link"):
        return str(node.get("refuri", "")).removeprefix("#")
    return ""


def _run(node: nodes.Node, *, title: bool) -> Iterable[Run]:
    if title and not node.children and (target := anchor_in_myst(node)):
        return [("std:any", target, "")]
    if not isinstance(node, addnodes.pending_xref):
        # Markup around a reference, as in *{party}`tiktok`*.
        return runs(node.children, title=title) if _has_references(node) else [node.astext()]
    domain, role, target = node.get("refdomain"), node["reftype"], node["reftarget"]
    words = node.astext() if node["refexplicit"] else ""
    if domain == "policy":
        return [(role, target, words)]
    if title and not words and (role in BY_TITLE or role == "myst"):
        # MyST's own references have no text where they are to show a title.
        return [(f"std:{'any' if role == 'myst' else role}", target, "")]
    return [node.astext()]


def _has_references(node: nodes.Node) -> bool:
    return bool(node.children) and any(
        isinstance(part, addnodes.pending_xref) or is_mark(part) or anchor_in_myst(part)
        for part in node.findall()
    )
