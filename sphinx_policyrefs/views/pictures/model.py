"""The model of a timeline: plain data, from which the layout makes a drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from sphinx_policyrefs.views.links import Link
    from sphinx_policyrefs.views.pictures.axis import Axis

#: How much of a bar is drawn in pieces at an end that is open, unknown or not exact.
FADE = 26.0

#: How a date is drawn: one day; some day within a range; a span of time; one of several; all of several.
Form: TypeAlias = Literal["day", "range", "span", "one-of", "all-of"]
#: How a span begins or ends: as said, about then, not yet, or nobody knows when.
Side: TypeAlias = Literal["sharp", "about", "open", "unknown"]


class Look(NamedTuple):
    """How entries of a kind are drawn."""

    kind: str
    #: name of its sign, as kinds have it
    sign: str
    #: its colour on paper as ``#rrggbb``, "" for that of the text
    ink: str


class Item(NamedTuple):
    """One row of the chronology, as the picture shows it."""

    #: where it leads, with its whole title
    link: Link
    #: what stands beside the mark, and what of it is never cut
    label: str
    suffix: str
    #: the word for it beside another step of the same entry, such as 'decided'
    step: str
    date: str
    #: what is said of it beyond title and date
    about: str
    look: Look
    #: 2 for key entries, 1 for normal, 0 for minor ones
    weight: int
    form: Form
    #: runs of days, first and last; None where a side has no bound
    spans: tuple[tuple[int | None, int | None], ...]
    sides: tuple[Side, Side] = ("sharp", "sharp")
    #: whether the date is not exact, and whether it or the entry is uncertain
    hollow: bool = False
    dashed: bool = False
    #: the proceeding, instrument or agreement of which it is a step, or ""
    track: str = ""


class Position(NamedTuple):
    """Where the mark of an item stands along the axis: its middle, the room that it takes, and its span of time."""

    item: int
    x: float
    x0: float
    x1: float
    start: float
    end: float
    #: where the days of a set stand (EDTF: one of several, or all of them)
    places: tuple[float, ...] = ()


class Lane(NamedTuple):
    """Items below a heading; the heading of the only lane is empty."""

    heading: str
    link: Link | None
    #: numbers of the items
    items: tuple[int, ...]
    #: what all of them look like, if that is what makes them one lane
    look: Look | None = None


class Timeline(NamedTuple):
    """A timeline."""

    title: str
    about: str
    items: tuple[Item, ...]
    lanes: tuple[Lane, ...]
    axis: Axis
    #: a day that is marked across all lanes, with what it is
    day: tuple[int, str] | None = None
    #: what the signs mean: that of a kind or the name of another one, and words
    legend: tuple[tuple[Look | str, str], ...] = ()
    #: which labels are wanted: ``auto``, ``all`` or ``key``
    labels: str = "auto"
