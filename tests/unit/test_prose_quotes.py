"""Words between quotation marks in prose: which belong to which sentence, and whether anything holds them."""

from __future__ import annotations

import pytest
from factories import entry

from sphinx_policyrefs.checks.prose_quotes import prose_quote_differs, quoted
from sphinx_policyrefs.checks.scope import GAP, LINK, Scope
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.model import DocRecord, ProseQuote

ONE, TWO = ("ref", "one"), ("cite", "two @ 3")

SENTENCES = [
    ("The board “closed the bridge”.", [], [("closed the bridge", (), 0)]),
    (
        f'{LINK} said "it closed" at noon. {LINK} did not.',
        [ONE, ("party", "two")],
        [("it closed", (ONE,), 0)],
    ),
    # The mark of a note belongs to the sentence before it.
    (f"It “closed”.{LINK} Then {LINK} came.", [TWO, ONE], [("closed", (TWO,), 0)]),
    (
        f"It “closed.”\n{LINK} Then it “opened again”.",
        [TWO],
        [("closed.", (TWO,), 0), ("opened again", (), 1)],
    ),
    # Abbreviations end no sentence; to join two only makes the check milder.
    (f"As Sen. Okafor of {LINK} v. Bay said, “we close”.", [ONE], [("we close", (ONE,), 0)]),
    ("He said: “We close. We open. We close.” Then he left.", [], [("We close. We open. We close.", (), 0)]),
    (f"The words “with {LINK} inside” and “with {GAP} inside” are not known.", [ONE], []),
    ("Er sagte „so nicht“ und «jamais plus».", [], [("so nicht", (), 0), ("jamais plus", (), 0)]),
    (f"他说“立即关闭”。{LINK}然后“重新开放”。", [TWO], [("立即关闭", (TWO,), 0), ("重新开放", (), 0)]),
]


@pytest.mark.parametrize(("text", "links", "found"), SENTENCES)
def test_quotations_of_a_paragraph(text: str, links: list[tuple[str, str]], found: list[object]) -> None:
    assert [tuple(quote) for quote in quoted(text, links)] == found


def told(words: str, *references: tuple[str, str], body_of: str = "") -> list[str]:
    entries = (
        entry("source", "minutes", "Minutes of the Board"),
        entry("source", "unquoted"),
        entry("event", "closed", date="2024", sources='minutes @ 3 "the board closed the bridge at once"'),
        entry("event", "bare", date="2024", sources="unquoted"),
        entry("statement", "speech", date="2024", sources='minutes @ 5 "we shall open it again in spring"'),
        entry("passage", "pass", source="minutes", quote="nobody voted against the motion"),
    )
    quote = ProseQuote(words, references, body_of, "page.rst", 7)
    record = DocRecord("page", entries, quotes=(quote,))
    return [item.message for item in prose_quote_differs(Scope(Graph([record]), (record,)))]


@pytest.mark.parametrize(
    ("words", "references"),
    [
        ("closed the bridge at once", [("ref", "closed")]),
        ("closed the bridge at once,", [("event", "closed")]),
        ("[T]he board closed … at once", [("source", "minutes")]),
        ("nobody voted against the motion", [("cite", "pass")]),
        # All that is quoted of a source is looked at.
        ("open it again in spring", [("ref", "closed"), ("ref", "minutes")]),
        # Nothing to look in, nothing to say.
        ("whatever words these are", [("ref", "bare")]),
        ("whatever words these are", []),
        # Too short to be looked for, and the name of an entry.
        ("at twice", [("ref", "closed")]),
        ("Minutes of the Board", [("ref", "closed")]),
    ],
)
def test_sound_quotations(words: str, references: list[tuple[str, str]]) -> None:
    assert told(words, *references) == []


@pytest.mark.parametrize(
    ("words", "references", "body_of"),
    [
        ("closed the bridge at last", [("ref", "closed")], ""),
        ("the board did not close the bridge", [("cite", "minutes")], ""),
        ("somebody voted against the motion", [("cite", "pass")], ""),
        ("we shall open it in winter", [], "speech"),
    ],
)
def test_wrong_quotations(words: str, references: list[tuple[str, str]], body_of: str) -> None:
    (message,) = told(words, *references, body_of=body_of)
    assert message.startswith(
        f"“{words}” stands in no citation, passage or copy of what the sentence refers to; "
    )


def test_what_the_body_of_another_entry_quotes_rests_on_its_references_alone() -> None:
    assert told("words of somebody else", body_of="closed") == []
