"""Field types for text: words, choices, addresses, lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar, Final

from sphinx_policyrefs.records.fields import FieldError, is_slug, lacks_scheme, safe_url, slugify
from sphinx_policyrefs.records.synonyms import short_list, value_hint
from sphinx_policyrefs.records.types.base import FieldType, List, NoProse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_policyrefs.records.kinds import Field


_SHA256 = re.compile(r"[0-9a-fA-F]{64}")


class Word(NoProse):
    """A word that the author chooses, in the form of an id."""

    name = "word"
    write = "a word, such as `hearing`"
    examples = ("some-word", "Executive Order", "hearing")
    schema: ClassVar[Mapping[str, Any]] = {"type": "string", "pattern": r"^[^\s_]+$"}
    like = "text"

    def parse(self, field: Field, text: str) -> Any:  # noqa: ARG002
        """Return the word in lower case, with hyphens for blanks."""
        word = "-".join(text.split())
        if not is_slug(word.lower()):
            raise FieldError(
                f'"{text}" is not a word: write {slugify(text) or "letters, digits and hyphens"}'
            )
        return word.lower()


class Choice(NoProse):
    """One of the words that the field lists."""

    name = "choice"
    write = "one of the words that the field lists"
    examples = ()
    like = "text"

    def parse(self, field: Field, text: str) -> Any:
        """Return the word in lower case."""
        value = text.lower()
        if value in field.choices or (field.open and is_slug(value)):
            return value
        near = value_hint(field.name, value, field.choices)
        hint = f"; did you mean {near}?" if near else ""
        allowed = short_list(field.choices, near or value)
        raise FieldError(f'"{text}" is not allowed: write one of {allowed}{hint}')


class Url(NoProse):
    """An address that may stand in a page."""

    name = "url"
    write = "a web address"
    examples = ("https://example.org/a?b=c&d=e", "mailto:a@example.org", "page.html#c")
    schema: ClassVar[Mapping[str, Any]] = {"type": "string", "format": "uri-reference"}

    def parse(self, field: Field, text: str) -> Any:  # noqa: ARG002
        """Return the address as it is."""
        if (halved := re.match(r"(https?):/?(?!/)", text, re.IGNORECASE)) or (
            halved := re.match(r"(https?)//", text)
        ):
            right = f"{halved[1].lower()}://{text[halved.end() :]}"
            raise FieldError(f'"{text}" lacks a part of its beginning: write {right}')
        if lacks_scheme(text):
            raise FieldError(f'"{text}" lacks the beginning of an address: write https://{text}')
        if not safe_url(text):
            raise FieldError(
                f'"{text}" is not an address: write one that begins with https://, http:// or mailto:'
            )
        return text


class Court(FieldType):
    """A court by its id in courts-db, or by its name."""

    name = "court"
    write = "a court's id, such as `scotus`, or its name"
    examples = ("cadc", "A court")
    like = "text"

    def texts(self, value: Any) -> tuple[str, ...]:
        """Return the name of a court as the author wrote it; nothing for an id."""
        return () if is_slug(value) else (value,)


class Words(FieldType):
    """What readers may know of something that is not to be known."""

    name = "words"
    write = "words such as *a person with knowledge of the talks*"
    examples = ("a friend", "somebody &  others")
    extra = False
    like = "text"

    def parse(self, field: Field, text: str) -> Any:
        """Return the words on one line."""
        words = " ".join(text.split())
        if words.lower() in ("true", "false", "yes", "no") or not any(map(str.isalpha, words)):
            raise FieldError(
                f'"{words}" does not say what readers may know: write words such as "{field.fallback}"'
            )
        return words


class Digest(NoProse):
    """The SHA-256 of a file, by which one sees whether it has changed."""

    name = "sha256"
    write = "64 hexadecimal digits"
    examples = ("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "A1" * 32)
    extra = False

    def parse(self, field: Field, text: str) -> Any:  # noqa: ARG002
        """Return the digits, with letters in lower case."""
        if not _SHA256.fullmatch(text):
            # The text is internal, and the sentence may be in a report for programs.
            count = f": it has {len(text)} characters" if len(text) != 64 else ""
            raise FieldError(f"is not a SHA-256{count}; write 64 digits 0 to 9 and a to f")
        return text.lower()


class Citations(NoProse, List):
    """Citations of law, each in the form of its publication."""

    name = "citations"
    write = "one or more citations, separated by `;`"
    examples = ("122 F.4th 930; 138 Stat. 955", "A report, vol. 2")


class Ids(NoProse, List):
    """Ids, whether or not an entry has them."""

    name = "ids"
    write = "one or more ids, separated by `;` or `,`"
    examples = ("old-id", "old-id, older-id")
    schema: ClassVar[Mapping[str, Any]] = {"$ref": "#/$defs/ids"}
    extra = False

    def parse(self, field: Field, text: str) -> Any:
        """Return the ids as a tuple."""
        ids = super().parse(field, text)
        for id_ in ids:
            if not is_slug(id_):
                raise FieldError(
                    f'"{id_}" is not an id: write {slugify(id_) or "letters, digits and hyphens"}'
                )
        return ids


TYPES: Final = (FieldType(), Word(), List(), Choice(), Url(), Court(), Words(), Digest(), Citations(), Ids())
