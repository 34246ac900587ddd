"""The exports of all formats: what other programs make of them."""

from __future__ import annotations

import builtins
import csv
import io
import json
import re
import warnings
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import docx
import feedparser
import openpyxl
import pytest
import recurring_ical_events
import vobject
from exported import edition_of, entries_of_all_kinds, said
from factories import entry
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from rdflib import Graph as Triples
from rdflib import Namespace, URIRef

from sphinx_policyrefs.exports import EXPORTS, MissingExtraError, UnwritableError, export
from sphinx_policyrefs.exports.as_csl import people
from sphinx_policyrefs.exports.as_csv import safe
from sphinx_policyrefs.exports.as_jsonld import embedded
from sphinx_policyrefs.exports.edition import USUAL, WordSettings
from sphinx_policyrefs.exports.texts import tidy
from sphinx_policyrefs.imports.files import read
from sphinx_policyrefs.records.dates import parse_date
from sphinx_policyrefs.records.kinds import KINDS
from sphinx_policyrefs.records.types import parse_field

if TYPE_CHECKING:
    from sphinx_policyrefs.records.model import Entry

SITE = "https://example.org/b/"
SDO = Namespace("https://schema.org/")

#: Titles that mean something else in one format or another.
HOSTILE = (
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "]]> & <!-- -->",
    '=HYPERLINK("http://evil.example","x")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+1; -1, \"quoted\" 'too' \\ \\n",
    "-2+3",
    "'already",
    "\u202eright to left\u202c and שלום",
    "a lone half \ud83d here",
    "𝔘nicode 😀 e\u0301",
    "BEGIN:VEVENT",
    "tab\there",
)


def text(name: str, *entries: Entry, **how: Any) -> str:
    return said(export(name, edition_of(*entries, **how)))


def data(name: str, *entries: Entry, **how: Any) -> Any:
    return json.loads(text(name, *entries, **how))


@pytest.mark.parametrize("name", EXPORTS)
def test_the_same_record_gives_the_same_bytes_in_any_order(name: str) -> None:
    entries = entries_of_all_kinds()
    content = export(name, edition_of(*entries))
    assert content == export(name, edition_of(*entries))
    assert content == export(name, edition_of(graph=edition_of(*entries).graph))


@pytest.mark.parametrize("name", EXPORTS)
def test_an_empty_record_is_one_too(name: str) -> None:
    assert text(name, project="")
    assert text(name, as_of="2024-12-06")


@pytest.mark.parametrize("name", EXPORTS)
def test_nothing_internal_is_in_it(name: str) -> None:
    written = text(
        name,
        entry("event", "e", date="2020", waive="unsourced -- told in confidence", sources="hidden; s"),
        entry("source", "s", published="2020"),
        entry("event", "f", "Secret", date="2020", text=("Secret",))._replace(private=True),
        entry("source", "hidden", "Secret", published="2020", only=("internal",)),
        entry("statement", "h", "Secret", date="2024-12-07", speaker="s"),
        as_of="2024-12-06",
        shows=lambda _expression: False,
    )
    assert "in confidence" not in written
    assert "Secret" not in written


@pytest.mark.parametrize("name", EXPORTS)
def test_entries_of_other_sets_are_theirs_to_export(name: str) -> None:
    theirs = entry("event", "senate:e", "Theirs", date="2020")._replace(home="senate", docname="")
    written = text(name, entry("event", "e", "Ours", date="2020"), theirs)
    assert "Theirs" not in written


@pytest.mark.parametrize("name", EXPORTS)
@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_stays_a_title(name: str, title: str) -> None:
    entries = [
        entry("event", "e", title, date="2024-04-24", text=(title,), sources="s", parties="p", place=title),
        entry(
            "source",
            "s",
            title,
            published="2020",
            author=title,
            publisher=title,
            url="https://example.org/?a=1&b",
        ),
        entry("party", "p", title, type="person"),
        entry("deadline", "d", title, due="2030-01-01"),
    ]
    written = text(name, *entries, project=title)
    expected = tidy(title)
    match name:
        case "json" | "csl":
            assert expected in str(json.loads(written)) or json.dumps(expected)[1:-1] in json.dumps(
                json.loads(written)
            )
        case "csv":
            titles = [row[2] for row in csv.reader(io.StringIO(written, newline=""))][1:]
            assert set(titles) == {safe(title).replace("\ud83d", "�")}
            assert not re.match(r"[=+\-@\t\r]", titles[0])
        case "xlsx":
            sheet = sheet_of(*entries, project=title)
            assert {row[2].value for row in sheet.iter_rows(min_row=2)} == {tidy(title)}
            assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} <= {
                "s",
                "d",
                "n",
            }
        case "docx":
            document = docx.Document(io.BytesIO(export("docx", edition_of(*entries, project=title))))
            rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
            assert [row[1].removesuffix(": due") for row in rows[1:]] == [shown(expected)] * 2
            assert document.core_properties.title == " ".join(expected.split())[:255]
        case "ics":
            # not by the library that wrote it: icalendar 6 reads what it wrote of a backslash as something else
            summaries = {event.summary.value for event in vobject.readOne(written).vevent_list}
            expected = " ".join(expected.split())
            assert summaries == {expected, f"{expected}: due"}
        case "atom":
            feed = feedparser.parse(written)
            assert not feed.bozo
            assert ET.fromstring(written).findtext("{http://www.w3.org/2005/Atom}title") == expected  # noqa: S314
        case "jsonld":
            assert {node["name"] for node in json.loads(written)["@graph"]} == {expected}
        case "timelinejs":
            for slide in json.loads(written)["events"]:
                assert tags(slide["text"]["headline"]) == []
                assert tags(slide["text"]["text"]) in (["p", "p", "p", "a", "p", "a"], ["p", "a"])


