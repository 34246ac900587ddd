"""Data files in a build: shown on pages or in views alone, hidden with their blocks, and rebuilt exactly."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

import pytest
from twins import Twins

from sphinx_policyrefs.adapter.build import build_of

if TYPE_CHECKING:
    from support import DocumentSet

pytest.importorskip("yaml")
pytestmark = pytest.mark.builds

EVENTS = """\
    - kind: event
      id: order
      title: The *order*
      date: 2020-08-06
      parties: [trump]
      sources: [{id: paper, locator: p. 3}]
      body: |
        Signed by :party:`trump`.
    - kind: event
      id: suit
      title: The suit
      date: 2020-08-24
      parties: [trump]
    - kind: party
      id: trump
      title: Donald Trump
"""
CSV = """\
    kind,id,title,published
    source,paper,A paper,2020-08-07
"""
PAGES = {
    "index.rst": """
        Record
        ======

        .. toctree::

           events
           other

        .. chronology::
        """,
    "events.rst": """
        Events
        ======

        .. policy:entries:: record/events.yaml
           :kinds: event
        """,
    "other.rst": """
        Other
        =====

        :event:`order`, :source:`paper`
        """,
    "record/events.yaml": EVENTS,
    "record/sources.csv": CSV,
}
DATA = {"policyrefs_data": ["record/*"]}


def test_entries_stand_on_a_page_as_if_written_there(documents: DocumentSet) -> None:
    documents.write(PAGES)
    build = documents.build(**DATA)
    assert build.warnings == []
    page = build.read("events.html")
    assert '<dt id="event-order">The <em>order</em>' in page
    assert "<dd>August 6, 2020</dd>" in page
    assert "<p>Signed by <span" in page  # the party stands on no page: its title, without a link
    assert 'id="event-suit"' in page
    other = build.read("other.html")
    assert 'href="events.html#event-order"><span' in other or 'href="events.html#event-order">' in other
    assert "<span>A paper</span>" in other
    assert 'href="events.html#event-suit"' in build.read("index.html")
    running = build_of(build.app.env)
    assert {e.id: e.docname for e in running.graph.entries.values()} == {
        "order": "events", "suit": "events", "trump": "", "paper": "",
    }  # fmt: skip
    assert [row[0] for row in build.app.env.domains["policy"].get_objects()] == ["order", "suit"]


def test_it_is_what_the_directives_make(documents: DocumentSet) -> None:
    documents.write(PAGES)
    entries = documents.build("pseudoxml", place="data", **DATA).read("events.pseudoxml")
    written = """
        Events
        ======

        .. event:: The *order*
           :id: order
           :date: 2020-08-06
           :parties: trump
           :sources: paper @ p. 3

           Signed by :party:`trump`.

        .. event:: The suit
           :id: suit
           :date: 2020-08-24
           :parties: trump
        """
    documents.write({"events.rst": written})
    assert documents.build("pseudoxml", place="written", **DATA).read("events.pseudoxml") == entries


def test_hidden_with_the_block_that_shows_them(documents: DocumentSet) -> None:
    documents.write(PAGES)
    hidden = """
        Events
        ======

        .. only:: internal

           .. policy:entries:: record/events.yaml
              :ids: order

        .. policy:since:: 2021-01-01

           .. policy:entries:: record/events.yaml
              :ids: suit
        """
    documents.write({"events.rst": hidden, "other.rst": "Other\n=====\n"})
    build = documents.build(policyrefs_as_of="2020-12-31", html_copy_source=False, **DATA)
    for name, text in build.files().items():
        assert b"The order" not in text, name
        assert b"The suit" not in text, name
    assert build.warnings == []
    both = documents.build(place="both", tags=["internal"], html_copy_source=False, **DATA)
    assert 'href="events.html#event-order"' in both.read("index.html")
    # Where another page shows it openly, it is there.
    documents.write(
        {"other.rst": "Other\n=====\n\n.. policy:entries:: record/events.yaml\n   :ids: order; suit\n"}
    )
    build = documents.build(policyrefs_as_of="2020-12-31", html_copy_source=False, place="open", **DATA)
    assert 'href="other.html#event-order"' in build.read("index.html")
    assert 'href="other.html#event-suit"' in build.read("index.html")
    assert "event-suit" not in build.read("events.html")


def test_shown_twice_the_first_is_its_place(documents: DocumentSet) -> None:
    documents.write(PAGES)
    again = "\n.. policy:entries:: record/events.yaml\n   :ids: order\n"
    events = documents.src / "events.rst"
    events.write_text(events.read_text("utf-8") + again, "utf-8")
    other = documents.src / "other.rst"
    other.write_text(other.read_text("utf-8") + again, "utf-8")
    build = documents.build(**DATA)
    assert build.warnings == []
    assert build.read("events.html").count('id="event-order"') == 1
    assert build.read("events.html").count("The <em>order</em>") == 2
    assert 'href="events.html#event-order"' in build.read("other.html")


def test_duplicates_are_told_by_documents_first(documents: DocumentSet) -> None:
    documents.write(PAGES)
    documents.write(
        {
            "events.rst": "Events\n======\n\n.. party:: Another\n   :id: trump\n",
            "zz.yaml": "- kind: event\n  id: order\n  title: Again\n  date: 2020\n",
        }
    )
    build = documents.build(policyrefs_data=["record/*", "zz.yaml"])
    assert [w for w in build.warnings if "duplicate-id" in w] == [
        (
            'record/events.yaml:15: WARNING: the id "trump" is taken by the party "Another" at events.rst:4; '
            "give one of the two another :id: [policyrefs.duplicate-id]"
        ),
        (
            'zz.yaml:2: WARNING: the id "order" is taken by the event "The order" at record/events.yaml:1; '
            "give one of the two another :id: [policyrefs.duplicate-id]"
        ),
    ]


def test_what_is_wrong_is_told_in_each_build_until_it_is_settled(documents: DocumentSet) -> None:
    documents.write(PAGES)
    documents.write({"record/events.yaml": EVENTS.replace("2020-08-24", "2020-08-34")})
    data = ["record/*", "missing.json", "none/*.csv"]
    first = documents.build(policyrefs_data=data).warnings
    assert [w.partition(": ")[0] for w in first] == ["conf.py:1", "conf.py:1", "record/events.yaml:12"]
    assert 'policyrefs_data: "missing.json" is not a file' in first[0]
    assert 'policyrefs_data: "none/*.csv" matches no file' in first[1]
    assert "bad-date" in first[2]
    documents.write({"other.rst": "Other\n=====\n\nMore.\n"})
    assert documents.build(policyrefs_data=data).warnings == first
    # One that changes no page is told as well.
    documents.write({"record/sources.csv": CSV + "    source,,Another,2020-13-01\n"})
    assert [w for w in documents.build(policyrefs_data=data).warnings if "sources.csv:3" in w]
    documents.write({"record/sources.csv": CSV, "record/events.yaml": EVENTS})
    assert documents.build(policyrefs_data=["record/*"]).warnings == []


def test_directive_typos(documents: DocumentSet) -> None:
    documents.write(PAGES)
    page = """
        Events
        ======

        .. policy:entries::

        .. policy:entries:: record/event.yaml

        .. policy:entries:: record/events.yaml
           :kidns: event
           :ids: nobody

           Text.
        """
    documents.write({"events.rst": page, "other.rst": "Other\n=====\n"})
    build = documents.build(**DATA)
    assert build.warnings == [
        (
            "events.rst:4: WARNING: entries names no file: write its path from the source directory "
            "[policyrefs.bad-option]"
        ),
        (
            'events.rst:6: WARNING: there is no file "record/event.yaml"; write its path from the source directory '
            "[policyrefs.data-file]"
        ),
        (
            "events.rst:8: WARNING: entries takes no content: delete what stands below its options "
            "[policyrefs.bad-option]"
        ),
        "events.rst:9: WARNING: :kidns: is not an option of entries; did you mean kinds? [policyrefs.bad-option]",
    ]
    assert "No entry of the record matches this selection." in build.read("events.html")


@pytest.mark.filterwarnings("ignore:'myst_parser")
def test_bodies_of_both_markups_on_pages_of_both(documents: DocumentSet) -> None:
    pytest.importorskip("myst_parser")
    entries = """\
        - {kind: party, id: a, title: "*A*", markup: rst}
        - kind: party
          id: b
          title: "*B* [c](#d)"
          markup: md
          body: |
            [web](https://example.org/x) {party}`a` <script>alert(1)</script>
        - kind: party
          id: c
          title: "**C** <script>"
          markup: rst
          body: |
            `web <https://example.org/x>`__ :party:`a`

            .. raw:: html

               <script>alert(1)</script>
        - kind: party
          id: d
          title: "*D*"
          markup: text
          body: "*no* markup"
        - kind: party
          id: e
          title: E
          markup: md
          body: |
            {party}`nobody` [bad](javascript:alert(1))
        """
    show = ".. policy:entries:: a.yaml\n"
    documents.write(
        {
            "a.yaml": entries,
            "index.rst": f"A\n=\n\n.. toctree::\n\n   m\n\n{show}",
            "m.md": "# M\n\n```{policy:entries} a.yaml\n```\n",
        }
    )
    build = documents.build(extensions=["sphinx_policyrefs", "myst_parser"])
    for page in ("index.html", "m.html"):
        text = build.read(page)
        assert "<em>A</em>" in text
        assert "<strong>C</strong> &lt;script&gt;" in text
        assert "*D*" in text
        assert "*no* markup" in text
        assert text.count('href="https://example.org/x"') == 2
        assert "alert(1)</script>" not in text
        assert 'href="javascript' not in text
    assert {w.partition(": WARNING: ")[0] for w in build.warnings if "[policyrefs" in w} == {
        "a.yaml:7",
        "a.yaml:28",
    }
    assert [w for w in build.warnings if w.startswith("a.yaml:") and '"raw" directive disabled' in w]


def test_markdown_without_its_parser_is_told(documents: DocumentSet) -> None:
    documents.write({"a.yaml": "- {kind: party, title: A, markup: md, body: '*b*'}\n"})
    documents.write({"index.rst": "A\n=\n\n.. policy:entries:: a.yaml\n"})
    build = documents.build()
    assert build.warnings == [
        (
            'a.yaml:1: WARNING: the markup is md, and conf.py does not load MyST; add "myst_parser" to its extensions '
            "[policyrefs.bad-option]"
        )
    ]
    assert "<p>*b*</p>" in build.read("index.html")


def test_a_bibliography_serves_sphinxcontrib_bibtex_as_well(documents: DocumentSet) -> None:
    pytest.importorskip("bibtexparser")
    pytest.importorskip("sphinxcontrib.bibtex")
    documents.write(
        {
            "s.bib": "@book{Doe_2020, title={A {Book}}, author={Doe, Jane}, year=2020, publisher={P}}\n",
            "index.rst": """
            A
            =

            :cite:p:`Doe_2020`, :source:`doe-2020`

            .. policy:entries:: s.bib

            .. bibliography::
            """,
        }
    )
    extensions = ["sphinx_policyrefs", "sphinxcontrib.bibtex"]
    build = documents.build(
        extensions=extensions, bibtex_bibfiles=["s.bib"], policyrefs_bibliography=["s.bib"]
    )
    assert build.warnings == []
    page = build.read("index.html")
    assert 'href="#source-doe-2020"' in page
    assert "Jane Doe" in page


def test_the_check_command_reads_data_files_and_writes_nothing_into_them(
    documents: DocumentSet, capsys: pytest.CaptureFixture[str]
) -> None:
    from sphinx_policyrefs.cli import main

    body = "      body: |\n        The suit of Donald Trump.\n"
    events = EVENTS.replace("2020-08-24\n", "2020-08-24\n" + body).replace("2020-08-06", "2020-02-30")
    documents.write(PAGES)
    documents.write(
        {
            "conf.py": 'extensions = ["sphinx_policyrefs"]\npolicyrefs_data = ["record/*"]\n',
            "record/events.yaml": events,
        }
    )
    before = (documents.src / "record/events.yaml").read_bytes()
    assert main(["check", str(documents.src), "--fix", "--yes"]) == 1
    out = capsys.readouterr().out
    assert "record/events.yaml:4" in out
    assert "date: 2020-02-30" in out
    assert "Donald Trump" not in "".join(line for line in out.splitlines() if "unlinked-mention" in line)
    assert (documents.src / "record/events.yaml").read_bytes() == before


STEPS: list[dict[str, str | None]] = [
    {},
    {"record/events.yaml": EVENTS.replace("The suit", "The lawsuit")},
    {"record/events.yaml": EVENTS.replace("Donald Trump", "D. Trump")},
    {"record/sources.csv": CSV.replace("A paper", "The paper")},
    {"record/sources.csv": CSV + "    source,more,More,2021\n"},
    {"record/more.json": '[{"kind": "event", "title": "New", "date": "2021", "parties": "trump"}]'},
    {"record/more.json": None},
    {"events.rst": PAGES["events.rst"].replace(":kinds: event", ":ids: suit")},
    {"record/events.yaml": EVENTS + "    # nothing else\n"},
    {"record/sources.csv": None, "other.rst": "Other\n=====\n"},
]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_changed_file_rebuilds_what_shows_it(documents: DocumentSet, jobs: int) -> None:
    documents.write(PAGES)
    twins = Twins(documents, config=DATA, jobs=jobs)
    for step in STEPS if jobs == 1 else STEPS[:3]:
        documents.write(step)
        twins.check()


def test_a_change_of_configuration_reads_again_what_it_concerns(documents: DocumentSet) -> None:
    documents.write(PAGES)
    documents.write({"t.csv": "What,When\nA day,06/08/2020\n"})
    documents.write({"other.rst": "Other\n=====\n\n.. policy:entries:: t.csv\n"})
    settings: dict[str, Any] = {
        "file": "t.csv",
        "kind": "event",
        "columns": {"What": "title", "When": "date"},
    }
    twins = Twins(documents)
    for dates in ("%d/%m/%Y", "%m/%d/%Y"):
        twins.config = {"policyrefs_data": ["record/*", {**settings, "dates": dates}]}
        build = twins.check()
        assert ("August 6, 2020" in build.read("other.html")) == (dates == "%d/%m/%Y")
    twins.config = {"policyrefs_data": ["record/*"]}
    assert "6 August" not in twins.check().read("other.html")


def test_what_was_read_is_kept_with_the_environment(documents: DocumentSet) -> None:
    documents.write(PAGES)
    build = documents.build(**DATA)
    stored = pickle.loads((build.app.doctreedir / "environment.pickle").read_bytes())  # noqa: S301 - our own
    assert list(stored.domaindata["policy"]["files"]) == ["record/events.yaml", "record/sources.csv"]
    assert "reading sources... [" not in documents.build(**DATA).status


@pytest.mark.parametrize(
    ("value", "part"),
    [
        ([5], "write paths, or mappings with 'file'"),
        ([{"file": "a.csv", "colums": {}}], "'colums' is unknown"),
        ([{"file": "a.csv", "kind": "evnt"}], "'kind' is one of"),
        ([{"file": "a.csv", "columns": {"When": "dat"}}], "did you mean 'date'?"),
        ([{"file": "a.csv", "dates": "%d/%m/%y"}], "write %Y"),
        ([{"file": "a.csv", "markup": "html"}], "'markup' is one of"),
    ],
)
def test_configuration_is_checked(documents: DocumentSet, value: Any, part: str) -> None:
    from sphinx.errors import ConfigError

    documents.write({"index.rst": "A\n=\n"})
    with pytest.raises(ConfigError) as error:
        documents.build(policyrefs_data=value)
    assert part in str(error.value)
