"""Types whose values are numbers, or yes and no."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar, Final

from sphinx_policyrefs.records.fields import FieldError
from sphinx_policyrefs.records.types.base import NoProse, single

if TYPE_CHECKING:
    from collections.abc import Mapping

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
            raise FieldError(f'"{text}" is no whole number: write one such as 2 or -1') from None


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
            raise FieldError(f'"{text}" is no vote: write ayes-noes, such as 352-65')
        return "-".join(n for n in found.groups() if n)


TYPES: Final = (Integer(), Flag(), Vote())
