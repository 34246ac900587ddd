"""A timeline as a drawing: the axis, the lanes with what the packing placed in them, and the legend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from sphinx_policyrefs.views.pictures.axis import LEFT, RIGHT, TICK_SIZE, WIDTH
from sphinx_policyrefs.views.pictures.drawing import Area, Box, Disc, Drawing, Group, Line, Part, Text
from sphinx_policyrefs.views.pictures.metrics import ELLIPSIS, shortened, width
from sphinx_policyrefs.views.pictures.model import Item, Lane, Look, Timeline
from sphinx_policyrefs.views.pictures.packing import SIZE, Block, PackedLane, Packing
from sphinx_policyrefs.views.pictures.signs import box, glyph, radius, sample, torn

#: Height of a row, of a line of a label with two, and how far letters reach below the middle of a row.
ROW, _LINE, _DOWN = 19.0, 16.5, 6.5

#: The boxes of a histogram: the room of each, and its size; and how high it may get.
_BIN, _CELL, _HIGH = 9.0, 7.0, 90.0


def layout(timeline: Timeline) -> Drawing:
    """Return a timeline as a drawing."""
    return _Layout(Packing(timeline)).drawing()


class _Layout:
    def __init__(self, packing: Packing) -> None:
        self.packing = packing
        self.timeline = packing.timeline
        self.items = packing.items
        self.texts: list[Box] = []
        self.boxes: list[Box] = []
        self.parts: list[Part] = []

    def drawing(self) -> Drawing:
        """Return the drawing: the axis, the lanes below it, and what the signs mean."""
        lanes = self.packing.lanes()
        head = 36.0 if self.timeline.axis.coarse else 20.0
        top = head + (16 if self.timeline.day else 0) + 6
        y = top
        bodies: list[Part] = []
        named = len(lanes) > 1 or bool(lanes and lanes[0].lane.heading)
        bands: list[tuple[float, float]] = []
        for lane in lanes:
            start = y
            if named:
                bodies.append(self._heading(lane.lane, y))
                y += 21
            parts, y = self._body(lane, y)
            bodies += parts
            y += 7
            bands.append((start, y))
        bottom = y
        for n, (start, end) in enumerate(bands):
            if named and n % 2 == 0:
                self.parts.append(box(0, start - 3, WIDTH, end - 3, "band"))
        for lane, (start, end) in zip(lanes, bands, strict=True):
            if look := lane.lane.look:
                edge = box(0, start - 3, 2.5, end - 3, "bar")
                self.parts.append(Group((edge,), name=look.kind, ink=look.ink))
        self._axis(head, bottom)
        self._day(head, bottom)
        self.parts += bodies
        y = bottom + (head + 2 if bottom > 420 else 4)
        y = self._legend(y, boxes=any(lane.rest for lane in lanes))
        labels = [label for lane in lanes for _, block in lane.blocks for label in block.labels]
        complete = len({label.item for label in labels}) == len(self.items)
        complete = complete and not any(ELLIPSIS in line for label in labels for line in label.lines)
        return Drawing(
            float(WIDTH), round(y, 1), tuple(self.parts), tuple(self.texts), tuple(self.boxes), complete
        )

    def _write(self, text: Text, size: float, *, item: int = -1, bold: bool = False) -> Text:
        """Note the room of a text, and return it."""
        length = width(text.text, size, bold=bold)
        x0 = text.x - {"start": 0, "middle": length / 2, "end": length}[text.anchor]
        up, down = size * 1.07, size * 0.3
        self.texts.append(Box(x0, text.y - up, x0 + length, text.y + down, item))
        return text

    def _heading(self, lane: Lane, y: float) -> Part:
        text = shortened(lane.heading, RIGHT - LEFT, SIZE, bold=True)
        look = lane.look
        part = self._write(Text(24 if look else 6, y + 13, text, "start", "head"), SIZE, bold=True)
        if look is None:
            return Group((part,), lane.link, lane.heading, "", "lane")
        return Group((*sample(look, 8, y + 9), part), lane.link, lane.heading, "", look.kind, look.ink)

    def _body(self, lane: PackedLane, y: float) -> tuple[list[Part], float]:
        """Return the blocks of a lane and its histogram from *y* down, and where that ends."""
        parts: list[Part] = []
        for base, block in lane.blocks:
            parts += self._drawn(block, y + base * ROW + ROW / 2)
        y += lane.rows * ROW
        if lane.rest:
            boxes, high = self._histogram(lane.rest, y)
            parts += boxes
            y += high
        return parts, y

    def _drawn(self, block: Block, y: float) -> Iterator[Part]:
        """Yield the groups of a block whose first row has its middle at *y*."""
        at = y + block.row * ROW
        labels = {label.item: label for label in block.labels}
        for one, two in pairwise(block.marks):
            first, last = self.items[one.item], self.items[two.item]
            x0 = one.x + radius(first) + 1.5 if first.form == "day" else one.x1
            x1 = two.x - radius(last) - 1.5 if last.form == "day" else two.x0
            if x1 > x0 + 1:
                yield Line(((x0, at), (x1, at)), "soft")
        for mark in block.marks:
            item = self.items[mark.item]
            parts: list[Line | Area | Disc | Text] = list(glyph(item, mark, at))
            if label := labels.get(mark.item):
                # Above its mark the last line is the one in a row's middle, beside it the first one is.
                more = len(label.lines) - 1
                middle = y + label.row * ROW
                if block.row > label.row:
                    middle += more * (ROW - _LINE)
                    foot = middle + more * _LINE + _DOWN
                    parts.append(Line(((mark.x, foot), (mark.x, at - radius(item) - 1.5)), "soft"))
                x = label.x0 if label.anchor == "start" else label.x1
                key = self.packing.is_bold(item)
                style = "key" if key else "label"
                for n, line in enumerate(label.lines):
                    text = Text(x, middle + 4 + n * _LINE, line, label.anchor, style)
                    parts.append(self._write(text, SIZE, item=mark.item, bold=key))
            self.boxes.append(Box(mark.x0, at - 5.5, mark.x1, at + 5.5, mark.item))
            yield _linked(item, parts)

    def _histogram(self, rest: Sequence[int], y: float) -> tuple[list[Part], float]:
        """Return a box for each item, stacked where they lie close, below *y*; and how high they get."""
        columns: dict[int, list[int]] = {}
        for n in rest:
            columns.setdefault(int((self.packing.position(n).x - LEFT) // _BIN), []).append(n)
        most = max(map(len, columns.values()))
        step = min(_BIN, _HIGH / most)
        high = most * step
        size = step * 0.8 if step > 2 else step * 0.9
        parts: list[Part] = []
        for column, members in sorted(columns.items()):
            x = LEFT + column * _BIN + (_BIN - _CELL) / 2
            members.sort(key=lambda number: (self.items[number].look.kind, number))
            for n, number in enumerate(members):
                bottom = y + high - n * step
                item = self.items[number]
                style = "full" if not (item.hollow or item.dashed) or step < 4 else "thin"
                parts.append(_linked(item, [box(x, bottom - size, x + _CELL, bottom, style)]))
                self.boxes.append(Box(x, bottom - size, x + _CELL, bottom, number))
        parts.append(Line(((LEFT, y + high + 1), (RIGHT, y + high + 1)), "grid"))
        return parts, high + 4

    def _axis(self, head: float, bottom: float) -> None:
        """Draw the axis above the lanes, and below them as well where they are high."""
        axis = self.timeline.axis
        ticks = axis.coarse or axis.fine
        lines = [Line(((tick.x, head), (tick.x, bottom)), "grid") for tick in ticks]
        self.parts += lines
        for y, down in ((head, False), (bottom, True)) if bottom > 420 else ((head, False),):
            sign = 1 if down else -1
            parts: list[Line | Area | Disc | Text] = [
                Line(((piece.x0, y), (piece.x1, y)), "axis") for piece in axis.pieces
            ]
            for left_out, (one, two) in zip(axis.breaks, pairwise(axis.pieces), strict=True):
                strokes = torn((one.x1 + two.x0) / 2, y)
                self.parts.append(Group(strokes, title=left_out, name="break"))
            level = y + (12 if down else -6)
            for tick in axis.fine:
                parts.append(Line(((tick.x, y), (tick.x, y + 4 * sign)), "axis"))
                parts.append(self._write(Text(tick.x, level, tick.text, "middle", "tick"), TICK_SIZE))
            level = y + (28 if down else -22)
            parts += [
                self._write(Text(tick.x, level, tick.text, "start", "coarse"), TICK_SIZE)
                for tick in axis.coarse
            ]
            self.parts.append(Group(tuple(parts), name="axis"))

    def _day(self, head: float, bottom: float) -> None:
        if self.packing.line is None or self.timeline.day is None:
            return
        text = self.timeline.day[1]
        half = width(text, TICK_SIZE) / 2
        x = min(max(self.packing.line, half + 2), WIDTH - half - 2)
        label = self._write(Text(x, head + 13, text, "middle", "tick"), TICK_SIZE)
        line = Line(((self.packing.line, head + 17), (self.packing.line, bottom)), "dashed")
        self.parts.append(Group((line, label), name="day"))

    def _legend(self, y: float, *, boxes: bool) -> float:
        """Draw what the signs mean, one after the other, and return where that ends."""
        legend = [said for said in self.timeline.legend if boxes or said[0] != "box"]
        if not legend:
            return y
        x, level = LEFT - 6, y + 14
        for sign, words in legend:
            room = 30 if sign in ("one-of", "span", "fade", "track") else 16
            length = room + width(words, TICK_SIZE)
            if x + length > WIDTH and x > LEFT:
                x, level = LEFT - 6, level + 17
            text = self._write(Text(x + room, level, words, "start", "tick"), TICK_SIZE)
            name, ink = (sign.kind, sign.ink) if isinstance(sign, Look) else (sign, "")
            self.parts.append(Group((*sample(sign, x, level - 3.6), text), name=name, ink=ink))
            x += length + 16
        return level + 8


def _linked(item: Item, parts: Sequence[Line | Area | Disc | Text]) -> Group:
    return Group(
        tuple(parts), item.link, f"{item.date}: {item.link.text}", item.about, item.look.kind, item.look.ink
    )
