"""A docket of the Supreme Court as supremecourt.gov publishes it, with three spellings of dates in one file."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urljoin

from sphinx_policyrefs.imports.published import texts
from sphinx_policyrefs.imports.published.model import Case, Filing, Found, Member, Other, Paper, Place, Told
from sphinx_policyrefs.imports.published.places import Places, names_within
from sphinx_policyrefs.imports.published.tree import Value
from sphinx_policyrefs.records.dockets import docket_ok

_HOME: Final = "https://www.supremecourt.gov/"
#: What stands behind the name in a title, and the side that it means.
_SUFFIX: Final = re.compile(
    r",?\s+(Petitioner|Applicant|Appellant|Respondent|Appellee|Plaintiff|Defendant)s?\.?$", re.IGNORECASE
)
_FIELDS: Final = {
    "petitioner": "petitioners", "applicant": "applicants", "appellant": "appellants", "respondent": "respondents",
    "appellee": "appellees", "plaintiff": "plaintiffs", "defendant": "defendants",
}  # fmt: skip
_ET_AL: Final = re.compile(r",?\s+et al\.?$", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\d\d-\d{1,5}|\d\d[AM]\d{1,5}|\d{1,3},? Orig\.?", re.IGNORECASE)
#: What ends a case, as the Court writes it, and our word for it.
_ENDS: Final = (
    (re.compile(r"^Petition (?:for a writ of \w+ )?DENIED\b"), "certiorari denied"),
    (re.compile(r"^(?:Petition|Writ of certiorari|Appeal)\b.*\bDISMISSED\b"), "dismissed"),
    (re.compile(r"^Judgment REVERSED and case REMANDED\b", re.IGNORECASE), "reversed and remanded"),
    (
        re.compile(r"^(?:Adjudged to be|Judgment) VACATED and (?:case )?REMANDED\b", re.IGNORECASE),
        "vacated and remanded",
    ),
    (re.compile(r"^(?:Adjudged to be|Judgment) AFFIRMED\b", re.IGNORECASE), "affirmed"),
    (re.compile(r"^(?:Adjudged to be|Judgment) REVERSED\b", re.IGNORECASE), "reversed"),
)
_BEGINS: Final = re.compile(
    r"(?:Petition for (?:a )?writ|Petition for a writ|Application \(\w+\)|Statement as to jurisdiction"
    r"|Jurisdictional [Ss]tatement|Motion for leave to file a bill of complaint|Bill of [Cc]omplaint)"
)


def is_docket(root: Value) -> bool:
    """Return whether a file is a docket of supremecourt.gov."""
    return {"CaseNumber", "ProceedingsandOrder"} <= root.names


def read_docket(root: Value, places: Places, found: Found) -> None:
    """Take a docket."""
    written = root["CaseNumber"].text
    number = (_NUMBER.match(written) or [written])[0]
    case = Case(
        places.of(root),
        court="scotus",
        number=number,
        url=f"{_HOME}docket/docketfiles/html/public/{number}.html" if _NUMBER.fullmatch(number) else "",
        publisher="Supreme Court of the United States",
    )
    titles = [_titled(root, name) for name in ("PetitionerTitle", "RespondentTitle")]
    case.caption = " v. ".join(title for title in titles if title)
    _parties(root, case, places)
    for value in root["ProceedingsandOrder"]:
        case.filings.append(_filing(value, places, found))
    names_within(case)
    _milestones(case)
    places.unread()
    if not case.filed:
        case.filed = places.day(root["DocketedDate"], found)
        case.notes += places.unread()
    _others(root, case, places.of(root), found)
    found.cases.append(case)


def _titled(root: Value, name: str) -> str:
    """Return a side as captions name it, without the word for the side."""
    return _SUFFIX.sub("", texts.name(root[name].text)).strip(" ,")


def _parties(root: Value, case: Case, places: Places) -> None:
    for title, listed, default in (
        ("PetitionerTitle", "Petitioner", "petitioners"),
        ("RespondentTitle", "Respondent", "respondents"),
    ):
        whole = texts.name(root[title].text)
        suffix = _SUFFIX.search(whole)
        side = _FIELDS[suffix[1].lower()] if suffix else default
        names: list[tuple[str, Value]] = [(_ET_AL.sub("", _titled(root, title)), root[title])]
        names += [(_ET_AL.sub("", texts.name(value["PartyName"].text)), value) for value in root[listed]]
        members: list[Member] = []
        for called, value in names:
            same = next((m for m in members if _same(m.name, called)), None)
            if same is None and called:
                role = suffix[1] if suffix else listed
                members.append(Member(places.of(value), called, role, side))
            elif same is not None and called not in (same.name, *same.aliases):
                same.aliases = (*same.aliases, called)
        case.parties += members
    seen: list[str] = []
    for value in root["Other"]:
        called = _ET_AL.sub("", texts.name(value["PartyName"].text))
        if called and called not in seen:
            seen.append(called)
            case.parties.append(Member(places.of(value), called, "Other"))


def _same(one: str, other: str) -> bool:
    """Return whether two names of one side name the same: the words of one are among the other's, in order."""
    first, second = (re.findall(r"\w+", text.casefold()) for text in sorted((one, other), key=len))
    rest = iter(second)
    return bool(first) and first[0] == second[0] and all(word in rest for word in first)


