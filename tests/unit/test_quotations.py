"""Words of a source are found exactly where they stand, and what is not there is never called found."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_policyrefs.documents.model import Document, Page, Text
from sphinx_policyrefs.evidence.differences import instead
from sphinx_policyrefs.evidence.locators import clock, locator
from sphinx_policyrefs.evidence.lookup import Searchable, State

FIRST = """\
HARBOR ACT OF 2021
An Act to regulate dredging in the northern channel
SEC. 2. Prohibitions
(a) In general.—The Harbor Trust may not permit any dredging within forty-five days after the date
of this determination, unless the Secre-
tary certifies otherwise. A “qualified operator” is one that isn't controlled by a foreign adversary.
(b) Penalty.—Whoever violates this section shall be fined not more than $1,000,000 for each day,
or 3.5% of its revenue.
(c) Exception.—This section does not apply to a vessel-owned company, a state-run port, or the Coast Guard.12
The court affirmed; the petitioners did not appeal. “We hold that the word ‘vessel’ includes barges,” Judge
O’Neill wrote.
They can't operate in the harbor. Unlawful permits are void, and careless pilots are liable."""
SECOND = """\
The President's order of August 6, 2020 took effect on September 20, 2020—forty-five days later—and was
never enforced.
In 2023–2024 the trust re-signed the lease; nobody resigned. The county engineer will report to the
council by May 5, and may … as he sees fit … extend the term. Jürgen Müller’s
café served naïve sailors ﬁrst. “Is it lawful?” he asked. It is.
He said: “I told her, ‘Do not sail,’ and she sailed.” The 2nd District covers pp. 10–12. The vote was 352-65."""
NOTE = "12 But see the engineer's memorandum, which was never published, at page 4."
PAGES = Document(
    "pdf",
    Text(f"{FIRST}\n{SECOND}\n", pages=((0, Page(3, "1")), (len(FIRST) + 1, Page(4, "2")))),
    Text(NOTE, pages=((0, Page(3, "1")),)),
)
COPY = Searchable(PAGES)

TRUE = """
The Harbor Trust may not permit any dredging
the harbor trust… | [t]he Harbor Trust may not permit
[T]he Harbor Trust may not permit
may not permit any dredging within forty-five days after the date of this determination, unless the Secretary certifies
unless the Secretary certifies otherwise.
unless the Secre-tary certifies otherwise
certifies otherwise. A “qualified operator” is one
certifies otherwise. A 'qualified operator' is one
A "qualified operator" is one that isn’t controlled by a foreign adversary
In general.--The Harbor Trust may not permit
In general. — The Harbor Trust may not permit
Whoever violates this section shall be fined
Whoever violates this section shall be fined,
shall be fined not more than $1,000,000
shall be fined not more than $1,000,000.
for each day, or 3.5% of its revenue
Whoever violates this section … of its revenue
Whoever violates this section ... of its revenue
Whoever violates this section . . . of its revenue
Whoever violates this section [...] of its revenue
Whoever violates this section […] of its revenue
Whoever violates this section (…) of its revenue
certifies otherwise. . . . Whoever violates
unless the Secretary certifies otherwise. … Whoever violates this section
… may not permit any dredging …
This section does not apply to a vessel-owned company
This section does not apply to a vessel‑owned company
This section does not apply to a vessel–owned company
a vessel-owned company, a state-run port, or the Coast Guard
a state-run port, or the Coast Guard. The court affirmed
or the Coast Guard.12 The court
The court affirm[s]; the petitioners did not appeal
The court affirm[ed]; the petitioners did not appeal
[It] affirmed; the petitioners did not appeal
The court [on Monday] affirmed; the petitioners
The [tribunal] affirmed; the petitioners
[The petitioners] did not appeal
We hold that the word ‘vessel’ includes barges
We hold that the word "vessel" includes barges
We hold that the word 'vessel' includes barges,
We hold that the word 'vessel' includes barges.
Judge O'Neill wrote. They can't operate
Judge O’Neill wrote
They can’t operate in the harbor
Unlawful permits are void
Unlawful permits [sic] are void, and careless pilots
Unlawful permits are void (emphasis added)
Unlawful permits are void [emphasis added]
Unlawful permits are void, and careless pilots are liable
HARBOR ACT OF 2021
An Act to regulate dredging
The President's order of August 6, 2020
The President’s order of August 6, 2020 took effect
took effect on September 20, 2020 — forty-five days later — and was never enforced
took effect on September 20, 2020—forty‐five days later
took effect … and was never enforced
was never enforced. In 2023-2024 the trust
In 2023—2024 the trust re-signed the lease
the trust re-signed the lease; nobody resigned.
the trust re‐signed the lease
[H]e county engineer | The county engineer will report
[he] will report to the council
The county engineer w[ould] report
The county engineer will report to the council by May 5
report to the council by May 5.
may … extend the term
may … as he sees fit … extend the term
Jürgen Müller's café served naïve sailors first
Ju\u0308rgen Mu\u0308ller's cafe\u0301 served
naïve sailors first. "Is it lawful?" he asked
“Is it lawful?” he asked. It is.
he asked. It is. He said
I told her, 'Do not sail,' and she sailed
I told her, “Do not sail,” and she sailed.
The 2nd District covers pp. 10-12
The vote was 352-65
The vote was 352–65.
or the Coast Guard. The court affirmed
see the engineer's memorandum, which was never published
which was never published, at page 4
careless pilots are liable. The President's order
pilots are liable [. . .] took effect on September 20
controlled by a  foreign\u00a0adversary
controlled by a for\u00adeign adversary
ｃontrolled by a foreign adversary
shall be ﬁned not more than
served na\u00efve sailors \ufb01rst
by a “foreign adversary” | by a foreign adversary. (b) Penalty
the date of this determination,
date of th[e] determination
[T]hey can't operate in the harbor
They can't [lawfully] operate in the harbor
the Secretary [of Transportation] certifies otherwise
after the date of [the Secretary's] determination
Whoever [breaks] this section shall be fined
[N]obody resigned. The county
Whoever violates this section shall be fined … careless pilots are liable
"""

