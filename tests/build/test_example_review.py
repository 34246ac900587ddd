"""The review of the example briefing: its deadlines and claims come out as history and the article have them."""

from __future__ import annotations

import re
import zlib
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from factories import column, shown
from support import App

from sphinx_policyrefs.adapter.build import build_of
from sphinx_policyrefs.adapter.pages.blocks import view_blocks
from sphinx_policyrefs.records.deadline_outcome import course
from sphinx_policyrefs.views.claim_review import natural

if TYPE_CHECKING:
    from sphinx_policyrefs.adapter.build import Build

pytest.importorskip("myst_parser")
pytestmark = pytest.mark.builds

EXAMPLE = Path(__file__).parents[2] / "examples" / "tiktok-ban"


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Read the example, and write nothing."""
    app = App("dummy", EXAMPLE, tmp_path_factory.mktemp("example"))
    try:
        app.builder.read()
    finally:  # at once: while it is open, every other build warns of what it registers a second time
        app.cleanup()
    return build_of(app.env)


@pytest.fixture(scope="module")
def of_then(tmp_path_factory: pytest.TempPathFactory) -> App:
    """Build the example as of a day on which much had yet to come."""
    app = App(
        "html", EXAMPLE, tmp_path_factory.mktemp("then"), confoverrides={"policyrefs_as_of": "2024-12-06"}
    )
    try:
        app.build()
    finally:
        app.cleanup()
    return app


@pytest.mark.parametrize(
    ("id_", "due", "in_force"),
    [
        ("ban-45", "2020-09-20", "2020-09-27"),
        ("divest-90", "2020-11-12", "2020-12-04"),
        ("divest-ext-1", "2020-11-27", "2020-12-04"),
        ("divest-ext-2", "2020-12-04", "2020-12-04"),
        ("divest-270", "2025-01-19", "2025-01-19"),
        ("delay-1", "2025-04-05", "2026-01-23"),
        ("delay-2", "2025-06-19", "2026-01-23"),
        ("delay-3", "2025-09-17", "2026-01-23"),
        ("delay-4", "2025-12-16", "2026-01-23"),
        ("delay-5", "2026-01-23", "2026-01-23"),
    ],
)
def test_deadlines(example: Build, id_: str, due: str, in_force: str) -> None:
    found = course(example.graph, id_)
    assert str(example.graph.computed_due(id_)) == due
    assert (str(found.due), str(found.in_force)) == (due, in_force)


def test_the_seed_article_claim_by_claim(example: Build) -> None:
    (number,) = [
        n for n, v in enumerate(example.documents["review/claims"].views) if v.name == "claim-review"
    ]
    blocks = view_blocks(example, "review/claims", number)
    head = str(shown(blocks)[0])
    assert head.startswith("72 claims made in ")
    assert "Verdicts: accurate 28, imprecise 16, wrong 3, unverifiable 10, prediction 15." in head
    places = column(blocks, "locus")
    assert len(places) == 72
    assert list(dict.fromkeys(place[0] for place in places)) == ["0", "1", "2", "3", "4"]
    assert places == sorted(places, key=natural)


# MyST-Parser still asks its transforms for their app, which newer versions of Sphinx warn of.
@pytest.mark.filterwarnings("ignore:'myst_parser")
def test_no_view_of_an_as_of_build_tells_what_came_later(of_then: App) -> None:
    build = build_of(of_then.env)
    latest = build.graph.as_of.latest
    assert all(row.date.earliest <= latest for row in build.graph.rows)
    assert "2025-01-17-decision" not in build.graph.entries
    for record in build.documents.values():
        for number, call in enumerate(record.views):
            text = repr(view_blocks(build, record.docname, number))
            assert "As of December 6, 2024." in text
            for later in ("January 17, 2025", "2025-01-17", "January 22, 2026", "EO 14352"):
                assert later not in text, (call.file, call.line, later)


#: What nobody could have written on 6 December 2024: days to come but for one that the Act names, and what
#: happened on them.
LATER = re.compile(
    r"(?<!January 19, )2025(?!-01-19)|2026|supreme court affirms|joint[- ]venture|usds-jv|usds llc"
    r"|(?:eo|order)[ -]*14[1-3]\d\d|tan-|anthony tan|silver lake|amazon|newsom|st-2024-12-(?!0)|47th",
    re.IGNORECASE,
)


# MyST-Parser still asks its transforms for their app, which newer versions of Sphinx warn of.
@pytest.mark.filterwarnings("ignore:'myst_parser")
def test_no_page_index_or_inventory_of_an_as_of_build_tells_what_came_later(of_then: App) -> None:
    assert not of_then.warning.getvalue()
    out = Path(of_then.outdir)
    pages = {page.relative_to(out).as_posix(): page for page in out.rglob("*.html")}
    assert {
        "index.html",
        "genindex.html",
        "chronology.html",
        "record/events-enforcement.html",
    } <= pages.keys()
    told = {name: unescape(page.read_text(encoding="utf-8")) for name, page in pages.items()}
    told = {
        name: re.sub(r"<!-- Generated with .*? -->", "", text) for name, text in told.items()
    }  # and a theme's year
    words = (out / "searchindex.js").read_text(encoding="utf-8")
    told["searchindex.js"] = re.sub(r'"2025":', "", words)  # a word of its own, from 19 January 2025
    packed = (out / "objects.inv").read_bytes().split(b"\n", 4)[4]
    told["objects.inv"] = zlib.decompress(packed).decode()
    assert "pafaca" in told["objects.inv"]
    assert "January 19, 2025" in told["record/deadlines.html"]
    assert LATER.search((EXAMPLE / "index.rst").read_text(encoding="utf-8"))
    found = {
        name: [text[max(0, m.start() - 40) : m.end() + 40] for m in LATER.finditer(text)]
        for name, text in told.items()
    }
    assert {name: places for name, places in found.items() if places} == {}
