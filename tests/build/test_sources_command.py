"""``policyrefs sources``: the list of sources, digests of copies, and copies from a server on the loopback address."""

from __future__ import annotations

import argparse
import csv
import io
import json
import re
import shutil
import sys
from hashlib import sha256
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from serving import Answers, serving

from sphinx_policyrefs import cli
from sphinx_policyrefs.commands.project import CLEAN, FAILED, FOUND, read_project
from sphinx_policyrefs.commands.recording import changes, edits
from sphinx_policyrefs.commands.writing import write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support import DocumentSet

pytest.importorskip("myst_parser")
pytest.importorskip("yaml")
pytestmark = pytest.mark.builds

ROOT = Path(__file__).parents[2]
CONF = """
    extensions = ["sphinx_policyrefs", "myst_parser"]
    myst_enable_extensions = ["colon_fence"]
    policyrefs_data = ["record/*.*"]
    policyrefs_copies = ["copies"]
    exclude_patterns = ["copies"]
    html_copy_source = False
"""
ORDER = "The board may order that the line be shut. It shall give its reasons.\fSecond page."
WORDS = sha256(ORDER.encode()).hexdigest()


@pytest.fixture
def record(documents: DocumentSet) -> DocumentSet:
    documents.write(
        {
            "conf.py": CONF,
            "index.rst": """
                Record
                ======

                .. toctree::

                   more

                .. source:: Order
                   :id: order
                   :copy: order.txt
                   :accessed: 2026-11-22

                .. source:: Unread
                   :url: https://a.example/

                .. passage::
                   :id: shut
                   :source: order
                   :locator: 1

                   "be shut"

                .. event:: The board orders it
                   :id: ordered
                   :date: 2024-03-04
                   :sources: order @ 1 "may order that the line"; shut; unread; order @ 2 "shall give its reasons"

                .. claim:: It gave none
                   :made-in: order @ 1 "shall give no reasons"; web @ p. 3 "words"
                """,
            "more.md": """
                # More

                :::{source} Web
                :id: web
                :url: https://b.example/
                :archive-url: https://web.archive.org/web/2020/https://b.example/
                :::

                As the board said {policy:cite}`order @ 2 "Second page"`.
                """,
            "copies/order.txt": ORDER,
        }
    )
    return documents


def sources(record: DocumentSet, *arguments: str) -> int:
    return cli.main(["sources", str(record.src), *arguments])


LISTED = {
    "order": (5, 5, 5, 3, 1, 1, 0, "order.txt", None, "2026-11-22", None),
    "unread": (1, 0, 0, 0, 0, 0, 0, None, None, None, None),
    "web": (1, 1, 1, 0, 0, 0, 1, None, None, None, "https://web.archive.org/web/2020/https://b.example/"),
}
KEYS = (
    "id", "cited", "placed", "worded", "found", "elsewhere", "not_found", "unchecked", "copy", "sha256", "accessed",
    "archived",
)  # fmt: skip


def test_the_list_in_each_form(record: DocumentSet, capsys: pytest.CaptureFixture[str]) -> None:
    assert sources(record, "--format", "json") == CLEAN
    expected = [dict(zip(KEYS, (id_, *row), strict=True)) for id_, row in LISTED.items()]
    assert json.loads(capsys.readouterr().out) == {"sources": expected}

    assert sources(record, "--format", "csv") == CLEAN
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [tuple(row) for row in rows] == [KEYS] * 3
    assert rows[0]["not_found"] == "1"
    assert rows[1]["copy"] == ""

    assert sources(record) == CLEAN
    out = capsys.readouterr().out.splitlines()
    assert out[1].split() == ["order", "5", "5", "5", "3", "1", "1", "-", "yes", "-", "2026-11-22", "-"]
    assert out[-1] == (
        "3 sources, 1 with a copy, 1 archived; cited 7 times, 6 with a place, 6 with words: "
        "3 found, 1 elsewhere, 1 not found, 1 unchecked."
    )

    there = record.root / "list.csv"
    assert sources(record, "--format", "csv", "--output", str(there)) == CLEAN
    assert there.read_text("utf-8").startswith("id,cited,")
    assert sources(record, "--output", str(record.root / "none" / "list.csv")) == FAILED
    assert "can't be written" in capsys.readouterr().err


