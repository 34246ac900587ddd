"""The two renderers: blocks as docutils nodes and as HTML say the same, and nothing in them is markup."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from docutils import nodes
from factories import entry, graph_of, view
from links import Page

from sphinx_policyrefs.adapter.pages.render import FEW, LINES, MANY, HtmlRenderer, NodeRenderer
from sphinx_policyrefs.adapter.reading.collect import summary_of
from sphinx_policyrefs.views.model import (
    Address,
    Block,
    Body,
    Cell,
    Column,
    Facet,
    Facts,
    Filter,
    Heading,
    Items,
    Link,
    Mark,
    Paragraph,
    Picture,
    Table,
)

EVIL = "<script>\"'&amp;"
ACT = Link("The <Act>", "law/acts", "instrument-act")
HERE = Link("Here", "index", "event-here")
NOWHERE = Link("No & page", "", "event-nowhere")
SITE = Address("A <site>", "https://example.org/?a=1&b=\"'")
MARK = Mark("disputed", "disputed")

CELLS: list[Cell] = [
    (),
    ("plain",),
    (EVIL,),
    (ACT, ", p. 3"),
    (NOWHERE,),
    ("see ", SITE),
    (ACT, " ", MARK),
    (MARK,),
    (Mark("wrong <one>", "wrong", HERE), " text"),
    (Mark("<b>alleged & denied</b>", "alleged"),),
]

BLOCKS: list[Block] = [
    Heading(EVIL),
    *(Paragraph(cell) for cell in CELLS),
    Paragraph(("Nothing.",), "empty"),
    Items(tuple(CELLS)),
    Facts((("Label & <b>more</b>", tuple(CELLS[1:])), ("Other", (("one",),)))),
    Facts(()),
    Table(
        (Column("title", "Title"), Column("parties", "Parties <b>")),
        ((tuple(CELLS[1:4]), tuple(CELLS[1:4])), ((), (("one",),))),
        EVIL,
    ),
    Table((Column("date", "Date"),), ()),
]


def href(docname: str) -> str:
    return "" if docname == "index" else f"../{docname}.html?a&b"


def refer(link: Link) -> nodes.Node | None:
    return None if link.docname == "index" else nodes.reference("", link.text, refuri=href(link.docname))


def html(*blocks: Block) -> str:
    return HtmlRenderer(href, more=lambda _rest: "").blocks(blocks)


def doctree(*blocks: Block) -> nodes.Element:
    return nodes.container(
        "", *NodeRenderer(refer, lambda body: [nodes.comment("", body.anchor)]).blocks(blocks)
    )


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: type(block).__name__)
def test_both_say_the_same(block: Block) -> None:
    def words(text: str) -> list[str]:
        return re.findall(r"[^\s();]+", text)

    written = unescape(re.sub(r"<[^>]*>", " ", html(block)))
    assert words(written) == words(" ".join(node.astext() for node in doctree(block).findall(nodes.Text)))


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: type(block).__name__)
def test_html_is_well_formed_and_nothing_in_it_is_markup(block: Block) -> None:
    text = html(block)
    assert Page(text).unbalanced == []
    assert not re.search(r"<(?:script|act|site|one|b)\b", text, re.IGNORECASE)
    assert set(Page(text).hrefs) <= {"../law/acts.html?a&b#instrument-act", "#event-here", SITE.url}


def test_links_lead_from_the_page() -> None:
    assert html(Paragraph((HERE,))) == '<p><a href="#event-here">Here</a></p>\n'
    assert (
        html(Paragraph((ACT,)))
        == '<p><a href="../law/acts.html?a&amp;b#instrument-act">The &lt;Act&gt;</a></p>\n'
    )
    assert html(Paragraph((NOWHERE,))) == "<p>No &amp; page</p>\n"
    assert [r["refuri"] for r in doctree(Paragraph((ACT, HERE, NOWHERE))).findall(nodes.reference)] == [
        "../law/acts.html?a&b"
    ]


def test_the_address_of_a_page_is_asked_for_once() -> None:
    asked: list[str] = []

    def count(docname: str) -> str:
        asked.append(docname)
        return "x"

    HtmlRenderer(count).blocks([Items(((ACT,), (ACT,), (HERE,)))])
    assert asked == ["law/acts", "index"]


def test_addresses_are_external() -> None:
    (reference,) = doctree(Paragraph((SITE,))).findall(nodes.reference)
    assert (reference["refuri"], reference["internal"]) == (SITE.url, False)
    assert 'class="reference external" href="https://example.org/?a=1&amp;b=&quot;&#x27;"' in html(
        Paragraph((SITE,))
    )


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ((MARK,), "disputed"),
        (("Title ", MARK), "Title (disputed)"),
        ((ACT, " ", MARK), "The <Act> (disputed)"),
    ],
)
def test_marks_stand_apart_from_the_text_before_them(cell: Cell, text: str) -> None:
    assert doctree(Paragraph(cell)).astext() == text
    (mark,) = doctree(Paragraph(cell)).findall(nodes.inline)
    assert mark["classes"] == ["policy-mark", "policy-disputed"]
    assert '<span class="policy-mark policy-disputed">disputed</span>' in html(Paragraph(cell))


def test_facts_without_rows_are_nothing() -> None:
    assert html(Facts(())) == ""
    assert doctree(Facts(())).children == []


@pytest.mark.parametrize(("count", "shown"), [(MANY, MANY), (MANY + 1, FEW)])
def test_a_long_list_shows_the_first_few_and_opens(count: int, shown: int) -> None:
    facts = Facts((("Label", tuple((f"value {n}",) for n in range(count))),))
    text = HtmlRenderer(href, more=lambda rest: f"& {rest} others").blocks((facts,))
    assert text.count("value") == count
    first, _, rest = text.partition("<details><summary>")
    assert first.count("value") == shown
    assert rest.startswith(f"&amp; {count - shown} others</summary>") is (shown < count)


@pytest.mark.parametrize("name", [*sorted(LINES), "parties", "sources"])
def test_cells_of_some_columns_begin_a_line_each(name: str) -> None:
    table = Table((Column(name, "Head"),), (((("one",), ("two",)),),))
    (body,) = doctree(table).findall(nodes.tbody)
    assert ("<div>one</div><div>two</div>" in html(table)) == (name in LINES)
    assert ("<td>one; two</td>" in html(table)) == (name not in LINES)
    assert len(list(body.findall(nodes.paragraph))) == (2 if name in LINES else 1)


def test_tables_have_heads_captions_and_as_many_cells_as_columns() -> None:
    table = next(b for b in BLOCKS if isinstance(b, Table) and b.caption)
    text = html(table)
    assert text.count('<th scope="col"') == 2
    assert text.count("<td>") == 4
    assert "<caption>&lt;script&gt;" in text
    tree = doctree(table)
    assert [len(row.children) for row in tree.findall(nodes.row)] == [2, 2, 2]
    assert [title.astext() for title in tree.findall(nodes.title)] == [EVIL]
    assert "<caption>" not in html(table._replace(caption=""))


def test_bodies_are_for_nodes_alone() -> None:
    body = Body("index", "event-here")
    assert doctree(body).children[0].astext() == "event-here"
    with pytest.raises(TypeError, match="no HTML for Body"):
        html(body)


def test_the_caption_and_the_summary_of_a_picture_are_text() -> None:
    (picture,) = (
        b
        for b in view("timeline", graph_of(entry("event", "one", EVIL, date="2020")))
        if isinstance(b, Picture)
    )
    table = picture.table._replace(caption="<b>Cap</b> & more")
    text = html(picture._replace(table=table, label="<b>All</b> & more"))
    assert "<figcaption>&lt;b&gt;Cap&lt;/b&gt; &amp; more</figcaption>" in text
    assert "<summary>&lt;b&gt;All&lt;/b&gt; &amp; more</summary>" in text
    assert not re.search(r"<(?:script|b)\b", text)


def test_the_data_of_a_filter_are_one_attribute_whatever_they_hold() -> None:
    evil = """<b>'"&amp;"""
    data = Filter(
        (Facet("parties", evil, ((evil, ""), ("x", "X")), 1),), (((0,), (1,)),), (2020,), newest=False
    )
    text = html(data)
    (found,) = re.findall(r"data-policy='([^']*)'", text)
    assert Page(text).unbalanced == []
    assert json.loads(unescape(found))["facets"] == [["parties", evil, [evil, ["x", "X"]], 1]]


