"""Local copies of sources stay inside: what would publish one is an error."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from sphinx_policyrefs import cli

if TYPE_CHECKING:
    from support import DocumentSet

pytestmark = pytest.mark.builds

CONF = """
extensions = ["sphinx_policyrefs"]
policyrefs_copies = ["copies", "{outside}"]
exclude_patterns = ["copies/kept", "_build"]
html_copy_source = False

html_static_path = ["static", "copies/logo.svg"]
html_extra_path = ["{outside}", "extra"]
"""

INDEX = """
Index
=====

.. toctree::

   copies/page
   second
   note

.. source:: A report
   :id: report
   :copy: report.txt

.. source:: A scan
   :id: scan
   :copy: scan.png
   :waive: copy-published -- it is ours

.. source:: A page
   :id: page
   :copy: copies/page.rst

.. source:: A note
   :id: note
   :copy: note.rst

.. source:: A static file
   :id: static
   :copy: static/deep/paper.pdf

.. source:: A hidden file
   :id: hidden
   :copy: static/kept/paper.pdf

.. source:: A file that is kept
   :id: kept
   :copy: copies/kept/leaflet.txt
"""

SECOND = """
Second
======

A word with :download:`the report <report.txt>`,
and one with :download:`another <readme.txt>`.

.. image:: scan.png

.. figure:: copies/picture.png

   A picture.

.. literalinclude:: copies/kept/leaflet.txt

Something else.

.. include:: copies/part.txt

.. image:: logo.png
"""

EXPECTED = [
    ("conf.py", 6, "static"),
    ("conf.py", 6, ""),  # copies/logo.svg
    ("conf.py", 7, ""),  # what lies outside
    ("copies/page.rst", 1, "page"),
    ("copies/page.rst", 4, "report"),
    ("note.rst", 1, "note"),
    ("second.rst", 4, "report"),
    ("second.rst", 9, ""),
    ("second.rst", 13, "kept"),
    ("second.rst", 17, ""),
]


def test_copies_that_would_be_published(documents: DocumentSet, capsys: pytest.CaptureFixture[str]) -> None:
    outside = documents.root / "scans"
    outside.mkdir()
    (outside / "letter.pdf").write_text("A letter.")
    documents.write(
        {
            "conf.py": CONF.format(outside="../scans"),
            "index.rst": INDEX,
            "second.rst": SECOND,
            "note.rst": "Note\n====\n",
            "copies/page.rst": "Page\n====\n\n:download:`it </report.txt>`\n",
            "copies/part.txt": "A part.",
            "copies/logo.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
            "copies/picture.png": "",
            "copies/kept/leaflet.txt": "A leaflet.",
            **dict.fromkeys(("report.txt", "readme.txt", "scan.png", "logo.png"), "a file"),
            **dict.fromkeys(("static/deep/paper.pdf", "static/style.css", "extra/a.txt"), "a file"),
        }
    )
    assert cli.main(["check", str(documents.src), "--format", "json"]) == 1
    report = capsys.readouterr().out
    found = [f for f in json.loads(report)["findings"] if f["code"] == "copy-published"]
    assert [(f["file"], f["line"], f["entry"]) for f in found] == EXPECTED
    assert {f["severity"] for f in found} == {"error"}
    # Names of copies are as internal as what stands in them, but for that of a page.
    assert not [name for name in ("report.txt", "logo.svg", "letter", "paper", "leaflet") if name in report]
    cli.main(["check", str(documents.src)])
    text = capsys.readouterr().out
    assert 'publishes a local copy of a source; delete it there; it is "report.txt"' in text
    assert (
        'html_static_path publishes a local copy of a source; keep it elsewhere; it is "copies/logo.svg"'
        in text
    )
    assert 'it is "../scans/letter.pdf"' in text


def test_what_is_kept_out(documents: DocumentSet, capsys: pytest.CaptureFixture[str]) -> None:
    documents.write(
        {
            "conf.py": (
                'extensions = ["sphinx_policyrefs"]\npolicyrefs_copies = ["copies", "."]\nhtml_copy_source = False\n'
                'exclude_patterns = ["copies", "**/kept"]\nhtml_extra_path = ["extra"]\n'
            ),
            "index.rst": "Index\n=====\n\n.. source:: A\n   :id: a\n   :copy: copies/a.rst\n\n:download:`readme.txt`\n"
            "\n.. source:: B\n   :id: b\n   :copy: extra/deep/kept/b.txt\n",
            "copies/a.rst": "A\n=\n",
            "readme.txt": "a file",
            "extra/deep/kept/b.txt": "a file",
        }
    )
    cli.main(["check", str(documents.src), "--format", "json"])
    assert [f for f in json.loads(capsys.readouterr().out)["findings"] if f["code"] == "copy-published"] == []
