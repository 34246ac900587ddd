"""Diagrams in real builds: drawn with links where Graphviz is there, tables and lists where it is not."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from links import broken

if TYPE_CHECKING:
    from support import Build, DocumentSet

pytestmark = pytest.mark.builds

needs_dot = pytest.mark.skipif(
    shutil.which("dot") is None, reason="Graphviz is not installed: apt install graphviz"
)
MISSING = "no-such-program"
FILES = {
    "index.rst": """
        Index
        =====

        .. toctree::
           :glob:

           record/*
           views
           plain
        """,
    "plain.rst": "Plain\n=====\n\nNothing.\n",
    "record/cases.rst": """
        Cases
        =====

        .. legal-action:: A & B v. <C>
           :id: first
           :court: dcd
           :filed: 2020-01-02
           :plaintiffs: a
           :challenges: act

        .. legal-action:: A v. C, on appeal
           :id: appeal
           :court: cadc
           :filed: 2021-01-02
           :appellants: a
           :appeal-of: first

        .. instrument:: The "Act"
           :id: act
           :signed: 2019
        """,
    "record/parties.rst": """
        Parties
        =======

        .. party:: Party A
           :id: a
        """,
    "views.rst": """
        Views
        =====

        .. policy:relations::
           :caption: Who & what

        .. docket:: appeal
        """,
}


@pytest.fixture
def cases(documents: DocumentSet) -> DocumentSet:
    documents.write(FILES)
    return documents


def svgs(html: str) -> list[str]:
    return re.findall(r'<svg [^>]*class="policy-graph".*?</svg>', html, re.DOTALL)


def targets(picture: str) -> set[str]:
    return set(re.findall(r'<a class="policy-node [^"]*" href="([^"]+)"', picture))


@needs_dot
@pytest.mark.parametrize(
    ("builder", "page", "cases_at", "parties_at"),
    [
        ("html", "views.html", "record/cases.html", "record/parties.html"),
        ("dirhtml", "views/index.html", "../record/cases/", "../record/parties/"),
        ("singlehtml", "index.html", "", ""),
        ("epub", "views.xhtml", "record/cases.xhtml", "record/parties.xhtml"),
    ],
)
def test_boxes_lead_to_entries(
    cases: DocumentSet, builder: str, page: str, cases_at: str, parties_at: str
) -> None:
    build = cases.build(builder, epub_copyright="us", copyright="us", version="1")
    assert build.warnings == []
    relations, docket = svgs(build.read(page))
    of_docket = {
        f"{cases_at}#{anchor}" for anchor in ("instrument-act", "legal-action-first", "legal-action-appeal")
    }
    assert targets(docket) == of_docket
    assert targets(relations) == of_docket | {f"{parties_at}#party-a"}
    assert "<title>A &amp; B v. &lt;C&gt;</title>" in relations
    assert 'role="group" aria-label="Who &amp; what"' in build.read(page)
    ids = re.findall(r'\sid="([^"]+)"', relations + docket)
    assert ids == []
    if builder != "epub":
        assert broken(build.out) == []


@needs_dot
def test_a_picture_has_neither_colours_nor_fonts_of_its_own(cases: DocumentSet) -> None:
    html = cases.build().read("views.html")
    for picture in svgs(html):
        assert set(re.findall(r'(?:fill|stroke)="([^"]*)"', picture)) <= {"none", "currentColor"}
        assert "font-family" not in picture
    assert "<details><summary>The same as a table</summary>" in html
    assert "<details><summary>The same as a list</summary>" in html
    assert "<figcaption>Who &amp; what</figcaption>" in html


@needs_dot
@pytest.mark.parametrize("format_", ["png", "svg"])
def test_the_output_format_of_sphinx_is_heeded(cases: DocumentSet, format_: str) -> None:
    cases.write({"conf.py": f'extensions = ["sphinx_policyrefs"]\ngraphviz_output_format = "{format_}"\n'})
    build = cases.build("dirhtml")
    assert build.warnings == []
    html = build.read("views/index.html")
    assert len(svgs(html)) == (2 if format_ == "svg" else 0)
    pictures = re.findall(
        r'<img class="policy-graph" src="\.\./([^"]+)" alt="([^"]+)" usemap="#([^"]+)">', html
    )
    assert [alt for _src, alt, _map in pictures] == (
        [] if format_ == "svg" else ["Who &amp; what", "Course of the proceedings"]
    )
    for src, _alt, map_ in pictures:
        assert (build.out / src).read_bytes()[1:4] == b"PNG"
        areas = re.search(rf'<map name="{map_}">(.*?)</map>', html, re.DOTALL)
        assert areas
        assert '../record/cases/#legal-action-first" alt="A &amp; B v. &lt;C&gt;"' in areas[1]
    assert broken(build.out) == []


@needs_dot
def test_beside_the_extension_of_sphinx_its_default_is_nobodys_wish(cases: DocumentSet) -> None:
    cases.write({"conf.py": 'extensions = ["sphinx_policyrefs", "sphinx.ext.graphviz"]\n'})
    build = cases.build()
    assert build.warnings == []
    assert len(svgs(build.read("views.html"))) == 2


def test_only_pages_with_diagrams_have_anything_of_them(cases: DocumentSet) -> None:
    build = cases.build()
    assert not [name for name in build.files() if "graphviz" in name]
    assert "policy" not in re.sub(r"<nav.*?</nav>|policy-[a-z-]+\.html", "", build.read("plain.html"))


@pytest.mark.parametrize("jobs", [1, 2])
def test_without_the_program_a_table_says_the_same(cases: DocumentSet, jobs: int) -> None:
    cases.write({"conf.py": f'extensions = ["sphinx_policyrefs"]\ngraphviz_dot = "{MISSING}"\n'})
    build = cases.build(jobs=jobs)
    assert build.warnings == []
    assert build.status.count("install Graphviz") == 1
    html = build.read("views.html")
    assert svgs(html) == []
    assert "<details>" not in html
    assert "<caption>Who &amp; what</caption>" in html
    assert re.search(r"<li>Appealed by Party A: <a [^>]+>A v. C, on appeal</a>", html)


def test_a_set_without_diagrams_is_told_nothing(cases: DocumentSet) -> None:
    cases.write({"views.rst": "Views\n=====\n\n.. docket:: alone\n\n.. legal-action:: Alone\n"})
    build = cases.build(graphviz_dot=MISSING)
    assert "Graphviz" not in build.status
    assert build.warnings == []


@pytest.mark.parametrize("builder", ["text", "man", "texinfo", "xml"])
def test_other_builders_have_the_table(cases: DocumentSet, builder: str) -> None:
    build = cases.build(builder, man_pages=[("index", "cases", "cases", "us", 7)])
    assert build.warnings == []
    assert "install Graphviz" not in build.status
    suffix = {"text": "txt", "man": "7", "texinfo": "texi", "xml": "xml"}[builder]
    text = "\n".join(
        path.read_text(encoding="utf-8") for path in build.out.rglob(f"*.{suffix}") if path.is_file()
    )
    assert "Appealed by" in text
    assert "Related entry" in text


@needs_dot
def test_paper_has_a_picture_and_the_table_of_relations(cases: DocumentSet) -> None:
    build = cases.build("latex")
    assert build.warnings == []
    tex = build.read("projectnamenotset.tex")
    names = re.findall(r"\\sphinxincludegraphics\[\]\{(policy-\w+\.pdf)\}", tex)
    assert len(names) == 2
    for name in names:
        content = (build.out / name).read_bytes()
        assert content.startswith(b"%PDF")
        assert b"D:20000101000000" in content
    assert "Related entry" in tex
    assert "Appealed by" not in tex
    assert r"\textbf{Who \& what}\par\nopagebreak" in tex  # no caption is left behind on a page


@needs_dot
def test_a_program_that_fails_is_one_warning_for_each_picture_and_leaves_the_table(
    cases: DocumentSet,
) -> None:
    cases.write({"conf.py": 'extensions = ["sphinx_policyrefs"]\ngraphviz_dot_args = ["-Gno=1", "-Kno"]\n'})
    build = cases.build()
    assert len(build.warnings) == 2
    assert all("Graphviz could not draw a diagram" in warning for warning in build.warnings)
    assert "Related entry" in build.read("views.html")
    assert svgs(build.read("views.html")) == []
    quiet = cases.build(place="quiet", suppress_warnings=["policyrefs.graphviz"])
    assert quiet.warnings == []


@needs_dot
def test_the_same_bytes_serial_parallel_and_incremental(cases: DocumentSet) -> None:
    def output(build: Build) -> dict[str, bytes]:
        return {name: content for name, content in build.files().items() if not name.startswith("_static/")}

    clean = output(cases.build())
    assert output(cases.build(place="parallel", jobs=2)) == clean
    cases.write({"record/parties.rst": FILES["record/parties.rst"].replace("Party A", "Party Z")})
    changed = cases.build()
    assert "Party Z" in svgs(changed.read("views.html"))[0]
    assert output(changed) == output(cases.build(place="again"))
    cases.write({"record/parties.rst": FILES["record/parties.rst"]})
    assert output(cases.build()) == clean
    # Graphviz comes and goes
    without = cases.build(place="build", graphviz_dot=MISSING)
    assert svgs(without.read("views.html")) == []
    assert len(svgs(cases.build().read("views.html"))) == 2


@pytest.mark.parametrize(
    ("option", "message"),
    [
        (":around: nobody", ':around: "nobody" names no entry of the record'),
        (":depth: far", ':depth: "far" is not a depth: write a whole number from 1 on'),
        (":relations: appeals", ':relations: "appeals" is not a relation'),
    ],
)
def test_mistakes_in_options_are_told_at_their_line(cases: DocumentSet, option: str, message: str) -> None:
    cases.write({"views.rst": f"Views\n=====\n\n.. policy:relations::\n   :direction: right\n   {option}\n"})
    (warning,) = cases.build("text").warnings
    assert warning.startswith("views.rst:6: WARNING: ")
    assert message in warning
