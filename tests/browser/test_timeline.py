"""Timelines as Chromium lays them out: no label on another, a table on the phone, nothing for axe to find."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import pytest
from support import DocumentSet
from timelines import record, rst

if TYPE_CHECKING:
    from collections.abc import Callable

    from browsing import Visits
    from playwright.sync_api import Page
    from support import Build

pytestmark = [pytest.mark.browser, pytest.mark.builds]

SIZES = (10, 100, 500)
#: Pairs of texts of one picture whose boxes share more than half a pixel; a mark may touch its own label alone.
COLLISIONS = """
() => [...document.querySelectorAll('svg.policy-svg')].flatMap(svg => {
  const boxes = [...svg.querySelectorAll('text, a circle, a path')].map(part => {
    const text = part.tagName === 'text', box = part.getBoundingClientRect();
    return {text, owner: part.parentNode, say: part.textContent || part.parentNode.textContent, ...box.toJSON()};
  }).filter(box => box.text || box.height < 14);
  boxes.sort((one, two) => one.top - two.top);
  const found = [];
  boxes.forEach((one, n) => {
    for (let m = n + 1; m < boxes.length && boxes[m].top < one.bottom - .5; m++) {
      const two = boxes[m];
      if (!(one.text || two.text) || (one.owner === two.owner && !(one.text && two.text))) continue;
      if (one.left < two.right - .5 && two.left < one.right - .5) found.push([one.say, two.say]);
    }
  });
  return found;
})
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Return a page for each number of rows, with and without lanes."""
    documents = DocumentSet(tmp_path_factory.mktemp("timelines"))
    for rows in SIZES:
        views = "".join(
            f".. policy:timeline::\n   :tags: r{rows}\n   :caption: Rows{options}\n\n"
            for options in ("", "\n   :lanes: kind", "\n   :labels: all")
        )
        entries = [
            w._replace(id=f"r{rows}-{w.id}", options={**w.options, "tags": f"r{rows}"})
            for w in record(rows, rows)
            if w.kind != "party"
        ]
        for written in entries:
            written.options.pop("parties", None)
        documents.write(
            {
                f"r{rows}.rst": f":orphan:\n\nRows\n====\n\n{views}",
                f"e{rows}.rst": f":orphan:\n\nE\n=\n\n{rst(entries)}",
            }
        )
    documents.write({"index.rst": "Index\n=====\n"})
    # Furo has dark colours; without it Sphinx's own theme serves as well.
    return documents.build(html_theme="furo" if find_spec("furo") else "alabaster")


#: Faces of very different widths, as themes and readers have them; the first is the theme's.
FACES = ("", "DejaVu Sans", "serif")


@pytest.mark.parametrize("rows", SIZES)
def test_no_label_runs_into_another(visits: Visits, built: Build, rows: int) -> None:
    page = visits.open(built, f"r{rows}.html")
    for face in FACES:
        if face:
            page.add_style_tag(content=f"svg {{ font-family: {face} }}")
        assert page.evaluate(COLLISIONS) == []
    assert page.locator("svg.policy-svg a[href*='#']").count() > rows


def test_a_mark_leads_to_its_entry_by_keyboard_too(visits: Visits, built: Build) -> None:
    page = visits.open(built, "r10.html", javascript=False)
    mark = page.locator("svg.policy-svg a").first
    address = mark.get_attribute("href")
    mark.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{address}")
    assert address is not None
    assert page.locator(f"#{address.partition('#')[2]}").is_visible()


def shown(page: Page) -> list[bool]:
    """Return whether the picture and the table of the first timeline are to be seen."""
    figure = page.locator(".policy-picture").first
    return [figure.locator(part).first.is_visible() for part in ("svg", "tbody a")]


def test_a_phone_has_the_table_in_place_of_the_picture(visits: Visits, built: Build) -> None:
    assert shown(visits.open(built, "r10.html")) == [True, False]
    phone = visits.open(built, "r10.html", width=390, height=800)
    assert shown(phone) == [False, True]
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(
    visits: Visits, built: Build, axe: Callable[..., list[str]], dark: bool, width: int
) -> None:
    page = visits.open(built, "r10.html", served=True, dark=dark, width=width)
    assert axe(page, ".policy-picture") == []


CONTRAST = """
() => {
  const light = colour => {
    const context = document.createElement('canvas').getContext('2d', {colorSpace: 'srgb'});
    context.fillStyle = colour; context.fillRect(0, 0, 1, 1);
    const parts = [...context.getImageData(0, 0, 1, 1).data].slice(0, 3).map(c => {
      c /= 255; return c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4; });
    return .2126 * parts[0] + .7152 * parts[1] + .0722 * parts[2];
  };
  const paper = light(getComputedStyle(document.body).backgroundColor);
  return [...document.querySelectorAll('svg.policy-svg a > :is(circle, path)')].map(part => {
    const ink = light(getComputedStyle(part).color);
    return (Math.max(ink, paper) + .05) / (Math.min(ink, paper) + .05);
  });
}
"""


@pytest.mark.parametrize("dark", [False, True])
def test_marks_stand_out_from_the_page(visits: Visits, built: Build, dark: bool) -> None:
    page = visits.open(built, "r100.html", dark=dark)
    ratios: list[Any] = page.evaluate(CONTRAST)
    assert len(ratios) > 100
    assert min(ratios) >= 4.5
