"""JSON -> tokens with their places, which the standard decoder does not tell; strings are read by its scanner."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from json.decoder import scanstring

from sphinx_policyrefs.imports.tree import DataError, Token

_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)
_WORDS = {"true": "true", "false": "false", "null": None}
_WORD = re.compile("|".join(_WORDS))
_CLOSING = {"[": "]", "{": "}"}


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a JSON text; raises :class:`DataError` where it is none."""
    stack: list[str] = []
    #: what may follow: "value", "first" (value or end), "key", "first-key", "next" (comma or end), "end"
    state = "value"
    at, line, start = 0, 1, 0
    while True:
        space = _SPACE.match(text, at)
        if space and (end := space.end()) != at:
            if breaks := text.count("\n", at, end):
                line += breaks
                start = text.rindex("\n", at, end) + 1
            at = end
        column = at - start + 1
        sign = text[at : at + 1]
        if state == "end":
            if sign:
                raise DataError("is no JSON: something follows its end", line, column)
            return
        if not sign:
            raise DataError("is no JSON: it ends before it is complete", line, column)
        if state == "next":
            if sign == ",":
                state = "key" if stack[-1] == "{" else "value"
                at += 1
                continue
            if sign != _CLOSING[stack[-1]]:
                wanted = f"a comma or {_CLOSING[stack[-1]]}"
                raise DataError(f"is no JSON: {wanted} is missing", line, column)
        if sign in ("]", "}") and state in ("first", "first-key", "next") and sign == _CLOSING[stack[-1]]:
            stack.pop()
            at += 1
            yield Token(sign, None, line, column)
            state = "next" if stack else "end"
            continue
        if state in ("key", "first-key"):
            if sign != '"':
                raise DataError("is no JSON: a name in double quotes is missing", line, column)
            name, at = _string(text, at, line, column)
            yield Token("s", name, line, column)
            space = _SPACE.match(text, at)
            end = space.end() if space else at
            if breaks := text.count("\n", at, end):
                line += breaks
                start = text.rindex("\n", at, end) + 1
            if text[end : end + 1] != ":":
                raise DataError("is no JSON: a colon is missing after a name", line, end - start + 1)
            at = end + 1
            state = "value"
            continue
        if sign in _CLOSING:
            stack.append(sign)
            at += 1
            yield Token(sign, None, line, column)
            state = "first" if sign == "[" else "first-key"
            continue
        value: str | None
        if sign == '"':
            value, at = _string(text, at, line, column)
        elif (found := _NUMBER.match(text, at)) and found.end() > at:
            value, at = found[0], found.end()
        elif found := _WORD.match(text, at):
            value, at = _WORDS[found[0]], found.end()
        else:
            raise DataError("is no JSON: a value is missing", line, column)
        yield Token("s", value, line, column)
        state = "next" if stack else "end"


def _string(text: str, at: int, line: int, column: int) -> tuple[str, int]:
    try:
        return scanstring(text, at + 1, True)  # noqa: FBT003 - the scanner takes no names
    except json.JSONDecodeError as error:
        raise DataError(f"is no JSON: {error.msg.rstrip(': ')}", line, column) from None
