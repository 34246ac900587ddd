"""Citations: one table of what is recognised, one of what is not, and what holds for all of them."""

from __future__ import annotations

import re
import time
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_policyrefs.records.citations import (
    CITATIONS,
    Row,
    citation_rows,
    docket_ok,
    docket_url,
    find_citations,
    looks_us,
    parse_citation,
)

CL = "https://www.courtlistener.com/c/"
GOV = "https://www.govinfo.gov/link/"
FR = "https://www.federalregister.gov/"
ECFR = "https://www.ecfr.gov/current/"
BILL = "https://www.congress.gov/bill/"

# (as written, kind, as shown, address); "" as shown: as written
TABLE = [
    # reporters
    ("604 U.S. 56", "reporter", "", f"{CL}U.S./604/56/"),
    ("604 U. S. 56, 62 (2025) (per curiam)", "reporter", "604 U.S. 56, 62 (2025) (per curiam)", f"{CL}U.S./604/56/"),
    ("604 U.S. ___ (2025)", "reporter", "", None),
    ("604 U.S. —— (2025)", "reporter", "604 U.S. ___ (2025)", None),
    ("145 S.Ct. 57", "reporter", "145 S. Ct. 57", f"{CL}S.%20Ct./145/57/"),
    ("220 L. Ed. 2d 319", "reporter", "", f"{CL}L.%20Ed.%202d/220/319/"),
    ("12 F. 34", "reporter", "", f"{CL}F./12/34/"),
    ("12 F.2d 34", "reporter", "", f"{CL}F.2d/12/34/"),
    ("12 F. 3d 34", "reporter", "12 F.3d 34", f"{CL}F.3d/12/34/"),
    ("122 F.4th 930", "reporter", "", f"{CL}F.4th/122/930/"),
    ("122 F.4th 930 (D.C. Cir. 2024)", "reporter", "", f"{CL}F.4th/122/930/"),
    ("122 F4th 930, 935-36 (2024)", "reporter", "122 F.4th 930, 935–36 (2024)", f"{CL}F.4th/122/930/"),
    ("122\N{NO-BREAK SPACE}F.4th\n930", "reporter", "122 F.4th 930", f"{CL}F.4th/122/930/"),
    ("12 F. App’x 34", "reporter", "12 F. App'x 34", f"{CL}F.%20App%27x/12/34/"),
    ("200 F. Supp. 34", "reporter", "", f"{CL}F.%20Supp./200/34/"),
    ("200 F.Supp.2d 34", "reporter", "200 F. Supp. 2d 34", f"{CL}F.%20Supp.%202d/200/34/"),
    ("507 F. Supp. 3d 92 (D.D.C. 2020)", "reporter", "", f"{CL}F.%20Supp.%203d/507/92/"),
    ("330 B.R. 466", "reporter", "", f"{CL}B.R./330/466/"),
    ("335 F.R.D. 1", "reporter", "", f"{CL}F.R.D./335/1/"),
    ("500 P.3d 12", "reporter", "", f"{CL}P.3d/500/12/"),
    ("2020 WL 1234567", "database", "", None),
    ("2020 WL 1234567, at *3 (D.D.C. Dec. 7, 2020)", "database", "", None),
    ("2020 U.S. Dist. LEXIS 12345", "database", "", None),
    # the Code
    ("50 U.S.C. § 1702(b)", "usc", "", f"{GOV}uscode/50/1702"),
    ("50 U.S.C. 4565", "usc", "50 U.S.C. § 4565", f"{GOV}uscode/50/4565"),
    ("50 USC 1702(b)(1)", "usc", "50 U.S.C. § 1702(b)(1)", f"{GOV}uscode/50/1702"),
    ("50 U.S. Code § 1702", "usc", "50 U.S.C. § 1702", f"{GOV}uscode/50/1702"),
    ("50 U.S.C.A. § 1702", "usc", "50 U.S.C. § 1702", f"{GOV}uscode/50/1702"),
    ("50 U.S.C. sec. 1702", "usc", "50 U.S.C. § 1702", f"{GOV}uscode/50/1702"),
    ("15 U.S.C. 9901 note", "usc", "15 U.S.C. § 9901 note", f"{GOV}uscode/15/9901"),
    ("50 U.S.C. 1701 et seq.", "usc", "50 U.S.C. § 1701 et seq.", f"{GOV}uscode/50/1701"),
    ("15 U.S.C. 6501-6506", "usc", "15 U.S.C. §§ 6501–6506", f"{GOV}uscode/15/6501"),
    ("15 U.S.C. §§ 6501–6506", "usc", "", f"{GOV}uscode/15/6501"),
    ("50 U.S.C. §§ 1701, 1702(b), and 1705", "usc", "", f"{GOV}uscode/50/1701"),
    ("15 U.S.C. § 78dd-1", "usc", "", f"{GOV}uscode/15/78dd-1"),
    ("42 U.S.C. § 300gg-91(a)", "usc", "", f"{GOV}uscode/42/300gg-91"),
    ("50 U.S.C. App. § 2401", "usc", "50 U.S.C. app. § 2401", f"{GOV}uscode/50/2401?type=uscappendix"),
    ("50 U.S.C. ch. 35", "usc", "", None),
    # regulations
    ("15 C.F.R. § 7.4", "cfr", "", f"{ECFR}title-15/section-7.4"),
    ("15 CFR 791.4(b)(2)", "cfr", "15 C.F.R. § 791.4(b)(2)", f"{ECFR}title-15/section-791.4"),
    ("17 C.F.R. § 240.10b-5", "cfr", "", f"{ECFR}title-17/section-240.10b-5"),
    ("31 CFR 800.101-800.802", "cfr", "31 C.F.R. §§ 800.101–800.802", f"{ECFR}title-31/section-800.101"),
    ("15 CFR part 7", "cfr", "15 C.F.R. pt. 7", f"{ECFR}title-15/part-7"),
    ("15 CFR 7", "cfr", "15 C.F.R. pt. 7", f"{ECFR}title-15/part-7"),
    ("31 C.F.R. pts. 800–802", "cfr", "", f"{ECFR}title-31/part-800"),
    ("3 C.F.R. 227 (2013 Comp.)", "cfr", "", None),
    ("85 FR 48637", "fed-reg", "85 Fed. Reg. 48,637", f"{FR}citation/85-FR-48637"),
    ("85 Fed. Reg. 48637", "fed-reg", "85 Fed. Reg. 48,637", f"{FR}citation/85-FR-48637"),
    ("85 Fed. Reg. 48,637, 48,638 (Aug. 11, 2020)", "fed-reg", "", f"{FR}citation/85-FR-48637"),
    ("90 FR 8611", "fed-reg", "90 Fed. Reg. 8611", f"{FR}citation/90-FR-8611"),
    ("FR Doc. 2025-18482", "fr-doc", "", f"{FR}d/2025-18482"),
    ("FR Doc. No. E8-30042", "fr-doc", "FR Doc. E8-30042", f"{FR}d/E8-30042"),
    # laws
    ("Pub. L. 118-50", "public-law", "", f"{GOV}plaw/118/public/50"),
    ("Public Law 118–50", "public-law", "Pub. L. 118-50", f"{GOV}plaw/118/public/50"),
    ("P.L. 118-50", "public-law", "Pub. L. 118-50", f"{GOV}plaw/118/public/50"),
    ("Pub. L. No. 118-50, div. H", "public-law", "Pub. L. 118-50, div. H", f"{GOV}plaw/118/public/50"),
    ("Pub. L. 117-328, secs. 1-2", "public-law", "Pub. L. 117-328, secs. 1–2", f"{GOV}plaw/117/public/328"),
    ("Pub. L. 105-277, title XIII", "public-law", "", f"{GOV}plaw/105/public/277"),
    ("Pub. L. 95-223, title II", "public-law", "", f"{GOV}statute/95/public/223"),
    ("Pub. L. 103-465", "public-law", "", f"{GOV}statute/103/public/465"),
    ("138 Stat. 955", "statute", "", f"{GOV}plaw/138+stat+955"),
    ("132 Stat. 2174", "statute", "", f"{GOV}statute/132/2174"),
    ("91 Stat 1625", "statute", "91 Stat. 1625", f"{GOV}statute/91/1625"),
    ("112 Stat. 2681-728", "statute", "112 Stat. 2681–728", f"{GOV}statute/112/2681"),
    # the President
    ("Exec. Order No. 13942", "executive-order", "", f"{FR}executive-order/13942"),
    ("Exec. Order No. 13,942", "executive-order", "Exec. Order No. 13942", f"{FR}executive-order/13942"),
    ("Executive Order 13942", "executive-order", "Exec. Order No. 13942", f"{FR}executive-order/13942"),
    ("EO 13942", "executive-order", "Exec. Order No. 13942", f"{FR}executive-order/13942"),
    ("E.O. 13,942, § 1(b)", "executive-order", "Exec. Order No. 13942, § 1(b)", f"{FR}executive-order/13942"),
    ("EO 12890", "executive-order", "Exec. Order No. 12890", f"{FR}executive-order/12890"),
    ("EO 12889", "executive-order", "Exec. Order No. 12889", None),
    ("Exec. Order No. 9577-A", "executive-order", "", None),
    ("Proclamation 10043", "proclamation", "Proclamation No. 10043", f"{GOV}cpd/proclamation/10043"),
    ("Proclamation No. 8343", "proclamation", "", f"{GOV}cpd/proclamation/8343"),
    ("Proclamation No. 8342", "proclamation", "", None),
    # Congress
    ("H.R. 7521, 118th Cong.", "bill", "", f"{BILL}118th-congress/house-bill/7521"),
    ("H.R. 7521, 118th Cong. (2024)", "bill", "", f"{BILL}118th-congress/house-bill/7521"),
    ("H.R. 7521 (118th)", "bill", "H.R. 7521, 118th Cong.", f"{BILL}118th-congress/house-bill/7521"),
    ("HR 7521 (118th Congress)", "bill", "H.R. 7521, 118th Cong.", f"{BILL}118th-congress/house-bill/7521"),
    ("S. 686, 118th Cong.", "bill", "", f"{BILL}118th-congress/senate-bill/686"),
    ("H.J. Res. 1, 103d Cong.", "bill", "H.J. Res. 1, 103rd Cong.", f"{BILL}103rd-congress/house-joint-resolution/1"),
    ("S. Res. 5 (101st)", "bill", "S. Res. 5, 101st Cong.", f"{BILL}101st-congress/senate-resolution/5"),
    ("H. Res. 1051 (112th)", "bill", "H. Res. 1051, 112th Cong.", f"{BILL}112th-congress/house-resolution/1051"),
    ("H.R. 815, division H", "bill", "", None),
    ("H.R. 7521", "bill", "", None),
    ("H. Rept. 118-417", "congressional-paper", "H.R. Rep. No. 118-417", f"{GOV}crpt/118/hrpt/417"),
    ("S. Rep. No. 95-466", "congressional-paper", "", None),
    ("House Document 116-148", "congressional-paper", "H.R. Doc. No. 116-148", f"{GOV}cdoc/116/hdoc/148"),
    ("S. Treaty Doc. No. 112-1", "congressional-paper", "", f"{GOV}cdoc/112/tdoc/1"),
    ("170 Cong. Rec. H1163 (daily ed. Mar. 13, 2024)", "cong-rec", "", f"{GOV}crec/170/h/1163"),
    ("110 Cong. Rec. 1234", "cong-rec", "", None),
    # dockets
    ("24-1113", "docket", "No. 24-1113", None),
    ("No. 24-656", "docket", "", None),
    ("1:20-cv-02658", "docket", "", None),
    ("Case No. 2:24-cv-06535-ODW", "docket", "2:24-cv-06535-ODW", None),
    # with more round them
    ("TikTok Inc. v. Garland, 122 F.4th 930 (D.C. Cir. 2024)", "reporter", "", f"{CL}F.4th/122/930/"),
    ("604 U.S. 56, 145 S.Ct. 57 (2025)", "reporter", "604 U.S. 56, 145 S. Ct. 57 (2025)", f"{CL}U.S./604/56/"),
    ("85 FR 48637 (EO 13942)", "fed-reg", "85 Fed. Reg. 48,637 (Exec. Order No. 13942)", f"{FR}citation/85-FR-48637"),
    ("H.R. 815; Pub. L. 118-50.", "public-law", "", f"{GOV}plaw/118/public/50"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "shown", "url"), TABLE, ids=[row[0] for row in TABLE])
def test_citations(text: str, kind: str, shown: str, url: str | None) -> None:
    found = parse_citation(text)
    assert found is not None
    assert (found.kind, found.text, found.url) == (kind, shown or text, url)
    assert not looks_us(text)


@pytest.mark.parametrize("shown", sorted({row[2] or row[0] for row in TABLE}))
def test_what_is_shown_reads_as_itself(shown: str) -> None:
    again = parse_citation(shown)
    assert again is not None
    assert again.text == shown


def test_every_row_is_in_the_table() -> None:
    unused = [
        row
        for row in CITATIONS
        if row.kind != "reporter"
        and not any(re.search(row.pattern, text.replace("–", "-")) for text, *_ in TABLE)
    ]
    # These have a row for each house, alike but for its name.
    assert {row.kind for row in unused} <= {"bill", "congressional-paper", "cong-rec"}


def test_rows_are_in_order() -> None:
    assert citation_rows(list(CITATIONS)) == CITATIONS
    assert {urlsplit(row.url).scheme for row in CITATIONS if row.url} == {"https"}


def test_parts() -> None:
    found = parse_citation("85 Fed. Reg. 48,637, 48,638")
    assert found is not None
    assert found.parts == {"volume": "85", "page": "48637", "tail": ", 48,638"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Order of Aug. 14, 2020",
        "M-23-13",
        "MOFCOM and MOST Announcement No. 38 of 2020",
        "National Intelligence Law (2017, am. 2018), art. 7",
        "2023 Mont. Laws ch. 503",
        "BGBl. I S. 1234",
        "Case C-311/18",
        "[2020] EWHC 123 (Ch)",
        "OJ L 119, 4.5.2016, p. 1",
        "R.S.C. 1985, c. C-46",
        "[1990] 1 S.C.R. 123",
        "(2019) 123 FCR 45",
        "slip op. at 3",
        "U.S. Const. amend. I",
        "T-123-20",
        "2024/1234",
        "23-12.345",
        "1 BvR 123/20",
    ],
)
def test_other_texts_pass_as_text(text: str) -> None:
    assert parse_citation(text) is None
    assert not looks_us(text)


