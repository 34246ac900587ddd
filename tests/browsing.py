"""Pages in a real browser: Debian's Chromium, driven by Playwright, with an eye on what pages ask for."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from contextlib import contextmanager
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, ConsoleMessage, Page, Request
    from support import Build

CHROMIUM = shutil.which("chromium")
#: Without a sandbox, which root has none of; and without the calls that a browser makes of its own accord.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


class Visits:
    """The pages that one test opens; `trouble` is what a reader would have found in the browser's console."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.trouble: list[str] = []
        #: places that a page may ask for besides files: our own servers
        self._hosts: set[str] = set()
        self._closers: list[Any] = []

    def open(
        self,
        where: Build | Path | str,
        name: str = "index.html",
        *,
        served: bool = False,
        javascript: bool = True,
        dark: bool = False,
        width: int = 1280,
        height: int = 900,
        before: str = "",
        **context: Any,
    ) -> Page:
        """Open a page of a build, of a directory, or of an address that `serve` gave; `name` may have a fragment.

        `served` fetches it from a server on this machine, not from a file. `before` is a script that runs before
        those of the page. `context` goes to Playwright's
        `new_context`, as in `reduced_motion="reduce"` or `has_touch=True`.
        """
        if not isinstance(where, str):
            folder = getattr(where, "out", where)
            where = self.serve(folder) if served else folder.resolve().as_uri()
        opened = self.browser.new_context(
            java_script_enabled=javascript,
            color_scheme="dark" if dark else "light",
            viewport={"width": width, "height": height},
            **context,
        )
        self._closers.append(opened.close)
        opened.on("console", self._console)
        opened.on("request", self._request)
        if before:
            opened.add_init_script(before)
        page = opened.new_page()
        page.set_default_timeout(60_000)
        page.on("pageerror", lambda error: self.trouble.append(f"script failed: {error}"))
        page.goto(f"{where}/{name}")
        return page

    def serve(self, folder: Path) -> str:
        """Serve a directory on the loopback interface until the test ends, and return its address."""
        handler = functools.partial(_Quiet, directory=str(folder))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()

        def stop() -> None:
            server.shutdown()
            thread.join()
            server.server_close()

        self._closers.append(stop)
        place = f"127.0.0.1:{server.server_address[1]}"
        self._hosts.add(place)
        return f"http://{place}"

    def close(self) -> None:
        """Close pages and servers, the last one first."""
        while self._closers:
            self._closers.pop()()

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.trouble.append(f"{message.type} in the console: {message.text}")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("file", "data", "blob", "about") and address.netloc not in self._hosts:
            self.trouble.append(f"request to another host: {request.url}")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files and keeps quiet; browsers ask for an icon that no theme has."""

    def do_GET(self) -> None:
        if self.path == "/favicon.ico":
            self.send_response(204)
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, *_arguments: Any) -> None:
        pass


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser, and end it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


def violations(page: Page, *places: str, rules: dict[str, bool] | None = None) -> list[str]:
    """Return what axe-core finds in the elements that selectors name (the whole page without one).

    One line each: the rule, how grave it is, and the element. `rules` turns rules on or off by name.
    """
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    found = page.evaluate(
        # It would ask for style sheets once more, which a browser refuses for files.
        """([places, rules]) => axe.run(places.length ? {include: places.map(place => [place])} : document,
                                       {rules, preload: false})""",
        [
            list(places),
            {rule: {"enabled": on} for rule, on in (rules or {}).items()},
        ],
    )
    return [
        f"{found['id']} ({found['impact']}): {node['html']} {node.get('failureSummary', '')}"
        for found in found["violations"]
        for node in found["nodes"]
    ]
