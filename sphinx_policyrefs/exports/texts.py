"""What several exports share: text that every reader accepts, stable names, and dates as days and times."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID, uuid5

from sphinx_policyrefs.records.dates import PartialDate, civil

if TYPE_CHECKING:
    from sphinx_policyrefs.exports.edition import Edition
    from sphinx_policyrefs.records.model import Entry

#: Halves of pairs, and what XML 1.0 and calendars have no place for.
_UNFIT = re.compile("[\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")

#: Names of this project's own are made from it; it never changes.
_NAMESPACE: Final = UUID("6f3b1f0e-3d0c-5a52-9d1e-0c1f6a2d7b44")


def tidy(text: str) -> str:
    """Return *text* without characters that other formats forbid, and no import takes."""
    return text if text.isprintable() else _UNFIT.sub("�", text)


def tidied(value: Any) -> Any:
    """Return a value of JSON with all its texts tidied."""
    match value:
        case str():
            return tidy(value)
        case list():
            return [tidied(part) for part in value]
        case dict():
            return {key: tidied(part) for key, part in value.items()}
    return value


def one_line(text: str) -> str:
    """Return *text* tidied and on one line."""
    return " ".join(tidy(text).split())


def uuid_of(edition: Edition, *parts: str) -> str:
    """Return a name for a part of the record that stays the same as long as its project and its id do."""
    return str(uuid5(_NAMESPACE, tidy("\n".join((edition.project, *parts)))))


def first_id(entry: Entry) -> str:
    """Return the first id that an entry had, by which calendars and feeds go on knowing it."""
    return str(entry.fields.get("formerly", (entry.id,))[0])


def day_of(number: int) -> date | None:
    """Return a day number as a date; None outside of the years 1 to 9999, which Python's calendar does not have."""
    inside = date.min.toordinal() <= number < date.max.toordinal()
    return date.fromordinal(number) if inside else None


def moment_of(when: PartialDate) -> datetime | None:
    """Return the first moment of a date, in UTC where it says no other; None where there is none."""
    day = day_of(when.earliest)
    if day is None:
        return None
    zone = UTC if not when.offset else timezone(timedelta(minutes=when.offset))
    return datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(seconds=when.seconds or 0)


def parts_of(when: PartialDate) -> tuple[int, ...]:
    """Return year, month and day, as far as they are known; () where not even the year is."""
    if when.is_unknown or when.precision in ("interval", "set", "decade", "century"):
        return ()
    year, month, day = civil(when.earliest)
    match when.precision:
        case "day":
            return year, month, day
        case "month":
            return year, month
        case _:  # the year of a winter is that in which it begins
            return (year,)


def ends_of(when: PartialDate) -> tuple[PartialDate | None, PartialDate | None]:
    """Return start and end of a date: of an interval or a set its ends, of any other the date and None."""
    if when.precision == "interval":
        return when.parts[0], when.parts[1]
    if when.precision == "set":
        members = [part for part in when.parts if part is not None]
        first = min(members, key=lambda part: part.earliest)
        last = max(members, key=lambda part: part.latest)
        start = first.parts[0] if first.precision == "interval" else first
        end = last.parts[1] if last.precision == "interval" else last
        return start, end
    return when, None


def is_sure(when: PartialDate) -> bool:
    """Return whether a date says what day it is, or from which day to which."""
    ends = [end for end in ends_of(when) if end is not None]
    marked = when.approximate or when.uncertain or when.unspecified or when.is_unknown
    return not marked and when.precision != "set" and bool(ends) and all(end.is_exact for end in ends)
