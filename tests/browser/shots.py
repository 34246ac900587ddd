"""Pictures of the example briefing, in five themes, light and dark, from a phone to a wide screen, and in print.

``make shots`` takes all of them.  A picture shows a page from the place that it is named after, as far as the window
reaches.  ``make shots ARGS=--docs`` renews those of the documentation, which show a part of a page and no more.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from playwright.sync_api import Browser
    from themes import Theme

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "tiktok-ban"
HEIGHT = {390: 760}
#: What the documentation allows itself for one picture, in bytes.
LARGE = 150_000


class Shot(NamedTuple):
    """A picture: its name, the page, and the place on it where the picture begins."""

    name: str
    page: str
    place: str


SHOTS = (
    Shot("chronology", "chronology", ".policy-chronology:has(table)"),
    Shot("timeline", "timeline", ".policy-timeline"),
    Shot("dossier", "dossiers", ".policy-dossier"),
    Shot("docket", "record/proceedings", ".policy-docket"),
    Shot("entry", "record/proceedings", "dl.policy-legal-action"),
    Shot("claims", "review/claims", ".policy-claim-review"),
    Shot("open-questions", "review/open-questions", ".policy-open-questions"),
    Shot("automatic", "policy-chronology", "h1"),
)


class Part(NamedTuple):
    """A picture of the documentation: a part of a page in Furo, up to a height, in a window of some width."""

    name: str
    page: str
    place: str
    high: int
    width: int = 1280
    scale: float = 1


#: The first stands in the README, half as large as it is.
PARTS = (
    Part("chronology", "chronology-full.html?policy-year=2024", ".policy-chronology", 450, 700, 1.6),
    Part("gallery-entry", "record/events-2017-2020.html", "dl:has(> #event-2020-08-28-export)", 640),
    Part("gallery-timeline", "timeline.html", ".policy-timeline", 640),
    Part("gallery-docket", "record/proceedings.html", ".policy-docket", 640),
    Part("gallery-deadlines", "record/deadlines.html", ".policy-deadlines", 480),
    Part("gallery-claims", "review/claims.html", ".policy-claim-review", 640),
)


def take_parts(browser: Browser, pages: Path, out: Path) -> None:
    """Take the pictures of the documentation."""
    for part in PARTS:
        context = browser.new_context(
            viewport={"width": part.width, "height": 1200}, device_scale_factor=part.scale
        )
        page = context.new_page()
        page.goto(f"{pages.as_uri()}/{part.page}")
        box = page.locator(part.place).first.bounding_box()
        assert box
        clip = {
            "x": box["x"] - 4,
            "y": box["y"] - 4,
            "width": box["width"] + 8,
            "height": min(box["height"] + 8, part.high),
        }
        file = out / f"{part.name}.png"
        page.screenshot(path=file, clip=clip, full_page=True, animations="disabled")
        size = file.stat().st_size
        print(f"{file}  {size // 1000} kB{'  larger than the documentation allows' * (size > LARGE)}")
        context.close()


def looks(theme: Theme, widths: Iterable[int]) -> Iterator[tuple[str, int, str]]:
    """Yield the end of a file's name, a width and what the page is for: light, dark, print."""
    for width in widths:
        yield f"{width}", width, "light"
        if theme.has_dark:
            yield f"{width}-dark", width, "dark"
    yield "print", 760, "print"  # about the width of a sheet of A4


def take(
    browser: Browser, pages: Path, theme: Theme, shots: Iterable[Shot], widths: list[int], out: Path
) -> None:
    """Take pictures of the pages that were built with one theme."""
    for end, width, purpose in looks(theme, widths):
        context = browser.new_context(
            viewport={"width": width, "height": HEIGHT.get(width, 600)},
            color_scheme="dark" if purpose == "dark" else "light",
        )
        context.add_init_script(theme.script(dark=purpose == "dark"))
        page = context.new_page()
        page.emulate_media(media="print" if purpose == "print" else "screen")
        for shot in shots:
            page.goto((pages / f"{shot.page}.html").as_uri())
            place = page.locator(shot.place).first
            # Heads that stay in sight would cover what stands at the very top.
            place.evaluate(
                "e => scrollTo({top: e.getBoundingClientRect().top + scrollY - 90, behavior: 'instant'})"
            )
            page.wait_for_timeout(150)
            file = out / f"{shot.name}-{theme.name}-{end}.png"
            page.screenshot(path=file, animations="disabled")
            size = file.stat().st_size
            print(f"{file}  {size // 1000} kB{'  larger than the documentation allows' * (size > LARGE)}")
        context.close()


def main() -> None:
    """Build the example with each theme and take the pictures that were asked for."""
    sys.path.insert(0, str(ROOT / "tests"))
    from browsing import CHROMIUM, chromium
    from themes import THEMES

    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument(
        "--out", type=Path, default=ROOT / "_build" / "shots", help="the directory for the pictures"
    )
    parser.add_argument("--names", default=",".join(shot.name for shot in SHOTS), help="which pictures")
    parser.add_argument("--themes", default=",".join(theme.name for theme in THEMES), help="in which themes")
    parser.add_argument("--widths", default="390,1280,1920", help="how wide the windows are")
    parser.add_argument("--docs", action="store_true", help="renew the pictures of the documentation instead")
    asked = parser.parse_args()
    if CHROMIUM is None:
        parser.error("there is no chromium; install it with: apt install chromium")
    if asked.docs:
        asked.themes = "furo"
    names, themes = asked.names.split(","), asked.themes.split(",")
    shots = [shot for shot in SHOTS if shot.name in names]
    asked.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        for theme in THEMES:
            if theme.name in themes:
                out = Path(folder) / theme.name
                command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-d", f"{folder}/trees"]
                subprocess.run(
                    [*command, "-D", f"html_theme={theme.name}", str(EXAMPLE), str(out)], check=True
                )
                if asked.docs:
                    take_parts(browser, out, ROOT / "docs" / "_static")
                else:
                    widths = [int(width) for width in asked.widths.split(",")]
                    take(browser, out, theme, shots, widths, asked.out)


if __name__ == "__main__":
    main()
