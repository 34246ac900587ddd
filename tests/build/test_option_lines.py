"""Options that are all but written as options: each is told in one sentence at its line, and kept with the others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from support import Build, DocumentSet

from sphinx_policyrefs.adapter.build import build_of
from sphinx_policyrefs.adapter.reading.option_lines import (
    OPTION,
    open_fence,
    options_in,
    read_colons,
    read_dashes,
    read_rst,
)

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.builds

NAMES = {"date", "place", "parties", "tags", "sources", "note", "no-index", "values"}
known: Callable[[str], bool] = NAMES.__contains__


def required(name: str) -> bool:
    return name == "date"


def taken(lines: Any) -> dict[str, str]:
    return {name: " ".join(text.split()) for name, text, _row in lines.options}


SOUND = {"date": "2024", "place": "here"}


@pytest.mark.parametrize(
    ("text", "row", "says"),
    [
        (
            "   :date: 2024\n  :place: here",
            1,
            ":place: is indented by 2, :date: by 3: indent all options alike",
        ),
        ("   :date: 2024\n    :place: here", 1, ":place: is indented by 4, :date: by 3"),
        ("  :date: 2024\n   :place: here\n   :tags: a", 0, ":date: is indented by 2, :place: by 3"),
        ("        :date: 2024\n   :place: here", 1, "a tab goes to the next multiple of 8"),
        ("   :date 2024\n   :place: here", 0, '":date 2024" lacks its second colon: write :date: 2024'),
        ("   :date: 2024\n   :place here", 1, '":place here" lacks its second colon: write :place: here'),
        ("   date: 2024\n   :place: here", 0, '"date: 2024" lacks its first colon: write :date: 2024'),
        ("   :date: 2024\n   place: here", 1, '"place: here" lacks its first colon: write :place: here'),
        ("   :date:2024\n   :place: here", 0, '":date:2024" lacks the blank behind its second colon'),
        (
            "   :date : 2024\n   :place: here",
            0,
            '":date : 2024" is not written as an option: write :date: 2024',
        ),
        ("   ：date： 2024\n   :place: here", 0, "write :date: 2024"),
        ("   :date: 2024\n   :place: here\n   The trust does it.", 2, "write a blank line above it"),
    ],
)
def test_lines_of_restructuredtext(text: str, row: int, says: str) -> None:
    found = read_rst(text.split("\n"), known)
    assert {name: value for name, value in taken(found).items() if name != "tags"} == SOUND
    ((message, at),) = found.problems
    assert at == row
    assert says in message
    assert found.title == []


def test_options_in_the_line_of_a_title() -> None:
    assert options_in("A case: the end", known) == ("A case: the end", [])
    assert options_in("See :event:`date` and :odd: things", known) == (
        "See :event:`date` and :odd: things",
        [],
    )
    assert options_in("A :date: 2024 :no-index:", known) == ("A", [("date", "2024"), ("no-index", "")])


def test_a_title_may_go_on_below() -> None:
    lines = [
        "   and its *end*: the story of",
        "   :event:`it` and",
        "   :date: 2024",
        "   :place: here",
        "     and there",
    ]
    found = read_rst(lines, known)
    assert found.title == ["and its *end*: the story of", ":event:`it` and"]
    assert taken(found) == {"date": "2024", "place": "here and there"}
    assert found.problems == []


@pytest.mark.parametrize(
    "text",
    [
        ":date: 2024\n:place: here",
        ":date: 2024\n  and more\n:place:\n  here\n  and: there",
        ":no-index:\n:date: 2024-05-07T10:00\n:place: a: b :c",
        ":Date: 2024\n:place: x\n        :literal: deep\n        y",
        ":odd name: 1\n:with\\: colon: 2\n:date:\n:place: `a`",
    ],
)
def test_the_reader_agrees_with_docutils_field_lists(text: str) -> None:
    ours = [
        (w.name.replace("\\", ""), " ".join(w.text.split()))
        for w in read_rst(text.split("\n"), known).options
    ]
    theirs = [
        (field[0].astext(), " ".join(field[1].rawsource.split()))
        for field in publish_doctree(text, settings_overrides={"docinfo_xform": False}).findall(nodes.field)
    ]
    assert [name for name, _text in ours] == [name for name, _text in theirs]
    assert [text for _name, text in ours] == [text for _name, text in theirs]
    assert all(OPTION.match(line) for line in text.split("\n") if line[0] == ":")


COLONS = [
    (":date: 2024\n:place: here", SOUND, ""),
    ("   :date: 2024\n   :place: here", SOUND, ""),
    (":date 2024\n:place: here", SOUND, '":date 2024" lacks its second colon: write :date: 2024'),
    ("date: 2024\n:place: here", SOUND, '"date: 2024" lacks its first colon: write :date: 2024'),
    (":date: 2024 # of the docket\n:place: here", SOUND, ':date: ends before "# of the docket"'),
    (':sources: order @ 3 "the #1 words"; act', {"sources": 'order @ 3 "the #1 words"; act'}, ""),
    (":sources: order @ 3 “the #1 words”; act", {"sources": "order @ 3 “the #1 words”; act"}, ""),
    (':sources: order @ 3 "the\n  # 1 words"; act', {"sources": 'order @ 3 "the # 1 words"; act'}, ""),
    (':sources: "one" = "two"', {"sources": '"one" = "two"'}, ""),
    (':place: "here # there"', {"place": "here # there"}, ""),
    (":place: 'it''s here'", {"place": "it's here"}, ""),
    (":place: here # not\n:date: 2024", {"place": "here", "date": "2024"}, ':place: ends before "# not"'),
    (':sources: a "the #1 words" # check', {"sources": 'a "the #1 words"'}, ':sources: ends before "# check"'),
    (":place: C# and F#", {"place": "C# and F#"}, ""),
    (":place: |\n  here\n  there", {"place": "here there"}, ""),
    (":place: >\n  here\n  there\n:date: 2024", {"place": "here there", "date": "2024"}, ""),
    (':place: "not closed\n:date: 2024', {"place": '"not closed', "date": "2024"}, ""),
    (":place: here: there", {"place": "here: there"}, ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "says"), COLONS)
def test_options_in_markdown(text: str, expected: dict[str, str], says: str) -> None:
    lines = text.split("\n")
    found = read_colons([*lines, "The body."], known, required)
    assert taken(found) == expected
    assert found.body == len(lines)
    assert [says in message for message, _row in found.problems] == ([True] if says else [])


def test_options_in_markdown_without_any_first_colon() -> None:
    found = read_colons(["place: here", "tags: a", "date: 2024", "", "The body."], known, required)
    assert taken(found) == {**SOUND, "tags": "a"}
    assert [row for _message, row in found.problems] == [0, 1, 2]
    assert taken(read_colons(["place: here", "tags: a", "and prose."], known, required)) == {}


@pytest.mark.parametrize(("text", "expected", "says"), COLONS)
def test_options_between_dashes(text: str, expected: dict[str, str], says: str) -> None:
    if "date 2024" in text or text.startswith(("date", " ")):
        return
    found = read_dashes([line.removeprefix(":") for line in text.split("\n")], known, required)
    assert taken(found) == expected
    assert [says in message for message, _row in found.problems] == ([True] if says else [])


def test_lists_and_comments_between_dashes() -> None:
    text = "# all\ndate: [2020-08-06,2020-08-14]\ntags: [a, 'b; c']\nparties:\n- one\n- two\n# more\nplace: a\n  b"
    found = read_dashes(text.split("\n"), known, required)
    assert taken(found) == {
        "date": "[2020-08-06,2020-08-14]",
        "tags": "a; b; c",
        "parties": "one; two",
        "place": "a b",
    }
    assert found.problems == []
    odd = read_dashes([":date: 2024", "date 2024", "just words"], known, required)
    assert [row for _message, row in odd.problems] == [0, 1, 2]
    assert odd.unreadable


def test_a_fence_that_is_not_closed_is_found() -> None:
    assert open_fence([":date: 2024", "", ":::{event} B", ":date: 2024"]) == (2, ":::{event} B")
    assert open_fence(["Text.", ":::{note}", "x", ":::", "", "```python", ":::{event}", "```"]) is None


CONFIG: dict[str, Any] = {
    "extensions": ["sphinx_policyrefs", "myst_parser"],
    "myst_enable_extensions": ["colon_fence"],
    "suppress_warnings": ["toc.not_included"],
}

RST = """
.. event:: One
   :date: 2024
  :place: here ‹indented›

