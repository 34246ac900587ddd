"""The first sentence of a text, as views show it."""

from __future__ import annotations

from time import process_time

import pytest

from sphinx_policyrefs.views.first_sentence import first_sentence
from sphinx_policyrefs.views.model import Cell, Link


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("The vote was 5–2. It passed.", "The vote was 5–2."),
        ("The vote was 5–2 and it passed", "The vote was 5–2 and it passed"),
        ("The deal closed on August 5. The price is secret.", "The deal closed on August 5."),
        ("Was it sold? It was not.", "Was it sold?"),
        ("The case is Bay v. Trust, No. 24-656. It is open.", "The case is Bay v. Trust, No. 24-656."),
        ("The suit of Bay Corp. Holdings failed. It ended.", "The suit of Bay Corp. Holdings failed."),
        ("It went to the U.S. District Court. It lost.", "It went to the U.S. District Court."),
        ("J. W. Smith signed on Sept. 5, 2020. He left.", "J. W. Smith signed on Sept. 5, 2020."),
        ('He said "No. Never." Then he left.', 'He said "No. Never."'),
        ("“We stay. We fight,” it said. It left.", "“We stay. We fight,” it said."),
        ("It was late (see p. 3. It is there). More.", "It was late (see p. 3. It is there)."),
        ("It sold 19.9 percent. The rest stayed.", "It sold 19.9 percent."),
        ("The end … is near. More.", "The end … is near."),
        ("", ""),
    ],
)
def test_the_first_sentence_ends_where_another_begins(text: str, first: str) -> None:
    assert "".join(map(str, first_sentence((text,)))) == first


@pytest.mark.parametrize(
    ("text", "first", "language"),
    [
        ("Er kam am 5. Januar. Dann ging er.", "Er kam am 5. Januar.", "de"),
        ("Il a dit : « Non. Jamais. » Puis il est parti.", "Il a dit : « Non. Jamais. »", "fr"),
        ("Vino. ¿Por qué? Nadie lo sabe.", "Vino.", "es"),
        ("法案获得通过。它于次日生效。", "法案获得通过。", "zh_CN"),
    ],
)
def test_other_languages_have_sentences_too(text: str, first: str, language: str) -> None:
    assert first_sentence((text,), language) == (first,)


def test_a_link_is_kept_whole() -> None:
    act = Link("The Act. As amended", "page", "act", "")
    cell: Cell = ("It amends ", act, ". It passed.")
    assert first_sentence(cell) == ("It amends ", act)
    assert first_sentence(("It amends ", act._replace(text="the Act"), ". It passed.")) == (
        "It amends ", act._replace(text="the Act"), ".",
    )  # fmt: skip


def test_a_text_of_nothing_but_abbreviations_takes_no_long_time() -> None:
    text = "A. " * 20_000
    begin = process_time()
    assert first_sentence((text,)) == (text,)
    assert process_time() - begin < 2  # 0.1 s; it took 20
