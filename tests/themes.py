"""The five themes that our pages have to look well in, and how each of them is told to be dark."""

from __future__ import annotations

from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from typing import TYPE_CHECKING, NamedTuple

import pytest
from kitchen_sink import CONFIG, write
from support import DocumentSet, sphinx_build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Theme(NamedTuple):
    """A theme of Sphinx."""

    name: str
    #: what its own switch leaves in the browser's storage; "" where it has no dark colours
    dark: str = ""

    @property
    def has_dark(self) -> bool:
        """Return whether the theme has dark colours."""
        return bool(self.dark)

    def script(self, *, dark: bool) -> str:
        """Return what a page has to run before its own scripts to be dark or light."""
        keys = self.dark.split()
        return "".join(f"localStorage.setItem('{key}', '{'dark' if dark else 'light'}');" for key in keys)


THEMES = (
    Theme("alabaster"),
    Theme("furo", "theme"),
    Theme("pydata_sphinx_theme", "mode theme"),
    Theme("sphinx_book_theme", "mode theme"),
    Theme("sphinx_rtd_theme"),
)
#: Each theme in each of its colours.
LOOKS = [(theme, dark) for theme in THEMES for dark in (False, True) if theme.has_dark or not dark]


#: Pages of ours as a project without the extension would write them: what a theme itself makes of a page.
PLAIN = """\
Everything
==========

.. table:: A caption

   ===== =====
   Date  Title
   ===== =====
   A     B
   ===== =====

.. rubric:: A heading

.. py:function:: described

   A body.

   :field: value
"""


class Themed:
    """Builds the set that has everything with a theme, once each, and a plain page beside it.

    Two processes that test may share a folder.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(exist_ok=True)
        with self._alone():
            if not (root / "plain").is_dir():
                self._write()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Wait for the other process that tests, which has the same folder."""
        with (self.root / "lock").open("w") as lock:
            flock(lock, LOCK_EX)
            yield

    def _write(self) -> None:
        documents = DocumentSet(self.root)
        write(documents)
        documents.write({"conf.py": "".join(f"{name} = {value!r}\n" for name, value in CONFIG.items())})
        plain = self.root / "plain"
        plain.mkdir()
        (plain / "index.rst").write_text(PLAIN, "utf-8")
        (plain / "conf.py").write_text('project = "Everything"\n', "utf-8")

    def __call__(self, theme: Theme, source: str = "src") -> Path:
        """Return where the pages are; in a process of its own, since themes leave things behind."""
        pytest.importorskip(theme.name, reason=f"{theme.name} is not installed; it is part of the extra test")
        out = self.root / f"{source}-{theme.name}"
        with self._alone():
            if not out.is_dir():
                options = ("-q", "-b", "html", "-d", self.root / f"{source}-trees")
                run = sphinx_build(*options, "-D", f"html_theme={theme.name}", self.root / source, out)
                assert run.returncode == 0, run.stderr
        return out