def tags(html: str) -> list[str]:
    """Return the tags that a piece of HTML opens."""
    found: list[str] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, _attributes: found.append(tag)  # type: ignore[method-assign]
    parser.feed(html)
    return found


def shown(text: str) -> str:
    """Return a text as a paragraph of Word has it."""
    return text.replace("\r", "\n")


# -- Excel ---------------------------------------------------------------------------------------------


def sheet_of(*entries: Entry, **how: Any) -> Any:
    """Return the sheet of a workbook."""
    return openpyxl.load_workbook(io.BytesIO(export("xlsx", edition_of(*entries, **how)))).active


def test_a_workbook_has_real_days_where_they_are_whole_and_links() -> None:
    sheet = sheet_of(
        entry("event", "a", date="2024-04-24", url="https://example.org/a", order="2"),
        entry("event", "b", date="2024-04~"),
        entry("event", "c", date="1862-05-20", place="=1+1"),
        site=SITE,
    )
    heads = [cell.value for cell in sheet[1]]
    rows = {row[0].value: dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=2)}
    assert rows["a"]["date"].value == datetime(2024, 4, 24)  # noqa: DTZ001 - of no zone
    assert rows["a"]["date"].number_format == "yyyy-mm-dd"
    assert [rows[id_]["date"].value for id_ in "bc"] == ["2024-04~", "1862-05-20"]
    assert (rows["a"]["order"].value, rows["a"]["line"].value) == (2, 1)
    assert rows["a"]["url"].hyperlink.target == "https://example.org/a"
    assert rows["a"]["title"].hyperlink.target == f"{SITE}page.html#event-a"
    assert (rows["c"]["place"].value, rows["c"]["place"].data_type) == ("=1+1", "s")
    assert sheet.freeze_panes == "D2"


def test_a_workbook_is_read_again_as_it_was_written() -> None:
    entries = entries_of_all_kinds()
    content = export("xlsx", edition_of(*entries))
    data = read(content, "policyrefs.xlsx", KINDS)
    table = read(export("csv", edition_of(*entries)), "policyrefs.csv", KINDS)
    assert [f.message for f in data.findings] == [f.message for f in table.findings]
    assert [(i.entry.id, i.entry.title, i.entry.fields) for i in data.items] == [
        (i.entry.id, i.entry.title, i.entry.fields) for i in table.items
    ]


# -- CSV -----------------------------------------------------------------------------------------------


def table(*entries: Entry, **how: Any) -> dict[str, dict[str, str]]:
    written = text("csv", *entries, **how)
    assert written.startswith("\ufeff")
    assert "\n" not in written.replace("\r\n", "").replace("\n150", "")  # a cell of the test has two lines
    rows = csv.DictReader(io.StringIO(written.removeprefix("\ufeff"), newline=""), strict=True)
    return {row["id"]: {key: value for key, value in row.items() if value} for row in rows}


def test_cells_are_what_an_author_writes() -> None:
    rows = table(*entries_of_all_kinds())
    for item in entries_of_all_kinds():
        kind = KINDS[item.kind]
        for name, value in item.fields.items():
            field = kind.field(name)
            assert field is not None
            if name != "from":
                assert parse_field(field, rows[item.id][name]) == value, (item.id, name)
    assert rows["divest"]["due"] == "2025-01-19"
    assert rows["divest"]["runs"] == "270 days"
    assert rows["signing"]["uri"] == "page.html#event-signing"
    assert rows["signing"]["summary"] == "Signed into law."


