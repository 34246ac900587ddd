"""Cases -> a legal action with its sides, an event for each entry that is kept, a source for each document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, Final
from zlib import crc32

from sphinx_policyrefs.imports.published import texts
from sphinx_policyrefs.imports.published.join import case_id, same_number
from sphinx_policyrefs.imports.published.keep import is_key, sort_of
from sphinx_policyrefs.imports.published.model import Case, Filing, Member, Other, Paper
from sphinx_policyrefs.imports.published.proposals import Proposals, first_words
from sphinx_policyrefs.records.courts import court_short, find_court
from sphinx_policyrefs.records.fields import slugify
from sphinx_policyrefs.records.kinds import SIDES

#: Documents that say nothing but that the rules were kept.
_FORMAL: Final = re.compile(
    r"(?:certificate of (?:word count|service|compliance)|(?:proof|affidavit) of service|civil cover sheet"
    r"|text of proposed order)",
    re.IGNORECASE,
)


class Cases:
    """Makes entries of the cases of one call."""

    def __init__(
        self, cases: Sequence[Case], proposals: Proposals, given: str, is_missing: Callable[[str], bool]
    ) -> None:
        """*given* is the id of a case whose file names none; *is_missing* tells whether it needs an entry."""
        self.cases = cases
        self.proposals = proposals
        self.matcher = proposals.matcher
        self.given = given
        self.is_missing = is_missing

    def propose(self) -> None:
        """Propose the entries of all cases."""
        for case in self.cases:
            self._case(case)

    def _case(self, case: Case) -> None:
        id_ = self._id(case)
        ids = _ids(id_, case.filings)
        self._fill(case, id_)
        _begin(case)
        kept = self._kept(case, id_)
        docket = f"{id_}-docket"
        if case.number or self.is_missing(id_):
            self._action(case, id_, docket)
        for n in sorted(kept, key=lambda n: (case.filings[n].date, n)):
            self._filing(case, n, ids[n], id_, docket)
        where = _where(case)
        self.proposals.add(
            case.place,
            "source",
            docket,
            f"Docket, {case.caption or where or id_}",
            type="legal_case",
            publisher=case.publisher,
            url=case.url,
            number=case.number,
            quality="official",
        )

    def _id(self, case: Case) -> str:
        if not case.number:
            return self.given or f"docket-{case.courtlistener}"
        return self.matcher.case(case.court, case.number) or case_id(case.court, case.number)

    def _fill(self, case: Case, id_: str) -> None:
        """Take from the record what a file does not say of its case."""
        known = self.matcher.entries.get(id_)
        if known is not None and not case.number:
            case.caption = known.title
            case.filed = known.fields.get("filed", "")

    def _action(self, case: Case, id_: str, docket: str) -> None:
        source = [{"id": docket, "locator": f"No. {case.number}"} if case.number else {"id": docket}]
        ended = [f"Terminated {m.terminated}: {m.name}" for m in case.parties if m.terminated]
        fields: dict[str, Any] = {
            "filed": case.filed,
            "argued": case.argued,
            "decided": case.decided,
            "terminated": case.terminated,
            "court": court_id(case.court),
            "docket": case.number,
            **self._sides(case.parties),
            "appeal_of": [self._other(case, other, source) for other in case.below],
            "judges": case.judges,
            "cause": case.cause,
            "disposition": case.disposition,
            "url": case.url,
            "courtlistener": case.courtlistener,
            "sources": source,
            "see": [self._other(case, other, source) for other in case.related],
            "note": "\n".join([*case.notes, *ended]),
        }
        title = case.caption or (f"No. {case.number}" if case.number else id_)
        self.proposals.add(case.place, "legal-action", id_, title, **fields)
        if not case.number:
            message = f"the file has no caption for {id_}: give it a title, a court and a docket number"
            self.proposals.tell(case.place, message)

    def _sides(self, members: Sequence[Member]) -> dict[str, list[str]]:
        sides: dict[str, list[str]] = {}
        for member in members:
            if not member.side:
                self.proposals.sideless[member.role or "without a role"] += 1
                continue
            id_ = self.proposals.party(member.place, member.name, aliases=list(member.aliases))
            if id_ not in sides.setdefault(member.side, []):
                sides[member.side].append(id_)
        return {name: sides[name] for name in SIDES if name in sides}

    def _other(self, case: Case, other: Other, source: list[dict[str, str]]) -> str:
        """Return the id of a case that a docket names: one of the call, of the record, or an entry of its number."""
        court = court_id(other.court)
        for each in self.cases:
            if each.number and same_number(each.number, other.number) and court in ("", court_id(each.court)):
                return self._id(each)
        if known := self.matcher.case(court, other.number):
            return known
        short = court_short(court)
        title = f"No. {other.number}{f' ({short})' if short else ''}"
        id_ = case_id(court, other.number)
        return self.proposals.add(
            case.place, "legal-action", id_, title, court=court, docket=other.number, sources=source
        )

    def _kept(self, case: Case, id_: str) -> list[int]:
        """Return the places of the entries that are kept, and count the others."""
        kept: list[int] = []
        left: Counter[str] = Counter()
        for n, filing in enumerate(case.filings):
            sort = sort_of(filing.text)
            if not filing.text:
                left["without a text"] += 1
            elif not self.proposals.keep(filing.text, key=is_key(sort) or n in case.milestones):
                left[sort] += 1
            elif not filing.date:
                message = f'the entry "{texts.title(filing.text, 60)}" has no date; it is left out'
                self.proposals.tell(filing.place, message)
            else:
                kept.append(n)
        self.proposals.leave(id_, len(case.filings), left)
        return kept

    def _filing(self, case: Case, n: int, id_: str, action: str, docket: str) -> None:
        filing = case.filings[n]
        sort = sort_of(filing.text)
        self.proposals.add(
            filing.place,
            "event",
            id_,
            texts.title(filing.text),
            date=filing.date,
            legal_action=[action],
            milestone=case.milestones.get(n, "") if case.number or case.filed else "",
            type=slugify(sort) if is_key(sort) else "filing",
            sources=self._papers(case, filing, id_, docket),
            body=filing.text,
        )

    def _papers(self, case: Case, filing: Filing, id_: str, docket: str) -> list[dict[str, str]]:
        """Return the citations of an entry's documents, each a source; of the docket itself where it has none."""
        cited: list[dict[str, str]] = []
        for n, paper in enumerate(filing.papers):
            if self.proposals.keep.rule != "all" and n and _FORMAL.match(paper.description):
                self.proposals.formal += 1
                continue
            name = "-".join(
                filter(None, (id_, "doc", slugify(paper.attachment) or (str(n + 1) if n else "")))
            )
            if name in self.proposals.made:
                name = f"{name}-{n + 1}"
            locator = _locator(case, filing, paper)
            self._paper(case, filing, paper, name)
            cited.append({"id": name, "locator": locator})
        return cited or [{"id": docket, "locator": _locator(case, filing, None)}]

    def _paper(self, case: Case, filing: Filing, paper: Paper, name: str) -> None:
        named = "" if paper.description.lower() == "main document" else texts.cut(paper.description, 100)
        title = named or texts.title(filing.text, 100)
        caption = texts.cut(case.caption, 80) or (f"No. {case.number}" if case.number else "")
        self.proposals.add(
            paper.place,
            "source",
            name,
            ", ".join(filter(None, (title, caption))),
            type="legal_case",
            published=filing.date,
            number=case.number,
            publisher=case.publisher,
            url=paper.url,
            sha256=paper.sha256,
            quality="primary",
            note="sealed" if paper.sealed else "",
        )


