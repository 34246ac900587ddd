"""Dockets as juriscraper writes them, of PACER and of the Supreme Court."""

from __future__ import annotations

import re

from sphinx_policyrefs.imports.published import texts
from sphinx_policyrefs.imports.published.model import Case, Filing, Found, Member, Other, Paper
from sphinx_policyrefs.imports.published.places import Places, names_within
from sphinx_policyrefs.imports.published.roles import side
from sphinx_policyrefs.imports.published.tree import Value

#: Titles that juriscraper gives to a case of which its page has none.
_NO_TITLES = ("unknown case title",)


def is_docket(root: Value) -> bool:
    """Return whether a file is a docket of juriscraper."""
    return {"docket_number", "case_name", "docket_entries"} <= root.names and "absolute_url" not in root


def read_docket(root: Value, places: Places, found: Found) -> None:
    """Take a docket."""
    court = root["court_id"].text
    high = not court and "lower_court" in root
    caption = texts.name(root["case_name"].text)
    case = Case(
        places.of(root),
        court="scotus" if high else court,
        number=root["docket_number"].text,
        caption="" if caption.lower().startswith(_NO_TITLES) else caption,
        filed=places.day(root["date_filed"], found),
        terminated=places.day(root["date_terminated"], found),
        cause=texts.name(root["cause"].text or root["nature_of_suit"].text),
        publisher="PACER" if not high else "Supreme Court of the United States",
    )
    case.notes += places.unread()
    judges = [root["assigned_to_str"].text, root["referred_to_str"].text, *(v.text for v in root["panel"])]
    case.judges = [judge for judge in dict.fromkeys(judges) if len(judge) > 3]  # initials say no name
    _parties(root, case, places, found)
    for value in root["docket_entries"]:
        _filing(value, case, places, found)
    _below(root, case)
    if high:
        names_within(case)
        if first := next((f.date for f in case.filings if _asks(f.text)), ""):
            case.filed = first
    found.cases.append(case)


def _asks(text: str) -> bool:
    """Return whether an entry of the Supreme Court is the paper that begins a case."""
    return bool(
        re.match(r"(?:Petition|Application|Jurisdictional|Statement as to jurisdiction)\b", text)
    ) and not re.search(r"\b(?:granted|denied|GRANTED|DENIED)\b", text[:80])


def _parties(root: Value, case: Case, places: Places, found: Found) -> None:
    for value in root["parties"]:
        called = texts.name(value["name"].raw)
        if called:
            role = " ".join(value["type"].text.split())
            ended = places.day(value["date_terminated"], found)
            case.parties.append(Member(places.of(value), called, role, side(role), ended))


def _filing(value: Value, case: Case, places: Places, found: Found) -> None:
    text = texts.clean(value["description"].raw or value["short_description"].raw)
    number = value["document_number"].text if case.court != "scotus" else ""
    filing = Filing(
        places.of(value),
        places.day(value["date_filed"], found),
        number,
        text,
        serial=value["pacer_seq_no"].text,
    )
    if number or value["pacer_doc_id"].text:
        filing.papers.append(Paper(places.of(value), number, sha256=texts.digest(value["sha256"].text)))
    for attached in value["attachments"]:
        filing.papers.append(
            Paper(
                places.of(attached),
                number or attached["document_number"].text,
                attached["attachment_number"].text,
                texts.clean(attached["description"].raw),
                attached["document_url"].text,
                texts.digest(attached["sha256"].text),
            )
        )
    case.filings.append(filing)


def _below(root: Value, case: Case) -> None:
    origin = root["originating_court_information"]
    if number := origin["docket_number"].text:
        case.below.append(Other(origin["court_id"].text or root["appeal_from"].text, number))
    elif lower := [value.text for value in root["lower_court_case_numbers"]]:
        case.below += [Other(root["lower_court"].text, number) for number in lower if number]
