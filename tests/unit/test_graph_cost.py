"""What a large record must not cost, and that what saves it changes no order."""

from __future__ import annotations

from random import Random

import pytest
from factories import entry, graph_of

from sphinx_policyrefs.records import names as module
from sphinx_policyrefs.records.relations import Relations


def test_names_are_compared_with_all_others_only_to_say_what_is_wrong(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(module, "nearest", lambda name, _words: asked.append(name) or "")
    graph = graph_of(entry("event", "vote", date="2020"))
    found = graph.find("a label of another kind")
    assert found.code == "unknown-reference"
    assert asked == []
    assert found.reason == graph.find("a label of another kind").reason == "names no entry of the record"
    assert asked == ["a label of another kind"]


def test_a_long_chain_within_one_year_is_walked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = 0
    targets = Relations.targets

    def counted(relations: Relations, id_: str, *fields: str) -> list[str]:
        nonlocal steps
        steps += 1
        return targets(relations, id_, *fields)

    monkeypatch.setattr(Relations, "targets", counted)
    count = 300
    graph = graph_of(
        *(
            entry(
                "event",
                f"e-{n:03}",
                f"{count - n:03}",
                date="2020",
                **({"follows": f"e-{n - 1:03}"} if n else {}),
            )
            for n in range(count)
        )
    )
    assert [row.entry for row in graph.rows] == [f"e-{n:03}" for n in range(count)]
    assert steps < 10 * count


@pytest.mark.parametrize("seed", range(40))
def test_what_is_followed_comes_first_over_several_steps_and_titles_decide_the_rest(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - the same draws in every run
    dates = ["2020", "2020", "2020", "2020-05", "2020-05-01", "2019/2021"]
    ids = [f"e-{n}" for n in range(10)]
    causes = {id_: random.sample(ids[:n], random.randint(0, min(n, 2))) for n, id_ in enumerate(ids)}
    titles = dict(zip(ids, random.sample("abcdefghij", 10), strict=True))
    entries = []
    for id_ in ids:
        follows = {"follows": ";".join(causes[id_])} if causes[id_] else {}
        entries.append(entry("event", id_, titles[id_], date=random.choice(dates), **follows))
    graph = graph_of(*entries)

    def behind(id_: str) -> set[str]:
        return {c for cause in causes[id_] for c in (cause, *behind(cause))}

    by_date: dict[object, list[str]] = {}
    for row in graph.rows:
        by_date.setdefault(row.date.sort_key, []).append(row.entry)
    for found in by_date.values():
        waiting, expected = sorted(found, key=titles.__getitem__), list[str]()
        while waiting:
            first = next(i for i in waiting if not behind(i) & set(waiting))
            waiting.remove(first)
            expected.append(first)
        assert found == expected
