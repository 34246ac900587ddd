"""What a sentence and an entry agree on, and in what they differ."""

from __future__ import annotations

import re

import pytest
from factories import entry, graph_of

from sphinx_policyrefs.review.comparing import Compared, Comparer
from sphinx_policyrefs.review.model import (
    Said,
    SaidCourt,
    SaidDate,
    SaidName,
    SaidNumber,
    SaidVote,
)
from sphinx_policyrefs.review.ranking import Index, Query

GRAPH = graph_of(
    entry("party", "acme", "Acme Corp.", short="Acme", type="company"),
    entry("party", "beta", "Beta Holdings", short="Beta", type="company"),
    entry("party", "port", "Harbor Authority", type="agency"),
    entry("party", "council", "City Council", type="legislature"),
    entry("instrument", "dock-act", "Dock Safety Act", type="statute", citation="Pub. L. 118-50",
          signed="2021-03-04", effective="2021-09-01"),
    entry("legal-action", "acme-v-port", "Acme Corp. v. Harbor Authority", court="cadc", docket="21-1234",
          citation="55 F.4th 100", filed="2021-05-06", decided="2022-07-08", petitioners="acme", respondents="port",
          challenges="dock-act", judges="Rao"),
    entry("event", "vote", "City Council passes the dock budget", date="2020-02-03", actor="council", vote="7-2"),
    entry("event", "fine", "Harbor Authority fines Acme over the spill", date="2020-11-12", actor="port",
          target="acme", amount="$1.5 million"),
    entry("agreement", "merger", "Merger of Acme and Beta", announced="2022-01-10", parties="acme; beta",
          shares="acme = 55%; beta = 45%", amount="$3 billion"),
    entry("deadline", "repair", "Repair of the docks", from_="dock-act.effective", runs="90 days", on="port"),
)  # fmt: skip
NAMES = {
    "Acme Corp. v. Harbor Authority": "acme-v-port", "Dock Safety Act": "dock-act", "Harbor Authority": "port",
    "City Council": "council", "Acme": "acme", "Beta": "beta",
}  # fmt: skip
INDEX = Index(GRAPH)
COMPARER = Comparer(GRAPH, INDEX.stems)


def names(text: str) -> tuple[SaidName, ...]:
    found: list[SaidName] = []
    for name, id_ in NAMES.items():
        for match in re.finditer(re.escape(name), text):
            start, end = match.span()
            if not any(start < other.end and other.start < end for other in found):
                found.append(SaidName(start, end, name, id_))
    return tuple(sorted(found))


def said(text: str, **sorts: object) -> Said:
    """Return what a sentence says: of each sort pairs of words and value."""
    made: dict[str, tuple[object, ...]] = {"names": names(text)}
    for sort, pairs in sorts.items():
        things = []
        for words, *value in pairs if isinstance(pairs, list) else [pairs]:
            at = text.index(words)
            kind = {"dates": SaidDate, "numbers": SaidNumber, "votes": SaidVote, "courts": SaidCourt}[sort]
            things.append(kind(at, at + len(words), words, *value))
        made[sort] = tuple(things)
    return Said(**made)  # type: ignore[arg-type]


def compared(text: str, **sorts: object) -> dict[str, tuple[set[Compared], set[Compared]]]:
    """Return by entry what agrees and what differs."""
    query = Query(text, said(text, **sorts))
    found = COMPARER.candidates(query, INDEX.rank(query))
    return {each.entry: (set(each.agrees), set(each.differs)) for each in found}


def differing(text: str, **sorts: object) -> set[tuple[str, str, str]]:
    return {
        (id_, value.what, value.record)
        for id_, (_, values) in compared(text, **sorts).items()
        for value in values
    }


def agreeing(text: str, **sorts: object) -> set[tuple[str, str]]:
    return {(id_, value.what) for id_, (values, _) in compared(text, **sorts).items() for value in values}