def test_a_column_is_there_where_an_entry_fills_it() -> None:
    head = text("csv", entry("event", "e", date="2020", tags="a,b", waive="unsourced -- no")).split("\r\n")[0]
    assert head == "\ufeffid,kind,title,date,tags,summary,uri,file,line"


@pytest.mark.parametrize("cell", ["=1+1", "+cmd", "-10 days", "@handle", "\tx", "\rx", "'x", "-2+3"])
def test_a_cell_is_never_a_formula(cell: str) -> None:
    assert safe(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "-2", "+3.5", "170 million", "a = b"])
def test_numbers_and_texts_stay_as_they_are(cell: str) -> None:
    assert safe(cell) == cell


# -- iCalendar -----------------------------------------------------------------------------------------


def events(*entries: Entry, **how: Any) -> dict[str, Any]:
    """Return the events of a calendar by their titles."""
    calendar = Calendar.from_ical(text("ics", *entries, **how))
    assert not calendar.errors
    found = {str(event["summary"]): event for event in calendar.walk("VEVENT")}
    for event in found.values():
        assert {"UID", "DTSTAMP", "DTSTART", "STATUS"} <= event.keys()
        assert not event.errors
    return found


DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("written", "title", "start", "end", "status"),
    [
        ("2024-04-24", "E", date(2024, 4, 24), date(2024, 4, 25), "CONFIRMED"),
        ("2024-05-02/2024-06-10", "E", date(2024, 5, 2), date(2024, 6, 11), "CONFIRMED"),
        ("2024-04-24~", "E (about April 24, 2024)", date(2024, 4, 24), date(2024, 4, 25), "TENTATIVE"),
        ("2024-06", "E (June 2024)", date(2024, 6, 1), date(2024, 7, 1), "TENTATIVE"),
        ("[2024-08-06,2024-08-14]", "E (between August 6 and 14, 2024)", date(2024, 8, 6), date(2024, 8, 15),
         "TENTATIVE"),
        ("2024-05-02/..", "E (since May 2, 2024)", date(2024, 5, 2), date(2024, 5, 3), "CONFIRMED"),
        ("2025-01-18T22:30-05:00", "E", datetime(2025, 1, 19, 3, 30, tzinfo=UTC), None, "CONFIRMED"),
        ("2025-01-18T22:30Z", "E", datetime(2025, 1, 18, 22, 30, tzinfo=UTC), None, "CONFIRMED"),
        ("2025-01-18T22:30", "E", datetime(2025, 1, 18, 22, 30), None, "CONFIRMED"),  # noqa: DTZ001 - no zone
    ],
)  # fmt: skip
def test_dates_are_days_spans_and_times(
    written: str, title: str, start: date, end: date | None, status: str
) -> None:
    ((found, event),) = events(entry("event", "e", date=written)).items()
    assert found == title
    assert event.decoded("dtstart") == start
    assert event.decoded("dtend", None) == end
    assert event["status"] == status


def test_what_is_alleged_is_tentative_and_says_so() -> None:
    assert (
        events(entry("event", "e", date="2024-04-24", confidence="alleged"))["E (alleged)"]["status"]
        == "TENTATIVE"
    )


@pytest.mark.parametrize("written", ["XXXX", "-0100", "Y12000", "9999-12-31"])
def test_a_day_that_calendars_do_not_have_is_left_out(written: str) -> None:
    assert events(entry("event", "e", date=written)) == {}


def test_an_open_deadline_has_alarms_and_a_met_one_none() -> None:
    found = events(
        entry("deadline", "day", due="2030-06-20"),
        entry("deadline", "hour", due="2030-06-20T17:00-04:00"),
        entry("deadline", "met", due="2024-06-20", met_by="e"),
        entry("deadline", "gone", due="2024-07-20", imposed_by="order"),
        entry("event", "e", date="2024-06-22"),
        entry("instrument", "order"),
        entry("instrument", "end", revokes="order", signed="2024-07-01"),
    )
    alarms = {
        title: [alarm["trigger"].dt for alarm in event.walk("VALARM")] for title, event in found.items()
    }
    assert alarms["Day: due"] == [-timedelta(days=6, hours=15), -timedelta(hours=15)]
    assert alarms["Hour: due"] == [-7 * DAY, -DAY]
    assert alarms["Met: due"] == alarms["E"] == alarms["Gone: due"] == []
    assert "met on June 22, 2024 by E (2 days late)" in found["Met: due"]["description"]
    assert found["Gone: due"]["status"] == "CANCELLED"


