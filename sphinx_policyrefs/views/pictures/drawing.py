"""The parts of a drawing: lines, areas and texts in groups.  Each output format has a writer for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from sphinx_policyrefs.views.model import Link

Point: TypeAlias = tuple[float, float]


class Line(NamedTuple):
    """A line through points: ``plain``, ``dashed``, ``soft`` or ``grid``."""

    points: tuple[Point, ...]
    style: str = "plain"


class Area(NamedTuple):
    """A polygon: ``full``, ``hollow``, ``dashed`` (hollow as well) or ``band``."""

    points: tuple[Point, ...]
    style: str = "full"


class Disc(NamedTuple):
    """A circle, in the styles of an area."""

    x: float
    y: float
    radius: float
    style: str = "full"


class Text(NamedTuple):
    """A text on its base line: ``label``, ``key``, ``head``, ``tick``, ``small``."""

    x: float
    y: float
    text: str
    #: which point of the text x is: ``start``, ``middle`` or ``end``
    anchor: str = "start"
    style: str = "label"


class Group(NamedTuple):
    """Parts that belong together, as one link with a title and a description."""

    parts: tuple[Line | Area | Disc | Text, ...]
    link: Link | None = None
    title: str = ""
    about: str = ""
    #: a word that style sheets can tell it by
    name: str = ""
    #: its colour on paper as ``#rrggbb``, "" for that of the text
    ink: str = ""


Part: TypeAlias = Line | Area | Disc | Text | Group


class Box(NamedTuple):
    """The room that something takes, and whose it is."""

    x0: float
    y0: float
    x1: float
    y1: float
    #: number of the item, -1 for what belongs to none
    item: int = -1

    def overlaps(self, other: Box) -> bool:
        """Return whether two boxes share more than an edge."""
        return self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1


class Drawing(NamedTuple):
    """A picture with everything in its place; x runs to the right, y down."""

    width: float
    height: float
    parts: tuple[Part, ...]
    #: the room of every text
    texts: tuple[Box, ...] = ()
    #: the room of every mark
    marks: tuple[Box, ...] = ()
    #: whether every item has a label that says its whole title
    complete: bool = True
