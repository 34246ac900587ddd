"""Options that every view takes mean the same in each: spans, limits, order, groups."""

from __future__ import annotations

import pytest
from exported import entries_of_all_kinds
from factories import column, entry, graph_of, shown, view

from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.kinds import KINDS
from sphinx_policyrefs.views import views_for
from sphinx_policyrefs.views.base import HONOURABLE, unused
from sphinx_policyrefs.views.model import Diagram, Paragraph, Picture, Table

#: Another entry of each kind, with a text.
MORE = [
    e._replace(id=f"{e.id}-too", title=f"{e.title}, too", summary=("A text.",), fields=dict(e.fields))
    for e in entries_of_all_kinds()
]


@pytest.fixture(scope="module")
def days() -> Graph:
    """Return events of three years and of no known day."""
    return graph_of(
        entry("event", "one", date="2019-05"),
        entry("event", "two", date="2020"),
        entry("event", "three", date="2021-01-02"),
        entry("event", "never", date="XXXX"),
    )


@pytest.mark.parametrize(
    ("options", "titles"),
    [
        ({"not_from": "2020-06"}, ["One", "Never"]),
        ({"not_to": "2020-06"}, ["Three", "Never"]),
        ({"from_": "2019", "not_from": "2020-06"}, ["One"]),
        ({"not_from": "2021", "not_to": "2019"}, ["Two", "Never"]),
    ],
)
@pytest.mark.parametrize("name", ["chronology", "event-index"])
def test_spans_are_turned_round_as_the_other_options_are(
    days: Graph, name: str, options: dict[str, str], titles: list[str]
) -> None:
    assert column(view(name, days, **options), "title") == titles


@pytest.mark.parametrize("layout", ["table", "list", "prose"])
def test_unknown_dates_have_a_heading_in_every_layout(days: Graph, layout: str) -> None:
    found = shown(view("chronology", days, layout=layout))
    assert found[-2] == "# Unknown date"
    assert "Never" in str(found[-1])
    assert "# Unknown date" not in shown(view("chronology", days, layout=layout, ids="one"))


def test_what_has_no_known_day_is_never_newest(days: Graph) -> None:
    assert column(view("event-index", days, order="newest"), "title") == ["Three", "Two", "One", "Never"]
    assert column(view("event-index", days, order="newest", limit="1"), "title") == ["Three"]


def test_a_year_has_one_heading_whatever_the_order() -> None:
    sources = graph_of(
        entry("source", "a", author="A", published="2020"),
        entry("source", "b", author="B", published="2021"),
        entry("source", "c", author="C", published="2020"),
        entry("source", "d", author="D"),
    )
    found = shown(view("bibliography-of-record", sources, group_by="year"))
    assert [text for text in found if str(text).startswith("#")] == ["# 2020", "# 2021", "# Unknown date"]


def test_a_limit_counts_the_rows_that_are_shown() -> None:
    graph = graph_of(
        entry("event", "early", date="2000"),
        entry("legal-action", "case", filed="2001", decided="2002"),
        entry("legal-action", "other", filed="2003"),
        entry("event", "hearing", date="2004", legal_action="case"),
        entry("party", "acme"),
        entry("statement", "word", date="2005", speaker="acme"),
        entry("statement", "last-word", date="2006", speaker="acme"),
    )
    assert column(view("docket", graph, "case", limit="1"), "date") == ["2001"]
    assert column(view("docket", graph, "case", limit="2", order="newest"), "date") == ["2004", "2002"]
    assert shown(view("dossier", graph, "acme", limit="1"))[3] == [["2005", "Word"]]
    assert shown(view("dossier", graph, "acme", limit="1", order="newest"))[3] == [["2006", "Last word"]]


def test_a_discrepancy_with_a_resolution_is_open_nowhere() -> None:
    graph = graph_of(
        entry("event", "vote", date="2020"),
        entry("discrepancy", "settled", about="vote", resolution="The journal counts"),
    )
    assert column(view("chronology", graph), "title") == ["Vote"]
    assert "# Discrepancies that are not resolved" not in shown(view("open-questions", graph))


def test_the_bibliography_has_the_order_that_is_asked_for() -> None:
    sources = graph_of(
        entry("source", "a", author="A", published="2021"),
        entry("source", "b", author="B", published="2020"),
        entry("source", "c", author="C", published="2022"),
    )

    def found(**options: str) -> list[str]:
        ((*items,),) = shown(view("bibliography-of-record", sources, **options))
        return [str(item)[0] for item in items]

    assert found() == ["A", "B", "C"]
    assert found(order="oldest") == ["B", "A", "C"]
    assert found(order="newest") == ["C", "A", "B"]


@pytest.mark.parametrize("name", [name for name in views_for(KINDS) if name != "whats-new"])
def test_a_view_does_something_with_what_it_honours(name: str) -> None:
    """An option that a view honours changes it, for a record that has of everything."""
    graph = graph_of(*entries_of_all_kinds(), *MORE)
    made = views_for(KINDS)[name]
    argument = {"docket": "case-too", "dossier": "tiktok"}.get(name, "")
    kind = made.kind or "event"
    values = {
        "order": "newest", "group-by": "kind", "show": "summary", "limit": "1",
        "columns": "title" if kind != "event" else "kind; title",
    }  # fmt: skip
    plain = view(name, graph, argument)
    for option in HONOURABLE:
        changed = view(name, graph, argument, **{option.replace("-", "_"): values[option]}) != plain
        assert changed == (option in made.honours), option


@pytest.mark.parametrize(
    ("name", "options", "told"),
    [
        ("relations", {"columns": "title"}, {"columns": "does nothing in relations; delete it"}),
        (
            "relations",
            {"depth": "2"},
            {"depth": "does nothing in relations without :around:; delete it or change that"},
        ),
        ("relations", {"depth": "2", "around": "a"}, {}),
        (
            "chronology",
            {"columns": "title", "layout": "List"},
            {"columns": "does nothing in chronology with :layout: list; delete it or change that"},
        ),
        (
            "docket",
            {"group-by": "year", "show": "summary"},
            {"group-by": "does nothing in docket; delete it"},
        ),
        ("whats-new", {"layout": "corrections", "limit": "2"}, {}),
    ],
)
def test_what_a_view_does_nothing_with_is_told(
    name: str, options: dict[str, str], told: dict[str, str]
) -> None:
    assert unused(views_for(KINDS)[name], options) == told


@pytest.mark.parametrize("name", [name for name in views_for(KINDS) if name != "whats-new"])
def test_a_caption_is_shown_once_in_every_layout(name: str) -> None:
    graph = graph_of(*entries_of_all_kinds(), *MORE)
    made = views_for(KINDS)[name]
    argument = {"docket": "case", "dossier": "tiktok"}.get(name, "")
    layouts = (made.own or {}).get("layout", ())
    for options in [{}, {"show": "body"}, *({"layout": layout} for layout in layouts)]:
        captions: list[str] = []
        for block in view(name, graph, argument, caption="As we know it", **options):
            match block:
                case Table() | Diagram():
                    captions.append(block.caption)
                case Picture():
                    captions.append(block.table.caption)
                case Paragraph(content, "caption"):
                    captions += map(str, content)
        assert [caption for caption in captions if caption] == ["As we know it"]
