"""The chronology and the deadlines as a calendar (RFC 5545), written by the library icalendar.

Nothing depends on the clock. DTSTAMP and LAST-MODIFIED are the moment that SOURCE_DATE_EPOCH names, else the newest
day on which an entry of the record was verified, or the as-of day if that is later. SEQUENCE counts the minutes
up to that moment and the days up to the one on which the entry itself was verified. So none of them goes back when a
date is corrected.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from sphinx_policyrefs.exports.texts import day_of, ends_of, first_id, is_sure, moment_of, one_line, uuid_of
from sphinx_policyrefs.records.dates import PartialDate, parse_date
from sphinx_policyrefs.records.deadline_outcome import course
from sphinx_policyrefs.views.cells import plain
from sphinx_policyrefs.views.wording import N_

if TYPE_CHECKING:
    from icalendar import Event

    from sphinx_policyrefs.exports.edition import Edition
    from sphinx_policyrefs.records.chronology import Row
    from sphinx_policyrefs.records.model import Entry

#: How long before a deadline a calendar reminds of it: at nine o'clock where it is a whole day.
_ALARMS: Final = (timedelta(days=7), timedelta(days=1))
_MORNING: Final = timedelta(hours=9)

#: When a record was revised that says nothing of it, and what SEQUENCE counts from.
_LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)

#: Fields that say where something is.
_PLACES: Final = ("place", "venue", "court")


def write(edition: Edition) -> str:
    """Return the calendar: an event for each row of the chronology whose day is known at all."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//sphinx-policyrefs//{edition.wording.language.upper()}")
    calendar.add("calscale", "GREGORIAN")
    if edition.project:
        for name in ("name", "x-wr-calname"):
            calendar.add(name, one_line(edition.project))
    revised = _revised(edition)
    for row in edition.rows:
        if (span := _span(row.date)) is not None:
            calendar.add_component(_event(edition, row, span, revised))
    text: str = calendar.to_ical().decode()
    return text


def _span(when: PartialDate) -> tuple[date | datetime, date | datetime | None] | None:
    """Return start and end, which is no more part of it; None where a calendar has no place for it.

    Of a span with one open side the known end is a day.  A time with an offset is given in UTC, one without
    goes by the reader's clock.
    """
    if when.is_unknown:
        return None
    if when.seconds is not None:
        moment = moment_of(when)
        if moment is None:
            return None
        return (moment.astimezone(UTC) if when.offset is not None else moment.replace(tzinfo=None)), None
    if when.is_open:
        known = next((end for end in ends_of(when) if end is not None), None)
        return None if known is None else _span(known)
    first, last = day_of(when.earliest), day_of(when.latest)
    if first is None or last is None:
        return None
    return first, last + timedelta(days=1)


def _event(
    edition: Edition, row: Row, span: tuple[date | datetime, date | datetime | None], revised: datetime
) -> Event:
    from icalendar import Event

    entry = edition.graph.entries[row.entry]
    start, end = span
    sure = is_sure(row.date) and not edition.cells.doubts(row)
    found = course(edition.graph, entry.id) if edition.graph.kinds[entry.kind].computed else None
    state = found.state if found is not None else ""
    title = plain(edition.cells.row_title(row))
    if not is_sure(row.date) or row.date.is_open:
        title += f" ({edition.wording.date(row.date)})"
    event = Event()
    event.add("uid", uuid_of(edition, "calendar", first_id(entry), row.field))
    event.add("dtstamp", revised)
    event.add("last-modified", revised)
    event.add("sequence", _sequence(entry, revised))
    event.add("dtstart", start)
    if end is not None:
        event.add("dtend", end)
    event.add("summary", one_line(title))
    event.add("status", "CANCELLED" if state == "revoked" else "CONFIRMED" if sure else "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    event.add("categories", [one_line(text) for text in _categories(edition, entry)])
    event.add("description", "\n".join(map(one_line, _description(edition, row))))
    if place := _place(edition, entry):
        event.add("location", one_line(place))
    if edition.site and (uri := edition.uri(entry)):
        event.add("url", one_line(uri))
    if found is not None and not found.asserted and state in ("open", "overdue", "over"):
        for before in _ALARMS:
            event.add_component(_alarm(title, before if isinstance(start, datetime) else before - _MORNING))
    return event


def _revised(edition: Edition) -> datetime:
    """Return when the record was last revised, as far as it says; never later than now."""
    if edition.revised is not None:
        return edition.revised
    texts = [text for entry in edition.entries if (text := entry.date_text("verified"))]
    dates = [*map(parse_date, texts), *filter(None, [edition.graph.as_of])]
    moments = [moment.astimezone(UTC) for date in dates if (moment := moment_of(date)) is not None]
    return min(max(moments, default=_LONG_AGO), datetime.now(UTC).replace(microsecond=0))


def _sequence(entry: Entry, revised: datetime) -> int:
    """Return a number that rises when the record is revised, and when the entry is."""
    text = entry.date_text("verified")
    verified = moment_of(parse_date(text)) if text else None
    days = (verified.astimezone(UTC) - _LONG_AGO).days if verified is not None else 0
    return (revised - _LONG_AGO) // timedelta(minutes=1) + max(days, 0)


def _categories(edition: Edition, entry: Entry) -> list[str]:
    label = edition.wording(edition.graph.kinds[entry.kind].label)
    return list(dict.fromkeys([label, *entry.fields.get("tags", ())]))


def _description(edition: Edition, row: Row) -> list[str]:
    """Return what there is to say: the date as it reads, the text, who is concerned, how it ended, sources."""
    cells, word = edition.cells, edition.wording
    entry = edition.graph.entries[row.entry]
    lines = [f"{word.label(N_('date'))}: {word.date(row.date)}", edition.summary(entry)]
    lines += [edition.summary(edition.graph.entries[id_]) for id_ in row.statements]
    if edition.graph.kinds[entry.kind].computed:
        ended = course(edition.graph, entry.id)
        if ended.ends or ended.asserted:
            said = cells.column(entry, "outcome")
            lines += map(plain, said if ended.ends else said[:1])  # what is open says no more each day
    for label, found in (
        (N_("parties"), cells.column(entry, "parties", row)),
        (N_("sources"), cells.column(entry, "sources", row)),
    ):
        if found:
            lines.append(f"{word.label(label)}: {'; '.join(map(plain, found))}")
    return [line for line in lines if line]


def _place(edition: Edition, entry: Entry) -> str:
    for name in _PLACES:
        if text := entry.fields.get(name):
            return edition.cells.court(text) if name == "court" else str(text)
    return ""


def _alarm(title: str, before: timedelta) -> Any:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", one_line(title))
    alarm.add("trigger", -before)
    return alarm
