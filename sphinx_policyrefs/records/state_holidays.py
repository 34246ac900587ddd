"""Legal holidays of the United States and of its states: what the package `holidays` knows, as the law has it.

The package lists what offices and schools observe. Days that a state's law makes a day of observance, optional, a half
day, or no holiday at all are left out here; the law's own holidays that the package lacks are not made up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple


class LegalHolidays(NamedTuple):
    """Tells whether a day, by its number, is a legal holiday."""

    federal: Callable[[int], bool]
    #: those that the state adds
    state: Callable[[int], bool]


#: Names that the package gives a state and its law does not make a legal holiday, with the law.
_LEFT_OUT: Final[Mapping[str, frozenset[str]]] = MappingProxyType({
    "CA": frozenset({"Susan B. Anthony Day"}),  # Cal. Educ. Code § 37222.10: observed in schools
    "CO": frozenset({"Cesar Chavez Day"}),  # C.R.S. § 24-11-112: optional
    "GU": frozenset({"Good Friday"}),  # 1 G.C.A. § 1000 has none
    "KS": frozenset({"Christmas Eve"}),  # K.S.A. 35-107 has none
    "KY": frozenset({"Good Friday", "New Year's Eve"}),  # KRS 2.110 has none; KRS 18A.190: offices
    "MD": frozenset({"Inauguration Day"}),  # Md. Code, Gen. Prov. § 1-111 has none
    "MI": frozenset({"Christmas Eve", "Day After Thanksgiving", "New Year's Eve"}),  # MCL 435.101 has none
    "NJ": frozenset({"Lincoln's Birthday"}),  # N.J.S.A. 36:1-1 lost it in 2008
    "NY": frozenset({"Susan B. Anthony Day"}),  # N.Y. Gen. Constr. Law § 24 has none
    "PA": frozenset({"Day After Thanksgiving"}),  # 44 P.S. § 11 has none
    "SC": frozenset({"Confederate Memorial Day"}),  # S.C. Code § 53-5-10: May 10, not a Monday of April
    "TX": frozenset({"Cesar Chavez Day", "Good Friday"}),  # Tex. Gov't Code § 662.003(c), .013: optional
    "VA": frozenset({"Inauguration Day"}),  # Va. Code § 2.2-3300 has none
    "WI": frozenset({"Susan B. Anthony Day"}),  # Wis. Stat. § 118.02: observed in schools
})  # fmt: skip

#: States that move a holiday from a Sunday to the Monday, and none from a Saturday to the Friday: N.Y. Gen. Constr.
#: Law § 24, 205 ILCS 630/17, Iowa Code § 1C.1, RSMo § 9.010, Tex. Gov't Code § 662.003, Wis. Stat. § 230.35.
_SUNDAYS_ALONE: Final = frozenset({"IA", "IL", "MO", "NY", "TX", "WI"})

_OBSERVED: Final = " (observed)"


@lru_cache(maxsize=64)
def legal_holidays(state: str = "") -> LegalHolidays | None:
    """Return the legal holidays of the United States, and of a state by its postal code; None without the package.

    Federal are the days of 5 U.S.C. § 6103, Juneteenth among them, those on which they are observed when they fall on a
    weekend, and those on which the President closed the departments for the whole day.
    """
    try:
        import holidays
    except ImportError:
        return None
    federal = holidays.country_holidays("US", categories=("government",), language="en_US")

    def is_federal(day: int) -> bool:
        if not 1 <= day <= date.max.toordinal():
            return False
        name = federal.get(date.fromordinal(day))
        return name is not None and "half-day" not in name

    if not state or state not in federal.subdivisions:
        return LegalHolidays(is_federal, lambda _day: False)
    own = holidays.country_holidays("US", subdiv=state, language="en_US")

    def is_of_state(day: int) -> bool:
        if not 1 <= day <= date.max.toordinal():
            return False
        when = date.fromordinal(day)
        return any(_is_law(state, name, when) for name in own.get_list(when))

    return LegalHolidays(is_federal, is_of_state)


def _is_law(state: str, name: str, when: date) -> bool:
    """Return whether the law of a state makes a day, which the package gives this name, a legal holiday."""
    plain = name.removesuffix(_OBSERVED)
    if plain in _LEFT_OUT.get(state, ()):
        return False
    if state == "IN" and "Election" in plain and when.year % 4 == 1:  # Indiana elects nobody in these years
        return False
    return plain == name or state not in _SUNDAYS_ALONE or when.isoweekday() == 1
