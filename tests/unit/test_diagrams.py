"""Diagrams as plain data, and the text that Graphviz reads: relations, and the course of a docket."""

from __future__ import annotations

import re
import shutil
import subprocess
from xml.etree import ElementTree as ET

import pytest
from factories import entry, graph_of, rows, shown, view
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_policyrefs.records.fields import FieldError
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.views.diagrams import MANY_NODES, dot, parts, wrapped
from sphinx_policyrefs.views.model import Blocks, Diagram, Edge, Link, Node, Table, Tree

RECORD = (
    entry("party", "tiktok", "TikTok Inc.", short="TikTok", type="company", parent="bytedance"),
    entry("party", "bytedance", "ByteDance Ltd.", type="company"),
    entry("party", "doj", "Department of Justice", type="agency"),
    entry("source", "opinion", "Slip opinion", published="2024-12-06"),
    entry("instrument", "act", "The Act", type="statute", signed="2024-04-24", sources="opinion"),
    entry("legal-action", "below", "TikTok v. Garland", court="cadc", docket="24-1113", filed="2024-05-07",
          petitioners="tiktok; bytedance", respondents="doj", challenges="act"),
    entry("legal-action", "twin", "Firebaugh v. Garland", court="cadc", docket="24-1130", filed="2024-05-14",
          consolidated_with="below", respondents="doj", challenges="act"),
    entry("legal-action", "above", "TikTok v. Garland (review)", court="scotus", docket="24-656", filed="2024-12-16",
          appeal_of="below", petitioners="tiktok", challenges="act"),
    entry("event", "signing", "The Act is signed", date="2024-04-24", instrument="act", see="below"),
    entry("event", "leak", "A leak", date="2024-05", follows="signing", confidence="alleged", parties="tiktok"),
    entry("deadline", "sale", "Sale", from_="signing", runs="270 days", met_by="signed-deal"),
    entry("event", "signed-deal", "The deal is signed", date="2025-09-25"),
    entry("issue", "speech", "Is it speech?"),
)  # fmt: skip


@pytest.fixture
def record() -> Graph:
    return graph_of(*RECORD)


def diagram(blocks: Blocks) -> Diagram:
    (found,) = (block for block in blocks if isinstance(block, Diagram))
    return found


def edges(found: Diagram) -> list[str]:
    """Return edges as texts, from the upper box to the lower one."""
    names = [node.link.anchor.removeprefix(f"{node.kind}-") for node in found.nodes]
    signs = {"end": "->", "start": "<-", "none": "--"}
    return [f"{names[e.start]} {signs[e.arrow]} {names[e.end]}: {e.label}" for e in found.edges]


def anchors(found: Diagram) -> list[str]:
    return [node.link.anchor for node in found.nodes]


# -- relations -----------------------------------------------------------------------------------------


def test_what_an_entry_names_stands_above_it_unless_it_came_later(record: Graph) -> None:
    found = diagram(view("relations", record, kinds="event, instrument, deadline"))
    assert edges(found) == [
        "act <- signing: instrument",
        "signing <- leak: follows",
        "signing <- sale: runs from",
        "sale -> signed-deal: met by",
    ]


def test_a_relation_in_both_directions_is_one_line(record: Graph) -> None:
    found = diagram(view("relations", record, kinds="legal-action", relations="consolidated-with"))
    assert edges(found) == ["below -- twin: consolidated with"]


def test_several_relations_between_two_entries_share_a_line() -> None:
    graph = graph_of(
        entry("party", "a"), entry("event", "e", date="2020", parties="a", actor="a", disputed_by="a")
    )
    assert edges(diagram(view("relations", graph))) == ["a <- e: parties, actor, disputed by"]


def test_sources_and_see_are_left_out_until_they_are_asked_for(record: Graph) -> None:
    found = diagram(view("relations", record))
    assert not any("source" in anchor for anchor in anchors(found))
    assert not any("see also" in edge for edge in edges(found))
    assert edges(diagram(view("relations", record, relations="sources"))) == ["act -> opinion: sources"]
    assert "act -> opinion: sources" in edges(diagram(view("relations", record, kinds="instrument, source")))
    assert edges(diagram(view("relations", record, relations="see"))) == ["signing -> below: see also"]


