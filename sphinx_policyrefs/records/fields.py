"""The parts of field values (ids, lists, addresses), and the error for a text that is not a value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any, Final
from urllib.parse import urlsplit

SLUG: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)*\Z")
_NOT_SLUG = re.compile(r"(?:[^\w]|_)+")
_URL_SCHEMES = frozenset({"http", "https", "mailto"})


class FieldError(ValueError):
    """The text does not fit the field; the message is one sentence that says what to write."""

    def __init__(
        self, message: str, code: str = "bad-option", *, rest: Any = None, others: Sequence[str] = ()
    ) -> None:
        super().__init__(message)
        self.code = code
        #: what could be read of it, as whatever raised this would have returned it; None for nothing
        self.rest = rest
        #: what else is wrong with it, a sentence each
        self.others = tuple(others)

    @property
    def messages(self) -> tuple[str, ...]:
        """Return all that is wrong."""
        return (str(self), *self.others)


def slugify(text: str) -> str:
    """Return *text* as an id: lower-case words of letters and digits, joined by hyphens."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _NOT_SLUG.sub("-", unicodedata.normalize("NFC", plain).lower()).strip("-")


def is_slug(text: str) -> bool:
    """Return whether *text* can be an id as it stands."""
    return bool(SLUG.match(text)) and text == text.lower()


def is_id(text: str) -> bool:
    """Return whether *text* can be an id, that of another project's entry with the project and a colon before it."""
    home, colon, rest = text.partition(":")
    return is_slug(home) and (not colon or is_slug(rest))


def nearest(word: str, words: Any, likeness: float = 0.6) -> str:
    """Return the word that *word* was probably meant to be, or ""; 1 is the likeness of two equal words."""
    found = get_close_matches(word.lower(), list(words), 1, likeness)
    return found[0] if found else ""


def either(words: Sequence[str]) -> str:
    """Return alternatives as people name them: 'a, b or c'."""
    return " or ".join([part for part in (", ".join(words[:-1]), *words[-1:]) if part])


def with_article(noun: str) -> str:
    """Return *noun* with its indefinite article: 'an order', 'a layout'."""
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"


def split_list(text: str) -> tuple[str, ...]:
    """Return the parts of a list: ``;`` always separates, ``,`` only where every part is an id."""
    parts = text.split(";")
    if len(parts) == 1 and "," in text:
        slugs = [part.strip() for part in text.split(",")]
        if all(is_id(part) for part in slugs if part):
            parts = slugs
    return tuple(dict.fromkeys(" ".join(part.split()) for part in parts if part.strip()))


#: How names of hosts end, and how names of files do that might be taken for hosts of a country.
_OF_HOSTS = frozenset({
    "app", "biz", "com", "dev", "edu", "gov", "info", "int", "law", "mil", "net", "news", "online", "org", "site",
})  # fmt: skip
_OF_FILES = frozenset({"ai", "cc", "gz", "js", "md", "pl", "ps", "py", "rs", "sh", "so"})
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+([a-z]{2,})(?::\d+)?(?:[/?#]|\Z)", re.IGNORECASE)


def lacks_scheme(text: str) -> bool:
    """Return whether an address begins with the name of a host, as ``example.org/a`` does, and not with https://."""
    host = _HOST.match(text)
    last = host[1].lower() if host else ""
    return last in _OF_HOSTS or (len(last) == 2 and last not in _OF_FILES)


def safe_url(text: str) -> bool:
    """Return whether an address may be written into a page: http, https, mailto or relative."""
    if any(c.isspace() or ord(c) < 32 for c in text):
        return False
    try:
        scheme = urlsplit(text).scheme
    except ValueError:
        return False
    return scheme.lower() in _URL_SCHEMES if scheme else not text.startswith("//")


_NUMBER = re.compile(r"(\d+)", re.ASCII)


def natural(text: str) -> list[tuple[bool, int, str]]:
    """Return a key by which numbers within texts sort as numbers: 'B2.1a', 'B2.1b', 'B2.10'."""
    return [
        # By its length first, a number without leading zeros sorts as its value does, however long it is.
        (False, len(part.lstrip("0")), part.lstrip("0")) if part.isdecimal() else (True, 0, part.casefold())
        for part in _NUMBER.split(text)
        if part
    ]
