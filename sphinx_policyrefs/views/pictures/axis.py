"""The axis of time: where a day lies, which breaks it has, and what its ticks say."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count, pairwise
from typing import NamedTuple

from sphinx_policyrefs.records.dates import civil, first_day
from sphinx_policyrefs.views.pictures.metrics import width

#: The room for it, from the left to the right edge of what is drawn.
WIDTH = 720
LEFT, RIGHT = 14.0, 706.0
TICK_SIZE = 10.5

#: Room of a break, and of the shortest piece between two.
_BREAK = 20.0
_PIECE = 44.0
_MOST_BREAKS = 6
#: A stretch without entries is broken from this share of the axis on.
_SHARE = 0.14
_YEAR = 365.25
#: Room between the labels of two ticks.
_GAP = 9.0


class Piece(NamedTuple):
    """A stretch of the axis without a break: days, and where they lie."""

    first: int
    #: the day after its last one
    end: int
    x0: float
    x1: float


class Tick(NamedTuple):
    """A place on the axis with its label."""

    x: float
    text: str


class Axis(NamedTuple):
    """A scale of time with its ticks; fine ones, and coarse ones that say what those belong to."""

    pieces: tuple[Piece, ...]
    fine: tuple[Tick, ...]
    coarse: tuple[Tick, ...]
    #: what a break leaves out
    breaks: tuple[str, ...] = ()

    def x(self, day: float) -> float:
        """Return where a day lies; what lies outside stands at the edge."""
        n = max(0, bisect_right([piece.first for piece in self.pieces], day) - 1)
        piece = self.pieces[n]
        share = (day - piece.first) / (piece.end - piece.first)
        return piece.x0 + min(max(share, 0), 1) * (piece.x1 - piece.x0)


class Words(NamedTuple):
    """How the axis speaks: names of years, of months with their year, and of months alone."""

    year: Callable[[int], str]
    month: Callable[[int], str]
    short_month: Callable[[int], str]
    span: Callable[[int, int], str]


def make_axis(spans: Iterable[tuple[int, int]], words: Words, *, broken: bool = True) -> Axis:
    """Return the axis for runs of days, first and last of each; broken where years are empty."""
    taken = _merged(spans)
    cuts = _cuts(taken) if broken else []
    stretches = [(taken[0][0], taken[-1][1])]
    for gap in cuts:
        first, last = stretches.pop()
        stretches += [(first, gap[0]), (gap[1], last)]
    total = sum(last - first for first, last in stretches) or 1
    margin = max(3, round(total * 0.025))
    pieces = _pieces([(first - margin, last + margin) for first, last in stretches])
    fine, coarse = _ticks(pieces, words)
    left_out = []
    for one, two in pairwise(pieces):
        years = civil(one.end)[0] + 1, civil(two.first)[0] - 1
        left_out.append(words.span(*years) if years[0] <= years[1] else "")
    return Axis(tuple(pieces), tuple(fine), tuple(coarse), tuple(left_out))


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the days that are taken as runs that do not touch, in order, each end being the day after."""
    runs: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if runs and first <= runs[-1][1]:
            runs[-1] = runs[-1][0], max(runs[-1][1], last + 1)
        else:
            runs.append((first, last + 1))
    return runs


