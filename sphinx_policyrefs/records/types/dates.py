"""Field types for dates and periods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from sphinx_policyrefs.records.dates import DateError, parse_date
from sphinx_policyrefs.records.deadlines import parse_period
from sphinx_policyrefs.records.fields import FieldError
from sphinx_policyrefs.records.types.base import NoProse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_policyrefs.records.kinds import Field


class Date(NoProse):
    """A day, a month, a year or a span, in EDTF."""

    name = "date"
    write = "a date"
    examples = ("2020-08-06", "2020-Q3", "2024-05-02/..", "XXXX")
    schema: ClassVar[Mapping[str, Any]] = {"$ref": "#/$defs/date"}

    def parse(self, field: Field, text: str) -> Any:  # noqa: ARG002
        """Return the date in its canonical form."""
        try:
            return parse_date(text).text
        except DateError as error:
            raise FieldError(str(error), "bad-date") from None


class Period(NoProse):
    """A length of time, which deadlines count."""

    name = "period"
    write = "a length, such as `45 days`, `3 months` or `-10 days`"
    examples = ("45 days", "1 month", "-10 days", "9999 years")
    schema: ClassVar[Mapping[str, Any]] = {
        "type": "string",
        "pattern": "^-?[0-9]+ (day|week|month|year)s?$",
    }

    def parse(self, field: Field, text: str) -> Any:  # noqa: ARG002
        """Return the length in its canonical form."""
        try:
            return str(parse_period(text))
        except ValueError as error:
            raise FieldError(str(error)) from None


TYPES: Final = (Date(), Period())
