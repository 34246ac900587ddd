"""A set that has everything: every kind with every field, every view in every form, and what is hard to set."""

from __future__ import annotations

import json
from textwrap import indent
from typing import TYPE_CHECKING, Any

from sphinx_policyrefs.records.kinds import KINDS, Field, Kind
from sphinx_policyrefs.records.types import TYPES
from sphinx_policyrefs.views import views_for
from sphinx_policyrefs.views.base import unused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support import DocumentSet

#: An address and words that no line of a phone or of a column can hold.
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
FAR = "https://example.org/" + "a-rather-long-path-without-an-end-" * 6
#: Values that refer to other entries of the set.
VALUES = {
    "waivers": "unsourced -- background",
    "start": "full-instrument.signed",
    "shares": "full-party = 12.5%",
    "values": '80% | full-source @ p. 3 "four in five"; full-passage',
    "sourced": 'full-source @ p. 3 "words of it" "les mots" = "the words"; full-passage',
}
#: Days of the milestones, in the order in which kinds have them.
DAYS = (
    "2024-03-05", "2024-04-24", "2024-05~", "2025-01/2025-03", "2025-03-01", "2024-12-06", "XXXX", "2025-04", "2026",
    "2027-01-01", "2027-02~",
)  # fmt: skip


def value(kind: Kind, field: Field) -> str:
    """Return a sound value of a field."""
    if field.name in {"short", "aliases"}:
        return f"{field.name} of the {kind.name}"
    if field.name == "formerly":
        return f"old-{kind.name}"
    if field.type == "date":
        return DAYS[kind.milestones.index(field.name)] if field.milestone else "2024-06-01"
    if field.type == "choice":
        return field.choices[-1]
    if field.type == "relation":
        return f"full-{kind.name if '*' in field.targets else field.targets[0]}"
    return VALUES.get(field.type) or TYPES[field.type].examples[0]


def full(kind: Kind) -> str:
    """Return an entry of a kind that has every field."""
    options = [
        f":{field.name}: {value(kind, field)}"
        for field in kind.all_fields
        if field.name not in {"milestone", "due", "confidential"}
        and not (field.symmetric or field.body or field.internal)
    ]
    lines = [f".. policy:{kind.name}:: The full {kind.name}", f"   :id: full-{kind.name}"]
    body = "A *body* with :policy:ref:`full-party`.\n\n* a list\n\n.. code:: python\n\n   print()"
    return "\n".join([*lines, *(f"   {line}" for line in options), "", indent(body, "   "), ""])


def views() -> Iterator[str]:
    """Yield every view, with the options that change its form."""
    for name, view in sorted(views_for(KINDS).items()):
        argument = "" if view.argument is None else f"full-{(*view.argument, 'party')[0]}"
        yield f".. policy:{name}:: {argument}\n"
        layouts = (view.own or {}).get("layout", ())
        for options in (
            {"order": "newest", "group-by": "year", "limit": "3", "caption": "A caption"},
            {"show": "body", "limit": "3", "caption": "A caption"},
            *({"layout": layout, "group-by": "month"} for layout in layouts),
        ):
            idle = unused(view, options)
            given = "".join(f"   :{key}: {text}\n" for key, text in options.items() if key not in idle)
            yield f".. policy:{name}:: {argument}\n{given}"


def write(documents: DocumentSet, long: str = LONG) -> None:
    """Write a set that has everything."""
    by_role = "\n".join(
        f"* :policy:{kind}:`full-{kind}`, :policy:{kind}:`so <full-{kind}>`" for kind in KINDS
    )
    documents.write(
        {
            "index.rst": """
                Everything
                ==========

                See :ref:`policy-chronology`, :ref:`the parties <policy-parties>` and :ref:`policy-legal-actions`.

                .. toctree::

                   entries
                   more/roles
                   views
                   markdown
                   hard
                """,
            "markdown.md": """
                # In Markdown

                :::{event} The event in Markdown
                :date: 2024-04-25
                :parties: full-party

                Its body, with {policy:ref}`full-event`.
                :::

                :::{chronology}
                :layout: list
                :::
                """,
        }
    )
    documents.write({"base.json": json.dumps(BASELINE)})
    documents.write({"entries.rst": "Entries\n=======\n\n" + "\n".join(map(full, KINDS.values()))})
    documents.write({"more/roles.rst": f"Roles\n=====\n\n{by_role}\n\n* :policy:value:`full-event.date`\n"})
    documents.write({"hard.rst": "Hard to set\n===========\n\n" + hard(long)})
    documents.write({"views.rst": "Views\n=====\n\n" + "\n".join(views())})


