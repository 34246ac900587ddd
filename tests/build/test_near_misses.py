"""What begins like an entry or a view and is none is told once, at its line; and literal text never."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from support import Build, DocumentSet

from sphinx_policyrefs.adapter.reading.near_misses import Forms
from sphinx_policyrefs.records.kinds import KINDS
from sphinx_policyrefs.views import views_for

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.builds

#: ``‹right›`` ends the line that the warning names, and is what it says to write.
RST = """
.. event: One colon ‹.. event:: One colon›
   :date: 2024

..event:: No blank ‹.. event:: No blank›
  :date: 2024

..party:: Alone ‹.. party:: Alone›

. event:: One dot ‹.. event:: One dot›
   :date: 2024

. . event:: Dots apart ‹.. event:: Dots apart›
   :date: 2024

... event:: Three dots ‹.. event:: Three dots›

event:: No dots ‹.. event:: No dots›
   :date: 2024

event: No dots and one colon ‹.. event:: No dots and one colon›
   :date: 2024

.. event::No blank behind ‹.. event:: No blank behind›
   :date: 2024

.. policy:event: With the prefix ‹.. policy:event:: With the prefix›

.. Event: Of any case ‹.. event:: Of any case›

.. legal action:: A v. B ‹.. legal-action:: A v. B›
   :filed: 2024

.. event No colon at all ‹.. event:: No colon at all›
   :date: 2024

.. ship: Maria ‹.. ship:: Maria›

..ship-index:: ‹.. ship-index::›

Some text.

.. chronology: ‹.. chronology::›
   :limit: 3

..chronology:: ‹.. chronology::›

Some text.

.. {event} Braces ‹.. event:: Braces›

```{event} Backquotes ‹.. event:: Backquotes›
:date: 2024
```

:::{event} The other markup ‹.. event:: The other markup›
:date: 2024
:::

Some more.

Some text.
.. party:: Below it ‹write a blank line before it›

* In a list

  .. event: One colon in a list ‹.. event:: One colon in a list›
     :date: 2024

  and more of it.

By {event}`the other markup` in prose. ‹:event:`the other markup`›

By :event: `a blank` in prose. ‹:event:`a blank`›
"""

SOUND_RST = """
.. A comment on an event: it may say so.

.. event planning is left out here

..
   .. event:: Turned off
      :date: 2024

.. .. event:: Turned off on one line

Event: a word at the beginning of a paragraph. Source: the docket.

Source::

   literal :date: 2024
   .. event: A

The claim::

   .. event: A

``{event}`` begins an entry in MyST, and ``.. event: A`` is a comment.

.. code-block:: rst

   .. event: A

:event:`real` happened, and

.. event:: Real
   :date: 2024

   Party: no entry. Statement:: no entry either.
"""

MYST = """
:::event No braces ‹:::{event}›
:date: 2024
:::

::{event} Two colons ‹:::{event} Two colons›
:date: 2024
::

:: {event} Two colons and a blank ‹:::{event} Two colons and a blank›
:date: 2024

.. event:: The other markup ‹:::{event} The other markup›
   :date: 2024

.. chronology:: ‹:::{chronology}›

