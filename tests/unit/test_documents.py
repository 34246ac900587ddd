"""Documents of every format are read as the text that a reader sees, and what can't be read is said in one sentence."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from fpdf import FPDF
from fpdf.enums import PageLabelStyle

from sphinx_policyrefs.documents import reading
from sphinx_policyrefs.documents.model import Document, Unreadable, of_data, to_data
from sphinx_policyrefs.documents.reading import read
from sphinx_policyrefs.evidence.lookup import Searchable, State

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

#: Lines of a report in two columns; the words of some are divided at their ends.
LEFT = [
    "The commission's authorization to dredge the nor-",
    "thern channel ends on the first day of September.",
    "The trust may not permit any dredging within forty-",
    "five days after the publication of this determina-",
    "tion, unless the administrator certifies otherwise.",
    "Nobody may anchor in the basin before noon.",
]
RIGHT = [
    "A vessel that was re-",
    "signed to the trust stays in its care for a year.",
    "The council adopted the plan by nine votes to two,",
    "and the mayor signed it on the following Monday.",
    "Its costs are borne by those who use the harbor.",
    "They are paid in advance and are never refunded.",
]


def pdf(path: Path, *, pages: int = 3, labels: bool = False) -> Path:
    """Write a report in two columns with a running head, page numbers and footnotes."""
    writer = FPDF(format="letter", unit="pt")
    writer.set_auto_page_break(auto=False)
    for number in range(1, pages + 1):
        if labels and number == 1:
            writer.add_page(label_style=PageLabelStyle.LOWER_ROMAN)
        elif labels and number == 2:
            writer.add_page(label_style=PageLabelStyle.NUMBER, label_start=1)
        else:
            writer.add_page()
        writer.set_font("Times", size=9)
        writer.text(72, 40, "HARBOR COMMISSION: SECOND REPORT")
        writer.text(520, 40, f"Page {number}")
        writer.set_font("Times", style="B", size=15)
        writer.text(72, 90, f"Part {number} of the findings")
        writer.set_font("Times", size=10)
        for column, lines in ((72, LEFT), (320, RIGHT)):
            for index in range(40):
                line = (
                    lines[index]
                    if index < len(lines) and number == 2
                    else f"Page {number} has line {index} at {column}."
                )
                writer.text(column, 120 + 12 * index, line)
        writer.set_font("Times", size=6)
        writer.text(72 + writer.get_string_width("x" * 90), 114 + 12 * 5, "7")
        writer.set_font("Times", size=8)
        writer.text(72, 640, f"{number} See the memorandum of the engineer of page {number},")
        writer.text(72, 650, "which was never published.")
        writer.text(300, 760, str(number))
    writer.output(str(path))
    return path


def body(document: Document) -> str:
    return document.body.text


def test_a_pdf_in_two_columns(tmp_path: Path) -> None:
    document = read(pdf(tmp_path / "report.pdf"))
    copy = Searchable(document)
    found = {
        "authorization to dredge the northern channel ends on the first day": State.FOUND,
        "within forty-five days after the publication of this determination, unless": State.FOUND,
        "Nobody may anchor in the basin before noon": State.FOUND,
        "A vessel that was resigned to the trust": State.FOUND,  # nobody can tell which it was
        "A vessel that was re-signed to the trust": State.FOUND,
        "by nine votes to two, and the mayor signed it": State.FOUND,
        "the memorandum of the engineer of page 2, which was never published": State.FOUND,
        "HARBOR COMMISSION: SECOND REPORT": State.NOT_FOUND,
        "may permit any dredging within": State.NOT_FOUND,
        "they are never refunded. See the memorandum": State.NOT_FOUND,
    }
    assert {words: copy.look_up(words, "p. 2").state for words in found} == found
    assert "SECOND REPORT" not in body(document)
    assert [block.kind for block in document.body.blocks].count("heading") == 3
    assert document.page_count == 3


def test_pages_by_their_printed_names(tmp_path: Path) -> None:
    copy = Searchable(read(pdf(tmp_path / "report.pdf", labels=True)))
    found = copy.look_up("Nobody may anchor in the basin", "p. 1")
    assert (found.state, found.pages[0].label, found.pages[0].number) == (State.FOUND, "1", 2)
    assert copy.look_up("Page 1 has line 3 at 72", "p. i").state is State.FOUND
    assert copy.look_up("Page 1 has line 3 at 72", "p. 1").state is State.ELSEWHERE


def test_notes_that_are_alike_are_no_running_feet(tmp_path: Path) -> None:
    writer = FPDF(format="letter", unit="pt")
    writer.set_auto_page_break(auto=False)
    for number in range(1, 7):
        writer.add_page()
        writer.set_font("Times", size=9)
        writer.text(72, 40, f"{number} SMITH v. JONES")
        writer.set_font("Times", size=10)
        for index in range(40):
            writer.text(72, 120 + 12 * index, f"Page {number} has line {index} of the opinion.")
        writer.set_font("Times", size=8)
        writer.text(72, 720, f"{number * number + 3} Compl. para. {40 + number}.")
        writer.text(72, 730, "Id. at 5.")
        writer.text(72, 760, f"Opinion of the Court, {number}")
    writer.output(str(tmp_path / "opinion.pdf"))
    document = read(tmp_path / "opinion.pdf")
    assert document.notes.text.count("Id. at 5.") == 6
    assert "28 Compl. para. 45." in document.notes.text
    assert not any(
        head in text for head in ("SMITH", "of the Court") for text in (body(document), document.notes.text)
    )


def test_a_transcript_in_pdf(tmp_path: Path) -> None:
    writer = FPDF(format="letter", unit="pt")
    writer.add_page()
    writer.set_font("Courier", size=11)
    said = ["Q. Did you sign the lease?", "A. I did not sign it, and nobody", "asked me to."] * 8
    for number, line in enumerate(said, 1):
        writer.text(60, 60 + 24 * number, str(number))
        writer.text(110, 60 + 24 * number, line)
    writer.output(str(tmp_path / "t.pdf"))
    copy = Searchable(read(tmp_path / "t.pdf"))
    words = "I did not sign it, and nobody asked me to"
    assert [copy.look_up(words, where).state for where in ("1:2-3", "1:5–6", "1:24", "2:2")] == [
        State.FOUND,
        State.FOUND,
        State.FOUND,
        State.ELSEWHERE,
    ]


PAGE = """<!doctype html><html><head><title>Head</title><style>p {color: red}</style></head><body>
<nav><a href="/">Home</a> Menu words</nav><header>Site header</header>
<main><article><header><h1>The harbor is closed</h1></header>
<p>The trust <b>may&nbsp;not</b> permit any dredging<sup><a href="#n1">[1]</a></sup> before
September.<script>alert("no")</script></p><h2>Costs</h2><ul><li>Nine votes</li><li>Two against</li></ul>
<blockquote><p>They are never refunded.</p></blockquote><table><tr><td>Cell one</td><td>Cell two</td></tr></table>
<figure><img src="x.png"><figcaption>A caption</figcaption></figure>
<div class="related">Read also this</div><p style="display: none">Hidden words</p>
<section class="footnotes" role="doc-endnotes"><ol>
<li id="n1">See the engineer's memorandum. <a>↩</a></li></ol></section>
</article></main><aside>Aside words</aside><form>Comment form</form><footer>Footer words</footer></body></html>"""


def test_a_page_of_html(tmp_path: Path) -> None:
    (tmp_path / "p.html").write_text(PAGE, "utf-8")
    document = read(tmp_path / "p.html")
    kinds = [(block.kind, body(document)[block.start : block.end]) for block in document.body.blocks]
    assert kinds == [
        ("title", "The harbor is closed"),
        ("paragraph", "The trust may not permit any dredging before\nSeptember."),
        ("heading", "Costs"),
        ("item", "Nine votes"),
        ("item", "Two against"),
        ("quote", "They are never refunded."),
        ("cell", "Cell one"),
        ("cell", "Cell two"),
    ] or kinds[1][1].split() == [
        "The",
        "trust",
        "may",
        "not",
        "permit",
        "any",
        "dredging",
        "before",
        "September.",
    ]
    text = body(document)
    for word in (
        "Menu",
        "Site header",
        "alert",
        "caption",
        "also",
        "Hidden",
        "Aside",
        "Comment",
        "Footer",
        "[1]",
    ):
        assert word not in text
    assert document.notes.text.startswith("See the engineer's memorandum.")


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<!DOCTYPE html><title>P</title><main><p>It was shut.</p></main>", "It was shut.\n"),
        (
            "<!DOCTYPE html><title>P</title><article><h1>A</h1><p>One.</p></article> Two.<p>Three.",
            "A\nOne.\nTwo.\nThree.\n",
        ),
        (
            "<html><meta charset=utf-8><title>P</title><nav>Way</nav><section>One.</section><p>Two.",
            "One.\nTwo.\n",
        ),
    ],
)
def test_a_page_that_leaves_its_body_tag_out(tmp_path: Path, page: str, text: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(page, "utf-8")
    assert body(read(path)) == text


@pytest.mark.parametrize("name", ["latin.html", "utf.html", "said.html"])
def test_encodings_of_pages(tmp_path: Path, name: str) -> None:
    encoding = {"latin.html": "cp1252", "utf.html": "utf-8", "said.html": "utf-16"}[name]
    (tmp_path / name).write_bytes(
        "<html><body><p>“Café” naïve words here.</p></body></html>".encode(encoding)
    )
    assert "“Café” naïve words" in body(read(tmp_path / name))


def word(path: Path) -> Path:
    document = docx.Document()
    document.add_heading("The harbor is closed", 1)
    paragraph = document.add_paragraph("The trust ")
    for run in (
        f'<w:ins {W} w:id="1" w:author="a"><w:r><w:t>may not</w:t></w:r></w:ins>',
        f'<w:del {W} w:id="2" w:author="a"><w:r><w:delText>shall</w:delText></w:r></w:del>',
        f'<w:r {W}><w:t xml:space="preserve"> permit any dredging.</w:t></w:r>',
    ):
        paragraph._p.append(parse_xml(run))
    document.add_paragraph("Nine votes", style="List Bullet")
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "Cell one"
    document.save(str(path))
    return path


def test_a_word_document_with_tracked_changes(tmp_path: Path) -> None:
    document = read(word(tmp_path / "a.docx"))
    assert [(block.kind, body(document)[block.start : block.end]) for block in document.body.blocks] == [
        ("heading", "The harbor is closed"),
        ("paragraph", "The trust may not permit any dredging."),
        ("item", "Nine votes"),
        ("cell", "Cell one"),
    ]


MARKDOWN = """---
title: x
---
# The harbor is closed