def test_a_calendar_does_not_change_with_the_day_of_the_build() -> None:
    entries = entries_of_all_kinds()
    graphs = [edition_of(*entries).graph, edition_of(*entries).graph]
    graphs[1].today = parse_date("2031-01-01")
    first, second = (export("ics", edition_of(graph=graph)) for graph in graphs)
    assert first == second


def test_names_of_events_stay_and_stamps_follow_the_review() -> None:
    one = events(entry("event", "e", date="2024-04-24"))["E"]
    two = events(entry("event", "e", "Another title", date="2024-04-25", verified="2026-01-02"))[
        "Another title"
    ]
    assert one["uid"] == two["uid"]
    assert two.decoded("dtstamp") == datetime(2026, 1, 2, tzinfo=UTC)
    assert two["sequence"] > one["sequence"]
    assert two.decoded("last-modified") == two.decoded("dtstamp") > one.decoded("last-modified")
    assert len({str(event["uid"]) for event in events(*entries_of_all_kinds()).values()}) == len(
        events(*entries_of_all_kinds())
    )


def test_stamps_never_go_back_and_never_lie_ahead() -> None:
    def stamps(*entries: Entry, revised: datetime | None = None, **how: Any) -> tuple[datetime, int]:
        edition = replace(edition_of(*entries, **how), revised=revised)
        (event,) = Calendar.from_ical(export("ics", edition).decode()).walk("VEVENT")
        assert event.decoded("dtstamp") == event.decoded("last-modified") <= datetime.now(UTC)
        return event.decoded("dtstamp"), event["sequence"]

    later = entry("event", "e", date="2020-08-06/2020-08-14")
    earlier = entry("event", "e", date="2020-08-01/2020-08-10")
    assert stamps(later) == stamps(earlier)
    assert stamps(entry("deadline", "d", due="2099-01-01")) == stamps(later)
    assert stamps(entry("event", "e", date="2020", verified="2024-01-02")) > stamps(later)
    assert stamps(later, as_of="2099-01-01")[0] <= datetime.now(UTC)
    first, second = (datetime(2026, 1, 2, 3, minute, tzinfo=UTC) for minute in (4, 5))
    before, after = stamps(later, revised=first), stamps(earlier, revised=second)
    assert before[0] == first
    assert all(new > old for old, new in zip(before, after, strict=True))
    party = entry("party", "p", verified="2025-01-01")  # revised later than the event
    found = [
        stamps(party, entry("event", "e", date="2020", verified=day)) for day in ("2024-01-02", "2024-01-03")
    ]
    assert found[0][1] < found[1][1]


def test_other_calendars_read_it() -> None:
    written = text("ics", *entries_of_all_kinds(), site=SITE)
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("TZ", raising=False)
        calendar = vobject.readOne(written)
    calendar.validate()
    assert {event.summary.value for event in calendar.vevent_list} == set(events(*entries_of_all_kinds()))
    found = recurring_ical_events.of(Calendar.from_ical(written)).at((2024, 5, 20))
    assert [str(event["summary"]) for event in found] == ["Talks"]
    signing = next(e for e in calendar.vevent_list if e.summary.value == "The Act is signed")
    assert signing.url.value == f"{SITE}page.html#event-signing"
    assert signing.location.value == "Washington"


