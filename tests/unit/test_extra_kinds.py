"""Kinds of a project: what they may say, and that their traits settle what the lists of kinds once did."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import sphinx_policyrefs
from sphinx_policyrefs.adapter.pictures.tikz import tikz
from sphinx_policyrefs.checks.scope import Scope
from sphinx_policyrefs.checks.table import CHECKS
from sphinx_policyrefs.exports import as_jsonld
from sphinx_policyrefs.exports.edition import Edition
from sphinx_policyrefs.records.cited import Citation
from sphinx_policyrefs.records.dates import parse_date
from sphinx_policyrefs.records.extra_kinds import kinds_with
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.kinds import KINDS
from sphinx_policyrefs.records.model import DocRecord, Entry, ViewCall
from sphinx_policyrefs.views import VIEWS
from sphinx_policyrefs.views.base import ViewContext
from sphinx_policyrefs.views.cells import Cells
from sphinx_policyrefs.views.diagrams import details_of, node_of
from sphinx_policyrefs.views.model import Mark, Picture, Table
from sphinx_policyrefs.views.pictures.drawing import Area, Group
from sphinx_policyrefs.views.pictures.layout import layout
from sphinx_policyrefs.views.pictures.style_sheet import added_rules, colour_rules, sign_rule
from sphinx_policyrefs.views.wording import Wording

STATIC = Path(sphinx_policyrefs.__file__).parent / "static"

EXTRA = {
    "hearing": {
        "asserts": True,
        "sign": "hexagon",
        "colour": "#204060",
        "outline": "octagon",
        "schema_type": "Event",
        "fields": {
            "held": {"type": "date", "milestone": True},
            "after": {"targets": ["hearing", "event"], "inverse": "before", "causal": True, "acyclic": True},
        },
    },
    "minutes": {
        "referred": True,
        "typed": True,
        "dossier": ["title", "state"],
        "rests_on": ["of"],
        "known_from": ["released"],
        "fields": {
            "of": {"targets": ["hearing"], "inverse": "minutes"},
            "written": {"type": "date", "milestone": True},
            "released": {"type": "date"},
            "type": {"type": "word"},
            "state": {"choices": ["rough", "final"], "marked": True},
        },
    },
    "photo": {"aside": True, "happens": False, "fields": {"taken": {"type": "date", "milestone": True}}},
    "event": {"fields": {"hearing": {"targets": ["hearing"], "inverse": "history", "whole": True}}},
}


def made(kind: str, id_: str, **fields: Any) -> Entry:
    return Entry(kind, id_, id_, fields, {}, "page", "page.rst", 1)


def graph_of(*entries: Entry, as_of: str = "") -> Graph:
    day = parse_date(as_of) if as_of else None
    return Graph([DocRecord("page", entries)], kinds=kinds_with(EXTRA), as_of=day)


def test_a_relation_to_all_that_happens_names_an_added_kind_that_does() -> None:
    kinds = kinds_with(EXTRA)
    follows, imposed = kinds["event"].field("follows"), kinds["deadline"].field("imposed-by")
    assert follows is not None
    assert imposed is not None
    assert follows.targets == (
        "event", "legal-action", "instrument", "statement", "agreement", "deadline", "hearing", "minutes",
    )  # fmt: skip
    assert imposed.targets == (*follows.targets, "party")
    assert kinds_with({}) == KINDS


def test_a_causal_relation_orders_rows_of_one_day_and_may_not_go_round() -> None:
    later = made("hearing", "a", held="2024", after=("b",))
    graph = graph_of(later, made("hearing", "b", held="2024"))
    assert [row.entry for row in graph.rows] == ["b", "a"]
    graph = graph_of(later, made("hearing", "b", held="2024", after=("a",)))
    assert [row.entry for row in graph.rows] == ["a", "b"]
    assert [f.entry for f in CHECKS["circular-relation"](Scope(graph))] == ["a"]


def test_an_added_kind_asserts_stands_aside_and_has_milestones_that_events_are() -> None:
    graph = graph_of(
        made("event", "e", date="2024-05-01", milestone="held", hearing=("h",)),
        made("hearing", "h", held="2024-05"),
        made("photo", "p", taken="2024"),
    )
    assert [(row.entry, row.merges) for row in graph.rows] == [("p", ()), ("e", (("h", "held"),))]
    assert [f.entry for f in CHECKS["unsourced"](Scope(graph))] == ["e", "h"]


def test_what_an_added_kind_is_known_from_and_rests_on() -> None:
    entries = (
        made("hearing", "h", held="2024"),
        made("minutes", "late", written="2023", released="2025"),
        made("minutes", "early", written="2025", released="2023"),
        made("minutes", "resting", of=("h",)),
    )
    assert list(graph_of(*entries, as_of="2023-06").entries) == ["early"]
    assert list(graph_of(*entries, as_of="2024-12-31").entries) == ["h", "early", "resting"]


def test_an_added_kind_is_unused_marked_named_by_its_type_and_part_of_a_dossier() -> None:
    minutes = made("minutes", "m", of=("h",), type="transcript", state="rough")
    graph = graph_of(made("hearing", "h", held="2024", sources=(Citation("s"),)), minutes)
    assert [f.entry for f in CHECKS["unused-entry"](Scope(graph))] == ["m"]
    call = ViewCall("dossier", "h", {}, {}, "page.rst", 1)
    blocks = VIEWS["dossier"].build(ViewContext(graph, Wording(), VIEWS["dossier"], call))
    (table,) = (block for block in blocks if isinstance(block, Table) and block.columns[1].name == "state")
    assert table.rows[0][1] == ((Mark("rough", "rough"),),)
    assert next(details_of(Cells(graph, Wording()), minutes)) == "Transcript"


def test_the_style_sheet_has_the_looks_of_all_kinds_that_have_some() -> None:
    """Colours of the table of kinds stand in static files, which a browser can't make of them."""
    page, book = ((STATIC / f"policyrefs-timeline{name}.css").read_text("utf-8") for name in ("", "-epub"))
    for kind in KINDS.values():
        shown = colour_rules(kind)[: 2 if kind.aside else 3]  # what stands aside has no rows in tables
        assert [rule for rule in (*shown, sign_rule(kind)) if rule not in page] == []
        assert kind.colour is None or kind.aside or f".policy-at-{kind.name} > path" in book
    assert added_rules(KINDS[name] for name in ("party", "issue")) == ""


