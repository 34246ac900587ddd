"""After any edit an incremental build leaves what a clean one does, says the same, and writes no page in vain."""

from __future__ import annotations

import pickle
import shutil
import signal
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest
from support import CONF, DocumentSet, sphinx_build
from twins import Twins, differences, findings, output

import sphinx_policyrefs
from sphinx_policyrefs.adapter.domain import Documents
from sphinx_policyrefs.adapter.incremental import page_digests
from sphinx_policyrefs.adapter.incremental.bases import Bases
from sphinx_policyrefs.adapter.incremental.rewriting import STAMP
from sphinx_policyrefs.adapter.pages import blocks, previews
from sphinx_policyrefs.adapter.pages.previews import cards_of
from sphinx_policyrefs.records.model import DocRecord

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from sphinx_policyrefs.records.model import Entry
    from sphinx_policyrefs.views.cells import Cells
    from sphinx_policyrefs.views.model import Facts

pytestmark = pytest.mark.builds

#: A small record: pages in both syntaxes, that show each other's entries in every way there is.
PAGES = {
    "conf.py": """\
        extensions = ["sphinx_policyrefs", "myst_parser"]
        myst_enable_extensions = ["colon_fence"]
        project = "Record"
        """,
    "index.rst": """\
        The record
        ==========

        Begun with :event:`act-signed`.

        .. toctree::

           parties
           events
           cases
           sources
           views
           bodies
           prose
           quiet
           deep/index
        """,
    "parties.md": """\
        # Who

        :::{party} The Company
        :id: company
        :short: Co
        :aliases: The Firm
        :type: company
        Makes an app. See {event}`act-signed`.
        :::

        :::{party} The Department
        :id: department
        :type: agency
        :sources: report @ p. 3
        :::
        """,
    "events.rst": """\
        What happened
        =============

        .. _the-bill:

        The bill
        --------

        .. event:: The bill is filed
           :id: bill-filed
           :date: 2024-03-05
           :parties: company
           :sources: report

           Filed in the House, by :party:`department` of all people.

        .. event:: The Act is signed
           :id: act-signed
           :date: 2024-04-24
           :parties: company; department
           :instrument: act
           :milestone: signed
           :follows: bill-filed

           As `The bill`_ asked.

        .. include:: part.inc
        """,
    "part.inc": """\
        .. event:: A hearing
           :id: hearing
           :date: 2024-03
           :parties: company
        """,
    "cases.rst": """\
        Cases
        =====

        .. legal-action:: Company v. Department
           :id: case
           :court: cadc
           :filed: 2024-05-07
           :decided: 2024-12-06
           :petitioners: company
           :respondents: department
           :challenges: act

           The petition, see :ref:`the-bill` and :doc:`prose`.

        .. legal-action:: The appeal
           :id: appeal
           :court: scotus
           :filed: 2024-12-16
           :appeal-of: case

        .. instrument:: The Act
           :id: act
           :type: statute
           :signed: 2024-04-24

        .. deadline:: The term to sell
           :id: sell
           :from: act.signed
           :runs: 270 days
           :imposed-by: act
           :on: company

        .. deadline:: The longer term
           :id: sell-longer
           :from: sell.due
           :runs: 90 days
        """,
    "sources.md": """\
        # Sources

        :::{source} A report
        :id: report
        :author: The Committee
        :published: 2024-03-07
        :::

        :::{statement} We object
        :id: objection
        :date: 2024-04-25
        :speaker: company
        :about: act

        To all of {policy:value}`act.signed`.
        :::
        """,
    "views.rst": """\
        Views
        =====

        .. chronology::
           :name: all-rows

        .. chronology::
           :parties: department
           :layout: prose

        .. party-index::

        .. legal-action-index::

        .. docket:: case

        .. dossier:: company

        .. statements::

        .. bibliography-of-record::
        """,
    "bodies.rst": """\
        Bodies
        ======

        .. event-index::
           :show: body

        .. chronology::
           :show: summary
           :kinds: event
        """,
    "prose.rst": """\
        Prose
        =====

        The :party:`The Firm` had until :policy:value:`sell-longer.due`, by :policy:ref:`act`,
        and went to court in :legal-action:`its petition <case>`. See :ref:`the-bill`, :any:`bill-filed`.
        """,
    "quiet.rst": """\
        Quiet
        =====

        .. index:: silence

        Names nothing, save a :term:`word`.
        """,
    "deep/index.rst": """\
        Deep
        ====

        .. toctree::

           leaf
           words
        """,
    "deep/words.rst": """\
        Words
        =====

        .. glossary::

           word
              See :doc:`leaf`, and above all :any:`/prose`.
        """,
    "deep/leaf.rst": """\
        Leaf
        ====

        First
        -----

        .. event:: A far event
           :id: far
           :date: 2025-01-01
           :see: hearing
        """,
}


