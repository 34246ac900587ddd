"""The files of cards beside references: of what the record shows, the same however a build came about."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from factories import entry, graph_of

from sphinx_policyrefs.adapter.pages.previews import FOLDER, PAGES, file_of
from sphinx_policyrefs.views.card import LENGTH, Card, card, shortened
from sphinx_policyrefs.views.cells import Cells
from sphinx_policyrefs.views.wording import Wording

if TYPE_CHECKING:
    from support import Build, DocumentSet

FILES = {
    "index.rst": """
        Start
        =====

        .. toctree::

           a/one
           two

        See :event:`signing`.
        """,
    "a/one.rst": """
        One
        ===

        .. event:: Signing
           :id: signing
           :date: 2020
           :note: nobody's business

        .. event:: Hidden
           :id: hidden
           :no-index:
           :date: 2020
        """,
    "two.rst": """
        Two
        ===

        .. event:: Later
           :id: later
           :date: 2024

           Later than that.
        """,
}


def cards(build: Build) -> dict[str, dict[str, Any]]:
    """Return the cards by file."""
    folder = build.out / FOLDER
    found = {}
    for path in sorted(folder.rglob("*.js")):
        text = path.read_text("utf-8").removeprefix("document.currentScript.policyCards=")
        found[path.relative_to(folder).as_posix()] = json.loads(text)
    return found


@pytest.mark.builds
def test_a_file_for_each_page_with_entries_and_nothing_that_is_hidden(documents: DocumentSet) -> None:
    documents.write(FILES)
    assert cards(documents.build()) == {
        "a/one.js": {"event-signing": ["Signing", "Event", ["2020"], [], ""]},
        "two.js": {"event-later": ["Later", "Event", ["2024"], [], "Later than that."]},
    }
    assert cards(documents.build(policyrefs_as_of="2022")).keys() == {"a/one.js"}


@pytest.mark.builds
def test_later_builds_leave_what_a_clean_one_would(documents: DocumentSet) -> None:
    documents.write(FILES)
    first = documents.build()
    kept = first.out / FOLDER / "two.js"
    kept.touch()
    stamp = kept.stat().st_mtime_ns
    documents.write({"a/one.rst": None, "index.rst": "Start\n=====\n\n.. toctree::\n\n   two\n"})
    second = documents.build()
    assert kept.stat().st_mtime_ns == stamp
    assert second.files().keys() == documents.build(place="clean").files().keys()
    assert not (second.out / FOLDER / "a").exists()
    assert cards(second) == cards(documents.build(place="workers", jobs=2))


@pytest.mark.builds
def test_cards_are_made_anew_only_where_the_record_may_be_another(
    documents: DocumentSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def counted(cells: Cells, entry: Any) -> Card:
        made.append(entry.id)
        return card(cells, entry)

    monkeypatch.setattr("sphinx_policyrefs.views.card.card", counted)
    documents.write(FILES)
    first = documents.build()
    assert len(made) == 2
    assert documents.build().files() == first.files()
    assert len(made) == 2
    (first.out / FOLDER / "two.js").unlink()
    assert len(cards(documents.build())) == 2
    assert len(made) == 4
    documents.write({"two.rst": FILES["two.rst"].replace("Later than", "Long after")})
    build = documents.build()
    assert cards(build)["two.js"]["event-later"][4] == "Long after that."
    assert build.files() == documents.build(place="clean").files()


@pytest.mark.builds
def test_another_name_of_a_kind_is_on_its_cards(documents: DocumentSet) -> None:
    documents.write({"index.rst": "T\n=\n\n.. policy:hearing:: First\n   :id: first\n"})
    for label in ("Hearing", "Meeting"):
        kinds = {"hearing": {"label": label, "plural": f"{label}s", "about": "A meeting.", "fields": {}}}
        assert cards(documents.build(policyrefs_kinds=kinds))["index.js"]["hearing-first"][1] == label


@pytest.mark.builds
def test_previews_can_be_turned_off_and_on(documents: DocumentSet) -> None:
    documents.write(FILES)
    build = documents.build()
    script = 'src="_static/policyrefs-previews.js'
    assert script in build.read("index.html")
    assert b'["a/one", "two"]' in build.files()[PAGES]
    build = documents.build(policyrefs_previews=False)
    assert script not in build.read("index.html")
    assert PAGES not in build.files()
    assert not (build.out / FOLDER).exists()
    build = documents.build()
    assert script in build.read("index.html")
    assert len(cards(build)) == 2


@pytest.mark.builds
@pytest.mark.parametrize("builder", ["singlehtml", "epub", "text"])
def test_other_formats_have_none(documents: DocumentSet, builder: str) -> None:
    documents.write(FILES)
    files = documents.build(builder).files()
    assert not [name for name in files if "previews" in name or "cards" in name or name.endswith("filter.js")]
    assert not [
        name for name, data in files.items() if b"policyrefs-previews" in data and name.endswith("html")
    ]


@pytest.mark.builds
def test_pages_without_references_bring_no_script(documents: DocumentSet) -> None:
    documents.write(
        {"index.rst": "Start\n=====\n\n.. toctree::\n\n   record\n", "record.rst": FILES["two.rst"]}
    )
    assert "policyrefs" not in documents.build().read("index.html")


@pytest.mark.parametrize(
    ("uri", "file"),
    [
        ("index.html", "index.js"),
        ("a/b.html", "a/b.js"),
        ("", "index.js"),
        ("a/b/", "a/b/index.js"),
        ("a/v1.2.html", "a/v1.2.js"),
        ("the%20page.xhtml", "the page.js"),
        ("bare", "bare.js"),
    ],
)
def test_the_file_of_a_page_follows_from_its_address(uri: str, file: str) -> None:
    assert file_of(uri) == file


def test_a_card_has_dates_marks_and_the_first_paragraph() -> None:
    graph = graph_of(
        entry("party", "acme", "Acme Corporation"),
        entry(
            "legal-action", "case", "Acme v. Board", filed="2020-05-07", decided="2020~", confidence="disputed",
            text=["By ", ("party", "acme", ""), ", in ", ("value", "case.filed", ""), "."],
        ),
        entry("discrepancy", "when", about="case"),
    )  # fmt: skip
    assert card(Cells(graph, Wording()), graph.entries["case"]) == Card(
        "Acme v. Board",
        "Legal action",
        ("Filed: May 7, 2020", "Decided: about 2020"),
        (("disputed", "disputed"), ("open-discrepancy", "open discrepancy")),
        "By Acme Corporation, in May 7, 2020.",
    )


@pytest.mark.parametrize("text", ["word " * 100, "字" * 500, "a" * 500])
def test_long_texts_are_cut_between_words_where_there_are_some(text: str) -> None:
    found = shortened(text)
    assert len(found) <= LENGTH + 1
    assert len(found) > LENGTH // 2
    assert found.endswith(("word…", "字…", "a…"))
    assert shortened("short\n text") == "short text"
