"""Beside other extensions, in either order: none breaks another, and bare names are whose they were."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from textwrap import dedent, indent

import pytest
from links import broken
from support import sphinx_build

pytestmark = pytest.mark.builds


@dataclass(frozen=True)
class Other:
    """An extension, what it needs to be told, a page that uses it, and what then stands there."""

    module: str
    page: str
    shown: str
    conf: str = ""
    files: dict[str, str] = field(default_factory=dict)


OTHERS = [
    Other(
        "sphinx_needs",
        """
        .. req:: A need
           :id: R_0001

        .. needtable::
        """,
        "A need",
    ),
    Other(
        "sphinxcontrib.bibtex",
        """
        See :cite:p:`knuth`.

        .. bibliography::
        """,
        "Literate",
        "bibtex_bibfiles = ['refs.bib']",
        {
            "refs.bib": "@book{knuth, title={Literate Programming}, author={Donald Knuth}, year={1992}, publisher={C}}"
        },
    ),
    Other(
        "sphinx_design",
        """
        .. grid:: 2

           .. grid-item-card:: A card

              .. event:: In a card
                 :date: 2019

           .. grid-item-card:: A chronology

              .. chronology::
                 :limit: 1

        .. dropdown:: Folded away

           .. party:: In a dropdown
        """,
        "sd-card",
    ),
    Other("sphinx_copybutton", ".. code-block:: python\n\n   pass\n", "copybutton.js"),
    Other(
        "sphinx.ext.todo",
        """
        .. todo:: Ask :party:`p`.

        .. todolist::
        """,
        "admonition-todo",
        "todo_include_todos = True",
    ),
    Other(
        "sphinx.ext.intersphinx",
        "There: :external+there:policy:party:`p`, :event:`there:elsewhere`.\n",
        "https://there.example/page.html#event-elsewhere",
        "intersphinx_mapping = {'there': ('https://there.example/', 'there.inv')}",
    ),
    Other(
        "sphinxcontrib.mermaid",
        """
        .. mermaid::

           graph LR; A-->B
        """,
        'class="mermaid"',
    ),
    Other(
        "ablog",
        """
        .. post:: 2024-01-02
           :tags: news

        .. postlist::
        """,
        "Beside",
        "blog_title = 'B'\nblog_baseurl = 'https://b.example'",
    ),
    Other(
        "sphinx_timeline",
        """
        .. timeline::

           - start: 2020-01-02
             name: Theirs

           ---

           **{{e.name}}**

        .. policy:chronology::
        """,
        "Theirs",
    ),
    Other(
        "sphinx_issues",
        ":issue:`7` is theirs, :policy:issue:`question` ours.\n",
        "https://github.com/o/r/issues/7",
        "issues_github_path = 'o/r'",
    ),
]

PAGE = """
    Beside
    ======

    {use}

    The record
    ----------

    .. party:: Party
       :id: p
       :url: https://example.org/party

    .. policy:issue:: Question
       :id: question

    .. event:: First
       :id: first
       :date: 2020-01-02
       :parties: p

       With a :event:`link <second>`.

    .. event:: Second
       :id: second
       :date: 2020-01

    .. chronology::
       :to: 2021
       :from: 2020

    .. dossier:: p
