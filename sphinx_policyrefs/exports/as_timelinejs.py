"""The chronology as a timeline of a newsroom: the JSON of TimelineJS 3, whose texts are HTML."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

from sphinx_policyrefs.exports.texts import ends_of, is_sure, parts_of, tidy
from sphinx_policyrefs.records.dates import PartialDate, civil
from sphinx_policyrefs.records.fields import safe_url
from sphinx_policyrefs.views.cells import at, by_place, plain
from sphinx_policyrefs.views.wording import N_

if TYPE_CHECKING:
    from sphinx_policyrefs.exports.edition import Edition
    from sphinx_policyrefs.records.chronology import Row


def write(edition: Edition) -> str:
    """Return the timeline: a slide for each row of the chronology whose day is known at all."""
    data: dict[str, Any] = {"scale": "human"}
    if edition.project:
        data["title"] = {"unique_id": "title", "text": {"headline": _html(edition.project), "text": ""}}
    data["events"] = [slide for row in edition.rows if (slide := _slide(edition, row))]
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _slide(edition: Edition, row: Row) -> dict[str, Any] | None:
    start, end = _dates(row.date)
    if start is None:
        return None
    entry = edition.graph.entries[row.entry]
    slide: dict[str, Any] = {"start_date": start}
    if end is not None:
        slide["end_date"] = end
    if end is not None or row.date.is_open or not is_sure(row.date):
        slide["display_date"] = _html(edition.wording.date(row.date))
    slide["text"] = {
        "headline": _html(plain(edition.cells.row_title(row))),
        "text": "".join(f"<p>{part}</p>" for part in _texts(edition, row)),
    }
    slide["group"] = tidy(edition.wording(edition.graph.kinds[entry.kind].label))
    slide["unique_id"] = tidy(entry.anchor if row.field == "date" else f"{entry.anchor}-{row.field}")
    slide["autolink"] = False
    return slide


def _texts(edition: Edition, row: Row) -> list[str]:
    """Return the paragraphs of a slide, as HTML."""
    cells, entries = edition.cells, edition.graph.entries
    entry = entries[row.entry]
    texts = [_html(edition.summary(entries[id_])) for id_ in (entry.id, *row.statements)]
    if parties := cells.column(entry, "parties", row):
        texts.append(
            f"{_html(edition.wording.label(N_('parties')))}: {_html('; '.join(map(plain, parties)))}"
        )
    sources = []
    links = (link for id_ in row.members for link in edition.graph.links(id_).get("sources", ()))
    for place in by_place(links):
        source = entries[place[0].target]
        text = _html(source.fields.get("short", source.title))
        url = source.fields.get("url", "")
        text = f'<a href="{_html(url)}">{text}</a>' if url and safe_url(url) else text
        sources.append(text + _html(plain(at((), place[0].locator) + cells.worded(place))))
    if sources:
        texts.append(f"{_html(edition.wording.label(N_('sources')))}: {'; '.join(sources)}")
    if uri := edition.uri(entry):
        texts.append(f'<a href="{_html(uri)}">{_html(edition.wording(N_("In the record")))}</a>')
    return [text for text in texts if text]


def _dates(when: PartialDate) -> tuple[dict[str, int] | None, dict[str, int] | None]:
    """Return start and end as TimelineJS has them; of a span with one open side the known end is the start.

    A date that is neither a day nor a month nor a year becomes the span of all that it may be.
    """
    start, end = ends_of(when)
    if start is None or end is None:
        known = start or end
        if known is None or known.is_unknown:
            return None, None
        if parts := _parts(known):
            return _date(parts, when.seconds), None
        return _day(known.earliest), _day(known.latest)
    parts = _parts(start)
    return _date(parts) if parts else _day(start.earliest), _day(end.latest)


def _parts(when: PartialDate) -> tuple[int, ...]:
    return parts_of(when) if when.precision in ("day", "month", "year") else ()


def _date(parts: tuple[int, ...], seconds: int | None = None) -> dict[str, int]:
    date = dict(zip(("year", "month", "day"), parts, strict=False))
    if seconds is not None:
        date["hour"], date["minute"] = seconds // 3600, seconds // 60 % 60
        if seconds % 60:
            date["second"] = seconds % 60
    return date


def _day(number: int) -> dict[str, int]:
    return _date(civil(number))


def _html(text: str) -> str:
    return escape(tidy(text))
