"""``policyrefs review``: a document beside the record, as text, JSON and HTML; and the claims that it writes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from support import DocumentSet

from sphinx_policyrefs.cli import main

pytestmark = pytest.mark.builds

INDEX = """
    Docks
    =====

    .. toctree::

       claims

    .. source:: Docks of our time
       :id: article
       :copy: article.md

    .. source:: A secret paper about docks
       :id: secret
       :confidential: a person who knows docks

    .. party:: City Council
       :id: council

    .. event:: City Council passes the dock budget
       :id: vote
       :date: 2020-02-03
       :actor: council
       :vote: 7-2
       :sources: article @ p. 2 "passed, seven to two"; secret

    .. instrument:: Dock Safety Act
       :id: act
       :signed: 2021-03-04

    .. claim:: The council was early
       :id: early
       :made-in: article @ 1.1.1-2
       :verdict: accurate
       :evidence: vote
"""
ARTICLE = """
    # Docks of our time

    ## How it began

    Nobody thought of docks. Then the City Council passed the dock budget on February 13, 2020, by 7 to 2.

    The Dock Safety Act was signed on March 4, 2021. It was <b>bold</b> & new.
"""


@pytest.fixture
def documents(tmp_path: Path) -> DocumentSet:
    made = DocumentSet(tmp_path)
    conf = 'extensions = ["sphinx_policyrefs", "myst_parser"]\nexclude_patterns = ["article.md"]\nproject = "Docks"\n'
    made.write({"conf.py": conf, "index.rst": INDEX, "claims.rst": "Claims\n======\n", "article.md": ARTICLE})
    return made


def run(documents: DocumentSet, *arguments: str) -> int:
    return main(["review", str(documents.src), str(documents.src / "article.md"), "-q", *arguments])


def test_the_three_formats_say_the_same(documents: DocumentSet, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(documents, "--format", "json") == 0
    data: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert list(data) == ["document", "sentences", "counts"]
    assert data["document"]["title"] == "Docks of our time"
    assert [s["locus"] for s in data["sentences"]] == ["0.0.0", "1.0.0", "1.1.1", "1.1.2", "1.2.1", "1.2.2"]
    sentence = data["sentences"][3]
    assert list(sentence) == [
        "locus", "text", "checkable", "dates", "names", "unknown", "numbers", "citations", "quotes", "candidates",
        "claims",
    ]  # fmt: skip
    best = sentence["candidates"][0]
    assert list(best) == ["entry", "score", "reasons", "agrees", "differs"]
    assert best["entry"] == "vote"
    assert best["agrees"] == [{"what": "vote", "text": "7 to 2", "record": "7-2"}]
    assert best["differs"] == [{"what": "date", "text": "February 13, 2020", "record": "February 3, 2020"}]
    assert (
        sentence["claims"] == data["sentences"][2]["claims"] == ["early"]
    )  # by the copy, and for both of a run
    assert (data["counts"]["sentences"], data["counts"]["differs"], data["counts"]["reviewed"]) == (6, 1, 2)
    assert all(c["entry"] not in ("article", "early") for s in data["sentences"] for c in s["candidates"])

    assert run(documents) == 0
    text = capsys.readouterr().out
    assert (
        text.index("Differs from the record")
        < text.index("Agrees with the record")
        < text.index("All sentences")
    )
    assert "differs: date “February 13, 2020”; the record: February 3, 2020" in text

    sheet = documents.root / "sheet.html"
    assert run(documents, "--source", "article", "--format", "html", "--output", str(sheet)) == 0
    assert capsys.readouterr().out == ""
    html = sheet.read_text(encoding="utf-8")
    assert 'id="s-1.1.2"' in html
    assert "passed, seven to two" in html
    assert "a person who knows docks" in html
    assert "secret" not in html.replace("A secret", "").lower() or "A secret paper" not in html
    assert "<script" not in html
    assert "http" not in html
    before = html
    assert run(documents, "--source", "article", "--format", "html", "--output", str(sheet)) == 0
    assert sheet.read_text(encoding="utf-8") == before


@pytest.mark.parametrize("name", ["claims.rst", "claims.md", "claims.yaml"])
def test_claims_are_written_and_follow_their_sentences(
    documents: DocumentSet, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    if name == "claims.md":
        documents.write({"claims.rst": None})
    file = documents.src / name
    arguments = ("--source", "article", "--write", str(file))
    before = file.read_bytes() if file.exists() else None
    assert run(documents, *arguments) == 1  # nobody is there to say yes
    assert "Nothing was written" in capsys.readouterr().out
    assert (file.read_bytes() if file.exists() else None) == before
    assert run(documents, *arguments, "--yes") == 0
    new = "" if before is not None else "policyrefs_data" if name.endswith("yaml") else "in a toctree"
    assert (f"{file} is new: name it" in (told := capsys.readouterr().out)) is bool(new)
    assert new in told
    text = file.read_text(encoding="utf-8")
    assert "article-1-2-1" in text
    assert "article-1-1-2" not in text  # it has a claim
    assert "The Dock Safety Act was signed on March 4, 2021." in text
    assert "verdict" not in text
    capsys.readouterr()

    mark = "review: draft"
    assert text.count(mark) == 1
    judged = text.replace(mark, f"{mark}\n{text[: text.index(mark)].rpartition(chr(10))[2]}verdict: wrong")
    judged = judged.replace("The Dock Safety Act was signed on March 4, 2021\n", "The Act came late\n", 1)
    file.write_text(judged, encoding="utf-8")
    article = documents.src / "article.md"
    moved = article.read_text(encoding="utf-8").replace(
        "The Dock Safety Act", "A new sentence. The Dock Safety Act"
    )
    article.write_text(moved, encoding="utf-8")
    assert run(documents, *arguments, "--yes") == 0
    assert "moved: article-1-2-1 from 1.2.1 to 1.2.2" in capsys.readouterr().out
    after = file.read_text(encoding="utf-8")
    assert after == judged.replace("1.2.1", "1.2.2").replace("article-1-2-2", "article-1-2-1")
    article.write_text(moved.replace("March 4, 2021", "March 5, 2021"), encoding="utf-8")
    assert run(documents, *arguments, "--yes") == 0
    assert "changed: article-1-2-1 at 1.2.2" in capsys.readouterr().out
    assert "signed on March 5, 2021" in file.read_text(encoding="utf-8")
    assert "wrong" in file.read_text(encoding="utf-8")
    article.write_text(
        moved.replace("The Dock Safety Act was signed on March 4, 2021.", ""), encoding="utf-8"
    )
    assert run(documents, *arguments, "--yes") == 0
    said = capsys.readouterr().out
    assert "vanished: article-1-2-1" in said
    assert "There is nothing to write." in said


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("none.pdf", None),
        ("broken.pdf", b"%PDF-1.7 no more"),
        ("binary.docx", b"PK\x03\x04" + bytes(200)),
        ("what.xyz", b"text"),
        ("zero.txt", b""),
    ],
)
def test_a_bad_document_is_told_in_one_sentence(
    documents: DocumentSet, capsys: pytest.CaptureFixture[str], name: str, content: bytes | None
) -> None:
    path = documents.root / name
    if content is not None:
        path.write_bytes(content)
    status = main(["review", str(documents.src), str(path), "-q"])
    said = capsys.readouterr()
    if name == "zero.txt" and status == 0:  # nothing to review
        return
    assert status == 2
    assert len(said.err.strip().splitlines()) == 1
    assert "Traceback" not in said.err


def test_claims_outside_of_the_briefing_are_told(
    documents: DocumentSet, capsys: pytest.CaptureFixture[str]
) -> None:
    file = documents.root / "claims.md"
    assert run(documents, "--source", "article", "--write", str(file), "--yes") == 0
    assert (
        f"{file} is new: move it into {documents.src}, which it lies outside of, and name it in a toctree."
        in (capsys.readouterr().out)
    )


def test_options_that_fit_nothing_are_told(
    documents: DocumentSet, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(documents, "--source", "nobody") == 2
    assert '--source "nobody"' in capsys.readouterr().err
    assert run(documents, "--source", "council") == 2
    assert "is a party" in capsys.readouterr().err
    assert run(documents, "--source", "article", "--write", "claims.docx") == 2
    assert ".rst, .md, .yaml" in capsys.readouterr().err
