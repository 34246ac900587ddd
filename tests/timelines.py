"""Random records for timelines: rows of all kinds and forms of dates, as many as wanted."""

from __future__ import annotations

import random
from typing import NamedTuple

from factories import entry, graph_of

from sphinx_policyrefs.records.dates import day_text, parse_date
from sphinx_policyrefs.records.graph import Graph

#: Wide letters, other scripts, and what a page has to escape.
TEXT = """
Court denies the petition of WWW MMM Committee on Commerce grants stay appeals injunction order against harbour
permit Oberverwaltungsgericht Überprüfung 议会通过法案 Закон о данных hearing — «première» illicit filings until 2027
Zürich & Co. <divest> 'or' be "banned"
"""
WORDS = TEXT.split()
KINDS = ("event", "event", "event", "statement", "deadline", "instrument", "legal-action", "agreement")
DATE_OF = {
    "event": ("date",),
    "statement": ("date",),
    "deadline": ("due",),
    "instrument": ("introduced", "signed", "effective"),
    "legal-action": ("filed", "argued", "decided"),
    "agreement": ("announced", "closed"),
}
FORMS = ("{d}",) * 6 + (
    "{d}~", "{d}?", "{d}%", "{m}", "{m}~", "{y}", "{d}/..", "../{d}", "{d}/", "{d}/{e}", "{d}~/{e}?",
    "[{d},{e}]", "{{{d},{e}}}", "[{d}..{e}]", "[..{d}]", "{y}-2{s}", "{y}-3{q}", "XXXX",
)  # fmt: skip
PARTIES = ("acme", "trust", "fishers", "court", "senate")


class Written(NamedTuple):
    """An entry as an author writes it."""

    kind: str
    id: str
    title: str
    options: dict[str, str]


def record(rows: int, seed: int, *, start: str = "2015-01-01", days: int = 4000) -> list[Written]:
    """Return entries with at least so many rows, the parties apart; key entries are one of twelve."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    first = parse_date(start).earliest
    found: list[Written] = [Written("party", name, name.title(), {}) for name in PARTIES]
    made = 0
    while made < rows:
        kind = chance.choice(KINDS)
        title = " ".join(chance.choices(WORDS, k=chance.randint(2, 9)))
        days_in = sorted(round(days * chance.random() ** 1.3) for _ in range(3))
        fields = DATE_OF[kind][: 1 if len(DATE_OF[kind]) == 1 else chance.randint(1, len(DATE_OF[kind]))]
        options = {}
        for name, at in zip(fields, days_in, strict=False):
            day = day_text(first + at)
            later = day_text(first + at + chance.randint(1, 400))
            form = chance.choice(FORMS) if len(fields) == 1 else chance.choice(("{d}", "{m}", "{d}?"))
            options[name] = form.format(
                d=day, e=later, m=day[:7], y=day[:4], s=chance.randint(1, 4), q=chance.randint(3, 6)
            )
            made += 1
        if kind in ("event", "agreement"):
            options["parties"] = "; ".join(chance.sample(PARTIES, chance.randint(1, 3)))
        options["importance"] = chance.choice(("key", *["normal"] * 9, "minor", "minor"))
        options["confidence"] = chance.choice(
            ("undisputed", "undisputed", "undisputed", "disputed", "unsure")
        )
        found.append(Written(kind, f"e{len(found)}", title, options))
    return found


def graph(written: list[Written], **settings: str) -> Graph:
    """Return the graph of entries."""
    entries = (
        entry(w.kind, w.id, w.title, **{k.replace("-", "_"): v for k, v in w.options.items()})
        for w in written
    )
    return graph_of(*entries, **settings)


def rst(written: list[Written]) -> str:
    """Return entries as reStructuredText."""
    parts = []
    for w in written:
        options = "".join(f"   :{name}: {value}\n" for name, value in w.options.items())
        parts.append(f".. policy:{w.kind}:: {w.title}\n   :id: {w.id}\n{options}\n")
    return "\n".join(parts)