def test_without_its_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def refuse(name: str, *rest: Any) -> Any:
        if name == "icalendar":
            raise ModuleNotFoundError(name=name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(MissingExtraError, match=re.escape("pip install 'sphinx-policyrefs[calendar]'")):
        export("ics", edition_of())


# -- Atom ----------------------------------------------------------------------------------------------


def feed(*entries: Entry, **how: Any) -> Any:
    parsed = feedparser.parse(text("atom", *entries, **how))
    assert not parsed.bozo
    assert parsed.version == "atom10"
    for item in (parsed.feed, *parsed.entries):
        assert {"id", "title", "updated"} <= item.keys()
        assert item.updated_parsed
    return parsed


def test_a_feed_is_by_the_day_of_review_or_else_the_latest_date() -> None:
    parsed = feed(
        entry("event", "old", date="2020-01-01", verified="2026-01-05"),
        entry("event", "new", date="2026-01-04T22:30-05:00"),
        entry("legal-action", "case", filed="2025-01-01", decided="2025-06"),
        entry("instrument", "law", signed="2025-02-01", expires="2099-01-01"),
        entry("event", "ahead", date="2099-01-01"),
        entry("deadline", "due", due="2026-01-01"),
        entry("source", "s", published="2026-01-01"),
        entry("party", "p"),
    )
    assert [(item.title, item.updated) for item in parsed.entries] == [
        ("New", "2026-01-04T22:30:00-05:00"),
        ("Old", "2026-01-05T00:00:00Z"),
        ("Case", "2025-06-01T00:00:00Z"),
        ("Law", "2025-02-01T00:00:00Z"),
    ]
    assert parsed.feed.updated == "2026-01-04T22:30:00-05:00"


def test_addresses_in_a_feed_are_absolute_where_the_site_is_known() -> None:
    items = [entry("event", "e", date="2020", tags="law", text=("It happened.",))]
    parsed = feed(*items, site=SITE)
    assert parsed.entries[0].link == f"{SITE}page.html#event-e"
    assert parsed.feed.links[0].href == f"{SITE}_policyrefs/policyrefs.atom"
    assert [(tag.term, tag.label) for tag in parsed.entries[0].tags] == [("event", "Event"), ("law", None)]
    assert parsed.entries[0].summary == "2020. It happened."
    near = feedparser.parse(
        text("atom", *items), response_headers={"content-location": "http://h/b/_policyrefs/policyrefs.atom"}
    )
    assert near.entries[0].link == "http://h/b/page.html#event-e"
    assert near.entries[0].id == parsed.entries[0].id
    assert near.entries[0].id.startswith("urn:uuid:")


def test_a_feed_has_what_atom_requires() -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    root = ET.fromstring(text("atom", *entries_of_all_kinds()))  # noqa: S314
    assert root.findtext(f"{atom}author/{atom}name") == "Harbour"
    assert [link.get("rel") for link in root.findall(f"{atom}link")] == ["self", "alternate"]
    ids = [item.findtext(f"{atom}id") for item in root.iter(f"{atom}entry")]
    assert len(set(ids)) == len(ids) > 3
    stamp = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
    assert all(stamp.fullmatch(item.text or "") for item in root.iter(f"{atom}updated"))


# -- JSON-LD -------------------------------------------------------------------------------------------


def triples(written: str, base: str = f"{SITE}_policyrefs/policyrefs.jsonld") -> Triples:
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):  # of the library's own making
        return Triples().parse(data=written, format="json-ld", base=base, publicID=base)


def test_an_rdf_library_reads_linked_data_without_the_network() -> None:
    graph = triples(text("jsonld", *entries_of_all_kinds()))
    assert graph.isomorphic(triples(text("jsonld", *entries_of_all_kinds(), site=SITE)))
    signing = URIRef(f"{SITE}page.html#event-signing")
    assert str(graph.value(signing, SDO.name)) == "The Act is signed"
    assert str(graph.value(signing, SDO.startDate)) == "2024-04-24"
    assert URIRef(f"{SITE}page.html#instrument-act") in set(graph.objects(signing, SDO.about))


def test_every_kind_has_its_type() -> None:
    nodes = {
        node["@id"].partition("#")[2]: node for node in data("jsonld", *entries_of_all_kinds())["@graph"]
    }
    assert {id_: node["@type"] for id_, node in nodes.items()} == {
        "event-signing": "Event", "event-leak": "Action", "event-call": "Action", "event-talks": "Action",
        "party-biden": "Person", "party-tiktok": "Corporation", "party-house": "GovernmentOrganization",
        "legal-action-case": "CreativeWork", "instrument-act": "Legislation", "statement-remark": "Quotation",
        "agreement-deal": "CreativeWork", "issue-speech": "Question", "source-report": "Report",
        "passage-majority": "Quotation", "claim-count": "ClaimReview", "discrepancy-users": "CreativeWork",
        "deadline-divest": "Action", "deadline-answer": "Action", "scenario-sale": "CreativeWork",
    }  # fmt: skip
    assert "startDate" not in nodes["event-leak"]
    assert (nodes["event-talks"]["startTime"], nodes["event-talks"]["endTime"]) == (
        "2024-05-02",
        "2024-06-10",
    )
    assert nodes["legal-action-case"]["identifier"] == "24-1113"
    assert nodes["legal-action-case"]["sourceOrganization"]["name"].startswith("U.S. Court of Appeals")
    assert nodes["claim-count"]["reviewRating"] == {
        "@type": "Rating", "alternateName": "wrong", "ratingValue": 1, "worstRating": 1, "bestRating": 5
    }  # fmt: skip
    assert nodes["claim-count"]["itemReviewed"]["author"][0]["name"] == "TikTok Inc."
    assert nodes["statement-remark"]["text"] == "“We will fight.”"
    assert nodes["passage-majority"]["text"] == "three hundred and fifty-two"
    assert nodes["passage-majority"]["isPartOf"][0]["name"] == "The Report"
    assert nodes["deadline-divest"]["endTime"] == "2025-01-19"
    assert nodes["party-biden"]["jobTitle"] == "President"