def swap(page: str, old: str, new: str) -> dict[str, str | None]:
    """Return the edit that puts *new* in the place of *old*."""
    text = PAGES[page]
    assert old in text
    return {page: text.replace(old, new)}


EDITS: dict[str, dict[str, str | None]] = {
    "nothing": {},
    "title of an event": swap("events.rst", "The bill is filed", "The bill is introduced"),
    "title of a party": swap("parties.md", "The Company", "The Enterprise"),
    "title of a source": swap("sources.md", "A report", "The report"),
    "first letter of a title": swap("parties.md", "The Department", "A Department"),
    "date": swap("events.rst", "2024-03-05", "2024-03-06"),
    "date that changes the order": swap("events.rst", "2024-03-05", "2025-03-06"),
    "date of a merged milestone": swap("events.rst", "2024-04-24", "2024-04"),
    "milestone no longer merged": swap("events.rst", "   :milestone: signed\n", ""),
    "milestone on the other side": swap("cases.rst", ":signed: 2024-04-24", ":signed: 2024-04-25"),
    "relation added": swap(
        "cases.rst", ":appeal-of: case", ":appeal-of: case\n           :petitioners: company"
    ),
    "relation removed": swap("events.rst", "company; department", "department"),
    "relation to nowhere": swap("events.rst", "company; department", "company; nobody"),
    "id": swap("parties.md", ":id: department", ":id: ministry"),
    "id of a deadline's start": swap("cases.rst", ":id: sell\n", ":id: sale\n"),
    "short name": swap("parties.md", ":short: Co", ":short: Inc"),
    "alias": swap("parties.md", "The Firm", "The Trust"),
    "alias borne twice": swap("parties.md", ":type: agency", ":type: agency\n        :aliases: The Firm"),
    "confidence": swap(
        "events.rst", ":date: 2024-03-05", ":date: 2024-03-05\n           :confidence: alleged"
    ),
    "body": swap("events.rst", "Filed in the House", "Brought in"),
    "body of a party": swap("parties.md", "Makes an app", "Makes apps"),
    "prose": swap("quiet.rst", "Names nothing", "Still names nothing"),
    "court": swap("cases.rst", "cadc", "dcd"),
    "deadline's period": swap("cases.rst", "270 days", "300 days"),
    "deadline's start": swap("cases.rst", ":signed: 2024-04-24", ":signed: 2024-04-23"),
    "entry deleted": swap("sources.md", "statement} We object", "note} We object"),
    "included file": {"part.inc": PAGES["part.inc"].replace("A hearing", "The hearing")},
    "entry to another page": {
        **swap("cases.rst", ".. legal-action:: The appeal", ".. legal-action:: An appeal"),
        "quiet.rst": PAGES["quiet.rst"] + "\n" + PAGES["part.inc"],
        "part.inc": "\n",
    },
    "entry twice": {"quiet.rst": PAGES["quiet.rst"] + "\n" + PAGES["part.inc"]},
    "view option": swap("views.rst", ":layout: prose", ":layout: list"),
    "view selection": swap("views.rst", ":parties: department", ":parties: company"),
    "view named": swap("views.rst", ":name: all-rows", ":name: rows"),
    "document title": swap("quiet.rst", "Quiet\n        =====", "Silence\n        ======="),
    "title of the first document": swap("index.rst", "The record\n", "Our record\n"),
    "title of a document with others below": swap("deep/index.rst", "Deep\n        ====", "Low\n        ==="),
    "title of a deep document": swap("deep/leaf.rst", "Leaf\n        ====", "Branch\n        ======"),
    "section title": swap("events.rst", "The bill\n        --------", "A bill\n        ------"),
    "title of a deep section": swap("deep/leaf.rst", "First\n        -----", "Second\n        ------"),
    "index directive": swap("quiet.rst", ":: silence", ":: noise"),
    "other page with an index directive": swap("prose.rst", "and went", "and so went"),
    "section added": {"quiet.rst": PAGES["quiet.rst"] + "\n        More\n        ----\n\n        Text.\n"},
    "label": swap("events.rst", ".. _the-bill:", ".. _a-bill:"),
    "only": swap(
        "events.rst", ".. include:: part.inc", ".. only:: internal\n\n           .. include:: part.inc"
    ),
    "file deleted": {"part.inc": "\n", **swap("index.rst", "           quiet\n", ""), "quiet.rst": None},
    "file with entries deleted": {"deep/leaf.rst": None, **swap("deep/index.rst", "leaf", "")},
    "file renamed": {
        "sources.md": None,
        "papers.md": PAGES["sources.md"],
        **swap("index.rst", "           sources\n", "           papers\n"),
    },
    "file to another folder": {
        "deep/leaf.rst": None,
        "leaf.rst": PAGES["deep/leaf.rst"],
        "deep/index.rst": PAGES["deep/index.rst"].replace("leaf", "/leaf"),
    },
    "file added": {
        **swap("index.rst", "           quiet\n", "           quiet\n           more\n"),
        "more.md": "# More\n\n:::{event} Another event\n:id: another\n:date: 2024-03-05\n:parties: company\n:::\n",
    },
    "syntax changed": {
        "quiet.rst": None,
        "quiet.md": "# Quiet\n\nNames nothing, in another way.\n",
    },
    "order of the toctree": swap(
        "index.rst", "           parties\n           events\n", "           events\n           parties\n"
    ),
}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Mapping[str, str]], Twins]:
    """Return what lays out pages anew; all first builds are kept, and as a set knows its place, it has one."""
    root = tmp_path_factory.mktemp("shelf") / "set"
    kept: dict[str, tuple[Path, list[str]]] = {}

    def laid_out(pages: Mapping[str, str]) -> Twins:
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir()
        documents = DocumentSet(root)
        documents.write(pages)
        return Twins(documents, kept=kept)

    return laid_out


