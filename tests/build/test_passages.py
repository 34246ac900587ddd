"""Passages on pages in both syntaxes and in data files, as readers, exports and incremental builds have them."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING

import pytest
from support import DocumentSet
from twins import Twins

if TYPE_CHECKING:
    from pathlib import Path

    from support import Build

pytest.importorskip("myst_parser")
pytest.importorskip("yaml")
pytestmark = pytest.mark.builds

FILES = {
    "conf.py": """\
        extensions = ["sphinx_policyrefs", "myst_parser"]
        myst_enable_extensions = ["colon_fence", "smartquotes"]
        policyrefs_data = ["record.yaml"]
        policyrefs_exports = ["json", "csv"]
        project = "P"
        """,
    "index.rst": """\
        Record
        ======

        .. toctree::

           rst
           md
           data
           views

        .. source:: The order
           :id: order
           :type: legal_case
        """,
    "rst.rst": """\
        In reStructuredText
        ===================

        .. passage::
           :id: rst-p-3
           :source: order
           :locator: p. 3

           The transaction is "divested" -- *wholly*... |now|,
           ``and`` not `later`_.

        .. passage:: In *two* languages
           :id: rst-two
           :source: order
           :locator: 12

           "原文" = "the text"

        .. event:: It begins
           :id: rst-begins
           :date: 2020-01-03
           :sources: rst-p-3; rst-two; order @ 7 "seven; @ 8" "another"; @ 9

        .. claim:: It is two
           :id: rst-claim
           :made-in: rst-two

        .. discrepancy:: How many
           :id: rst-many
           :values:
              45 | rst-p-3; order @ 7 "eleven
                 | twelve"
              90 | rst-two

        See :passage:`rst-two` and :policy:passage:`rst-p-3`.
        """,
    "md.md": """\
        # In MyST

        :::{passage}
        :id: md-p-3
        :source: order
        :locator: p. 3

        The transaction is "divested" -- *wholly*... |now|,
        ``and`` not `later`_.
        :::

        :::{passage} In *two* languages
        :id: md-two
        :source: order
        :locator: 12

        "原文" = "the text"
        :::

        :::{event} It begins
        :id: md-begins
        :date: 2020-01-03
        :sources: md-p-3; md-two; order @ 7 "seven; @ 8" "another"; @ 9
        :::

        :::{claim} It is two
        :id: md-claim
        :made-in: md-two
        :::

        :::{discrepancy} How many
        :id: md-many
        :values: |
          45 | md-p-3; order @ 7 "eleven
             | twelve"
          90 | md-two
        :::

        See {passage}`md-two` and {policy:passage}`md-p-3`.
        """,
    "record.yaml": """\
        - kind: passage
          id: data-p-3
          source: order
          locator: p. 3
          body: |
            The transaction is "divested" -- *wholly*... |now|,
            ``and`` not `later`_.
        - kind: passage
          id: data-two
          title: In *two* languages
          source: order
          locator: 12
          quote: 原文
          translation: the text
          markup: rst
        - kind: event
          title: It begins
          id: data-begins
          date: 2020-01-03
          sources:
            - data-p-3
            - {passage: data-two}
            - {id: order, locator: 7, quote: "seven; @ 8"}
            - {id: order, locator: 7, quote: another}
            - {id: order, locator: 9}
        - kind: claim
          title: It is two
          id: data-claim
          made-in: {id: order, locator: 12, quote: 原文, translation: the text, passage: data-two}
        - kind: discrepancy
          title: How many
          id: data-many
          values:
            - {value: 45, sources: [{passage: data-p-3}, {id: order, locator: 7, quote: "eleven | twelve"}]}
            - 90 | data-two
        """,
    "data.rst": """\
        From data
        =========

        .. policy:entries:: record.yaml

        See :passage:`data-two` and :passage:`data-p-3`.
        """,
    "views.rst": """\
        Views
        =====

        .. passage-index::

        .. chronology::

        .. bibliography-of-record::

        .. claim-review:: order

        .. dossier:: rst-two
        """,
}
WORDS = 'The transaction is "divested" -- *wholly*... |now|, ``and`` not `later`_.'
FORMS = ("rst", "md", "data")


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> DocumentSet:
    documents = DocumentSet(tmp_path_factory.mktemp("passages"))
    documents.write(FILES)
    return documents


@pytest.fixture(scope="module")
def html(documents: DocumentSet) -> Build:
    return documents.build(html_copy_source=False)


def test_both_syntaxes_and_data_files_say_the_same(html: Build) -> None:
    assert html.warnings == []
    entries = json.loads(html.read("_policyrefs/policyrefs.json"))["entries"]
    found = {}
    for form in FORMS:
        text = json.dumps([e for e in entries if e["id"].startswith(f"{form}-")], ensure_ascii=False)
        found[form] = [
            {k: v for k, v in item.items() if k not in ("file", "line", "uri")}
            for item in json.loads(text.replace(f'"{form}-', '"'))
        ]
    assert found["rst"] == found["md"] == found["data"]
    by_id = {item["id"]: item for item in found["rst"]}
    three = {"id": "order", "locator": "p. 3", "quote": WORDS, "passage": "p-3"}
    two = {"id": "order", "locator": "12", "quote": "原文", "translation": "the text", "passage": "two"}
    assert by_id["begins"]["sources"] == [
        three, two, {"id": "order", "locator": "7", "quote": "seven; @ 8"},
        {"id": "order", "locator": "7", "quote": "another"}, {"id": "order", "locator": "9"},
    ]  # fmt: skip
    assert by_id["claim"]["made-in"] == [two]
    assert by_id["many"]["values"] == [
        {"value": "45", "sources": [three, {"id": "order", "locator": "7", "quote": "eleven | twelve"}]},
        {"value": "90", "sources": [two]},
    ]
    assert by_id["p-3"] == {
        "id": "p-3", "kind": "passage", "title": "The order, p. 3", "source": ["order"], "locator": "p. 3",
        "quote": WORDS,
    }  # fmt: skip
    assert by_id["two"]["title"] == "In two languages"
    assert "rst-p-3; rst-two; order @ 7 “seven; @ 8” “another”; order @ 9" in html.read(
        "_policyrefs/policyrefs.csv"
    )


@pytest.mark.parametrize("form", FORMS)
def test_a_page_shows_the_words_as_they_are(html: Build, form: str) -> None:
    page = html.read(f"{form}.html")
    assert f'<blockquote class="policy-verbatim">\n<div><p>{escape(WORDS)}</p>' in page
    assert f'id="passage-{form}-p-3"' in page
    title = page.partition(f'id="passage-{form}-p-3"')[2].partition("</dt>")[0]
    assert "The order</a>, p. 3" in title
    assert f'href="#passage-{form}-two"' in page
    assert ">In two languages</a>" in page.rpartition("See ")[2]
    assert ">The order, p. 3</a>" in page.rpartition("See ")[2]


def test_a_card_shows_which_facts_rest_on_it_and_facts_the_words(html: Build) -> None:
    page = html.read("rst.html")
    passage = page.partition('id="passage-rst-two"')[2].partition("</blockquote>")[0]
    assert "<dt>Cited by</dt>" in passage
    assert "<dt>Claims made in it</dt>" in passage
    assert "<dt>Gives a value for</dt>" in passage
    event = page.partition('id="event-rst-begins"')[2].partition("</dl>")[0]
    assert event.count("<div>") == 4
    assert '<a href="#passage-rst-two">12</a>: <span class="policy-words">“原文”</span> (“the text”)' in event
    cards = html.read("_static/policyrefs-cards/rst.js")
    assert "The order, p. 3: “The transaction is" in cards.replace("\\", "")


def test_views_show_places_and_words(html: Build) -> None:
    page = html.read("views.html")
    assert page.count("“seven; @ 8”") == 6  # three rows, the bibliography, and twice in the dossier
    assert (
        'The order</a>, <a href="rst.html#passage-rst-two">12</a>: <span class="policy-words">“原文”</span>'
        in page
    )
    bibliography = page.partition("Cited by: ")[2]
    assert [bibliography.index(place) for place in (">p. 3</a>: <", "<li>7: <", ">12</a>: <")] == sorted(
        bibliography.index(place) for place in (">p. 3</a>: <", "<li>7: <", ">12</a>: <")
    )


def test_words_are_no_text_for_translators(documents: DocumentSet) -> None:
    documents.build("gettext", place="gettext")
    for form in ("rst", "md"):
        text = (documents.root / "gettext" / "gettext" / f"{form}.pot").read_text("utf-8")
        assert "divested" not in text
        assert "p. 3" not in text
        assert "two* languages" in text


def test_mistakes_are_told_in_their_lines(tmp_path: Path) -> None:
    documents = DocumentSet(tmp_path)
    documents.write({
        "index.rst": """\
            Wrong
            =====

            .. source:: S

            .. passage::
               :id: a
               :source: s; t
               :quote: not here

               words

            .. passage:: No source

               words

            .. passage::
               :source: s
               :locator: 3

            .. passage::

            .. event:: E
               :date: 2020
               :sources:
                  s;
                  s-3 @ 4
            """,
    })  # fmt: skip
    found = documents.build()
    assert [line.replace("WARNING: ", "") for line in found.warnings] == [
        "index.rst:8: :source: names 2 entries; write the one that it is of [policyrefs.bad-option]",
        (
            "index.rst:9: :quote: is not an option of passage; write the text below the options, after a blank"
            " line [policyrefs.bad-option]"
        ),
        'index.rst:13: "No source" has no :source:; write one [policyrefs.missing-field]',
        (
            'index.rst:17: "s, 3" has no words; write them below its options, after a blank line'
            " [policyrefs.missing-field]"
        ),
        'index.rst:21: "Passage" has no :source:; write one [policyrefs.missing-field]',
        (
            'index.rst:21: "Passage" has no words; write them below its options, after a blank line'
            " [policyrefs.missing-field]"
        ),
        (
            'index.rst:25: :sources: "s-3" is a passage, whose place and words stand with it: delete the place'
            " given here, or cite its source [policyrefs.bad-option]"
        ),
    ]


EDITS = {
    "the title of the source": {"index.rst": ("The order", "Another order")},
    "the words": {"rst.rst": ("wholly", "partly")},
    "the place": {"md.md": (":locator: 12", ":locator: 13")},
    "words in data": {"record.yaml": ("wholly", "partly")},
    "the passage that is cited": {"rst.rst": (":made-in: rst-two", ":made-in: order @ 12")},
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_incremental_build_leaves_what_a_clean_one_does(
    tmp_path_factory: pytest.TempPathFactory, edit: str
) -> None:
    documents = DocumentSet(tmp_path_factory.mktemp("twins"))
    documents.write(FILES)
    twins = Twins(documents)
    twins.build()
    for name, (old, new) in EDITS[edit].items():
        path = documents.src / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")
    twins.check()


def test_words_are_cut_after_as_many_as_the_project_says(tmp_path: Path) -> None:
    documents = DocumentSet(tmp_path)
    documents.write(FILES)
    twins = Twins(documents)
    assert "*wholly*" in twins.build().read("views.html")
    twins.config = {"policyrefs_quote_words": 2}
    page = twins.check().read("views.html")
    assert "“The transaction …”" in page
    assert "*wholly*" not in page
    assert "*wholly*" in (documents.root / "clean" / "html" / "rst.html").read_text("utf-8")


def test_words_are_nobodys_prose(tmp_path: Path) -> None:
    """Neither names, nor quotations, nor what looks like a directive in them is told."""
    documents = DocumentSet(tmp_path)
    documents.write({
        "conf.py": """\
            extensions = ["sphinx_policyrefs"]
            policyrefs_checks = {"unlinked-mention": "warning", "quote-unchecked": "off"}
            policyrefs_previews = False
            html_copy_source = False
            """,
        "order.txt": 'TikTok Inc. said "we never did" event:: so.\n',
        "index.rst": """\
            Words
            =====

            .. party:: TikTok Inc.
               :id: tiktok

            .. source:: The order
               :id: order
               :copy: order.txt

            .. passage::
               :source: order

               TikTok Inc. said "we never did" event:: so.

            .. passage::
               :id: other
               :source: order

               .. event: TikTok Inc. said "that is no quotation of it"
            """,
    })  # fmt: skip
    found = documents.build()
    assert [line for line in found.warnings if "quote-not-found" not in line] == []
    assert len(found.warnings) == 1  # the words of the second one are not in the order