@pytest.mark.parametrize(
    ("text", "sorts", "what"),
    [
        ("The Dock Safety Act was signed on March 4, 2021.", {"dates": ("March 4, 2021", "2021-03-04")},
         ("dock-act", "date")),
        ("The Dock Safety Act was signed in March 2021.", {"dates": ("March 2021", "2021-03")}, ("dock-act", "date")),
        ("The City Council passed the dock budget 7 to 2.", {"votes": ("7 to 2", 7, 2)}, ("vote", "vote")),
        ("Acme sued the Harbor Authority in 2021.", {"dates": ("2021", "2021")}, ("acme-v-port", "side")),
        ("Acme Corp. v. Harbor Authority, No. 21-1234, is over.", {}, ("acme-v-port", "docket")),
        ("The D.C. Circuit decided Acme Corp. v. Harbor Authority.", {"courts": ("D.C. Circuit", "cadc")},
         ("acme-v-port", "court")),
        ("The Harbor Authority fined Acme some $1.6 million over the spill.",
         {"numbers": ("$1.6 million", 1_600_000, "USD")}, ("fine", "amount")),
        ("In the merger of Acme and Beta, Acme took 55 percent.", {"numbers": ("55 percent", 55, "%")},
         ("merger", "share")),
        ("Repair of the docks had to be done within 90 days.", {"numbers": ("90 days", 90, "days")},
         ("repair", "period")),
    ],
)  # fmt: skip
def test_agrees(text: str, sorts: dict[str, object], what: tuple[str, str]) -> None:
    assert what in agreeing(text, **sorts)
    assert differing(text, **sorts) == set()


@pytest.mark.parametrize(
    ("text", "sorts", "what"),
    [
        ("The Dock Safety Act was signed on March 14, 2021.", {"dates": ("March 14, 2021", "2021-03-14")},
         ("dock-act", "date", "March 4, 2021 (signed)")),
        ("The City Council passed the dock budget on February 13, 2020.",
         {"dates": ("February 13, 2020", "2020-02-13")}, ("vote", "date", "February 3, 2020")),
        ("The City Council passed the dock budget 6 to 3.", {"votes": ("6 to 3", 6, 3)}, ("vote", "vote", "7-2")),
        ("The Harbor Authority sued Acme in Acme Corp. v. Harbor Authority.", {},
         ("acme-v-port", "side", "Acme: petitioner")),
        ("Acme Corp. v. Harbor Authority, No. 21-1324, is over.", {}, ("acme-v-port", "docket", "21-1234")),
        ("Acme Corp. v. Harbor Authority is reported at 55 F.4th 110.", {},
         ("acme-v-port", "citation", "55 F.4th 100")),
        ("The Ninth Circuit decided Acme Corp. v. Harbor Authority.", {"courts": ("Ninth Circuit", "ca9")},
         ("acme-v-port", "court", "U.S. Court of Appeals for the D.C. Circuit")),
        ("The Harbor Authority fined Acme $5.1 million over the spill.",
         {"numbers": ("$5.1 million", 5_100_000, "USD")}, ("fine", "amount", "$1.5 million")),
        ("In the merger of Acme and Beta, Acme took 65 percent.", {"numbers": ("65 percent", 65, "%")},
         ("merger", "share", "Acme: 55%")),
        ("Repair of the docks had to be done within 60 days.", {"numbers": ("60 days", 60, "days")},
         ("repair", "period", "90 days")),
    ],
)  # fmt: skip
def test_differs(text: str, sorts: dict[str, object], what: tuple[str, str, str]) -> None:
    assert what in differing(text, **sorts)


