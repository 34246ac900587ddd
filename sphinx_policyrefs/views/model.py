"""The parts of which views are made: blocks with rows, cells, links and text.

No view knows docutils or HTML; two renderers of the adapter turn blocks into either.  Blocks are plain data,
so that their ``repr`` says whether a page would look the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from sphinx_policyrefs.views.links import Link as Link  # noqa: PLC0414 - pictures take it from there, all others here

if TYPE_CHECKING:
    from sphinx_policyrefs.views.pictures.model import Timeline


class Address(NamedTuple):
    """A link to somewhere on the web."""

    text: str
    url: str


class Mark(NamedTuple):
    """A short word that sets something apart, such as 'disputed'."""

    text: str
    name: str
    #: the entry that says more about it
    link: Link | None = None


class Words(NamedTuple):
    """Words of a source, with the quotation marks around them."""

    text: str
    #: where they stand on the web, or the passage that holds them where nothing else in the cell leads there
    link: Link | Address | None = None


Inline: TypeAlias = str | Link | Address | Mark | Words
Cell: TypeAlias = tuple[Inline, ...]


class Facts(NamedTuple):
    """Labels with their values; a label with several values lists them."""

    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    #: the marks of the entry, which stand beside its title where that is
    marks: Cell = ()


class Column(NamedTuple):
    """The head of a table's column."""

    name: str
    label: str


class Table(NamedTuple):
    """Rows of cells; a cell holds one or more lines."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[tuple[Cell, ...], ...], ...]
    caption: str = ""
    #: the names of the columns from which the empty ones were left out; of no meaning where none could be
    grid: tuple[str, ...] = ()


class Heading(NamedTuple):
    """A heading inside a view."""

    text: str


class Paragraph(NamedTuple):
    """A paragraph of text."""

    content: Cell
    #: ``empty`` for the sentence that says that nothing matched
    name: str = ""


class Items(NamedTuple):
    """A bullet list."""

    items: tuple[Cell, ...]


class Branch(NamedTuple):
    """An item of a tree, with those below it."""

    content: Cell
    below: tuple[Branch, ...] = ()


class Tree(NamedTuple):
    """A nested bullet list."""

    branches: tuple[Branch, ...]


class Node(NamedTuple):
    """A box of a diagram: an entry."""

    #: where it leads; its text is the full title
    link: Link
    kind: str
    #: lines of its name, and smaller ones below them
    name: tuple[str, ...]
    details: tuple[str, ...] = ()
    #: its confidence, such as 'disputed'; "" if it is undisputed
    confidence: str = ""
    #: the outline of boxes of its kind
    outline: str = "box"


class Edge(NamedTuple):
    """A line of a diagram from one of its nodes, by number, to another, which is drawn below or after it."""

    start: int
    end: int
    label: str
    #: where its arrowhead is
    arrow: Literal["end", "start", "none"]


class Diagram(NamedTuple):
    """Nodes and edges to be drawn; the alternative is for builds without Graphviz and for blind readers."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    #: what it shows, for readers who do not see it
    label: str
    alternative: tuple[Table | Tree, ...]
    #: what the alternative is called where the diagram is shown as well
    summary: str
    caption: str = ""
    direction: Literal["down", "right"] = "down"
    #: whether paper needs the alternative as well, since a reader there cannot point at boxes
    both: bool = False

    @property
    def beside(self) -> tuple[Table | Tree, ...]:
        """Return the alternative for its place below the diagram, which bears the caption."""
        return tuple(b._replace(caption="") if isinstance(b, Table) else b for b in self.alternative)


class Body(NamedTuple):
    """The body of an entry, as it stands on its page."""

    docname: str
    anchor: str


class Picture(NamedTuple):
    """A drawing, and the table that says the same in words."""

    drawn: Timeline
    table: Table
    #: the line that opens the table
    label: str
    #: words for style sheets, one for each row of the table: they give it a sign where the table replaces the drawing
    signs: tuple[str, ...]


class Facet(NamedTuple):
    """Something that a reader may narrow rows by, such as the party."""

    name: str
    label: str
    #: id and label of each choice; no label if the first link to it in the view has the same text
    choices: tuple[tuple[str, str], ...]
    #: the choice of rows that do not name one, such as 'undisputed'; -1 if they have none
    usual: int = -1


class Filter(NamedTuple):
    """What a reader may narrow the rows of a view by: data for a script, which a page can do without."""

    facets: tuple[Facet, ...] = ()
    #: for each row in the order in which they are shown, and for each facet, the numbers of its choices
    rows: tuple[tuple[tuple[int, ...], ...], ...] = ()
    #: the year of each row, None where it is unknown; no years where the rows are not in the order of time
    years: tuple[int | None, ...] = ()
    newest: bool = False
    #: whether the groups of rows, if there are any, are spans of time
    spans: bool = True


Block: TypeAlias = Facts | Table | Heading | Paragraph | Items | Tree | Diagram | Body | Picture | Filter
Blocks: TypeAlias = tuple[Block, ...]