@pytest.mark.parametrize(
    "text",
    [
        "122 F.5th 930",
        "122 F.4th",
        "604 U.S.",
        "50 U.S.C.",
        "50 USC section",
        "50 U.S. Code",
        "15 CFR part",
        "85 Fed. Reg.",
        "85 FR page 48637",
        "Pub. L. 118",
        "Public Law 118/50",
        "Stat. 955, vol. 138 Stat.",
        "H.R. 75x",
        "Exec. Order No. 13942x",
        "EO 1394x",
        "145 S Ct page 57",
        "604 US. 56",
        "604 US 56",
        "S. Rep. 118",
    ],
)
def test_what_was_meant_for_a_citation_is_told(text: str) -> None:
    assert parse_citation(text) is None
    assert looks_us(text)


def test_what_is_left_beside_a_citation_is_told() -> None:
    assert looks_us("50 U.S.C. x; 85 FR 48637")
    assert not looks_us("50 U.S.C. 1702; 85 FR 48637")


@pytest.mark.parametrize(
    "text",
    [
        "24-1113", "20-5302", "24-34", "No. 24-656", "Nos. 24-656 and 24-657", "24-1113, 24-1130, 24-1183",
        "1:20-cv-02658", "2:24-cv-06535", "9:23-cv-00056-DWM", "1:20-cv-02658 (CJN)", "1:20cv2658", "20-cv-02658",
        "1:20-cv-04699 (MDL No. 2948)", "MDL No. 2948", "24A587", "22O155", "No. 141, Orig.", "20-123C", "2024-1113",
        "1234-20", "24–1113",
    ],
)  # fmt: skip
def test_dockets(text: str) -> None:
    assert docket_ok(text)
    assert not looks_us(text)


