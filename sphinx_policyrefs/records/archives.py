"""Addresses of archived pages, and the address that such a page was archived from, where its own address names it."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

#: The address of the page stands in the path: ``web.archive.org/web/2020…/https://…``, ``archive.today/…/https://…``.
_IN_PATH: Final = re.compile(
    r"https?://[^/?#]+/(?:[^?#]*?/)?(https?(?::|%3a)(?:/|%2f).+)", re.IGNORECASE | re.DOTALL
)
#: The Wayback Machine takes addresses without a scheme as well, behind the time and some letters.
_WAYBACK: Final = re.compile(
    r"https?://web\.archive\.org/web/[\d*][\w*]*/(?!https?\b)(.+)", re.IGNORECASE | re.DOTALL
)
#: Names of a query that hold it at other archives.
_QUERY: Final = ("url", "uri")


def archived_from(address: str) -> str:
    """Return the address of the page that an archive has at *address*, "" where that does not name it."""
    if found := _IN_PATH.match(address) or _WAYBACK.match(address):
        inside = found[1]
        return unquote(inside) if re.match(r"https?%3a", inside, re.IGNORECASE) else inside
    try:
        query = dict(parse_qsl(urlsplit(address).query))
    except ValueError:
        return ""
    named = (query.get(name, "") for name in _QUERY)
    return next((text for text in named if re.match(r"https?://", text, re.IGNORECASE)), "")


def is_same(one: str, other: str) -> bool:
    """Return whether two addresses name one page: scheme, port, the last slash and the place in the page aside."""
    return _plain(one) == _plain(other)


def _plain(address: str) -> tuple[str, str]:
    """Return host and rest of an address, in one form."""
    bare = re.sub(r"\Ahttps?:/{1,2}", "", address.strip(), flags=re.IGNORECASE).partition("#")[0]
    host = re.split(r"[/?]", bare, maxsplit=1)[0]
    path, mark, query = bare[len(host) :].partition("?")
    host = re.sub(r":\d*\Z", "", host.rpartition("@")[2]).casefold().rstrip(".")
    with suppress(UnicodeError):  # a host that no browser finds is what it is
        host = host.encode("idna").decode()
    return host, unquote(path.rstrip("/") + mark + query).rstrip("/")
