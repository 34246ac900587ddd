"""The watch on pages sees what it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from browsing import Visits

pytestmark = pytest.mark.browser


def page(folder: Path, body: str) -> Path:
    (folder / "index.html").write_text(f'<!DOCTYPE html><html lang="en"><title>A page</title>{body}', "utf-8")
    return folder


def told(visits: Visits) -> list[str]:
    """Return what was noticed, and forget it: the fixture would fail the test for it."""
    trouble, visits.trouble = visits.trouble, []
    return trouble


@pytest.mark.parametrize("served", [False, True])
def test_a_page_without_trouble(visits: Visits, tmp_path: Path, served: bool) -> None:
    (tmp_path / "near.js").write_text("document.title = 'There'", "utf-8")
    opened = visits.open(page(tmp_path, '<script src="near.js"></script>'), served=served)
    assert opened.title() == "There"
    assert told(visits) == []


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("<script>console.error('no good')</script>", "error in the console: no good"),
        ("<script>throw new Error('broken')</script>", "script failed: broken"),
        # A port of this machine where nobody listens stands for another host.
        ('<img alt="" src="http://127.0.0.1:9/x.png">', "request to another host: http://127.0.0.1:9/x.png"),
        (
            '<script src="gone.js"></script>',
            "error in the console: Failed to load resource: net::ERR_FILE_NOT_FOUND",
        ),
    ],
)
def test_trouble_is_noticed(visits: Visits, tmp_path: Path, body: str, complaint: str) -> None:
    visits.open(page(tmp_path, body))
    assert complaint in told(visits)


def test_without_scripts_nothing_of_them_happens(visits: Visits, tmp_path: Path) -> None:
    opened = visits.open(page(tmp_path, "<script>document.title = 'Changed'</script>"), javascript=False)
    assert opened.title() == "A page"


def test_axe_finds_what_is_wrong_and_where(
    visits: Visits, tmp_path: Path, axe: Callable[..., list[str]]
) -> None:
    opened = visits.open(
        page(tmp_path, '<main><h1>Head</h1><p><img src="data:,"></p><p id="p">Good</p></main>')
    )
    assert any(line.startswith("image-alt (critical)") for line in axe(opened))
    assert axe(opened, "#p") == []
