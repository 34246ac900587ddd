"""The exports: a module for each format, which writes the record as a text and is loaded when it does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from sphinx_policyrefs.later import later

if TYPE_CHECKING:
    from sphinx_policyrefs.exports.edition import Edition


class Export(NamedTuple):
    """A format in which the record goes out."""

    name: str
    file: str
    #: what it is, for people
    label: str
    #: what it holds, and who reads it
    about: str
    media_type: str
    write: Callable[[Edition], str | bytes]
    #: the extra without which it can't be written
    extra: str = ""
    #: the module that the extra brings
    module: str = ""


_EXPORTS: Final = (
    Export(
        "json",
        "policyrefs.json",
        "JSON",
        "The whole record, as other projects and programs read it; its form is described by a JSON Schema.",
        "application/json",
        later("exports.as_json:write"),
    ),
    Export(
        "csv",
        "policyrefs.csv",
        "CSV",
        "A table for Excel and other spreadsheets: a row for each entry, a column for each field.",
        "text/csv",
        later("exports.as_csv:write"),
    ),
    Export(
        "xlsx",
        "policyrefs.xlsx",
        "Excel",
        "The same table as a workbook of Excel, with days that can be sorted and counted with, and links.",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        later("exports.as_xlsx:write"),
        "spreadsheet",
    ),
    Export(
        "docx",
        "policyrefs.docx",
        "Word",
        "The chronology as a document of Word: a table across the page, with parties, sources, places and words.",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        later("exports.as_docx:write"),
        "word",
        "docx",
    ),
    Export(
        "ics",
        "policyrefs.ics",
        "iCalendar",
        "The chronology and the deadlines, with alarms, for calendars to subscribe to.",
        "text/calendar",
        later("exports.as_ics:write"),
        "calendar",
        "icalendar",
    ),
    Export(
        "atom",
        "policyrefs.atom",
        "Atom",
        "A feed of the entries that were verified, or happened, last.",
        "application/atom+xml",
        later("exports.as_atom:write"),
    ),
    Export(
        "jsonld",
        "policyrefs.jsonld",
        "JSON-LD",
        "Linked data in the terms of schema.org, for search engines and RDF; also within each HTML page.",
        "application/ld+json",
        later("exports.as_jsonld:write"),
    ),
    Export(
        "timelinejs",
        "policyrefs.timelinejs.json",
        "TimelineJS",
        "The chronology for TimelineJS 3, with which newsrooms show timelines.",
        "application/json",
        later("exports.as_timelinejs:write"),
    ),
    Export(
        "csl",
        "policyrefs.csl.json",
        "CSL-JSON",
        "The sources, for Zotero, Pandoc and other reference managers.",
        "application/vnd.citationstyles.csl+json",
        later("exports.as_csl:write"),
    ),
)

EXPORTS: Final[Mapping[str, Export]] = MappingProxyType({export.name: export for export in _EXPORTS})


class UnwritableError(Exception):
    """An export can't be written; the message is one sentence that says what to do."""


class MissingExtraError(UnwritableError):
    """An export needs a library that is not installed."""


def is_writable(export: Export) -> bool:
    """Return whether what an export needs is installed."""
    return not export.module or find_spec(export.module) is not None


def export(name: str, edition: Edition, exports: Mapping[str, Export] = EXPORTS) -> bytes:
    """Return the content of an export's file; *exports* are those that the project has.

    Raises :class:`MissingExtraError` where it needs a library that is not there, :class:`UnwritableError` where
    its settings can't be used.
    """
    chosen = exports[name]
    try:
        content = chosen.write(edition)
    except ModuleNotFoundError as error:
        if not chosen.extra:
            raise
        msg = (
            f"{chosen.file} is not written, since {error.name} is not installed: "
            f"pip install 'sphinx-policyrefs[{chosen.extra}]'"
        )
        raise MissingExtraError(msg) from None
    except UnwritableError as error:
        raise UnwritableError(f"{chosen.file} is not written: {error}") from None
    if isinstance(content, bytes):
        return content
    return content.encode(errors="replace")  # ours hold no halves of pairs; those that a project adds may
