"""The timeline: what becomes of each row, which lanes there are, and that nothing runs into anything else."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from factories import entry, graph_of, shown, view
from hypothesis import given, settings
from hypothesis import strategies as st
from timelines import graph, record

from sphinx_policyrefs.adapter.pictures.svg import svg
from sphinx_policyrefs.records.dates import civil, parse_date
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.views.model import Link, Picture
from sphinx_policyrefs.views.pictures.axis import LEFT, RIGHT, WIDTH, Axis, Words, make_axis
from sphinx_policyrefs.views.pictures.drawing import Box, Drawing, Group, Line, Part, Text
from sphinx_policyrefs.views.pictures.layout import layout
from sphinx_policyrefs.views.pictures.metrics import shortened, width, wrapped
from sphinx_policyrefs.views.pictures.model import Timeline
from sphinx_policyrefs.views.timeline import MOST_LANES

SVG = "{http://www.w3.org/2000/svg}"
WORDS = Words(
    str, lambda month: f"{month % 12 + 1}/{month // 12}", lambda n: f"m{n}", lambda a, b: f"{a}–{b}"
)


def drawn(graph: Graph, /, **options: str) -> Timeline:
    """Return the model of the one picture of a timeline."""
    (picture,) = (b for b in view("timeline", graph, **options) if isinstance(b, Picture))
    return picture.drawn


def lanes(graph: Graph, /, **options: str) -> dict[str, list[str]]:
    """Return the labels of the items of each lane."""
    timeline = drawn(graph, **options)
    return {lane.heading: [timeline.items[n].label for n in lane.items] for lane in timeline.lanes}


def groups(parts: tuple[Part, ...]) -> list[Group]:
    return [part for part in parts if isinstance(part, Group)]


def texts(drawing: Drawing) -> list[str]:
    """Return all texts of a drawing."""
    loose = [part.text for part in drawing.parts if isinstance(part, Text)]
    return loose + [p.text for group in groups(drawing.parts) for p in group.parts if isinstance(p, Text)]


def href(link: Link) -> str:
    return f"{link.docname}.html#{link.anchor}"


# -- rows ----------------------------------------------------------------------------------------------

JAN, FEB = (parse_date(f"2020-0{n}-01").earliest for n in (1, 2))
SHARP = ("sharp", "sharp")


@pytest.mark.parametrize(
    ("date", "form", "spans", "sides", "hollow", "dashed"),
    [
        ("2020-01-01", "day", ((JAN, JAN),), SHARP, False, False),
        ("2020-01-01~", "day", ((JAN, JAN),), ("about", "about"), True, False),
        ("2020-01-01?", "day", ((JAN, JAN),), SHARP, False, True),
        ("2020-01", "range", ((JAN, FEB - 1),), SHARP, True, False),
        ("2020-01%", "range", ((JAN, FEB - 1),), ("about", "about"), True, True),
        ("2020-01-01/2020-02-01", "span", ((JAN, FEB),), SHARP, False, False),
        ("2020-01-01~/..", "span", ((JAN, None),), ("about", "open"), True, False),
        ("../2020-02-01", "span", ((None, FEB),), ("open", "sharp"), False, False),
        ("2020-01-01/", "span", ((JAN, None),), ("sharp", "unknown"), False, False),
        ("[2020-02-01,2020-01-01]", "one-of", ((JAN, JAN), (FEB, FEB)), SHARP, True, False),
        ("[..2020-02-01]", "one-of", ((None, FEB),), ("open", "sharp"), True, False),
        ("{2020-01-01,2020-02-01}", "all-of", ((JAN, JAN), (FEB, FEB)), SHARP, False, False),
    ],
)
def test_a_date_is_drawn_as_exact_as_it_is(
    date: str,
    form: str,
    spans: tuple[tuple[int | None, int | None], ...],
    sides: tuple[str, str],
    hollow: bool,
    dashed: bool,
) -> None:
    (item,) = drawn(graph_of(entry("event", "one", date=date))).items
    assert (item.form, item.spans, item.sides) == (form, spans, sides)
    assert (item.hollow, item.dashed) == (hollow, dashed)


def test_what_is_not_undisputed_says_so_and_is_dashed() -> None:
    (item,) = drawn(graph_of(entry("event", "one", "Vote", date="2020-01-01", confidence="alleged"))).items
    assert (item.label, item.suffix, item.dashed) == ("Vote", " (alleged)", True)
    assert item.link.text == "Vote (alleged)"


def test_a_label_is_the_short_name_with_the_step() -> None:
    case = entry("legal-action", "a-v-b", "Alpha v. Beta", short="A v. B", filed="2020", decided="2021")
    items = drawn(graph_of(case)).items
    assert [item.label for item in items] == ["A v. B: filed", "A v. B: decided"]
    assert [item.track for item in items] == ["a-v-b", "a-v-b"]
    assert [item.link.text for item in items] == ["A v. B: filed", "A v. B: decided"]


def test_an_event_that_is_a_milestone_is_a_step_of_the_proceeding() -> None:
    case = entry("legal-action", "a-v-b", filed="2020-01-02", decided="2021-03-04")
    event = entry("event", "ruling", date="2021-03-04", legal_action="a-v-b", milestone="decided")
    items = drawn(graph_of(case, event)).items
    assert [(item.label, item.track) for item in items] == [("A v b: filed", "a-v-b"), ("Ruling", "a-v-b")]


def test_a_mark_says_kind_parties_and_what_became_of_a_deadline() -> None:
    acme = entry("party", "acme", "Acme Inc.")
    event = entry("event", "one", date="2020-01-01", parties="acme", text=("It happened.",))
    deadline = entry("deadline", "late", due="2020-02-01")
    items = drawn(graph_of(acme, event, deadline)).items
    assert [item.about for item in items] == [
        "Event. Acme Inc.",
        "Deadline. Overdue as of November 22, 2026.",
    ]
    items = drawn(graph_of(acme, event), show="summary").items
    assert items[0].about == "Event. Acme Inc. It happened."


def test_unknown_dates_stand_below_in_words() -> None:
    acme = entry("party", "acme", "Acme")
    known = entry("event", "known", date="2020")
    lost = entry("event", "lost", date="XXXX", parties="acme")
    found = shown(view("timeline", graph_of(acme, known, lost)))
    assert found == [[["2020", "Known"]], "# Unknown date", ["Lost: Acme"]]
    assert shown(view("timeline", graph_of(acme, lost))) == ["# Unknown date", ["Lost: Acme"]]


def test_a_selection_that_matches_nothing_says_so() -> None:
    assert shown(view("timeline", graph_of(), tags="x")) == ["No entry of the record matches this selection."]


def test_groups_have_a_picture_each() -> None:
    graph = graph_of(entry("event", "one", date="2020"), entry("event", "two", date="2021"))
    found = view("timeline", graph, group_by="year")
    assert [b.text for b in found[::2]] == ["2020", "2021"]  # type: ignore[union-attr]
    assert [len(b.drawn.items) for b in found[1::2]] == [1, 1]  # type: ignore[union-attr]


# -- the day of the build ------------------------------------------------------------------------------


def test_today_is_marked_only_where_something_lies_beyond_it() -> None:
    past = entry("event", "past", date="2020-01-01")
    coming = entry("deadline", "coming", due="2030-01-01")
    since = entry("event", "since", date="2020/..")
    assert drawn(graph_of(past, since)).day is None
    assert drawn(graph_of(past, coming)).day == (
        parse_date("2026-11-22").latest,
        "Today, November 22, 2026",
    )


def test_the_as_of_day_is_always_marked_and_has_a_place_on_the_axis() -> None:
    timeline = drawn(graph_of(entry("event", "past", date="2020-01-01"), as_of="2020-12-06"))
    assert timeline.day == (parse_date("2020-12-06").latest, "As of December 6, 2020")
    assert LEFT < timeline.axis.x(timeline.day[0]) < RIGHT
    assert "As of December 6, 2020" in texts(layout(timeline))


# -- lanes ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def several() -> Graph:
    """Return rows with several parties, tags and kinds."""
    return graph_of(
        entry("party", "acme", "Acme"),
        entry("party", "trust", "Harbour Trust", short="Trust"),
        entry("event", "one", date="2020-01", parties="acme; trust", tags="sea"),
        entry("event", "two", date="2020-02", parties="acme"),
        entry("statement", "three", date="2020-03", speaker="trust", tags="sea; land"),
        entry("instrument", "four", signed="2020-04"),
    )


def test_a_row_stands_in_every_lane_that_it_belongs_to(several: Graph) -> None:
    assert lanes(several, lanes="party") == {
        "Acme": ["One", "Two"],
        "Harbour Trust": ["One", "Three"],
        "Others": ["Four: signed"],
    }
    assert lanes(several, lanes="tag") == {
        "sea": ["One", "Three"],
        "land": ["Three"],
        "Others": ["Two", "Four: signed"],
    }
    assert list(lanes(several, lanes="kind")) == ["Events", "Instruments", "Statements"]
    assert lanes(several, lanes="issue") == {"None of these": ["One", "Two", "Three", "Four: signed"]}
    assert list(lanes(several)) == [""]


def test_lanes_follow_the_selection(several: Graph) -> None:
    assert list(lanes(several, lanes="party", parties="trust; acme")) == ["Harbour Trust", "Acme"]
    assert list(lanes(several, lanes="kind", kinds="statement, event")) == ["Statements", "Events"]


def test_lanes_of_parties_lead_to_them(several: Graph) -> None:
    timeline = drawn(several, lanes="party")
    assert timeline.lanes[1].link == Link("Trust", "page", "party-trust")


def test_many_lanes_share_the_last_one() -> None:
    parties = [entry("party", f"p{n}") for n in range(12)]
    events = [entry("event", f"e{n}", date=f"20{n + 10}", parties=f"p{n}") for n in range(12)]
    found = lanes(graph_of(*parties, *events), lanes="party")
    assert len(found) == MOST_LANES
    assert sum(map(len, found.values())) == 12


# -- the axis ------------------------------------------------------------------------------------------


def test_empty_years_are_broken() -> None:
    def day(text: str) -> int:
        return parse_date(text).earliest

    spans = [(day("1977-12-28"),) * 2, (day("2019-11-01"),) * 2, (day("2025-01-17"),) * 2]
    axis = make_axis(spans, WORDS)
    assert len(axis.pieces) == 3
    assert axis.breaks[0] == "1979–2018"
    assert len(make_axis(spans, WORDS, broken=False).pieces) == 1
    # a span runs through the years: nothing is left out of it
    assert len(make_axis([*spans, (day("1970-01-01"), day("2025-01-01"))], WORDS).pieces) == 1


def test_a_legend_explains_the_signs_that_occur_and_no_others() -> None:
    def legend(*events: str) -> list[str]:
        items = (entry("event", f"e{n}", date=date) for n, date in enumerate(events))
        return [words for sign, words in drawn(graph_of(*items)).legend if sign != "box"]

    assert legend("2020-01-01") == []
    assert legend("2020-01", "2020-02-02?") == ["date not exact", "uncertain or disputed"]
    assert legend("[2020-01-01,2020-03-03]") == ["one of several dates"]
    assert legend("2020-01-01/..") == ["span of time", "end open or not exact"]
    assert legend("1900-01-01", "2020-01-01") == ["years left out"]


@pytest.mark.parametrize(
    ("first", "last", "fine", "coarse"),
    [
        ("2020-08-06", "2020-08-20", "6", "8/2020"),
        ("2020-02-06", "2021-06-01", "m9", "2021"),
        ("2018-08-06", "2021-02-01", "m1", "2020"),
        ("1990-08-06", "2021-02-01", "2000", None),
        ("0800", "2021-02-01", "1000", None),
        ("-0500", "Y12000", "5000", None),
    ],
)
def test_ticks_are_as_fine_as_there_is_room(first: str, last: str, fine: str, coarse: str | None) -> None:
    axis = make_axis([(parse_date(first).earliest, parse_date(last).latest)], WORDS, broken=False)
    assert fine in [tick.text for tick in axis.fine]
    assert coarse in [tick.text for tick in axis.coarse] if coarse else not axis.coarse


DAYS = st.lists(
    st.tuples(st.integers(-400_000, 1_200_000), st.integers(0, 3000)).map(lambda p: (p[0], p[0] + p[1])),
    min_size=1,
    max_size=12,
)


def is_apart(axis: Axis) -> bool:
    """Return whether no tick's label touches the next."""
    fine = [(tick.x - width(tick.text, 10.5) / 2, tick.x + width(tick.text, 10.5) / 2) for tick in axis.fine]
    coarse = [(tick.x, tick.x + width(tick.text, 10.5)) for tick in axis.coarse]
    return all(one[1] <= two[0] for ticks in (fine, coarse) for one, two in pairwise(ticks))