The trust **may not** permit [any](https://example.org) dredging[^1] `before`
noon.

- Nine votes
- Two against

> Never refunded.

| Cell one | Cell two |
|---|---|
| a | b |

[^1]: See the *memorandum*.
"""


def test_markdown(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(MARKDOWN, "utf-8")
    document = read(tmp_path / "a.md")
    assert [(block.kind, body(document)[block.start : block.end]) for block in document.body.blocks] == [
        ("heading", "The harbor is closed"),
        ("paragraph", "The trust may not permit any dredging before\nnoon."),
        ("item", "Nine votes"),
        ("item", "Two against"),
        ("quote", "Never refunded."),
        ("cell", "Cell one"),
        ("cell", "Cell two"),
        ("cell", "a"),
        ("cell", "b"),
    ]
    assert document.notes.text == "See the memorandum.\n"


def test_directives_in_markdown(tmp_path: Path) -> None:
    text = """# Title

:::{note}
:class: wide

The *trust* stands.[^1]
:::

::::{admonition} Mind the {term}`tide`
Outer words.

:::{figure} a.png
A caption
:::
:::{tip} Inner words
that go on.
:::
::::

```{epigraph}
---
class: x
---
Never refunded.
```

```{toctree}
more
```

:::{event} The board closes
:id: closed
:::

::: plain
- One
:::

```{code-block} python
:caption: x

print(1)
```

The end.

[^1]: See.
"""
    (tmp_path / "a.md").write_text(text, "utf-8")
    document = read(tmp_path / "a.md")
    assert [(block.kind, body(document)[block.start : block.end]) for block in document.body.blocks] == [
        ("heading", "Title"),
        ("paragraph", "The trust stands."),
        ("paragraph", "Mind the tide"),
        ("paragraph", "Outer words."),
        ("paragraph", "Inner words\nthat go on."),
        ("quote", "Never refunded."),
        ("item", "One"),
        ("paragraph", "print(1)"),
        ("paragraph", "The end."),
    ]


def test_plain_text_with_pages(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"The harbor\r\n\r\nWords of\r\na paragraph.\r\n\fSecond page.\r\n")
    document = read(tmp_path / "a.txt")
    assert [(block.kind, body(document)[block.start : block.end]) for block in document.body.blocks] == [
        ("heading", "The harbor"),
        ("paragraph", "Words of\na paragraph."),
        ("paragraph", "Second page."),
    ]
    assert document.page_count == 2


VTT = """WEBVTT

NOTE no words

1
00:00:01.000 --> 00:00:04.000 align:start
<v Ann>Did you sign?

01:02:33.500 --> 01:02:36.000
I did <i>not</i>
sign the lease.
"""
SRT = """1
00:00:01,000 --> 00:00:04,000
Did you sign?

2
01:02:33,500 --> 01:02:36,000
I did <i>not</i>
sign the lease.
"""


@pytest.mark.parametrize(("name", "text"), [("a.vtt", VTT), ("a.srt", SRT.replace("\n", "\r\n"))])
def test_subtitles(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_bytes(text.encode())
    document = read(tmp_path / name)
    assert [time for _offset, time in document.body.times] == [1.0, 3753.5]
    copy = Searchable(document)
    assert copy.look_up("I did not sign the lease", "1:02:40").state is State.FOUND
    assert copy.look_up("I did not sign the lease", "0:02").state is State.ELSEWHERE


def _bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * (301 << 20))
    return buffer.getvalue()


def _locked() -> bytes:
    writer = FPDF()
    writer.add_page()
    writer.set_encryption("owner", "user")
    return bytes(writer.output())


def _empty() -> bytes:
    writer = FPDF()
    writer.add_page()
    return bytes(writer.output())


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("locked.pdf", _locked, "needs a password"),
        ("scan.pdf", _empty, "pages are pictures"),
        ("cut.pdf", lambda: _empty()[:300], "is not a PDF file"),
        ("a.pdf", lambda: b"no pdf at all", "is not a PDF file"),
        ("old.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "a Word before 2007"),
        ("a.docx", lambda: b"PK no archive", "is not a Word document"),
        ("bomb.docx", _bomb, "unpacks to 301 MB"),
        ("a.html", lambda: b"<html><body><script>x</script></body></html>", "without its scripts"),
        ("empty.html", lambda: b"", "empty page"),
        ("a.vtt", lambda: b"WEBVTT\n", "no subtitles"),
        ("a.txt", lambda: b"text\0binary", "is not a text"),
        ("a.odt", lambda: b"PK", "ends in .odt"),
        ("missing.pdf", None, "can't be opened"),
    ],
)
def test_what_cannot_be_read_is_said(
    tmp_path: Path, name: str, data: Callable[[], bytes] | None, said: str
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data())
    with pytest.raises(Unreadable, match=said) as told:
        read(tmp_path / name)
    assert "\n" not in str(told.value)


def test_reading_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = pdf(tmp_path / "a.pdf", pages=1)
    monkeypatch.setattr(reading, "LONGEST", 0.01)
    with pytest.raises(Unreadable, match="takes longer than"):
        read(path)
    monkeypatch.setattr(reading, "LARGEST", 10)
    with pytest.raises(Unreadable, match="is larger than"):
        read(path)


def test_hostile_pages_do_not_stop_anything(tmp_path: Path) -> None:
    (tmp_path / "deep.html").write_text("<div>" * 30_000 + "some words here" + "</div>" * 30_000, "utf-8")
    (tmp_path / "entity.html").write_text(
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>Words &x; here</p>', "utf-8"
    )
    for name in ("deep.html", "entity.html"):
        try:
            text = body(read(tmp_path / name))
        except Unreadable:
            text = ""
        assert "root:" not in text


def test_documents_survive_being_kept(tmp_path: Path) -> None:
    document = read(pdf(tmp_path / "a.pdf", labels=True))
    assert of_data(to_data(document)) == document


def test_powers_are_part_of_the_text_and_marks_of_notes_are_not(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<main><p>It covers 10<sup>2</sup> meters, 5 m<sup>2</sup> and 2<sup>10</sup> bytes, said the "
        "Act<sup>2</sup> in 2019<sup><a href='#n3'>3</a></sup> and later<sup>[4]</sup>.</p></main>",
        "utf-8",
    )
    said = "It covers 10² meters, 5 m² and 2¹⁰ bytes, said the Act in 2019 and later."
    assert read(page).body.text.strip() == said
    document = docx.Document()
    paragraph = document.add_paragraph("It covers 10")
    paragraph.add_run("2").font.superscript = True
    paragraph.add_run(" meters.")
    document.save(str(tmp_path / "page.docx"))
    assert read(tmp_path / "page.docx").body.text.strip() == "It covers 10² meters."
    writer = FPDF()
    writer.add_page()
    writer.set_font("Times", size=12)
    writer.write(6, "It covers 10")
    writer.char_vpos = "SUP"
    writer.write(6, "2")
    writer.char_vpos = "LINE"
    writer.write(6, " meters, said the Act")
    writer.char_vpos = "SUP"
    writer.write(6, "2")
    writer.char_vpos = "LINE"
    writer.write(6, " in the year.")
    writer.output(str(tmp_path / "page.pdf"))
    assert read(tmp_path / "page.pdf").body.text.strip() == "It covers 10² meters, said the Act in the year."
