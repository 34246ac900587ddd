"""The table of checks, and the function that runs them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from sphinx_policyrefs.checks import (
    citing,
    cycles,
    dates,
    formats,
    mentions,
    overlaps,
    own_prose,
    prose_quotes,
    quotations,
    references,
    signoffs,
    sourcing,
)
from sphinx_policyrefs.checks.scope import Scope, finding
from sphinx_policyrefs.messages import CODES, Code
from sphinx_policyrefs.records.model import Finding

#: What finds each code in the whole of the record.
CHECKS: Final[Mapping[str, Callable[[Scope], Iterator[Finding]]]] = {
    "bad-option": formats.archive_url,
    "missing-field": formats.missing_field,
    "end-before-start": dates.end_before_start,
    "effect-before-cause": dates.effect_before_cause,
    "effective-before-signing": dates.effective_before_signing,
    "decided-before-filed": dates.decided_before_filed,
    "appeal-before-ruling": dates.appeal_before_ruling,
    "milestone-mismatch": dates.milestone_mismatch,
    "deadline-mismatch": dates.deadline_mismatch,
    "deadline-open": dates.deadline_open,
    "stale-pending": dates.stale_pending,
    "future-date": dates.future_date,
    "claim-superseded": dates.claim_superseded,
    "shares-over-100": formats.shares_over_100,
    "circular-relation": cycles.circular_relation,
    "unsourced": sourcing.unsourced,
    "single-source-dispute": sourcing.single_source_dispute,
    "weak-source": sourcing.weak_source,
    "unverified": sourcing.unverified,
    "verified-unread": citing.verified_unread,
    "no-words": citing.no_words,
    "no-locator": citing.no_locator,
    "no-archive": citing.no_archive,
    "claim-without-evidence": sourcing.claim_without_evidence,
    "discrepancy-open": sourcing.discrepancy_open,
    "unused-entry": sourcing.unused_entry,
    "source-copied": sourcing.source_copied,
    "source-extracted": sourcing.source_extracted,
    "citation-unknown": formats.citation_unknown,
    "court-unknown": formats.court_unknown,
    "docket-format": formats.docket_format,
    "unlinked-mention": mentions.unlinked_mention,
    "prose-differs": own_prose.prose_differs,
    "unreferenced-sentence": own_prose.unreferenced_sentence,
    "signoff-lapsed": signoffs.signoff_lapsed,
    "signoff-query": signoffs.signoff_query,
    "unsigned-sentence": signoffs.unsigned_sentence,
    "possible-duplicate": overlaps.possible_duplicate,
    "possible-conflict": overlaps.possible_conflict,
    "quote-not-found": quotations.quote_not_found,
    "quote-elsewhere": quotations.quote_elsewhere,
    "quote-unchecked": quotations.quote_unchecked,
    "prose-quote-differs": prose_quotes.prose_quote_differs,
    "copy-missing": quotations.copy_missing,
    "copy-changed": quotations.copy_changed,
}

#: What finds several codes at once, those of references.
REFERENCES: Final[tuple[Callable[[Scope], Iterator[Finding]], ...]] = (
    references.references,
    references.named_fields,
)

#: What finds the codes that are settled before or beside the checks; some of :data:`CHECKS` add to them.
ORIGINS: Final[Mapping[str, str]] = {
    "duplicate-id": "records.graph",
    "unknown-reference": "records.graph and checks.references",
    "ambiguous-name": "records.graph and checks.references",
    "bad-option": "adapter.reading.directives and checks.references",
    "option-unused": "adapter.reading.directives",
    "bad-date": "adapter.reading.directives",
    "missing-field": "adapter.reading.directives",
    "not-an-entry": "adapter.reading.near_misses",
    "data-file": "imports",
    "federation": "adapter.references.federation",
    "doctrees-published": "commands.doctrees",
    "copy-published": "adapter.published_copies",
    "baseline-missing": "adapter.exporting.baselines",
    "waiver-unused": "checks.table",
}

#: Checks that take longer than all others together: a build runs them only if it reports their findings.
SLOW: Final = frozenset(
    {
        "unlinked-mention",
        "unreferenced-sentence",
        "unsigned-sentence",
        "citation-unknown",
        "possible-duplicate",
        "possible-conflict",
        "quote-not-found",
        "quote-elsewhere",
        "quote-unchecked",
    }
)


class Check(NamedTuple):
    """A check that a project adds to those of :data:`CHECKS`."""

    #: the code of its findings
    name: str
    #: what finds them; :func:`.scope.finding` makes one
    find: Callable[[Scope], Iterable[Finding]]
    #: one sentence on what it finds
    meaning: str
    #: error, warning, info or off, where conf.py does not choose another
    severity: str = "warning"

    @property
    def code(self) -> Code:
        """Return its line in the table of codes."""
        return Code(self.name, self.severity, self.meaning)


class Told(NamedTuple):
    """A finding with its severity in this project."""

    finding: Finding
    #: error, warning or info
    severity: str


def severities(chosen: Mapping[str, str], codes: Mapping[str, Code] = CODES) -> dict[str, str]:
    """Return the severity of every code: the author's choice, or the default."""
    return {name: chosen.get(name, code.severity) for name, code in codes.items()}


def _read(scope: Scope) -> Iterator[Finding]:
    """Yield what was found before the checks, and in references."""
    for record in scope.records:
        yield from record.findings
    yield from scope.graph.findings
    yield from scope.beside()
    for check in REFERENCES:
        yield from check(scope)


def review(
    scope: Scope,
    chosen: Mapping[str, str],
    wanted: tuple[str, ...] = ("error", "warning", "info"),
    own: Iterable[Check] = (),
    also: Iterable[Finding] = (),
) -> list[Told]:
    """Return the findings to report, by file and line, each once and without those that an entry waives.

    They are those made while the record was read, and those of all checks, including the project's
    (*own*). *also* are further findings of the caller. Only the severities *wanted* are returned.
    """
    added = {check.name: check for check in own}
    levels = severities(chosen, {**CODES, **{name: check.code for name, check in added.items()}})
    waivers = {
        (entry.id, code): entry for entry in scope.entries() for code, _ in entry.fields.get("waive", ())
    }
    waived_codes = {code for _, code in waivers}
    # A check whose findings are not told runs where its waivers have to be judged.
    run = {
        code
        for code, level in levels.items()
        if level in wanted or (level != "off" and code in waived_codes and code not in SLOW)
    }
    found = [item for item in (*_read(scope), *also) if item.code in run]
    for code, check in CHECKS.items():
        if code in run:
            found += check(scope)
    for code, extra in added.items():
        if code in run:
            found += (item._replace(code=code) for item in extra.find(scope))
    settled = {
        item: waivers.keys() & {(id_, item.code) for id_ in (item.entry, *item.also)} for item in found
    }
    used = set().union(*settled.values())
    found = [item for item in found if not settled[item]]
    # A build as of an earlier day leaves out entries, so a waiver may look unused there.
    if "waiver-unused" in run and scope.graph.as_of is None:
        for (id_, code), entry in waivers.items():
            if (id_, code) not in used and code in run and code not in scope.idle:
                message = f':waive: "{code}" waives nothing at "{entry.title}"; delete it'
                found.append(finding("waiver-unused", entry, message, "waive"))
    told = [Told(item, levels[item.code]) for item in dict.fromkeys(found)]
    return sorted(
        (item for item in told if item.severity in wanted),
        key=lambda item: (item.finding.file, item.finding.line, item.finding.code, item.finding.message),
    )
