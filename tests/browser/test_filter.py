"""The chronology in the browser: search, filter, years, order, and the address that remembers them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from support import DocumentSet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from browsing import Visits
    from playwright.sync_api import Locator, Page
    from support import Build

pytestmark = pytest.mark.browser

RECORD = """
    Record
    ======

    .. party:: Acme Corporation
       :id: acme
       :short: Acme

    .. party:: Board of Trade
       :id: board

    .. issue:: Is it speech?
       :id: speech

    .. legal-action:: Acme v. Board
       :id: acme-v-board
       :plaintiffs: acme
       :defendants: board
       :filed: 2020-03
       :decided: 2021-05-06

    .. event:: Someday
       :date: XXXX
"""
#: title, year, options
EVENTS = [
    ("The café opens", 2019, "parties: acme"),
    ("Hearing on the rule", 2020, "parties: board\n:issues: speech\n:tags: rule"),
    ("A rule is <b>proposed</b>", 2020, "parties: board\n:tags: rule\n:confidence: disputed"),
    ("Acme writes a letter", 2020, "parties: acme; board"),
    ("Argument in court", 2021, "legal-action: acme-v-board\n:parties: acme"),
    ("The board replies", 2021, "parties: board\n:confidence: alleged"),
    ("Acme moves away", 2022, "parties: acme\n:tags: move"),
    ("Nothing happens", 2022, "tags: quiet"),
    ("Nothing happens again", 2023, "tags: quiet"),
    ("The end", 2023, "parties: acme; board"),
]
#: rows of the chronology: the events, two days of the case, and one day that nobody knows
ALL = len(EVENTS) + 3


def record() -> str:
    entries = []
    for n, (title, year, options) in enumerate(EVENTS, 1):
        lines = options.replace("\n", "\n       ")
        entries.append(f"    .. event:: {title}\n       :date: {year}-0{n % 9 + 1}-11\n       :{lines}\n")
    return RECORD + "\n" + "\n".join(entries)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Return the pages of a small record: the chronology in each form."""
    documents = DocumentSet(tmp_path_factory.mktemp("filter"))
    page = (
        "{0}\n===\n\n.. chronology::\n   :filter: yes\n{1}\n\nAfter\n-----\n\nThe end of the page.\n".format
    )
    documents.write(
        {
            "index.rst": "Start\n=====\n\n.. toctree::\n   :glob:\n\n   *\n",
            "record.rst": record(),
            "table.rst": page("Table", ""),
            "list.rst": page("List", "   :layout: list"),
            "prose.rst": page("Prose", "   :layout: prose"),
            "years.rst": page("Years", "   :group-by: year"),
            "parties.rst": page("Parties", "   :group-by: party"),
            "newest.rst": page("Newest", "   :order: newest\n   :layout: list"),
            "two.rst": page("Two", "   :kinds: event") + "\n.. chronology::\n   :filter: yes\n",
            "events.rst": "Events\n======\n\n.. event-index::\n   :filter: yes\n",
            "plain.rst": "Plain\n=====\n\n.. chronology::\n   :filter: no\n",
        }
    )
    return documents.build()


def rows(page: Page, view: int = 0) -> list[str]:
    """Return the titles of the rows that a reader sees."""
    place = page.locator(".policy-view").nth(view)
    found = place.locator("tbody > tr, ul > li, > p:not([class])").filter(visible=True)
    titles = [re.search(r"(?:: |\t)([^\t\n]+)|\Z", text) for text in found.all_inner_texts()]
    return [match[1].strip().removesuffix(".") for match in titles if match]


def chips(page: Page) -> list[str]:
    return [text.removesuffix(" ×") for text in page.locator(".policy-chip").all_inner_texts()]


def count(page: Page) -> str:
    return page.locator(".policy-filter [role=status]").first.inner_text()


def menu(page: Page, label: str) -> Locator:
    return page.locator(".policy-menu").filter(has=page.locator("summary", has_text=re.compile(f"^{label}")))


def choose(page: Page, label: str, *choices: str) -> None:
    menu(page, label).locator("summary").click()
    for choice in choices:
        menu(page, label).get_by_label(choice).click()
    page.keyboard.press("Escape")


def offered(page: Page, label: str) -> dict[str, int]:
    """Return the choices of a menu with their counts, and leave it open."""
    menu(page, label).locator("summary").click()
    menu(page, label).locator("label").first.wait_for()
    # The browser tells of an opened menu a moment later, and only then it is counted.
    page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
    texts = menu(page, label).locator("label").all_inner_texts()
    return {name: int(number) for name, number in (text.split("\n") for text in texts)}


