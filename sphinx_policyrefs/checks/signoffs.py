"""Signatures of sentences that have lapsed, are questioned, or are missing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sphinx_policyrefs.checks.own_prose import shortened
from sphinx_policyrefs.checks.scope import Scope
from sphinx_policyrefs.records.model import Finding

if TYPE_CHECKING:
    from sphinx_policyrefs.review.signoff import Signed


def signoff_lapsed(scope: Scope) -> Iterator[Finding]:
    """Yield the sentences that changed after they were signed, or whose evidence did."""
    for each in scope.signed:
        if each.state == "lapsed":
            row = each.lapsed[-1]
            what = "its evidence" if each.reads_as(row) else "it"
            message = (
                f'"{shortened(each.sentence)}" was signed by {row.by} on {row.on}, and {what} has changed since; '
                f"compare it again, and run policyrefs sign"
            )
            yield _told("signoff-lapsed", each, message)


def signoff_query(scope: Scope) -> Iterator[Finding]:
    """Yield the sentences with an open query."""
    for each in scope.signed:
        for row in each.queries:
            message = f'{row.by} asks of "{shortened(each.sentence)}": {" ".join(row.comment.split()) or "?"}'
            yield _told("signoff-query", each, f"{message}; answer it with policyrefs sign")


def unsigned_sentence(scope: Scope) -> Iterator[Finding]:
    """Yield the sentences that nobody has signed, or too few."""
    for each in scope.signed:
        if each.state == "unsigned":
            by = f"only by {', '.join(each.by)}" if each.by else "by nobody"
            message = f'"{shortened(each.sentence)}" is signed {by}; run policyrefs sign'
            yield _told("unsigned-sentence", each, message)


def _told(code: str, each: Signed, message: str) -> Finding:
    return Finding(code, message, each.sentence.file, each.sentence.line)
