# ruff: noqa: E501 - a pair a line
"""Pairs of entries that may be one, or say different things of one, planted in a record full of near misses."""

from __future__ import annotations

import time

import pytest
from factories import entry

from sphinx_policyrefs.checks.scope import Scope
from sphinx_policyrefs.checks.table import review
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.model import DocRecord, Entry

PARTIES = (
    "council", "mayor", "harbor-co", "union", "county", "state-dot", "coast-guard", "riverkeepers", "assembly", "governor",
    "port-authority", "ferry-line", "epa", "herald", "ironworkers", "bay-bank",
)  # fmt: skip

#: kind, then title and options of each of two entries, and whether they may be the same event as well.
CONFLICTS: tuple[tuple[str, str, dict[str, str], str, dict[str, str], str], ...] = (
    ("event", "Council approves the bridge bond", {"date": "2021-03-02", "parties": "council", "vote": "7-2"}, "The council approves bond for the bridge", {"date": "2021-03-02", "parties": "council; mayor", "vote": "6-3"}, "vote"),
    ("event", "Assembly passes the Tidelands Act", {"date": "2021-05-11", "parties": "assembly", "instrument": "tidelands", "vote": "52-28"}, "Tidelands Act passed by the Assembly", {"date": "2021-05-11", "instrument": "tidelands", "vote": "53-27"}, "vote"),
    ("event", "County board rejects the dredging permit", {"date": "2021-06-01", "parties": "county", "vote": "3-2"}, "County rejects dredging permit", {"date": "2021-06", "parties": "county", "vote": "4-1"}, "vote"),
    ("event", "Harbor Company stops work on pier nine", {"date": "2021-07-04", "parties": "harbor-co"}, "Work stops on pier nine", {"date": "2021-07-06", "parties": "harbor-co; union"}, "date"),
    ("event", "Union votes to strike", {"date": "2021-08-12", "parties": "union", "vote": "812-64"}, "Strike vote by the union", {"date": "2021-08-12", "parties": "union", "vote": "821-64"}, "vote"),
    ("event", "Ferry runs aground off Gull Point", {"date": "2021-09-03", "parties": "ferry-line"}, "Ferry aground at Gull Point", {"date": "2021-09-04", "parties": "ferry-line; coast-guard"}, "date"),
    ("event", "Mayor vetoes the zoning ordinance", {"date": "2021-10-08", "parties": "mayor", "instrument": "zoning"}, "The mayor's veto of the zoning ordinance", {"date": "2021-10-18", "parties": "mayor"}, "date"),
    ("event", "Riverkeepers sue over the outfall", {"date": "2021-11-15", "parties": "riverkeepers"}, "Lawsuit of the Riverkeepers over the outfall", {"date": "2021-11-18", "parties": "riverkeepers; epa"}, "date"),
    ("event", "Emergency declared after the flood", {"date": "2022-01-09", "parties": "governor"}, "Governor declares an emergency after flood", {"date": "2022-01-11", "parties": "governor"}, "date"),
    ("event", "Settlement of the oyster suit announced", {"date": "2022-02-20", "parties": "riverkeepers", "amount": "$4 million"}, "Oyster suit settled", {"date": "2022-02-20", "parties": "riverkeepers", "amount": "$4.5 million"}, "amount"),
    ("event", "Toll rises on the Narrows span", {"date": "2022-03", "parties": "state-dot"}, "Narrows span toll rises", {"date": "2022-04-02", "parties": "state-dot"}, "date"),
    ("event", "EPA fines the port authority", {"date": "2022-04-14", "parties": "epa; port-authority", "amount": "$250,000"}, "Port authority fined by the EPA", {"date": "2022-04-14", "parties": "port-authority", "amount": "$275,000"}, "amount"),
    ("legal-action", "Riverkeepers v. Port Authority", {"filed": "2021-11-15", "plaintiffs": "riverkeepers", "defendants": "port-authority", "docket": "2:21-cv-01834"}, "Riverkeepers v. Bay Port Authority", {"filed": "2021-11-15", "plaintiffs": "riverkeepers", "docket": "2:21-cv-01843"}, "docket"),
    ("legal-action", "Harbor Co. v. County of Bay", {"filed": "2022-01-05", "plaintiffs": "harbor-co", "defendants": "county"}, "Harbor Company v. County of Bay", {"filed": "2022-01-15", "plaintiffs": "harbor-co", "defendants": "county"}, "filed"),
    ("legal-action", "Ironworkers Local 12 v. Bay Bank", {"decided": "2022-05-05", "plaintiffs": "ironworkers", "citation": "31 F.4th 812"}, "Ironworkers v. Bay Bank", {"decided": "2022-05-05", "plaintiffs": "ironworkers", "citation": "31 F.4th 821"}, "citation"),
    ("legal-action", "In re Gull Point Grounding", {"decided": "2022-08-01", "petitioners": "ferry-line"}, "In re the Gull Point Grounding", {"decided": "2022-08-04", "petitioners": "ferry-line"}, "decided"),
    ("legal-action", "Doe v. Ferry Line", {"filed": "2022-02-02", "defendants": "ferry-line", "docket": "22-1187"}, "Doe v. Bay Ferry Line", {"filed": "2022-02-02", "defendants": "ferry-line", "docket": "22-1178"}, "docket"),
    ("instrument", "Tidelands Protection Act", {"signed": "2021-06-01", "issuer": "assembly", "citation": "Pub. L. 117-58"}, "The Tidelands Protection Act of 2021", {"signed": "2021-06-01", "issuer": "assembly", "citation": "Pub. L. 117-85"}, "citation"),
    ("instrument", "Order on ballast water discharges", {"issuer": "epa", "effective": "2021-09-01"}, "Ballast water discharge order", {"issuer": "epa", "effective": "2021-09-15"}, "effective"),
    ("instrument", "Proclamation of a dredging moratorium", {"issuer": "governor", "signed": "2022-02-14"}, "Dredging moratorium proclamation", {"issuer": "governor", "signed": "2022-02-16"}, "signed"),
    ("instrument", "Resolution against the casino pier", {"issuer": "council", "adopted": "2022-03-10", "citation": "88 FR 1011"}, "Casino pier resolution", {"issuer": "council", "adopted": "2022-03-10", "citation": "88 FR 1110"}, "citation"),
    ("agreement", "Lease of the north terminal", {"signed": "2021-04-01", "parties": "harbor-co; port-authority", "value": "$120 million"}, "North terminal lease", {"signed": "2021-04-01", "parties": "port-authority", "value": "$102 million"}, "value"),
    ("agreement", "Ferry joint venture", {"announced": "2021-12-01", "parties": "ferry-line; bay-bank", "shares": "ferry-line = 60%"}, "Joint venture for the ferry", {"announced": "2021-12-01", "parties": "ferry-line", "shares": "ferry-line = 51%"}, "shares"),
    ("agreement", "Oyster settlement", {"signed": "2022-02-20", "parties": "riverkeepers; epa"}, "The oyster settlement agreement", {"signed": "2022-02-28", "parties": "riverkeepers"}, "signed"),
    ("agreement", "Sale of the shipyard", {"closed": "2022-06-30", "parties": "harbor-co", "value": "$48 million"}, "Shipyard sale", {"closed": "2022-06-30", "parties": "harbor-co; bay-bank", "value": "about $60 million"}, "value"),
    ("statement", "The governor on sea walls", {"date": "2022-01-12", "speaker": "governor"}, "Governor's remarks about sea walls", {"date": "2022-01-13", "speaker": "governor"}, "date"),
    ("statement", "Union president on the lockout", {"date": "2021-08-20", "speaker": "union"}, "The lockout, by the union's president", {"date": "2021-08-22", "speaker": "union"}, "date"),
    ("deadline", "Comments on the ballast order", {"due": "2021-10-01", "imposed_by": "epa"}, "Comment period for the ballast order ends", {"due": "2021-10-15", "imposed_by": "epa"}, "due"),
    ("deadline", "Removal of the wrecked barge", {"due": "2021-12-31", "on": "ferry-line"}, "Wrecked barge to be removed", {"due": "2022-01-20", "on": "ferry-line"}, "due"),
    ("event", "Pier tax repealed", {"date": "2022-07-01", "parties": "council", "vote": "5-4"}, "Council abolishes the levy on moorings", {"date": "2022-07-01", "parties": "council", "vote": "9-0"}, "vote"),
)  # fmt: skip

