"""Dates as a spreadsheet writes them: ``%d/%m/%Y`` and the like, read as the parts that they give."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from sphinx_policyrefs.records.dates import parse_date
from sphinx_policyrefs.records.dates.edtf import MONTHS

_PARTS = {
    "d": r"(?P<day>\d{1,2})",
    "m": r"(?P<month>\d{1,2})",
    "B": r"(?P<name>[^\W\d_]{3,})\.?",
    "b": r"(?P<name>[^\W\d_]{3,})\.?",
    "Y": r"(?P<year>\d{4})",
    "H": r"(?P<hour>\d{1,2})",
    "M": r"(?P<minute>\d{2})",
    "S": r"(?P<second>\d{2})",
    "%": "%",
}
_DIRECTIVE = re.compile(r"%(.?)")


@lru_cache(maxsize=64)
def form(text: str) -> re.Pattern[str]:
    """Return what recognises dates of a form; ValueError says what is wrong with the form."""
    pattern, at, used = "", 0, set()
    for match in _DIRECTIVE.finditer(text):
        letter = match[1]
        if letter == "y":
            msg = f"{text!r} gives years two digits, which leaves the century open; write %Y"
            raise ValueError(msg)
        if letter not in _PARTS:
            msg = f"{text!r}: %{letter} is unknown; allowed are %d %m %b %B %Y %H %M %S"
            raise ValueError(msg)
        if letter in used and letter != "%":
            msg = f"{text!r} has %{letter} twice"
            raise ValueError(msg)
        used.add(letter)
        pattern += re.escape(text[at : match.start()]) + _PARTS[letter]
        at = match.end()
    months = used & {"m", "b", "B"}
    if (
        "Y" not in used
        or len(months) > 1
        or ("d" in used and not months)
        or ("H" in used and "d" not in used)
    ):
        msg = f"{text!r} is no form of a date; write one such as %d/%m/%Y, %B %Y or %Y-%m-%d %H:%M"
        raise ValueError(msg)
    return re.compile(pattern + re.escape(text[at:]), re.ASCII if not used & {"b", "B"} else 0)


def edtf(text: str, forms: Iterable[str]) -> str:
    """Return the date of a cell as EDTF where the forms have one reading of it, else the text as it was."""
    found = dict.fromkeys(filter(None, _readings(text.strip(), forms)))
    return next(iter(found)) if len(found) == 1 else text


def _readings(text: str, forms: Iterable[str]) -> Iterator[str]:
    for each in forms:
        match = form(each).fullmatch(text)
        if not match:
            continue
        found = match.groupdict()
        made = found["year"]
        month = found.get("month")
        if name := found.get("name"):
            month = next(
                (str(n) for n, m in enumerate(MONTHS, 1) if m.lower().startswith(name.lower())), None
            )
            if month is None:
                continue
        if month:
            made += f"-{int(month):02}"
        if day := found.get("day"):
            made += f"-{int(day):02}"
        if (hour := found.get("hour")) and found.get("minute"):
            made += f"T{int(hour):02}:{found['minute']}"
            made += f":{second}" if (second := found.get("second")) else ""
        try:
            yield parse_date(made).text
        except ValueError:
            continue
