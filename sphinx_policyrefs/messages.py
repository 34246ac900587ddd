"""Every code of a finding, with its default severity and its meaning; also the subtypes of Sphinx warnings."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

#: The type of every warning of this extension: ``suppress_warnings = ["policyrefs.unsourced"]``.
WARNING_TYPE: Final = "policyrefs"

SEVERITIES: Final = ("error", "warning", "info", "off")


class Code(NamedTuple):
    """A code of a finding."""

    name: str
    severity: str
    meaning: str


_CODES = (
    Code("duplicate-id", "error", "Two entries have the same id."),
    Code("unknown-reference", "error", "A reference names no entry, or one of the wrong kind."),
    Code("ambiguous-name", "error", "A reference gives a name that several entries bear."),
    Code("bad-option", "error", "An option is unknown, doubled, or has a value that it does not admit."),
    Code("bad-date", "error", "A date is not EDTF, or impossible."),
    Code("missing-field", "error", "A required field is absent."),
    Code("data-file", "error", "A data file can't be read, or holds what is no entry."),
    Code("end-before-start", "error", "An entry ends before it begins."),
    Code("effect-before-cause", "error", "An entry precedes what it follows from, whatever its dates mean."),
    Code("effective-before-signing", "error", "An instrument takes effect before it is signed."),
    Code("decided-before-filed", "error", "A legal action is decided before it is filed."),
    Code("appeal-before-ruling", "error", "An appeal is filed before the ruling that it appeals from."),
    Code(
        "milestone-mismatch",
        "error",
        "An event and the milestone that it is have dates that exclude each other.",
    ),
    Code(
        "deadline-mismatch",
        "error",
        "The due day that a deadline asserts is not the computed one, or it is said to be met and was met late.",
    ),
    Code("shares-over-100", "error", "The shares of an agreement add up to more than 100 per cent."),
    Code("circular-relation", "error", "An entry leads back to itself."),
    Code("not-an-entry", "warning", "A comment or a text begins like an entry or a view, and is none."),
    Code("federation", "warning", "The export of another set can't be had, or holds what is of no use here."),
    Code(
        "single-source-dispute", "warning", "Something disputed or alleged rests on fewer than two sources."
    ),
    Code("claim-without-evidence", "warning", "A claim has a verdict and no evidence."),
    Code("waiver-unused", "warning", "A waiver waives nothing."),
    Code("source-copied", "warning", "The HTML output holds copies of sources with notes or hidden entries."),
    Code(
        "doctrees-published",
        "warning",
        "A folder with pages of HTML holds doctrees, and in them all that is internal.",
    ),
    Code("unsourced", "info", "An event, statement, instrument or legal action has no source."),
    Code("weak-source", "info", "A key entry has neither a primary nor an official source."),
    Code("unverified", "info", "A key entry has not been verified."),
    Code("stale-pending", "info", "A pending legal action has had no milestone for long."),
    Code("citation-unknown", "info", "A citation of a U.S. form is not recognised."),
    Code("court-unknown", "info", "A court is written like an id, and no court is known by it."),
    Code("docket-format", "info", "A docket number has not the form of the court's numbers."),
    Code("claim-superseded", "info", "Evidence of a claim is newer than its as-of day."),
    Code("discrepancy-open", "info", "A discrepancy is not resolved."),
    Code("deadline-open", "info", "A deadline has passed, and nothing says what became of it."),
    Code("unused-entry", "info", "Nothing refers to a party, a source or an issue."),
    Code("unlinked-mention", "info", "Prose names an entry without a link."),
)

CODES: Final[Mapping[str, Code]] = MappingProxyType({code.name: code for code in _CODES})