def test_the_sheet_shows_what_stands_in_copies(
    record: DocumentSet, capsys: pytest.CaptureFixture[str]
) -> None:
    fpdf = pytest.importorskip("fpdf")
    writer = fpdf.FPDF()
    writer.set_font("Times", size=12)
    for text in ("The first page.", "Nobody <objected> to the plan."):
        writer.add_page()
        writer.multi_cell(0, 8, text)
    writer.output(str(record.src / "copies" / "plan.pdf"))
    record.write(
        {
            "more.md": """
                # More

                :::{source} Web
                :id: web
                :copy: plan.pdf
                :confidential: somebody on the board
                :::

                :::{event} It is planned
                :id: planned
                :date: 2024-02
                :sources: web @ 1 "Nobody <objected>"; @ 2
                :::
                """
        }
    )
    there = record.root / "sheet.html"
    assert sources(record, "--format", "html", "-o", str(there)) == CLEAN
    text = there.read_text("utf-8")
    copies = (record.src / "copies").as_uri()
    assert f'<a href="{copies}/order.txt">1</a>' in text
    assert '<p class="stands">There stands: “' in text
    assert "<del>" in text
    # The page where the words are, not the one that the citation names; that one where there are none.
    assert f'<a href="{copies}/plan.pdf#page=2">1</a></td><td class="words">“Nobody &lt;objected&gt;”' in text
    assert '<span class="elsewhere">on p. 2, not p. 1</span>' in text
    assert f'<a href="{copies}/plan.pdf#page=2">2</a></td><td class="words"><span class="quiet">–' in text
    assert "passage, shut, index.rst:16" in text
    assert "ordered, by the passage shut, index.rst" in text
    assert "confidential</strong> (somebody on the board)" in text
    assert "Nothing cites it." not in text
    assert '<a href="https://a.example/">https://a.example/</a>' in text

    # It is never written where it would be published.
    record.write({"conf.py": f"{CONF}    html_static_path = ['_static']\n"})
    build = record.build()
    for folder in (record.src / "_static", build.out / "_static"):
        folder.mkdir(exist_ok=True)
        assert sources(record, "--format", "html", "-o", str(folder / "sheet.html")) == FAILED
        assert "would be published with" in capsys.readouterr().err
        assert not (folder / "sheet.html").exists()


# -- digests -------------------------------------------------------------------------------------------------------


def test_digests_are_shown_and_written_where_sources_stand(
    record: DocumentSet, capsys: pytest.CaptureFixture[str]
) -> None:
    record.write(
        {
            "conf.py": CONF.replace(
                '"record/*.*"]', '"record/*.*"]\n    policyrefs_bibliography = ["press.bib"]'
            ),
            "more.md": """
                # More

                - :::{source} Web
                  :id: web
                  :copy: order.txt

                  Text
                  :::

                ```{policy:source} Dashes
                ---
                id: dashes
                copy: order.txt
                sha256: 00000000000000000000000000000000000000000000000000000000000000aa
                tags: [a, b]
                ---
                ```
                """,
            "record/a.yaml": "- kind: source\n  id: in-yaml\n  title: Y\n  copy: order.txt\n",
            "record/a.json": '[{"kind": "source", "id": "in-json", "title": "J", "copy": "order.txt"}]\n',
            "record/a.csv": "kind,id,title,copy\nsource,in-csv,C,order.txt\nsource,gone,G,gone.txt\n",
            "press.bib": "@book{in-bib, title = {B}, copy = {order.txt}}\n",
        }
    )
    before = {path: path.read_bytes() for path in record.src.rglob("*") if path.is_file()}
    assert sources(record, "--record") == FOUND
    said = capsys.readouterr()
    assert said.out.count(f"+   :sha256: {WORDS}\n") == 1
    assert said.out.count(WORDS) == 6
    assert "Nothing was written; --yes writes 6 digests." in said.out
    assert "more.md:10: dashes: the copy is not the one whose digest is recorded" in said.err
    assert (
        f"in-bib: it stands in a file of the form .bib, which is not written; its sha256 is {WORDS}"
        in said.err
    )
    assert "record/a.csv:3: gone: there is no file gone.txt" in said.err
    assert {path: path.read_bytes() for path in before} == before

    assert sources(record, "--record", "--yes") == FOUND  # one of them is not there
    assert "Wrote 6 digests." in capsys.readouterr().err
    texts = {path.name: path.read_text("utf-8") for path in before}
    assert f"   :accessed: 2026-11-22\n   :sha256: {WORDS}\n\n" in texts["index.rst"]
    assert f"  :copy: order.txt\n  :sha256: {WORDS}\n\n  Text\n" in texts["more.md"]
    assert f"copy: order.txt\nsha256: {WORDS}\ntags: [a, b]\n---\n" in texts["more.md"]
    assert (
        texts["a.yaml"]
        == f"- kind: source\n  id: in-yaml\n  title: Y\n  copy: order.txt\n  sha256: {WORDS}\n"
    )
    assert f'"copy": "order.txt", "sha256": "{WORDS}"}}]\n' in texts["a.json"]
    assert texts["a.csv"] == (
        f"kind,id,title,copy,sha256\nsource,in-csv,C,order.txt,{WORDS}\nsource,gone,G,gone.txt\n"
    )

    # What was written reads as it was meant, and there is nothing more to write.
    assert sources(record, "--record") == FOUND
    assert capsys.readouterr().out == ""
    assert sources(record, "--format", "json") == CLEAN
    listed = {one["id"]: one for one in json.loads(capsys.readouterr().out)["sources"]}
    recorded = {id_ for id_, one in listed.items() if one["sha256"] == WORDS}
    assert recorded == {"order", "web", "dashes", "in-yaml", "in-json", "in-csv"}
    assert all(one["copy"] for one in listed.values() if one["id"] in recorded)


