#!/usr/bin/env python3
"""Write the workload as a sphinx-policyrefs set."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import common
import model

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CONF = """\
project = "policyrefs"
extensions = ["sphinx_policyrefs"]
html_theme = "alabaster"
"""
TABLES = """\
Chronology
----------

.. chronology::

Parties
-------

.. party-index::

Legal actions
-------------

.. legal-action-index::
"""
# The model's states are not states of a legal action; each becomes another one, of like length.
LEGAL_STATUS = {"open": "stayed", "pending": "pending", "closed": "closed", "disputed": "decided"}


def slug(eid: str) -> str:
    """Return the id in the form that this extension wants."""
    return eid.lower().replace("_", "-")


def _run(run: model.Run) -> str:
    if isinstance(run, str):
        return run
    role = "party" if run[1].startswith("PTY") else "event"
    return f":{role}:`{slug(run[1])}`"


def _options(e: model.Entry) -> dict[str, str]:
    if e.kind == model.PARTY:
        return {"type": "company", "tags": e.status}
    if e.kind == model.EVENT:
        return {
            "date": e.date,
            "parties": "; ".join(map(slug, e.parties)),
            "follows": "; ".join(map(slug, e.follows)),
            "tags": e.status,
        }
    return {
        "filed": e.date,
        "court": e.court,
        "docket": e.docket,
        "plaintiffs": "; ".join(map(slug, e.parties[:1])),
        "defendants": "; ".join(map(slug, e.parties[1:])),
        "challenges": "; ".join(map(slug, e.challenges)),
        "status": LEGAL_STATUS.get(e.status, e.status),
    }


def entry(e: model.Entry, record: Mapping[str, model.Entry], options: common.Options) -> str:
    """Return one entry."""
    lines = [f".. {e.kind.replace('_', '-')}:: {e.title}", f"   :id: {slug(e.id)}"]
    lines += [f"   :{name}: {value}" for name, value in _options(e).items() if value]
    lines += ["", "   " + "".join(map(_run, e.body)), ""]
    return "\n".join(lines)


def tables(entries: Sequence[model.Entry], options: common.Options) -> str:
    """Return the chronology, the parties and the legal actions as three sections."""
    return TABLES


def filtered(party: str, entries: Sequence[model.Entry], options: common.Options) -> str:
    """Return the list of what `party` takes part in."""
    return f".. chronology::\n   :parties: {slug(party)}\n   :layout: list\n\n"


if __name__ == "__main__":
    common.main(sys.modules[__name__], __doc__)
