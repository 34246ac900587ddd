"""Commands read what has changed and nothing else, and say the same as if they had read everything."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import sys
import time
from typing import TYPE_CHECKING

import pytest
from sphinx.environment import BuildEnvironment
from support import Forked

from sphinx_policyrefs import cli
from sphinx_policyrefs.commands import cache
from sphinx_policyrefs.commands.project import FAILED

if TYPE_CHECKING:
    from pathlib import Path

    from docutils import nodes
    from support import DocumentSet

pytestmark = pytest.mark.builds

FILES = {
    "conf.py": """
        import sys

        sys.path.insert(0, str(__import__("pathlib").Path(__file__).parent / "ext"))
        extensions = ["sphinx_policyrefs", "local_reads"]
        policyrefs_data = ["data.yaml"]
        """,
    # Says on standard error which documents are read.
    "ext/local_reads.py": """
        import sys


        def setup(app):
            app.connect("source-read", lambda app, docname, source: print("read", docname, file=sys.stderr))
        """,
    "index.rst": """
        Index
        =====

        .. toctree::

           one
           two

        .. party:: TikTok
           :id: tiktok

        .. include:: part.txt
        """,
    "part.txt": "TikTok is named in a part.\n",
    "one.rst": """
        One
        ===

        .. event:: One
           :date: 2020-13
           :parties: tiktok

        .. policy:entries:: data.yaml
        """,
    "two.rst": """
        Two
        ===

        .. instrument:: Act
           :introduced: 2020
           :citation: 1 U.S.C. 1

        .. legal-action:: Brown v. Board of Education
           :citation: Roe v. Wade, 410 U.S. 113 (1973)
        """,
    # It gives a warning of docutils, and is in no toctree.
    "odd.rst": """
        Odd one
        =====

        .. image:: missing.png
        """,
    "data.yaml": "- kind: event\n  title: From a file\n  date: 2020-01-02\n",
}
ALL = ["index", "odd", "one", "two"]


class Commands:
    """Runs check on a project, as a user does."""

    def __init__(self, source: Path, caches: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.source = source
        self.caches = caches
        self.capsys = capsys
        self.began = 0

    def __call__(self, *arguments: str) -> tuple[str, list[str], list[str]]:
        """Return what check prints, the documents that it reads, and what else it says."""
        self.capsys.readouterr()
        status = cli.main(["check", str(self.source), *arguments])
        output, said = self.capsys.readouterr()
        assert status < FAILED, said
        return output, *self.divided(said)

    @staticmethod
    def divided(said: str) -> tuple[list[str], list[str]]:
        lines = said.splitlines()
        read = sorted(line.removeprefix("read ") for line in lines if line.startswith("read "))
        return read, [line for line in lines if not line.startswith("read ")]

    def clean(self, *arguments: str) -> tuple[str, list[str]]:
        """Return what check says where nothing is kept."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("XDG_CACHE_HOME", "/proc/there-is-no-such-place")
            output, read, said = self(*arguments)
        assert read == [path.stem for path in sorted(self.source.glob("*.rst"))]
        return output, said

    def start(self) -> Forked:
        """Start a process of its own, which has not yet loaded the code of the project."""
        sys.modules.pop("local_reads", None)
        return Forked(cli.main, "check", self.source)


