"""What readers see in five themes, light and dark, from a phone to a wide screen: measured in the browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from browsing import Visits
from themes import LOOKS, THEMES, Theme

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from themes import Themed

pytestmark = [pytest.mark.browser, pytest.mark.builds]

#: Pages with the widths at which each is looked at.
PAGES = {"hard": (390, 768, 1280, 1920), "views": (390,), "policy-chronology": (390, 1280)}

#: Texts of ours with the contrast that they have to what stands behind them: the worst one of each class and colour.
CONTRAST = """
() => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const layer = colours => {
    canvas.clearRect(0, 0, 1, 1);
    for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, n) => sum + v * [0.2126, 0.7152, 0.0722][n], 0);
  const behind = element => {
    const colours = [];
    for (let at = element; at; at = at.parentElement) colours.unshift(getComputedStyle(at).backgroundColor);
    return ['#fff', ...colours];
  };
  const found = {};
  const ours = '.policy-mark, .policy-entry > dt, .policy-facts > dt, .policy-facts > dd, .policy-as-of, '
    + '.policy-table th, .policy-table td, .policy-title, .policy-empty, .policy-heading';
  for (const element of document.querySelectorAll(ours)) {
    if (!element.textContent.trim()) continue;
    const back = behind(element), text = layer([...back, getComputedStyle(element).color]), ground = layer(back);
    const [a, b] = [light(text), light(ground)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05), name = element.className || element.parentElement.className;
    if (!(found[name] < ratio)) found[name] = Math.round(ratio * 100) / 100;
  }
  return found;
}
"""


def shown(
    visits: Visits, themed: Themed, theme: Theme, name: str, *, dark: bool = False, width: int = 1280
) -> Page:
    """Open a page with the theme's own switch set."""
    switch = theme.script(dark=dark)
    page = visits.open(themed(theme), f"{name}.html", dark=dark, width=width, before=switch)
    forgive(visits, themed, theme)
    return page


def forgive(visits: Visits, themed: Themed, theme: Theme) -> None:
    """Pass over what the theme says in the console of a page without us too."""
    if visits.trouble:
        alone = Visits(visits.browser)
        alone.open(themed(theme, "plain"))
        alone.close()
        visits.trouble[:] = [line for line in visits.trouble if line not in alone.trouble]


#: By how much a page is wider than the window.
OVER = "document.documentElement.scrollWidth - innerWidth"

#: The outermost parts that stick out of the window, each as a selector.
STICKING_OUT = """
() => [...document.querySelectorAll('body *')]
  .filter(e => e.className && e.getBoundingClientRect().right > innerWidth + 0.5)
  .filter(e => e.parentElement.getBoundingClientRect().right <= innerWidth + 0.5)
  .map(e => e.localName + [...e.classList].map(name => '.' + CSS.escape(name)).join(''))
"""


def hide_what_sticks_out_without_us(page: Page, visits: Visits, themed: Themed, theme: Theme) -> None:
    """Hide the parts by which the theme makes every page wider than the window, one without us too."""
    size = page.viewport_size
    assert size
    alone = visits.open(themed(theme, "plain"), **size)
    parts = alone.evaluate(STICKING_OUT)
    assert not [part for part in parts if "policy" in part]
    page.add_style_tag(content=f"{', '.join(parts)} {{ display: none !important }}" if parts else "")


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_no_page_is_wider_than_the_screen(themed: Themed, visits: Visits, theme: Theme) -> None:
    out = themed(theme)
    page = visits.open(out, "index.html", width=390, height=844)
    wide = {}
    for name, widths in PAGES.items():
        page.goto((out / f"{name}.html").as_uri())
        for width in widths:
            page.set_viewport_size({"width": width, "height": 844})
            over = page.evaluate(OVER)
            if over > 0:
                hide_what_sticks_out_without_us(page, visits, themed, theme)
                over = page.evaluate(OVER)
            cut = page.evaluate(
                "[...document.querySelectorAll('.policy-entry, .policy-facts, .policy-view')]"
                ".filter(e => e.scrollWidth > e.clientWidth + 1).length"
            )
            if over > 0 or cut:
                wide[name, width] = (over, cut)
    forgive(visits, themed, theme)
    assert wide == {}