@given(DAYS)
def test_the_axis_keeps_the_order_of_days_and_its_labels_apart(spans: list[tuple[int, int]]) -> None:
    axis = make_axis(spans, WORDS)
    days = sorted({day for span in spans for day in span})
    places = [axis.x(day) for day in days]
    assert places == sorted(places)
    assert all(LEFT < x < RIGHT for x in places)
    assert is_apart(axis)
    for one, two in pairwise(axis.pieces):
        assert civil(two.first)[0] - civil(one.end)[0] >= 0
        assert one.x1 < two.x0


# -- labels --------------------------------------------------------------------------------------------


def test_the_table_of_widths_is_on_the_safe_side() -> None:
    assert width("illicit") < width("Illinois") < width("WWW MMM")
    assert width("议会") >= 2
    assert width("e\u0301") == width("e") == width("é")
    assert width("bold", bold=True) > width("bold")


@given(st.text(max_size=60), st.floats(10, 400), st.sampled_from(["", " (disputed)"]))
def test_a_shortened_text_fits(text: str, room: float, suffix: str) -> None:
    short = shortened(text, room, 12, suffix=suffix)
    assert width(short, 12) <= room
    assert short in (text + suffix, "") or short.endswith(f"…{suffix}")


@given(st.text(max_size=90), st.floats(40, 300), st.sampled_from(["", " (disputed)"]))
def test_a_wrapped_text_fits_and_says_the_same(text: str, room: float, suffix: str) -> None:
    lines = wrapped(text, room, 12, suffix=suffix)
    assert all(width(line, 12) <= room for line in lines)
    if lines and not lines[1].endswith(f"…{suffix}"):
        assert "".join("".join(lines).split()) == "".join((text + suffix).split())