def test_the_summary_of_a_body_leaves_marks_of_footnotes_out() -> None:
    note, text = nodes.footnote_reference("", "1"), nodes.Text("Words")
    assert summary_of(nodes.section("", nodes.paragraph("", "", note, text))) == ("Words",)
    assert summary_of(nodes.section("", nodes.paragraph("", "", nodes.Text("Words "), note))) == ("Words",)
    assert summary_of(nodes.section("", nodes.paragraph("", "", note))) == ()


@pytest.mark.parametrize(("name", "classes"), [("title", ["policy-titles-2"]), ("court", [])])
def test_a_table_says_where_its_titles_are_and_what_its_columns_are_called(
    name: str, classes: list[str]
) -> None:
    table = Table((Column("date", "Date"), Column(name, 'A "<head>"')), (((("x",),), (("y",),)),))
    assert ("policy-titles-2" in html(table)) == (name == "title")
    assert [t["classes"][1:-1] for t in doctree(table).findall(nodes.table)] == [classes]
    # Names are strings of CSS in an attribute.
    named = ';--policy-2:&quot;A \\22 \\3c head\\3e \\22 &quot;"'
    assert (named in html(table)) == (name == "court")


def test_tables_of_a_view_with_the_same_columns_are_as_wide() -> None:
    columns = (Column("date", "Date"), Column("title", "Title"))
    short = Table(columns, (((("2020",),), (("Act",),)),))
    long = Table(columns, (((("November 30, 2020",),), (("word " * 40,),)),))
    style = re.compile(r"<table[^>]*>|<colgroup>.*</colgroup>")
    first, second = style.findall(html(short)), style.findall(html(long))
    assert first != second
    assert style.findall(html(short, Heading("2021"), long)) == [*second, *second]
    one, two = ([c["colwidth"] for c in t.findall(nodes.colspec)] for t in doctree(short, long).children)
    assert one == two


def test_lines_of_text_have_what_stands_before_the_title_and_the_rest_by_name() -> None:
    table = Table(
        (Column("date", "Date"), Column("title", "Title"), Column("parties", "Parties")),
        (
            ((("2020",),), (("One.",), ("Below",)), (("A",), ("B",))),
            ((), (("Two",),), ()),
        ),
    )
    (lines,) = NodeRenderer(refer, lambda _body: [], form="lines").blocks([table])
    assert [item.astext() for item in lines.children] == ["2020: One. Below. Parties: A; B.", "Two."]
