"""A quotation as its writer means it: words, omissions, and what is changed or added in brackets."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

from sphinx_policyrefs.evidence.folding import Folded, fold, ideographic, word_character

_DOTS: Final = r"(?:…+|\.\s?\.\s?\.(?:\s?\.)?|\*\s?\*\s?\*)"
_OMISSION: Final = re.compile(
    rf"[\[(]\s*{_DOTS}\s*[\])]|{_DOTS}|[\[(](?:citations?|internal citations?) omitted[\])]", re.IGNORECASE
)
#: What editors say of a quotation within it; it is not part of the words.
_REMARK: Final = re.compile(
    r"[\[(]\s*(?:sic|emphas[ei]s (?:added|mine|ours|in (?:the )?original|supplied|omitted)|italics (?:added|mine)"
    r"|footnotes? omitted|(?:internal )?quotation marks omitted|alterations? (?:in original|omitted)|cleaned up"
    r"|Hervorhebung(?:en)? (?:hinzugefügt|im Original|d\. Verf\.)|souligné par nous|énfasis añadido)\s*[\])]",
    re.IGNORECASE,
)
_BRACKETS: Final = re.compile(r"\[([^\[\]]*)\]")
#: Brackets of other widths.
_NARROW: Final = str.maketrans({"［": "[", "］": "]", "〔": "[", "〕": "]"})

#: Words that turn a statement into its contrary, in the languages for which dates and phrases are translated.
_NEGATIONS: Final = frozenset(
    [
        "not",
        "no",
        "never",
        "none",
        "nobody",
        "nothing",
        "nowhere",
        "neither",
        "nor",
        "cannot",
        "without",
        "unless",
        "except",
        "hardly",
        "scarcely",
        "barely",
        "rarely",
        "seldom",
        "non",
        "nicht",
        "kein",
        "keine",
        "keinen",
        "keiner",
        "keinem",
        "keines",
        "nie",
        "niemals",
        "niemand",
        "nichts",
        "ohne",
        "weder",
        "ne",
        "pas",
        "jamais",
        "aucun",
        "aucune",
        "rien",
        "personne",
        "sans",
        "ni",
        "nunca",
        "jamás",
        "ningún",
        "ninguna",
        "ninguno",
        "nadie",
        "nada",
        "sin",
        "tampoco",
        # and in some more
        "não",
        "nem",
        "niet",
        "geen",
        "nooit",
        "senza",
        "nessuno",
        "nessuna",
        "ikke",
        "inte",
        "aldrig",
        "не",
        "нет",
        "ни",
        "никогда",
        "без",
    ]
)
_CONTRACTED: Final = re.compile(r"n['’]t\b", re.IGNORECASE)
_IDEOGRAPHIC_NEGATION: Final = re.compile(r"[不没沒無无未非勿否莫]|ない|ません")
_NEGATING_PREFIX: Final = frozenset(
    ["un", "in", "im", "il", "ir", "non", "dis", "mis", "anti", "de", "ab", "a"]
)
_NEGATING_SUFFIX: Final = re.compile(r"n['’]?t$|^not$|^['’]t$|less|free$", re.IGNORECASE)
_WORD: Final = re.compile(r"\w[\w'’]*")


class Bracket(NamedTuple):
    """What the writer changed or added."""

    #: What stands within the brackets.
    text: str
    #: Whether a part of a word stands close before it, as in ``affirm[ed]``, or behind it, as in ``[t]he``.
    after_letters: bool = False
    before_letters: bool = False
    #: Whether it is a remark such as ``[sic]``, which stands for nothing.
    remark: bool = False

    @property
    def free(self) -> bool:
        """Whether it stands for whole words."""
        return not (self.after_letters or self.before_letters)


class Piece(NamedTuple):
    """Words without an omission, and what is changed or added between them."""

    words: tuple[Folded, ...]
    #: Before the first of the words, between each two and behind the last; None where nothing is changed at an end.
    brackets: tuple[Bracket | None, ...]


class Quotation:
    """The words of a quotation: pieces with something left out between them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.pieces: tuple[Piece, ...] = tuple(_pieces(text.translate(_NARROW)))

    @cached_property
    def length(self) -> int:
        """How many words it has, counting two ideographs as one word; brackets and remarks count for nothing."""
        literal = [words for piece in self.pieces for words in piece.words]
        ideographs = sum(ideographic(c) and word_character(c) for part in literal for c in part.text)
        words = sum(
            1 for part in literal for word in _WORD.findall(part.original) if not any(map(ideographic, word))
        )
        return words + ideographs // 2

    @property
    def empty(self) -> bool:
        """Whether it has no words at all."""
        return not self.pieces


