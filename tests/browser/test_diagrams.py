"""Diagrams as Chromium shows them: texts inside their boxes, links by keyboard, room on a phone, light and dark."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support import DocumentSet

if TYPE_CHECKING:
    from collections.abc import Callable

    from browsing import Visits
    from support import Build

pytestmark = [
    pytest.mark.browser,
    pytest.mark.builds,
    pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed: apt install graphviz"),
]

HARBOUR = Path(__file__).parents[2] / "docs" / "snippets" / "rst" / "harbour.rst"
INDEX = """
    Diagrams
    ========

    .. toctree::

       record

    .. policy:relations::
       :caption: All relations

    .. docket:: bay-v-trust
    """
#: Texts that are wider than the box that they stand in, or that lie on another text.
OUTSIDE = """
() => [...document.querySelectorAll('.policy-node')].flatMap(node => {
  const face = node.querySelector('.policy-face').getBoundingClientRect();
  const texts = [...node.querySelectorAll('text')];
  const boxes = texts.map(text => text.getBoundingClientRect());
  return texts.filter((text, n) => boxes[n].left < face.left || boxes[n].right > face.right
    || boxes.some((box, m) => m > n && box.top < boxes[n].top + boxes[n].height * .6)).map(text => text.textContent);
})
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Build:
    documents = DocumentSet(tmp_path_factory.mktemp("diagrams"))
    record = "Record\n======\n\n" + HARBOUR.read_text(encoding="utf-8")
    documents.write({"index.rst": INDEX, "record.rst": record})
    build = documents.build(html_theme="furo")
    assert build.warnings == []
    return build


def test_texts_stay_in_their_boxes(built: Build, visits: Visits) -> None:
    page = visits.open(built)
    assert page.locator(".policy-node").count() > 20
    assert page.evaluate(OUTSIDE) == []


def test_a_box_is_reached_by_keyboard_and_leads_to_its_entry(built: Build, visits: Visits) -> None:
    page = visits.open(built)
    box = page.locator("figure.policy-diagram").last.locator("a.policy-node").first
    box.focus()
    assert (
        box.evaluate("box => getComputedStyle(box.querySelector('text')).textDecorationLine") == "underline"
    )
    page.keyboard.press("Enter")
    page.wait_for_url("**/record.html#instrument-dredging-permit")
    assert page.locator("#instrument-dredging-permit").is_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_a_wide_diagram_scrolls_and_the_page_does_not(built: Build, visits: Visits, width: int) -> None:
    page = visits.open(built, width=width)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    wide, narrow = page.locator(".policy-graphs").all()
    assert wide.evaluate("box => box.scrollWidth > box.clientWidth")
    assert narrow.evaluate("box => box.scrollWidth <= box.clientWidth")


def test_the_table_is_unfolded_on_request(built: Build, visits: Visits) -> None:
    page = visits.open(built, javascript=False)
    table = page.locator("figure.policy-diagram table").first
    assert not table.is_visible()
    page.get_by_text("The same as a table").click()
    assert table.is_visible()


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing(built: Build, visits: Visits, axe: Callable[..., list[str]], dark: bool) -> None:
    page = visits.open(built, dark=dark)
    page.get_by_text("The same as a table").click()
    assert axe(page, "figure.policy-diagram") == []