#: Each differs from another entry of the record in what makes two things of them.
OTHERS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("event", "Assembly opens its inquiry into tolls", {"date": "2022-03-20", "parties": "assembly"}),
    ("event", "Assembly closes its inquiry into tolls", {"date": "2022-04-10", "parties": "assembly"}),
    ("event", "Hearing on the ballast order, first day", {"date": "2021-09-20", "parties": "epa"}),
    ("event", "Hearing on the ballast order, second day", {"date": "2021-09-21", "parties": "epa"}),
    ("event", "Hearing 4 of the flood commission", {"date": "2022-02-01", "parties": "governor"}),
    ("event", "Hearing 5 of the flood commission", {"date": "2022-02-08", "parties": "governor"}),
    ("event", "House passes the ports package", {"date": "2022-05-01", "parties": "governor", "vote": "61-19"}),
    ("event", "Senate passes the ports package", {"date": "2022-05-03", "parties": "governor", "vote": "30-10"}),
    ("event", "Council approves the library bond", {"date": "2021-03-09", "parties": "council", "vote": "9-0"}),
    ("event", "Council approves the budget of 2021", {"date": "2021-03-16", "parties": "council", "vote": "8-1"}),
    ("event", "Council approves the budget of 2022", {"date": "2022-03-15", "parties": "council", "vote": "7-2"}),
    ("event", "Union votes to return to work", {"date": "2021-09-02", "parties": "union", "vote": "700-170"}),
    ("event", "Mayor vetoes the parking ordinance", {"date": "2021-10-08", "parties": "mayor"}),
    ("event", "Ferry refloated off Gull Point", {"date": "2021-09-09", "parties": "ferry-line"}),
    ("event", "Riverkeepers drop one count over the outfall", {"date": "2021-12-01", "parties": "riverkeepers"}),
    ("event", "EPA fines the shipyard", {"date": "2022-04-20", "parties": "epa", "amount": "$90,000"}),
    ("event", "EPA names a new regional administrator", {"date": "2022-04-15", "parties": "epa"}),
    ("event", "Toll rises on the Gull Point span", {"date": "2022-04-01", "parties": "state-dot"}),
    ("legal-action", "Riverkeepers v. EPA", {"filed": "2021-11-20", "plaintiffs": "riverkeepers", "docket": "2:21-cv-01901"}),
    ("legal-action", "Roe v. Ferry Line", {"filed": "2022-02-03", "defendants": "ferry-line", "docket": "22-1190"}),
    ("legal-action", "Poe v. Ferry Line", {"filed": "2022-02-04", "defendants": "ferry-line", "docket": "22-1191"}),
    ("instrument", "Order 14 on mooring fees", {"issuer": "port-authority", "signed": "2021-02-01", "citation": "86 FR 100"}),
    ("instrument", "Order 15 on mooring fees", {"issuer": "port-authority", "signed": "2021-02-09", "citation": "86 FR 200"}),
    ("instrument", "Proclamation of a fishing moratorium", {"issuer": "governor", "signed": "2022-02-20"}),
    ("agreement", "Lease of the south terminal", {"signed": "2021-04-11", "parties": "harbor-co; port-authority", "value": "$80 million"}),
    ("statement", "The governor on tolls", {"date": "2022-01-12", "speaker": "governor"}),
    ("statement", "The governor on ferries", {"date": "2022-01-20", "speaker": "governor"}),
    ("statement", "Union president on pensions", {"date": "2021-08-25", "speaker": "union"}),
    ("deadline", "Comments on the dredging rule", {"due": "2021-10-10", "imposed_by": "epa"}),
    ("deadline", "Reply comments on the ballast rule", {"due": "2022-10-10", "imposed_by": "epa"}),
)  # fmt: skip

