"""The roles: a reference for each kind, ``ref`` for any, ``value`` for a field of the record, ``export`` for a file.

``cite`` names no entry but cites sources, as the option ``sources`` does; a note stands for it (:mod:`.notes`).
"""

from __future__ import annotations

from docutils import nodes
from docutils.nodes import Node, system_message
from sphinx.roles import XRefRole
from sphinx.util.docutils import SphinxRole

from sphinx_policyrefs.adapter.nodes import policy_cite


class EntryRole(XRefRole):
    """A reference to an entry; the same under its bare name and with the domain's prefix."""

    innernodeclass = nodes.inline

    def __init__(self, word: str) -> None:
        """Make the role whose name, without the domain, is *word*."""
        super().__init__()
        self.word = word

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Return the reference, in our domain whichever name was used.

        The name in a document may differ: `Event`, the default role, or one that ``.. role:: e(event)`` derives.
        """
        self.name = f"policy:{self.word}"
        return super().run()


class CiteRole(SphinxRole):
    """A citation in prose: ``source @ place "words"``, of one source or several."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Return what a note is made of when the whole document has been read, and translated."""
        # docutils escapes with null characters what follows a backslash.
        citation = " ".join(self.text.replace("\0", "").split())
        node = policy_cite(self.rawtext, "", citation=citation)
        self.set_source_info(node)
        return [node], []
