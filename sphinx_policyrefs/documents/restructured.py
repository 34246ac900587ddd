"""reStructuredText as a document: what a reader of the page would see.

docutils reads it, which is there with Sphinx; its parser alone is used, by the standard's own directives. It is
imported when such a file is read, so that this layer can be used and tested without it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sphinx_policyrefs.documents.model import Document, Unreadable, Writer
from sphinx_policyrefs.documents.plain import decoded

if TYPE_CHECKING:
    from docutils import nodes

#: Nothing is read from or written to elsewhere, no configuration counts, and what is wrong ends nothing.
_SETTINGS: Final[dict[str, Any]] = {
    "_disable_config": True,
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "doctitle_xform": False,
    "docinfo_xform": False,
    "smart_quotes": False,
    "report_level": 5,
    "halt_level": 5,
    "warning_stream": False,
    "input_encoding": "unicode",
    "line_length_limit": 10_000_000,
}
_KINDS: Final = {
    "list_item": "item",
    "definition_list_item": "item",
    "field": "item",
    "option_list_item": "item",
    "block_quote": "quote",
    "entry": "cell",
    "footnote": "note",
    "citation": "note",
}
#: Nodes without text of the document, and those that stand beside it.
_BESIDE: Final = frozenset(
    [
        "comment",
        "substitution_definition",
        "target",
        "pending",
        "raw",
        "meta",
        "decoration",
        "docinfo",
        "sidebar",
        "system_message",
        "image",
        "math_block",
        "label",
        "footnote_reference",
        "citation_reference",
        "math",
    ]
)
_WITH_TEXT: Final = frozenset(
    [
        "paragraph",
        "title",
        "subtitle",
        "term",
        "classifier",
        "field_name",
        "option_group",
        "attribution",
        "caption",
        "rubric",
        "literal_block",
        "doctest_block",
        "line",
    ]
)
_TARGET: Final = re.compile(r"(?<=\S)\s*<[^<>]+>\Z")


def read_rst(path: Path) -> Document:
    """Return a file of reStructuredText as the text that a reader sees.

    Raises :class:`Unreadable` where the parser gives up.
    """
    from docutils.core import publish_doctree
    from docutils.parsers.rst import Parser
    from docutils.utils import SystemMessage

    source = decoded(path)
    try:
        tree = publish_doctree(
            source, source_path=str(path), parser=Parser(inliner=_inliner()), settings_overrides=_SETTINGS
        )
    except (SystemMessage, ValueError, KeyError, IndexError, AttributeError, TypeError) as error:
        raise Unreadable(f"can't be parsed as reStructuredText ({type(error).__name__})") from None
    reader = _Reader()
    reader.walk(tree, "paragraph", 0)
    return Document("rst", reader.body.text(), reader.notes.text())


def _inliner() -> Any:
    """Return what reads inline markup, with roles that docutils does not know as their text."""
    from docutils import nodes
    from docutils.parsers.rst import roles, states

    def interpreted(self: Any, rawsource: str, text: str, role: str, lineno: int) -> Any:
        function, _messages = roles.role(role, self.language, lineno, self.reporter)
        if function is None:
            return [nodes.inline(rawsource, nodes.unescape(_TARGET.sub("", text)))], []
        return states.Inliner.interpreted(self, rawsource, text, role, lineno)

    # docutils takes its patterns from the class itself, and not from those that it inherits from.
    members = {
        name: value for name, value in vars(states.Inliner).items() if name not in {"__dict__", "__weakref__"}
    }
    return type("Inliner", (states.Inliner,), {**members, "interpreted": interpreted})()


class _Reader:
    def __init__(self) -> None:
        self.body, self.notes = Writer(), Writer()
        self.begun = False

    def walk(self, node: nodes.Node, kind: str, level: int) -> None:
        """Add the blocks within *node*."""
        for child in node.children:
            name = child.__class__.__name__
            if name in _BESIDE or self._is_contents(child) or (name == "field_list" and not self.begun):
                continue
            if name in _WITH_TEXT:
                self._add(child, name, kind, level)
            elif name == "line_block":
                lines = (_text(line) for line in child.findall() if line.__class__.__name__ == "line")
                self._write("\n".join(lines), kind, 0)
            else:
                self.walk(child, _KINDS.get(name, kind), level + (name == "section"))

    def _add(self, node: nodes.Node, name: str, kind: str, level: int) -> None:
        text = _text(node)
        if name == "title":
            parent = node.parent.__class__.__name__
            if parent == "section":
                self._write(text, "heading", level)
            else:
                self._write(text, "caption" if parent == "table" else kind, 0)
        elif name == "caption":
            self._write(text, "caption", 0)
        else:
            self._write(text, kind, 0)
        self.begun = self.begun or name != "title"

    def _write(self, text: str, kind: str, level: int) -> None:
        (self.notes if kind == "note" else self.body).add(text, kind, level)

    def _is_contents(self, node: nodes.Node) -> bool:
        return node.__class__.__name__ == "topic" and "contents" in node.get("classes", ())  # type: ignore[attr-defined]


def _text(node: nodes.Node) -> str:
    """Return the text of *node* without marks of notes and pictures."""
    if node.__class__.__name__ == "Text":
        return str(node.astext())
    return "".join(
        _text(child) for child in node.children if child.__class__.__name__ not in _BESIDE - {"target"}
    )
