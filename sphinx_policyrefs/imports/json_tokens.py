"""JSON -> tokens with their places, which Python's decoder does not give; its scanner reads the strings."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from json.decoder import scanstring  # type: ignore[attr-defined] # which the stubs do not know

from sphinx_policyrefs.imports.tree import DataError, Token

_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)
_WORDS = {"true": "true", "false": "false", "null": None}
_WORD = re.compile("|".join(_WORDS))
_CLOSING = {"[": "]", "{": "}"}


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a JSON text; raises :class:`DataError` for a text that is not JSON."""
    return _Scanner(text).tokens()


class _Scanner:
    """One pass over a text, without recursion."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.line = 1
        #: where the line begins
        self.start = 0
        #: the lists and mappings that are open, by their signs
        self.stack: list[str] = []

    def tokens(self) -> Iterator[Token]:
        """Yield the tokens."""
        empty = False  # whether the innermost list or mapping has only begun
        while True:
            sign = self._next()
            closing = _CLOSING[self.stack[-1]] if self.stack else ""
            if empty and sign == closing:
                yield self._close(sign)
            else:
                if closing == "}":
                    yield self._name(sign)
                    sign = self._next()
                token = self._value(sign)
                yield token
                if token.sign in _CLOSING:
                    empty = True
                    continue
            empty = False
            while self.stack and (sign := self._next()) != ",":
                if sign != _CLOSING[self.stack[-1]]:
                    raise self._error(f"a comma or {_CLOSING[self.stack[-1]]} is missing")
                yield self._close(sign)
            if not self.stack:
                break
            self.at += 1
        if self._next(end=True):
            raise self._error("something follows its end")

    def _next(self, *, end: bool = False) -> str:
        """Go to what comes after the space, and return its first letter."""
        space = _SPACE.match(self.text, self.at)
        if space and (to := space.end()) != self.at:
            if breaks := self.text.count("\n", self.at, to):
                self.line += breaks
                self.start = self.text.rindex("\n", self.at, to) + 1
            self.at = to
        sign = self.text[self.at : self.at + 1]
        if not sign and not end:
            raise self._error("it ends before it is complete")
        return sign

    def _close(self, sign: str) -> Token:
        self.stack.pop()
        token = Token(sign, None, self.line, self.at - self.start + 1)
        self.at += 1
        return token

    def _name(self, sign: str) -> Token:
        if sign != '"':
            raise self._error("a name in double quotes is missing")
        token = self._string()
        if self._next() != ":":
            raise self._error("a colon is missing after a name")
        self.at += 1
        return token

    def _value(self, sign: str) -> Token:
        if sign == '"':
            return self._string()
        column = self.at - self.start + 1
        if sign in _CLOSING:
            self.stack.append(sign)
            self.at += 1
            return Token(sign, None, self.line, column)
        text: str | None
        if (found := _NUMBER.match(self.text, self.at)) and found.end() > self.at:
            text = found[0]
        elif found := _WORD.match(self.text, self.at):
            text = _WORDS[found[0]]
        else:
            raise self._error("a value is missing")
        self.at = found.end()
        return Token("s", text, self.line, column)

    def _string(self) -> Token:
        column = self.at - self.start + 1
        try:
            value, self.at = scanstring(self.text, self.at + 1, True)
        except json.JSONDecodeError as error:
            raise self._error(error.msg.removesuffix(" starting at").removesuffix(" at")) from None
        return Token("s", value, self.line, column)

    def _error(self, reason: str) -> DataError:
        return DataError(f"is not JSON: {reason}", self.line, self.at - self.start + 1)
