"""References: their forms, other projects, bare names that yield, and ids borne twice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from links import pages
from support import Build, DocumentSet

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.builds

ENTRIES = """
    .. party:: Acme *Corp.*
       :id: acme
       :short: Acme
       :aliases: The Firm

    .. event:: The day
       :id: day
       :date: 2020-01-02
       :outcome: done & dusted
       :type: hearing
       :parties: acme

    .. legal-action:: Acme v. Roadrunner
       :court: scotus
       :citation: 122 F.4th 930
    """

FORMS = {
    ":party:`acme`": '<a [^>]*href="#party-acme"[^>]*>Acme Corp.</a>',
    ":party:`ACME`": '<a [^>]*href="#party-acme"[^>]*>Acme Corp.</a>',
    ":party:`the firm`": '<a [^>]*href="#party-acme"[^>]*>Acme Corp.</a>',
    ":party:`Acme Corp.`": '<a [^>]*href="#party-acme"[^>]*>Acme Corp.</a>',
    ":policy:ref:`the firm <acme>`": '<a [^>]*href="#party-acme"[^>]*>the firm</a>',
    ":policy:party:`this & that <acme>`": '<a [^>]*href="#party-acme"[^>]*>this &amp; that</a>',
    ":party:`!acme`": "acme",
    ":any:`day`": '<a [^>]*href="#event-day"[^>]*>The day</a>',
    ":any:`that day <day>`": '<a [^>]*href="#event-day"[^>]*>that day</a>',
    ":policy:value:`day.date`": "January 2, 2020",
    ":policy:value:`The day.outcome`": "done &amp; dusted",
    ":policy:value:`day.parties`": "Acme Corp.",
    ":policy:value:`Acme v. Roadrunner.court`": "Supreme Court of the United States",
    ":policy:value:`day.title`": "The day",
}  # fmt: skip


@pytest.fixture(scope="module", params=["rst", "md"])
def forms(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the page of the forms, one to a paragraph."""
    documents = DocumentSet(tmp_path_factory.mktemp("forms"))
    paragraphs = [f"form{n}: {form}" for n, form in enumerate(FORMS)]
    text = "Title\n=====\n\n" + "\n\n".join(paragraphs)
    if request.param == "md":
        text = re.sub(r":([\w:]+):`", r"{\1}`", text)
        fences = re.sub(r"\.\. (.*)::(.*)", r":::{\1}\2", ENTRIES)
        blocks = [block.replace("       ", "") for block in fences.strip().split("\n\n")]
        text += "\n\n" + "\n\n".join(f"{block.strip()}\n:::" for block in blocks)
        documents.write({"index.md": "\n".join(line.strip() for line in text.split("\n")) + "\n"})
    else:
        documents.write({"entries.txt": ENTRIES, "index.rst": text + "\n\n.. include:: entries.txt\n"})
    build = documents.build(
        extensions=["sphinx_policyrefs", "myst_parser"],
        myst_enable_extensions=["colon_fence"],
        nitpicky=True,
        exclude_patterns=["*.txt"],
    )
    assert build.warnings == []
    return build.read("index.html")


@pytest.mark.parametrize("form", FORMS)
def test_forms(forms: str, form: str) -> None:
    n = list(FORMS).index(form)
    found = re.search(rf"<p>form{n}: (.*?)</p>", forms, re.DOTALL)
    assert found is not None
    bare = re.sub(r"</?(?:span|code)[^>]*>", "", found[1])
    assert re.fullmatch(FORMS[form], bare), bare


# -- other projects ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the output of another project, whose inventory is there to be read."""
    documents = DocumentSet(tmp_path_factory.mktemp("other"))
    documents.write(
        {
            "index.rst": """
                Other
                =====

                .. event:: The hearing elsewhere
                   :id: hearing
                   :date: 2020

                .. party:: Senate
                """
        }
    )
    return documents.build(project="Other", version="1").out


