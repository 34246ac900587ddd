#!/usr/bin/env python3
"""Write the workload as a sphinx-needs project."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import common

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import model

CONF = """\
project = "needs"
extensions = ["sphinx_needs"]
html_theme = "alabaster"
needs_id_required = True
needs_types = [
    dict(directive="event", title="Event", prefix="EVT_", color="#BFD8D2", style="node"),
    dict(directive="party", title="Party", prefix="PTY_", color="#FEDCD2", style="node"),
    dict(directive="legal_action", title="Legal action", prefix="LEG_", color="#DF744A", style="node"),
]
needs_fields = {name: {"nullable": True} for name in ("date", "court", "docket")}
needs_links = {
    "parties": {"incoming": "is party to", "outgoing": "parties"},
    "follows": {"incoming": "is followed by", "outgoing": "follows"},
    "challenges": {"incoming": "is challenged by", "outgoing": "challenges"},
}
"""
TABLES = """\
Chronology
----------

.. needtable::
   :types: event
   :columns: date; id; title; status; parties
   :sort: date

Parties
-------

.. needtable::
   :types: party
   :columns: id; title; status
   :sort: id

Legal actions
-------------

.. needtable::
   :types: legal_action
   :columns: date; id; title; court; docket; status; parties; challenges
   :sort: date
"""


def _run(run: model.Run) -> str:
    return run if isinstance(run, str) else f":need:`{run[1]}`"


def entry(e: model.Entry, record: Mapping[str, model.Entry], options: common.Options) -> str:
    """Return one entry."""
    lines = [f".. {e.kind}:: {e.title}", f"   :id: {e.id}"]
    lines += [f"   :{name}: {v}" for name in ("date", "status", "court", "docket") if (v := getattr(e, name))]
    lines += [
        f"   :{name}: {', '.join(v)}"
        for name in ("parties", "follows", "challenges")
        if (v := getattr(e, name))
    ]
    lines += ["", "   " + "".join(map(_run, e.body)), ""]
    return "\n".join(lines)


def tables(entries: Sequence[model.Entry], options: common.Options) -> str:
    """Return the chronology, the parties and the legal actions as three sections."""
    return TABLES


def filtered(party: str, entries: Sequence[model.Entry], options: common.Options) -> str:
    """Return the list of what `party` takes part in."""
    return f'.. needlist::\n   :filter: "{party}" in parties\n\n'


if __name__ == "__main__":
    common.main(sys.modules[__name__], __doc__)
