"""Authors' typos: each gives exactly one warning, at its file and line, and takes nothing else with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from support import Build, DocumentSet

from sphinx_policyrefs.adapter.build import build_of

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.builds

#: What the typos refer to; two parties bear the name Commission.
SOUND = """
    Sound
    =====

    .. party:: ByteDance

    .. party:: Federal Trade Commission
       :aliases: Commission

    .. party:: Election Commission
       :aliases: Commission

    .. source:: The Act
       :id: act
       :published: 2024-04-24

    .. instrument:: Divestiture law
       :id: law
       :introduced: 2024-03-05
       :signed: 2024-04-24

    .. legal-action:: Petition
       :filed: 2024-05-07
    """

#: ``‹code›`` ends the line that the warning names.  Every entry but the last of a doubled id has to be found
#: in the record with the tag ``kept``.
ENTRIES = """
.. event:: Date in English
   :date: August 6, 2020 ‹bad-date›
   :tags: kept

.. event:: Impossible day
   :tags: kept
   :date: 2019-02-29 ‹bad-date›

.. event:: Ends before it begins
   :date: 2020-09-20/2020-08-06 ‹bad-date›
   :tags: kept

.. event:: German date
   :tags: kept
   :date: 06.08.2020 ‹bad-date›

.. event:: American date
   :tags: kept
   :date: 08/06/2020 ‹bad-date›

.. event:: Day in words
   :tags: kept
   :date: tomorrow ‹bad-date›

.. event:: Thirteenth month
   :tags: kept
   :date: 2020-13 ‹bad-date›

.. event:: Empty date
   :tags: kept
   :date: ‹bad-option›

.. event:: Missing date ‹missing-field›
   :tags: kept

.. statement:: Missing date of a statement ‹missing-field›
   :tags: kept

.. event:: Unknown option
   :date: 2020
   :plase: Washington ‹bad-option›
   :tags: kept

.. event:: Option of another kind
   :date: 2020
   :docket: 24-1113 ‹bad-option›
   :tags: kept

.. event:: Doubled option
   :date: 2020
   :tags: kept
   :date: 2021 ‹bad-option›

.. party:: Unknown choice
   :type: compny ‹bad-option›
   :tags: kept

.. event:: Unknown confidence
   :date: 2020
   :confidence: sure ‹bad-option›
   :tags: kept

.. event:: Bad id
   :id: Not a slug! ‹bad-option›
   :date: 2020
   :tags: kept

.. event:: Bad word
   :date: 2020
   :type: § ‹bad-option›
   :tags: kept

.. event:: Bad vote
   :date: 2020
   :vote: many to few ‹bad-option›
   :tags: kept

.. party:: Script for an address
   :url: javascript:alert(1) ‹bad-option›
   :tags: kept

.. source:: Script for an archive
   :archive-url: data:text/html,boo ‹bad-option›
   :tags: kept

.. party:: Address of two words
   :url: https://example.org/a b ‹bad-option›
   :tags: kept

.. event:: Empty text
   :date: 2020
   :place: ‹bad-option›
   :tags: kept

.. party:: Empty names
   :aliases: ‹bad-option›
   :tags: kept

.. party:: Empty id
   :id: ‹bad-option›
   :tags: kept

.. party:: Empty note
   :note: ‹bad-option›
   :tags: kept

.. event:: Bad integer
   :date: 2020
   :order: first ‹bad-option›
   :tags: kept

.. statement:: Bad flag
   :date: 2020
   :sworn: perhaps ‹bad-option›
   :tags: kept

.. agreement:: Share without a number
   :shares: bytedance = a fifth ‹bad-option›
   :tags: kept

.. agreement:: Share without a party
   :shares: 12.5% ‹bad-option›
   :tags: kept

.. agreement:: Share of too much
   :shares: bytedance = 120% ‹bad-option›
   :tags: kept

.. agreement:: Share of a stranger
   :shares: bytedanse = 20% ‹unknown-reference›
   :tags: kept

.. discrepancy:: Source without a value
   :values: | act ‹bad-option›
   :tags: kept

.. discrepancy:: Value of an unknown source
   :values: 80% | akt ‹unknown-reference›
   :tags: kept

.. deadline:: Period in words
   :from: law.signed
   :runs: forty-five days ‹bad-option›
   :tags: kept

.. deadline:: Business days
   :from: law.signed
   :runs: 10 business days ‹bad-option›
   :tags: kept

.. deadline:: Unknown count
   :from: law.signed
   :runs: 10 days
   :count: frcp ‹bad-option›
   :tags: kept

