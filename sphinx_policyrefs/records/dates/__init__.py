"""Partial dates: bounds, order, arithmetic and display.  Other modules import from here."""

from .display import STYLES, Style, display_date, display_range, listed, short_month
from .edtf import (
    OPEN_END,
    OPEN_START,
    DateError,
    PartialDate,
    Precision,
    civil,
    day_text,
    first_day,
    parse_date,
    shift,
)

__all__ = [
    "OPEN_END",
    "OPEN_START",
    "STYLES",
    "DateError",
    "PartialDate",
    "Precision",
    "Style",
    "civil",
    "day_text",
    "display_date",
    "display_range",
    "first_day",
    "listed",
    "parse_date",
    "shift",
    "short_month",
]