@pytest.fixture
def twins(shelf: Callable[[Mapping[str, str]], Twins]) -> Twins:
    return shelf(PAGES)


@pytest.mark.parametrize("edit", EDITS)
def test_html_equals_a_clean_build_after(edit: str, twins: Twins) -> None:
    twins.config["html_theme"] = "basic"
    assert twins.begin() == []
    twins.documents.write(EDITS[edit])
    twins.check()


@pytest.mark.parametrize(
    "edit",
    [
        *("document title", "title of the first document", "title of a document with others below"),
        *("title of a deep document", "section title", "title of a deep section"),
        *("file deleted", "file renamed", "file to another folder", "file added", "order of the toctree"),
        *("title of an event", "prose", "nothing"),
    ],
)
def test_a_toctree_beside_the_text_equals_a_clean_build_after(edit: str, twins: Twins) -> None:
    twins.config["html_theme"] = "alabaster"
    twins.begin()
    twins.documents.write(EDITS[edit])
    twins.check()


@pytest.mark.parametrize("options", [{}, {"show_relbars": True}, {"sidebar_collapse": False}])
@pytest.mark.parametrize("edit", ["title of a deep section", "first party"])
def test_options_of_a_theme_change_what_pages_show_of_others(
    edit: str, options: dict[str, bool], twins: Twins
) -> None:
    twins.config.update(html_theme="alabaster", html_theme_options=options)
    twins.documents.write({"parties.md": "# Who\n"})
    twins.begin()
    twins.documents.write({"parties.md": PAGES["parties.md"]} if edit == "first party" else EDITS[edit])
    twins.check()


@pytest.mark.parametrize("edit", EDITS)
def test_text_equals_a_clean_build_after(edit: str, twins: Twins) -> None:
    twins.begin("text")
    twins.documents.write(EDITS[edit])
    # The digests of contents have the places of their links, which plain text does not show.
    twins.check("text", thrifty=edit != "file to another folder")


def test_the_line_of_an_entry_with_the_same_id_is_not_shown(twins: Twins) -> None:
    again = PAGES["part.inc"].replace("hearing", "far")
    twins.documents.write({"quiet.rst": f"{PAGES['quiet.rst']}\n{again}"})
    twins.build()
    # Both entries stand at line 8 now.
    twins.documents.write(swap("deep/leaf.rst", "First\n", "\n        First\n"))
    twins.check()


def test_other_themes_show_all_sections(twins: Twins) -> None:
    """As furo and others do, in a template of their own."""
    twins.documents.write(
        {
            "_templates/all.html": "{{ toctree(collapse=False) }}",
            "conf.py": dedent(PAGES["conf.py"])
            + 'templates_path = ["_templates"]\nhtml_sidebars = {"**": ["all.html"]}\n',
        }
    )
    twins.config["html_theme"] = "alabaster"
    twins.build()
    twins.documents.write(EDITS["title of a deep section"])
    twins.check()


