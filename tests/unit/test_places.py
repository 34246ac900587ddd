"""What one addition costs: each is made in a scratch copy of the package, in as many files as the guide says."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

import sphinx_policyrefs

PACKAGE = Path(sphinx_policyrefs.__file__).parent
ARCHITECTURE = PACKAGE.parent / "docs" / "architecture.md"


class Addition(NamedTuple):
    """One addition to the package."""

    #: file, what stands there, and what stands there after; a new file has nothing before
    edits: tuple[tuple[str, str, str], ...]
    #: code that fails where the addition does not work
    proof: str


ADDITIONS = {
    "kind": Addition(
        (
            (
                "records/kinds.py",
                '    Kind(\n        "party",',
                (
                    '    Kind("hearing", "Hearing", "Hearings", (_date("held", required=True),\n'
                    '        _link("before", "party", "hearings"))),\n'
                    '    Kind(\n        "party",'
                ),
            ),
        ),
        """
from sphinx_policyrefs.records.kinds import KINDS
from sphinx_policyrefs.views import views_for
from sphinx_policyrefs.exports.schema import schema
assert KINDS["hearing"].field("before").inverse == "hearings"
assert "hearing-index" in views_for(KINDS)
assert "hearings" in repr(schema()) or "hearing" in repr(schema())
""",
    ),
    "field type": Addition(
        (
            (
                "records/types/numbers.py",
                "\n\nTYPES: Final = (",
                (
                    '\n\nclass Percentage(Integer):\n    """A share of a whole."""\n\n'
                    '    name = "percentage"\n    examples = ("12",)\n\n\nTYPES: Final = (Percentage(), '
                ),
            ),
            (
                "views/cells.py",
                '    "text": _text,\n',
                '    "text": _text,\n    "percentage": lambda _c, _e, _f, value: ((f"{value}%",),),\n',
            ),
        ),
        """
from sphinx_policyrefs.records.kinds import Field
from sphinx_policyrefs.records.types import TYPES, parse_field
from sphinx_policyrefs.views.cells import READ
assert TYPES.keys() == READ.keys()
value = parse_field(Field("turnout", "percentage"), "12")
assert READ["percentage"](None, None, None, value) == (("12%",),)
""",
    ),
    "view": Addition(
        (
            (
                "views/roster.py",
                "",
                (
                    "from sphinx_policyrefs.views.base import View\n\n"
                    'VIEW = View("roster", lambda context: context.nothing(), about="Who sits where.")\n'
                ),
            ),
            (
                "views/__init__.py",
                '    "relations": "views.relations:VIEW",\n',
                '    "relations": "views.relations:VIEW",\n    "roster": "views.roster:VIEW",\n',
            ),
        ),
        """
from sphinx_policyrefs.views import VIEWS
assert VIEWS["roster"].about
""",
    ),
    "check": Addition(
        (
            (
                "messages.py",
                "_CODES = (\n",
                '_CODES = (\n    Code("title-shouted", "warning", "A title has no small letter."),\n',
            ),
            (
                "checks/formats.py",
                "\n\ndef citation_unknown(",
                (
                    "\n\ndef title_shouted(scope: Scope) -> Iterator[Finding]:\n"
                    '    """Yield the titles without a small letter."""\n'
                    "    for entry in scope.entries():\n        if entry.title.isupper():\n"
                    '            yield finding("title-shouted", entry, "the title shouts")\n'
                    "\n\ndef citation_unknown("
                ),
            ),
            (
                "checks/table.py",
                '    "citation-unknown": formats.citation_unknown,\n',
                (
                    '    "citation-unknown": formats.citation_unknown,\n'
                    '    "title-shouted": formats.title_shouted,\n'
                ),
            ),
        ),
        """
from sphinx_policyrefs.checks.table import CHECKS
from sphinx_policyrefs.messages import CODES
assert CHECKS["title-shouted"] and CODES["title-shouted"].severity == "warning"
""",
    ),
    "export": Addition(
        (
            (
                "exports/as_titles.py",
                "",
                "def write(edition):\n    return ''.join(entry.title + '\\n' for entry in edition.graph.own)\n",
            ),
            (
                "exports/__init__.py",
                "_EXPORTS: Final = (\n",
                (
                    "_EXPORTS: Final = (\n"
                    '    Export("titles", "titles.txt", "Titles", "Titles.", "text/plain", '
                    'later("exports.as_titles:write")),\n'
                ),
            ),
        ),
        """
from sphinx_policyrefs.exports import EXPORTS, export
from sphinx_policyrefs.exports.edition import Edition
from sphinx_policyrefs.records.graph import Graph
assert export("titles", Edition(Graph([]), None, "", None), EXPORTS) == b""
""",
    ),
    "option of a view": Addition(
        (
            (
                "views/statements.py",
                '    kind="statement",\n',
                '    kind="statement",\n    own={"horizon": ("near", "far")},\n',
            ),
        ),
        """
from sphinx_policyrefs.records.fields import FieldError
from sphinx_policyrefs.records.kinds import KINDS
from sphinx_policyrefs.views import VIEWS
from sphinx_policyrefs.views.base import check_option
assert "horizon" in VIEWS["statements"].options
check_option(VIEWS["statements"], "horizon", "near", KINDS)
try:
    check_option(VIEWS["statements"], "horizon", "whenever", KINDS)
except FieldError:
    pass
else:
    raise AssertionError
""",
    ),
}


def places(addition: Addition) -> int:
    """Return how many files of the package an addition touches."""
    return len({file for file, _before, _after in addition.edits})


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the package with all additions."""
    root = tmp_path_factory.mktemp("scratch")
    package = root / PACKAGE.name
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__", "static", "templates"))
    for addition in ADDITIONS.values():
        for file, before, after in addition.edits:
            path = package / file
            text = path.read_text(encoding="utf-8") if before else ""
            assert before in text, file
            path.write_text(text.replace(before, after, 1) if before else after, encoding="utf-8")
    return root


def test_the_additions_work(copy: Path) -> None:
    code = "".join(addition.proof for addition in ADDITIONS.values())
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": ""},
    )
    assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.parametrize("what", ADDITIONS)
def test_the_guide_says_how_many_places_an_addition_has(what: str) -> None:
    said = re.search(rf"(?m)^\| an? {re.escape(what)} \| (\d+) \|", ARCHITECTURE.read_text(encoding="utf-8"))
    assert said is not None
    assert int(said[1]) == places(ADDITIONS[what])
