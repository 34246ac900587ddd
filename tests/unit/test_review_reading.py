"""One document in six formats: its sections, paragraphs and sentences have the same loci."""

from __future__ import annotations

from pathlib import Path

import pytest
from docutils.core import publish_string
from docutils.writers import get_writer_class

from sphinx_policyrefs.documents.model import Unreadable
from sphinx_policyrefs.review.loci import Locus
from sphinx_policyrefs.review.model import Article
from sphinx_policyrefs.review.reading import Block, article_from, read_article

MARKDOWN = """# The Dam at Kestrel Gorge

The dam was licensed in 1962. Its license ends in 2027.

## What the river lost

Salmon runs fell by 90 percent.[^1] The tribe sued on May 3, 2021.

- The first claim rests on the treaty.
- The second rests on the U.S. Clean Water Act. It was dropped.

> The court finds that the agency erred. It is so ordered.

### A table

| Year | Fish |
|---|---|
| 2001 | 4,000 |

## What comes next

*Nobody* knows. See `Doe v. Roe`, No. 21-104.

[^1]: Counts of the agency. They are disputed.
"""
RST = """
========================
The Dam at Kestrel Gorge
========================

The dam was licensed in 1962. Its license ends in 2027.

What the river lost
===================

.. comment

Salmon runs fell by 90 percent. [1]_ The tribe sued on May 3, 2021.

- The first claim rests on the treaty.
- The second rests on the U.S. Clean Water Act. It
  was dropped.

..

    The court finds that the agency erred. It is so ordered.

.. sidebar:: Beside

   Not part of it.

A table
-------

.. table:: Left out

   ==== =====
   Year Fish
   ==== =====
   2001 4,000
   ==== =====

What comes next
===============

*Nobody* knows. See :policy:legal-action:`Doe v. Roe <doe>`, No. 21-104.

.. figure:: https://example.org/dam.png

   A picture of it.

.. [1] Counts of the agency. They are disputed.
"""
HTML = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>x</title>
<script>var a = "no";</script></head><body>
<nav><ul><li>Home. Away.</li></ul></nav>
<header><a href="/">The Daily</a></header>
<main><article><header><h1>The Dam at Kestrel Gorge</h1></header>
<p>The dam was licensed in 1962. Its license ends in 2027.</p>
<h2>What the river lost</h2>
<figure><img src="a.png" alt="no"><figcaption>The dam. In 1962.</figcaption></figure>
<p>Salmon runs fell by 90 percent.<sup><a href="#n1">1</a></sup>
The tribe sued on May 3, 2021.</p>
<ul><li>The first claim rests on the treaty.</li>
<li><p>The second rests on the U.S. Clean Water Act. It was dropped.</p></li></ul>
<blockquote><p>The court finds that the agency erred. It is so ordered.</p></blockquote>
<aside><p>Read more.</p></aside>
<h3>A table</h3>
<table><caption>Left out</caption><tr><th>Year</th><th>Fish</th></tr><tr><td>2001</td><td>4,000</td></tr></table>
<h2>What comes next</h2>
<p><em>Nobody</em> knows. See <code>Doe v. Roe</code>, No. 21-104.</p>
<section class="footnotes" role="doc-endnotes"><h2>Notes</h2><ol><li id="n1"><p>Counts of the agency. They are disputed.
<a href="#r1" class="footnote-back" role="doc-backlink">↩</a></p></li></ol></section>
</article>
<div id="respond"><h3>Leave a Comment</h3><form><p>Your address.</p></form></div></main>
<footer><p>All rights reserved.</p></footer></body></html>"""
TEXT = """The Dam at Kestrel Gorge

The dam was licensed in 1962. Its license
ends in 2027.

What the river lost

Salmon runs fell by 90 percent. The tribe sued on May 3, 2021.

What comes next

Nobody knows. See Doe v. Roe, No. 21-104.

Leave a Comment

Your email address will not be published. Required fields are marked *