def test_lines_are_about_as_long_and_the_second_is_cut_only_where_both_are_full() -> None:
    assert wrapped("one two three four", 300) == ("one two", "three four")
    assert wrapped("Word", 300) == ()
    first, second = wrapped("word " * 40, 160, 12, suffix=" (disputed)")
    assert first.endswith("word")
    assert second.endswith("… (disputed)")
    assert wrapped("议会通过关于数据的法案", 100, 12) == ("议会通过关", "于数据的法案")


def collisions(drawing: Drawing) -> list[tuple[Box, Box]]:
    """Return the texts that run into other texts, or into the marks of other items."""
    boxes = sorted((*drawing.texts, *drawing.marks), key=lambda box: box.y0)
    written = set(drawing.texts)
    found = []
    for n, one in enumerate(boxes):
        for other in boxes[n + 1 :]:
            if other.y0 >= one.y1:
                break
            if one.overlaps(other) and (
                (one in written and other in written)
                or ((one in written or other in written) and one.item != other.item)
            ):
                found.append((one, other))
    return found


OPTIONS = (
    {},
    {"lanes": "party"},
    {"lanes": "kind", "labels": "all"},
    {"labels": "key", "breaks": "no"},
    {"labels": "all"},
)


@pytest.mark.parametrize("options", OPTIONS, ids=lambda options: "-".join(options.values()) or "plain")
@pytest.mark.parametrize("rows", [1, 10, 100, 500])
def test_no_label_runs_into_another_or_into_a_mark(rows: int, options: dict[str, str]) -> None:
    for seed in range(3):
        drawing = layout(drawn(graph(record(rows, seed)), **options))
        assert len(drawing.texts) > 5
        assert collisions(drawing) == []
        assert all(box.x0 >= 0 and box.x1 <= WIDTH + 0.1 for box in drawing.texts)
        assert all(box.y0 >= 0 and box.y1 <= drawing.height for box in drawing.texts)


