"""Near misses: comments, paragraphs and plain blocks that were meant as an entry or a view, such as ``.. event: A``.

They are looked for in the document tree, right after parsing, so that examples in literal text are never reported.
"""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from docutils import nodes
from pygments.lexers import get_lexer_by_name  # type: ignore[import-untyped]
from pygments.util import ClassNotFound  # type: ignore[import-untyped]
from sphinx.transforms import SphinxTransform

from sphinx_policyrefs.adapter.build import build_of
from sphinx_policyrefs.adapter.nodes import is_words
from sphinx_policyrefs.adapter.reading.bare_names import is_ours, own_directives
from sphinx_policyrefs.adapter.reading.options import FINDINGS
from sphinx_policyrefs.records.fields import nearest
from sphinx_policyrefs.records.model import Finding
from sphinx_policyrefs.records.synonyms import DIRECTIVES

if TYPE_CHECKING:
    from collections.abc import Iterable

#: How much of a line is repeated.
_SHOWN = 60

_UNKNOWN = re.compile(r"Unknown directive type:? [\"']((?:policy:)?[\w.+-]+)[\"']")
_UNKNOWN_ROLE = re.compile(r"Unknown interpreted text role [\"']((?:policy:)?[\w.+-]+)[\"']")
_OPTION = re.compile(r"\s*:?([^\W\d][\w-]*)\s*:(?!:)")
_BRACED = re.compile(r"(?::{3,}|`{3,}|~{3,})\s*(\{\s*((?:policy:)?[\w-]+)\s*\}\S*)")
#: What looks like a role but is text: a blank after the name, two backquotes, or the form of the other markup.
_ROLE = re.compile(r"(?<![\w`:]):((?:policy:)?[\w-]+):( ?)$|(?<![\w`])\{((?:policy:)?[\w-]+)\}( ?)$")
_BRACED_ROLE = re.compile(r"(?<![\w`])\{((?:policy:)?[\w-]+)\}`([^`\n]+)`")


class Miss(NamedTuple):
    """A line that begins like a directive of ours."""

    #: the name that was meant, with the domain where it was written or is needed
    name: str
    #: what stands behind the name
    title: str
    #: the line was meant as one whatever follows; else only where an option follows
    sure: bool
    #: dots stand before the name
    dotted: bool
    #: colons or backquotes before it and braces around it, as MyST wants them
    fenced: bool


class Forms:
    """The names of directives, and what looks like a call of one."""

    def __init__(self, bare: Iterable[str], qualified: Iterable[str]) -> None:
        """Take the names that work as they are, and all that work behind ``policy:``."""
        self.bare = frozenset(bare)
        self.qualified = frozenset(qualified)
        ordered = sorted(self.qualified, key=lambda name: (-len(name), name))
        words = "|".join(re.escape(name).replace(r"\-", r"[\s_-]") for name in ordered)
        self._line = re.compile(
            r"(?P<lead>(?:[.…,;]\s?)*|:+|`{2,}|~{3,})\s*(?P<open>[{\[(]?)\s*(?P<domain>policy\s*[:.]\s*)?"
            rf"(?P<name>{words})(?![\w-])(?P<close>\s*[}}\])])?(?P<mark>\s*[:;：]*)(?P<rest>.*)",
            re.IGNORECASE,
        )  # fmt: skip

    def miss(self, line: str, *, comment: bool = False) -> Miss | None:
        """Return what a line was meant to be, None where it begins like none of the directives."""
        found = self._line.match(line)
        if found is None or found["rest"].startswith("`"):  # a role
            return None
        name = re.sub(r"[\s_]", "-", found["name"].lower())
        if not found["domain"] and name not in self.bare:
            return None
        lead, mark, rest = found["lead"], found["mark"].strip(), found["rest"]
        dotted = bool(re.match(r"[.…]", lead))
        braced = bool(found["open"] and found["close"])
        if comment:
            if dotted:  # a directive that was turned off by the dots before it
                return None
            sure = bool(mark) or braced
        elif dotted:
            sure = bool(mark) or braced
        elif lead.startswith(":"):
            sure = (braced or len(lead) > 2) if not mark else False
        elif lead.startswith(("`", "~")):
            sure = braced and len(lead) > 2
        else:
            sure = len(mark) == 2 and rest[:1].isspace() and bool(rest.strip())
        shown = name if name in self.bare and not found["domain"] else f"policy:{name}"
        title = " ".join(rest.strip(" \t}])").split()) if not braced else " ".join(rest.split())
        fenced = bool(lead) and not dotted and braced
        return Miss(shown, title, sure, dotted, fenced)


