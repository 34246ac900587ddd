"""A drawing as SVG inside a page: no script, no font, no id; colours are the page's own.

What sets things apart stands in attributes, so that the picture is right without a style sheet too; style
sheets add colours by the class of a group.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from html import escape
from itertools import groupby

from sphinx_policyrefs.views.model import Link
from sphinx_policyrefs.views.pictures.drawing import Area, Disc, Drawing, Group, Line, Part, Point, Text

#: What XML admits in no form.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_STROKE = 'fill="none" stroke="currentColor"'
_LINES = {
    "plain": _STROKE,
    "thin": f'{_STROKE} stroke-width="1.3"',
    "soft": f'{_STROKE} opacity=".45"',
    "axis": f'{_STROKE} opacity=".55"',
    "grid": f'{_STROKE} opacity=".13"',
    "dashed": f'{_STROKE} stroke-dasharray="4 3"',
}
_AREAS = {
    "full": "",
    "hollow": f'{_STROKE} stroke-width="1.5"',
    "dashed": f'{_STROKE} stroke-width="1.5" stroke-dasharray="2.4 1.6"',
    "bar": 'opacity=".72"',
    "thin": 'opacity=".5"',
    "band": 'opacity=".035"',
}
_TEXTS = {
    "label": "",
    "key": 'font-weight="600"',
    "head": 'font-weight="600"',
    "coarse": 'font-size="10.5"',
    "tick": 'font-size="10.5" opacity=".78"',
}


def svg(drawing: Drawing, title: str, about: str, href: Callable[[Link], str]) -> str:
    """Return a drawing as an ``<svg>`` element; *href* gives the address of a link, "" where it has none."""
    size = f"{_number(drawing.width)} {_number(drawing.height)}"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="policy-svg" role="document" viewBox="0 0 {size}" '
        f'width="100%" direction="ltr" fill="currentColor" font-size="12">'
    )
    said = f"<title>{_escaped(title)}</title><desc>{_escaped(about)}</desc>"
    return f"{head}{said}\n{_parts(drawing.parts, href)}</svg>\n"


def _parts(parts: Sequence[Part], href: Callable[[Link], str]) -> str:
    made = []
    for kind, some in groupby(parts, lambda part: type(part) is Line and part.style):
        if kind:
            made.append(_lines(part for part in some if isinstance(part, Line)))
        else:
            made += [_part(part, href) for part in some]
    return "".join(made)


def _part(part: Part, href: Callable[[Link], str]) -> str:
    match part:
        case Group():
            return _group(part, href)
        case Text():
            anchor = "" if part.anchor == "start" else f' text-anchor="{part.anchor}"'
            place = f'x="{_number(part.x)}" y="{_number(part.y)}"'
            return f"<text {place}{anchor}{_more(_TEXTS[part.style])}>{_escaped(part.text)}</text>"
        case Disc():
            place = f'cx="{_number(part.x)}" cy="{_number(part.y)}" r="{_number(part.radius)}"'
            return f"<circle {place}{_more(_AREAS[part.style])}/>"
        case Area():
            return f'<path d="{_path(part.points)}z"{_more(_AREAS[part.style])}/>'
        case Line():
            return _lines((part,))


def _lines(lines: Iterable[Line]) -> str:
    """Return lines of one style as one path."""
    lines = list(lines)
    path = "".join(_path(line.points) for line in lines)
    return f'<path d="{path}"{_more(_LINES[lines[0].style])}/>'


def _group(group: Group, href: Callable[[Link], str]) -> str:
    address = href(group.link) if group.link and (group.link.docname or group.link.uri) else ""
    tag = "a" if address else "g"
    link = f' href="{escape(address)}"' if address else ""
    said = f"<title>{_escaped(group.title)}</title>" if group.title else ""
    said += f"<desc>{_escaped(group.about)}</desc>" if group.about else ""
    return f'<{tag}{link} class="policy-at-{group.name}">{said}{_parts(group.parts, href)}</{tag}>\n'


def _path(points: Sequence[Point]) -> str:
    return "M" + "L".join(f"{_number(x)} {_number(y)}" for x, y in points)


def _number(value: float) -> str:
    """Return a number with one decimal at the most."""
    text = f"{value:.1f}"
    return text.removesuffix(".0") if text != "-0.0" else "0"


def _escaped(text: str) -> str:
    return escape(_NO_XML.sub("\ufffd", text), quote=False)


def _more(attributes: str) -> str:
    return f" {attributes}" if attributes else ""