# -- copies --------------------------------------------------------------------------------------------------------


@pytest.fixture
def server() -> Iterator[Answers]:
    with serving() as answers:
        yield answers


PAGE = b"<!DOCTYPE html><title>A</title><body><p>The board may order that the line be shut.</p>"


@pytest.fixture
def asking(documents: DocumentSet, server: Answers) -> DocumentSet:
    """Return a set whose sources have addresses at the server."""
    server.give("/page", PAGE)
    server.lead("/moved", "/page")
    server.give("/order.txt", ORDER.encode(), "text/plain")
    documents.write(
        {
            "conf.py": CONF,
            "index.rst": f"""
                Record
                ======

                .. source:: Page
                   :id: page
                   :url: {server.url("/moved")}

                .. source:: Archived
                   :url: {server.url("/moved")}
                   :archive-url: https://a.example/

                .. source:: Gone
                   :url: {server.url("/gone")}

                .. source:: Elsewhere
                   :url: https://me@a.example/

                .. source:: Kept
                   :url: {server.url("/page")}
                   :copy: kept.html
                """,
            "kept.html": "an older one",
            "record/a.yaml": f"- kind: source\n  title: Order\n  url: {server.url('/order.txt')}\n",
        }
    )
    return documents


def test_copies_are_fetched_and_written(
    asking: DocumentSet, server: Answers, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (asking.src / "index.rst").read_text("utf-8")
    assert sources(asking, "--get") == FOUND
    said = capsys.readouterr()
    assert f"page: {server.url('/moved')}\n" in said.out
    assert "Nothing was fetched; --yes fetches 5 addresses." in said.out
    assert server.asked == []

    assert sources(asking, "--get", "--yes") == FOUND  # two of them can't be fetched
    said = capsys.readouterr()
    assert [path for path, _headers in server.asked].count("/page") == 2
    assert (
        f"index.rst:12: gone: the address {server.url('/gone')} can't be fetched: the server answers 404"
        in said.err
    )
    assert (
        "elsewhere: the address https://me@a.example/ has a user name or a password in it, which is not sent"
        in said.err
    )
    assert "Wrote 3 copies." in said.err
    copies = {path.name: path.read_bytes() for path in (asking.src / "copies").iterdir()}
    assert copies == {"page.html": PAGE, "archived.html": PAGE, "order.txt": ORDER.encode()}
    page = (asking.src / "index.rst").read_text("utf-8")
    assert (
        f"   :url: {server.url('/page')}\n   :copy: copies/page.html\n   :sha256: {sha256(PAGE).hexdigest()}\n"
        "   :accessed: "
    ) in page
    # An archived page names its address, which stays.
    assert (
        f"   :url: {server.url('/moved')}\n   :archive-url: https://a.example/\n   :copy: copies/archived"
        in page
    )
    times = re.findall(r":accessed: (.*)", page)
    assert len(times) == 2
    assert all(re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", time) for time in times)
    stored = (asking.src / "record" / "a.yaml").read_text("utf-8")
    assert f"  copy: copies/order.txt\n  sha256: {WORDS}\n  accessed: '20" in stored
    assert before != page

    # What is there stays, and nothing is asked for again.
    server.asked.clear()
    assert sources(asking, "--get", "--yes") == FOUND
    assert {path for path, _headers in server.asked} == {"/gone"}
    assert (asking.src / "index.rst").read_text("utf-8") == page
    build = asking.build()
    assert not [line for line in build.warnings if "bad-" in line or "copy-changed" in line]


def test_a_newer_copy_gets_a_dated_name(
    asking: DocumentSet, server: Answers, capsys: pytest.CaptureFixture[str]
) -> None:
    asking.write(
        {
            "index.rst": f"Record\n======\n\n.. source:: Page\n   :url: {server.url('/page')}\n",
            "record/a.yaml": None,
            "copies/page.html": "an older one",
        }
    )
    assert sources(asking, "--get", "--yes") == CLEAN
    (dated,) = (path for path in (asking.src / "copies").iterdir() if path.name != "page.html")
    assert re.fullmatch(r"page-20\d\d-\d\d-\d\d\.html", dated.name)
    assert f":copy: copies/{dated.name}\n" in (asking.src / "index.rst").read_text("utf-8")
    assert (asking.src / "copies" / "page.html").read_text("utf-8") == "an older one"
    # The same content is no newer copy.
    asking.write({"index.rst": f"Record\n======\n\n.. source:: Page\n   :url: {server.url('/page')}\n"})
    assert sources(asking, "--get", "--yes") == CLEAN
    assert len(list((asking.src / "copies").iterdir())) == 2
    assert "new:" not in capsys.readouterr().out.rpartition("--- index.rst")[2]


def test_a_copy_that_is_named_and_not_there_is_fetched(
    asking: DocumentSet, server: Answers, capsys: pytest.CaptureFixture[str]
) -> None:
    """As when somebody else has the copies, which are not in the repository."""
    index = f"""
        Record
        ======

        .. source:: Same
           :id: same
           :url: {server.url("/order.txt")}
           :copy: papers/order.txt
           :sha256: {WORDS}

        .. source:: Newer
           :url: {server.url("/page")}
           :copy: copies/page.html
           :sha256: {WORDS}

        .. source:: Outside
           :url: {server.url("/page")}
           :copy: ../../page.html
        """
    asking.write({"index.rst": index, "record/a.yaml": None})
    assert sources(asking, "--get", "--yes") == CLEAN
    folder = asking.src / "copies"
    assert (folder / "papers" / "order.txt").read_text("utf-8") == ORDER
    names = {path.name for path in folder.iterdir()}
    assert names == {"papers", "newer.html", "outside.html"}
    text = (asking.src / "index.rst").read_text("utf-8")
    assert f":copy: papers/order.txt\n   :sha256: {WORDS}\n\n" in text
    assert f":copy: copies/newer.html\n   :sha256: {sha256(PAGE).hexdigest()}\n   :accessed: 20" in text
    assert ":copy: copies/outside.html\n" in text
    capsys.readouterr()
    assert sources(asking, "--get") == CLEAN
    assert "There is no address without a copy" in capsys.readouterr().err


def test_copies_are_shown_before_they_are_written(
    asking: DocumentSet, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stdin = io.StringIO("n\n")
    monkeypatch.setattr(stdin, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", stdin)
    before = (asking.src / "index.rst").read_bytes()
    assert sources(asking, "--get") == FOUND
    out = capsys.readouterr().out
    assert "+   :copy: copies/page.html\n" in out
    assert f"new: {asking.src / 'copies' / 'page.html'} ({len(PAGE)} bytes)\n" in out
    assert "Write 3 copies? [y/N] Nothing was written." in out
    assert (asking.src / "index.rst").read_bytes() == before
    assert not (asking.src / "copies").exists()


def test_a_folder_for_copies_is_asked_for(documents: DocumentSet, capsys: pytest.CaptureFixture[str]) -> None:
    documents.write({"index.rst": "Record\n======\n\n.. source:: A\n   :url: http://127.0.0.1:9/\n"})
    assert sources(documents, "--get", "--yes") == FAILED
    assert capsys.readouterr().err.endswith(
        'there is no folder for copies; write policyrefs_copies = ["copies"] into conf.py\n'
    )


# -- options written into entries of all kinds, by the readers that read them ---------------------------------------


@pytest.mark.long
@pytest.mark.parametrize("name", ["examples/tiktok-ban", "docs/snippets/rst", "docs/snippets/md"])
def test_what_is_written_into_any_entry_is_read_and_nothing_else_changes(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "src"
    shutil.copytree(ROOT / name, folder, ignore=shutil.ignore_patterns("_build"))
    if not (folder / "conf.py").exists():
        conf = CONF.replace("policyrefs_data", "_") + '    root_doc = "event"\n'
        (folder / "conf.py").write_text(dedent(conf), "utf-8")
    options = {"verified": "2026-01-01", "jurisdiction": 'Here #1: "a" | b'}
    arguments = argparse.Namespace(
        directory=folder, confdir=None, define=[], tags=[], quiet=True, verbose=0, color=None
    )
    with read_project(arguments) as project:
        before = {entry.id: entry for entry in project.graph.own}
        made = edits(project, dict.fromkeys(before, options))
        write(changes(project, made))
    assert set(made.failed.values()) <= {"stands in a file of the form .bib, which is not written"}
    assert len(made.done) > 40
    with read_project(arguments) as project:
        after = {entry.id: entry for entry in project.graph.own}
    assert after.keys() == before.keys()
    for id_, entry in before.items():
        expected = {**entry.fields, **(options if id_ in made.done else {})}
        assert after[id_].fields == expected
        assert after[id_][:3] == entry[:3]
        assert after[id_].summary == entry.summary
