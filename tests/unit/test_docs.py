"""The documentation and the README name all that there is, and nothing that there is not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from sphinx_policyrefs.config import OPTIONS
from sphinx_policyrefs.messages import CODES
from sphinx_policyrefs.records.citations import citation_rows
from sphinx_policyrefs.records.courts import courts_with
from sphinx_policyrefs.records.extra_kinds import kinds_with
from sphinx_policyrefs.records.kinds import KINDS
from sphinx_policyrefs.views.base import FORM, SELECTION

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PACKAGE = ROOT / "sphinx_policyrefs"


def text(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_section_that_is_its_anchor(code: str) -> None:
    assert f"### {code}\n\n```{{finding}} {code}\n```\n\n" in text("findings.md")


@pytest.mark.parametrize("name", [option.name for option in OPTIONS])
def test_every_configuration_value_has_an_entry(name: str) -> None:
    assert f".. config-value:: {name}\n" in text("configuration.rst")


def test_the_configuration_that_is_shown_is_accepted() -> None:
    values: dict[str, Any] = {}
    blocks = re.findall(r"code-block:: python\n\n((?:      .*\n|\n)+)", text("configuration.rst"))
    for block in blocks:
        exec(re.sub(r"(?m)^ {6}", "", block), values)  # noqa: S102 - our own documentation
    assert "hearing" in kinds_with(values["policyrefs_kinds"])
    assert courts_with(values["policyrefs_courts"])["saltby"].above == "coa"
    assert citation_rows(values["policyrefs_citations"])[0].kind == "ecli"
    assert set(values["policyrefs_checks"]) <= set(CODES)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_page_with_its_fields(kind: str) -> None:
    assert f".. kind-fields:: {kind}\n" in text(f"kinds/{kind}.rst")


@pytest.mark.parametrize("option", [*SELECTION, "from", "to", *FORM])
def test_every_option_of_views_is_in_a_table(option: str) -> None:
    assert re.search(rf"(?m)^\|[^|]*`{option}`[^|]*\|", text("selections.md"))


def test_the_architecture_names_modules_that_exist() -> None:
    tree = re.search(r"```text\n(sphinx_policyrefs/\n.+?)```", text("architecture.md"), re.DOTALL)
    assert tree
    folders: list[str] = []
    named = []
    for line in tree[1].splitlines()[1:]:
        if match := re.match(r"((?:  )+)(\w+(?:\.py|/)) ", line):
            folders[len(match[1]) // 2 - 1 :] = [match[2]]
            named.append("".join(folders))
    assert len(named) > 30
    assert [name for name in named if not (ROOT / "sphinx_policyrefs" / name).exists()] == []


def test_the_readme_begins_with_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"(?m)^\$ make (\w+)", readme)
    assert commands == ["briefing", "test"]
    assert readme.index("make test") < 300
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert all(f"\n{command}:" in makefile for command in commands)


@pytest.mark.parametrize(
    "page",
    [
        "README.md",
        *(
            path.relative_to(DOCS).as_posix()
            for path in DOCS.rglob("*.md")
            if "snippets" not in path.parts and "_build" not in path.parts
        ),
    ],
)
def test_relative_links_lead_to_files(page: str) -> None:
    path = ROOT / page if page == "README.md" else DOCS / page
    links = re.findall(r"\]\(([^)\s:#]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("picture", sorted(path.name for path in (DOCS / "_static").glob("*.png")))
def test_pictures_are_small(picture: str) -> None:
    assert (DOCS / "_static" / picture).stat().st_size < 150_000


def test_every_custom_property_is_in_the_table_and_no_other() -> None:
    sheets = "".join(path.read_text("utf-8") for path in sorted((PACKAGE / "static").glob("*.css")))
    # What is computed for a single row or column is not a business of a site.
    computed = {f"--policy-{name}" for name in ("sign", "share", "least", "most", "need", "name")}
    used = set(re.findall(r"--policy-[a-z-]+", sheets)) - computed
    assert set(re.findall(r"(?m)^\| `(--policy-[a-z-]+)` \|", text("howto/theme.md"))) == used
    assert set(re.findall(r"--policy-[a-z-]+", text("howto/theme.md"))) == used