FALSE = """
The Harbor Trust may permit any dredging
The Harbor Trust may … permit any dredging
The Harbor Trust may [] permit any dredging
The Harbor Trust [may] permit any dredging
The Harbor Trust may not allow any dredging
The Harbor Trust shall not permit any dredging
The Harbour Trust may not permit any dredging
The harbor trust may not permit
the Harbor Trust may not permit
may not permit any dredging within forty-five days of the date
may not permit any dredging within forty five days after
may not permit any dredging within fortyfive days after
may not permit any dredging within ninety days after
unless the Secretary certifies other-wise
unless the Secretary certifies, otherwise
unless the Secre tary certifies
unless the Secretary certifies otherwise?
unless the Secretary certifies otherwise!
unless the Secretary certifies otherwise;
A qualified operator is one that isn't
A "qualified operator" is one that is controlled
A "qualified operator" is one that is[] controlled
A "qualified operator" is one that [is] controlled
A "qualified operators" is one
one that isn't controlled by a foreign advers
shall be fined more than $1,000,000
shall be fined [] more than $1,000,000
shall be fined not more than $1
shall be fined not more than $1,000
shall be fined not more than $1,000,00
shall be fined not more than $1.000.000
shall be fined not less than $1,000,000
shall not be fined more than $1,000,000
for each day, or 3% of its revenue
5% of its revenue. (c) Exception
for each day, or 35% of its revenue
Whoever violated this section shall be fined
Whoever violates the section shall be fined
of its revenue … Whoever violates this section
This section does apply to a vessel
This section does [] apply to a vessel
This section [does] apply to a vessel
This section does … apply to a vessel
This section applies to a vessel
This section does not apply to a vessel
This section does not apply to a vessel owned company
owned company, a state-run port
run port, or the Coast Guard
a state run port, or the Coast Guard
or the Coast Guard.13 The court
The court reversed; the petitioners did not appeal
The court affirmed; the petitioners did appeal
The court affirmed; the petitioners … appeal
The court affirmed; the petitioners [] appeal
The court affirmed, the petitioners did not appeal
The court affirmed the petitioners did not appeal
The court affirmed; the respondents did not appeal
The court [not] affirmed; the petitioners
The court [never] affirmed; the petitioners
The court did not affirm
We hold that the word vessel includes barges
We hold that the word 'vessel' excludes barges
We hold that the word 'vessel' include barges
We held that the word 'vessel' includes barges
Judge ONeill wrote. They
Judge O'Neil wrote. They
They can operate in the harbor
They can[] operate in the harbor
They can … operate in the harbor
They [can] operate in the harbor
They can[not] operate in the harbour
Lawful permits are void
lawful permits are void
[L]awful permits are void
[l]awful permits are void
[Lawful] permits are void
[un]careless pilots are liable
care[ful] pilots are liable
care[] pilots are liable
Unlawful permits [are not] void
Unlawful permits are [not] void
Unlawful permits are void, and [not] careless
An Act to regulate dredging in the southern channel
The Presidents order of August 6, 2020
The President order of August 6, 2020
order of August 6 took effect
order of August 6, 2021 took effect
order of August 26, 2020 took effect
order of August 6, 2020 … was enforced
and was enforced. In 2023
was [] enforced. In 2023
was [] never published, at page 5
the trust resigned the lease; nobody
the trust signed the lease; nobody
signed the lease; nobody resigned
nobody re-signed. The county
somebody resigned. The county engineer
[somebody] resigned. The county engineer
[The petitioners] appeal. “We hold
the petitioners [will] appeal. “We hold
The court affirmed; the petitioners [waived]
The county engineer will [not] report to the council
The county engineer will not report
The county engineer may report to the council
The county engineer reports to the council
will report to the council by May 15
report to the council by May 5, 2021
county engineer … the Harbor Trust
Jurgen Muller's cafe served naive sailors
cafe served naïve sailors first
Is it lawful? he asked
"Is it lawful." he asked
I told her, 'Do sail,' and she sailed
I told her, … sail,' and she sailed
I told her, '[] sail,' and she sailed
I told her, 'Do not sail.' and she sailed
and she not sailed.
The 2nd District covers pp. 10-1
nd District covers pp. 10-12
The vote was 352-6
The vote was 52-65
vote was 35265. But
The vote was 65-352
the Coast Guard. But see the engineer's memorandum
the petitioners did not appeal. But see the engineer's
which was published, at page 4
see the engineer memorandum, which was never
"""


