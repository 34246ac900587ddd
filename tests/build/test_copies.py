"""Copies of sources in builds: pages and findings follow each edit of a copy, and nothing else is written."""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING

import pytest
from twins import Twins

from sphinx_policyrefs.cli import main
from sphinx_policyrefs.documents import reading

if TYPE_CHECKING:
    from pathlib import Path

    from support import Build, DocumentSet

pytestmark = pytest.mark.builds

ACT = "The Harbor Trust may not permit any dredging.\fWhoever violates this section shall be fined.\n"
PAGES = {
    "conf.py": 'extensions = ["sphinx_policyrefs"]\npolicyrefs_copies = ["../scans"]\nexclude_patterns = ["copies"]\n'
    "html_copy_source = False\n",
    "index.rst": """\
        Record
        ======

        .. toctree::

           events
           proof
           other-proof
           chronicle

        .. source:: Harbor Act
           :id: act
           :copy: copies/act.txt

        .. source:: Order
           :copy: order.txt

        .. source:: Notice
           :copy: notice.txt
        """,
    "events.rst": """\
        Events
        ======

        .. event:: Dredging is forbidden
           :id: forbidden
           :date: 2021
           :tags: act
           :sources: act @ 1 "may not permit any dredging"

        .. event:: Ships wait
           :id: wait
           :date: 2022
           :tags: order
           :sources: order "all ships shall wait"; act
        """,
    "proof.rst": "Proof\n=====\n\n.. evidence::\n   :tags: act\n",
    "other-proof.rst": "Other proof\n===========\n\n.. evidence::\n   :tags: order\n",
    "chronicle.rst": "Chronicle\n=========\n\n.. chronology::\n",
}


@pytest.fixture
def edited(documents: DocumentSet) -> Twins:
    documents.write(PAGES)
    scans = documents.root / "scans"
    scans.mkdir()
    (scans / "order.txt").write_text("On that day all ships shall wait in the basin.", "utf-8")
    (documents.src / "copies").mkdir()
    (documents.src / "copies" / "act.txt").write_text(ACT, "utf-8")
    return Twins(documents)


def codes(build: Build) -> list[str]:
    return [line.rpartition("[policyrefs.")[2].removesuffix("]") for line in build.warnings]


def test_pages_and_findings_follow_each_copy(edited: Twins) -> None:
    """:meth:`Twins.check` sees to it that no other page is written, and that a clean build is the same."""
    act = edited.documents.src / "copies" / "act.txt"
    scans = edited.documents.root / "scans"
    first = edited.build()
    assert "found on p. 1" in first.read("proof.html")
    assert codes(first) == ["copy-missing"]
    assert codes(edited.check()) == []  # no news

    # Edited, to the same length and with the same time.
    times = act.stat()
    act.write_text(ACT.replace("may not", "may now"), "utf-8")
    os.utime(act, ns=(times.st_atime_ns, times.st_mtime_ns))
    build = edited.check()
    assert "policy-not-found" in build.read("proof.html")
    assert build.warnings[0] == (
        "events.rst:8: WARNING: :sources: “may not permit any dredging” is not in the copy of "
        '"Harbor Act"; the longest part that is there is “permit any dredging”; '
        "on p. 1 there stands “may now permit any dredging” (“now” for "
        "“not”) [policyrefs.quote-not-found]"
    )
    assert codes(build)[1:] == ["copy-missing"]

    # Replaced by another file.
    (scans / "new.txt").write_text(f"Preface.\f{ACT}", "utf-8")
    (scans / "new.txt").replace(act)
    build = edited.check()
    assert "on p. 2, not p. 1" in build.read("proof.html").replace("\N{NO-BREAK SPACE}", " ")
    assert codes(build) == ["quote-elsewhere", "copy-missing"]

    # Added, of a source that nobody quotes: no page speaks of it, and the finding is gone.
    (scans / "notice.txt").write_text("A notice.", "utf-8")
    assert codes(edited.check()) == ["quote-elsewhere"]

    # Deleted.
    (scans / "order.txt").unlink()
    build = edited.check()
    assert "no copy" in build.read("other-proof.html")
    assert codes(build) == ["quote-elsewhere", "copy-missing"]

    # In its place another one, in the folder that is looked at first.
    (edited.documents.src / "order.txt").write_text("Nothing of that kind.", "utf-8")
    act.write_text(ACT, "utf-8")
    build = edited.check()
    assert codes(build) == ["quote-not-found"]
    assert "no copy" not in build.read("other-proof.html")
    assert codes(edited.check()) == []


def test_a_command_and_a_build_share_what_they_read(
    edited: Twins, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    edited.build()
    kept = tmp_path / "cache" / "sphinx-policyrefs" / "copies"
    texts = {path: path.stat().st_mtime_ns for path in kept.glob("text-*")}
    assert len(texts) == 2

    def fail(_path: Path) -> None:
        pytest.fail("a copy was read again")

    monkeypatch.setattr(reading, "read", fail)
    main(["check", "--format", "json", str(edited.documents.src)])
    found = json.loads(capsys.readouterr().out)["findings"]
    assert [item["code"] for item in found if item["code"].startswith(("quote", "copy"))] == ["copy-missing"]
    assert "notice.txt" not in json.dumps(found)
    main(["check", str(edited.documents.src)])
    assert "looked for notice.txt" in capsys.readouterr().out
    shutil.rmtree(kept)
    monkeypatch.undo()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    edited.check()


def test_a_record_without_copies_loads_nothing_that_knows_them(documents: DocumentSet) -> None:
    documents.write(
        {
            "index.rst": """\
                Record
                ======

                .. source:: Act

                .. event:: It begins
                   :date: 2021
                   :sources: act @ 3 "some words of it"

                .. chronology::
                """
        }
    )
    known = (".documents.model", ".copies", ".lookup")
    assert [name for name in documents.loaded() if name.endswith(known)] == []
