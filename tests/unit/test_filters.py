"""The data of filters say what the rows are, in the order in which they are shown."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from factories import KINDS, VIEWS, entry, graph_of
from hypothesis import given
from hypothesis import strategies as st

import sphinx_policyrefs
from sphinx_policyrefs.adapter.pages.render import HtmlRenderer
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.model import ViewCall
from sphinx_policyrefs.views.base import ViewContext, check_option
from sphinx_policyrefs.views.filters import MANY
from sphinx_policyrefs.views.model import Blocks, Facet, Filter
from sphinx_policyrefs.views.wording import Wording

#: the style sheets and scripts of pages
STATIC = Path(sphinx_policyrefs.__file__).parent / "static"


def view(name: str, graph: Graph, /, *, scripted: bool = True, **options: str) -> Blocks:
    written = {key.replace("_", "-"): text for key, text in options.items()}
    for option, text in written.items():
        check_option(VIEWS[name], option, text, KINDS)
    call = ViewCall(name, "", written, {}, "page.rst", 1)
    return VIEWS[name].build(ViewContext(graph, Wording(), VIEWS[name], call, scripted=scripted))


def filters(blocks: Blocks) -> list[Filter]:
    return [block for block in blocks if isinstance(block, Filter)]


def choices(found: Filter) -> list[dict[str, list[str]]]:
    """Return the ids of each row's choices, by facet."""
    return [
        {
            facet.name: [facet.choices[n][0] for n in numbers or ((facet.usual,) if facet.usual >= 0 else ())]
            for facet, numbers in zip(found.facets, row, strict=True)
        }
        for row in found.rows
    ]


@pytest.fixture(scope="module")
def dispute() -> Graph:
    """Return a small record with something for every facet."""
    return graph_of(
        entry("party", "acme", "Acme Corporation", short="Acme"),
        entry("party", "board"),
        entry("issue", "speech"),
        entry(
            "legal-action", "suit", plaintiffs="acme", defendants="board", filed="2020-02", decided="2021-05"
        ),
        entry("legal-action", "other-suit", filed="2022"),
        entry("event", "one", date="2019-05", parties="board", tags="b; a"),
        entry("event", "two", date="2020", legal_action="suit", confidence="disputed"),
        entry("event", "three", date="../2021-01-02", issues="speech", parties="acme; board"),
        entry("event", "four", date="2021-05-06", legal_action="suit", milestone="decided"),
        entry("event", "never", date="XXXX"),
    )


def test_each_row_has_its_choices_and_its_year(dispute: Graph) -> None:
    (found,) = filters(view("chronology", dispute, filter="yes"))
    assert [facet.name for facet in found.facets] == [
        "kind", "party", "legal-action", "issue", "tag", "confidence",
    ]  # fmt: skip
    none = {
        "party": [],
        "legal-action": [],
        "issue": [],
        "tag": [],
        "confidence": ["undisputed"],
        "kind": ["event"],
    }
    assert choices(found) == [
        {**none, "issue": ["speech"], "party": ["acme", "board"]},
        {**none, "party": ["board"], "tag": ["b", "a"]},
        {**none, "legal-action": ["suit"], "confidence": ["disputed"]},
        {**none, "kind": ["legal-action"], "party": ["acme", "board"], "legal-action": ["suit"]},
        {**none, "party": ["acme", "board"], "legal-action": ["suit"]},  # the decision, as the event tells it
        {**none, "kind": ["legal-action"]},  # a suit of one row is not a group
        none,
    ]
    assert found.years == (2021, 2019, 2020, 2020, 2021, 2022, None)


def test_names_that_the_rows_show_are_not_repeated(dispute: Graph) -> None:
    (table,) = filters(view("chronology", dispute, filter="yes"))
    parties = next(facet for facet in table.facets if facet.name == "party")
    assert parties == Facet("party", "Party", (("acme", ""), ("board", "")))
    (listed,) = filters(view("chronology", dispute, filter="yes", layout="list"))
    parties = next(facet for facet in listed.facets if facet.name == "party")
    assert parties.choices == (("acme", "Acme"), ("board", "Board"))


def test_rows_under_several_headings_come_as_often(dispute: Graph) -> None:
    (found,) = filters(view("chronology", dispute, filter="yes", group_by="party", kinds="event"))
    both, board = ["acme", "board"], ["board"]
    # Acme: three, four; Board: three, one, four, which is the decision of their suit; none of these: two and never
    assert [row["party"] for row in choices(found)] == [both, both, both, board, both, [], []]
    assert not found.spans


def test_what_tells_no_row_from_another_is_no_choice() -> None:
    graph = graph_of(
        entry("party", "acme"), *(entry("event", f"e{n}", date="2020", parties="acme") for n in range(3))
    )
    (found,) = filters(view("chronology", graph, filter="yes"))
    assert found.facets == ()
    assert found.rows == ((), (), ())
    assert found.years == (2020, 2020, 2020)


@pytest.mark.parametrize(("name", "options"), [("chronology", {}), ("event-index", {})])
@pytest.mark.parametrize(
    ("rows", "more", "expected"),
    [
        (MANY, {}, True),
        (MANY - 1, {}, False),
        (1, {"filter": "yes"}, True),
        (MANY, {"filter": "no"}, False),
        (MANY, {"show": "body"}, False),
        (MANY, {"show": "summary"}, True),
    ],
)
def test_long_views_have_a_filter(
    name: str, options: dict[str, str], rows: int, more: dict[str, str], expected: bool
) -> None:
    graph = graph_of(*(entry("event", f"e{n}", date="2020") for n in range(rows)))
    assert bool(filters(view(name, graph, **options, **more))) is expected
    assert not filters(view(name, graph, scripted=False, **options, **more))


def data(block: Filter) -> dict[str, Any]:
    place = ET.fromstring(HtmlRenderer(lambda docname: docname).blocks((block,)))  # noqa: S314 - our own
    return json.loads(place.attrib["data-policy"])


NAMES = st.text(st.characters(exclude_categories=["C"]))  # XML takes no control characters


@given(NAMES, NAMES)
def test_the_page_hands_over_whatever_names_hold(label: str, name: str) -> None:
    found = data(Filter((Facet("tag", label, (("x", name), ("y", ""))),), (((0,),), ((),)), (2020, None)))
    assert found["facets"] == [["tag", label, [["x", name] if name else "x", "y"], -1]]


def test_rows_are_written_in_short() -> None:
    facets = (
        Facet("kind", "Kind", (("a", "A"), ("b", "B")), 1),
        Facet("tag", "Tag", (("c", "C"), ("d", "D"))),
    )
    found = data(Filter(facets, (((), (0, 1)), ((0,), ()), ((), ())), (2020, 2020, None), newest=True))
    assert (found["rows"], found["years"], found["newest"]) == (",0.1;0;", "2020*2 ?*1", True)


@pytest.mark.parametrize("sheet", sorted(STATIC.glob("*.css")), ids=lambda sheet: sheet.name)
def test_a_moved_group_of_rows_restyles_nothing_else(sheet: Path) -> None:
    """After `a + *`, browsers look again at all that is below the parent of what moves: 5,000 rows, in 250 ms."""
    assert re.findall(r"[^{}]*[+~]\s*\*[^{}]*", sheet.read_text("utf-8")) == []
