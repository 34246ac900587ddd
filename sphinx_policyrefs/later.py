"""What is loaded when it is used first, named by its place, ``package.module:name`` below this package.

Sphinx loads an extension for every build, and most builds use little of it.  What Sphinx may call is registered by its
place; so are the rows of tables of which a build uses one or none.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any, Final

#: All places that were named, for the test that there is something at each.
PLACES: Final[set[str]] = set()


@cache
def load(place: str) -> Any:
    """Return what stands at a place."""
    module, _, name = place.partition(":")
    return getattr(import_module(f"sphinx_policyrefs.{module}"), name)


def later(place: str) -> Callable[..., Any]:
    """Return a function that calls the one at a place."""
    PLACES.add(place)

    def call(*arguments: Any, **named: Any) -> Any:
        return load(place)(*arguments, **named)

    return call
