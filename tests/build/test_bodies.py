"""Bodies shown elsewhere: whatever stands in one, a copy breaks nothing and says what the original says."""

from __future__ import annotations

import base64
import re
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import indent
from typing import TYPE_CHECKING

import docutils
import pytest
from bodies import MD, RST, body, md_bodies, numbered, rst_bodies
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from links import broken
from support import DocumentSet
from twins import Twins

if TYPE_CHECKING:
    from support import Build

pytestmark = [
    pytest.mark.builds,
    pytest.mark.filterwarnings("ignore:'myst_parser"),  # asks Sphinx for what the next release has not got
]

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)

CONF = """\
extensions = ["sphinx_policyrefs", "myst_parser", "sphinx.ext.todo"]
project, version, copyright = "Bodies", "1", "us"
numfig = True
todo_include_todos = True
myst_enable_extensions = ["dollarmath", "amsmath", "deflist"]
myst_heading_anchors = 3
rst_prolog = ".. |sub| replace:: substituted\\n.. |icon| image:: /picture.png\\n"
html_domain_indices = html_use_index = epub_use_index = html_copy_source = False
"""

VIEW = ".. event-index::\n   :show: body\n"
MD_VIEW = "```{event-index}\n:show: body\n```\n"
BUILDERS = ("html", "dirhtml", "singlehtml", "epub", "latex", "text")


def write(documents: DocumentSet, rst: list[list[str]], md: list[list[str]]) -> None:
    """Write a set with a view before and after the entries, on their page and on others."""
    numbers = count(1)

    def entry(name: str, parts: list[str]) -> str:
        text = body([numbered(part, next(numbers)) for part in parts])
        return f".. event:: {name}\n   :id: {name}\n   :date: 2020\n\n{indent(text, '   ')}\n"

    def md_entry(name: str, parts: list[str]) -> str:
        text = body([numbered(part, next(numbers)) for part in parts])
        return f"`````{{event}} {name}\n:id: {name}\n:date: 2020\n\n{text}\n`````\n"

    entries = [entry(f"rst-{n}", parts) for n, parts in enumerate(rst)]
    md_entries = [md_entry(f"md-{n}", parts) for n, parts in enumerate(md)]
    first = ".. party:: P\n   :id: p\n\n.. event:: First\n   :id: first\n   :date: 2019\n"
    below = (
        "[#below]_ [C0]_\n\n.. [#below] A note below the entries, [C0]_.\n.. [C0] A citation before all.\n"
    )
    tree = ".. toctree::\n   :numbered:\n\n   sub/page\n   sub/md\n   elsewhere\n"
    documents.write(
        {
            "conf.py": CONF,
            "part.py": "a = 1\n",
            "index.rst": "Top\n===\n\n" + VIEW + "\n" + tree,
            "sub/page.rst": "\n".join(["Page\n====\n", VIEW, *entries, below, VIEW]),
            "sub/md.md": "\n".join(["# Page of Markdown\n", MD_VIEW, *md_entries, MD_VIEW]),
            "elsewhere.rst": f".. _away:\n\nElsewhere\n=========\n\n{first}\n{VIEW}",
        }
    )
    (documents.src / "picture.png").write_bytes(PICTURE)


def faults(build: Build, builder: str) -> list[str]:
    """Return what a build warns of, the ids that are there twice, and the links that lead nowhere."""
    found = list(build.warnings)
    if builder == "latex":
        (paper,) = build.out.glob("*.tex")
        text = paper.read_text(encoding="utf-8")
        labels = re.findall(r"\\label\{(?:\\detokenize\{)?([^}]*)\}", text)
        labels += re.findall(r"\\bibitem\[[^\]]*\]\{([^}]*)\}", text)
        referred = set(re.findall(r"\\(?:hyperref\[|ref\{)(?:\\detokenize\{)?([^}\]]*)[}\]]", text))
        found += [f"two of {label}" for label in sorted({x for x in labels if labels.count(x) > 1})]
        found += [f"no {x}" for x in sorted(referred - set(labels))]
    elif builder != "text":
        found += broken(build.out)
    if builder == "epub" and docutils.__version_info__ < (0, 22):
        # a caption below a linked picture is opened twice, in plain sets too
        found = [line for line in found if ": unbalanced " not in line]
    if builder == "singlehtml":
        # Sphinx itself writes ids of several pages so, and addresses in its tables of contents and of other pages
        theirs = re.compile(r"two of #(id\d+|inside)$|no anchor #document-")
        found = [line for line in found if not theirs.search(line)]
    return found