def _cuts(taken: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the stretches that are left out, in order: those in which a year or more is empty, if they are long."""
    gaps = [(end, first) for (_, end), (first, _) in pairwise(taken)]
    total = taken[-1][1] - taken[0][0]
    cuts: list[tuple[int, int]] = []
    for end, first in sorted(gaps, key=lambda gap: (gap[0] - gap[1], gap)):
        empty = civil(first)[0] - civil(end - 1)[0] - 1
        if len(cuts) == _MOST_BREAKS or empty < 1 or first - end < _SHARE * total:
            break
        cuts.append((end, first))
        total -= first - end
    return sorted(cuts)


def _pieces(stretches: Sequence[tuple[int, int]]) -> list[Piece]:
    """Return the pieces: one scale for all, but for those that would be too short to be seen."""
    room = RIGHT - LEFT - _BREAK * (len(stretches) - 1)
    lengths = [end - first for first, end in stretches]
    wide = set(range(len(stretches)))
    while True:
        scale = (room - _PIECE * (len(stretches) - len(wide))) / sum(lengths[n] for n in wide)
        narrow = {n for n in wide if lengths[n] * scale < _PIECE}
        if not narrow or narrow == wide:
            break
        wide -= narrow
    pieces = []
    x = LEFT
    for n, (first, end) in enumerate(stretches):
        length = lengths[n] * scale if n in wide else _PIECE
        pieces.append(Piece(first, end, x, x + length))
        x += length + _BREAK
    return pieces


def _ticks(pieces: Sequence[Piece], words: Words) -> tuple[list[Tick], list[Tick]]:
    longest = max(pieces, key=lambda piece: (piece.end - piece.first, piece.first))
    scale = (longest.x1 - longest.x0) / (longest.end - longest.first)
    months = max(width(words.short_month(n), TICK_SIZE) for n in range(1, 13)) + _GAP
    unit, step = _unit(scale, months, width(words.year(civil(longest.end)[0]), TICK_SIZE) + _GAP)
    fine: list[Tick] = []
    coarse: list[Tick] = []
    for piece in pieces:
        if piece.x1 - piece.x0 < 2 * _PIECE and piece is not longest:
            fine += _lone(piece, words)
            continue
        ticks, heads = _of_piece(piece, unit, step, words, WIDTH if piece is pieces[-1] else piece.x1)
        fine += ticks
        coarse += heads
    return _apart(fine), coarse


def _apart(ticks: Iterable[Tick]) -> list[Tick]:
    """Return the ticks whose labels have room beside those of the pieces before."""
    kept: list[Tick] = []
    edge = 0.0
    for tick in ticks:
        half = width(tick.text, TICK_SIZE) / 2
        if tick.x - half >= edge and tick.x + half <= WIDTH:
            kept.append(tick)
            edge = tick.x + half + 3
    return kept


def _unit(scale: float, months: float, years: float) -> tuple[str, int]:
    """Return the smallest unit of ticks whose labels have room: days, months or years, and how many of them."""
    for step, room in ((1, 24), (2, 24), (5, 24), (10, 30)):
        if step * scale >= room and (step > 1 or scale >= 24):
            return "day", step
    for step in (1, 3, 6):
        if step * scale * _YEAR / 12 >= months:
            return "month", step
    for power in count():
        for digit in (1, 2, 5):
            step = digit * 10**power
            if step * scale * _YEAR >= years:
                return "year", step
    raise AssertionError


def _lone(piece: Piece, words: Words) -> Iterator[Tick]:
    """Yield the one tick of a piece that has no room for more: its years."""
    first, last = civil(piece.first)[0], civil(piece.end - 1)[0]
    middle = civil((piece.first + piece.end) // 2)[0]
    text = words.year(middle) if last - first < 2 else words.span(first, last)
    if width(text, TICK_SIZE) > piece.x1 - piece.x0 + _BREAK - 2:
        text = words.year(middle)
    yield Tick((piece.x0 + piece.x1) / 2, text)


def _of_piece(piece: Piece, unit: str, step: int, words: Words, room: float) -> tuple[list[Tick], list[Tick]]:
    fine: list[Tick] = []
    coarse: list[Tick] = []
    edge = piece.x0 - _GAP

    def x(day: float) -> float:
        return piece.x0 + (day - piece.first) / (piece.end - piece.first) * (piece.x1 - piece.x0)

    heads: list[tuple[float, str]] = []
    if unit == "year":
        for year in range(civil(piece.first)[0] // step * step, civil(piece.end)[0] + 1, step):
            day = first_day(year * 12)
            if piece.first <= day < piece.end:
                fine.append(Tick(x(day), words.year(year)))
        return (fine or list(_lone(piece, words))), []
    if unit == "month":
        start, end = _month(piece.first), _month(piece.end)
        for month in range(start - start % step, end + 1, step):
            day = first_day(month)
            if piece.first <= day < piece.end:
                fine.append(Tick(x(day), words.short_month(month % 12 + 1)))
        heads = [
            (x(max(first_day(year * 12), piece.first)), words.year(year))
            for year in range(start // 12, end // 12 + 1)
            if first_day(year * 12) < piece.end
        ]
    else:
        marked = {1: range(1, 32), 2: range(1, 31, 2), 5: (1, 5, 10, 15, 20, 25), 10: (1, 10, 20)}[step]
        days = [(day, civil(day)[2]) for day in range(piece.first, piece.end)]
        fine = [Tick(x(day + 0.5), str(number)) for day, number in days if number in marked]
        heads = [
            (x(max(first_day(month), piece.first)), words.month(month))
            for month in range(_month(piece.first), _month(piece.end - 1) + 1)
        ]
    # Of two heads without room for both, the later one is kept: more of the axis belongs to it.
    ends = [*(place for place, _ in heads[1:]), room]
    for (place, text), limit in zip(heads, ends, strict=True):
        length = width(text, TICK_SIZE) + _GAP
        if place + length <= limit and place >= edge:
            coarse.append(Tick(place, text))
            edge = place + length
    if not coarse and heads:
        coarse.append(Tick(*heads[0]))
    return fine, coarse


def _month(day: int) -> int:
    year, month, _ = civil(day)
    return year * 12 + month - 1
