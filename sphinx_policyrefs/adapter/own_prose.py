"""Authors' prose as a reader sees it: what documents keep of it, with the words that the record gives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sphinx_policyrefs.adapter.references.targets import target_of
from sphinx_policyrefs.review.own_blocks import OwnBlock
from sphinx_policyrefs.views.cells import plain

if TYPE_CHECKING:
    from sphinx_policyrefs.adapter.build import Build
    from sphinx_policyrefs.records.model import Mention, ProseParagraph


def own_prose(build: Build) -> Iterator[OwnBlock]:
    """Yield the paragraphs of authors' prose that this build shows, in the order of documents and lines."""
    graph = build.graph
    for docname, record in sorted(build.documents.items()):
        for number, paragraph in enumerate(record.prose):
            if graph.shows(paragraph.only) and graph.reached(paragraph.since):
                text, mentions = _read(build, paragraph)
                if text.strip():
                    file, line, section = paragraph.file, paragraph.line, paragraph.section
                    yield OwnBlock(docname, file, line, section, text, mentions, number)


def _read(build: Build, paragraph: ProseParagraph) -> tuple[str, tuple[Mention, ...]]:
    """Return the text of a paragraph with the words that the record gives, and its mentions where they are then."""
    text, last = "", 0
    mentions: list[Mention] = []
    for each in paragraph.mentions:
        text += paragraph.text[last : each.start]
        last = max(last, each.end)
        start = len(text)
        if each.start == each.end:  # the mark of a note belongs to the word before it
            start = len(text.rstrip())
        elif each.explicit or (found := target_of(build, each.role, each.target)) is None:
            text += paragraph.text[each.start : each.end]
        else:
            text += found.text if isinstance(found.text, str) else plain(found.text)
        mentions.append(each._replace(start=start, end=start if each.start == each.end else len(text)))
    return text + paragraph.text[last:], tuple(mentions)


def written_place(build: Build, paragraph: ProseParagraph, place: int) -> int:
    """Return where a place in the text of a paragraph as it is read is in the text as it is written."""
    shift = 0
    for written, read in zip(paragraph.mentions, _read(build, paragraph)[1], strict=True):
        if written.start == written.end:
            continue
        if place <= read.start:
            break
        if place <= read.end:
            return written.end
        shift = read.end - written.end
    return place - shift
