"""What diagrams share: boxes for entries, and the text from which Graphviz draws them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sized
from html import escape
from typing import TYPE_CHECKING

from sphinx_policyrefs.views.cells import plain
from sphinx_policyrefs.views.model import Node
from sphinx_policyrefs.views.wording import N_

if TYPE_CHECKING:
    from sphinx_policyrefs.records.model import Entry
    from sphinx_policyrefs.views.cells import Cells
    from sphinx_policyrefs.views.model import Diagram, Edge

#: With more entries or lines than this, a picture is not legible, and Graphviz takes seconds to draw it.
MANY_NODES, MANY_EDGES = 80, 120

#: How a docket number reads.
NUMBER = N_("No. %(docket)s")

#: Widths of lines in characters, and how many of them a box has.
_NAME = (24, 4)
_DETAIL = (30, 2)
_EDGE = (26, 3)

#: The outlines of kinds; an entry with a plain box also shows the name of its kind.
_SHAPES = {
    "box": "",
    "rounded": 'shape=box style="rounded,filled"',
    "note": "shape=note",
    "underline": "shape=underline",
    "ellipse": "shape=ellipse",
    "double": "shape=box peripheries=2",
    "hexagon": "shape=hexagon",
    "tab": "shape=tab",
    "octagon": "shape=octagon",
}
# Graphviz measures with the first of these that there is; a reader's browser has the font of the page.
_FONT = 'fontname="Helvetica,Arial,sans-serif"'
_GRAPH = f"bgcolor=transparent {_FONT} nodesep=0.28 ranksep=0.42 pad=0.06"
_NODES = (
    f'{_FONT} fontsize=11 shape=box style=filled fillcolor=white color="#767676" penwidth=0.9'
    ' margin="0.14,0.06" height=0.3'
)
_EDGES = f'{_FONT} fontsize=9 color="#767676" fontcolor="#555555" penwidth=0.9 arrowsize=0.6'
_TABLE = 'BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="1"'
_DETAILS = 'POINT-SIZE="9" COLOR="#555555"'

# What XML, which Graphviz reads labels as, cannot hold.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def is_drawable(nodes: Sized, edges: Sized) -> bool:
    """Return whether a diagram of so many entries and lines would show a reader something."""
    return len(nodes) <= MANY_NODES and len(edges) <= MANY_EDGES


def parts(diagram: Diagram) -> tuple[Diagram, ...]:
    """Return the unconnected parts of a diagram, which stand side by side or, on a phone, one below another."""
    part = list(range(len(diagram.nodes)))
    for edge in diagram.edges:
        old, new = sorted((part[edge.start], part[edge.end]), reverse=True)
        part = [new if n == old else n for n in part]
    found = []
    for name in dict.fromkeys(part):
        place = {n: at for at, n in enumerate(n for n, of in enumerate(part) if of == name)}
        edges = tuple(
            edge._replace(start=place[edge.start], end=place[edge.end])
            for edge in diagram.edges
            if edge.start in place
        )
        found.append(diagram._replace(nodes=tuple(diagram.nodes[n] for n in place), edges=edges))
    return tuple(found)


def dot(diagram: Diagram) -> str:
    """Return a diagram as Graphviz reads it.

    Nodes and edges have their numbers for ids (``n0``, ``e0``), and ``#`` for an address: what writes the page puts
    the links in, which differ from page to page.
    """
    rank = "LR" if diagram.direction == "right" else "TB"
    lines = ["digraph policy {", f"graph [rankdir={rank} {_GRAPH}]", f"node [{_NODES}]", f"edge [{_EDGES}]"]
    for number, node in enumerate(diagram.nodes):
        shape = _SHAPES[node.outline]
        if node.confidence:
            style = "rounded,filled,dashed" if node.outline == "rounded" else "filled,dashed"
            shape = re.sub(r' style="[^"]*"', "", shape) + f' style="{style}"'
        lines.append(f'n{number} [id=n{number} label={_label(node)} URL="#" {shape}]')
    # Relations without a direction join boxes of the same rank, so that these stand side by side.
    for number, edge in enumerate(diagram.edges):
        lines.append(f"n{edge.start} -> n{edge.end} [id=e{number} {_drawn(edge)}]")
        if edge.arrow == "none":
            lines.append(f"{{rank=same n{edge.start} n{edge.end}}}")
    return "\n".join((*lines, "}", ""))


def _drawn(edge: Edge) -> str:
    if edge.arrow == "none":
        drawn = "dir=none style=dashed"
    else:
        drawn = "dir=back arrowtail=vee" if edge.arrow == "start" else "arrowhead=vee"
    # Spaces keep the label off its line where the reader's font is wider than the one measured.
    lines = "\\n".join(f"  {_quoted(line)}  " for line in wrapped(edge.label, *_EDGE))
    return f'{drawn} label="{lines}"' if edge.label else drawn


def _quoted(text: str) -> str:
    return _escaped(text).replace("\\", "\\\\")


def _label(node: Node) -> str:
    rows = [_escaped(line) for line in node.name]
    rows += [f"<FONT {_DETAILS}>{_escaped(line)}</FONT>" for line in node.details]
    inner = "".join(f"<TR><TD>{row}</TD></TR>" for row in rows)
    return f"<<TABLE {_TABLE}>{inner}</TABLE>>"


def _escaped(text: str) -> str:
    """Return text as a label of Graphviz holds it, which is never empty."""
    return escape(_CONTROL.sub("", text)) or " "


def node_of(cells: Cells, entry: Entry, details: Iterable[str]) -> Node:
    """Return the box of an entry: its short name, or its title, and *details* below it."""
    confidence = entry.fields.get("confidence", "undisputed")
    if confidence == "undisputed":
        confidence = ""
    small = [line for detail in details if detail for line in wrapped(detail, *_DETAIL)]
    if confidence:
        small.append(cells.wording.word(confidence))
    name = entry.fields.get("short", entry.title)
    outline = cells.graph.kinds[entry.kind].outline
    return Node(cells.link(entry.id), entry.kind, wrapped(name, *_NAME), tuple(small), confidence, outline)


def details_of(cells: Cells, entry: Entry) -> Iterator[str]:
    """Yield what tells an entry from others: what it is, and when; of a legal action the court and its number."""
    if entry.kind == "legal-action":
        yield from map(plain, cells.column(entry, "court"))
        if docket := entry.fields.get("docket"):
            yield cells.wording(NUMBER, docket=docket)
        return
    kind = cells.graph.kinds[entry.kind]
    type_ = entry.fields.get("type", "") if kind.typed else ""
    what = cells.wording.word(type_) if type_ else cells.wording(kind.label)
    date = cells.graph.first_date(entry.id)
    yield what[:1].upper() + what[1:]
    if date is not None:
        yield cells.wording.date(date)


def wrapped(text: str, width: int, most: int) -> tuple[str, ...]:
    """Return text in lines of a *width* in characters, wide ones counted twice, at *most* so many."""
    lines = [""]
    for word in text.split():
        for piece in _pieces(word, width):
            joined = f"{lines[-1]} {piece}" if lines[-1] else piece
            if _width(joined) <= width:
                lines[-1] = joined
            else:
                lines.append(piece)
    if len(lines) > most:
        last = lines[most - 1]
        while _width(last) > width - 1:
            last = last[:-1]
        lines[most - 1 :] = [f"{last.rstrip(' ,;:.')}…"]
    return tuple(lines)


def _pieces(word: str, width: int) -> Iterator[str]:
    """Yield a word in pieces that fit a line; scripts without spaces have one word for a title."""
    piece = ""
    for letter in word:
        if piece and _width(piece + letter) > width:
            yield piece
            piece = ""
        piece += letter
    yield piece


def _width(text: str) -> int:
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )
