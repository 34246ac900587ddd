"""What is worth a look in the set's own prose: for people at a terminal, on paper, and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files
from typing import Any, NamedTuple

from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.review.own_blocks import OwnSentence, unreferenced
from sphinx_policyrefs.review.own_dates import Differing, differing
from sphinx_policyrefs.review.reports import said_as_data, wrapped

#: The codes of the checks that tell the same.
UNREFERENCED, DIFFERS = "unreferenced-sentence", "prose-differs"


class OwnReview(NamedTuple):
    """The prose of a set, and what is worth a look in it."""

    project: str
    sentences: Sequence[OwnSentence]
    unreferenced: Sequence[OwnSentence]
    differing: Sequence[Differing]

    @property
    def summary(self) -> str:
        """Return one sentence that counts."""
        checkable = sum(each.is_checkable for each in self.sentences)
        return (
            f"{len(self.sentences)} sentences of the pages: {checkable} say something that can be checked, "
            f"{len(self.unreferenced)} of them refer to no evidence; {len(self.differing)} give another date than the "
            f"entry that they refer to."
        )


def own_review(project: str, sentences: Sequence[OwnSentence], graph: Graph) -> OwnReview:
    """Return the review of a set's sentences."""
    return OwnReview(project, sentences, unreferenced(sentences, graph), differing(sentences, graph))


def as_json(review: OwnReview, graph: Graph) -> str:
    """Return the sentences that are listed, as the review of a document has them, with ``page`` and ``line``."""
    listed: dict[OwnSentence, list[str]] = {}
    entries: dict[OwnSentence, Differing] = {}
    for each in review.differing:
        listed.setdefault(each.sentence, []).append(DIFFERS)
        entries[each.sentence] = each
    for sentence in review.unreferenced:
        listed.setdefault(sentence, []).append(UNREFERENCED)
    data = {
        "document": {"title": review.project, "sections": []},
        "sentences": [
            _sentence(each, listed[each], entries.get(each), graph)
            for each in review.sentences
            if each in listed
        ],
        "counts": {
            "sentences": len(review.sentences),
            "checkable": sum(each.is_checkable for each in review.sentences),
            UNREFERENCED: len(review.unreferenced),
            DIFFERS: len(review.differing),
        },
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _sentence(each: OwnSentence, codes: list[str], differs: Differing | None, graph: Graph) -> dict[str, Any]:
    candidates = []
    if differs is not None:
        value = {"what": "date", "text": differs.said.text, "record": ", ".join(_record(graph, differs))}
        candidates.append(
            {"entry": differs.entry, "score": 1, "reasons": ["referred to"], "agrees": [], "differs": [value]}
        )
    return {
        "page": each.page,
        "file": each.file,
        "line": each.line,
        "text": each.text,
        "findings": codes,
        **said_as_data(each.said),
        "candidates": candidates,
        "claims": [],
    }


def _record(graph: Graph, differs: Differing) -> list[str]:
    return [date.text for date in graph.dates(differs.entry) if not date.is_unknown]


def as_text(review: OwnReview, graph: Graph) -> str:
    """Return the same for people at a terminal."""
    lines = [review.project, review.summary, ""]
    for heading, found in _parts(review, graph):
        lines += [heading, "-" * len(heading)]
        for sentence, remark in found:
            lines.append(wrapped(f"{sentence.file}:{sentence.line}  ", sentence.text))
            if remark:
                lines.append(wrapped("       ", remark))
        lines.append("")
    return "\n".join(lines)


def as_html(review: OwnReview, graph: Graph) -> str:
    """Return the same as a page that stands alone, with room for what comes of it."""
    style = files("sphinx_policyrefs.review").joinpath("page.css").read_text("utf-8")
    parts = []
    for heading, found in _parts(review, graph):
        parts.append(f"<section><h2>{escape(heading)}</h2>\n")
        for sentence, remark in found:
            place = f"<p class=place>{escape(sentence.file)}:{sentence.line}</p>"
            more = f"<p>{escape(remark)}</p>" if remark else ""
            parts.append(
                f"<article>{place}<blockquote>{escape(sentence.text)}</blockquote>{more}</article>\n"
            )
        parts.append("</section>\n")
    title = escape(review.project)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Prose: {title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<header><h1>{title}</h1>"
        f"<p>{escape(review.summary)}</p></header>\n<main>\n{''.join(parts)}</main>\n</body>\n</html>\n"
    )


def _parts(review: OwnReview, graph: Graph) -> Iterator[tuple[str, list[tuple[OwnSentence, str]]]]:
    """Yield each heading with its sentences and what is to be said of them."""
    if review.differing:
        yield (
            "Differs from what it refers to",
            [
                (each.sentence, f"{each.said.edtf}; {each.entry}: {', '.join(_record(graph, each))}")
                for each in review.differing
            ],
        )
    if review.unreferenced:
        yield "Refers to no evidence", [(each, "") for each in review.unreferenced]
