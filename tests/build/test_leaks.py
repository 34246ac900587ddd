"""What a tag, ``:no-index:``, ``:note:`` or the as-of day hides is in no output."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

import pytest
from links import broken
from support import Build, DocumentSet

from sphinx_policyrefs.adapter.build import build_of
from sphinx_policyrefs.records.kinds import KINDS
from sphinx_policyrefs.views import views_for

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.builds

INDEX = """
The record
==========

.. toctree::

   views
   markdown

.. party:: Acme
   :id: acme
   :note: The ocelot is ours.

   Acme makes things.

.. source:: A paper
   :id: paper

.. only:: internal

   .. event:: Zeppelin flies
      :id: zeppelin
      :date: 2020-01-02
      :parties: acme
      :sources: paper @ zeppelin page
      :aliases: zeppelin alias
      :outcome: zeppelin outcome
      :instrument: zeppelin-law

      A zeppelin body.

   .. instrument:: Law on the zeppelin
      :id: zeppelin-law
      :signed: 2020-01-02

   See :event:`zeppelin` and :policy:value:`zeppelin.date`.

   .. chronology::
      :ids: zeppelin
      :caption: Zeppelin caption

.. event:: Walrus speaks
   :date: 2020-01-03
   :parties: acme
   :no-index:
   :sources: paper @ walrus page

   A private body.

.. event:: Walrus speaks
   :date: 2020-01-04
   :noindex:
   :parties: acme

.. legal-action:: Acme v. Roadrunner
   :id: case
   :filed: 2020-02-01
   :decided: 2024-05-01
   :plaintiffs: acme
   :disposition: quagga
   :holding: quagga
   :status: decided

.. event:: Quagga appears
   :id: quagga
   :name: the-quagga
   :date: 2024-05-01
   :parties: acme
   :legal-action: case
   :milestone: decided

   A quagga body.

.. policy:since:: 2024-03-01

   A quagga paragraph with :event:`quagga`.

   .. party:: Quagga Inc.

.. event:: Both sides of the day
   :date: 2020-02-02
   :see: quagga; quagga-inc
"""

MARKDOWN = """
# In Markdown

:::{only} internal
:::{party} Zeppelin & Sons
:parent: acme
:::
:::

:::{party} Walrus & Sons
:parent: acme
:no-index:
:note: The ocelot too.
:::

:::{policy:since} 2024-03-01
Quagga prose.
:::

