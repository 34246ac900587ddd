"""What is new since a baseline, on a page."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from support import CONF, App, DocumentSet

from sphinx_policyrefs.adapter.build import build_of
from sphinx_policyrefs.cli import main
from sphinx_policyrefs.exports import as_json
from sphinx_policyrefs.exports.edition import Edition

if TYPE_CHECKING:
    from pathlib import Path

    from support import Build

RECORD = """
    Record
    ======

    .. event:: The Act is signed
       :id: signed
       :date: 2024-04-24
       :parties: biden
       :tags: law
       :order: 3

       It is <now> law.

    .. party:: Joseph Biden
       :id: biden

    .. legal-action:: Petition
       :filed: 2024-05-07
       :decided: 2024-12-06
       :disposition: denied

    .. event:: Old news
       :date: 2023-01-01

    .. only:: internal

       .. event:: A secret
          :date: 2024-01-01

    .. event:: Not in the record
       :date: 2024-01-01
       :no-index:
    """
NEWS = ":orphan:\n\nNews\n====\n\n.. whats-new::\n"


def exported(build: Build) -> str:
    """Return what the JSON export of a build says."""
    running = build_of(build.app.env)
    return as_json.write(Edition(running.graph, running.wording, "", lambda _entry: None))


@pytest.fixture
def documents(tmp_path: Path) -> DocumentSet:
    """Return a set with a page of news since an export of its earlier state."""
    made = DocumentSet(tmp_path)
    conf = CONF + 'policyrefs_baseline = "base.json"\nexclude_patterns = ["draft*"]\nhtml_theme = "basic"\n'
    before = RECORD.replace("04-24", "04-23").replace("Joseph", "Joe").replace("order: 3", "order: 2")
    made.write({"conf.py": conf, "index.rst": before.replace("Old news", "Wrong news")})
    base = json.loads(exported(made.build("dummy")))
    base["entries"] = [e for e in base["entries"] if e["kind"] != "legal-action"]
    made.write({"base.json": json.dumps(base), "index.rst": RECORD, "news.rst": NEWS})
    return made


def lines(build: Build, name: str = "news.txt") -> list[str]:
    text = build.read(name).replace("\n  ", " ")
    return [line for line in text.splitlines()[2:] if line]


def news(documents: DocumentSet, options: str, **config: Any) -> list[str]:
    """Return the lines of a view with *options*, as plain text has them."""
    documents.write({"news.rst": NEWS + options})
    build = documents.build("text", **config)
    assert build.warnings == []
    return lines(build)


def test_what_was_added_changed_and_removed(documents: DocumentSet) -> None:
    assert news(documents, "") == [
        "-[ Added ]-",
        "* Event, January 1, 2023: Old news.",
        "* Legal action, May 7, 2024: Petition.",
        "-[ Changed ]-",
        "* The Act is signed. What: Date. Before: April 23, 2024. Now: April 24, 2024.",
        "* Joseph Biden. What: Title. Before: Joe Biden. Now: Joseph Biden.",
        "-[ Removed ]-",
        "* Event: Wrong news.",
    ]


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        ("   :kinds: party", ["-[ Changed ]-", "* Joseph Biden. What: Title. Before: Joe Biden. Now: Joseph Biden."]),
        ("   :tags: nothing", ["Nothing has changed since then."]),
        ("   :to: 2023\n   :kinds: event", ["-[ Added ]-", "* Event, January 1, 2023: Old news.", "-[ Removed ]-",
             "* Event: Wrong news."]),
        (
            "   :layout: corrections",
            [
                "* The Act is signed: Date corrected from “April 23, 2024” to “April 24, 2024”.",
                "* Joseph Biden: Title corrected from “Joe Biden” to “Joseph Biden”.",
                "* Wrong news: withdrawn from the record.",
            ],
        ),
        ("   :layout: corrections\n   :kinds: claim", ["Nothing that was said has been corrected since then."]),
    ],
)  # fmt: skip
def test_selection_and_layout(documents: DocumentSet, options: str, shown: list[str]) -> None:
    assert news(documents, options) == shown


def test_it_says_what_a_diff_of_the_exports_says(
    documents: DocumentSet, capsys: pytest.CaptureFixture[str]
) -> None:
    build = documents.build("text")
    after = documents.root / "after.json"
    after.write_text(exported(build), encoding="utf-8")
    assert main(["diff", str(documents.src / "base.json"), str(after), "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [e["title"] for e in found["added"]] == ["Old news", "Petition"]
    assert [e["title"] for e in found["removed"]] == ["Wrong news"]
    assert {e["id"]: list(e["fields"]) for e in found["changed"]} == {
        "biden": ["title"],
        "signed": ["date", "order"],
    }


def test_the_export_of_a_build_is_a_baseline_without_news(documents: DocumentSet) -> None:
    first = documents.build(policyrefs_exports=["json"])
    shutil.copy(first.out / "_policyrefs" / "policyrefs.json", documents.src / "base.json")
    assert news(documents, "") == ["Nothing has changed since then."]


def test_titles_link_to_entries_and_are_escaped(documents: DocumentSet) -> None:
    base = (documents.src / "base.json").read_text(encoding="utf-8")
    documents.write({"base.json": base.replace("Wrong news", "<script>alert(1)</script>")})
    page = documents.build().read("news.html")
    assert '<a href="index.html#event-signed">The Act is signed</a>' in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_an_as_of_build_tells_nothing_of_later_days(documents: DocumentSet) -> None:
    now = documents.build("dummy", place="now")
    base = json.loads(exported(now))
    for item in base["entries"]:
        if item["kind"] == "legal-action":
            item["disposition"] = "granted"
    base["entries"].append({"id": "z", "kind": "event", "title": "Of a later day", "date": "2025-01-01"})
    documents.write({"base.json": json.dumps(base)})
    assert news(documents, "", policyrefs_as_of="2024-06-01") == [
        "As of June 1, 2024.",
        "Nothing has changed since then.",
    ]
    assert "* Event: Of a later day." in news(documents, "")


def test_an_as_of_build_tells_nothing_of_what_stands_in_blocks_of_a_later_day(documents: DocumentSet) -> None:
    later = """
        :orphan:

        Later
        =====

        .. policy:since:: 2024-07-01

           .. event:: Found out later
              :id: found
              :date: 2020-01-01
    """
    documents.write({"later.rst": later})
    documents.write({"base.json": exported(documents.build("dummy", place="now"))})
    assert news(documents, "", policyrefs_as_of="2024-06-01") == [
        "As of June 1, 2024.",
        "Nothing has changed since then.",
    ]
    assert news(documents, "") == ["Nothing has changed since then."]


def test_a_public_edition_tells_nothing_of_what_an_internal_baseline_knows(documents: DocumentSet) -> None:
    base = documents.build("dummy", place="now", tags=["internal"])
    assert "A secret" in exported(base)
    documents.write({"base.json": exported(base)})
    page = "\n".join(news(documents, ""))
    assert "secret" not in page.lower()
    assert "Nothing has changed since then." in page


def test_hidden_entries_are_no_news(documents: DocumentSet) -> None:
    page = "\n".join(news(documents, ""))
    assert "secret" not in page
    assert "Not in the record" not in page
    assert "A secret" in "\n".join(lines(documents.build("text", place="inside", tags=["internal"])))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "base.json can't be read: No such file or directory"),
        ("{\n", "base.json:2 is not JSON: Expecting property name enclosed in double quotes in column 1"),
        ('{"version": 9}', "base.json is not an export of a record: it has no entries"),
    ],
)  # fmt: skip
def test_a_baseline_that_can_not_be_read_is_one_finding(
    documents: DocumentSet, content: str | None, message: str
) -> None:
    documents.write({"base.json": content, "news.rst": NEWS + "   :kinds: event\n   :since: base.json\n"})
    build = documents.build("text")
    assert build.warnings == [f"news.rst:8: WARNING: :since: {message} [policyrefs.data-file]"]
    assert lines(build) == ["The earlier record is not there to compare with."]
    assert documents.build("text", place="other", policyrefs_baseline="").warnings == build.warnings


@pytest.mark.parametrize(
    ("baseline", "message"),
    [
        ("", "whats-new names no baseline: write :since: or set policyrefs_baseline"),
        ("not-yet.json", "not-yet.json is not there yet: keep an export under this name to compare with"),
    ],
)
def test_a_view_without_a_baseline_says_so_and_fails_nothing(
    documents: DocumentSet, baseline: str, message: str
) -> None:
    build = documents.build("text", policyrefs_baseline=baseline)
    assert build.warnings == []
    assert lines(build) == ["The earlier record is not there to compare with."]
    told = documents.build(
        "text", place="told", policyrefs_baseline=baseline, policyrefs_checks={"baseline-missing": "error"}
    )
    assert told.warnings == [f"news.rst:6: WARNING: {message} [policyrefs.baseline-missing]"]


def test_a_changed_baseline_rewrites_the_page_that_shows_it(documents: DocumentSet) -> None:
    first = documents.build()
    stamps = {name: (first.out / name).stat().st_mtime_ns for name in ("index.html", "news.html")}
    documents.build()
    assert {name: (first.out / name).stat().st_mtime_ns for name in stamps} == stamps
    base = (documents.src / "base.json").read_text(encoding="utf-8")
    documents.write({"base.json": base.replace("Wrong news", "Other news")})
    second = documents.build()
    assert {n for n, stamp in stamps.items() if (second.out / n).stat().st_mtime_ns != stamp} == {"news.html"}
    assert "Other news" in second.read("news.html")
    assert second.files() == documents.build(place="clean", jobs=2).files()


def test_with_git_the_baseline_is_that_of_a_tag_or_a_day(documents: DocumentSet) -> None:
    program = shutil.which("git")
    if program is None:
        pytest.skip("there is no git; install it with: apt install git")
    stamp = "2026-01-10T12:00:00Z"
    environment = {"GIT_COMMITTER_DATE": stamp, "GIT_AUTHOR_DATE": stamp, "HOME": str(documents.root)}
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for words in (["init", "-q"], ["add", "base.json"], ["commit", "-q", "-m", "x"], ["tag", "briefing-1"]):
        subprocess.run([program, *who, *words], cwd=documents.src, check=True, env=environment)
    whole = news(documents, "")
    documents.write({"base.json": exported(documents.build("dummy", place="now"))})
    assert news(documents, "") == ["Nothing has changed since then."]
    for since in ("briefing-1", "2026-01-10", "briefing-1:base.json"):
        assert news(documents, f"   :since: {since}\n") == whole
    documents.write({"news.rst": NEWS + "   :since: 2026-01-09\n"})
    assert documents.build("text").warnings == [
        "news.rst:7: WARNING: :since: git has no commit of 2026-01-09 or before [policyrefs.data-file]"
    ]


def test_a_second_build_of_one_application_compares_anew(documents: DocumentSet) -> None:
    """As a server that builds after each change does it: nothing is left of what was derived from the old record."""
    app = App("text", documents.src, documents.root)
    try:
        app.build()
        before = (app.outdir / "news.txt").read_text(encoding="utf-8")
        documents.write({"index.rst": RECORD.replace("Petition", "Appeal").replace("Old news", "Wrong news")})
        app.build()
    finally:
        app.cleanup()
    after = (app.outdir / "news.txt").read_text(encoding="utf-8")
    assert "Legal action, May 7, 2024: Petition." in before
    assert "Legal action, May 7, 2024: Appeal." in after
    assert after == documents.build("text", place="clean").read("news.txt")
