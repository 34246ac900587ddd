"""A review for programs, and for people at a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from textwrap import fill
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from sphinx_policyrefs.records.graph import Graph
    from sphinx_policyrefs.review.comparing import Candidate, Compared
    from sphinx_policyrefs.review.model import Said
    from sphinx_policyrefs.review.sheet import Review, Reviewed

#: How wide lines of text are.
_WIDTH: Final = 100
#: How many claims at unknown places are named.
_FEW: Final = 8


def as_json(review: Review) -> str:
    """Return a review for programs, as section 9 of the vocabulary describes it."""
    article = review.article
    data = {
        "document": {
            "title": article.title,
            "sections": [{"number": each.number, "title": each.title} for each in article.sections],
        },
        "sentences": [_sentence(each) for each in review.sentences],
        "counts": review.counts,
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _sentence(each: Reviewed) -> dict[str, Any]:
    said = each.said
    return {
        "locus": str(each.sentence.locus),
        "text": each.sentence.text,
        **said_as_data(said),
        "candidates": [_candidate(c) for c in each.candidates],
        "claims": list(each.claims),
    }


def said_as_data(said: Said) -> dict[str, Any]:
    """Return what a sentence says, for programs."""
    return {
        "checkable": said.checkable,
        "dates": [{"text": d.text, "edtf": d.edtf, "carried": d.carried} for d in said.dates],
        "names": [{"text": n.text, "entry": n.entry} for n in said.names],
        "unknown": [n.text for n in said.unknown],
        "numbers": list(_numbers(said)),
        "citations": [{"text": c.text, "normal": c.normal} for c in said.citations],
        "quotes": [q.text for q in said.quotes],
    }


def _numbers(said: Said) -> Iterator[dict[str, Any]]:
    """Yield the numbers of a sentence in order, a vote as the number of ayes."""
    found: list[tuple[int, dict[str, Any]]] = []
    for number in said.numbers:
        upper = {} if number.to is None else {"to": number.to}
        found.append(
            (number.start, {"text": number.text, "value": number.value, "unit": number.unit, **upper})
        )
    found += [(v.start, {"text": v.text, "value": v.ayes, "unit": "vote"}) for v in said.votes]
    for _, data in sorted(found, key=lambda pair: pair[0]):
        yield data


def _candidate(candidate: Candidate) -> dict[str, Any]:
    return {
        "entry": candidate.entry,
        "score": candidate.score,
        "reasons": list(candidate.reasons),
        "agrees": [each._asdict() for each in candidate.agrees],
        "differs": [each._asdict() for each in candidate.differs],
    }


# -- text --------------------------------------------------------------------------------------------------


def as_text(review: Review, graph: Graph) -> str:
    """Return a review for people: what is worth checking first, then all sentences with their candidates."""
    lines = [review.article.title or "(no title)", summary(review), *notes(review), ""]
    first = [each for each in review.worth_checking if each.differs or each.agrees or each.is_checkable]
    for heading, chosen in (
        ("Differs from the record", [each for each in first if each.differs]),
        ("Agrees with the record", [each for each in first if each.agrees and not each.differs]),
        ("Could be checked", [each for each in first if not (each.agrees or each.differs)]),
    ):
        if chosen:
            lines += [heading, "-" * len(heading)]
            for each in chosen:
                lines += [wrapped(f"{each.sentence.locus}  ", each.sentence.text), *_compared(each, graph)]
            lines.append("")
    lines += ["All sentences", "-" * len("All sentences")]
    for each in review.sentences:
        lines += _whole(each, graph)
    return "\n".join(lines) + "\n"


def summary(review: Review) -> str:
    """Return one sentence that counts."""
    n = review.counts
    claims = f"; {n['reviewed']} have a claim" if review.source else ""
    return (
        f"{_counted(n['sentences'], 'sentence')}: {n['checkable']} could be checked, {n['differs']} differ from the "
        f"record in something, {n['agrees']} agree with it in something{claims}."
    )


def notes(review: Review) -> list[str]:
    """Return what a reader of the review should know about it."""
    found = ["What is listed is worth checking. Nothing here says whether a sentence is true."]
    if review.article.language[:2] != "en":
        found.append(
            "The document is not in English: dates in full, names and numbers are found in it, and little else."
        )
    if review.elsewhere:
        few = review.elsewhere[:_FEW]
        more = len(review.elsewhere) - len(few)
        found.append(
            f"{_counted(len(review.elsewhere), 'claim')} made in this source at a place that is not a sentence of the "
            f"document: {', '.join(few)}{f' and {more} more' if more else ''}."
        )
    return found


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"


def _compared(each: Reviewed, graph: Graph) -> Iterator[str]:
    from sphinx_policyrefs.review.terms import called

    for candidate in each.candidates:
        title = called(graph.entries[candidate.entry])
        for word, values in (("differs", candidate.differs), ("agrees", candidate.agrees)):
            for value in values:
                yield wrapped(" " * 9, f"{word}: {compared(value)} ({title}, {candidate.entry})")


def compared(value: Compared) -> str:
    """Return a value of a sentence beside that of the record, in words."""
    return f"{value.what} “{value.text}”; the record: {value.record}"


def _whole(each: Reviewed, graph: Graph) -> Iterable[str]:
    from sphinx_policyrefs.review.terms import called

    locus = f"{each.sentence.locus}  "
    if each.is_heading:
        yield ""
    yield wrapped(locus, each.sentence.text)
    if each.claims:
        yield wrapped(" " * 9, f"claims: {', '.join(each.claims)}")
    yield from _compared(each, graph)
    for candidate in each.candidates:
        entry = graph.entries[candidate.entry]
        why = "; ".join(candidate.reasons)
        yield wrapped(" " * 7 + "- ", f"{called(entry)} ({entry.kind} {entry.id}): {why}")


def wrapped(start: str, text: str) -> str:
    """Return a text in lines, the first of which begins with *start*."""
    return fill(
        text,
        _WIDTH,
        initial_indent=start,
        subsequent_indent=" " * max(len(start), 7),
        break_long_words=False,
        break_on_hyphens=False,
    )
