"""On paper, in a reader and in plain text: nothing off the page, and what LaTeX and epubcheck have to say."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from everything import CONFIG, write
from support import DocumentSet

pytestmark = pytest.mark.builds

EXAMPLE = Path(__file__).parents[2] / "examples" / "tiktok-ban"
#: How far a line may stand out, in points: about a letter.
OUT = 5
TEX = "is not installed; install latexmk and the packages of TeX Live in .ci/apt.txt"


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> DocumentSet:
    """Return the set that has everything."""
    documents = DocumentSet(tmp_path_factory.mktemp("paper"))
    write(documents, long="Words")  # no word of eighty letters is set in narrow columns without a break
    return documents


def typeset(folder: Path) -> str:
    """Run LaTeX as often as it wants, and return its log."""
    command = ["latexmk", "-pdf", "-interaction=nonstopmode", "-halt-on-error"]
    tex = next(folder.glob("*.tex"))
    run = subprocess.run(
        [*command, tex.name], cwd=folder, capture_output=True, check=False, text=True, errors="replace"
    )
    assert run.returncode == 0, run.stdout[-3000:]
    assert tex.with_suffix(".pdf").is_file()
    return tex.with_suffix(".log").read_text("utf-8", "replace")


def complaints(log: str) -> list[str]:
    """Return what a log says of lines that stand out and of references that lead nowhere."""
    wide = [
        f"{size} pt: {where}"
        for size, where in re.findall(r"Overfull \\hbox \(([\d.]+)pt too wide\)(.*)", log)
        if float(size) > OUT
    ]
    return wide + re.findall(r".*(?:undefined references|multiply[- ]defined).*", log)


@pytest.mark.paper
def test_everything_fits_on_paper(everything: DocumentSet) -> None:
    if not shutil.which("latexmk"):
        pytest.skip(f"latexmk {TEX}")
    made = everything.build("latex", **CONFIG)
    assert made.warnings == []
    assert complaints(typeset(made.out)) == []


@pytest.mark.paper
def test_the_example_fits_on_paper(tmp_path: Path) -> None:
    if not shutil.which("latexmk"):
        pytest.skip(f"latexmk {TEX}")
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "latex", str(EXAMPLE), str(tmp_path)]
    subprocess.run(command, check=True)
    assert complaints(typeset(tmp_path)) == []


def test_tables_go_on_over_pages(everything: DocumentSet) -> None:
    text = everything.build("latex", **CONFIG).read("everything.tex")
    tables = text.count(r"\begin{longtable}")
    assert tables > 20
    assert r"\begin{tabulary}" not in text
    assert text.count(r"\sphinxtablecontinued") >= tables
