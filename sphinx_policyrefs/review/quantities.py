"""Numbers with what they count, shares, periods, amounts of money, and counts of votes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from sphinx_policyrefs.records.money import find_amounts
from sphinx_policyrefs.review.model import SaidNumber, SaidVote

_SMALL_NUMBERS: Final = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen
"""
_ONES: Final = _SMALL_NUMBERS.split()
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS: Final = {
    **{word: number for number, word in enumerate(_ONES) if number},
    **{word: 10 * number for number, word in enumerate(_TENS, 2)},
    "dozen": 12,
}
_TEN: Final = "|".join(_TENS)
_ONE: Final = "|".join(sorted(_ONES[1:], key=len, reverse=True))
_WORD: Final = rf"(?:(?:{_TEN})(?:-(?:{'|'.join(_ONES[1:10])}))?|(?:{_ONE}))"
_POWERS: Final = {
    "hundred": 2,
    "thousand": 3,
    "million": 6,
    "billion": 9,
    "trillion": 12,
    "m": 6,
    "bn": 9,
    "mn": 6,
    "k": 3,
}
_DIGITS: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,15}(?:\.\d{1,9})?"
_POWER: Final = r"(?:\s?(?P<{0}>hundred|thousand|million|billion|trillion)|(?<=\d)(?P<{1}>bn|mn|m|k))(?![\w])"
_PERCENT: Final = r"\s?(?P<percent>%|per\s?cent\b|percentage\spoints?\b|pct\b)"
_FOREIGN_POWERS: Final = {
    "tausend": 3, "mille": 3, "mil": 3, "million": 6, "millionen": 6, "millions": 6, "millones": 6, "millón": 6,
    "milliarde": 9, "milliarden": 9, "milliard": 9, "milliards": 9, "万": 4, "萬": 4, "亿": 8, "億": 8,
}  # fmt: skip
_FOREIGN: Final = re.compile(
    r"(?<![\w.,/:§-])(?P<n>\d{1,3}(?:[.\s'’\u00a0\u202f]\d{3})+(?:,\d{1,9})?|\d{1,15}(?:[.,]\d{1,9})?)"
    rf"(?:\s?(?P<power>{'|'.join(_FOREIGN_POWERS)})(?![a-zé]))?(?:\s?(?:de\s|d['’])?"
    r"(?:(?P<percent>%|[Pp]rozent\b|pour\scent\b|por\sciento\b)|(?P<unit>[^\W\d_]{2,30})))?",
    re.IGNORECASE,
)
_FIRST: Final = rf"(?P<n>{_DIGITS}|(?i:{_WORD}))(?:{_POWER.format('p', 'q')})?"
_SECOND: Final = rf"(?P<to>{_DIGITS}|(?i:{_WORD}))(?:{_POWER.format('r', 's')})?"
_ENDS: Final = rf"(?:{_PERCENT})?(?![\w]|[.,:/]\d|\s?[ap]\.?m\b)"
_BEFORE: Final = r"(?<![\w$€£#@§.,/:'’-])"
_NUMBER: Final = re.compile(rf"{_BEFORE}{_FIRST}(?:(?:\s?[-‐-–]\s?|\sto\s){_SECOND}(?=\s|-|%|per))?{_ENDS}")
_BETWEEN: Final = re.compile(rf"(?<=[Bb]etween\s){_FIRST}\sand\s{_SECOND}{_ENDS}")
_FRACTION: Final = re.compile(
    r"(?<![\w-])(?P<n>one|two|three|four|five|seven|a)[-\s]"
    r"(?P<d>half|third|quarter|fifth|sixth|eighth|tenth)s?(?![\w-])",
    re.IGNORECASE,
)
_PARTS: Final = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
#: What a number behind these is the name of, and not the count of anything.
_NAMES: Final = re.compile(
    r"(?:§§?|¶¶?|\b(?:[Ss]ections?|[Ss]ecs?\.|[Rr]ules?|[Aa]rticles?|[Aa]rts?\.|[Nn]os?\.|[Nn]umbers?|[Tt]itles?|[Pp]arts?|[Pp]ages?|[Pp]p?\."
    r"|[Cc]hapters?|[Pp]aragraphs?|[Oo]rder|EO|Bill|Proposition|Prop\.|Measure|Amendment|Phase|Level|Type|Room|Suite|Flight|Route|Highway|Interstate"
    r"|Exhibit|Schedule|Item|Step|Day|Class|Count|Counts|Claim|Docket|Dkt\.|Case|version|Version|Windows|Boeing|Group|Chapter|Resolution))[\s-]?\Z"
)
_UNIT: Final = re.compile(
    r"(?:\s|-)(?P<words>[a-z][a-z'’-]*(?:\s[a-z][a-z'’-]*){0,3}|[A-Z][\w.]*\s[a-z][a-z'’-]*(?:\s[a-z][a-z'’-]*)?)"
)
_BEYOND: Final = """
in of on at by to for from with and or the a an that which who whose as than but is are was were be been has
have had will would may might could can if when while after before since until about into over under between
through during against per not nor it its they more less fewer out off up down later earlier ago this these
those their his her our each other others did do does said
"""
#: Words that end what is counted.
_STOP: Final = frozenset(_BEYOND.split())
_COUNTED: Final = frozenset(
    ["people", "men", "women", "children", "staff", "police", "personnel", "percent", "members-elect"]
)
_TIMES: Final = frozenset(["day", "week", "month", "year", "hour", "minute", "decade"])
_SINGULARS: Final = {"person": "people", "percent": "%"}
#: Nothing is said by one, as in 'one of them', and by these behind a number.
_NOT_COUNTED: Final = frozenset({"st", "nd", "rd", "th", "s"})