def test_search_engines_find_what_they_require() -> None:
    report = entry("source", "s", author="Doe, Jane; Agency of Ports", url="https://example.org/s")
    nodes = {
        node["@id"].partition("#")[2]: node
        for node in data(
            "jsonld",
            report,
            entry("claim", "judged", made_in="s @ p. 3", verdict="wrong"),
            entry("claim", "open", made_in="s"),
            entry("legal-action", "case", court="cadc"),
            entry("event", "hearing", date="2024-05-01", legal_action="case"),
            entry("event", "somewhere", date="2024-05-01"),
            entry("event", "sometime", place="Geneva"),
            site=SITE,
        )["@graph"]
    }
    judged, undecided = nodes["claim-judged"], nodes["claim-open"]
    assert judged["@type"] == "ClaimReview"
    assert judged["url"] == judged["@id"] == f"{SITE}page.html#claim-judged"
    assert judged["reviewRating"]["ratingValue"] == 1
    (appearance,) = judged["itemReviewed"]["appearance"]
    assert appearance["url"] == "https://example.org/s"
    assert (undecided["@type"], undecided["appearance"]) == ("Claim", [appearance])
    assert "reviewRating" not in undecided
    assert nodes["event-hearing"]["location"]["name"].startswith("U.S. Court of Appeals")
    assert {id_: node["@type"] for id_, node in nodes.items() if id_.startswith("event")} == {
        "event-hearing": "Event", "event-somewhere": "Action", "event-sometime": "Action"
    }  # fmt: skip
    assert nodes["source-s"]["author"] == [
        {"@type": "Person", "name": "Jane Doe"},
        {"@type": "Organization", "name": "Agency of Ports"},
    ]


@pytest.mark.parametrize("title", HOSTILE)
def test_linked_data_can_stand_in_a_page(title: str) -> None:
    item = entry("party", "p", title)
    script = embedded(edition_of(item), [item], lambda _entry: "#party-p")
    assert not re.search("[<>&]", script)
    (node,) = json.loads(script)["@graph"]
    assert node["name"] == tidy(title)
    assert len(triples(script, f"{SITE}page.html")) == 2


def test_an_entry_that_no_page_shows_has_a_name_all_the_same() -> None:
    (node,) = data("jsonld", entry("party", "p")._replace(docname=""))["@graph"]
    assert node["@id"].startswith("urn:uuid:")


# -- TimelineJS ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "start", "end", "shown"),
    [
        ("2024-04-24", (2024, 4, 24), None, None),
        ("2024-06", (2024, 6), None, "June 2024"),
        ("2024", (2024,), None, "2024"),
        ("-0044", (-44,), None, "45 BC"),
        ("2024-05-02/2024-06-10", (2024, 5, 2), (2024, 6, 10), "May 2 – June 10, 2024"),
        ("2024-05/2024-06", (2024, 5), (2024, 6, 30), "May–June 2024"),
        ("../2024-06-10", (2024, 6, 10), None, "until June 10, 2024"),
        ("2024-21", (2024, 3, 1), (2024, 5, 31), "spring 2024"),
        ("[2024-08-06,2024-08-14]", (2024, 8, 6), (2024, 8, 14), "between August 6 and 14, 2024"),
        ("202X", (2020, 1, 1), (2029, 12, 31), "the 2020s"),
        ("2025-01-18T22:30-05:00", (2025, 1, 18, 22, 30), None, None),
    ],
)
def test_dates_of_a_timeline_are_as_exact_as_they_are_known(
    written: str, start: tuple[int, ...], end: tuple[int, ...] | None, shown: str | None
) -> None:
    (slide,) = data("timelinejs", entry("event", "e", date=written))["events"]
    assert tuple(slide["start_date"].values()) == start
    assert tuple(slide.get("end_date", {}).values()) == (end or ())
    assert (slide.get("display_date") or None) == shown
    assert list(slide["start_date"])[:1] == ["year"]


def test_a_slide_has_the_words_of_a_passage() -> None:
    slides = {s["unique_id"]: s for s in data("timelinejs", *entries_of_all_kinds(), site=SITE)["events"]}
    (text,) = (
        part for part in slides["event-leak"]["text"]["text"].split("<p>") if part.startswith("Sources")
    )
    assert text == (
        'Sources: <a href="https://example.org/report">The Report</a>, p. 4: “three hundred and fifty-two”</p>'
    )