.. event:: Two
   :date 2024 ‹second colon›
   :place: here

.. event:: Three
:date: 2024 ‹not indented›
:place: here

.. event:: Four
   :date: 2024
   :place: here
   The body. ‹blank line above›

   More of *it*, with :event:`nowhere`. ‹names no event›

.. event:: Five

   :date: 2024 ‹a blank line›
   :place: here

   The body, with :event:`nowhere`. ‹names no event›

.. event:: Six
   :date: 2024

   :place: here ‹a blank line›

.. event:: Seven
	:date: 2024
   :place: here ‹indented›

* .. event:: Eight
     :date: 2024
     place: here ‹first colon›

.. event:: Nine
   :date: 2024
:place: here ‹not indented›

.. event:: Ten :date: 2024 ‹line of the title›
   :place: here

.. event:: Eleven

   The body of *it*.

   :date: 2024 ‹:date: stands below the text›

   More of it.
   :place: here ‹:place: stands below the text›

   A list of its own:

   :Date: 2025
   :odd: 2

   ``:date:`` at the start of a line, :event:`nowhere` ‹names no event›

.. event:: Twelve
   - date: 2024 ‹the item of a list: write :date: 2024›
   - place: here ‹the item of a list: write :place: here›

.. chronology::
   :kinds: event
   limit: 3 ‹first colon›
