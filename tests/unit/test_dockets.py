"""Docket numbers: what each kind of court writes passes, and what was meant for one and is none is told."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_policyrefs.records.citations import looks_us
from sphinx_policyrefs.records.dockets import docket_ok, plain

DISTRICT = [
    "1:20-cv-02658", "2:24-cv-06535", "9:23-cv-00056-DWM", "1:20-cv-02658 (CJN)", "1:20cv2658", "20-cv-02658",
    "1:20-cv-04699 (MDL No. 2948)", "CV 23-56-M-DWM", "20 Civ. 2658 (LAK)", "Civil Action No. 20-2658 (CJN)",
    "20 C 1234", "Misc. No. 20-12", "No. 4:20-CV-1234-A", "3:20-cr-00123-JD-1", "CV-20-00123-PHX-DJH",
    "CV 20-6654 PA (MAAx)", "20-cv-5417 JD", "Case No. 20 Cr. 123 (JSR)", "C 20-1234 WHA", "C20-1234-JLR",
    "Civ. No. 20-1234", "Civil No. 1:20cv123", "Crim. No. 20-123", "20 CV 1234", "20 Misc. 123", "No. 20 CR 123-2",
    "2:20-mc-00123", "A-20-CV-123-LY", "SA-20-CV-123-XR", "H-20-1234", "4:20-MJ-123", "23-cv-3101 (ER)",
    "Civ. A. No. 20-2658", "C.A. No. 20-1234-LPS", "Case No. 3:20-cv-05910-LB", "Cr. No. 20-123", "No. CV-20-123",
    "5:20-CV-1234 (BKS/ATB)", "No. 2:20-CV-00123-JRG-RSP", "Nos. 20-cv-02658, 20-cv-02659", "20-MD-2948",
    "Case 1:20-cv-02658", "2:20-mc-00021-JES-M_M", "2:20-sw-00156-tmp", "1:20-mj-00061-N-2", "3:20-cv-00021-GFVT-EBA",
    "2:16-a2-27244-CMR", "3:21-~gr-00001", "3:21-y-00001", "1:21-2255-00001", "1:21-MDL-00001", "1:21-crcor-00001",
    "3:20-cr-00070-TKW-MAL-1", "4:20-mj-00061-N/A", "4:20-cv-00061-CKJ-PSOT",
    "4:21-cv-00100-RH-MAF", "Criminal No. 1:20-cr-143", "Mag. No. 20-123",
]  # fmt: skip
BANKRUPTCY = [
    "8:20-bk-01234-CPM", "Bankr. No. 20-12345", "Case No. 20-12345 (MFW)", "Adv. No. 20-01001",
    "Adv. Proc. No. 20-01001", "2:20-ap-01001", "02-00017-LMK", "1:24-bk-10757",
]  # fmt: skip
APPEALS = [
    "24-1113", "20-5302", "24-34", "No. 24-656", "Nos. 24-656 and 24-657", "24-1113, 24-1130, 24-1183", "24–1113",
    "22-1234-cr(L)", "22-1234 (L)", "20-3371(L), 20-3372(Con)", "24-1113, et al.", "24-1113 et al.",
    "Nos. 24-1113 & 24-1130", "24-1113 (consolidated with 24-1130, 24-1183)", "2024-1113", "24-1113 (D.C. Cir.)",
    "24-5432 (lead), 24-5433", "Case: 20-5302", "80-1385_1", "Docket No. 80-1385",
    "00-1111-pr", "22-1234-op", "22-1234-ag", "00-1111P",
]  # fmt: skip
SUPREME = [
    "24A587", "22O155", "22O160 ORG", "No. 141, Orig.", "No. 160, Original", "Application No. 24A587", "24M12",
    "D-3012", "24-5123",
]  # fmt: skip
SPECIAL = [
    "20-123C", "20-123 C", "20-1234V", "1:20-cv-00123-EDK", "Court No. 20-00123", "Consol. Court No. 20-00123",
    "1234-20", "Docket No. 1234-20L", "12345-20W", "20-1234(E)", "20-0123/AR", "No. 20-0123-AR", "ARMY 20200123",
    "ACM 39812", "NMCCA No. 202000123", "Docket No. BR 13-109", "CMCR 18-003", "Misc. 19-02", "MDL No. 2948",
    "In re MDL 2948", "MDL Docket No. 2948",
]  # fmt: skip


@pytest.mark.parametrize("text", [*DISTRICT, *BANKRUPTCY, *APPEALS, *SUPREME, *SPECIAL])
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


@given(st.text(max_size=80))
def test_no_text_breaks_anything(text: str) -> None:
    docket_ok(text)
    assert len(plain(text)) == len(text)


@pytest.mark.parametrize(
    "piece", ["1", "1-", "No. ", "24-1113, ", "Civ. ", "(a)", "(", "20 C 1 ", "1:20-cv-1-"]
)
def test_time_grows_with_the_length_alone(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        start = time.process_time()
        docket_ok(text)
        return time.process_time() - start

    assert min(seconds(64_000) for _ in range(3)) < 64 * max(min(seconds(4_000) for _ in range(3)), 0.0005)
