"""The tutorial, followed word by word: each command is run, and what the page shows is what comes out."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.builds

DOCS = Path(__file__).parents[2] / "docs"
#: what a reader does once and a test has done already
PREPARED = ("python3 -m venv", ". briefing-env", "pip install")


def lines_of(block: str) -> list[tuple[str, list[str]]]:
    """Return the commands of a console block, each with the lines that it is said to print."""
    found: list[tuple[str, list[str]]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line)
    return found


def assert_shown(shown: list[str], printed: str) -> None:
    """Assert that the lines are there in this order, with nothing between them but at "…"."""
    pattern = "".join(".*?" if line == "…" else re.escape(line) + r"\n" for line in shown)
    assert not shown or re.search(pattern, printed, re.DOTALL), f"{shown}\n--- was printed as\n{printed}"


def steps(page: str) -> list[tuple[str, str]]:
    """Return the blocks of a page in order: language (or included file) and text."""
    text = (DOCS / page).read_text(encoding="utf-8")
    return [
        (found[1] or found[3], found[2] or "")
        for found in re.finditer(r"```(\w+)\n(.*?)```|```\{literalinclude\} (\S+)\n.*?```", text, re.DOTALL)
    ]


def sh(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command line of our own documentation as a reader's shell does."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    variables = {**os.environ, "PATH": path, "SOURCE_DATE_EPOCH": "1764160000"}
    return subprocess.run(
        ["/bin/sh", "-c", command], cwd=folder, env=variables, capture_output=True, text=True, check=False
    )


def in_markdown(command: str, shown: list[str]) -> tuple[str, list[str]]:
    """Return a command, and what it prints, in a briefing whose pages are Markdown; lines have other numbers there."""
    command = command.replace("new statute", "new statute --markup md").replace("*.rst", "*.md")
    lines = [line.replace(".rst", ".md") for line in shown]
    return command, lines[-1:] if command.startswith("policyrefs check") else lines


@pytest.mark.parametrize("markup", ["rst", "md"])
def test_the_tutorial_word_by_word(tmp_path: Path, markup: str) -> None:
    """In Markdown the same is typed with the other endings, and the same comes out, but for numbers of lines."""
    folder = tmp_path
    reviewed = ""
    added: list[str] = []
    for kind, block in steps("tutorial.md"):
        if kind == "console":
            for typed, said in lines_of(block):
                command, shown = (typed, said) if markup == "rst" else in_markdown(typed, said)
                if command.startswith(PREPARED):
                    continue
                if command.startswith("cd "):
                    folder /= command[3:]
                    continue
                run = sh(command, folder)
                assert (run.returncode, run.stderr) == (0, ""), command
                assert_shown(shown, run.stdout)
                if command.startswith("policyrefs check"):
                    reviewed = command
        elif kind.endswith(f".{markup}"):
            (folder / Path(kind).name).write_text((DOCS / kind).read_text("utf-8"), "utf-8")
        elif kind == {"rst": "rst", "md": "markdown"}[markup]:
            added.append(block)
    assert (folder / "statute.zip").exists()
    assert "dossier" in (folder / "_build" / "html" / "chronology.html").read_text("utf-8")

    source, sourced = added
    record = folder / f"record.{markup}"
    text = record.read_text("utf-8").rstrip("\n")
    text = text.replace(":importance: key\n", f":importance: key\n{sourced}")
    record.write_text(f"{text}\n\n{source}", "utf-8")
    run = sh(reviewed, folder)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.endswith("\n6 notes in 1 file.\n")