@settings(max_examples=40)
@given(st.integers(1, 60), st.integers(0, 10**6), st.integers(0, 5000), st.sampled_from(["", "2018-06-01"]))
def test_no_label_runs_into_another_whatever_the_span(rows: int, seed: int, days: int, as_of: str) -> None:
    found = graph(record(rows, seed, days=days), as_of=as_of)
    for block in view("timeline", found, lanes="party"):
        if isinstance(block, Picture):
            assert collisions(layout(block.drawn)) == []


@pytest.mark.parametrize("options", OPTIONS, ids=lambda options: "-".join(options.values()) or "plain")
@pytest.mark.parametrize("rows", [10, 100, 500])
def test_every_row_is_a_mark_with_link_title_and_description(rows: int, options: dict[str, str]) -> None:
    timeline = drawn(graph(record(rows, 7)), **options)
    wanted = [
        (timeline.items[n].link, f"{timeline.items[n].date}: {timeline.items[n].link.text}")
        for lane in timeline.lanes
        for n in lane.items
    ]
    found = [(g.link, g.title) for g in groups(layout(timeline).parts) if g.about]
    assert sorted(found, key=repr) == sorted(wanted, key=repr)


def test_with_many_rows_the_key_entries_have_labels_and_the_others_are_boxes() -> None:
    events = [
        entry("event", f"e{n}", f"Event {n}", date=f"20{n % 20 + 10}-0{n % 9 + 1}-11") for n in range(300)
    ]
    keys = [entry("event", f"k{n}", f"Key {n}", date=f"20{n + 10}-05-05", importance="key") for n in range(9)]
    drawing = layout(drawn(graph_of(*events, *keys)))
    said = texts(drawing)
    assert [f"Key {n}" for n in range(9) if f"Key {n}" in said] == [f"Key {n}" for n in range(9)]
    assert "one more date" in said
    assert not drawing.complete
    assert drawing.height < 500
    assert len([g for g in groups(drawing.parts) if g.about]) == 309


