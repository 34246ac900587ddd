"""Names of directives and roles are read as docutils reads them: whatever their case."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from support import Build, DocumentSet

from sphinx_policyrefs.records.kinds import KINDS
from sphinx_policyrefs.views import views_for

pytestmark = pytest.mark.builds

CONF = """
    from sphinx_policyrefs import extend

    extensions = ["sphinx_policyrefs", "myst_parser"]
    myst_enable_extensions = ["colon_fence"]
    policyrefs_kinds = {"hearing": {"fields": {"held": {"type": "date"}}}}
    html_copy_source = False


    def setup(app):
        extend.add_view(app, extend.View("own-view", lambda context: (extend.Paragraph(("Shown.",)),)))
    """

KIND_NAMES = [*KINDS, "hearing"]
VIEWS = {**views_for(KINDS), "hearing-index": None, "own-view": None}

#: what stands for the name in directives and roles of both markups
NAME = re.compile(r"(?<=\.\. )[\w:-]+(?=::)|(?<=:)[\w:-]+(?=:`)|(?<=\{)[\w:-]+(?=\})")


def directives() -> Iterator[tuple[str, str, list[str]]]:
    """Yield name, argument and options of every directive, with and without the domain."""
    for prefix in ("", "policy:"):
        for kind in KIND_NAMES:
            yield f"{prefix}{kind}", f"{prefix}{kind} title", [f":ID: {prefix.strip(':')}{kind}"]
        for view, declared in VIEWS.items():
            wanted = declared and declared.argument is not None and not declared.optional
            yield f"{prefix}{view}", "legal-action" if wanted else "", [":Ids: event"]
    yield "policy:since", "2020", []
    yield "policy:entries", "data.json", []


def pages(prefix: str) -> dict[str, str]:
    """Return a page in each markup that has every directive and every role."""
    roles = [f"{domain}{kind}" for kind in KIND_NAMES for domain in ("", "policy:")]
    roles += ["policy:ref"]
    references = [(role, role.rpartition(":")[2].replace("ref", "event")) for role in roles]
    references += [("policy:value", "event.title"), ("policy:export", "json")]
    rst = [f"{prefix}\n{'=' * len(prefix)}"]
    rst += [
        "\n".join([f".. {name}:: {argument}", *(f"   {option}" for option in options)])
        for name, argument, options in directives()
    ]
    rst += [f":{role}:`{target}`" for role, target in references]
    rst += [".. default-role:: @EVENT@", "`event`", ".. role:: derived(@EVENT@)", ":derived:`event`"]
    md = [f"# {prefix}"]
    md += [
        "\n".join(
            [
                f":::{{{name}}} {argument}",
                *options,
                *[":no-index:"] * (name.rpartition(":")[2] in KIND_NAMES),
                ":::",
            ]
        )
        for name, argument, options in directives()
    ]
    md += [f"{{{role}}}`{target}`" for role, target in references]
    return {"index.rst": "\n\n".join(rst) + "\n\n.. toctree::\n\n   md\n", "md.md": "\n\n".join(md) + "\n"}


def built(documents: DocumentSet, place: str, spell: Callable[[str], str]) -> Build:
    """Build the pages with their names spelled in a way."""
    spelled = {
        name: NAME.sub(lambda found: spell(found[0]), text).replace("@EVENT@", spell("event"))
        for name, text in pages("Title").items()
    }
    documents.write({"conf.py": CONF, "data.json": '{"entries": []}', **spelled})
    return documents.build(place=place, policyrefs_exports=["json"], policyrefs_data=["data.json"])


def test_names_are_read_whatever_their_case(documents: DocumentSet) -> None:
    plain = built(documents, "plain", str)
    codes = {warning.rpartition("[")[2] for warning in plain.warnings}
    assert codes == {"policyrefs.missing-field]"}  # what the pages leave out
    for spell in (str.upper, str.title):
        other = built(documents, spell.__name__, spell)
        assert other.warnings == plain.warnings
        for page in ("index.html", "md.html", "_policyrefs/policyrefs.json"):
            assert other.read(page) == plain.read(page)