def test_an_added_kind_has_its_own_sign_and_colour_in_pictures() -> None:
    graph = graph_of(made("hearing", "h", held="2024-05-01"), made("photo", "p", taken="2024-05-02"))
    call = ViewCall("timeline", "", {}, {}, "page.rst", 1)
    (picture,) = VIEWS["timeline"].build(ViewContext(graph, Wording(), VIEWS["timeline"], call))
    assert isinstance(picture, Picture)
    assert [(item.look.sign, item.look.ink) for item in picture.drawn.items] == [("hexagon", "#162c43")]
    drawing = layout(picture.drawn)
    groups = [part for part in drawing.parts if isinstance(part, Group) and part.name == "hearing"]
    assert [len(part.points) for part in groups[0].parts if isinstance(part, Area)] == [6]
    assert "color={rgb,255:red,22;green,44;blue,67}" in tikz(drawing, lambda _link: None).astext()
    rules = added_rules(kinds_with(EXTRA)[name] for name in ("hearing", "photo"))
    assert "--policy-hearing: color-mix(in srgb, currentColor 30%, #204060);" in rules
    assert ".policy-at-hearing > path, .policy-at-hearing > circle { color: #204060; }" in added_rules(
        kinds_with(EXTRA).values(), book=True
    )
    assert "photo" not in rules
    assert "tr.policy-at-dive::before { border-radius: 0; scale: .9; }" in added_rules(
        kinds_with({"dive": {"sign": "square"}}).values()
    )
    cells = Cells(graph, Wording())
    assert node_of(cells, graph.entries["h"], ()).outline == "octagon"


def test_an_added_kind_is_what_it_says_in_linked_data() -> None:
    graph = graph_of(made("hearing", "h", held="2024-05-01", url="https://example.org/"), made("photo", "p"))
    hearing, photo = json.loads(as_jsonld.write(Edition(graph, Wording(), "P", lambda _entry: None)))[
        "@graph"
    ]
    assert (hearing["@type"], hearing["startTime"]) == ("Action", "2024-05-01")
    assert (photo["@type"], photo["genre"]) == ("CreativeWork", "photo")


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        ({"event": {"happens": True}}, "'happens' is for kinds that you add"),
        ({"ship": {"happens": "yes"}}, "['happens']: write True or False"),
        ({"ship": {"fields": {"of": {"required": 1}}}}, "['required']: write True or False"),
        ({"ship": {"known_from": ["built"], "fields": {"built": {}}}}, "'built' is not a date of the kind"),
        ({"ship": {"rests_on": ["of"]}}, "'of' is not a relation of the kind"),
        ({"ship": {"dossier": ["of"]}}, "['dossier']: 'of' is not a field of the kind"),
        ({"ship": {"rests_on": "of"}}, "['rests_on']: write a list of texts"),
        ({"ship": {"sign": "anchor"}}, "'anchor' is unknown; write one of disc, flag,"),
        ({"ship": {"outline": "hull"}}, "'hull' is unknown; write one of box, rounded,"),
        ({"ship": {"colour": "navy"}}, "'navy' is not a colour; write one as #1f6fd0"),
        ({"ship": {"schema_type": "a ship"}}, "'a ship' is not a type; write one of schema.org"),
        ({"event": {"colour": "#1f6fd0"}}, "'colour' is for kinds that you add"),
        ({"ship": {"fields": {"built": {"causal": True}}}}, "only a relation can have 'causal'"),
    ],
)
def test_traits_that_do_not_fit_are_told(extra: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match="policyrefs_kinds") as error:
        kinds_with(extra)
    assert message in str(error.value)
