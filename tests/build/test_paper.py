"""On paper, in a reader and in plain text: nothing off the page, and what LaTeX and epubcheck have to say."""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from kitchen_sink import CONFIG, write
from support import DocumentSet, sphinx_build
from themes import THEMES

if TYPE_CHECKING:
    from support import Build
    from themes import Themed

pytestmark = pytest.mark.builds

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "tiktok-ban"
CACHE = ROOT / ".cache"
#: How far a line may stand out, in points: about a letter.
OUT = 5
TEX = "is not installed; install latexmk and the packages of TeX Live in .ci/apt.txt"


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> DocumentSet:
    """Return the set that has everything."""
    documents = DocumentSet(tmp_path_factory.mktemp("paper"))
    write(documents, long="Words")  # no word of eighty letters is set in narrow columns without a break
    return documents


@pytest.fixture(scope="module")
def printed(everything: DocumentSet) -> Build:
    return everything.build("latex", **CONFIG)


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
def test_everything_fits_on_paper(printed: Build) -> None:
    if not shutil.which("latexmk"):
        pytest.skip(f"latexmk {TEX}")
    assert printed.warnings == []
    assert complaints(typeset(printed.out)) == []


@pytest.mark.paper
def test_the_example_fits_on_paper(tmp_path: Path) -> None:
    if not shutil.which("latexmk"):
        pytest.skip(f"latexmk {TEX}")
    run = sphinx_build("-q", "-b", "latex", EXAMPLE, tmp_path)
    assert run.returncode == 0, run.stderr
    log = typeset(tmp_path)
    assert complaints(log) == []
    (pages,) = re.findall(r"Output written on \S+ \((\d+) pages", log)
    assert int(pages) <= 120


@pytest.mark.paper
def test_thin_spaces_are_set(documents: DocumentSet) -> None:
    """Dates have them in French, Portuguese and Russian, and pdfLaTeX stops at what it does not know."""
    if not shutil.which("latexmk"):
        pytest.skip(f"latexmk {TEX}")
    documents.write({"index.rst": "Dates\n=====\n\n.. event:: Audition\n   :date: 2020-08/2020-10\n"})
    made = documents.build("latex", language="fr")
    assert "\u2009" in next(made.out.glob("*.tex")).read_text("utf-8")
    assert complaints(typeset(made.out)) == []


def test_tables_go_on_over_pages(printed: Build) -> None:
    text = printed.read("everything.tex")
    tables = text.count(r"\begin{longtable}")
    assert tables > 20
    assert r"\begin{tabulary}" not in text
    assert text.count(r"\sphinxtablecontinued") >= tables


def java(jar: Path, *arguments: str) -> list[str]:
    """Return the lines that a Java program writes to either channel."""
    # One that runs for seconds is done before a better compiler has paid: half the time, and a deeper stack.
    command = ["java", "-XX:TieredStopAtLevel=1", "-Xss4m", "-jar", str(jar), *arguments]
    run = subprocess.run(command, capture_output=True, check=False, text=True, errors="replace")
    return [line for line in (run.stdout + run.stderr).splitlines() if line.strip()]


@pytest.mark.paper
def test_e_books_are_valid(everything: DocumentSet) -> None:
    checker = shutil.which("epubcheck")
    if checker is None or not shutil.which("java"):
        pytest.skip("epubcheck is not installed; install it and a Java with: apt install epubcheck")
    made = everything.build("epub", **CONFIG)
    book = next(made.out.glob("*.epub"))
    # Debian's command is the archive itself, which only some systems can run as it is.
    found = [
        line
        for line in java(Path(checker).resolve(), str(book))
        if line.startswith(("ERROR", "WARNING", "FATAL"))
    ]
    assert found == []


@cache
def nu_checker() -> Path:
    """Return the Nu HTML checker, fetched once from the npm registry into a cache that git ignores."""
    if not shutil.which("java"):
        pytest.skip("java is not installed; install it with: apt install default-jre-headless")
    jar = CACHE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    if not jar.is_file():
        if not shutil.which("npm"):
            pytest.skip("npm is not installed, which fetches the Nu HTML checker")
        CACHE.mkdir(parents=True, exist_ok=True)
        command = [
            "npm",
            "install",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--no-save",
            "--prefix",
            str(CACHE),
            "vnu-jar",
        ]
        run = subprocess.run(command, capture_output=True, check=False, text=True, timeout=120)
        if not jar.is_file():
            pytest.skip(f"npm could not fetch the Nu HTML checker: {run.stderr[-200:]}")
    return jar


@pytest.mark.paper
def test_pages_are_as_valid_as_those_of_the_theme(themed: Themed) -> None:
    jar = nu_checker()
    folders = [themed(theme, source) for theme in THEMES for source in ("plain", "src")]
    pages = [
        str(page)
        for folder in folders
        for page in sorted(folder.glob("*.html"))
        # Themes do not touch views; the page of all of them is large, and looked at once.
        if page.name != "views.html" or folder.name == "src-alabaster"
    ]
    #: kinds of messages by folder, each with the place of the first; one run, since Java is slow to start
    found: dict[str, dict[str, str]] = {folder.name: {} for folder in folders}
    for line in java(jar, "--format", "gnu", *pages):
        place, _, message = line.partition(": ")
        folder, page = place.strip('"').split("/")[-2:]
        found[folder].setdefault(re.sub(r"“[^”]*”", "“…”", message), page)
    assert any(found.values())  # it looked
    ours = {
        (theme.name, message): place
        for theme in THEMES
        for message, place in found[f"src-{theme.name}"].items()
        if message not in found[f"plain-{theme.name}"]
    }
    assert ours == {}
