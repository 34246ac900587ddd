"""CourtListener: the CSV of a docket's page, and the JSON of its API v4 (docket, docket entries, search results)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sphinx_policyrefs.imports.published import texts
from sphinx_policyrefs.imports.published.model import Case, Filing, Found, Member, Other, Paper, Place, Told
from sphinx_policyrefs.imports.published.places import Places
from sphinx_policyrefs.imports.published.roles import side
from sphinx_policyrefs.imports.published.tree import Value
from sphinx_policyrefs.imports.tables import TableRow, rows
from sphinx_policyrefs.imports.tree import DataError

_HOME: Final = "https://www.courtlistener.com"
_STORAGE: Final = "https://storage.courtlistener.com/"
_HEADINGS: Final = {"docketentry_date_filed", "docketentry_description"}
#: What these files can't hold, said once for each call.
ABSENT: Final = "CourtListener has what its users bought from PACER: what is not in the file may be on PACER"
NO_CASE: Final = (
    "the CSV of a docket's page has neither court, docket number nor caption, "
    "and no entries without documents"
)


def is_table(text: str) -> bool:
    """Return whether a text is the CSV of a docket's page."""
    head = text.lstrip("\ufeff")[:4000].split("\n", 1)[0].replace('"', "").strip().lower()
    return set(re.split(r"[,;\t]", head)) >= _HEADINGS


def read_table(text: str, places: Places, found: Found) -> None:
    """Take the CSV of a docket's page: a row for each document, those of one entry with the same number."""
    lines = rows(text)
    head = next(lines, None)
    if not isinstance(head, TableRow):
        raise head or DataError("has no headings")
    names = [cell.strip().lower() for cell in head.cells]
    case = Case(Place(places.file, 1), publisher="CourtListener")
    entries: dict[str, Filing] = {}
    for row in lines:
        if isinstance(row, DataError):
            found.told.append(Told(Place(places.file, row.line), f"the file {row}"))
            continue
        cells = dict(zip(names, (cell.strip() for cell in row.cells), strict=False))
        if len(row.cells) != len(names):
            message = f"the row has {len(row.cells)} cells and the headings are {len(names)}; it is left out"
            found.told.append(Told(Place(places.file, row.line), message))
            continue
        _row(cells, Place(places.file, row.line), entries, found)
    case.filings = list(entries.values())
    found.cases.append(case)
    found.remarks += [ABSENT, NO_CASE]


def _row(cells: dict[str, str], place: Place, entries: dict[str, Filing], found: Found) -> None:
    def of(name: str) -> str:
        return cells.get(f"docketentry_{name}", "")

    def paper(name: str) -> str:
        return cells.get(f"recapdocument_{name}", "")

    key = of("id") or f"{of('date_filed')} {of('entry_number')} {of('description')}"
    if key not in entries:
        try:
            date = texts.day(of("date_filed"))
        except ValueError:
            found.told.append(Told(place, f'"{of("date_filed")[:60]}" is not a date; it is left out'))
            date = ""
        number = "" if of("entry_number") in ("", "0") else of("entry_number")
        text = texts.clean(of("description") or paper("description"))
        entries[key] = Filing(
            place, date, _numbered(number), text, serial=of("pacer_sequence_number") or of("id")
        )
    entry = entries[key]
    attachment = paper("attachment_number")
    sealed = paper("is_sealed").lower() == "true"
    path = paper("filepath_ia")
    url = path if path.startswith("https://") else ""
    number = _numbered(paper("document_number"))
    entry.papers.append(
        Paper(
            place, number, "" if attachment in ("", "0") else attachment, texts.clean(paper("description")),
            "" if sealed else url, texts.digest(paper("sha256")), sealed,
        )
    )  # fmt: skip


def _numbered(number: str) -> str:
    """Return the number of an entry; PACER's ids of nine digits and more, which stand in its place, are none."""
    return number if re.fullmatch(r"\d{1,7}", number) else ""


# -- API v4 ----------------------------------------------------------------------------------------------


def is_docket(root: Value) -> bool:
    """Return whether a file is a docket of API v4, alone or in a list."""
    return all(_is_docket(value) for value in _listed(root)) and any(True for _ in _listed(root))


def _is_docket(value: Value) -> bool:
    return ({"docket_number", "case_name", "court_id"} <= value.names and "docket_entries" not in value) or (
        {"docket_number", "case_name", "absolute_url"} <= value.names
    )


def read_docket(root: Value, places: Places, found: Found) -> None:
    """Take dockets."""
    for value in _listed(root):
        found.cases.append(_docket(value, places, found))
    found.remarks.append(ABSENT)


def _listed(root: Value) -> Iterator[Value]:
    if "results" in root:
        yield from root["results"]
    else:
        yield from root if root.is_list else [root]


