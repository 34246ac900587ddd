"""Blocks of a view -> docutils nodes, for every builder; -> HTML, straight, where it pays."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from html import escape
from itertools import groupby
from typing import Literal, TypeAlias

from docutils import nodes

from sphinx_policyrefs.adapter.nodes import policy_fact_list
from sphinx_policyrefs.later import later
from sphinx_policyrefs.views.cells import stopped
from sphinx_policyrefs.views.grid import LINES, Track, alike, shares, tracks
from sphinx_policyrefs.views.model import (
    Address,
    Block,
    Body,
    Branch,
    Cell,
    Column,
    Diagram,
    Facts,
    Filter,
    Heading,
    Items,
    Link,
    Mark,
    Paragraph,
    Picture,
    Table,
    Tree,
    Words,
)

_layout = later("views.pictures.layout:layout")
_svg = later("adapter.pictures.svg:svg")

#: A fact with more values than this shows the first few; the others open.
MANY, FEW = 8, 6


def is_quoted(values: Sequence[Cell]) -> bool:
    """Return whether one of several values quotes words, which makes them long: each gets a line of its own."""
    return len(values) > 1 and any(isinstance(part, Words) for cell in values for part in cell)


class HtmlRenderer:
    """Writes blocks as HTML; *href* gives the address of a document as seen from the page.

    *level* is that of headings, one below the section that they stand in; *outside* gives the address of an
    entry on the pages of another project.  *draw* gives the beginning and the end of the figure around a diagram's
    alternative, nothing for those that it cannot draw.  *more* says how many values of a list are not shown yet.
    """

    def __init__(
        self,
        href: Callable[[str], str],
        level: int = 2,
        outside: Callable[[str], str] = str,
        draw: Callable[[Diagram, Callable[[Link], str]], tuple[str, str]] = lambda _diagram, _href: ("", ""),
        more: Callable[[int], str] = str,
    ) -> None:
        self._href = href
        self._level = min(level, 6)
        self._outside = outside
        self._draw = draw
        self._more = more
        self._hrefs: dict[str, str] = {}
        self._alike: dict[tuple[Column, ...], list[Table]] = {}
        self._columns: dict[tuple[Column, ...], tuple[str, str]] = {}

    def blocks(self, blocks: Sequence[Block]) -> str:
        """Return the HTML of blocks; bodies of entries are left to :class:`NodeRenderer`."""
        self._alike, self._columns = alike(blocks), {}
        return "".join(map(self._block, blocks))

    def _block(self, block: Block) -> str:
        match block:
            case Facts():
                return self.facts(block)
            case Table():
                return self._table(block)
            case Heading():
                level = f'role="heading" aria-level="{self._level}"'  # <h2> would enter the outline
                return f'<p class="rubric policy-heading" {level}>{escape(block.text)}</p>\n'
            case Paragraph():
                kind = f' class="policy-{block.name}"' if block.name else ""
                return f"<p{kind}>{self._cell(block.content)}</p>\n"
            case Items():
                return "<ul>" + "".join(f"<li>{self._cell(item)}</li>\n" for item in block.items) + "</ul>\n"
            case Picture():
                table = self._table(block.table._replace(caption=""), block.signs)
                return figure(block, self._address) + table + FIGURE_END
            case Tree():
                return self._tree(block.branches)
            case Diagram():
                start, end = self._draw(block, self._address)
                parts = "".join(map(self._block, block.beside if start else block.alternative))
                return start + parts + end
            case Filter():
                return filter_place(block)
        message = f"no HTML for {type(block).__name__}"
        raise TypeError(message)

    def facts(self, facts: Facts) -> str:
        """Return the list of an entry's facts."""
        if not facts.rows:
            return ""
        parts = ['<dl class="policy-facts">']
        for label, values in facts.rows:
            lines = is_quoted(values)
            if len(values) > MANY:
                few, rest = (self._values(some, lines=lines) for some in (values[:FEW], values[FEW:]))
                more = escape(self._more(len(values) - FEW))
                text = f"{few}{'' if lines else '; '}<details><summary>{more}</summary>{rest}</details>"
            else:
                text = self._values(values, lines=lines)
            parts.append(f"<dt>{escape(label)}</dt><dd>{text}</dd>\n")
        parts.append("</dl>")
        return "".join(parts)

    def _table(self, table: Table, signs: Sequence[str] = ()) -> str:
        classes = " ".join(("docutils", *_classes(table)))
        style, columns = self._grid(table)
        parts = [f'<div class="policy-scroll"><table class="{classes}" style="{style}">\n']
        if table.caption:
            parts.append(f"<caption>{escape(table.caption)}</caption>\n")
        parts.append(f"{columns}\n<thead><tr>")
        parts += [
            f'<th scope="col" class="policy-column-{column.name}">{escape(column.label)}</th>'
            for column in table.columns
        ]
        parts.append("</tr></thead>\n<tbody>\n")
        lines = {n for n, column in enumerate(table.columns) if column.name in LINES}
        for number, row in enumerate(table.rows):
            parts.append(f'<tr class="{signs[number]}">' if signs else "<tr>")
            for n, values in enumerate(row):
                text = self._values(values, lines=n in lines or is_quoted(values))
                parts.append(f"<td>{text}</td>")
            parts.append("</tr>\n")
        parts.append("</tbody></table></div>\n")
        return "".join(parts)

    def _grid(self, table: Table) -> tuple[str, str]:
        """Return what a table says of its columns to style sheets: properties of its own, and its columns.

        Besides the room of each, these are the labels that its cells need where they stand below each other.
        """
        found = self._columns.get(table.columns)
        if found is None:
            room = tracks(self._alike.get(table.columns) or (table,))
            need = round(sum(track.least for track in room), 1)
            labels = "".join(
                f";--policy-{n}:{_css_text(column.label)}"
                for n, column in enumerate(table.columns, 1)
                if column.name not in _PLAIN
            )
            columns = "".join(map(_column, room))
            found = f"--policy-need:{need:g}{escape(labels)}", f"<colgroup>{columns}</colgroup>"
            self._columns[table.columns] = found
        return found

    def _values(self, values: Sequence[Cell], *, lines: bool) -> str:
        if lines and len(values) > 1:
            return "".join(f"<div>{self._cell(value)}</div>" for value in values)
        return "; ".join(map(self._cell, values))

    def inline(self, cell: Cell) -> str:
        """Return the HTML of a cell, "" for an empty one."""
        return self._cell(cell)

    def _tree(self, branches: Sequence[Branch]) -> str:
        items = (
            f"<li>{self._cell(branch.content)}{self._tree(branch.below) if branch.below else ''}</li>\n"
            for branch in branches
        )
        return "<ul>" + "".join(items) + "</ul>\n"

    def _address(self, link: Link) -> str:
        if link.docname:
            return f"{self._href(link.docname)}#{link.anchor}"
        return self._outside(link.uri) if link.uri else ""

    def _cell(self, cell: Cell) -> str:
        parts = []
        for part in cell:
            if isinstance(part, str):
                parts.append(escape(part, quote=False))
            elif isinstance(part, Link):
                if part.docname:
                    address = self._hrefs.get(part.docname)
                    if address is None:
                        address = self._hrefs[part.docname] = escape(self._href(part.docname))
                    anchor = f"#{part.anchor}" if part.anchor or not address else ""
                    parts.append(f'<a href="{address}{anchor}">{escape(part.text, quote=False)}</a>')
                elif part.uri:
                    address, text = escape(self._outside(part.uri)), escape(part.text, quote=False)
                    parts.append(f'<a class="reference external" href="{address}">{text}</a>')
                else:
                    parts.append(escape(part.text, quote=False))
            elif isinstance(part, Address):
                text = escape(part.text, quote=False)
                parts.append(f'<a class="reference external" href="{escape(part.url)}">{text}</a>')
            elif isinstance(part, Mark):
                text = self._cell((part.link._replace(text=part.text),)) if part.link else escape(part.text)
                parts.append(f'<span class="policy-mark policy-{part.name}">{text}</span>')
            elif isinstance(part, Words):
                text = (
                    self._cell((part.link._replace(text=part.text),))
                    if part.link
                    else escape(part.text, quote=False)
                )
                parts.append(f'<span class="policy-words">{text}</span>')
        return "".join(parts)


