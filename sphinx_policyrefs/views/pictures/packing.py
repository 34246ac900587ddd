"""Which labels a timeline has, and where they go: rows of marks and labels that never touch, lane by lane.

A mark with its label is a block over one or more rows, and goes to the first ones where it fits, but within a year
never above what happened before; which rows are taken is kept as bits, so that the work grows with the number of
items alone.  A long label has two lines before it is cut.  Where not all labels have room that way, later ones may
stand above earlier ones, then they are cut; where they have none, the key entries keep theirs, and every other row
becomes a small box of a histogram.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sphinx_policyrefs.records.dates import civil
from sphinx_policyrefs.views.pictures.axis import LEFT, RIGHT, WIDTH
from sphinx_policyrefs.views.pictures.metrics import shortened, width, wrapped
from sphinx_policyrefs.views.pictures.model import FADE, Item, Lane, Position, Timeline
from sphinx_policyrefs.views.pictures.signs import radius, reach

SIZE = 12.0
#: From a mark to its label, and from one block to the next.
_NEAR, _APART = 5.0, 7.0
#: How finely the rows keep what is taken.
_GRAIN = 3
#: Rows of labels that a picture has at the most, unless the author wants all.
ROWS = 46
#: More items than these never have room for all their labels, so that nobody need try.
_HOPELESS = 8 * ROWS
#: The longest line of a label, and from which length on a label has two, where there are many items and where few.
_LONG, _LONGER, _FEW = (270.0, 220.0), (320.0, 320.0), 12
#: Labels above a line that joins several marks, at the most.
_STEPS = 6

#: Up to so many items, others than key entries are labelled too as far as there are rows; beyond, so many of
#: them, where no more than so many are key.
_MANY, _SOME, _FEW_KEYS = 160, 16, 6


class Label(NamedTuple):
    """A label: the row of its first line within the block, where it stands, and its lines, each on a row."""

    item: int
    row: int
    x0: float
    x1: float
    lines: tuple[str, ...]
    anchor: str


class Block(NamedTuple):
    """Marks on one row, with their labels on this row or on those above it."""

    marks: tuple[Position, ...]
    labels: tuple[Label, ...]
    #: the row of the marks
    row: int
    #: row, and the stretch of it that is taken
    taken: tuple[tuple[int, float, float], ...]

    @property
    def height(self) -> int:
        """Return how many rows it has."""
        return max(row for row, _, _ in self.taken) + 1


class Rows:
    """The rows of a lane: for each few units of its width, a number whose bits are the rows that are taken there."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._taken = [0] * (WIDTH // _GRAIN + 1)
        self._used = 0

    def __len__(self) -> int:
        return self._used

    def place(self, block: Block, since: int = 0) -> int | None:
        """Take the first rows from *since* on in which a block fits, and return the first, None if there are none."""
        stretches = [
            (row, range(max(0, int(x0) // _GRAIN), min(len(self._taken) - 1, int(x1) // _GRAIN) + 1))
            for row, x0, x1 in block.taken
        ]
        taken = (1 << since) - 1
        for row, stretch in stretches:
            for n in stretch:
                taken |= self._taken[n] >> row
        base = (~taken & (taken + 1)).bit_length() - 1  # the lowest bit that is not set
        if base + block.height > self.most:
            return None
        for row, stretch in stretches:
            for n in stretch:
                self._taken[n] |= 1 << (base + row)
        self._used = max(self._used, base + block.height)
        return base


class PackedLane(NamedTuple):
    """A lane with its blocks, each with its first row, and the items that are boxes of the histogram."""

    lane: Lane
    blocks: tuple[tuple[int, Block], ...]
    rest: tuple[int, ...]
    rows: int


class Packing:
    """A timeline whose items have their places."""

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self.items = timeline.items
        #: key entries are bold where there are others
        self.bold = {item.weight for item in self.items} > {2}
        self.longest, self.single = _LONGER if len(self.items) <= _FEW else _LONG
        #: whether long labels have two lines
        self.wraps = True
        #: where the line of a day stands that is marked across all lanes
        self.line = timeline.axis.x(timeline.day[0] + 1) if timeline.day else None
        self._positions: dict[int, Position] = {}

    # -- which labels there are ------------------------------------------------------------------------

    def lanes(self) -> list[PackedLane]:
        """Return the lanes with their blocks in place."""
        wanted = self.timeline.labels
        total = sum(len(lane.items) for lane in self.timeline.lanes)
        if wanted == "all":
            return [self._lane(lane, lane.items, 10**6, whole=True) for lane in self.timeline.lanes]
        if wanted == "auto" and total <= _HOPELESS:
            for ordered, self.wraps in ((True, True), (False, True), (False, False)):
                if lanes := self._whole(ordered=ordered):
                    return lanes
        self.wraps = True
        return self._dense()

    def _whole(self, *, ordered: bool) -> list[PackedLane]:
        """Return the lanes with all their labels, nothing where these have no room."""
        most = ROWS
        lanes = []
        for lane in self.timeline.lanes:
            made = self._lane(lane, lane.items, most, whole=True, ordered=ordered)
            if made.rest:
                return []
            lanes.append(made)
            most -= made.rows
        return lanes

    def _dense(self) -> list[PackedLane]:
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

    def _lane(
        self, lane: Lane, chosen: Sequence[int], most: int, *, whole: bool = False, ordered: bool = False
    ) -> PackedLane:
        """Return a lane with the chosen items in blocks, as far as there are rows.

        *whole*: all of them or none; *ordered*: within a year, what came later stands no higher.
        """
        rows = Rows(most)
        placed: list[tuple[int, Block]] = []
        shown: set[int] = set()
        blocks = self._blocks(chosen)
        if not whole:  # what matters most is placed first, from left to right again
            blocks.sort(key=lambda block: -max(self.items[mark.item].weight for mark in block.marks))
        waiting = deque(blocks)
        lowest: dict[int, int] = {}
        while waiting:
            block = waiting.popleft()
            year = self._year(block) if ordered else 0
            base = rows.place(block, lowest.get(year, 0) if ordered else 0)
            if base is not None:
                lowest[year] = base
                placed.append((base, block))
                shown.update(mark.item for mark in block.marks)
            elif whole:
                break
            elif len(block.marks) > 1:  # its steps may have room one by one
                waiting.extendleft(self._single(mark.item) for mark in reversed(block.marks))
        placed.sort(key=lambda place: (place[1].marks[0].x0, place[1].marks[0].item))  # as keyboards go
        rest = tuple(n for n in lane.items if n not in shown)
        return PackedLane(lane, tuple(placed), rest, len(rows))

    def _year(self, block: Block) -> int:
        """Return the year in which a block begins."""
        return civil(next((day for day in self.items[block.marks[0].item].spans[0] if day is not None), 0))[0]

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

    def position(self, number: int) -> Position:
        """Return where the mark of an item stands."""
        found = self._positions.get(number)
        if found is None:
            found = self._positions[number] = self._placed(number)
        return found

    def _placed(self, number: int) -> Position:
        item = self.items[number]
        x = self.timeline.axis.x
        left, right = radius(item) + 1, reach(item)
        first, last = item.spans[0][0], item.spans[-1][1]
        fade = 9 if item.sides[0] == "about" else 0
        if item.form == "day":
            middle = x((first or 0) + 0.5)
            return Position(number, middle, middle - left - fade, middle + right + fade, middle, middle)
        start = x(first) if first is not None else None
        end = x(last + 1) if last is not None else None
        # What has always been, or goes on, reaches to the edge; of what else is open nobody knows how far.
        far = item.form == "span"
        if start is None:
            start = LEFT if far and item.sides[0] == "open" else max(LEFT, (end or RIGHT) - FADE)
        if end is None:
            end = RIGHT if far and item.sides[1] == "open" else min(RIGHT, start + FADE)
        if item.form == "range":
            middle = (start + end) / 2
            x0, x1 = min(start - 1, middle - left), max(end + 1, middle + right)
            return Position(number, middle, x0 - fade, x1 + fade, start, end)
        if end - start < 8:
            start, end = (start + end) / 2 - 4, (start + end) / 2 + 4
        if item.form == "span":
            middle = x(first + 0.5) if first is not None else end
            return Position(
                number, middle, min(start, middle - left), max(end + 1, middle + right), start, end
            )
        places = sorted({x(day + 0.5) for span in item.spans for day in span if day is not None})
        x0, x1 = min(start, places[0] - left) - 3, max(end, places[-1] + right) + 3
        return Position(number, (start + end) / 2, x0, x1, start, end, tuple(places))

    def _fitted(self, item: Item, text: str) -> list[tuple[tuple[str, ...], float]]:
        """Return the forms of a label, the better one first, each with its width: on one line, on two."""
        bold = self.is_bold(item)
        length = width(text + item.suffix, SIZE, bold=bold)
        one = shortened(text, self.longest, SIZE, bold=bold, suffix=item.suffix)
        forms: list[tuple[str, ...]] = [(one,)]
        if self.wraps and (two := wrapped(text, self.longest, SIZE, bold=bold, suffix=item.suffix)):
            forms = (
                [two] if length > self.longest else [two, (one,)] if length > self.single else [(one,), two]
            )
        return [(lines, max(width(line, SIZE, bold=bold) for line in lines)) for lines in forms]

    def is_bold(self, item: Item) -> bool:
        """Return whether the label of an item is set in bold letters."""
        return self.bold and item.weight == 2

    def _single(self, number: int) -> Block:
        """Return the block of one item: its label after it, before it, or above it."""
        item, mark = self.items[number], self.position(number)
        forms = self._fitted(item, item.label)
        crossing = []
        for lines, length in forms:
            after = mark.x1 + _NEAR
            before = mark.x0 - _NEAR - length
            ways = []
            if after + length <= WIDTH:
                ways.append(Label(number, 0, after, after + length, lines, "start"))
            if before >= 0:
                ways.append(Label(number, 0, before, before + length, lines, "end"))
            for label in ways:
                if not self._crosses(label):
                    return self._one(mark, label)
            crossing += ways if len(ways) < 2 else []
        if crossing:
            return self._one(mark, crossing[0])
        lines, length = forms[0]
        x0 = min(max(mark.x0, 0), max(0, WIDTH - length))
        return self._one(mark, Label(number, 0, x0, x0 + length, lines, "start"), above=True)

    def _crosses(self, label: Label) -> bool:
        """Return whether a label stands on the line of the day that is marked."""
        return self.line is not None and label.x0 - 2 < self.line < label.x1 + 2

    @staticmethod
    def _one(mark: Position, label: Label, *, above: bool = False) -> Block:
        half = _APART / 2
        row = len(label.lines) if above else 0
        taken = [(n, label.x0 - half, label.x1 + half) for n in range(len(label.lines))]
        taken.append((row, mark.x0 - half, mark.x1 + half))
        if not above:
            taken[0] = (0, min(mark.x0, label.x0) - half, max(mark.x1, label.x1) + half)
        return Block((mark,), (label,), row, tuple(taken))

    def _track(self, members: Sequence[int]) -> Block:
        """Return the block of several steps of one matter: marks on a line, labels at its ends and above it.

        Above the line the last mark's label comes first, and one before it goes further up where it would
        reach into it: its leader is left of all labels that begin later, so that it crosses none of them.
        Where that leaves no room at the right edge, the same is done the other way round.
        """
        marks = sorted(map(self.position, members), key=lambda mark: (mark.x, mark.item))
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
            below = turned.row + len(label.lines)
            taken += [(at, label.x0 - half, label.x1 + half) for at in range(turned.row, below)]
            taken += [(between, marks[n].x - 2, marks[n].x + 2) for between in range(below, row)]
        return Block(tuple(marks), tuple(labels), row, tuple(taken))

    def _steps(self, marks: Sequence[Position], *, short: bool, left: bool) -> list[tuple[int, Label]]:
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

    def _anchor(self, mark: Position) -> str:
        return self.items[mark.item].link.anchor

    def _step(
        self,
        marks: Sequence[Position],
        n: int,
        words: str,
        chosen: Sequence[tuple[int, Label]],
        *,
        left: bool,
    ) -> Label | None:
        """Return the label of one step: beside the line at its ends, else above it; None where there is no room."""
        mark = marks[n]
        forms = self._fitted(self.items[mark.item], words)
        ends = max(one.x1 for one in marks) + _NEAR
        for lines, length in forms:
            beside = []
            if n == len(marks) - 1 and ends + length <= WIDTH:
                beside.append(Label(mark.item, 0, ends, ends + length, lines, "start"))
            if n == 0 and marks[0].x0 - _NEAR - length >= 0:
                end = marks[0].x0 - _NEAR
                beside.append(Label(mark.item, 0, end - length, end, lines, "end"))
            for label in beside:
                if not self._crosses(label):
                    return label
        others = [(marks[m].x, o) for m, o in chosen]
        for lines, length in forms:
            sides = [(mark.x - 2, "start"), (mark.x + 2 - length, "end")]
            for level in range(len(lines), _STEPS + 1):
                for x0, anchor in sides[::-1] if left else sides:
                    label = Label(mark.item, level, x0, x0 + length, lines, anchor)
                    if x0 >= 0 and label.x1 <= WIDTH and _is_free(label, mark.x, others):
                        return label
        return None


def _is_free(label: Label, x: float, others: Iterable[tuple[float, Label]]) -> bool:
    """Return whether a label above a line touches no other one there, and neither's leader runs through the other.

    Here rows are counted upwards from that of the marks, 0; *x* and the numbers of *others* say where leaders are.
    """
    low = label.row - len(label.lines) + 1
    for at, other in others:
        lowest = other.row - len(other.lines) + 1
        if lowest <= label.row and low <= other.row:
            if label.x0 - _APART < other.x1 and other.x0 < label.x1 + _APART:
                return False
        elif 0 < other.row < low:
            if other.x0 - 1 < x < other.x1 + 1:
                return False
        elif lowest > label.row and label.x0 - 1 < at < label.x1 + 1:
            return False
    return True


def _spread(numbers: Sequence[int], most: int) -> list[int]:
    """Return at most so many of *numbers*, evenly from all of them."""
    if len(numbers) <= most:
        return list(numbers)
    return [numbers[(2 * n + 1) * len(numbers) // (2 * most)] for n in range(most)]
