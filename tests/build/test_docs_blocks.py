"""What the documentation shows works: blocks of markup build, blocks of conf.py load, command lines are understood."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from pygments.lexers import get_lexer_by_name
from sphinx.cmd.build import get_parser
from sphinx.config import Config
from support import DocumentSet

from sphinx_policyrefs import cli, config

pytestmark = pytest.mark.builds

DOCS = Path(__file__).parents[2] / "docs"
PAGES = sorted(
    path.relative_to(DOCS).as_posix()
    for path in DOCS.rglob("*.*")
    if path.suffix in {".md", ".rst"}
    and not {"_build", "snippets", "first-briefing", "extending"} & set(path.parts)
)
#: These need other extensions; tests/build/test_beside.py builds their blocks.
BESIDE = {"howto/beside-other-extensions.md", "howto/migrate-from-sphinx-needs.md"}
#: What part of a record lacks, and a whole one has: other entries, files, sets.
FRAGMENT = re.compile(
    r"\[policyrefs\.(?:unknown-reference|duplicate-id|ambiguous-name|data-file|option-unused|copy-missing|source-copied|single-source-dispute)\]"
    r"|toc.not_included|is not a project:"
)


def blocks(page: str, *languages: str) -> list[str]:
    """Return the blocks of code of a page in some languages."""
    text = (DOCS / page).read_text(encoding="utf-8")
    either = "|".join(languages)
    if page.endswith(".md"):
        return re.findall(rf"(?m)^```(?:{either})\n(.*?)^```", text, re.DOTALL)
    found = re.findall(rf"(?m)^( *)\.\. code-block:: (?:{either})\n\n((?:\1   .*\n|\n)+)", text)
    return [dedent(block) for _indent, block in found]


@pytest.mark.parametrize("page", [page for page in PAGES if page not in BESIDE and blocks(page, "python")])
def test_blocks_of_configuration_are_accepted(page: str, tmp_path: Path) -> None:
    """They are checked as Sphinx has them checked; nothing that they name is read or asked for."""
    documents = DocumentSet(tmp_path)
    documents.write({"index.rst": "T\n=\n"})
    app = documents.build("dummy").app
    for block in blocks(page, "python"):
        named: dict[str, Any] = {}
        exec(block, named)  # noqa: S102 - our own documentation
        conf = Config(named)
        for option in config.OPTIONS:
            conf.add(option.name, option.default, option.rebuild, option.types)
        config.check(app, conf)


def test_blocks_of_markup_build(tmp_path: Path) -> None:
    documents = DocumentSet(tmp_path)
    files: dict[str, str] = {"index.rst": "T\n=\n"}
    conf = 'extensions = ["sphinx_policyrefs", "myst_parser"]\nmyst_enable_extensions = ["colon_fence"]\n'
    for page in [*PAGES, "../README.md"]:
        if page in BESIDE:
            continue
        kinds = [block for block in blocks(page, "python") if "policyrefs_kinds" in block]
        conf += "".join(kinds)
        for language, suffix in (("rst", "rst"), ("markdown", "md")):
            for number, block in enumerate(blocks(page, language)):
                if not re.match(r"\s*:[\w-]+:", block):  # options alone
                    files[f"{Path(page).stem}-{suffix}-{number}.{suffix}"] = block
    documents.write({**files, "conf.py": conf})
    assert len(files) > 10
    assert [w for w in documents.build("dummy").warnings if not FRAGMENT.search(w)] == []


COMMANDS = [
    pytest.param(line[2:], id=f"{page}-{number}")
    for page in [*PAGES, "../README.md"]
    for number, line in enumerate(
        line
        for block in blocks(page, "console")
        for line in block.replace("\\\n", " ").splitlines()  # a backslash continues a line
        if line.startswith("$ ")
    )
]


@pytest.mark.parametrize("line", COMMANDS)
def test_command_lines_are_understood(line: str) -> None:
    # "..." stands for what the lines above have
    words = [w for w in shlex.split(line.partition(" > ")[0], comments=True) if w != "..."]
    if words[0] == "policyrefs":
        cli._parser().parse_args(words[1:])
    elif words[0] == "sphinx-build" and "-M" not in words:  # the make mode has a parser of its own
        get_parser().parse_args(words[1:])
    elif words[0] == "make" and len(words) > 1:
        makefile = (DOCS.parent / "Makefile").read_text(encoding="utf-8")
        assert all(re.search(rf"(?m)^{target}:", makefile) for target in words[1:] if "=" not in target)


@pytest.mark.parametrize("page", [page for page in PAGES if page.endswith(".md")])
def test_every_block_has_a_language(page: str) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    fences = [found[2] for found in re.finditer(r"(?ms)^(`{3,})([^`\n]*)\n.*?^\1$", text)]
    assert all(fences)
    for language in fences:
        if language[0] != "{":
            get_lexer_by_name(language)  # raises for what Sphinx could not colour


def test_links_inside_the_documentation_lead_somewhere() -> None:
    """HTML says more than warnings: raw addresses, anchors of headings and of entries."""
    built = DOCS / "_build" / "html"
    if not (built / "index.html").exists():
        pytest.skip("the documentation is not built; make docs builds it")
    pages = {path.relative_to(built).as_posix(): path.read_text("utf-8") for path in built.rglob("*.html")}
    anchors = {name: set(re.findall(r'\bid="([^"]+)"', text)) for name, text in pages.items()}
    broken = []
    for name, text in pages.items():
        for address in re.findall(r'\bhref="([^":?]+)"', text):
            path, _hash, anchor = address.partition("#")
            target = (built / name).parent.joinpath(path).resolve() if path else built / name
            if not target.exists():
                broken.append(f"{name}: {address}")
                continue
            if target.is_dir() or target.suffix != ".html":
                continue
            inside = anchors.get(target.relative_to(built.resolve()).as_posix(), set())
            if anchor and anchor not in inside:
                broken.append(f"{name}: {address}")
    assert broken == []