@pytest.mark.parametrize("lane", ["", "kind"])
def test_all_rows_have_labels_where_the_author_wants_them(lane: str) -> None:
    timeline = drawn(graph(record(300, 4)), labels="all", **{"lanes": lane} if lane else {})
    drawing = layout(timeline)
    assert {box.item for box in drawing.texts} - {-1} == set(range(len(timeline.items)))


TITLE = "Commerce lists the transactions that the orders prohibit"


def test_a_title_has_two_lines_before_it_is_cut() -> None:
    events = [entry("event", f"e{n}", f"{TITLE} {n}", date=f"20{n + 10}-03-03") for n in range(20)]
    drawing = layout(drawn(graph_of(*events)))
    assert drawing.complete
    assert "".join(texts(drawing)).count("Commerce lists") == 20
    assert not any(text.startswith(TITLE) for text in texts(drawing))


def test_a_label_above_its_mark_is_tied_to_it() -> None:
    events = [
        entry("event", f"e{n}", f"{TITLE} {n}", date=f"2020-{n:02}-03", importance="key")
        for n in range(1, 13)
    ]
    case = entry(
        "legal-action", "case", "Alpha v. Beta", filed="2020-06-01", argued="2020-06-20", decided="2020-07"
    )
    for labels in ("auto", "all"):
        drawing = layout(drawn(graph_of(*events, case), labels=labels))
        heights = {box.item: (box.y0 + box.y1) / 2 for box in drawing.marks}
        tied = above = 0
        for number, item in enumerate(drawn(graph_of(*events, case)).items):
            (group,) = (g for g in groups(drawing.parts) if g.about and g.title.endswith(item.link.text))
            lowest = max(box.y1 for box in drawing.texts if box.item == number)
            above += lowest < heights[number]
            tied += any(
                isinstance(p, Line) and p.style == "soft" and p.points[0][0] == p.points[1][0]
                for p in group.parts
            )
        assert above == tied > 0


def test_within_a_year_what_came_later_stands_no_higher() -> None:
    timeline = drawn(graph(record(40, 5, days=2500)))
    drawing = layout(timeline)
    top: dict[int, float] = {}
    for box in drawing.texts:
        top[box.item] = min(top.get(box.item, box.y0), box.y0)
    alone = [n for n, item in enumerate(timeline.items) if not item.track and item.form == "day" and n in top]
    years: dict[int, list[tuple[int, float]]] = {}
    for n in alone:
        day = timeline.items[n].spans[0][0]
        assert day is not None
        years.setdefault(civil(day)[0], []).append((day, top[n]))
    assert max(map(len, years.values())) > 3
    for some in years.values():
        some.sort()
        assert [y for _day, y in some] == sorted(y for _day, y in some)


def test_keyboards_go_through_labels_in_the_order_of_time() -> None:
    events = [
        entry(
            "event",
            f"e{n}",
            f"{TITLE} {n}",
            date=f"20{n % 20 + 10}-03-03",
            importance="normal" if n % 9 else "key",
        )
        for n in range(150)
    ]
    drawing = layout(drawn(graph_of(*events)))
    labelled = [
        g for g in groups(drawing.parts) if g.about and any(isinstance(part, Text) for part in g.parts)
    ]
    assert len(labelled) > 20
    years = [g.title.partition(":")[0][-4:] for g in labelled]
    assert years == sorted(years)


def test_lanes_of_kinds_show_their_sign_and_colour() -> None:
    graph = graph_of(entry("event", "one", date="2020"), entry("deadline", "two", due="2021"))
    drawing = layout(drawn(graph, lanes="kind"))
    heads = {g.title: g for g in groups(drawing.parts) if g.title in ("Events", "Deadlines")}
    assert {title: (g.name, bool(g.ink), len(g.parts) > 1) for title, g in heads.items()} == {
        "Events": ("event", True, True),
        "Deadlines": ("deadline", True, True),
    }


