"""A document -> its sections, paragraphs and sentences, each with its locus."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from sphinx_policyrefs.documents.model import Document, Text, Unreadable
from sphinx_policyrefs.documents.plain import is_byline
from sphinx_policyrefs.documents.reading import read
from sphinx_policyrefs.review.loci import TITLE, Locus
from sphinx_policyrefs.review.model import Article, Section, Sentence
from sphinx_policyrefs.review.sentences import spans

#: How many characters a document may hold: those of five long books.
MOST_TEXT: Final = 3_000_000
#: A form for comments and all that follows it on a page.
_FORM: Final = re.compile(
    r"(?:leave|post|add|write) an? (?:comment|reply)|join the conversation|submit a comment", re.IGNORECASE
)
#: Other lines of a page that are not of its text, where a reader of its format could not tell.
_FURNITURE: Final = re.compile(
    r"(?:scroll|back|go|return) to (?:the )?top|skip to (?:the )?(?:main )?content|advertisement"
    r"|your email address will not be published\.?.*|required fields are marked.*|cancel reply"
    r"|share this(?: (?:article|post|story|page))?:?",
    re.IGNORECASE,
)
_NOTES: Final = re.compile(r"(?:foot|end)?notes", re.IGNORECASE)
_BULLET: Final = re.compile(r"[•‣◦▪●–—]\s+|\*\s+(?=\S)")
#: Ligatures, soft hyphens and marks without a width, which are of the type and not of the text.
_TYPESET: Final = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
)
#: How many characters may stand before the title of a page that was printed.
_BEFORE_TITLE: Final = 200
#: How much of a document may follow the form for comments, as a part of what stands before it.
_AFTER_FORM: Final = 0.5


class Block(NamedTuple):
    """A block of a document: its kind, as the documents layer names it, and its text with single blanks."""

    kind: str
    text: str
    #: of a heading, counted from 1; 0 for all else
    level: int = 0


def read_article(path: Path, language: str = "en") -> Article:
    """Return the document in a file, taken apart.

    Raises :class:`~sphinx_policyrefs.documents.model.Unreadable` for what can't be read, with the end of a sentence.
    """
    return article_of(read(path), language)


def article_of(document: Document, language: str = "en") -> Article:
    """Return a document, taken apart into sections, paragraphs and sentences.

    Raises :class:`~sphinx_policyrefs.documents.model.Unreadable` for one that is longer than any report.
    """
    if len(document.body.text) + len(document.notes.text) > MOST_TEXT:
        raise Unreadable(
            f"holds more than {MOST_TEXT // 1_000_000} million characters, the most that are reviewed"
        )
    blocks = list(_blocks(document, document.body))
    notes = [Block("note", block.text) for block in _blocks(document, document.notes)]
    return article_from(_prepared(document, blocks), notes, language)


def article_from(blocks: Iterable[Block], notes: Iterable[Block] = (), language: str = "en") -> Article:
    """Return the article that *blocks* make, with footnotes as its last section."""
    blocks, notes = list(blocks), list(notes)
    title = _title(blocks)
    if notes and not (blocks and blocks[-1].kind == "heading" and _NOTES.fullmatch(blocks[-1].text)):
        notes.insert(0, Block("heading", ""))
    sections, sentences = [Section(0)], []
    paragraph = 0
    for index, block in enumerate((*blocks, *notes)):
        if index == title:
            sentences.append(Sentence(TITLE, block.text, "title"))
        elif block.kind in {"heading", "title"}:
            sections.append(Section(len(sections), block.text))
            paragraph = 0
            if block.text:
                sentences.append(Sentence(Locus(sections[-1].number), block.text, "heading"))
        else:
            paragraph += 1
            sentences += [
                Sentence(Locus(sections[-1].number, paragraph, number), block.text[start:end], block.kind)
                for number, (start, end) in enumerate(spans(block.text, language), 1)
            ]
    sentences.sort(key=lambda sentence: sentence.locus)  # the title first, wherever it stands
    return Article(
        blocks[title].text if title is not None else "", tuple(sections), tuple(sentences), language
    )


def _title(blocks: list[Block]) -> int | None:
    """Return which block is the title: the one that is marked so, or else the first heading of the first level."""
    for index, block in enumerate(blocks):
        if block.kind == "title":
            return index
    for index, block in enumerate(blocks):
        if block.kind == "heading":
            return index if block.level <= 1 else None
    return None


def _blocks(document: Document, text: Text) -> Iterator[Block]:
    """Yield the blocks of a text, one for each paragraph in them, without captions."""
    words = _words(text.text) if document.format in {"pdf", "text"} else frozenset()
    for block in text.blocks:
        if block.kind == "caption":
            continue
        for part in re.split(r"\n[^\S\n]*\n", text.text[block.start : block.end]):
            whole = _rejoined(part, words, pdf=document.format == "pdf")
            plain = " ".join(whole.translate(_TYPESET).split())
            if document.format == "pdf" and block.kind == "paragraph":
                plain = _BULLET.sub("", plain, count=1) if _BULLET.match(plain) else plain
            if plain:
                yield Block(block.kind, plain, block.level)


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+(?:-\w+)*", text))


def _rejoined(text: str, words: frozenset[str], *, pdf: bool) -> str:
    """Return *text* with words whole that a hyphen divides at the end of a line.

    The hyphen stays where the word has one elsewhere. Where neither form stands elsewhere, lines of plain text were
    broken at a hyphen that was there; those of a PDF were not.
    """

    def whole(match: re.Match[str]) -> str:
        first, second = match[1], match[2]
        plain, hyphened = first + second, f"{first}-{second}"
        keeps = not second[0].islower() or hyphened in words or not (plain in words or pdf)
        return hyphened if keeps else plain

    return re.sub(r"(?<![\w-])(\w+)[-\u2010]\n[^\S\n]*(\w+)", whole, text)


def _prepared(document: Document, blocks: list[Block]) -> list[Block]:
    """Return the blocks without a page's forms, and with headings only where a format without them is sure."""
    total = sum(len(block.text) for block in blocks)
    kept: list[Block] = []
    length = 0
    for block in blocks:
        if _FORM.fullmatch(block.text) and total - length < _AFTER_FORM * length:
            break
        length += len(block.text)
        if block.kind == "heading" and document.format == "pdf" and is_byline(block.text):
            kept.append(Block("paragraph", block.text))
        elif not _FURNITURE.fullmatch(block.text):
            kept.append(block)
    if document.format in {"pdf", "text"}:
        while kept and kept[-1].kind == "heading" and len(kept) > 1:
            kept[-1] = kept[-1]._replace(kind="paragraph", level=0)
        return _with_levels(kept)
    return kept


def _with_levels(blocks: list[Block]) -> list[Block]:
    """Return the blocks of a text without marks, of whose headings only a title is of the first level.

    It is what stands first, or the one heading in the largest type where next to nothing stands before it.
    """
    first = [index for index, block in enumerate(blocks) if block.kind == "heading" and block.level == 1]
    title = 0
    if len(first) == 1 and sum(len(block.text) for block in blocks[: first[0]]) < _BEFORE_TITLE:
        title = first[0]
    return [
        block._replace(level=1 if index == title else 2) if block.kind == "heading" else block
        for index, block in enumerate(blocks)
    ]
