"""The checks: for each code a planted defect, found once at its line, and a sound twin without a finding."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from textwrap import dedent
from typing import Any, NamedTuple

import pytest
from factories import Texts

from sphinx_policyrefs.checks import formats
from sphinx_policyrefs.checks.mentions import Names, find_mentions, write_links
from sphinx_policyrefs.checks.scope import GAP, LINK, ProseBlock, Scope
from sphinx_policyrefs.checks.table import CHECKS, ORIGINS, Check, Told, review
from sphinx_policyrefs.evidence.copies import Copies
from sphinx_policyrefs.evidence.proofs import Proofs
from sphinx_policyrefs.messages import CODES
from sphinx_policyrefs.records import citecheck
from sphinx_policyrefs.records.cited import Citation
from sphinx_policyrefs.records.courts import courts_with
from sphinx_policyrefs.records.dates import parse_date
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.kinds import KINDS
from sphinx_policyrefs.records.model import DocRecord, Entry, Finding, Reference
from sphinx_policyrefs.records.types import parse_field
from sphinx_policyrefs.views.evidence import state
from sphinx_policyrefs.views.model import Mark
from sphinx_policyrefs.views.wording import Wording

TODAY = "2026-11-22"
#: At the end of the line where a finding is expected.
HERE = " <--"


def entries(text: str) -> tuple[list[Entry], int]:
    """Return the entries of ``kind: title`` lines, each followed by indented options, and the marked line."""
    made: list[Entry] = []
    marked = 0
    for number, line in enumerate(dedent(text).strip("\n").split("\n"), 1):
        if line.endswith(HERE):
            marked, line = number, line.removesuffix(HERE)  # noqa: PLW2901
        name, _, value = (part.strip() for part in line.partition(":"))
        if line and not line.startswith(" "):
            made.append(
                Entry(name, value.lower().replace(" ", "-"), value, {}, {}, "page", "page.rst", number)
            )
        elif name == "id":
            made[-1] = made[-1]._replace(id=value)
        elif name == "note":
            made[-1] = made[-1]._replace(noted=True)
        elif name:
            field = KINDS[made[-1].kind].field(name)
            assert field is not None, name
            made[-1].fields[name] = parse_field(field, value)
            made[-1].lines[name] = number
    return made, marked


def scope_for(
    text: str,
    *,
    references: tuple[Reference, ...] = (),
    as_of: str = "",
    waive: tuple[str, str] = ("", ""),
    shows: Callable[[str], bool] = lambda _: True,
    copies: Copies | None = None,
    **more: Any,
) -> Scope:
    """Return the scope of a record written as :func:`entries` reads it; *waive* is an id and a code."""
    made = entries(text)[0]
    for entry in made:
        if entry.id == waive[0]:
            entry.fields["waive"] = ((waive[1], "because"),)
    record = DocRecord("page", tuple(made), references=references)
    day = parse_date(as_of) if as_of else None
    graph = Graph([record], shows=shows, as_of=day, today=day or parse_date(TODAY))
    proofs = Proofs(graph, copies)
    return Scope(graph, (record,), evidence=lambda: proofs, **more)


def told(scope: Scope, chosen: dict[str, str] | None = None) -> list[Told]:
    """Return all findings of a scope."""
    return review(scope, chosen or {})


def of(code: str, found: list[Told]) -> list[Finding]:
    """Return the findings of one code."""
    return [item.finding for item in found if item.finding.code == code]


class Case(NamedTuple):
    broken: str
    #: the same without the defect
    sound: str
    more: dict[str, Any] = {}  # noqa: RUF012 - read only


def prose(*texts: str, **more: Any) -> dict[str, Any]:
    """Return a scope's pages: one page for each text."""
    return {"pages": lambda: [[ProseBlock(text, "page.rst", 1, **more)] for text in texts]}


ACT = "instrument: Act\n  signed: 2024-04-24\n"

TEXTS = Texts(act_pdf=("The Harbor Trust may not permit any dredging.", "Whoever does so shall be fined."))
COPY = "source: Act\n  copy: act.pdf\n"


