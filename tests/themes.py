"""The five themes that our pages have to look well in, and how each of them is told to be dark."""

from __future__ import annotations

from typing import NamedTuple


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
