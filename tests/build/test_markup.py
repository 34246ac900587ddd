"""Entries in any markup, at any place, with any text."""

from __future__ import annotations

import json
import re
import zlib
from importlib.metadata import version
from typing import TYPE_CHECKING

import pytest
from links import broken, pages
from support import Build, DocumentSet

from sphinx_policyrefs.adapter.build import build_of
from sphinx_policyrefs.records.cited import Citation

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_policyrefs.records.model import Entry

pytestmark = [
    pytest.mark.builds,
    # MyST's own include directive asks Sphinx in a way that Sphinx discourages.
    pytest.mark.filterwarnings("ignore:.*BuildEnvironment.app:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:.*BuildEnvironment.app:PendingDeprecationWarning"),
]

#: MyST-Parser 4 counts the lines of what it includes from two.
MYST_OFFSET = int(version("myst-parser").startswith("4."))
LONG = "A very long title " + "that goes on " * 40
SCRIPT = "<script>alert(1)</script>"

RST = f"""
Places
======

.. event:: Emphasis *here*, ``code``, |sub| and :party:`Acme <acme>`
   :id: inline
   :date: 2020-01-01

.. |sub| replace:: a substitution

.. event::
   Title on the next line
   :id: next-line
   :date: 2020-01-02

.. event:: A title over
   two lines
   :id: two-lines
   :date: 2020-01-03
   :sources: paper @ p. 3;
      paper two

.. party:: Acme
   :id: acme

.. source:: Paper
   :id: paper

.. source:: Paper two
   :id: paper-two

.. policy:event:: With the prefix
   :id: prefixed
   :date: 2020-01-04

.. event:: A rich body
   :id: rich
   :date: 2020-01-05

   The first paragraph, with *emphasis*, a footnote [#f]_ and :event:`inline`.

   * a list

     .. party:: In a list item
        :id: in-list

   .. list-table:: A table

      * - cell
        - .. party:: In a cell
             :id: in-cell

   .. code-block:: python

      print("code")

   .. image:: dot.png

   .. note::

      .. party:: In an admonition
         :id: in-note
         :type: company

   .. event:: Nested
      :id: nested
      :date: 2020-01-06

      .. party:: Nested twice
         :id: nested-twice

   .. [#f] The footnote.

   .. figure:: dot.png

      A caption.

#. An enumerated item

   .. party:: In an enumerated item
      :id: in-enum

.. include:: part.txt

.. _issue-standing:

Issue: standing
---------------

.. issue:: Standing
   :id: standing

   Who may sue? See :ref:`issue-standing` and :ref:`the other <by-name>`.

.. party:: 字节跳动
   :id: 字节跳动

.. party:: 北京

.. party:: بايت دانس

.. party:: 🎉

.. party:: 🎊

.. party:: {LONG}
   :id: long

.. party:: {SCRIPT} & "quotes" 'n' more
   :id: markup
   :short: {SCRIPT}
   :aliases: {SCRIPT}; <b>bold</b>
   :position: {SCRIPT}
   :tags: {SCRIPT}
   :sources: paper @ {SCRIPT}
   :url: https://example.org/?a="><script>&b

   {SCRIPT}

.. event:: By {SCRIPT}
   :id: by-markup
   :date: 2020-01-07
   :place: {SCRIPT}
   :outcome: <img src=x onerror=alert(1)>
   :parties: markup
   :name: by-name
   :class: loud <script>

.. party:: javascript:alert(1)
   :id: js
   :position: javascript:alert(2)

.. chronology::
   :caption: {SCRIPT}
   :columns: date; title; parties; place; outcome; sources
   :show: summary
   :class: loud <script>

.. party-index::
   :show: body

.. dossier:: markup

.. bibliography-of-record::
"""

PART = """
.. event:: In an included file
   :id: included
   :date: 2020-02-30

   It has :event:`nowhere-to-be-found`.
"""

MYST = f"""
# Places in Markdown

:::{{event}} Emphasis *here*, `code` and {{party}}`Acme <acme>`
:id: md-inline
:date: 2020-01-01
:::

```{{event}} Between backticks
:id: md-backticks
:date: "2020-01-02"
:place: 'A "quoted" place'
```

:::{{event}} A block
---
id: md-block
date: 2020-01-03
parties: [acme, in-list]
place: "Paris: the city"
outcome: >
  folded
  lines
---
The body, with {{event}}`inline`.
:::

:::::{{event}} A rich body
:id: md-rich
:date: 2020-01-04
:sources: paper @ p. 3;
    paper two

The first paragraph, with *emphasis*[^f].

- a list

  :::{{party}} In a Markdown list
  :id: md-in-list
  :::

| a | b |
|---|---|
| c | d |

```python
print("code")
```

![](dot.png)

:::{{party}} Nested in Markdown
:id: md-nested
:type: company
:::

::::{{note}}
```{{party}} In a Markdown admonition
:id: md-in-note
```
::::
:::::

[^f]: The footnote.

:::{{policy:event}} With the prefix in Markdown
:id: md-prefixed
:date: 2020-01-05
:::

```{{include}} part.md
```

(issue-md)=
## Issue: md

:::{{issue}} MD
A body right below the title. See [](#issue-md) and {{ref}}`issue-md`.
:::

:::{{party}} {SCRIPT}
:id: md-markup
:short: {SCRIPT}
:url: javascript:alert(1)
:::

:::{{chronology}}
:show: body
:kinds: event
:::
"""