def test_a_slide_has_group_name_and_links() -> None:
    found = {
        slide["unique_id"]: slide
        for slide in data("timelinejs", *entries_of_all_kinds(), site=SITE)["events"]
    }
    signing = found["event-signing"]
    assert signing["group"] == "Event"
    assert signing["text"]["text"] == (
        "<p>Signed into law.</p><p>Parties: Joe Biden; TikTok; The White House</p>"
        '<p>Sources: <a href="https://example.org/report">The Report</a>, p. 3</p>'
        f'<p><a href="{SITE}page.html#event-signing">In the record</a></p>'
    )
    assert found["legal-action-case-decided"]["text"]["headline"] == "TikTok Inc. v. Garland: decided"
    assert data("timelinejs", entry("event", "e", date="XXXX"))["events"] == []


# -- CSL -----------------------------------------------------------------------------------------------


def test_sources_are_csl() -> None:
    (item,) = data("csl", *entries_of_all_kinds())
    assert item == {
        "id": "report",
        "type": "report",
        "title": "The Report",
        "author": [{"family": "Doe", "given": "Jane"}, {"literal": "A Committee"}],
        "publisher": "The Press",
        "issued": {"date-parts": [[2024, 5]]},
        "accessed": {"date-parts": [[2024, 6, 1]]},
        "URL": "https://example.org/report",
    }
    (item,) = data("csl", entry("source", "s", type="article-newspaper", publisher="The Bay Observer"))
    assert item["container-title"] == "The Bay Observer"
    where = {
        "container_title": "U.S.",
        "volume": "410",
        "page": "113",
        "number": "70-18",
        "publisher": "Supreme Court",
    }
    (item,) = data("csl", entry("source", "s", type="legal_case", **where))
    assert {name: item[name] for name in ("container-title", "volume", "page", "number", "authority")} == {
        "container-title": "U.S.", "volume": "410", "page": "113", "number": "70-18", "authority": "Supreme Court",
    }  # fmt: skip
    (item,) = data(
        "csl",
        entry("source", "s", type="article-journal", publisher="ACM", container_title="CACM", issue="3"),
    )
    assert (item["container-title"], item["publisher"], item["issue"]) == ("CACM", "ACM", "3")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2024-05-02/2024-06-10", {"date-parts": [[2024, 5, 2], [2024, 6, 10]]}),
        ("2024~", {"date-parts": [[2024]], "circa": True}),
        ("2024-22", {"date-parts": [[2024]], "season": 2}),
        ("[2024-08-06,2024-08-14]", {"raw": "[2024-08-06,2024-08-14]"}),
        ("202X", {"raw": "202X"}),
        ("2024-05-02/..", {"date-parts": [[2024, 5, 2]]}),
    ],
)
def test_dates_of_sources_are_as_exact_as_they_are_known(written: str, expected: dict[str, Any]) -> None:
    (item,) = data("csl", entry("source", "s", published=written))
    assert item["issued"] == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Jane Doe", [("Doe", "Jane")]),
        (
            "Ana Swanson, David McCabe and Mike Isaac",
            [("Swanson", "Ana"), ("McCabe", "David"), ("Isaac", "Mike")],
        ),
        ("Martin Luther King, Jr.", [("King", "Martin Luther", "Jr.")]),
        ("Doe, Jane; Roe, Richard M.", [("Doe", "Jane"), ("Roe", "Richard M.")]),
        ("Ludwig van Beethoven", [("van", "Beethoven", "Ludwig")]),
        ("Court of Justice of the European Union", ["Court of Justice of the European Union"]),
        ("Department of Justice, Civil Division", ["Department of Justice, Civil Division"]),
        ("Associated Press", ["Associated Press"]),
        ("Reuters", ["Reuters"]),
        ("Oracle Corp. and Walmart Inc.", ["Oracle Corp. and Walmart Inc."]),
        ("", []),
    ],
)
def test_people_have_names_and_bodies_have_one(written: str, expected: list[Any]) -> None:
    parts = ("non-dropping-particle", "family", "given", "suffix")
    found = [p.get("literal") or tuple(p[name] for name in parts if name in p) for p in people(written)]
    assert found == expected


# -- all of them ---------------------------------------------------------------------------------------

DATES = st.sampled_from((
    "2024-04-24", "2024", "2024-06~", "2024-21", "XXXX", "..", "2024-05-02/..", "../2024-06", "{2024-01,2025-02-03}",
    "[..2024-03-01]", "-0044-03-15", "Y12000", "0000", "9999-12-31", "2024-02-29T23:59:59+14:00", "20XX",
))  # fmt: skip


