"""The nodes that this extension adds to doctrees; each carries plain data, and HTML writes them in the workers.

Every other builder gets ordinary docutils nodes in their place (:mod:`.resolve`), so the visitors below are
those of HTML alone; for the rest a node that was left over writes nothing.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes


class policy_facts(nodes.General, nodes.Element):  # noqa: N801 - nodes are named in lower case
    """The facts of an entry, below its title.

    ``docname`` and ``number`` say which entry of which document it is.  Its one text is what the search
    index should find of the entry's own fields.
    """


class policy_view(nodes.General, nodes.Element):  # noqa: N801
    """A view: ``docname`` and ``number`` say which call of which document it is."""


class policy_since(nodes.General, nodes.Element):  # noqa: N801
    """Content that belongs to the record from ``day`` on."""


def skip(_translator: Any, _node: nodes.Element) -> None:
    """Write nothing for a node."""
    raise nodes.SkipNode


def nothing(_translator: Any, _node: nodes.Element) -> None:
    """Write the children of a node, and nothing for itself."""
