"""Looking words up in a text: every place where they stand, exactly.

A quotation that is wrong must never be called found. Where in doubt the words are not found, and a person looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from sphinx_policyrefs.documents.model import Text
from sphinx_policyrefs.evidence.folding import (
    MARK,
    Folded,
    Gap,
    begins_word,
    ends_word,
    fold,
    has_marks,
    ideographic,
    is_negative,
    parts_number,
    word_character,
)
from sphinx_policyrefs.evidence.quotations import Bracket, Piece, Quotation, negates, reverses

#: How many words a bracket may stand for, how many letters of a word, and in how many characters they are looked for.
_WORDS, _LETTERS, _REACH = 5, 8, 100
#: Without pages, how far apart the pieces of a quotation may be, in characters; with pages, how many pages on.
_FAR, _PAGES_ON = 5000, 2
#: An omission this short, in words, is not a cut but a change of the sentence, if it takes a negation away.
_SHORT_OMISSION: Final = 5
#: Words whose negation follows them, and the negations that do.
_AUXILIARY: Final = re.compile(
    r"may|shall|must|will|would|should|could|can|might|do|does|did|is|are|was|were|be|been|has|have|had|need|ought"
    r"|ist|sind|war|waren|wird|werden|wurden?|kann|können|darf|dürfen|muss|müssen|sollen|soll|hat|haben",
    re.IGNORECASE,
)
_FOLLOWING: Final = re.compile(r"not|never|no|nicht|nie|niemals|kein\w*|pas|jamais|nunca", re.IGNORECASE)
#: How many places of a quotation are enough; how many places of its parts, and ends of its brackets, are tried.
_PLACES, _TRIES, _STOPS = 60, 20_000, 50_000
#: What American printers set before a closing mark, whatever the source has.
_ENDS: Final = ",.。，"
_SENTENCE_END: Final = re.compile(r"[.;:!?。](?=\s|[\"”’']|$)")
_WORD: Final = re.compile(r"\w[\w'’.\-]*")


class Place(NamedTuple):
    """Where a quotation stands."""

    #: Offsets in the text of its first and behind its last character.
    start: int
    end: int
    #: Whether something is changed or added in brackets, or left out.
    altered: bool = False
    omitted: bool = False


class _Match(NamedTuple):
    start: int
    end: int
    altered: bool


class Searched:
    """A text made ready for looking words up in it."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.forms = [fold(text.text)]
        if has_marks(text.text):
            self.forms.append(fold(text.text, without_marks=True))


def places(searched: Searched, quotation: Quotation) -> list[Place]:
    """Return where *quotation* stands in the text, in order; an empty list where it does not."""
    found: dict[tuple[int, int], Place] = {}
    for form in searched.forms:
        search = _Search(searched.text, form, quotation)
        for place in search.run():
            found.setdefault((place.start, place.end), place)
    return sorted(found.values())


