"""Amounts of money as people write them: '$14 billion', 'about US$ 1–2 million', '€ 200.000', 'RMB 10bn'.

The number, the currency and the end of a range are read; the words around them stay as they are.  Codes and names
of currencies are those of ISO 4217 and of CLDR, from Babel.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Final, NamedTuple


class Amount(NamedTuple):
    """A sum, or a range of them."""

    number: int | float
    #: the upper end of a range
    to: int | float | None
    #: the code of ISO 4217
    currency: str


#: Signs and short forms that are not codes.  The dollar sign and 'dollars' alone are those of the United States.
_SIGNS: Final = {
    "$": "USD", "US$": "USD", "U.S.$": "USD", "U.S. $": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD",
    "CDN$": "CAD", "Can$": "CAD", "HK$": "HKD", "NT$": "TWD", "NZ$": "NZD", "S$": "SGD", "SG$": "SGD",
    "R$": "BRL", "MX$": "MXN", "€": "EUR", "£": "GBP", "CN¥": "CNY", "JP¥": "JPY", "RMB¥": "CNY", "RMB": "CNY",
    "人民币": "CNY", "人民幣": "CNY", "元": "CNY", "円": "JPY", "美元": "USD", "欧元": "EUR", "₩": "KRW", "₽": "RUB",
    "₹": "INR", "₪": "ILS", "₺": "TRY", "₫": "VND", "₱": "PHP", "₦": "NGN", "₴": "UAH", "฿": "THB", "zł": "PLN",
    "Kč": "CZK",
}  # fmt: skip
#: Signs and words that several currencies share.
_SHARED: Final = {
    "¥": ("CNY", "JPY"), "￥": ("CNY", "JPY"), "kr": ("DKK", "NOK", "SEK"), "kr.": ("DKK", "NOK", "SEK"),
    "Rs": ("INR", "PKR"), "Rs.": ("INR", "PKR"), "rupees": ("INR", "PKR"), "francs": ("CHF", "XAF", "XOF"),
    "pesos": ("ARS", "CLP", "COP", "MXN", "PHP"),
}  # fmt: skip
_WORDS: Final = {
    "dollar": "USD", "dollars": "USD", "u.s. dollars": "USD", "dólares": "USD", "euro": "EUR", "euros": "EUR",
    "yuan": "CNY", "renminbi": "CNY", "yen": "JPY", "won": "KRW", "pound": "GBP", "pounds": "GBP",
    "pounds sterling": "GBP", "rubles": "RUB", "roubles": "RUB", "reais": "BRL", "shekels": "ILS",
}  # fmt: skip

#: Words for powers of ten.  'Billion' is the English one; the German and Spanish ones have endings of their own.
_SCALES: Final = {
    3: "thousand k tausend tsd tsd. mille mil",
    5: "lakh lakhs",
    6: "million millions m mn mio mio. mm millionen millón millones",
    7: "crore crores",
    9: "billion billions bn b mrd mrd. md mds milliarde milliarden milliard milliards mil\u00a0millones",
    12: "trillion trillions tn trn billionen billón billones",
}  # fmt: skip
_POWERS: Final = {word: power for power, words in _SCALES.items() for word in words.split(" ")}
_SIGNS_OF_TEN: Final = {"万": 4, "萬": 4, "亿": 8, "億": 8}

_NUMBER: Final = re.compile(r"\d{1,3}(?:[ \u00a0\u2009\u202f'’]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)*")
_SCALE: Final = re.compile(
    r"\s*(?:(?P<sign>[万萬亿億])|(?P<word>"
    + "|".join(
        re.escape(word).replace("\u00a0", r"\s+").replace("\\ ", r"\s+")
        for word in sorted(_POWERS, key=len, reverse=True)
    )
    + r")(?![^\W\d_]))",
    re.IGNORECASE,
)
_DASH: Final = re.compile(r"\s*[-–—~至到]\s*")
_TO: Final = re.compile(r"\s+(?:to|bis|à|a)\s+", re.IGNORECASE)
_AND: Final = re.compile(r"\s+(?:and|und|et|y)\s+", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"\b(?:between|zwischen|entre)\b", re.IGNORECASE)
_OF: Final = re.compile(r"\s*(?:(?:de|of)\s+|d['’])?", re.IGNORECASE)
_MINUS: Final = re.compile(r"(?:^|[\s(])[-−]\s?\Z")
_ASIAN: Final = tuple(sign for sign in _SIGNS if not sign.isascii() and sign.isalpha())
#: How many characters about a number may say what it is an amount of.
_NEAR: Final = 80
_ASK: Final = "write one such as $14 billion, or EUR 1–2 million"


@cache
def _names() -> dict[str, str]:
    """Return names of currencies in lower case, singular and plural, in the languages of our messages."""
    from babel.numbers import get_currency_name, list_currencies

    found: dict[str, str] = {}
    codes = sorted(list_currencies())
    for language in ("en", "de", "es", "fr", "zh"):
        for count in (None, 2):
            for code in codes:
                found.setdefault(get_currency_name(code, count=count, locale=language).lower(), code)
    return found | _WORDS


@cache
def _codes() -> frozenset[str]:
    from babel.numbers import list_currencies

    return frozenset(list_currencies())


@cache
def _signs() -> tuple[str, ...]:
    shared = (sign for sign in _SHARED if len(sign) <= 3)
    return tuple(sorted((*_SIGNS, *shared), key=len, reverse=True))


class _Number(NamedTuple):
    """A number in a text, with the currency that stands at it."""

    value: Decimal
    #: of ten, 0 where no word says it
    power: int
    currency: str
    #: places in the text
    start: int
    end: int


def parse_amount(text: str) -> Amount:
    """Return the first amount of money in a text; raises ValueError, with a sentence that says what to write."""
    at, numbers = 0, 0
    while found := _NUMBER.search(text, at):
        numbers += 1
        first = _number(text, found)
        last, second = first, None
        if (behind := _behind_range(text, first)) is not None:
            last = second = behind
        currencies = dict.fromkeys(n.currency for n in (first, last) if n.currency)
        if len(currencies) > 1:
            msg = f'"{text}" names two currencies for one amount: {_ASK}'
            raise ValueError(msg)
        if currencies:
            return _amount(text, first, second, *currencies)
        at = last.end
    what = "names no currency" if numbers else "holds no amount of money"
    msg = f'"{text}" {what}: {_ASK}'
    raise ValueError(msg)


def find_amounts(text: str) -> list[tuple[int, int, Amount]]:
    """Return the amounts of money in running text with start and end, in order.

    What :func:`parse_amount` asks about, such as a number with two currencies, is none here.
    """
    if not _may_hold(text):
        return []
    found = []
    at = 0
    while place := _NUMBER.search(text, at):
        # What is near alone counts: reading on to the ends of a long text for each of its numbers would take too long.
        begin = max(0, place.start() - _NEAR)
        near = text[begin : place.end() + _NEAR]
        here = _NUMBER.match(near, place.start() - begin)
        at = place.end()
        try:
            if here is None or (amount := _first_amount(near, here)) is None:
                continue
        except ValueError:
            continue
        start, end, value = amount
        found.append((begin + start, begin + end, value))
        at = max(at, begin + end)
    return found


@cache
def _last_words() -> frozenset[str]:
    shared = (name.lower().rstrip(".") for name in _SHARED)
    return frozenset(name.rpartition(" ")[2] for name in (*_names(), *_WORDS, *shared) if name)


def _may_hold(text: str) -> bool:
    """Return whether a sign, a code or a name of a currency stands in a text: most sentences have none."""
    if any(sign in text for sign in _signs() if not sign.isalnum()):
        return True
    words = re.findall(r"[^\W\d_]+", text)
    return any(
        word.lower() in _last_words() or word in _SIGNS or (len(word) == 3 and word in _codes())
        for word in words
    ) or any(sign in text for sign in _ASIAN)


def _first_amount(text: str, place: re.Match[str]) -> tuple[int, int, Amount] | None:
    """Return the amount that begins with the number at *place* and its start and end, or None without a currency."""
    first = _number(text, place)
    second = _behind_range(text, first)
    last = second or first
    currencies = {number.currency for number in (first, last) if number.currency}
    if len(currencies) != 1:
        return None
    return first.start, last.end, _amount(text, first, second, *currencies)


def _amount(text: str, first: _Number, second: _Number | None, currency: str) -> Amount:
    number = _scaled(first)
    if second is None:
        return Amount(_plain(number), None, currency)
    to = _scaled(second)
    if not first.power and second.power and (scaled := number.scaleb(second.power)) <= to:
        number = scaled  # 1–2 million
    if number >= to:
        msg = f'"{text}" does not end above its start: {_ASK}'
        raise ValueError(msg)
    return Amount(_plain(number), _plain(to), currency)


def _scaled(number: _Number) -> Decimal:
    return number.value.scaleb(number.power)


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


def _number(text: str, found: re.Match[str]) -> _Number:
    """Return the number at a match, with the word for a power of ten behind it and the currency at either side."""
    end = found.end()
    power = 0
    while scale := _SCALE.match(text, end):  # several in '2 thousand million', '10 万亿'
        power += _SIGNS_OF_TEN[scale["sign"]] if scale["sign"] else _POWERS[_folded(scale["word"])]
        end = scale.end()
    before, start = _currency_before(text, found.start())
    negative = _MINUS.search(text[: found.start()] if not before else text[:start])
    if not before and (inner := re.search(r"[-−]\s?\Z", text[: found.start()])):
        before, start = _currency_before(text, inner.start())  # USD -5
        negative = negative or inner if before else negative
    after, end = _currency_after(text, end)
    if before and after and before != after:
        if after == "USD" and text[:end].rstrip().endswith(("dollar", "dollars", "$")):
            after = before  # C$ 5 million dollars
        else:
            msg = f'"{text}" names two currencies for one amount: {_ASK}'
            raise ValueError(msg)
    value = _decimal(found[0], text, power)
    return _Number(-value if negative else value, power, before or after, start, end)


def _folded(word: str) -> str:
    return "\u00a0".join(word.lower().split())


def _decimal(digits: str, text: str, power: int) -> Decimal:
    """Return the number that digits with separators mean.

    The last one divides off decimals where it differs from those before it.  Where there is but one, three
    digits behind it are thousands, unless it is a point before a word such as million: '€ 200.000' and
    '1,250 million' have thousands, '1.250 million' has not.
    """
    plain = re.sub(r"[ \u00a0\u2009\u202f'’]", "", digits)
    signs = re.findall(r"[.,]", plain)
    if not signs:
        return Decimal(plain)
    whole, _, rest = plain.rpartition(signs[-1])
    if len(set(signs)) == 1 and len(plain) == len(digits):
        thousands = len(rest) == 3 and not whole.startswith("0") and not (signs == ["."] and power)
        if len(signs) > 1 or thousands:
            groups = plain.split(signs[0])
            if not (
                len(groups[-1]) == 3 and all(len(g) in (2, 3) for g in groups[1:]) and len(groups[0]) <= 3
            ):
                msg = f'"{text}" has a number that can be read in two ways ({digits}): write it without separators'
                raise ValueError(msg)
            return Decimal("".join(groups))
    elif set(signs[:-1]) & {signs[-1]}:
        msg = f'"{text}" has a number that can be read in two ways ({digits}): write it without separators'
        raise ValueError(msg)
    return Decimal(re.sub("[.,]", "", whole) + "." + rest)


def _behind_range(text: str, first: _Number) -> _Number | None:
    """Return the number at the upper end of a range that begins with *first*, or None."""
    for sign in (_DASH, _TO, _AND):
        found = sign.match(text, first.end)
        if found is None or (sign is _AND and not _BETWEEN.search(text, 0, first.start)):
            continue
        place = _NUMBER.search(text, found.end())
        if place is None:
            return None
        second = _number(text, place)
        if second.start != found.end():
            return None
        # '$5 million to 12 companies' is not a range, '$100 to 200' is one.
        telling = second.power or second.currency or not first.power
        return second if telling or sign is _DASH else None
    return None


def _currency_before(text: str, at: int) -> tuple[str, int]:
    """Return the currency that stands before a place, and where it begins; "" and the place for none."""
    head = text[:at].rstrip()
    for sign in _signs():
        if head.endswith(sign) and not (sign[0].isalpha() and head[: -len(sign)][-1:].isalpha()):
            return _code(sign, text), len(head) - len(sign)
    word = re.search(r"(?<![^\W_])[A-Z]{3}\Z", head)
    if word and word[0] in _codes():
        return word[0], word.start()
    return "", at


def _currency_after(text: str, at: int) -> tuple[str, int]:
    """Return the currency that stands behind a place, and where it ends; "" and the place for none."""
    start = _OF.match(text, at).end()  # type: ignore[union-attr]
    rest = text[start:]
    for sign in _signs():
        left = rest[len(sign) :]
        # The sign of the next amount is not that of this one, and a sign of letters is not part of a word.
        within = re.match(r"\s?\d", left) or (sign[-1].isalpha() and sign.isascii() and left[:1].isalpha())
        if rest.startswith(sign) and not within:
            return _code(sign, text), start + len(sign)
    words = re.match(r"[^\W\d_][\w.'’-]*(?:\s+[^\W\d_][\w.'’-]*){0,3}", rest)
    if words is None:
        return "", at
    parts = list(re.finditer(r"\S+", words[0]))
    for part in reversed(parts):
        name = words[0][: part.end()]
        if len(name) == 3 and name.isupper() and name in _codes():
            return name, start + len(name)
        folded = " ".join(name.lower().rstrip(".,").split())
        if folded in _SHARED:
            return _code(folded, text), start + len(name)
        if code := _names().get(folded):
            return code, start + len(name)
    return "", at


def _code(sign: str, text: str) -> str:
    if sign in _SHARED:
        msg = f'"{text}": several currencies are called {sign}; write {" or ".join(_SHARED[sign])}'
        raise ValueError(msg)
    return _SIGNS[sign]