.. deadline:: Unknown start
   :from: lav ‹unknown-reference›
   :runs: 10 days
   :tags: kept

.. deadline:: Unknown field of a start
   :from: law.singed ‹unknown-reference›
   :runs: 10 days
   :tags: kept

.. event:: Waiver without a reason
   :date: 2020
   :waive: unsourced ‹bad-option›
   :tags: kept

.. event:: Waiver of no check
   :date: 2020
   :waive: unsorced -- background ‹bad-option›
   :tags: kept

.. event:: Locator without a source
   :date: 2020
   :sources: @ p. 3 ‹bad-option›
   :tags: kept

.. event:: Unknown source
   :date: 2020
   :sources: akt @ p. 3 ‹unknown-reference›
   :tags: kept

.. event:: Unknown party
   :date: 2020
   :parties: bytedance; bytedans ‹unknown-reference›
   :tags: kept

.. event:: Ambiguous party
   :date: 2020
   :parties: Commission ‹ambiguous-name›
   :tags: kept

.. event:: Party of the wrong kind
   :date: 2020
   :parties: law ‹unknown-reference›
   :tags: kept

.. event:: Unknown entry of any kind
   :date: 2020
   :see: nowhere ‹unknown-reference›
   :tags: kept

.. event:: Milestone that the law has not
   :date: 2024-04-24
   :instrument: law
   :milestone: sighned ‹bad-option›
   :tags: kept

.. event:: Milestone of an unknown law
   :date: 2024-04-24
   :instrument: lav ‹unknown-reference›
   :milestone: signed
   :tags: kept

.. event:: Milestone of nothing
   :date: 2024-04-24
   :milestone: signed ‹bad-option›
   :tags: kept

.. deadline:: Start with several dates
   :from: law ‹unknown-reference›
   :runs: 10 days
   :tags: kept

.. party:: ‹missing-field›
   :id: untitled
   :tags: kept

.. party:: Twin
   :tags: kept

.. party:: Twin ‹duplicate-id›

.. party:: Other twin
   :id: twin ‹duplicate-id›
"""

VIEWS = """
.. chronology::
   :colums: date ‹bad-option›

.. chronology::
   :limit: 1
   :limit: 2 ‹bad-option›

.. chronology::
   :kinds: evnt ‹bad-option›

.. chronology::
   :not-kinds: evnt ‹bad-option›

.. chronology::
   :columns: date; titel ‹bad-option›

.. chronology::
   :order: sideways ‹bad-option›

.. chronology::
   :group-by: decade ‹bad-option›

.. chronology::
   :limit: ten ‹bad-option›

.. chronology::
   :limit: 0 ‹bad-option›

.. chronology::
   :layout: grid ‹bad-option›

.. chronology::
   :show: everything ‹bad-option›

.. chronology::
   :from: last year ‹bad-date›

.. chronology::
   :to: ‹bad-option›

.. chronology::
   :confidence: sure ‹bad-option›

.. legal-action-index::
   :status: pendng ‹bad-option›

.. party-index::
   :columns: title; docket ‹bad-option›

.. chronology::
   :parties: bytedans ‹unknown-reference›

.. chronology::
   :parties: law ‹unknown-reference›

.. chronology::
   :not-parties: Commission ‹ambiguous-name›

.. chronology::
   :ids: nowhere ‹unknown-reference›

.. chronology:: bytedance ‹bad-option›

.. docket:: ‹bad-option›

.. docket:: petitoin ‹unknown-reference›

.. docket:: law ‹unknown-reference›

.. dossier:: bytedans ‹unknown-reference›

.. dossier:: Commission ‹ambiguous-name›

.. dossier:: ‹bad-option›
   :limit: 3

.. statements:: ‹bad-option›
   :limit: 3

   Content that a view has no use for.

.. policy:since:: someday ‹bad-date›

   The text stays.

.. policy:since:: 2020
   :until: 2021 ‹bad-option›

   The text stays.
"""

ROLES = """
An unknown :event:`nothing-at-all` stands here, ‹unknown-reference›
then on the next line :policy:ref:`nowhere`, ‹unknown-reference›
a party that is none: :party:`law`, ‹unknown-reference›
an ambiguous one: :party:`Commission` ‹ambiguous-name›
and another, with a title: :source:`the paper <akt>`. ‹unknown-reference›

* In a list: :policy:value:`lav.signed` ‹unknown-reference›
* :policy:value:`law.singed` ‹unknown-reference›
* :policy:value:`law.expires` ‹unknown-reference›
* :policy:value:`signed` ‹unknown-reference›