@pytest.mark.parametrize("builder", ["singlehtml", "latex", "xml", "epub", "dirhtml"])
@pytest.mark.parametrize("edit", ["title of an event", "file deleted", "body", "only", "nothing"])
def test_other_builders_equal_a_clean_build_after(
    edit: str, builder: str, twins: Twins, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")  # an EPUB says when it was made
    twins.begin(builder)
    twins.documents.write(EDITS[edit])
    twins.check(builder)


NUMBERED = {
    "conf.py": CONF + "numfig = True\n",
    "index.rst": """\
        Top
        ===

        .. toctree::
           :numbered:

           a
           b
           c
        """,
    "a.rst": "A\n=\n\nOne\n---\n",
    "b.rst": """\
        B
        =

        .. _part:

        Part
        ----

        .. _numbers:

        .. table:: Numbers

           ===  ===
           one  two
           ===  ===
        """,
    "c.rst": """\
        C
        =

        See :numref:`numbers` and :numref:`part`.

        .. event:: Something
           :date: 2024
        """,
}


@pytest.mark.parametrize(
    "edit",
    [
        {"a.rst": NUMBERED["a.rst"] + "\n.. table:: More\n\n   ===  ===\n   one  two\n   ===  ===\n"},
        {"index.rst": NUMBERED["index.rst"].replace("           a\n", "")},
        {
            "b.rst": NUMBERED["b.rst"].replace(
                "        .. _part", "        Before\n        ------\n\n        .. _part"
            )
        },
    ],
)
def test_numbers_of_sections_and_tables_follow(edit: dict[str, str], documents: DocumentSet) -> None:
    documents.write(NUMBERED)
    twins = Twins(documents)
    assert twins.build("html").warnings == []
    twins.build("text")
    documents.write(edit)
    twins.check("html")
    twins.check("text")


BODIES = {
    "conf.py": CONF,
    "index.rst": """\
        Top
        ===

        .. toctree::

           far/a
           b

        .. event-index::
           :show: body
        """,
    "far/a.rst": """\
        A
        =

        .. _place:

        Section
        -------

        .. event:: One
           :id: one
           :date: 2024

           As `Section`_ says [1]_, see :ref:`place`, :doc:`../b`, :event:`two`.

           .. [1] A note.

           .. event:: Inner
              :id: inner
              :date: 2023

              Inner text, :event:`two`.

           .. chronology::
              :show: body
        """,
    "b.rst": """\
        B
        =

        .. event:: Two
           :id: two
           :date: 2024
        """,
}


@pytest.mark.parametrize("builder", ["html", "text", "singlehtml", "latex"])
@pytest.mark.parametrize(
    ("page", "old", "new"),
    [
        ("far/a.rst", "Section\n        -------", "Part\n        ----"),
        ("b.rst", "B\n", "C\n"),
        ("b.rst", "Two", "Second"),
        ("b.rst", ":date: 2024", ":date: 2022"),
        ("far/a.rst", ".. _place:", ".. _here:\n\n        .. _place:"),
        ("far/a.rst", ":date: 2023", ":date: 2023\n              :parties: nobody"),
    ],
)
def test_a_body_shown_elsewhere_follows(
    page: str, old: str, new: str, builder: str, shelf: Callable[[Mapping[str, str]], Twins]
) -> None:
    twins = shelf(BODIES)
    assert twins.begin(builder) == []
    twins.documents.write(
        {
            page: BODIES[page]
            .replace(old, new)
            .replace("`Section`_", "`Part`_" if old.startswith("Section") else "`Section`_")
        }
    )
    twins.check(builder)


def test_links_in_a_body_shown_elsewhere_lead_to_its_page(documents: DocumentSet) -> None:
    documents.write(BODIES)
    page = documents.build("html").read("index.html")
    view = page[page.index("policy-event-index") :]
    assert 'href="far/a.html#section"' in view
    assert 'href="#policy-index-1-2-id2"' in view  # the note, which goes along
    assert 'href="#id' not in view


# -- configuration ---------------------------------------------------------------------------------------

SETTINGS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "as of a day": ({}, {"policyrefs_as_of": "2024-04-30"}),
    "as of another day": ({"policyrefs_as_of": "2024-04-24"}, {"policyrefs_as_of": "2024-04-23"}),
    "as of no day": ({"policyrefs_as_of": "2024-04-01"}, {}),
    "a check of another severity": ({}, {"policyrefs_checks": {"unsourced": "error"}}),
    "a check off": ({"policyrefs_checks": {"unsourced": "error"}}, {}),
    "no automatic pages": ({}, {"policyrefs_indices": False}),
    "one automatic page": ({}, {"policyrefs_indices": ["parties"]}),
    "automatic pages": ({"policyrefs_indices": False}, {}),
    "kinds in the general index": ({}, {"policyrefs_index_kinds": ["event", "source"]}),
    "no kind in the general index": ({}, {"policyrefs_index_kinds": False}),
    "JSON-LD in pages": ({"policyrefs_exports": ["json"]}, {"policyrefs_exports": ["json", "jsonld"]}),
    "no bare names": ({}, {"policyrefs_bare_names": ["event", "party"]}),
    # Sphinx never takes back what it copied into _static: the stemmer of the language before.
    "another language": (
        {"html_search_language": "en"},
        {"html_search_language": "en", "language": "de"},
    ),
    "a court": ({}, {"policyrefs_courts": {"cadc": {"name": "The Court", "short": "Ct.", "above": ""}}}),
    "entries in the contents": ({}, {"policyrefs_contents_entries": True}),
    "another title": ({}, {"project": "Records"}),
}


