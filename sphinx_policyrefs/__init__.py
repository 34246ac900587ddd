"""sphinx-policyrefs: the record of a public controversy, kept as typed entries inside Sphinx documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: What the environment keeps: raised when the records of a release differ from those of the one before.
ENV_VERSION = 1


def setup(app: Sphinx) -> dict[str, Any]:
    """Register everything with Sphinx; nothing else does."""
    # Imported here, so that the layers below the adapter can be used where Sphinx is not installed.
    from sphinx_policyrefs.adapter.incremental.gc_tuning import GarbageCollection

    collector = GarbageCollection()  # first, since much is loaded from here on

    from sphinx_policyrefs import config
    from sphinx_policyrefs.adapter import reporting
    from sphinx_policyrefs.adapter.build import federate, keep_files, read_files
    from sphinx_policyrefs.adapter.domain import PolicyDomain, begin
    from sphinx_policyrefs.adapter.exporting import exports
    from sphinx_policyrefs.adapter.incremental.automatic import AutomaticPages
    from sphinx_policyrefs.adapter.incremental.rewriting import Incremental
    from sphinx_policyrefs.adapter.incremental.search_index import SearchIndex
    from sphinx_policyrefs.adapter.incremental.withheld import Headings, restore
    from sphinx_policyrefs.adapter.nodes import (
        policy_fact_list,
        policy_facts,
        policy_signoff,
        policy_since,
        policy_title,
        policy_view,
        skip,
    )
    from sphinx_policyrefs.adapter.pages import assets, previews
    from sphinx_policyrefs.adapter.pages.epub import declare_drawings
    from sphinx_policyrefs.adapter.pages.indices import index_entries
    from sphinx_policyrefs.adapter.pages.transforms import AsOf, Notes, Placeholders
    from sphinx_policyrefs.adapter.pages.visitors import (
        depart_fact_list_latex,
        depart_title_html,
        visit_fact_list_latex,
        visit_facts_html,
        visit_signoff_html,
        visit_title_html,
        visit_view_html,
    )
    from sphinx_policyrefs.adapter.pictures import diagrams
    from sphinx_policyrefs.adapter.project import CATALOGUE
    from sphinx_policyrefs.adapter.reading import bare_names, include
    from sphinx_policyrefs.adapter.reading.collect import Collect, KeepSummaries, keep_prose, name_captions
    from sphinx_policyrefs.adapter.reading.near_misses import NearMisses
    from sphinx_policyrefs.adapter.reading.notes import MakeNotes, PlaceNotes
    from sphinx_policyrefs.adapter.sentence_marks import SentenceMarks
    from sphinx_policyrefs.extend import reread

    for option in config.OPTIONS:
        app.add_config_value(option.name, option.default, option.rebuild, option.types, option.help)
    app.connect("config-inited", config.check)
    diagrams.setup(app)
    app.add_message_catalog(CATALOGUE, config.LOCALE)

    app.add_builder(reporting.CheckBuilder)
    app.add_builder(exports.ExportBuilder)
    app.add_domain(PolicyDomain)
    app.connect("builder-inited", begin, priority=100)
    app.connect("env-get-outdated", read_files)
    app.connect("builder-inited", collector.freeze, priority=950)
    app.connect("write-started", collector.freeze, priority=950)
    app.connect("build-finished", collector.restore)
    app.connect("env-before-read-docs", federate)
    app.connect("env-before-read-docs", reporting.tell_federation)
    # Late, so that every extension that owns a name has taken it.
    app.connect("builder-inited", bare_names.register, priority=900)
    app.connect("builder-inited", include.register, priority=900)

    others: Any = dict.fromkeys(("latex", "text", "man", "texinfo"), (skip, None))
    app.add_node(policy_title, html=(visit_title_html, depart_title_html), **others)
    app.add_node(policy_facts, html=(visit_facts_html, None), **others)
    app.add_node(policy_fact_list, latex=(visit_fact_list_latex, depart_fact_list_latex))
    app.add_latex_package(assets.PAPER.removesuffix(".sty"))
    app.add_node(policy_view, html=(visit_view_html, None), **others)
    app.add_node(policy_since, **others)
    app.add_node(policy_signoff, html=(visit_signoff_html, None), **others)
    app.add_node(
        diagrams.policy_diagram,
        html=(diagrams.visit_html, diagrams.depart_html),
        latex=(diagrams.visit_latex, diagrams.depart_latex),
    )
    app.add_transform(NearMisses)
    app.add_transform(KeepSummaries)
    app.add_transform(MakeNotes)
    app.add_transform(PlaceNotes)
    app.add_transform(Collect)
    app.connect("doctree-read", name_captions)
    app.connect("doctree-read", keep_prose, priority=900)
    app.add_post_transform(SentenceMarks)
    app.add_post_transform(Headings)
    app.add_post_transform(AsOf)
    app.add_post_transform(Placeholders)
    app.add_post_transform(Notes)

    incremental = Incremental(app)
    app.connect("env-get-outdated", reread)
    app.connect("env-updated", keep_files)
    app.connect("env-updated", index_entries, priority=800)
    app.connect("env-updated", reporting.keep_dates, priority=800)
    # After all who take part in reading and numbering, so that the digests see what they leave.
    app.connect("env-get-updated", restore, priority=100)
    app.connect("env-get-updated", incremental.find_outdated, priority=900)
    app.connect("env-check-consistency", incremental.tell)
    app.connect("warn-missing-reference", reporting.silence)
    app.connect("write-started", incremental.begin)
    app.connect("write-started", AutomaticPages(incremental).begin)
    app.connect("write-started", assets.copy)
    app.connect("write-started", assets.add_packages)
    app.connect("write-started", declare_drawings)
    app.connect("write-started", reporting.tell_undrawn)
    searching = SearchIndex()
    app.connect("write-started", searching.load)
    app.connect("html-collect-pages", searching.mend)
    app.connect("html-page-context", assets.link)
    app.connect("html-page-context", exports.announce)
    app.connect("doctree-resolved", incremental.note_written)
    cards = previews.Previews(incremental.same_cards, incremental.keeps_cards)
    # Before the stamp, which says of what record the cards are.
    app.connect("build-finished", cards.write)
    app.connect("build-finished", incremental.finish)
    app.connect("build-finished", exports.finish)

    return {
        "version": __version__,
        "env_version": ENV_VERSION,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