CASES: dict[str, Case] = {
    "duplicate-id": Case(
        "party: A\n  id: same\nparty: B <--\n  id: same",
        "party: A\n  id: same\nparty: B\n  id: other",
    ),
    "unknown-reference": Case(
        "party: TikTok\nevent: E\n  parties: tiktokk <--",
        "party: TikTok\nevent: E\n  parties: TIKTOK",
    ),
    "ambiguous-name": Case(
        "party: Board\n  id: a\nparty: Board\n  id: b\nevent: E\n  parties: Board <--",
        "party: Board\n  id: a\nparty: Board\n  id: b\nevent: E\n  parties: a",
    ),
    "bad-option": Case(
        f"{ACT}event: E\n  date: 2024-04-24\n  instrument: act\n  milestone: sgned <--",
        f"{ACT}event: E\n  date: 2024-04-24\n  instrument: act\n  milestone: signed",
    ),
    "missing-field": Case("deadline: D <--\n  runs: 45 days", "deadline: D\n  due: 2030-01-01"),
    "end-before-start": Case(
        "agreement: Deal\n  announced: 2020-09\n  closed: 2020-08-31 <--",
        "agreement: Deal\n  announced: 2020-09\n  closed: 2020-09-01",
    ),
    "effect-before-cause": Case(
        "event: Cause\n  date: 2020-08-15\nevent: Effect\n  date: 2020-08-14\n  follows: cause <--",
        "event: Cause\n  date: 2020-08-15\nevent: Effect\n  date: 2020-08\n  follows: cause",
    ),
    "effective-before-signing": Case(
        "instrument: Act\n  signed: 2024-04-24\n  effective: 2024-03 <--",
        "instrument: Act\n  signed: 2024-04-24\n  effective: 2024-04",
    ),
    "decided-before-filed": Case(
        "legal-action: A v. B\n  filed: 2024-05-07\n  decided: 2023 <--",
        "legal-action: A v. B\n  filed: 2024-05-07\n  decided: 2024",
    ),
    "appeal-before-ruling": Case(
        "legal-action: Below\n  decided: 2024-12-06\nlegal-action: Above\n  appeal-of: below\n  filed: 2024-12-05 <--",
        "legal-action: Below\n  decided: 2024-12-06\nlegal-action: Above\n  appeal-of: below\n  filed: 2024-12-06",
    ),
    "milestone-mismatch": Case(
        f"{ACT}event: E\n  date: 2024-04-23\n  instrument: act\n  milestone: signed <--",
        f"{ACT}event: E\n  date: 2024-04\n  instrument: act\n  milestone: signed",
    ),
    "deadline-mismatch": Case(
        f"{ACT}deadline: D\n  from: act.signed\n  runs: 270 days\n  due: 2025-01-20 <--",
        f"{ACT}deadline: D\n  from: act.signed\n  runs: 270 days\n  due: 2025-01-19",
    ),
    "deadline-open": Case("deadline: D\n  due: 2026-11-21 <--", "deadline: D\n  due: 2026-11-22"),
    "stale-pending": Case(
        "legal-action: A v. B\n  filed: 2025-11-21\n  status: pending <--",
        "legal-action: A v. B\n  filed: 2025-11-22\n  status: pending",
    ),
    "future-date": Case(
        "source: S\n  accessed: 2026-11-24 <--\nevent: E\n  sources: s",
        "source: S\n  accessed: 2026-11-23\nevent: E\n  sources: s\n  verified: 2026",
    ),
    "claim-superseded": Case(
        "event: E\n  date: 2024-12-06\nclaim: C\n  evidence: e\n  as-of: 2024-12-05 <--",
        "event: E\n  date: 2024-12-06\nclaim: C\n  evidence: e\n  as-of: 2024-12",
    ),
    "shares-over-100": Case(
        "party: P\nparty: Q\nagreement: Deal\n  shares: p = 50.1%; q = 50% <--",
        "party: P\nparty: Q\nagreement: Deal\n  shares: p = 50.1%; q = 49.9%",
    ),
    "circular-relation": Case(
        "party: A\n  parent: b <--\nparty: B\n  parent: c\nparty: C\n  parent: a",
        "party: A\n  parent: b\nparty: B\n  parent: c\nparty: C",
    ),
    "unsourced": Case(
        "source: S\nstatement: He said so <--\n  date: 2020",
        "source: S\nstatement: He said so\n  date: 2020\n  sources: s @ p. 3",
    ),
    "single-source-dispute": Case(
        "source: S\nsource: R\nevent: E\n  confidence: alleged <--\n  sources: s @ p. 1; s @ p. 2",
        "source: S\nsource: R\nevent: E\n  confidence: alleged\n  sources: s @ p. 1; r",
    ),
    "weak-source": Case(
        "source: S\n  quality: secondary\nevent: E\n  importance: key\n  sources: s <--",
        "source: S\n  quality: official\nevent: E\n  importance: key\n  sources: s",
    ),
    "unverified": Case(
        "event: E <--\n  importance: key",
        "event: E\n  importance: key\n  verified: 2026-11-22",
    ),
    "verified-unread": Case(
        "source: S\n  url: https://a.org\nevent: E\n  sources: s\n  verified: 2026-11-22 <--",
        "source: S\n  accessed: 2026-11-21\nsource: R\nevent: E\n  sources: r; s\n  verified: 2026-11-22",
    ),
    "no-words": Case(
        "source: S\nevent: E\n  importance: key\n  sources: s @ 3 <--",
        'source: S\nsource: R\nevent: E\n  importance: key\n  sources: r; s @ 3 "the words"\nevent: F\n  sources: s',
    ),
    "no-locator": Case(
        "source: S\n  type: legal_case\nevent: E\n  sources: s @ 3; s; s <--",
        "source: S\n  type: legal_case\nsource: R\n  type: webpage\nevent: E\n  sources: s @ 3; r",
    ),
    "no-archive": Case(
        "source: S\n  url: https://a.org <--\nevent: E\n  sources: s",
        "source: S\n  url: https://a.org\n  archive-url: https://web.archive.org/web/2020/https://a.org\n"
        "source: R\n  url: https://a.org\nevent: E\n  sources: s\n  see: r",
    ),
    "claim-without-evidence": Case(
        "event: E\nclaim: C\n  verdict: wrong <--", "event: E\nclaim: C\n  verdict: wrong\n  evidence: e"
    ),
    "discrepancy-open": Case("discrepancy: D\n  status: open <--", "discrepancy: D\n  resolution: the first"),
    "unused-entry": Case("issue: I <--", "issue: I\nissue: J\n  parent: i\n  see: i\nevent: E\n  issues: j"),
    "source-copied": Case("event: E <--\n  note: x", "event: E", {"copies_sources": True}),
    "citation-unknown": Case(
        "instrument: Act\n  citation: 85 FedReg 48,637a <--",
        "instrument: Act\n  citation: 85 Fed. Reg. 48,637",
    ),
    "court-unknown": Case(
        "legal-action: A v. B\n  court: cadx <--",
        "legal-action: A v. B\n  court: cadc\nlegal-action: C v. D\n  court: mont",
    ),
    "docket-format": Case(
        "legal-action: A v. B\n  court: dcd\n  docket: 20/2658 <--",
        "legal-action: A v. B\n  court: dcd\n  docket: 1:20-cv-02658",
    ),
    "possible-duplicate": Case(
        "party: P\nevent: Bridge closes\n  date: 2020-02\n  parties: p\n"
        "event: The bridge closes <--\n  date: 2020-02-03\n  parties: p",
        "party: P\nevent: Bridge closes\n  date: 2020-02\n  parties: p\n"
        "event: Tunnel closes\n  date: 2020-02-03\n  parties: p",
    ),
    "possible-conflict": Case(
        "party: P\nagreement: Lease\n  parties: p\n  value: $2 million\nagreement: The lease\n  parties: p\n"
        "  value: $3 million <--",
        "party: P\nagreement: Lease\n  parties: p\n  value: $2 million\nagreement: The lease\n  parties: p\n"
        "  value: $1–2 million",
    ),
    "unlinked-mention": Case(
        "party: TikTok Inc. <--\n  short: TikTok",
        "party: TikTok Inc.\n  short: Other name",
        prose("What TikTok did."),
    ),
    "quote-not-found": Case(
        f'{COPY}event: E\n  sources: act "may permit any dredging" <--',
        f'{COPY}event: E\n  sources: act "may not permit any dredging"',
        {"copies": TEXTS},
    ),
    "quote-elsewhere": Case(
        f'{COPY}event: E\n  sources: act @ 4 "may not permit any dredging" <--',
        f'{COPY}event: E\n  sources: act @ 3 "may not permit any dredging"',
        {"copies": TEXTS},
    ),
    "quote-unchecked": Case(
        'source: Act\nevent: E\n  sources: act @ 3 "may not permit any dredging" <--',
        f'{COPY}event: E\n  sources: act @ 3 "may not permit any dredging"',
        {"copies": TEXTS},
    ),
    "copy-missing": Case("source: Act\n  copy: atc.pdf <--", COPY, {"copies": TEXTS}),
    "copy-changed": Case(
        f"{COPY}  sha256: {'0' * 64} <--",
        f"{COPY}  sha256: {TEXTS.digest(Path('act.pdf'))}",
        {"copies": TEXTS},
    ),
    "waiver-unused": Case(
        "source: S\nevent: E\n  sources: s\n  waive: unsourced -- background <--",
        "event: E\n  waive: unsourced -- background",
    ),
}

