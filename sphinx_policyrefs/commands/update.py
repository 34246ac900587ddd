"""``policyrefs update``: which files have newer copies than what was imported of them, and what they change."""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from sphinx_policyrefs.commands import import_
from sphinx_policyrefs.commands.project import CLEAN, CommandError
from sphinx_policyrefs.commands.speech import add_speech

HELP = "import again what has newer copies at hand"
DESCRIPTION = (
    "Go over the data files below DIR that were imported and say of what (dockets, bills, spreadsheets), say which of "
    "those have changed since they were imported, and import these again: what is new is added, what changed is "
    "changed, what a person changed stays and is told. Nothing is fetched: put the newer copy in the place of the "
    "older one. The changes are shown first. The exit status is 0, or 1 if something is wrong or was not confirmed, "
    "or 2 if a file could not be read or written."
)
#: Names of data files that can say where they are from.
_SUFFIXES: Final = (".yaml", ".yml", ".json")
#: The largest file that is looked into.
_LARGEST: Final = 50_000_000


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "directory", metavar="DIR", type=Path, help="the directory with the documents and data files"
    )
    parser.add_argument("--yes", action="store_true", help="update the data files without asking")
    parser.add_argument(
        "--keep-going", action="store_true", help="write the correct entries even if others have mistakes"
    )
    add_speech(parser)


def run(arguments: argparse.Namespace) -> int:
    """Import again what has changed."""
    directory: Path = arguments.directory
    if not directory.is_dir():
        raise CommandError(f"{directory} is not a directory")
    status, seen = CLEAN, 0
    for data in _data_files(directory):
        seen += 1
        status = max(status, _update(data, arguments))
    if not seen and not arguments.quiet:
        print(f"no data file below {directory} says what it was imported from")
    return status


class _Data(NamedTuple):
    """A data file that says where it is from."""

    path: Path
    origin: list[dict[str, str]]


def _data_files(directory: Path) -> Iterator[_Data]:
    """Yield the data files below a directory that were made of published files."""
    from sphinx_policyrefs.imports.tree import DataError
    from sphinx_policyrefs.imports.update import ORIGIN, origin_of

    for path in sorted(directory.rglob("*")):
        parts = path.relative_to(directory).parts
        if (
            path.suffix not in _SUFFIXES
            or any(part.startswith((".", "_")) for part in parts)
            or not path.is_file()
        ):
            continue
        try:
            if path.stat().st_size > _LARGEST:
                continue
            text = path.read_text("utf-8-sig")
            if ORIGIN in text and (origin := origin_of(text, path.suffix)):
                yield _Data(path, origin)
        except (OSError, UnicodeDecodeError, DataError, ImportError):
            continue  # which the build tells, if it is one of its own


def _update(data: _Data, arguments: argparse.Namespace) -> int:
    """Say what has become of the files that a data file is from, and import them again where one has changed."""
    newer = False
    files = []
    for each in data.origin:
        path = data.path.parent / each.get("file", "")
        state = _state(path, each.get("sha256", ""))
        newer = newer or state == "newer"
        if state != "missing":
            files.append(path)
        said = {
            "newer": "has a newer copy",
            "same": "is the copy that was imported",
            "missing": "is not at hand",
        }
        if not arguments.quiet:
            print(f"{data.path}: {path} {said[state]}")
    if not newer:
        return CLEAN
    if len(files) < len(data.origin):
        print(f"{data.path} was left as it is: it takes all of its files to import them again")
        return 1
    return import_.run(_call(data, files, arguments))


def _state(path: Path, digest: str) -> str:
    try:
        return "same" if hashlib.sha256(path.read_bytes()).hexdigest() == digest else "newer"
    except OSError:
        return "missing"


def _call(data: _Data, files: list[Path], arguments: argparse.Namespace) -> argparse.Namespace:
    """Return the call of the import that made a data file."""
    parser = argparse.ArgumentParser()
    import_.configure(parser)
    said = data.origin[0]
    options = [f"--{name}={said[name]}" for name in (*import_.KEPT, "century") if said.get(name)]
    options += [f"--dates={form}" for form in said.get("dates", "").split("\n") if form]
    if said.get("original"):
        options.append("--original")
    if into := said.get("into"):
        options.append(f"--into={data.path.parent / into}")
    flags = [
        f"--{name.replace('_', '-')}" for name in ("yes", "keep_going", "quiet") if getattr(arguments, name)
    ]
    try:
        call = parser.parse_args([*map(str, files), f"--to={data.path}", *options, *flags])
    except SystemExit:
        raise CommandError(f"{data.path}: x-origin has an option that import does not know") from None
    return argparse.Namespace(**{**vars(arguments), **vars(call)})
