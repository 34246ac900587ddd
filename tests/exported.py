"""Editions made in a test, without Sphinx: what an export is given."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import quote

from factories import entry

from sphinx_policyrefs.exports.edition import Edition
from sphinx_policyrefs.records.dates import parse_date
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.model import DocRecord
from sphinx_policyrefs.views.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_policyrefs.records.model import Entry


def place(entry: Entry) -> str | None:
    """Return where an HTML page shows an entry."""
    return f"{entry.docname}.html#{quote(entry.anchor)}" if entry.docname else None


def said(content: bytes) -> str:
    """Return what the file of an export says: its text, or those of the files that a workbook holds."""
    if not content.startswith(b"PK"):
        return content.decode("utf-8")
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode("utf-8") for name in archive.namelist())


def edition_of(
    *entries: Entry,
    as_of: str = "",
    site: str = "",
    project: str = "Harbour",
    shows: Callable[[str], bool] = lambda _expression: True,
    graph: Graph | None = None,
) -> Edition:
    """Return what the exports are given of entries that stand in one document in this order."""
    if graph is None:
        graph = Graph(
            [DocRecord("page", tuple(e._replace(line=n) for n, e in enumerate(entries, 1)))],
            as_of=parse_date(as_of) if as_of else None,
            today=parse_date(as_of or "2026-11-22"),
            shows=shows,
            sets={e.home: False for e in entries if e.home},
        )
    return Edition(graph, Wording(), project, place, site)


def entries_of_all_kinds() -> list[Entry]:
    """Return a small record with an entry of each kind, and every type of field."""
    return [
        entry(
            "event", "signing", "The Act is signed", text=("Signed into ", ("instrument", "act", "law"), "."),
            date="2024-04-24", parties="biden; tiktok", instrument="act", milestone="signed", type="signing",
            place="Washington", vote="352-65", sources="report @ p. 3", verified="2024-05-01", importance="key",
            follows="leak", url="https://example.org/signing",
        ),
        entry(
            "event", "leak", "A memo leaks", date="2024-03~", sources="majority", confidence="alleged",
            tags="press; memo",
        ),
        entry("event", "call", "A call", date="2025-01-18T22:30-05:00", actor="biden", target="tiktok"),
        entry("event", "talks", "Talks", date="2024-05-02/2024-06-10"),
        entry("party", "biden", "Joe Biden", type="person", office="President", member_of="house"),
        entry("party", "tiktok", "TikTok Inc.", type="company", short="TikTok", aliases="TikTok"),
        entry("party", "house", "The White House", type="agency", jurisdiction="United States"),
        entry(
            "legal-action", "case", "TikTok Inc. v. Garland", filed="2024-05-07", decided="2024-12-06", court="cadc",
            docket="24-1113", petitioners="tiktok", respondents="biden", challenges="act", status="decided",
            disposition="denied", citation="122 F.4th 930", sources="report",
        ),
        entry(
            "instrument", "act", "The Act", signed="2024-04-24", effective="2025-01-19", type="statute",
            issuer="house", citation="Pub. L. 118-50", number="118-50",
        ),
        entry(
            "statement", "remark", "We will fight", text=("“We will fight.”",), date="2024-04-24", speaker="tiktok",
            about="act", position="oppose", sworn="no", venue="A video",
        ),
        entry(
            "agreement", "deal", "The deal", announced="2020-09-19", abandoned="2021-02-10", parties="tiktok",
            shares="tiktok = 12.5%", value="$60 billion", status="abandoned",
        ),
        entry("issue", "speech", "Free speech", type="legal", status="open"),
        entry(
            "source", "report", "The Report", published="2024-05", type="report", author="Doe, Jane; A Committee",
            publisher="The Press", accessed="2024-06-01", url="https://example.org/report", quality="primary",
        ),
        entry(
            "passage", "majority", "A majority", source="report", locator="p. 4", quote="three hundred and fifty-two"
        ),
        entry(
            "claim", "count", "All of them voted", made_in="report @ 12:30", claimant="tiktok", verdict="wrong",
            fault="count", evidence="signing", as_of="2024-06-01", text=("352 did.",),
        ),
        entry("discrepancy", "users", "How many users", about="tiktok", values="170 million | report @ 2\n150 million"),
        entry(
            "deadline", "divest", "The sale is due", from_="act.signed", runs="270 days", imposed_by="act", on="tiktok"
        ),
        entry("deadline", "answer", "The answer is due", due="2024-06-20T17:00-04:00"),
        entry("scenario", "sale", "The app is sold", about="act", condition="A buyer", horizon="2025-01"),
    ]  # fmt: skip