PART_MD = """
:::{event} In an included Markdown file
:id: md-included
:date: 2020-02-31
:::
"""


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> DocumentSet:
    documents = DocumentSet(tmp_path_factory.mktemp("markup"))
    documents.write(
        {
            "conf.py": """
                extensions = ["sphinx_policyrefs", "myst_parser"]
                myst_enable_extensions = ["colon_fence"]
                exclude_patterns = ["part.*"]
                """,
            "index.rst": "Index\n=====\n\n.. toctree::\n\n   rst\n   md\n   windows\n",
        }
    )
    for name, text in {"rst.rst": RST, "md.md": MYST, "part.txt": PART, "part.md": PART_MD}.items():
        (documents.src / name).write_text(text.lstrip("\n"), encoding="utf-8")
    windows = (
        "Windows\n=======\n\n.. event:: Line endings\n   :date: 2020\n   :place: Redmond\n\n   A body.\n"
    )
    (documents.src / "windows.rst").write_bytes(windows.replace("\n", "\r\n").encode())
    (documents.src / "dot.png").write_bytes(
        bytes.fromhex(
            "89504e470d0a1a0a0000000d494844520000000100000001080600000"
            "01f15c4890000000d49444154789c6360000002000001000500010d0a2db40000000049454e44ae426082"
        )
    )
    return documents


@pytest.fixture(scope="module")
def build(documents: DocumentSet) -> Build:
    return documents.build()


@pytest.fixture(scope="module")
def entries(build: Build) -> dict[str, Entry]:
    return build_of(build.app.env).graph.entries


def test_only_what_was_planted_is_said(build: Build) -> None:
    assert [re.sub(r"WARNING: .*\[", "[", w) for w in build.warnings] == [
        "md.md:83: [policyrefs.bad-option]",
        f"part.md:{3 + MYST_OFFSET}: [policyrefs.bad-date]",
        "part.txt:3: [policyrefs.bad-date]",
        "part.txt:5: [policyrefs.unknown-reference]",
    ]


@pytest.mark.parametrize(
    ("id_", "title"),
    [
        ("inline", "Emphasis here, code, a substitution and Acme"),
        ("next-line", "Title on the next line"),
        ("two-lines", "A title over two lines"),
        ("prefixed", "With the prefix"),
        ("md-inline", "Emphasis here, code and Acme"),
        ("md-prefixed", "With the prefix in Markdown"),
        ("included", "In an included file"),
        ("md-included", "In an included Markdown file"),
        ("long", LONG.strip()),
        ("字节跳动", "字节跳动"),
        ("北京", "北京"),
        ("بايت-دانس", "بايت دانس"),
        ("line-endings", "Line endings"),
        ("markup", f"{SCRIPT} & \"quotes\" 'n' more"),
    ],
)
def test_titles(entries: dict[str, Entry], id_: str, title: str) -> None:
    assert entries[id_].title == title


@pytest.mark.parametrize(
    ("id_", "fields"),
    [
        ("two-lines", {"date": "2020-01-03", "sources": (Citation("paper", "p. 3"), Citation("paper two"))}),
        ("md-rich", {"date": "2020-01-04", "sources": (Citation("paper", "p. 3"), Citation("paper two"))}),
        ("md-backticks", {"date": "2020-01-02", "place": 'A "quoted" place'}),
        (
            "md-block",
            {
                "date": "2020-01-03",
                "parties": ("acme", "in-list"),
                "place": "Paris: the city",
                "outcome": "folded lines",
            },
        ),
        ("md-nested", {"type": "company"}),
        ("in-note", {"type": "company"}),
        ("line-endings", {"date": "2020", "place": "Redmond"}),
        ("md", {}),
    ],
)
def test_fields(entries: dict[str, Entry], id_: str, fields: dict[str, object]) -> None:
    assert entries[id_].fields == fields


@pytest.mark.parametrize(
    "id_",
    [
        "in-list", "in-cell", "in-note", "nested", "nested-twice", "in-enum", "included", "standing",
        "md-in-list", "md-nested", "md-in-note", "md-included", "md",
    ],
)  # fmt: skip
def test_entries_stand_at_every_place(build: Build, entries: dict[str, Entry], id_: str) -> None:
    entry = entries[id_]
    assert f'id="{entry.anchor}"' in build.read(f"{entry.docname}.html")


