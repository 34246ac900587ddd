"""Titles and first paragraphs as plain text, for entries that no page shows and whose markup nobody parses."""

from __future__ import annotations

import re
from collections.abc import Container

from sphinx_policyrefs.records.model import Run

#: A longer paragraph is left as it is: nobody wrote it by hand, and it might be made to take long.
_LONGEST = 10_000

_ROLE = re.compile(r"(?::(?P<rst>[a-z][\w:+.-]{0,60}):|\{(?P<md>[a-z][\w:+.-]{0,60})\})`(?P<text>[^`]+)`")
_TITLED = re.compile(r"(?s)(.*?)\s*<([^<>]*)>\Z")
_PLAIN = (
    (re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)"), r"\1"),  # [text](address)
    (re.compile(r"`([^`<]+?)\s*<[^<>`]*>`__?"), r"\1"),  # `text <address>`_
    (re.compile(r"``([^`]+)``|`([^`]+)`_{0,2}"), r"\1\2"),
    (re.compile(r"\[[#*^]?[\w-]*\]_"), ""),  # a footnote
    (re.compile(r"(?<![\w*\\])(\*{1,3})(?=\S)([^*]+?)(?<=[^\s\\])\1(?![\w*])"), r"\2"),
    (re.compile(r"\\([^\w\s])"), r"\1"),
)
_NO_TEXT = re.compile(r"\.\.(?:\s|\Z)|:::|```|~~~|<!--|\([\w-]+\)=|%|---\Z|:[a-z-]+:\s")


def plain(text: str) -> str:
    """Return a text without its inline markup, its spaces joined."""
    return " ".join(
        "".join(run if isinstance(run, str) else run[2] or run[1] for run in _runs(text, ())).split()
    )


def summary(body: str, kinds: Container[str]) -> tuple[Run, ...]:
    """Return the first paragraph of a body as text and references to entries."""
    for block in re.split(r"\n[ \t]*\n", body.expandtabs().replace("\r\n", "\n").strip("\n")):
        quoted = bool(block) and (block[0] == " " or block.lstrip().startswith(">"))
        lines = [line.strip().removeprefix(">").strip() for line in block.split("\n")]
        if not any(lines) or _NO_TEXT.match(lines[0]):
            continue
        runs = _runs(" ".join(line for line in lines if line), kinds)
        return ("“", *runs, "”") if quoted else runs
    return ()


def _runs(text: str, kinds: Container[str]) -> tuple[Run, ...]:
    """Return a paragraph as text and references; roles of others give their text."""
    if len(text) > _LONGEST:
        return (" ".join(text.split()),)
    found: list[Run] = []
    at = 0
    for match in _ROLE.finditer(text):
        found.append(_unmarked(text[at : match.start()]))
        at = match.end()
        name = match["rst"] or match["md"]
        role = name.removeprefix("policy:")
        titled = _TITLED.match(match["text"])
        title, target = (titled[1], titled[2]) if titled else ("", match["text"])
        target = target.strip().lstrip("!")
        if role in kinds or name in ("policy:ref", "policy:value"):
            found.append((role, target, title))
        else:
            found.append(title or target)
    found.append(_unmarked(text[at:]))
    joined: list[Run] = []
    for run in found:
        if not run:
            continue
        if isinstance(run, str) and joined and isinstance(joined[-1], str):
            joined[-1] += run
        else:
            joined.append(run)
    return tuple(joined)


def _unmarked(text: str) -> str:
    for pattern, replacement in _PLAIN:
        text = pattern.sub(replacement, text)
    return text
