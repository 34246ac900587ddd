"""What others publish: read by content, composed into entries, joined, kept, matched and refused."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from contextlib import suppress
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_policyrefs.imports.entries import Settings
from sphinx_policyrefs.imports.files import read
from sphinx_policyrefs.imports.importing import Importer
from sphinx_policyrefs.imports.published import federal_register, formats, keep, roles, stages, texts
from sphinx_policyrefs.imports.published.compose import compose
from sphinx_policyrefs.imports.published.join import case_id, join, same_number
from sphinx_policyrefs.imports.published.matching import Known, Matcher
from sphinx_policyrefs.imports.published.model import Found
from sphinx_policyrefs.imports.published.proposals import Proposals
from sphinx_policyrefs.imports.published.report import lines
from sphinx_policyrefs.imports.tree import DataError
from sphinx_policyrefs.imports.written import as_yaml
from sphinx_policyrefs.records.kinds import KINDS
from tests import published as samples
from tests.published import dumped


def taken(
    *files: bytes, rule: str = "key", case: str = "", known: tuple[Known, ...] = (), match: str = "exact"
) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """Return the entries of files by id, as a data file has them, and the report."""
    found = Found()
    for n, content in enumerate(files):
        formats.read(content, f"{n}.json", found)
    wrong = join(found, case)
    proposals = compose(found, Proposals(keep.Keep(rule), Matcher(known, match)), case)
    reader = Importer(KINDS, "x", Settings(lenient=True))
    for each in proposals.entries():
        reader.propose(each.written, each.place.file, each.place.line)
    assert reader.findings == []
    entries = reader.written()
    assert len({entry["id"] for entry in entries}) == len(entries)
    return {entry["id"]: entry for entry in entries}, [told.message for told in wrong] + list(
        lines(found, proposals)
    )


def of_kind(entries: Mapping[str, dict[str, Any]], kind: str) -> list[str]:
    return [id_ for id_, entry in entries.items() if entry["kind"] == kind]


FILES = {
    "docket of supremecourt.gov (JSON)": dumped(samples.SCOTUS),
    "docket of juriscraper (JSON)": dumped(samples.DISTRICT),
    "docket of CourtListener (JSON of API v4)": dumped({"results": [samples.DOCKET]}),
    "docket entries of CourtListener (JSON of API v4)": dumped(samples.ENTRIES),
    "search result of CourtListener (JSON of API v4)": dumped({"count": 1, "results": [samples.RESULT]}),
    "bill of Congress.gov (JSON, XML) or GovInfo (BILLSTATUS XML)": samples.bill_xml("billStatus"),
    "actions on a bill of Congress.gov (JSON, XML)": dumped(samples.ACTIONS),
    "document of the Federal Register (JSON of API v1)": dumped({"count": 1, "results": [samples.RULE]}),
    formats.TABLE: samples.TABLE.encode(),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_told_by_its_content(name: str) -> None:
    assert formats.read(FILES[name], "any.name", Found()) == name
    if FILES[name][:1] in b"{[":  # minified, with a byte order mark
        content = b"\xef\xbb\xbf" + json.dumps(json.loads(FILES[name])).encode()
        assert formats.read(content, "any.name", Found()) == name


def test_every_format_has_a_sample() -> None:
    assert set(formats.NAMES) == set(FILES)


@pytest.mark.parametrize(
    "content",
    [
        b'{"entries": [{"kind": "event"}]}', b"[{\"kind\": \"event\", \"title\": \"x\"}]", b'{"events": [{"start_date": {}}]}',
        b'{"entries": [', b"date,title\n2020,x\n", b"- kind: event\n", b"@book{x}", b"PK\x03\x04\xff\xfe", b"", b"[]x"[:0],
    ],
)  # fmt: skip
def test_files_of_other_readers_are_left_to_them(content: bytes) -> None:
    assert formats.read(content, "x", Found()) == ""


@pytest.mark.parametrize(
    ("content", "said", "line"),
    [
        (dumped(samples.DISTRICT)[:900], "is not JSON: it ends before it is complete", 42),
        (samples.bill_xml()[:300], "is not XML: ", 9),
        (b'<?xml version="1.0"?>\n<!DOCTYPE x [\n<!ENTITY a "b">\n]><billStatus>&a;</billStatus>', "declares entities", 3),
        (b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>', "declares entities", 1),
        (b"<!DOCTYPE html><html></html>", "is a web page", 1),
        (b"{}", "holds nothing", 0),
        (b'{"bills": [{"number": "1"}]}', "holds a list of bills: give the file of each bill", 0),
        (b'{"docket_number": 1}', "is none of the formats that import knows (docket_number)", 0),
        (b'{"a":' * 40 + b"1" + b"}" * 40, "is nested more than 32 deep", 1),
        (b"<a>" * 40 + b"</a>" * 40, "is nested more than 32 deep", 1),
    ],
)  # fmt: skip
def test_what_can_not_be_read_is_told_in_one_sentence(content: bytes, said: str, line: int) -> None:
    with pytest.raises(DataError) as raised:
        formats.read(content, "x", Found())
    assert str(raised.value).startswith(said)
    assert raised.value.line == line


def test_there_is_a_limit_to_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sphinx_policyrefs.imports.published.tree.MOST", 90)
    for content in (dumped(samples.DISTRICT), samples.bill_xml()):
        with pytest.raises(DataError, match="has more than 90 values"):
            formats.read(content, "x", Found())


def test_a_docket_of_the_supreme_court() -> None:
    entries, report = taken(dumped(samples.SCOTUS))
    action = entries["scotus-24-7777"]
    assert action == {
        "kind": "legal-action", "id": "scotus-24-7777", "title": "Harbor & Co., Inc. v. Department of Lighthouses, et al.",
        "filed": "2025-03-05", "argued": "2026-06-01", "decided": "2026-06-30", "court": "scotus", "docket": "24-7777",
        "petitioners": ["harbor-co-inc"], "respondents": ["department-of-lighthouses", "reef-llc"], "amici": ["blue-sea-league"],
        "appeal-of": ["ca1-23-1111", "ca1-23-1112"], "disposition": "reversed and remanded",
        "url": "https://www.supremecourt.gov/docket/docketfiles/html/public/24-7777.html",
        "sources": [{"id": "scotus-24-7777-docket", "locator": "No. 24-7777"}], "see": ["scotus-24-7780", "scotus-24a500"],
        "note": "Decision below: December 5, 2024 Rule 12.4",
    }  # fmt: skip
    assert entries["ca1-23-1112"]["title"] == "No. 23-1112 (1st Cir.)"
    events = [entries[id_] for id_ in of_kind(entries, "event")]
    assert [(e["date"], e.get("milestone"), e["type"]) for e in events] == [
        ("2025-03-05", "filed", "complaint"), ("2026-06-01", "argued", "argument"), ("2026-06-30", "decided", "judgment"),
    ]  # fmt: skip
    assert events[2]["title"] == "Judgment REVERSED and case REMANDED"
    assert "the opinion (https://www.supremecourt.gov/opinions/25pdf/x.pdf) of the Court" in events[2]["body"]
    assert [s["id"] for s in events[0]["sources"]] == [
        f"{events[0]['id']}-doc"
    ]  # without the proof of service
    assert report == [
        "scotus-24-7777: 2 of 5 left out (2 other)",
        "1 paper of form (certificates, cover sheets) left out",
    ]
    whole, report = taken(dumped(samples.SCOTUS), rule="all")
    assert len(of_kind(whole, "event")) == 5
    assert report == []
    assert (
        entries.items() <= {**whole, events[0]["id"]: events[0]}.items()
    )  # ids do not depend on what is kept


def test_a_docket_of_a_district_court() -> None:
    entries, report = taken(dumped(samples.DISTRICT))
    action = entries["dcd-1-20-cv-09999"]
    assert (action["title"], action["filed"], action["court"], action["docket"]) == (
        "GULL v. LAMP & SONS", "2020-10-20", "dcd", "1:20-cv-09999",
    )  # fmt: skip
    sides = {name: action.get(name) for name in ("plaintiffs", "defendants", "amici", "judges")}
    assert sides == {
        "plaintiffs": ["gull"], "defendants": ["lamp-sons"], "amici": ["friends-of-gulls"], "judges": ["Amy B. Judge"],
    }  # fmt: skip
    assert action["note"] == "Terminated 2021-02-03: LAMP & SONS"
    complaint, order = (entries[id_] for id_ in of_kind(entries, "event"))
    assert (complaint["title"], complaint["milestone"]) == (
        "COMPLAINT against LAMP & SONS filed by GULL", "filed",
    )  # fmt: skip
    assert [s["locator"] for s in complaint["sources"]] == ["ECF No. 1", "ECF No. 1-2"]
    assert entries[complaint["sources"][1]["id"]]["title"] == "Exhibit A, GULL v. LAMP & SONS"
    assert (order["id"], order["date"], order["type"]) == ("dcd-1-20-cv-09999-12", "2021-02-03", "order")
    assert report == [
        '0.json:76: the entry "NOTICE OF APPEAL by GULL" has no date; it is left out',
        "dcd-1-20-cv-09999: 4 of 7 left out (2 routine, 1 other, 1 without a text)",
        "1 paper of form (certificates, cover sheets) left out",
        "parties without a side of ours, left out: 1 Counter-Defendant",
    ]


def test_a_pattern_and_nothing() -> None:
    pattern, _ = taken(dumped(samples.DISTRICT), rule="extension OF time")
    assert [pattern[id_]["date"] for id_ in of_kind(pattern, "event")] == ["2020-11-02", "2020-11-03"]
    nothing, report = taken(dumped(samples.DISTRICT), rule="none")
    assert of_kind(nothing, "event") == []
    assert "dcd-1-20-cv-09999: 7 of 7 left out" in report[0]


def test_files_of_one_case_are_joined() -> None:
    parts = [
        dumped(samples.DOCKET),
        dumped(samples.ENTRIES),
        samples.TABLE.encode(),
        dumped(samples.DISTRICT),
    ]
    for files in (parts, parts[::-1]):
        entries, report = taken(*files)
        assert of_kind(entries, "legal-action") == ["dcd-1-20-cv-09999"]
        action = entries["dcd-1-20-cv-09999"]
        assert (action["courtlistener"], action["terminated"], action["plaintiffs"]) == (
            "4242",
            "2021-02-03",
            ["gull"],
        )
        events = of_kind(entries, "event")
        assert events == ["dcd-1-20-cv-09999-1", "dcd-1-20-cv-09999-12"]
        papers = [entries[cited["id"]] for cited in entries[events[1]]["sources"]]
        assert papers[0]["url"] == samples.ENTRIES["results"][0]["recap_documents"][0]["filepath_ia"]
        assert ("url" in papers[1], papers[1]["note"], "sha256" in papers[0]) == (False, "sealed", False)
        assert any("may be on PACER" in line for line in report)


def test_a_table_has_to_be_told_whose_it_is() -> None:
    _, report = taken(samples.TABLE.encode())
    assert report[0] == (
        "the file does not say of which case it is, and no file of the call has its docket: add --case ID"
    )
    entries, report = taken(samples.TABLE.encode(), case="gull-v-lamp")
    assert entries["gull-v-lamp"]["kind"] == "legal-action"
    event = entries["gull-v-lamp-1"]
    assert [s["id"] for s in event["sources"]] == ["gull-v-lamp-1-doc", "gull-v-lamp-1-doc-2"]
    assert entries["gull-v-lamp-1-doc"]["url"] == "https://archive.org/download/x/x.1.0.pdf"
    assert entries["gull-v-lamp-1-doc-2"]["note"] == "sealed"


def test_a_result_of_a_search() -> None:
    entries, report = taken(dumped({"results": [samples.RESULT]}))
    action = entries["dcd-1-20-cv-09999"]
    assert (action["title"], action["filed"], action["judges"], action["courtlistener"]) == (
        "Gull v. Lamp & Sons", "2020-10-20", ["Amy B. Judge"], "4242",
    )  # fmt: skip
    assert of_kind(entries, "party") == []
    (event,) = of_kind(entries, "event")
    (cited,) = entries[event]["sources"]
    paper = entries[cited["id"]]
    assert (cited["locator"], paper["title"], paper["sha256"]) == (
        "ECF No. 12",
        "Order, Gull v. Lamp & Sons",
        "ab" * 32,
    )
    assert "parties without a side of ours, left out: 2 without a role" in report


@pytest.mark.parametrize(
    "files",
    [
        (dumped(samples.BILL), dumped(samples.ACTIONS)),
        (dumped(samples.ACTIONS, None), dumped(samples.BILL, None)),
        (samples.bill_xml(),),
        (samples.bill_xml("billStatus"),),
    ],
)
def test_a_bill(files: tuple[bytes, ...]) -> None:
    entries, report = taken(*files)
    bill = entries["hr-7000-118"]
    assert bill == {
        "kind": "instrument", "id": "hr-7000-118", "title": "Lighthouse Protection Act", "introduced": "2024-03-05",
        "passed": "2024-03-13", "signed": "2024-04-24", "type": "statute", "number": "H.R. 7000, 118th Cong.",
        "citation": ["Pub. L. 118-900"], "stage": "became law", "short": "H.R. 7000",
        "sources": [{"id": "hr-7000-118-congress-gov", "locator": "All Actions"}],
    }  # fmt: skip
    events = [entries[id_] for id_ in of_kind(entries, "event")]
    assert [(e["title"], e.get("vote"), e.get("milestone"), e.get("actor")) for e in events] == [
        ("H.R. 7000 was introduced in the House", None, "introduced", ["mary-ann-keeper"]),
        ("H.R. 7000 passed the House, 352–65", "352-65", "passed", ["u-s-house-of-representatives"]),
        ("H.R. 7000 passed the Senate, 79–18", "79-18", None, ["u-s-senate"]),
        ("H.R. 7000 was signed by the President", None, "signed", None),
        ("H.R. 7000 became law", None, None, None),
    ]
    assert entries["mary-ann-keeper"]["bioguide"] == "G000579"
    roll = entries[events[1]["sources"][1]["id"]]
    assert roll["url"] == "https://clerk.house.gov/evs/2024/roll086.xml"
    assert report == ["hr-7000-118: 2 of 7 left out (1 referred, 1 other)"]


def test_a_bill_as_older_files_have_it() -> None:
    old = copy.deepcopy(samples.BILL)
    bill = old["bill"]
    bill |= {"billNumber": bill.pop("number"), "billType": bill.pop("type"), "laws": []}
    bill["sponsors"][0]["identifiers"] = {"bioguideId": bill["sponsors"][0].pop("bioguideId")}
    passed = {**samples.ACTIONS["actions"][4]}
    del passed["recordedVotes"]
    passed["links"] = {"link": {"name": "Roll no. 86", "url": "http://clerk.house.gov/evs/2024/roll086.xml"}}
    reported = {
        "actionDate": "2024-03-07",
        "text": "The House Committee on Lights reported an original measure.",
    }
    bill["actions"] = {"item": [passed, reported], "actionTypeCounts": {"x": 1}}
    content = (
        samples.xml({"bill": bill}, "billStatus")
        .replace("<item><item>", "<item>")
        .replace("</item></item>", "</item>")
    )
    entries, _ = taken(content.encode())
    assert entries["mary-ann-keeper"]["bioguide"] == "G000579"
    assert entries["hr-7000-118-house-roll-86-2024"]["url"] == "http://clerk.house.gov/evs/2024/roll086.xml"
    assert [entries[id_]["type"] for id_ in of_kind(entries, "event")] == ["reported", "passed-house"]
    assert entries["hr-7000-118"]["type"] == "bill"


@pytest.mark.parametrize(
    ("text", "vote"),
    [
        ("Passed by recorded vote: 215 - 214, 1 Present (Roll no. 145).", "215-214"),
        ("Agreed to by the Yeas and Nays: (2/3 required): 360 - 58 (Roll no. 5).", "360-58"),
        ("Cloture invoked in Senate by Yea-Nay Vote. 80 - 19.", "80-19"),
        ("Agreed to by voice vote. (text: CR H58-60)", ""),
        ("Postponed proceedings: 10 - 20", ""),
    ],
)
def test_votes(text: str, vote: str) -> None:
    assert stages.vote(text) == vote


def test_orders_and_what_their_notes_say() -> None:
    alone, _ = taken(dumped(samples.ORDER))
    order = alone["eo-19942"]
    assert (order["type"], order["number"], order["signed"], order["published"], order["citation"]) == (
        "executive-order", "EO 19942", "2020-08-06", "2020-08-11", ["85 FR 98637"],
    )  # fmt: skip
    assert (order["issuer"], order["fr-document"]) == (["a-president"], "2020-99001")
    assert (order["legal-force"], order["note"]) == ("revoked by EO 20034, June 9, 2021", "see EO 19873")
    for files in ((samples.ORDER, samples.REVOKING), (samples.REVOKING, samples.ORDER)):
        both, _ = taken(dumped({"results": list(files)}))
        assert both["eo-20034"]["revokes"] == ["eo-19942"]
        assert "legal-force" not in both["eo-19942"]
    told = copy.deepcopy(samples.REVOKING)
    del told["disposition_notes"]
    both, _ = taken(dumped(samples.ORDER), dumped(told))
    assert both["eo-20034"]["revokes"] == ["eo-19942"]
    known = Known("the-order", "instrument", "The order", (), {"citation": ("Exec. Order No. 19,942",)})
    beside, report = taken(dumped(samples.REVOKING), known=(known,))
    assert beside["eo-20034"]["revokes"] == ["the-order"]
    assert any("is the-order of the record" in line for line in report)


def test_a_rule_and_its_comments() -> None:
    entries, _ = taken(dumped(samples.RULE))
    rule = entries["fr-2022-90003"]
    assert (rule["title"], rule["type"], rule["body"]) == (
        "Light & Sound",
        "proposed-rule",
        "What lights & horns must do.",
    )
    deadline = entries["fr-2022-90003-comments-close"]
    assert (deadline["due"], deadline["imposed-by"]) == ("2022-05-02", ["fr-2022-90003"])


def test_notes_of_orders() -> None:
    text = "Amends: EO 13873, May 15, 2019; Revokes in part: EO 1\nSee: Notice of November 12, 2019"
    assert [tuple(noted) for noted in federal_register.notes(text)][:2] == [
        ("amends", "EO 13873", "May 15, 2019"),
        ("revokes", "EO 1", ""),
    ]


def test_names_are_matched_with_the_record() -> None:
    known = (
        Known("gull-lamps", "party", "Lamp and Sons", ("LAMP & SONS",)),
        Known("the-gulls", "party", "Friends of Gulls, Inc."),
        Known("gull-v-lamp", "legal-action", "Gull", (), {"court": "dcd", "docket": "20-cv-9999 (ABJ)"}),
    )
    entries, report = taken(dumped(samples.DISTRICT), known=known)
    assert entries["gull-v-lamp"]["defendants"] == ["gull-lamps"]
    assert "gull-lamps" not in entries
    assert entries["gull-v-lamp"]["amici"] == ["friends-of-gulls"]
    assert (
        '"Friends of Gulls" may be the-gulls of the record ("Friends of Gulls, Inc."): --match ask settles it'
        in report
    )
    entries, report = taken(dumped(samples.DISTRICT), known=known, match="never")
    assert "dcd-1-20-cv-09999" in entries
    assert not any("of the record" in line for line in report)


@pytest.mark.parametrize(
    ("role", "side"),
    [
        ("Plaintiff", "plaintiffs"), ("Defendant\u00a0-\u00a0Appellant", "appellants"), ("Plaintiff - Appellee", "appellees"),
        ("Appellee - Cross-Appellant", "appellees"), ("Intervenor\u00a0-\u00a0Pending", ""), ("Amicus\u00a0Curiae", "amici"),
        ("Counter Defendant", ""), ("3rd Party Plaintiff", ""), ("Intervenor-Plaintiff", "intervenors"), ("Debtor", ""), ("", ""),
    ],
)  # fmt: skip
def test_sides(role: str, side: str) -> None:
    assert roles.side(role) == side


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("COMPLAINT against X", "complaint"),
        ("SECOND AMENDED COMPLAINT against X", "complaint"),
        ("NOTICE OF REMOVAL from Superior Court", "complaint"),
        ("PETITION FOR REVIEW filed by Petitioner(s).", "complaint"),
        ("Emergency MOTION for Preliminary Injunction by X", "motion"),
        ("Unopposed MOTION for Extension of Time to File Response", "routine"),
        ("MOTION for Leave to Appear Pro Hac Vice", "routine"),
        ("ORDER granting Motion for Leave to Appear Pro Hac Vice", "routine"),
        ("ORDER granting 8 Motion to Dismiss and setting a schedule", "order"),
        ("MINUTE ORDER denying Motion for Temporary Restraining Order", "order"),
        ("Filed order (JUDGES) The motion is GRANTED.", "order"),
        ("Petition DENIED.", "order"),
        ("MEMORANDUM OPINION. Signed by Judge X", "opinion"),
        ("PER CURIAM OPINION filed", "opinion"),
        ("FINAL JUDGMENT in favor of X", "judgment"),
        ("MANDATE ISSUED.", "judgment"),
        ("NOTICE OF APPEAL as to 12 Order by X", "notice of appeal"),
        ("Minute Entry for proceedings held before Judge X: Oral Argument held", "argument"),
        ("Argued. For petitioner: X", "argument"),
        ("NOTICE of Appearance by X", "other"),
        ("RESPONSE in Opposition re 8 MOTION to Dismiss", "other"),
        ("Proposed Order Granting Motion to Stay", "other"),
    ],
)
def test_sorts_of_entries(text: str, sort: str) -> None:
    assert keep.sort_of(text) == sort


@pytest.mark.parametrize(
    "text", ["(" * 5000, "MOTION " * 900, "(Attachments: " * 400, "a. " * 2000, "[[" * 3000 + "x"]
)
def test_hostile_texts_take_no_time(text: str) -> None:
    assert len(texts.title(text)) <= texts.LONGEST
    keep.sort_of(text)
    stages.vote(text)
    federal_register.notes(text)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("ORDER as to A. Smith v. Jones Co. It is so ordered. More.", "ORDER as to A. Smith v. Jones Co. It is so ordered"),
        ("MOTION to Dismiss by X. (Attachments: # 1 Exhibit A (a list))(Doe, Jane) (Entered: 01/02/2020)", "MOTION to Dismiss by X"),
        ("***TEXT ONLY*** Filed order. [10479792] (OC) [Entered: 06/19/2017 04:27 PM]", "TEXT ONLY Filed order"),
        ("x" * 400, "x" * 159 + "…"),
    ],
)  # fmt: skip
def test_titles_of_entries(text: str, title: str) -> None:
    assert texts.title(text) == title


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-03-05", "2025-03-05"), ("2022-01-05T11:15:00-05:00", "2022-01-05"), ("Mar 05 2025", "2025-03-05"),
        ("March 10, 2025", "2025-03-10"), ("03/05/2025", "2025-03-05"), ("December 20, 2023 <br>Rule 12.4", "2023-12-20"), ("", ""),
    ],
)  # fmt: skip
def test_days(text: str, day: str) -> None:
    assert texts.day(text) == day


@pytest.mark.parametrize("text", ["2025-02-30", "Mai 5 2025", "tomorrow", "05.03.2025"])
def test_no_days(text: str) -> None:
    with pytest.raises(ValueError, match=text.split(" ", maxsplit=1)[0]):
        texts.day(text)


def test_an_address_that_can_not_be_one_is_left_out() -> None:
    docket = copy.deepcopy(samples.SCOTUS)
    docket["ProceedingsandOrder"][0]["Links"][0]["DocumentUrl"] = "https://["
    entries, _ = taken(dumped(docket))
    assert not any("[" in entry.get("url", "") for entry in entries.values())


def test_a_date_that_can_not_be_read_goes_into_the_note() -> None:
    entries, report = taken(dumped(samples.DISTRICT | {"date_terminated": "in spring"}))
    assert "terminated" not in entries["dcd-1-20-cv-09999"]
    assert entries["dcd-1-20-cv-09999"]["note"].startswith("date_terminated: in spring\n")
    assert report[0].endswith(': "in spring" is not a date; it is left out')
    entries, _ = taken(dumped(samples.RULE | {"effective_on": "soon"}))
    assert entries["fr-2022-90003"]["note"] == "effective_on: soon\ndocket LB-2022-0001"


def test_docket_numbers() -> None:
    assert same_number("1:20-cv-03010-APM", "1:20-cv-3010")
    assert same_number("1:20-cv-03010-APM", "20-cv-3010 (APM)")
    assert not same_number("1:20-cv-03010", "2:20-cv-03010")
    assert not same_number("24-966", "24-967")
    assert case_id("dcd", "1:20-CV-3010-APM") == "dcd-1-20-cv-03010"
    assert case_id("scotus", "24A100") == "scotus-24a100"


_ODD: list[Any] = [
    None, True, -1, 1.5, "", "x" * 300, [], {}, ["a", 1, None, [{}]], {"a": {"b": [1]}}, "2020-13-45", "<b>*x*</b>", "\u0000",
    "https://[", "javascript:x", '; | @ "', "日本語", "--", "__x__", "a\n\nb", "{{x}}",
]  # fmt: skip


def changed(value: Any, random: Random) -> Any:
    """Return a sample in which some values are others, or gone."""
    value = copy.deepcopy(value)
    for _ in range(random.randint(1, 6)):
        at = value
        while True:
            keys = list(at) if isinstance(at, dict) else list(range(len(at)))
            if not keys:
                break
            key = random.choice(keys)
            if isinstance(at[key], (dict, list)) and at[key] and random.random() < 0.8:
                at = at[key]
            elif random.random() < 0.2:
                del at[key]
                break
            else:
                at[key] = copy.deepcopy(random.choice(_ODD))
                break
    return value


@settings(max_examples=60, deadline=None)
@given(random=st.randoms(use_true_random=False))
def test_whatever_stands_in_them_entries_are_valid_or_the_file_is_refused(random: Random) -> None:
    every = [
        samples.SCOTUS,
        samples.DISTRICT,
        samples.DOCKET,
        samples.ENTRIES,
        samples.BILL,
        samples.ACTIONS,
        samples.ORDER,
    ]
    found = Found()
    for n, sample in enumerate(random.sample(every, 3)):
        content = dumped(changed(sample, random))
        if random.random() < 0.2:
            content = content[: random.randint(0, len(content))]
        with suppress(DataError):
            formats.read(content, f"{n}.json", found)
    join(found, "the-case")
    proposals = compose(found, Proposals(keep.Keep("all"), Matcher(())), "the-case")
    reader = Importer(KINDS, "x", Settings(lenient=True))
    for each in proposals.entries():
        reader.propose(each.written, each.place.file, each.place.line)
    assert reader.findings == []
    list(lines(found, proposals))
    assert read(as_yaml(reader.written()).encode(), "a.yaml", KINDS).findings == ()


def test_near_names_are_asked_for() -> None:
    asked = []

    def ask(name: str, id_: str, title: str) -> bool:
        asked.append((name, id_, title))
        return id_ == "reef"

    known = (Known("reef", "party", "Reef, Inc."), Known("league", "party", "The Blue Sea League"))
    matcher = Matcher(known, "ask", ask)
    found = Found()
    formats.read(dumped(samples.SCOTUS), "s.json", found)
    join(found)
    made = compose(found, Proposals(keep.Keep("none"), matcher)).made
    assert asked == [("Reef LLC", "reef", "Reef, Inc."), ("Blue Sea League", "league", "The Blue Sea League")]
    action = made["scotus-24-7777"].written
    assert (action["respondents"], action["amici"]) == (
        ["department-of-lighthouses", "reef"],
        ["blue-sea-league"],
    )