See {event}`what came <quagga>`.
"""


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Build]:
    """Return what builds the set, with a builder and tags; each clean."""
    documents = DocumentSet(tmp_path_factory.mktemp("leaks"))
    arguments = {"dossier": "acme", "docket": "case", "claim-review": "paper"}
    every = "\n".join(f".. policy:{name}:: {arguments.get(name, '')}\n" for name in sorted(views_for(KINDS)))
    bodies = ".. chronology::\n   :show: body\n\n.. chronology::\n   :show: summary\n   :layout: prose\n"
    documents.write(
        {
            "base.json": '{"version": 1, "entries": []}',
            "index.rst": INDEX,
            "views.rst": f"Views\n=====\n\n{every}\n{bodies}",
            "markdown.md": MARKDOWN,
        }
    )
    made: dict[tuple[str, ...], Build] = {}

    def run(builder: str = "html", *tags: str, as_of: str = "", place: str = "") -> Build:
        key = (builder, *tags, as_of, place)
        if key not in made:
            made[key] = documents.build(
                builder,
                place=place or "-".join(key),
                tags=tags,
                extensions=["sphinx_policyrefs", "myst_parser"],
                myst_enable_extensions=["colon_fence"],
                policyrefs_as_of=as_of,
                policyrefs_baseline="base.json",  # to which everything is news
                policyrefs_contents_entries=True,
                html_copy_source=False,
                copyright="2026, nobody",
                version="1",
            )
        return made[key]

    return run


def having(build: Build, word: str) -> set[str]:
    """Return the output files in which a word stands, in letters of either case."""
    found = set()
    for name, data in build.files().items():
        if name == "objects.inv":
            *_, packed = data.split(b"\n", 4)
            data = zlib.decompress(packed)  # noqa: PLW2901
        if word.encode() in data.lower() and not name.startswith("_static/"):
            found.add(name)
    return found


BUILDERS = ("html", "singlehtml", "epub", "text", "latex", "man", "texinfo", "xml", "pseudoxml")


@pytest.mark.parametrize("builder", BUILDERS)
@pytest.mark.parametrize("word", ["zeppelin", "ocelot"])
def test_hidden_words_are_nowhere(build: Callable[..., Build], builder: str, word: str) -> None:
    assert having(build(builder), word) == set()


@pytest.mark.parametrize("builder", BUILDERS)
def test_later_words_are_nowhere(build: Callable[..., Build], builder: str) -> None:
    made = build(builder, as_of="2024-01-01")
    assert having(made, "quagga") == set()
    assert [w for w in made.warnings if "policyrefs" in w] == []


def test_what_is_hidden_shows_with_its_tag(build: Callable[..., Build]) -> None:
    made = build("html", "internal")
    shown = having(made, "zeppelin")
    assert shown >= {
        "index.html", "views.html", "markdown.html", "genindex.html", "objects.inv", "searchindex.js",
        "policy-chronology.html", "policy-parties.html",
    }  # fmt: skip
    assert having(made, "ocelot") == set()
    assert broken(made.out) == []


def test_a_tag_comes_and_goes_in_an_incremental_build(build: Callable[..., Build]) -> None:
    build(place="one")
    build("html", "internal", place="one")
    without = build("html", as_of="2026-01-01", place="one")
    assert having(without, "zeppelin") == set()


def test_no_index_keeps_an_entry_on_its_page(build: Callable[..., Build]) -> None:
    made = build()
    # Sphinx 8 keeps the word in the search index by its stem, 'walru'.
    assert having(made, "walrus") | {"searchindex.js"} == {"index.html", "markdown.html", "searchindex.js"}
    page = made.read("index.html")
    assert page.count("Walrus speaks") == 2
    assert "January 3, 2020" in page
    assert "walrus page" in page
    assert "event-walrus-speaks" not in page
    # Its words are found, as all words of the page are; the entry is not.
    assert "walrus" not in made.read("searchindex.js").partition("terms")[0]
    assert not any("walrus" in id_ for id_ in build_of(made.app.env).graph.entries)
    assert [w for w in made.warnings if "duplicate" in w.lower()] == []


def test_prose_that_names_what_is_later_stands_without_a_link(build: Callable[..., Build]) -> None:
    assert re.search(r"See <[^a][^>]*>what came<", build("html", as_of="2024-01-01").read("markdown.html"))
    assert re.search(r"See <a [^>]*>what came<", build("html").read("markdown.html"))


def test_the_day_hides_how_things_ended(build: Callable[..., Build]) -> None:
    before = build("html", as_of="2024-01-01")
    after = build("html", as_of="2024-06-01")
    case = build_of(before.app.env).graph.entries["case"]
    assert set(case.fields) == {"filed", "plaintiffs"}
    assert having(after, "quagga") >= {
        "objects.inv", "genindex.html", "policy-chronology.html", "policy-parties.html", "index.html",
        "views.html", "markdown.html", "searchindex.js",
    }  # fmt: skip


@pytest.mark.parametrize("as_of", ["", "2024-01-01"])
def test_no_link_leads_to_what_is_hidden(build: Callable[..., Build], as_of: str) -> None:
    assert broken(build("html", as_of=as_of).out) == []


FLAGS = """
Flags
=====

.. party:: Plain

.. party:: Unlisted
   :no-index-entry:

.. party:: Unlisted in the old way
   :noindexentry:

.. party:: Out of the contents
   :no-contents-entry:

.. party:: Out of the contents in the old way
   :nocontentsentry:

.. event:: Unseen *here*
   :no-typesetting:
   :date: 2020
   :id: unseen

.. party:: Classy
   :class: loud louder

.. party:: Named
   :name: the-name

See :ref:`the named <the-name>` and :event:`unseen`.

.. chronology::
   :name: the-view
   :class: wide

See :ref:`the view <the-view>`.
"""


@pytest.fixture(scope="module")
def flags(tmp_path_factory: pytest.TempPathFactory) -> Build:
    documents = DocumentSet(tmp_path_factory.mktemp("flags"))
    documents.write({"index.rst": FLAGS})
    return documents.build(policyrefs_contents_entries=True, html_theme="alabaster")


def test_flags_say_nothing_and_break_nothing(flags: Build) -> None:
    assert flags.warnings == []
    assert broken(flags.out) == []


def test_no_index_entry(flags: Build) -> None:
    index = flags.read("genindex.html")
    assert "Plain" in index
    assert "Unlisted" not in index
    assert "Unlisted" in flags.read("policy-parties.html")
    assert "party-unlisted " in flags.read("index.html").replace('"', " ")


def test_no_contents_entry(flags: Build) -> None:
    contents = flags.app.env.tocs["index"].astext()
    assert "Plain" in contents
    assert "Unlisted" in contents
    assert "Out of the contents" not in contents


def test_no_typesetting(flags: Build) -> None:
    page = flags.read("index.html")
    assert 'id="event-unseen"' in page
    assert re.search(r'<td><a href="#event-unseen">Unseen here</a></td>', page)
    assert not re.search(r"<dt[^>]*>Unseen", page)


def test_class_and_name(flags: Build) -> None:
    page = flags.read("index.html")
    assert re.search(r'<dl class="[^"]*policy-party[^"]*loud louder', page)
    assert re.search(r'<div class="[^"]*wide[^"]*policy-chronology', page)
    assert re.search(r'href="#(?:the-name|party-named)"><span class="std std-ref">the named', page)
    assert 'href="#the-view"' in page