```event No braces ‹```{event}›
:date: 2024
```

event:: Nothing before it ‹:::{event} Nothing before it›
:date: 2024

{event} Braces alone ‹:::{event} Braces alone›
:date: 2024

:::ship Maria ‹:::{ship}›
:::

:::{event}: A colon behind ‹:::{event}›
:date: 2024
:::

:::{ event } Blanks within ‹:::{event}›
:date: 2024
:::

:::{event}Nothing between ‹:::{event}›
:date: 2024
:::

By {event} `a blank` in prose. ‹{event}`a blank`›
"""

SOUND_MYST = """
% event: a comment

% :::{event} Turned off

{event}`real` happened.

::: {event} Real
:date: 2024
:::

Event: a word.

````markdown
:::event A
.. event: A
````

```python
event = 1
```

:::note
A block of the author's.
:::

{event} by itself

:::note
date: 2024
:::

The forms `.. event: A` and `:::event A` are wrong.
"""

MARK = re.compile(r" ?‹(.+)›$")
CONFIG = {
    "extensions": ["sphinx_policyrefs", "myst_parser"],
    "myst_enable_extensions": ["colon_fence"],
    "policyrefs_kinds": {"ship": {"label": "Ship"}},
    "suppress_warnings": ["toc.not_included", "docutils", "misc.highlighting_failure", "policyrefs.missing-field"],
}  # fmt: skip


def told(build: Build, name: str) -> list[tuple[int, str]]:
    found = [
        re.fullmatch(r"(.+?):(\d+): WARNING: (.+) \[policyrefs\.not-an-entry\]", w) for w in build.warnings
    ]
    return [(int(m[2]), m[3]) for m in found if m and m[1] == name]


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    documents = DocumentSet(tmp_path_factory.mktemp("near"))
    texts = {
        "index.rst": RST,
        "sound.rst": SOUND_RST,
        "myst.md": MYST,
        "real.md": SOUND_MYST.replace("Real", "Real B"),
    }
    for name, text in texts.items():
        head = "Page\n====\n\n" if name.endswith("rst") else "# Page\n\n"
        lines = [MARK.sub("", line) for line in (head + text.strip()).split("\n")]
        (documents.src / name).write_text("\n".join(lines) + "\n", "utf-8")
    return documents.build("dummy", **CONFIG)


@pytest.mark.parametrize(("name", "text"), [("index.rst", RST), ("myst.md", MYST)])
def test_each_is_told_once_with_what_to_write(build: Build, name: str, text: str) -> None:
    lines = text.strip().split("\n")
    head = 3 if name.endswith("rst") else 2
    expected = [(n + head, m[1]) for n, line in enumerate(lines, 1) if (m := MARK.search(line))]
    found = told(build, name)
    assert [line for line, _message in found] == [line for line, _right in expected], found
    for (_line, message), (_at, right) in zip(found, expected, strict=True):
        assert message.endswith(right if right.startswith("write") else f": write {right}"), message


def test_sound_text_is_not_told(build: Build) -> None:
    assert told(build, "sound.rst") + told(build, "real.md") == []


def test_every_kind_and_view_is_known_in_every_form() -> None:
    names = [*KINDS, *views_for(KINDS)]
    forms = Forms(names, names)
    for name in names:
        for line in (
            f"..{name}:: A",
            f". {name}:: A",
            f"{name}:: A",
            f":::{name} A",
            f"::{{{name}}} A",
            f"..policy:{name}:: A",
        ):
            miss = forms.miss(line)
            assert miss is not None
            assert miss.sure
            assert (miss.name.removeprefix("policy:"), miss.title) == (name, "A"), line
        for line in (f"{name}: A", f"{name}: A", f"{name}::A"):
            miss = forms.miss(line, comment=True)
            assert miss is not None
            assert miss.sure
        for line in (f":{name}:`a`", f"{{{name}}}`a`", f"{name}-x:: A", f"un{name}:: A"):
            assert forms.miss(line) is None, line


def test_names_of_others_are_theirs(tmp_path: Path) -> None:
    documents = DocumentSet(tmp_path)
    text = "T\n=\n\n.. event: A\n\n.. policy:event: A\n\n.. lawsuit:: A v. B\n\n.. policy:events:: A\n"
    documents.write({"index.rst": text})
    made = documents.build("dummy", policyrefs_bare_names=False)
    assert told(made, "index.rst") == [
        (6, '".. policy:event: A" is a comment: write .. policy:event:: A'),
        (8, '"lawsuit" is not a directive here; did you mean policy:legal-action?'),
        (10, '"policy:events" is not a directive here; did you mean policy:event?'),
    ]


def test_without_colon_fences_backquotes_are_told(tmp_path: Path) -> None:
    documents = DocumentSet(tmp_path)
    documents.write({"index.md": "# T\n\n:::{event} A\n:date: 2024\n:::\n"})
    made = documents.build("dummy", extensions=["sphinx_policyrefs", "myst_parser"])
    assert told(made, "index.md") == [
        (3, '":::{event} A" is text: write ```{event} A, or add "colon_fence" to myst_enable_extensions')
    ]
