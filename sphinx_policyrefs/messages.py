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
    Code("ambiguous-name", "error", "A reference uses a name that several entries have."),
    Code("bad-option", "error", "An option is unknown, repeated, or has a value that is not allowed."),
    Code("bad-date", "error", "A date is not EDTF, or impossible."),
    Code("missing-field", "error", "A required field is absent."),
    Code("data-file", "error", "A data file can't be read, or contains something that is not an entry."),
    Code("end-before-start", "error", "An entry, or the span of a view, ends before it begins."),
    Code(
        "effect-before-cause",
        "error",
        "An entry is certainly earlier than its cause or than what it follows.",
    ),
    Code("effective-before-signing", "error", "An instrument takes effect before it is signed."),
    Code("decided-before-filed", "error", "A legal action is decided before it is filed."),
    Code("appeal-before-ruling", "error", "An appeal is filed before the ruling that it appeals from."),
    Code(
        "milestone-mismatch",
        "error",
        "An event and the date that it is the milestone of have no day in common.",
    ),
    Code(
        "deadline-mismatch",
        "error",
        "The due day of a deadline is not the computed one, or a deadline that was met late is said to be met.",
    ),
    Code("shares-over-100", "error", "The shares of an agreement add up to more than 100 percent."),
    Code(
        "circular-relation",
        "error",
        "A relation, such as follows or parent, leads back to its start.",
    ),
    Code(
        "quote-not-found", "error", "The copy of a source does not contain the words that are quoted from it."
    ),
    Code(
        "prose-quote-differs",
        "error",
        "Words quoted in prose stand in nothing that their sentence refers to.",
    ),
    Code(
        "copy-changed", "error", "The copy of a source is another file than the one whose SHA-256 is given."
    ),
    Code(
        "not-an-entry",
        "warning",
        "A comment or a text looks like an entry or a view, but is not read as one.",
    ),
    Code("copy-published", "error", "A local copy of a source would be published."),
    Code(
        "federation",
        "warning",
        "The export of another project can't be loaded or used in full.",
    ),
    Code(
        "single-source-dispute", "warning", "Something disputed or alleged rests on fewer than two sources."
    ),
    Code(
        "verified-unread",
        "warning",
        "An entry is verified, but none of its sources has a day on which it was opened, or a copy.",
    ),
    Code("claim-without-evidence", "warning", "A claim has a verdict but no evidence."),
    Code(
        "quote-elsewhere", "warning", "Quoted words stand at another place of the source than the one given."
    ),
    Code("copy-missing", "warning", "The copy of a source is not where the source says it is."),
    Code("option-unused", "warning", "A view was given an option that has no effect in it."),
    Code("prose-differs", "warning", "A sentence gives another date than the entry that it refers to."),
    Code("signoff-lapsed", "warning", "A sentence that was signed has changed since, or its evidence has."),
    Code("signoff-query", "warning", "Somebody who was to sign a sentence has asked something about it."),
    Code("waiver-unused", "warning", "A waiver is not needed: the check would not report anything."),
    Code(
        "source-copied",
        "warning",
        "The HTML output contains copies of source files with notes or hidden entries.",
    ),
    Code(
        "source-extracted",
        "warning",
        "A catalogue for translators contains a role that names a confidential source.",
    ),
    Code(
        "doctrees-published",
        "warning",
        "A folder of HTML pages contains doctrees, which hold all internal content.",
    ),
    Code("baseline-missing", "info", "A view compares with an earlier record, and there is none yet."),
    Code("unsourced", "info", "An event, statement, instrument or legal action has no source."),
    Code("weak-source", "info", "A key entry has neither a primary nor an official source."),
    Code("unverified", "info", "A key entry has not been verified."),
    Code("no-words", "info", "No citation of a key, disputed or alleged entry has words."),
    Code("no-locator", "info", "A long document is cited without a place in it."),
    Code("no-archive", "info", "A source on the web is cited, and neither archived nor copied."),
    Code("stale-pending", "info", "A pending legal action has not had a milestone for a long time."),
    Code(
        "citation-unknown",
        "info",
        "A citation looks like one of United States law but is not in a known form.",
    ),
    Code("court-unknown", "info", "A court is written like an id, but no court has this id."),
    Code("docket-format", "info", "A docket number is not in the form that the court uses."),
    Code(
        "future-date", "info", "Something is said to be verified, accessed or judged on a day still to come."
    ),
    Code("claim-superseded", "info", "Evidence of a claim is newer than its as-of day."),
    Code("discrepancy-open", "info", "A discrepancy is not resolved."),
    Code("deadline-open", "info", "A deadline has passed, and the record does not say what became of it."),
    Code("unused-entry", "info", "Nothing refers to a party, a source or an issue."),
    Code("quote-unchecked", "info", "Quoted words can't be compared with a copy of their source."),
    Code(
        "unreferenced-sentence",
        "info",
        "A sentence says something that can be checked and refers to no evidence.",
    ),
    Code("unsigned-sentence", "info", "A sentence is not signed by as many people as it has to be."),
    Code("possible-duplicate", "info", "Two events may be the same."),
    Code(
        "possible-conflict",
        "info",
        "Two entries that seem to be about the same thing give different values of a field.",
    ),
    Code("unlinked-mention", "info", "Prose names an entry without a link."),
)

CODES: Final[Mapping[str, Code]] = MappingProxyType({code.name: code for code in _CODES})
