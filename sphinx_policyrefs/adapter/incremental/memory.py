"""What a build holds in memory, and how often the garbage collector looks at it.

The collector need not visit objects that live as long as the build.

A build makes millions of nodes and few cycles among them that are garbage before it ends; Python's default
of a look at every 700 new objects spends a sixth of the time of a build on finding nothing, and longer on loading the
environment of the last build than on all the rest of that.  It hardly looks while that is loaded, and what is there
before reading begins (modules, that environment) is taken out of its sight altogether, which also keeps the processes
of a parallel build from copying it.  So is everything when the interpreter ends: the system takes the memory back at
once, while Python would look at each object and free it, which takes as long as writing several pages.

Sphinx holds the doctree of each document that it has read until it writes the page, which for thousands of entries is
more than all the rest.  What it does not hold it reads from disk, in a twentieth of the time in which it was made: less
than one can tell from run to run.
"""

from __future__ import annotations

import atexit
import gc
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

#: New objects before the collector looks at the youngest of them; the older generations follow as ever.
NEW_OBJECTS = 50_000
#: The same while the build is loaded.  It is not for ever, since a build that conf.py stops does not come to its end.
LOADED_OBJECTS = 400_000


class GarbageCollection:
    """How often the garbage collector looks during a build, which makes many objects and drops few.

    It hardly looks from the moment on at which this is made, and less often than usual when all is loaded, unless
    somebody has chosen so already.
    """

    def __init__(self) -> None:
        self._before: tuple[int, int, int] | None = None
        before = gc.get_threshold()
        if gc.isenabled() and 0 < before[0] < NEW_OBJECTS:
            self._before = before
            gc.set_threshold(LOADED_OBJECTS, *before[1:])
            atexit.unregister(gc.freeze)  # once is enough in a process that builds several times
            atexit.register(gc.freeze)

    def freeze(self, _app: Sphinx, *_builder: Any) -> None:
        """Look at nothing any more that is there by now (``builder-inited``, and again at ``write-started``)."""
        if self._before is not None:
            gc.freeze()
            gc.set_threshold(NEW_OBJECTS, *self._before[1:])

    def restore(self, *_event: Any) -> None:
        """Look as before (``build-finished``), for processes that build more than once."""
        if self._before is not None:
            gc.set_threshold(*self._before)
            gc.unfreeze()
            self._before = None


def let_doctrees_go(app: Sphinx, _doctree: nodes.document) -> None:
    """Let go of the doctrees that were read before (``doctree-read``).

    They have no public face: the name is looked up with care.
    """
    getattr(app.env, "_write_doc_doctree_cache", {}).clear()