@given(when=DATES, title=st.text(min_size=1), note=st.text())
def test_any_date_and_any_text_goes_through_every_format(when: str, title: str, note: str) -> None:
    when = "2024" if when == ".." else when
    entries = [
        entry("event", "e", title, date=when, text=(note,), sources="s", verified=when),
        entry("source", "s", title, published=when, accessed=when),
        entry("deadline", "d", title, due=when),
    ]
    edition = edition_of(*entries, project=title)
    for name in EXPORTS.keys() - {"xlsx", "docx"}:
        content = export(name, edition).decode("utf-8")
        match name:
            case "ics":
                assert not Calendar.from_ical(content).errors
            case "atom":
                ET.fromstring(content)  # noqa: S314
            case "csv":
                assert len(list(csv.reader(io.StringIO(content, newline=""), strict=True))) == 4
            case _:
                json.loads(content)


@settings(max_examples=15)
@given(when=DATES, title=st.text(min_size=1), note=st.text())
def test_any_date_and_any_text_goes_into_a_workbook(when: str, title: str, note: str) -> None:
    event = entry("event", "e", title, date="2024" if when == ".." else when, text=(note,), place=title)
    sheet = sheet_of(event, project=title)
    assert (sheet.max_row, sheet["C2"].value) == (2, tidy(title))


def test_a_time_in_a_zone_is_that_moment() -> None:
    zone = timezone(-timedelta(hours=5))
    event = events(entry("event", "e", date="2025-01-18T22:30-05:00"))["E"]
    assert event.decoded("dtstart") == datetime(2025, 1, 18, 22, 30, tzinfo=zone)


@pytest.mark.parametrize("chosen", EXPORTS.values(), ids=list(EXPORTS))
def test_every_export_is_documented(chosen: Any) -> None:
    """Each has a section of its own on the page of exports, and a test by its name here."""
    docs = Path(__file__).parents[2] / "docs"
    assert f"({chosen.name})=" in (docs / "exports.md").read_text("utf-8").replace("export-", "")
    assert f'"{chosen.name}"' in Path(__file__).read_text("utf-8")
    assert chosen.about.endswith(".")
    extras = (docs.parent / "pyproject.toml").read_text("utf-8")
    assert not chosen.extra or f"\n{chosen.extra} = [" in extras


# -- Word ------------------------------------------------------------------------------------------------


def document_of(*entries: Entry, word: WordSettings = USUAL, **how: Any) -> Any:
    content = export("docx", replace(edition_of(*entries, **how), word=word))
    return docx.Document(io.BytesIO(content))


CITED = (
    entry(
        "event",
        "e",
        "The order",
        date="2020-08~",
        parties="p",
        sources='s @ p. 3 "within 45 days"',
        confidence="disputed",
    ),
    entry("party", "p", "A party"),
    entry("source", "s", "The paper", url="https://example.org/paper"),
)


def test_the_chronology_is_a_table_of_word() -> None:
    document = document_of(*CITED, project="A record", site=SITE, as_of="2024-12-06")
    assert [p.text for p in document.paragraphs][:2] == ["A record: Chronology", "As of December 6, 2024."]
    (table,) = document.tables
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells == [
        ["Date", "Title", "Parties", "Sources"],
        ["about August 2020", "The order [disputed]", "A party", "The paper, p. 3: “within 45 days”"],
    ]
    section = document.sections[0]
    assert section.page_width > section.page_height
    xml = document.element.xml
    assert xml.count("<w:tblHeader/>") == 1
    assert xml.count("<w:cantSplit/>") == 1
    footer = section.footer.paragraphs[0]._p.xml
    assert 'w:instr="PAGE"' in footer
    assert 'w:instr="NUMPAGES"' in footer
    links = {rel.target_ref for rel in document.part.rels.values() if rel.is_external}
    assert f"{SITE}page.html#event-e" in links
    assert any(link.startswith("https://example.org/paper#:~:text=") for link in links)


def test_columns_and_a_template_of_the_house(tmp_path: Path) -> None:
    template = docx.Document()
    template.add_paragraph("To be left out")
    template.sections[0].footer.paragraphs[0].text = "Privileged"
    template.styles["Title"].font.name = "Garamond"
    path = tmp_path / "house.docx"
    template.save(str(path))
    document = document_of(*CITED, word=WordSettings(("sources", "title"), path), project="A record")
    assert [p.text for p in document.paragraphs] == ["A record: Chronology"]
    assert [cell.text for cell in document.tables[0].rows[0].cells] == ["Sources", "Title"]
    assert document.styles["Title"].font.name == "Garamond"
    assert document.sections[0].footer.paragraphs[0].text == "Privileged"
    assert document_of().paragraphs[1].text == "No entry of the record matches this selection."
    path.write_text("no document", "utf-8")
    for wrong in (path, tmp_path / "none.docx"):
        with pytest.raises(
            UnwritableError, match=r"policyrefs\.docx is not written: the template \w+\.docx can't be read"
        ):
            document_of(*CITED, word=WordSettings((), wrong))
