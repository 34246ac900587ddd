"""What translators get besides titles and bodies: fields of prose, and captions of views.

Each is a node of its own below its entry or view, which Sphinx's translation knows how to treat: ``gettext`` extracts
it into the catalogue of the document, and other builds put the translation in before the document is collected.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.builders.gettext import MessageCatalogBuilder

from sphinx_policyrefs.records.types import texts_of, with_texts

if TYPE_CHECKING:
    from sphinx.builders import Builder

    from sphinx_policyrefs.records.kinds import Kind

#: The field of the title of an entry that is not typeset.
TITLE = ""


class policy_text(nodes.Element, addnodes.translatable):  # noqa: N801 - nodes are named in lower case
    """One text: ``field`` and ``place`` say whose, ``text`` is as written, ``shown`` as translated."""

    def preserve_original_messages(self) -> None:
        """Do nothing: ``text`` stays as it is."""

    def apply_translated_message(self, original_message: str, translated_message: str) -> None:
        """Take a translation, which is one line of plain text."""
        self["shown"] = " ".join(translated_message.split())

    def extract_original_messages(self) -> Sequence[str]:
        """Return the text."""
        return [self["text"]]


def field_texts(
    kind: Kind, values: Mapping[str, Any], lines: Mapping[str, int], at: nodes.Element
) -> list[nodes.Node]:
    """Return the nodes for an entry's fields of prose; *at* has the place of those without a line."""
    return [
        _text_node(name, place, text, lines, at)
        for name, value in values.items()
        if (field := kind.field(name)) is not None
        for place, text in enumerate(texts_of(field, value))
        if any(map(str.isalpha, text))  # numbers need no translator
    ]


def other_texts(texts: Mapping[str, str], lines: Mapping[str, int], at: nodes.Element) -> list[nodes.Node]:
    """Return the nodes for texts that stand alone: the title of an entry that is not typeset, a caption."""
    return [_text_node(name, 0, text, lines, at) for name, text in texts.items()]


def _text_node(name: str, place: int, text: str, lines: Mapping[str, int], at: nodes.Element) -> policy_text:
    node = policy_text("", field=name, place=place, text=text)
    node.source, node.line = at.source, lines.get(name, at.line)
    return node


def shown(node: nodes.Element) -> dict[str, dict[int, str]]:
    """Return the translations of texts below an entry or a view, by field and place."""
    found: dict[str, dict[int, str]] = {}
    for text in node.children:
        if isinstance(text, policy_text) and text.get("shown", text["text"]) != text["text"]:
            found.setdefault(text["field"], {})[text["place"]] = text["shown"]
    return found


def translated(kind: Kind, values: dict[str, Any], texts: Mapping[str, Mapping[int, str]]) -> dict[str, Any]:
    """Return an entry's values with translations in their places."""
    result = dict(values)
    for name, by_place in texts.items():
        if (field := kind.field(name)) is not None:
            whole = [by_place.get(n, text) for n, text in enumerate(texts_of(field, values[name]))]
            result[name] = with_texts(field, values[name], whole)
    return result


def drop_texts(node: nodes.Element, builder: Builder) -> None:
    """Take the texts below an entry or a view away, once they are put in; the catalogue alone needs them longer."""
    if not isinstance(builder, MessageCatalogBuilder):
        node.children = [child for child in node.children if not isinstance(child, policy_text)]