@pytest.mark.parametrize("name", ["table", "list", "prose", "years"])
@pytest.mark.parametrize("served", [False, True])
def test_search_and_filter_in_every_form(visits: Visits, site: Build, name: str, served: bool) -> None:
    page = visits.open(site, f"{name}.html", served=served)
    assert count(page) == f"{ALL} of {ALL} shown"
    search = page.get_by_label("Search these entries").first
    search.fill("CAFE open")  # whatever the letters' case and accents
    assert rows(page) == ["The café opens"]
    assert count(page) == f"1 of {ALL} shown"
    search.fill("<b>")
    assert rows(page) == ["A rule is <b>proposed</b> disputed"]
    search.fill("")
    choose(page, "Party", "Board of Trade")
    choose(page, "Tag", "rule")
    assert rows(page) == ["Hearing on the rule", "A rule is <b>proposed</b> disputed"]
    assert chips(page) == ["Board of Trade", "rule"]
    page.get_by_role("button", name="Remove: Tag: rule").click()
    choose(page, "Confidence", "alleged")
    assert rows(page) == ["The board replies alleged"]
    page.get_by_role("button", name="Show all").click()
    assert (len(rows(page)), chips(page)) == (ALL, [])


def test_counts_say_what_each_choice_would_leave(visits: Visits, site: Build) -> None:
    page = visits.open(site, "table.html")
    assert offered(page, "Party") == {"Acme": 7, "Board of Trade": 7}
    assert offered(page, "Kind") == {"Event": 11, "Legal action": 2}
    assert offered(page, "Proceeding") == {"Acme v. Board": 3}
    menu(page, "Proceeding").get_by_label("Acme v. Board").click()
    assert offered(page, "Kind") == {"Event": 1, "Legal action": 2}
    menu(page, "Kind").get_by_label("Event").click()
    # Those of one menu are alternatives, so its own counts stay.
    assert menu(page, "Kind").locator(".policy-number").all_inner_texts() == ["1", "2"]
    assert rows(page) == ["Argument in court"]


def test_years_narrow_to_one_or_to_the_time_between_two(visits: Visits, site: Build) -> None:
    page = visits.open(site, "table.html")
    year = page.locator(".policy-years").get_by_role("button", pressed=False)
    assert [text.strip() for text in page.locator(".policy-years button").all_inner_texts()] == [
        "2019", "2020", "2021", "2022", "2023",
    ]  # fmt: skip
    year.get_by_text("2020").click()
    assert len(rows(page)) == 4
    year.get_by_text("2022").click()
    assert (len(rows(page)), chips(page)) == (9, ["2020–2022"])
    page.get_by_role("button", name="2019").click()
    assert (rows(page), chips(page)) == (["The café opens"], ["2019"])
    page.get_by_role("button", name="2019", exact=True).click()
    assert len(rows(page)) == ALL  # those of no known year as well


@pytest.mark.parametrize("name", ["table", "list", "prose", "years", "newest"])
def test_order_turns_all_but_unknown_dates(visits: Visits, site: Build, name: str) -> None:
    page = visits.open(site, f"{name}.html")
    before = rows(page)
    order = page.get_by_label("Order")
    assert order.input_value() == ("newest" if name == "newest" else "oldest")
    other = "oldest" if name == "newest" else "newest"
    order.select_option(other)
    assert rows(page) == [*before[-2::-1], "Someday"]
    heads = page.locator(".policy-heading").all_inner_texts()
    assert heads[-1:] == ["Unknown date"]
    assert heads[:-1] == sorted(heads[:-1], reverse=True)
    order.select_option("newest" if name == "newest" else "oldest")
    assert rows(page) == before


def test_groups_without_rows_are_not_shown(visits: Visits, site: Build) -> None:
    page = visits.open(site, "parties.html?policy-text=board+replies")
    assert page.locator(".policy-heading").filter(visible=True).all_inner_texts() == ["Board of Trade"]
    assert page.locator("table").filter(visible=True).count() == 1
    page.get_by_label("Order").select_option("newest")  # parties stay in their order
    page.get_by_role("button", name="Show all").click()
    heads = page.locator(".policy-heading").filter(visible=True).all_inner_texts()
    assert heads == ["Acme Corporation", "Board of Trade", "None of these"]


@pytest.mark.parametrize("served", [False, True])
def test_a_filtered_view_can_be_linked(visits: Visits, site: Build, served: bool) -> None:
    page = visits.open(site, "table.html?other=x#after", served=served)
    choose(page, "Party", "Board of Trade")
    page.locator(".policy-years").get_by_text("2020").click()
    page.locator(".policy-years").get_by_text("2021").click()
    page.get_by_label("Order").select_option("newest")
    page.get_by_label("Search these entries").fill("the")
    page.wait_for_url("**policy-text**")
    assert page.url.partition("table.html")[2] == (
        "?other=x&policy-text=the&policy-party=board&policy-year=2020-2021&policy-order=newest#after"
    )
    wanted = rows(page)
    assert wanted == ["The board replies alleged", "Hearing on the rule"]
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    assert (rows(page), chips(page)) == (wanted, ["Board of Trade", "2020–2021"])
    assert page.get_by_label("Search these entries").input_value() == "the"
    # The place that the fragment names is where the reader is taken, whatever the filter took away above it.
    assert page.locator("#after").evaluate("e => e.getBoundingClientRect().bottom <= innerHeight")
    page.get_by_role("button", name="Show all").click()
    page.get_by_label("Order").select_option("oldest")
    page.wait_for_url("**/table.html?other=x#after")


