"""The workflows of GitHub Actions: what they call exists, and they test what the project says that it supports."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

yaml = pytest.importorskip("yaml")
ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def jobs(path: Path) -> dict[str, dict[str, Any]]:
    """Return the jobs of a workflow by name."""
    found: dict[str, dict[str, Any]] = yaml.safe_load(path.read_text("utf-8"))["jobs"]
    return found


def commands(path: Path) -> list[str]:
    """Return what the steps of a workflow run."""
    return [step["run"] for job in jobs(path).values() for step in job.get("steps", ()) if "run" in step]


def test_there_are_workflows_for_tests_and_for_a_release() -> None:
    assert [path.name for path in WORKFLOWS] == ["release.yml", "test.yml"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_what_they_call_is_there(path: Path) -> None:
    for command in commands(path):
        assert set(re.findall(r"\bmake ([a-z-]+)", command)) <= TARGETS
        for name in re.findall(r"\.ci/[\w.]+", command):
            assert (ROOT / name).is_file()
    for name in re.findall(r"\.ci/[\w]+\.txt", path.read_text("utf-8")):
        assert (ROOT / name).is_file()


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_held_to_a_major_version(path: Path) -> None:
    places = [place for job in jobs(path).values() for place in [job, *job.get("steps", ())]]
    used = [place["uses"] for place in places if "uses" in place]
    assert used
    for name in used:
        if name.startswith("./"):
            assert (ROOT / name).is_file()
        else:
            assert re.fullmatch(r"[\w-]+/[\w-]+@(release/)?v\d+", name)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_job_waits_for_jobs_that_are_there(path: Path) -> None:
    known = jobs(path)
    for job in known.values():
        needs = job.get("needs", [])
        assert ({needs} if isinstance(needs, str) else set(needs)) <= known.keys()


def test_every_interpreter_meets_lowest_pinned_and_newest_versions() -> None:
    matrix = jobs(ROOT / ".github" / "workflows" / "test.yml")["pairs"]["strategy"]["matrix"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert matrix["python"] == re.findall(r"Python :: (3\.\d+)", "\n".join(project["classifiers"]))
    assert [added["versions"] for added in matrix["include"]] == matrix["versions"]
    # these two are what .ci/run tests in any case
    assert matrix["exclude"] == [{"python": "3.11", "versions": name} for name in ("lowest", "pinned")]


def test_a_release_is_built_and_tried_as_the_makefile_says() -> None:
    recipe = (ROOT / "Makefile").read_text("utf-8").partition("\nwheel:")[2].partition("\n\n")[0]
    assert "twine check --strict" in recipe
    assert ".ci/smoke" in recipe
    publish = jobs(ROOT / ".github" / "workflows" / "release.yml")["publish"]
    assert publish["permissions"] == {"id-token": "write"}
    assert publish["steps"][-1]["uses"].startswith("pypa/gh-action-pypi-publish@")
