"""Of a confidential source published output has its words alone; of copies it has nothing."""

from __future__ import annotations

import json
import re
import zlib
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from support import Build, DocumentSet

from sphinx_policyrefs import cli
from sphinx_policyrefs.checks.withheld import MESSAGE
from sphinx_policyrefs.exports import EXPORTS
from sphinx_policyrefs.records.kinds import KINDS
from sphinx_policyrefs.views import views_for

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.builds

#: Stands in all that nobody may read. In ids it is small, and some outputs fold, stem or escape words.
CANARY = "wombat"
WORDS = "a person with knowledge of the talks"

INDEX = """
The record
==========

.. toctree::

   views
   markdown
   sources

.. party:: Acme
   :id: acme
   :note: The wombat is ours.

.. event:: Acme talks to :source:`wombat-memo`
   :id: talks
   :date: 2020-01-02
   :parties: acme
   :sources: wombat-memo @ wombat page "wombat words" = "wombat translation"; The Wombat paper @ 4; open @ 2 "Yes"
   :short: Talks by :source:`wombat-memo`
   :confidence: disputed
   :importance: key

   A body with :source:`wombat-memo` in it.

.. event:: Acme talks again
   :date: 2020-01-03
   :parties: acme
   :sources: second-wombat
   :see: wombat-memo

.. statement:: Acme denies
   :date: 2020-02-03
   :speaker: acme
   :about: wombat-memo
   :sources: open; wombat-memo @ wombat page 3 "wombat passage"

.. claim:: Acme talked
   :id: talked
   :made-in: wombat-memo @ 2.1.wombat "wombat claim"
   :verdict: accurate
   :evidence: talks; wombat-memo

.. discrepancy:: How often they talked
   :about: talks; wombat-memo; wombat-passage
   :values: Twice | wombat-memo @ wombat 1 "wombat twice"; open
            Once | open

.. deadline:: Answer
   :from: wombat-memo.published
   :runs: 20 days

.. scenario:: They talk on
   :about: wombat-memo

See :source:`wombat-memo`, :source:`the Wombat <wombat-memo>`, :policy:ref:`wombat-memo`, :any:`wombat-memo`,
:policy:value:`wombat-memo.author`, :policy:value:`wombat-memo.title` and :ref:`talks-by`.

They talk. :policy:cite:`wombat-memo @ wombat 3 "wombat cited"`
They talk again. :policy:cite:`wombat-passage; open @ 4`

.. table:: A table by :source:`wombat-memo`
   :name: of-the-talks

   == ==
   1  2
   == ==

.. contents::

Talks by :source:`wombat-memo`
------------------------------

.. _talks-by:

Of :source:`Wombats <wombat-memo>`
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~

Of :source:`second-wombat`
~~~~~~~~~~~~~~~~~~~~~~~~~~
"""

SOURCES = """
Sources
=======

.. source:: The Wombat memo
   :id: wombat-memo
   :published: 1987-03-04
   :author: Walter Wombat
   :publisher: Wombat & Sons
   :container-title: Wombat Weekly
   :volume: wombat 12
   :number: wombat 13
   :url: https://wombat.example/memo
   :archive-url: https://web.archive.org/web/2020/https://wombat.example/memo
   :short: Wombat memo
   :aliases: The Wombat paper
   :formerly: old-wombat
   :citation: 12 Wombat 34
   :quality: primary
   :type: report
   :jurisdiction: Wombatia
   :tags: wombats
   :accessed: 2021-04-05
   :see: talks
   :taken-from: open
   :copy: copies/wombat-memo.pdf
   :sha256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
   :confidential: a person with
       knowledge of the talks
   :class: wombat-class
   :name: wombat-name

   The wombat body of :party:`acme`.

   .. _wombat-label:

   .. index:: wombat line

   .. image:: wombat.png

   A wombat [#wombat]_ and :download:`wombat.txt`.

   .. [#wombat] A wombat footnote.

.. source:: A second Wombat
   :id: second-wombat
   :confidential: A person with knowledge of the talks
   :no-typesetting:

.. source:: A third Wombat
   :id: third-wombat
   :no-index:
   :confidential:

.. source:: A fourth Wombat
   :id: fourth-wombat
   :confidental: a friend

.. source:: An open paper
   :id: open
   :url: https://example.org/open
   :copy: copies/the-wombat.txt
   :sha256: 0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef
   :see: wombat-data

.. passage::
   :id: wombat-passage
   :source: wombat-memo
   :locator: wombat page 5

   Wombat words that several rest on.

.. passage:: Of Wombats
   :id: private-wombat
   :source: wombat-memo
   :no-index:
   :name: wombat-words

   More wombat words.

.. event:: They rest on words
   :id: resting
   :date: 2020-07-07
   :sources: wombat-passage; open

   See :passage:`wombat-passage`, :passage:`these Wombats <wombat-passage>` and :policy:value:`wombat-passage.locator`.

.. policy:entries:: data.yaml
"""