@pytest.mark.parametrize("builder", ["html", "text"])
@pytest.mark.parametrize("setting", SETTINGS)
def test_a_changed_setting_equals_a_clean_build(setting: str, builder: str, twins: Twins) -> None:
    twins.documents.write({"quiet.rst": PAGES["quiet.rst"] + SINCE})
    twins.config, after = SETTINGS[setting]
    twins.begin(builder)
    twins.config = after
    # What an entry says that both days hide is not known to be hidden.
    thrifty = setting != "as of another day"
    assert findings(twins.check(builder, thrifty=thrifty)) == twins.expected


@pytest.mark.parametrize("builder", ["html", "text"])
def test_references_to_exports_follow_what_the_set_writes(builder: str, twins: Twins) -> None:
    twins.documents.write({"quiet.rst": PAGES["quiet.rst"] + EXPORTED})
    for formats in ([], ["json"], ["csv", "json"], ["csv"], []):
        twins.config["policyrefs_exports"] = formats
        twins.check(builder)


#: References of which no word is part of the record.
EXPORTED = """
        Get :policy:export:`json` or :policy:export:`the table <csv>`.
"""


def test_text_is_not_written_for_the_page_of_an_entry_of_a_data_file(documents: DocumentSet) -> None:
    shown = ":orphan:\n\nShown\n=====\n"
    documents.write(
        {
            "record.json": '[{"kind": "event", "id": "stored", "title": "Stored", "date": "2024-01-02"}]',
            "index.rst": "Home\n====\n\nSee :policy:ref:`stored`, :event:`that <stored>` and :doc:`shown`.\n",
            "any.rst": ":orphan:\n\nAny\n===\n\nSee :any:`stored`.\n",
            "shown.rst": shown,
        }
    )
    twins = Twins(documents, config={"policyrefs_data": ["record.json"]})
    twins.build("text")
    for text in (f"{shown}\n.. policy:entries:: record.json\n", shown):
        documents.write({"shown.rst": text})
        twins.check("text")


#: What the as-of day and tags hide, without a trace on other pages.
SINCE = """
        .. policy:since:: 2024-04-24

           Since then there is this.

        .. event:: Nobody's event
           :date: 2024-04-24

        .. only:: internal

           Internal prose, :event:`hearing`.

           .. event:: An internal event
              :date: 2024-04-24
              :parties: company
        """


@pytest.mark.parametrize("builder", ["html", "text", "latex"])
@pytest.mark.parametrize(("before", "after"), [((), ("internal",)), (("internal",), ()), ((), ("other",))])
def test_changed_tags_equal_a_clean_build(
    before: tuple[str, ...], after: tuple[str, ...], builder: str, twins: Twins
) -> None:
    twins.documents.write({"quiet.rst": PAGES["quiet.rst"] + SINCE})
    twins.tags = before
    twins.begin(builder)
    twins.tags = after
    # Sphinx writes all pages of HTML when the tags change.
    assert findings(twins.check(builder, thrifty=builder != "html")) == twins.expected


# -- several builders ------------------------------------------------------------------------------------


