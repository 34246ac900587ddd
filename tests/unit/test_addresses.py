"""Addresses that lead to the place of a quotation."""

from __future__ import annotations

import pytest
from factories import entry, graph_of

from sphinx_policyrefs.evidence.addresses import first_page, with_page, with_text
from sphinx_policyrefs.views.addresses import names_pdf
from sphinx_policyrefs.views.cells import Cells, plain
from sphinx_policyrefs.views.model import Address, Words
from sphinx_policyrefs.views.wording import Wording

FRAGMENTS = [
    ("shall be reopened", "shall%20be%20reopened"),
    # Commas, ampersands and hyphens mean something in a directive.
    ("well-known, A & B", "well%2Dknown%2C%20A%20%26%20B"),
    # Of many words only those at both ends.
    ("one two three four five six seven eight nine", "one%20two%20three%20four,six%20seven%20eight%20nine"),
    # A word with a bracket in it stands otherwise in the source, and so may what is in brackets.
    ("[t]he board decided it at last", "board%20decided%20it%20at%20last"),
    ("affirm[ed] the order of May [3], as amended", "the%20order%20of%20May,as%20amended"),
    ("the first words … the last ones", "the%20first%20words,the%20last%20ones"),
    # One word alone may stand anywhere before.
    ("[T]he board [then] voted to close it", "voted%20to%20close%20it"),
    ("(“so he said.”)", "so%20he%20said"),
    ("不得违反规定", "%E4%B8%8D%E5%BE%97%E8%BF%9D%E5%8F%8D%E8%A7%84%E5%AE%9A"),
]


@pytest.mark.parametrize(("words", "directive"), FRAGMENTS)
def test_text_fragments(words: str, directive: str) -> None:
    assert with_text("https://example.org/a", words) == f"https://example.org/a#:~:text={directive}"


def test_fragments_of_the_address_stay() -> None:
    assert (
        with_text("https://example.org/a#sec-2", "so it is")
        == "https://example.org/a#sec-2:~:text=so%20it%20is"
    )
    assert (
        with_text("https://example.org/a#:~:text=old", "new words")
        == "https://example.org/a#:~:text=new%20words"
    )
    assert with_text("https://example.org/a", "[…]") == "https://example.org/a"


@pytest.mark.parametrize(
    ("where", "page"),
    [
        ("p. 3", 3),
        ("pp. 12–14", 12),
        ("slip op. 7", 7),
        ("12:4–9", 12),
        ("xii", None),
        ("§ 2(c)", None),
        ("", None),
    ],
)
def test_first_page(where: str, page: int | None) -> None:
    assert first_page(where) == page


def test_pages_of_pdfs() -> None:
    assert with_page("https://example.org/a.pdf#view=Fit", 3) == "https://example.org/a.pdf#page=3"
    assert names_pdf("https://example.org/a.PDF?download=1")
    assert not names_pdf("https://example.org/pdf")


def _addresses(**of_source: str) -> list[tuple[str, str]]:
    graph = graph_of(
        entry("source", "minutes", **of_source),
        entry("event", "closed", date="2024", sources='minutes @ p. 3 "closed at once"'),
    )
    cells = Cells(graph, Wording()).sources(graph.entries["closed"])
    found = [part.link if isinstance(part, Words) else part for cell in cells for part in cell]
    return [(part.text, part.url) for part in found if isinstance(part, Address)]


def test_citations_lead_to_their_place() -> None:
    page = "https://example.org/minutes"
    assert _addresses(url=page) == [("", f"{page}#:~:text=closed%20at%20once")]
    pdf = f"{page}.pdf"
    assert _addresses(url=pdf) == [("p. 3", f"{pdf}#page=3"), ("", f"{pdf}#page=3")]
    # Of a copy that is a PDF, and not there, nobody knows which page of the file is called 3.
    assert _addresses(url=page, copy="minutes.pdf") == [("", page)]
    assert _addresses(url="mailto:board@example.org") == []
    # A copy is internal: without an address there is nothing to link to.
    assert _addresses(copy="minutes.pdf") == []
    assert _addresses() == []


def test_archived_copies_are_named_in_full() -> None:
    graph = graph_of(
        entry("source", "minutes", url="https://example.org/m", archive_url="https://archive.example.org/m"),
        entry("event", "closed", date="2024", sources='minutes "closed at once"'),
    )
    cells = Cells(graph, Wording())
    field = graph.kinds["event"].field("sources")
    assert field is not None
    assert [plain(cell) for cell in cells.field(graph.entries["closed"], field)] == [
        "Minutes: “closed at once” (archived)"
    ]
    assert [plain(cell) for cell in cells.sources(graph.entries["closed"])] == ["Minutes: “closed at once”"]