class NearMisses(SphinxTransform):
    """Tell of comments and paragraphs that begin like an entry or a view."""

    #: before translation, which puts other paragraphs in the place of an author's
    default_priority = 15

    def apply(self, **kwargs: Any) -> None:
        """Keep a finding for each."""
        self.build = build_of(self.env)
        self.forms = self._forms()
        suffix = Path(self.env.doc2path(self.env.docname)).suffix
        self.myst = self.config.source_suffix.get(suffix) == "markdown"
        for node in self.document.findall(nodes.Element):
            if _is_candidate(node) and not is_words(node.parent):
                self._look_at(node)

    def _forms(self) -> Forms:
        if self.build.forms is None:
            self.build.forms = Forms(own_directives(self.env), self.env.domains["policy"].directives)
        return cast("Forms", self.build.forms)

    def _look_at(self, node: nodes.Element) -> None:
        if isinstance(node, nodes.system_message):
            self._unknown(node)
        elif isinstance(node, nodes.comment):
            first = node.astext().split("\n", 1)[0]
            miss = self.forms.miss(first, comment=True)
            if miss and (miss.sure or self._is_option(miss, _below(node.astext()))):
                self._comment(node, first, miss)
        elif isinstance(node, (nodes.paragraph, nodes.term)):
            self._text(node)
            self._roles(node)
        else:
            self._block(node)

    def _comment(self, node: nodes.Element, first: str, miss: Miss) -> None:
        source = node.source or str(self.env.doc2path(self.env.docname))
        line = _line_of(source, node.line or 0, first)
        # A comment of Markdown's own, which begins with a percent sign, has been made one on purpose.
        if line or not self.myst:
            line = line or node.line or 0
            written = _cut(f".. {first}")
            self._tell(f'"{written}" is a comment: write {self._right(miss)}', source, line)

    def _text(self, node: nodes.Element) -> None:
        lines = (node.rawsource or node.astext()).split("\n")
        for number, line in enumerate(lines):
            miss = self.forms.miss(line.strip())
            if miss is None:
                continue
            sure = miss.sure
            if number and not (sure and (miss.dotted or miss.fenced)):
                continue
            below = lines[number + 1] if number + 1 < len(lines) else _text_below(node)
            if not sure and not self._is_option(miss, below):
                continue
            source = node.source or ""
            place = _line_with(source, (node.line or 0) + number, line.strip())
            written, right = _cut(line.strip()), self._right(miss)
            if number and not self.myst and re.match(r"\.\. ", line.strip()):
                message = f'"{written}" goes on with the text above it: write a blank line before it'
            elif miss.fenced and self.myst and not self._colons and line.lstrip().startswith(":"):
                message = (
                    f'"{written}" is text: write {right}, or add "colon_fence" to myst_enable_extensions'
                )
            else:
                message = f'"{written}" is text: write {right}'
            self._tell(message, source, place)

    def _roles(self, node: nodes.Element) -> None:
        """Look at what was meant as a role and stands in a paragraph as text."""
        for child, after in pairwise([*node.children, None]):
            if not isinstance(child, nodes.Text):
                continue
            text = child.astext()
            for braced in _BRACED_ROLE.finditer(text) if "{" in text else ():
                self._role(node, braced[1], braced[2], braced[0])
            if not isinstance(after, (nodes.title_reference, nodes.literal)):
                continue
            found = _ROLE.search(text)
            if found is None:
                continue
            if isinstance(after, nodes.literal):
                if (found[2] or found[4]) and not (self.myst and found[3]):
                    continue  # prose, such as: the option :party: `trust`
                mark = "`" if self.myst else "``"
            else:
                mark = "`"
            target = after.astext()
            self._role(node, found[1] or found[3], target, f"{found[0]}{mark}{target}{mark}")

    def _role(self, node: nodes.Element, name: str, text: str, written: str) -> None:
        word = name.removeprefix("policy:")
        if word not in self.env.domains["policy"].roles or (word == name and not is_ours(self.env, name)):
            return
        right = f"{{{name}}}`{text}`" if self.myst else f":{name}:`{text}`"
        source, first = node.source or "", node.line or 0
        rows = _lines(source)
        line = next((n for n in range(first, len(rows) + 1) if n and written in rows[n - 1]), first)
        self._tell(f"{_cut(written)} is text: write {right}", source, line)

    def _block(self, node: nodes.Element) -> None:
        """Look at a block between fences whose name has not its braces."""
        if isinstance(node, nodes.container):
            word, fence = (node["classes"] or [""])[-1], ":::"
        else:
            word, fence = str(node.get("language", "")), "```"
        name = word.strip("{}[]()")
        if word.startswith("{"):  # what stands behind the brace, or blanks within the braces
            rows = _lines(node.source or "")[max((node.line or 0) - 1, 0) : node.line or 0]
            if found := _BRACED.search("".join(rows)):
                word, name = found[1], found[2]
        miss = self.forms.miss(name)
        if miss is None or miss.name not in (name.lower(), f"policy:{name.lower()}"):
            return
        if fence == "```" and _is_language(word):
            return
        right = f"{fence}{{{miss.name}}}"
        self._tell(f'"{fence}{word}" begins a plain block: write {right}', node.source or "", node.line or 0)

    def _unknown(self, node: nodes.Element) -> None:
        found = _UNKNOWN.search(node.astext())
        if found is None:
            self._unknown_role(node)
            return
        word = found[1].lower().removeprefix("policy:").replace("_", "-")
        near = DIRECTIVES.get(word, "")
        if near not in self.forms.qualified:
            near = nearest(word, self.forms.qualified, 0.75)
        if near:
            right = near if near in self.forms.bare else f"policy:{near}"
            message = f'"{found[1]}" is not a directive here; did you mean {right}?'
            self._tell(message, node.get("source", ""), int(node.get("line", 0)))

    def _unknown_role(self, node: nodes.Element) -> None:
        found = _UNKNOWN_ROLE.search(node.astext())
        if found is None:
            return
        roles = self.env.domains["policy"].roles
        word = found[1].lower().removeprefix("policy:").replace("_", "-")
        near = word if word in roles else DIRECTIVES.get(word, "")
        if near not in roles:
            near = nearest(word, roles, 0.7)
        if near:
            right = near if is_ours(self.env, near) else f"policy:{near}"
            message = f'"{found[1]}" is not a role here; did you mean {right}?'
            self._tell(message, node.get("source", ""), int(node.get("line", 0)))

    @property
    def _colons(self) -> bool:
        return "colon_fence" in (getattr(self.config, "myst_enable_extensions", None) or ())

    def _right(self, miss: Miss) -> str:
        """Return what to write in the document's markup."""
        title = f" {_cut(miss.title)}" if miss.title else ""
        if self.myst:
            return f"{':::' if self._colons else '```'}{{{miss.name}}}{title}"
        return f".. {miss.name}::{title}"

    def _is_option(self, miss: Miss, line: str) -> bool:
        """Return whether a line is an option of what was meant."""
        found = _OPTION.match(line)
        if found is None:
            return False
        name, option = miss.name.removeprefix("policy:"), found[1].lower()
        if kind := self.build.kinds.get(name):
            return option in ("id", "note", "class", "name") or kind.field(option) is not None
        view = self.build.views.get(name)
        return view is not None and option in view.options

    def _tell(self, message: str, source: str, line: int) -> None:
        file = self.build.relative(source or self.env.doc2path(self.env.docname))
        findings: Any = self.env.temp_data.setdefault(FINDINGS, [])
        findings.append(Finding("not-an-entry", message, file, line, ""))