def check(rst: list[list[str]], md: list[list[str]], builders: tuple[str, ...] = BUILDERS) -> None:
    """Raise unless a set of these bodies is sound in every builder."""
    with TemporaryDirectory() as root:
        documents = DocumentSet(Path(root))
        write(documents, rst, md)
        found = {b: faults(documents.build(b), b) for b in builders}
        assert {b: lines for b, lines in found.items() if lines} == {}


def test_every_part_can_be_shown_elsewhere() -> None:
    check([RST[n : n + 12] for n in range(0, len(RST), 12)], [MD])


@pytest.mark.long
@settings(max_examples=60, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(st.lists(rst_bodies(), min_size=4, max_size=12), st.lists(md_bodies(), min_size=1, max_size=6))
def test_bodies_of_any_parts(rst: list[list[str]], md: list[list[str]]) -> None:
    check(rst, md)


SET = {
    "conf.py": CONF.replace('"myst_parser", ', ""),
    "index.rst": """
        Top
        ===

        .. event-index::
           :show: body

        .. toctree::

           page
        """,
    "page.rst": """
        Page
        ====

        .. figure:: picture.png

           Before

        .. math::
           :label: before

           a

        .. event:: One
           :date: 2020

           Background
           ~~~~~~~~~~

           .. figure:: picture.png
              :name: drawn

              Drawn

           .. table:: Tabled

              == ==
              1  2
              == ==

           .. code-block:: python
              :caption: Coded

              a = 1

           .. math::
              :label: fine

              f = d

           See :numref:`drawn`, :eq:`fine` [#below]_ and [#]_.

           .. [#] In the body.

           .. toctree::

              more

           .. policy:since:: 2021

              Since then.

           .. only:: internal

              Secret [#hidden]_.

        .. [#below] Below the entry [#deep]_.
        .. [#deep] And deeper.

        .. only:: internal

           .. [#hidden] A secret note.
        """,
    "more.rst": "More\n====\n",
}


@pytest.fixture
def copied(documents: DocumentSet) -> DocumentSet:
    documents.write(SET)
    (documents.src / "picture.png").write_bytes(PICTURE)
    return documents


def test_a_copy_says_what_the_original_says(copied: DocumentSet) -> None:
    build = copied.build("html")
    assert build.warnings == []
    page = build.read("index.html")
    view = page[page.index('<div class="policy-view') : page.index('<div class="toctree-wrapper')]
    numbers = re.findall(r'<span class="(?:caption-number|eqno)">([^<]*)</span>', view)
    assert numbers == ["Fig. 2 ", "Table 1 ", "Listing 1 ", "(2)"]
    assert '<p class="rubric" id="policy-index-1-1-background">Background</p>' in view
    assert 'href="page.html#drawn"><span class="std std-numref">Fig. 2</span></a>' in view
    assert 'href="page.html#equation-fine">(2)</a>' in view
    notes = re.findall(r'<aside class="footnote brackets".*?<p>(.*?)</p>', view, re.DOTALL)
    assert [re.sub("<.*?>", "", note) for note in notes] == [
        "Below the entry [3].",
        "In the body.",
        "And deeper.",
    ]
    assert "Since then." in view
    assert "ecret" not in page
    assert "More" not in view
    as_of = copied.build("html", place="then", policyrefs_as_of="2020-06").read("index.html")
    assert "Since then." not in as_of


def test_numbers_on_paper_are_the_first_ones(copied: DocumentSet) -> None:
    text = copied.build("latex").read("bodies.tex")
    copy = text[: text.index(r"\label{\detokenize{page:event-one}}")]
    assert r"\caption" not in copy[: copy.index(r"\chapter{Page}")]
    assert r"\ref{\detokenize{page:drawn}}} Drawn" in copy
    assert r"\tag{\ref{equation:page:fine}}" in copy
    assert text.count(r"\label{equation:page:fine}") == 1
    assert "Below the entry" in copy


@pytest.mark.parametrize("builder", ["html", "text"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("        .. figure:: picture.png\n\n           Before\n", ""),
        ("        .. math::\n           :label: before\n\n           a\n", ""),
        ("And deeper", "And no deeper"),
    ],
    ids=["figure", "equation", "note"],
)
def test_a_copy_follows_its_original(builder: str, old: str, new: str, copied: DocumentSet) -> None:
    twins = Twins(copied)
    assert twins.build(builder).warnings == []
    copied.write({"page.rst": SET["page.rst"].replace(old, new)})
    twins.check(builder)
