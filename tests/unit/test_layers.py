"""The layers keep to themselves, and KINDS is sound as data."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import sphinx_policyrefs
from sphinx_policyrefs.records.kinds import ANY, COMMON, KINDS, RESERVED, SIDES, Field, Kind
from sphinx_policyrefs.records.types import TYPES
from sphinx_policyrefs.views import views_for

PACKAGE = Path(sphinx_policyrefs.__file__).parent
#: The layers below the adapter, and those that each may import from besides itself and `messages`.
LAYERS = {
    "records": set(),
    "documents": set(),
    "evidence": {"documents", "records"},
    "changes": {"records"},
    "views": {"records", "changes", "evidence", "documents"},
    "checks": {"records", "evidence", "documents", "review"},
    "exports": {"records", "views"},
    "imports": {"records", "documents"},
    "review": {"documents", "evidence", "records"},
}

PROBE = """
import importlib, pkgutil, sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"sphinx", "docutils"}:
            raise ImportError("refused: " + name)

sys.meta_path.insert(0, Refuse())
package = importlib.import_module("sphinx_policyrefs." + sys.argv[1])
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    importlib.import_module(module.name)
print("done")
"""


def there(layer: str) -> bool:
    return (PACKAGE / layer / "__init__.py").exists()


@pytest.mark.parametrize("layer", list(filter(there, LAYERS)))
def test_layers_below_the_adapter_need_neither_sphinx_nor_docutils(layer: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", PROBE, layer], cwd=PACKAGE.parent, capture_output=True, text=True, check=False
    )
    assert (run.stdout, run.returncode) == ("done\n", 0), run.stderr


@pytest.mark.parametrize("layer", list(filter(there, LAYERS)))
def test_imports_point_downwards(layer: str) -> None:
    allowed = {layer, "later", "locale", "messages", *LAYERS[layer]}
    wrong = []
    for path in (PACKAGE / layer).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sphinx_policyrefs."):
                part = (node.module or "").split(".")[1]
                if part not in allowed:
                    wrong.append(f"{path.name}:{node.lineno} imports {node.module}")
    assert wrong == []


FIELDS = [
    pytest.param(kind, field, id=f"{kind.name}.{field.name}")
    for kind in KINDS.values()
    for field in kind.fields
]
FIELDS += [pytest.param(KINDS["event"], field, id=f"*.{field.name}") for field in COMMON]


@pytest.mark.parametrize(("kind", "field"), FIELDS)
def test_fields_are_sound(kind: Kind, field: Field) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9]*(-[a-z]+)*", field.name)
    assert field.name not in RESERVED
    assert field.type in TYPES
    assert field.title[0].isupper()
    assert bool(field.choices) == (field.type == "choice")
    assert len(set(field.choices)) == len(field.choices)
    assert bool(field.inverse) == bool(field.targets) == field.is_relation
    assert field.targets == ANY or set(field.targets) <= set(KINDS)
    assert field.type == "date" or not field.milestone
    assert field.shown in {"card", "dossier", "never"}
    assert kind.field(field.name) is field


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_kinds_are_sound(kind: Kind) -> None:
    names = [field.name for field in kind.all_fields]
    assert len(set(names)) == len(names)
    assert kind.label
    assert kind.plural != kind.label
    assert kind.about.endswith(".")
    assert set(kind.columns) <= {"title", "date", "kind", "relations", *names}
    assert all(kind.field(name) for name in kind.milestones)
    assert f"{kind.name}-index" in views_for(KINDS)


def test_an_inverse_name_says_one_thing_on_one_kind() -> None:
    """Several fields may read alike from the other end only where readers need not tell them apart."""
    shared = {"history", "proceedings"}
    for target in KINDS:
        names: dict[str, set[str]] = {}
        for kind in KINDS.values():
            for field in kind.relations:
                if field.admits(target) and field.inverse not in shared:
                    names.setdefault(field.inverse, set()).add(field.name)
        assert {n: fields for n, fields in names.items() if len(fields) > 1} == {}


def test_a_relation_never_reads_like_a_field_of_the_entry_at_its_other_end() -> None:
    clashes = {
        (target, field.inverse)
        for kind in KINDS.values()
        for field in kind.relations
        for target in KINDS
        if field.admits(target)
        and not field.symmetric
        and field.inverse in {f.title.lower() for f in KINDS[target].all_fields if f.shown != "never"}
    }
    assert clashes == set()


def test_sides_are_relations_of_legal_actions_to_parties() -> None:
    for side in SIDES:
        field = KINDS["legal-action"].field(side)
        assert field is not None
        assert field.targets == ("party",)
        assert field.inverse.endswith(" in")
