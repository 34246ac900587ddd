"""Docket numbers, as each kind of federal court writes them."""

from __future__ import annotations

import re

# One character for one, so that places in the text stay.
_PLAIN = str.maketrans(
    "\t\n\r\f\v\xa0\u2007\u2009\u202f\u2010\u2011\u2012\u2013\u2014\u2212\u2018\u2019",
    " " * 9 + "-" * 6 + "''",
)


def plain(text: str) -> str:
    """Return a text with one sort each of spaces, dashes and apostrophes, as long as it was."""
    return text.translate(_PLAIN)


_YEAR = r"(?:(?:19|20)?\d\d)"
_SERIAL = r"\d{1,6}"
# Civil, criminal and miscellaneous cases, those of magistrates, bankruptcies: 'Civ.', 'cv', 'C'.
_TYPE = (
    r"(?:[Cc]iv(?:il|\.)?|CIV\.?|[Cc]r(?:im(?:inal|\.)?|\.)?|CRIM\.?|[Mm]isc\.?|MISC\.?|[Mm]ag\.?|Bk\."
    r"|[cC]\.?[aA]\.?|[a-z]{2,4}|[A-Z]{2,4}|C)"
)
# Letters of judges, divisions and offices, and the number of a defendant.
_ENDS = r"(?:[- ][A-Za-z0-9]{1,6}(?:[_/][A-Za-z]{1,3})?){0,4}"
_NUMBERS = "|".join(
    (
        # district courts: 1:20-cv-02658-CJN, 20-cv-5417 JD, 3:20-cr-00123-1, 1:20cv2658
        rf"(?:\d{{1,2}}:)?{_YEAR}-?(?:[a-z]{{2,4}}|[A-Z]{{2,4}})-?{_SERIAL}{_ENDS}",
        # sealed and other rare cases: 3:21-~gr-00001, 2:16-a2-27244, 1:21-crcor-00001, 1:21-2255-00001
        rf"\d{{1,2}}:{_YEAR}-(?:~?[A-Za-z][A-Za-z0-9]{{0,5}}|\d{{4}})-{_SERIAL}{_ENDS}",
        # 20 Civ. 2658 (LAK), 20 C 1234, 20 CV 1234, 20-Misc-123, 20 CR 123-2
        rf"(?:\d{{1,2}}:)?{_YEAR}[ -]{_TYPE}[ -]?{_SERIAL}{_ENDS}",
        # CV 23-56-M-DWM, CV-20-00123-PHX-DJH, C20-1234-JLR, CV 20-6654 PA (MAAx), H-20-1234, SA-20-CV-123-XR
        rf"(?:[A-Z]{{1,3}}-)?(?:{_TYPE}|[A-Z])[ -]?{_YEAR}[ -](?:{_TYPE}-)?{_SERIAL}{_ENDS}",
        # courts of appeals and the Supreme Court: 24-1113, 22-1234-cr, 20-5302L; Federal Claims: 20-123C, 20-123 C
        rf"{_YEAR}-{_SERIAL}(?:-[A-Za-z]{{1,4}})?(?: ?[A-Z])?(?:/[A-Z]{{2}}|_\d)?",
        # the Supreme Court's applications, motions and original cases
        r"\d\d ?[AMO] ?\d{1,5}(?:,? ORI?G\.?)?",
        r"\d{1,3},? Orig(?:inal|\.)?",
        r"D-\d{1,5}",
        # the Tax Court: 1234-20, 12345-20L
        r"\d{1,5}-\d\d[A-Z]{0,2}",
        # courts-martial on appeal, and the courts for intelligence
        r"(?:ARMY|Army|ACM(?: S)?|NMCCA|CGCMG|CGCMSP|CMCR)(?: [Nn]os?\.)? ?[\dA-Za-z-]{2,12}",
        r"(?:BR|PR/TT|702\(i\)|Misc\.)(?: [Nn]os?\.)?[ -]\d\d-\d{1,4}",
        r"MDL(?: Docket)?(?: [Nn]os?\.)? ?-?\d{1,4}",
    )
)
# What a court writes before a number: 'Case No.', 'Civil Action No.', 'Adv. Proc. No.'.
_LEAD = (
    r"(?:(?:In re )?(?:(?:Consol(?:idated|\.)|Related|Lead|Member|Master|Bankruptcy|Bankr\.|Adversary|Adv\."
    r"|Civil|Civ\.|Criminal|Crim\.|Cr\.|Miscellaneous|Misc\.|Magistrate|Mag\.|Court|Case|Docket|Dkt\.|Cause"
    r"|Action|Act\.|A\.|Appeal|Application|App\.|Proceeding|Proc\.|Petition|Original|File|C\.A\.|CA):? ?){0,4}"
    r"(?:[Nn]os?\.|[Nn]umbers?|#)? ?)?"
)
# The letters of a judge, or of a lead case: (CJN), (L), (Con), (MAAx).
_NOTE = r"(?: ?\([^()]{1,80}\)){0,3}"
_DOCKET = re.compile(rf"{_LEAD}(?:{_NUMBERS}){_NOTE}(?:,? et al\.?)?")
_DIVIDED = re.compile(r",? and |,? et al\.?|[;&]|,(?! ?(?:Orig|ORIG|et al))")


def docket_ok(text: str) -> bool:
    """Tell whether a text is a docket number of a federal court, or several."""
    # Commas within brackets divide nothing: 24-1113 (consolidated with 24-1130, 24-1183).
    whole = re.sub(r"\([^()]{0,80}\)", lambda note: note[0].replace(",", " "), " ".join(plain(text).split()))
    numbers = [number.strip() for number in _DIVIDED.split(whole)]
    return bool(numbers[0]) and all(_DOCKET.fullmatch(number) for number in numbers if number)