def test_links_within_the_page_keep_the_filter(visits: Visits, site: Build) -> None:
    page = visits.open(site, "table.html?policy-tag=quiet")
    page.evaluate("location.hash = '#after'")
    assert len(rows(page)) == 2
    assert page.url.endswith("?policy-tag=quiet#after")


def test_what_the_address_does_not_know_is_left_alone(visits: Visits, site: Build) -> None:
    page = visits.open(site, "table.html?policy-party=nobody&policy-year=soon&policy-order=none&policy-x=1")
    assert len(rows(page)) == ALL


def test_each_view_of_a_page_has_its_own_filter(visits: Visits, site: Build) -> None:
    page = visits.open(site, "two.html?policy-tag=quiet&policy2-kind=legal-action")
    assert rows(page) == ["Nothing happens", "Nothing happens again"]
    assert rows(page, 1) == ["Acme v. Board: filed", "Acme v. Board: decided"]


def test_an_index_can_be_searched(visits: Visits, site: Build) -> None:
    page = visits.open(site, "events.html")
    page.get_by_label("Search these entries").fill("again")
    assert page.locator("tbody > tr").filter(visible=True).count() == 1
    assert page.locator(".policy-menu, .policy-years, select").count() == 0


def test_everything_can_be_done_with_the_keyboard(visits: Visits, site: Build) -> None:
    page = visits.open(site, "table.html")
    page.get_by_label("Search these entries").focus()

    def press(*keys: str) -> str:
        for key in keys:
            page.keyboard.press(key)
        return page.evaluate("document.activeElement.textContent.trim()")

    assert press("Tab") == "Kind"
    assert press("Tab") == "Party"
    press("Enter")
    menu(page, "Party").get_by_role(
        "checkbox"
    ).first.wait_for()  # browsers open what is opened a moment later
    press("Tab", "Space")
    assert chips(page) == ["Acme"]
    assert press("Escape") == "Party (1)"
    assert menu(page, "Party").get_attribute("open") is None
    assert press("Enter", "Tab", "Tab", "Tab") == "Proceeding"  # leaving a menu closes it
    assert menu(page, "Party").get_attribute("open") is None
    press("Tab", "Tab", "Tab")
    assert press("Tab") == "2019"
    assert press("ArrowRight", "ArrowRight") == "2021"
    press("Enter")
    assert press("End") == "2023"
    press("Space")
    assert chips(page) == ["Acme", "2021–2023"]
    assert press("Home") == "2019"
    assert press("Tab") == "Acme ×"
    press("Enter")
    assert chips(page) == ["2021–2023"]
    press("T", "h", "e")
    assert page.get_by_label("Search these entries").input_value() == "The"


def test_paper_has_the_filter_in_words_and_no_controls(visits: Visits, site: Build) -> None:
    page = visits.open(site, "table.html?policy-text=the&policy-party=board&policy-year=2020")
    page.emulate_media(media="print")
    assert not page.locator(".policy-filter").is_visible()
    told = page.locator(".policy-filtered").inner_text()
    assert told == f"Filtered: “the”; Party: Board of Trade; 2020. 1 of {ALL} shown"
    page.emulate_media(media="screen")
    assert not page.locator(".policy-filtered").is_visible()
    page.get_by_role("button", name="Show all").click()
    page.emulate_media(media="print")
    assert not page.locator(".policy-filtered").is_visible()


@pytest.mark.parametrize("name", ["table", "list", "prose", "years"])
def test_without_scripts_all_rows_and_no_dead_control(visits: Visits, site: Build, name: str) -> None:
    page = visits.open(site, f"{name}.html?policy-text=nothing", javascript=False)
    assert len(rows(page)) == ALL
    assert page.locator(".policy-view :is(input, button, select, summary)").count() == 0
    assert page.locator(".policy-filter").bounding_box()["height"] == 0


def test_pages_without_a_filter_bring_no_script(site: Build) -> None:
    assert "policyrefs-filter.js" in site.read("table.html")
    assert all(
        "policyrefs-filter.js" not in site.read(f"{name}.html") for name in ("plain", "record", "index")
    )