def unescaped(table: str) -> list[str]:
    lines = [line.rpartition(" | ")[2] for line in table.split("\n") if line.strip()]
    return [re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), line) for line in lines]


@pytest.mark.parametrize("words", unescaped(TRUE))
def test_words_that_stand_there_are_found(words: str) -> None:
    assert COPY.look_up(words).state is State.FOUND


@pytest.mark.parametrize("words", unescaped(FALSE))
def test_words_that_do_not_stand_there_are_not(words: str) -> None:
    assert COPY.look_up(words).state is State.NOT_FOUND


def test_there_are_two_hundred_examples() -> None:
    assert len(set(unescaped(TRUE) + unescaped(FALSE))) >= 200


@pytest.mark.parametrize(
    ("words", "altered", "omitted"),
    [
        ("The court affirmed; the petitioners", False, False),
        ("The court affirm[s]; the petitioners", True, False),
        ("The court … did not appeal", False, True),
        ("[It] affirmed … did not appeal", True, True),
        ("The court affirmed [sic]; the petitioners", False, False),
    ],
)
def test_what_was_changed_or_left_out_is_said(words: str, altered: bool, omitted: bool) -> None:
    found = COPY.look_up(words)
    assert (found.state, found.altered, found.omitted) == (State.FOUND, altered, omitted)


@pytest.mark.parametrize(
    ("where", "state"),
    [
        ("1", State.FOUND),
        ("p. 1", State.FOUND),
        ("pp. 1–2", State.FOUND),
        ("at 1", State.FOUND),
        ("slip op. 1", State.FOUND),
        ("slip op. at 1", State.FOUND),
        ("page 1", State.FOUND),
        ("p. 1, n.12", State.FOUND),
        ("§ 2(a)", State.FOUND),
        ("sec. 2(b)", State.ELSEWHERE),
        ("p. 1, § 2(a)", State.FOUND),
        ("p. 2", State.ELSEWHERE),
        ("3", State.ELSEWHERE),  # the page is number 3 of the file, and called 1
        ("§ 9", State.FOUND),  # it does not occur, so nothing is judged
        ("preamble", State.FOUND),
        ("", State.FOUND),
    ],
)
def test_the_place_is_judged_where_it_can_be(where: str, state: State) -> None:
    assert COPY.look_up("may not permit any dredging", where).state is state


def test_words_over_a_break_are_on_both_pages() -> None:
    words = "careless pilots are liable. The President's order"
    assert {COPY.look_up(words, where).state for where in ("p. 1", "p. 2", "pp. 1-2")} == {State.FOUND}
    assert [page.name for page in COPY.look_up(words).pages] == ["1", "2"]


