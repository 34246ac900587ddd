"""Diagrams become pictures where Graphviz is there: SVG within the page, PNG with a map, or PDF for paper.

The settings are those of ``sphinx.ext.graphviz``, whether it is loaded or not.  Its own nodes are not used: they
link a style sheet from every page, write files that outlive what they show, and cannot follow the colours of the
page.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha1
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from docutils import nodes
from sphinx.util import logging

from sphinx_policyrefs.adapter.nodes import policy_diagram
from sphinx_policyrefs.adapter.pictures.programs import drawing
from sphinx_policyrefs.views.diagrams import dot, parts

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.writers.html5 import HTML5Translator
    from sphinx.writers.latex import LaTeXTranslator

    from sphinx_policyrefs.views.model import Diagram, Link

logger = logging.getLogger(__name__)

_SVG = "{http://www.w3.org/2000/svg}"
#: What is taken over from the elements that Graphviz draws with; the rest is the style sheet's affair.
_DRAWN = {
    "path": ("d", "stroke-dasharray"),
    "polygon": ("points", "stroke-dasharray"),
    "polyline": ("points", "stroke-dasharray"),
    "ellipse": ("cx", "cy", "rx", "ry", "stroke-dasharray"),
}
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_AREA = re.compile(r'<area shape="(\w+)" id="n(\d+)"[^>]* coords="([\d,.-]+)"')
#: How far a picture shrinks to fit the page before it scrolls.
_LEAST = 0.82


def _run(how: Sequence[str], code: str, builder: Builder, *more: str) -> bytes:
    """Return what Graphviz makes of a text; raises OSError or CalledProcessError where it does not."""
    *command, form = how
    done = subprocess.run(  # noqa: S603 - the program that conf.py names, and no text of a document
        [*command, *(more or (f"-T{form}",))],
        input=code.encode(),
        capture_output=True,
        check=True,
        cwd=builder.srcdir,
    )
    return done.stdout


def pictures(builder: Builder, diagram: Diagram, href: Callable[[Link], str], folder: str = "") -> list[str]:
    """Return the parts of a diagram as HTML, or as names of PDF files; nothing where they cannot be drawn.

    *href* gives the address of an entry as seen from the page, *folder* that of the folder of images.
    """
    how = drawing(builder)
    if not how:
        return []
    try:
        return [_picture(builder, how, part, href, folder) for part in parts(diagram)]
    except (OSError, subprocess.CalledProcessError, ET.ParseError) as error:
        said = getattr(error, "stderr", b"") or str(error).encode()
        logger.warning(
            "Graphviz could not draw a diagram, a table stands in its place: %s",
            " ".join(said.decode(errors="replace").split()),
            type="policyrefs",
            subtype="graphviz",
        )
        return []


def _picture(
    builder: Builder, how: Sequence[str], diagram: Diagram, href: Callable[[Link], str], folder: str
) -> str:
    code = dot(diagram)
    if how[-1] == "svg":
        return svg(_run(how, code, builder).decode(), diagram, href)
    # The same text gives the same file, and another one another file, in whichever process.
    key = sha1(repr((code, how)).encode(), usedforsecurity=False).hexdigest()
    name = f"policy-{key}.{how[-1]}"
    path = Path(builder.outdir, builder.imagedir, name)
    if not path.is_file():
        _keep(path, undated(_run(how, code, builder)))
    if how[-1] == "pdf":
        return name
    areas = _run(how, code, builder, "-Tcmapx").decode()
    return png(f"{folder}/{name}", key, areas, diagram, href)


def _keep(path: Path, content: bytes) -> None:
    """Write a file as a whole: another process may be writing the same one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}")
    part.write_bytes(content)
    part.replace(path)


def undated(content: bytes) -> bytes:
    """Return a PDF file with a fixed day of creation, of the same length."""
    return re.sub(rb"(?<=/CreationDate \(D:)\d{14}", b"20000101000000", content)


def svg(text: str, diagram: Diagram, href: Callable[[Link], str]) -> str:
    """Return what Graphviz drew as part of a page: with links and classes, without colours, fonts and ids."""
    root = ET.fromstring(text)  # noqa: S314 - of Graphviz, from text that is escaped for it
    width, height = (float(_NUMBER.findall(root.get(name, "0"))[0]) for name in ("width", "height"))
    groups = {g.get("id", ""): g for g in root.iter(f"{_SVG}g")}
    shift = next((g.get("transform", "") for g in groups.values() if g.get("class") == "graph"), "")
    start = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="policy-graph" width="{width:g}pt" height="{height:g}pt"'
        f' viewBox="{escape(root.get("viewBox", ""))}" style="min-width:{width * _LEAST:.0f}pt"'
        f' fill="none" stroke="currentColor" stroke-width=".9"><g transform="{escape(shift)}">\n'
    )
    lines = (groups[id_] for n in range(len(diagram.edges)) if (id_ := f"e{n}") in groups)
    parts = [
        start,
        *(
            f'<g class="policy-edge" aria-hidden="true">{"".join(_shapes(line, None))}</g>\n'
            for line in lines
        ),
    ]
    for number, node in enumerate(diagram.nodes):
        if (group := groups.get(f"n{number}")) is None:
            continue
        shapes = "".join(_shapes(group, _middle(group)))
        classes = f"policy-node policy-node-{escape(node.kind)}"
        title = f"<title>{escape(node.link.text, quote=False)}</title>"
        if address := href(node.link):
            parts.append(f'<a class="{classes}" href="{escape(address)}">{title}{shapes}</a>\n')
        else:
            parts.append(f'<g class="{classes}">{title}{shapes}</g>\n')
    parts.append("</g></svg>")
    return "".join(parts)