def _column(track: Track) -> str:
    most = f";--policy-most:{track.most:g}" if track.most else ""
    return f'<col style="--policy-least:{track.least:g};--policy-share:{track.share:g}{most}">'


#: Columns that need no label where the cells of a row stand below each other.
_PLAIN = frozenset({"date", "kind", "title"})


def _css_text(text: str) -> str:
    """Return a text as style sheets write one."""
    return '"' + "".join(f"\\{ord(c):x} " if c in '"\\<>\n' else c for c in text) + '"'


def _classes(table: Table) -> list[str]:
    """Return the classes of a table, among them one that says which of the first columns has the titles.

    The CSS selector ``:has`` could do without, but takes browsers a minute for 5,000 rows.
    """
    names = [column.name for column in table.columns]
    return (
        ["policy-table", f"policy-titles-{names.index('title') + 1}"]
        if "title" in names
        else ["policy-table"]
    )


#: What closes a figure, after the table.
FIGURE_END = "</details></figure>\n"


def figure(picture: Picture, href: Callable[[Link], str]) -> str:
    """Return the HTML of a picture as far as its table, which is folded away where the picture has room."""
    drawn = picture.drawn
    caption = picture.table.caption and f"<figcaption>{escape(picture.table.caption)}</figcaption>\n"
    drawing = _svg(_layout(drawn), drawn.title, drawn.about, href)
    summary = f"<details><summary>{escape(picture.label)}</summary>\n"
    return f'<figure class="policy-picture">{caption}{drawing}{summary}'


