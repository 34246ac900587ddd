"""A drawing as TikZ, which LaTeX draws in the document's own face, with links into the document.

TikZ comes with the packages that Sphinx's LaTeX needs anyway; a converter of SVG would be one more program
to install, and would lose the links.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from docutils import nodes

from sphinx_policyrefs.views.model import Link
from sphinx_policyrefs.views.pictures.drawing import Area, Disc, Drawing, Group, Line, Part, Point, Text

_LINES = {
    "plain": "line width=0.6pt",
    "thin": "line width=0.7pt",
    "soft": "line width=0.5pt,draw=black!40",
    "axis": "line width=0.5pt,draw=black!55",
    "grid": "line width=0.4pt,draw=black!13",
    "dashed": "line width=0.5pt,dash pattern=on 2.5pt off 2pt",
}
_AREAS = {
    "full": "fill",
    "hollow": "draw,line width=0.8pt",
    "dashed": "draw,line width=0.8pt,dash pattern=on 1.5pt off 1pt",
    "bar": "fill=.!75",
    "thin": "fill=.!50",
    "band": "fill=black!4",
}
_ANCHORS = {"start": "base west", "middle": "base", "end": "base east"}

#: The picture is as wide as the text, unless it would then be higher than the page.
_OPEN = r"""\usetikzlibrary{babel}\begingroup\noindent%%
\pgfmathsetlengthmacro\policyunit{min(\linewidth/%(width)s,0.9*\textheight/%(height)s)}%%
\pgfmathsetlengthmacro\policylabel{12*\policyunit}\pgfmathsetlengthmacro\policytick{10.5*\policyunit}%%
\renewcommand{\sphinxcrossref}[1]{#1}\renewcommand{\sphinxsamedocref}[1]{#1}%%
\begin{tikzpicture}[x=\policyunit,y=-\policyunit,inner sep=0pt,outer sep=0pt]
\sffamily\path[use as bounding box] (0,0) rectangle (%(width)s,%(height)s);
"""
_CLOSE = "\\end{tikzpicture}\\par\\endgroup\n"


def tikz(drawing: Drawing, refer: Callable[[Link], nodes.Node | None]) -> nodes.paragraph:
    """Return a drawing as a paragraph; *refer* gives the reference to an entry, or None where it has no place."""
    size = {"width": _number(drawing.width), "height": _number(drawing.height)}
    return nodes.paragraph("", "", _raw(_OPEN % size), *_parts(drawing.parts, refer), _raw(_CLOSE))


def _parts(parts: tuple[Part, ...], refer: Callable[[Link], nodes.Node | None]) -> Iterator[nodes.Node]:
    for part in parts:
        if isinstance(part, Group):
            yield _raw(f"\\begin{{scope}}[color={_colour(part.ink)}]\n")
            link = part.link
            for inner in part.parts:
                if isinstance(inner, Text):
                    yield from _drawn_text(
                        inner,
                        refer(link._replace(text=inner.text))
                        if link and (link.docname or link.uri)
                        else None,
                    )
                else:
                    yield _raw(_drawn(inner))
            yield _raw("\\end{scope}\n")
        elif isinstance(part, Text):
            yield from _drawn_text(part, None)
        else:
            yield _raw(_drawn(part))


def _colour(ink: str) -> str:
    """Return a colour as TikZ has it, from ``#rrggbb``."""
    if not ink:
        return "black"
    red, green, blue = bytes.fromhex(ink[1:])
    return f"{{rgb,255:red,{red};green,{green};blue,{blue}}}"


def _drawn(part: Line | Area | Disc) -> str:
    match part:
        case Line():
            return f"\\draw[{_LINES[part.style]}] {_path(part.points)};\n"
        case Area():
            return f"\\path[{_AREAS[part.style]}] {_path(part.points)} -- cycle;\n"
        case Disc():
            place = f"({_number(part.x)},{_number(part.y)})"
            return f"\\path[{_AREAS[part.style]}] {place} circle[radius={_number(part.radius)}];\n"


def _drawn_text(text: Text, link: nodes.Node | None) -> Iterator[nodes.Node]:
    size = "policytick" if text.style in ("tick", "coarse") else "policylabel"
    bold = "\\bfseries" if text.style in ("key", "head") else ""
    place = f"({_number(text.x)},{_number(text.y)})"
    yield _raw(
        f"\\node[anchor={_ANCHORS[text.anchor]},text=black] at {place} "
        f"{{\\fontsize{{\\{size}}}{{\\{size}}}\\selectfont{bold}{{}}"
    )
    yield link or nodes.Text(text.text)
    yield _raw("};\n")


def _path(points: tuple[Point, ...]) -> str:
    return " -- ".join(f"({_number(x)},{_number(y)})" for x, y in points)


def _number(value: float) -> str:
    return f"{value:.1f}"


def _raw(text: str) -> nodes.raw:
    return nodes.raw("", text, format="latex")
