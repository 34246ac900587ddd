"""Words of a source on its own page: a browser lights up the right ones."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from sphinx_policyrefs.evidence.addresses import with_text

if TYPE_CHECKING:
    from pathlib import Path

    from browsing import Visits

pytestmark = pytest.mark.browser

#: The paragraphs of a page; the first is a snare, as it begins like others.
PAGE = [
    "The board voted on many things, and the ferry was not among them.",
    (
        "The board voted to close the bridge, at once and for good, after a long debate – the ‘longest’ that anybody "
        "could remember – in which all members spoke."
    ),
    "It affirmed the order; fees rose by 5% & more, from $1,000 to 1,500-ish (gross).",
    "委员会决定立即关闭大桥，并要求县工程师在三十天内提交报告，说明原因和费用。",
    "The chair resigned on May 3.",
]

#: The words that are quoted, and the paragraphs in which a browser has to light something up.
QUOTATIONS = [
    ("to close the bridge", {1}),
    ("TO CLOSE the bridge", {1}),
    ("at once and for good, after a long debate – the ‘longest’ that anybody could remember", {1}),
    ("[t]he board voted to close the bridge … in which all members spoke", {1}),
    ("[I]t affirm[s] the order; fees rose by 5% & more", {2}),
    ("from $1,000 to 1,500-ish (gross).", {2}),
    ("关闭大桥，并要求县工程师在三十天内提交报告，说明原因和费用", {3}),
    ("并要求县工程师在三十天内提交报告", {3}),
    ("The chair resigned on May 3.”", {4}),
    ("after a long debate … The chair resigned", {1, 2, 3, 4}),
]


@pytest.mark.parametrize(("words", "paragraphs"), QUOTATIONS, ids=[words[:24] for words, _ in QUOTATIONS])
def test_the_right_words_light_up(tmp_path: Path, visits: Visits, words: str, paragraphs: set[int]) -> None:
    style = "<style>p { height: 80px; margin: 0 } ::target-text { background: rgb(255, 0, 255) }</style>"
    text = "".join(f"<p>{paragraph.replace('&', '&amp;')}</p>" for paragraph in PAGE)
    (tmp_path / "page.html").write_text(f"<!doctype html><meta charset=utf-8>{style}{text}", "utf-8")
    page = visits.open(tmp_path, "page.html", served=True, width=640)
    page.goto(with_text(page.url, words))
    page.wait_for_timeout(150)  # the browser searches when the page is idle
    lit = {
        n
        for n, paragraph in enumerate(page.locator("p").all())
        if _has_color(paragraph.screenshot(), (255, 0, 255))
    }
    assert lit == paragraphs


def _has_color(picture: bytes, color: tuple[int, int, int]) -> bool:
    image = pytest.importorskip("PIL.Image", reason="Pillow is not installed; fpdf2 brings it").open(
        io.BytesIO(picture)
    )
    return any(pixel == color for _count, pixel in image.convert("RGB").getcolors(1 << 24))
