"""The goals of how-to pages are reached by the steps that they give."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from textwrap import dedent

import pytest
from support import Build, DocumentSet

from sphinx_policyrefs.cli import main

pytestmark = pytest.mark.builds

HOWTO = Path(__file__).parents[2] / "docs" / "howto"


def blocks(page: str, language: str) -> list[str]:
    text = (HOWTO / page).read_text(encoding="utf-8")
    return [
        dedent(found[2])
        for found in re.finditer(rf"(?m)^( *)\.\. code-block:: {language}\n\n((?:\1   .*\n|\n)+)", text)
    ]


def commands(page: str) -> list[str]:
    return [
        line[2:] for block in blocks(page, "console") for line in block.splitlines() if line.startswith("$ ")
    ]


def run(documents: DocumentSet, command: str) -> Build:
    """Run a command line of sphinx-build as the page has it."""
    words = shlex.split(command)
    options = dict(words[n + 1].split("=") for n, word in enumerate(words) if word == "-D")
    tags = [words[n + 1] for n, word in enumerate(words) if word == "-t"]
    builder = words[words.index("-b") + 1]
    return documents.build(builder, place=Path(words[-1]).name, tags=tags, **options)


@pytest.fixture
def documents(tmp_path: Path) -> DocumentSet:
    return DocumentSet(tmp_path)


def test_a_public_edition_holds_nothing_of_the_internal_one(documents: DocumentSet) -> None:
    page = "keep-a-public-and-an-internal-edition.rst"
    conf = "".join(blocks(page, "python"))
    text = "\n".join(blocks(page, "rst"))
    documents.write(
        {
            "conf.py": f'extensions = ["sphinx_policyrefs"]\n{conf}',
            "index.rst": f"T\n=\n\n.. chronology::\n\n{text}",
        }
    )
    public, internal = (run(documents, line) for line in commands(page) if line.startswith("sphinx-build"))
    assert public.warnings == internal.warnings == []
    search = re.findall(r'grep -r "(.+?)"', "\n".join(commands(page)))
    assert search == ["second meeting"]
    for words, there in ((search[0], True), ("who will come", True), ("minutes", False)):
        assert (
            any(words in content.decode("utf-8", "replace") for content in internal.files().values()) is there
        )
        assert [name for name, content in public.files().items() if words.encode() in content] == []

    documents.write({"more.rst": ":orphan:\n\nM\n=\n\nSee :event:`second-meeting`.\n"})
    assert [w for w in documents.build(place="public").warnings if w.startswith("more.rst:6: ")] != []


def test_a_briefing_as_of_a_past_day_knows_nothing_of_later(documents: DocumentSet) -> None:
    page = "brief-as-of-a-past-day.rst"
    text = "".join(blocks(page, "rst"))
    events = ".. event:: Before\n   :date: 2024-12-06\n\n.. event:: After\n   :date: 2024-12-07\n"
    documents.write({"index.rst": f"T\n=\n\n.. chronology::\n\n{text}\n{events}"})
    html, latex = (run(documents, line) for line in commands(page) if line.startswith("sphinx-build"))
    for shown in (
        html.read("index.html"),
        latex.read(next(name for name in latex.files() if name.endswith(".tex"))),
    ):
        assert "As of December 6, 2024." in shown
        assert "Before" in shown
        assert "After" not in shown
        assert "has since let the statute stand" not in shown
        assert "The petition was denied" in shown


def test_facts_without_a_source_fail(documents: DocumentSet) -> None:
    text = (HOWTO / "fail-on-unsourced-facts.md").read_text(encoding="utf-8")
    conf = re.findall(r"```python\n(.*?)```", text, re.DOTALL)[0]
    waived = re.findall(r"```rst\n(.*?)```", text, re.DOTALL)[0]
    documents.write(
        {
            "conf.py": f'extensions = ["sphinx_policyrefs"]\n{conf}',
            "index.rst": f"T\n=\n\n{waived}\n\n.. event:: Unproven\n   :date: 2024\n",
        }
    )
    (warning,) = documents.build().warnings
    assert "[policyrefs.unsourced]" in warning
    assert "Unproven" in warning


@pytest.mark.parametrize(
    "page", ["docket-from-courtlistener.md", "bill-from-congress.md", "order-from-federal-register.md"]
)
def test_published_files_become_pages(
    page: str, documents: DocumentSet, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (HOWTO / page).read_text(encoding="utf-8")
    fenced = re.findall(r"(?ms)^   ```(\w+)\n(.*?)^   ```", text)
    directives = "\n".join(dedent(block) for language, block in fenced if language == "rst")
    (conf,) = (dedent(block) for language, block in fenced if language == "python")
    console = "".join(dedent(block) for language, block in fenced if language == "console")
    found = re.search(r"\$ policyrefs (import .*)\n((?:[^$].*\n)+)", console)
    assert found is not None
    documents.write({"index.rst": f"T\n=\n\n{directives}"})
    for sample in (HOWTO / "published").iterdir():
        if sample.suffix != ".yaml":
            (documents.src / sample.name).write_bytes(sample.read_bytes())
    monkeypatch.chdir(documents.src)
    assert main(shlex.split(found[1])) == 0
    said = capsys.readouterr().out.splitlines()
    for shown, line in zip(found[2].splitlines(), said, strict=False):
        assert line.startswith(shown.removesuffix("…"))
    target = Path(found[1].split(" --to ")[1])
    assert target.read_bytes() == (HOWTO / "published" / target.name).read_bytes()
    documents.write({"conf.py": f'extensions = ["sphinx_policyrefs"]\nnitpicky = True\n{conf}'})
    assert documents.build().warnings == []


def test_the_sample_proves_what_it_says_and_a_planted_slip_is_told(
    documents: DocumentSet, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (HOWTO / "prove-a-fact.md").read_text("utf-8")
    sample = "# Pool\n\n" + (HOWTO / "proved" / "pool.inc").read_text("utf-8")
    slip = re.search(r"```markdown\n(:sources: pool-inspection .*?)```", page, re.DOTALL)
    assert slip is not None
    shutil.copytree(HOWTO / "proved", documents.src / "howto" / "proved")
    documents.write(
        {
            "conf.py": """
                extensions = ["sphinx_policyrefs", "myst_parser"]
                myst_enable_extensions = ["colon_fence"]
                html_copy_source = False
                """,
            "index.md": sample,
        }
    )
    assert main(["check", str(documents.src), "-q", "--strict"]) == 0
    assert "unchecked" not in capsys.readouterr().out
    written = re.sub(r":sources: pool-inspection .*?\n(?=:::)", lambda _: slip[1], sample, flags=re.DOTALL)
    documents.write({"index.md": written})
    assert main(["check", str(documents.src), "-q"]) == 1
    told = [line for line in capsys.readouterr().out.splitlines() if line.startswith("index.md:")]
    shown = re.search(r"```text\n(.*?)```", page, re.DOTALL)
    assert shown is not None
    assert told == shown[1].splitlines()