def test_entries_without_a_relation_are_left_out(record: Graph) -> None:
    assert "issue-speech" not in anchors(diagram(view("relations", record)))


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, {"instrument-act", "event-signing", "event-leak", "deadline-sale"}),
        ({"follow": "forward"}, {"instrument-act", "event-signing"}),
        ({"follow": "back"}, {"event-signing", "event-leak", "deadline-sale"}),
        ({"not_kinds": "deadline"}, {"instrument-act", "event-signing", "event-leak"}),
        ({"follow": "back", "depth": "2"}, {"event-signing", "event-leak", "deadline-sale"}),
        (
            {"follow": "forward", "depth": "2", "around": "sale"},
            {"deadline-sale", "event-signing", "event-signed-deal", "instrument-act"},
        ),
    ],
)
def test_around(record: Graph, options: dict[str, str], expected: set[str]) -> None:
    found = diagram(view("relations", record, **{"around": "signing", **options}))
    assert set(anchors(found)) == expected


def test_the_table_says_the_same(record: Graph) -> None:
    blocks = view(
        "relations", record, kinds="legal-action; instrument", caption="Who sued", direction="right"
    )
    found = diagram(blocks)
    (table,) = found.alternative
    assert isinstance(table, Table)
    assert {found.label, found.caption, table.caption} == {"Who sued"}
    assert found.direction == "right"
    assert found.beside == (table._replace(caption=""),)
    assert rows(table) == [
        ["TikTok v. Garland", "challenges", "The Act"],
        ["Firebaugh v. Garland", "challenges", "The Act"],
        ["Firebaugh v. Garland", "consolidated with", "TikTok v. Garland"],
        ["TikTok v. Garland (review)", "challenges", "The Act"],
        ["TikTok v. Garland (review)", "appeal of", "TikTok v. Garland"],
    ]
    (alone,) = view("relations", record, kinds="legal-action; instrument", layout="table", caption="Who sued")
    assert alone == table


def test_too_much_for_a_picture_is_a_table() -> None:
    many = [entry("event", f"e{n}", date="2020", parties="a") for n in range(MANY_NODES)]
    (table,) = view("relations", graph_of(entry("party", "a"), *many))
    assert isinstance(table, Table)
    assert len(table.rows) == MANY_NODES
    assert diagram(view("relations", graph_of(entry("party", "a"), *many[1:])))


def test_groups_have_a_picture_each(record: Graph) -> None:
    blocks = view("relations", record, group_by="legal-action", not_kinds="event")
    heads = [text for text in shown(blocks) if isinstance(text, str)]
    assert heads == [
        "# Firebaugh v. Garland",
        "None of the selected entries names another.",
        "# TikTok v. Garland",
        "# TikTok v. Garland (review)",
        "None of the selected entries names another.",
        "# None of these",
    ]


def test_nothing(record: Graph) -> None:
    assert shown(view("relations", record, kinds="claim")) == [
        "No entry of the record matches this selection."
    ]
    assert shown(view("relations", record, kinds="issue")) == ["None of the selected entries names another."]


@pytest.mark.parametrize(
    ("option", "text", "message"),
    [
        ("relations", "appeal", '"appeal" is not a relation.*did you mean appeal-of'),
        ("not_relations", "date", '"date" is not a relation'),
        ("depth", "0", '"0" is not a depth: write a whole number from 1 on'),
        ("depth", "two", '"two" is not a depth'),
        ("follow", "up", '"up" is not a follow: write one of both, forward, back'),
    ],
)
def test_options_are_checked(record: Graph, option: str, text: str, message: str) -> None:
    with pytest.raises(FieldError, match=message):
        view("relations", record, **{option: text})


# -- docket --------------------------------------------------------------------------------------------


def test_the_course_of_a_docket_goes_from_the_act_to_the_last_court(record: Graph) -> None:
    found = diagram(view("docket", record, "above"))
    assert edges(found) == [
        "below -- twin: consolidated",
        "act -> below: challenged",
        "act -> twin: challenged",
        "below -> above: appealed by TikTok",
    ]
    assert found.nodes[1].details == ("U.S. Court of Appeals for the", "D.C. Circuit", "No. 24-1113")
    court = "U.S. Court of Appeals for the D.C. Circuit"
    assert shown(found.alternative) == [
        [
            f"TikTok v. Garland ({court}, No. 24-1113)",
            [
                "Appealed by TikTok: TikTok v. Garland (review) (Supreme Court of the United States, No. 24-656)"
            ],
            # one of them is the other's twin, and says so
            f"Firebaugh v. Garland ({court}, No. 24-1130); consolidated with TikTok v. Garland",
        ]
    ]


