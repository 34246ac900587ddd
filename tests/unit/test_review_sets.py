"""Two records, each with an article that has mistakes planted in it: what a review finds of them.

The record on transfers of data was there while the ranking was made, that on net neutrality was written afterwards.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from sphinx_policyrefs.imports.files import read
from sphinx_policyrefs.records.dates import parse_date
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.kinds import KINDS
from sphinx_policyrefs.review.names import Names
from sphinx_policyrefs.review.reading import Block, article_from, read_article
from sphinx_policyrefs.review.said import said_of
from sphinx_policyrefs.review.sheet import Review, review

SETS = Path(__file__).parents[1] / "reviews"


def reviewed(name: str) -> tuple[Review, list[dict[str, str]]]:
    """Return the review of an article, and what is expected of it."""
    folder = SETS / name
    data = read((folder / "record.yaml").read_bytes(), "record.yaml", KINDS)
    graph = Graph([data.record], today=parse_date("2025-12-01"))
    assert (data.findings, list(graph.findings)) == ((), [])
    article = read_article(folder / "article.md")
    said = said_of(article, Names(graph.entries.values()))
    with (folder / "expected.csv").open(encoding="utf-8", newline="") as file:
        return review(graph, article, said), list(csv.DictReader(file))


@pytest.mark.parametrize("name", ["transfers", "neutrality"])
def test_planted_mistakes_are_found_and_nothing_else_is_said_to_differ(name: str) -> None:
    made, rows = reviewed(name)
    by_locus = {str(each.sentence.locus): each for each in made.sentences}
    first = five = planted = found = wrong = 0
    for row in rows:
        candidates = by_locus[row["locus"]].candidates
        ids = [candidate.entry for candidate in candidates]
        first += ids[:1] == [row["entry"]]
        five += row["entry"] in ids
        differing = {(c.entry, value.what) for c in candidates for value in c.differs}
        hit = (row["entry"], row["differs"]) in differing
        planted += bool(row["differs"])
        found += hit
        wrong += bool(differing) and not row["differs"]
    about = sum(bool(row["entry"]) for row in rows)
    assert first >= 0.9 * about, "the right entry is the first"
    assert five >= 0.98 * about, "the right entry is among the five"
    assert found >= 0.9 * planted, "what differs is flagged"
    assert wrong <= 0.02 * len(rows), "and nothing else is"


def test_the_year_of_a_carried_date_is_not_said_to_differ() -> None:
    record = """
- kind: event
  id: argument
  title: The Supreme Court hears the dam case
  date: 2025-01-10
- kind: legal-action
  id: dam
  title: Tribe v. Dam
  argued: 2024-09-16
"""
    data = read(record.encode(), "record.yaml", KINDS)
    graph = Graph([data.record], today=parse_date("2025-12-01"))
    text = "The Supreme Court took the dam case on Dec. 18, 2024. The Supreme Court heard the dam case on Jan. 10."
    article = article_from([Block("paragraph", text)])
    made = review(graph, article, said_of(article, Names(graph.entries.values())))
    candidates = made.sentences[1].candidates
    assert [(c.entry, value.what) for c in candidates for value in c.agrees] == [("argument", "date")]
    assert not any(candidate.differs for candidate in candidates)
