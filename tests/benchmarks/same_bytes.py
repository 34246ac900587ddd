#!/usr/bin/env python3
"""Say which files this working tree builds otherwise than a revision does: a refactoring should name none.

The sources are the revision's on both sides, so that code alone can make a difference: the examples, the
documentation, its snippets in both syntaxes, and the set that has everything. Only the tables of the documentation
are made by each side's own `docs/_ext`. Ends with 1 where a file or a warning differs. What a revision builds is
kept in `_build/same-bytes` for the next run.
"""

from __future__ import annotations

import argparse
import difflib
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "_build" / "same-bytes"
BUILDERS = ("html", "text", "latex", "policyrefs")
#: Sets of documents by name: where they lie in the copy of the repository, and what they add to conf.py.
SETS = {
    "tiktok-ban": ("examples/tiktok-ban", ()),
    "federation": ("examples/federation", ()),
    "transfers": ("examples/data-transfers", ()),
    "docs": ("docs", ("nitpicky=1",)),
    "snippets-rst": ("made/rst", ()),
    "snippets-md": ("made/md", ()),
    "everything": ("made/everything", ()),
    "everything-as-of": ("made/everything", ("policyrefs_as_of=2024-12-05", "language=de")),
}
EXPORTS = "policyrefs_exports=json,csv,ics,atom,jsonld,timelinejs,csl"
#: Written by the revision itself: its tests know how.
MAKE = """
import sys
from pathlib import Path
from types import SimpleNamespace

root = Path(sys.argv[1])
sys.path.insert(0, str(root / "tests"))
import kitchen_sink
from support import DocumentSet

documents = SimpleNamespace(root=root, src=root / "made" / "everything")
documents.write = lambda files: DocumentSet.write(documents, files)
kitchen_sink.write(documents)
documents.write({"conf.py": "".join(f"{name} = {value!r}\\n" for name, value in kitchen_sink.CONFIG.items())})
"""
CONF = 'extensions = ["sphinx_policyrefs", "myst_parser"]\nmyst_enable_extensions = ["colon_fence"]\n'
TITLES = {"rst": "{name}\n" + "=" * 40 + "\n\n", "md": "# {name}\n\n"}
INDEX = "Snippets\n========\n\n.. toctree::\n   :glob:\n\n   *\n"
#: A mark of this script, Sphinx's records of a build, and digests of what pages show: nothing that is published.
PRIVATE = {"complete", ".buildinfo", ".buildinfo.bak", ".policyrefs"}
DIFF_LINES = 12


def _git(*arguments: str) -> str:
    run = subprocess.run(["git", "-C", ROOT, *arguments], check=True, capture_output=True, text=True)
    return run.stdout.strip()


def _environment(code: Path) -> dict[str, str]:
    """Return an environment in which the package is `code`'s, on one and the same day."""
    return os.environ | {
        "PYTHONPATH": str(code),
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": "1767225600",
        "LC_ALL": "C.UTF-8",
        "NO_COLOR": "1",
    }


def make_sources(tree: Path) -> None:
    """Write the sets that tests have beside those that lie in the copy of the repository `tree`."""
    made = tree / "made"
    shutil.rmtree(made, ignore_errors=True)
    subprocess.run([sys.executable, "-c", MAKE, tree], check=True, env=_environment(tree))
    snippets = tree / "docs" / "snippets"
    for syntax, title in TITLES.items():
        (made / syntax / "snippets").mkdir(parents=True)
        (made / syntax / "conf.py").write_text(CONF, "utf-8")
        (made / syntax / "index.rst").write_text(INDEX, "utf-8")
        for path in (snippets / syntax).glob(f"*.{syntax}"):
            text = title.format(name=path.stem) + path.read_text("utf-8")
            (made / syntax / path.name).write_text(text, "utf-8")
        for path in (*snippets.glob("*.json"), *snippets.glob("*.yaml")):
            shutil.copy(path, made / syntax / "snippets")


