"""Whoever publishes as a page, a Makefile or a workflow of ours says publishes nothing that is internal."""

from __future__ import annotations

import gzip
import pickle
import pickletools
import re
import shlex
import zipfile
import zlib
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from sphinx.cmd import build as sphinx_build

from sphinx_policyrefs import cli
from sphinx_policyrefs.commands import new

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.builds

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "sphinx_policyrefs" / "templates"
PLACES = [
    ROOT / "README.md",
    ROOT / "Makefile",
    ROOT / ".ci" / "smoke",
    *sorted(p for p in (ROOT / "docs").rglob("*") if p.suffix in (".md", ".rst") and "_build" not in p.parts),
    *sorted(p for p in TEMPLATES.rglob("*") if p.is_file()),
]
#: in a record: what authors write for themselves
INTERNAL = """

.. only:: internal

   .. event:: Ocelot meeting
      :date: 2024-03-05

   An ocelot paragraph.

.. event:: Public meeting
   :date: 2024-03-06
   :note: Said by the ocelot.

.. A comment on the ocelot.
"""


def commands() -> Iterator[tuple[Path, list[str]]]:
    """Yield the calls of sphinx-build that name an output, each with the file that it stands in."""
    for path in PLACES:
        for found in re.finditer(r"(?:sphinx-build|\$\(SPHINX\))((?: [^\s`]+)+)", path.read_text("utf-8")):
            words = shlex.split(found[1])
            if "-b" in words or "-M" in words:
                yield path, words


def output_of(words: list[str]) -> str:
    """Return the folder that a call writes pages into."""
    if "-M" in words:
        return f"{words[-1]}/{words[words.index('-M') + 1].removesuffix('pdf')}"
    return words[-1]


CALLS = [
    (path, words)
    for path, words in commands()
    if "-M" in words or sum("/" in word or word == "." for word in words) > 1
]
#: those that a reader or a server runs in the folder of the briefing
HERE = sorted({tuple(words) for _path, words in CALLS if words[-2] == "."} | {
    tuple(words) for _path, words in CALLS if "-M" in words
})  # fmt: skip


@pytest.mark.parametrize("words", [words for _path, words in CALLS], ids=" ".join)
def test_doctrees_lie_outside_of_the_pages(words: list[str]) -> None:
    output = Path(output_of(words))
    doctrees = Path(words[-1], "doctrees") if "-M" in words else Path(words[words.index("-d") + 1])
    assert not doctrees.is_relative_to(output)
    assert not output.is_relative_to(doctrees)


def test_calls_are_found() -> None:
    """Guard against a pattern that no longer finds what the pages say."""
    names = {path.name for path, _words in CALLS}
    assert names >= {
        "README.md",
        "Makefile",
        "smoke",
        "Makefile.txt",
        "github.yml",
        "gitlab.yml",
        "tutorial.md",
    }
    assert names >= {"translate.md", "print.md", "keep-a-public-and-an-internal-edition.rst", "as-of.md"}
    assert len(HERE) > 8


def unpacked(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield a file, and what is packed or pickled in it."""
    yield name, content
    if name.endswith("objects.inv"):
        yield f"{name} unpacked", zlib.decompress(content.split(b"\n", 4)[4])
    if content[:2] == b"\x1f\x8b":
        yield from unpacked(f"{name} unpacked", gzip.decompress(content))
    if zipfile.is_zipfile(BytesIO(content)):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for item in archive.infolist():
                yield from unpacked(f"{name}/{item.filename}", archive.read(item))
    with suppress(Exception):  # most files hold no pickle, and some look like one
        if content[:1] == b"\x80":
            texts = (str(argument) for _code, argument, _at in pickletools.genops(content))
            yield f"{name} unpickled", " ".join(texts).encode()


def holding(folder: Path, word: bytes) -> list[str]:
    """Return the files below a folder, packed ones too, in which a word stands in letters of either case."""
    return [
        name
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        for name, content in unpacked(path.relative_to(folder).as_posix(), path.read_bytes())
        if word in content.lower()
    ]


@pytest.fixture(scope="module")
def briefing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a briefing as the command begins one, with words for its authors alone."""
    folder = tmp_path_factory.mktemp("briefing") / "b"
    assert cli.main(["new", str(folder), "--no-build", "-q"]) == 0
    with (folder / "record.rst").open("a", encoding="utf-8") as record:
        record.write(INTERNAL)
    return folder


@pytest.mark.parametrize("words", HERE, ids=" ".join)
def test_what_is_published_holds_nothing_internal(
    briefing: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(briefing)
    if "gettext" in words:
        pytest.skip("translators get all texts")
    call = [word for word in words if word not in ("-W", "--keep-going", "-E")]
    assert sphinx_build.main([*(word.removesuffix("pdf") for word in call), "-q"]) == 0
    output = Path(output_of(call))
    if "internal" in words:
        assert holding(output, b"ocelot meeting")
        return
    assert list(output.rglob("*"))
    assert holding(output, b"ocelot") == []
    with zipfile.ZipFile("site.zip", "w") as archive:
        for path in output.rglob("*"):
            archive.write(path)
    assert [
        name for name, content in unpacked("site.zip", Path("site.zip").read_bytes()) if b"ocelot" in content
    ] == []


def test_doctrees_hold_what_is_internal(briefing: Path, tmp_path: Path) -> None:
    """Guard against a search that finds nothing, and a layout that needs no care."""
    assert sphinx_build.main(["-q", "-b", "html", str(briefing), str(tmp_path / "html")]) == 0
    assert "environment.pickle unpickled" in {
        name.rpartition("/")[2] for name in holding(tmp_path, b"ocelot")
    }
    for path, packed in (("a.gz", gzip.compress(b"An Ocelot.")), ("b.pickle", pickle.dumps(["An Ocelot."]))):
        (tmp_path / "html" / path).write_bytes(packed)
        assert path in " ".join(holding(tmp_path / "html", b"ocelot"))


def test_new_builds_as_it_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["new", str(tmp_path / "b")]) == 0
    said = re.search(r"Build again:  sphinx-build (.*)", capsys.readouterr().out)
    assert said is not None
    assert sphinx_build.main(["-q", *shlex.split(said[1])]) == 0
    assert {path.parent.name for path in tmp_path.rglob("environment.pickle")} == {"doctrees"}
    assert cli.main(["check", str(tmp_path / "b"), "--strict", "-q"]) == 0


def test_workflows_publish_what_they_built() -> None:
    github = yaml.safe_load((TEMPLATES / new.FILES[".github/workflows/briefing.yml"]).read_text("utf-8"))
    upload = next(s for s in github["jobs"]["build"]["steps"] if "pages-artifact" in s.get("uses", ""))
    built = {words[-1] for path, words in CALLS if path.name in ("github.yml", "gitlab.yml")}
    assert {upload["with"]["path"]} == built
    assert (
        int(upload["uses"].rpartition("@v")[2]) >= 4
    )  # earlier ones pack files whose names begin with a dot
    gitlab = yaml.safe_load((TEMPLATES / new.FILES[".gitlab-ci.yml"]).read_text("utf-8"))
    assert {*gitlab["build"]["artifacts"]["paths"]} == built
    assert gitlab["pages"]["script"] == [f"mv {folder} public" for folder in built]