#: Codes that are settled while documents are read: tests/build/test_check_command.py plants their defects.
READ = {"bad-date", "not-an-entry", "option-unused"}
SIGNED = {"signoff-lapsed", "signoff-query", "unsigned-sentence"}
#: What is found in prose: test_prose_quotes.py, test_own_prose.py, tests/build/test_sign.py.
PROSE = {"prose-quote-differs", "prose-differs", "unreferenced-sentence", "source-extracted", *SIGNED}
#: A code that nothing reports before data files are read.
LATER = {"data-file"}
#: What is settled beside the record: tests/build/test_federation.py, test_whats_new.py and test_check_command.py.
BEFORE = {"federation", "doctrees-published", "baseline-missing", "copy-published"}


@pytest.mark.parametrize("code", CASES)
def test_a_defect_is_found_once_at_its_line(code: str) -> None:
    case = CASES[code]
    found = of(code, told(scope_for(case.broken, **case.more)))
    assert [(f.file, f.line) for f in found] == [("page.rst", entries(case.broken)[1])]
    assert found[0].message[-1] != "."
    assert "\n" not in found[0].message


@pytest.mark.parametrize("code", CASES)
def test_its_sound_twin_has_no_finding(code: str) -> None:
    case = CASES[code]
    assert of(code, told(scope_for(case.sound, **case.more))) == []


def test_every_code_has_a_case_and_an_origin() -> None:
    assert CASES.keys() | READ | PROSE | LATER | BEFORE == CODES.keys()
    assert CHECKS.keys() | ORIGINS.keys() == CODES.keys()
    for origin in {*ORIGINS.values()}:
        for module in origin.split(" and "):
            if module != "imports":
                importlib.import_module(f"sphinx_policyrefs.{module}")


@pytest.mark.parametrize("code", [code for code in CASES if code in CHECKS])
def test_a_check_that_is_off_does_not_run(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_scope: Scope) -> None:
        pytest.fail("it ran")

    monkeypatch.setitem(CHECKS, code, fail)  # type: ignore[arg-type]
    case = CASES[code]
    found = told(scope_for(f"{case.broken}\nevent: X", waive=("x", code), **case.more), {code: "off"})
    assert of(code, found) == of("waiver-unused", found) == []


@pytest.mark.parametrize("code", sorted(CASES.keys() - {"waiver-unused"}))
def test_a_waiver_leaves_a_finding_out(code: str) -> None:
    case = CASES[code]
    first = of(code, told(scope_for(case.broken, **case.more)))[0]
    found = told(scope_for(case.broken, waive=(first.entry, code), **case.more))
    assert of(code, found) == of("waiver-unused", found) == []


def test_severities_are_the_author_s() -> None:
    scope = scope_for("event: E")
    assert [item.severity for item in told(scope)] == ["info"]
    assert [item.severity for item in told(scope, {"unsourced": "error"})] == ["error"]


@pytest.mark.parametrize(
    ("taken", "sources", "origin"),
    [
        ("source: A\n  taken-from: wire\nsource: B\n  taken-from: wire", "a; b", "Wire"),
        ("source: A\n  taken-from: wire\nsource: B\n  taken-from: a", "b; wire @ p. 3", "Wire"),
        ("source: A\n  taken-from: wire; post\nsource: B\n  taken-from: post\nsource: Post", "a; b", "Post"),
        ("source: A\n  taken-from: wire; post\nsource: B\nsource: Post", "a; wire; post", ""),
        ("source: A\n  taken-from: wire\nsource: B", "a; b", ""),
        ("source: A\n  taken-from: nothing\nsource: B\n  taken-from: nothing", "a; b", ""),
        ("source: A\n  taken-from: b\nsource: B\n  taken-from: a", "a; b", "A"),
    ],
)
def test_sources_that_go_back_to_one_count_once(taken: str, sources: str, origin: str) -> None:
    text = f"source: Wire\n{taken}\nevent: E\n  confidence: alleged\n  sources: {sources}"
    found = of("single-source-dispute", told(scope_for(text)))
    assert [f'go back to "{origin}"' in item.message for item in found] == [True] * bool(origin)


