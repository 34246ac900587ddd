"""The colours and signs of kinds as rules of a style sheet, for the pages that show timelines.

``static/policyrefs-timeline.css`` has those of :data:`KINDS`; what a project adds is written below them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sphinx_policyrefs.records.kinds import Kind

#: How a sign is made of the square before a row, where the table stands in for a picture that has no room.
_BEFORE: Final = {
    "square": "border-radius: 0; scale: .9;",
    "diamond": "border-radius: 0; rotate: 45deg; scale: .9;",
    "triangle": "border-radius: 0; clip-path: polygon(50% 0, 100% 100%, 0 100%);",
    "flag": "border-radius: 0; clip-path: polygon(0 0, 100% 50%, 0 100%);",
}
_NARROW: Final = """\
@media screen {{ @supports selector(::details-content) {{ @container policy-picture (max-width: 34em) {{
{rules}}} }} }}
"""


def colour_rules(kind: Kind) -> list[str]:
    """Return what gives the signs of a kind its colour: the colour, the picture, and the rows of the table."""
    if kind.colour is None:
        return []
    name, colour = kind.name, kind.colour
    return [
        f"--policy-{name}: color-mix(in srgb, currentColor {colour.text}%, {colour.hue});",
        f".policy-svg .policy-at-{name} > :not(text) {{ color: var(--policy-{name}); }}",
        f".policy-picture tr.policy-at-{name} {{ --policy-sign: var(--policy-{name}); }}",
    ]


def sign_rule(kind: Kind) -> str:
    """Return what the sign of a kind looks like before a row, "" where it is the disc of all."""
    if kind.sign not in _BEFORE:
        return ""
    whole = "" if kind.sign in ("square", "diamond") else ":not(.policy-at-hollow, .policy-at-dashed)"
    return f"&.policy-at-{kind.name}{whole}::before {{ {_BEFORE[kind.sign]} }}"


def added_rules(kinds: Iterable[Kind], book: bool = False) -> str:
    """Return the rules of kinds that the style sheet does not have, "" where they have no looks of their own.

    Readers of e-books (*book*) know fewer rules: they get the colour alone.
    """
    if book:
        coloured = [(f".policy-at-{kind.name}", kind.colour.hue) for kind in kinds if kind.colour is not None]
        return "".join(f"{at} > path, {at} > circle {{ color: {hue}; }}\n" for at, hue in coloured)
    made = ""
    signs = ""
    for kind in kinds:
        if rules := colour_rules(kind):
            root, *others = rules
            made += "\n".join((f":root {{ {root} }}", *others, ""))
        if sign := sign_rule(kind):
            signs += f":is(#policy, .policy-picture) .policy-table > tbody > tr{sign.removeprefix('&')}\n"
    return made + (_NARROW.format(rules=signs) if signs else "")
