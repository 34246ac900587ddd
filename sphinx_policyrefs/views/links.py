"""Links to entries, which blocks and pictures hold."""

from __future__ import annotations

from typing import NamedTuple


class Link(NamedTuple):
    """A link to an entry where it stands; plain text where no page shows it."""

    text: str
    docname: str
    anchor: str
    #: address of an entry of another project, on its own pages
    uri: str = ""

    # Digests of pages are made of reprs, of links above all; without field names they take a third of the time.
    def __repr__(self) -> str:
        return tuple.__repr__(self)
