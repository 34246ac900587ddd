"""The workload: one record of a controversy, the same at every run, for all generators.

About 5 % of the entries are parties, 20 % legal actions, the rest events. Each has an id, a title, two
or three sentences of text and two references in them. Events and legal actions also link to two parties
(Zipf-distributed: a few parties collect most of the links, as in a real dispute) and to an earlier event.

A body is a list of runs, each a text or a reference, which every generator writes in its own markup.
"""

from __future__ import annotations

import bisect
import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

#: a text, or ("ref", id of the entry)
Run = str | tuple[str, str]

PARTY, EVENT, LEGAL = "party", "event", "legal_action"

ACTORS = """the agency|the ministry|the committee|the appeals panel|the regulator|the company|
the parent firm|the coalition|the state attorney general|the trade body|the upper chamber|
the lower chamber|the district court|the commission|the review board|the platform|the plaintiff|
the advocacy group|the app store operator|the cloud provider""".replace("\n", "").split("|")
VERBS = """announced|rejected|postponed|amended|published|withdrew|approved|challenged|enforced|
suspended|clarified|extended|vacated|affirmed|certified|negotiated|drafted|blocked|endorsed|
reopened""".replace("\n", "").split("|")
OBJECTS = """the divestiture order|a national security review|the distribution ban|an interim rule|
the data localisation plan|a preliminary injunction|the transfer agreement|a compliance deadline|
the licensing framework|a committee report|an enforcement notice|the mitigation proposal|
the export control list|a joint statement|the sale timetable|an emergency motion|
the government device policy|a hearing schedule|the algorithm licence|an oversight charter
""".replace("\n", "").split("|")
TAILS = """citing foreign adversary concerns|after months of negotiation|despite industry objections|
under the new statute|in a divided vote|without further comment|pending judicial review|
following a leaked memorandum|as the deadline approached|at the request of both sides|
while talks continued abroad|on procedural grounds|with immediate effect|
for a further ninety days|in an unsigned opinion|over the dissent of two members|
before the statutory window closed|amid public protest|as a condition of approval|
because the record was incomplete""".replace("\n", "").split("|")
STATUSES = ["open", "pending", "closed", "disputed"]
COURTS = ["D.C. Cir.", "D. Mont.", "S.D.N.Y.", "N.D. Cal.", "U.S.", "E.D. Pa."]
NAMES = """Harbour Meridian Northgate Clearwater Summit Liberty Pacific Atlas Beacon Cedar Delta
Ember Falcon Granite Horizon Ivory Juniper Keystone Lumen Magnolia Nimbus Orchard Pioneer
Quartz Redwood Sterling Tundra Umbra Vertex Willow""".split()
KINDS = ["Media", "Holdings", "Institute", "Council", "Commission", "Systems", "Alliance", "Bureau"]


@dataclass(slots=True)
class Entry:
    kind: str
    id: str
    title: str
    date: str = ""
    status: str = ""
    court: str = ""
    docket: str = ""
    parties: list[str] = field(default_factory=list)
    follows: list[str] = field(default_factory=list)
    challenges: list[str] = field(default_factory=list)
    body: list[Run] = field(default_factory=list)


def _sentence(rng: random.Random) -> str:
    s = f"{rng.choice(ACTORS)} {rng.choice(VERBS)} {rng.choice(OBJECTS)} {rng.choice(TAILS)}"
    return s[0].upper() + s[1:] + "."


def build(n: int, seed: int = 20200806) -> list[Entry]:
    """Return `n` entries: the parties first, then events and legal actions by date."""
    rng = random.Random(seed)
    n_party = max(4, round(n * 0.05))
    n_legal = round(n * 0.20)
    n_event = n - n_party - n_legal
    parties = [
        Entry(
            PARTY,
            f"PTY_{i:06d}",
            f"{NAMES[i % len(NAMES)]} {KINDS[(i // len(NAMES)) % len(KINDS)]} {i}",
            status=STATUSES[i % 2],
        )
        for i in range(1, n_party + 1)
    ]
    cum = list(accumulate(1 / (k + 1) for k in range(n_party)))

    def pick_party() -> str:
        return parties[bisect.bisect_left(cum, rng.random() * cum[-1])].id

    kinds = [EVENT] * n_event + [LEGAL] * n_legal
    rng.shuffle(kinds)
    kinds[0] = EVENT
    day = date(2019, 1, 1)
    span = 2500 / max(1, len(kinds))
    rest: list[Entry] = []
    events: list[str] = []
    n_e = n_l = 0
    for i, kind in enumerate(kinds):
        when = (day + timedelta(days=int(i * span))).isoformat()
        obj = rng.choice(OBJECTS).split(" ", 1)[1]
        if kind == EVENT:
            n_e += 1
            e = Entry(EVENT, f"EVT_{n_e:06d}", f"{rng.choice(VERBS).capitalize()} {obj} no. {n_e}", when)
        else:
            n_l += 1
            e = Entry(
                LEGAL,
                f"LEG_{n_l:06d}",
                f"In re {obj} no. {n_l}",
                when,
                court=rng.choice(COURTS),
                docket=f"{when[2:4]}-cv-{n_l:05d}",
            )
        e.status = rng.choice(STATUSES)
        a = pick_party()
        b = pick_party()
        while b == a:
            b = pick_party()
        e.parties = [a, b]
        if events:
            prev = rng.choice(events[-200:])
            (e.follows if kind == EVENT else e.challenges).append(prev)
        if kind == EVENT:
            events.append(e.id)
        rest.append(e)
    everything = parties + rest
    for e in everything:
        r1, r2 = pick_party(), rng.choice(events)
        e.body = [
            _sentence(rng) + " In response to ",
            ("ref", r1),
            ", " + _sentence(rng)[:-1] + ", as recorded in ",
            ("ref", r2),
            ".",
        ]
        if rng.random() < 0.5:
            e.body.append(" " + _sentence(rng))
    return everything


def docs(entries: Sequence[Entry], per_doc: int) -> list[tuple[str, list[Entry]]]:
    """Split into (docname, entries) chunks of *per_doc*."""
    return [
        (f"doc_{k:04d}", list(entries[i : i + per_doc]))
        for k, i in enumerate(range(0, len(entries), per_doc))
    ]