def test_intersphinx(documents: DocumentSet, other: Path) -> None:
    documents.write(
        {
            "index.rst": """
                Here
                ====

                :event:`hearing`, :policy:event:`so <hearing>`, :event:`other:hearing`, :policy:ref:`hearing`,
                :party:`senate`, :any:`senate`, :external+other:policy:event:`hearing`.
                """
        }
    )
    build = documents.build(
        extensions=["sphinx_policyrefs", "sphinx.ext.intersphinx"],
        intersphinx_mapping={"other": ("https://example.org/", str(other / "objects.inv"))},
        nitpicky=True,
    )
    assert build.warnings == []
    hrefs = pages(build.out)[build.out / "index.html"].hrefs
    assert hrefs.count("https://example.org/index.html#event-hearing") == 5
    assert hrefs.count("https://example.org/index.html#party-senate") == 2


def test_a_target_that_neither_set_has_is_told_once(documents: DocumentSet, other: Path) -> None:
    documents.write({"index.rst": "Here\n====\n\n:event:`nowhere` and :policy:ref:`other:nowhere`.\n"})
    build = documents.build(
        extensions=["sphinx_policyrefs", "sphinx.ext.intersphinx"],
        intersphinx_mapping={"other": ("https://example.org/", str(other / "objects.inv"))},
        nitpicky=True,
    )
    assert [re.sub(r"names.*\[", "[", w) for w in build.warnings] == [
        'index.rst:4: WARNING: :event: "nowhere" [policyrefs.unknown-reference]',
        'index.rst:4: WARNING: :policy:ref: "other:nowhere" [policyrefs.unknown-reference]',
    ]


@pytest.mark.parametrize("nitpicky", [False, True])
@pytest.mark.parametrize(
    ("config", "count"),
    [
        ({}, 1),
        ({"nitpick_ignore": [("policy:event", "nowhere")]}, 0),
        ({"nitpick_ignore": [("policy:party", "nowhere")]}, 1),
        ({"nitpick_ignore_regex": [("policy:.*", "now.*")]}, 0),
        ({"suppress_warnings": ["policyrefs.unknown-reference"]}, 0),
        ({"policyrefs_checks": {"unknown-reference": "info"}}, 0),
    ],
)
def test_nitpicks(documents: DocumentSet, config: dict[str, object], count: int, *, nitpicky: bool) -> None:
    documents.write({"index.rst": "Here\n====\n\n:event:`nowhere`.\n"})
    assert len(documents.build(nitpicky=nitpicky, **config).warnings) == count


# -- bare names ----------------------------------------------------------------------------------------------

OWNER = """
    from docutils import nodes
    from docutils.parsers.rst import Directive


    class Timeline(Directive):
        has_content = True
        optional_arguments = 1
        final_argument_whitespace = True
        option_spec = {"date": str}

        def run(self):
            return [nodes.paragraph("", "theirs: " + self.name)]


    def issue(name, rawtext, text, lineno, inliner, options=None, content=None):
        return [nodes.inline("", "their issue " + text)], []


    def setup(app):
        app.add_directive("event", Timeline)
        app.add_directive("timeline", Timeline)
        app.add_role("issue", issue)
    """

OWNED = """
    Owned
    =====

    .. event:: Theirs
       :date: 2020

    .. policy:event:: Ours
       :date: 2020

    .. issue:: A question of ours

    :issue:`7`, :policy:issue:`a-question-of-ours`, :event:`ours`.
    """


