"""Dates as a spreadsheet writes them: ``%d/%m/%Y`` and the like, read as the parts that they give."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from sphinx_policyrefs.imports.cell_dates import full_year, month_number
from sphinx_policyrefs.records.dates import parse_date

_NAME = r"(?P<name>[^\W\d_]{3,})\.?"
_WEEKDAY = r"[^\W\d_]+\.?"
_PARTS = {
    "d": r"(?P<day>\d{1,2})",
    "m": r"(?P<month>\d{1,2})",
    "B": _NAME,
    "b": _NAME,
    "Y": r"(?P<year>\d{4})",
    "y": r"(?P<short>\d{2})",
    "H": r"(?P<hour>\d{1,2})",
    "I": r"(?P<hour>\d{1,2})",
    "M": r"(?P<minute>\d{2})",
    "S": r"(?P<second>\d{2})",
    "p": r"(?P<half>[AaPp])\.?[Mm]\.?",
    "f": r"\d{1,9}",
    "z": r"(?P<zone>Z|[+-]\d{2}:?\d{2})",
    "A": _WEEKDAY,
    "a": _WEEKDAY,
    "%": "%",
}
#: Directives that stand for several.
_WHOLE = {"%F": "%Y-%m-%d", "%D": "%m/%d/%y", "%T": "%H:%M:%S", "%R": "%H:%M", "%e": "%d", "%h": "%b"}
_DIRECTIVE = re.compile(r"%(.?)")


@lru_cache(maxsize=64)
def form(text: str, century: int | None = None) -> re.Pattern[str]:
    """Return what recognises dates of a form; ValueError says what is wrong with the form."""
    plain = re.sub(r"%[-#_]", "%", text)  # as C libraries write 'without a nought before it'
    plain = re.sub("%[FDTReh]", lambda match: _WHOLE[match[0]], plain)
    pattern, at, used = "", 0, set()
    for match in _DIRECTIVE.finditer(plain):
        letter = match[1]
        if letter == "y" and century is None:
            msg = (
                f"{text!r} gives years two digits, which leaves the century open; write %Y, or say with century which "
                "hundred years are meant (--century 1900 is 1900 to 1999)"
            )
            raise ValueError(msg)
        if letter not in _PARTS:
            allowed = " ".join(f"%{name}" for name in _PARTS if name != "%")
            msg = f"{text!r}: %{letter} is unknown; allowed are {allowed}"
            raise ValueError(msg)
        if letter in used and letter != "%":
            msg = f"{text!r} has %{letter} twice"
            raise ValueError(msg)
        used.add(letter)
        pattern += re.escape(plain[at : match.start()]) + _PARTS[letter]
        at = match.end()
    if not _makes_sense(used):
        msg = f"{text!r} is not a form of a date; write one such as %d/%m/%Y, %B %Y or %Y-%m-%d %H:%M"
        raise ValueError(msg)
    return re.compile(pattern + re.escape(plain[at:]), 0 if used & {"b", "B", "a", "A"} else re.ASCII)


def _makes_sense(used: set[str]) -> bool:
    """Return whether the parts of a form are those of one date, from the largest down."""
    years, months, hours = used & {"Y", "y"}, used & {"m", "b", "B"}, used & {"H", "I"}
    return (
        len(years) == 1
        and len(months) < 2
        and len(hours) < 2
        and ("d" not in used or bool(months))
        and (not hours or "d" in used)
        and (("I" in used) == ("p" in used) or "H" in used)
    )


def edtf(text: str, forms: Iterable[str], century: int | None = None, language: str = "") -> str:
    """Return the date of a cell as EDTF where the forms have one reading of it, else the text as it was."""
    found = dict.fromkeys(filter(None, _readings(text.strip(), forms, century, language)))
    return next(iter(found)) if len(found) == 1 else text


def _readings(text: str, forms: Iterable[str], century: int | None, language: str) -> Iterator[str]:
    for each in forms:
        match = form(each, century).fullmatch(text)
        if not match:
            continue
        found = match.groupdict()
        made = found.get("year") or full_year(found["short"], century or 0)
        month = found.get("month")
        if name := found.get("name"):
            number = month_number(name, language)
            if number is None:
                continue
            month = str(number)
        if month:
            made += f"-{int(month):02}"
        if day := found.get("day"):
            made += f"-{int(day):02}"
        if (hour := found.get("hour")) and found.get("minute"):
            made += f"T{_hour(int(hour), found.get('half')):02}:{found['minute']}"
            made += f":{second}" if (second := found.get("second")) else ""
            made += found.get("zone") or ""
        try:
            yield parse_date(made).text
        except ValueError:
            continue


def _hour(hour: int, half: str | None) -> int:
    """Return the hour of the day; 99, which no day has, for the 13th before noon."""
    if half is None:
        return hour
    return hour % 12 + (12 if half in "pP" else 0) if 1 <= hour <= 12 else 99
