"""What a build loads: nothing that it does not use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from support import App

from sphinx_policyrefs.adapter.stand_ins import ORDERS
from sphinx_policyrefs.later import PLACES, load
from sphinx_policyrefs.views import VIEWS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from support import DocumentSet

pytestmark = pytest.mark.builds

RECORD = """\
Record
======

.. party:: The Company

.. source:: The Act

.. event:: It begins
   :date: 2021
   :parties: the-company
   :sources: the-act @ 3

Prose that says "some words" of :event:`it-begins`.

.. chronology::
"""
#: Of the package, what a build of a record loads only where it reads or writes.
UNUSED = re.compile(
    r"sphinx_policyrefs\.(settings|extend|cli|imports|editing|commands|documents|changes|review|checks"
    r"|exports\.|evidence\.(?!locators)|records\.(citecheck|exported)"
    r"|adapter\.(reporting|own_prose|signoffs|sentence_marks|published_copies"
    r"|exporting\.baselines|references\.(federation|targets)|incremental\.(page_digests|withheld)"
    r"|pages\.(bodies|render|transforms|visitors)|pictures\.(diagrams|svg|tikz)"
    r"|reading\.(?!data_files)))"
)
#: Libraries of extras, and what Sphinx loads for itself alone where it needs it.
LIBRARIES = re.compile(
    r"(bibtexparser|docx|eyecite|holidays|icalendar|lxml|markdown_it|nupunkt|openpyxl|pdfminer|yaml)\b"
)


def among(modules: Iterable[str], *patterns: re.Pattern[str]) -> list[str]:
    """Return the modules that one of some patterns matches."""
    return [name for name in modules if any(pattern.match(name) for pattern in patterns)]


def test_a_project_without_a_record_loads_hardly_anything(documents: DocumentSet) -> None:
    documents.write({"index.rst": "Prose\n=====\n\nNo more than this.\n"})
    documents.loaded()
    ours = {name for name in documents.loaded() if name.startswith("sphinx_policyrefs")}
    assert among(ours, UNUSED) == []
    assert not {"sphinx_policyrefs.records.graph", "sphinx_policyrefs.views.base"} & ours
    assert len(ours) < 50


def test_an_unchanged_record_loads_what_it_is_made_of_alone(documents: DocumentSet) -> None:
    documents.write({"index.rst": RECORD})
    documents.loaded()
    modules = documents.loaded()
    assert among(modules, UNUSED, LIBRARIES) == []


#: What a build that reads and writes a small record loads for other ones alone: data files, pictures, baselines.
ELSEWHERE = re.compile(
    r"sphinx_policyrefs\.(cli|imports|editing|commands|documents|changes|review|checks\.reporters|exports\."
    r"|adapter\.(exporting\.baselines|pictures\.(diagrams|svg|tikz))"
    r"|views\.(timeline|docket|dossier|listings|claim_review|relations|coverage|whats_new|diagrams"
    r"|pictures\.(axis|layout|drawing)))"
)


def test_a_build_that_reads_loads_the_views_of_its_pages_alone(documents: DocumentSet) -> None:
    documents.write({"index.rst": RECORD})
    modules = documents.loaded()
    assert "sphinx_policyrefs.views.chronology" in modules
    assert among(modules, ELSEWHERE, LIBRARIES) == []


#: What no command loads where nothing has changed: what reads, writes, imports, and reviews what others wrote.
IDLE = re.compile(
    r"sphinx_policyrefs\.(extend|editing|imports\.(importing|published|update|written)"
    r"|documents\.(?!model)|review\.(comparing|date_forms|names|page|reading|said|sheet|terms)"
    r"|adapter\.(incremental\.(page_digests|withheld)|pages\.(bodies|render|transforms|visitors)"
    r"|pictures\.(diagrams|svg|tikz)|reading\.(directives|roles)|exporting\.baselines)"
    r"|views\.(chronology|base|index))"
)


@pytest.mark.parametrize("command", ["check", "export", "review"])
def test_a_command_loads_what_it_looks_with_alone(documents: DocumentSet, command: str) -> None:
    documents.write({"index.rst": RECORD})
    documents.loaded(command)
    modules = documents.loaded(command)
    assert among(modules, IDLE, LIBRARIES) == []


def test_there_is_something_at_each_place(tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text('extensions = ["sphinx_policyrefs"]\n')
    (tmp_path / "index.rst").write_text("Prose\n=====\n")
    App(srcdir=tmp_path).cleanup()
    assert len(PLACES) > 40
    seen: set[str] = set()
    while places := PLACES - seen:  # what is loaded may name further ones
        assert [place for place in places if load(place) is None] == []
        seen |= places
    assert {place: load(place).default_priority for place in ORDERS} == ORDERS


def test_each_view_is_at_its_own_name() -> None:
    assert [name for name, view in VIEWS.items() if view.name != name] == []
