"""The example as its readers see it: ten pages in both of its themes, light and dark, from a phone to a wide screen.

Nothing is compared with a picture: what is measured is what a reader would call broken, so new texts and themes need
no new picture.  ``make shots`` takes pictures to look at.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from support import sphinx_build
from themes import THEMES, Theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from browsing import Visits
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.builds]

EXAMPLE = Path(__file__).parents[2] / "examples" / "tiktok-ban"
#: The pages that matter most; of the story the first one.
PAGES = (
    "index", "story", "chronology", "timeline", "dossiers", "record/parties", "record/proceedings",
    "record/deadlines", "review/claims", "review/disputed",
)  # fmt: skip
WIDTHS = (390, 768, 1440, 1920)
#: The themes that the example has: Furo, and Alabaster where Furo is not installed.
LOOKS = [(theme, dark) for theme in THEMES[:2] for dark in (False, True) if theme.has_dark or not dark]

#: What a reader would call broken, each with the words by which it is found.
BROKEN = r"""
() => {
  const found = [], say = (what, element) =>
    found.push(`${what}: ${element.localName}.${element.className}: ${element.textContent.trim().slice(0, 50)}`);
  const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (over > 0) found.push(`the page is ${over} px wider than the window`);
  const main = document.querySelector('article[role="main"], div.body');
  for (const element of main.querySelectorAll('*')) {
    const style = getComputedStyle(element);
    if (!element.checkVisibility() || !element.clientWidth || style.clipPath !== 'none') continue;
    const {left, right} = element.getBoundingClientRect();
    // Diagrams scroll, as maps do, and long menus; a line of code may.
    if (element.closest('.policy-graphs, .policy-choices, pre, svg, thead')) continue;
    if (style.overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1) say('cut', element);
    if (style.overflowY !== 'visible' && element.scrollHeight > element.clientHeight + 1) say('cut below', element);
    if (right > innerWidth + 1 || left < -1) say('out of the window', element);
  }
  for (const text of main.querySelectorAll('svg.policy-svg text')) {
    const box = text.getBoundingClientRect(), picture = text.closest('svg').getBoundingClientRect();
    if (box.width && (box.right > picture.right + 2 || box.left < picture.left - 2)) say('out of the picture', text);
  }
  for (const year of main.querySelectorAll('.policy-years button > :last-child')) {
    if (year.getClientRects().length > 1 || year.offsetHeight > 30) say('a broken year', year);
  }
  for (const error of main.querySelectorAll('.problematic, .system-message, .error')) say('an error', error);
  for (const part of main.querySelectorAll('.contents')) {
    if (/ERROR:/.test(getComputedStyle(part, '::before').content)) say('Furo objects to', part);
  }
  return found;
}
"""

#: Tables of a view with the same heads whose columns begin elsewhere, and dates that take more than two lines.
UNEVEN = r"""
() => {
  const found = [];
  for (const view of document.querySelectorAll('.policy-view')) {
    const grids = new Map();
    for (const table of view.querySelectorAll('table.policy-table')) {
      const heads = [...table.tHead.rows[0].cells];
      if (!table.offsetWidth || getComputedStyle(table).display !== 'table') continue;
      const key = heads.map(head => head.textContent).join(' | ');
      const places = heads.map(head => Math.round(head.getBoundingClientRect().left)).join(' ');
      if ((grids.get(key) ?? places) !== places) found.push(`${key}: ${grids.get(key)}, ${places}`);
      grids.set(key, places);
      heads.forEach((head, n) => {
        if (!/policy-column-(date|due|term|filed|signed)/.test(head.className)) return;
        for (const row of table.tBodies[0].rows) {
          const cell = row.cells[n], style = getComputedStyle(cell);
          const text = document.createRange();
          text.selectNodeContents(cell.querySelector('p, div') || cell);
          const lines = text.getBoundingClientRect().height / parseFloat(style.lineHeight);
          if (lines > 2.5) found.push(`${lines.toFixed(1)} lines: ${cell.textContent}`);
        }
      });
    }
  }
  return found;
}
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Theme], Path]:
    """Return what gives the example's pages in one of its themes, built once."""
    root = tmp_path_factory.mktemp("example")

    def built(theme: Theme) -> Path:
        pytest.importorskip(theme.name, reason=f"{theme.name} is not installed; it is part of the extra test")
        out = root / theme.name
        if not out.is_dir():
            options = ("-q", "-b", "html", "-d", root / "trees", "-D", f"html_theme={theme.name}")
            run = sphinx_build(*options, EXAMPLE, out)
            assert run.returncode == 0, run.stderr
        return out

    return built


def opened(visits: Visits, out: Path, theme: Theme, *, dark: bool) -> Page:
    """Open the front page of the example with the theme's own switch set, here and on the pages that follow."""
    return visits.open(out, dark=dark, before=theme.script(dark=dark))


def address(out: Path, name: str) -> str:
    """Return the address of a page; of the story the first one."""
    if name == "story":
        return min((out / "story").iterdir()).as_uri()
    return (out / f"{name}.html").as_uri()


def menus_that_stick_out(page: Page) -> list[Any]:
    """Return the menus whose choices leave the window, or are cut."""
    found = []
    for menu in page.locator(".policy-menu").all():
        menu.locator("summary").click()
        choices = menu.locator(".policy-choices")
        menu.get_by_role("checkbox").first.wait_for()
        box = choices.bounding_box()
        cut = choices.evaluate("e => e.scrollWidth - e.clientWidth")
        size = page.viewport_size
        if not box or not size or cut > 0 or box["x"] < 0 or box["x"] + box["width"] > size["width"]:
            found.append((menu.inner_text()[:20], box, cut))
        menu.locator("summary").click()
    return found


@pytest.mark.parametrize(("theme", "dark"), LOOKS, ids=lambda value: getattr(value, "name", str(value)))
def test_nothing_is_cut_or_broken(
    visits: Visits, pages: Callable[[Theme], Path], theme: Theme, *, dark: bool
) -> None:
    out = pages(theme)
    broken: dict[tuple[str, int], list[Any]] = {}
    page = opened(visits, out, theme, dark=dark)
    for name in PAGES:
        page.goto(address(out, name))
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            found = page.evaluate(BROKEN)
            if width >= 768:
                found += page.evaluate(UNEVEN)
            if width == 390 and not dark:
                found += menus_that_stick_out(page)
            if found:
                broken[name, width] = found[:5]
    assert broken == {}


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", ["index", "timeline"])
def test_text_can_be_read(
    visits: Visits, pages: Callable[[Theme], Path], axe: Callable[..., list[str]], name: str, *, dark: bool
) -> None:
    furo = THEMES[1]
    out = pages(furo)
    page = opened(visits, out, furo, dark=dark)
    page.goto(address(out, name))
    assert [line for line in axe(page, "article") if line.startswith("color-contrast")] == []
