"""How commands write: shown as a diff, asked for, and nothing else."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest

from sphinx_policyrefs.commands.project import CommandError
from sphinx_policyrefs.commands.writing import Change, content_of, offer, write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "a.rst"
    path.write_bytes(b"A\r\n\xff\x0cB\r\nC")
    return path


def change(page: Path) -> Change:
    before = content_of(page)
    return Change(page, "a.rst", before, before.replace("B", "D"))


def answer(monkeypatch: pytest.MonkeyPatch, text: str, *, terminal: bool) -> None:
    stdin = io.StringIO(text)
    monkeypatch.setattr(stdin, "isatty", lambda: terminal)
    monkeypatch.setattr(sys, "stdin", stdin)


@pytest.mark.parametrize(
    ("text", "terminal", "yes", "written"),
    [
        ("y\n", True, False, True),
        ("YES\n", True, False, True),
        ("\n", True, False, False),
        ("", True, False, False),
        ("y\n", False, False, False),
        ("n\n", True, True, True),
    ],
)
def test_it_is_shown_and_written_when_somebody_says_so(
    page: Path, monkeypatch: pytest.MonkeyPatch, text: str, *, terminal: bool, yes: bool, written: bool
) -> None:
    answer(monkeypatch, text, terminal=terminal)
    out = io.StringIO()
    assert offer([change(page)], "1 word", yes=yes, stream=out) is written
    # Bytes that are not UTF-8, line ends and the missing end of the last line stay.
    assert page.read_bytes() == (b"A\r\n\xff\x0cD\r\nC" if written else b"A\r\n\xff\x0cB\r\nC")
    shown = out.getvalue()
    assert shown.startswith("--- a.rst\n+++ a.rst\n@@ -1,3 +1,3 @@\n A\n-")
    assert shown.count("\n-") == 1
    assert ("Write 1 word? [y/N]" in shown) is (terminal and not yes)
    assert ("Nothing was written; --yes writes 1 word." in shown) is not written


def test_what_has_changed_meanwhile_is_left_alone(page: Path, tmp_path: Path) -> None:
    other = Change(tmp_path / "b.rst", "b.rst", None, "new")
    first = change(page)
    page.write_text("other", "utf-8")
    with pytest.raises(CommandError, match="has changed meanwhile; nothing was written"):
        write([other, first])
    assert page.read_text("utf-8") == "other"
    assert not other.path.exists()


def test_what_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(CommandError, match="file"):
        write([Change(tmp_path / "file" / "a.rst", "a.rst", None, "new")])
    with pytest.raises(CommandError, match="No such file"):
        content_of(tmp_path / "none")
