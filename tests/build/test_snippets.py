"""The snippets of the documentation: one for each kind and view, the same record in both syntaxes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from docutils import nodes
from support import Build, DocumentSet

from sphinx_policyrefs.adapter.build import build_of
from sphinx_policyrefs.checks.references import references
from sphinx_policyrefs.checks.scope import Scope
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.kinds import KINDS
from sphinx_policyrefs.views import views_for

if TYPE_CHECKING:
    from sphinx_policyrefs.records.model import DocRecord

pytestmark = pytest.mark.builds

DOCS = Path(__file__).parents[2] / "docs"
VIEWS = views_for(KINDS)
NAMES = sorted(path.stem for path in (DOCS / "snippets" / "rst").glob("*.rst"))
CONF = """
exclude_patterns = ["snippets"]
extensions = ["sphinx_policyrefs", "myst_parser"]
myst_enable_extensions = ["colon_fence"]
nitpicky = True
"""
TITLES = {"rst": "{name}\n" + "=" * 40 + "\n\n", "md": "# {name}\n\n"}
INDEX = "Snippets\n========\n\n.. toctree::\n   :glob:\n\n   *\n"


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Build]:
    """Return one build of all snippets for each syntax."""
    made = {}
    for syntax, title in TITLES.items():
        documents = DocumentSet(tmp_path_factory.mktemp(syntax))
        documents.write({"conf.py": CONF, "index.rst": INDEX})
        for path in (DOCS / "snippets" / syntax).glob(f"*.{syntax}"):
            text = title.format(name=path.stem) + path.read_text(encoding="utf-8")
            (documents.src / path.name).write_text(text, encoding="utf-8")
        for path in (DOCS / "snippets").rglob("*.*"):
            if path.suffix in {".json", ".yaml", ".txt"}:
                name = path.relative_to(DOCS).as_posix()
                documents.write({name: path.read_text(encoding="utf-8")})
        made[syntax] = documents.build("text")
    return made


def record(build: Build, name: str) -> DocRecord:
    return build_of(build.app.env).documents[name]


def shape(build: Build, name: str) -> str:
    """Return a doctree without the name of its file, and with a paragraph's lines as one text."""
    doctree = build.app.env.get_doctree(name)
    del doctree["source"]
    for element in list(doctree.findall(nodes.Element)):
        merged: list[nodes.Node] = []
        for child in element.children:
            if isinstance(child, nodes.Text) and merged and isinstance(merged[-1], nodes.Text):
                merged[-1] = nodes.Text(merged[-1] + child)  # MyST has a text for each line
            else:
                merged.append(child)
        element.children = merged
    return doctree.pformat()


def without_places(record: DocRecord) -> dict[str, Any]:
    """Return what a document contributes, but for files and lines."""
    return {
        "entries": [entry._replace(lines={}, file="", line=0) for entry in record.entries],
        "views": [view._replace(lines={}, file="", line=0) for view in record.views],
        "references": [reference._replace(file="", line=0) for reference in record.references],
    }


@pytest.mark.parametrize("syntax", TITLES)
def test_the_snippets_build_without_a_warning(builds: dict[str, Build], syntax: str) -> None:
    assert builds[syntax].warnings == []


@pytest.mark.parametrize("name", NAMES)
def test_both_syntaxes_give_one_doctree(builds: dict[str, Build], name: str) -> None:
    rst, md = (shape(build, name) for build in builds.values())
    assert md == rst


@pytest.mark.parametrize("name", NAMES)
def test_both_syntaxes_give_one_record(builds: dict[str, Build], name: str) -> None:
    rst, md = (without_places(record(build, name)) for build in builds.values())
    assert rst["entries"] or rst["views"]
    assert md == rst


@pytest.mark.parametrize("name", NAMES)
def test_both_syntaxes_read_the_same(builds: dict[str, Build], name: str) -> None:
    rst, md = (build.read(f"{name}.txt") for build in builds.values())
    assert md == rst


@pytest.mark.parametrize("name", KINDS)
def test_the_snippet_of_a_kind_stands_alone(builds: dict[str, Build], name: str) -> None:
    alone = record(builds["rst"], name)
    graph = Graph([alone])
    assert name in {entry.kind for entry in alone.entries}
    assert [*graph.findings, *references(Scope(graph, (alone,)))] == []


@pytest.mark.parametrize("name", VIEWS)
def test_the_snippet_of_a_view_shows_something(builds: dict[str, Build], name: str) -> None:
    assert [call.name for call in record(builds["rst"], name).views] == [name]
    assert "No entry of the record matches" not in builds["rst"].read(f"{name}.txt")


@pytest.mark.parametrize(
    ("folder", "name"), [*(("kinds", name) for name in KINDS), *(("views", name) for name in VIEWS)]
)
def test_a_page_of_the_documentation_shows_the_snippet(folder: str, name: str) -> None:
    for syntax in TITLES:
        assert (DOCS / "snippets" / syntax / f"{name}.{syntax}").is_file()
    page = (DOCS / folder / f"{name}.rst").read_text(encoding="utf-8")
    assert f".. snippet:: {name}\n" in page


TUTORIAL = DOCS / "first-briefing"


def test_the_first_briefing_builds_without_a_warning(documents: DocumentSet) -> None:
    documents.write({path.name: path.read_text(encoding="utf-8") for path in TUTORIAL.glob("*.rst")})
    build = documents.build(nitpicky=True)
    assert build.warnings == []
    assert "January 19, 2025" in build.read("chronology.html")


def test_the_first_mistake_is_told_as_the_tutorial_says(documents: DocumentSet) -> None:
    documents.write({path.name: path.read_text(encoding="utf-8") for path in TUTORIAL.glob("*.rst")})
    record = documents.src / "record.rst"
    record.write_text(record.read_text("utf-8").replace("2024-05-07", "May 7, 2024"), "utf-8")
    (told,) = documents.build().warnings
    assert told in (DOCS / "tutorial.md").read_text(encoding="utf-8")
    assert told in (DOCS / "findings.md").read_text(encoding="utf-8")


def test_the_quick_start_of_the_readme_builds(documents: DocumentSet) -> None:
    readme = (DOCS.parent / "README.md").read_text(encoding="utf-8")
    block = readme[readme.index("## Quick start") :].split("```rst\n")[1].split("```")[0]
    documents.write({"index.rst": f"Harbour\n=======\n\n{block}"})
    build = documents.build("text", nitpicky=True)
    assert build.warnings == []
    assert "about October 2021" in build.read("index.txt").replace("\n", " ")
