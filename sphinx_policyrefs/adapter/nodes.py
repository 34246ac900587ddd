"""The nodes that this extension adds to doctrees; each carries plain data, and HTML writes them in the workers.

Every other builder gets ordinary docutils nodes in their place (:mod:`.pages.transforms`), so the visitors below are
those of HTML alone; for the rest a node that was left over writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from docutils import nodes
from sphinx import addnodes

#: Has the citation for which the mark of a note stands.
CITATION: Final = "policy_citation"


class policy_title(addnodes.desc_signature):  # noqa: N801
    """The title of an entry: prose, where Sphinx would write a signature in code."""

    classes: list[str] = []  # noqa: RUF012 - declared so by the base class


class policy_facts(nodes.General, nodes.Element):  # noqa: N801 - nodes are named in lower case
    """The facts of an entry, below its title.

    ``docname`` and ``number`` say which entry of which document it is; until the document is collected,
    ``entry`` is the entry.  Its one text is what the search
    index should find of the entry's own fields.
    """


class policy_fact_list(nodes.field_list):  # noqa: N801
    """The facts of an entry on paper: labels beside their values, where LaTeX would put them above."""


class policy_view(nodes.General, nodes.Element):  # noqa: N801
    """A view: ``docname`` and ``number`` identify the call; ``call`` has it until the document is collected."""


class policy_since(nodes.General, nodes.Element):  # noqa: N801
    """Content that belongs to the record from ``day`` on."""


class policy_diagram(nodes.General, nodes.Element):  # noqa: N801
    """A diagram, with its alternative for content; ``addresses`` are those of its nodes."""


class policy_cite(nodes.Inline, nodes.TextElement):  # noqa: N801
    """A citation in prose, until a mark and a note stand for it; ``citation`` is what the author wrote."""


class policy_signoff(nodes.Inline, nodes.Element):  # noqa: N801
    """How far the sentence before it is signed: ``stage``, ``sign``, and ``told``, which says by whom."""


#: The class of a block quote with the words of a passage, which are nobody's prose.
WORDS = "policy-verbatim"


def is_words(node: nodes.Node | None) -> bool:
    """Return whether a node holds the words of a passage."""
    return isinstance(node, nodes.block_quote) and WORDS in node["classes"]


def searched(values: Mapping[str, Any]) -> str:
    """Return what a reader may search for among the values of an entry: the one text of its facts."""
    from sphinx_policyrefs.records.markup import plain
    from sphinx_policyrefs.records.names import names_in

    words = [v for name in ("docket", "court", "number") if (v := values.get(name))]
    words += values.get("citation", ())
    words += map(plain, names_in(values))
    return " ".join(words)


def entry_of(facts: policy_facts) -> addnodes.desc | None:
    """Return the description that the facts stand in; None for an entry that is not typeset."""
    if "hidden" in facts:  # which may stand in the description of another
        return None
    content = facts.parent
    entry = content.parent if isinstance(content, addnodes.desc_content) else None
    return entry if isinstance(entry, addnodes.desc) else None


def title_of(entry: addnodes.desc) -> addnodes.desc_signature:
    """Return the title of an entry's description."""
    title = entry.children[0]
    assert isinstance(title, addnodes.desc_signature)  # noqa: S101 - the directive puts it there
    return title


def facts_under(title: policy_title) -> policy_facts | None:
    """Return the facts of the entry that *title* belongs to."""
    content = (
        title.parent.children[1] if title.parent is not None and len(title.parent.children) > 1 else None
    )
    first = content.children[0] if isinstance(content, addnodes.desc_content) and content.children else None
    return first if isinstance(first, policy_facts) else None


def skip(_translator: Any, _node: nodes.Element) -> None:
    """Write nothing for a node."""
    raise nodes.SkipNode


def with_pages(node: nodes.Element, docname: str) -> Iterator[tuple[nodes.Element, str]]:
    """Yield what stands in a document with the page that it comes from; some builders join the documents."""
    for child in node.children:
        if isinstance(child, nodes.Element):
            inner = child["docname"] if isinstance(child, addnodes.start_of_file) else docname
            yield child, inner
            yield from with_pages(child, inner)
