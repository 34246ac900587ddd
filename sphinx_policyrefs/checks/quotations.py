"""Quoted words beside the copies of their sources, and the copies themselves.

What a copy has instead, its path and its digest are internal: they stand in the excerpt of a finding, which no file
gets.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sphinx_policyrefs.checks.scope import Scope, finding
from sphinx_policyrefs.records.kinds import SOURCE
from sphinx_policyrefs.records.model import Entry, Finding

if TYPE_CHECKING:
    from sphinx_policyrefs.documents.model import Page
    from sphinx_policyrefs.evidence.differences import Instead
    from sphinx_policyrefs.evidence.proofs import Citing, Proof

#: After how many words a quotation is cut in a message, and how many differences are named one by one.
_WORDS, _DIFFERENCES = 25, 4


def quote_not_found(scope: Scope) -> Iterator[Finding]:
    """Yield the quotations that the copy of their source does not hold."""
    for entry, citing, proof in _proofs(scope):
        if proof.state != "not found":
            continue
        instead = proof.outcome.instead if proof.outcome is not None else None
        longest = instead.longest if instead is not None else ""
        holds = f"; the longest part that is there is {_quoted(longest)}" if longest else ""
        stands = _instead(instead, _pages(proof.pages)) if instead is not None else ""
        message = f"is not in the copy of {_title(scope, citing)}{holds or '; nothing like it is there'}"
        yield _told("quote-not-found", (entry, citing), message, stands)


def quote_elsewhere(scope: Scope) -> Iterator[Finding]:
    """Yield the quotations that stand in the copy, and not at the place that is given."""
    for entry, citing, proof in _proofs(scope):
        if proof.state != "elsewhere":
            continue
        where = f"on {_pages(proof.pages)} of" if proof.pages else "elsewhere in"
        message = f"stands {where} {_title(scope, citing)}, not at {citing.link.locator}; correct the place"
        yield _told("quote-elsewhere", (entry, citing), message)


def quote_unchecked(scope: Scope) -> Iterator[Finding]:
    """Yield the quotations that can't be judged."""
    from sphinx_policyrefs.evidence.proofs import UNCHECKED

    for entry, citing, proof in _proofs(scope):
        if proof.state in UNCHECKED:
            message = f"of {_title(scope, citing)} can't be checked: {proof.reason}"
            yield _told("quote-unchecked", (entry, citing), message)


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
                f':sha256: the copy of "{source.title}" has another digest; look whether it is the right file, then '
                "correct sha256"
            )
            yield finding("copy-changed", source, message, "sha256")._replace(excerpt=trouble.detail)


def _with_copy(scope: Scope) -> Iterator[Entry]:
    return (entry for entry in scope.entries(SOURCE) if entry.fields.get("copy"))


def _proofs(scope: Scope) -> Iterator[tuple[Entry, Citing, Proof]]:
    """Yield the entries of the record with each of their quotations; those of a passage with the passage alone."""
    for entry in scope.entries():
        for citing in scope.proofs.citations(entry.id):
            if citing.link.quote and citing.link.passage in {"", entry.id}:
                yield entry, citing, scope.proofs.of(citing.link)


def _told(code: str, where: tuple[Entry, Citing], message: str, excerpt: str = "") -> Finding:
    """Return a finding on a quotation, at the line of its field; a waiver on its source settles it too."""
    entry, (field, link) = where
    # The words of a passage are its body, and not an option.
    head = "" if link.passage else f":{field}: "
    return finding(code, entry, f"{head}{_quoted(link.quote)} {message}", field)._replace(
        also=(link.target,), excerpt=excerpt
    )


def _title(scope: Scope, citing: Citing) -> str:
    return f'"{scope.graph.entries[citing.link.target].title}"'


def _quoted(words: str) -> str:
    """Return words between marks, the middle left out where they are many."""
    parts = words.split()
    if len(parts) > _WORDS:
        half = _WORDS // 2
        parts = [*parts[:half], "…", *parts[-half:]]
    return f"“{' '.join(parts)}”"


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