@pytest.mark.parametrize("edit", ["title of an event", "included file", "body", "title of a deep section"])
def test_builders_that_share_doctrees(edit: str, twins: Twins) -> None:
    twins.begin()
    twins.check("text")
    twins.documents.write(EDITS[edit])
    twins.check("text")
    twins.check("html")
    twins.check("text")


def test_prose_of_an_included_file_reaches_builders_that_share_doctrees(twins: Twins) -> None:
    twins.documents.write({"part.inc": "Some prose.\n"})
    twins.build()
    twins.documents.write({"part.inc": "Other prose.\n"})
    twins.build("text")
    twins.check("html")


def test_a_setting_of_the_environment_reaches_builders_that_share_doctrees(twins: Twins) -> None:
    twins.build()
    twins.config["rst_prolog"] = "A word before.\n"
    twins.build("text")
    twins.check("html", thrifty=False)  # all was read, as it would have been for this builder


def test_builders_with_doctrees_of_their_own(twins: Twins) -> None:
    twins.build("html", place="one")
    twins.build("text", place="two")
    twins.documents.write(EDITS["title of a party"])
    twins.check("html", place="one")
    twins.check("text", place="two")


# -- builds of one file, and builds that did not end -----------------------------------------------------


@pytest.mark.parametrize("edit", ["title of an event", "file deleted", "title of a deep document"])
def test_a_whole_build_after_one_of_one_file(edit: str, twins: Twins) -> None:
    twins.begin()
    twins.documents.write(EDITS[edit])
    twins.build(names=["prose.rst"])
    twins.check()


def test_a_whole_build_after_a_first_one_of_one_file(twins: Twins) -> None:
    twins.build(names=["prose.rst"])
    twins.check()


#: An extension that kills the process at the n-th call of an event.
KILLER = """
import os
import signal

def setup(app):
    count = 0

    def handler(*_arguments):
        nonlocal count
        count += 1
        if count == {at}:
            os.kill(os.getpid(), signal.SIGKILL)

    app.connect("{event}", handler, priority={priority})
"""


def kill(twins: Twins, event: str, at: int = 1, priority: int = 999) -> None:
    """Build in a process of its own, which is killed in the middle."""
    root = twins.documents.root
    (root / "killer.py").write_text(KILLER.format(event=event, at=at, priority=priority), "utf-8")
    options = ("-q", "-b", "html", "-d", root / "build" / "doctrees", "-D", "html_theme=basic")
    extensions = "extensions=sphinx_policyrefs,myst_parser,killer"
    killed = sphinx_build(*options, "-D", extensions, twins.documents.src, root / "build" / "html", cwd=root)
    assert killed.returncode == -signal.SIGKILL, killed.stderr


@pytest.mark.parametrize(
    ("event", "at", "priority"),
    [
        ("doctree-read", 2, 999),
        ("env-updated", 1, 999),
        ("env-check-consistency", 1, 999),
        ("write-started", 1, 1),
        ("write-started", 1, 999),
        ("doctree-resolved", 2, 999),
        ("html-page-context", 3, 999),
        ("html-collect-pages", 1, 999),
        ("build-finished", 1, 1),
    ],
)
def test_a_build_after_one_that_was_killed(event: str, at: int, priority: int, twins: Twins) -> None:
    twins.config["html_theme"] = "basic"
    twins.begin()
    twins.documents.write({**EDITS["file deleted"], **EDITS["title of an event"], **EDITS["included file"]})
    kill(twins, event, at, priority)
    twins.check(thrifty=False)


def test_a_document_deleted_after_a_build_that_was_killed(twins: Twins) -> None:
    twins.begin()
    twins.documents.write(EDITS["title of an event"])
    kill(twins, "doctree-resolved")
    twins.documents.write(EDITS["file deleted"])
    twins.check(thrifty=False)


def test_a_first_build_that_was_killed(twins: Twins) -> None:
    kill(twins, "doctree-resolved", 3)
    twins.check(thrifty=False)


@pytest.mark.parametrize("name", ["views.html", "policy-parties.html", "genindex.html", "searchindex.js"])
def test_an_output_file_deleted_by_hand_is_written_again(name: str, twins: Twins) -> None:
    build = twins.build()
    (build.out / name).unlink()
    twins.check(thrifty=False)


