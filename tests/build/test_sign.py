"""``policyrefs sign``: the file of signatures, its keys, its lists, and the checks that read it."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from sphinx_policyrefs import cli

if TYPE_CHECKING:
    from support import DocumentSet

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