WEB = "https://web.archive.org/web"
ARCHIVED = [
    (f"{WEB}/20200102030405/https://example.org/a", "https://example.org/a", True),
    (f"{WEB}/2020id_/http://EXAMPLE.org:80/a/", "https://example.org/a", True),
    (f"{WEB}/2020*/https:/example.org/a?b=c", "https://example.org/a?b=c", True),
    (f"{WEB}/2020/example.org/", "https://example.org", True),
    (f"{WEB}/2020/https%3A%2F%2Fexample.org%2Fa", "https://example.org/a", True),
    (f"{WEB}/2020/https://example.org/a%7Eb", "https://example.org/a~b", True),
    (f"{WEB}/2020/https://example.org/a", "https://example.org/a#part", True),
    (f"{WEB}/2020/https://example.org/a", "https://example.org/b", False),
    (f"{WEB}/2020/https://example.org/A", "https://example.org/a", False),
    (f"{WEB}/2020/https://www.example.org/a", "https://example.org/a", False),
    (f"{WEB}/2020/https://example.org/a?b=c", "https://example.org/a?b=d", False),
    (f"{WEB}/2020/example.org/b", "https://example.org/a", False),
    ("https://archive.today/2020.01.02-030405/https://example.org/a", "https://example.org/a", True),
    ("https://archive.ph/o/AbCdE/https://example.org/b", "https://example.org/a", False),
    ("https://archive.ph/AbCdE", "https://example.org/a", True),
    ("https://perma.cc/AB12-CD34", "https://example.org/a", True),
    ("https://webarchive.example/?url=https%3A%2F%2Fexample.org%2Fb", "https://example.org/a", False),
    (f"{WEB}/2020/https://example.org/a", f"{WEB}/2021/https://example.org/a", True),
    (f"{WEB}/2020/https://bücher.example/", "https://xn--bcher-kva.example", True),
    (f"{WEB}/2020/https://[broken", "https://example.org/a", False),
    (f"{WEB}/2020/https://example.org/a", "mailto:a@example.org", True),
]


@pytest.mark.parametrize(("archive", "address", "fits"), ARCHIVED)
def test_an_archived_page_is_that_of_the_address(archive: str, address: str, fits: bool) -> None:
    found = of("bad-option", told(scope_for(f"source: S\n  url: {address}\n  archive-url: {archive}")))
    assert [(item.line, item.entry) for item in found] == [(3, "s")] * (not fits)


@pytest.mark.parametrize(
    "inside", ["copy: copies/a.pdf", f"sha256: {'0' * 64}", "confidential: somebody", "note: x"]
)
def test_a_published_source_file_shows_what_is_inside(inside: str) -> None:
    found = of("source-copied", told(scope_for(f"source: S\n  {inside}", copies_sources=True)))
    assert [item.entry for item in found] == ["s"]


def test_a_published_source_file_names_no_confidential_source() -> None:
    secret = Entry("source", "s", "S", {"confidential": "somebody"}, {}, "", "data.yaml", 1, stored=True)
    passage = Entry("passage", "p", "P", {"source": ("s",)}, {}, "b", "b.rst", 3)
    citing = Entry("event", "e", "E", {"sources": (Citation("p"),)}, {}, "a", "a.rst", 2)
    roles = [
        Reference(*role, False, "c.rst", n) for n, role in enumerate([("party", "x"), ("cite", "s @ 3")], 4)
    ]
    records = (
        DocRecord("", (secret,)),
        DocRecord("a", (citing,)),
        DocRecord("b", (passage,)),
        DocRecord("c", (), references=tuple(roles)),
        DocRecord("d", (Entry("event", "f", "F", {}, {}, "d", "d.rst", 1),)),
    )
    found = of("source-copied", told(Scope(Graph(records), records, copies_sources=True)))
    assert [(item.file, item.line) for item in found] == [("a.rst", 2), ("b.rst", 3), ("c.rst", 5)]


def test_translators_get_the_names_of_confidential_sources_in_roles() -> None:
    text = "source: S\n  confidential: somebody\npassage: P\n  source: s\nsource: R"
    roles = [("source", "s"), ("source", "r"), ("cite", 'p "words"'), ("ref", "P"), ("value", "s.author")]
    references = tuple(Reference(*role, False, "page.rst", n) for n, role in enumerate(roles, 1))
    found = of("source-extracted", told(scope_for(text, references=references, catalogues=True)))
    assert [item.line for item in found] == [1, 3, 4, 5]
    assert of("source-extracted", told(scope_for(text, references=references))) == []
    settled = told(scope_for(text, references=references, catalogues=True, waive=("s", "source-extracted")))
    assert of("source-extracted", settled) == of("waiver-unused", settled) == []
    # Where nothing is extracted, the waiver is not judged.
    idle = frozenset({"source-extracted"})
    elsewhere = told(scope_for(text, references=references, waive=("s", "source-extracted"), idle=idle))
    assert of("waiver-unused", elsewhere) == []


def test_a_waiver_settles_what_is_found_elsewhere_about_its_entry() -> None:
    found = Finding("weak-source", "its copy is torn", "page.rst", 2, "e", also=("s",))
    check = Check("torn", lambda _scope: [found], "A copy is torn.")
    for id_, left in (("e", 0), ("s", 0), ("t", 1)):
        scope = scope_for("event: E\nsource: S\nsource: T", waive=(id_, "torn"))
        assert len(of("torn", review(scope, {}, own=[check]))) == left
        assert len(of("waiver-unused", review(scope, {}, own=[check]))) == left


def test_a_build_tells_no_info_and_judges_waivers_all_the_same() -> None:
    scope = scope_for(
        "event: E\n  waive: unsourced -- background\nevent: F\nsource: S\nevent: G\n"
        "  sources: s\n  waive: unsourced -- in vain; unlinked-mention -- not looked for"
    )
    found = review(scope, {}, ("error", "warning"))
    assert [(item.finding.code, item.finding.entry) for item in found] == [("waiver-unused", "g")]