Scroll to Top
"""
WHOLE = [
    "0.0.0 The Dam at Kestrel Gorge",
    "0.1.1 The dam was licensed in 1962.",
    "0.1.2 Its license ends in 2027.",
    "1.0.0 What the river lost",
    "1.1.1 Salmon runs fell by 90 percent.",
    "1.1.2 The tribe sued on May 3, 2021.",
    "1.2.1 The first claim rests on the treaty.",
    "1.3.1 The second rests on the U.S. Clean Water Act.",
    "1.3.2 It was dropped.",
    "1.4.1 The court finds that the agency erred.",
    "1.4.2 It is so ordered.",
    "2.0.0 A table",
    "2.1.1 Year",
    "2.2.1 Fish",
    "2.3.1 2001",
    "2.4.1 4,000",
    "3.0.0 What comes next",
    "3.1.1 Nobody knows.",
    "3.1.2 See Doe v. Roe, No. 21-104.",
    "4.1.1 Counts of the agency.",
    "4.1.2 They are disputed.",
]
SHORT = [*WHOLE[:6], "2.0.0 What comes next", "2.1.1 Nobody knows.", "2.1.2 See Doe v. Roe, No. 21-104."]


def rows(article: Article) -> list[str]:
    return [f"{sentence.locus} {sentence.text}" for sentence in article.sentences]


def word(path: Path) -> Path:
    """Write the document as Word does, its footnote as one."""
    import docx
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    document = docx.Document()
    document.add_paragraph("The Dam at Kestrel Gorge", style="Title")
    document.add_paragraph("The dam was licensed in 1962. Its license ends in 2027.")
    document.add_heading("What the river lost", 1)
    document.add_paragraph("The dam in 1962", style="Caption")
    document.add_paragraph("Salmon runs fell by 90 percent. The tribe sued on May 3, 2021.")
    document.add_paragraph("The first claim rests on the treaty.", style="List Bullet")
    document.add_paragraph(
        "The second rests on the U.S. Clean Water Act. It was dropped.", style="List Bullet"
    )
    document.add_paragraph("The court finds that the agency erred. It is so ordered.", style="Quote")
    document.add_heading("A table", 2)
    table = document.add_table(2, 2)
    for row, texts in zip(table.rows, (("Year", "Fish"), ("2001", "4,000")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.add_heading("What comes next", 1)
    document.add_paragraph("Nobody knows. See Doe v. Roe, No. 21-104.")
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    notes = (
        f'<w:footnotes xmlns:w="{space}"><w:footnote w:type="separator"/><w:footnote w:id="1">'
        "<w:p><w:r><w:t>Counts of the agency. They are disputed.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    part = Part(PackURI("/word/footnotes.xml"), "application/xml", notes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    document.save(str(path))
    return path


def pdf(path: Path) -> Path:
    from fpdf import FPDF

    document = FPDF(format=(120, 150))
    document.set_font("Helvetica", size=11)
    document.add_page()
    for text, size, style in (
        ("The Dam at Kestrel Gorge", 34, "B"),
        ("The dam was licensed in 1962. Its license ends in 2027.", 11, ""),
        ("What the river lost", 14, "B"),
        ("Salmon runs fell by 90 percent. The tribe sued on May 3, 2021.", 11, ""),
        ("What comes next", 11, "B"),
        ("Nobody knows. See Doe v. Roe, No. 21-104.", 11, ""),
        ("Leave a Comment", 14, "B"),
    ):
        document.set_font("Helvetica", style, size)
        document.multi_cell(0, size * 0.45, text, new_x="LMARGIN", new_y="NEXT")
        document.ln(4)
    document.output(str(path))
    return path


@pytest.mark.parametrize(("name", "content"), [("a.md", MARKDOWN), ("a.rst", RST), ("a.html", HTML)])
def test_formats_with_marks_give_the_same_loci(name: str, content: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    article = read_article(path)
    assert rows(article) == WHOLE
    assert article.title == "The Dam at Kestrel Gorge"
    titles = [section.title for section in article.sections]
    assert titles[:4] == ["", "What the river lost", "A table", "What comes next"]
    assert [section.number for section in article.sections] == [0, 1, 2, 3, 4]


def test_word_gives_the_same_loci(tmp_path: Path) -> None:
    article = read_article(word(tmp_path / "a.docx"))
    assert rows(article) == WHOLE
    assert {sentence.kind for sentence in article.sentences} == {
        "title",
        "heading",
        "paragraph",
        "item",
        "quote",
        "cell",
        "note",
    }


def test_text_and_pdf_give_the_same_headings_paragraphs_and_sentences(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert rows(read_article(path)) == SHORT
    assert rows(read_article(pdf(tmp_path / "a.pdf"))) == SHORT


def test_a_heading_of_notes_belongs_to_them() -> None:
    blocks = [Block("heading", "Title", 1), Block("paragraph", "Text."), Block("heading", "Notes", 2)]
    article = article_from(blocks, [Block("note", "First.")])
    assert rows(article) == ["0.0.0 Title", "0.1.1 Text.", "1.0.0 Notes", "1.1.1 First."]


def test_text_without_a_title_begins_with_a_section(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("Before it.\n\n## Second level\n\nText.\n", encoding="utf-8")
    article = read_article(path)
    assert (article.title, rows(article)) == ("", ["0.1.1 Before it.", "1.0.0 Second level", "1.1.1 Text."])


@pytest.mark.parametrize("writer", ["html4", "html5"])
def test_pages_that_docutils_makes_give_the_loci_of_their_source(writer: str, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    source = RST.replace(":policy:legal-action:`Doe v. Roe <doe>`", "Doe v. Roe")
    path.write_bytes(
        publish_string(source, writer=get_writer_class(writer)(), settings_overrides={"report_level": 5})
    )
    assert rows(read_article(path)) == WHOLE


def test_what_encyclopedias_and_blogs_add_to_a_page_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        "<!doctype html><body><h1>Title</h1><table class='infobox'><tr><td>Box</td></tr></table>"
        "<h2>History<span class='mw-editsection'>[edit]</span><a href='#h'>¶</a></h2>"
        "<p>It began.<sup class='reference'><a>[1]</a></sup>"
        " It ended.</p><div class='wp-caption'><img alt='x'><p class='wp-caption-text'>A picture.</p></div>"
        "<ol class='references'><li>^ a b A note.</li></ol></body>",
        encoding="utf-8",
    )
    assert rows(read_article(path)) == [
        "0.0.0 Title",
        "1.0.0 History",
        "1.1.1 It began.",
        "1.1.2 It ended.",
        "2.1.1 A note.",
    ]


@pytest.mark.parametrize(
    ("content", "loci"),
    [
        # a short line is a heading only above a paragraph, and lists of names are none
        ("Title\n\nText here.\n\nJane Roe\n\nJohn Doe\n\nMax Poe\n", "0.0.0 0.1.1 0.2.1 0.3.1 0.4.1"),
        ("Title\n\nA heading\n\nOne below\n\nText here.\n", "0.0.0 1.0.0 2.0.0 2.1.1"),
        ("Title\n\nBy Jane Roe\n\nMarch 3, 2021\n\nText here.\n", "0.0.0 0.1.1 0.2.1 0.3.1"),
        ("A title\nof two lines\n\nIn the U.S.\n\nText here.\n", "0.0.0 1.0.0 1.1.1"),
        ("Title\n=====\n\nText here.\n\nNext\n----\n\nText there.\n", "0.0.0 0.1.1 1.0.0 1.1.1"),
        (f"Title\n{'Words of a line. ' * 20}\nNext\n{'Words of a line. ' * 2}\n", None),
    ],
)
def test_headings_of_plain_text(content: str, loci: str | None, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(content, encoding="utf-8")
    found = read_article(path).sentences
    if loci is not None:
        assert " ".join(str(sentence.locus) for sentence in found) == loci
    else:
        assert [str(s.locus) for s in found if s.kind in {"title", "heading"}] == ["0.0.0", "1.0.0"]
        assert found[-1].locus == Locus(1, 1, 2)


def test_words_that_lines_divide_are_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "The long-\nterm permit of the com-\npany e\u00adnded of\ufb01cially. The company sued.\n",
        encoding="utf-8",
    )
    assert read_article(path).sentences[0].text == "The long-term permit of the company ended officially."


def test_a_title_in_the_header_of_a_page_is_its_title(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    text = "<p>Text here.</p><h2>Next</h2><p>More.</p>"
    path.write_text(
        f"<!doctype html><body><header><h1>The title</h1><p>Site</p></header>{text}</body>", encoding="utf-8"
    )
    assert rows(read_article(path))[:2] == ["0.0.0 The title", "0.1.1 Text here."]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", b"PK\3\4 nothing"),
        ("a.pdf", b"%PDF-1.7 nothing"),
        ("a.html", b"<!doctype html><body></body>"),
        ("a.txt", b"\0\0"),
        ("a.txt", b"a b. " * 700_000),
        ("a.md", b"[" * 50_000),
        ("a.rst", b"* " * 50_000),
        ("a.rst", b".. include:: /etc/passwd\n.. raw:: html\n   :file: /etc/passwd\n"),
        ("a.rst", b"`" * 20_000 + b"\n\n" + b"*a " * 2_000),
        ("a.rst", b"\n".join(b" " * n + b"a" for n in range(1500))),
    ],
)
def test_hostile_documents_are_told_in_one_sentence(name: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    try:
        found = "".join(rows(read_article(path)))
    except Unreadable as error:
        found = str(error)
    assert found.strip() or name.endswith("rst")
    assert "root:" not in found
    assert "\n" not in found
