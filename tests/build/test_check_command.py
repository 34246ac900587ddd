"""``policyrefs check`` on sets of documents, and the same findings in builds."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import time
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest
from sphinx.cmd.build import build_main
from support import Forked

from sphinx_policyrefs import __version__, cli
from sphinx_policyrefs.adapter import reporting
from sphinx_policyrefs.commands.check import FORMATS
from sphinx_policyrefs.commands.project import CLEAN, FAILED, FOUND
from sphinx_policyrefs.messages import CODES

if TYPE_CHECKING:
    from pathlib import Path

    from support import DocumentSet

pytestmark = pytest.mark.builds

#: At the end of a line where a finding is expected: ``<-- code``.
MARK = re.compile(r" +<-- ([a-z0-9 -]+)$", re.MULTILINE)

#: A defect for each code; the lines say where it is to be found.
BROKEN = {
    "index.rst": """
        Record
        ======

        .. toctree::

           parties
           cases
           more

        A word on Musical.ly and on :party:`tiktokk`.        <-- unknown-reference
        Musical.ly went its way, :party:`Board`.        <-- ambiguous-name unreferenced-sentence
        """,
    "parties.rst": """
        Parties
        =======

        .. party:: TikTok
           :id: tiktok
           :parent: bytedance        <-- circular-relation

        .. party:: ByteDance
           :id: bytedance
           :parent: tiktok

        .. party:: Musical.ly
           :id: musically
           :parent: bytedance

        .. party:: Somebody else
           :id: tiktok        <-- duplicate-id

        .. party:: Nobody        <-- unused-entry

        .. party:: Board
           :id: board-1
           :parent: tiktok
           :see: board-2; musically

        .. party:: Board
           :id: board-2
           :see: board-1

        .. source:: Newspaper
           :id: paper
           :quality: secondary
           :url: https://paper.example/        <-- no-archive

        .. source:: Report
           :id: report
           :type: report
        """,
    "cases.rst": """
        Cases
        =====

        .. legal-action:: A v. B
           :id: below
           :court: dcd
           :docket: 20/2658        <-- docket-format
           :filed: 2020-09-18
           :decided: 2020-01        <-- decided-before-filed
           :status: pending        <-- stale-pending
           :citation: 85 FedReg 48,637a        <-- citation-unknown
           :sources: paper

        .. legal-action:: B v. A
           :id: above
           :court: cadx        <-- court-unknown
           :appeal-of: below
           :filed: 2019-12-31        <-- appeal-before-ruling
           :sources: paper

        .. instrument:: Act        <-- unsourced
           :id: act
           :signed: 2024-04-24
           :effective: 2024-03-01        <-- effective-before-signing
           :expires: 2024-02-01
           :waive: end-before-start -- tested below

        .. instrument:: Order
           :effective: 2024-03-02
           :expires: 2024-03-01        <-- end-before-start
           :sources: paper
           :waive: unsourced -- it has a source        <-- waiver-unused

        .. event:: Signature
           :id: signature
           :date: 2024-04-25
           :instrument: act
           :milestone: signed        <-- milestone-mismatch
           :importance: key
           :sources: paper @ 3 "it was signed"        <-- weak-source quote-unchecked
           :verified: 2024-05-01        <-- verified-unread

        .. event:: Effect
           :date: 2024-04-24
           :follows: signature        <-- effect-before-cause
           :confidence: alleged        <-- single-source-dispute
           :sources: paper        <-- no-words

        .. event:: Undated        <-- missing-field
           :sources: report        <-- no-locator

        .. event:: Misdated
           :date: April 24, 2024        <-- bad-date
           :plaze: Washington        <-- bad-option
           :sources: paper
        """,
    "kept.txt": "What is kept.",
    "minutes.txt": "The board closed the bridge at once.\x0cThen it went home.",
    "more.rst": """
        More
        ====

        .. deadline:: Divestiture
           :from: act.signed
           :runs: 270 days
           :due: 2025-01-20        <-- deadline-mismatch
           :met-by: signature

        .. deadline:: Forgotten
           :due: 2024-05-01        <-- deadline-open

        .. agreement:: Deal        <-- unverified
           :importance: key
           :shares: tiktok = 60%; bytedance = 50%        <-- shares-over-100
           :waive: weak-source -- nothing was published; no-words -- as above

        .. claim:: It was so
           :verdict: wrong        <-- claim-without-evidence

        .. claim:: It is so
           :verdict: accurate
           :verified: 2027-01-01        <-- future-date verified-unread
           :as-of: 2024-01-01        <-- claim-superseded
           :evidence: signature

        .. discrepancy:: The price
           :status: open        <-- discrepancy-open

        .. coverage::
           :columns: title        <-- option-unused

        .. whats-new::        <-- baseline-missing

        .. event:: Noted        <-- source-copied
           :date: 2024
           :sources: paper
           :note: not for print

        .. source:: Kept
           :id: kept
           :copy: kept.txt

        :source:`kept` is kept and :download:`offered <kept.txt>`.        <-- copy-published

        .. source:: Lost
           :id: lost
           :copy: lost.txt        <-- copy-missing

        .. source:: Swapped
           :id: swapped
           :copy: kept.txt
           :sha256: 0000000000000000000000000000000000000000000000000000000000000000        <-- copy-changed

        .. source:: Minutes
           :id: minutes
           :copy: minutes.txt

        .. event:: Closed
           :id: closed
           :date: 2024
           :sources: minutes @ p. 2 "closed the bridge at once"        <-- quote-elsewhere

        .. event:: Opened
           :date: 2024
           :sources: minutes "opened the bridge at once"; lost; swapped        <-- quote-not-found

        It "went home again", says :source:`minutes`.        <-- prose-quote-differs

        On 9 August 2021 it was :event:`closed <closed>`.        <-- prose-differs

        On 9 August 2021 the ferry cost $40 million.        <-- unreferenced-sentence

        .. event:: Ferry strike settled
           :date: 2024-05
           :parties: tiktok
           :vote: 5-4
           :sources: paper

        .. event:: The ferry strike is settled        <-- possible-duplicate
           :date: 2024-05-06
           :parties: tiktok
           :vote: 6-3        <-- possible-conflict
           :sources: paper

        .. event: Never an entry        <-- not-an-entry
           :date: 2024
        """,
}


def plant(documents: DocumentSet) -> set[tuple[str, str, int]]:
    """Write the broken set; return code, file and line of what is to be found."""
    texts: dict[str, str | None] = {name: MARK.sub("", text) for name, text in BROKEN.items()}
    documents.write({**texts, "conf.py": 'extensions = ["sphinx_policyrefs"]\npolicyrefs_checks = {}\n'})
    return {
        (code, name, number)
        for name, text in BROKEN.items()
        for number, line in enumerate(text.lstrip("\n").split("\n"), 1)
        if (found := MARK.search(line))
        for code in found[1].split()
    }


@pytest.fixture
def build_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")  # 2026-11-22


def check(capsys: pytest.CaptureFixture[str], *arguments: Any) -> tuple[int, dict[str, Any]]:
    """Run the command with JSON; return its status and the object it printed."""
    status = cli.main(["check", *map(str, arguments), "--format", "json"])
    return status, json.loads(capsys.readouterr().out)


def places(report: dict[str, Any]) -> list[tuple[str, str, int]]:
    return [(f["code"], f["file"], f["line"]) for f in report["findings"]]


@pytest.mark.usefixtures("build_day")
def test_every_planted_defect_is_found_once_at_its_line(
    documents: DocumentSet, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = plant(documents)
    documents.write({"_build/html/index.html": "A page.", "_build/html/.doctrees/index.doctree": ""})
    status, report = check(capsys, documents.src)
    expected.add(("unlinked-mention", "index.rst", 10))
    expected.add(("doctrees-published", "_build/html/.doctrees", 0))
    assert sorted(places(report)) == sorted(expected)
    assert {code for code, _, _ in expected} == CODES.keys() - {
        "data-file", "federation", "signoff-lapsed", "signoff-query", "source-extracted", "unsigned-sentence"
    }  # fmt: skip
    assert status == FOUND
    assert report["counts"]["error"] == sum(f["severity"] == "error" for f in report["findings"])
    keys = {"code", "severity", "message", "file", "line", "entry"}
    assert all(finding.keys() == keys for finding in report["findings"])
    named = {f["code"] for f in report["findings"] if not f["entry"]}
    assert named == {
        "unknown-reference",
        "ambiguous-name",
        "doctrees-published",
        "not-an-entry",
        "option-unused",
        "baseline-missing",
        "prose-quote-differs",
        "unreferenced-sentence",
    }  # prose and its roles, views, and folders


@pytest.mark.usefixtures("build_day")
def test_a_build_tells_errors_and_warnings(documents: DocumentSet) -> None:
    expected = {(c, f, n) for c, f, n in plant(documents) if CODES[c].severity != "info"}
    pattern = re.compile(r"(\S+?):(\d+): WARNING: .*\[policyrefs\.([a-z0-9-]+)\]")
    build = documents.build()
    found = [m for line in build.warnings if (m := pattern.match(line))]
    assert sorted((m[3], m[1], int(m[2])) for m in found) == sorted(expected)
    # No builder but HTML's copies sources.
    again = documents.build("text", place="other")
    assert not [line for line in again.warnings if "source-copied" in line]


SOUND = {
    "index.rst": """
        Record
        ======

        .. party:: TikTok
           :id: tiktok

        .. source:: Newspaper
           :id: paper

        .. event:: The ban
           :date: 2020-08-06
           :parties: tiktok
           :sources: paper
        """
}


def test_nothing_is_found_in_a_sound_set(documents: DocumentSet, capsys: pytest.CaptureFixture[str]) -> None:
    documents.write(SOUND)
    assert check(capsys, documents.src) == (
        CLEAN,
        {"findings": [], "counts": {"error": 0, "warning": 0, "info": 0}},
    )
    assert cli.main(["check", str(documents.src), "--strict"]) == CLEAN
    assert capsys.readouterr().out == "Nothing found.\n"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a cache folder of this test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_nothing_is_written_into_the_project(
    documents: DocumentSet, capsys: pytest.CaptureFixture[str], cache: Path
) -> None:
    documents.write(SOUND)
    check(capsys, documents.src)
    files = {path.name for path in cache.rglob("*") if path.is_file()}
    assert files >= {"environment.pickle", "index.doctree"}
    assert sorted(path.name for path in documents.src.iterdir()) == ["conf.py", "index.rst"]


def test_check_and_builds_are_not_in_each_others_way(
    documents: DocumentSet, capsys: pytest.CaptureFixture[str]
) -> None:
    """An extension leaves a document beside its output, as those do that run notebooks."""
    leave = """
        from pathlib import Path


        def setup(app):
            app.connect("builder-inited", leave)


        def leave(app):
            folder = Path(app.outdir).parent / "executed"
            if folder.parent == Path(app.srcdir):
                return
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "copy.rst").write_text(Path(app.srcdir, "index.rst").read_text())
        """
    conf = (
        'extensions = ["sphinx_policyrefs"]\npolicyrefs_data = ["**/*.json"]\npolicyrefs_exports = ["json"]\n'
    )
    documents.write({**SOUND, "conf.py": conf + dedent(leave)})
    output = documents.src / "_build"
    clean = check(capsys, documents.src)
    for place in (output / "html", output, output):
        build = ["-q", "-b", "html", "-d", str(documents.root / "doctrees"), str(documents.src), str(place)]
        assert build_main(build) == 0
        capsys.readouterr()
        assert check(capsys, documents.src) == clean


def test_the_next_run_reads_what_changed_alone(
    documents: DocumentSet, capsys: pytest.CaptureFixture[str], cache: Path
) -> None:
    documents.write({**SOUND, "other.rst": ":orphan:\n\nOther\n=====\n\nTikTok\n"})
    time.sleep(0.05)  # what is written in the moment of a run is read again in the next
    first = check(capsys, documents.src)
    (doctrees,) = cache.rglob("doctrees")
    times = {name: (doctrees / f"{name}.doctree").stat().st_mtime_ns for name in ("index", "other")}
    assert check(capsys, documents.src) == first
    assert times == {name: (doctrees / f"{name}.doctree").stat().st_mtime_ns for name in times}
    documents.write({"other.rst": ":orphan:\n\nOther\n=====\n\nNothing\n"})
    assert places(first[1]) == [("unlinked-mention", "other.rst", 6)]
    assert check(capsys, documents.src)[1]["findings"] == []
    assert (doctrees / "index.doctree").stat().st_mtime_ns == times["index"]


def test_warnings_fail_when_strict(documents: DocumentSet, capsys: pytest.CaptureFixture[str]) -> None:
    documents.write({"index.rst": "R\n=\n\n.. claim:: C\n   :verdict: wrong\n"})
    assert check(capsys, documents.src)[0] == CLEAN
    assert check(capsys, documents.src, "--strict")[0] == FOUND
    assert check(capsys, documents.src, "-D", "policyrefs_checks.claim-without-evidence=error")[0] == FOUND
    status, report = check(
        capsys, documents.src, "--strict", "-D", "policyrefs_checks.claim-without-evidence=off"
    )
    assert (status, report["findings"]) == (CLEAN, [])


def test_what_conf_py_suppresses_is_off(documents: DocumentSet, capsys: pytest.CaptureFixture[str]) -> None:
    documents.write({"index.rst": "R\n=\n\n.. claim:: C\n   :verdict: wrong\n.. event:: E\n"})
    for suppressed, codes in (
        ("policyrefs.missing-field", ["claim-without-evidence", "unsourced"]),
        ("policyrefs", []),
        ("policyrefs.*", []),
    ):
        _, report = check(capsys, documents.src, "-D", f"suppress_warnings={suppressed}")
        assert [f["code"] for f in report["findings"]] == codes


def test_tags_show_what_only_hides(documents: DocumentSet, capsys: pytest.CaptureFixture[str]) -> None:
    text = "R\n=\n\n.. only:: {}\n\n   .. event:: E\n      :date: 2020\n"
    documents.write({"index.rst": text.format("internal")})
    assert check(capsys, documents.src)[1]["findings"][0]["code"] == "source-copied"
    codes = [f["code"] for f in check(capsys, documents.src, "-t", "internal")[1]["findings"]]
    assert codes == ["unsourced"]
    documents.write({"index.rst": text.format("html")})
    assert [f["code"] for f in check(capsys, documents.src)[1]["findings"]] == ["unsourced"]


def test_doctrees_among_pages_are_told(documents: DocumentSet, capsys: pytest.CaptureFixture[str]) -> None:
    documents.write(SOUND)
    pages = (
        "_build/html/index.html",
        "public/en/about.htm",
        "book/OEBPS/index.xhtml",
        "site/docs/page.html",
        "a.html",
    )
    documents.write(dict.fromkeys(pages, "A page."))
    inside = (
        "_build/html/.doctrees/environment.pickle",
        "public/en/de/.doctrees/x.doctree",
        "book/OEBPS/x.doctree",
    )
    # Beside pages, among an environment's packages, below the documents themselves, or in a project within.
    outside = (
        "_build/doctrees/x.doctree",
        "site/venv/x.doctree",
        "d/x.doctree",
        "site/docs/other/_build/x.doctree",
    )
    documents.write(dict.fromkeys((*inside, *outside), ""))
    documents.write({"site/venv/pyvenv.cfg": "", "site/docs/other/conf.py": ""})
    status, report = check(capsys, documents.src, "--strict")
    assert (status, sorted(places(report))) == (
        FOUND,
        [("doctrees-published", file.rpartition("/")[0], 0) for file in sorted(inside)],
    )
    assert check(capsys, documents.src, "-D", "policyrefs_checks.doctrees-published=off") == check(
        capsys, documents.src, "-D", "suppress_warnings=policyrefs.doctrees-published"
    )
    for form in FORMATS:
        cli.main(["check", str(documents.src), "--format", form])
        assert "_build/html/.doctrees" in capsys.readouterr().out


@pytest.mark.parametrize("below", [".", "src", "src/parts"])
def test_files_are_named_from_the_source_directory_wherever_it_runs(
    documents: DocumentSet, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, below: str
) -> None:
    documents.write({
        "index.rst": "R\n=\n\n.. include:: parts/one.inc\n",
        "parts/one.inc": ".. event:: E\n   :date: 2020\n   :parties: nobody\n\nBy :party:`somebody`.\n",
    })  # fmt: skip
    monkeypatch.chdir(documents.root / below)
    assert places(check(capsys, documents.src)[1]) == [
        ("unsourced", "parts/one.inc", 1),
        ("unknown-reference", "parts/one.inc", 3),
        ("unknown-reference", "parts/one.inc", 5),
    ]


@pytest.mark.parametrize("below", ["source", "docs"])
def test_conf_py_may_be_below(tmp_path: Path, below: str, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / below
    source.mkdir()
    (source / "conf.py").write_text('extensions = ["sphinx_policyrefs"]\n', "utf-8")
    (source / "index.rst").write_text("R\n=\n\n.. event:: E\n", "utf-8")
    status, report = check(capsys, tmp_path)
    assert (status, report["findings"][0]["file"]) == (FOUND, "index.rst")
    assert sorted(path.name for path in tmp_path.iterdir()) == [below]


def test_conf_py_may_be_elsewhere(
    documents: DocumentSet, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    documents.write({"conf.py": None, "index.rst": "R\n=\n\n.. event:: E\n"})
    conf = tmp_path / "conf"
    conf.mkdir()
    (conf / "conf.py").write_text(
        'extensions = ["sphinx_policyrefs"]\npolicyrefs_data = ["no.yaml"]\n', "utf-8"
    )
    status, report = check(capsys, documents.src, "-c", str(conf))
    assert status == FOUND
    assert places(report) == [
        ("data-file", "../conf/conf.py", 2),
        ("missing-field", "index.rst", 4),
        ("unsourced", "index.rst", 4),
    ]
    assert cli.main(["export", str(documents.src), "-c", str(conf)]) == CLEAN
    assert json.loads(capsys.readouterr().out)["entries"][0]["id"] == "e"
    assert cli.main(["check", str(documents.src), "-c", str(documents.src)]) == FAILED
    assert capsys.readouterr().err.startswith("policyrefs: there is no conf.py in ")


@pytest.mark.parametrize(
    ("conf", "arguments", "words"),
    [
        (None, [], "there is no conf.py"),
        ("raise ValueError('no')", [], "ValueError"),
        ("extensions = []", [], "sphinx_policyrefs"),
        ('extensions = ["sphinx_policyrefs"]\npolicyrefs_as_of = "yesterday"', [], "policyrefs_as_of"),
        ('extensions = ["sphinx_policyrefs"]', ["-D", "language"], "write -D name=value"),
    ],
)
def test_it_says_why_it_could_not_run(
    tmp_path: Path, conf: str | None, arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if conf is not None:
        (tmp_path / "conf.py").write_text(conf, "utf-8")
        (tmp_path / "index.rst").write_text("R\n=\n", "utf-8")
    assert cli.main(["check", str(tmp_path), *arguments]) == FAILED
    out, err = capsys.readouterr()
    assert words in err
    assert out == ""


def test_sphinx_s_own_warnings_go_to_standard_error(
    documents: DocumentSet, capsys: pytest.CaptureFixture[str]
) -> None:
    documents.write({"index.rst": "R\n=\n\n.. evnt:: E\n\n.. event:: E\n"})
    assert cli.main(["check", str(documents.src), "--format", "json"]) == FOUND
    out, err = capsys.readouterr()
    assert 'Unknown directive type "evnt"' in err
    assert "no :date:" not in err
    assert {f["code"] for f in json.loads(out)["findings"]} == {"missing-field", "not-an-entry", "unsourced"}


@pytest.mark.usefixtures("build_day")
@pytest.mark.parametrize("format_", FORMATS)
def test_all_formats_say_the_same(
    documents: DocumentSet, format_: str, capsys: pytest.CaptureFixture[str]
) -> None:
    plant(documents)
    report = check(capsys, documents.src)[1]
    assert cli.main(["check", str(documents.src), "--format", format_]) == FOUND
    text = capsys.readouterr().out
    codes = re.findall(
        {
            "text": r" \[([a-z0-9-]+)\]$",
            "json": r'"code": "(.*)"',
            "sarif": r'"ruleId": "(.*)"',
            "junit": r'classname="policyrefs\.([a-z0-9-]+)"',
        }[format_],
        text,
        re.MULTILINE,
    )
    assert codes == [f["code"] for f in report["findings"]]


def test_sarif_names_files_as_seen_from_the_working_directory(
    documents: DocumentSet,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    documents.write({"index.rst": "R\n=\n\n.. event:: E\n"})
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for place, uri in (
        (documents.root, "src/index.rst"),
        (documents.src, "index.rst"),
        (elsewhere, "index.rst"),
    ):
        monkeypatch.chdir(place)
        cli.main(["check", str(documents.src), "--format", "sarif"])
        result = json.loads(capsys.readouterr().out)["runs"][0]["results"][0]
        assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_the_day_is_that_of_the_build(
    documents: DocumentSet, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    documents.write({"index.rst": "R\n=\n\n.. deadline:: D\n   :due: 2020-09-20\n"})
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600560000")  # 2020-09-20
    assert check(capsys, documents.src)[1]["findings"] == []
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600646400")  # 2020-09-21
    assert [f["code"] for f in check(capsys, documents.src)[1]["findings"]] == ["deadline-open"]
    assert check(capsys, documents.src, "-D", "policyrefs_as_of=2020-09-20")[1]["findings"] == []


def test_rule_6_without_its_holidays_is_said_once(
    documents: DocumentSet, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(reporting, "frcp6_has_holidays", lambda: False)
    deadline = ".. deadline:: D{}\n   :from: e\n   :runs: 3 days\n   :count: frcp6\n\n"
    documents.write(
        {"index.rst": "R\n=\n\n.. event:: E\n   :date: 2020\n\n" + "".join(map(deadline.format, range(2)))}
    )
    build = documents.build()
    command = "pip install 'sphinx-policyrefs[frcp]'"
    assert build.status.count(command) == 1
    assert build.warnings == []
    cli.main(["check", str(documents.src)])
    assert capsys.readouterr().err.count(command) == 1


def test_rule_6_without_a_district_court_is_said_once(documents: DocumentSet) -> None:
    pytest.importorskip("holidays")
    deadline = ".. deadline:: D{}\n   :from: {}\n   :runs: 3 days\n   :count: frcp6\n\n"
    head = "R\n=\n\n.. event:: E\n   :date: 2020\n\n.. legal-action:: C\n   :court: mad\n   :filed: 2020\n\n"
    sentence = "deadlines by Rule 6 outside of a known district court skip only federal holidays: "
    documents.write(
        {"index.rst": head + deadline.format(1, "c") + deadline.format(2, "e") + deadline.format(3, "e")}
    )
    build = documents.build("dummy")
    assert build.status.count(f"{sentence}d2 and 1 more\n") == 1
    assert build.warnings == []
    documents.write({"index.rst": head + deadline.format(1, "c")})
    assert sentence not in documents.build("dummy").status


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    for option, words in (("--version", f"policyrefs {__version__}"), ("--help", "check")):
        with pytest.raises(SystemExit) as stop:
            cli.main([option])
        assert stop.value.code == 0
        assert words in capsys.readouterr().out
    assert cli.main([]) == FAILED
    assert "check" in capsys.readouterr().out


def test_it_runs_as_a_process(documents: DocumentSet) -> None:
    documents.write({"index.rst": "R\n=\n\n.. event:: E\n"})
    done = subprocess.run(
        [sys.executable, "-m", "sphinx_policyrefs.cli", "check", str(documents.src)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == FOUND
    assert "\x1b" not in done.stdout
    assert done.stdout.startswith('index.rst:4: error: "E" has no :date:; write one [missing-field]\n')


def on_a_narrow_terminal(arguments: list[str]) -> int:
    """Run the command line with the channels that PYTHONIOENCODING=ascii gives it."""
    for channel, errors in ((sys.stdout, "strict"), (sys.stderr, "backslashreplace")):
        assert isinstance(channel, io.TextIOWrapper)
        channel.reconfigure(encoding="ascii", errors=errors)
    return cli.main(arguments)


@pytest.mark.parametrize("form", ["text", "json", "sarif", "junit"])
def test_a_narrow_terminal_stops_no_report(documents: DocumentSet, form: str) -> None:
    documents.write({"index.rst": "T\n=\n\n.. event:: Ünïcode → x\n   :date: 2020\n   :parties: ß→nobody\n"})
    run = Forked(on_a_narrow_terminal, "check", documents.src, "--format", form).done()
    assert (run.returncode, run.stderr) == (1, "")
    assert ("ß→nobody" in run.stdout) == (form != "text")


def test_quiet_says_nothing_where_nothing_is_found(
    documents: DocumentSet, capsys: pytest.CaptureFixture[str]
) -> None:
    documents.write({"index.rst": "R\n=\n"})
    assert cli.main(["check", str(documents.src), "-q"]) == CLEAN
    assert capsys.readouterr() == ("", "")


def test_sphinx_speaks_on_standard_error_without_colours(
    documents: DocumentSet, capsys: pytest.CaptureFixture[str]
) -> None:
    documents.write({"index.rst": "R\n=\n\n:nothing:`x`\n"})
    assert cli.main(["check", str(documents.src), "-v"]) == CLEAN
    out, err = capsys.readouterr()
    assert out == "Nothing found.\n"
    assert "reading sources" in err
    assert "WARNING" not in out
    assert "\x1b" not in err


def test_one_value_of_a_mapping_is_set_on_the_command_line(
    documents: DocumentSet, capsys: pytest.CaptureFixture[str]
) -> None:
    documents.write({"index.rst": "R\n=\n\n.. event:: E\n   :date: 2020\n"})
    assert cli.main(["check", str(documents.src)]) == CLEAN
    assert cli.main(["check", str(documents.src), "-D", "policyrefs_checks.unsourced=error"]) == FOUND
    assert "error: the event" in capsys.readouterr().out
