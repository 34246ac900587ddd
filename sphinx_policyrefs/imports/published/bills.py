"""Bills -> an instrument with its stages, and an event for each act that is kept, with its vote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple
from zlib import crc32

from sphinx_policyrefs.imports.published import stages, texts
from sphinx_policyrefs.imports.published.model import Bill
from sphinx_policyrefs.imports.published.proposals import Proposals, first_words
from sphinx_policyrefs.records.fields import slugify


class _Type(NamedTuple):
    """A type of bill: how its number is written, its word in addresses of Congress.gov, its type as an instrument."""

    label: str
    path: str
    instrument: str


_TYPES: Final[Mapping[str, _Type]] = MappingProxyType({
    "hr": _Type("H.R.", "house-bill", "bill"),
    "s": _Type("S.", "senate-bill", "bill"),
    "hjres": _Type("H.J.Res.", "house-joint-resolution", "resolution"),
    "sjres": _Type("S.J.Res.", "senate-joint-resolution", "resolution"),
    "hconres": _Type("H.Con.Res.", "house-concurrent-resolution", "resolution"),
    "sconres": _Type("S.Con.Res.", "senate-concurrent-resolution", "resolution"),
    "hres": _Type("H.Res.", "house-resolution", "resolution"),
    "sres": _Type("S.Res.", "senate-resolution", "resolution"),
})  # fmt: skip
_CHAMBERS: Final = {"House": "U.S. House of Representatives", "Senate": "U.S. Senate"}
#: The stages whose events say in which chamber they were.
_PLACED: Final = ("introduced", "reported", "cloture", "failed")


def propose(bill: Bill, proposals: Proposals) -> None:
    """Propose the entries of a bill."""
    _Bill(bill, proposals).propose()


class _Bill:
    def __init__(self, bill: Bill, proposals: Proposals) -> None:
        self.bill = bill
        self.proposals = proposals
        self.type = _TYPES.get(bill.type, _Type(bill.type.upper(), "", "bill"))
        self.number = f"{self.type.label} {bill.number}".strip()
        congress = f", {_ordinal(bill.congress)} Cong." if bill.congress else ""
        self.cited = f"{self.number}{congress}"
        known = proposals.matcher.instrument([self.cited])
        self.id = known or slugify(f"{bill.type} {bill.number} {bill.congress}")
        self.source = f"{self.id}-congress-gov"
        self.steps = stages.steps(bill.acts)
        #: the date of an instrument -> the day on which it came about
        self.days = _days(self.steps) | ({"introduced": bill.introduced} if bill.introduced else {})
        self.sponsors = [
            proposals.party(bill.place, each.name, "person", bioguide=each.bioguide) for each in bill.sponsors
        ]
        #: the milestones that an event is already
        self.used: set[str] = set()

    def propose(self) -> None:
        """Propose the instrument, its events and the page that they are from."""
        bill = self.bill
        self.proposals.add(
            bill.place,
            "instrument",
            self.id,
            bill.title or self.number,
            short=self.number if bill.title else "",
            aliases=[title for title in dict.fromkeys(bill.titles) if title != bill.title],
            **self.days,
            type="statute" if bill.laws else self.type.instrument,
            number=self.cited,
            citation=[f"Pub. L. {law}" for law in bill.laws],
            stage=stages.reached(self.steps),
            sources=[{"id": self.source, "locator": "All Actions"}],
        )
        left: Counter[str] = Counter()
        for step in self.steps:
            self._step(step, left)
        self.proposals.leave(self.id, len(self.steps), left)
        ordinal = _ordinal(bill.congress)
        address = (
            f"https://www.congress.gov/bill/{ordinal}-congress/{self.type.path}/{bill.number}/all-actions"
        )
        self.proposals.add(
            bill.place,
            "source",
            self.source,
            f"{self.number}, {ordinal} Congress",
            type="bill",
            publisher="Library of Congress",
            url=address if self.type.path and bill.congress else "",
            quality="official",
        )

    def _step(self, step: stages.Step, left: Counter[str]) -> None:
        text = "\n\n".join(dict.fromkeys(act.text for act in step.acts))
        stage = step.stage
        rolls = list(dict.fromkeys(roll for act in step.acts for roll in act.rolls))
        if not self.proposals.keep(text, key=bool((stage and stage.key) or rolls)):
            left[stage.name if stage else "other"] += 1
            return
        if not step.date:
            message = f'the action "{texts.title(text, 60)}" has no date; it is left out'
            self.proposals.tell(step.main.place, message)
            return
        title = self._title(step)
        base = f"{self.id}-{stage.name if stage and stage.key else first_words(title)}"
        self.proposals.add(
            step.main.place,
            "event",
            self._free(base, step.date, text),
            title,
            date=step.date,
            actor=self._actors(step),
            instrument=[self.id],
            milestone=self._milestone(step),
            type=stage.name if stage else "action",
            vote=step.vote,
            sources=[
                {"id": self.source, "locator": "All Actions"},
                *(self._roll(step, *roll) for roll in rolls),
            ],
            body=text,
        )

    def _title(self, step: stages.Step) -> str:
        """Return what was done, with the number of the bill: 'H.R. 7521 passed the House, 352-65'."""
        stage = step.stage
        if stage is None or not stage.key:
            return texts.title(step.main.text)
        where = f" in the {step.chamber}" if step.chamber and stage.name in _PLACED else ""
        if step.vote:
            return f"{self.number} {stage.label}{where}, {step.vote.replace('-', '–')}"
        manner = stages.manner(step.main.text)
        return f"{self.number} {stage.label}{where}{f' {manner}' if manner else ''}"

    def _free(self, base: str, day: str, text: str) -> str:
        """Return an id that no entry has yet."""
        made = self.proposals.made
        names = (base, f"{base}-{day}", f"{base}-{crc32(text.encode()):08x}")
        return next((name for name in names if name not in made), names[-1])

    def _milestone(self, step: stages.Step) -> str:
        name = step.stage.milestone if step.stage else ""
        if not name or name in self.used or self.days.get(name) != step.date:
            return ""
        self.used.add(name)
        return name

    def _actors(self, step: stages.Step) -> list[str]:
        name = step.stage.name if step.stage else ""
        if name == "introduced" and self.sponsors:
            return self.sponsors
        if name in stages.BY_CHAMBER and step.chamber in _CHAMBERS:
            return [self.proposals.party(step.main.place, _CHAMBERS[step.chamber], "legislature")]
        return []

    def _roll(self, step: stages.Step, chamber: str, number: str, address: str) -> dict[str, str]:
        """Return the citation of a roll call, which is a source."""
        id_ = slugify(f"{self.id} {chamber} roll {number} {step.date[:4]}")
        self.proposals.add(
            step.main.place,
            "source",
            id_,
            f"Roll call {number}, {chamber}, {step.date}",
            type="dataset",
            published=step.date,
            url=address,
            quality="primary",
        )
        return {"id": id_, "locator": f"Roll no. {number}"}


def _days(steps: Sequence[stages.Step]) -> dict[str, str]:
    """Return the day on which each date of an instrument came about: the first of several."""
    dated = [step for step in steps if step.date and step.stage and step.stage.milestone]
    return {step.stage.milestone: step.date for step in reversed(dated) if step.stage}


def _ordinal(number: str) -> str:
    """Return a number with the letters behind it: 117th, 101st."""
    if number[-2:] in ("11", "12", "13"):
        return f"{number}th"
    return f"{number}{ ({'1': 'st', '2': 'nd', '3': 'rd'}.get(number[-1:], 'th')) }"
