"""Names in running text, found in one pass however many there are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final, Generic, TypeVar

T = TypeVar("T")

_TOKEN: Final = re.compile(r"\w+|[^\w\s]")
# Sphinx makes quotation marks typographic in prose, and not in options; one character for one.
_PLAIN: Final = str.maketrans("‘’“”", "''\"\"")
#: In a node of the trie, the key of what a name that ends there means.
_END: Final = ""


def with_plain_quotes(text: str) -> str:
    """Return a text of the same length, with straight quotation marks."""
    return text.translate(_PLAIN)


class NameTrie(Generic[T]):
    """A trie of words: a text is walked once, and at each word only the names that begin with it are followed.

    *token* is what a word is, and *fold* what of it counts.
    """

    def __init__(self, token: re.Pattern[str] = _TOKEN, fold: Callable[[str], str] | None = None) -> None:
        self._root: dict[str, Any] = {}
        self._token = token
        self._fold = fold

    def _words(self, text: str) -> list[str]:
        words: list[str] = self._token.findall(text)
        return words if self._fold is None else list(map(self._fold, words))

    def get(self, name: str) -> T | None:
        """Return what a name means; None where it is not known."""
        node = self._root
        for word in self._words(with_plain_quotes(name)):
            if word not in node:
                return None
            node = node[word]
        found: T | None = node.get(_END)
        return found

    def add(self, name: str, meaning: T) -> None:
        """Add a name; one that was there means *meaning* from now on."""
        node = self._root
        for word in self._words(with_plain_quotes(name)):
            node = node.setdefault(word, {})
        if node is not self._root:
            node[_END] = meaning

    def find(
        self,
        text: str,
        fits: Callable[[T, int, int], bool] | None = None,
        forms: Callable[[str], tuple[str, ...]] | None = None,
    ) -> Iterator[tuple[int, int, T]]:
        """Yield start, end and meaning of the names in a text: the longest at each place, none in another.

        Only those that *fits* admits count; *forms* are the other forms of a word, such as the singular of a plural.
        """
        text = with_plain_quotes(text)
        words = self._words(text)
        if forms is None and self._root.keys().isdisjoint(words):
            return
        places = [(found.start(), found.end()) for found in self._token.finditer(text)]
        beyond = 0
        for at, word in enumerate(words):
            if at < beyond or (forms is None and word not in self._root):
                continue
            node: dict[str, Any] | None = self._root
            found: list[T] = []
            for ahead in range(at, len(words)):
                node = _next(node, words[ahead], forms) if node is not None else None
                if node is None:
                    break
                if _END in node and (fits is None or fits(node[_END], places[at][0], places[ahead][1])):
                    beyond, found = ahead + 1, [node[_END]]
            if found:
                yield places[at][0], places[beyond - 1][1], found[0]


def _next(
    node: dict[str, Any], word: str, forms: Callable[[str], tuple[str, ...]] | None
) -> dict[str, Any] | None:
    if word in node or forms is None:
        return node.get(word)
    return next((node[form] for form in forms(word) if form in node), None)