class _Search:
    """One quotation in one form of a text."""

    def __init__(self, text: Text, folded: Folded, quotation: Quotation) -> None:
        self.text, self.folded, self.quotation = text, folded, quotation
        self.tries = self.stops = 0
        #: pieces that are known not to follow, by their number and where the piece before them ended
        self.failed: set[tuple[int, int]] = set()

    def run(self) -> Iterator[Place]:
        pieces = self.quotation.pieces
        if not pieces:
            return
        count = 0
        for first in self.matches(pieces[0], 0, len(self.folded.text), last=len(pieces) == 1):
            found = self._follow(first, 1)
            if found is None:
                continue
            end, altered = found
            start = self.folded.places[first.start]
            yield Place(start, self.folded.places[end - 1] + 1, first.altered or altered, len(pieces) > 1)
            count += 1
            if count >= _PLACES:
                return

    def _follow(self, before: _Match, index: int) -> tuple[int, bool] | None:
        """Return where the pieces from *index* on end that follow *before*, and whether one is altered."""
        pieces = self.quotation.pieces
        if index == len(pieces):
            return before.end, False
        if (index, before.end) in self.failed:
            return None
        limit = self._limit(before)
        for match in self.matches(pieces[index], before.end, limit, last=index == len(pieces) - 1):
            if self._drops_negation(before.end, match.start):
                break  # the same words further on would say the contrary of the nearest ones
            found = self._follow(match, index + 1)
            if found is not None:
                return found[0], found[1] or match.altered
        self.failed.add((index, before.end))
        return None

    def _limit(self, before: _Match) -> int:
        """Return up to where the next piece may reach, as an offset in the folded text."""
        end = self.folded.places[before.end - 1]
        if not self.text.pages:
            far = end + _FAR
        else:
            index = self.text.page_index(end) + _PAGES_ON
            far = self.text.pages[index][0] if index < len(self.text.pages) else len(self.text.text)
        low, high = before.end, len(self.folded.text)
        places = self.folded.places
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if places[middle] < far else (low, middle)
        return low

    def _drops_negation(self, start: int, end: int) -> bool:
        if end <= start:
            return False
        left_out = self._original(start, end)
        words = _WORD.findall(
            left_out if len(left_out) <= _REACH * 2 else f"{left_out[:_REACH]} {left_out[-_REACH:]}"
        )
        if not words:
            return False
        if len(words) <= _SHORT_OMISSION and len(left_out) <= _REACH * 2:
            return negates(left_out)
        # "may … permit" for "may not, save as section 5 provides, permit" turns it round, however long the cut is.
        cut = self.folded.places[start]
        before = _WORD.findall(self.folded.original[max(0, cut - 40) : cut])
        return negates(words[-1]) or (
            bool(before)
            and _FOLLOWING.fullmatch(words[0]) is not None
            and _AUXILIARY.fullmatch(before[-1]) is not None
        )

    def _original(self, start: int, end: int) -> str:
        if end <= start:
            return ""
        begin, stop = self.folded.span(start, end)
        return self.folded.original[begin:stop]

    # -- one piece

    def matches(self, piece: Piece, start: int, end: int, *, last: bool) -> Iterator[_Match]:
        """Yield each place of *piece* between *start* and *end*, in order."""
        anchor = max(range(len(piece.words)), key=lambda index: len(piece.words[index].text))
        words = piece.words[anchor]
        final = last and anchor == len(piece.words) - 1 and piece.brackets[-1] is None
        seen: set[tuple[int, int]] = set()
        for form in _variants(words, final=final):
            at = self.folded.text.find(form.text, start, end)
            while at >= 0 and self.tries < _TRIES:
                self.tries += 1
                if self._same_gaps(form, at):
                    match = self._extend(piece, anchor, at, at + len(form.text), last=last)
                    if match is not None and match.start >= start and (match.start, match.end) not in seen:
                        seen.add((match.start, match.end))
                        yield match
                at = self.folded.text.find(form.text, at + 1, end)
            if seen:
                return

    def _same_gaps(self, words: Folded, at: int) -> bool:
        """Return whether between the characters there stands the same in quotation and text."""
        places = self.folded.places
        own = words.places
        for index in range(1, len(words.text)):
            if places[at + index] - places[at + index - 1] <= 1 and own[index] - own[index - 1] <= 1:
                continue
            if not _compatible(words.between(index), self.folded.between(at + index), words.text, index):
                return False
        return True

    def _extend(self, piece: Piece, anchor: int, start: int, end: int, *, last: bool) -> _Match | None:
        left = self._leftwards(piece, anchor, start)
        if left is None:
            return None
        right = self._rightwards(piece, anchor, end, last=last)
        if right is None:
            return None
        return _Match(left[0], right[0], left[1] or right[1])

    def _rightwards(self, piece: Piece, index: int, end: int, *, last: bool) -> tuple[int, bool] | None:
        """Return where what follows the words *index* ends, if they end before *end*, and whether it is altered."""
        bracket = piece.brackets[index + 1]
        if bracket is None:
            return (end, False) if ends_word(self.folded, end) else None
        literal = self._literal(bracket, end, ahead=True)
        stops = [*([literal] if literal is not None else []), *self._replaced_after(bracket, end)]
        if index + 1 == len(piece.words):
            for stop in stops:
                if ends_word(self.folded, stop) and (
                    self._is_same(bracket, end, stop) or not self._reversed_at_edge(bracket, stop, ahead=True)
                ):
                    return stop, not (bracket.remark or stop == literal)
            return None
        following = piece.words[index + 1]
        final = last and index + 2 == len(piece.words) and piece.brackets[-1] is None
        for stop in stops:
            for form in _variants(following, final=final):
                if not self.folded.text.startswith(form.text, stop) or not self._same_gaps(form, stop):
                    continue
                rest = self._rightwards(piece, index + 1, stop + len(form.text), last=last)
                if rest is not None:
                    return rest[0], rest[1] or not (bracket.remark or stop == literal)
        return None

    def _leftwards(self, piece: Piece, index: int, start: int) -> tuple[int, bool] | None:
        """Return where what stands before the words *index* begins, if they begin at *start*."""
        bracket = piece.brackets[index]
        if bracket is None:
            same_sign = is_negative(piece.words[0], 0) == is_negative(self.folded, start)
            return (start, False) if same_sign and begins_word(self.folded, start) else None
        literal = self._literal(bracket, start, ahead=False)
        stops = [*([literal] if literal is not None else []), *self._replaced_before(bracket, start)]
        if index == 0:
            for stop in stops:
                if begins_word(self.folded, stop) and (
                    self._is_same(bracket, stop, start)
                    or not self._reversed_at_edge(bracket, stop, ahead=False)
                ):
                    return stop, not (bracket.remark or stop == literal)
            return None
        before = piece.words[index - 1]
        for stop in stops:
            begin = stop - len(before.text)
            if begin < 0 or not self.folded.text.startswith(before.text, begin):
                continue
            if not self._same_gaps(before, begin):
                continue
            rest = self._leftwards(piece, index - 1, begin)
            if rest is not None:
                return rest[0], rest[1] or not (bracket.remark or stop == literal)
        return None

    # -- brackets

    def _literal(self, bracket: Bracket, at: int, *, ahead: bool) -> int | None:
        """Return where the bracket ends, or begins, that stands in the text itself at *at*; None where none does."""
        text = fold(bracket.text).text
        for form in (f"[{text}]", f"({text})") if bracket.remark else (f"[{text}]",):
            if ahead and self.folded.text.startswith(form, at):
                return at + len(form)
            if not ahead and self.folded.text.endswith(form, 0, at):
                return at - len(form)
        return None

    def _replaced_after(self, bracket: Bracket, start: int) -> Iterator[int]:
        """Yield each offset at which what *bracket* stands for may end, if it begins at *start*."""
        if bracket.remark:
            yield start
            return
        reach = _REACH if bracket.free else _LETTERS
        for stop in range(start, min(start + reach, len(self.folded.text)) + 1):
            self.stops += 1
            if self.stops > _STOPS:
                return
            if self._may_stand_for(bracket, start, stop):
                yield stop

    def _replaced_before(self, bracket: Bracket, end: int) -> Iterator[int]:
        """Yield each offset at which what *bracket* stands for may begin, if it ends before *end*."""
        if bracket.remark:
            yield end
            return
        reach = _REACH if bracket.free else _LETTERS
        for start in range(end, max(end - reach, 0) - 1, -1):
            self.stops += 1
            if self.stops > _STOPS:
                return
            if self._may_stand_for(bracket, start, end):
                yield start

    def _may_stand_for(self, bracket: Bracket, start: int, stop: int) -> bool:
        replaced = self._original(start, stop)
        if bracket.free:
            if not all(
                ends_word(self.folded, end) and begins_word(self.folded, end) for end in (start, stop)
            ):
                return False
            if len(_WORD.findall(replaced)) > _WORDS:
                return False
        elif not self._within_word(bracket, start, stop):
            return False
        return not reverses(bracket.text, replaced, bracket)

    def _is_same(self, bracket: Bracket, start: int, stop: int) -> bool:
        """Return whether a bracket changes nothing but letter case, so that it hides nothing."""
        return (
            bool(bracket.text)
            and bracket.text.casefold() == " ".join(self._original(start, stop).split()).casefold()
        )

    def _reversed_at_edge(self, bracket: Bracket, index: int, *, ahead: bool) -> bool:
        """Return whether a bracket at the edge of a quotation hides words that turn it into its contrary.

        Nothing says how many words it stands for there: ``[They] appeal`` is not what "they did not appeal" says. So
        as many words as the bracket has are weighed, up to the end of the sentence.
        """
        if not bracket.free or bracket.remark:
            return False
        count = max(2, len(_WORD.findall(bracket.text)))
        original, places = self.folded.original, self.folded.places
        if ahead:
            at = places[index - 1] + 1 if index else 0
            beside = _SENTENCE_END.split(original[at : at + _REACH * 2], maxsplit=1)[0]
            hidden = " ".join(beside.split()[:count])
        else:
            at = places[index] if index < len(places) else len(original)
            beside = _SENTENCE_END.split(original[max(0, at - _REACH * 2) : at])[-1]
            hidden = " ".join(beside.split()[-count:])
        return bool(hidden) and reverses(bracket.text, hidden, bracket)

    def _within_word(self, bracket: Bracket, start: int, stop: int) -> bool:
        """Return whether the characters from *start* to *stop* are the part of a word that the bracket touches."""
        if not all(map(_of_word, self.folded.text[start:stop])):
            return False
        first = start if bracket.after_letters else start + 1
        end = stop if bracket.before_letters else stop - 1
        if (
            any(self.folded.between(index) is not Gap.NONE for index in range(first, end + 1))
            and first <= end
        ):
            return False
        if not bracket.before_letters:
            return ends_word(self.folded, stop)
        return bracket.after_letters or begins_word(self.folded, start)


