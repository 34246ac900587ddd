from __future__ import annotations

import sys

import pytest

from sphinx_policyrefs.records import citecheck
from sphinx_policyrefs.records.citecheck import check_with_eyecite, eyecite_available

needs_eyecite = pytest.mark.skipif(not eyecite_available(), reason="needs the extra citations")

TITLE = "TikTok Inc. v. Garland"
CITED = "TikTok Inc. v. Garland, 122 F.4th 930 (D.C. Cir. 2024)"


@needs_eyecite
@pytest.mark.parametrize(
    ("text", "title", "year", "court"),
    [
        (CITED, TITLE, 2024, "cadc"),
        ("122 F.4th 930 (D.C. Cir. 2024)", TITLE, 2024, "cadc"),
        ("122 F.4th 930", TITLE, 2024, "cadc"),
        (CITED, TITLE, None, ""),
        ("604 U.S. ___ (2025)", TITLE, 2025, "scotus"),
        ("Ass'n of Musicians v. U.S. Dep't of Com., 507 F. Supp. 3d 92 (D.D.C. 2020)",
         "Association of Musicians v. United States Department of Commerce", 2020, "dcd"),
        ("50 U.S.C. § 1702(b)", TITLE, 2024, "cadc"),
        ("Order of Aug. 14, 2020", TITLE, 2024, "cadc"),
        # what became of a case (rule 10.7)
        ("122 F.4th 930 (D.C. Cir. 2024), aff'd, 604 U.S. 56 (2025)", TITLE, 2024, "cadc"),
        ("122 F.4th 930 (D.C. Cir. 2024), aff’d sub nom. Other v. Name, 604 U.S. 56 (2025)", TITLE, 2024, "cadc"),
        (f"{CITED}, cert. granted, 145 S. Ct. 57 (2025)", TITLE, 2024, "cadc"),
        (f"{CITED}; vacated, 604 U.S. 56 (2025)", TITLE, 2024, "cadc"),
        (f"{CITED}, rev'd in part and remanded, 604 U.S. 56 (2025)", TITLE, 2024, "cadc"),
        ("Moody v. NetChoice, LLC, 603 U.S. 707 (2024), vacating 34 F.4th 1196 (11th Cir. 2022)",
         "Moody v. NetChoice", 2024, "scotus"),
        ("507 F. Supp. 3d 92 (D.D.C. 2020), appeal dismissed, No. 20-5381, 2021 WL 3 (D.C. Cir. 2021)",
         "TikTok v. Trump", 2020, "dcd"),
        ("122 F.4th 930 (D.C. Cir. 2024), reh'g denied, 2025 WL 1", TITLE, 2024, "cadc"),
        ("Motion Picture Ass'n v. Order of Elks, 122 F.4th 930 (D.C. Cir. 2024)", "Motion Picture Association v. Elks",
         2024, "cadc"),
        ("aff'd, 604 U.S. 56 (2025)", TITLE, 2024, "cadc"),
        ("cert. denied, 604 U.S. 56 (2025)", TITLE, 2024, "cadc"),
        # the first one alone
        ("122 F.4th 930 (D.C. Cir. 2024), 604 U.S. 56 (2025)", TITLE, 2024, "cadc"),
        # parties without a telling word
        ("X Corp. v. Bonta, 116 F.4th 888 (9th Cir. 2024)", "X Corp. v. Bonta", 2024, "ca9"),
        ("In re X, 116 F.4th 888 (9th Cir. 2024)", "In re X", 2024, "ca9"),
        ("Doe v. Roe, 116 F.4th 888 (9th Cir. 2024)", "X v. Y", 2024, "ca9"),
    ],
)  # fmt: skip
def test_what_agrees_is_passed_over(text: str, title: str, year: int | None, court: str) -> None:
    assert check_with_eyecite(text, title, year, court) == []


@needs_eyecite
@pytest.mark.parametrize(
    ("title", "year", "court", "difference"),
    [
        ("TikTok v. Trump", 2024, "cadc", "as a case of 'Garland', whom 'TikTok v. Trump' does not name."),
        (TITLE, 2023, "cadc", "as of 2024, but was decided in 2023 by this entry."),
        (TITLE, 2024, "ca9", "as of the court 'D.C. Cir.', but this entry is at '9th Cir.'."),
    ],
)
def test_what_differs_is_said(title: str, year: int, court: str, difference: str) -> None:
    assert check_with_eyecite(CITED, title, year, court) == [f"122 F.4th 930 is cited {difference}"]


@needs_eyecite
def test_of_parallel_citations_the_first_is_compared() -> None:
    found = check_with_eyecite("604 U.S. 56, 145 S. Ct. 57 (2025)", TITLE, 2024, "cadc")
    assert len(found) == 2
    assert all(message.startswith("604 U.S. 56 ") for message in found)


def test_without_eyecite_nothing_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(citecheck, "eyecite_available", lambda: False)
    monkeypatch.setitem(sys.modules, "eyecite", None)
    assert check_with_eyecite(CITED, "Another v. Case", 1999, "ca9") == []