def test_a_waiver_of_what_an_as_of_build_does_not_know_yet_is_not_called_unused() -> None:
    text = (
        "legal-action: A\n  filed: 2024-01-02\n  status: pending\n  sources: s\n"
        "  waive: stale-pending -- it waits for another\nsource: S"
    )
    assert of("stale-pending", told(scope_for(text))) == of("waiver-unused", told(scope_for(text))) == []
    assert of("waiver-unused", told(scope_for(text, as_of="2024-12-06"))) == []


def test_findings_are_sorted_and_told_once() -> None:
    twice = [Finding("bad-option", "x", "page.rst", 1)] * 2
    scope = scope_for("event: B\nevent: A\n  importance: key", beside=lambda: twice)
    found = [(f.line, f.code) for f, _ in review(scope, {})]
    assert found == sorted(found)
    assert found.count((1, "bad-option")) == 1


# -- dates ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("effect", "cause", "impossible"),
    [
        ("2020-08-14", "2020-08-14", False),
        ("2020-08", "2020-08-31", False),
        ("2020", "2020-12-31", False),
        ("2020-07", "2020-08", True),
        ("[2020-08-06,2020-08-14]", "2020-08-13", False),
        ("../2020-08-06", "2020-08-07", True),
        ("2020-08-06/..", "2030", False),
        ("XXXX", "2020", False),
        ("2020", "XXXX", False),
        ("2020-08-14T09:00", "2020-08-14T10:00", False),
    ],
)
def test_only_what_is_impossible_is_an_error(effect: str, cause: str, impossible: bool) -> None:
    text = f"event: Cause\n  date: {cause}\nevent: Effect\n  date: {effect}\n  caused-by: cause"
    assert bool(of("effect-before-cause", told(scope_for(text)))) is impossible


def test_an_event_may_follow_any_milestone_of_its_cause() -> None:
    text = """
        legal-action: A v. B
          filed: 2020-09-18
          decided: 2020-12-07
        event: Between
          date: 2020-10-01
          follows: a-v.-b
        instrument: Order
          signed: 2020-08-06
        deadline: D
          from: order.signed
          runs: 45 days
        event: Kept early
          date: 2020-09-01
          follows: d
    """
    assert of("effect-before-cause", told(scope_for(text))) == []


def test_an_appeal_on_the_way_to_the_decision_has_its_ruling() -> None:
    text = """
        legal-action: Below
          filed: 2020-09-18
          decided: 2021-06-01
        event: Preliminary injunction
          date: 2020-09-27
          type: ruling
          legal-action: below
        legal-action: Above
          appeal-of: below
          filed: {}
    """
    assert of("appeal-before-ruling", told(scope_for(text.format("2020-10-08")))) == []
    assert len(of("appeal-before-ruling", told(scope_for(text.format("2020-09-26"))))) == 1


@pytest.mark.parametrize(
    ("more", "count"),
    [
        ("", 1),
        ("\n  met-by: late", 0),
        ("\n  extended-by: d2\ndeadline: D2\n  due: 2030-01-01", 0),
        ("\n  extended-by: d2\ndeadline: D2\n  due: 2021-01-01", 1),
        ("\n  extended-by: d2\ndeadline: D2\n  due: 2021-01-01\n  met-by: late", 0),
        ("\n  imposed-by: order\ninstrument: Order\ninstrument: Repeal\n  revokes: order", 0),
    ],
)
def test_an_open_deadline_is_told_at_its_last_day(more: str, count: int) -> None:
    text = f"event: Late\n  date: 2022\ndeadline: D\n  due: 2020-09-20{more}"
    assert len(of("deadline-open", told(scope_for(text)))) == count


def test_open_and_pending_are_as_of_the_day() -> None:
    text = "deadline: D\n  due: 2020-09-20\nlegal-action: A v. B\n  filed: 2019-01-01\n  status: pending"
    assert {"deadline-open", "stale-pending"} <= {f.code for f, _ in told(scope_for(text))}
    early = {f.code for f, _ in told(scope_for(text, as_of="2019-12-01"))}
    assert not early & {"deadline-open", "stale-pending"}


@pytest.mark.parametrize(
    "news",
    [
        "event: E\n  date: 2026-05\n  legal-action: a-v.-b",
        "legal-action: Above\n  appeal-of: a-v.-b\n  argued: 2026-05",
        "legal-action: Above\n  appeal-of: a-v.-b\nevent: E\n  date: 2026-05\n  legal-action: above",
    ],
)
def test_news_of_a_case_may_come_from_its_events_and_appeals(news: str) -> None:
    text = f"legal-action: A v. B\n  filed: 2020\n  status: on-appeal\n{news}"
    assert of("stale-pending", told(scope_for(text))) == []


def test_stale_after_is_the_author_s() -> None:
    text = "legal-action: A v. B\n  filed: 2026-11-01\n  status: stayed"
    assert of("stale-pending", told(scope_for(text))) == []
    assert len(of("stale-pending", told(scope_for(text, stale_after=20)))) == 1


# -- circles -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "circle"),
    [
        ("event: A\n  follows: b\nevent: B\n  caused-by: a", "a → b → a"),
        ("event: A\n  follows: a", "a → a"),
        ("legal-action: A\n  appeal-of: b\nlegal-action: B\n  appeal-of: a", "a → b → a"),
        ("instrument: A\n  amends: b\ninstrument: B\n  amends: a", "a → b → a"),
        ("deadline: A\n  extended-by: b\ndeadline: B\n  extended-by: a", "a → b → a"),
        ("deadline: A\n  from: b\n  runs: 1 day\ndeadline: B\n  from: a.due\n  runs: 1 day", "a → b → a"),
        ("event: Z\n  follows: a\nevent: A\n  follows: b\nevent: B\n  follows: a; z", "z → a → b → z"),
    ],
)
def test_circles_are_told_once_at_their_first_member(text: str, circle: str) -> None:
    found = of("circular-relation", told(scope_for(text)))
    assert len(found) == 1
    assert circle in found[0].message
    assert found[0].entry == circle.partition(" ")[0]


