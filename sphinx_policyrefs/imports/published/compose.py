"""Cases, bills and documents -> proposed entries, as a data file has them, with the place of each in its file.

Ids follow from what never changes (court and docket number, number of the entry, number of the bill or document), and
are given before anything is left out: what ``--keep`` brings in later has the id that it would have had at once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple
from zlib import crc32

from sphinx_policyrefs.imports.published import stages, texts
from sphinx_policyrefs.imports.published.join import case_id, same_number
from sphinx_policyrefs.imports.published.keep import Keep, is_key, sort_of
from sphinx_policyrefs.imports.published.matching import Matcher
from sphinx_policyrefs.imports.published.model import Bill, Case, Filing, Found, Member, Notice, Paper, Place
from sphinx_policyrefs.records.courts import court_short, find_court
from sphinx_policyrefs.records.fields import safe_url, slugify
from sphinx_policyrefs.records.kinds import SIDES

#: The order in which a data file has them.
_ORDER: Final = ("legal-action", "instrument", "party", "event", "deadline", "source")
#: The longest part of an id that is made of words.
_LONGEST: Final = 60
#: Documents that say nothing but that the rules were kept.
_FORMAL: Final = re.compile(
    r"(?:certificate of (?:word count|service|compliance)|proof of service|affidavit of service|civil cover sheet|text of proposed order)",
    re.IGNORECASE,
)
_BILLS: Final = {
    "hr": ("H.R.", "house-bill", "bill"), "s": ("S.", "senate-bill", "bill"),
    "hjres": ("H.J.Res.", "house-joint-resolution", "resolution"), "sjres": ("S.J.Res.", "senate-joint-resolution", "resolution"),
    "hconres": ("H.Con.Res.", "house-concurrent-resolution", "resolution"),
    "sconres": ("S.Con.Res.", "senate-concurrent-resolution", "resolution"),
    "hres": ("H.Res.", "house-resolution", "resolution"), "sres": ("S.Res.", "senate-resolution", "resolution"),
}  # fmt: skip
_CHAMBERS: Final = {"House": "U.S. House of Representatives", "Senate": "U.S. Senate"}


class Proposed(NamedTuple):
    """An entry, and where what it says stands."""

    place: Place
    written: dict[str, Any]


class Left(NamedTuple):
    """What was left out of one case or bill."""

    of: str
    total: int
    #: how many of each sort
    sorts: dict[str, int]


class Composer:
    """Makes entries of what the files of one call say."""

    def __init__(
        self, keep: Keep, matcher: Matcher, given: str = "", *, stub: Callable[[str], bool] = bool
    ) -> None:
        """*given* is the id of a case whose file names none, *stub* tells whether an entry has to be made for it."""
        self.keep = keep
        self.matcher = matcher
        self.given = given
        self.stub = stub
        self.made: dict[str, Proposed] = {}
        self.left: list[Left] = []
        #: roles of parties that have no side, and how many parties have each
        self.sideless: Counter[str] = Counter()
        self.formal = 0
        self.undated = 0
        self.told: list[tuple[Place, str]] = []
        self._parties: dict[str, str] = {}

    def take(self, found: Found) -> list[Proposed]:
        """Return the entries of all that was found."""
        for case in found.cases:
            self._case(case, found.cases)
        for bill in found.bills:
            self._bill(bill)
        ids = {notice.number: self._notice_id(notice) for notice in found.notices}
        for notice in found.notices:
            self._notice(notice, found.notices, ids)
        return sorted(self.made.values(), key=lambda each: _ORDER.index(each.written["kind"]))

    def _add(self, place: Place, kind: str, id_: str, title: str, **fields: Any) -> str:
        """Add an entry without the fields that are empty; return its id."""
        if id_ not in self.made:
            given = {name.rstrip("_").replace("_", "-"): value for name, value in fields.items() if value}
            body = given.pop("body", "")
            if body == title:
                body = ""
            self.made[id_] = Proposed(
                place, {"kind": kind, "id": id_, "title": title, **given, "markup": "text"} | ({"body": body} if body else {})
            )
        return id_

    def _party(self, place: Place, name: str, type_: str = "", **fields: Any) -> str:
        """Return the id of a party: the record's, or one that is made."""
        if name not in self._parties:
            id_ = self.matcher.named("party", name)
            if not id_:
                id_ = _short(slugify(name) or f"party-{crc32(name.encode()):08x}", name)
                if id_ in self.made and self.made[id_].written["kind"] != "party":
                    id_ = f"{id_}-party"
                self._add(place, "party", id_, name, type=type_, **fields)
            self._parties[name] = id_
        return self._parties[name]

    # -- cases -------------------------------------------------------------------------------------------

    def _case(self, case: Case, all_cases: Iterable[Case]) -> None:
        known = self.matcher.case(case.court, case.number) if case.number else ""
        id_ = known or (case_id(case.court, case.number) if case.number else self.given) or f"docket-{case.courtlistener}"
        ids = _filing_ids(id_, case.filings)
        _begin(case)
        kept = self._kept(case, id_)
        docket = f"{id_}-docket"
        named = case.caption or (f"No. {case.number}" if case.number else id_)
        source = [{"id": docket, "locator": f"No. {case.number}" if case.number else "docket"}]
        if case.number or self.stub(id_):
            fields: dict[str, Any] = {
                "filed": case.filed,
                "argued": case.argued,
                "decided": case.decided,
                "terminated": case.terminated,
                "court": _court(case.court),
                "docket": case.number,
                **self._sides(case.parties),
                "appeal_of": [self._other(case, other.court, other.number, all_cases, source) for other in case.below],
                "judges": case.judges,
                "cause": case.cause,
                "disposition": case.disposition,
                "url": case.url if safe_url(case.url) else "",
                "courtlistener": case.courtlistener,
                "sources": source,
                "see": [self._other(case, other.court, other.number, all_cases, source) for other in case.related],
                "note": "\n".join([*case.notes, *(f"Terminated {m.terminated}: {m.name}" for m in case.parties if m.terminated)]),
            }
            self._add(case.place, "legal-action", id_, named, **fields)
            if not case.number:
                self.told.append((case.place, f"the file has no caption for {id_}: give it a title and a docket number"))
        order = sorted(kept, key=lambda n: (case.filings[n].date, n))
        for n in order:
            self._filing(case, case.filings[n], ids[n], id_, docket, case.milestones.get(n, ""))
        short = court_short(case.court) if case.court else ""
        where = f"No. {case.number}{f' ({short})' if short else ''}" if case.number else ""
        title = ", ".join(part for part in ("Docket", case.caption if case.number else named, where) if part)
        self._add(
            case.place, "source", docket, title, type="legal_case", publisher=case.publisher,
            url=case.url if safe_url(case.url) else "", quality="official",
        )  # fmt: skip

    def _kept(self, case: Case, id_: str) -> list[int]:
        """Return the places of the entries that are kept, and count the others."""
        kept: list[int] = []
        left: Counter[str] = Counter()
        dated = 0
        for n, filing in enumerate(case.filings):
            if not filing.text:
                continue
            sort = sort_of(filing.text)
            if not self.keep(filing.text, key=is_key(sort) or n in case.milestones):
                left[sort] += 1
            elif not filing.date:
                self.undated += 1
                self.told.append((filing.place, f'the entry "{texts.title(filing.text, 60)}" has no date; it is left out'))
            else:
                kept.append(n)
            dated += 1
        if left:
            self.left.append(Left(id_, dated, dict(left)))
        return kept

    def _sides(self, members: Iterable[Member]) -> dict[str, list[str]]:
        sides: dict[str, list[str]] = {}
        for member in members:
            if not member.side:
                self.sideless[member.role or "without a role"] += 1
                continue
            id_ = self._party(member.place, member.name, aliases=list(member.aliases))
            if id_ not in sides.setdefault(member.side, []):
                sides[member.side].append(id_)
        return {name: sides[name] for name in SIDES if name in sides}

    def _other(self, case: Case, court: str, number: str, cases: Iterable[Case], source: list[dict[str, str]]) -> str:
        """Return the id of a case that a docket names: one of the call, of the record, or an entry of its number."""
        court = _court(court)
        for each in cases:
            if each.number and same_number(each.number, number) and court in ("", _court(each.court)):
                return self.matcher.case(each.court, each.number) or case_id(each.court, each.number)
        if known := self.matcher.case(court, number):
            return known
        short = court_short(court)
        title = f"No. {number} ({short})" if short else f"No. {number}"
        id_ = case_id(court, number)
        return self._add(case.place, "legal-action", id_, title, court=court, docket=number, sources=source)

    def _filing(self, case: Case, filing: Filing, id_: str, action: str, docket: str, milestone: str) -> None:
        sort = sort_of(filing.text)
        fields: dict[str, Any] = {
            "date": filing.date,
            "legal_action": [action],
            "milestone": milestone if case.number else "",
            "type": slugify(sort) if is_key(sort) else "filing",
            "sources": self._papers(case, filing, id_, docket),
            "body": filing.text,
        }
        self._add(filing.place, "event", id_, texts.title(filing.text), **fields)

    def _papers(self, case: Case, filing: Filing, id_: str, docket: str) -> list[dict[str, str]]:
        """Return the citations of an entry's documents, each a source; of the docket itself where it has none."""
        cited: list[dict[str, str]] = []
        for n, paper in enumerate(filing.papers):
            if self.keep.rule != "all" and n and _FORMAL.match(paper.description):
                self.formal += 1
                continue
            number = paper.number or filing.number
            locator = _locator(case, filing, number, paper)
            name = "-".join(filter(None, (id_, "doc", paper.attachment or (str(n + 1) if n else ""))))
            while name in self.made:
                name = f"{name}-{n + 1}"
            heading = paper.description if paper.description.lower() not in ("", "main document") else ""
            heading = texts.cut(heading, 100) or texts.title(filing.text, 100)
            caption = case.caption or (f"No. {case.number}" if case.number else "")
            self._add(
                paper.place, "source", name, ", ".join(part for part in (heading, texts.cut(caption, 80), locator) if part),
                type="legal_case", published=filing.date, number=case.number, publisher=case.publisher,
                url=paper.url if paper.url and safe_url(paper.url) else "", sha256=paper.sha256, quality="primary",
                note="sealed" if paper.sealed else "",
            )  # fmt: skip
            cited.append({"id": name, "locator": locator})
        return cited or [{"id": docket, "locator": _locator(case, filing, filing.number, None)}]

    # -- bills -------------------------------------------------------------------------------------------

    def _bill(self, bill: Bill) -> None:
        label, path, type_ = _BILLS.get(bill.type, (bill.type.upper(), "", "bill"))
        number = f"{label} {bill.number}".strip()
        id_ = self.matcher.instrument([f"{number}, {bill.congress}th Cong."]) or slugify(f"{bill.type} {bill.number} {bill.congress}")
        found = stages.steps(bill.acts)
        days = {step.stage.milestone: step.date for step in reversed(found) if step.stage and step.stage.milestone and step.date}
        if not bill.introduced:
            bill.introduced = days.get("introduced", "")
        source = f"{id_}-congress-gov"
        ordinal = f"{bill.congress}{_ending(bill.congress)}"
        address = f"https://www.congress.gov/bill/{ordinal}-congress/{path}/{bill.number}/all-actions" if path and bill.congress else ""
        sponsors = [self._party(bill.place, each.name, "person", bioguide=each.bioguide) for each in bill.sponsors]
        self._add(
            bill.place, "instrument", id_, bill.title or number, short=number if bill.title else "",
            aliases=[title for title in dict.fromkeys(bill.titles) if title != bill.title],
            introduced=bill.introduced, passed=days.get("passed", ""), vetoed=days.get("vetoed", ""), signed=days.get("signed", ""),
            type="statute" if bill.laws else type_, number=f"{number}, {ordinal} Cong." if bill.congress else number,
            citation=[f"Pub. L. {law}" for law in bill.laws], stage=stages.reached(found),
            sources=[{"id": source, "locator": "All Actions"}],
        )  # fmt: skip
        milestones = {name: day for name, day in days.items() if name != "introduced"} | {"introduced": bill.introduced}
        left: Counter[str] = Counter()
        used: set[str] = set()
        for step in found:
            self._step(step, id_, number, source, milestones, used, sponsors, left)
        if left:
            self.left.append(Left(id_, len(found), dict(left)))
        self._add(
            bill.place, "source", source, f"{number}, {ordinal} Congress: all actions", type="bill",
            publisher="Library of Congress", url=address, quality="official",
        )  # fmt: skip

    def _step(
        self, step: stages.Step, id_: str, number: str, source: str, milestones: dict[str, str], used: set[str],
        sponsors: list[str], left: Counter[str],
    ) -> None:  # fmt: skip
        text = "\n\n".join(dict.fromkeys(act.text for act in step.acts))
        stage = step.stage
        rolls = list(dict.fromkeys(roll for act in step.acts for roll in act.rolls))
        if not self.keep(text, key=bool((stage and stage.key) or rolls)):
            left[stage.name if stage else "other"] += 1
            return
        if not step.date:
            self.undated += 1
            self.told.append((step.main.place, f'the action "{texts.title(text, 60)}" has no date; it is left out'))
            return
        count = next((found for act in step.acts if (found := stages.vote(act.text))), "")
        title = texts.title(step.main.text)
        if stage and stage.key:
            how = f", {count.replace('-', '–')}" if count else f" {said}" if (said := stages.manner(text)) else ""
            where = f" in the {step.chamber}" if step.chamber and stage.name in ("introduced", "reported", "cloture", "failed") else ""
            title = f"{number} {stage.label}{where}{how}"
        base = f"{id_}-{stage.name if stage and stage.key else _words(title)}"
        name = base if base not in self.made else f"{base}-{step.date}"
        if name in self.made:
            name = f"{base}-{crc32(text.encode()):08x}"
        milestone = stage.milestone if stage else ""
        if milestone in used or not milestone or milestones.get(milestone) != step.date:
            milestone = ""
        used.add(milestone)
        actors = sponsors if stage and stage.name == "introduced" else []
        if not actors and step.chamber in _CHAMBERS and stage and stage.name in stages.BY_CHAMBER:
            actors = [self._party(step.main.place, _CHAMBERS[step.chamber], "legislature")]
        cited = [{"id": source, "locator": f"action of {step.date}"}]
        for chamber, roll, address in rolls:
            day = step.date
            call = slugify(f"{id_} {chamber} roll {roll} {day[:4]}")
            title_ = f"Roll call {roll}, {chamber}, {day}"
            url = address if safe_url(address) else ""
            self._add(step.main.place, "source", call, title_, type="dataset", published=day, url=url, quality="primary")
            cited.append({"id": call, "locator": f"Roll no. {roll}"})
        self._add(
            step.main.place, "event", name, title, date=step.date, actor=actors, instrument=[id_], milestone=milestone,
            type=stage.name if stage else "action", vote=count, sources=cited, body=text,
        )  # fmt: skip

    # -- documents of the Federal Register -----------------------------------------------------------------

    def _notice_id(self, notice: Notice) -> str:
        prefix = {"executive-order": "eo", "proclamation": "proclamation"}.get(notice.type, "")
        known = self.matcher.instrument([f"{prefix} {notice.order}" if notice.order and prefix == "eo" else "", notice.citation, notice.number])
        return known or (slugify(f"{prefix} {notice.order}") if prefix and notice.order else slugify(f"fr {notice.number}"))

    def _notice(self, notice: Notice, all_notices: Iterable[Notice], ids: dict[str, str]) -> None:
        id_ = ids[notice.number]
        prefix = {"executive-order": "EO", "proclamation": "Proclamation"}.get(notice.type, "")
        called = f"{prefix} {notice.order}" if prefix and notice.order else ""
        relations, unknown = self._relations(notice, all_notices, ids)
        source = f"{id_}-federal-register"
        if notice.corrects:
            target = ids.get(notice.corrects) or self.matcher.instrument([notice.corrects])
            if target:
                relations.setdefault("see", []).append(target)
            else:
                unknown.append(f"correction of {notice.corrects}")
        undone = [text for text in unknown if text.startswith(("revoked by", "superseded by", "amended by"))]
        self._add(
            notice.place, "instrument", id_, notice.title or called or notice.number, short=called,
            signed=notice.signed, published=notice.published, effective=notice.effective,
            issuer=[self._party(notice.place, name) for name in notice.agencies], **relations,
            type=notice.type, number=called or notice.number, citation=[notice.citation] if notice.citation else "",
            legal_force="; ".join(undone), url=notice.url if safe_url(notice.url) else "", fr_document=notice.number,
            sources=[{"id": source, "locator": notice.citation.rpartition(" ")[2] or notice.number}],
            note="\n".join([*(text for text in unknown if text not in undone), *(f"docket {each}" for each in notice.dockets)]),
            body=notice.abstract,
        )  # fmt: skip
        if notice.comments_close:
            self._add(
                notice.place, "deadline", f"{id_}-comments-close", f"Comments close: {texts.cut(notice.title, 120)}",
                due=notice.comments_close, imposed_by=[id_], sources=[{"id": source, "locator": "DATES"}],
            )  # fmt: skip
        self._add(
            notice.place, "source", source, f"{notice.title or called}, {notice.citation or notice.number}",
            type="legislation" if prefix else "regulation", published=notice.published, publisher="Office of the Federal Register",
            container_title="Federal Register", citation=[notice.citation] if notice.citation else "",
            url=notice.url if safe_url(notice.url) else "", quality="primary",
        )  # fmt: skip
        for noted in notice.notes:
            if noted.relation.startswith("by "):
                self._undone(noted.relation[3:], noted.name, id_, all_notices, ids)

    def _relations(self, notice: Notice, notices: Iterable[Notice], ids: dict[str, str]) -> tuple[dict[str, list[str]], list[str]]:
        """Return the relations to documents at hand, and what the notes say of others."""
        relations: dict[str, list[str]] = {}
        unknown: list[str] = []
        for noted in notice.notes:
            target = self._target(noted.name, notices, ids)
            words = {"by revokes": "revoked by", "by amends": "amended by", "by supersedes": "superseded by", "by extends": "continued by"}
            said = f"{words.get(noted.relation, noted.relation)} {noted.name}{f', {noted.date}' if noted.date else ''}"
            if not target or target == ids[notice.number]:
                unknown.append(said)
            elif not noted.relation.startswith("by "):
                relations.setdefault(noted.relation, []).append(target)
            elif target not in ids.values():  # of the record, whose entry is not ours to write
                unknown.append(said)
        return {name: list(dict.fromkeys(targets)) for name, targets in relations.items()}, unknown

    def _target(self, name: str, notices: Iterable[Notice], ids: dict[str, str]) -> str:
        kind, _, number = name.rpartition(" ")
        wanted = "proclamation" if kind.lower().startswith("proc") else "executive-order"
        for each in notices:
            if each.order == number.replace(",", "") and each.type == wanted:
                return ids[each.number]
        return self.matcher.instrument([name])

    def _undone(self, field: str, name: str, id_: str, notices: Iterable[Notice], ids: dict[str, str]) -> None:
        """Write on the other order what this one's notes say of it, where the call has it."""
        target = self._target(name, notices, ids)
        other = next((notice for notice in notices if ids[notice.number] == target), None)
        if other is None:
            return
        self._notice(other, notices, ids) if target not in self.made else None
        written = self.made[target].written
        if id_ != target and id_ not in written.get(field, []):
            last = {name: written.pop(name) for name in ("markup", "body") if name in written}
            written[field] = [*written.get(field, []), id_]
            written |= last


