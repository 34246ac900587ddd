"""What HTML and LaTeX write for our own nodes; HTML in the worker processes, straight from blocks."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_policyrefs.adapter.build import build_of
from sphinx_policyrefs.adapter.nodes import facts_under, policy_facts, policy_title, policy_view
from sphinx_policyrefs.adapter.pages.blocks import entry_facts, entry_kind, entry_marks, view_blocks
from sphinx_policyrefs.adapter.pages.render import HtmlRenderer
from sphinx_policyrefs.adapter.references.addresses import outside
from sphinx_policyrefs.locale import N_

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.writers.html5 import HTML5Translator
    from sphinx.writers.latex import LaTeXTranslator

    from sphinx_policyrefs.adapter.build import Build
    from sphinx_policyrefs.adapter.nodes import policy_fact_list, policy_signoff
    from sphinx_policyrefs.views.model import Diagram, Link


def _href(translator: HTML5Translator) -> Any:
    builder = translator.builder
    here = translator.docnames[0] if translator.docnames else builder.current_docname
    return lambda docname: "" if docname == here else builder.get_relative_uri(here, docname)


def _outside(translator: HTML5Translator) -> Any:
    builder = translator.builder
    here = translator.docnames[0] if translator.docnames else builder.current_docname
    return lambda uri: outside(builder, here, uri)


def _more(build: Build) -> Callable[[int], str]:
    return lambda count: build.wording(N_("%(count)s more"), count=count)


def visit_title_html(translator: HTML5Translator, node: policy_title) -> None:
    """Open an entry's title."""
    ids = node["ids"]
    place = f' id="{ids[0]}"' if ids else ""
    translator.body.append(f"<dt{place}>")
    translator.body += [f'<span id="{more}"></span>' for more in ids[1:]]


def depart_title_html(translator: HTML5Translator, node: policy_title) -> None:
    """Close an entry's title, with its marks and its permalink."""
    if facts := facts_under(node):
        build = build_of(translator.builder.env)
        label = entry_kind(build, facts["docname"], facts["number"])
        translator.body.append(f' <span class="policy-kind">{escape(label)}</span>')
        if marks := entry_marks(build, facts["docname"], facts["number"]):
            # The blank lets a line break before the permalink, which would stick out of a phone's page.
            translator.body.append(HtmlRenderer(_href(translator)).inline(marks) + " ")
    translator.add_permalink_ref(node, build_of(translator.builder.env).wording(N_("Link to this entry")))
    translator.body.append("</dt>\n")


def visit_fact_list_latex(translator: LaTeXTranslator, node: policy_fact_list) -> None:
    """Open the list of an entry's facts, which `policyrefs.sty` sets."""
    translator.body.append("\n\\begin{policyfacts}\n")


def depart_fact_list_latex(translator: LaTeXTranslator, node: policy_fact_list) -> None:
    """Close the list."""
    translator.body.append("\\end{policyfacts}\n")


def visit_facts_html(translator: HTML5Translator, node: policy_facts) -> None:
    """Write an entry's facts, or the anchor of one that is not typeset."""
    translator.body += [f'<span id="{anchor}"></span>' for anchor in node["ids"]]
    if "hidden" not in node:
        build = build_of(translator.builder.env)
        renderer = HtmlRenderer(_href(translator), outside=_outside(translator), more=_more(build))
        translator.body.append(renderer.facts(entry_facts(build, node["docname"], node["number"])))
    raise nodes.SkipNode


def visit_signoff_html(translator: HTML5Translator, node: policy_signoff) -> None:
    """Write the mark of a sentence, which tells by whom it is signed."""
    told = escape(node["told"])
    translator.body.append(
        f'<span class="policy-signoff policy-{node["stage"]}" role="img" aria-label="{told}" title="{told}">'
        f"{node['sign']}</span>"
    )
    raise nodes.SkipNode


def visit_view_html(translator: HTML5Translator, node: policy_view) -> None:
    """Write a view."""
    build = build_of(translator.builder.env)
    call = build.documents[node["docname"]].views[node["number"]]
    blocks = view_blocks(build, node["docname"], node["number"])
    classes = f"policy-view policy-{call.name}"
    translator.body.append(translator.starttag(node, "div", CLASS=classes))
    builder = translator.builder

    def draw(diagram: Diagram, href: Callable[[Link], str]) -> tuple[str, str]:
        from sphinx_policyrefs.adapter.pictures import diagrams

        drawn = diagrams.pictures(builder, diagram, href, builder.imgpath)
        return (diagrams.opened(drawn, diagram), diagrams.CLOSED) if drawn else ("", "")

    level = translator.section_level + 1
    renderer = HtmlRenderer(_href(translator), level, _outside(translator), draw, _more(build))
    translator.body.append(renderer.blocks(blocks))
    translator.body.append("</div>\n")
    raise nodes.SkipNode