def test_few_words_need_a_page() -> None:
    assert COPY.look_up("Coast Guard").state is State.TOO_SHORT
    assert COPY.look_up("Coast Guard", "§ 2").state is State.TOO_SHORT
    assert COPY.look_up("Coast Guard", "p. 1").state is State.FOUND
    assert COPY.look_up("Coast Guard", "p. 2").state is State.ELSEWHERE
    assert COPY.look_up("[…]", "p. 2").state is State.TOO_SHORT


CHINESE = Searchable(
    Document("text", Text("本法禁止任何人在北航道疏浚，\n但经部长批准者除外。港务局不得发放许可。"))
)


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("禁止任何人在北航道疏浚", State.FOUND),
        ("北航道疏浚，但经部长批准者", State.FOUND),
        ("北航道疏浚,但经部长批准者", State.FOUND),
        ("港务局……发放许可", State.NOT_FOUND),
        ("港务局得发放许可", State.NOT_FOUND),
        ("港务局[]得发放许可", State.NOT_FOUND),
        ("港务局不得发放许可。", State.FOUND),
        ("禁止任何", State.TOO_SHORT),
    ],
)
def test_scripts_without_blanks(words: str, state: State) -> None:
    assert CHINESE.look_up(words).state is state


@pytest.mark.parametrize(
    "words", ["is a 'qualified divestiture' under it", "the “Act” says so", "and one said 'no.'"]
)
def test_two_marks_side_by_side_are_one(words: str) -> None:
    # So the Federal Register and the Government Publishing Office set quotation marks.
    text = "It is a ‘‘qualified divestiture’’ under it, as the ``Act'' says so, and one said ''no.'' twice."
    assert Searchable(Document("text", Text(text))).look_up(words).state is State.FOUND


def test_pieces_are_near_each_other() -> None:
    far = Searchable(
        Document("text", Text("The first piece. " + "filler words here. " * 400 + "The second piece."))
    )
    assert far.look_up("The first piece … The second piece").state is State.NOT_FOUND
    pages = "".join(f"{'words ' * 5}page {n}\n" for n in range(6))
    starts = [match.start() for match in re.finditer(r"(?m)^", pages)][:6]
    paged = Searchable(
        Document("pdf", Text(pages, pages=tuple((s, Page(n + 1)) for n, s in enumerate(starts))))
    )
    assert paged.look_up("words page 0 … words page 2").state is State.FOUND
    assert paged.look_up("words page 0 … words page 3").state is State.NOT_FOUND


def test_what_stands_there_instead() -> None:
    near = COPY.look_up("The Harbor Trust shall not permit any dredging within forty-five days").instead
    assert near is not None
    assert near.longest == "not permit any dredging within forty-five days"
    assert near.pairs == (("shall", "may"),)
    assert near.stands == "The Harbor Trust may not permit any dredging within forty-five days"
    assert instead("nothing like it anywhere", "Something else.") is None


def test_transcripts_and_subtitles() -> None:
    lines = ["Q. Did you sign it?", "A. I did not sign the lease,", "and nobody asked me to."]
    text = "\n".join(lines)
    starts = tuple((text.index(line), number) for number, line in enumerate(lines, 4))
    copy = Searchable(Document("text", Text(text, pages=((0, Page(12)),), lines=starts)))
    words = "I did not sign the lease, and nobody"
    states = {
        where: copy.look_up(words, where).state
        for where in ("12:5-6", "12:5", "12:4–9", "12:4", "13:5", "12")
    }
    assert states == {
        "12:5-6": State.FOUND,
        "12:5": State.FOUND,
        "12:4–9": State.FOUND,
        "12:4": State.ELSEWHERE,
        "13:5": State.ELSEWHERE,
        "12": State.FOUND,
    }
    film = Searchable(Document("subtitles", Text(text, times=((0, 3700.0), (20, 3753.5)))))
    times = {
        where: film.look_up(words, where).state for where in ("1:02:33", "1:02:20", "1:02:43", "1:05:00")
    }
    assert film.look_up(words, "1:05:00").time == 3753.5
    assert (clock(3753.5), clock(153)) == ("1:02:33", "2:33")
    assert times == {
        "1:02:33": State.FOUND,
        "1:02:20": State.ELSEWHERE,
        "1:02:43": State.FOUND,
        "1:05:00": State.ELSEWHERE,
    }


