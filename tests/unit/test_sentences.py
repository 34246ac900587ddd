"""Sentences of reports and filings; each row is a paragraph, its sentences parted by ``|``."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_policyrefs.review.sentences import spans

PARAGRAPHS = """
The court ruled in Doe Inc. v. Garland, No. 24-656, on Jan. 17, 2025. | The ruling was unanimous.
The U.S. Supreme Court agreed. | It did so quickly.
He lives in the U.S. | She lives in China.
U.S. President Jane Roe met U.S. District Judge Carl Poe. | The U.S. Congress agreed.
It aimed at operations in the U.S. | On August 6, 2020, an order followed.
They opened a center in the U.S. | Meanwhile, U.S. authorities objected.
The U.S. On-Line Act is old. | It stands.
The rule is in § 2(c). | It applies to apps.
See Pub. L. No. 118-50, div. H, 138 Stat. 955. | The Act took effect later.
"We will fight this." | The company said so on Monday.
“We will fight this,” he said. | “It is wrong.” | She agreed.
“Is this legal?” asked the judge. | “No!” said counsel.
She said the law was “vague.” | It was struck down.
She said the law was “vague”. | It was struck down.
The hearing began at 10 a.m. Eastern time. | It ended at 5 p.m. | The judge left.
He arrived at 3 p.m. Tuesday. | He left later.
The bill (H.R. 7521) passed 352-65. | It went to the Senate.
J. Edgar Smith and John F. Roe met. | They spoke.
Judge J.D. Vance of the D.C. Circuit wrote it. | In re Social Media, Inc. Litig. was pending.
The company argued the law was void.3 The court disagreed.[4] It said so. || 3
It was the firm’s “crown jewel.”5 The regulator agreed. || 2
It was settled.¹ The fine was paid.² Nobody appealed. || 3
It rests on notes.[12] [13] The court did not. || 2
The company, Musical.ly, was bought in 2017. | It merged later.
Sen. Mark R. Roe (D-Va.) objected. | Rep. Poe did not.
Lt. Gov. Smith attended. | Lt. Col. Jones did not.
The case is Smith v. Doe, 123 F. Supp. 3d 456 (D.D.C. 2020). | It is cited often.
The court cited Fed. R. Civ. P. 12(b)(6). | The motion was granted.
Nos. 24-656 & 24-657 were argued together. | The Court ruled per curiam.
The law (see 50 U.S.C. § 1701 et seq.) applies. | Cf. id. at 5.
The order (85 Fed. Reg. 48637 (Aug. 6, 2020)) stands. | It cited a statute.
Washington, D.C. is the capital. | He left Washington, D.C. | He was tired.
The figure rose to $1.5 billion. | That is 3.5 percent.
The witness (who was tired) left. | (He came back.) | Then he spoke.
1. The first point is here. | 2. The second is there.
(1) The first. | (2) The second.
They paid with Yahoo! stock. | It closed.
The deal, worth approx. $14 bn., closed. | Oracle Corp. and Silver Lake joined.
The fine of Rs. 1,337.76 crore was upheld. | It was paid.
The U.S.-EU Privacy Shield was struck down. | The E.U.-U.S. Framework followed.
Google LLC. has not replied. | It may.
They deleted the app. Trump had asked for it. || 2
They said so. Oracle had not. || 2
He said no. Congress did not. || 2
Is it legal? | Yes! | Nobody knows… | Perhaps.
Then… nothing happened. | And so on.
It was No. 1. | The others followed.
No. | The company denied it. | No. 5 was next.
Case C-311/18, Commissioner v. Firm Ireland Ltd. and Max Roe, was long. | It held so.
See Art. 46(2)(c) GDPR. | It applies.
It happened on 6 Aug. 2020. | It was a Thursday.
He is Ph.D. student John Doe Jr. | He sued.
Amazon.com Inc. sued. | Booking.com did too.
The law took effect Jan. 19. | The app went dark.
It was issue since the 1990s.[1][2] With it, they won.[4] Without it, they lost. || 3
The case is LW. v. Doe, No. 23-5600 (6th Cir.). | The request was denied.
Sens. Roe and Poe wrote to Reps. Gall and Doe. | See id. at 120. | But cf. Doe.
The memo said: (a) stop. | (b) go. | (c) wait.
BATON ROUGE, La. (AP) — Clinics can go on, a judge ruled. | The order is from Judge Poe.
It was signed at 11:59 p.m. EST. | It expired at 12:01 a.m. | It was over.
iPhone sales fell. | eBay was up.
The rule is 2.3 The next one is not.
See p.3 Then go on.
A heading without a period
"""
ROWS = PARAGRAPHS.strip().splitlines()


@pytest.mark.parametrize("row", ROWS)
def test_sentences_end_where_a_reader_ends_them(row: str) -> None:
    text, _, count = row.partition(" || ")
    wanted = text.split(" | ")
    text = text.replace(" | ", " ")
    found = [text[start:end] for start, end in spans(text)]
    if count:
        assert len(found) == int(count), found
        assert " ".join(found) == text
    else:
        assert found == wanted


def test_sentences_in_chinese_end_with_their_own_marks() -> None:
    text = "法院作出裁决。公司说：“我们不同意。”然后呢？"
    assert [text[a:b] for a, b in spans(text, "zh_CN")] == [
        "法院作出裁决。",
        "公司说：“我们不同意。”",
        "然后呢？",
    ]


@pytest.mark.parametrize(
    ("language", "row"),
    [
        ("de", "Am 3. März 2021 entschied das Gericht nach Art. 5 Abs. 2 der Verordnung. | Der Kläger ging."),
        ("de", "Die Richtlinie gilt, z. B. in Bayern. | Das Gericht am 16. Juli nicht."),
        ("fr", "Le décret de M. Roe est du 6 août 2020. | La loi suit."),
        ("es", "El Sr. Roe firmó el art. 5 de la ley. | Luego salió."),
    ],
)
def test_ordinals_and_abbreviations_of_other_languages_end_no_sentence(language: str, row: str) -> None:
    text = row.replace(" | ", " ")
    assert [text[start:end] for start, end in spans(text, language)] == row.split(" | ")


@given(st.text(alphabet=st.sampled_from("ab AB.?!,;:\"'“”‘’()[]0123§…\n\t中。-"), max_size=200))
def test_all_but_white_space_belongs_to_one_sentence(text: str) -> None:
    found = spans(text)
    assert "".join(text[a:b] for a, b in found).split() or not text.strip()
    ends = 0
    for start, end in found:
        assert ends <= start < end <= len(text)
        assert not text[ends:start].strip()
        ends = end
    assert not text[ends:].strip()
    assert found == spans(text)


@pytest.mark.parametrize("piece", [".", ". ", "a.", "A. ", "“", "[1]", "a.1 A", "( ", "so. ", "1 ", "no."])
def test_hostile_paragraphs_take_little_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    start = time.perf_counter()
    spans(text)
    assert time.perf_counter() - start < 3