@pytest.mark.parametrize(
    "text", ["1:20-cv-0265X", "24 1113", "24_1113", "1:20-2658", "20-cv", "1-20-cv-02658", "1:20--cv-02658"]
)
def test_what_was_meant_for_a_docket_is_told(text: str) -> None:
    assert not docket_ok(text)
    assert looks_us(text)


@pytest.mark.parametrize(
    "text", ["Case C-311/18", "1 BvR 123/20", "T-123-20", "HC/2024/1234", "W.P.(C) 123/2020", "", "23-12.345"]
)
def test_foreign_dockets_pass(text: str) -> None:
    assert not docket_ok(text)
    assert not looks_us(text)


def test_addresses_of_dockets() -> None:
    public = "https://www.supremecourt.gov/docket/docketfiles/html/public/"
    assert docket_url("24-656", "scotus") == f"{public}24-656.html"
    assert docket_url("No. 24A587", "scotus") == f"{public}24a587.html"
    assert docket_url("24-1113", "cadc") is None
    assert docket_url("24-656 and 24-657", "scotus") is None


def test_citations_in_running_text() -> None:
    text = (
        "The Act (Pub. L. 118–50, div. H, 138 Stat. 955) was upheld in TikTok Inc. v. Garland, 122 F.4th 930, 935 "
        "(D.C. Cir. 2024), and No. 24-656, 604 U.S. 56 (2025). See 50 U.S.C. §§ 1701, 1702, 85 FR 48637 and EO 13942."
    )
    found = find_citations(text)
    assert [text[start:end] for start, end, _ in found] == [
        "Pub. L. 118–50, div. H",
        "138 Stat. 955",
        "122 F.4th 930, 935 (D.C. Cir. 2024)",
        "No. 24-656",
        "604 U.S. 56 (2025)",
        "50 U.S.C. §§ 1701, 1702",
        "85 FR 48637",
        "EO 13942",
    ]
    assert found[0].citation.text == "Pub. L. 118-50, div. H"