def _begin(case: Case) -> None:
    """Say which entry is the one that began a case: a complaint or the like of the day on which it was filed."""
    if case.filed and case.number and "filed" not in case.milestones.values():
        for n, filing in enumerate(case.filings):
            if filing.date == case.filed and sort_of(filing.text) == "complaint":
                case.milestones[n] = "filed"
                return


def _court(text: str) -> str:
    """Return the id of a court, or its name as it stands where no court is known by it."""
    court = find_court(text) if text else None
    return court.id if court else text


def _filing_ids(case: str, filings: list[Filing]) -> list[str]:
    """Return an id for each entry of a docket: of its number, else of its day and first words."""
    numbers = Counter(filing.number for filing in filings if filing.number)
    taken: set[str] = set()
    ids: list[str] = []
    for filing in filings:
        if filing.number and numbers[filing.number] == 1:
            base = slugify(f"{case} {filing.number}")
        else:
            base = slugify(f"{case} {filing.number} {filing.date} {_words(texts.title(filing.text))}")
        name = base
        if name in taken:
            name = f"{base}-{crc32(f'{filing.text} {filing.serial}'.encode()):08x}"
        n = 2
        while name in taken:
            name = f"{base}-{n}"
            n += 1
        taken.add(name)
        ids.append(name)
    return ids


def _locator(case: Case, filing: Filing, number: str, paper: Paper | None) -> str:
    """Return the place of a document: the number of its entry, else its day in the docket."""
    if number and case.court != "scotus":
        return f"ECF No. {number}{f'-{paper.attachment}' if paper and paper.attachment else ''}"
    return f"No. {case.number}, entry of {filing.date}" if case.number else f"entry of {filing.date}"


def _words(title: str) -> str:
    return "-".join(slugify(title).split("-")[:5])


def _short(id_: str, text: str) -> str:
    """Return an id that is not too long: cut at a word, with a digest of the whole."""
    if len(id_) <= _LONGEST:
        return id_
    return f"{id_[:_LONGEST].rpartition('-')[0]}-{crc32(text.encode()):08x}"


def _ending(number: str) -> str:
    """Return the letters behind an ordinal number: 117th, 101st."""
    if number[-2:] in ("11", "12", "13"):
        return "th"
    return {"1": "st", "2": "nd", "3": "rd"}.get(number[-1:], "th")