@pytest.mark.parametrize("extensions", [["owner", "sphinx_policyrefs"], ["sphinx_policyrefs", "owner"]])
def test_names_of_others_stay_theirs(
    documents: DocumentSet, extensions: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    documents.write({"owner.py": OWNER, "index.rst": OWNED})
    monkeypatch.syspath_prepend(documents.src)
    build = documents.build(extensions=extensions)
    assert build.warnings == []
    page = build.read("index.html")
    assert "theirs: event" in page
    assert "their issue 7" in page
    found = pages(build.out)[build.out / "index.html"]
    assert found.links["A question of ours"] == "#issue-a-question-of-ours"
    assert found.links["Ours"] == "#event-ours"


BARE = "Bare\n====\n\n.. policy:event:: Prefixed\n   :date: 2020\n\n.. {name}:: Bare\n\n:policy:event:`prefixed`\n"


@pytest.mark.parametrize(
    ("wanted", "name", "known"),
    [
        (True, "party", True),
        (True, "chronology", True),
        (True, "since", True),
        (True, "ref", False),
        (False, "party", False),
        (False, "chronology", False),
        (["party"], "party", True),
        (["party"], "source", False),
        ({"chronology"}, "party", False),
    ],
)
def test_bare_names_are_those_that_are_wanted(
    documents: DocumentSet, name: str, *, wanted: object, known: bool
) -> None:
    documents.write({"index.rst": BARE.format(name=name)})
    build = documents.build("dummy", policyrefs_bare_names=wanted)
    unknown = [w for w in build.warnings if "Unknown directive type" in w]
    assert bool(unknown) is not known


# -- ids borne twice -----------------------------------------------------------------------------------------

TWICE = {
    "index.rst": "Index\n=====\n\n.. toctree::\n   :glob:\n\n   *\n",
    "z.rst": "Z\n=\n\n.. party:: Twin\n   :position: third\n\n:party:`twin`\n",
    "a.rst": "A\n=\n\n.. party:: Twin\n   :position: first\n\n.. event:: Second\n   :date: 2020\n   :id: twin\n",
    "m.md": "# M\n\n:::{source} Fourth\n:id: twin\n:::\n",
}


@pytest.fixture
def twins(documents: DocumentSet) -> DocumentSet:
    documents.write(TWICE)
    for n in range(8):  # a parallel build wants more documents than these
        documents.write({f"n{n}.rst": f"N{n}\n==\n\n.. party:: Party {n}\n"})
    return documents


@pytest.mark.parametrize("jobs", [1, 2])
def test_each_further_bearer_of_an_id_names_the_first(twins: DocumentSet, jobs: int) -> None:
    build = twins.build(
        jobs=jobs,
        extensions=["sphinx_policyrefs", "myst_parser"],
        myst_enable_extensions=["colon_fence"],
    )
    first = 'the id "twin" is taken by the party "Twin" at a.rst:4'
    assert [w.partition(";")[0] for w in build.warnings] == [
        f"a.rst:9: WARNING: {first}",
        f"m.md:4: WARNING: {first}",
        f"z.rst:4: WARNING: {first}",
    ]
    found = pages(build.out)[build.out / "z.html"]
    assert found.links["Twin"] == "a.html#party-twin"


def test_one_page_has_one_anchor_for_an_id(documents: DocumentSet) -> None:
    documents.write(
        {
            "index.rst": """
                Twins
                =====

                .. only:: internal

                   .. party:: Twin
                      :position: inside

                .. only:: not internal

                   .. party:: Twin
                      :position: outside

                .. party:: Twin
                   :position: too many
                """
        }
    )
    for tags, line, position in (((), 11, "outside"), (("internal",), 6, "inside")):
        build: Build = documents.build(tags=tags, html_copy_source=False)
        assert [w.partition(";")[0] for w in build.warnings] == [
            f'index.rst:14: WARNING: the id "twin" is taken by the party "Twin" at index.rst:{line}'
        ]
        page = build.read("index.html")
        assert page.count('id="party-twin"') == 1
        assert page.index('id="party-twin"') < page.index(position) < page.index("too many")


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_view_with_a_caption_is_found_by_its_name(documents: DocumentSet, jobs: int) -> None:
    view = """
        .. event:: E
           :date: 2020

        .. _by-target:

        .. chronology::
           :name: All of it
           :caption: {}
        """
    refer = "\n".join(f"Page {name}\n======\n\n:ref:`all of it`, :ref:`by-target`.\n" for name in "a")
    toctree = "Title\n=====\n\n.. toctree::\n\n   views\n" + "".join(f"   p{n}\n" for n in range(6))
    documents.write({"index.rst": toctree, "views.rst": "Views\n=====\n" + view.format("The *whole* record")})
    documents.write({f"p{n}.rst": refer for n in range(6)})
    made = documents.build(jobs=jobs)
    assert made.warnings == []
    links = pages(made.out)[made.out / "p1.html"].links
    assert links["The *whole* record"].startswith("views.html#")
    documents.write({"views.rst": "Views\n=====\n" + view.format("Another caption")})
    made = documents.build(jobs=jobs)
    assert made.warnings == []
    assert made.read("p1.html").count("Another caption") == 2