DATA = f"""
- kind: source
  id: wombat-data
  title: Wombat *data*
  author: Walter Wombat
  published: 1987-03-04
  confidential: {WORDS}
  copy: copies/wombat.html
  body: Of :party:`acme`, the wombat.
- kind: source
  id: true-wombat
  title: True Wombat
  confidential: true
- kind: event
  id: data-event
  title: Data are given
  date: 2020-05-05
  sources: [{{id: wombat-data, locator: wombat 7, quote: wombat data}}, {{id: open, locator: p. 7}}]
"""

MARKDOWN = """
# Talks by {source}`wombat-memo`

See {source}`wombat-memo`, {source}`the Wombat <wombat-memo>` and {any}`wombat-memo`.

:::{event} They are said to talk
:date: 2020-06-06
:sources: wombat-memo @ p. 5 "wombat in Markdown"

By {source}`wombat-memo`.{policy:cite}`wombat-memo @ 9 "wombat cited"`
:::

:::{source} A Wombat in Markdown
:id: md-wombat
:author: W. Wombat
:confidential: a friend of Acme's

A wombat.
:::
"""

CONF = """
extensions = ["sphinx_policyrefs", "myst_parser"]
myst_enable_extensions = ["colon_fence"]
policyrefs_baseline = "base.json"
policyrefs_data = ["data.yaml"]
"""

OLD = {"uri": None, "file": "a.rst", "line": 1}
BASELINE = {
    "version": 1,
    "project": "",
    "as_of": None,
    "chronology": [],
    "entries": [
        *(
            OLD | {"id": id_, "kind": "source", "title": "The Wombat memo"}
            for id_ in ("old-wombat", "wombat-memo")
        ),
        OLD
        | {"id": "talks", "kind": "event", "title": "Acme talks to The Wombat memo", "date": "2020-01-02"}
        | {"summary": "What The Wombat memo says.", "place": "The Wombat memo"}
        | {"sources": [{"id": "wombat-memo", "locator": "wombat 1"}]},
    ],
}


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Build]:
    """Return what builds the set with a builder, each clean."""
    documents = DocumentSet(tmp_path_factory.mktemp("confidential"))
    arguments = {"dossier": "wombat-memo", "docket": "", "claim-review": "wombat-memo"}
    views = [f".. policy:{name}:: {arguments.get(name, '')}\n" for name in sorted(views_for(KINDS))]
    views += [
        ".. policy:chronology::\n   :kinds: event, source\n   :show: body\n",
        ".. policy:chronology::\n   :kinds: event, source\n   :show: summary\n   :layout: prose\n",
        ".. policy:timeline::\n   :kinds: event, source\n",
        ".. policy:relations::\n   :kinds: source, event\n",
        ".. policy:dossier:: talks\n",
        ".. policy:dossier:: open\n",
        ".. policy:source-index::\n   :columns: date, title, author, type, sources, relations, accessed\n",
        ".. policy:source-index::\n   :ids: wombat-memo\n",
        ".. policy:event-index::\n   :sources: wombat-memo\n   :columns: title, sources, see\n",
    ]
    documents.write(
        {
            "conf.py": CONF,
            "base.json": json.dumps(BASELINE),
            "index.rst": INDEX,
            "sources.rst": SOURCES,
            "views.rst": "Views\n=====\n\n" + "\n".join(views),
            "markdown.md": MARKDOWN,
            "data.yaml": DATA,
            "wombat.txt": "wombat",
        }
    )
    made: dict[str, Build] = {}

    def run(builder: str, as_of: str = "") -> Build:
        key = f"{builder}{as_of}"
        if key not in made:
            made[key] = documents.build(
                builder,
                place=key,
                policyrefs_as_of=as_of,
                policyrefs_contents_entries=True,
                numfig=True,
                policyrefs_exports=list(EXPORTS),
                html_copy_source=False,
                html_baseurl="https://example.org/",
                copyright="2026, nobody",
                version="1",
            )
        return made[key]

    return run


def unpacked(build: Build) -> dict[str, bytes]:
    """Return all output files, those within packed ones too."""
    found = {}
    for name, data in build.files().items():
        if name.endswith((".epub", ".xlsx", ".docx")):
            with ZipFile(build.out / name) as packed:
                found.update({f"{name}/{part}": packed.read(part) for part in packed.namelist()})
        elif name == "objects.inv":
            found[name] = zlib.decompress(data.split(b"\n", 4)[4])
        else:
            found[name] = data
    return found


def having(build: Build, word: str) -> dict[str, list[str]]:
    """Return the output files in which a word stands in letters of either case, each with what stands round it."""
    return {
        name: [
            data[max(m.start() - 60, 0) : m.end() + 40].decode("utf-8", "replace")
            for m in re.finditer(re.escape(word.encode()), data, re.IGNORECASE)
        ]
        for name, data in unpacked(build).items()
        if word.encode() in data.lower() or word.encode() in name.lower().encode()
    }


