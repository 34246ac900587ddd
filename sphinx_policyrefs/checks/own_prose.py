"""The prose of the pages beside the record: sentences without evidence, and those that say another day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sphinx_policyrefs.checks.scope import Scope
from sphinx_policyrefs.records import prose
from sphinx_policyrefs.records.model import Finding, ProseParagraph

if TYPE_CHECKING:
    from sphinx_policyrefs.review.own_blocks import OwnSentence

#: How much of a sentence a message repeats.
_LONGEST = 80


def unreferenced_sentence(scope: Scope) -> Iterator[Finding]:
    """Yield the sentences that say something checkable and refer to no evidence."""
    from sphinx_policyrefs.review.own_blocks import unreferenced

    for each in unreferenced(scope.sentences, scope.graph):
        message = (
            f'"{shortened(each)}" says something that can be checked and refers to no evidence; refer to an entry, '
            f"or cite a source with :policy:cite:"
        )
        yield Finding("unreferenced-sentence", message, each.file, each.line)


def prose_differs(scope: Scope) -> Iterator[Finding]:
    """Yield the sentences whose date is none of the one entry that they refer to."""
    if not any(may_differ(scope)):
        return  # and nothing is loaded that takes prose apart
    from sphinx_policyrefs.review.own_dates import differing

    graph = scope.graph
    for each in differing(scope.dated_sentences, graph):
        dates = ", ".join(date.text for date in graph.dates(each.entry) if not date.is_unknown)
        carried = " (as carried from a sentence before)" if each.said.carried else ""
        message = (
            f'"{shortened(each.sentence)}" says {each.said.edtf}{carried} and refers to {each.entry}, which the record '
            f"dates {dates}; correct one of the two, or refer to what happened then"
        )
        yield Finding("prose-differs", message, each.sentence.file, each.sentence.line, each.entry)


def may_differ(scope: Scope) -> Iterator[ProseParagraph]:
    """Yield the paragraphs that refer to a dated entry beside a date of their own; nothing is loaded for that."""
    graph = scope.graph
    for record in scope.records:
        for each in record.prose:
            if (
                graph.shows(each.only)
                and graph.reached(each.since)
                and prose.may_differ(each.text, each.mentions, graph, scope.language)
            ):
                yield each


def shortened(each: OwnSentence) -> str:
    """Return the beginning of a sentence."""
    return each.text if len(each.text) <= _LONGEST else f"{each.text[: _LONGEST - 1].rstrip()}…"
