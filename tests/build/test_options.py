"""Where options begin and end, in both syntaxes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from sphinx_policyrefs.adapter.build import build_of
from sphinx_policyrefs.records.cited import Citation

if TYPE_CHECKING:
    from support import Build, DocumentSet

pytestmark = pytest.mark.builds


def build(documents: DocumentSet, text: str, name: str = "index.rst") -> Build:
    head = "Page\n====\n\n" if name.endswith("rst") else "# Page\n\n"
    (documents.src / name).write_text(head + text.strip("\n") + "\n", encoding="utf-8")
    return documents.build(
        "dummy", extensions=["sphinx_policyrefs", "myst_parser"], myst_enable_extensions=["colon_fence"]
    )


def fields(made: Build) -> dict[str, Any]:
    """Return title and fields of the one entry."""
    (record,) = build_of(made.app.env).documents.values()
    (entry,) = record.entries
    return {"title": entry.title, **entry.fields}


def test_views_honour_their_options_and_have_short_names(documents: DocumentSet) -> None:
    """One page in each syntax: a caption, a name and a class in every view, short names, and what does nothing."""
    (documents.src / "more.yaml").write_text("- {kind: party, title: Acme, id: acme}\n", "utf-8")
    (documents.src / "md.md").write_text(
        "# Md\n\n:::{entries} more.yaml\n:::\n\n:::{since} 2020\n:::\n\n"
        ":::{relations}\n:caption: C2\n:columns: title\n:::\n",
        "utf-8",
    )
    text = """
.. event:: One
   :date: 2020
   :id: one
   :parties: acme

.. timeline::
   :caption: C0
   :name: pictured
   :class: wide

.. coverage::
   :show: body

.. bibliography-of-record::
   :Columns: title
   :caption: C1
   :name: books
   :class: small

See :ref:`books`.

.. toctree::

   md