@lru_cache(maxsize=4096)
def quotation(text: str) -> Quotation:
    """Return *text*, the words between the outer marks, as a quotation."""
    return Quotation(text)


def _pieces(text: str) -> list[Piece]:
    pieces: list[Piece] = []
    start = 0
    for match in _OMISSION.finditer(text):
        pieces.append(_piece(text[start : match.start()]))
        start = match.end()
    pieces.append(_piece(text[start:]))
    return [piece for piece in pieces if piece.words]


def _piece(text: str) -> Piece:
    words: list[Folded] = []
    brackets: list[Bracket | None] = [None]
    start = 0
    found = sorted([*_REMARK.finditer(text), *_BRACKETS.finditer(text)], key=lambda match: match.span())
    for match in found:
        if match.start() < start:
            continue
        _add_words(words, brackets, text[start : match.start()])
        bracket = _bracket(text, match)
        before = brackets[-1]
        brackets[-1] = bracket if before is None else _both(before, bracket)
        start = match.end()
    _add_words(words, brackets, text[start:])
    return Piece(tuple(words), tuple(brackets))


def _bracket(text: str, match: re.Match[str]) -> Bracket:
    if _REMARK.fullmatch(match[0]):
        return Bracket(match[0][1:-1].strip(), remark=True)
    before, after = text[: match.start()][-1:], text[match.end() :][:1]
    return Bracket(match[0][1:-1].strip(), *(bool(c) and word_character(c) for c in (before, after)))


def _both(one: Bracket, other: Bracket) -> Bracket:
    """Return two brackets that stand side by side as one; a remark beside another bracket counts for nothing."""
    if one.remark or other.remark:
        return other if one.remark else one
    return Bracket(f"{one.text} {other.text}", one.after_letters, other.before_letters)


def _add_words(words: list[Folded], brackets: list[Bracket | None], text: str) -> None:
    folded = fold(text)
    if folded.text:
        words.append(folded)
        brackets.append(None)


def negates(text: str) -> bool:
    """Return whether *text* has a word that turns a statement into its contrary."""
    return (
        any(word.casefold() in _NEGATIONS for word in re.findall(r"\w+", text))
        or _CONTRACTED.search(text) is not None
        or _IDEOGRAPHIC_NEGATION.search(text) is not None
    )


def reverses(shown: str, replaced: str, bracket: Bracket) -> bool:
    """Return whether a bracket with *shown* for *replaced* could reverse what the source says.

    ``[not]`` adds a negation and ``[will]`` for "will not" drops one; ``[il]legal`` makes a word its contrary.
    """
    if shown.casefold() == replaced.casefold():
        return False
    if negates(shown) or negates(replaced):
        return True
    if bracket.free:
        one = {word.casefold() for word in _WORD.findall(shown)}
        other = {word.casefold() for word in _WORD.findall(replaced)}
        return any(
            (a.endswith(b) and a[: -len(b)] in _NEGATING_PREFIX)
            or (b.endswith(a) and b[: -len(a)] in _NEGATING_PREFIX)
            for a in one
            for b in other
            if a != b
        )
    added, dropped = shown.casefold(), replaced.casefold()
    if bracket.before_letters and not bracket.after_letters:
        while added and dropped and added[-1] == dropped[-1]:
            added, dropped = added[:-1], dropped[:-1]
        return bool({added, dropped} & _NEGATING_PREFIX)
    return _NEGATING_SUFFIX.search(shown) is not None or _NEGATING_SUFFIX.search(replaced) is not None
