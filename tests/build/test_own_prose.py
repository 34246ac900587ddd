"""The prose of pages as it is read for the review: what is authors' prose, as a reader sees it, and its references."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from sphinx_policyrefs import cli

if TYPE_CHECKING:
    from support import DocumentSet

pytest.importorskip("nupunkt")

PAGES = {
    "conf.py": 'extensions = ["sphinx_policyrefs", "myst_parser"]\nproject = "The bridge"\nhtml_copy_source = False\n',
    "index.rst": """
        On 1 January 2020 the heading cost $1 million
        =============================================

        .. event:: The board closes the bridge
           :id: closed
           :date: 2021-03-05
           :sources: minutes

           On 2 January 2020 the body cost $2 million.

        .. source:: Minutes of the board
           :id: minutes

        .. party:: Board of Bays
           :id: board

        On 3 January 2020 the :party:`board`
        paid $3 million. On 4 January 2020 it paid $4 million (:event:`closed`). On 5 January
        2020 it paid $5 million. [#a]_ On 6 January 2020 it paid $6 million. [#b]_

        .. only:: internal

           On 7 January 2020 it paid $7 million.

        .. code-block:: text

           On 8 January 2020 it paid $8 million.

        On 9 January 2020 it paid :policy:value:`closed.date` and $9 million. On 10 January 2020 it paid $10
        million. :policy:cite:`minutes @ 3`

        .. chronology::

        It was :event:`shut <closed>` on 6 March 2021.

        .. [#a] :source:`minutes`.
        .. [#b] See $6 million.

        .. toctree::

           more
        """,
    "more.md": """
        # More

        On 11 January 2020 the {party}`board` paid $11 million.

        - On 12 January 2020 it paid $12 million.{policy:cite}`minutes @ 4`

        On 13 January 2020 it paid {evnt}`closed` $13 million.
        """,
}


def reviewed(documents: DocumentSet, capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert cli.main(["review", str(documents.src), *arguments]) == 0
    out = capsys.readouterr().out
    return json.loads(out) if "json" in arguments else out


def test_authors_prose_is_reviewed(documents: DocumentSet, capsys: pytest.CaptureFixture[str]) -> None:
    documents.write(dict(PAGES))
    found = reviewed(documents, capsys, "--format", "json")
    assert [(s["page"], s["line"], s["text"], s["findings"]) for s in found["sentences"]] == [
        ("index", 17, "On 3 January 2020 the Board of Bays paid $3 million.", ["unreferenced-sentence"]),
        (
            "index",
            18,
            "On 4 January 2020 it paid $4 million (The board closes the bridge).",
            ["prose-differs"],
        ),
        ("index", 19, "On 6 January 2020 it paid $6 million.", ["unreferenced-sentence"]),
        ("index", 34, "It was shut on 6 March 2021.", ["prose-differs"]),
        ("more", 3, "On 11 January 2020 the Board of Bays paid $11 million.", ["unreferenced-sentence"]),
        # What MyST says of a role that there is not is no sentence of the author's.
        ("more", 7, "On 13 January 2020 it paid $13 million.", ["unreferenced-sentence"]),
    ]
    assert found["sentences"][3]["candidates"][0]["differs"] == [
        {"what": "date", "text": "6 March 2021", "record": "2021-03-05"}
    ]
    text = reviewed(documents, capsys)
    assert "index.rst:34  It was shut on 6 March 2021." in text
    page = reviewed(documents, capsys, "--format", "html")
    assert "index.rst:34" in page
    assert "<script" not in page
    build = documents.build()
    assert sum("says 2021-03-06 and refers to closed" in line for line in build.warnings) == 1


def differing(documents: DocumentSet, **options: Any) -> list[str]:
    return [line for line in documents.build(**options).warnings if "[policyrefs.prose-differs]" in line]


def test_incremental_builds_tell_what_clean_ones_do(documents: DocumentSet) -> None:
    documents.write(dict(PAGES))
    before = differing(documents)
    assert len(before) == 2
    # Prose that nobody touched, once its evidence has other dates, or a title that its sentences are made of.
    index = PAGES["index.rst"]
    documents.write({"index.rst": index.replace(":date: 2021-03-05", ":date: 2021-03-06")})
    assert differing(documents) == differing(documents, place="clean-1")
    title = index.replace("The board closes the bridge", "The board of St. Ives closes the bridge. On 9 May")
    documents.write({"index.rst": title})
    assert differing(documents) == differing(documents, place="clean-2") != before
    documents.write({"index.rst": index, "more.md": "# More\n\nOn 4 May 2021 it was {event}`closed`.\n"})
    assert len(differing(documents)) == 3
    assert differing(documents, place="clean-3", jobs=2) == differing(documents, place="clean-4")
    # What was found in them is kept where no text has changed, and what shows it may.
    documents.write({"more.md": "# More\n\nNothing.\n"})
    assert differing(documents) == before
    assert len(differing(documents, tags=["internal"])) == 2


def test_what_takes_prose_apart_is_not_loaded_in_vain(
    documents: DocumentSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A project whose prose says no date beside a dated entry loads nothing for it."""
    entry = "A page\n======\n\n.. event:: The bridge closes\n   :id: closed\n   :date: 2021-03-05\n"
    documents.write({"index.rst": f"{entry}\nSee :event:`closed`.\n"})
    assert [n for n in documents.loaded() if n.startswith(("nupunkt", "sphinx_policyrefs.review."))] == []
    # Of other prose is kept what was found in it.
    documents.write({"index.rst": f"{entry}\nSee :event:`closed`, 2 of 9 in 2020.\n"})
    found = differing(documents)
    assert len(found) == 1
    monkeypatch.setattr("sphinx_policyrefs.review.own_blocks.spans", None)
    documents.write({"other.rst": ":orphan:\n\nOther\n=====\n\nIn 2021 it rained.\n"})
    assert differing(documents) == found