#: Makes nodes of a picture; its second argument makes those of a table.
Drawn: TypeAlias = Callable[[Picture, Callable[[Table], list[nodes.Node]]], list[nodes.Node]]


def filter_place(data: Filter) -> str:
    """Return the place of a filter, which is empty without its script, with the data of the rows.

    The data are JSON: of each facet its name, label, choices (the id alone where the rows show the name) and
    usual choice; of each row, divided by ";", the numbers of its choices, facets divided by "," and choices
    by "."; and the years, each with the number of its rows in a run.
    """
    if not data.rows:
        return '<div class="policy-filter"></div>\n'
    facets = [
        (f.name, f.label, [choice if choice[1] else choice[0] for choice in f.choices], f.usual)
        for f in data.facets
    ]
    rows = (",".join(".".join(map(str, some)) for some in row).rstrip(",") for row in data.rows)
    years = (f"{'?' if year is None else year}*{sum(1 for _row in run)}" for year, run in groupby(data.years))
    found = {
        "facets": facets,
        "rows": ";".join(rows),
        "years": " ".join(years),
        "newest": data.newest,
        "spans": data.spans,
    }
    text = escape(json.dumps(found, ensure_ascii=False, separators=(",", ":")), quote=False)
    text = text.replace("'", "&#x27;")
    return f"<div class=\"policy-filter\" data-policy='{text}'></div>\n"


