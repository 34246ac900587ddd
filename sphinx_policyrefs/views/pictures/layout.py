"""Where everything of a timeline goes: rows of marks and labels that never touch, lane by lane.

A mark with its label is a block over one or more rows, and goes to the first ones where it fits; which rows are
taken is kept as bits, so that the work grows with the number of items alone.  Where not all labels have room,
the key entries keep theirs, and every other row becomes a small box of a histogram.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from sphinx_policyrefs.views.pictures.axis import LEFT, RIGHT, TICK_SIZE, WIDTH
from sphinx_policyrefs.views.pictures.drawing import Area, Box, Disc, Drawing, Group, Line, Part, Text
from sphinx_policyrefs.views.pictures.metrics import ELLIPSIS, shortened, width
from sphinx_policyrefs.views.pictures.model import Item, Lane, Timeline

SIZE = 12.0
#: Height of a row, and of its letters above and below the middle.
ROW = 19.0
_UP, _DOWN = 7.5, 6.5
#: From a mark to its label, and from one block to the next.
_NEAR, _APART = 5.0, 7.0
#: How finely the rows keep what is taken.
_GRAIN = 3
#: Rows of labels that a picture has at the most, unless the author wants all.
ROWS = 46
#: More items than these never have room for all their labels, so that nobody need try.
_HOPELESS = 8 * ROWS
#: The longest label, where there are many and where there are few.
_LONG, _LONGER, _FEW = 290.0, 420.0, 12
#: Labels above a line that joins several marks, at the most.
_STEPS = 6
_FADE = 26.0

#: The boxes of a histogram, and how high it may get.
_BIN, _CELL, _HIGH = 7.0, 5.0, 60.0
#: Up to so many items, others than key entries are labelled too as far as there are rows; beyond, so many of
#: them, where no more than so many are key.
_MANY, _SOME, _FEW_KEYS = 160, 16, 6


class Mark(NamedTuple):
    """A mark along the axis: its middle, the room that it takes, and where its time begins and ends."""

    item: int
    x: float
    x0: float
    x1: float
    start: float
    end: float
    #: where the days of a set stand
    places: tuple[float, ...] = ()


class Label(NamedTuple):
    """A label: its row within the block, where it stands, and the text."""

    item: int
    row: int
    x0: float
    x1: float
    text: str
    anchor: str


class Block(NamedTuple):
    """Marks on one row, with their labels on this row or on those above it."""

    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]
    #: the row of the marks; those of the labels are 0 to this one
    row: int
    #: row, and the stretch of it that is taken
    taken: tuple[tuple[int, float, float], ...]


class Rows:
    """The rows of a lane: for each few units of its width, a number whose bits are the rows that are taken there."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._taken = [0] * (WIDTH // _GRAIN + 1)
        self._used = 0

    def __len__(self) -> int:
        return self._used

    def place(self, block: Block) -> int | None:
        """Take the first rows in which a block fits, and return the first of them; None where there are none."""
        stretches = [
            (row, range(max(0, int(x0) // _GRAIN), min(len(self._taken) - 1, int(x1) // _GRAIN) + 1))
            for row, x0, x1 in block.taken
        ]
        taken = 0
        for row, stretch in stretches:
            for n in stretch:
                taken |= self._taken[n] >> row
        base = (~taken & (taken + 1)).bit_length() - 1  # the lowest bit that is not set
        if base + block.row >= self.most:
            return None
        for row, stretch in stretches:
            for n in stretch:
                self._taken[n] |= 1 << (base + row)
        self._used = max(self._used, base + block.row + 1)
        return base


class _Lane(NamedTuple):
    """A lane with its blocks, each with its first row, and the items that are boxes of the histogram."""

    lane: Lane
    blocks: tuple[tuple[int, Block], ...]
    rest: tuple[int, ...]
    rows: int


def layout(timeline: Timeline) -> Drawing:
    """Return a timeline as a drawing."""
    return _Layout(timeline).drawing()


class _Layout:
    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self.items = timeline.items
        few = len(self.items) <= _FEW
        #: key entries are bold where there are others
        self.bold = {item.weight for item in self.items} > {2}
        self.longest = _LONGER if few else _LONG
        self.line = timeline.axis.x(timeline.day[0] + 1) if timeline.day else None
        self._marks: dict[int, Mark] = {}
        self.texts: list[Box] = []
        self.boxes: list[Box] = []
        self.parts: list[Part] = []

    # -- which labels there are ------------------------------------------------------------------------

    def lanes(self) -> list[_Lane]:
        """Return the lanes with their blocks in place."""
        wanted = self.timeline.labels
        total = sum(len(lane.items) for lane in self.timeline.lanes)
        if wanted == "all" or (wanted == "auto" and total <= _HOPELESS):
            most = 10**6 if wanted == "all" else ROWS
            lanes = []
            for lane in self.timeline.lanes:
                made = self._lane(lane, lane.items, most, whole=True)
                if made.rest:
                    break
                lanes.append(made)
                most -= 0 if wanted == "all" else made.rows
            else:
                return lanes
        return self._dense()

    def _dense(self) -> list[_Lane]:
        """Return the lanes with labels for the key entries, and for some others where these are few."""
        lanes = self.timeline.lanes
        total = sum(len(lane.items) for lane in lanes)
        made = []
        for lane in lanes:
            chosen = [n for n in lane.items if self.items[n].weight == 2]
            others = [n for n in lane.items if self.items[n].weight < 2]
            if self.timeline.labels != "key" and total <= _MANY:
                chosen += others
            elif self.timeline.labels != "key" and len(chosen) <= _FEW_KEYS:
                chosen += _spread(others, max(3, round(_SOME * len(lane.items) / total)))
            share = max(3, round((ROWS - 6 - len(lanes)) * len(lane.items) / total))
            made.append(self._lane(lane, sorted(chosen), share))
        return made

    def _lane(self, lane: Lane, chosen: Sequence[int], most: int, *, whole: bool = False) -> _Lane:
        """Return a lane with the chosen items in blocks, as far as there are rows; *whole*: all of them or none."""
        rows = Rows(most)
        placed: list[tuple[int, Block]] = []
        shown: set[int] = set()
        blocks = self._blocks(chosen)
        if not whole:  # what matters most is placed first, from left to right again
            blocks.sort(key=lambda block: -max(self.items[mark.item].weight for mark in block.marks))
        waiting = deque(blocks)
        while waiting:
            block = waiting.popleft()
            base = rows.place(block)
            if base is not None:
                placed.append((base, block))
                shown.update(mark.item for mark in block.marks)
            elif whole:
                break
            elif len(block.marks) > 1:  # its steps may have room one by one
                waiting.extendleft(self._single(mark.item) for mark in reversed(block.marks))
        rest = tuple(n for n in lane.items if n not in shown)
        return _Lane(lane, tuple(placed), rest, len(rows))

    def _blocks(self, chosen: Sequence[int]) -> list[Block]:
        """Return the blocks of items, from left to right."""
        tracks: dict[str, list[int]] = {}
        for n in chosen:
            tracks.setdefault(self.items[n].track or f"={n}", []).append(n)
        blocks = [block for some in tracks.values() for block in self._together(some)]
        return sorted(blocks, key=lambda block: (block.marks[0].x0, block.marks[0].item))

    def _together(self, members: Sequence[int]) -> Iterator[Block]:
        """Yield the steps of one matter as one block; those whose labels have no room there in blocks of their own."""
        while len(members) > 1:
            block = self._track(members)
            labelled = {label.item for label in block.labels}
            if len(labelled) == len(members):
                yield block
                return
            yield from (self._single(n) for n in members if n not in labelled)
            members = [n for n in members if n in labelled]
        yield from map(self._single, members)

    # -- blocks ----------------------------------------------------------------------------------------

    def mark(self, number: int) -> Mark:
        """Return where the mark of an item stands."""
        found = self._marks.get(number)
        if found is None:
            found = self._marks[number] = self._placed(number)
        return found

    def _placed(self, number: int) -> Mark:
        item = self.items[number]
        x = self.timeline.axis.x
        radius = _radius(item) + 1
        right = 10.0 if item.kind == "deadline" else radius  # a flag has its pole in the middle
        first, last = item.spans[0][0], item.spans[-1][1]
        fade = 9 if item.sides[0] == "about" else 0
        if item.form == "day":
            middle = x((first or 0) + 0.5)
            return Mark(number, middle, middle - radius - fade, middle + right + fade, middle, middle)
        start = x(first) if first is not None else None
        end = x(last + 1) if last is not None else None
        # What has always been, or goes on, reaches to the edge; of what else is open nobody knows how far.
        far = item.form == "span"
        if start is None:
            start = LEFT if far and item.sides[0] == "open" else max(LEFT, (end or RIGHT) - _FADE)
        if end is None:
            end = RIGHT if far and item.sides[1] == "open" else min(RIGHT, start + _FADE)
        if item.form == "range":
            middle = (start + end) / 2
            x0, x1 = min(start - 1, middle - radius), max(end + 1, middle + right)
            return Mark(number, middle, x0 - fade, x1 + fade, start, end)
        if end - start < 8:
            start, end = (start + end) / 2 - 4, (start + end) / 2 + 4
        if item.form == "span":
            middle = x(first + 0.5) if first is not None else end
            return Mark(number, middle, min(start, middle - radius), max(end + 1, middle + right), start, end)
        places = sorted({x(day + 0.5) for span in item.spans for day in span if day is not None})
        x0, x1 = min(start, places[0] - radius) - 3, max(end, places[-1] + right) + 3
        return Mark(number, (start + end) / 2, x0, x1, start, end, tuple(places))

    def _text(self, item: Item, text: str, room: float = 0) -> tuple[str, float]:
        """Return a label that has room, with its width."""
        bold = self.is_bold(item)
        text = shortened(text, room or self.longest, SIZE, bold=bold, suffix=item.suffix)
        return text, width(text, SIZE, bold=bold)

    def is_bold(self, item: Item) -> bool:
        """Return whether the label of an item is set in bold letters."""
        return self.bold and item.weight == 2

    def _single(self, number: int) -> Block:
        """Return the block of one item: its label after it, before it, or above it."""
        item, mark = self.items[number], self.mark(number)
        text, length = self._text(item, item.label)
        after = mark.x1 + _NEAR
        before = mark.x0 - _NEAR - length
        ways = []
        if after + length <= WIDTH:
            ways.append(Label(number, 0, after, after + length, text, "start"))
        if before >= 0:
            ways.append(Label(number, 0, before, before + length, text, "end"))
        for label in ways:
            if self.line is None or not label.x0 - 2 < self.line < label.x1 + 2:
                return self._one(mark, label)
        if ways and len(ways) < 2:
            return self._one(mark, ways[0])
        x0 = min(max(mark.x0, 0), max(0, WIDTH - length))
        return self._one(mark, Label(number, 0, x0, x0 + length, text, "start"), above=True)

    @staticmethod
    def _one(mark: Mark, label: Label, *, above: bool = False) -> Block:
        half = _APART / 2
        if above:
            taken = [(0, label.x0 - half, label.x1 + half), (1, mark.x0 - half, mark.x1 + half)]
        else:
            taken = [(0, min(mark.x0, label.x0) - half, max(mark.x1, label.x1) + half)]
        return Block((mark,), (label,), int(above), tuple(taken))

    def _track(self, members: Sequence[int]) -> Block:
        """Return the block of several steps of one matter: marks on a line, labels at its ends and above it.

        Above the line the last mark's label comes first, and one before it goes further up where it would
        reach into it: its leader is left of all labels that begin later, so that it crosses none of them.
        Where that leaves no room at the right edge, the same is done the other way round.
        """
        marks = sorted(map(self.mark, members), key=lambda mark: (mark.x, mark.item))
        ways = (
            self._steps(marks, short=short, left=left) for short in (True, False) for left in (False, True)
        )
        chosen = max(ways, key=lambda way: sum(self.items[label.item].weight + 1 for _, label in way))
        row = max((label.row for _, label in chosen), default=0)
        half = _APART / 2
        labels = []
        taken = [(row, marks[0].x0 - half, max(mark.x1 for mark in marks) + half)]
        for n, label in chosen:
            turned = label._replace(row=row - label.row)
            labels.append(turned)
            taken.append((turned.row, label.x0 - half, label.x1 + half))
            taken += [(between, marks[n].x - 2, marks[n].x + 2) for between in range(turned.row + 1, row)]
        return Block(tuple(marks), tuple(labels), row, tuple(taken))

    def _steps(self, marks: Sequence[Mark], *, short: bool, left: bool) -> list[tuple[int, Label]]:
        """Return the labels of a track that have room, those that run to the right, or to the left, preferred.

        With *short* a step of an entry that the label of an earlier one names is called by its word alone.
        """
        chosen: list[tuple[int, Label]] = []
        order = range(len(marks)) if left else range(len(marks) - 1, -1, -1)
        again = set()
        for n in order:
            item = self.items[marks[n].item]
            texts = [item.label]
            if (
                short
                and item.step
                and any(self._anchor(marks[m]) == self._anchor(marks[n]) for m in range(n))
            ):
                texts = [item.step]
                again.add(n)
            label = self._step(marks, n, texts[0], chosen, left=left)
            if label is not None:
                chosen.append((n, label))
        named = {self._anchor(marks[n]) for n, _ in chosen if n not in again}
        return [(n, label) for n, label in chosen if n not in again or self._anchor(marks[n]) in named]

    def _anchor(self, mark: Mark) -> str:
        return self.items[mark.item].link.anchor

    def _step(
        self, marks: Sequence[Mark], n: int, words: str, chosen: Sequence[tuple[int, Label]], *, left: bool
    ) -> Label | None:
        """Return the label of one step: beside the line at its ends, else above it; None where there is no room."""
        mark = marks[n]
        text, length = self._text(self.items[mark.item], words)
        ends = max(one.x1 for one in marks) + _NEAR
        beside = []
        if n == len(marks) - 1 and ends + length <= WIDTH:
            beside.append(Label(mark.item, 0, ends, ends + length, text, "start"))
        if n == 0 and marks[0].x0 - _NEAR - length >= 0:
            end = marks[0].x0 - _NEAR
            beside.append(Label(mark.item, 0, end - length, end, text, "end"))
        for label in beside:
            if self.line is None or not label.x0 - 2 < self.line < label.x1 + 2:
                return label
        sides = [(mark.x - 2, "start"), (mark.x + 2 - length, "end")]
        for level in range(1, _STEPS + 1):
            for x0, anchor in sides[::-1] if left else sides:
                x1 = x0 + length
                # Its leader must be free of the labels below it, and it must be free of the leaders of those above.
                if (
                    x0 >= 0
                    and x1 <= WIDTH
                    and not any(
                        (o.row == level and x0 - _APART < o.x1 and o.x0 < x1 + _APART)
                        or (0 < o.row < level and o.x0 - 1 < mark.x < o.x1 + 1)
                        or (o.row > level and x0 - 1 < marks[m].x < x1 + 1)
                        for m, o in chosen
                    )
                ):
                    return Label(mark.item, level, x0, x1, text, anchor)
        return None

    # -- the drawing -----------------------------------------------------------------------------------

    def drawing(self) -> Drawing:
        """Return the drawing: the axis, the lanes below it, and what the signs mean."""
        lanes = self.lanes()
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
                self.parts.append(_band(start - 3, end - 3))
        self._axis(head, bottom)
        self._day(head, bottom)
        self.parts += bodies
        y = bottom + (head + 2 if bottom > 420 else 4)
        y = self._legend(y, boxes=any(lane.rest for lane in lanes))
        labels = [label for lane in lanes for _, block in lane.blocks for label in block.labels]
        complete = len({label.item for label in labels}) == len(self.items)
        complete = complete and not any(ELLIPSIS in label.text for label in labels)
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
        part = self._write(Text(4, y + 13, text, "start", "head"), SIZE, bold=True)
        return Group((part,), lane.link, lane.heading, "", "lane")

    def _body(self, lane: _Lane, y: float) -> tuple[list[Part], float]:
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
            x0 = one.x + _radius(first) + 1.5 if first.form == "day" else one.x1
            x1 = two.x - _radius(last) - 1.5 if last.form == "day" else two.x0
            if x1 > x0 + 1:
                yield Line(((x0, at), (x1, at)), "soft")
        for mark in block.marks:
            item = self.items[mark.item]
            parts: list[Line | Area | Disc | Text] = list(glyph(item, mark, at))
            if label := labels.get(mark.item):
                middle = y + label.row * ROW
                if block.row - label.row > 1:
                    above = Line(((mark.x, middle + _DOWN), (mark.x, at - _radius(item) - 2)), "soft")
                    parts.append(above)
                x = label.x0 if label.anchor == "start" else label.x1
                key = self.is_bold(item)
                text = Text(x, middle + 4, label.text, label.anchor, "key" if key else "label")
                parts.append(self._write(text, SIZE, item=mark.item, bold=key))
            self.boxes.append(Box(mark.x0, at - 5.5, mark.x1, at + 5.5, mark.item))
            yield _linked(item, parts)

    def _histogram(self, rest: Sequence[int], y: float) -> tuple[list[Part], float]:
        """Return a box for each item, stacked where they lie close, below *y*; and how high they get."""
        columns: dict[int, list[int]] = {}
        for n in rest:
            columns.setdefault(int((self.mark(n).x - LEFT) // _BIN), []).append(n)
        most = max(map(len, columns.values()))
        step = min(6.0, _HIGH / most)
        high = most * step
        size = step * 0.8 if step > 2 else step * 0.9
        parts: list[Part] = []
        for column, members in sorted(columns.items()):
            x = LEFT + column * _BIN + (_BIN - _CELL) / 2
            members.sort(key=lambda number: (self.items[number].kind, number))
            for n, number in enumerate(members):
                bottom = y + high - n * step
                item = self.items[number]
                style = "full" if not (item.hollow or item.dashed) or step < 4 else "thin"
                parts.append(_linked(item, [_box(x, bottom - size, x + _CELL, bottom, style)]))
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
                torn = _torn((one.x1 + two.x0) / 2, y)
                self.parts.append(Group(torn, title=left_out, name="break"))
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
        if self.line is None or self.timeline.day is None:
            return
        text = self.timeline.day[1]
        half = width(text, TICK_SIZE) / 2
        x = min(max(self.line, half + 2), WIDTH - half - 2)
        label = self._write(Text(x, head + 13, text, "middle", "tick"), TICK_SIZE)
        line = Line(((self.line, head + 17), (self.line, bottom)), "dashed")
        self.parts.append(Group((line, label), name="day"))

    def _legend(self, y: float, *, boxes: bool) -> float:
        """Draw what the signs mean, one after the other, and return where that ends."""
        legend = [said for said in self.timeline.legend if boxes or said[0] != "=box"]
        if not legend:
            return y
        x, level = LEFT - 6, y + 14
        for sign, words in legend:
            room = 30 if sign in ("=one-of", "=span", "=fade", "=track") else 16
            length = room + width(words, TICK_SIZE)
            if x + length > WIDTH and x > LEFT:
                x, level = LEFT - 6, level + 17
            text = self._write(Text(x + room, level, words, "start", "tick"), TICK_SIZE)
            self.parts.append(Group((*_sample(sign, x, level - 3.6), text), name=sign.removeprefix("=")))
            x += length + 16
        return level + 8


def _spread(numbers: Sequence[int], most: int) -> list[int]:
    """Return at most so many of *numbers*, evenly from all of them."""
    if len(numbers) <= most:
        return list(numbers)
    return [numbers[(2 * n + 1) * len(numbers) // (2 * most)] for n in range(most)]


def _linked(item: Item, parts: Sequence[Line | Area | Disc | Text]) -> Group:
    return Group(tuple(parts), item.link, f"{item.date}: {item.link.text}", item.about, item.kind)


# -- signs ---------------------------------------------------------------------------------------------


def _radius(item: Item) -> float:
    return 5.0 if item.weight == 2 else 4.0


def glyph(item: Item, mark: Mark, y: float) -> Iterator[Line | Area | Disc]:
    """Yield the parts of an item's mark."""
    style = "dashed" if item.dashed else "hollow" if item.hollow else "full"
    radius = _radius(item)
    if item.form == "day":
        if item.sides[0] == "about":
            yield from _whiskers(mark.x, radius, y)
        yield from shape(item.kind, mark.x, y, radius, style)
    elif item.form == "range":
        about = item.sides[0] == "about"
        if mark.end - mark.start > 2 * radius + 3:
            for end, sign in ((mark.start, -1), (mark.end, 1)):
                yield Line(((end, y), (mark.x + sign * (radius + 0.8), y)), "thin")
                if about:
                    yield from _dashes(end, y, sign)
                else:
                    yield Line(((end, y - 3.5), (end, y + 3.5)), "thin")
        elif about:
            yield from _whiskers(mark.x, radius, y)
        yield from shape(item.kind, mark.x, y, radius, style)
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


def _bar(item: Item, mark: Mark, y: float) -> Iterator[Line | Area | Disc]:
    """Yield the bar of a span; its ends go to pieces where they are open, unknown or not exact."""
    x0, x1 = mark.start, mark.end
    fade = min(_FADE, (x1 - x0) / 2 if item.sides[0] != "sharp" and item.sides[1] != "sharp" else x1 - x0)
    start = x0 + fade if item.sides[0] != "sharp" else x0
    end = x1 - fade if item.sides[1] != "sharp" else x1
    style = "dashed" if item.dashed else "bar"
    if end - start > 0.5:
        yield _box(start, y - 3, end, y + 3, style)
    for side, from_, sign in ((item.sides[0], start, -1), (item.sides[1], end, 1)):
        if side != "sharp":
            for near, far in ((0.1, 0.3), (0.42, 0.56), (0.7, 0.78), (0.92, 0.96)):
                a, b = sorted((from_ + sign * near * fade, from_ + sign * far * fade))
                yield _box(a, y - 3, b, y + 3, "bar")
    if item.sides[0] in ("sharp", "about") and item.spans[0][0] is not None:
        yield from shape(item.kind, mark.x, y, _radius(item), "dashed" if item.dashed else "full")


def _several(item: Item, mark: Mark, y: float, style: str) -> Iterator[Line | Area | Disc]:
    """Yield the marks of one of several dates, in brackets, or of several together, joined."""
    radius = _radius(item)
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
        if right - left > 2 * radius + 2:
            yield Line(((left + radius + 1, y), (right - radius - 1, y)), "thin" if not one_of else "soft")
    last = -99.0
    for x in mark.places:
        if x - last >= radius:
            yield from shape(item.kind, x, y, radius, style)
            last = x


def shape(kind: str, x: float, y: float, r: float, style: str) -> Iterator[Area | Disc | Line]:
    """Yield the sign of a kind: kinds differ in shape, so that nobody has to tell colours apart."""
    match kind:
        case "deadline":  # a flag
            yield Line(((x, y - 6.5), (x, y + 6.5)), "thin")
            yield Area(((x, y - 6.5), (x + 9, y - 3.5), (x, y - 0.5)), style)
        case "instrument":
            yield _box(x - r * 0.9, y - r * 0.9, x + r * 0.9, y + r * 0.9, style)
        case "legal-action":
            d = r * 1.2
            yield Area(((x, y - d), (x + d, y), (x, y + d), (x - d, y)), style)
        case "statement":
            d = r * 1.1
            yield Area(((x, y - d), (x + d, y + d * 0.8), (x - d, y + d * 0.8)), style)
        case "agreement":
            d, h = r * 1.15, r * 0.62
            points = ((x - h, y - d), (x + h, y - d), (x + d, y), (x + h, y + d), (x - h, y + d), (x - d, y))
            yield Area(points, style)
        case "source":
            yield _box(x - r * 0.5, y - r * 1.15, x + r * 0.5, y + r * 1.15, style)
        case _:
            yield Disc(x, y, r, style)


def _sample(sign: str, x: float, y: float) -> Iterator[Line | Area | Disc]:
    """Yield a sign of the legend."""
    match sign:
        case "=hollow" | "=dashed":
            yield Disc(x + 6, y, 4, sign[1:])
        case "=one-of":
            for at, way in ((x + 1, 1), (x + 25, -1)):
                yield Line(((at + 3 * way, y - 5), (at, y - 5), (at, y + 5), (at + 3 * way, y + 5)), "thin")
            yield Disc(x + 8, y, 3.5, "hollow")
            yield Disc(x + 18, y, 3.5, "hollow")
        case "=span":
            yield _box(x + 1, y - 3, x + 25, y + 3, "bar")
        case "=fade":
            for a, b in ((1, 10), (12, 16), (18.5, 21), (23.5, 24.5)):
                yield _box(x + a, y - 3, x + b, y + 3, "bar")
        case "=break":
            yield from _torn(x + 6, y)
        case "=box":
            for height in (-5.6, -0.8):
                yield _box(x + 3.5, y + height, x + 8.5, y + height + 4, "full")
        case "=track":
            yield Line(((x + 9, y), (x + 18, y)), "soft")
            yield Disc(x + 5, y, 3.5)
            yield Disc(x + 22, y, 3.5)
        case _:
            yield from shape(sign, x + (3 if sign == "deadline" else 6), y, 4, "full")


def _torn(x: float, y: float) -> tuple[Line, ...]:
    """Return the sign of a break: two strokes across the axis."""
    return tuple(Line(((x + at - 2.5, y + 5), (x + at + 2.5, y - 5)), "axis") for at in (-2.5, 2.5))


def _box(x0: float, y0: float, x1: float, y1: float, style: str) -> Area:
    return Area(((x0, y0), (x1, y0), (x1, y1), (x0, y1)), style)


def _band(y0: float, y1: float) -> Area:
    return _box(0, y0, WIDTH, y1, "band")