@pytest.mark.parametrize(
    "stamp", [None, "", "{", "[]", '{"version": 1}', '{"version": 1, "pages": {"a": 1}}']
)
def test_without_a_sound_stamp_all_is_written(stamp: str | None, twins: Twins) -> None:
    build = twins.build()
    twins.documents.write(EDITS["title of an event"])
    if stamp is None:
        (build.out / STAMP).unlink()
    else:
        (build.out / STAMP).write_text(stamp, "utf-8")
    twins.check(thrifty=False)


def test_after_an_upgrade_all_is_written(twins: Twins, monkeypatch: pytest.MonkeyPatch) -> None:
    twins.build()
    monkeypatch.setattr(sphinx_policyrefs, "__version__", "99.0")
    build = twins.check(thrifty=False)
    assert "writing output... [100%] views" in build.status


# -- findings --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("builder", ["html", "text"])
def test_findings_of_other_pages_are_said_again(builder: str, twins: Twins) -> None:
    twins.documents.write(EDITS["relation to nowhere"])
    twins.documents.write(
        {"more.rst": ":orphan:\n\n.. event:: None\n   :datum: 2024\n\n:event:`nil`, :party:`hearing`\n"}
    )
    first = findings(twins.build(builder))
    assert len(first) == 5
    twins.documents.write(EDITS["prose"])
    assert findings(twins.check(builder)) == first
    assert twins.check(builder).warnings == []


@pytest.mark.parametrize("builder", ["html", "text"])
def test_a_build_in_which_nothing_changed_writes_no_page_and_says_nothing(builder: str, twins: Twins) -> None:
    twins.documents.write(EDITS["relation to nowhere"])
    twins.build(builder)
    build = twins.check(builder)
    assert build.warnings == []
    assert "writing output... [" not in build.status


@pytest.mark.parametrize("builder", ["latex", "dummy"])
def test_a_builder_that_writes_everything_each_time_says_everything_each_time(
    builder: str, twins: Twins
) -> None:
    twins.documents.write(EDITS["relation to nowhere"])
    twins.build("html")
    first = findings(twins.build(builder))
    assert len(first) == 1
    assert findings(twins.build(builder)) == first


def test_summaries_in_a_view_follow_and_other_views_are_left(documents: DocumentSet) -> None:
    """A page is written again for the first words of an entry elsewhere where a view of its own shows them."""
    entry = "Record\n======\n\n.. event:: First\n   :date: 2020\n\n   Old words.\n"
    page = "{0}\n======\n\n.. chronology::\n{1}"
    documents.write(
        {
            "index.rst": "Top\n===\n\n.. toctree::\n\n   record\n   shows\n   names\n",
            "record.rst": entry,
            "shows.rst": page.format("Shows.", "   :show: summary\n"),
            "names.rst": page.format("Names.", ""),
        }
    )
    before = documents.build()
    assert "Old words." in before.read("shows.html")
    stamp = (before.out / "names.html").stat().st_mtime_ns
    documents.write({"record.rst": entry.replace("Old", "New")})
    after = documents.build()
    assert "New words." in after.read("shows.html")
    assert (after.out / "names.html").stat().st_mtime_ns == stamp


def test_of_entries_with_one_id_on_a_page_one_has_the_anchor(documents: DocumentSet) -> None:
    """It is the one that the record has, even if it is not the first: that may be hidden."""
    entry = "\n   .. event:: {}\n      :id: same\n      :date: 2020\n"
    text = "Top\n===\n\n.. only:: internal\n" + entry.format("Hidden")
    text += "\n.. container:: a\n" + entry.format("Kept") + "\n.. container:: b\n" + entry.format("Late")
    documents.write({"index.rst": text})
    build = documents.build()
    html = build.read("index.html")
    assert len([warning for warning in build.warnings if "duplicate-id" in warning]) == 1
    assert html.count('id="event-same"') == 1
    assert html.index("Kept") - html.index('id="event-same"') in range(200)


def test_a_parent_with_markup_of_another_extension_is_written_with_its_children(
    documents: DocumentSet,
) -> None:
    """It may show more of them than a toctree does, as a list of what is to be done."""
    page = "Child\n=====\n\n.. todo:: {}\n"
    documents.write(
        {
            "conf.py": CONF + 'extensions += ["sphinx.ext.todo"]\ntodo_include_todos = True\n',
            "index.rst": "Top\n===\n\n.. toctree::\n\n   child\n\n.. todolist::\n",
            "child.rst": page.format("Look for the old one."),
        }
    )
    assert "Look for the old one." in documents.build().read("index.html")
    documents.write({"child.rst": page.format("Look for the new one.")})
    assert "Look for the new one." in documents.build().read("index.html")


