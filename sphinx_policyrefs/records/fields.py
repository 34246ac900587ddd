"""Field types: the text of an option -> its value -> JSON.

A value is plain data (text, numbers, tuples), so that records pickle small and compare.  References stay
names here; the graph resolves them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Any, Final
from urllib.parse import urlsplit

from sphinx_policyrefs.messages import CODES
from sphinx_policyrefs.records.dates import DateError, parse_date
from sphinx_policyrefs.records.deadlines import parse_period
from sphinx_policyrefs.records.kinds import Field

SLUG: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)*\Z")
_NOT_SLUG = re.compile(r"(?:[^\w]|_)+")
_URL_SCHEMES = frozenset({"http", "https", "mailto"})
_VOTE = re.compile(r"(\d{1,4})\s*[-–]\s*(\d{1,4})(?:\s*[-–]\s*(\d{1,4}))?\Z")


class FieldError(ValueError):
    """The text does not fit the field; the message is one sentence that says what to write."""

    def __init__(self, message: str, code: str = "bad-option") -> None:
        super().__init__(message)
        self.code = code


def slugify(text: str) -> str:
    """Return *text* as an id: lower-case words of letters and digits, joined by hyphens."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _NOT_SLUG.sub("-", unicodedata.normalize("NFC", plain).lower()).strip("-")


def is_slug(text: str) -> bool:
    """Return whether *text* can be an id as it stands."""
    return bool(SLUG.match(text)) and text == text.lower()


def is_id(text: str) -> bool:
    """Return whether *text* can be an id, of another set with its name before a colon."""
    home, colon, rest = text.partition(":")
    return is_slug(home) and (not colon or is_slug(rest))


def nearest(word: str, words: Any) -> str:
    """Return the word that *word* was probably meant to be, or ""."""
    found = get_close_matches(word.lower(), list(words), 1, 0.6)
    return found[0] if found else ""


def either(words: Sequence[str]) -> str:
    """Return alternatives as people name them: 'a, b or c'."""
    return " or ".join([part for part in (", ".join(words[:-1]), *words[-1:]) if part])


def split_list(text: str) -> tuple[str, ...]:
    """Return the parts of a list: ``;`` always separates, ``,`` only where every part is an id."""
    parts = text.split(";")
    if len(parts) == 1 and "," in text:
        slugs = [part.strip() for part in text.split(",")]
        if all(is_id(part) for part in slugs if part):
            parts = slugs
    return tuple(dict.fromkeys(" ".join(part.split()) for part in parts if part.strip()))


def safe_url(text: str) -> bool:
    """Return whether an address may be written into a page: http, https, mailto or relative."""
    if any(c.isspace() or ord(c) < 32 for c in text):
        return False
    try:
        scheme = urlsplit(text).scheme
    except ValueError:
        return False
    return scheme.lower() in _URL_SCHEMES if scheme else not text.startswith("//")


def parse_field(field: Field, text: str, codes: Collection[str] = CODES) -> Any:
    """Return the value that *text* means for *field*; waivers may name the *codes*.

    Raises :class:`FieldError`, whose message does not name the option (the caller does).
    """
    value = TYPES[field.type](field, text.strip()) if text.strip() or field.type == "flag" else ()
    if field.type == "waivers":
        _check_codes([code for code, _reason in value], codes)
    if value == ():  # nothing, or nothing but separators
        raise FieldError("has no value; write one or leave the option out")
    return value


def _text(_field: Field, text: str) -> str:
    return " ".join(text.split())


def _word(_field: Field, text: str) -> str:
    word = "-".join(text.split())
    if not is_slug(word.lower()):
        raise FieldError(f'"{text}" is no word: write {slugify(text) or "letters, digits and hyphens"}')
    return word.lower()


def _names(_field: Field, text: str) -> tuple[str, ...]:
    return split_list(text)


def _choice(field: Field, text: str) -> str:
    value = text.lower()
    if value in field.choices or (field.open and is_slug(value)):
        return value
    near = nearest(value, field.choices)
    hint = f"; did you mean {near}?" if near else ""
    raise FieldError(f'"{text}" is not allowed: write one of {", ".join(field.choices)}{hint}')


def _date(_field: Field, text: str) -> str:
    try:
        return parse_date(text).text
    except DateError as error:
        raise FieldError(str(error), "bad-date") from None


def _relation(_field: Field, text: str) -> tuple[str, ...]:
    return split_list(text)


def _sourced(_field: Field, text: str) -> tuple[tuple[str, str], ...]:
    """Return ``(source, locator)`` pairs of ``source @ locator; source``."""
    pairs = []
    for part in split_list(text):
        name, _, locator = part.partition("@")
        if not name.strip():
            raise FieldError(f'"{part}" names no source before the @: write source @ locator')
        pairs.append((name.strip(), locator.strip()))
    return tuple(dict.fromkeys(pairs))


