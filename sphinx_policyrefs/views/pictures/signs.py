"""The signs of a timeline: the marks of items, what each kind looks like, and the samples of the legend."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Final, TypeAlias

from sphinx_policyrefs.views.pictures.drawing import Area, Disc, Line
from sphinx_policyrefs.views.pictures.model import FADE, Item, Look, Position

Sign: TypeAlias = "Iterator[Line | Area | Disc]"


def radius(item: Item) -> float:
    """Return the radius of an item's mark: key entries have a larger one."""
    return 5.0 if item.weight == 2 else 4.0


def glyph(item: Item, mark: Position, y: float) -> Sign:
    """Yield the parts of an item's mark."""
    style = "dashed" if item.dashed else "hollow" if item.hollow else "full"
    size = radius(item)
    if item.form == "day":
        if item.sides[0] == "about":
            yield from _whiskers(mark.x, size, y)
        yield from shape(item.look.sign, mark.x, y, size, style)
    elif item.form == "range":
        about = item.sides[0] == "about"
        if mark.end - mark.start > 2 * size + 3:
            for end, sign in ((mark.start, -1), (mark.end, 1)):
                yield Line(((end, y), (mark.x + sign * (size + 0.8), y)), "thin")
                if about:
                    yield from _dashes(end, y, sign)
                else:
                    yield Line(((end, y - 3.5), (end, y + 3.5)), "thin")
        elif about:
            yield from _whiskers(mark.x, size, y)
        yield from shape(item.look.sign, mark.x, y, size, style)
    elif item.form == "span":
        yield from _bar(item, mark, y)
    else:
        yield from _several(item, mark, y, style)


def _whiskers(x: float, radius: float, y: float) -> Iterator[Line]:
    """Yield dashes that fade away on both sides of a mark."""
    for sign in (-1, 1):
        yield from _dashes(x + sign * (radius + 1), y, sign)


def _dashes(x: float, y: float, sign: int) -> Iterator[Line]:
    for start, end in ((1, 4), (6, 8)):
        yield Line(((x + sign * start, y), (x + sign * end, y)), "thin")


def _bar(item: Item, mark: Position, y: float) -> Sign:
    """Yield the bar of a span; its ends go to pieces where they are open, unknown or not exact."""
    x0, x1 = mark.start, mark.end
    fade = min(FADE, (x1 - x0) / 2 if item.sides[0] != "sharp" and item.sides[1] != "sharp" else x1 - x0)
    start = x0 + fade if item.sides[0] != "sharp" else x0
    end = x1 - fade if item.sides[1] != "sharp" else x1
    style = "dashed" if item.dashed else "bar"
    if end - start > 0.5:
        yield box(start, y - 3, end, y + 3, style)
    for side, from_, sign in ((item.sides[0], start, -1), (item.sides[1], end, 1)):
        if side != "sharp":
            for near, far in ((0.1, 0.3), (0.42, 0.56), (0.7, 0.78), (0.92, 0.96)):
                a, b = sorted((from_ + sign * near * fade, from_ + sign * far * fade))
                yield box(a, y - 3, b, y + 3, "bar")
    if item.sides[0] in ("sharp", "about") and item.spans[0][0] is not None:
        yield from shape(item.look.sign, mark.x, y, radius(item), "dashed" if item.dashed else "full")


def _several(item: Item, mark: Position, y: float, style: str) -> Sign:
    """Yield the marks of one of several dates, in brackets, or of several together, joined."""
    size = radius(item)
    x0, x1 = mark.x0 + 1, mark.x1 - 1
    one_of = item.form == "one-of"
    if one_of:
        for x, sign, side in ((x0, 1, item.sides[0]), (x1, -1, item.sides[1])):
            if side == "open":
                yield from _dashes(x + sign * 9, y, -sign)
            else:
                yield Line(
                    ((x + 3 * sign, y - 5.5), (x, y - 5.5), (x, y + 5.5), (x + 3 * sign, y + 5.5)), "thin"
                )
    for left, right in pairwise(mark.places):
        if right - left > 2 * size + 2:
            yield Line(((left + size + 1, y), (right - size - 1, y)), "thin" if not one_of else "soft")
    last = -99.0
    for x in mark.places:
        if x - last >= size:
            yield from shape(item.look.sign, x, y, size, style)
            last = x