def court_id(text: str) -> str:
    """Return the id of a court, or its name as it stands where no court is known by it."""
    court = find_court(text) if text else None
    return court.id if court else text


def _where(case: Case) -> str:
    """Return number and court of a case as a citation has them."""
    short = court_short(case.court) if case.court else ""
    return f"No. {case.number}{f' ({short})' if short else ''}" if case.number else ""


def _begin(case: Case) -> None:
    """Say which entry is the one that began a case: a complaint or the like of the day on which it was filed."""
    if case.filed and "filed" not in case.milestones.values():
        for n, filing in enumerate(case.filings):
            if filing.date == case.filed and sort_of(filing.text) == "complaint":
                case.milestones[n] = "filed"
                return


def _ids(case: str, filings: Sequence[Filing]) -> list[str]:
    """Return an id for each entry of a docket: of its number, else of its day and first words."""
    numbers = Counter(filing.number for filing in filings if filing.number)
    ids: dict[str, None] = {}
    for filing in filings:
        if filing.number and numbers[filing.number] == 1:
            base = slugify(f"{case} {filing.number}")
        else:
            words = first_words(texts.title(filing.text))
            base = slugify(f"{case} {filing.number} {filing.date} {words}")
        name = base
        if name in ids:
            name = f"{base}-{crc32(f'{filing.text} {filing.serial}'.encode()):08x}"
        n = 2
        while name in ids:
            name = f"{base}-{n}"
            n += 1
        ids[name] = None
    return list(ids)


def _locator(case: Case, filing: Filing, paper: Paper | None) -> str:
    """Return the place of a document: the number of its entry, else its day in the docket."""
    number = (paper.number if paper else "") or filing.number
    if number and case.court != "scotus":
        return f"ECF No. {number}{f'-{paper.attachment}' if paper and paper.attachment else ''}"
    return f"No. {case.number}, entry of {filing.date}" if case.number else f"entry of {filing.date}"
