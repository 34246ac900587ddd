"""Settings of the garbage collector, which need not visit objects that live as long as the build.

A build makes millions of nodes and few cycles among them that are garbage before it ends; Python's default
of a look at every 700 new objects spends a sixth of the time of a build on finding nothing.  What is loaded
before reading begins (modules, the environment of the last build) is taken out of its sight altogether, which
also keeps the processes of a parallel build from copying it.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: New objects before the collector looks at the youngest of them; the older generations follow as ever.
NEW_OBJECTS = 50_000


class GarbageCollection:
    """How often the garbage collector looks during a build, which makes many objects and drops few."""

    def __init__(self) -> None:
        self._before: tuple[int, int, int] | None = None

    def relax(self, _app: Sphinx) -> None:
        """Look less often (``builder-inited``), unless somebody has chosen so already."""
        before = gc.get_threshold()
        if gc.isenabled() and 0 < before[0] < NEW_OBJECTS:
            self._before = before
            gc.freeze()
            gc.set_threshold(NEW_OBJECTS, *before[1:])

    def restore(self, _app: Sphinx, _exception: Exception | None) -> None:
        """Look as before (``build-finished``), for processes that build more than once."""
        if self._before is not None:
            gc.set_threshold(*self._before)
            gc.unfreeze()
            self._before = None