@pytest.mark.parametrize(("theme", "dark"), LOOKS, ids=lambda value: getattr(value, "name", str(value)))
def test_text_can_be_read(themed: Themed, visits: Visits, theme: Theme, *, dark: bool) -> None:
    page = shown(visits, themed, theme, "hard", dark=dark)
    light = page.evaluate("getComputedStyle(document.querySelector('.policy-entry > dt')).color")
    assert (max(map(int, re.findall(r"\d+", light)[:3])) > 128) is dark
    measured = page.evaluate(CONTRAST)
    marks = {name.split()[-1] for name in measured if name.startswith("policy-mark")}
    assert marks >= {"policy-draft", "policy-disputed", "policy-accurate", "policy-wrong", "policy-overdue"}
    assert {name: ratio for name, ratio in measured.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_cards_are_mirrored_from_right_to_left(themed: Themed, visits: Visits, theme: Theme) -> None:
    page = shown(visits, themed, theme, "hard")
    places = """() => {
      const [card, label, value] = ['.policy-entry', '.policy-facts > dt', '.policy-facts > dd']
        .map(name => document.querySelector(name).getBoundingClientRect());
      const style = getComputedStyle(document.querySelector('.policy-entry'));
      return [label.left > value.left, parseFloat(style.borderRightWidth) > parseFloat(style.borderLeftWidth)];
    }"""
    assert page.evaluate(places) == [False, False]
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate(places) == [True, True]
    over = "[...document.querySelectorAll('.policy-entry')].filter(e => e.scrollWidth > e.clientWidth + 1).length"
    assert page.evaluate(over) == 0


#: How our parts are set, lengths in the size of their own letters: what must be the same in every theme.
SETTING = """
() => {
  const lengths = ['paddingTop', 'paddingLeft', 'marginLeft', 'marginTop'];
  const words = ['borderTopStyle', 'borderLeftWidth', 'borderBottomWidth', 'fontWeight', 'fontStyle', 'textTransform',
    'textAlign', 'verticalAlign', 'whiteSpaceCollapse', 'display', 'float', 'boxShadow', 'backgroundColor'];
  const found = {};
  const parts = ['.policy-entry', '.policy-entry > dt', '.policy-entry > dd', '.policy-facts', '.policy-facts > dt',
    '.policy-facts > dd', '.policy-table', '.policy-table th', '.policy-table td', 'p.policy-title', '.policy-mark'];
  for (const name of parts) {
    const style = getComputedStyle(document.querySelector(name)), size = parseFloat(style.fontSize);
    const share = key => Math.round(parseFloat(style[key]) / size * 20) / 20;
    found[name] = [...lengths.map(share), ...words.map(key => style[key])];
  }
  return found;
}
"""


def test_no_rule_of_a_theme_reaches_our_parts(themed: Themed, visits: Visits) -> None:
    found = [shown(visits, themed, theme, "hard").evaluate(SETTING) for theme in THEMES]
    for theme, setting in zip(THEMES, found, strict=True):
        assert setting == found[0], theme.name


@pytest.mark.parametrize("theme", [THEMES[0], THEMES[-1]], ids=lambda theme: theme.name)
def test_no_rule_of_ours_reaches_other_parts(themed: Themed, visits: Visits, theme: Theme) -> None:
    page = shown(visits, themed, theme, "hard")
    page.evaluate(
        "document.querySelector('.policy-entry').insertAdjacentHTML('beforebegin', `<table class='docutils'>"
        "<thead><tr><th>A<tbody><tr><td>B</table><dl class='py function'><dt class='sig'>f<dd>"
        "<dl class='field-list'><dt class='field-odd'>A<dd class='field-odd'>B</dl></dl><p class='rubric'>C`)"
    )
    styles = """() => [...document.querySelectorAll('*')]
      .filter(e => !e.closest('[class*="policy-"]'))
      .map(e => ({...getComputedStyle(e)}))
      .map(s => ['color', 'backgroundColor', 'fontSize', 'fontWeight', 'marginTop', 'marginBottom', 'marginLeft',
        'paddingTop', 'paddingLeft', 'borderTopWidth', 'display', 'position', 'overflowWrap', 'textAlign']
        .map(key => s[key]).join())"""
    ours = page.evaluate(styles)
    page.evaluate(
        "document.querySelectorAll('link[href*=policyrefs]').forEach(link => { link.disabled = true; })"
    )
    assert len(ours) > 50
    assert page.evaluate(styles) == ours