def _docket(value: Value, places: Places, found: Found) -> Case:
    address = value["absolute_url"].text
    case = Case(
        places.of(value),
        court=value["court_id"].text or _last(value["court"].text),
        number=value["docket_number"].text,
        caption=texts.name(value.first("case_name", "case_name_full", "case_name_short")),
        filed=places.day(value["date_filed"], found),
        terminated=places.day(value["date_terminated"], found),
        argued=places.day(value["date_argued"], found),
        cause=texts.name(value.first("cause", "nature_of_suit")),
        url=f"{_HOME}{address}" if address.startswith("/") else address,
        courtlistener=value["id"].text,
        publisher="CourtListener",
    )
    case.notes += places.unread()
    judges = [
        value["assigned_to_str"].text,
        value["referred_to_str"].text,
        *value["panel_str"].text.split(","),
    ]
    case.judges = [judge for judge in dict.fromkeys(part.strip() for part in judges) if len(judge) > 3]
    below = value["original_court_info"]
    if number := below["docket_number"].text:
        case.below.append(Other(_last(value["appeal_from"].text) or value["appeal_from_str"].text, number))
    case.filings = [_entry(each, places, found) for each in value["docket_entries"]]
    for party in value["parties"]:
        if called := texts.name(party["name"].raw):
            types = [each["party_type"].text or each["name"].text for each in party["party_types"]] or [
                party["type"].text
            ]
            ended = places.day(
                next((e["date_terminated"] for e in party["party_types"]), party["date_terminated"]), found
            )
            case.parties += [Member(places.of(party), called, role, side(role), ended) for role in types]
    return case


def _last(address: str) -> str:
    """Return the id at the end of an address of the API, the text itself where it is none."""
    found = re.search(r"/courts/([\w-]+)/?$", address)
    return found[1] if found else "" if address.startswith("http") else address


def is_entries(root: Value) -> bool:
    """Return whether a file has docket entries of API v4."""
    listed = list(_listed(root))
    return bool(listed) and all(
        {"recap_documents", "description", "date_filed"} <= each.names for each in listed
    )


def read_entries(root: Value, places: Places, found: Found) -> None:
    """Take docket entries, each with the docket that its address names."""
    cases: dict[str, Case] = {}
    for value in _listed(root):
        docket = re.search(r"/dockets/(\d+)/?$", value["docket"].text)
        id_ = docket[1] if docket else value["docket"].text if value["docket"].text.isdecimal() else ""
        case = cases.setdefault(id_, Case(places.of(root), courtlistener=id_, publisher="CourtListener"))
        case.filings.append(_entry(value, places, found))
    found.cases += cases.values()
    found.remarks.append(ABSENT)


def _entry(value: Value, places: Places, found: Found) -> Filing:
    text = value["description"].raw or next((v["description"].raw for v in value["recap_documents"]), "")
    return Filing(
        places.of(value),
        places.day(value["date_filed"], found),
        _numbered(value["entry_number"].text),
        texts.clean(text),
        [_paper(each, places) for each in value["recap_documents"]],
        serial=value.first("pacer_sequence_number", "id"),
    )


def _paper(value: Value, places: Places, *described: str) -> Paper:
    """Return a document; *described* are the names under which it may say what it is."""
    sealed = value["is_sealed"].text == "true"
    address = value["absolute_url"].text
    path = value["filepath_local"].text
    page = f"{_HOME}{address}" if address else ""
    file = path if path.startswith("https://") else f"{_STORAGE}{path}" if path else value["filepath_ia"].text
    urls = [file, page] if value["is_available"].text == "true" else [page, file]
    attachment = value["attachment_number"].text
    return Paper(
        places.of(value),
        _numbered(value["document_number"].text),
        "" if attachment == "0" else attachment,
        texts.clean(value.first(*(described or ("description",)))),
        "" if sealed else next(filter(None, urls), ""),
        texts.digest(value["sha256"].text),
        sealed,
    )


def is_search(root: Value) -> bool:
    """Return whether a file is a result of the search for dockets."""
    listed = list(_listed(root))
    return bool(listed) and all({"docketNumber", "caseName"} <= each.names for each in listed)


def read_search(root: Value, places: Places, found: Found) -> None:
    """Take the dockets of a result, with the documents that it shows; parties have no sides in it."""
    for value in _listed(root):
        address = value.first("docket_absolute_url", "absolute_url")
        case = Case(
            places.of(value),
            court=value["court_id"].text,
            number=_unmarked(value["docketNumber"]),
            caption=_unmarked(value["caseName"]),
            filed=places.day(value["dateFiled"], found),
            terminated=places.day(value["dateTerminated"], found),
            argued=places.day(value["dateArgued"], found),
            cause=_unmarked(value["cause"]) or _unmarked(value["suitNature"]),
            judges=[
                judge for judge in (_unmarked(value["assignedTo"]), _unmarked(value["referredTo"])) if judge
            ],
            url=f"{_HOME}{address}" if address.startswith("/") else address,
            courtlistener=value["docket_id"].text,
            publisher="CourtListener",
        )
        case.notes += places.unread()
        case.parties = [
            Member(places.of(each), texts.name(each.raw), "") for each in value["party"] if each.text
        ]
        entries: dict[str, Filing] = {}
        for each in value["recap_documents"]:
            key = each["docket_entry_id"].text or each["id"].text
            if key not in entries:
                text = _unmarked(each["description"]) or _unmarked(each["short_description"])
                entries[key] = Filing(
                    places.of(each), places.day(each["entry_date_filed"], found), _numbered(each["entry_number"].text),
                    text, serial=key,
                )  # fmt: skip
            entries[key].papers.append(_paper(each, places, "short_description"))
        case.filings = list(entries.values())
        found.cases.append(case)
    found.remarks.append(ABSENT)


def _unmarked(value: Value) -> str:
    """Return a text without the marks round the words that were searched for."""
    return texts.name(value.raw)