@pytest.mark.parametrize(
    ("text", "holds", "lacks"),
    [
        ("3", "3", "4"),
        ("pp. 3–5", "4", "6"),
        ("pp. 930-35", "933", "936"),
        ("iv", "iv", "4"),
        ("pp. ii-vi", "iv", "4"),
        ("A-3", "A-3", "3"),
        ("3, 7", "7", "5"),
        ("S. 12", "12", "1"),
        ("第3页", "3", "13"),
    ],
)
def test_pages_of_locators(text: str, holds: str, lacks: str) -> None:
    pages = locator(text).pages
    assert pages is not None
    assert pages.hold(holds)
    assert not pages.hold(lacks)


@pytest.mark.parametrize(
    "text", ["preamble", "Table 2", "app. B", "the third paragraph", "fig. 3", "2020 ed."]
)
def test_other_locators_name_no_page(text: str) -> None:
    assert not locator(text).has_page


WORDS = re.findall(r"\S+", FIRST.replace("-\n", "")) + re.findall(r"\S+", SECOND)


@given(st.integers(0, len(WORDS) - 4), st.integers(3, 25))
def test_any_stretch_is_found_however_it_is_typeset(start: int, length: int) -> None:
    words = " ".join(WORDS[start : start + length]).strip("“”‘’'\"()").lstrip("—")
    typeset = (
        words.replace("“", '"').replace("”", '"').replace("’", "'").replace("—", " -- ").replace(" ", "  \n ")
    )
    assert COPY.look_up(typeset, "p. 1–2").state is State.FOUND


@given(st.integers(1, len(WORDS) - 6), st.integers(5, 20), st.integers(1, 3))
def test_a_word_less_is_never_found(start: int, length: int, left_out: int) -> None:
    part = WORDS[start : start + length]
    if len(part) < 5 or "…" in part:
        return
    words = " ".join([*part[:left_out], *part[left_out + 1 :]])
    whole = " ".join(WORDS)
    if words not in whole and re.search(r"\w", part[left_out]):
        assert COPY.look_up(words).state in {State.NOT_FOUND, State.TOO_SHORT}


def _swapped(words: list[str], at: int) -> list[str]:
    return [*words[:at], words[at + 1], words[at], *words[at + 2 :]]


#: How words get wrong: a function of the words, the place of one of them, and a word from elsewhere.
MISTAKES: dict[str, Callable[[list[str], int, str], list[str]]] = {
    "twice": lambda words, at, _other: [*words[:at], words[at], *words[at:]],
    "swapped": lambda words, at, _other: _swapped(words, at),
    "another": lambda words, at, other: [*words[:at], other, *words[at + 1 :]],
    "added": lambda words, at, other: [*words[:at], other, *words[at:]],
    "denied": lambda words, at, _other: [*words[:at], "not", *words[at:]],
    "affirmed": lambda words, _at, _other: [
        word for word in words if word.casefold() not in {"not", "never", "no"}
    ],
    "unsaid": lambda words, _at, _other: ["[]" if word in {"not", "never"} else word for word in words],
    "plural": lambda words, at, _other: [
        *words[:at],
        re.sub(r"(\w)(\W*)\Z", r"\1s\2", words[at]),
        *words[at + 1 :],
    ],
    "past": lambda words, at, _other: [
        *words[:at],
        re.sub(r"(\w)(\W*)\Z", r"\1ed\2", words[at]),
        *words[at + 1 :],
    ],
    "case": lambda words, at, _other: [*words[:at], words[at].swapcase(), *words[at + 1 :]],
    "figure": lambda words, _at, _other: [
        re.sub(r"\d", lambda d: str((int(d[0]) + 1) % 10), w, count=1) for w in words
    ],
    "backwards": lambda words, at, _other: [*words[at:], "…", *words[:at]],
}


@given(
    st.integers(0, len(WORDS) - 8), st.integers(5, 20), st.integers(1, 5), st.sampled_from(WORDS), st.data()
)
def test_no_mistake_passes(start: int, length: int, at: int, other: str, data: st.DataObject) -> None:
    part = WORDS[start : start + length]
    mistake = data.draw(st.sampled_from(sorted(MISTAKES)))
    if at > len(part) - 3 or "…" in (*part, other) or "-" in (other, part[at]):
        return
    words, whole = " ".join(MISTAKES[mistake](part, at, other)), " ".join(WORDS)
    again = mistake == "backwards" and " ".join(part[:at]) in " ".join(WORDS[start + at :])
    if words not in whole and not again:
        assert COPY.look_up(words).state in {State.NOT_FOUND, State.TOO_SHORT}, mistake