"""

MYST = """
:::{event} One
:date 2024 ‹second colon›
:place: here
:::

:::{event} Two
date: 2024 ‹first colon›
:place: here
:::

:::{event} Three

:date: 2024 ‹a blank line›
:place: here

The body, with {event}`nowhere`. ‹names no event›
:::

:::{event} Four
---
date: 2024
place: here # or there ‹ends before›
---
The body, with {event}`nowhere`. ‹names no event›
:::

:::{event} Ten :date: 2024 ‹line of the title›
:place: here
:::

:::{event} Eight
that goes on ‹stands above the options›
:date: 2024
:place: here
:::

:::{event} Nine
:date = 2024 ‹:date: 2024›
:place: here
:::

:::{event} Eleven
:date: 2024

The body of *it*.

:place: here ‹:place: stands below the text›

```python
:tags: code
```
:::

:::{event} Twelve
:date: 2024
:place: here
:tags: one;
two ‹goes on with :tags:, which ends with a semicolon: indent it›
:::

:::{event} Fourteen

* date: 2024 ‹the item of a list: write :date: 2024›
* place: here ‹the item of a list: write :place: here›

- date: a list in the body
- nothing: else
:::

:::{event} Fifteen
:date: 2024
:place: here
:tags: one,
two, ‹goes on with :tags:, which ends with a comma: indent it›
three ‹goes on with :tags:, which ends with a comma: indent it›
:::

:::{event} Thirteen
- date: 2024 ‹the item of a list: write :date: 2024›
- place: here ‹the item of a list: write :place: here›

- A list.
:::

:::{event} Five ‹not closed before›
:date: 2024
:place: here

:::{event} Six
:date: 2024
:place: here
:::

:::{event} Seven ‹is not closed›
:date: 2024
:place: here

The end.
"""

SLIPS = """
.. party:: Acme
   :url: acme.example.org/a ‹lacks the beginning of an address: write https://acme.example.org/a›

.. party:: Board

.. source:: Minutes
   :published: 2024

.. event:: One
   :date: 2024
   :place: here
   :parties: [acme, board] ‹"[acme, board]" is in brackets: write acme; board without them›
   :sources: minutes @ p. 2 minutes @ p. 3 ‹two citations: write minutes @ p. 2; minutes @ p. 3›

.. event:: Two
   :date: 2024
   :place: here
   :parties: acme and board ‹"acme and board" joins 2 names: write acme; board›
   :sources: minutes @ p. 2 'the board approves' ‹stand between single marks; write minutes @ p. 2 "the board approves"›

