"""Quoted words beside the copies of their sources, and the copies themselves.

What a copy has instead, its path and its digest are internal: they stand in the excerpt of a finding, which no file
gets.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from sphinx_policyrefs.checks.scope import Scope, finding
from sphinx_policyrefs.records.kinds import SOURCE
from sphinx_policyrefs.records.model import Entry, Finding

if TYPE_CHECKING:
    from sphinx_policyrefs.documents.model import Page
    from sphinx_policyrefs.evidence.differences import Instead
    from sphinx_policyrefs.evidence.proofs import Proof
    from sphinx_policyrefs.records.relations import Link


class _Place(NamedTuple):
    """Where a quotation stands: what names it in a message, file and line, and the entry if it is in one."""

    head: str
    file: str
    line: int
    entry: str = ""


#: After how many words a quotation is cut in a message, and how many differences are named one by one.
_WORDS, _DIFFERENCES = 25, 4


def quote_not_found(scope: Scope) -> Iterator[Finding]:
    """Yield the quotations that the copy of their source does not hold."""
    for place, link, proof in _proofs(scope):
        if proof.state != "not found":
            continue
        instead = proof.outcome.instead if proof.outcome is not None else None
        longest = instead.longest if instead is not None else ""
        holds = f"; the longest part that is there is {_quoted(longest)}" if longest else ""
        message = f"is not in the copy of {_title(scope, link)}{holds or '; nothing like it is there'}"
        yield _told("quote-not-found", place, link, message, instead_of(proof))


def quote_elsewhere(scope: Scope) -> Iterator[Finding]:
    """Yield the quotations that stand in the copy, and not at the place that is given."""
    for place, link, proof in _proofs(scope):
        if proof.state != "elsewhere":
            continue
        where = f"on {_pages(proof.pages)} of" if proof.pages else f"{_time(proof) or 'elsewhere'} in"
        message = f"stands {where} {_title(scope, link)}, not {_at(link.locator)}; correct the place"
        yield _told("quote-elsewhere", place, link, message)


def quote_unchecked(scope: Scope) -> Iterator[Finding]:
    """Yield the quotations that can't be judged."""
    from sphinx_policyrefs.evidence.proofs import UNCHECKED

    for place, link, proof in _proofs(scope):
        if proof.state in UNCHECKED:
            message = f"of {_title(scope, link)} can't be checked: {proof.reason}"
            yield _told("quote-unchecked", place, link, message)


def copy_missing(scope: Scope) -> Iterator[Finding]:
    """Yield the sources whose copy is not there."""
    for source in _with_copy(scope):
        trouble = scope.proofs.trouble(source.id)
        if trouble is not None and trouble.state == "copy missing":
            message = (
                f':copy: the copy of "{source.title}" is not there, neither below the source directory nor below '
                "policyrefs_copies; put it there or correct its path"
            )
            found = finding("copy-missing", source, message, "copy")
            yield found._replace(excerpt=f"looked for {source.fields['copy']}")


def copy_changed(scope: Scope) -> Iterator[Finding]:
    """Yield the sources whose copy is not the file whose digest is given."""
    for source in _with_copy(scope):
        trouble = scope.proofs.trouble(source.id)
        if trouble is not None and trouble.state == "copy changed":
            message = (
                f':sha256: the copy of "{source.title}" has another digest; check whether it is the right file, then '
                "correct sha256"
            )
            yield finding("copy-changed", source, message, "sha256")._replace(excerpt=trouble.detail)


def _with_copy(scope: Scope) -> Iterator[Entry]:
    return (entry for entry in scope.entries(SOURCE) if entry.fields.get("copy"))


def _proofs(scope: Scope) -> Iterator[tuple[_Place, Link, Proof]]:
    """Yield each quotation of the record with its place; those of a passage with the passage alone."""
    for entry in scope.entries():
        for field, link in scope.proofs.citations(entry.id):
            if link.quote and link.passage in {"", entry.id}:
                # The words of a passage are its body, and not an option.
                head = "" if link.passage else f":{field}: "
                line = entry.lines.get(field, entry.line)
                yield _Place(head, entry.file, line, entry.id), link, scope.proofs.of(link)
    for reference, link in scope.cited_in_prose():
        if link.quote and not link.passage:
            place = _Place(":policy:cite: ", reference.file, reference.line)
            yield place, link, scope.proofs.of(link)


def _time(proof: Proof) -> str:
    """Return at which time of subtitles words are said, "" where that is not known."""
    from sphinx_policyrefs.evidence.locators import clock

    time = proof.outcome.time if proof.outcome is not None else None
    return "" if time is None else f"at {clock(time)}"


def _told(code: str, place: _Place, link: Link, message: str, excerpt: str = "") -> Finding:
    """Return a finding on a quotation where it stands; a waiver on its source settles it too."""
    text = f"{place.head}{_quoted(link.quote)} {message}"
    return Finding(code, text, place.file, place.line, place.entry, (link.target,), excerpt)


def _title(scope: Scope, link: Link) -> str:
    return f'"{scope.graph.entries[link.target].title}"'


def _at(locator: str) -> str:
    return f"on p. {locator}" if locator.isdecimal() else f"at {locator}"


def _quoted(words: str) -> str:
    """Return words between marks, the middle left out where they are many."""
    parts = words.split()
    if len(parts) > _WORDS:
        half = _WORDS // 2
        parts = [*parts[:half], "…", *parts[-half:]]
    return f"“{' '.join(parts)}”"


def instead_of(proof: Proof) -> str:
    """Return what stands in a copy instead of words that it lacks, as a clause; "" where nothing is like them."""
    if proof.outcome is None or proof.outcome.instead is None:
        return ""
    return _instead(proof.outcome.instead, _pages(proof.outcome.pages))


def _instead(instead: Instead, pages: str) -> str:
    """Return what stands in the copy instead, and how it differs, as a clause."""
    differences = []
    for own, other in instead.pairs[:_DIFFERENCES]:
        if not other:
            differences.append(f"without {_quoted(own)}")
        elif not own:
            differences.append(f"with {_quoted(other)}")
        else:
            differences.append(f"{_quoted(other)} for {_quoted(own)}")
    more = len(instead.pairs) - _DIFFERENCES
    if more > 0:
        differences.append(f"and {more} more")
    place = f"on {pages} there stands" if pages else "there stands"
    return f"{place} {_quoted(instead.stands)}" + (f" ({', '.join(differences)})" if differences else "")


def _pages(pages: tuple[Page, ...]) -> str:
    """Return pages as a locator has them, with their numbers in the file where these are others."""
    if not pages:
        return ""
    names = "–".join(page.name for page in pages)
    numbers = "–".join(str(page.number) for page in pages)
    sign = "pp." if len(pages) > 1 else "p."
    return f"{sign} {names}" + (f" (PDF {numbers})" if names != numbers else "")
