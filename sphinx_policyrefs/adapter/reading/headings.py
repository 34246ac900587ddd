"""Headings within entries: rubrics, since a section belongs to the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes
from docutils.parsers.rst.states import RSTState
from sphinx import addnodes
from sphinx.util.parsing import nested_parse_to_nodes

if TYPE_CHECKING:
    from docutils.statemachine import StringList
    from sphinx.util.docutils import SphinxDirective


def parse_content(
    directive: SphinxDirective, content: StringList, offset: int, holder: nodes.Element
) -> None:
    """Parse the content of a directive into *holder*, its headings as rubrics."""
    if issubclass(type(directive.state), RSTState):
        holder += nested_parse_to_nodes(directive.state, content, offset=offset)
        flatten_sections(directive.state.document, holder)
    else:  # MyST makes rubrics by itself; told to allow sections it would move them out
        directive.state.nested_parse(content, offset, holder)


def flatten_sections(document: nodes.document, holder: nodes.Element) -> None:
    """Put a rubric in the place of each section: those belong to pages, and views can't list them."""
    for section in list(holder.findall(nodes.section)):
        if _is_within_object(section):
            continue
        title, *rest = cast("list[nodes.Element]", section.children)
        rubric = nodes.rubric(title.rawsource, "", *title.children, **section.attributes)
        rubric.source, rubric.line = title.source, title.line
        for id_ in rubric["ids"]:
            document.ids[id_] = rubric
        section["ids"], section["names"], section["classes"], section["dupnames"] = [], [], [], []
        section.replace_self([rubric, *rest])


def _is_within_object(section: nodes.section) -> bool:
    """Return whether a section stands in the description of an object of code, which may have some."""
    above: nodes.Element | None = section.parent
    while above is not None:
        if isinstance(above, addnodes.desc):
            return bool(above.get("domain") != "policy")
        above = above.parent
    return False
