"""A web server on the loopback address, which answers as tests tell it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Answers:
    """What the server answers, by path, and what it was asked for."""

    def __init__(self, place: str) -> None:
        self.place = place
        self.asked: list[tuple[str, Mapping[str, str]]] = []
        self.made: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {}

    def url(self, path: str) -> str:
        """Return the address of a path."""
        return f"{self.place}{path}"

    def give(
        self, path: str, content: bytes, kind: str = "text/html", status: int = 200, **headers: str
    ) -> str:
        """Answer with a content; return the address."""

        def answer(request: BaseHTTPRequestHandler) -> None:
            request.send_response(status)
            if kind:
                request.send_header("Content-Type", kind)
            for name, value in {"Content-Length": str(len(content)), **headers}.items():
                if value:
                    request.send_header(name.replace("_", "-"), value)
            request.end_headers()
            request.wfile.write(content)

        return self.do(path, answer)

    def lead(self, path: str, location: str, status: int = 302) -> str:
        """Answer with a redirection; return the address."""
        return self.give(path, b"", status=status, Location=location)

    def do(self, path: str, answer: Callable[[BaseHTTPRequestHandler], None]) -> str:
        """Answer in any way; return the address."""
        self.made[path] = answer
        return self.url(path)


@contextmanager
def serving() -> Iterator[Answers]:
    """Yield the answers of a server that runs meanwhile."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answers.asked.append((self.path, dict(self.headers)))
            try:
                made = answers.made.get(self.path)
                if made is None:
                    self.send_error(404)
                else:
                    made(self)
            except OSError:  # whoever asked has gone
                self.close_connection = True

        def log_message(self, *_what: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        answers = Answers(f"http://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield answers
        finally:
            server.shutdown()
            thread.join()