@pytest.mark.parametrize(
    ("text", "sorts"),
    [
        # another act than that of the entry
        ("The City Council debated the dock budget on January 5, 2020.", {"dates": ("January 5, 2020", "2020-01-05")}),
        # a bound, and the day of something else
        ("The Dock Safety Act was signed after the spill of 2019.", {"dates": ("2019", "2019")}),
        ("Acme paid the fine over the spill by July 2, 2021.", {"dates": ("July 2, 2021", "2021-07-02")}),
        ("After the report of May 5, 2019, the Harbor Authority fined Acme over the spill.",
         {"dates": ("May 5, 2019", "2019-05-05")}),
        # a date that is part of a name, or carried by a span of time
        ("Two days later the City Council passed the dock budget.", {"dates": ("Two days later", "2020-01-02", True)}),
        # another currency, a hedge, a rounded number, and a sum
        ("The Harbor Authority fined Acme 9 million euros over the spill.",
         {"numbers": ("9 million euros", 9_000_000, "EUR")}),
        ("The Harbor Authority fined Acme nearly $1.8 million over the spill.",
         {"numbers": ("$1.8 million", 1_800_000, "USD")}),
        ("The merger of Acme and Beta was worth $3.04 billion.", {"numbers": ("$3.04 billion", 3_040_000_000, "USD")}),
        ("In the merger of Acme and Beta, Acme and Beta hold 100 percent.", {"numbers": ("100 percent", 100, "%")}),
        # years of something else
        ("Repair of the docks began 60 days later.", {"numbers": ("60 days", 60, "days")}),
        # a court that the case may have come from
        ("The Ninth Circuit took another view of docks.", {"courts": ("Ninth Circuit", "ca9")}),
        # a suit of the same parties that the record lacks
        ("Beta is the respondent there.", {}),
    ],
)  # fmt: skip
def test_nothing_is_said_to_differ(text: str, sorts: dict[str, object]) -> None:
    assert differing(text, **sorts) == set()


def test_a_lower_candidate_that_agrees_as_well_keeps_a_better_one_from_differing() -> None:
    graph = graph_of(
        entry("party", "acme", "Acme", type="company"),
        entry("party", "port", "Port", type="agency"),
        entry("legal-action", "first", "Acme v. Port", filed="2020-01-02", plaintiffs="acme", defendants="port"),
        entry("legal-action", "second", "Acme v. Port (Los Angeles)", filed="2020-08-24", plaintiffs="acme",
              defendants="port"),
    )  # fmt: skip
    index = Index(graph)
    text = "The lawsuit that Acme filed against the Port in August 2020 went nowhere."
    dates = (SaidDate(text.index("August"), text.index(" went"), "August 2020", "2020-08"),)
    found = (SaidName(17, 21, "Acme", "acme"), SaidName(40, 44, "Port", "port"))
    query = Query(text, Said(dates=dates, names=found))
    candidates = Comparer(graph, index.stems).candidates(query, index.rank(query))
    assert [value for each in candidates for value in each.differs] == []
    assert any(value.what == "date" for each in candidates for value in each.agrees)


def test_the_day_of_an_order_is_not_that_of_the_statute_which_it_cites() -> None:
    graph = graph_of(
        entry("party", "president", "The President", type="person"),
        entry("party", "acme", "Acme", type="company"),
        entry("instrument", "powers", "Emergency Powers Act", type="statute", signed="1977-12-28"),
        entry("instrument", "order", "Addressing the Threat Posed by Acme", type="executive-order", issuer="president",
              authority="powers", signed="2020-08-06", text=("The President issued an order on Acme.",)),
    )  # fmt: skip
    index = Index(graph)
    text = "On August 6, 2020, the President issued an order on Acme citing the Emergency Powers Act."
    at = {
        words: (text.index(words), text.index(words) + len(words))
        for words in ("August 6, 2020", "the President", "Acme", "Emergency Powers Act")
    }
    dates = (SaidDate(*at["August 6, 2020"], "August 6, 2020", "2020-08-06"),)
    found = (
        SaidName(*at["the President"], "the President", "president"),
        SaidName(*at["Acme"], "Acme", "acme"),
        SaidName(*at["Emergency Powers Act"], "Emergency Powers Act", "powers"),
    )
    query = Query(text, Said(dates=dates, names=found))
    ranked = index.rank(query)
    candidates = Comparer(graph, index.stems).candidates(query, ranked)
    assert [each.entry for each in candidates][:2] == ["order", "powers"]
    assert [value for each in candidates for value in each.differs] == []