@pytest.mark.parametrize(
    "text",
    [
        "On 5 May 2020 some 170 million people in the U.S. 45 days later",
        "90-120 days after 24-04-2024, at 12:30",
        "GEO 13942, v2.122 F.4th 930 and xPub. L. 118-50",
        "a vote of 352-65, then 79-18",
        "He left the U.S. 56 days later.",
    ],
)
def test_other_prose_holds_none(text: str) -> None:
    assert find_citations(text) == []


OWN = citation_rows(
    [
        ("state-law", r"(?P<year>\d{4}) Mont\. Laws ch\. (?P<chapter>\d+)", "{year} Mont. Laws ch. {chapter}", ""),
        ["memo", r"M-(?P<year>\d\d)-(?P<n>\d\d)", "OMB M-{year}-{n}", "https://example.org/{year}/{n}"],
        ("usc", r"50 U\.S\.C\. § (?P<section>\d+)", "{section}", "https://example.org/{section}"),
    ]
)  # fmt: skip


def test_own_rows_are_used_and_come_first() -> None:
    law = parse_citation("2023 Mont. Laws ch. 503", OWN)
    assert law == ("state-law", "2023 Mont. Laws ch. 503", None, {"year": "2023", "chapter": "503"})
    found = find_citations("by M-23-13 and", OWN)
    assert [(start, end, c.text, c.url) for start, end, c in found] == [
        (3, 10, "OMB M-23-13", "https://example.org/23/13")
    ]
    own = parse_citation("50 U.S.C. § 1702", OWN)
    assert own is not None
    assert own.url == "https://example.org/1702"


def test_what_an_address_takes_in_is_quoted() -> None:
    rows = (Row("any", "x (?P<it>.+)", "{it}", "https://example.org/{it}"),)
    found = parse_citation('x "/><b>&?#', rows)
    assert found is not None
    assert found.url == "https://example.org/%22%2F%3E%3Cb%3E%26%3F%23"


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("x", "is a list"),
        ({"a": "b"}, "is a list"),
        ([("a", "b", "c")], "is four texts"),
        ([("a", "b", "c", None)], "is four texts"),
        (["abcd"], "is four texts"),
        ([("a", "(", "c", "")], "is wrong"),
        ([("", "b", "c", "")], "needs a kind"),
        ([("a", "b", "{c}", "")], "no group 'c'"),
        ([("a", "b", "c", "https://x.org/{d:th}")], "no group 'd'"),
        ([("a", "b", "c", "javascript:alert(1)")], "must begin with https"),
        ([("a", "(?P<u>.+)", "c", "{u}")], "must begin with https"),
    ],
)
def test_own_rows_are_checked(value: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        citation_rows(value)


ALPHABET = st.sampled_from(
    [
        *"0123456789 .,;-–()§&_*:abcdHRSEOF",
        *(" U.S.C. ", " F.4th ", " Stat. ", " FR ", "Pub. L. ", "No. ", "H.R. ", "div. "),
    ]
)  # fmt: skip


@given(st.lists(ALPHABET, max_size=60).map("".join))
def test_spans_lie_in_the_text_apart_and_in_order(text: str) -> None:
    place = 0
    for start, end, citation in find_citations(text):
        assert place <= start < end <= len(text)
        assert parse_citation(text[start:end]) == citation
        place = end


@given(st.text(max_size=80))
def test_no_text_breaks_anything(text: str) -> None:
    found = parse_citation(text)
    assert found is None or found.text
    find_citations(text)
    docket_ok(text)
    looks_us(text)


@pytest.mark.parametrize(
    "piece",
    [
        "1", " ", "(", "1 A", "50 U.S.C. § 1", "50 U.S.C. §§ 1, 1, ", "(a)", "No. ", "H.R. 1, ", "1,", "1-",
        "1 F. 1, 2, 3", "2020 A. ",
    ],
)  # fmt: skip
def test_time_grows_with_the_length_alone(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        start = time.process_time()
        find_citations(text)
        docket_ok(text)
        looks_us(text)
        return time.process_time() - start

    # Sixteen times the text; a quadratic pattern would take 256 times as long.  The least of some runs, and a
    # bound far from both, since other processes disturb the short one.
    assert min(seconds(32_000) for _ in range(3)) < 64 * min(seconds(2_000) for _ in range(3))
