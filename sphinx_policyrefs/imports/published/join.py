"""Several files of one call, joined: a docket and its entries, a bill and its actions."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import Any
from zlib import crc32

from sphinx_policyrefs.imports.published.model import Bill, Case, Filing, Found, Notice, Told
from sphinx_policyrefs.records.fields import slugify

_DISTRICT = re.compile(r"(?:(\d{1,2}):)?(?:19|20)?(\d\d)-?([A-Za-z]{2,4})-?0*(\d{1,6})(?!\d)")


def number_key(number: str) -> str:
    """Return a docket number without what differs from file to file: judges' initials, noughts, blanks, case."""
    number = " ".join(number.split())
    if found := _DISTRICT.match(number):
        office, year, sort, serial = found.groups()
        return f"{office + ':' if office else ''}{year}-{sort.lower()}-{int(serial):05}"
    return re.sub(r"\s+", "", number).casefold().removeprefix("no.")


def same_number(one: str, other: str) -> bool:
    """Return whether two docket numbers are one; the office before the colon may be missing from one of them."""
    first, second = number_key(one), number_key(other)
    if first == second:
        return True
    offices = (":" in first) + (":" in second)
    return offices == 1 and first.rpartition(":")[2] == second.rpartition(":")[2]


def case_id(court: str, number: str) -> str:
    """Return the id of a legal action that a docket makes: its court and number, which never change."""
    return slugify(f"{court} {number_key(number)}") or f"case-{crc32(number.encode()):08x}"


def join(found: Found, case: str = "") -> list[Told]:
    """Join what belongs together in place, and return what remains without a case or a bill.

    *case* is the id of a case whose file does not name it.
    """
    wrong: list[Told] = []
    found.cases = _cases(found.cases, case, wrong)
    found.bills = _bills(found.bills, wrong)
    notices: dict[str, Notice] = {}
    for notice in found.notices:
        notices.setdefault(notice.number, notice)
    found.notices = list(notices.values())
    return wrong


def _cases(cases: list[Case], given: str, wrong: list[Told]) -> list[Case]:
    whole: list[Case] = []
    for each in cases:
        if each.number:
            same = next((other for other in whole if _same(other, each)), None)
            whole.append(each) if same is None else _fill(same, each)
    for each in cases:
        if each.number:
            continue
        same = next(
            (other for other in whole if each.courtlistener and other.courtlistener == each.courtlistener),
            None,
        )
        if same is None and given:
            same = next((other for other in whole if case_id(other.court, other.number) == given), None)
            same = same or next((other for other in whole if not other.number), None)
        elif same is None and len(whole) == 1 and whole[0].number:
            same = whole[0]
        if same is not None:
            _fill(same, each)
        elif given or each.courtlistener:
            whole.append(each)
        else:
            what = "several cases are in the call" if whole else "no file of the call has its docket"
            wrong.append(
                Told(each.place, f"the file does not say of which case it is, and {what}: add --case ID")
            )
    return whole


def _same(one: Case, other: Case) -> bool:
    if one.courtlistener and one.courtlistener == other.courtlistener:
        return True
    return same_number(one.number, other.number) and (
        one.court == other.court or not (one.court and other.court)
    )


def _fill(case: Case, more: Case) -> None:
    """Put what another file says of a case into it; what is there stays."""
    milestones = {id(more.filings[n]): name for n, name in more.milestones.items()}
    _fill_fields(case, more, ("place", "parties", "filings", "milestones"))
    for member in more.parties:
        if not any(m.name == member.name and m.side == member.side for m in case.parties):
            case.parties.append(member)
    by_number: dict[tuple[str, str], list[Filing]] = {}
    for filing in case.filings:
        by_number.setdefault((filing.number, filing.date), []).append(filing)
    for filing in more.filings:
        near = by_number.get((filing.number, filing.date), [])
        known = next((each for each in near if filing.number or _alike(each.text, filing.text)), None)
        if known is None:
            case.filings.append(filing)
            if name := milestones.get(id(filing)):
                case.milestones.setdefault(len(case.filings) - 1, name)
        else:
            known.text = max(known.text, filing.text, key=len)
            if sum(bool(paper.url) for paper in filing.papers) > sum(
                bool(paper.url) for paper in known.papers
            ):
                known.papers = filing.papers


def _alike(one: str, other: str) -> bool:
    first, second = (re.sub(r"\W+", "", text).casefold() for text in (one, other))
    return first == second or (len(first) > 30 and len(second) > 30 and (first in second or second in first))


def _fill_fields(one: Any, other: Any, but: tuple[str, ...]) -> None:
    for each in fields(one):
        if each.name not in but and not getattr(one, each.name):
            setattr(one, each.name, getattr(other, each.name))


def _bills(bills: list[Bill], wrong: list[Told]) -> list[Bill]:
    whole: dict[tuple[str, str, str], Bill] = {}
    for each in bills:
        if each.number:
            known = whole.setdefault((each.congress, each.type, each.number), each)
            if known is not each:
                _add(known, each)
    for each in bills:
        if not each.number:
            if len(whole) == 1:
                _add(next(iter(whole.values())), each)
            else:
                said = "the file does not say of which bill the actions are: give one bill with it"
                wrong.append(Told(each.place, said))
    return list(whole.values())


def _add(bill: Bill, more: Bill) -> None:
    known = {act[1:] for act in bill.acts}
    acts = [*bill.acts, *(act for act in more.acts if act[1:] not in known)]
    _fill_fields(bill, more, ("place", "acts"))
    bill.acts = acts