def test_a_case_alone_has_no_course() -> None:
    blocks = view("docket", graph_of(entry("legal-action", "one", filed="2020")), "one")
    assert not any(isinstance(block, (Diagram, Tree)) for block in blocks)


def test_cases_that_appeal_from_each_other_are_each_told_once() -> None:
    graph = graph_of(
        entry("legal-action", "one", appeal_of="two"), entry("legal-action", "two", appeal_of="one")
    )
    assert shown(diagram(view("docket", graph, "one")).alternative) == [["One", ["Appealed: Two"]]]


def test_cases_that_both_say_that_they_are_consolidated_have_one_line() -> None:
    graph = graph_of(
        entry("legal-action", "one", consolidated_with="two"),
        entry("legal-action", "two", consolidated_with="one"),
    )
    assert edges(diagram(view("docket", graph, "one"))) == ["one -- two: consolidated"]


def test_many_consolidated_cases_are_joined_one_after_the_other() -> None:
    graph = graph_of(
        entry("legal-action", "lead", filed="2020"),
        *(entry("legal-action", f"c{n}", filed=f"202{n}", consolidated_with="lead") for n in range(1, 4)),
        entry("legal-action", "other", filed="2025", appeal_of="c1"),
        entry("legal-action", "late", filed="2026", consolidated_with="other"),
    )
    assert edges(diagram(view("docket", graph, "c2")))[:4] == [
        "lead -- c1: consolidated",
        "c1 -- c2: consolidated",
        "c2 -- c3: consolidated",
        "other -- late: consolidated",
    ]


# -- the text for Graphviz -----------------------------------------------------------------------------


def drawn(text: str) -> ET.Element:
    program = shutil.which("dot")
    if program is None:
        pytest.skip("Graphviz is not installed: apt install graphviz")
    run = subprocess.run([program, "-Tsvg"], input=text.encode(), capture_output=True, check=True)
    assert run.stderr == b""
    return ET.fromstring(run.stdout)  # noqa: S314 - of Graphviz


def test_the_text_is_the_same_each_time_and_holds_no_address(record: Graph) -> None:
    found = diagram(view("relations", record))
    assert dot(found) == dot(diagram(view("relations", graph_of(*RECORD))))
    assert set(re.findall(r'URL="([^"]*)"', dot(found))) == {"#"}
    assert "page" not in dot(found)


@given(st.integers(1, 12), st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=14))
def test_parts_hang_together_and_are_all_there(count: int, pairs: list[tuple[int, int]]) -> None:
    nodes = tuple(Node(Link(str(n), "page", str(n)), "event", (str(n),)) for n in range(count))
    some = tuple(Edge(a, b, f"{a}-{b}", "end") for a, b in pairs if a < count and b < count)
    found = parts(Diagram(nodes, some, "label", (), ""))
    assert sorted(n.link.text for part in found for n in part.nodes) == sorted(n.link.text for n in nodes)
    labels = [
        f"{part.nodes[e.start].link.text}-{part.nodes[e.end].link.text}" for part in found for e in part.edges
    ]
    assert (
        sorted(labels)
        == sorted(e.label for part in found for e in part.edges)
        == sorted(e.label for e in some)
    )
    for part in found:
        reached = {0}
        for _ in part.nodes:
            reached |= {n for e in part.edges if {e.start, e.end} & reached for n in (e.start, e.end)}
        assert reached == set(range(len(part.nodes)))
        assert [int(n.link.text) for n in part.nodes] == sorted(int(n.link.text) for n in part.nodes)


def test_outlines_tell_kinds_apart_and_dashes_the_doubtful(record: Graph) -> None:
    lines = dict(
        zip(anchors(found := diagram(view("relations", record))), dot(found).splitlines()[4:], strict=False)
    )
    assert 'shape=box style="rounded,filled"' in lines["party-doj"]
    assert "shape=note" in lines["instrument-act"]
    assert 'shape=underline style="filled,dashed"' in lines["event-leak"]
    assert ">alleged<" in lines["event-leak"]
    assert "shape" not in lines["legal-action-below"]