def _integer(_field: Field, text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise FieldError(f'"{text}" is no whole number: write one such as 2 or -1') from None


def _flag(_field: Field, text: str) -> bool:
    if text.lower() in ("", "yes", "true"):
        return True
    if text.lower() in ("no", "false"):
        return False
    raise FieldError(f'"{text}" is not allowed: write the option without a value, or yes or no')


def _url(_field: Field, text: str) -> str:
    if not safe_url(text):
        raise FieldError(f'"{text}" is no address: write one that begins with https://, http:// or mailto:')
    return text


def _vote(_field: Field, text: str) -> str:
    found = _VOTE.match(text)
    if not found:
        raise FieldError(f'"{text}" is no vote: write ayes-noes, such as 352-65')
    return "-".join(n for n in found.groups() if n)


def _shares(_field: Field, text: str) -> tuple[tuple[str, str], ...]:
    """Return ``(party, percent)`` pairs of lines ``party = 12.5%``."""
    pairs = []
    for line in re.split(r"[\n;]", text):
        if not line.strip():
            continue
        name, equals, number = line.rpartition("=")
        try:
            share = Decimal(number.strip().removesuffix("%").strip())
        except InvalidOperation:
            share = Decimal(-1)
        if not equals or not name.strip() or not share.is_finite() or not 0 <= share <= 100:
            raise FieldError(f'"{line.strip()}" is no share: write party = 12.5%')
        pairs.append((name.strip(), format(share.normalize(), "f")))
    return tuple(pairs)


def _values(_field: Field, text: str) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return ``(value, sources)`` pairs of lines ``value | source; source @ locator``."""
    pairs = []
    for line in text.split("\n"):
        if not line.strip():
            continue
        value, bar, sources = line.rpartition("|")
        if not bar:
            value, sources = sources, ""
        if not value.strip():
            raise FieldError(f'"{line.strip()}" gives no value: write value | source; source')
        pairs.append((" ".join(value.split()), _sourced(_field, sources) if sources.strip() else ()))
    return tuple(pairs)


def _start(_field: Field, text: str) -> str:
    return " ".join(text.split())


def _period(_field: Field, text: str) -> str:
    try:
        return str(parse_period(text))
    except ValueError as error:
        raise FieldError(str(error)) from None


def _waivers(_field: Field, text: str) -> tuple[tuple[str, str], ...]:
    """Return ``(code, reason)`` pairs of ``code -- reason``; the reason is required."""
    pairs = []
    for part in re.split(r"[\n;]", text):
        if not part.strip():
            continue
        code, _, reason = part.partition("--")
        code = code.strip()
        if not code or not reason.strip():
            raise FieldError(f'"{part.strip()}" gives no reason: write code -- reason')
        pairs.append((code, " ".join(reason.split())))
    return tuple(pairs)


def _check_codes(named: Iterable[str], codes: Collection[str]) -> None:
    for code in named:
        if code not in codes:
            near = nearest(code, codes)
            hint = f"did you mean {near}?" if near else f"the codes are {', '.join(codes)}"
            raise FieldError(f'"{code}" is no check; {hint}')


#: How the text of each type of field is read.
TYPES: Final[dict[str, Callable[[Field, str], Any]]] = {
    "text": _text,
    "word": _word,
    "names": _names,
    "choice": _choice,
    "date": _date,
    "relation": _relation,
    "sourced": _sourced,
    "integer": _integer,
    "flag": _flag,
    "url": _url,
    "court": _text,
    "citations": _names,
    "vote": _vote,
    "shares": _shares,
    "values": _values,
    "start": _start,
    "period": _period,
    "waivers": _waivers,
}


def texts_of(field: Field, value: Any) -> tuple[str, ...]:
    """Return the pieces of a field's value that are prose, for translators; none where it has none.

    Names that references may use are among them.  A court is prose where its author wrote a name and no id.
    """
    if field.verbatim:
        return ()
    match field.type:
        case "text":
            return (value,)
        case "names":
            return tuple(value)
        case "court":
            return () if is_slug(value) else (value,)
        case "values":
            return tuple(text for text, _sources in value)
        case "waivers":
            return tuple(reason for _code, reason in value)
        case _:
            return ()


def with_texts(field: Field, value: Any, texts: Sequence[str]) -> Any:
    """Return a field's value with other *texts* in the place of those that :func:`texts_of` gives."""
    match field.type:
        case "names":
            return tuple(texts)
        case "values":
            return tuple((text, sources) for text, (_old, sources) in zip(texts, value, strict=True))
        case "waivers":
            return tuple((code, text) for text, (code, _old) in zip(texts, value, strict=True))
        case _:
            return texts[0]


def targets_of(field: Field, value: Any) -> tuple[str, ...]:
    """Return the names of the entries that a relation's value points to, in order.

    A ``start`` may be ``entry.field``: the graph, which knows the entries, divides it.
    """
    match field.type:
        case "sourced" | "shares":
            return tuple(name for name, _ in value)
        case "values":
            return tuple(dict.fromkeys(name for _, sources in value for name, _ in sources))
        case "start":
            return (value,)
        case _:
            return tuple(value)
