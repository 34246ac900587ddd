"""A feed of what is new (Atom, RFC 4287): entries by the day on which they were verified, else by their latest date."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET  # it writes here, and reads nothing

from sphinx_policyrefs.exports.texts import first_id, moment_of, tidy, uuid_of
from sphinx_policyrefs.records.dates import PartialDate, parse_date
from sphinx_policyrefs.views.cells import plain

if TYPE_CHECKING:
    from sphinx_policyrefs.exports.edition import Edition
    from sphinx_policyrefs.records.model import Entry

#: How many entries a feed holds: readers keep what they have seen, and fetch it often.
LARGEST: Final = 100

_ATOM: Final = "http://www.w3.org/2005/Atom"
_XML: Final = "http://www.w3.org/XML/1998/namespace"

#: Of a feed without entries, which has to say when it was updated.
_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


def write(edition: Edition) -> str:
    """Return the feed, newest first."""
    dated = [(when, entry) for entry in edition.entries if (when := updated(edition, entry)) is not None]
    dated.sort(key=lambda pair: pair[0], reverse=True)  # entries of one day stay in the order of ids
    dated = dated[:LARGEST]
    as_of = edition.graph.as_of
    newest = dated[0][0] if dated else (moment_of(as_of) if as_of is not None else None) or _NEVER
    feed = ET.Element(
        "feed",
        {
            "xmlns": _ATOM,
            f"{{{_XML}}}lang": edition.wording.language.replace("_", "-"),
            # The feed lies one folder below the root of the site, from which the addresses are counted.
            f"{{{_XML}}}base": edition.site or "../",
        },
    )
    _add(feed, "id", f"urn:uuid:{uuid_of(edition, 'feed')}")
    _add(feed, "title", edition.project or "policyrefs")
    _add(feed, "updated", _stamp(newest))
    author = ET.SubElement(feed, "author")
    _add(author, "name", edition.author or edition.project or "policyrefs")
    ET.SubElement(feed, "link", rel="self", type="application/atom+xml", href="_policyrefs/policyrefs.atom")
    ET.SubElement(feed, "link", rel="alternate", type="text/html", href=edition.site or "./")
    for when, entry in dated:
        _entry(feed, edition, entry, when)
    ET.indent(feed)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(feed, encoding="unicode")}\n'


def updated(edition: Edition, entry: Entry) -> datetime | None:
    """Return the day of an entry in the feed; None where it has no place there.

    Sources and deadlines are there only where they were verified: what was published or is due on a day is not news
    of that day.  Days to come are none of those that count.
    """
    if verified := entry.date_text("verified"):
        return moment_of(parse_date(verified))
    kind = edition.graph.kinds[entry.kind]
    if kind.aside or kind.computed:
        return None
    today = edition.graph.today
    past = [
        moment
        for when in edition.graph.dates(entry.id)
        if not when.is_unknown
        and (today is None or when.earliest <= today.latest)
        and (moment := moment_of(when)) is not None
    ]
    return max(past, default=None)


def _entry(feed: ET.Element, edition: Edition, entry: Entry, when: datetime) -> None:
    element = ET.SubElement(feed, "entry")
    _add(element, "id", f"urn:uuid:{uuid_of(edition, 'entry', first_id(entry))}")
    _add(element, "title", plain(edition.cells.marked(entry)))
    _add(element, "updated", _stamp(when))
    if uri := edition.uri(entry):
        ET.SubElement(element, "link", rel="alternate", type="text/html", href=tidy(uri))
    label = edition.wording(edition.graph.kinds[entry.kind].label)
    ET.SubElement(element, "category", term=entry.kind, label=tidy(label))
    for tag in entry.fields.get("tags", ()):
        ET.SubElement(element, "category", term=tidy(tag))
    first = edition.graph.first_date(entry.id)
    parts = [_sentence(edition, first), edition.summary(entry)]
    _add(element, "summary", " ".join(part for part in parts if part) or entry.title)


def _sentence(edition: Edition, when: PartialDate | None) -> str:
    if when is None or when.is_unknown:
        return ""
    text = edition.wording.date(when)
    return f"{text[:1].upper()}{text[1:]}."


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = tidy(text)


def _stamp(moment: datetime) -> str:
    """Return a moment as RFC 3339 has it."""
    return moment.isoformat().replace("+00:00", "Z")
