"""The table of formats, and which of them a file is: its name says nothing about it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from sphinx_policyrefs.imports.published import congress, courtlistener, juriscraper, scotus
from sphinx_policyrefs.imports.published import federal_register as register
from sphinx_policyrefs.imports.published.model import Found
from sphinx_policyrefs.imports.published.places import Places
from sphinx_policyrefs.imports.published.tree import Value, read_json, read_xml
from sphinx_policyrefs.imports.tree import LARGEST, DataError


class Format(NamedTuple):
    """A format that others publish."""

    name: str
    is_it: Callable[[Value], bool]
    read: Callable[[Value, Places, Found], None]


#: The formats that are JSON or XML, in the order in which they are tried.
FORMATS: Final = (
    Format("docket of supremecourt.gov (JSON)", scotus.is_docket, scotus.read_docket),
    Format("docket of juriscraper (JSON)", juriscraper.is_docket, juriscraper.read_docket),
    Format("docket of CourtListener (JSON of API v4)", courtlistener.is_docket, courtlistener.read_docket),
    Format("docket entries of CourtListener (JSON of API v4)", courtlistener.is_entries, courtlistener.read_entries),
    Format("search result of CourtListener (JSON of API v4)", courtlistener.is_search, courtlistener.read_search),
    Format("bill of Congress.gov (JSON, XML) or GovInfo (BILLSTATUS XML)", congress.is_bill, congress.read_bill),
    Format("actions on a bill of Congress.gov (JSON, XML)", congress.is_actions, congress.read_actions),
    Format("document of the Federal Register (JSON of API v1)", register.is_document, register.read_document),
)  # fmt: skip
#: The one that is a table.
TABLE: Final = "docket of CourtListener (CSV of its web page)"
NAMES: Final = (TABLE, *(each.name for each in FORMATS))

#: Names of a data file of ours, or of a timeline, at the top of JSON: another reader's.
_OURS: Final = frozenset({"entries", "version", "events", "kind", "x-origin"})


def read(content: bytes, file: str, found: Found) -> str:
    """Take what a published file holds, and return the name of its format; "" for a file that is none.

    Raises :class:`DataError` where it is one and can't be read.
    """
    if len(content) > LARGEST:
        raise DataError(f"has more than {LARGEST // 1_000_000} MB")
    head = content[:400].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head[:1] == b"<":
        return _read_tree(_xml(content), content, file, found)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""  # which the reader of the format that its name says will tell
    if head[:1] in (b"{", b"["):
        try:
            root = read_json(text)
        except DataError:
            if _is_ours(text):
                return ""
            raise
        return _read_tree(root, content, file, found)
    if courtlistener.is_table(text):
        courtlistener.read_table(text, Places(file), found)
        return TABLE
    return ""


def _xml(content: bytes) -> Value:
    if re.match(rb"\s*(?:<!doctype html|<html)", content[:400].lstrip(b"\xef\xbb\xbf"), re.IGNORECASE):
        raise DataError("is a web page; give the JSON, XML or CSV that the site offers", 1)
    return read_xml(content)


def _is_ours(text: str) -> bool:
    """Return whether a broken text of JSON is rather a data file of ours, or a timeline."""
    names = set(re.findall(r'"([\w-]{2,20})"\s*:', text[:3000]))
    return bool(names & {"entries", "kind", "start_date", "x-origin"})


def _read_tree(root: Value, content: bytes, file: str, found: Found) -> str:
    if not (root.is_map or root.is_list):
        return ""
    for each in FORMATS:
        if each.is_it(root):
            each.read(root, Places(file, lines=content.count(b"\n", 0, 100_000) > 2), found)
            return each.name
    if root.names & _OURS or any(each.names & {"kind"} for each in root if root.is_list):
        return ""
    if what := congress.other(root):
        raise DataError(f"holds {what}")
    if not root.names and not any(True for _ in root):
        raise DataError("holds nothing")
    if any(each.names & {"title", "id", "date"} for each in root if root.is_list):
        return ""
    said = ", ".join(sorted(root.names)[:4]) or "a list"
    raise DataError(f"is none of the formats that import knows ({said}): {'; '.join(NAMES)}")
