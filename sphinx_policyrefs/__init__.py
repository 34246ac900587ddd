"""sphinx-policyrefs: the record of a public controversy, kept as typed entries inside Sphinx documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: What the environment keeps: raised when the records of a release differ from those of the one before.
ENV_VERSION = 1


def setup(app: Sphinx) -> dict[str, Any]:
    """Register everything with Sphinx; nothing else does.

    Only what every build uses is loaded here; the rest is named by its place (:mod:`.later`).
    """
    # Imported here, so that the layers below the adapter can be used where Sphinx is not installed.
    from sphinx_policyrefs.adapter.incremental.memory import GarbageCollection, let_doctrees_go

    collector = GarbageCollection()  # first, since much is loaded from here on

    from sphinx_policyrefs import config
    from sphinx_policyrefs.adapter.build import (
        federate,
        keep_dates,
        keep_files,
        read_files,
        recorded,
        restore,
    )
    from sphinx_policyrefs.adapter.builders import CheckBuilder, ExportBuilder
    from sphinx_policyrefs.adapter.domain import PolicyDomain, begin, take_names
    from sphinx_policyrefs.adapter.incremental.automatic import AutomaticPages
    from sphinx_policyrefs.adapter.incremental.rewriting import Incremental
    from sphinx_policyrefs.adapter.incremental.search_index import SearchIndex
    from sphinx_policyrefs.adapter.nodes import (
        policy_diagram,
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
    from sphinx_policyrefs.adapter.pictures import programs
    from sphinx_policyrefs.adapter.project import CATALOGUE
    from sphinx_policyrefs.adapter.stand_ins import post_transform, transform
    from sphinx_policyrefs.additions import reread
    from sphinx_policyrefs.later import later

    for option in config.OPTIONS:
        app.add_config_value(option.name, option.default, option.rebuild, option.types, option.help)
    app.connect("config-inited", config.check)
    programs.setup(app)
    app.add_message_catalog(CATALOGUE, config.LOCALE)

    app.add_builder(CheckBuilder)
    app.add_builder(ExportBuilder)
    app.add_domain(PolicyDomain)
    app.connect("builder-inited", begin, priority=100)
    app.connect("env-get-outdated", read_files)
    app.connect("builder-inited", collector.freeze, priority=950)
    app.connect("write-started", collector.freeze, priority=950)
    app.connect("doctree-read", let_doctrees_go)
    app.connect("build-finished", collector.restore)
    app.connect("env-before-read-docs", federate)
    # Late, so that every extension that owns a name has taken it.
    app.connect("env-before-read-docs", take_names, priority=900)

    others: Any = dict.fromkeys(("latex", "text", "man", "texinfo"), (skip, None))
    visitors = "adapter.pages.visitors"
    app.add_node(
        policy_title,
        html=(later(f"{visitors}:visit_title_html"), later(f"{visitors}:depart_title_html")),
        **others,
    )
    app.add_node(policy_facts, html=(later(f"{visitors}:visit_facts_html"), None), **others)
    app.add_node(
        policy_fact_list,
        latex=(later(f"{visitors}:visit_fact_list_latex"), later(f"{visitors}:depart_fact_list_latex")),
    )
    app.add_latex_package(assets.PAPER.removesuffix(".sty"))
    app.add_node(policy_view, html=(later(f"{visitors}:visit_view_html"), None), **others)
    app.add_node(policy_since, **others)
    app.add_node(policy_signoff, html=(later(f"{visitors}:visit_signoff_html"), None), **others)
    diagrams = "adapter.pictures.diagrams"
    app.add_node(
        policy_diagram,
        html=(later(f"{diagrams}:visit_html"), later(f"{diagrams}:depart_html")),
        latex=(later(f"{diagrams}:visit_latex"), later(f"{diagrams}:depart_latex")),
    )
    app.add_transform(transform("adapter.reading.near_misses:NearMisses", 15))
    app.add_transform(transform("adapter.reading.collect:KeepSummaries", 745))
    app.add_transform(transform("adapter.reading.notes:MakeNotes", 617))
    app.add_transform(transform("adapter.reading.notes:PlaceNotes", 625))
    app.add_transform(transform("adapter.reading.collect:Collect", 845))
    app.connect("doctree-read", later("adapter.reading.collect:name_captions"))
    app.connect("doctree-read", later("adapter.reading.collect:keep_prose"), priority=900)
    app.add_post_transform(post_transform("adapter.sentence_marks:SentenceMarks", 2))
    app.add_post_transform(post_transform("adapter.incremental.withheld:Headings", 3))
    app.add_post_transform(post_transform("adapter.pages.transforms:AsOf", 3))
    app.add_post_transform(post_transform("adapter.pages.transforms:Placeholders", 4))
    app.add_post_transform(post_transform("adapter.pages.transforms:Notes", 5))

    incremental = Incremental(app)
    app.connect("env-get-outdated", reread)
    app.connect("env-updated", keep_files)
    app.connect("env-updated", index_entries, priority=800)
    app.connect("env-updated", keep_dates, priority=800)
    # After all who take part in reading and numbering, so that the digests see what they leave.
    app.connect("env-get-updated", restore, priority=100)
    app.connect("env-get-updated", incremental.find_outdated, priority=900)
    app.connect("env-check-consistency", incremental.tell)
    app.connect("warn-missing-reference", recorded(later("adapter.reporting:silence")))
    app.connect("write-started", incremental.begin)
    app.connect("write-started", AutomaticPages(incremental).begin)
    app.connect("write-started", assets.copy)
    app.connect("write-started", assets.add_packages)
    app.connect("write-started", declare_drawings)
    app.connect("write-started", assets.tell_undrawn)
    # After the collector, which then copies nothing for the process that this begins.
    app.connect("write-started", incremental.digest_beside, priority=960)
    searching = SearchIndex()
    app.connect("write-started", searching.load)
    app.connect("html-collect-pages", searching.mend)
    app.connect("html-page-context", assets.link)
    app.connect("html-page-context", later("adapter.exporting.exports:announce"))
    app.connect("doctree-resolved", incremental.note_written)
    cards = previews.Previews(incremental.same_cards, incremental.keeps_cards)
    app.connect("build-finished", incremental.join, priority=400)
    # Before the stamp, which says of what record the cards are.
    app.connect("build-finished", cards.write)
    app.connect("build-finished", incremental.finish)
    app.connect("build-finished", later("adapter.exporting.exports:finish"))

    return {
        "version": __version__,
        "env_version": ENV_VERSION,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
