"""What sentences say besides dates."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_policyrefs.records.model import Entry
from sphinx_policyrefs.review.court_names import find_courts
from sphinx_policyrefs.review.model import CHECKABLE, Said
from sphinx_policyrefs.review.names import Names
from sphinx_policyrefs.review.quantities import find_numbers, find_votes
from sphinx_policyrefs.review.quotes import find_quotes
from sphinx_policyrefs.review.reading import Block, article_from
from sphinx_policyrefs.review.said import said_of
from sphinx_policyrefs.review.unknown import find_unknown


def entry(kind: str, id_: str, title: str, **fields: object) -> Entry:
    return Entry(kind, id_, title, fields, {}, "", "", 0)


RECORD = [
    entry("party", "kestrel", "Kestrel Power Company", short="Kestrel"),
    entry("party", "epa", "Environmental Protection Agency", short="EPA"),
    entry("party", "doe", "U.S. Department of Energy", aliases=("Energy Department",), short="Energy"),
    entry("party", "roe", "Jane Q. Roe", type="person"),
    entry("party", "poe-1", "Max Poe", type="person"),
    entry("party", "poe-2", "Ann Poe", type="person"),
    entry("party", "post", "The Valley Post"),
    entry("party", "north", "Water Board", aliases=("the board of the north",)),
    entry("party", "south", "Water Board"),
    entry("issue", "salmon", "Salmon", aliases=("fish passage",)),
    entry("instrument", "license", "relicensing order", aliases=("license",)),
    entry(
        "instrument", "eo", "On the Gorge", type="executive-order", number="13,999", citation=("85 FR 48637",)
    ),
    entry("instrument", "act", "Gorge Restoration Act", citation=("Pub. L. No. 118-50, div. H",)),
    entry("legal-action", "case", "Kestrel Power Co. v. Roe", docket="1:20-cv-02658-CJN"),
    entry("legal-action", "appeal", "Doe v. EPA", docket="24-1113 (consolidated with 24-1130)"),
    entry("legal-action", "eu", "River v. Council", docket="C-311/18"),
    entry("claim", "said", "Gorge"),
]
NAMES = Names(RECORD)


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("Kestrel’s dam and the EPA's order", "kestrel epa"),
        ("KESTREL sued the E.P.A.", "kestrel epa"),
        ("The Kestrel Power Company sued.", "kestrel"),
        ("Two EPAs and three relicensing orders, or licenses", "epa license license"),
        ("The US Department of Energy and the energy department", "doe doe"),
        ("The Energy Committee and Kestrel Holdings are others, as is energy.", ""),
        ("Kestrel CEO Ann Bow spoke.", "kestrel"),
        ("the Valley Post reported", "post"),
        ("Salmon or salmon, and fish passage", "salmon salmon salmon"),
        ("a kestrel flew", ""),
        ("kestrel@example.org and /Kestrel and Kestrel.com", ""),
        ("The Water Board met.", "north south"),
        ("Jane Roe and Roe’s lawyer", "roe roe"),
        ("Judge Roe ruled; Roe wrote", "roe roe"),
        ("Roe wrote", ""),
        ("Judge Poe ruled", ""),
        ("Ann Poe spoke, and Poe left", "poe-2 poe-2"),
        ("Kestrel Power Co. v. Roe is pending.", "case"),
        ("The Gorge is deep.", ""),
    ],
)
def test_names_are_found_in_the_forms_that_people_write(text: str, entries: str) -> None:
    found = NAMES.find(text, set())
    assert " ".join(name.entry for name in found) == entries
    assert all(text[name.start : name.end] == name.text for name in found)


def said(*paragraphs: str, names: Names = NAMES) -> tuple[Said, ...]:
    return said_of(article_from([Block("paragraph", paragraph) for paragraph in paragraphs]), names)


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("It cites Executive Order 13999 and Pub. L. 118-50.", "eo act"),
        ("It cites 85 Fed. Reg. 48,637 (Aug. 6, 2020).", "eo"),
        ("It was docketed as 20-cv-2658.", "case"),
        ("It was docketed as No. 1:20-cv-02658.", "case"),
        ("They were Nos. 24-1113 and 24-1130.", "appeal appeal"),
        ("The court joined case 24-1130.", "appeal"),
        ("In Case C-311/18 the court ruled.", "eu"),
        ("It cites Pub. L. 118-51.", ""),
    ],
)
def test_citations_and_dockets_name_their_entries(text: str, entries: str) -> None:
    (of_sentence,) = said(text)
    assert " ".join(name.entry for name in of_sentence.names) == entries
    assert of_sentence.citations


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("the 170 million users of it", "170000000 users"),
        ("170 million American users", "170000000 users"),
        ("a $14 billion venture", "14000000000 USD"),
        ("fines of €1.2 billion and 20 %", "1200000000 EUR; 20 %"),
        ("19.9 percent, or 10-15 percent", "19.9 %; 10..15 %"),
        ("nine justices and 45 days", "9 justices; 45 days"),
        ("a 45-day pause, for one year", "45 days; 1 years"),
        ("two-thirds of 7,000 employees", "0.6667 ; 7000 employees"),
        ("10 to 15 million users", "10000000..15000000 users"),
        ("some 1.5 million people, forty-five states", "1500000 people; 45 states"),
        ("twelve of them", ""),
        ("one of 50 states", "50 states"),
        ("Section 230 and Rule 12, No. 5, Phase 2", ""),
        ("at 10:30 a.m. or 5 p.m.", ""),
        ("1. The first", ""),
        ("it fell by 3.5 percentage points", "3.5 percentage points"),
        ("the 3rd of them, the F-35 and B2B", ""),
        ("between 200 and 300 jobs", "200..300 jobs"),
    ],
)
def test_numbers_have_their_unit(text: str, numbers: str) -> None:
    found = find_numbers(text, ())
    assert "; ".join(f"{n.value}{'' if n.to is None else f'..{n.to}'} {n.unit}" for n in found) == numbers
    assert all(text[n.start : n.end] == n.text for n in found)


@pytest.mark.parametrize(
    ("language", "text", "numbers"),
    [
        ("de", "1,5 Millionen Nutzer und 20 Prozent", "1500000 Nutzer; 20 %"),
        ("de", "7.000 Beschäftigte", "7000 Beschäftigte"),
        ("fr", "170 millions d’utilisateurs, 12,5 %", "170000000 utilisateurs; 12.5 %"),
        ("es", "un 3,5 por ciento de 12.000 empleos", "3.5 %; 12000 empleos"),
        ("zh", "1.7亿用户", "170000000 用户"),
    ],
)
def test_numbers_of_other_languages_are_found(language: str, text: str, numbers: str) -> None:
    assert "; ".join(f"{n.value} {n.unit}" for n in find_numbers(text, (), language)) == numbers


def test_names_are_found_in_chinese_and_no_unknown_ones_in_german() -> None:
    names = Names([entry("party", "mofcom", "商务部")])
    chinese = article_from([Block("paragraph", "中国商务部于2020年8月28日发布目录。")], language="zh_CN")
    (found,) = said_of(chinese, names)
    assert [name.entry for name in found.names] == ["mofcom"]
    assert [date.edtf for date in found.dates] == ["2020-08-28"]
    (found,) = said_of(
        article_from([Block("paragraph", "Das Gericht gab der Klage statt.")], language="de"), names
    )
    assert not found.unknown


@pytest.mark.parametrize(
    ("text", "votes"),
    [
        ("The House passed it 352-65.", "352-65"),
        ("The bill passed, 217 to 205", "217-205"),
        ("approved by 79 votes to 18", "79-18"),
        ("a 5–4 decision, and a 9-0 ruling", "5-4 9-0"),
        ("In a 6-to-3 vote the panel agreed", "6-3"),
        ("by five to four the court ruled", "5-4"),
        ("The council voted 7 in favor and 2 against.", "7-2"),
        ("The Senate confirmed her 53-47.", "53-47"),
        ("The Senate followed with the act on cables and docks on June 2, 2015, by 76 to 32.", "76-32"),
        ("The Parliament asked for it, with 306 votes in favor and 72 against.", "306-72"),
        ("The agency adopted it by three votes to two.", "3-2"),
        ("People aged 18-34 may vote.", ""),
        ("The board gave 10-15 days.", ""),
        ("The court closed from 10-12.", ""),
        ("It won 3-2 at home.", ""),
        ("They voted on sections 3-5.", ""),
    ],
)
def test_votes_are_counts_beside_words_of_voting(text: str, votes: str) -> None:
    assert " ".join(f"{vote.ayes}-{vote.noes}" for vote in find_votes(text, ())) == votes


@pytest.mark.parametrize(
    ("text", "courts"),
    [
        ("The Supreme Court ruled.", "scotus"),
        ("the U.S. Supreme Court and the Montana Supreme Court", "scotus mont"),
        ("the UK Supreme Court, the Supreme Court of India and India's Supreme Court", ""),
        ("the D.C. Circuit, the 9th Circuit and the Second Circuit", "cadc ca9 ca2"),
        ("the U.S. District Court for the Southern District of New York.", "nysd"),
        ("a judge of the Eastern District of Pennsylvania", "paed"),
        ("a federal court", ""),
        ("S.D.N.Y. and D.D.C. judges", "nysd dcd"),
        ("the U.S. Court of Appeals for the District of Columbia Circuit", "cadc"),
        ("in the District of Columbia", ""),
    ],
)
def test_courts_are_known_by_name_and_short_form(text: str, courts: str) -> None:
    found = list(find_courts(text))
    assert " ".join(court.court for court in found) == courts
    assert all(text[court.start : court.end] == court.text for court in found)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Cheetah Mobile sold it to Alex Zhu in Beijing.", "Cheetah Mobile|Alex Zhu|Beijing"),
        (
            "The House Energy and Commerce Committee met Sen. Mark Warner.",
            "House Energy and Commerce Committee|Mark Warner",
        ),
        ("Legal battles followed. Musical.ly was bought.", "Musical.ly"),
        ("However, the President of the United States spoke on Monday.", ""),
        ("Beijing-based firms use TikTok’s app.", "Beijing|TikTok"),
        ("He cited the National Intelligence Law of China.", "National Intelligence Law of China"),
        ("It met U.S. officials, and the U.S. Department of War.", "U.S. Department of War"),
        ("Oracle's plan failed.", ""),
        ("The plan of Oracle failed.", "Oracle"),
    ],
)
def test_unknown_names_are_words_in_capitals(text: str, names: str) -> None:
    found = list(find_unknown(text, ()))
    assert "|".join(name.text for name in found) == names
    assert all(text[name.start : name.end] == name.text for name in found)


def test_a_word_with_a_capital_within_a_sentence_is_a_name_at_the_start_of_another() -> None:
    first, second = said("They sold to Oracle. Oracle agreed.")
    assert [name.text for name in (*first.unknown, *second.unknown)] == ["Oracle", "Oracle"]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("It was “arbitrary and capricious,” she wrote.", "arbitrary and capricious,"),
        ('It was "arbitrary" and "void".', "arbitrary|void"),
        ("It was ‘a ban in all but name’, he said.", "a ban in all but name"),
        ("The company’s ‘plan’ isn’t one.", ""),
        ('A 12" screen.', ""),
        ("Er sagte: „Das ist falsch.“ Dann ging er.", "Das ist falsch."),
        ("“The ‘app’ is ours", "The ‘app’ is ours"),
    ],
)
def test_quotations_are_without_their_marks(text: str, quotes: str) -> None:
    found, _opened = find_quotes(text)
    assert "|".join(quote.text for quote in found) == quotes


def test_a_quotation_goes_on_in_the_next_sentence() -> None:
    found = said("She wrote: “It is arbitrary. It is capricious.” He left.", "“Open. Still open.", "Closed.")
    assert [[quote.text for quote in one.quotes] for one in found] == [
        ["It is arbitrary."],
        ["It is capricious."],
        [],
        ["Open."],
        ["Still open."],
        [],
    ]


def test_what_can_be_checked_weighs_more() -> None:
    vague, dated, full = said(
        "Experts are divided on the likely outcomes.",
        "It was closed in 2019.",
        "The House passed Pub. L. 118-50 by 352-65 on March 13, 2024.",
    )
    assert vague.checkable < CHECKABLE <= dated.checkable < full.checkable <= 1


def test_dates_in_citations_count_and_their_digits_do_not() -> None:
    (of_sentence,) = said("It is 85 Fed. Reg. 48637 (Aug. 6, 2020), under 5 U.S.C. § 2019.")
    assert [date.edtf for date in of_sentence.dates] == ["2020-08-06"]
    assert not of_sentence.numbers


def test_a_court_that_the_record_lacks_is_a_name_that_it_lacks() -> None:
    (of_sentence,) = said("The EPA lost in the Ninth Circuit, the Government said.")
    assert [name.text for name in of_sentence.unknown] == ["Ninth Circuit"]


def test_a_heading_has_no_unknown_names() -> None:
    article = article_from([Block("heading", "Big Plans For Oracle", 1), Block("paragraph", "Text.")])
    assert said_of(article, NAMES)[0].unknown == ()


_TEXT = """
Kestrel EPA's “ ” " 352-65 voted $ 12 billion 170 million users two-thirds Jane Roe Supreme Court D.C. Circuit
Pub. L. 118-50 in 2020, and . ‘ ’ percent % 3 to 5 days § (c) District of New York É 中 No. 24-1113 Nos. 24-1130 &
"""
_PIECES = st.sampled_from(_TEXT.split())


@given(st.lists(_PIECES, max_size=40))
def test_all_that_is_said_stands_where_it_says(pieces: list[str]) -> None:
    article = article_from([Block("paragraph", " ".join(" ".join(pieces).split()) or "x")])
    found = said_of(article, NAMES)
    assert found == said_of(article, NAMES)
    for sentence, of_sentence in zip(article.sentences, found, strict=True):
        assert 0 <= of_sentence.checkable <= 1
        for things in of_sentence[:-1]:
            assert list(things) == sorted(things)
            for thing in things:
                assert sentence.text[thing.start : thing.end] == thing.text


_HOSTILE = ["1-", "12 ", "A. ", "Ab ", "“", "$1 ", "D.C. ", "Court of ", "one-", "No. 1-", "‘a "]


@pytest.mark.parametrize("piece", _HOSTILE)
@pytest.mark.parametrize("more", ["", "352-65 voted ", "Kestrel ", "1,000", "of A "])
def test_hostile_sentences_take_little_time(piece: str, more: str) -> None:
    text = (piece + more) * (10_000 // len(piece + more))
    start = time.process_time()
    find_numbers(text, ())
    find_votes(f"vote {text}", ())
    find_quotes(text)
    list(find_courts(f"Court {text}"))
    list(find_unknown(text, ()))
    NAMES.find(text, set())
    assert time.process_time() - start < 2