.. event:: A title with :party:`bytedans` in it ‹unknown-reference›
   :date: 2020
   :tags: kept

   A body with :policy:value:`Commission.type` in it. ‹ambiguous-name›
"""

MYST = """
:::{event} A list that is not closed
---
tags: kept
date: [2020 ‹bad-date›
---
:::

:::{event} A block that is not a mapping
---
just words ‹bad-option›
---
:::

:::{event} Doubled in a block
---
date: 2020
tags: kept
date: 2021 ‹bad-option›
---
:::

:::{event} Unknown in a block
---
date: 2020
tags: kept
plase: Washington ‹bad-option›
---
:::

:::{event} Bad date in a block
---
tags: [kept]
date: 2019-02-29 ‹bad-date›
---
:::

```{event} Between backticks
:tags: kept
:date: "August 6, 2020" ‹bad-date›
```
"""

ROLE = re.compile(r":((?:policy:)?[a-z]+):`")
MARK = re.compile(r" ?‹([a-z-]+)›$")


@dataclass(frozen=True)
class Page:
    """A page of typos, and what has to be said about it."""

    name: str
    text: str
    expected: list[tuple[int, str]]


def page(name: str, text: str) -> Page:
    lines = text.strip().split("\n")
    found = [(n, mark[1]) for n, line in enumerate(lines, 1) if (mark := MARK.search(line))]
    return Page(name, "\n".join(MARK.sub("", line) for line in lines) + "\n", found)


def in_myst(text: str) -> Iterator[str]:
    """Yield the lines of a text in the other syntax, each at its own place."""
    within = False
    for line in text.strip().split("\n"):
        if directive := re.match(r"\.\. ([a-z:-]+)::(.*)", line):
            if within:
                yield from (":::", "")
            within = True
            yield ROLE.sub(r"{\1}`", f":::{{{directive[1]}}}{directive[2]}")
        elif within and line and not line.startswith("   "):
            within = False
            yield from (":::", "", line)
        else:
            yield ROLE.sub(r"{\1}`", line.removeprefix("   "))
    if within:
        yield ":::"


PAGES = [
    page(f"{name}.{suffix}", f"{name}\n{'=' * len(name)}\n\n{body}")
    for name, text in {"entries": ENTRIES, "views": VIEWS, "roles": ROLES}.items()
    for suffix, body in (("rst", text.strip()), ("md", "\n".join(in_myst(text))))
] + [page("myst.md", MYST)]


@pytest.fixture(scope="module", params=["rst", "md"])
def build(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Return a build of all the typos in one syntax."""
    documents = DocumentSet(tmp_path_factory.mktemp("typos"))
    extensions = ["sphinx_policyrefs", "myst_parser"]
    documents.write({"index.rst": SOUND})
    documents.write({p.name: p.text for p in PAGES if p.name.endswith(request.param)})
    return documents.build(
        extensions=extensions, myst_enable_extensions=["colon_fence"], suppress_warnings=["toc.not_included"]
    )


def told(build: Build, name: str) -> list[tuple[int, str]]:
    found = [re.fullmatch(r"(.+?):(\d+): \w+: .+ \[policyrefs\.([a-z-]+)\]", w) for w in build.warnings]
    return [(int(m[2]), m[3]) for m in found if m and m[1] == name]


def test_there_are_at_least_forty() -> None:
    assert min(sum(len(p.expected) for p in PAGES if p.name.endswith(s)) for s in ("rst", "md")) > 90


def test_each_typo_is_told_once_at_its_line(build: Build) -> None:
    for p in PAGES:
        if (build.app.srcdir / p.name).exists():
            assert told(build, p.name) == p.expected, p.name


def test_nothing_else_is_said(build: Build) -> None:
    names = "|".join(re.escape(p.name) for p in PAGES)
    assert [w for w in build.warnings if not re.match(rf"(?:{names}):\d+: .*\[policyrefs\.", w)] == []


def test_the_sound_rest_of_each_entry_is_there(build: Build) -> None:
    entries = build_of(build.app.env).graph.entries.values()
    kept = {e.title for e in entries if e.fields.get("tags") == ("kept",)}
    written = [
        line.partition("::" if p.name.endswith("rst") else "} ")[2].strip()
        for p in PAGES
        if (build.app.srcdir / p.name).exists()
        for line in p.text.split("\n")
        if re.match(r"\.\. [a-z-]+:: ?(?!.*since)|:::\{[a-z-]+\}", line) and not p.name.startswith("views")
    ]
    assert kept >= {re.sub(r":?\{?party\}?:?`(\w+)`", r"\1", t) for t in written} - {
        "",
        "Other twin",
        "A block that is not a mapping",
    }
