"""Every builder of Sphinx writes the whole record, every field and every view, and says nothing."""

from __future__ import annotations

import re
import shutil
import subprocess
from textwrap import indent
from typing import TYPE_CHECKING

import pytest
from links import broken, pages
from support import Build, DocumentSet

from sphinx_policyrefs.records.kinds import KINDS, Field, Kind
from sphinx_policyrefs.views import views_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = [
    pytest.mark.builds,
    # The JSON builder is not ours, and asks Sphinx in a way that Sphinx discourages.
    pytest.mark.filterwarnings("ignore:.*JSONHTMLBuilder:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:.*JSONHTMLBuilder:PendingDeprecationWarning"),
]

#: A value for each type of field that is neither a choice nor a relation.
VALUES = {
    "text": "Some text & more",
    "word": "some-word",
    "names": "One name; another",
    "integer": "2",
    "flag": "yes",
    "url": "https://example.org/a?b=c&d=e",
    "court": "cadc",
    "citations": "122 F.4th 930; 138 Stat. 955",
    "vote": "352-65",
    "period": "270 days",
    "waivers": "unsourced -- background",
    "start": "full-instrument.signed",
    "shares": "full-party = 12.5%",
    "values": "80% | full-source @ p. 3",
    "sourced": "full-source @ p. 3",
}
#: Days of the milestones, in the order in which kinds have them.
DAYS = ("2024-03-05", "2024-04-24", "2024-05~", "2024-12-06", "2025-01/2025-03", "2025-03-01", "XXXX")


def value(kind: Kind, field: Field) -> str:
    """Return a sound value of a field."""
    if field.name in {"short", "aliases"}:
        return f"{field.name} of the {kind.name}"
    if field.type == "date":
        return DAYS[kind.milestones.index(field.name)] if field.milestone else "2024-06-01"
    if field.type == "choice":
        return field.choices[-1]
    if field.type == "relation":
        return f"full-{kind.name if '*' in field.targets else field.targets[0]}"
    return VALUES[field.type]


def full(kind: Kind) -> str:
    """Return an entry of a kind that has every field."""
    options = [
        f":{field.name}: {value(kind, field)}"
        for field in kind.all_fields
        if field.name not in {"milestone", "due"} and not field.symmetric
    ]
    lines = [f".. policy:{kind.name}:: The full {kind.name}", f"   :id: full-{kind.name}"]
    body = "A *body* with :policy:ref:`full-party`.\n\n* a list\n\n.. code:: python\n\n   print()"
    return "\n".join([*lines, *(f"   {line}" for line in options), "", indent(body, "   "), ""])


def views() -> Iterator[str]:
    """Yield every view, with the options that change its form."""
    for name, view in sorted(views_for(KINDS).items()):
        argument = "" if view.argument is None else f"full-{(*view.argument, 'party')[0]}"
        yield f".. policy:{name}:: {argument}\n"
        for options in ("order: newest\ngroup-by: year\nlimit: 3", "show: body\nlimit: 3"):
            given = "".join(f"   :{line}\n" for line in options.split("\n"))
            yield f".. policy:{name}:: {argument}\n{given}   :caption: A caption\n"
        for layout in (view.own or {}).get("layout", ()):
            yield f".. policy:{name}:: {argument}\n   :layout: {layout}\n   :group-by: month\n"


def write(documents: DocumentSet) -> None:
    """Write a set that has everything."""
    by_role = "\n".join(
        f"* :policy:{kind}:`full-{kind}`, :policy:{kind}:`so <full-{kind}>`" for kind in KINDS
    )
    documents.write(
        {
            "index.rst": """
                Everything
                ==========

                See :ref:`policy-chronology`, :ref:`the parties <policy-parties>` and :ref:`policy-legal-actions`.

                .. toctree::

                   entries
                   more/roles
                   views
                   markdown
                """,
            "markdown.md": """
                # In Markdown

                :::{event} The event in Markdown
                :date: 2024-04-25
                :parties: full-party

                Its body, with {policy:ref}`full-event`.
                :::

                :::{chronology}
                :layout: list
                :::
                """,
        }
    )
    documents.write({"entries.rst": "Entries\n=======\n\n" + "\n".join(map(full, KINDS.values()))})
    documents.write({"more/roles.rst": f"Roles\n=====\n\n{by_role}\n\n* :policy:value:`full-event.date`\n"})
    documents.write({"views.rst": "Views\n=====\n\n" + "\n".join(views())})


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Build]:
    """Return what builds the set with a builder, once each."""
    documents = DocumentSet(tmp_path_factory.mktemp("everything"))
    write(documents)
    made: dict[str, Build] = {}

    def run(builder: str) -> Build:
        if builder not in made:
            made[builder] = documents.build(
                builder,
                # Sphinx keeps the environment of gettext apart from that of all others.
                place=builder if builder == "gettext" else "build",
                extensions=["sphinx_policyrefs", "myst_parser"],
                myst_enable_extensions=["colon_fence"],
                nitpicky=True,
                linkcheck_ignore=[".*"],
                project="Everything",
                version="1",
                copyright="2026, nobody",
                # Every entry leads to itself, which is no sound record.
                policyrefs_checks=dict.fromkeys(
                    ("circular-relation", "appeal-before-ruling", "waiver-unused"), "off"
                ),
            )
        return made[builder]

    return run