letters = st.text(
    st.one_of(st.characters(codec="utf-8"), st.sampled_from('\\"<>&;{}[]|#\n\t\0\x1b\ufffe%N\\N\\G')),
    max_size=40,
)


@settings(max_examples=25, deadline=None)
@given(st.lists(letters, min_size=2, max_size=4), letters)
def test_any_text_comes_out_as_it_went_in(names: list[str], label: str) -> None:
    boxes = tuple(
        Node(
            Link(name, "page", f"event-{n}"), "event", wrapped(name, 24, 4), wrapped(name, 30, 2), "disputed"
        )
        for n, name in enumerate(names)
    )
    root = drawn(dot(Diagram(boxes, (Edge(0, 1, label, "end"),), "label", (), "")))
    groups = {g.get("id"): g for g in root.iter("{http://www.w3.org/2000/svg}g")}

    def read(id_: str) -> str:
        texts = ("".join(t.itertext()) for t in groups[id_].iter("{http://www.w3.org/2000/svg}text"))
        return "".join("".join(texts).split())

    def written(*lines: str) -> str:
        kept = re.sub("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]", "", "".join(lines))
        return "".join(kept.split())

    for number, box in enumerate(boxes):
        assert read(f"n{number}") == written(*box.name, *box.details)
    assert read("e0") == written(*wrapped(label, 26, 3))


def test_lines_are_wrapped_by_their_width() -> None:
    assert wrapped("Protecting Americans from Foreign Adversary Controlled Applications Act", 24, 4) == (
        "Protecting Americans",
        "from Foreign Adversary",
        "Controlled Applications",
        "Act",
    )
    assert wrapped("关于保护美国人免受外国对手控制的应用程序侵害的法案", 24, 4) == (
        "关于保护美国人免受外国对",
        "手控制的应用程序侵害的法",
        "案",
    )
    assert wrapped("one two three four five", 9, 2) == ("one two", "three…")
    assert wrapped("", 9, 2) == ("",)


# -- coverage ------------------------------------------------------------------------------------------


def test_coverage_counts_what_is_there() -> None:
    graph = graph_of(
        entry("source", "s", published="2023"),
        entry("event", "a", date="2020-08-06", sources="s", review="accepted", verified="2024-01-01"),
        entry("event", "b", date="2021~", review="checked", confidence="disputed"),
        entry("event", "c", date="XXXX", review="draft", sources="gone"),
        entry("party", "p", confidence="unsure"),
    )
    first, scope, second, review = shown(view("coverage", graph))
    assert (first, second) == ("# What the record holds", "# How far it is reviewed")
    assert scope == [
        ["Events", "3", "August 6, 2020", "about 2021", "1"],
        ["Parties", "1", "", "", ""],
        ["Sources", "1", "2023", "2023", ""],
        ["All kinds", "5", "August 6, 2020", "2023", "1"],
    ]
    assert review == [
        ["Events", "1 of 3 (33%)", "2 of 3 (66%)", "1 of 3 (33%)", "1 of 3 (33%)", "1 disputed"],
        ["Parties", "", "0 of 1 (0%)", "0 of 1 (0%)", "0 of 1 (0%)", "1 unsure"],
        ["Sources", "", "0 of 1 (0%)", "0 of 1 (0%)", "0 of 1 (0%)", ""],
        [
            "All kinds",
            "1 of 3 (33%)",
            "2 of 5 (40%)",
            "1 of 5 (20%)",
            "1 of 5 (20%)",
            "1 disputed / 1 unsure",
        ],
    ]


def test_a_hundred_per_cent_are_all_and_none_are_none() -> None:
    many = [entry("event", f"e{n}", date="2020", verified="2024") for n in range(999)]
    blocks = shown(view("coverage", graph_of(*many, entry("event", "last", date="2020", review="checked"))))
    assert blocks[3] == [
        ["Events", "0 of 1000 (0%)", "1 of 1000 (1%)", "0 of 1000 (0%)", "999 of 1000 (99%)"]
    ]


def test_coverage_follows_the_selection() -> None:
    graph = graph_of(entry("event", "a", date="2020", tags="x"), entry("party", "p"))
    assert shown(view("coverage", graph, tags="x"))[1] == [["Events", "1", "2020", "2020"]]
    assert shown(view("coverage", graph, tags="y")) == ["No entry of the record matches this selection."]
