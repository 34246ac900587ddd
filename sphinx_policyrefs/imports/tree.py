"""What JSON and YAML have in common: values with their places, made of a stream of tokens, with limits.

A file is untrusted: nothing here recurses over it, an entry and what its aliases repeat have a limit, and one
entry is made at a time, so that a large file costs little more memory than its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple, TypeAlias

#: The largest file that is read, in bytes; the record of a large controversy has a tenth of it.
LARGEST: Final = 50_000_000
#: How many entries one file may have.
MOST_ENTRIES: Final = 100_000
#: How deep values may lie in one another; the forms of entries go to six.
DEEPEST: Final = 32
#: How many values one entry may have, those that aliases repeat included.
MOST_VALUES: Final = 20_000

#: What a page, XML or UTF-8 can't hold.
UNSHOWN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class DataError(ValueError):
    """The file, or the rest of it, can't be read; the message is one sentence."""

    def __init__(self, message: str, line: int = 0, column: int = 0) -> None:
        super().__init__(f"{message} (column {column})" if column else message)
        self.line = line


class Scalar(NamedTuple):
    """A text, or a number or a word of the format as it was written; None is the empty value."""

    text: str | None
    line: int


class List(NamedTuple):
    """Values in order."""

    items: list[Node]
    line: int


class Map(NamedTuple):
    """Names and values in order; a name may be there twice."""

    pairs: list[tuple[Scalar, Node]]
    line: int


Node: TypeAlias = "Scalar | List | Map"


class Token(NamedTuple):
    """One step through a file: ``{ } [ ]``, ``s`` for a scalar, ``*`` for an alias, ``.`` for the end."""

    sign: str
    text: str | None
    line: int
    column: int
    #: the name under which YAML may repeat the value
    anchor: str | None = None


class Part(NamedTuple):
    """A finished part of a file: an element of a list, or a value of the mapping at the top."""

    #: the name in the mapping at the top, "" where the top is a list
    name: str
    value: Node
    #: whether it is an element of a list
    listed: bool


class _Open:
    """A list or mapping that is being read."""

    __slots__ = ("anchor", "key", "node")

    def __init__(self, node: List | Map, anchor: str | None) -> None:
        self.node = node
        self.anchor = anchor
        self.key: Scalar | None = None

    def add(self, value: Node) -> None:
        """Add a value, or a name of which the value follows."""
        if isinstance(self.node, List):
            self.node.items.append(value)
        elif self.key is None:
            if not isinstance(value, Scalar):
                raise DataError("has a list or mapping where a name has to stand", value.line)
            self.key = value
        else:
            self.node.pairs.append((self.key, value))
            self.key = None


def parts(tokens: Iterable[Token]) -> Iterator[Part]:
    """Yield what a file holds, part by part; raises :class:`DataError` where it breaks a limit."""
    stack: list[_Open] = []
    anchors: dict[str, tuple[Node, int]] = {}
    sizes: list[int] = []  # how many values each open list or mapping has
    node: Node
    for token in tokens:
        sign = token.sign
        if sign in ("[", "{"):
            if len(stack) >= DEEPEST:
                message = f"is nested more than {DEEPEST} deep, which no entry needs"
                raise DataError(message, token.line, token.column)
            begun = List([], token.line) if sign == "[" else Map([], token.line)
            stack.append(_Open(begun, token.anchor))
            sizes.append(1)
            continue
        if sign in ("]", "}"):
            done = stack.pop()
            node, anchor, size = done.node, done.anchor, sizes.pop()
        elif sign == "s":
            node, anchor, size = Scalar(token.text, token.line), token.anchor, 1
        else:
            found = anchors.get(token.text or "")
            if found is None:
                message = f"has the alias *{token.text} inside what it names, or before it"
                raise DataError(message, token.line, token.column)
            (node, size), anchor = found, None
        if anchor is not None:
            anchors[anchor] = node, size
        if not stack:
            if isinstance(node, Scalar) and node.text is not None:
                raise DataError("is neither a list of entries nor a mapping with entries", node.line)
            continue
        if part := _finished(stack, node):
            if size > MOST_VALUES:
                raise DataError(f"has an entry of more than {MOST_VALUES} values", node.line)
            yield part
            continue
        sizes[-1] += size
        if sizes[-1] > MOST_VALUES:
            message = f"has an entry of more than {MOST_VALUES} values, those that aliases repeat included"
            raise DataError(message, token.line, token.column)
        stack[-1].add(node)


def _finished(stack: list[_Open], node: Node) -> Part | None:
    """Return the part that *node* is, or None where it belongs to a larger one."""
    top = stack[0]
    if len(stack) == 1:
        if isinstance(top.node, List):
            return Part("", node, listed=True)
        if top.key is None:
            return None
        key, top.key = top.key, None
        return Part(key.text or "", node, listed=False)
    if len(stack) == 2 and isinstance(top.node, Map) and isinstance(stack[1].node, List) and top.key:
        return Part(top.key.text or "", node, listed=True)
    return None
