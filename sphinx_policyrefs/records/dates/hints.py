"""Hints for what is not EDTF: 'August 6, 2020' is read as people mean it, and the message says 2020-08-06."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from .edtf import MONTHS, DateError, FormError, civil, day_text, parse_date, read_edtf, year_text

if TYPE_CHECKING:
    from collections.abc import Iterator

_USUAL = "write a day as 2020-08-06, a month as 2020-08, a year as 2020, an unknown date as XXXX"
_ADVICE = tuple(
    (re.compile(pattern), advice)
    for pattern, advice in (
        (r"", "write a date such as 2020-08-06, or XXXX where it is unknown"),
        (
            r"today|tonight|yesterday|tomorrow|now|recently|soon|(?:last|this|next)\b.*|.+ ago",
            "write the day that is meant, such as 2020-08-06; nothing is filled in from today's date",
        ),
        (
            r"(?:early|mid|late|(?:the )?(?:beginning|start|middle|end) of)\b.+",
            "write the span that is meant, such as [2020-08-01..2020-08-10]",
        ),
        (r"xxxx-.*\d.*", "a date without its year has no place in the order of events; write XXXX"),
        (r"unknown|undated|n\. ?d\.?|nd|n/?a|tb[ad]|none|-+|\?+|x+(?:-xx)*", "write XXXX"),
    )
)

#: Words between two dates, and the EDTF of the pair.  The two may share month or year: 'August 6 to 14, 2020'.
_PAIRS = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (r"between (.+) and (.+)", "[{}..{}]"),
        (r"(.+) or (.+)", "[{},{}]"),
        (r"(.+) (?:and|&) (.+)", "{{{},{}}}"),
        (r"(?:from )?(.+?) ?(?: to | until | till | through | thru |/| - |--) ?(.+)", "{}/{}"),
    )
)
#: Words before or after one date, and the EDTF of the two: 'about 2020' is 2020~.
_PHRASES = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (
            r"(?:(?:circa|approximately|about|around|roughly|estimated|est|approx|cca|ca|c)\b\.?|ca?(?=\d)|[~≈]) ?(.+)",
            "{}~",
        ),
        (r"(.+?) ?(?:or so|or thereabouts|approx\.?|approximately|circa|est\.?|\(est\.?\))", "{}~"),
        (r"(?:probably|perhaps|possibly|maybe|presumably|likely) (.+)", "{}?"),
        (r"(.+?) ?[(]?[?][)]?", "{}?"),
        (r"(.+?) ?[(]?~[)]?", "{}~"),
        (r"(.+?) ?(?:-|/| to | until ) ?(?:present|now|today|ongoing)", "{}/.."),
        (r"(?:since|from) (.+)", "{}/.."),
        (r"(?:until|till|through) (.+)", "../{}"),
        (r"(?:by|(?:no|not) later than|not after|in or before|on or before) (.+)", "[..{}]"),
        (r"(?:(?:no|not) earlier than|not before|in or after|on or after) (.+)", "[{}..]"),
    )
)
_TIME = re.compile(
    r"(?P<date>.+?)(?:, ?| |t)(?:at )?(?P<hour>\d\d?):(?P<rest>\d\d(?::\d\d)?)"
    r"(?: ?(?P<half>[ap])\.?m\.?)?"
    r"(?: ?(?P<zone>z|utc|gmt|(?P<sign>[+-])(?P<hours>\d\d?):?(?P<minutes>\d\d)?))?"
)

#: Day 0 of Excel and other spreadsheets, which take 1900 for a leap year.  Right for all days from 1 March 1900 on.
_SERIAL_0 = date(1899, 12, 30).toordinal()
#: How they show that day, with a time or without.
_NOUGHT = re.compile(
    r"(?:0?1/0?0/(?:19)?00|0?0/0?1/(?:19)?00|0?0[.]0?1[.](?:19)?00|0?0[- ]jan(?:uary)?[- ](?:19)?00"
    r"|jan(?:uary)? 0?0,? 1900|1900-0?1-0?0|12/30/1899|30/12/1899|30[.]12[.]1899|1899-12-30)"
    r"(?:[t ]0?0:00(?::00(?:\.0+)?)?z?|[ ]12:00(?::00)? ?am)?"
)
_SEASONS = {"spring": "21", "summer": "22", "autumn": "23", "fall": "23", "winter": "24"}
_ORDINALS = {"first": "1", "second": "2", "third": "3", "fourth": "4"}
_TOKEN = re.compile(r"q\d|\dq|\d+(?:st|nd|rd|th)?\b|[a-z]+\.?|\S")
#: Dates by the kinds of their words: D one or two digits, Y four, M a month's name, S a season, Q a quarter.
_SHAPES = {
    "Y": ("{0}",),
    "DY": ("{1}-{0}",),
    "YD": ("{0}-{1}",),
    "DDY": ("{2}-{0}-{1}", "{2}-{1}-{0}"),
    "D.D.Y": ("{2}-{1}-{0}",),  # nobody writes the month first with full stops
    "YDD": ("{0}-{1}-{2}",),
    "MY": ("{1}-{0}",),
    "YM": ("{0}-{1}",),
    "MDY": ("{2}-{0}-{1}",),
    "DMY": ("{2}-{1}-{0}",),
    "YMD": ("{0}-{1}-{2}",),
    "YDM": ("{0}-{2}-{1}",),
    "SY": ("{1}-{0}",),
    "SYD": ("{1}-{0}",),
    "SYY": ("{1}-{0}",),
    "YS": ("{0}-{1}",),
    "QY": ("{1}-{0}",),
    "YQ": ("{0}-{1}",),
    "D-DMY": ("{3}-{2}-{0}/{3}-{2}-{1}",),
    "MD-DY": ("{3}-{0}-{1}/{3}-{0}-{2}",),
    "DM-DMY": ("{4}-{1}-{0}/{4}-{3}-{2}",),
    "MD-MDY": ("{4}-{0}-{1}/{4}-{2}-{3}",),
    "M-MY": ("{2}-{0}/{2}-{1}",),
    "Q-QY": ("{2}-{0}/{2}-{1}",),
    "Y-Y": ("{0}/{1}",),
}


def explain(text: str) -> DateError:
    """Return the error for a text that is not EDTF; it says what to write, if the text can be read at all."""
    plain = _plain(text)
    if re.fullmatch(r"\d{4} ?[‒–—] ?\d\d|\d{4} - \d\d", text.strip()):  # the dash stands between years
        plain = re.sub(r" ?- ?", "/", plain)
    for pattern, advice in _ADVICE:
        if pattern.fullmatch(plain):
            return DateError(text, advice, "XXXX" if advice.endswith("write XXXX") else None)
    if len(plain) > 80:
        return DateError(text, _USUAL)
    if advice := of_a_spreadsheet(plain):
        return DateError(text, advice)
    try:
        found = _readings(plain)
    except DateError as error:  # the form was understood, the day does not exist
        return DateError(text, error.advice, error.suggestion)
    if len(found) == 1:
        return DateError(text, f"write {found[0]}", found[0])
    if found:
        meant = (f"{reading} ({_in_words(reading)})" for reading in found)
        return DateError(text, f"write {' or '.join(meant)}")
    shape = _shape(plain)[0]
    if shape in ("MD", "DM"):
        return DateError(text, "the year is missing; write year, month and day, as in 2020-08-06")
    if re.sub(r"[/.-]", "", shape) in ("DDD", "MDD", "DMD", "MD", "D"):
        return DateError(text, "write the year with four digits, as in 2020-08-06")
    return DateError(text, _USUAL)


def _plain(text: str) -> str:
    """Return the text in lower case, with hyphens for dashes and single spaces, without weekdays, 'on' and 'in'."""
    text = re.sub(r"\s+", " ", re.sub(r"[‐‑‒–—−]", "-", text.lower().translate({0x2019: "'"})))
    text = re.sub(
        r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satu?r?|sun)(?:day)?\b[.,]?|\bon |\bin ", "", text
    )
    return text.strip(" \"'")


def of_a_spreadsheet(text: str, serials: str = "[2-5]") -> str:
    """Return what to write for a day in the form of a spreadsheet's number, and for a 0 in the form of a day, or "".

    `serials` are the digits with which such numbers begin.  Outside of spreadsheets, only numbers of recent decades
    are taken for days.
    """
    plain = text.lower()
    if _NOUGHT.fullmatch(plain):
        return "this is how a spreadsheet shows 0 or an empty cell as a date; write the date, or nothing"
    match = re.fullmatch(rf"({serials}\d{{4}})(?:\.\d+)?", plain)
    if not match:
        return ""
    day = day_text(_SERIAL_0 + int(match[1]))
    return (
        f"this looks like Excel's number of a day, {day}; write the date, or format the column as text"
        f"{'' if '.' in plain else f' (the year is Y{match[1]})'}"
    )


def _readings(plain: str) -> list[str]:
    """Return the dates that a text may mean; raise DateError if it can only mean an impossible one."""
    wrong: DateError | None = None
    for way in (_respelt, _short_span, _spelt_out, _timed, _span_about, _paired, _with_words):
        found = []
        for candidate in way(plain):
            try:
                found.append(read_edtf(candidate).text)
            except FormError:
                continue
            except DateError as error:
                wrong = wrong or error
        if found:
            return list(dict.fromkeys(found))
    if wrong:
        raise wrong
    return []


def _respelt(plain: str) -> Iterator[str]:
    """Yield readings of almost right EDTF, such as ~2020, and of other notations, such as 1990s and Q3 2020."""
    text = plain.replace(" ", "").upper()
    yield text
    yield re.sub(r"^([~?%])(.+)$", r"\2\1", text)
    yield re.sub(r"\?~$|~\?$", "%", text)
    yield re.sub(r"^XXXX/|/XXXX$", "/", text)
    if match := re.fullmatch(r"(\d{4}-\d\d-[012])X", text):  # ten days, or nine from the first on
        yield f"[{match[1]}{0 if match[1][-1] > '0' else 1}..{match[1]}9]"
    if match := re.fullmatch(r"(?:THE)?(\d{3})0'?S", text):
        if match[1][-1] == "0":  # 'the 1800s': a hundred years, or ten
            yield f"{match[1][:2]}XX"
        yield f"{match[1]}X"
    if match := re.fullmatch(r"(\d{4})[-/]?Q([1-4])|(?:Q([1-4])|([1-4])Q)[-/]?(\d{4})", text):
        yield f"{match[1] or match[5]}-Q{match[2] or match[3] or match[4]}"
    if match := re.fullmatch(r"(?:THE)?(\d\d?)(?:ST|ND|RD|TH)(?:CENTURY|CENT\.?|C\.?)", text):
        yield f"{int(match[1]) - 1:02}XX"
    if match := re.fullmatch(r"(\d{1,9})(BCE?|CE|AD)|()AD(\d{1,9})", text):
        year = int(match[1] or match[4])
        yield year_text(1 - year if match[2] and match[2][0] == "B" else year)
    if re.fullmatch(r"\d{3}", plain):
        yield f"0{text}"
    if re.fullmatch(r"\d{5}|\d{7}|\d{9}", plain):
        yield f"Y{text}"
    if match := re.fullmatch(r"(\d{4})(?:-?H|HALF)([12])|H([12])-?(\d{4})", text):
        whole, half = match[1] or match[4], match[2] or match[3]
        yield f"{whole}-01/{whole}-06" if half == "1" else f"{whole}-07/{whole}-12"
    if re.fullmatch(r"\d{8}|\d{4}-?W\d\d-?\d", text):
        try:
            yield date.fromisoformat(text).isoformat()
        except ValueError:
            yield f"{text[:4]}-{text[4:6]}-{text[6:]}"
    if re.fullmatch(r"(?:1[5-9]|2[01])\d{2}(?:0\d|1[012])", text):
        yield f"{text[:4]}-{text[4:]}"


def _short_span(plain: str) -> list[str]:
    """Return readings of 1831/35 and 1831–35 as spans; 2001/02 may also be a month."""
    match = re.fullmatch(r"(\d\d)(\d\d) ?(?:/|-) ?(\d\d)", plain)
    if not match:
        return []
    century, year, end = int(match[1]), int(match[2]), int(match[3])
    month = [f"{match[1]}{match[2]}-{match[3]}"] if 1 <= end <= 12 else []
    if end <= year and (year, end) != (99, 0):
        return month
    return [*month, f"{match[1]}{match[2]}/{century + (end < year):02}{match[3]}"]


def _spelt_out(plain: str) -> list[str]:
    """Return readings of months, seasons and quarters by name, and of numbers in other orders."""
    shape, values = _shape(plain)
    forms = _SHAPES.get(shape) or _SHAPES.get(re.sub(r"[/.-]", "", shape), ())
    readings = [form.format(*values) for form in forms]
    possible = [reading for reading in readings if reading[5:7] <= "12"]  # 8/14/2020 has but one
    return possible or readings


def _shape(plain: str) -> tuple[str, list[str]]:
    """Return the shape of a text (a key of `_SHAPES`) and its words in EDTF: 'MDY', ['08', '06', '2020']."""
    text = re.sub(r"\b([1-4])(?:st|nd|rd|th) quarter|\bquarter ([1-4])", r"q\1\2", plain)
    text = re.sub(rf"\b({'|'.join(_ORDINALS)}) quarter", lambda match: f"q{_ORDINALS[match[1]]}", text)
    shape, values = "", []
    for token in _TOKEN.findall(text):
        word = token.rstrip(".") or token
        if word in ("the", "of", ",", "st", "nd", "rd", "th"):
            continue
        if word in "/-.":
            shape += word
        elif kind := _kind(word):
            shape += kind[0]
            values.append(kind[1])
        else:
            return "", []
    return shape.replace("D.M", "DM"), values


def _kind(word: str) -> tuple[str, str] | None:
    number = re.sub(r"(?:st|nd|rd|th)$", "", word)
    if number.isdecimal() and number.isascii():
        return {1: ("D", f"0{number}"), 2: ("D", number), 4: ("Y", number)}.get(len(number))
    if re.fullmatch(r"q\d|\dq", word):
        return "Q", f"Q{word.strip('q')}"
    if word in _SEASONS:
        return "S", _SEASONS[word]
    months = [n for n, name in enumerate(MONTHS, 1) if len(word) > 2 and name.lower().startswith(word)]
    if word == "sept" or months:
        return "M", f"{9 if word == 'sept' else months[0]:02}"
    return None


def _timed(plain: str) -> list[str]:
    """Return readings of a day with a time of day."""
    match = _TIME.fullmatch(plain)
    if not match:
        return []
    hour, zone = int(match["hour"]), match["zone"] or ""
    if match["half"]:
        hour = hour % 12 + (12 if match["half"] == "p" else 0)
    if match["sign"]:
        zone = f"{match['sign']}{int(match['hours']):02}:{match['minutes'] or '00'}"
    elif zone:
        zone = "Z"
    return [f"{day}T{hour:02}:{match['rest']}{zone}" for day in _dates(match["date"])]


def _paired(plain: str) -> list[str]:
    """Return readings of two dates with a word between them."""
    for pattern, form in _PAIRS:
        if match := pattern.fullmatch(plain):
            joint = [
                reading.split("/") for reading in _spelt_out(f"{match[1]} - {match[2]}") if "/" in reading
            ]
            if pairs := joint or [[a, b] for a in _dates(match[1]) for b in _dates(match[2])]:
                return [form.format(*pair) for pair in pairs]
    # A dash without blanks may also be part of a date; it divides if there is a year on both sides.
    halves = [(plain[: dash.start()], plain[dash.end() :]) for dash in re.finditer("-", plain)]
    whole = [pair for pair in halves if all(re.search(r"\d{4}|\d's?$|\d0s", half) for half in pair)]
    return [f"{a}/{b}" for pair in whole for a in _dates(pair[0]) for b in _dates(pair[1])]


def _span_about(plain: str) -> list[str]:
    """Return readings of 'about 1860 to 1865': both ends are approximate."""
    pattern, _ = _PHRASES[0]
    match = pattern.fullmatch(plain)
    spans = (
        [day.split("/") for day in _dates(match[1]) if re.fullmatch(r"[^/.]+/[^/.]+", day)] if match else []
    )
    return [f"{start}~/{end}~" for start, end in spans]


def _with_words(plain: str) -> list[str]:
    """Return readings of one date with a word before or after it, such as 'about', 'since' or 'before'."""
    for pattern, form in _PHRASES:
        if match := pattern.fullmatch(plain):
            return [form.format(day) for day in _dates(match[1])]
    word, _, rest = plain.partition(" ")
    if word == "before":
        return [f"[..{day_text(read_edtf(day).earliest - 1)}]" for day in _dates(rest)]
    if word == "after":
        return [f"[{day_text(read_edtf(day).latest + 1)}..]" for day in _dates(rest)]
    return []


def _dates(plain: str) -> list[str]:
    """Return the readings of a part of a text."""
    return _readings(plain.strip(" ,"))


def _in_words(text: str) -> str:
    """Return a reading as a person would say it, to tell two readings of one text apart."""
    date = parse_date(text)
    if date.precision == "day":
        _, month, day = civil(date.earliest)
        return f"{day} {MONTHS[month - 1]}"
    from .display import display_date  # here, since display needs what is beside this module

    return display_date(date)