def test_the_page_does_not_jump_when_the_controls_come(visits: Visits, site: Build) -> None:
    page = visits.open(site, "table.html")
    shift = page.evaluate(
        """() => new Promise(done => new PerformanceObserver(list => done(
             list.getEntries().reduce((sum, entry) => sum + entry.value, 0)))
           .observe({type: 'layout-shift', buffered: true}) || setTimeout(done, 300, 0))"""
    )
    assert shift < 0.05  # 0.1 is what the Core Web Vitals call good


def test_the_language_is_that_of_the_documents(visits: Visits, documents: DocumentSet) -> None:
    documents.write({"index.rst": record() + "\n    .. chronology::\n"})
    page = visits.open(documents.build(language="de"))
    assert menu(page, "Art").count() == 1
    assert offered(page, "Beteiligte") == {"Acme": 7, "Board of Trade": 7}


def test_axe_finds_nothing(visits: Visits, site: Build, axe: Callable[..., list[str]]) -> None:
    page = visits.open(site, "table.html?policy-tag=quiet")
    offered(page, "Party")
    assert axe(page, ".policy-view") == []


def test_five_thousand_rows_filter_at_once(
    visits: Visits, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """Compare with what the browser needs to lay out the rows once; `-o junit_family=xunit1` reports the times."""
    documents = DocumentSet(tmp_path)
    words = ("hearing", "order", "filing", "answer", "ruling")
    events = [
        f".. event:: {words[n % 5].capitalize()} number {n}\n   :date: {1990 + n % 37}-{n % 12 + 1:02}-01\n"
        f"   :parties: p{n % 90}\n   :tags: {words[n % 4]}\n"
        for n in range(5000)
    ]
    parties = [f".. party:: Party {n}\n   :id: p{n}\n" for n in range(90)]
    documents.write({"index.rst": "All\n===\n\n.. chronology::\n\n.. toctree::\n\n   r\n"})
    documents.write({"r.rst": "\n".join(["R\n=\n", *parties, *events])})
    page = visits.open(documents.build())
    page.wait_for_timeout(500)
    took = page.evaluate(
        """async () => {
          const time = action => {
            const start = performance.now();
            action();
            document.body.offsetHeight;
            return performance.now() - start;
          };
          const pause = () => new Promise(done => setTimeout(done, 60));
          const [box, order] = [document.querySelector('.policy-search'), document.querySelector('.policy-order')];
          const type = text => { box.value = text; box.dispatchEvent(new Event('input')); };
          const turn = () => {
            order.value = order.value === 'newest' ? 'oldest' : 'newest';
            order.dispatchEvent(new Event('change'));
          };
          const view = document.querySelector('.policy-scroll');
          const hide = display => () => { view.style.display = display; };
          const once = [1, 2, 3].map(() => (time(hide('none')), time(hide(''))));
          const narrowed = [], turned = [];
          for (let n = 0; n < 20; n++) {
            narrowed.push(time(() => type(['h', 'hearing', 'hearing 1', '', 'zzz', 'order', ''][n % 7])));
            await pause();
          }
          type('');
          for (let n = 0; n < 20; n++) {
            turned.push(time(turn));
            await pause();
          }
          return {once, narrowed, turned, year: time(() => document.querySelector('.policy-years button').click())};
        }"""
    )
    record_property("milliseconds", took)
    assert sorted(took["narrowed"])[18] < sorted(took["once"])[1]  # 19 of 20 times
    assert sorted(took["turned"])[18] < sorted(took["once"])[1]
    # What was moved half at a time is whole in the end, whatever was asked for meanwhile.
    page.get_by_role("button", name="Show all").click()
    page.get_by_label("Order").select_option("newest")
    page.wait_for_timeout(20)
    page.get_by_label("Order").select_option("oldest")
    page.get_by_label("Order").select_option("newest")
    page.wait_for_function("!document.querySelector('tbody > tr[hidden]')")
    page.wait_for_function("document.querySelector('tbody > tr').textContent.startsWith('December')")
    found = (
        "() => [...document.querySelectorAll('tbody > tr')].map(row => row.cells[0].textContent.slice(-4))"
    )
    page.wait_for_function(f"(({found})().join() === ({found})().sort().reverse().join())")
    # A screen is right at once, what is further down a moment later, and paper as soon as it is asked for.
    page.evaluate("scrollTo(0, 0)")
    shown = "[...document.querySelectorAll('tbody > tr:not([hidden])')].map(row => row.cells[1].textContent)"
    typed = """text => {
      const box = document.querySelector('.policy-search');
      box.value = text;
      box.dispatchEvent(new Event('input'));
    }"""
    page.evaluate(typed, "hearing")
    assert all("Hearing" in title for title in page.evaluate(f"{shown}.slice(0, 60)"))
    page.wait_for_function(f"{shown}.length === 1000")
    page.evaluate(typed, "order")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert {title[:5] for title in page.evaluate(shown)} == {"Order"}