def shape(sign: str, x: float, y: float, r: float, style: str) -> Sign:
    """Yield the sign of a kind: kinds differ in shape, so that nobody has to tell colours apart."""
    yield from _SHAPES[sign](x, y, r, style)


def _disc(x: float, y: float, r: float, style: str) -> Sign:
    yield Disc(x, y, r, style)


def _flag(x: float, y: float, _r: float, style: str) -> Sign:
    yield Line(((x, y - 6.5), (x, y + 6.5)), "thin")
    yield Area(((x, y - 6.5), (x + 9, y - 3.5), (x, y - 0.5)), style)


def _square(x: float, y: float, r: float, style: str) -> Sign:
    yield box(x - r * 0.9, y - r * 0.9, x + r * 0.9, y + r * 0.9, style)


def _diamond(x: float, y: float, r: float, style: str) -> Sign:
    d = r * 1.2
    yield Area(((x, y - d), (x + d, y), (x, y + d), (x - d, y)), style)


def _triangle(x: float, y: float, r: float, style: str) -> Sign:
    d = r * 1.1
    yield Area(((x, y - d), (x + d, y + d * 0.8), (x - d, y + d * 0.8)), style)


def _hexagon(x: float, y: float, r: float, style: str) -> Sign:
    d, h = r * 1.15, r * 0.62
    yield Area(
        ((x - h, y - d), (x + h, y - d), (x + d, y), (x + h, y + d), (x - h, y + d), (x - d, y)), style
    )


def _page(x: float, y: float, r: float, style: str) -> Sign:
    yield box(x - r * 0.5, y - r * 1.15, x + r * 0.5, y + r * 1.15, style)


#: Makes each sign that a kind can have: from x, y, radius and style.
_SHAPES: Final[Mapping[str, Callable[[float, float, float, str], Sign]]] = {
    "disc": _disc,
    "flag": _flag,
    "square": _square,
    "diamond": _diamond,
    "triangle": _triangle,
    "hexagon": _hexagon,
    "page": _page,
}


def reach(item: Item) -> float:
    """Return how far the sign of an item reaches to the right: a flag has its pole in the middle."""
    return 10.0 if item.look.sign == "flag" else radius(item) + 1


def sample(sign: Look | str, x: float, y: float) -> Sign:
    """Yield a sign of the legend."""
    match sign:
        case "hollow" | "dashed":
            yield Disc(x + 6, y, 4, sign)
        case "one-of":
            for at, way in ((x + 1, 1), (x + 25, -1)):
                yield Line(((at + 3 * way, y - 5), (at, y - 5), (at, y + 5), (at + 3 * way, y + 5)), "thin")
            yield Disc(x + 8, y, 3.5, "hollow")
            yield Disc(x + 18, y, 3.5, "hollow")
        case "span":
            yield box(x + 1, y - 3, x + 25, y + 3, "bar")
        case "fade":
            for a, b in ((1, 10), (12, 16), (18.5, 21), (23.5, 24.5)):
                yield box(x + a, y - 3, x + b, y + 3, "bar")
        case "break":
            yield from torn(x + 6, y)
        case "box":
            for height in (-5.6, -0.8):
                yield box(x + 3.5, y + height, x + 8.5, y + height + 4, "full")
        case "track":
            yield Line(((x + 9, y), (x + 18, y)), "soft")
            yield Disc(x + 5, y, 3.5)
            yield Disc(x + 22, y, 3.5)
        case Look():
            yield from shape(sign.sign, x + (3 if sign.sign == "flag" else 6), y, 4, "full")


def torn(x: float, y: float) -> tuple[Line, ...]:
    """Return the sign of a break: two strokes across the axis."""
    return tuple(Line(((x + at - 2.5, y + 5), (x + at + 2.5, y - 5)), "axis") for at in (-2.5, 2.5))


def box(x0: float, y0: float, x1: float, y1: float, style: str) -> Area:
    """Return a rectangle."""
    return Area(((x0, y0), (x1, y0), (x1, y1), (x0, y1)), style)