DUPLICATES = (
    ("Last ferry of the season", "The season's last ferry"),
    ("Cruise terminal opens to the public", "Opening of the cruise terminal"),
    ("Herald publishes the harbor memos", "Harbor memos published"),
    ("Council hires an independent auditor", "Independent auditor hired"),
    ("Sea wall collapses at Pelican Beach", "Collapse of the sea wall at Pelican Beach"),
    ("Grand jury indicts the harbormaster", "Harbormaster indicted by a grand jury"),
    ("Court enjoins the casino lease", "Injunction against the casino lease"),
    ("Governor signs the shellfish bill", "Shellfish bill signed into law"),
)

_STARTS = (
    "bar",
    "cor",
    "dun",
    "fel",
    "gar",
    "hol",
    "kin",
    "lam",
    "mor",
    "nev",
    "pol",
    "ruk",
    "sil",
    "tam",
    "vor",
)
_ENDS = ("ad", "ek", "il", "on", "um", "ast", "ern", "ish", "ova", "und")


def told(entries: list[Entry], *codes: str) -> list[tuple[str, str, str]]:
    """Return (code, later entry, message) of the pairs that are found."""
    laid = tuple(each._replace(line=n) for n, each in enumerate(entries, 1))
    record = DocRecord("page", laid)
    found = review(Scope(Graph([record]), (record,)), {}, ("info",))
    return [(t.finding.code, t.finding.entry, t.finding.message) for t in found if t.finding.code in codes]


