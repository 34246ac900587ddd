"""Transforms that are loaded when they have something to do, with their order, which Sphinx asks for at once."""

from __future__ import annotations

from typing import Any

from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_policyrefs.adapter.build import build_of
from sphinx_policyrefs.later import PLACES, load

#: Places of transforms with their order.
ORDERS: dict[str, int] = {}


def transform(place: str, order: int) -> type[SphinxTransform]:
    """Return a transform that applies the one at *place*."""

    class StandIn(SphinxTransform):
        default_priority = order

        def apply(self, **kwargs: Any) -> None:
            load(place)(self.document, self.startnode).apply(**kwargs)

    _note(place, order)
    return StandIn


def post_transform(place: str, order: int) -> type[SphinxPostTransform]:
    """Return a transform of pages that applies the one at *place*, where the project has a record."""

    class StandIn(SphinxPostTransform):
        default_priority = order

        def apply(self, **kwargs: Any) -> None:
            if build_of(self.env).has_record:
                load(place)(self.document, self.startnode).apply(**kwargs)

    _note(place, order)
    return StandIn


def _note(place: str, order: int) -> None:
    PLACES.add(place)
    ORDERS[place] = order
