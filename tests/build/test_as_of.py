"""Builds of the record as of a day: what was not known then is absent, and every page says so."""

from __future__ import annotations

import re
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from support import DocumentSet

pytestmark = pytest.mark.builds

PAGE = """
    Record
    ======

    .. event:: The Act is signed
       :id: signed
       :date: 2024-04-24

    .. event:: The joint venture closes
       :id: closing
       :date: 2026-01-22

       The new owners take over.

    .. _later:

    .. policy:since:: 2025-01-17

       The Court has let the Act stand.

    .. chronology::
    """


@pytest.mark.parametrize(("builder", "page"), [("html", "index.html"), ("text", "index.txt")])
def test_entries_and_prose_of_later_days_are_absent(documents: DocumentSet, builder: str, page: str) -> None:
    documents.write({"index.rst": PAGE})
    build = documents.build(builder, policyrefs_as_of="2024-12-06", html_copy_source=False)
    text = build.read(page)
    assert build.warnings == []
    assert "The Act is signed" in text
    for later in ("joint venture", "new owners", "The Court"):
        assert later not in text


@pytest.mark.parametrize(
    ("builder", "page"),
    [
        ("html", "later.html"), ("singlehtml", "index.html"), ("epub", "later.xhtml"), ("text", "later.txt"),
        ("latex", "record.tex"), ("texinfo", "record.texi"), ("man", "record.1"), ("xml", "later.xml"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("as_of", ["", "2024-12-06"])
def test_prose_of_later_days_is_in_every_builder(
    documents: DocumentSet, builder: str, page: str, as_of: str
) -> None:
    documents.write({
        "index.rst": "Record\n======\n\n.. toctree::\n\n   later\n",
        "later.rst": """
            Later
            =====

            .. policy:since:: 2025-01-17

               The Court has let the Act stand.

               .. event:: Afterwards
                  :date: 2025-02

                  The sequel.
            """,
    })  # fmt: skip
    build = documents.build(
        builder, policyrefs_as_of=as_of, html_copy_source=False, project="record", copyright="nobody", version="1",
        latex_documents=[("index", "record.tex", "Record", "Nobody", "howto")],
        man_pages=[("index", "record", "Record", [], 1)],
        texinfo_documents=[("index", "record", "Record", "Nobody", "record", "", "", 1)],
    )  # fmt: skip
    assert build.warnings == []
    text = build.read(page)
    for words in ("The Court has let the Act stand.", "Afterwards", "The sequel."):
        assert (words in text) is not bool(as_of), words


def test_each_view_of_an_as_of_build_says_the_day_once(documents: DocumentSet) -> None:
    documents.write({"index.rst": PAGE + "\n    .. event-index::\n\n    .. statements::\n"})
    text = documents.build(policyrefs_as_of="2024-12").read("index.html")
    assert text.count('<p class="policy-as-of">As of December 2024.</p>') == 3
    assert "As of" not in documents.build(place="all").read("index.html")


def test_deadlines_are_open_or_overdue_by_the_day_of_the_build(
    documents: DocumentSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents.write(
        {
            "index.rst": """
                Record
                ======

                .. toctree::

                   deadlines
                   met

                .. event:: The Act is signed
                   :id: signed
                   :date: 2024-04-24

                .. event:: The sale
                   :date: 2024-05-01
                """,
            "deadlines.rst": """
                Deadlines
                =========

                .. deadline:: Sell
                   :from: signed
                   :runs: 270 days
                """,
            "met.rst": """
                Met
                ===

                .. deadline:: Answer
                   :due: 2024-06-01
                   :met-by: the-sale
                """,
        }
    )

    def build(day: int) -> tuple[str, list[str]]:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(day * 86400))
        made = documents.build()
        assert made.warnings == []
        return made.read("deadlines.html"), re.findall(r"writing output\.\.\. \[.*?\] (\S+)", made.status)

    due = 20107  # January 19, 2025, counted from January 1, 1970
    text, _ = build(due)
    assert '<span class="policy-mark policy-open">open</span> as of January 19, 2025' in text
    text, written = build(due + 1)
    assert '<span class="policy-mark policy-overdue">overdue</span> as of January 20, 2025' in text
    assert written == ["deadlines"]  # "met" shows no day
    assert build(due + 1)[1] == []


def test_claim_review_needs_no_source_but_takes_no_other_entry(documents: DocumentSet) -> None:
    documents.write(
        {
            "index.rst": """
                Review
                ======

                .. source:: The article

                .. claim:: It is so
                   :made-in: the-article @ B2
                   :verdict: wrong
                   :evidence: the-article

                   It is not.

                .. claim-review::

                .. claim-review:: the-article

                .. claim-review:: it-is-so
                """
        }
    )
    build = documents.build()
    (warning,) = build.warnings
    assert "index.rst:17" in warning
    assert "is a claim, where a source belongs" in warning
    assert build.read("index.html").count("It is not.</td>") == 2


def test_the_search_index_knows_nothing_of_later_days(documents: DocumentSet) -> None:
    documents.write(
        {
            "index.rst": """
                Record
                ======

                .. legal-action:: Acme v. Roe
                   :docket: Okapinumber
                   :filed: 2020-01-02
                   :decided: 2024-12-06
                   :citation: 122 Okapireports 930

                .. event:: A hearing
                   :date: 2025-01-01
                   :short: Okapishort
                   :no-typesetting:
                """
        }
    )
    for as_of, known in (
        ("2024-01-01", {"okapinumb"}),
        ("", {"okapinumb", "okapireport", "okapishort"}),
        ("2024-01-01", {"okapinumb"}),
    ):
        build = documents.build(policyrefs_as_of=as_of, html_copy_source=False)
        assert set(re.findall("okapi[a-z]+", build.read("searchindex.js"))) == known


def test_what_is_outside_the_record_stays_on_its_page(documents: DocumentSet) -> None:
    text = "Record\n======\n\n.. event:: A talk\n   :date: 2025\n\n"
    text += ".. event:: Our draft\n   :id: a-talk\n   :date: 2025\n   :no-index:\n"
    documents.write({"index.rst": text})
    page = documents.build("text", policyrefs_as_of="2024-01-01").read("index.txt")
    assert "A talk" not in page
    assert "Our draft" in page


def test_a_heading_in_a_block_of_later_prose_stays_in_it(documents: DocumentSet) -> None:
    pytest.importorskip("myst_parser")
    documents.write(
        {
            "conf.py": 'extensions = ["sphinx_policyrefs", "myst_parser"]\nmyst_enable_extensions = ["colon_fence"]\n',
            "index.md": "# Record\n\n## Now\n\n:::{policy:since} 2025\n## Later\n\nLater on.\n:::\n\n## Last\n",
        }
    )
    assert "Later" in documents.build("text", place="all").read("index.txt")
    page = documents.build("text", policyrefs_as_of="2024-01-01").read("index.txt")
    assert "Later" not in page
    assert "Last" in page


def test_index_lines_of_later_days_come_and_go(documents: DocumentSet) -> None:
    documents.write(
        {
            "index.rst": """
            Top
            ===

            .. event:: First
               :date: 2020

            .. policy:since:: 2025

               .. index:: later word

               Later prose.

            .. only:: internal

               .. index:: secret word
            """
        }
    )
    assert "later word" not in documents.build(policyrefs_as_of="2024").read("genindex.html")
    now = documents.build()
    assert "later word" in now.read("genindex.html")
    assert "secret word" not in now.read("genindex.html")
    assert "secret word" in documents.build(place="internal", tags=["internal"]).read("genindex.html")
    assert "later word" not in documents.build(policyrefs_as_of="2024").read("genindex.html")


@pytest.mark.parametrize("turned", [False, True])
def test_blocks_in_blocks_hide_what_either_hides(documents: DocumentSet, *, turned: bool) -> None:
    """What stands in both belongs to no record, index or finding, whichever of the two is the outer one."""
    blocks = [".. policy:since:: 2025", ".. only:: internal"][:: -1 if turned else 1]
    inner = """
        .. event:: A later secret
           :date: 2020

        .. index:: later secret word

        .. whats-new::

        See :event:`nobody`.
    """
    text = f"Top\n===\n\n.. event:: First\n   :date: 2020\n\n{blocks[0]}\n\n   {blocks[1]}\n"
    documents.write({"index.rst": text + dedent(inner).replace("\n", "\n      ") + "\n\n.. chronology::\n"})
    secret = {
        "policyrefs_exports": ["json"],
        "html_copy_source": False,
        "policyrefs_checks": {"baseline-missing": "warning"},
    }
    for tags, as_of in (("internal",), "2024"), ((), ""), ((), "2024"):
        build = documents.build(
            place=f"hidden{len(tags)}{as_of}", tags=tags, policyrefs_as_of=as_of, **secret
        )
        assert build.warnings == []
        assert "First" in build.read("index.html")
        assert not [name for name, data in build.files().items() if b"ecret" in data]
    build = documents.build(place="shown", tags=["internal"], **secret)
    assert len(build.warnings) == 2
    for name in ("index.html", "genindex.html", "_policyrefs/policyrefs.json"):
        assert "ecret" in build.read(name)