def build(name: str, tree: Path, code: Path, out: Path, work: Path) -> None:
    """Build one set with the package of `code`, and its warnings as files beside the output."""
    source, settings = SETS[name]
    for builder in BUILDERS:
        told = out / name / f"{builder}.warnings"
        target = out / name / builder
        target.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "sphinx", "-q", "-b", builder, "-d", work / name, "-w", told]
        for setting in (EXPORTS, *settings):
            command += ["-D", setting]
        command += [tree / source, target]
        run = subprocess.run(command, check=False, env=_environment(code), capture_output=True, text=True)
        if run.returncode:
            sys.exit(f"{name} in {builder} cannot be built with {code}:\n{run.stdout}{run.stderr}")
        told.write_text("".join(sorted(told.read_text("utf-8").splitlines(keepends=True))), "utf-8")


def build_all(names: list[str], tree: Path, code: Path, out: Path) -> None:
    """Build sets with the package of `code` into `out`, two at a time."""
    work = tree / "doctrees"
    shutil.rmtree(work, ignore_errors=True)
    if code != tree:
        shutil.rmtree(tree / "docs" / "_ext")
        shutil.copytree(code / "docs" / "_ext", tree / "docs" / "_ext")
    for name in names:
        shutil.rmtree(out / name, ignore_errors=True)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda name: build(name, tree, code, out, work), names))


def files_of(folder: Path) -> dict[str, bytes]:
    """Return what was published, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in PRIVATE and ".doctrees" not in path.parts
    }


def difference(before: bytes | None, after: bytes | None) -> str:
    """Return the first lines of the difference of two files."""
    if before is None or after is None:
        return "  is new\n" if before is None else "  is gone\n"
    try:
        texts = [text.decode("utf-8").splitlines(keepends=True) for text in (before, after)]
    except UnicodeDecodeError:
        return f"  {len(before)} bytes, now {len(after)}\n"
    lines = list(difflib.unified_diff(*texts, n=0))[2:]
    more = f"  … and {len(lines) - DIFF_LINES} lines more\n" if len(lines) > DIFF_LINES else ""
    return "".join(f"  {line.rstrip()[:300]}\n" for line in lines[:DIFF_LINES]) + more


def compare(names: list[str], before: Path, after: Path) -> int:
    """Print what differs and return how many files do."""
    count = compared = 0
    for name in names:
        old, new = files_of(before / name), files_of(after / name)
        compared += len(old)
        for path in sorted(old.keys() | new.keys()):
            if old.get(path) != new.get(path):
                count += 1
                print(f"{name}/{path}\n{difference(old.get(path), new.get(path))}", end="")
    print(f"{count} of {compared} files differ")
    return count


def prepare(commit: str) -> Path:
    """Return a copy of the repository at a commit, always at the same place: Sphinx names it in what it says."""
    tree = KEPT / "sources"
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir(parents=True)
    archive = subprocess.run(["git", "-C", ROOT, "archive", commit], check=True, capture_output=True)
    subprocess.run(["tar", "-x", "-C", tree], input=archive.stdout, check=True)
    make_sources(tree)
    return tree


def main() -> None:
    """Compare and say what differs."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("revision", help="what the working tree is compared with, such as main or HEAD~3")
    parser.add_argument("--sets", default=",".join(SETS), help="which, in turn (%(default)s)")
    a = parser.parse_args()
    names = a.sets.split(",")
    commit = _git("rev-parse", "--verify", f"{a.revision}^{{commit}}")
    tree, before, after = prepare(commit), KEPT / commit, KEPT / "working-tree"
    missing = [name for name in names if not (before / name / "complete").exists()]
    build_all(missing, tree, tree, before)
    for name in missing:
        (before / name / "complete").touch()
    build_all(names, tree, ROOT, after)
    sys.exit(1 if compare(names, before, after) else 0)


if __name__ == "__main__":
    main()