def hard(long: str = LONG) -> str:
    """Return entries that are hard to set: long titles and words, many parties, every mark."""
    many = "; ".join(f"crowd-{n}" for n in range(40))
    marks = ("disputed", "alleged", "unsure")
    parts = [
        f".. policy:party:: Party number {n} of the many, with a long name\n   :id: crowd-{n}\n   :short: No. {n}\n"
        for n in range(40)
    ]
    parts += [
        f"""\
.. policy:event:: {mark.capitalize()} on all sides, with a title too long for a line of any page, be it wide or narrow
   :id: hard-{mark}
   :date: 2021-0{n}-06/2021-0{n}-14
   :confidence: {mark}
   :review: draft
   :parties: {many}
   :sources: hard-source @ p. {n}; full-source @ p. 3

   A body.
"""
        for n, mark in enumerate(marks, 1)
    ]
    parts += [
        f"""\
.. policy:legal-action:: {long} v. {long}
   :id: hard-case
   :docket: {long}
   :court: {long}
   :filed: 2021-08
   :plaintiffs: {many}
   :sources: hard-source

   {long}
""",
        f"""\
.. policy:source:: {long}
   :id: hard-source
   :published: 2021
   :publisher: {long}
   :url: {FAR}
""",
        """\
.. policy:discrepancy:: Which day was it?
   :id: hard-discrepancy
   :about: hard-disputed
   :values: 6 January 2021 | hard-source
   :status: open
""",
    ]
    verdicts = ("accurate", "imprecise", "wrong", "unverifiable", "prediction")
    parts += [
        f"""\
.. policy:claim:: A claim that is {verdict}
   :id: hard-{verdict}
   :made-in: hard-source @ {n}
   :verdict: {verdict}
   :evidence: hard-disputed
   :as-of: 2022-01-01

   What is right about it, in a sentence that takes a line or two.
"""
        for n, verdict in enumerate(verdicts, 1)
    ]
    parts += [
        """\
.. policy:deadline:: A deadline long gone
   :id: hard-deadline
   :due: 2021-05-01
   :on: crowd-1
""",
        ".. policy:claim-review:: hard-source\n",
        ".. policy:deadlines::\n   :ids: hard-deadline\n",
        ".. policy:chronology::\n   :sources: hard-source\n   :group-by: year\n",
        ".. policy:discrepancies::\n   :ids: hard-discrepancy\n",
        ".. policy:party-index::\n   :layout: cards\n   :ids: crowd-1; crowd-2\n",
        ".. policy:event-index::\n   :tags: none-of-these\n",
    ]
    return "\n".join(parts)


#: An earlier edition: with an entry that is gone, and one that has another date now.
BASELINE = {
    "version": 1,
    "project": "Everything",
    "as_of": None,
    "entries": [
        {"id": "full-event", "kind": "event", "title": "The full event", "date": "2024-03-04"},
        {"id": "gone", "kind": "party", "title": "A party that is gone"},
    ],
    "chronology": [],
}
#: What conf.py holds.
CONFIG: dict[str, Any] = {
    "extensions": ["sphinx_policyrefs", "myst_parser"],
    "myst_enable_extensions": ["colon_fence"],
    "nitpicky": True,
    "linkcheck_ignore": [".*"],
    "project": "Everything",
    "policyrefs_baseline": "base.json",
    "version": "1",
    "copyright": "2026, nobody",
    # Every entry leads to itself, which is not a sound record.
    "policyrefs_checks": dict.fromkeys(("circular-relation", "appeal-before-ruling", "waiver-unused"), "off"),
}
