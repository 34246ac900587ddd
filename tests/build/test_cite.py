"""Citations in prose: the role `policy:cite` and its notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unittest.mock import ANY

import pytest
from support import DocumentSet

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.builds

SOURCES = """
    Sources
    =======

    .. source:: Minutes of the board
       :id: minutes
       :short: Minutes

    .. source:: Report on the bridge
       :id: report
       :published: 2024-06-01

    .. passage::
       :id: closing
       :source: minutes
       :locator: p. 7

       the bridge is closed

    .. policy:statements::
       :show: body
    """

RST = """
    Prose
    =====

    The board voted [#own]_ to close it.\\ :policy:cite:`minutes @ p. 3 "to close the bridge; at once"` Later it was
    opened :policy:cite:`report @ § 2(c) "shall be reopened" "without delay"; minutes @ 9; closing`, and closed
    again :policy:cite:`minutes @ p. 3 "to close the bridge; at once"`.

    .. only:: internal

       Hidden. :policy:cite:`report @ 11 "kept within"`

    .. statement:: Closed :policy:cite:`minutes @ 1`
       :id: closed
       :date: 2024-05-03
       :sources: minutes

       So says the body. :policy:cite:`report @ 12`

    .. [#own] A note of the author.
    """

MYST = """
    # Prose

    The board voted[^own] to close it.{policy:cite}`minutes @ p. 3 "to close the bridge; at once"` Later it was
    opened {policy:cite}`report @ § 2(c) "shall be reopened" "without delay"; minutes @ 9; closing`, and closed
    again {policy:cite}`minutes @ p. 3 "to close the bridge; at once"`.

    :::{only} internal
    Hidden. {policy:cite}`report @ 11 "kept within"`
    :::

    :::{statement} Closed {policy:cite}`minutes @ 1`
    :id: closed
    :date: 2024-05-03
    :sources: minutes

    So says the body. {policy:cite}`report @ 12`
    :::

    [^own]: A note of the author.
    """

#: The notes in the order of their marks; that of the hidden part is missing.
NOTES = [
    "A note of the author.",
    "Minutes of the board, p. 3: “to close the bridge; at once”.",
    (
        "Report on the bridge, § 2(c): “shall be reopened” “without delay”; Minutes of the board, 9; Minutes of the "
        "board, p. 7: “the bridge is closed”."
    ),
    "Minutes of the board, 1.",
    "Report on the bridge, 12.",
]


def project(tmp_path: Path, suffix: str) -> DocumentSet:
    """Return a project whose page of prose is written in one of the syntaxes."""
    documents = DocumentSet(tmp_path)
    index = "Index\n=====\n\n.. toctree::\n\n   prose\n   sources\n"
    documents.write(
        {"index.rst": index, "sources.rst": SOURCES, f"prose.{suffix}": RST if suffix == "rst" else MYST}
    )
    return documents


SETTINGS = {"extensions": ["sphinx_policyrefs", "myst_parser"], "myst_enable_extensions": ["colon_fence"]}


def notes(text: str) -> list[str]:
    """Return the notes of a page of plain text, by number."""
    found = re.findall(r"^ *\[(\d+)\] ((?:.+\n)+)", text, re.MULTILINE)
    return [" ".join(note.split()) for _number, note in sorted(found, key=lambda item: int(item[0]))]


@pytest.mark.parametrize("suffix", ["rst", "md"])
def test_notes(tmp_path: Path, suffix: str) -> None:
    documents = project(tmp_path, suffix)
    text = documents.build("text", **SETTINGS)
    assert text.warnings == []
    assert sorted(notes(text.read("prose.txt"))) == sorted(NOTES)
    html = documents.build("html", nitpicky=True, html_copy_source=False, **SETTINGS)
    assert html.warnings == []
    page = html.read("prose.html")
    # Equal citations share a note, which leads back to both marks.
    assert page.count('href="#policy-note-1"') == 2
    assert (
        '<a class="reference internal" href="sources.html#source-report">Report on the bridge</a>, 12.'
        in page
    )
    for name, content in html.files().items():
        assert b"kept within" not in content, name
    # A body that is shown elsewhere takes its notes along.
    assert "Report on the bridge</a>, 12." in html.read("sources.html")
    assert "Closed\n" in documents.build("text", place="again", **SETTINGS).read("sources.txt")


def test_myst_draws_no_rule_above_notes_that_stand_elsewhere(tmp_path: Path) -> None:
    documents = project(tmp_path, "md")
    documents.write({
        "prose.md": """
            # Prose

            :::{policy:since} 2024-06-01
            Reopened. {policy:cite}`report @ 11`
            :::
            """
    })  # fmt: skip
    build = documents.build("html", **SETTINGS)
    assert build.warnings == []
    page = build.read("prose.html")
    assert "Report on the bridge</a>, 11." in page
    assert "<hr" not in page.partition('<div class="body"')[2].partition("sphinxsidebar")[0]


@pytest.mark.parametrize("suffix", ["rst", "md"])
def test_notes_of_a_part_from_a_day_on_stand_with_the_others(tmp_path: Path, suffix: str) -> None:
    documents = project(tmp_path, suffix)
    before, after = (".. policy:since::", "") if suffix == "rst" else (":::{policy:since}", ":::")
    role = ":policy:cite:" if suffix == "rst" else "{policy:cite}"
    lines = [
        *("Prose" if suffix == "rst" else "# Prose", "=====" if suffix == "rst" else "", ""),
        *(f"First.\\ {role}`minutes @ 1`", "", f"{before} 2024-06-01", ""),
        *(f"   Reopened.\\ {role}`report @ 11`".removeprefix("   " if after else ""), "", after, ""),
        *(f"Last.\\ {role}`minutes @ 2`", ""),
    ]
    documents.write({f"prose.{suffix}": "\n".join(lines).replace("\\ " if after else "\0", "")})
    build = documents.build("text", **SETTINGS)
    assert build.warnings == []
    text = build.read("prose.txt")
    assert notes(text) == [
        "Minutes of the board, 1.",
        "Report on the bridge, 11.",
        "Minutes of the board, 2.",
    ]
    assert text.index("Last.") < text.index("Report on the bridge, 11.")
    page = documents.build("html", **SETTINGS).read("prose.html")
    assert page.count("footnote-list") == 1
    earlier = documents.build("text", place="earlier", policyrefs_as_of="2024-05-10", **SETTINGS).read(
        "prose.txt"
    )
    assert notes(earlier) == ["Minutes of the board, 1.", "Minutes of the board, 2."]


def test_notes_follow_the_record(tmp_path: Path) -> None:
    documents = project(tmp_path, "rst")
    documents.build("html", **SETTINGS)
    documents.write({"sources.rst": SOURCES.replace("Minutes of the board", "Minutes, corrected")})
    build = documents.build("html", **SETTINGS)
    assert "Minutes, corrected</a>, p. 3: " in build.read("prose.html")


def test_notes_of_later_days(tmp_path: Path) -> None:
    documents = project(tmp_path, "rst")
    page = documents.build("text", policyrefs_as_of="2024-05-10", **SETTINGS).read("prose.txt")
    assert "Report on the bridge" not in page
    assert "Minutes of the board, 9" in page


WRONG = [
    '"minuts" names no source or passage of the record; did you mean minutes? [policyrefs.unknown-reference]',
    'the quotation that begins with "unclosed is not closed; write its closing mark [policyrefs.bad-option]',
    (
        '"closing" is a passage, whose place and words stand with it: delete the place given here, or cite its '
        "source [policyrefs.bad-option]"
    ),
]


def test_wrong_citations_are_told_and_not_lost(tmp_path: Path) -> None:
    documents = project(tmp_path, "rst")
    documents.write({
        "prose.rst": """
            Prose
            =====

            A slip :policy:cite:`minuts @ 3`, and
            one more :policy:cite:`minutes @ 3 "unclosed`, and
            another :policy:cite:`closing @ 4`.
            """
    })  # fmt: skip
    build = documents.build("text", **SETTINGS)
    assert [line.partition(":policy:cite: ")[2] for line in build.warnings] == WRONG
    assert [line.split(":")[1] for line in build.warnings] == ["4", "5", "6"]
    assert notes(build.read("prose.txt"))[:2] == ["minuts @ 3", 'minutes @ 3 "unclosed']


def test_quotations_in_prose_are_compared(tmp_path: Path) -> None:
    documents = DocumentSet(tmp_path)
    documents.write({
        "index.rst": """
            Prose
            =====

            The board called it "a danger to all that cross it".\\ :policy:cite:`minutes @ 3`
            Then :event:`closed` was "a danger to none of them", as the minutes say.
            A slip in a note.\\ :policy:cite:`minutes @ 3 "no danger to anybody"`

            .. only:: never

               :event:`closed` was "not what anybody said".

            .. event:: Closed
               :id: closed
               :date: 2024-05-03
               :sources: minutes

            .. statement:: The chair
               :date: 2024-05-04
               :sources: minutes

               We shall not open it again this year.

                   We shall open it again next year.

            .. source:: Minutes
               :id: minutes
               :copy: minutes.txt
            """,
        "minutes.txt": "They called it a danger to all that cross it. We shall open it again this year.\n",
    })  # fmt: skip
    build = documents.build("html", exclude_patterns=["*.txt"], html_copy_source=False)
    assert [line.partition(": WARNING: ")[::2] for line in build.warnings if "quote" in line] == [
        ("index.rst:5", ANY),
        ("index.rst:6", ANY),
        ("index.rst:23", ANY),
    ]
