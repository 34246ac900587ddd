"""The other projects that conf.py names: ``policyrefs_federation``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple
from urllib.parse import urljoin

from sphinx_policyrefs.records.fields import is_slug, safe_url
from sphinx_policyrefs.records.selection import OWN

#: Seconds that an address has to answer in, and to send all of its answer.
TIMEOUT: Final = 10.0


class Member(NamedTuple):
    """What conf.py says of another project."""

    name: str
    #: path from the source directory, or address, of its export
    place: str
    #: address below which its pages lie, "" where it follows from the export's
    pages: str = ""
    timeout: float = TIMEOUT

    @property
    def is_address(self) -> bool:
        """Return whether the export is somewhere on the network."""
        return self.place.lower().startswith(("http://", "https://"))

    @property
    def base(self) -> str:
        """Return the address below which the project's pages lie, "" where that is not known."""
        if self.pages:
            return self.pages if self.pages.endswith("/") else f"{self.pages}/"
        # An export lies in _policyrefs/, one level below the first page.
        return urljoin(self.place, "../") if self.is_address else ""


def members(value: Mapping[Any, Any]) -> list[Member]:
    """Return the other projects that conf.py names, by name; raises ValueError with a sentence."""
    return [_member(name, given) for name, given in sorted(value.items(), key=str)]


def _member(name: object, given: object) -> Member:
    where = f"policyrefs_federation[{name!r}]"
    if not isinstance(name, str) or not is_slug(name) or name == OWN:
        msg = f"policyrefs_federation: {name!r} can't be the name of a project; write one such as senate"
        raise ValueError(msg)
    said = {"url": given} if isinstance(given, str) else given
    if not isinstance(said, Mapping) or not isinstance(said.get("url"), str) or not said["url"].strip():
        msg = f"{where}: write the path or address of an export, or a mapping with url"
        raise ValueError(msg)
    if unknown := said.keys() - {"url", "pages", "timeout"}:
        msg = f"{where}: {min(map(str, unknown))!r} is unknown; write url, pages and timeout"
        raise ValueError(msg)
    pages, timeout = said.get("pages", ""), said.get("timeout", TIMEOUT)
    if not isinstance(pages, str) or not safe_url(pages):
        msg = f"{where}: pages is the address below which the pages of that project lie, not {pages!r}"
        raise ValueError(msg)
    if not isinstance(timeout, (int, float)) or isinstance(timeout, bool) or not 0 < timeout <= 600:
        msg = f"{where}: timeout is a number of seconds up to 600, not {timeout!r}"
        raise ValueError(msg)
    place = said["url"].strip()
    if "://" in place and not place.lower().startswith(("http://", "https://")):
        msg = f"{where}: {place!r} is neither a path nor an address that begins with https:// or http://"
        raise ValueError(msg)
    return Member(name, place, pages, float(timeout))
