"""One browser for all tests of a process, and a watch on the pages that each of them opens."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

import pytest
from browsing import CHROMIUM, Visits, chromium

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return Chromium, started once."""
    if CHROMIUM is None:
        pytest.skip("there is no chromium; install it with: apt install chromium")
    pytest.importorskip("playwright", reason="playwright is not installed; it is part of the extra test")
    with chromium() as started:
        yield started


@pytest.fixture
def visits(browser: Browser) -> Iterator[Visits]:
    """Return what opens pages; a complaint in the console, or a request to another host, fails the test."""
    pages = Visits(browser)
    yield pages
    pages.close()
    assert pages.trouble == []


@pytest.fixture(scope="session")
def axe() -> Callable[..., list[str]]:
    """Return `browsing.violations`, which runs axe-core on an open page."""
    if importlib.util.find_spec("axe_playwright_python") is None:
        pytest.skip("axe-core is not installed: axe-playwright-python brings it, a part of the extra test")
    from browsing import violations

    return violations
