"""``policyrefs new``: what it writes builds without a warning, has no finding, and says what to do next."""

from __future__ import annotations

import ast
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from support import App

from sphinx_policyrefs import cli
from sphinx_policyrefs.adapter.build import build_of
from sphinx_policyrefs.commands import new
from sphinx_policyrefs.commands.project import CLEAN, FAILED
from sphinx_policyrefs.config import OPTIONS

pytestmark = pytest.mark.builds

ROOT = Path(__file__).parents[2]
PAGES = {"index", "record", "chronology", "parties", "proceedings", "sources"}


def run(*arguments: Any) -> int:
    return cli.main(["new", *map(str, arguments)])


def record(directory: Path, builddir: Path) -> tuple[list[Any], str]:
    """Build a briefing as an e-book and return its entries, without where they stand, and the warnings."""
    builddir.mkdir()
    app = App("epub", directory, builddir, confoverrides={"nitpicky": True})
    try:
        app.build()
        graph = build_of(app.env).graph
        entries = [(e.kind, e.id, e.title, e.fields, e.summary) for e in graph.entries.values()]
        return entries, app.warning.getvalue()
    finally:
        app.cleanup()


@pytest.mark.parametrize("markup", ["rst", "md"])
def test_it_builds_without_a_warning_and_has_no_finding(
    markup: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "steel-tariffs"
    assert run(target, "--markup", markup) == CLEAN
    out, err = capsys.readouterr()
    assert err == ""
    page = target / "_build" / "html" / "index.html"
    assert f"Open {page} in a browser." in out
    assert f"Write your entries in {target / f'record.{markup}'}" in out
    assert "<h1>Steel tariffs" in page.read_text("utf-8")
    assert {path.stem for path in target.glob(f"*.{markup}")} == PAGES
    assert cli.main(["check", str(target), "--strict"]) == CLEAN
    assert capsys.readouterr().out == "Nothing found.\n"


def test_what_it_prints_can_be_pasted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "steel tariffs"
    run(target, "--no-build")
    out = capsys.readouterr().out
    build, review = (line.partition(":")[2].split("sphinx-build")[-1] for line in out.splitlines()[-2:])
    assert shlex.split(build)[-2:] == [str(target), str(target / "_build" / "html")]
    assert shlex.split(review) == ["policyrefs", "check", str(target)]


def test_both_markups_hold_one_record(tmp_path: Path) -> None:
    records = []
    for markup in ("rst", "md"):
        assert run(tmp_path / markup, "--markup", markup, "--title", "T", "--no-build", "-q") == CLEAN
        entries, warnings = record(tmp_path / markup, tmp_path / f"{markup}-build")
        assert warnings == ""
        records.append(entries)
    assert len(records[0]) > 10
    assert records[0] == records[1]


def test_every_page_is_reached_and_shows_its_view(tmp_path: Path) -> None:
    run(tmp_path / "b", "-q")
    built = tmp_path / "b" / "_build" / "html"
    index = (built / "index.html").read_text("utf-8")
    assert all(f'href="{page}.html"' in index for page in PAGES - {"index"})
    for page, words in {
        "chronology": "The ferry is closed",
        "parties": "Ferry Company",
        "proceedings": "24/118",
        "sources": "Official Gazette",
    }.items():
        assert words in (built / f"{page}.html").read_text("utf-8")


@pytest.mark.parametrize("markup", ["rst", "md"])
@pytest.mark.parametrize(
    "title",
    ['The "Act" of *1924*', "橋の閉鎖", "`code` |x| [link](a) <b> _x_", "Back\\slash", "$HOME @title@ ${x}"],
)
def test_any_title_is_a_title(title: str, markup: str, tmp_path: Path) -> None:
    assert run(tmp_path / "b", "--title", title, "--markup", markup, "--no-build", "-q") == CLEAN
    names: dict[str, Any] = {}
    exec((tmp_path / "b" / "conf.py").read_text("utf-8"), names)  # noqa: S102 - our own file
    assert names["project"] == title
    build = tmp_path / "build"
    build.mkdir()
    app = App("dummy", tmp_path / "b", build)
    try:
        app.build()
        shown = re.sub("[“”]", '"', app.env.titles["index"].astext())
        assert (shown, app.warning.getvalue()) == (title, "")
    finally:
        app.cleanup()


def test_the_language_is_that_of_labels(tmp_path: Path) -> None:
    run(tmp_path / "b", "--language", "de", "-q")
    assert "4. März 2024" in (tmp_path / "b" / "_build" / "html" / "chronology.html").read_text("utf-8")


def test_the_configuration_is_explained_and_names_values_that_exist(tmp_path: Path) -> None:
    run(tmp_path / "b", "--no-build", "-q")
    text = (tmp_path / "b" / "conf.py").read_text("utf-8")
    named = re.findall(r"(?m)^# (policyrefs_\w+) = ", text)
    assert set(named) <= {option.name for option in OPTIONS}
    assert len(named) >= 5
    uncommented = re.sub(r"(?m)^# (?=policyrefs_)", "", text)
    ast.parse(uncommented)
    (tmp_path / "b" / "conf.py").write_text(uncommented, "utf-8")
    entries, warnings = record(tmp_path / "b", tmp_path / "build")
    assert entries
    assert warnings == ""


def test_workflows_are_yaml_and_run_what_the_makefile_runs(tmp_path: Path) -> None:
    run(tmp_path / "b", "--no-build", "-q", "--markup", "md")
    github = yaml.safe_load((tmp_path / "b" / ".github" / "workflows" / "briefing.yml").read_text("utf-8"))
    gitlab = yaml.safe_load((tmp_path / "b" / ".gitlab-ci.yml").read_text("utf-8"))
    steps = [step.get("run", "") for step in github["jobs"]["build"]["steps"]]
    for commands in (steps, gitlab["build"]["script"]):
        assert any(command.startswith("policyrefs check . --strict") for command in commands)
        assert any(command.startswith("sphinx-build -W") for command in commands)
    assert "vars.PUBLISH == 'yes'" in github["jobs"]["publish"]["if"]
    assert (tmp_path / "b" / "requirements.txt").read_text("utf-8") == "sphinx-policyrefs[myst]\n"
    makefile = (tmp_path / "b" / "Makefile").read_text("utf-8")
    assert "\t@sphinx-build -q -b html -d _build/doctrees . _build/html\n" in makefile


def test_what_is_there_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    full = tmp_path / "full"
    full.mkdir()
    (full / "notes.txt").write_text("mine", "utf-8")
    file = tmp_path / "file"
    file.write_text("mine", "utf-8")
    for target in (full, file):
        assert run(target) == FAILED
        assert capsys.readouterr().err == (
            f"policyrefs: {target} is there already and not an empty folder; name another one\n"
        )
    assert [path.name for path in full.iterdir()] == ["notes.txt"]
    assert file.read_text("utf-8") == "mine"
    assert run(file / "below") == FAILED
    assert "can't be written" in capsys.readouterr().err


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    assert run(tmp_path / "a" / "b", "--no-build", "-q") == CLEAN
    (tmp_path / "empty").mkdir()
    assert run(tmp_path / "empty", "--no-build", "-q") == CLEAN


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--language", "xx"), '"xx" is not a language: write its code, such as en, de or zh_CN'),
        (("--title", " "), "the briefing needs a title; write one after --title"),
    ],
)
def test_what_can_t_be_is_refused_before_anything_is_written(
    arguments: tuple[str, ...], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path / "b", *arguments) == FAILED
    assert capsys.readouterr().err == f"policyrefs: {message}\n"
    assert not (tmp_path / "b").exists()