def _filing(value: Value, places: Places, found: Found) -> Filing:
    filing = Filing(places.of(value), places.day(value["Date"], found), "", texts.clean(value["Text"].raw))
    for link in value["Links"]:
        address = link["DocumentUrl"].text
        paper = Paper(
            places.of(link),
            description=texts.clean(link["Description"].raw),
            url=_address(address),
        )
        filing.papers.append(paper)
    return filing


def _address(text: str) -> str:
    """Return an address of the Court's, "" for none, or for one that can't be one."""
    try:
        return urljoin(_HOME, text) if text else ""
    except ValueError:
        return ""


def _milestones(case: Case) -> None:
    """Take the days of filing, argument and decision from the entries that say so."""
    begun = False
    for n, filing in enumerate(case.filings):
        text = filing.text
        if not filing.date:
            continue
        own = case.number.replace(" ", "")
        if not begun and _BEGINS.match(text) and (not text.startswith("Application") or f"({own})" in text):
            begun, case.filed = True, filing.date
            case.milestones[n] = "filed"
        elif text.startswith("Argued"):
            case.argued = filing.date
            case.milestones[n] = "argued"
        else:
            ending = next((word for pattern, word in _ENDS if pattern.search(text)), "")
            if ending:
                case.decided, case.disposition = filing.date, ending
                case.milestones = {k: v for k, v in case.milestones.items() if v != "decided"} | {
                    n: "decided"
                }


def _others(root: Value, case: Case, place: Place, found: Found) -> None:
    """Take the cases below, those heard with this one, and the applications that became it."""
    court = root["LowerCourt"].text
    numbers = re.sub(r"\(See also.*?\)", "", root["LowerCourtCaseNumbers"].text, flags=re.IGNORECASE).strip(
        " ()"
    )
    for number in filter(None, (part.strip(" ()") for part in numbers.split(","))):
        case.below.append(Other(court, number))
    for value in root["RelatedCaseNumber"]:
        if number := value["DisplayCaseNumber"].text:
            case.related.append(Other("scotus", number))
    linked = re.sub(r"^Linked with\s*", "", root["Links"].text)
    for number in filter(None, (part.strip() for part in re.split(r"[,;]", linked))):
        if _NUMBER.fullmatch(number) and docket_ok(number):
            case.related.append(Other("scotus", number))
        else:
            found.told.append(Told(place, f'"Linked with {number[:40]}" names no case; it is left out'))
    if told := root["LowerCourtDecision"].text:
        case.notes.append(f"Decision below: {texts.name(told)}")
