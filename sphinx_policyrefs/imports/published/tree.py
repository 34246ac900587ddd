"""A whole file of JSON or XML as one tree, and the ways into it: every value knows its line and its path.

XML is read by the expat of the standard library, which tells lines and is given no chance to go elsewhere: a file that
declares entities is refused, external ones are never fetched, and depth and number of values have limits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple
from xml.parsers import expat

from sphinx_policyrefs.imports import json_tokens
from sphinx_policyrefs.imports.tree import DEEPEST, UNSHOWN, DataError, List, Map, Node, Scalar, Token

#: How many values one file may have; a docket of ten thousand entries has a third of it.
MOST: Final = 600_000


class Value:
    """A value of a file, or one that is not there: asking it for anything never fails."""

    __slots__ = ("line", "node", "path")

    def __init__(self, node: Node | None, path: str = "", line: int = 1) -> None:
        self.node = node
        self.path = path
        self.line = node.line if node is not None else line

    def __getitem__(self, name: str) -> Value:
        """Return the value under a name; the first of several."""
        path = f"{self.path}.{name}" if self.path else name
        if isinstance(self.node, Map):
            for key, value in self.node.pairs:
                if key.text == name:
                    return Value(value, path)
        return Value(None, path, self.line)

    def __contains__(self, name: str) -> bool:
        return isinstance(self.node, Map) and any(key.text == name for key, _ in self.node.pairs)

    def __bool__(self) -> bool:
        return self.node is not None and not (isinstance(self.node, Scalar) and self.node.text is None)

    def __iter__(self) -> Iterator[Value]:
        """Yield the elements of a list: of JSON, or of XML as children of one name; a value alone is a list of one."""
        match self.node:
            case List(items=items):
                for n, item in enumerate(items):
                    yield Value(item, f"{self.path}[{n}]")
            case Map(pairs=pairs) if (
                pairs
                and len({key.text for key, _ in pairs}) == 1
                and (len(pairs) > 1 or pairs[0][0].text == "item" or isinstance(pairs[0][1], Map))
            ):
                for n, (key, item) in enumerate(pairs):
                    yield Value(item, f"{self.path}.{key.text}[{n}]")
            case None | Scalar(text=None | ""):
                return
            case Map(pairs=[]):
                return
            case _:
                yield self

    def all(self, name: str) -> Iterator[Value]:
        """Yield the values of every child of one name, as XML repeats them."""
        if isinstance(self.node, Map):
            for n, (key, value) in enumerate(pair for pair in self.node.pairs if pair[0].text == name):
                yield Value(value, f"{self.path}.{key.text}[{n}]")

    @property
    def names(self) -> frozenset[str]:
        """Return the names of a mapping."""
        return (
            frozenset(key.text or "" for key, _ in self.node.pairs)
            if isinstance(self.node, Map)
            else frozenset()
        )

    @property
    def is_map(self) -> bool:
        """Return whether it has names."""
        return isinstance(self.node, Map)

    @property
    def is_list(self) -> bool:
        """Return whether it is a list of JSON."""
        return isinstance(self.node, List)

    @property
    def text(self) -> str:
        """Return the text of a value on one line, "" for all that is none."""
        if isinstance(self.node, Scalar) and self.node.text is not None:
            return " ".join(self.node.text.split())
        return ""

    @property
    def raw(self) -> str:
        """Return the text of a value as it stands, "" for all that is none."""
        return self.node.text or "" if isinstance(self.node, Scalar) else ""

    def first(self, *names: str) -> str:
        """Return the text of the first of several names that has one."""
        return next((text for name in names if (text := self[name].text)), "")


def read_json(text: str) -> Value:
    """Return what a JSON file holds; raises :class:`DataError` where it is none, or too much."""
    return Value(_built(json_tokens.tokens(text)))


class _Open(NamedTuple):
    node: List | Map
    keys: list[Scalar]


def _built(tokens: Iterable[Token]) -> Node:
    stack: list[_Open] = []
    for count, token in enumerate(tokens):
        if count > MOST:
            raise DataError(f"has more than {MOST} values", token.line, token.column)
        done: Node
        if token.sign in "[{":
            if len(stack) >= DEEPEST:
                raise DataError(f"is nested more than {DEEPEST} deep", token.line, token.column)
            stack.append(_Open(List([], token.line) if token.sign == "[" else Map([], token.line), []))
            continue
        if token.sign in "]}":
            done = stack.pop().node
        else:
            text = token.text if token.text is None else UNSHOWN.sub("", token.text)
            done = Scalar(text, token.line)
        if not stack:
            return done
        top = stack[-1]
        if isinstance(top.node, List):
            top.node.items.append(done)
        elif top.keys:
            top.node.pairs.append((top.keys.pop(), done))
        elif isinstance(done, Scalar):
            top.keys.append(done)
    raise DataError("is empty")


def read_xml(content: bytes) -> Value:
    """Return what an XML file holds, its root under its name; raises :class:`DataError` where it is none, or unsafe."""
    return _Xml().read(content)


class _Xml:
    """One pass of expat over a file."""

    def __init__(self) -> None:
        self.parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.EntityDeclHandler = self._refuse
        parser.ExternalEntityRefHandler = self._refuse
        self.root = Map([], 1)
        #: the elements that are open: name, line, children and texts
        self.stack: list[tuple[Scalar, Map, list[str]]] = []
        self.count = 0

    def read(self, content: bytes) -> Value:
        try:
            self.parser.Parse(content, True)
        except expat.ExpatError as error:
            reason = expat.errors.messages[error.code]
            raise DataError(f"is not XML: {reason}", error.lineno, error.offset + 1) from None
        return Value(self.root)

    def _refuse(self, *_: object) -> int:
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        raise DataError("declares entities, which no file of this kind needs", line, column)

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        line = self.parser.CurrentLineNumber
        self.count += 1
        if self.count > MOST:
            raise DataError(f"has more than {MOST} values", line)
        if len(self.stack) >= DEEPEST:
            raise DataError(f"is nested more than {DEEPEST} deep", line)
        self.stack.append((Scalar(name.rpartition(":")[2], line), Map([], line), []))

    def _end(self, _name: str) -> None:
        name, children, texts = self.stack.pop()
        node: Node = children if children.pairs else Scalar("".join(texts).strip(), name.line)
        (self.stack[-1][1] if self.stack else self.root).pairs.append((name, node))

    def _data(self, text: str) -> None:
        if self.stack:
            self.stack[-1][2].append(UNSHOWN.sub("", text))