def test_a_label_that_is_cut_leaves_the_drawing_incomplete() -> None:
    long = entry("event", "one", "Word " * 30, date="2020")
    assert not layout(drawn(graph_of(long))).complete
    assert layout(drawn(graph_of(long._replace(fields={**long.fields, "short": "Words"})))).complete


def test_few_rows_have_all_their_labels() -> None:
    drawing = layout(drawn(graph_of(*(entry("event", f"e{n}", date=f"2020-0{n}-11") for n in range(1, 10)))))
    assert {f"E{n}" for n in range(1, 10)} <= set(texts(drawing))
    assert "one more date" not in texts(drawing)
    assert drawing.complete


@pytest.mark.parametrize("seed", range(3))
def test_labels_on_one_line_are_apart_from_what_stands_beside_them(seed: int) -> None:
    """A label that begins where the next mark or another label ends reads as belonging to it."""
    drawing = layout(drawn(graph(record(60, seed)), labels="all"))
    boxes = [*drawing.texts, *drawing.marks]
    gaps = [
        max(one.x0, other.x0) - min(one.x1, other.x1)
        for one in drawing.texts
        for other in boxes
        if one.item != other.item
        and -1 not in (one.item, other.item)
        and one.y0 < other.y1
        and other.y0 < one.y1
    ]
    assert min(gaps) >= 5


def test_steps_of_one_proceeding_share_a_line() -> None:
    case = entry(
        "legal-action", "case", "Alpha v. Beta", filed="2020-01-02", argued="2020-06", decided="2021-03-04"
    )
    other = entry("event", "other", date="2020-06-06")
    timeline = drawn(graph_of(case, other))
    drawing = layout(timeline)
    mine = [timeline.items.index(item) for item in timeline.items if item.track == "case"]
    heights = {box.y0 for box in drawing.marks if box.item in mine}
    assert len(heights) == 1
    assert {"Alpha v. Beta: filed", "argued", "decided"} <= set(texts(drawing))


# -- SVG -----------------------------------------------------------------------------------------------


@given(st.text(max_size=40), st.text(max_size=40))
def test_svg_is_xml_whatever_titles_hold(title: str, name: str) -> None:
    graph = graph_of(
        entry("party", "acme", name or "x"), entry("event", "one", title, date="2020", parties="acme")
    )
    timeline = drawn(graph, lanes="party")
    root = ET.fromstring(svg(layout(timeline), title, name, href))  # noqa: S314 - our own output
    assert root.tag == f"{SVG}svg"
    assert [child.tag for child in root[:2]] == [f"{SVG}title", f"{SVG}desc"]
    marks = [a for a in root.iter(f"{SVG}a") if a.get("href") == "page.html#event-one"]
    assert [child.tag for mark in marks for child in mark[:2]] == [f"{SVG}title", f"{SVG}desc"]


def test_svg_has_neither_ids_nor_scripts_and_needs_nothing_from_elsewhere() -> None:
    text = svg(layout(drawn(graph(record(100, 3)), lanes="kind")), "t", "a", href)
    root = ET.fromstring(text)  # noqa: S314 - our own output
    assert {name for node in root.iter() for name in node.attrib}.isdisjoint({"id", "style", "onclick"})
    tags = {node.tag.removeprefix(SVG) for node in root.iter()}
    assert tags <= {"svg", "title", "desc", "g", "a", "path", "circle", "text"}
    assert "&lt;divest&gt;" in text


def test_an_entry_that_no_page_shows_has_a_mark_without_a_link() -> None:
    (item,) = drawn(graph_of(entry("event", "one", date="2020"))).items
    timeline = drawn(graph_of(entry("event", "one", date="2020")))
    timeline = timeline._replace(items=(item._replace(link=item.link._replace(docname="")),))
    root = ET.fromstring(svg(layout(timeline), "t", "a", href))  # noqa: S314 - our own output
    assert list(root.iter(f"{SVG}a")) == []
    assert [g[0].text for g in root.iter(f"{SVG}g") if g.get("class") == "policy-at-event"] == ["2020: One"]


def test_the_same_rows_give_the_same_bytes() -> None:
    one, two = (svg(layout(drawn(graph(record(200, 5)), lanes="party")), "t", "a", href) for _ in range(2))
    assert one == two
