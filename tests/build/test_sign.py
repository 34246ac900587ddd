"""``policyrefs sign``: the file of signatures, its keys, its lists, and the checks that read it."""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from sphinx_policyrefs import cli
from sphinx_policyrefs.adapter import signoffs

if TYPE_CHECKING:
    from support import Build, DocumentSet

pytest.importorskip("nupunkt")
pytestmark = pytest.mark.builds

CONF = """
extensions = ["sphinx_policyrefs"]
html_copy_source = False
policyrefs_signoffs = "signoffs.csv"
"""
RECORD = """
    Record
    ======

    .. source:: Minutes of the board
       :id: minutes
       :copy: minutes.txt

    .. event:: The board closes the bridge
       :id: closed
       :date: 2021-03-05
       :vote: 7-2
       :sources: minutes "the board … the bridge"

    .. toctree::

       prose
"""
PROSE = """
    Prose
    =====

    On 5 March 2021 the bridge was :event:`closed <closed>`, seven to two. A bridge is a bridge. In 2020 it had cost
    $40 million, it is said.
"""


@pytest.fixture
def project(documents: DocumentSet, monkeypatch: pytest.MonkeyPatch) -> DocumentSet:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")  # 2026-11-22
    text = "Then the board reluctantly closed the bridge at once."
    documents.write({"conf.py": CONF, "index.rst": RECORD, "prose.rst": PROSE, "minutes.txt": text})
    return documents


def sign(project: DocumentSet, monkeypatch: pytest.MonkeyPatch, *arguments: str, keys: str = "") -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(keys))
    return cli.main(["sign", str(project.src), "-q", *arguments])


def codes(project: DocumentSet, capsys: pytest.CaptureFixture[str]) -> list[tuple[str, int]]:
    capsys.readouterr()
    cli.main(["check", str(project.src), "-q", "--format", "json"])
    report: Any = json.loads(capsys.readouterr().out)
    found = [(f["code"], f["line"]) for f in report["findings"]]
    return [each for each in found if each[0].startswith(("signoff", "unsigned", "data-file"))]