def base() -> list[Entry]:
    return [entry("party", name, type="agency") for name in PARTIES] + [
        entry("instrument", "tidelands", "Tidelands bill"), entry("instrument", "zoning", "Zoning code"),
    ]  # fmt: skip


def planted(**more: dict[str, str]) -> list[Entry]:
    entries = base()
    for n, (kind, title, options, *_rest) in enumerate(CONFLICTS):
        entries.append(entry(kind, f"a{n}", title, **options))
    entries += [entry(kind, f"o{n}", title, **options) for n, (kind, title, options) in enumerate(OTHERS)]
    for n, (kind, _title, _options, title, options, _field) in enumerate(CONFLICTS):
        entries.append(entry(kind, f"b{n}", title, **options, **more.get(f"b{n}", {})))
    return entries


def test_most_planted_conflicts_are_found_and_no_others() -> None:
    found = told(planted(), "possible-conflict")
    right = {n for n in range(len(CONFLICTS)) for _code, id_, text in found if id_ == f"b{n}" and f"and a{n} (" in text and f":{CONFLICTS[n][5]}:" in text}  # fmt: skip
    false = [text for _code, id_, text in found if f"and a{id_[1:]} (" not in text]
    assert len(CONFLICTS) == 30
    assert len(right) >= 28
    assert len(false) <= 1


def test_duplicates_are_found_and_see_settles_them() -> None:
    for settled in (False, True):
        entries = base()
        for n, (one, other) in enumerate(DUPLICATES):
            see = {"see": f"a{n}"} if settled else {}
            entries.append(entry("event", f"a{n}", one, date="2023-05", parties=PARTIES[n]))
            entries.append(entry("event", f"b{n}", other, date=f"2023-05-{n + 1:02}", parties=f"{PARTIES[n]}; herald", **see))  # fmt: skip
        found = told(entries, "possible-duplicate")
        assert [(id_, f"and a{id_[1:]} (" in text) for _code, id_, text in found] == (
            [] if settled else [(f"b{n}", True) for n in range(len(DUPLICATES))]
        )


@pytest.mark.parametrize(
    "settling",
    [
        {"see": "b"},
        {"follows": "b"},
        {"waive": "possible-conflict -- two ballots"},
        {"vote": "6-2"},
        {"date": "2021-05-02"},
        {"instrument": "zoning"},
    ],
)
def test_what_settles_a_conflict(settling: dict[str, str]) -> None:
    one = {"date": "2021-03-02", "parties": "council", "vote": "7-2"}
    other = entry("event", "b", "Bond for the bridge approved", date="2021-03-02", parties="council", vote="6-2", instrument="tidelands")  # fmt: skip
    entries = [*base(), other, entry("event", "a", "Council approves the bridge bond", **one)]
    assert len(told(entries, "possible-conflict")) == 1
    assert told([*base(), other, entry("event", "a", "Council approves the bridge bond", **{**one, **settling})], "possible-conflict") == []  # fmt: skip


def test_a_discrepancy_about_both_settles_a_conflict_and_one_about_one_does_not() -> None:
    for about, count in (("a3; b3", 0), ("a3", 1)):
        found = told([*planted(), entry("discrepancy", "d", about=about)], "possible-conflict")
        assert sum(id_ == "b3" for _code, id_, _text in found) == count


def test_a_record_of_eight_thousand_entries_is_looked_through_quickly() -> None:
    entries = [entry("party", f"p{n}", type="agency") for n in range(50)]
    words = [f"{start}{end}" for start in _STARTS for end in _ENDS]  # fmt: skip
    for n in range(8000):
        title = f"{('Council', 'County', 'Court')[n % 3]} {('approves', 'rejects', 'reviews')[n // 3 % 3]} the {words[n * 7 % 150]} and {words[n // 16 % 150]} matter"
        date = f"20{n % 24:02}-{n % 12 + 1:02}-{n % 28 + 1:02}"
        entries.append(entry("event", f"e{n}", title, date=date, parties=f"p{n % 50}; p{n // 50 % 50}"))
    graph = Graph([DocRecord("page", tuple(entries))])
    graph.links("e1")
    began = time.process_time()
    pairs = Scope(graph).overlaps.pairs
    taken = time.process_time() - began
    assert len(pairs) > 1000  # the titles of this record are much more alike than people's
    assert taken < 15