@pytest.fixture
def commands(
    documents: DocumentSet,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Commands:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    documents.write(FILES)
    time.sleep(0.05)  # what is written in the moment of a run is read again in the next
    return Commands(documents.src, tmp_path / "caches", capsys)


def test_what_is_unchanged_is_not_read_and_told_all_the_same(
    documents: DocumentSet, commands: Commands
) -> None:
    output, read, said = commands()
    assert read == ALL
    assert (output, said) == commands.clean()
    assert "410 U.S. 113" in output
    for words in ("Title underline too short", "image file not readable", "isn't included in any toctree"):
        assert any(words in line for line in said)
    # What gave a warning is read to give it again; an image that is there now would give none.
    assert commands() == (output, ["odd"], said)

    documents.write({"odd.rst": ":orphan:\n\nOdd\n===\n\n.. image:: missing.png\n", "missing.png": ""})
    time.sleep(0.05)
    output, read, said = commands()
    assert (read, said) == (["odd"], [])
    assert commands() == (output, [], [])


def test_what_has_changed_is_read(documents: DocumentSet, commands: Commands, tmp_path: Path) -> None:
    commands()

    def assert_read(*docnames: str) -> None:
        time.sleep(0.05)
        output, read, said = commands()
        assert set(read) == {*docnames, "odd"}
        assert (output, said) == commands.clean()
        assert commands() == (output, ["odd"], said)

    one = documents.src / "one.rst"
    before = one.stat()
    documents.write({"one.rst": FILES["one.rst"].replace("2020-13", "2020-99")})
    os.utime(one, ns=(before.st_atime_ns, before.st_mtime_ns))  # same size, same time
    assert_read("one")
    older = tmp_path / "older.txt"
    older.write_text("TikTok, and TikTok again.\n", "utf-8")
    os.utime(older, (1, 1))
    older.replace(documents.src / "part.txt")
    assert_read("index")
    documents.write({"data.yaml": FILES["data.yaml"].replace("2020-01-02", "2020-45")})
    assert_read("one")
    documents.write({"conf.py": FILES["conf.py"] + "        # a word\n"})
    assert_read(*ALL)
    documents.write({"two.rst": None, "index.rst": FILES["index.rst"].replace("two", "")})
    assert_read("index")
    os.utime(one)  # the time alone
    assert_read()


def test_doctrees_are_loaded_where_they_have_changed(
    documents: DocumentSet, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    condition = (
        ".. only:: internal\n\n   TikTok is named inside.\n\n.. policy:since:: 2021\n\n   TikTok since.\n"
    )
    documents.write({"odd.rst": f":orphan:\n\nOdd\n===\n\n{condition}"})
    time.sleep(0.05)
    loaded: list[str] = []
    load = BuildEnvironment.get_doctree

    def watched(env: BuildEnvironment, docname: str) -> nodes.document:
        loaded.append(docname)
        return load(env, docname)

    monkeypatch.setattr(BuildEnvironment, "get_doctree", watched)
    output = commands()[0]
    assert "odd.rst:12: " in output
    loaded.clear()
    assert commands()[0] == output
    assert loaded == []
    # What is kept is told by what each run shows of it.
    for arguments, line in (["-t", "internal"], 8), (["-D", "policyrefs_as_of=2020-12-31"], 0):
        assert commands(*arguments)[0] == (found := commands.clean(*arguments)[0])
        assert ("odd.rst:" in found, f"odd.rst:{line}: " in found) == (line > 0, line > 0)
    loaded.clear()
    documents.write({"two.rst": FILES["two.rst"] + "\n        TikTok once more.\n"})
    time.sleep(0.05)
    assert commands()[0] == commands.clean()[0] != output
    assert loaded[0] == "two"
    assert loaded[1:] == ["index", "odd", "one", "two"]


def test_settings_are_heeded(commands: Commands) -> None:
    output, _read, said = commands()
    for arguments in (
        ["-D", "policyrefs_checks.unsourced=error"],
        ["-t", "internal"],
        ["-D", "rst_prolog=TikTok"],
    ):
        assert commands(*arguments)[::2] == commands.clean(*arguments)
    assert commands() == (output, ["odd"], said)


def test_a_cache_that_is_damaged_or_gone_is_made_anew(commands: Commands) -> None:
    output, _read, said = commands()

    def assert_anew() -> None:
        assert commands() == (output, ALL, said)
        assert commands() == (output, ["odd"], said)

    (state,) = commands.caches.rglob("state.json")
    doctrees = state.parent / "doctrees"
    for damage in (
        lambda: shutil.rmtree(commands.caches),
        state.unlink,
        lambda: state.write_text("[]", "utf-8"),
        lambda: state.write_text(state.read_text("utf-8")[:-9], "utf-8"),
        lambda: (doctrees / "environment.pickle").write_bytes(b"damage"),
        (doctrees / "one.doctree").unlink,
        lambda: (doctrees / "one.doctree").write_bytes(b""),
    ):
        damage()
        assert_anew()
    # Damage that no time tells of shows while the pickle is read.
    pickled = doctrees / "environment.pickle"
    before = pickled.stat()
    pickled.write_bytes(bytes(before.st_size))
    os.utime(pickled, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert_anew()
    citations = state.parent / "citations.json"
    for damaged in ("{}", "[1]", citations.read_text("utf-8")[:-5]):
        citations.write_text(damaged, "utf-8")
        assert commands() == (output, ["odd"], said)
    pages = state.parent / "pages.pickle"
    for broken in (b"", b"damage", pages.read_bytes()[:-5]):
        pages.write_bytes(broken)
        assert commands() == (output, ["odd"], said)
    assert commands() == (output, ["odd"], said)


def test_code_of_the_project_is_part_of_what_was_read(documents: DocumentSet, commands: Commands) -> None:
    commands.start().done()
    assert commands.divided(commands.start().done().stderr)[0] == ["odd"]
    code = FILES["ext/local_reads.py"] + "# another word\n"
    documents.write({"ext/local_reads.py": code})
    assert commands.divided(commands.start().done().stderr)[0] == ALL


def test_two_at_once_say_the_same(commands: Commands) -> None:
    started = [commands.start() for _ in range(3)]
    first, *others = [process.done() for process in started]
    said = commands.divided(first.stderr)[1]
    for other in others:
        assert (other.stdout, commands.divided(other.stderr)[1]) == (first.stdout, said)
    assert commands()[::2] == (first.stdout, said)


def test_another_command_is_not_waited_for_long(commands: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = commands()
    (lock,) = commands.caches.rglob("*.lock")
    monkeypatch.setattr(cache, "PATIENCE", 0.1)
    with lock.open("ab") as opened:
        fcntl.flock(opened, fcntl.LOCK_EX)
        output, read, said = commands()
    assert (output, said) == expected[::2]
    assert read == ALL
    assert commands() == (output, ["odd"], said)


def test_export_reads_what_check_has_read(commands: Commands, capsys: pytest.CaptureFixture[str]) -> None:
    commands()
    assert cli.main(["export", str(commands.source), "-q"]) == 0
    output, said = capsys.readouterr()
    assert len(json.loads(output)["entries"]) == 5
    assert commands.divided(said)[0] == ["odd"]
