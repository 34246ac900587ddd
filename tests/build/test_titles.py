"""Titles with markup: every output says what a reader sees, in both syntaxes and from data files."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from support import Build, DocumentSet

CONF = """
    extensions = ["sphinx_policyrefs", "sphinxcontrib.bibtex", "myst_parser"]
    bibtex_bibfiles = ["r.bib"]
    policyrefs_exports = ["json", "csv", "atom"]
    policyrefs_data = ["record.yaml"]
    myst_enable_extensions = ["colon_fence", "substitution"]
    myst_substitutions = {"law": "PAFACA"}
"""
INDEX = """
    Start
    =====

    .. toctree::

       rest
       myst
       other
       bibliography
"""
REST = """
    In reStructuredText
    ===================

    .. event:: :party:`tiktok` sues
       :id: a
       :date: 2024-05-07

    .. event:: The Act is signed [#]_
       :date: 2024-04-24
       :short: :party:`tiktok`'s day

    .. event:: A first warning :cite:p:`k2000`
       :id: c
       :date: 2020-01-01

    .. event:: Judgment, see :ref:`sec` on :doc:`other` of :policy:value:`a.date`
       :id: d
       :date: 2024-12-06

    See :event:`a` and :event:`The Act is signed`, that is :event:`TikTok Inc.'s day`.

    .. [#] Division H.
"""
MYST = """
    # In Markdown

    :::{event} *{party}`tiktok`* loses[^n]
    :id: m
    :date: 2024-12-07
    :short: "{{ law }} holds"
    :::

    :::{event} {{ law }} is read, see [](#sec)
    :id: n
    :date: 2024-12-08
    :::

    [^n]: A note.
"""
OTHER = """
    Other page
    ==========

    .. party:: TikTok Inc.
       :id: tiktok

    .. chronology::

    See :event:`a`, :event:`data` and :event:`m`.

    .. _sec:

    A section
    ---------

    Text.
"""
DATA = """
    - kind: event
      id: data
      title: ":party:`tiktok` speaks, see :ref:`sec` [#]_ {{ law }}"
      date: 2024-12-09
"""
BIB = "@book{k2000, title={T}, author={Ann Bee}, year={2000}, publisher={P}}\n"
TITLES = {
    "a": "TikTok Inc. sues",
    "the-act-is-signed": "The Act is signed",
    "c": "A first warning",
    "d": "Judgment, see A section on Other page of May 7, 2024",
    "m": "TikTok Inc. loses",
    "n": "PAFACA is read, see A section",
    "data": "TikTok Inc. speaks, see A section PAFACA",
    "tiktok": "TikTok Inc.",
}


@pytest.fixture
def marked(documents: DocumentSet) -> DocumentSet:
    documents.write(
        {
            "conf.py": CONF,
            "index.rst": INDEX,
            "rest.rst": REST,
            "myst.md": MYST,
            "other.rst": OTHER,
            "record.yaml": DATA,
            "r.bib": BIB,
            "bibliography.rst": "Bibliography\n============\n\n.. bibliography::\n",
        }
    )
    return documents


def exported(build: Build) -> dict[str, str]:
    return {e["id"]: e["title"] for e in json.loads(build.read("_policyrefs/policyrefs.json"))["entries"]}


def text(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", page).split())


@pytest.mark.filterwarnings("ignore:.*MystReferenceResolver")
def test_titles_are_what_a_reader_sees_and_follow_what_they_name(marked: DocumentSet) -> None:
    build = marked.build()
    assert build.warnings == []
    assert exported(build) == TITLES
    page = text(build.read("other.html"))
    for id_ in TITLES.keys() - {"tiktok"}:
        assert TITLES[id_] in page, id_
    assert "See TikTok Inc. sues, TikTok Inc. speaks, see A section PAFACA and TikTok Inc. loses." in page
    rest = build.read("rest.html")
    assert "See TikTok Inc. sues and The Act is signed, that is The Act is signed." in text(rest)
    contents = re.search(r'href="#event-a"[^>]*>(.*?)</a>', rest)
    assert contents is None or text(contents[1]) in ("TikTok Inc. sues", "¶")
    assert "tiktok sues" not in rest + build.read("index.html")
    shorts = {
        e["id"]: e["short"]
        for e in json.loads(build.read("_policyrefs/policyrefs.json"))["entries"]
        if "short" in e
    }
    assert shorts == {"the-act-is-signed": "TikTok Inc.'s day", "m": "PAFACA holds"}
    search = build.read("searchindex.js")
    assert '"TikTok Inc":' in search  # Sphinx divides names at their dots
    assert "tiktok sues" not in search

    marked.write(
        {
            "other.rst": OTHER.replace("TikTok Inc.", "ByteDance").replace(
                "A section\n    ---------", "A part\n    ------"
            )
        }
    )
    again = marked.build()
    clean = marked.build(place="clean")
    assert again.files().keys() == clean.files().keys()
    assert [
        f for f, content in again.files().items() if content != clean.files()[f] and f != "environment.pickle"
    ] == []
    assert exported(again)["n"] == "PAFACA is read, see A part"
    assert "ByteDance sues" in again.read("rest.html")
