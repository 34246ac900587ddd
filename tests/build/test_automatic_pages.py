"""The general index and the pages that appear by themselves: what they hold, and when they are written."""

from __future__ import annotations

import json
import os
import pickle
from typing import TYPE_CHECKING, Any

import pytest
from support import App
from twins import Twins

from sphinx_policyrefs.config import WrongValueError
from sphinx_policyrefs.records.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from support import Build, DocumentSet

pytestmark = pytest.mark.builds

PAGES = {
    "index.rst": """\
        Record
        ======

        .. toctree::

           more
           last

        .. party:: The Company

        .. legal-action:: Company v. State
           :filed: 2024-05-07

        .. instrument:: The Act
           :signed: 2024-04-24

        .. agreement:: The deal
           :signed: 2025

        .. source:: The Gazette
        """,
    "more.rst": """\
        More
        ====

        .. event:: It begins
           :date: 2020-08-06

        .. statement:: It must end
           :date: 2021
           :speaker: the-company

        .. claim:: It never was
           :id: never

        .. issue:: Who may own it?

        .. index:: word of the author
        """,
    "last.rst": "Last\n====\n\nProse.\n",
}
NAMES = ["The Company", "Company v. State", "The Act", "The deal", "The Gazette"]
SENTENCES = ["It begins", "It must end", "It never was", "Who may own it?"]
AUTOMATIC = ["genindex.html", "policy-chronology.html", "policy-legal-actions.html", "policy-parties.html"]


@pytest.fixture
def record(documents: DocumentSet) -> DocumentSet:
    documents.write(PAGES)
    return documents


def indexed(text: str) -> list[str]:
    """Return which titles stand in the text of an index."""
    return [title for title in (*NAMES, *SENTENCES, "word of the author") if title in text]


def latex_lines(build: Build) -> str:
    text = next(build.out.glob("*.tex")).read_text("utf-8")
    return "\n".join(line for line in text.splitlines() if r"\index{" in line)


def test_the_general_index_holds_names(record: DocumentSet) -> None:
    html = record.build()
    assert indexed(html.read("genindex.html")) == [*NAMES, "word of the author"]
    search = html.read("searchindex.js")
    # Sphinx divides names at periods.
    assert {title for title in (*NAMES, *SENTENCES) if f'"{title.rpartition(".")[2]}"' not in search} == set()
    chosen = {"policyrefs_index_kinds": ["event", "claim"]}
    for kinds, shown in ({}, NAMES), (chosen, ["It begins", "It never was"]):
        assert indexed(latex_lines(record.build("latex", **kinds))) == [*shown, "word of the author"]
        epub = record.build("epub", epub_show_urls="no", version="1", epub_identifier="x", **kinds)
        assert indexed(epub.read("genindex.xhtml")) == [*shown, "word of the author"]
    html = record.build(**chosen)
    assert indexed(html.read("genindex.html")) == ["It begins", "It never was", "word of the author"]
    html = record.build(policyrefs_index_kinds=False)
    assert indexed(html.read("genindex.html")) == ["word of the author"]


def test_a_kind_of_ones_own_may_be_one_of_names(record: DocumentSet) -> None:
    record.write({"last.rst": "Last\n====\n\n.. vessel:: The Ship\n\n.. voyage:: It sails\n"})
    kinds = {"vessel": {"named": True, "fields": {}}, "voyage": {"fields": {}}}
    index = record.build(policyrefs_kinds=kinds).read("genindex.html")
    assert "The Ship" in index
    assert "It sails" not in index
    assert [name for name, kind in KINDS.items() if kind.named] == [
        "party", "legal-action", "instrument", "agreement", "source",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (["event", "partys"], "policyrefs_index_kinds: 'partys' is not a kind; did you mean 'party'?"),
        ([["event"]], "policyrefs_index_kinds: ['event'] is not a kind; did you mean 'event'?"),
        ([7], "policyrefs_index_kinds: 7 is not a kind; write some of event, party, legal-action, "),
        ("party", "policyrefs_index_kinds: write True or False or a list, not 'party'"),
    ],
)
def test_what_is_not_a_kind_is_told(record: DocumentSet, tmp_path: Path, value: Any, message: str) -> None:
    with pytest.raises(WrongValueError) as told:
        App("html", record.src, tmp_path / "out", confoverrides={"policyrefs_index_kinds": value})
    assert str(told.value).startswith(message)


def written(record: DocumentSet, twins: Twins, *, thrifty: bool = True) -> list[str]:
    """Return which of the pages a build writes, which leaves what a clean one does."""
    out = record.root / "build" / "html"
    times = {name: (out / name).stat().st_mtime_ns for name in AUTOMATIC}
    twins.check(thrifty=thrifty)
    return [name for name, time in times.items() if (out / name).stat().st_mtime_ns != time]


