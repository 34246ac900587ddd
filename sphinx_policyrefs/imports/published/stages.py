"""What the actions on a bill mean, and which of them are one: House, Senate and Library report the same act each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from sphinx_policyrefs.imports.published.congress import chamber_of
from sphinx_policyrefs.imports.published.model import Act


class Stage(NamedTuple):
    """A stage of a bill."""

    name: str
    #: how it reads behind the number of the bill
    label: str
    #: the date of an instrument that it is, "" for none
    milestone: str
    #: codes of the Library and of the chambers
    codes: tuple[str, ...]
    #: how texts begin that report it
    pattern: re.Pattern[str]
    #: whether ``--keep key`` keeps it
    key: bool = True


def _stage(name: str, label: str, milestone: str, codes: str, *patterns: str, key: bool = True) -> Stage:
    whole = re.compile("|".join(patterns), re.IGNORECASE)
    return Stage(name, label, milestone, tuple(codes.split()), whole, key)


_SUSPENDED: Final = r"On motion to suspend the rules"
_THE_BILL: Final = r"(?:and (?:pass|agree to) the (?:bill|resolution)|pass the bill)"
_PRESIDENT: Final = r"(?:the )?President"
#: The stages, in the order in which texts are tried.
STAGES: Final = (
    _stage(
        "introduced", "was introduced", "introduced", "1000 10000 Intro-H Intro-S",
        r"Introduced in (?:the )?(?:House|Senate)\b", r"Sponsor introductory remarks\b",
    ),
    _stage(
        "overridden", "passed over the veto", "", "34000 35000",
        r"Passed (?:House|Senate) over veto", r"On passage, the objections of the President",
    ),
    _stage(
        "failed", "failed", "", "9000 18000",
        r"Failed of passage", r"On passage Failed", rf"{_SUSPENDED} .{{0,60}}\bFailed", r"Failed .{0,20}passage",
    ),
    _stage(
        "passed-house", "passed the House", "passed", "8000 H37100 H37300 H37111",
        r"Passed/agreed to in House", r"Passed House\b", r"On passage Passed", r"On agreeing to the resolution Agreed",
        rf"{_SUSPENDED} {_THE_BILL}.{{0,60}}Agreed to",
    ),
    _stage(
        "passed-senate", "passed the Senate", "passed", "17000",
        r"Passed/agreed to in Senate", r"Passed Senate\b", r"Resolution agreed to in Senate",
        r"Submitted in the Senate, considered, and agreed to",
    ),
    _stage(
        "agreed", "was agreed to in the other chamber's form", "", "19500 20500 20800",
        r"Resolving differences -- (?:House|Senate) actions", r"Conference report agreed to",
        r"(?:House|Senate) (?:agreed to|concurred in) (?:the )?(?:House|Senate) amendment",
        r"On motion that the House (?:agree|concur).{0,200}Agreed",
    ),
    _stage(
        "presented", "was presented to the President", "", "28000 E20000", rf"Presented to {_PRESIDENT}"
    ),
    _stage("signed", "was signed by the President", "signed", "29000 E30000", rf"Signed by {_PRESIDENT}"),
    _stage(
        "law", "became law", "", "36000 37000 39000 40000 41000 E40000", r"Became (?:Public|Private) Law"
    ),
    _stage(
        "vetoed", "was vetoed", "vetoed", "30000 31000 E50000", rf"(?:Vetoed by|Pocket vetoed by) {_PRESIDENT}"
    ),
    _stage(
        "reported", "was reported", "", "5000 14000 H12100 H12200",
        r"Reported (?:\(|by|to|with|without)", r"Committee on .{3,120}\. (?:Original measure )?Reported",
        r"The (?:House|Senate) Committee on .{3,120} reported an original measure",
    ),
    _stage(
        "cloture", "was put to a vote on cloture", "", "",
        r"Cloture (?:on|motion)\b.{0,240}(?:invoked|not invoked|rejected)", r"Cloture (?:not )?invoked",
    ),
    _stage(
        "referred", "was referred", "", "H11100 2000 11000",
        r"Referred to", r"Read twice and referred", r"Received in the Senate and Read twice", key=False,
    ),
    _stage("reconsidered", "motion to reconsider", "", "H38310", r"Motion to reconsider", key=False),
)  # fmt: skip

#: The stages in which a chamber acts.
BY_CHAMBER: Final = frozenset(
    {"introduced", "overridden", "failed", "passed-house", "passed-senate", "agreed", "reported", "cloture"}
)
#: The stages of which a day may see several.
_REPEATED: Final = frozenset({"agreed", "cloture", "referred", "reported", "reconsidered", "failed"})

#: What stands before the text of the chamber where the Library repeats it, and what either puts behind it.
_CHAMBER: Final = "(?:House|Senate)"
_PREFIX: Final = re.compile(
    rf"^(?:Passed/agreed to in {_CHAMBER}|Resolving differences -- {_CHAMBER} actions"
    rf"|Failed of passage/not agreed to in {_CHAMBER}|Introduced in {_CHAMBER})\s*:?\s*",
    re.IGNORECASE,
)
_ASIDE: Final = re.compile(
    r"\((?:text|consideration|as modified|Roll no)[^()]*(?:\([^()]*\)[^()]*)*\)", re.IGNORECASE
)
#: 'by the Yeas and Nays: (2/3 required): 360 - 58', 'by Yea-Nay Vote. 79 - 18'; no pages behind 'voice vote'.
_VOTE: Final = re.compile(
    r"\b(?:Yeas and Nays|Yea[- ]Nay Vote|recorded vote|record vote)\b[^0-9(]{0,10}(?:\(2/3 required\)[^0-9(]{0,5})?"
    r"(\d{1,3})\s*[-–—]\s*(\d{1,3})\b",
    re.IGNORECASE,
)
_PLAIN_VOTE: Final = re.compile(r"\b(by Unanimous Consent|by voice vote|without objection)\b", re.IGNORECASE)


class Step(NamedTuple):
    """One act, however many bodies report it."""

    acts: tuple[Act, ...]
    stage: Stage | None
    chamber: str

    @property
    def date(self) -> str:
        """Return its day."""
        return self.acts[0].date

    @property
    def vote(self) -> str:
        """Return yeas and nays, "" where no report counts them."""
        return next((found for act in self.acts if (found := vote(act.text))), "")

    @property
    def main(self) -> Act:
        """Return the report that says most: with a vote, of the chamber itself, the longest."""
        return max(
            self.acts, key=lambda act: (bool(vote(act.text)), chamber_of(act) != "Library", len(act.text))
        )


def steps(acts: Iterable[Act]) -> list[Step]:
    """Return the acts, oldest first, those that are one as one."""
    found: list[Step] = []
    acts = list(acts)
    if acts and acts[0].date > acts[-1].date:  # as all of them publish it
        acts.reverse()
    for act in sorted(acts, key=lambda act: (act.date, act.time or "~")):
        stage, chamber = stage_of(act), chamber_for(act)
        for n, step in enumerate(found):
            if step.date == act.date and _one(step, act, stage, chamber):
                found[n] = Step((*step.acts, act), step.stage or stage, step.chamber or chamber)
                break
        else:
            found.append(Step((act,), stage, chamber))
    return found


def stage_of(act: Act) -> Stage | None:
    """Return what an act means: by its text, which is always there, then by its code."""
    for stage in STAGES:
        if stage.pattern.match(act.text):
            return stage
    return next((stage for stage in STAGES if act.code and act.code in stage.codes), None)


def chamber_for(act: Act) -> str:
    """Return the chamber in which an act was done, "" where its text and body do not say."""
    head = act.text[:120]
    if found := re.search(r"\b(?:in|to|Passed|by) (?:the )?(House|Senate)\b", head):
        return found[1]
    chamber = chamber_of(act)
    return "" if chamber == "Library" else chamber


def _one(step: Step, act: Act, stage: Stage | None, chamber: str) -> bool:
    """Return whether an act of the same day is the one that a step is."""
    if any(_bare(act.text) == _bare(other.text) for other in step.acts):
        return not (step.chamber and chamber and step.chamber != chamber)
    if stage is None or step.stage is None or stage.name != step.stage.name:
        return False
    if stage.name in (
        "agreed",
        "cloture",
        "referred",
        "reported",
        "reconsidered",
        "failed",
    ):  # may be several on one day
        return any(_close(act, other) for other in step.acts)
    if step.chamber and chamber and step.chamber != chamber:
        return False
    votes = {found for found in (vote(text) for text in (act.text, *(o.text for o in step.acts))) if found}
    return len(votes) < 2


def _close(act: Act, other: Act) -> bool:
    """Return whether two reports say the same at different lengths."""
    shorter, longer = sorted((_bare(act.text), _bare(other.text)), key=len)
    return len(shorter) > 20 and shorter in longer


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", _ASIDE.sub("", _PREFIX.sub("", text)) or text).strip().casefold()


def vote(text: str) -> str:
    """Return yeas and nays of a text as the field ``vote`` has them, "" where it names none."""
    found = _VOTE.search(text)
    return f"{int(found[1])}-{int(found[2])}" if found else ""


def manner(text: str) -> str:
    """Return how something without a count was agreed to, "" where a text does not say."""
    found = _PLAIN_VOTE.search(text)
    return found[1].lower() if found else ""


def reached(found: Sequence[Step]) -> str:
    """Return the last stage that a bill has reached, in words, "" for none."""
    order = (
        "law overridden vetoed signed presented agreed passed-senate passed-house failed reported introduced"
    )
    names = {step.stage.name: step.stage for step in found if step.stage}
    passed = [names[name] for name in ("passed-house", "passed-senate") if name in names]
    for name in order.split():
        if name in names:
            if len(passed) == 2 and name in ("passed-senate", "passed-house"):
                return "passed both chambers"
            return names[name].label.removeprefix("was ")
    return ""
