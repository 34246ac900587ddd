"""The other projects as a build knows them; :mod:`.federation` asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from sphinx_policyrefs.records.model import DocRecord, Finding, digest


class Federation(NamedTuple):
    """The other projects as this build knows them."""

    records: tuple[DocRecord, ...] = ()
    #: names of all sets, True for those of which nothing could be had
    sets: Mapping[str, bool] = MappingProxyType({})
    findings: tuple[Finding, ...] = ()

    @property
    def state(self) -> str:
        """Return a digest of all that pages may show of them."""
        return (
            digest((sorted(self.sets.items()), [record.own for record in self.records])) if self.sets else ""
        )