def test_a_briefing_is_signed_and_lapses(
    project: DocumentSet, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert codes(project, capsys) == [("unsigned-sentence", 4), ("unsigned-sentence", 4)]
    assert sign(project, monkeypatch, "--by", "AB", keys="x\ny\n?\nWho says so?\n") == 0
    out = capsys.readouterr().out
    assert "in the copy: the board reluctantly closed the bridge" in out
    assert "2 added to signoffs.csv; 0 left." in out
    rows = (project.src / "signoffs.csv").read_text(encoding="utf-8").splitlines()
    assert rows[0] == "page,sentence,by,on,verdict,comment,mark"
    assert [row.split(",")[-3:-1] for row in rows[1:]] == [["ok", ""], ["query", "Who says so?"]]
    assert "2026-11-22" in rows[1]
    assert codes(project, capsys) == [("signoff-query", 4)]

    # Another person answers; and nothing that was written is changed.
    assert sign(project, monkeypatch, "--by", "CD", "--page", "prose", keys="s\ny\nThe minutes.\n") == 0
    assert (project.src / "signoffs.csv").read_text(encoding="utf-8").splitlines()[:3] == rows
    assert codes(project, capsys) == []

    # Nothing lapses where a page is renamed, a sentence moved and wrapped, or an entry verified.
    moved = PROSE.replace("the bridge was", "the bridge\n    was")
    verified = RECORD.replace("prose\n", "other\n").replace("7-2", "7-2\n       :verified: 2022-01-01")
    project.write({"prose.rst": None, "other.rst": moved, "index.rst": verified})
    assert codes(project, capsys) == []
    project.write({"index.rst": RECORD.replace("prose\n", "other\n").replace("7-2", "6-3")})
    assert codes(project, capsys) == [("signoff-lapsed", 4)]

    capsys.readouterr()
    assert sign(project, monkeypatch, "--json") == 0
    listed = json.loads(capsys.readouterr().out)
    assert listed["counts"] == {"sentences": 2, "signed": 1, "lapsed": 1, "query": 0, "unsigned": 0}
    assert sign(project, monkeypatch, "--list") == 0
    assert "other.rst:4: lapsed: On 5 March 2021" in capsys.readouterr().out

    # For scripts; such rows count where one signer is enough.
    assert sign(project, monkeypatch, "--by", "bot", "--all") == 0
    assert codes(project, capsys) == []
    project.write({"conf.py": f"{CONF}policyrefs_signers = 2\n"})
    assert [code for code, _line in codes(project, capsys)] == ["signoff-lapsed", "unsigned-sentence"]


def test_what_can_t_be_done_is_said(
    project: DocumentSet, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sign(project, monkeypatch) == 2
    assert "write who signs after --by" in capsys.readouterr().err
    assert sign(project, monkeypatch, "--by", "AB", "--page", "nowhere") == 2
    assert "there is no such document" in capsys.readouterr().err
    project.write({"signoffs.csv": "a,b\n"})
    assert sign(project, monkeypatch, "--by", "AB") == 2
    assert "signoffs.csv:1: the file of signatures has other columns" in capsys.readouterr().err
    assert ("data-file", 1) in codes(project, capsys)
    project.write({"conf.py": 'extensions = ["sphinx_policyrefs"]\n'})
    assert sign(project, monkeypatch, "--by", "AB") == 2
    assert "policyrefs_signoffs" in capsys.readouterr().err
    assert codes(project, capsys) == []


MARKED = """
    Prose
    =====

    On 5 March 2021 the bridge was :event:`closed <closed>`, seven to two. A bridge is a bridge. In 2020 it had cost
    $40 million. [#a]_ *In 2021 it cost $5 million. In 2022 it cost $6 million.* Then came :event:`closed`.

    .. only:: secret

       In 2023 it cost $7 million.

    .. [#a] :source:`minutes`

    .. coverage::
       :signatures:
    """
MORE = """
    # More

    On 5 March 2021 it was {event}`closed`. In 2024 it cost $8 million.

    ```{coverage}
    :signatures: no
    ```
    """


def marks(page: str) -> list[tuple[str, str]]:
    """Return stage and words of each mark on a page."""
    return re.findall(r'<span class="policy-signoff policy-(\w+)" role="img" aria-label="([^"]*)"', page)


def test_an_internal_edition_marks_each_sentence(
    project: DocumentSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    conf = CONF.replace("]", ', "myst_parser"]')
    record = RECORD.replace(
        "       prose\n",
        "       prose\n       between\n       more\n\n    .. coverage::\n       :signatures:\n",
    ).replace("       :copy: minutes.txt\n", "")
    project.write({"conf.py": conf, "index.rst": record, "prose.rst": MARKED, "more.md": MORE})
    project.write({"between.rst": "Between\n=======\n"})
    assert sign(project, monkeypatch, "--by", "AB", "--page", "prose", keys="y\n?\nWhy?\ny\ny\n") == 0
    assert marks(project.build().read("prose.html")) == []

    def build(place: str = "build", **options: Any) -> Build:
        return project.build(place=place, policyrefs_show_signoffs=True, **options)

    made = build()
    page = made.read("prose.html")
    assert marks(page) == [
        ("signed", "Signed by AB (November 22, 2026)"),
        ("query", "Questioned by AB (November 22, 2026)"),
        ("signed", "Signed by AB (November 22, 2026)"),
        ("signed", "Signed by AB (November 22, 2026)"),
        ("unsigned", "Signed by nobody"),
    ]
    assert "Why?" not in page
    text = re.sub(r'<span class="policy-signoff[^>]*>(.)</span>', r"{\1}", page)
    text = " ".join(re.sub(r"<[^>]+>", "", text).split())
    assert "seven to two.{✓} A bridge is a bridge. In 2020 it had cost $40 million. [1]{?} In 2021" in text
    assert (
        "it cost $5 million.{✓} In 2022 it cost $6 million.{✓} Then came The board closes the bridge.{○}"
        in text
    )
    counts = [re.findall(r"<td>(\d)</td>", row) for row in re.findall(r"<tr><td>.*</tr>", page)][-3:]
    assert ["".join(row) for row in counts] == ["200002", "530011", "730013"]
    assert [stage for stage, _told in marks(made.read("more.html"))] == ["unsigned", "unsigned"]
    assert "✓" not in made.read("searchindex.js")

    # A row writes the pages that show it, and no other; so does what is said of the evidence.
    signed = project.src / "signoffs.csv"
    before = {
        name: (made.out / name).stat().st_mtime_ns for name in ("prose.html", "more.html", "index.html")
    }

    def written(made: Build) -> set[str]:
        return {name for name, time in before.items() if (made.out / name).stat().st_mtime_ns != time}

    assert written(build()) == set()
    assert sign(project, monkeypatch, "--by", "CD", "--page", "more", keys="y\ns\n") == 0
    made = build()
    assert written(made) == {"prose.html", "more.html", "index.html"}  # two of them count
    assert made.files() == build("clean-1").files()
    before = {name: (made.out / name).stat().st_mtime_ns for name in before}
    rows = signed.read_text(encoding="utf-8")
    signed.write_text(rows.replace("CD,2026-11-22", "CD,2026-11-23"), encoding="utf-8")
    made = build()
    assert written(made) == {"more.html"}
    project.write({"index.rst": record.replace("7-2", "6-3")})
    made = build()
    assert marks(made.read("prose.html"))[0][0] == "lapsed"
    assert any("[policyrefs.signoff-lapsed]" in line for line in made.warnings)
    assert made.files() == build("clean-2", jobs=2).files()
    # The counts name the pages, next to each other or not.
    project.write({"more.md": MORE.replace("# More", "# Later")})
    assert '<a href="more.html">Later</a></td>' in build().read("prose.html")
    # What is told changes with the file, whether pages do or not.
    project.build()
    signed.write_text(rows.replace(",query,Why?", ",ok,"), encoding="utf-8")
    assert not any("signoff-query" in line for line in project.build().warnings)
    signed.write_text(rows, encoding="utf-8")
    assert any("signoff-query" in line for line in project.build().warnings)

    # Elsewhere the marks are words; two people are needed, and one has signed.
    text = " ".join(build(builder="text", policyrefs_signers=2).read("prose.txt").split())
    assert "seven to two. [lapsed: AB] A bridge" in text
    assert "$40 million. [1] [questioned: AB] *In 2021 it cost $5 million. [signed in part: AB]" in text
    assert "DUrole{policy-signoff}" in build(builder="latex").read("projectnamenotset.tex")
    assert len(marks(build(builder="singlehtml", tags=["secret"]).read("index.html"))) == 8


DATED = """
    Prose
    =====

    On 5 March 2021 the bridge was :event:`closed <closed>`, seven to two. It was :event:`reopened` in 2023.

    .. policy:since:: 2023-01-01

       In 2024 it cost $8 million.

    .. event:: Reopened
       :date: 2023-05-05
       :sources: minutes

    .. coverage::
       :signatures:
    """


def test_an_as_of_build_shows_the_signatures_as_they_are(
    project: DocumentSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Evidence of a later day is a part of what was signed.
    later = RECORD.replace("       :copy: minutes.txt\n", "       :published: 2023-05-06\n")
    project.write({"prose.rst": DATED, "index.rst": later})
    assert sign(project, monkeypatch, "--by", "AB", keys="y\ny\ny\n") == 0
    reads: list[str] = []
    real = signoffs.read_rows
    monkeypatch.setattr(signoffs, "read_rows", lambda text: (reads.append(text), real(text))[1])

    def build(as_of: str) -> tuple[list[str], list[str]]:
        reads.clear()
        made = project.build(place=as_of or "now", policyrefs_show_signoffs=True, policyrefs_as_of=as_of)
        assert len(reads) == 1
        page = made.read("prose.html")
        counted = [re.findall(r"<td>(\d)</td>", row) for row in re.findall(r"<tr><td>.*</tr>", page)]
        assert not any("signoff-lapsed" in line for line in made.warnings)
        return [stage for stage, _told in marks(page)], ["".join(row) for row in counted if row][-1:]

    assert build("") == (["signed"] * 3, ["330000"])
    assert build("2022-01-01") == (["signed"] * 2, ["220000"])


def test_without_a_file_counts_and_marks_say_so(project: DocumentSet) -> None:
    conf = 'extensions = ["sphinx_policyrefs"]\nhtml_copy_source = False\npolicyrefs_show_signoffs = True\n'
    project.write({"conf.py": conf, "prose.rst": MARKED})
    made = project.build("text")
    assert "Nobody signs the sentences of this record." in made.read("prose.txt")
    assert [line.partition("; ")[0] for line in made.warnings if "policyrefs" in line] == [
        "conf.py:3: WARNING: policyrefs_show_signoffs marks nothing, since conf.py names no file of signatures",
        "prose.rst:14: WARNING: :signatures: counts nothing, since conf.py names no file of signatures",
    ]
    project.write({"conf.py": f'{conf}policyrefs_signoffs = "signoffs.csv"\n', "signoffs.csv": "a,b\n"})
    assert "The file of signatures can't be read." in project.build("text").read("prose.txt")