def _of_word(character: str) -> bool:
    return word_character(character) or character in "'’"


def _variants(words: Folded, *, final: bool) -> list[Folded]:
    """Return the forms of *words* that count as the same: at the end of a quotation one comma or period less."""
    forms = [words]
    if final:
        inner = words.text.rstrip(MARK)
        if len(inner) > 1 and inner[-1] in _ENDS:
            forms.append(_without(words, len(inner) - 1))
    return forms


def _without(words: Folded, index: int) -> Folded:
    """Return *words* without the character at *index*."""
    text = words.text[:index] + words.text[index + 1 :]
    return Folded(words.original, text, words.places[:index] + words.places[index + 1 :])


def _compatible(own: Gap, other: Gap, text: str, index: int) -> bool:
    """Return whether gaps before *index*, of the quotation and of the text, are the same but for typography.

    *text* is what both have around the gap.
    """
    if own is other:
        return True
    before, after = text[index - 1], text[index]
    pair = {own, other}
    if Gap.LINE_END in pair:
        # Numbers are not divided at the end of a line: its hyphen is theirs.
        return Gap.SPACE not in pair and not (Gap.NONE in pair and (before.isdigit() or after.isdigit()))
    if pair == {Gap.HYPHEN, Gap.DASH}:
        return True
    if pair == {Gap.NONE, Gap.SPACE}:
        if parts_number(text, index):
            return False
        return (
            not (word_character(before) and word_character(after))
            or ideographic(before)
            or ideographic(after)
        )
    return False
