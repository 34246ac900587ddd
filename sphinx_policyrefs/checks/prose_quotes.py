"""Words between quotation marks in prose, and whether what their sentence refers to holds them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from sphinx_policyrefs.checks.quotations import instead_of
from sphinx_policyrefs.checks.scope import GAP, LINK, Scope
from sphinx_policyrefs.records.cited import sound_citations
from sphinx_policyrefs.records.model import Finding, ProseQuote
from sphinx_policyrefs.records.named import named_by

if TYPE_CHECKING:
    from sphinx_policyrefs.evidence.proofs import Proof
    from sphinx_policyrefs.records.relations import Link

_QUOTED: Final = re.compile(r"“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|\"([^\"]+)\"")
#: Most paragraphs have none of the marks that open a quotation, and to look for the ends of their sentences costs.
_OPENING: Final = re.compile(r"[“„«\"]")
_CLOSING: Final = r"[\"'”’»)\]]*"
#: Stands for a link that is the mark of a note.
_NOTE: Final = "\2"
#: The end of a sentence, with the marks of notes that follow it.
_END: Final = re.compile(
    rf"[.!?…]{_CLOSING}(?:\s*{_NOTE})*(?=\s+(?:[\"“„«‘(\[]?[^\W\d_a-z]|{LINK})|\s*\Z)|[。！？]{_CLOSING}{_NOTE}*"
)
#: What ends in a period and seldom a sentence: to join two sentences only makes the check milder.
_ABBREVIATED: Final = re.compile(
    r"(?:^|[\s(\[“\"])(?:[A-Z]|[A-Z][a-z]{0,3}|[a-z]{1,3}|(?:\w\.)+\w|Corp|Judge|Justice|Messrs)\Z"
)


class Quoted(NamedTuple):
    """Words between quotation marks in a paragraph, with what their sentence refers to."""

    words: str
    references: tuple[tuple[str, str], ...]
    #: lines below the first of the paragraph
    below: int


def quoted(text: str, links: Sequence[tuple[str, str]]) -> Iterator[Quoted]:
    """Yield the quoted words of a paragraph, in which each :data:`LINK` stands for one of *links*, in their order.

    Words with a link or with other markup in them are left out: it is not known what the reader sees there.
    """
    if _OPENING.search(text) is None:
        return
    marks = iter(links)
    text = re.sub(LINK, lambda _: _NOTE if next(marks, ("", ""))[0] == "cite" else LINK, text)
    start = 0
    found = iter(links)
    for end in (*_ends(text), len(text)):
        sentence = text[start:end]
        here = tuple(next(found, ("", "")) for _ in range(sentence.count(LINK) + sentence.count(_NOTE)))
        for match in _QUOTED.finditer(sentence):
            words = next(filter(None, match.groups()))
            if not {LINK, GAP, _NOTE} & set(words):
                yield Quoted(" ".join(words.split()), here, text.count("\n", 0, start + match.start()))
        start = end


def _ends(text: str) -> Iterator[int]:
    """Yield where sentences end; where that is in doubt, none does."""
    depth = 0
    for match in _END.finditer(text):
        if _ABBREVIATED.search(text[: match.start()]):
            continue
        depth = text.count("“", 0, match.end()) - text.count("”", 0, match.end())
        if depth <= 0:
            yield match.end()


def prose_quote_differs(scope: Scope) -> Iterator[Finding]:
    """Yield the quotations in prose that nothing holds to which their sentence refers, if there is where to look."""
    graph = scope.graph
    for record in scope.records:
        for quote in record.quotes:
            if not (graph.shows(quote.only) and graph.reached(quote.since)) or _names(scope, quote.words):
                continue
            links = list(dict.fromkeys(_links(scope, quote)))
            proofs = [proof for proof in _proofs(scope, quote, links) if proof.state != "no copy"]
            if not proofs or any(proof.state != "not found" for proof in proofs):
                continue
            excerpts = (instead_of(proof) for proof in proofs)
            message = (
                f"“{quote.words}” stands in no citation, passage or copy of what the sentence refers to; correct the "
                "words, or refer to what holds them"
            )
            yield Finding(
                "prose-quote-differs",
                message,
                quote.file,
                quote.line,
                quote.entry,
                excerpt=next(filter(None, excerpts), ""),
                also=tuple(dict.fromkeys(link.target for link in links)),
            )


def _names(scope: Scope, words: str) -> bool:
    """Return whether the words are the name of an entry, which is quoted as a name."""
    return scope.graph.find(words.rstrip(".,")).code != "unknown-reference"


def _links(scope: Scope, quote: ProseQuote) -> Iterator[Link]:
    """Yield the citations on which rests what the sentence refers to; for a source, all that are made of it."""
    graph = scope.graph
    entry = graph.entries.get(quote.entry)
    ids: list[str] = [entry.id] if entry is not None and graph.kinds[entry.kind].speaks else []
    for role, target in quote.references:
        if role == "cite":
            yield from filter(None, map(graph.cited, sound_citations(target)))
        ids += named_by(graph, role, target)
    for id_ in ids:
        yield from (citing.link for citing in scope.proofs.citations(id_))
        yield from scope.proofs.made_of(id_)


def _proofs(scope: Scope, quote: ProseQuote, links: Sequence[Link]) -> Iterator[Proof]:
    """Yield what looking the words up comes to, in the words of each citation and in each copy."""
    for text in dict.fromkeys(link.quote for link in links if link.quote):
        yield scope.proofs.within(text, quote.words)
    for source in dict.fromkeys(link.target for link in links):
        yield scope.proofs.in_copy(source, quote.words)
