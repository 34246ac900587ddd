"""Every builder of Sphinx writes the whole record, every field and every view, and says nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from kitchen_sink import CONFIG, write
from links import broken, pages
from support import Build, DocumentSet

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = [
    pytest.mark.builds,
    # The JSON builder is not ours, and asks Sphinx in a way that Sphinx discourages.
    pytest.mark.filterwarnings("ignore:.*JSONHTMLBuilder:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:.*JSONHTMLBuilder:PendingDeprecationWarning"),
]


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Build]:
    """Return what builds the set with a builder, once each."""
    documents = DocumentSet(tmp_path_factory.mktemp("everything"))
    write(documents)
    made: dict[str, Build] = {}

    def run(builder: str) -> Build:
        if builder not in made:
            made[builder] = documents.build(
                builder,
                # Sphinx keeps the environment of gettext apart from that of all others.
                place=builder if builder == "gettext" else "build",
                **CONFIG,
            )
        return made[builder]

    return run


@pytest.mark.parametrize(
    "builder",
    [
        "html", "dirhtml", "singlehtml", "epub", "latex", "text", "man", "texinfo", "xml", "pseudoxml", "json",
        "gettext", "linkcheck", "dummy", "changes",
    ],
)  # fmt: skip
def test_nothing_is_said(build: Callable[[str], Build], builder: str) -> None:
    assert build(builder).warnings == []


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "epub"])
def test_every_link_and_anchor_is_there(build: Callable[[str], Build], builder: str) -> None:
    assert broken(build(builder).out) == []


@pytest.mark.parametrize(
    ("builder", "page", "entries"),
    [
        ("html", "views.html", "entries.html"),
        ("dirhtml", "views/index.html", "../entries/"),
        ("singlehtml", "index.html", ""),
        ("epub", "views.xhtml", "entries.xhtml"),
    ],
)
def test_views_link_to_entries(build: Callable[[str], Build], builder: str, page: str, entries: str) -> None:
    out = build(builder).out
    links = pages(out)[out / page].links
    assert links["The full event"] == f"{entries}#event-full-event"


def test_automatic_pages_are_linked_where_a_builder_has_them(build: Callable[[str], Build]) -> None:
    for builder, address in {
        "html": "policy-chronology.html",
        "dirhtml": "policy-chronology/",
        "epub": "policy-chronology.xhtml",
    }.items():
        out = build(builder).out
        index = pages(out)[out / ("index.xhtml" if builder == "epub" else "index.html")]
        assert index.links["Chronology"] == address
        assert index.links["the parties"] == address.replace("chronology", "parties")


def test_the_style_sheet_is_linked_where_it_is_needed(build: Callable[[str], Build]) -> None:
    made = build("html")
    linked = {name for name in made.files() if name.endswith(".html") and "policyrefs.css" in made.read(name)}
    automatic = {"policy-chronology.html", "policy-parties.html", "policy-legal-actions.html"}
    assert automatic < linked
    assert not {"genindex.html", "search.html"} & linked


@pytest.mark.parametrize(
    ("builder", "page"),
    [
        ("text", "index.txt"),
        ("singlehtml", "index.html"),
        ("man", "everything.1"),
        ("xml", "index.xml"),
        ("texinfo", "everything.texi"),
        ("latex", "everything.tex"),
    ],
)
def test_automatic_pages_are_plain_text_elsewhere(
    build: Callable[[str], Build], builder: str, page: str
) -> None:
    text = build(builder).read(page)
    assert re.search(r"See\s+(?:<[^>]*>)*Chronology", text)
    assert not re.search(r"policy-(?:chronology|parties|legal-actions)(?![\w\" }])", text)


def test_text_has_facts_and_views(build: Callable[[str], Build]) -> None:
    entries = re.sub(r"\s+", " ", build("text").read("entries.txt"))
    assert "Petitioner in: The full legal-action" in entries
    assert "January 21, 2025" in entries  # 45 days after December 6, 2024, past Martin Luther King Day
    assert "January 21, 2025" in build("text").read("views.txt")


def test_references_to_automatic_pages_are_text_on_every_page_of_one_file(documents: DocumentSet) -> None:
    text = "Sub\n===\n\nSee :ref:`policy-chronology` and :ref:`all <policy-parties>`.\n"
    documents.write({"index.rst": "Top\n===\n\n.. toctree::\n\n   sub\n", "sub.rst": text})
    build = documents.build("man", man_pages=[("index", "top", "Top", [], 1)])
    assert build.warnings == []
    assert "See Chronology and all" in build.read("top.1")