#: Numbers, signs and marks by which a quotation could be wrong and pass.
NUMBERS = Searchable(
    Document(
        "text",
        Text(
            """\
The levy is not more than 3.5% of revenue, or of $1,000,000 in all, and lasts 10-
12 weeks in zone COVID-
19 for 1'000 francs at −5 degrees Celsius in winter. It covers 10² meters and 5 m² of land in 2019¹ at the port.
Under Art.5 of the treaty, Total:12 ships sailed. There were 3. 5 ships sank later that day. Exhibit No.12 was sealed.
The order “affirm[s] the judgment” in 2023–2024 and pp. 10–12 too. They can't do it.
The trust may not permit any dredging here. Nobody was there at that time of the year in the whole harbor.
The trust may not permit any dredging there either.
The commission[12] said, see note.3 The rule[a] holds for vessels.”4 He left. It is 5·5 in size. Price: 12 € each,
7 % off. The bank may not, unless the board objects within ten days and gives its reasons in writing, lend.
It (201[9]) waits."""
        ),
    )
)


@pytest.mark.parametrize(
    "words",
    [
        "is not more than 3.",
        "revenue, or of $1,",
        ".5% of revenue, or of",
        ",000,000 in all, and",
        "and lasts 1012 weeks",
        "in zone COVID19 for",
        "000 francs at −5 degrees",
        "5 degrees Celsius in winter",
        "Celsius in winter. It covers 102 meters",
        "It covers 10 meters and",
        "and 5 m of land",
        "of land in 20191 at",
        "Under Art. of the treaty",
        "the treaty, Total: ships sailed",
        "There were 3.5 ships sank",
        "Exhibit No. was sealed",
        "The order “affirm the judgment",
        "the judgment” in 2023",
        "the judgment” in 2023–",
        "2024 and pp. 10",
        "12 too. They can't",
        "'t do it. The",
        "The trust may … permit any dredging there",
        "The trust may … permit any dredging here",
        "The trust may … permit any dredging",
        "The bank may … lend. It",
        "lend. It is 5",
        "5 in size. Price: 12",
        "lend. It (201) waits",
        "The bank may not, … -10 days",
        "[They] do it. The trust may",
        "[] permit any dredging here. Nobody",
        "7 % off. The bank may []",
    ],
)
def test_numbers_signs_and_marks_let_nothing_wrong_pass(words: str) -> None:
    assert NUMBERS.look_up(words).state is State.NOT_FOUND


@pytest.mark.parametrize(
    "words",
    [
        "not more than 3.5% of",
        "or of $1,000,000 in all,",
        "and lasts 10-12 weeks",
        "in zone COVID-19 for",
        "for 1'000 francs at -5 degrees Celsius",
        "-5 degrees Celsius in winter",
        "It covers 10² meters",
        "and 5 m² of land",
        "and 5 m2 of land",
        "Under Art. 5 of the treaty",
        "There were 3. 5 ships sank",
        "Exhibit No. 12 was sealed",
        "The order “affirm[s] the judgment”",
        "in 2023-2024 and pp. 10–12",
        "The commission said, see note",
        "see note. The rule holds for vessels",
        "The rule[a] holds for",
        "holds for vessels.” He left.",
        "Price: 12€ each, 7% off",
        "The trust may not … dredging there",
        "The bank may not, … , lend",
        "[Any] dredging here. Nobody was there",
    ],
)
def test_numbers_signs_and_marks_are_read_as_printers_set_them(words: str) -> None:
    assert NUMBERS.look_up(words).state is State.FOUND


@pytest.mark.parametrize(
    "words", [" … ".join(["the"] * 12) + " … zzz", "[it] a … " * 8 + "zzz", "[x] the " * 14 + "zzz"]
)
def test_no_quotation_takes_long(words: str) -> None:
    text = Searchable(Document("text", Text("Of all the things a man may do the least is the best. " * 2000)))
    began = time.process_time()
    assert text.look_up(words).state is State.NOT_FOUND
    assert time.process_time() - began < 10
