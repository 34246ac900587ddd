"""Bills of Congress: API v3 of Congress.gov in JSON and XML, and the BILLSTATUS XML of GovInfo."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sphinx_policyrefs.imports.published import texts
from sphinx_policyrefs.imports.published.model import Act, Bill, Found, Sponsor, Told
from sphinx_policyrefs.imports.published.places import Places
from sphinx_policyrefs.imports.published.tree import Value

#: What other files of the API hold, and what to give instead.
OTHERS: Final = {
    "bills": "a list of bills: give the file of each bill and that of its actions",
    "committees": "the committees of a bill, of which nothing is taken: give the bill and its actions",
    "cosponsors": "the cosponsors of a bill, of which nothing is taken: give the bill and its actions",
    "amendments": "the amendments to a bill, of which nothing is taken: give the bill and its actions",
    "relatedBills": "the bills related to a bill, of which nothing is taken: give the bill and its actions",
    "subjects": "the subjects of a bill, of which nothing is taken: give the bill and its actions",
    "summaries": "the summaries of a bill, of which nothing is taken: give the bill and its actions",
    "textVersions": "the texts of a bill, of which nothing is taken: give the bill and its actions",
    "titles": "the titles of a bill, of which nothing is taken: give the bill and its actions",
}  # fmt: skip
_CHAMBERS: Final = {"0": "Senate", "1": "House", "2": "House", "9": "Library"}
_ROLL: Final = re.compile(r"(?:Roll no\.|Record Vote Number:) ?(\d{1,4})", re.IGNORECASE)
_BRIEF: Final = re.compile(r"^(?:Rep|Sen|Del|Resident Commissioner|Rescom|Com)\.?\s+|\s*\[[^\]]*\]\s*$")


def inner(root: Value) -> Value:
    """Return what is inside of the element that XML has round all."""
    for outer in ("api-root", "billStatus"):
        if outer in root:
            return root[outer]
    return root


def is_bill(root: Value) -> bool:
    """Return whether a file is a bill, with its actions or without."""
    bill = inner(root)["bill"]
    return (
        "congress" in bill
        and bool(bill.names & {"number", "billNumber"})
        and bool(bill.names & {"type", "billType"})
    )


def read_bill(root: Value, places: Places, found: Found) -> None:
    """Take a bill."""
    value = inner(root)["bill"]
    bill = Bill(
        places.of(value),
        congress=value["congress"].text,
        type=value.first("type", "billType").lower(),
        number=value.first("number", "billNumber"),
        title=texts.name(value["title"].raw),
        introduced=places.day(value["introducedDate"], found),
        chamber=value["originChamber"].text,
    )
    bill.sponsors = [_sponsor(each) for each in value["sponsors"] if each.first("fullName", "lastName")]
    bill.laws = [law["number"].text for law in value["laws"] if law["number"]]
    bill.acts = list(_acts(value["actions"], places, found))
    bill.titles = [
        texts.name(each["title"].raw)
        for each in value["titles"]
        if each["titleType"].text.startswith(("Short", "Popular"))
    ]
    if not (bill.congress.isdecimal() and re.fullmatch(r"[A-Za-z0-9]{1,12}", bill.number)):
        what = f"{bill.congress} {bill.number}".strip()[:40]
        found.told.append(
            Told(bill.place, f'"{what}" is not the congress and the number of a bill; it is left out')
        )
        return
    found.bills.append(bill)


def is_actions(root: Value) -> bool:
    """Return whether a file has the actions of a bill alone."""
    at = inner(root)
    return (
        "actions" in at and "bill" not in at and any("actionDate" in each for each in _items(at["actions"]))
    )


def read_actions(root: Value, places: Places, found: Found) -> None:
    """Take actions; the request that the file repeats says whose they are."""
    at = inner(root)
    request = at["request"]
    number = request.first("billNumber", "number")
    bill = Bill(
        places.of(at["actions"]),
        congress=request["congress"].text,
        type=request.first("billType", "type").lower(),
        number=number if re.fullmatch(r"[A-Za-z0-9]{1,12}", number) else "",
    )
    bill.acts = list(_acts(at["actions"], places, found))
    found.bills.append(bill)


def other(root: Value) -> str:
    """Return what another file of the API holds, "" for none of these."""
    at = inner(root)
    return next((what for name, what in OTHERS.items() if name in at), "")


def _sponsor(value: Value) -> Sponsor:
    """Return a sponsor: 'Rep. Connolly, Gerald E. [D-VA-11]' is Gerald E. Connolly."""
    brief = _BRIEF.sub("", _BRIEF.sub("", texts.name(value["fullName"].raw)))
    last, comma, first = brief.partition(", ")
    jr = re.fullmatch(r"(.*?),? (Jr\.?|Sr\.?|I{2,3}|IV)", first)
    called = f"{jr[1] if jr else first} {last}{f', {jr[2]}' if jr else ''}" if comma else brief
    if not called.strip():
        called = f"{value['firstName'].text} {value['lastName'].text}"
    return Sponsor(
        " ".join(called.split()), value["bioguideId"].text or value["identifiers"]["bioguideId"].text
    )


def _items(value: Value) -> Iterator[Value]:
    """Yield actions: a list of JSON, or the items of XML among which counts may stand, twice nested in old files."""
    if value.is_map and "item" in value:
        yield from value.all("item")
    elif value.is_map and "actions" in value:
        yield from _items(value["actions"])
    else:
        yield from value


def _acts(value: Value, places: Places, found: Found) -> Iterator[Act]:
    for each in _items(value):
        if not each.is_map or "actionDate" not in each:
            continue
        text = texts.clean(each["text"].raw)
        if not text:  # a ghost of the bulk data
            continue
        yield Act(
            places.of(each),
            places.day(each["actionDate"], found),
            each["actionTime"].text,
            text,
            each["actionCode"].text,
            each["sourceSystem"]["code"].text,
            each["type"].text,
            tuple(_rolls(each)),
        )


def _rolls(act: Value) -> Iterator[tuple[str, str, str]]:
    """Yield chamber, number and address of the roll calls of an action; older files have them among the links."""
    found = [roll for roll in act["recordedVotes"] if roll["rollNumber"]]
    for roll in found:
        yield roll["chamber"].text, roll["rollNumber"].text, roll["url"].text
    for link in () if found else act["links"]:
        if named := _ROLL.fullmatch(link["name"].text):
            chamber = "Senate" if "senate.gov" in link["url"].text else "House"
            yield chamber, named[1], link["url"].text


def chamber_of(act: Act) -> str:
    """Return the body that reports an action: ``House``, ``Senate`` or ``Library``, "" for others."""
    return _CHAMBERS.get(act.body, "")
