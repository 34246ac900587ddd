#!/usr/bin/env python3
"""Write the workload as plain reStructuredText: what Sphinx itself costs for the same text.

An entry is a section with a label, a field list and a paragraph; the tables are written by hand. With
`--rubric` it is a rubric and, as in the two extensions, not part of the table of contents, which is
costly on every page; with `--no-tables` besides, this is the floor.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import common
import model

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CONF = """\
project = "plain"
extensions = []
html_theme = "alabaster"
"""


def _label(eid: str) -> str:
    return eid.lower().replace("_", "-")


def _title(e: model.Entry) -> str:
    return f"{e.title} ({e.id})"


def entry(e: model.Entry, record: Mapping[str, model.Entry], options: common.Options) -> str:
    """Return one entry."""

    def ref(eid: str) -> str:
        # a rubric's label carries no title, so that the reference has to spell it
        return f":ref:`{_title(record[eid])} <{_label(eid)}>`" if options.rubric else f":ref:`{_label(eid)}`"

    title = _title(e)
    lines = [f".. _{_label(e.id)}:", ""]
    lines += [f".. rubric:: {title}", ""] if options.rubric else [title, "-" * len(title), ""]
    lines += [f":{name}: {v}" for name in ("date", "status", "court", "docket") if (v := getattr(e, name))]
    lines += [
        f":{name}: {', '.join(map(ref, v))}"
        for name in ("parties", "follows", "challenges")
        if (v := getattr(e, name))
    ]
    lines += ["", "".join(run if isinstance(run, str) else ref(run[1]) for run in e.body), ""]
    return "\n".join(lines)


def _cell(e: model.Entry, column: str) -> str:
    value = [e.id] if column == "id" else getattr(e, column)
    return value if isinstance(value, str) else ", ".join(f":ref:`{i} <{_label(i)}>`" for i in value)


def _table(title: str, columns: Sequence[str], rows: Sequence[model.Entry]) -> str:
    lines = [title, "-" * len(title), "", ".. list-table::", "   :header-rows: 1", ""]
    for cells in [columns, *([_cell(e, column) for column in columns] for e in rows)]:
        lines += [("     - " if i else "   * - ") + cell for i, cell in enumerate(cells)]
    return "\n".join(lines) + "\n\n"


def tables(entries: Sequence[model.Entry], options: common.Options) -> str:
    """Return the chronology, the parties and the legal actions as three sections."""

    def rows(kind: str) -> list[model.Entry]:
        return sorted((e for e in entries if e.kind == kind), key=lambda e: (e.date, e.id))

    return (
        _table("Chronology", ["date", "id", "title", "status", "parties"], rows(model.EVENT))
        + _table("Parties", ["id", "title", "status"], rows(model.PARTY))
        + _table(
            "Legal actions",
            ["date", "id", "title", "court", "docket", "status", "parties", "challenges"],
            rows(model.LEGAL),
        )
    )


def filtered(party: str, entries: Sequence[model.Entry], options: common.Options) -> str:
    """Return the list of what `party` takes part in."""
    lines = [f"* :ref:`{_title(e)} <{_label(e.id)}>`" for e in entries if party in e.parties]
    return "\n".join([*lines, "", ""])


if __name__ == "__main__":
    common.main(sys.modules[__name__], __doc__)