def test_two_circles_are_two_findings_and_a_long_chain_is_none() -> None:
    chain = "\n".join(f"event: E{n}\n  follows: e{n + 1}" for n in range(3000)) + "\nevent: E3000"
    assert of("circular-relation", told(scope_for(chain))) == []
    two = "event: A\n  follows: a\nevent: B\n  follows: c\nevent: C\n  follows: b"
    assert [f.entry for f in of("circular-relation", told(scope_for(two)))] == ["a", "b"]


# -- sources and forms ---------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["party", "ref", "any", "value"])
def test_a_role_in_prose_uses_an_entry(role: str) -> None:
    target = "p.title" if role == "value" else "P"
    reference = Reference(role, target, False, "page.rst", 9)
    assert of("unused-entry", told(scope_for("party: P", references=(reference,)))) == []
    hidden = reference._replace(only=("internal",))
    unseen = scope_for("party: P", references=(hidden,), shows=lambda _: False)
    assert len(of("unused-entry", told(unseen))) == 1


def test_what_a_claim_rests_on_is_used() -> None:
    text = """
        source: Article
        source: Act
        source: Reply
        source: Table
        source: Quoted
        source: Nothing
        passage: P
          source: quoted
        claim: C
          made-in: article @ 2.1
          evidence: act
          response: reply @ 3
        discrepancy: D
          values: 3 | table
    """
    assert [item.entry for item in of("unused-entry", told(scope_for(text)))] == ["nothing"]


def test_what_an_entry_without_a_page_refers_to_is_used() -> None:
    made = entries("party: P\nparty: Q\nsource: S\nissue: I")[0]
    stored = made[0]._replace(summary=("See ", ("source", "S", ""), "."), title_runs=(("ref", "q", "x"),))
    record = DocRecord("", (stored, *made[1:]))
    found = of("unused-entry", told(Scope(Graph([record]), (record,))))
    assert [item.entry for item in found] == ["p", "i"]


def test_what_refers_to_an_entry_may_be_of_a_later_day() -> None:
    text = "party: P\nevent: E\n  date: 2021\n  parties: p"
    assert of("unused-entry", told(scope_for(text, as_of="2020"))) == []


def test_an_entry_that_refers_to_itself_is_unused() -> None:
    assert len(of("unused-entry", told(scope_for("party: P\n  see: p")))) == 1


def test_sources_that_an_earlier_day_hides_still_count() -> None:
    text = """
        source: S
          published: 2021
        source: R
          published: 2022
        event: E
          date: 2020
          confidence: disputed
          importance: key
          sources: s; r
    """
    found = {f.code for f, _ in told(scope_for(text, as_of="2020-12-31"))}
    assert not found & {"unsourced", "single-source-dispute", "weak-source"}


@pytest.mark.parametrize(
    ("court", "hint"),
    [
        ("cad", "cadc"),
        ("dcdd", "dcd"),
        ("zzz9", "such as cadc,"),
        ("cadc", ""),
        ("nysb", ""),
        ("mont", ""),
        ("saltby", ""),
        ("High Court", ""),
        ("bgh 1", ""),
    ],
)
def test_courts_that_look_like_ids_and_are_none(court: str, hint: str) -> None:
    scope = scope_for(f"legal-action: A v. B\n  court: {court}")
    scope.graph.courts = courts_with({"saltby": {"name": "District Court at Saltby"}})
    messages = [finding.message for finding in of("court-unknown", told(scope))]
    assert len(messages) == bool(hint)
    assert hint in "".join(messages)


@pytest.mark.parametrize(
    ("court", "docket", "count"),
    [
        ("cadc", "24-1113", 0),
        ("cadc", "24/1113", 1),
        ("High Court of Justice", "[2024] EWHC 12", 0),
        ("High Court of Justice", "1:20-cv-", 0),
        ("", "1:20-cv-", 1),
        ("", "AZ 3 U 12/20", 0),
    ],
)
def test_dockets(court: str, docket: str, count: int) -> None:
    text = f"legal-action: A v. B\n  docket: {docket}" + (f"\n  court: {court}" if court else "")
    assert len(of("docket-format", told(scope_for(text)))) == count


def test_foreign_citations_pass() -> None:
    text = "legal-action: A v. B\n  citation: [2024] EWHC 12 (Ch); BGHZ 12, 34"
    assert of("citation-unknown", told(scope_for(text))) == []


def test_what_eyecite_finds_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def differing(*call: Any) -> list[str]:
        calls.append(call[:4])
        return ["122 F.4th 930 is cited as of 2023, but was decided in 2024 by this entry."]

    monkeypatch.setattr(formats, "check_with_eyecite", differing)
    text = "legal-action: A v. B\n  court: D.C. Cir.\n  decided: 2024-12-06\n  citation: 122 F.4th 930"
    assert len(of("citation-unknown", told(scope_for(text)))) == 1
    assert calls == [("122 F.4th 930", "A v. B", 2024, "cadc")]
    assert formats.check_with_eyecite is not citecheck.check_with_eyecite


