"""Markup of titles, short names and first paragraphs that no page parses, read as text and references."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from sphinx_policyrefs.records.model import Run

#: A longer paragraph is left as it is: nobody wrote it by hand, and it might be made to take long.
_LONGEST = 10_000

#: A role, or a substitution of MyST.
_ROLE = re.compile(
    r"(?::(?P<rst>[a-z][\w:+.-]{0,60}):|\{(?P<md>[a-z][\w:+.-]{0,60})\})`(?P<text>[^`]+)`"
    r"|\{\{\s*(?P<key>[A-Za-z_][\w.-]{0,60})\s*\}\}"
)
#: Sphinx's own roles that show the title of something.
BY_TITLE = frozenset({"ref", "doc", "term", "numref", "any"})
_TITLED = re.compile(r"(?s)(.*?)\s*<([^<>]*)>\Z")
_PLAIN = (
    (re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)"), r"\1"),  # [text](address)
    (re.compile(r"`([^`<]+?)\s*<[^<>`]*>`__?"), r"\1"),  # `text <address>`_
    (re.compile(r"``([^`]+)``|`([^`]+)`_{0,2}"), r"\1\2"),
    (re.compile(r"\\? ?\[(?:[\w.-]+|\*|#[\w.-]*)\]_(?!\w)|\[\^[^\]\s]+\]"), ""),  # a footnote, a citation
    (re.compile(r"(?<![\w*\\])(\*{1,3})(?=\S)([^*]+?)(?<=[^\s\\])\1(?![\w*])"), r"\2"),
    (re.compile(r"\\([^\w\s])"), r"\1"),
)
_NO_TEXT = re.compile(r"\.\.(?:\s|\Z)|:::|```|~~~|<!--|\([\w-]+\)=|%|---\Z|:[a-z-]+:\s")


def plain(text: str) -> str:
    """Return a text without its inline markup, references as their names, its spaces joined."""
    return plain_runs(_runs(text, ()))


def plain_runs(runs: Iterable[Run]) -> str:
    """Return runs as text, references as the words or the names that they were written with."""
    return " ".join("".join(run if isinstance(run, str) else run[2] or run[1] for run in runs).split())


def title_runs(text: str, kinds: Container[str]) -> tuple[Run, ...]:
    """Return a title as text and references, those to places that Sphinx knows among them; nothing without any."""
    found = _runs(text, kinds, titles=True)
    return found if any(isinstance(run, tuple) for run in found) else ()


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


def _runs(text: str, kinds: Container[str], *, titles: bool = False) -> tuple[Run, ...]:
    """Return a paragraph as text and references; roles of others give their text."""
    if len(text) > _LONGEST:
        return (" ".join(text.split()),)
    found: list[Run] = []
    at = 0
    for match in _ROLE.finditer(text):
        before = _unmarked(text[at : match.start()])
        at = match.end()
        name = match["rst"] or match["md"]
        if name is None:
            found += [before, ("substitution", match["key"], match[0]) if titles else match[0]]
            continue
        if is_mark(name):
            found.append(before.rstrip(" \\"))
            continue
        found.append(before)
        role = name.removeprefix("policy:")
        titled = _TITLED.match(match["text"])
        title, target = (titled[1], titled[2]) if titled else ("", match["text"])
        target = target.strip().lstrip("!")
        standard = name.removeprefix("std:")
        if role in kinds or name in ("policy:ref", "policy:value"):
            found.append((role, target, title))
        elif titles and standard in BY_TITLE:
            found.append((f"std:{standard}", target, title))
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


def is_mark(role: str) -> bool:
    """Return whether a role stands for a mark, of a footnote or a citation, which is not a part of the words."""
    return role.partition(":")[0] in ("cite", "footcite") or role == "policy:cite"


def _unmarked(text: str) -> str:
    for pattern, replacement in _PLAIN:
        text = pattern.sub(replacement, text)
    return text