_HOW: Final = (
    r"(?:vot\w*|ballots?|passed|passes|approv\w+|reject\w+|confirm\w*|adopt\w+|ruled|ruling|decision|split|majorit\w+"
    r"|margin|tally|roll\scall|panel|court|justices|judges|[Ss]enate|[Hh]ouse|[Pp]arliament|[Aa]ssembly|[Ll]egislature|[Cc]ouncil|[Bb]oard|[Cc]ommittee"
    r"|[Cc]ommission|acquit\w*|convict\w*|upheld|struck|clear\w*|ratif\w+|overr\w+)"
)
_CONTEXT: Final = re.compile(rf"\b{_HOW}\b")
_VOTE: Final = re.compile(
    r"(?<![\w$€£§.,/:'’-])(?P<a>\d{1,3})(?:\s?[-‐-–—]\s?|\s?-to-\s?|\s+to\s+)(?P<b>\d{1,3})(?![\w%/]|[.,:]\d|[-‐-–]\d"
    r"|\s?(?:percent|per\s?cent|million|billion|years?|days?|weeks?|months?|hours?|minutes?|miles?|pages?|points?|a\.m|p\.m)\b|[-\s]year|[-\s]month|[-\s]day)"
)
_SPREAD: Final = re.compile(
    r"(?<![\w$.,/-])(?P<a>\d{1,3})\s+(?:votes?(?:\s+(?:in\s+favou?r|for))?|in\s+favou?r|for|yeas|ayes|yes(?:\svotes)?)\s*(?:(?:,|and|to|against|versus|-|–)\s*){0,2}(?P<b>\d{1,3})(?:\s+(?:votes?|against|opposed|nays|noes|no)|(?=[.,;)]|\s|\Z))(?!\w)"
)
_IN_WORDS: Final = re.compile(
    rf"(?<![\w-])(?P<a>{_WORD})[-\s]to[-\s](?P<b>{_WORD}|nothing|nil|zero)(?![\w-])", re.IGNORECASE
)
_VOTES_TO: Final = re.compile(
    rf"(?<![\w$.,/-])(?P<a>\d{{1,3}}|{_WORD})\s+votes?\s+to\s+(?P<b>\d{{1,3}}|{_WORD}|nothing|nil|zero)(?![\w-])",
    re.IGNORECASE,
)
#: Before numbers that are a vote wherever in the sentence a body is named.
_BY: Final = re.compile(r"\b(?:by|margin of)\s\Z")
_END: Final = re.compile(r"\s*(?:[.,;:)]|\Z|\s(?:and|on|for|in|with|to|after|but|against)\b)")
_BODY: Final = re.compile(
    r"\b(?:[Ss]enate|[Hh]ouse|[Pp]arliament|[Aa]ssembly|[Cc]ouncil|[Cc]hamber|Congress|Bundestag|[Ll]egislature"
    r"|[Ss]enators|[Ll]awmakers|[Cc]ommittee|[Cc]ommission)\b"
)