def test_they_are_written_when_they_differ(record: DocumentSet) -> None:
    twins = Twins(record, config={"html_theme": "alabaster"})
    twins.build()
    assert written(record, twins) == []
    record.write({"last.rst": "Last\n====\n\nOther prose.\n"})
    assert written(record, twins) == []
    record.write({"more.rst": PAGES["more.rst"].replace("2020-08-06", "2020-08-07")})
    assert written(record, twins) == ["policy-chronology.html"]
    record.write({"index.rst": PAGES["index.rst"].replace("The Company", "The Firm")})
    assert "policy-parties.html" in written(record, twins, thrifty=False)
    # Their sidebar shows it.
    record.write({"last.rst": "At last\n=======\n\nOther prose.\n"})
    assert written(record, twins) == AUTOMATIC


@pytest.mark.parametrize("name", AUTOMATIC)
def test_one_that_is_gone_is_written_again(record: DocumentSet, name: str) -> None:
    twins = Twins(record)
    (twins.build().out / name).unlink()
    twins.check(thrifty=False)


def test_inventory_and_search_index_are_written_when_they_differ(record: DocumentSet) -> None:
    twins = Twins(record)
    twins.build()
    files = [record.root / "build" / "html" / name for name in ("objects.inv", "searchindex.js")]

    def dumped(**changes: str | None) -> list[str]:
        record.write({f"{name}.rst": text for name, text in changes.items()})
        times = {file: file.stat().st_mtime_ns if file.is_file() else 0 for file in files}
        twins.check(thrifty=False)
        return [file.name for file, time in times.items() if file.stat().st_mtime_ns != time]

    assert dumped() == []
    assert dumped(last="Last\n====\n\nOther prose.\n") == ["searchindex.js"]
    assert dumped(last="Last\n====\n\n.. _part:\n\nA part\n------\n") == ["objects.inv", "searchindex.js"]
    assert dumped(more=PAGES["more.rst"].replace("2020-08-06", "2020-08-07")) == ["searchindex.js"]
    assert dumped(more=PAGES["more.rst"].replace("begins", "goes on")) == ["objects.inv", "searchindex.js"]
    assert dumped(last=None) == ["objects.inv", "searchindex.js"]
    files[0].unlink()
    assert dumped() == ["objects.inv"]
    twins.config["version"] = "2"
    assert dumped() == ["objects.inv", "searchindex.js"]


def test_they_follow_theme_template_and_what_they_link(record: DocumentSet) -> None:
    """Sphinx leaves documents with the old checksum of a style sheet; these pages have always had the new one."""
    (record.src / "_templates").mkdir()
    (record.src / "_static").mkdir()
    footer = record.src / "_templates" / "layout.html"
    sheet = record.src / "_static" / "own.css"
    footer.write_text('{% extends "!layout.html" %}{% block footer %}First{% endblock %}', "utf-8")
    sheet.write_text("a {}", "utf-8")
    config = {
        "html_theme": "basic",
        "templates_path": ["_templates"],
        "html_static_path": ["_static"],
        "html_css_files": ["own.css"],
    }
    twins = Twins(record, config=config)
    twins.build()
    footer.write_text('{% extends "!layout.html" %}{% block footer %}Second{% endblock %}', "utf-8")
    later = os.stat(record.root / "build" / "html" / "index.html").st_mtime + 2  # noqa: PTH116
    os.utime(footer, (later, later))
    assert written(record, twins, thrifty=False) == AUTOMATIC
    twins.config = {**config, "html_theme": "classic"}
    assert written(record, twins, thrifty=False) == AUTOMATIC
    sheet.write_text("b {}", "utf-8")
    build = twins.build()
    clean = twins.clean()
    assert [name for name in AUTOMATIC if build.read(name) != clean.read(name)] == []


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml"])
def test_other_builders_leave_what_a_clean_build_does(record: DocumentSet, builder: str) -> None:
    twins = Twins(record, config={"html_split_index": True})
    twins.build(builder)
    record.write({"more.rst": PAGES["more.rst"].replace("It begins", "It goes on")})
    twins.check(builder, thrifty=False)


@pytest.mark.filterwarnings("ignore:'sphinxcontrib.serializinghtml")  # it uses what Sphinx is to remove
@pytest.mark.parametrize(("builder", "read"), [("json", json.loads), ("pickle", pickle.loads)])
def test_builders_that_serialize_pages_get_lists(
    record: DocumentSet, builder: str, read: Callable[[bytes], Any]
) -> None:
    def parties() -> Any:
        out = record.build(builder).out
        ((_heading, entries),) = read((out / f"policy-parties.f{builder}").read_bytes())["content"]
        return [entry[0] for entry in entries]

    assert parties() == ["The Company"]
    record.write({"index.rst": PAGES["index.rst"].replace("The Company", "The Firm")})
    assert parties() == ["The Firm"]