#: Pages of which each shows the event on page "event" in another way, or not at all.
NEAR = {
    "index.rst": "Top\n===\n\n.. toctree::\n   :glob:\n\n   *\n",
    "event.rst": "Event\n=====\n\n.. event:: Hearing\n   :id: hearing\n   :date: 2024-01-02\n   :parties: company\n",
    "party.rst": "Party\n=====\n\n.. party:: Company\n   :id: company\n",
    "beside.rst": "Beside\n======\n\n.. event:: Ruling\n   :id: ruling\n   :date: 2024-02-03\n   :parties: company\n",
    "apart.rst": "Apart\n=====\n\n.. event:: Storm\n   :id: storm\n   :date: 2024-03-04\n",
    "named.rst": "Named\n=====\n\nAfter :event:`hearing`.\n",
    "value.rst": "Value\n=====\n\nOn :policy:value:`hearing.date`.\n",
    "table.rst": "Table\n=====\n\n.. chronology::\n",
    "due.rst": "Due\n===\n\n.. deadline:: Reply\n   :id: reply\n   :from: hearing\n   :runs: 30 days\n",
}


def test_only_pages_that_an_edit_can_reach_are_looked_at(
    documents: DocumentSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    digest = Bases.digest

    def noted(self: Bases, docname: str) -> tuple[str, bool]:
        looked.append(docname)
        return digest(self, docname)

    monkeypatch.setattr(Bases, "digest", noted)
    documents.write(NEAR)
    twins = Twins(documents)
    twins.build()
    looked.clear()
    documents.write({"event.rst": NEAR["event.rst"].replace("2024-01-02", "2024-05-06")})
    html = twins.build()
    assert sorted(looked) == ["due", "event", "named", "party", "table", "value"]
    assert "June 5, 2024" in html.read("due.html")
    assert differences(output(html), output(twins.clean())) == []


def test_a_first_build_makes_the_facts_of_an_entry_once(
    documents: DocumentSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    facts = blocks.facts_of

    def noted(cells: Cells, entry: Entry) -> Facts:
        made.append(entry.id)
        return facts(cells, entry)

    monkeypatch.setattr(blocks, "facts_of", noted)
    documents.write(NEAR)
    documents.build()
    assert sorted(made) == ["company", "hearing", "reply", "ruling", "storm"]


def test_what_another_builder_has_read_since_is_looked_at(documents: DocumentSet) -> None:
    documents.write(NEAR)
    twins = Twins(documents)
    twins.build()
    documents.write({"event.rst": NEAR["event.rst"].replace("2024-01-02", "2024-05-06")})
    twins.build("latex")
    documents.write({"apart.rst": NEAR["apart.rst"].replace("2024-03-04", "2024-07-08")})
    twins.check()


def test_cards_are_made_anew_for_pages_that_an_edit_can_reach(
    documents: DocumentSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def noted(build: Any, docname: str) -> list[str]:
        made.append(docname)
        return cards_of(build, docname)

    monkeypatch.setattr(previews, "cards_of", noted)
    monkeypatch.setattr(page_digests, "cards_of", noted)
    twins = Twins(documents)
    documents.write(NEAR)
    twins.build()
    made.clear()
    documents.write({"event.rst": f"{NEAR['event.rst']}\n   Adjourned, as :event:`storm` was near.\n"})
    html = twins.build()
    # The page of the deadline is always looked at, and the party is linked with the event.
    assert sorted(set(made)) == ["due", "event", "party"]
    assert differences(output(html), output(twins.clean())) == []


def test_records_that_stay_are_not_pickled_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    def stored(documents: Documents) -> Documents:
        found: Documents = pickle.loads(pickle.dumps(documents))  # noqa: S301 - our own
        assert found == documents
        return found

    first = Documents()
    first["a"], first["b"] = DocRecord("a"), DocRecord("b", days=("2024-01-02",))
    kept = stored(first)
    kept["b"] = kept["b"]._replace(days=())
    merged = Documents()
    for docname in kept:
        merged.take(docname, kept)
    made: list[str] = []

    def noted(record: DocRecord, protocol: int) -> bytes:
        made.append(record.docname)
        return pickle.dumps(record, protocol)

    monkeypatch.setattr("sphinx_policyrefs.adapter.domain.dumps", noted)
    stored(kept)
    stored(merged)
    assert made == ["b", "b"]
    del kept["a"]
    assert stored(kept).keys() == {"b"}
