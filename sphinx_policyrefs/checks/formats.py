"""Checks of the form of values: citations, dockets, courts, shares, and deadlines without a day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from sphinx_policyrefs.checks.scope import Scope, finding
from sphinx_policyrefs.records.archives import archived_from, is_same
from sphinx_policyrefs.records.citecheck import check_with_eyecite
from sphinx_policyrefs.records.courts import COURTS, FEDERAL, find_court, nearest_courts
from sphinx_policyrefs.records.dates import civil
from sphinx_policyrefs.records.dockets import docket_ok
from sphinx_policyrefs.records.kinds import SOURCE
from sphinx_policyrefs.records.model import Entry, Finding


def citation_unknown(scope: Scope) -> Iterator[Finding]:
    """Yield the citations of U.S. law that are not recognised, or that fit another entry."""
    for entry in scope.entries():
        for text in entry.fields.get("citation", ()):
            if scope.citations.looks_us(text, scope.graph.citations):
                message = (
                    f'"{text}" looks like a citation of U.S. law, but its form is not known; write it as in '
                    f"85 Fed. Reg. 48,637, or add its form to policyrefs_citations"
                )
                yield finding("citation-unknown", entry, message, "citation")
            elif entry.kind == "legal-action":
                court = find_court(entry.fields.get("court", ""), COURTS)
                for message in check_with_eyecite(
                    text, entry.title, _year(scope, entry, text), court.id if court else "", scope.citations
                ):
                    yield finding(
                        "citation-unknown", entry, f"{message.rstrip('.')}; correct one", "citation"
                    )


def _year(scope: Scope, case: Entry, text: str) -> int | None:
    """Return the year that a citation of a case should bear; None where that is not certain.

    A case may be cited with its opinions before the decision: their years are between filing and decision, and another
    citation bears that of the decision.
    """
    decided = scope.graph.date(case.id, "decided")
    if decided is None or not decided.is_exact:
        return None
    year = civil(decided.earliest)[0]
    filed = scope.graph.date(case.id, "filed")
    cited = _cited_year(scope, text)
    if filed is None or filed.is_unknown or cited is None or not civil(filed.earliest)[0] <= cited < year:
        return year
    return None if year in (_cited_year(scope, each) for each in case.fields["citation"]) else year


def _cited_year(scope: Scope, text: str) -> int | None:
    """Return the year in which the case of a citation was decided, as the citation has it."""
    case = scope.citations.case(text)
    return int(case.year) if case is not None and case.year else None


def archive_url(scope: Scope) -> Iterator[Finding]:
    """Yield the sources whose archived page is that of another address."""
    for source in scope.entries(SOURCE):
        address, archive = source.fields.get("url", ""), source.fields.get("archive-url", "")
        held = archived_from(archive)
        if not held or not address.lower().startswith(("http://", "https://")):
            continue
        if not is_same(held, address) and not is_same(held, archived_from(address)):
            message = f':archive-url: holds "{held}", and :url: is "{address}"; correct one of the two'
            yield finding("bad-option", source, message, "archive-url")


def docket_format(scope: Scope) -> Iterator[Finding]:
    """Yield the docket numbers at federal courts in no known form; without a court, only likely U.S. ones."""
    for case in scope.entries("legal-action"):
        docket, court = case.fields.get("docket"), case.fields.get("court")
        if not docket or docket_ok(docket):
            continue
        if find_court(court, FEDERAL) is not None if court else scope.citations.looks_us(docket):
            message = f'"{docket}" is not a docket number of a federal court; write it as in 1:20-cv-02658 or 24-1113'
            yield finding("docket-format", case, message, "docket")


def court_unknown(scope: Scope) -> Iterator[Finding]:
    """Yield the courts that are written like an id and are the id of no court."""
    for case in scope.entries("legal-action"):
        court = case.fields.get("court", "")
        if not re.fullmatch(r"[a-z0-9]+", court) or find_court(court, scope.graph.courts) is not None:
            continue
        near = " or ".join(nearest_courts(court, scope.graph.courts)) or "cadc"
        message = (
            f'"{court}" is not the id of a court that is known; write an id such as {near}, or the name of '
            f"the court, or add it to policyrefs_courts"
        )
        yield finding("court-unknown", case, message, "court")


def shares_over_100(scope: Scope) -> Iterator[Finding]:
    """Yield the agreements whose shares add up to more than 100 percent."""
    for agreement in scope.entries("agreement"):
        total = sum((Decimal(share) for _, share in agreement.fields.get("shares", ())), Decimal(0))
        if total > 100:
            message = f'the shares under "{agreement.title}" add up to {total} per cent; correct :shares:'
            yield finding("shares-over-100", agreement, message, "shares")


def missing_field(scope: Scope) -> Iterator[Finding]:
    """Yield the deadlines that have no day; required fields are reported where they are read."""
    for deadline in scope.entries("deadline"):
        given = {*deadline.fields, *deadline.lines}
        if "due" not in given and not {"from", "runs"} <= given:
            message = f'the deadline "{deadline.title}" has no day; write :from: and :runs:, or :due:'
            yield finding("missing-field", deadline, message)