"""


def there(module: str) -> bool:
    """Return whether a module can be loaded, without loading more than the packages above it."""
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def build(root: Path, extensions: list[str], *others: Other, inventory_at: Path | None = None) -> str:
    """Build the page with these extensions and return its HTML; a warning fails."""
    root.mkdir()
    conf = [f"extensions = {extensions}"] if extensions else []
    conf += ["exclude_patterns = ['_build']", *(other.conf for other in others)]
    use = "\n".join(dedent(other.page) for other in others)
    files = {"conf.py": "\n".join(conf) + "\n", "index.rst": dedent(PAGE).format(use=use)}
    for other in others:
        files.update(other.files)
        if other.module == "sphinx.ext.intersphinx":
            (root / "there.inv").write_bytes(inventory(root.parent / "there"))
    if inventory_at is not None:
        (root / "there.inv").write_bytes(inventory_at.read_bytes())
    for name, text in files.items():
        (root / name).write_text(text, encoding="utf-8")
    jobs = "1" if any(other.module == "ablog" for other in others) else "2"  # it says that it is not safe
    run = sphinx_build("-q", "-W", "--keep-going", "-j", jobs, "-n", "-b", "html", ".", "_build", cwd=root)
    assert (run.stderr, run.returncode) == ("", 0)
    return (root / "_build" / "index.html").read_text(encoding="utf-8")


@cache
def inventory(root: Path) -> bytes:
    """Return the inventory of another project with a party and an event."""
    root.mkdir()
    (root / "conf.py").write_text("extensions = ['sphinx_policyrefs']\nproject = 'There'\n", encoding="utf-8")
    (root / "index.rst").write_text("T\n=\n\n.. toctree::\n\n   page\n", encoding="utf-8")
    text = "P\n=\n\n.. party:: P\n\n.. event:: Elsewhere\n   :date: 2020\n"
    (root / "page.rst").write_text(text, encoding="utf-8")
    run = sphinx_build("-q", "-b", "html", ".", "_build", cwd=root)
    assert run.returncode == 0, run.stderr
    return (root / "_build" / "objects.inv").read_bytes()


def ours(html: str) -> list[str]:
    """Return the part of the page that is ours: the entries and views of the record."""
    record = html[html.index('id="the-record"') :]
    return re.findall(
        r'<dl class="policy[^>]*>.*?</dl>\n|<div class="policy-view.*?</table></div>', record, re.DOTALL
    )


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    found = ours(build(tmp_path_factory.mktemp("alone") / "src", ["sphinx_policyrefs"]))
    assert len(found) > 5
    return found


@pytest.mark.parametrize("first", ["theirs", "ours"])
@pytest.mark.parametrize("other", OTHERS, ids=lambda other: other.module)
def test_neither_breaks_the_other(other: Other, first: str, tmp_path: Path, alone: list[str]) -> None:
    if not there(other.module):
        pytest.skip(f"{other.module} is not installed; make beside runs this with all of them")
    extensions = [other.module, "sphinx_policyrefs"]
    html = build(tmp_path / "src", extensions if first == "theirs" else extensions[::-1], other)
    assert other.shown in html
    assert ours(html) == alone


@pytest.mark.parametrize("first", ["theirs", "ours"])
def test_all_of_them_together(first: str, tmp_path: Path, alone: list[str]) -> None:
    others = [other for other in OTHERS if there(other.module)]
    if len(others) < len(OTHERS):
        pytest.skip("not all of the other extensions are installed; make beside runs this with them")
    extensions = [*(other.module for other in others), "sphinx_policyrefs"]
    html = build(tmp_path / "src", extensions if first == "theirs" else extensions[::-1], *others)
    assert [other.module for other in others if other.shown not in html] == []
    assert ours(html) == alone


VIEW = ".. policy:event-index::\n   :show: body\n"


@pytest.mark.parametrize("other", OTHERS, ids=lambda other: other.module)
def test_a_body_with_their_content_can_be_shown_elsewhere(other: Other, tmp_path: Path) -> None:
    if not there(other.module):
        pytest.skip(f"{other.module} is not installed; make beside runs this with all of them")
    entry = ".. event:: With theirs\n   :date: 2021\n\n" + indent(dedent(other.page), "   ")
    within = replace(other, page=f"{VIEW}\n{entry}\n{VIEW}")
    html = build(tmp_path / "src", [other.module, "sphinx_policyrefs"], within)
    assert other.shown in html
    assert [line for line in broken(tmp_path / "src" / "_build") if "index.html: two of" in line] == []


HOWTO = Path(__file__).parents[2] / "docs" / "howto"


def sections(page: str) -> list[tuple[str, str, list[str]]]:
    """Return the sections of a how-to page that have configuration: title, configuration, documents."""
    found = []
    for section in re.split(r"(?m)^## ", (HOWTO / page).read_text(encoding="utf-8"))[1:]:
        blocks = re.findall(r"```(\w+)\n(.*?)```", section, re.DOTALL)
        conf = "".join(text for language, text in blocks if language == "python")
        found.append(
            (section.partition("\n")[0], conf, [text for language, text in blocks if language == "rst"])
        )
    return found


@pytest.mark.parametrize("title", ["sphinxcontrib-bibtex", "intersphinx", "sphinx-design"])
def test_the_page_on_other_extensions_builds(title: str, tmp_path: Path) -> None:
    conf, documents = next((c, d) for name, c, d in sections("beside-other-extensions.md") if name == title)
    for module in re.findall(r'"(sphinx[\w.]+)"', conf):
        if not there(module):
            pytest.skip(f"{module} is not installed; make beside runs this with it")
    conf = conf.replace('"https://there.example/", None', '"https://there.example/", "there.inv"')
    other = Other("mine", "\n".join(documents), "", conf, next(o.files for o in OTHERS if o.files))
    (tmp_path / "there.inv").write_bytes(inventory(tmp_path / "there"))
    html = build(tmp_path / "src", [], other, inventory_at=tmp_path / "there.inv")
    assert documents
    assert "policy-event" in html


def test_the_page_on_migration_builds(tmp_path: Path) -> None:
    if not there("sphinx_needs"):
        pytest.skip("sphinx_needs is not installed; make beside runs this with it")
    parts = sections("migrate-from-sphinx-needs.md")
    conf = "".join(conf for _title, conf, _documents in parts)
    documents = [text for _title, _conf, texts in parts for text in texts]
    html = build(tmp_path / "src", [], Other("mine", "\n".join(documents), "", conf))
    assert "EV_00001" in html
    assert 'id="event-act-signed"' in html