#: How many members a body has at least whose votes are told by two bare numbers.
_FEWEST: Final = 15
_NO_VOTE: Final = re.compile(
    r"\b(?:ages?|aged|from|between|pages?|grades?|[Ss]ections?|[Rr]ules?|[Nn]os?\.|seed)\s\Z"
)


def find_numbers(text: str, taken: Iterable[tuple[int, int]], language: str = "en") -> list[SaidNumber]:
    """Return the numbers in a sentence, in order, none of them within what is *taken*."""
    used = bytearray(len(text))
    for start, end in taken:
        used[start:end] = b"\1" * (end - start)
    found = []
    english = language.startswith("en")
    counts = (*_fractions(text), *_counts(text)) if english else _foreign_counts(text)
    for said in (*_amounts(text), *counts):
        if 1 not in used[said.start : said.end]:
            used[said.start : said.end] = b"\1" * (said.end - said.start)
            found.append(said)
    return sorted(found)


def _amounts(text: str) -> Iterator[SaidNumber]:
    for start, end, amount in find_amounts(text):
        yield SaidNumber(start, end, text[start:end], amount.number, amount.currency, amount.to)


def _fractions(text: str) -> Iterator[SaidNumber]:
    for match in _FRACTION.finditer(text):
        above = 1 if match["n"].lower() == "a" else _ONES.index(match["n"].lower())
        if match["n"].lower() == "a" and match["d"].lower() not in {"third", "quarter"}:
            continue  # 'a half' and 'a fifth column' say little
        yield SaidNumber(*match.span(), match[0], round(above / _PARTS[match["d"].lower()], 4), "")


def _counts(text: str) -> Iterator[SaidNumber]:
    for match in (*_BETWEEN.finditer(text), *_NUMBER.finditer(text)):
        first, second = match["n"], match["to"]
        power = match["p"] or match["q"] or ((match["r"] or match["s"]) if second else None)
        value = _value(first, power)
        to = _value(second, match["r"] or match["s"] or match["p"] or match["q"]) if second else None
        end = match.end()
        if match["percent"]:
            unit = "percentage points" if "point" in match["percent"] else "%"
        else:
            unit, end = _unit(text, end)
        if to is not None and to <= value:
            continue
        bare = not unit and not power
        if _NAMES.search(text, max(0, match.start() - 14), match.start()) or (
            bare and (first.isalpha() or _lone(text, match.start(), match.end()))
        ):
            continue
        if first.lower() == "one" and unit.rstrip("s") not in _TIMES:
            continue
        yield SaidNumber(match.start(), end, text[match.start() : end], value, unit, to)


def _foreign_counts(text: str) -> Iterator[SaidNumber]:
    """Yield the numbers of a sentence in another language: with its percent sign, or with the word behind."""
    for match in _FOREIGN.finditer(text):
        digits = re.sub(r"[.\s'’\u00a0\u202f](?=\d{3}(?!\d))", "", match["n"]).replace(",", ".")
        number = Decimal(digits) if digits.count(".") < 2 else None
        if number is None or _NAMES.search(text, max(0, match.start() - 14), match.start()):
            continue
        number = number.scaleb(_FOREIGN_POWERS.get((match["power"] or "").casefold(), 0))
        value = int(number) if number == number.to_integral_value() else float(number)
        unit = "%" if match["percent"] else match["unit"] or ""
        if unit or match["power"]:
            yield SaidNumber(*match.span(), match[0], value, unit)


