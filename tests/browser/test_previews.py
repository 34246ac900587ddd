"""Cards beside references: they come by pointer and keyboard, go when they should, and disturb nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import DocumentSet

if TYPE_CHECKING:
    from collections.abc import Callable

    from browsing import Visits
    from playwright.sync_api import Locator, Page
    from support import Build

pytestmark = pytest.mark.browser

FILES = {
    "index.rst": """
        Start
        =====

        See :event:`signing`, :legal-action:`the case <case>` and :event:`last`.

        .. toctree::

           folder/the record
           views

        .. policy:since:: 2020-01-01

           .. raw:: html

              <div style="height: 2000px"></div>

        .. event:: The last one
           :id: last
           :date: 2021

           It stands below, out of :event:`sight <signing>`.
        """,
    "folder/the record.rst": """
        Record
        ======

        .. event:: The Act is <i>signed</i>
           :id: signing
           :date: 2020-04-24
           :confidence: disputed

           In the *Oval* Office, with :party:`Acme`.

           Not this paragraph.

        .. party:: Acme
           :id: acme

        .. legal-action:: Acme v. Board
           :id: case
           :filed: 2020-05-07
           :decided: 2020-12
           :plaintiffs: acme
        """,
    "views.rst": """
        Views
        =====

        .. chronology::

        .. policy:timeline::

        Far away
        --------

        Nothing to see.
        """,
}


@pytest.fixture(scope="module", params=["html", "dirhtml"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Build:
    documents = DocumentSet(tmp_path_factory.mktemp("previews"))
    documents.write(FILES)
    return documents.build(request.param)


def start(visits: Visits, site: Build, name: str = "index", **options: object) -> Page:
    folder = site.app.builder.name == "dirhtml"
    # A directory has no first page where no server gives one.
    page = ("views/" if name == "views" else "") if folder else f"{name}.html"
    return visits.open(site, page, served=folder, **options)  # type: ignore[arg-type]


def card(page: Page) -> Locator:
    return page.get_by_role("tooltip")


def test_pointing_shows_the_card(visits: Visits, site: Build) -> None:
    page = start(visits, site)
    link = page.get_by_role("link", name="The Act is <i>signed</i>").first
    link.hover()
    card(page).wait_for()
    assert card(page).inner_text().split("\n") == [
        "The Act is <i>signed</i> disputed", "Event · April 24, 2020", "In the Oval Office, with Acme.",
    ]  # fmt: skip
    assert link.get_attribute("aria-describedby") == card(page).get_attribute("id")
    page.get_by_role("link", name="the case").hover()
    page.get_by_text("Legal action · Filed: May 7, 2020 · Decided: December 2020").wait_for()
    assert card(page).count() == 1
    page.mouse.move(2, 700)
    card(page).wait_for(state="detached")
    assert link.get_attribute("aria-describedby") is None


def test_the_pointer_may_move_onto_the_card_and_escape_sends_it_away(visits: Visits, site: Build) -> None:
    page = start(visits, site)
    link = page.get_by_role("link", name="the case")
    link.hover()
    card(page).wait_for()
    card(page).hover()
    page.wait_for_timeout(400)
    assert card(page).is_visible()
    page.keyboard.press("Escape")
    assert card(page).count() == 0
    page.mouse.move(2, 700)
    page.wait_for_timeout(300)
    link.hover()
    card(page).wait_for()
    page.keyboard.press("Escape")
    page.mouse.move(*(part + 1 for part in centre(link)))  # still on the link
    page.wait_for_timeout(450)
    assert card(page).count() == 0


def centre(link: Locator) -> tuple[float, float]:
    box = link.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_the_keyboard_shows_the_same(visits: Visits, site: Build) -> None:
    page = start(visits, site)
    page.get_by_role("link", name="the case").evaluate("link => link.focus()")
    page.keyboard.press("Tab")  # to the next link, of the last event, which is far below
    page.keyboard.press("Shift+Tab")
    page.get_by_text("Filed: May 7, 2020").wait_for()
    page.keyboard.press("Tab")
    page.get_by_text("It stands below, out of sight.").last.wait_for()
    page.keyboard.press("Escape")
    assert card(page).count() == 0


def test_an_entry_that_is_in_sight_has_no_card(visits: Visits, site: Build) -> None:
    page = start(visits, site)
    link = page.get_by_role("link", name="The last one").first
    link.hover()
    card(page).wait_for()  # it is below the window
    page.mouse.move(2, 700)
    card(page).wait_for(state="detached")
    page.set_viewport_size({"width": 1280, "height": 4000})
    link.hover()
    page.wait_for_timeout(500)
    assert card(page).count() == 0


def test_views_and_pictures_have_cards_too(visits: Visits, site: Build) -> None:
    page = start(visits, site, "views")
    page.locator("td a", has_text="filed").first.hover()
    page.get_by_text("Filed: May 7, 2020 · Decided").wait_for()
    page.mouse.move(2, 2)
    page.locator("svg a").first.hover()
    card(page).wait_for()


def test_cards_move_nothing_and_stay_in_the_window(visits: Visits, site: Build) -> None:
    page = start(visits, site, width=320)
    before = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    page.get_by_role("link", name="the case").hover()
    card(page).wait_for()
    assert (
        page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
        == before
    )
    box = card(page).bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320


def test_touch_follows_the_link_at_once(visits: Visits, site: Build) -> None:
    page = start(visits, site, has_touch=True)
    page.get_by_role("link", name="the case").tap()
    page.wait_for_url("**/*#legal-action-case")
    assert card(page).count() == 0


def test_other_links_have_none_and_ask_for_nothing_in_vain(visits: Visits, site: Build) -> None:
    page = start(visits, site)
    page.evaluate(
        """() => {
          for (const [text, href] of [['a section', 'views.html#far-away'], ['elsewhere', 'gone.html#event-x'],
                                      ['outside', 'https://example.org/#event-signing'], ['broken', '#%']]) {
            const link = document.createElement('a');
            Object.assign(link, {className: 'reference internal', href, textContent: text});
            document.querySelector('.body p').append(' ', link);
          }
        }"""
    )
    for text in ("a section", "elsewhere", "outside", "broken"):
        page.get_by_role("link", name=text).hover()
        page.wait_for_timeout(400)
        assert card(page).count() == 0


def test_paper_has_no_card_and_motion_can_be_spared(visits: Visits, site: Build) -> None:
    page = start(visits, site, reduced_motion="reduce")
    page.get_by_role("link", name="the case").hover()
    card(page).wait_for()
    assert card(page).evaluate("card => getComputedStyle(card).animationName") == "none"
    page.emulate_media(media="print")
    assert not card(page).is_visible()


def test_right_to_left_and_dark(visits: Visits, site: Build) -> None:
    page = start(visits, site)
    page.evaluate(
        "document.documentElement.dir = 'rtl'; document.body.style.cssText = 'background: #111; color: #eee'"
    )
    page.evaluate("document.querySelector('.body').style.cssText = 'background: none; color: inherit'")
    link = page.get_by_role("link", name="the case")
    link.hover()
    card(page).wait_for()
    mine, its = card(page).bounding_box(), link.bounding_box()
    assert mine
    assert its
    assert abs(mine["x"] + mine["width"] - its["x"] - its["width"]) < 2
    colours = card(page).evaluate(
        "card => [getComputedStyle(card).backgroundColor, getComputedStyle(card).color]"
    )
    assert colours == ["rgb(17, 17, 17)", "rgb(238, 238, 238)"]


def test_axe_finds_nothing(visits: Visits, site: Build, axe: Callable[..., list[str]]) -> None:
    page = start(visits, site)
    page.get_by_role("link", name="The Act").first.hover()
    card(page).wait_for()
    assert axe(page, ".policy-preview") == []
