"""Names in the prose of pages without a link, and the links that ``policyrefs check --fix`` writes."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest

from sphinx_policyrefs import cli
from sphinx_policyrefs.commands.project import CLEAN, FOUND

if TYPE_CHECKING:
    from support import DocumentSet

pytestmark = pytest.mark.builds

CONF = 'extensions = ["sphinx_policyrefs", "myst_parser"]\nmyst_enable_extensions = ["colon_fence"]\n'

RECORD = """
    Record
    ======

    .. toctree::
       :glob:

       *

    .. party:: TikTok Inc.
       :id: tiktok
       :short: TikTok

       TikTok has a parent, ByteDance.

    .. party:: ByteDance
       :see: tiktok; oracle

    .. party:: Oracle
       :see: ByteDance; walmart

    .. party:: Walmart
       :see: Oracle
    """


@pytest.fixture
def record(documents: DocumentSet) -> DocumentSet:
    """Return a set with four parties, whose page mentions one of them."""
    documents.write({"conf.py": CONF, "index.rst": RECORD})
    return documents


def mentions(
    record: DocumentSet, capsys: pytest.CaptureFixture[str], *arguments: str
) -> list[tuple[str, int, str]]:
    """Return file, line and entry of each unlinked mention outside the index page."""
    cli.main(["check", str(record.src), "--format", "json", *arguments])
    found = json.loads(capsys.readouterr().out)["findings"]
    assert {f["code"] for f in found} <= {"unlinked-mention", "unreferenced-sentence"}
    found = [f for f in found if f["code"] == "unlinked-mention"]
    return [(f["file"], f["line"], f["entry"]) for f in found if f["file"] != "index.rst"]


RST = """
    TikTok in a title
    =================

    ``TikTok`` and `TikTok <https://example.org/>`_ and *TikTok* and :policy:ref:`on the party <Oracle>`
    and |TikTok| and Oracle.

    .. |TikTok| replace:: a substitution

    ::

        TikTok in code

    .. TikTok in a comment

    Words of two
    lines: TikTok
    Inc. and TikTok,
    then ByteDance and Walmart.

    * TikTok in a list, ByteDance

    .. event:: TikTok is told
       :date: 2020
       :parties: walmart
       :no-index-entry:

       Walmart stays.
    """

MYST = """
    # TikTok in a title

    `TikTok` and [TikTok](https://example.org/) and *TikTok* and {policy:ref}`Oracle`,
    and Oracle.

    ```
    TikTok in code
    ```

    % TikTok in a comment

    Words of two
    lines: TikTok
    Inc. and TikTok,
    then ByteDance and Walmart.

    * TikTok in a list, ByteDance

    :::{event} TikTok is told
    :date: 2020
    :parties: walmart

    Walmart stays.
    :::
    """


@pytest.mark.parametrize(("name", "text", "line"), [("page.rst", RST, 16), ("page.md", MYST, 13)])
def test_the_first_mention_in_running_prose_counts(
    record: DocumentSet, capsys: pytest.CaptureFixture[str], name: str, text: str, line: int
) -> None:
    record.write({name: text, "conf.py": CONF + 'policyrefs_checks = {"unsourced": "off"}\n'})
    assert mentions(record, capsys) == [
        (name, line, "tiktok"),
        (name, line + 2, "bytedance"),
        (name, line + 2, "walmart"),
    ]


def test_what_facts_link_to_counts_in_the_body_alone(
    record: DocumentSet, capsys: pytest.CaptureFixture[str]
) -> None:
    claim = ".. claim:: C\n   :claimant: walmart\n   :see: tiktok\n\n   Walmart did, Oracle too."
    record.write({"page.rst": f":orphan:\n\nP\n=\n\n{claim}\n\nWalmart\n"})
    assert mentions(record, capsys) == [("page.rst", 10, "oracle"), ("page.rst", 12, "walmart")]


def test_what_a_build_hides_is_not_read(record: DocumentSet, capsys: pytest.CaptureFixture[str]) -> None:
    text = """
        :orphan:

        P
        =

        .. only:: internal

           Walmart

        .. policy:since:: 2025-01-17

           Oracle

        .. claim:: C
           :as-of: 2025-02-01
           :see: tiktok

           ByteDance
    """
    record.write({"page.rst": text, "conf.py": CONF + "html_copy_source = False\n"})
    everything = [("page.rst", 12, "oracle"), ("page.rst", 18, "bytedance")]
    assert mentions(record, capsys) == everything
    assert mentions(record, capsys, "-t", "internal") == [("page.rst", 8, "walmart"), *everything]
    assert mentions(record, capsys, "-D", "policyrefs_as_of=2025-01-01") == []


def test_an_included_file_is_named(record: DocumentSet, capsys: pytest.CaptureFixture[str]) -> None:
    record.write(
        {"page.rst": ":orphan:\n\nP\n=\n\n.. include:: part.txt\n", "part.txt": "One line.\n\nWalmart\n"}
    )
    assert mentions(record, capsys) == [("part.txt", 3, "walmart")]


def test_a_build_tells_them_where_the_author_wants_it(record: DocumentSet) -> None:
    record.write({"page.rst": ":orphan:\n\nP\n=\n\nWalmart\n"})
    assert record.build(place="plain").warnings == []
    build = record.build(place="raised", policyrefs_checks={"unlinked-mention": "warning"})
    assert [line.split(" names ")[0] for line in build.warnings] == ['page.rst:6: WARNING: "Walmart"']


def test_a_waiver_belongs_to_the_entry_that_is_named(
    record: DocumentSet, capsys: pytest.CaptureFixture[str]
) -> None:
    waived = RECORD.replace(
        "    .. party:: Walmart\n",
        "    .. party:: Walmart\n       :waive: unlinked-mention -- a common word\n",
    )
    record.write({"index.rst": waived, "page.rst": ":orphan:\n\nP\n=\n\nWalmart and Oracle\n"})
    assert mentions(record, capsys) == [("page.rst", 6, "oracle")]


PAGES = {
    "a.rst": "A\n=\n\nSee ByteDance's *Walmart*, Walmart,\nand Tik\n",
    "b.md": "# B\n\n`Oracle` and Oracle, then\nByteDance.\n",
    "c.rst": "C\n=\n\n=======  =====\nWalmart  other\n=======  =====\n",
}
LINKED = {
    "a.rst": "A\n=\n\nSee :party:`ByteDance <bytedance>`'s *Walmart*, :party:`Walmart <walmart>`,\nand Tik\n",
    "b.md": "# B\n\n`Oracle` and {party}`Oracle <oracle>`, then\n{party}`ByteDance <bytedance>`.\n",
    "c.rst": PAGES["c.rst"],
}


def fix(record: DocumentSet, *arguments: str) -> int:
    return cli.main(["check", str(record.src), "--fix", *arguments])


def read(record: DocumentSet) -> dict[str, str]:
    return {name: (record.src / name).read_text("utf-8") for name in PAGES}


def test_fix_shows_a_diff_and_writes_nothing(record: DocumentSet, capsys: pytest.CaptureFixture[str]) -> None:
    record.write(PAGES)
    assert fix(record) == FOUND
    out = capsys.readouterr().out
    assert "--- a.rst\n+++ a.rst\n" in out
    assert "-See ByteDance's *Walmart*, Walmart,\n" in out
    assert "+See :party:`ByteDance <bytedance>`'s *Walmart*, :party:`Walmart <walmart>`,\n" in out
    assert "Nothing was written" in out
    assert out.count("[unlinked-mention]") == 5
    assert read(record) == PAGES


def test_fix_writes_with_yes(record: DocumentSet, capsys: pytest.CaptureFixture[str]) -> None:
    record.write(PAGES)
    assert fix(record, "--yes") == CLEAN
    out = capsys.readouterr().out
    assert "Wrote 4 links." in out
    assert out.count("[unlinked-mention]") == 1
    assert read(record) == LINKED
    build = record.build()
    assert build.warnings == []
    assert 'href="index.html#party-bytedance">ByteDance</a>’s' in build.read("a.html")
    # Once more, and there is nothing left that it could write.
    fix(record, "--yes")
    assert "There is no link to write." in capsys.readouterr().out
    assert read(record) == LINKED


@pytest.mark.parametrize(
    ("answer", "expected"), [("y\n", LINKED), ("\n", PAGES), ("no\n", PAGES), ("", PAGES)]
)
def test_fix_asks_on_a_terminal(
    record: DocumentSet, monkeypatch: pytest.MonkeyPatch, answer: str, expected: dict[str, str]
) -> None:
    stdin = io.StringIO(answer)
    monkeypatch.setattr(stdin, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", stdin)
    record.write(PAGES)
    fix(record)
    assert read(record) == expected


def test_fix_keeps_line_ends(record: DocumentSet) -> None:
    (record.src / "crlf.rst").write_bytes(b"A\r\n=\r\n\r\nSee Walmart\r\nand Oracle\r\n")
    fix(record, "--yes")
    assert (record.src / "crlf.rst").read_bytes() == (
        b"A\r\n=\r\n\r\nSee :party:`Walmart <walmart>`\r\nand :party:`Oracle <oracle>`\r\n"
    )


def test_fix_keeps_a_report_for_machines_apart(
    record: DocumentSet, capsys: pytest.CaptureFixture[str]
) -> None:
    record.write(PAGES)
    fix(record, "--format", "json")
    out, err = capsys.readouterr()
    assert sum(f["code"] == "unlinked-mention" for f in json.loads(out)["findings"]) == 5
    assert "+++ a.rst" in err


def test_fix_uses_the_prefix_where_the_bare_name_is_not_ours(record: DocumentSet) -> None:
    record.write(
        {
            "conf.py": CONF + 'policyrefs_bare_names = ["event"]\n',
            "index.rst": RECORD.replace(".. party", ".. policy:party"),
            **PAGES,
        }
    )
    fix(record, "--yes")
    assert read(record) == {
        name: text.replace(":party:", ":policy:party:").replace("{party}", "{policy:party}")
        for name, text in LINKED.items()
    }


@pytest.mark.parametrize(
    "text", ["…Walmart…", "Walmart", "(Walmart)", "‘Walmart’", "and/or Walmart—so", "中Walmart"]
)
def test_written_links_are_links(record: DocumentSet, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    record.write({"page.rst": f":orphan:\n\nP\n=\n\n{text}\n"})
    fix(record, "--yes")
    capsys.readouterr()
    assert mentions(record, capsys) == []
    build = record.build()
    assert build.warnings == []
    assert ('#party-walmart">Walmart</a>' in build.read("page.html")) is (text != "中Walmart")