@pytest.mark.skipif(not citecheck.eyecite_available(), reason="needs the extra citations")
@pytest.mark.parametrize(
    ("citation", "told_of"),
    [
        ("565 F. Supp. 3d 1076 (N.D. Ill. 2021); 617 F. Supp. 3d 904 (N.D. Ill. 2022)", 0),
        ("565 F. Supp. 3d 1076 (N.D. Ill. 2021)", 1),  # nothing is of the year of the decision
        ("565 F. Supp. 3d 1076 (N.D. Ill. 2019); 617 F. Supp. 3d 904 (N.D. Ill. 2022)", 1),  # not filed yet
        ("565 F. Supp. 3d 1076 (N.D. Ill. 2023); 617 F. Supp. 3d 904 (N.D. Ill. 2022)", 1),
    ],
)
def test_opinions_before_the_decision_may_be_cited_beside_it(citation: str, told_of: int) -> None:
    text = f"legal-action: A v. B\n  filed: 2020-08\n  decided: 2022-07-28\n  citation: {citation}"
    assert len(of("citation-unknown", told(scope_for(text)))) == told_of


# -- mentions ------------------------------------------------------------------------------------------

PARTIES = """
    party: TikTok Inc.
      id: tiktok
      short: TikTok
      aliases: Tik Tok
    party: TikTok Global
      id: global
    party: FTC
      id: ftc
    party: Twins
      id: a
    party: Twins
      id: b
"""


def mentioned(*texts: str, **more: Any) -> list[tuple[str, str, int]]:
    scope = scope_for(PARTIES, **prose(*texts, **more))
    return [(m.text, m.entry.id, m.line) for m in find_mentions(scope)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What TikTok did.", [("TikTok", "tiktok", 1)]),
        ("TikTok's app; TikTok again", [("TikTok", "tiktok", 1)]),
        ("One line,\nthen Tik\nTok there", [("Tik Tok", "tiktok", 2)]),
        ("TikTok Global, and TikTok.", [("TikTok Global", "global", 1), ("TikTok", "tiktok", 1)]),
        ("TikTokers, aTikTok, tiktok, TikTok_x", []),
        ("tiktok.com, www.TikTok.com, @TikTok, /TikTok", []),
        ("The TikTok Committee met", []),
        ("The FTC and the Twins", []),
        ("(TikTok)", [("TikTok", "tiktok", 1)]),
        (f"{GAP} is TikTok", [("TikTok", "tiktok", 1)]),
    ],
)
def test_names_in_prose(text: str, expected: list[tuple[str, str, int]]) -> None:
    assert mentioned(text) == expected


def test_a_link_before_a_mention_is_enough() -> None:
    link = (("party", "tiktok"),)
    assert mentioned(f"{LINK} is what it is. TikTok.", links=link) == []
    assert mentioned(f"TikTok is {LINK}.", links=link) == [("TikTok", "tiktok", 1)]
    assert mentioned(f"{GAP}{LINK} TikTok", links=(("party", "global"),)) == [("TikTok", "tiktok", 1)]


def test_each_page_is_looked_at_by_itself() -> None:
    assert mentioned("TikTok", "TikTok") == [("TikTok", "tiktok", 1)] * 2


def test_an_entry_s_own_body_and_what_its_facts_link_to_are_left_out() -> None:
    assert mentioned("TikTok", inside=("tiktok",)) == []
    scope = scope_for(PARTIES + "    event: E\n      parties: tiktok", **prose("TikTok", inside=("e",)))
    assert list(find_mentions(scope)) == []


def test_typographic_quotes_are_quotes() -> None:
    scope = scope_for("source: Xi's answer\n  short: Xi's answer", **prose("In Xi’s answer"))
    assert [m.text for m in find_mentions(scope)] == ["Xi’s answer"]


@pytest.mark.parametrize(
    ("source", "line", "linked"),
    [
        ("What TikTok did.\n", 1, "What :party:`TikTok <tiktok>` did.\n"),
        ("TikTok's app\n", 1, ":party:`TikTok <tiktok>`'s app\n"),
        (
            ":party:`TikTok <tiktok>` ``TikTok`` *TikTok* `TikTok <x>`_ TikTok\n",
            1,
            ":party:`TikTok <tiktok>` ``TikTok`` *TikTok* `TikTok <x>`_ :party:`TikTok <tiktok>`\n",
        ),
        (
            "TikTok Global before\nTikTok\n\nTikTok\n",
            2,
            "TikTok Global before\n:party:`TikTok <tiktok>`\n\nTikTok\n",
        ),
        ("   Tik\r\n   Tok did\r\n", 1, "   :party:`Tik Tok <tiktok>` did\r\n"),
        ("nothing here\n", 1, None),
        ("TikTok\n", 2, None),
    ],
)
def test_links_are_written_into_restructuredtext(source: str, line: int, linked: str | None) -> None:
    scope = scope_for(PARTIES)
    mention = next(find_mentions(scope_for(PARTIES, **prose("TikTok"))))._replace(line=line)
    result, settled = write_links(source, [mention], Names(scope.entries()), scope.role, myst=False)
    assert result == (linked or source)
    assert bool(settled) is bool(linked)


# -- how sources are cited ---------------------------------------------------------------------------------------


def lines_of(code: str, text: str, **more: Any) -> list[int]:
    """Return the lines of a code's findings."""
    return [found.line for found in of(code, told(scope_for(text, **more)))]


def test_verified_needs_a_source_that_was_opened() -> None:
    text = """
        source: Read
          accessed: 2026-11-21
        source: Kept
          copy: a.pdf
          verified: 2026-11-22
        source: Named
          verified: 2026-11-22
        event: Without a source
          verified: 2026-11-22
        discrepancy: D
          values: 80 | named; kept
          verified: 2026-11-22
        claim: C
          made-in: read @ 3
          verified: 2026-11-22
    """
    assert lines_of("verified-unread", text) == [7, 9]
    # What is wrong with the sources that it names is told there.
    assert lines_of("verified-unread", "event: E\n  sources: nothing\n  verified: 2026-11-22") == []
    # What was read later than the as-of day is not known there.
    assert lines_of("verified-unread", text, as_of="2026-11-22") == []