def _is_candidate(node: nodes.Element) -> bool:
    if isinstance(node, (nodes.comment, nodes.paragraph, nodes.term, nodes.system_message)):
        return True
    if isinstance(node, nodes.container):
        return bool(node.get("is_div"))
    return isinstance(node, nodes.literal_block) and "language" in node


def _is_language(word: str) -> bool:
    """Return whether a code block may be in a language of this name."""
    try:
        get_lexer_by_name(word)
    except ClassNotFound:
        return False
    return True


def _below(text: str) -> str:
    lines = text.split("\n")
    return lines[1] if len(lines) > 1 else ""


def _text_below(node: nodes.Element) -> str:
    """Return the first line of what stands below a paragraph, or in the definition of a term."""
    below: Any = node.next_node(descend=False, siblings=True)
    if isinstance(below, nodes.definition) and below.children:
        below = below.children[0]
    field = next(iter(below.findall(nodes.field_name)), None) if isinstance(below, nodes.Element) else None
    if isinstance(below, (nodes.field_list, nodes.block_quote)) and field is not None:
        return f":{field.astext()}:"
    if isinstance(below, (nodes.literal_block, nodes.block_quote, nodes.paragraph)):
        stands_below = isinstance(node, nodes.term) or not isinstance(below, nodes.paragraph)
        return below.astext().split("\n", 1)[0] if stands_below else ""
    return ""


def _line_with(source: str, place: int, text: str) -> int:
    """Return the line that holds *text*: *place*, or the one before, where docutils 0.20 has a term."""
    lines = _lines(source)
    for number in (place, place - 1):
        if 0 < number <= len(lines) and text in lines[number - 1]:
            return number
    return place


def _lines(source: str) -> list[str]:
    try:
        return Path(source).read_text("utf-8", errors="replace").split("\n")
    except OSError:
        return []


def _line_of(source: str, last: int, first: str) -> int:
    """Return the line where a comment of reStructuredText begins, 0 for none; its node has the *last* one, or 0."""
    found = [
        number
        for number, line in enumerate(_lines(source), 1)
        if (mark := line.find("..")) >= 0 and line[mark + 2 :].strip() == first.strip()
    ]
    before = [number for number in found if number <= last]
    return (before or found or [0])[-1]


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1].rstrip()}…"