def _shapes(group: ET.Element, middle: float | None) -> Iterator[str]:
    """Yield the shapes and texts of a group, its texts centred on *middle* where there is one."""
    first = True
    for element in group.iter():
        tag = element.tag.removeprefix(_SVG)
        if tag == "text":
            at = f"{middle:g}" if middle is not None else escape(element.get("x", "0"))
            anchor = "middle" if middle is not None else escape(element.get("text-anchor", "start"))
            small = element.get("font-size", "").startswith("9")
            size = ' class="policy-small" font-size="9"' if small else ' font-size="11"'
            text = escape("".join(element.itertext()), quote=False)
            y = escape(element.get("y", "0"))
            yield f'<text x="{at}" y="{y}" text-anchor="{anchor}" fill="currentColor" stroke="none"{size}>{text}</text>'
        elif tag in _DRAWN:
            values = [(name, value) for name in _DRAWN[tag] if (value := element.get(name))]
            written = "".join(f' {name}="{escape(value)}"' for name, value in values)
            bare = element.get("stroke") in {"transparent", "none"}
            if middle is not None:
                classes = ["policy-face"] * first + ["policy-line"] * (not bare)
                written += f' class="{" ".join(classes)}"' + (' stroke="none"' if bare else "")
            elif tag == "polygon":
                written += ' class="policy-arrow" fill="currentColor"'
            first = False
            yield f"<{tag}{written}/>"


def _middle(group: ET.Element) -> float:
    """Return the middle of a box: browsers, which have other fonts than Graphviz, centre its lines there."""
    for element in group.iter():
        tag = element.tag.removeprefix(_SVG)
        if tag == "ellipse":
            return float(element.get("cx", "0"))
        if tag in {"path", "polygon"}:
            across = [float(n) for n in _NUMBER.findall(element.get("points") or element.get("d") or "")[::2]]
            return (min(across) + max(across)) / 2
    return 0.0


def png(source: str, key: str, areas: str, diagram: Diagram, href: Callable[[Link], str]) -> str:
    """Return a picture with a map of its links."""
    name = f"policy-{key}"
    parts = [
        f'<img class="policy-graph" src="{escape(source)}" alt="{escape(diagram.label)}" usemap="#{name}">\n',
        f'<map name="{name}">\n',
    ]
    for shape, number, coords in _AREA.findall(areas):
        link = diagram.nodes[int(number)].link
        if address := href(link):
            text = escape(link.text)
            parts.append(
                f'<area shape="{shape}" coords="{coords}" href="{escape(address)}" alt="{text}" title="{text}">\n'
            )
    parts.append("</map>")
    return "".join(parts)


def opened(drawn: Sequence[str], diagram: Diagram) -> str:
    """Return the HTML of a figure as far as the alternative in it."""
    caption = f"<figcaption>{escape(diagram.caption)}</figcaption>\n" if diagram.caption else ""
    place = f'class="policy-graphs" role="group" aria-label="{escape(diagram.label)}" tabindex="0"'
    return (
        f'<figure class="policy-diagram">{caption}<div {place}>\n' + "\n".join(drawn) + "</div>\n"
        f"<details><summary>{escape(diagram.summary)}</summary>\n"
    )


#: What follows the alternative.
CLOSED = "</details></figure>\n"


def visit_html(translator: HTML5Translator, node: policy_diagram) -> None:
    """Write a diagram; where it cannot be drawn after all, its alternative alone."""
    diagram: Diagram = node["diagram"]
    addresses = dict(zip((n.link for n in diagram.nodes), node["addresses"], strict=True))
    drawn = pictures(translator.builder, diagram, addresses.__getitem__, translator.builder.imgpath)
    node["closed"] = CLOSED if drawn else ""
    if drawn:
        translator.body.append(opened(drawn, diagram))


def depart_html(translator: HTML5Translator, node: policy_diagram) -> None:
    """Close the figure."""
    translator.body.append(node["closed"])


def visit_latex(translator: LaTeXTranslator, node: policy_diagram) -> None:
    """Include the picture; the alternative follows where paper needs it, and where there is no picture."""
    diagram: Diagram = node["diagram"]
    names = pictures(translator.builder, diagram, lambda _link: "")
    if names:
        caption = (
            f"\\textbf{{{translator.encode(diagram.caption)}}}\\par\\nopagebreak\n" if diagram.caption else ""
        )
        included = "\\quad\n".join(f"\\sphinxincludegraphics[]{{{name}}}" for name in names)
        translator.body.append(f"\n\\begin{{center}}\n{caption}{included}\n\\end{{center}}\n")
        if not diagram.both:
            raise nodes.SkipNode


def depart_latex(_translator: LaTeXTranslator, _node: policy_diagram) -> None:
    """Write nothing more."""
