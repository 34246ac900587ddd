"""What the project says of itself to packagers, and what goes into the wheel."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from sphinx_policyrefs import __version__
from sphinx_policyrefs.commands.new import EXAMPLES, FILES

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "sphinx_policyrefs"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
#: what the wheel holds besides modules, by the place below the package
DATA = re.compile(
    r"py\.typed|locale/\w+/LC_MESSAGES/policyrefs\.mo|static/[\w.-]+\.(?:css|sty|js)|schema/[\w.-]+\.json"
    r"|review/[\w.-]+\.css|templates/[\w./-]+\.(?:txt|yml|rst|md)|examples/[\w./-]+\.(?:rst|md|py|yaml|json|csv|bib|css)"
)


def test_the_package_is_typed() -> None:
    assert (PACKAGE / "py.typed").read_bytes() == b""
    assert "Typing :: Typed" in PROJECT["project"]["classifiers"]


def test_extras_name_what_exists() -> None:
    extras = PROJECT["project"]["optional-dependencies"]
    named = set(re.findall(r"sphinx-policyrefs\[([\w,-]+)\]", str(extras)))
    assert {extra for group in named for extra in group.split(",")} <= extras.keys()


def requirements(path: str) -> list[Requirement]:
    """Return the requirements that a file of pip's has."""
    lines = (ROOT / path).read_text("utf-8").splitlines()
    return [Requirement(line) for text in lines if (line := text.partition("#")[0].strip())]


def required() -> list[Requirement]:
    """Return all that pyproject.toml asks for, in whatever extra."""
    project = PROJECT["project"]
    extras = [line for group in project["optional-dependencies"].values() for line in group]
    lines = [*project["dependencies"], *extras, *PROJECT["build-system"]["requires"]]
    return [asked for line in lines if (asked := Requirement(line)).name != project["name"]]


@pytest.mark.parametrize("minor", [11, 12, 13])
def test_all_that_is_required_is_pinned_once_for_each_interpreter(minor: int) -> None:
    interpreter = {"python_version": f"3.{minor}", "python_full_version": f"3.{minor}.9"}
    pins = [pin for pin in requirements(".ci/pins.txt") if not pin.marker or pin.marker.evaluate(interpreter)]
    assert not any(pin.extras or pin.url for pin in pins)  # pip takes neither in a constraint
    versions = {canonicalize_name(pin.name): str(pin.specifier).removeprefix("==") for pin in pins}
    assert len(versions) == len(pins)
    for asked in [*required(), *requirements(".ci/installing.in")]:
        pinned = versions.get(canonicalize_name(asked.name))
        assert pinned, f"{asked.name} is not pinned; run: make pins"
        assert asked.specifier.contains(pinned), f"{asked} is pinned as {pinned}; run: make pins"


def test_the_lowest_versions_that_are_tested_are_those_that_are_allowed() -> None:
    bounds = {asked.name: asked.specifier for asked in required()}
    made = {canonicalize_name(pin.name): str(pin.specifier)[2:] for pin in requirements(".ci/lowest.txt")}
    lowest = {pin.name: pin.specifier for pin in requirements(".ci/lowest.in")}
    for name in lowest.keys() & bounds.keys():
        bound = next(part.version for part in bounds[name] if part.operator == ">=")
        assert lowest[name].contains(bound), f"{name} is allowed from {bound} on"
    for name, specifier in lowest.items():
        assert specifier.contains(made[canonicalize_name(name)]), f"{name} has changed; run: make pins"
    used = re.findall(r"[\w-]+(?=>=)", " ".join(PROJECT["project"]["dependencies"]))
    assert lowest.keys() >= {*used, "docutils"}


def test_classifiers_name_the_pythons_from_the_lowest_on() -> None:
    lowest = re.search(r">=3\.(\d+)", PROJECT["project"]["requires-python"])
    assert lowest
    named = re.findall(r"Python :: 3\.(\d+)", "\n".join(PROJECT["project"]["classifiers"]))
    assert [int(minor) for minor in named] == list(range(int(lowest[1]), int(lowest[1]) + len(named)))


@pytest.mark.parametrize("template", FILES.values())
def test_templates_are_there(template: str) -> None:
    assert (PACKAGE / "templates" / template).is_file()


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    if find_spec("hatchling") is None:
        pytest.skip("hatchling, which builds the wheel, is not installed")
    folder = tmp_path_factory.mktemp("wheel")
    code = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", code, str(folder)], cwd=ROOT, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return ZipFile(path)


def test_the_wheel_holds_exactly_what_is_needed(wheel: ZipFile) -> None:
    names = [name for name in wheel.namelist() if ".dist-info/" not in name]
    assert all(name.startswith("sphinx_policyrefs/") for name in names)
    inside = {name.removeprefix("sphinx_policyrefs/") for name in names}
    modules = {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py")}
    modules -= {"locale/extract.py"}  # works on the sources of the catalogues, which are not in the wheel
    examples = {name for name in inside if name.startswith("examples/")}
    assert inside - examples >= modules
    assert [name for name in sorted(inside - modules) if not DATA.fullmatch(name)] == []
    for kind in ("static/*.css", "static/*.js", "schema/*.json", "templates/**/*.*", "locale/**/*.mo"):
        assert {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.glob(kind)} <= inside


@pytest.mark.parametrize("folder", [example.folder for example in EXAMPLES.values()])
def test_the_wheel_holds_the_examples(wheel: ZipFile, folder: str) -> None:
    prefix = f"sphinx_policyrefs/examples/{folder}/"
    inside = {name.removeprefix(prefix) for name in wheel.namelist() if name.startswith(prefix)}
    source = ROOT / "examples" / folder
    listed = subprocess.run(
        ["git", "ls-files"], cwd=source, capture_output=True, text=True, check=False  # noqa: S607 - no git, no list
    ).stdout.split()  # fmt: skip
    there = listed or [
        p.relative_to(source).as_posix() for p in source.rglob("*.rst") if "_build" not in p.parts
    ]
    assert set(there) <= inside
    assert [name for name in inside if "_build" in name] == []


def test_metadata(wheel: ZipFile) -> None:
    (name,) = (name for name in wheel.namelist() if name.endswith("/METADATA"))
    text = wheel.read(name).decode()
    assert f"\nVersion: {__version__}\n" in text
    assert "\nLicense-Expression: BSD-2-Clause\n" in text
    assert "\nRequires-Python: >=3.11\n" in text
    assert "\nDescription-Content-Type: text/markdown\n" in text
    required = [
        line for line in text.splitlines() if line.startswith("Requires-Dist:") and "extra ==" not in line
    ]
    assert [line.split()[1].partition("<")[0].partition(">")[0] for line in required] == ["sphinx"]
    assert (
        "policyrefs = sphinx_policyrefs.cli:main"
        in wheel.read(name.replace("METADATA", "entry_points.txt")).decode()
    )