BUILDERS = (
    "html", "dirhtml", "singlehtml", "epub", "text", "latex", "man", "texinfo", "xml", "pseudoxml", "policyrefs",
)  # fmt: skip


@pytest.mark.parametrize("builder", BUILDERS)
@pytest.mark.parametrize("secret", [CANARY, "0123456789abcdef", "1987-03", "March 4"])
def test_nothing_secret_is_in_any_output(build: Callable[[str], Build], builder: str, secret: str) -> None:
    assert having(build(builder), secret) == {}


@pytest.mark.parametrize("builder", BUILDERS)
def test_the_words_stand_where_the_source_is_cited(build: Callable[[str], Build], builder: str) -> None:
    assert having(build(builder), WORDS)


def test_a_day_before_it_was_known(build: Callable[..., Build]) -> None:
    assert having(build("html", "1980-01-01"), CANARY) == {}


def test_translators_get_the_words_and_nothing_else(build: Callable[[str], Build]) -> None:
    made = build("gettext")
    catalogues = {name: data.decode() for name, data in made.files().items() if name.endswith(".pot")}
    texts = "\n".join(catalogues.values())
    assert f'msgid "{WORDS}"' in texts
    # Roles in paragraphs are the authors' own text, which translators have to keep; so the author is told of each.
    role = r"(?::[\w:]+:|\{[\w:]+\})`[^`]*`"
    assert "wombat" not in re.sub(role, "", texts.lower())
    told = {w.partition(": WARNING")[0] for w in made.warnings if "[policyrefs.source-extracted]" in w}
    places = re.findall(r"^#: (?:\.\./)*src/(\S+)\n((?:#.*\n)*msgid (?:\".*\"\n)+)", texts, re.MULTILINE)
    named = {place for place, text in places if "wombat" in "".join(re.findall(role, text.lower()))}
    assert {place.partition(":")[0] for place in named} == {place.partition(":")[0] for place in told}
    assert not [w for w in build("html").warnings if "source-extracted" in w]


def test_reports_for_programs(build: Callable[[str], Build], capsys: pytest.CaptureFixture[str]) -> None:
    source = str(build("html").app.srcdir)
    for form in ("json", "sarif", "junit"):
        cli.main(["check", source, "--format", form])
        report = capsys.readouterr().out
        assert MESSAGE in report
        assert CANARY not in report.lower()
        cli.main(["check", source, "--format", form, "--excerpts"])
        assert CANARY in capsys.readouterr().out.lower()


NUMBERED = """
Index
=====

.. toctree::
   :numbered:

   first
   second

See :ref:`the-talks` and :ref:`alone`.
"""

FIRST = """
First
=====

.. contents::

.. _the-talks:

Talks by :source:`wombat`
-------------------------

.. _alone:

:source:`wombat`
~~~~~~~~~~~~~~~~

.. passage::
   :id: its-words
   :source: wombat
   :locator: p. 3
   :name: its-name

   The words.

.. event:: They talk
   :date: 2020-01-02
   :sources: wombat @ p. 4 "words"; its-words
"""


def test_what_becomes_confidential_and_ceases_to_be(documents: DocumentSet) -> None:
    open_, secret = (
        f"Second\n======\n\n.. source:: The Wombat\n   :id: wombat\n{more}"
        for more in ("", "   :confidential: somebody\n")
    )
    texts = {"index.rst": NUMBERED, "first.rst": FIRST}
    config = {"policyrefs_contents_entries": True, "html_copy_source": False}
    documents.write({**texts, "second.rst": open_})
    clean = {open_: documents.build(place="open", **config).files()}
    documents.write({"second.rst": secret})
    clean[secret] = documents.build(place="secret", **config).files()
    assert not having_in(clean[secret], "wombat")
    for step in (open_, secret, secret + "\nMore.\n", secret, open_, secret):
        documents.write({"second.rst": step})
        made = documents.build(place="one", **config)
        assert made.warnings == []
        if step in clean:
            assert differing(made.files(), clean[step]) == []


def having_in(files: dict[str, bytes], word: str) -> list[str]:
    return [name for name, data in files.items() if word.encode() in data.lower()]


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return [name for name in sorted(one.keys() | other.keys()) if one.get(name) != other.get(name)]


def test_an_export_comes_back_as_it_was(build: Callable[[str], Build], documents: DocumentSet) -> None:
    export = build("policyrefs").read("policyrefs.json")
    documents.write({"index.rst": "I\n=\n", "record.json": export})
    again = documents.build("policyrefs", policyrefs_data=["record.json"], policyrefs_exports=["json"])
    assert [line for line in again.warnings if "bad-option" in line or "unknown" in line] == []
    one, other = json.loads(export), json.loads(again.read("policyrefs.json"))
    assert one["entries"] == other["entries"]
    assert one["chronology"] == other["chronology"]
