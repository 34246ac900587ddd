"""Field types for numbers, votes, money, and yes or no."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Final

from sphinx_policyrefs.records.fields import FieldError
from sphinx_policyrefs.records.money import parse_amount
from sphinx_policyrefs.records.types.base import (
    FieldType,
    Names,
    NoProse,
    check_names,
    keyed,
    on_one_line,
    single,
    take,
)

if TYPE_CHECKING:
    from sphinx_policyrefs.records.kinds import Field

_VOTE = re.compile(r"(\d{1,4})\s*[-–]\s*(\d{1,4})(?:\s*[-–]\s*(\d{1,4}))?\Z")


class Integer(NoProse):
    """A whole number."""

    name = "integer"
    write = "a whole number"
    examples = ("2", "-9", "0")
    schema: ClassVar[Mapping[str, Any]] = {"type": "integer"}

    def parse(self, field: Field, text: str) -> Any:  # noqa: ARG002
        """Return the number."""
        try:
            return int(text)
        except ValueError:
            raise FieldError(f'"{text}" is not a whole number: write one such as 2 or -1') from None


class Flag(NoProse):
    """Yes or no; the option without a value says yes."""

    name = "flag"
    write = "nothing, or `yes` or `no`"
    examples = ("yes", "no", "")
    schema: ClassVar[Mapping[str, Any]] = {"type": "boolean"}

    def parse(self, field: Field, text: str) -> Any:  # noqa: ARG002
        """Return whether it is yes."""
        if text.lower() in ("", "yes", "true"):
            return True
        if text.lower() in ("no", "false"):
            return False
        raise FieldError(f'"{text}" is not allowed: write the option without a value, or yes or no')

    def from_json(self, data: Any) -> str:
        """Return yes or no for true or false."""
        return ("yes" if data else "no") if isinstance(data, bool) else single(data)


class Vote(NoProse):
    """How many were for and against, and how many abstained."""

    name = "vote"
    write = "`ayes-noes`, such as `352-65`, or `ayes-noes-abstentions`"
    examples = ("352-65", "79 – 18 - 3")
    schema: ClassVar[Mapping[str, Any]] = {"type": "string", "pattern": "^[0-9]+-[0-9]+(-[0-9]+)?$"}
    like = "text"

    def parse(self, field: Field, text: str) -> Any:  # noqa: ARG002
        """Return the numbers joined by hyphens."""
        found = _VOTE.match(text)
        if not found:
            raise FieldError(f'"{text}" is not a vote: write ayes-noes, such as 352-65')
        return "-".join(n for n in found.groups() if n)


class Money(FieldType):
    """An amount of money, or a range, with the words around it.

    The value is ``(number, to, currency, text)``: *to* is None but for a range, *text* is what the author wrote.
    """

    name = "money"
    write = "an amount with its currency, such as `$14 billion` or `about EUR 1–2 million`"
    examples = (
        "about US$ 1–2 million",
        "$14 billion",
        "€ 200.000",
        "RMB 10bn",
        "a fine of $92,000.50 per day",
    )
    schema: ClassVar[Mapping[str, Any]] = {"$ref": "#/$defs/money"}
    definitions: ClassVar[Mapping[str, Any]] = {
        "money": {
            "description": "An amount of money; its upper end where it is a range; the words of the author.",
            "type": "object",
            "properties": {
                "number": {"type": "number"},
                "to": {"type": ["number", "null"]},
                "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
                "text": {"type": "string"},
            },
            "required": ["number", "to", "currency", "text"],
            "additionalProperties": False,
        }
    }

    def parse(self, field: Field, text: str) -> Any:  # noqa: ARG002
        """Return number, upper end, currency and the text."""
        text = on_one_line(text)
        try:
            return (*parse_amount(text), text)
        except ValueError as error:
            raise FieldError(str(error)) from None

    def from_json(self, data: Any) -> str:
        """Return the text; where it is missing, or means another amount, the amount alone.

        The text of an export may be a translation, whose words for numbers are not known here.
        """
        if not isinstance(data, Mapping):
            return single(data)
        by_name = keyed(data)
        check_names(by_name, ("number", "currency", "to", "text"))
        what = "number and currency"
        if "number" not in by_name:
            return take(by_name, ("text",), what)
        upper = single(by_name.get("to"))
        number = single(by_name["number"])
        currency = take(by_name, ("currency",), what)
        bare = f"{currency} {number}–{upper}" if upper else f"{currency} {number}"
        text = single(by_name.get("text"))
        try:
            return text if text and parse_amount(text) == parse_amount(bare) else bare
        except ValueError:
            return bare

    def written(self, value: Any) -> Any:
        """Return the text."""
        return value[3]

    def to_json(self, value: Any, names: Names) -> Any:  # noqa: ARG002
        """Return an object with number, upper end, currency and text."""
        return dict(zip(("number", "to", "currency", "text"), value, strict=True))

    def texts(self, value: Any) -> tuple[str, ...]:
        """Return the text, in which words for numbers stand."""
        return (value[3],)

    def with_texts(self, value: Any, texts: Sequence[str]) -> Any:
        """Return the same amount in other words."""
        return (*value[:3], texts[0])


TYPES: Final = (Integer(), Flag(), Vote(), Money())