def test_file_and_line_are_those_of_the_text(entries: dict[str, Entry]) -> None:
    assert (entries["included"].file, entries["included"].line) == ("part.txt", 1)
    assert (entries["md-included"].file, entries["md-included"].line) == ("part.md", 1 + MYST_OFFSET)
    lines = RST.strip().split("\n")
    for id_ in (
        "inline",
        "two-lines",
        "in-list",
        "in-cell",
        "in-note",
        "nested-twice",
        "by-markup",
        "in-enum",
    ):
        entry = entries[id_]
        assert f".. {entry.kind}:: " in lines[entry.line - 1], id_
    lines = MYST.strip().split("\n")
    for id_ in ("md-inline", "md-backticks", "md-block", "md-rich", "md-in-list", "md-nested", "md-in-note"):
        entry = entries[id_]
        assert f"{{{entry.kind}}} " in lines[entry.line - 1], id_


def test_the_first_paragraph_is_the_summary(entries: dict[str, Entry]) -> None:
    assert entries["rich"].summary == (
        "The first paragraph, with emphasis, a footnote and ",
        ("event", "inline", ""),
        ".",
    )
    assert entries["md-rich"].summary == ("The first paragraph, with emphasis.",)
    assert entries["md"].summary[0].startswith("A body right below the title.")


@pytest.mark.parametrize("suffix", ["rst", "md"])
def test_a_quotation_is_a_summary_in_quotation_marks(tmp_path: Path, suffix: str) -> None:
    documents = DocumentSet(tmp_path)
    quoted = {
        "rst": ".. statement:: No\n   :id: no\n   :date: 2020\n\n       We *stay*.\n\n   He smiled.\n",
        "md": ":::{statement} No\n:id: no\n:date: 2020\n\n> We *stay*.\n\nHe smiled.\n:::\n",
    }
    head = {"rst": "Top\n===\n\n", "md": "# Top\n\n"}
    documents.write({f"index.{suffix}": head[suffix] + quoted[suffix]})
    build = documents.build(
        "dummy", extensions=["sphinx_policyrefs", "myst_parser"], myst_enable_extensions=["colon_fence"]
    )
    summary = build_of(build.app.env).graph.entries["no"].summary
    assert "".join(map(str, summary)) == "“We stay.”"


def test_quotes_of_a_summary_are_typographic_on_pages_and_plain_in_exports(tmp_path: Path) -> None:
    documents = DocumentSet(tmp_path)
    body = """The board's "no" to :party:`it`. [#n]_"""
    text = f".. party:: It\n\n   {body}\n\n.. party-index::\n   :show: summary\n\n.. [#n] Why.\n"
    documents.write({"index.rst": f"Top\n===\n\n{text}"})
    build = documents.build(policyrefs_exports=["json"], language="en")
    (entry,) = json.loads(build.read("_policyrefs/policyrefs.json"))["entries"]
    assert entry["summary"] == """The board's "no" to It."""
    assert build.read("index.html").count("The board’s “no” to") == 2


def test_links_and_anchors_are_there(build: Build) -> None:
    assert broken(build.out) == []


def test_sections_and_targets_yield_their_ids_to_entries(build: Build) -> None:
    page = pages(build.out)[build.out / "rst.html"]
    assert page.ids.count("issue-standing") == 1
    assert page.links["Issue: standing"] == "#issue-standing-2"
    assert re.search(r'<dt[^>]* id="issue-standing"', build.read("rst.html"))
    page = pages(build.out)[build.out / "md.html"]
    assert page.links["Issue: md"] == "#issue-md-2"
    assert re.search(r'<dt[^>]* id="issue-md"', build.read("md.html"))


def test_nothing_of_a_document_becomes_markup(build: Build) -> None:
    found = []
    for path in build.out.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        found += [
            f"{path.name}: {m}" for m in re.findall(r"<script>alert.{20}|<img src=x[^>]*>|<b>bold", text)
        ]
        found += re.findall(r'(?:href|src)="javascript:[^"]*"', text)
        found += re.findall(r'<[^<>]* class="[^"]*<script[^"]*"', text)
    assert found == []
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in build.read("policy-chronology.html")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in build.read("policy-parties.html")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in build.read("genindex.html")


def test_ids_of_titles_without_letters_are_stable(entries: dict[str, Entry]) -> None:
    assert {e.title: e.id for e in entries.values() if e.title in {"🎉", "🎊"}} == {
        "🎉": f"party-{zlib.crc32('🎉'.encode()):08x}",
        "🎊": f"party-{zlib.crc32('🎊'.encode()):08x}",
    }


@pytest.mark.parametrize("builder", ["singlehtml", "epub", "text", "latex"])
def test_other_builders_take_it_too(documents: DocumentSet, builder: str) -> None:
    build = documents.build(builder, copyright="2026, nobody", version="1")
    assert [w for w in build.warnings if "policyrefs" not in w] == []
    if builder == "epub":
        assert broken(build.out) == []