.. event:: Three
   :date: 2024
   :place: here
   :parties: :policy:party:`acme` ‹is a role, and options take names alone: write acme›
   :sources: minutes @ ‹"minutes @" names no place›

.. event:: Six
   :date: 2024
   :place: here
   :outcome: carried by :party:`the board <board>` ‹is a role, and fields are plain text: write board›
   :sources: minutes @ p. 2 Minutes @p. 3 ‹two citations: write minutes @ p. 2; Minutes @ p. 3›
   :tags: [one, two] ‹is in brackets: write one; two without them›

.. event:: Four
   :date: 2024
   :place: here
   :sources: minutes p. 2 ‹"minutes p. 2" lacks the @ before its place: write minutes @ p. 2›
   :tags: one

.. event:: Seven
   :date: 2024
   :place: here
   :sources: minutes, p. 2 ‹"minutes, p. 2" lacks the @ before its place: write minutes @ p. 2›

.. event:: Eight
   :date: 2024
   :place: here
   :sources: Minutes: Old business ‹"Minutes: Old business" lacks the @ before its place: write Minutes @ Old business›

.. event:: Nine
   :date: 2024
   :place: here
   :sources: minutes#vote ‹"minutes#vote" lacks the @ before its place: write minutes @ vote›

.. event:: Five
   :date: 2024
   :place: here
   :sources: Minutes 'the board approves' ‹in single marks: write Minutes "the board approves"›

.. chronology::
   :from: 2024
   :to: 2023-12 ‹2023-12 lies before :from: 2024; correct one of the two›

.. chronology::
   :not-from: 2024-02
   :not-to: 2023
"""

MARK = re.compile(r" ?‹(.+)›$")


@pytest.mark.parametrize(("name", "text"), [("index.rst", RST), ("index.md", MYST), ("index.rst", SLIPS)])
def test_each_is_told_once_and_all_options_are_kept(name: str, text: str, tmp_path: Any) -> None:
    documents = DocumentSet(tmp_path)
    lines = [*(["Page", "====", ""] if name.endswith("rst") else ["# Page", ""]), *text.strip().split("\n")]
    expected = [(n, mark[1]) for n, line in enumerate(lines, 1) if (mark := MARK.search(line))]
    (documents.src / name).write_text("\n".join(MARK.sub("", line) for line in lines) + "\n", "utf-8")
    made: Build = documents.build("dummy", **CONFIG)
    told = [(int(m[1]), w) for w in made.warnings if (m := re.match(rf"{re.escape(name)}:(\d+): ", w))]
    assert len(told) == len(made.warnings)
    assert [n for n, _w in sorted(told)] == [n for n, _says in expected], "\n".join(made.warnings)
    assert [says in w for (_n, w), (_at, says) in zip(sorted(told), expected, strict=True)] == [True] * len(
        expected
    )
    entries = [e for e in build_of(made.app.env).graph.entries.values() if e.kind == "event"]
    found = {e.title: (e.fields["date"], e.fields["place"]) for e in entries}
    count = len(re.findall(r"(?:\{event\}|event::) [A-Z]", text))
    assert len(found) == count
    assert set(found.values()) == {("2024", "here")}


def test_lines_within_myst_directives_that_begin_without_a_blank_line(documents: DocumentSet) -> None:
    """MyST counts such content a line too far, once for each directive around it."""
    pytest.importorskip("myst_parser")
    documents.write(
        {
            "conf.py": (
                'extensions = ["sphinx_policyrefs", "myst_parser"]\nmyst_enable_extensions = ["colon_fence"]\n'
            ),
            "index.rst": "Record\n======\n\n.. toctree::\n\n   more\n",
            "more.md": """
                # More

                :::::{note}
                ::::{policy:since} 2020-01-01
                :::{event} One
                :datex: 2020
                :::
                ::::
                :::::

                ::::{note}

                :::{event} Two
                :datex: 2020
                :::
                ::::

                ::::{policy:since} 2020-01-01
                :::{event} Three
                :datex: 2020
                :::
                ::::
                """,
        }
    )
    made = documents.build("dummy")
    entries = build_of(made.app.env).documents["more"].entries
    assert [entry.line for entry in entries] == [5, 13, 19]
    assert not [warning for warning in made.warnings if "not closed" in warning]