@pytest.mark.parametrize(
    "builder",
    [
        "html", "dirhtml", "singlehtml", "epub", "latex", "text", "man", "texinfo", "xml", "pseudoxml", "json",
        "gettext", "linkcheck", "dummy", "changes",
    ],
)  # fmt: skip
def test_nothing_is_said(build: Callable[[str], Build], builder: str) -> None:
    assert build(builder).warnings == []


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "epub"])
def test_every_link_and_anchor_is_there(build: Callable[[str], Build], builder: str) -> None:
    assert broken(build(builder).out) == []


@pytest.mark.parametrize(
    ("builder", "page", "entries"),
    [
        ("html", "views.html", "entries.html"),
        ("dirhtml", "views/index.html", "../entries/"),
        ("singlehtml", "index.html", ""),
        ("epub", "views.xhtml", "entries.xhtml"),
    ],
)
def test_views_link_to_entries(build: Callable[[str], Build], builder: str, page: str, entries: str) -> None:
    out = build(builder).out
    links = pages(out)[out / page].links
    assert links["The full event"] == f"{entries}#event-full-event"


def test_automatic_pages_are_linked_where_a_builder_has_them(build: Callable[[str], Build]) -> None:
    for builder, address in {
        "html": "policy-chronology.html",
        "dirhtml": "policy-chronology/",
        "epub": "policy-chronology.xhtml",
    }.items():
        out = build(builder).out
        index = pages(out)[out / ("index.xhtml" if builder == "epub" else "index.html")]
        assert index.links["Chronology"] == address
        assert index.links["the parties"] == address.replace("chronology", "parties")


def test_the_style_sheet_is_linked_where_it_is_needed(build: Callable[[str], Build]) -> None:
    made = build("html")
    linked = {name for name in made.files() if name.endswith(".html") and "policyrefs.css" in made.read(name)}
    automatic = {"policy-chronology.html", "policy-parties.html", "policy-legal-actions.html"}
    assert automatic < linked
    assert not {"genindex.html", "search.html"} & linked


@pytest.mark.parametrize(
    ("builder", "page"),
    [
        ("text", "index.txt"),
        ("singlehtml", "index.html"),
        ("man", "everything.1"),
        ("xml", "index.xml"),
        ("texinfo", "everything.texi"),
        ("latex", "everything.tex"),
    ],
)
def test_automatic_pages_are_plain_text_elsewhere(
    build: Callable[[str], Build], builder: str, page: str
) -> None:
    text = build(builder).read(page)
    assert re.search(r"See\s+(?:<[^>]*>)*Chronology", text)
    assert not re.search(r"policy-(?:chronology|parties|legal-actions)(?![\w\" }])", text)


def test_text_has_facts_and_views(build: Callable[[str], Build]) -> None:
    entries = re.sub(r"\s+", " ", build("text").read("entries.txt"))
    assert "Petitioner in: The full legal-action" in entries
    assert "2 September 2025" in entries  # 270 days after 6 December 2024, past Labor Day
    assert "2 September 2025" in build("text").read("views.txt")


@pytest.mark.skipif(not shutil.which("latexmk"), reason="latexmk is not installed")
def test_latex_is_set(build: Callable[[str], Build]) -> None:
    out: Path = build("latex").out
    run = subprocess.run(["make", "all-pdf"], cwd=out, capture_output=True, text=True, check=False)  # noqa: S607
    assert run.returncode == 0, run.stdout[-3000:]
    assert list(out.glob("*.pdf"))
