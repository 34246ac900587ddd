"""Which side of a legal action a docket's word for a party means; the docs show the table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

#: The words that mean a side, in small letters and the singular, and the field that the side is.
SIDES: Final[Mapping[str, str]] = MappingProxyType({
    "plaintiff": "plaintiffs",
    "lead plaintiff": "plaintiffs",
    "consolidated plaintiff": "plaintiffs",
    "all plaintiffs": "plaintiffs",
    "relator": "plaintiffs",
    "petitioner": "petitioners",
    "appellant": "appellants",
    "applicant": "applicants",
    "claimant": "claimants",
    "defendant": "defendants",
    "consolidated defendant": "defendants",
    "all defendants": "defendants",
    "respondent": "respondents",
    "appellee": "appellees",
    "intervenor": "intervenors",
    "intervenor plaintiff": "intervenors",
    "intervenor defendant": "intervenors",
    "intervenor respondent": "intervenors",
    "intervenor petitioner": "intervenors",
    "plaintiff intervenor": "intervenors",
    "defendant intervenor": "intervenors",
    "amicus": "amici",
    "amicus curiae": "amici",
    "amici curiae": "amici",
})  # fmt: skip

#: Words that mean no side of ours, each with the reason; parties of these types are counted in the report and left out.
NONE: Final[Mapping[str, str]] = MappingProxyType({
    "counter claimant, counter defendant": "a second side of one that is a party already",
    "cross claimant, cross defendant, cross appellant, cross appellee": "a second side of one that is a party already",
    "3rd party plaintiff, 3rd party defendant": "a side of an action within the action",
    "intervenor - pending": "has asked to intervene, and is not a party yet",
    "movant, interested party, notice party, objector": "asks for something, or is told of it, and is not a party",
    "in re, debtor, joint debtor": "whom a proceeding without sides is about",
    "trustee, U.S. trustee, creditor committee, special master, mediator": "an office of the court's, or under its eye",
    "garnishee, surety, material witness, claims agent, service list, other, unknown": "nobody's side",
})  # fmt: skip


def side(role: str) -> str:
    """Return the field of a legal action that a docket's word for a party means, "" where there is none.

    In an appeal a party has two words, such as 'Defendant - Appellant': the later is its side there.
    """
    folded = " ".join(role.replace("\xa0", " ").split()).casefold()
    if whole := _known(folded):
        return whole
    parts = re.split(r" [-–/] |/", folded)
    return next((known for part in reversed(parts) if (known := _known(part))), "") if _whole(parts) else ""


def _known(words: str) -> str:
    words = words.replace("-", " ").strip(" .,:;")
    return SIDES.get(words) or SIDES.get(words.removesuffix("s"), "")


def _whole(parts: list[str]) -> bool:
    """Return whether words divided by a dash are all roles, so that 'Intervenor - Pending' is none."""
    return len(parts) > 1 and all(
        _known(part) or part.startswith(("cross", "counter", "third", "3rd")) for part in parts
    )
