"""Timelines in each output: a picture where there can be one, with links that lead somewhere, else the table."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from timelines import record, rst

if TYPE_CHECKING:
    from pathlib import Path

    from support import Build, DocumentSet

pytestmark = pytest.mark.builds

PAGES = {
    "index.rst": """
        Index
        =====

        .. toctree::

           record
           view
        """,
    "record.rst": """
        Record
        ======

        .. policy:party:: Acme & <Sons>
           :id: acme

        .. policy:event:: The "first" <event> & more
           :id: first
           :date: 2020-01-02
           :parties: acme
           :note: secret note

        .. policy:event:: Somewhen
           :id: lost
           :date: XXXX

        .. policy:event:: Kept apart
           :date: 2020-06-07
           :no-index:

        .. policy:legal-action:: A v. B
           :id: a-v-b
           :filed: 2020-03
           :decided: 2020-09-10
        """,
    "view.rst": """
        View
        ====

        .. policy:timeline::
           :caption: What happened
           :lanes: kind
        """,
}


def svgs(text: str) -> list[ET.Element]:
    """Return the pictures of a page, read as XML."""
    return [ET.fromstring(found) for found in re.findall(r"<svg.*?</svg>", text, re.DOTALL)]  # noqa: S314


def addresses(picture: ET.Element) -> list[str | None]:
    return [a.get("href") for a in picture.iter("{http://www.w3.org/2000/svg}a")]


@pytest.mark.parametrize(
    ("builder", "page", "entry"),
    [
        ("html", "view.html", "record.html#event-first"),
        ("dirhtml", "view/index.html", "../record/#event-first"),
        ("singlehtml", "index.html", "#event-first"),
        ("epub", "view.xhtml", "record.xhtml#event-first"),
    ],
)
def test_html_has_the_picture_with_the_table_beside_it(
    documents: DocumentSet, builder: str, page: str, entry: str
) -> None:
    documents.write(PAGES)
    build = documents.build(builder, epub_copyright="none", version="1", html_copy_source=False)
    assert build.warnings == []
    text = build.read(page)
    (picture,) = svgs(text)
    assert entry in addresses(picture)
    titles = [t.text for t in picture.iter("{http://www.w3.org/2000/svg}title")]
    assert titles[0] == "What happened"
    assert 'January 2, 2020: The "first" <event> & more' in titles
    assert re.search(
        r"<details><summary>The same in a table \(3\)</summary>.*</details></figure>", text, re.DOTALL
    )
    assert re.search(r'<tr class="policy-at-day policy-at-event[" ]', text)
    assert "Unknown date" in text
    assert "secret" not in text
    assert "Kept apart" not in "".join(titles_ or "" for titles_ in titles)


def test_bodies_may_stand_below_the_picture(documents: DocumentSet) -> None:
    documents.write(PAGES)
    view = PAGES["view.rst"] + "           :show: body\n"
    documents.write({"view.rst": view})
    text = documents.build().read("view.html")
    assert addresses(svgs(text)[0])[0] == "record.html#event-first"
    assert text.count("<figure") == text.count("</figure>") == 1


def test_an_epub_declares_its_drawings(documents: DocumentSet) -> None:
    documents.write(PAGES)
    build = documents.build("epub", epub_copyright="none", version="1")
    (book,) = build.out.glob("*.epub")
    with zipfile.ZipFile(book) as packed:
        package = packed.read("content.opf").decode()
    declared = re.findall(r'<item [^>]*href="([^"]+)"[^>]* properties="svg"', package)
    assert declared == ["view.xhtml"]


@pytest.mark.parametrize("builder", ["text", "man", "texinfo", "xml"])
def test_other_formats_have_the_table(documents: DocumentSet, builder: str) -> None:
    documents.write(PAGES)
    build = documents.build(builder, project="Everything")
    assert build.warnings == []
    (text,) = (
        path.read_text("utf-8")
        for path in build.out.rglob("*")
        if path.name in ("view.txt", "everything.1", "everything.texi", "view.xml")
    )
    assert "September 10, 2020" in text
    assert "svg" not in text
    assert "tikz" not in text


def latex(documents: DocumentSet) -> Build:
    return documents.build("latex", project="Everything")


def test_latex_draws_the_picture(documents: DocumentSet) -> None:
    documents.write(PAGES)
    text = latex(documents).read("everything.tex")
    assert r"\usepackage{tikz}" in text
    picture = text[text.index(r"\begin{tikzpicture}") : text.index(r"\end{tikzpicture}")]
    assert r"\hyperref[\detokenize{record:event-first}]" in picture
    assert r"\& more" in picture
    assert "\n\n" not in picture  # a paragraph would end the picture
    assert "longtable" not in text[text.index(r"\end{tikzpicture}") :]


def test_latex_adds_the_table_where_the_picture_cannot_say_all(documents: DocumentSet) -> None:
    documents.write({**PAGES, "record.rst": f"Record\n======\n\n{rst(record(200, 1))}"})
    text = latex(documents).read("everything.tex")
    assert "longtable" in text[text.index(r"\end{tikzpicture}") :]


def test_without_a_timeline_latex_loads_nothing_for_it(documents: DocumentSet) -> None:
    documents.write({**PAGES, "view.rst": "View\n====\n\n.. chronology::\n"})
    assert "tikz" not in latex(documents).read("everything.tex")


@pytest.mark.paper
@pytest.mark.skipif(not shutil.which("pdflatex"), reason="pdflatex is not installed")
def test_latex_sets_the_picture_in_the_width_of_the_page(documents: DocumentSet) -> None:
    documents.write({**PAGES, "record.rst": f"Record\n======\n\n{rst(record(30, 1))}".translate(_LATIN)})
    out: Path = latex(documents).out
    run = subprocess.run(
        ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "everything.tex"],  # noqa: S607
        cwd=out, capture_output=True, text=True, check=False, errors="replace",
    )  # fmt: skip
    assert run.returncode == 0, run.stdout[-3000:]
    picture = next(
        n
        for n, line in enumerate((out / "everything.tex").read_text("utf-8").splitlines(), 1)
        if "tikzpicture}[" in line
    )
    overfull = re.findall(
        r"Overfull \\hbox \(([\d.]+)pt too wide\) in paragraph at lines (\d+)--(\d+)", run.stdout
    )
    assert [o for o in overfull if int(o[1]) <= picture <= int(o[2])] == []


#: pdfLaTeX has neither Chinese nor, without more packages, Russian letters.
_LATIN = dict.fromkeys((*range(0x400, 0x500), *range(0x4E00, 0x9FFF)), "n")


# -- the day of the build ------------------------------------------------------------------------------


def on(day: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the build take place so many days after the beginning of 2020."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1_577_836_800 + day * 86_400))


def test_a_picture_of_the_past_is_not_written_again_the_next_day(
    documents: DocumentSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents.write(PAGES)
    on(400, monkeypatch)
    first = documents.build()
    assert "Today" not in first.read("view.html")
    before = (first.out / "view.html").stat().st_mtime_ns
    on(401, monkeypatch)
    assert (documents.build().out / "view.html").stat().st_mtime_ns == before


def test_a_picture_with_days_to_come_says_which_day_it_is(
    documents: DocumentSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents.write(PAGES)
    on(100, monkeypatch)
    assert "Today, April 10, 2020" in documents.build().read("view.html")
    on(101, monkeypatch)
    again = documents.build()
    assert "Today, April 11, 2020" in again.read("view.html")
    assert again.read("view.html") == documents.build(place="clean").read("view.html")


def test_an_as_of_build_shows_the_day_and_nothing_later(documents: DocumentSet) -> None:
    documents.write(PAGES)
    text = documents.build(policyrefs_as_of="2020-05-01").read("view.html")
    (picture,) = svgs(text)
    said = [t.text for t in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert "As of May 1, 2020" in said
    assert "decided" not in text


@pytest.mark.parametrize("builder", ["html", "text"])
def test_a_changed_date_rewrites_the_picture(documents: DocumentSet, builder: str) -> None:
    documents.write(PAGES)
    documents.build(builder)
    documents.write({"record.rst": PAGES["record.rst"].replace("2020-01-02", "2020-01-20")})
    page = "view.html" if builder == "html" else "view.txt"
    again = documents.build(builder).read(page)
    assert "January 20, 2020" in again
    assert again == documents.build(builder, place="clean").read(page)


def test_an_unknown_lane_is_told_at_its_line(documents: DocumentSet) -> None:
    documents.write({"index.rst": "Index\n=====\n\n.. policy:timeline::\n   :lanes: parties\n"})
    (told,) = documents.build().warnings
    assert told.startswith("index.rst:5: WARNING: :lanes:")
    assert '"parties" is not a lanes: write one of party, kind' in told