class NodeRenderer:
    """Makes docutils nodes of blocks.

    *refer* gives the reference to an entry, or None where the builder has no address for it; *body* the copy
    of an entry's body.  *form* says for what kind of page: ``paper`` gets columns of a fixed width that may go
    on over pages, ``lines`` of plain text a list in the place of each table.  *picture* makes nodes of a picture
    and, with what it is given as well, of its table; without it the table alone is shown.  *draw* makes the node of a
    diagram, which takes its alternative in, or None where nothing draws.
    """

    def __init__(
        self,
        refer: Callable[[Link], nodes.Node | None],
        body: Callable[[Body], list[nodes.Node]],
        form: Literal["screen", "paper", "lines"] = "screen",
        picture: Drawn | None = None,
        draw: Callable[[Diagram], nodes.Element | None] = lambda _diagram: None,
    ) -> None:
        self._refer = refer
        self._drawn = picture
        self._draw = draw
        self._body = body
        self._form = form
        self._alike: dict[tuple[Column, ...], list[Table]] = {}

    def blocks(self, blocks: Sequence[Block]) -> list[nodes.Node]:
        """Return the nodes of blocks."""
        self._alike = alike(blocks)
        return [node for block in blocks for node in self._block(block)]

    def _block(self, block: Block) -> list[nodes.Node]:
        match block:
            case Facts():
                return self._facts(block)
            case Table():
                return self._tabled(block)
            case Heading():
                return [nodes.rubric("", block.text, classes=["policy-heading"])]
            case Paragraph():
                classes = [f"policy-{block.name}"] if block.name else []
                return [nodes.paragraph("", "", *self._cell(block.content), classes=classes)]
            case Items():
                items = [
                    nodes.list_item("", nodes.paragraph("", "", *self._cell(item))) for item in block.items
                ]
                return [nodes.bullet_list("", *items, bullet="*")]
            case Tree():
                return [self._tree(block.branches)]
            case Diagram():
                drawn = self._draw(block)
                if drawn is None:
                    return [node for part in block.alternative for node in self._block(part)]
                drawn += [node for part in block.beside for node in self._block(part)]
                return [drawn]
            case Body():
                return self._body(block)
            case Picture():
                return self._picture(block)
            case Filter():
                return []

    def _tree(self, branches: Sequence[Branch]) -> nodes.bullet_list:
        items = (
            nodes.list_item(
                "",
                nodes.paragraph("", "", *self._cell(branch.content)),
                *([self._tree(branch.below)] if branch.below else ()),
            )
            for branch in branches
        )
        return nodes.bullet_list("", *items, bullet="*")

    def _facts(self, facts: Facts) -> list[nodes.Node]:
        if not facts.rows:
            return []
        fields = [
            nodes.field(
                "",
                nodes.field_name("", label),
                nodes.field_body("", *self._values(values, lines=is_quoted(values))),
            )
            for label, values in facts.rows
        ]
        list_of = policy_fact_list if self._form == "paper" else nodes.field_list
        return [list_of("", *fields, classes=["policy-facts"])]

    def _tabled(self, table: Table, signs: Sequence[str] = ()) -> list[nodes.Node]:
        if self._form == "lines":
            return self._listed(table)
        made = self._table(table, signs)
        return [made if self._form == "paper" else nodes.container("", made, classes=["policy-scroll"])]

    def _table(self, table: Table, signs: Sequence[str] = ()) -> nodes.table:
        result = nodes.table("", classes=[*_classes(table), "colwidths-given"])
        if self._form == "paper":  # else LaTeX measures all rows, and puts what does not fit off the page
            result["classes"].append("longtable")
        if table.caption:
            result += nodes.title("", table.caption)
        group = nodes.tgroup("", cols=len(table.columns))
        group += [
            nodes.colspec("", colwidth=width) for width in shares(self._alike.get(table.columns) or (table,))
        ]
        heads = [
            nodes.entry("", nodes.paragraph("", c.label), classes=[f"policy-column-{c.name}"])
            for c in table.columns
        ]
        head = nodes.row("", *heads)
        group += nodes.thead("", head)
        body = nodes.tbody("")
        for number, row in enumerate(table.rows):
            cells = []
            for column, values in zip(table.columns, row, strict=True):
                content = self._values(values, lines=column.name in LINES or is_quoted(values))
                cells.append(nodes.entry("", *content))
            body += nodes.row("", *cells, classes=signs[number].split() if signs else [])
        group += body
        result += group
        return result

    def _listed(self, table: Table) -> list[nodes.Node]:
        """Return a table as a list: what stands before the title, the title itself, then the rest by name."""
        names = [column.name for column in table.columns]
        at = names.index("title") if "title" in names else 0
        items = []
        for row in table.rows:
            before = [cell for values in row[:at] for cell in values]
            text = self._joined(before, ", ")
            for n, cell in enumerate(row[at]):
                text += [nodes.Text(" " if n else ": ")] if text else []
                text += self._cell(stopped(cell))
            for column, values in zip(table.columns[at + 1 :], row[at + 1 :], strict=True):
                if values:
                    text.append(nodes.Text(f" {column.label}: "))
                    text += self._joined((*values[:-1], stopped(values[-1])))
            items.append(nodes.list_item("", nodes.paragraph("", "", *text)))
        caption = [nodes.rubric("", table.caption)] if table.caption else []
        return [*caption, nodes.bullet_list("", *items, bullet="*")]

    def _picture(self, picture: Picture) -> list[nodes.Node]:
        if self._drawn is None:
            return self._tabled(picture.table)
        return self._drawn(picture, lambda table: self._tabled(table, picture.signs))

    def _values(self, values: Sequence[Cell], *, lines: bool) -> list[nodes.Node]:
        """Return the paragraphs of values: one for each on *lines* of their own, else one for all."""
        if lines:
            return [nodes.paragraph("", "", *self._cell(cell)) for cell in values]
        return [nodes.paragraph("", "", *self._joined(values))] if values else []

    def _joined(self, values: Sequence[Cell], by: str = "; ") -> list[nodes.Node]:
        result: list[nodes.Node] = []
        for n, cell in enumerate(values):
            if n:
                result.append(nodes.Text(by))
            result += self._cell(cell)
        return result

    def inline(self, cell: Cell) -> list[nodes.Node]:
        """Return the nodes of a cell."""
        return self._cell(cell)

    def _cell(self, cell: Cell) -> list[nodes.Node]:
        result: list[nodes.Node] = []
        for part in cell:
            if isinstance(part, str):
                result.append(nodes.Text(part))
            elif isinstance(part, Link):
                made = self._refer(part) if part.docname or part.uri else None
                result.append(made or nodes.Text(part.text))
            elif isinstance(part, Address):
                result.append(nodes.reference("", part.text, refuri=part.url, internal=False))
            elif isinstance(part, Mark):
                mark = nodes.inline("", classes=["policy-mark", f"policy-{part.name}"])
                text = (
                    self._cell((part.link._replace(text=part.text),))
                    if part.link
                    else [nodes.Text(part.text)]
                )
                # Without a frame, a mark after other text is put in parentheses.
                mark += [nodes.Text("("), *text, nodes.Text(")")] if result else text
                result.append(mark)
            elif isinstance(part, Words):
                quoted = (
                    self._cell((part.link._replace(text=part.text),))
                    if part.link
                    else [nodes.Text(part.text)]
                )
                result.append(nodes.inline("", "", *quoted, classes=["policy-words"]))
        return result