def _lone(text: str, start: int, end: int) -> bool:
    """Return whether digits without a unit say nothing by themselves: the number of an item, or a part of a name."""
    return (
        text[end : end + 1] in {")", "-", "'", "’"}
        or text[start - 1 : start] == "("
        or (start == 0 and text[end : end + 2].rstrip() in {"", "."})
    )


def _value(digits: str, power: str | None) -> int | float:
    word = digits.lower()
    if word[0].isdigit():
        number = Decimal(digits.replace(",", ""))
    else:
        tens, _, ones = word.partition("-")
        number = Decimal(_WORDS[tens] + (_WORDS[ones] if ones else 0))
    number = number.scaleb(_POWERS[power.lower()]) if power else number
    return int(number) if number == number.to_integral_value() else float(number)


def _unit(text: str, end: int) -> tuple[str, int]:
    """Return what a number counts, by the words behind it, and where they end: the first plural among the next few."""
    match = _UNIT.match(text, end)
    if match is None:
        return "", end
    hyphen = text[end] == "-"
    words = list(re.finditer(r"\S+", match["words"]))
    for index, word in enumerate(words[:1] if hyphen else words):
        plain = word[0].strip("'’-").lower()
        if plain in _STOP or plain in _NOT_COUNTED:
            break
        singular = re.split(r"['’-]", plain)[0]
        if hyphen or singular in _TIMES:
            return _plural(singular), match.start("words") + word.start() + len(singular)
        if plain in _COUNTED or (plain.endswith("s") and not plain.endswith(("ss", "us", "is"))):
            return plain, match.start("words") + word.end()
        if index == 0 and plain in _SINGULARS:
            return _SINGULARS[plain], match.start("words") + word.end()
    return "", end


def _plural(word: str) -> str:
    return word if word.endswith("s") or word in _COUNTED else f"{word}s"


def find_votes(text: str, taken: Iterable[tuple[int, int]]) -> list[SaidVote]:
    """Return the counts of votes in a sentence that speaks of a vote, or of a body that takes one."""
    if not _CONTEXT.search(text):
        return []
    used = bytearray(len(text))
    for start, end in taken:
        used[start:end] = b"\1" * (end - start)
    found = []
    for pattern in (_VOTES_TO, _SPREAD, _VOTE, _IN_WORDS):
        for match in pattern.finditer(text):
            if 1 in used[slice(*match.span())]:
                continue
            ayes, noes = _votes(match["a"]), _votes(match["b"])
            if pattern is _VOTE and not _is_vote(match, ayes, noes):
                continue
            used[slice(*match.span())] = b"\1" * len(match[0])
            found.append(SaidVote(*match.span(), match[0], ayes, noes))
    return sorted(found)


def _votes(text: str) -> int:
    return (
        int(text)
        if text.isdigit()
        else 0
        if text.lower() in {"nothing", "nil", "zero"}
        else int(_value(text, None))
    )


def _is_vote(match: re.Match[str], ayes: int, noes: int) -> bool:
    """Return whether two numbers are the sides of a vote: by the words beside them, not by those far from them."""
    text = match.string
    before = text[max(0, match.start() - 60) : match.start()]
    if ayes + noes > 999 or _NO_VOTE.search(before):
        return False
    told = _BY.search(before) and _END.match(text, match.end())
    if told and ayes + noes >= _FEWEST and _BODY.search(text):
        return True
    near = f"{before} | {text[match.end() : match.end() + 40]}"
    return _CONTEXT.search(near) is not None
