"""Drafts of claims that nobody has judged are on no page and in no export, but where conf.py shows them."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import DocumentSet

pytestmark = pytest.mark.builds

#: Stands in all that is of a draft.
CANARY = b"quokka"

FILES = {
    "conf.py": """
        extensions = ["sphinx_policyrefs", "myst_parser"]
        myst_enable_extensions = ["colon_fence"]
        policyrefs_data = ["claims.yaml"]
        policyrefs_exports = ["json", "csv", "jsonld"]
        html_copy_source = False
    """,
    "index.rst": """
        Claims
        ======

        .. toctree::

           more

        See :claim:`the first one <quokka-one>` and :claim:`judged`.

        .. source:: An article
           :id: article

        .. event:: The vote
           :id: vote
           :date: 2020-02-03
           :sources: article

        .. claim:: The quokka vote was close
           :id: quokka-one
           :made-in: article @ 1.1.1 "The quokka vote was close."
           :evidence: vote
           :review: draft

           A body about a :event:`vote` and a quokka.

        .. claim:: The vote was in June
           :id: judged
           :made-in: article @ 1.1.2 "The vote was in June."
           :evidence: vote
           :review: draft
           :verdict: misleading
           :response: article @ 3 "We stand by it."

        .. claim:: The vote was late
           :id: unfinished
           :made-in: article @ 1.1.3
           :verdict: opinion
           :review: draft

        .. claim-review:: article

        .. policy:entries:: claims.yaml
    """,
    "more.md": """
        # More

        :::{claim} A quokka in Markdown
        :made-in: article @ 1.2.1
        :review: draft
        :::
    """,
    "claims.yaml": """
        - {kind: claim, id: quokka-data, title: A quokka as data, made-in: article @ 1.3.1, review: draft}
    """,
}


def test_drafts_are_published_only_where_conf_py_says_so(tmp_path: Path) -> None:
    documents = DocumentSet(tmp_path)
    documents.write(FILES)
    build = documents.build()
    assert build.warnings == []
    assert [name for name, content in build.files().items() if CANARY in content.lower()] == []
    assert "misleading" in build.read("index.html")
    assert "3 claims" not in build.read("index.html")
    shown = documents.build(policyrefs_drafts=True)
    told = {name for name, content in shown.files().items() if CANARY in content.lower()}
    assert {"index.html", "more.html", "_policyrefs/policyrefs.json"} <= told
    again = documents.build()
    assert again.files() == build.files()


def test_pages_that_hold_drafts_are_not_copied_unsaid(tmp_path: Path) -> None:
    documents = DocumentSet(tmp_path)
    documents.write({"index.rst": FILES["index.rst"].split(".. policy:entries")[0].replace("   more\n", "")})
    (message,) = [w for w in documents.build().warnings if "source" in w and "toctree" not in w]
    assert "a draft of a claim" in message