@pytest.mark.parametrize("arguments", [("--markup", "md"), ("--example", "tiktok")])
def test_without_myst_markdown_is_refused_and_the_rest_works(
    arguments: tuple[str, ...],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(new, "find_spec", lambda _name: None)
    assert run(tmp_path / "b", *arguments) == FAILED
    assert "pip install 'sphinx-policyrefs[myst" in capsys.readouterr().err
    assert run(tmp_path / "c", "--no-build", "-q") == CLEAN


@pytest.mark.parametrize(("name", "example"), new.EXAMPLES.items())
def test_an_example_is_the_project_s(
    name: str, example: new.Example, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path / "b", "--example", name, "--no-build") == CLEAN
    source = ROOT / "examples" / example.folder
    copied = {path.relative_to(tmp_path / "b") for path in (tmp_path / "b").rglob("*") if path.is_file()}
    original = {
        path.relative_to(source)
        for path in source.rglob("*")
        if path.is_file() and not {"_build", "__pycache__"} & set(path.parts)
    }
    assert copied == original
    assert f"Its front page is {tmp_path / 'b' / example.page}" in capsys.readouterr().out
    assert (tmp_path / "b" / example.page).exists()


def test_it_is_silent_if_asked_and_runs_as_a_process(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sphinx_policyrefs.cli", "new", "b", "-q"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (CLEAN, "", "")
    assert (tmp_path / "b" / "_build" / "html" / "index.html").exists()