"""
    (documents.src / "index.rst").write_text(f"Page\n====\n{text}", "utf-8")
    made = documents.build(
        "html", extensions=["sphinx_policyrefs", "myst_parser"], myst_enable_extensions=["colon_fence"]
    )
    assert made.warnings == [
        "index.rst:15: WARNING: :show: does nothing in coverage; delete it [policyrefs.option-unused]",
        "index.rst:18: WARNING: :columns: does nothing in bibliography-of-record; delete it [policyrefs.option-unused]",
        "md.md:11: WARNING: :columns: does nothing in relations; delete it [policyrefs.option-unused]",
    ]
    page = made.read("index.html")
    assert 'One <span class="policy-kind">Event</span>' in page
    assert '<p class="policy-caption">C1</p>' in page
    assert re.search(r'<div class="[^"]*\bsmall\b[^"]*" id="books">', page)
    assert '<span class="std std-ref">C1</span>' in page
    assert ">C0</figcaption>" in page
    assert "C2" in made.read("md.html")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            ".. party:: :policy:ref:`acme` goes on: the story\n   :id: acme",
            {"title": "acme goes on: the story"},
        ),
        (".. party:: A: b\n   :position: c: d", {"title": "A: b", "position": "c: d"}),
        (".. party:: Acme\n   :position: one\n     two", {"position": "one two"}),
        (".. party:: Acme\n   :Position: one", {"position": "one"}),
        (".. party:: Acme\n   :position: :literal:", {"position": ":literal:"}),
        (".. party:: Acme\n   :position:\n      one", {"position": "one"}),
        (".. party:: Acme\n   :no-index:\n   :position: one", {"position": "one"}),
        (
            ".. discrepancy:: Acme\n   :values:\n      80% | a @ 1\n      20% | b\n   :status: open",
            {"values": (("80%", (Citation("a", "1"),)), ("20%", (Citation("b"),))), "status": "open"},
        ),
        (
            ".. agreement:: Acme\n   :shares: a = 1%\n            b = 2%",
            {"shares": (("a", "1"), ("b", "2"))},
        ),
    ],
)
def test_options_in_restructuredtext(documents: DocumentSet, text: str, expected: dict[str, Any]) -> None:
    found = fields(build(documents, text))
    assert found == {"title": "Acme", **expected}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (":position: one\n  two", {"position": "one two"}),
        (":position: 'one'", {"position": "one"}),
        (':position: "one" and "two"', {"position": '"one" and "two"'}),
        (":no-index:\n:position: one", {"position": "one"}),
        (":position: one\n\nA body.\n\n:no: option", {"position": "one"}),
        (":position: one\nA body with no line between.", {"position": "one"}),
        ("---\nposition: one\n---", {"position": "one"}),
        ("---\nposition: |\n  one\n  two\n---\nA body.", {"position": "one two"}),
        ("---\nposition: one\nno-index:\n---", {"position": "one"}),
        ("---\naliases: [one, 'two; three']\n---", {"aliases": ("one", "two", "three")}),
        ("---\naliases:\n- one\n- two\n---", {"aliases": ("one", "two")}),
        ("---\n---\nA body.", {}),
    ],
)
def test_options_in_markdown(documents: DocumentSet, text: str, expected: dict[str, Any]) -> None:
    made = build(documents, f":::{{party}} Acme\n{text}\n:::", "index.md")
    assert fields(made) == {"title": "Acme", **expected}
    assert made.warnings == []


@pytest.mark.parametrize(
    "text",
    [
        ":values: 80% | a @ 1\n  20% | b",
        "---\nvalues: |\n  80% | a @ 1\n  20% | b\n---",
        "---\nvalues:\n- 80% | a @ 1\n- 20% | b\n---",
    ],
)
def test_lines_of_values_in_markdown(documents: DocumentSet, text: str) -> None:
    made = build(documents, f":::{{discrepancy}} Acme\n{text}\n:::", "index.md")
    assert fields(made)["values"] == (("80%", (Citation("a", "1"),)), ("20%", (Citation("b"),)))


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("index.rst", ".. event:: Acme\n\n   :date: 2020\n   :place: here", 6),
        ("index.rst", ".. party:: Acme\n\n   :type: company\n\n   A body.", 6),
        ("index.rst", ".. chronology::\n\n   :limit: 3", 6),
        ("index.md", ":::{event} Acme\n\n:date: 2020\n:::", 5),
        ("index.md", ":::{chronology}\n\n:limit: 3\n:::", 5),
    ],
)
def test_options_below_a_blank_line_are_told_once(
    documents: DocumentSet, name: str, text: str, line: int
) -> None:
    warnings = build(documents, text, name).warnings
    assert [w for w in warnings if "blank line" in w] == warnings
    assert [re.match(r"[^:]+:(\d+): .*\[policyrefs\.bad-option\]", w)[1] for w in warnings] == [str(line)]  # type: ignore[index]


def test_a_body_may_begin_with_fields_of_its_own(documents: DocumentSet) -> None:
    made = build(documents, ".. party:: Acme\n   :type: company\n\n   :Address: Main Street\n   :Type: none")
    assert made.warnings == []
    assert fields(made) == {"title": "Acme", "type": "company"}


@pytest.mark.parametrize("bare", [True, False])
def test_the_domain_may_be_the_default_one(documents: DocumentSet, *, bare: bool) -> None:
    (documents.src / "index.rst").write_text("T\n=\n\n.. party:: Acme\n\n:party:`acme`\n", encoding="utf-8")
    made = documents.build("dummy", primary_domain="policy", policyrefs_bare_names=bare)
    assert made.warnings == []
    assert fields(made) == {"title": "Acme"}


@pytest.mark.parametrize("hidden", ["", "\n   :no-typesetting:"])
def test_what_docutils_says_of_a_title_is_no_part_of_it(documents: DocumentSet, hidden: str) -> None:
    made = build(documents, f".. party:: Not *closed{hidden}\n\n.. party-index::")
    assert fields(made) == {"title": "Not *closed"}
    assert [w.split(": ", 1)[1] for w in made.warnings] == [
        "WARNING: Inline emphasis start-string without end-string. [docutils]"
    ]
