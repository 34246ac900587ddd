"""Sphinx's ``include``, with the right line numbers when a part of a file is included.

docutils counts from the first line that it takes of a file (``:start-line:``, ``:start-after:``), so that whatever
is told of such a part, by us or by others, would be told too early.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils.parsers.rst import directives
from docutils.statemachine import StringList
from sphinx.directives.other import Include

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx


def register(app: Sphinx) -> None:
    """Have Sphinx's own directive number lines so before documents are read; another extension's is left alone."""
    if directives._directives.get("include") is Include:  # type: ignore[attr-defined]
        app.add_directive("include", NumberedInclude, override=True)


class NumberedInclude(Include):
    """Sphinx's directive ``include``, whose lines keep the numbers that they have in the file."""

    def run(self) -> Any:
        """Return what Sphinx's own returns, and number the lines that it put into the input."""
        lines: Any = self.state_machine.input_lines
        at, before = self.state_machine.line_offset + 1, len(lines)
        made = super().run()
        end = at + len(lines) - before
        # Empty lines without a place stand before and after those of the file.
        if (
            end > at + 1
            and lines.items[at + 1][1] == 0
            and (skipped := self._skipped(lines.items[at + 1][0]))
        ):
            places = [(source, offset + skipped) for source, offset in lines.items[at:end]]
            lines[at:end] = StringList(
                lines.data[at:end], items=places
            )  # in the lists that it is a part of too
        return made

    def custom_parse(self, text: str) -> list[Node]:
        """Return what another parser (``:parser:``) makes of the part, below empty lines for those left out."""
        made: list[Node] = super().custom_parse("\n" * self._skipped(self.options["source"]) + text)
        return made

    def _skipped(self, source: str) -> int:
        """Return how many lines of the file stand before the part that is included."""
        start, after = self.options.get("start-line") or 0, self.options.get("start-after")
        if not start and not after:
            return 0
        encoding = self.options.get("encoding") or self.state.document.settings.input_encoding or "utf-8-sig"
        lines = Path(source).read_text(encoding, errors="replace").splitlines()
        first: int = max(start + len(lines), 0) if start < 0 else start
        if after:
            text = "\n".join(lines[first : self.options.get("end-line")])
            first += text.count("\n", 0, text.find(after) + len(after))
        return first