def test_what_was_done_to_the_record_was_done_by_now() -> None:
    text = """
        event: E
          verified: 2027
        claim: C
          as-of: 2026-12/2027-01
        event: F
          date: 2030
          verified: 2026-11/..
        event: G
          verified: XXXX
    """
    found = of("future-date", told(scope_for(text)))
    assert [item.line for item in found] == [2, 4]
    assert found[0].message == (
        ':verified: 2027 of "E" is still to come, today being 2026-11-22; write the day on which it was done, or '
        "delete it"
    )
    assert of("future-date", told(scope_for(text, as_of="2026-11-22"))) == []


def test_words_are_asked_for_where_the_record_turns_on_them() -> None:
    text = """
        source: S
          importance: key
        event: Alleged
          confidence: alleged
        event: Both
          importance: key
          confidence: disputed
          sources: s
        claim: Quoted
          importance: key
          made-in: s @ 3 "these words"
        event: Neither
          importance: minor
          confidence: unsure
    """
    found = of("no-words", told(scope_for(text)))
    assert [item.line for item in found] == [3, 8]
    assert '"Both" is key and disputed, and no citation of it has words' in found[1].message


def test_a_place_is_asked_for_in_every_field_that_cites() -> None:
    text = """
        source: S
          type: book
        claim: C
          made-in: s
        discrepancy: D
          values: 80 | s @ 3
        discrepancy: E
          values: 80 | s
    """
    assert lines_of("no-locator", text) == [4, 8]
    passages = """
        source: S
          type: book
        passage: With
          source: s
          locator: 3
        passage: Without
          source: s
        event: E
          sources: with; without
    """
    assert lines_of("no-locator", passages) == [7]


def test_citations_in_prose_count_as_well() -> None:
    text = """
        source: S
          type: report
          url: https://a.org
    """
    cited = tuple(Reference("cite", target, False, "page.rst", 9) for target in ("s", "s @ 3", "none"))
    found = told(scope_for(text, references=cited))
    assert [item.line for item in of("no-locator", found)] == [9]
    assert [item.line for item in of("no-archive", found)] == [3]


def test_a_copy_of_many_pages_needs_a_place(tmp_path: Path) -> None:
    (tmp_path / "three.txt").write_text("one\ftwo\fthree", "utf-8")
    (tmp_path / "two.txt").write_text("one\ftwo", "utf-8")
    text = """
        source: Three
          copy: three.txt
        source: Two
          copy: two.txt
        source: Gone
          copy: gone.txt
        event: E
          sources: two; gone; three
    """
    scope = scope_for(text)
    proofs = Proofs(scope.graph, Copies(tmp_path))
    (found,) = of("no-locator", told(replace(scope, evidence=lambda: proofs)))
    assert found.line == 8
    assert found.message.startswith(':sources: cites "Three", a document of 3 pages, without a place')


def test_only_sources_on_the_web_need_an_archive() -> None:
    text = """
        source: Kept
          url: https://a.org
          copy: a.pdf
        source: Paper
        source: Mail
          url: mailto:a@b.org
        source: Web
          url: HTTPS://a.org
        discrepancy: D
          values: 80 | kept; paper; mail; web
    """
    assert lines_of("no-archive", text) == [8]


def test_of_subtitles_the_time_is_told() -> None:
    copies = Texts(act_pdf="said: The Harbor Trust may not permit any dredging.")
    scope = scope_for(
        f'{COPY}event: E\n  sources: act @ 1:05:00 "may not permit any dredging"', copies=copies
    )
    (item,) = of("quote-elsewhere", told(scope))
    assert 'stands at 1:01:40 in "Act", not at 1:05:00; correct the place' in item.message
    ((_field, link),) = scope.proofs.citations("e")
    assert state(Wording(), scope.proofs.of(link), link.locator) == (
        Mark("at 1:01:40, not 1:05:00", "elsewhere"),
    )


def test_a_wrong_quotation_is_set_beside_what_stands_there() -> None:
    found = told(
        scope_for(f'{COPY}event: E\n  sources: act @ 3 "The Trust may permit any dredging"', copies=TEXTS)
    )
    (item,) = of("quote-not-found", found)
    assert item.message == (
        ':sources: “The Trust may permit any dredging” is not in the copy of "Act"; '
        "the longest part that is there is “permit any dredging”"
    )
    assert item.excerpt == (
        "on p. 3 there stands “The Harbor Trust may not permit any dredging” (with “Harbor”, with “not”)"
    )
    scope = scope_for(f'{COPY}event: E\n  sources: act "of quite another kind"', copies=TEXTS)
    (item,) = of("quote-not-found", told(scope))
    assert item.message.endswith('is not in the copy of "Act"; nothing like it is there')
    assert item.excerpt == ""


def test_wrong_words_of_a_passage_are_told_once_and_there() -> None:
    text = f"""
    {COPY.rstrip()}
    passage: Duty
      source: act
      locator: p. 3
      quote: may permit any dredging
    event: One
      sources: duty
    event: Two
      sources: duty; act @ p. 3 "may not permit any dredging"
    """
    (item,) = of("quote-not-found", told(scope_for(text.replace("\n    ", "\n"), copies=TEXTS)))
    assert (item.entry, item.also) == ("duty", ("act",))
    assert item.message.startswith("“may permit any dredging” is not in the copy of")


def test_words_of_a_copy_that_cannot_be_read_are_told_with_the_reason() -> None:
    copies = Texts(act_pdf="unreadable: needs a password; save it without one")
    scope = scope_for(
        f'{COPY}event: E\n  sources: act "may not permit" "permit"; act @ § 2 "any"',
        copies=copies,
    )
    assert next(item.message for item in of("quote-unchecked", told(scope))) == (
        ':sources: “any” of "Act" can\'t be checked: its copy needs a password; save it without one'
    )
    scope = scope_for(f'{COPY}event: E\n  sources: act @ § 2 "any"', copies=TEXTS)
    assert [item.message for item in of("quote-unchecked", told(scope))] == [
        ':sources: “any” of "Act" can\'t be checked: they are fewer than three words, without a page to look at'
    ]
