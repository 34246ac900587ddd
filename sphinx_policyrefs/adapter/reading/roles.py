"""The roles: a reference for each kind, ``ref`` for any, ``value`` for a field of the record, ``export`` for a file."""

from __future__ import annotations

from docutils import nodes
from docutils.nodes import Node, system_message
from sphinx.roles import XRefRole


class EntryRole(XRefRole):
    """A reference to an entry; the same under its bare name and with the domain's prefix."""

    innernodeclass = nodes.inline

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Return the reference, in our domain whichever name was used."""
        self.name = f"policy:{self.name.rpartition(':')[2]}"
        return super().run()
