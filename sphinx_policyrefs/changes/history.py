"""Versions of an export, from a file or from git.  No code of an older version is run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Final, NamedTuple

from sphinx_policyrefs.records.exported import LARGEST, Exported, ExportedError, read_exported

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
#: Seconds that git may take; it looks things up on the disk.
_PATIENCE: Final = 60


class HistoryError(ValueError):
    """A version can't be had; the message is one sentence."""


class NoBaselineError(HistoryError):
    """There is no version to compare with yet, which is not a mistake of anybody."""


class Version(NamedTuple):
    """An export with its name, and the day of its commit or ""."""

    name: str
    day: str
    export: Exported


def from_file(path: Path, name: str = "") -> Version:
    """Return the version that a file holds; raises HistoryError."""
    name = name or str(path)
    try:
        with path.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except OSError as error:
        raise HistoryError(f"{name} can't be read: {error.strerror}") from None
    except ValueError:  # a null character
        raise HistoryError(f"{name!r} is not the name of a file") from None
    return Version(name, "", _read(content, name))


def version(text: str, folder: Path, tracked: str = "") -> Version:
    """Return the version that *text* names: a file, ``REVISION:FILE``, or a day or revision of *tracked*.

    Paths are seen from *folder*.  Of a day it is the newest commit until its end.  Raises HistoryError.
    """
    path = folder / text
    if _is_file(path):
        return from_file(path, text)
    revision, colon, file = text.partition(":")
    if colon and file and len(revision) > 1:  # one letter is a drive
        return from_git(revision, folder / file, file)
    if tracked and not text.endswith(".json"):
        return from_git(text, folder / tracked, tracked)
    return from_file(path, text)


def from_git(revision: str, path: Path, name: str) -> Version:
    """Return the version of a file in the git repository that it lies in; raises HistoryError."""
    folder = path.parent
    while not folder.is_dir():  # the folder may be gone since
        folder = folder.parent
    if _DAY.match(revision):
        commit = _git(folder, "rev-list", "-1", f"--before={revision}T23:59:59Z", "HEAD")
        if not commit:
            raise HistoryError(f"git has no commit of {revision} or before")
    else:
        commit = _git(
            folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
        )
        if not commit:
            raise HistoryError(f'"{revision}" is neither a file nor a tag, a day or another revision of git')
    return _version(folder, commit, os.path.relpath(path, folder), f"{name} of {revision}")


def history(path: Path) -> list[Version]:
    """Return the versions of a file that git has, oldest first, and the one on the disk if that differs.

    Raises HistoryError.
    """
    folder = path.parent
    if not folder.is_dir():
        raise HistoryError(f"{path} can't be read: there is no folder {folder}")
    commits = _git(
        folder, "log", "--reverse", "--format=%H", "--diff-filter=AM", "HEAD", "--", f"./{path.name}"
    ).split()
    versions = [_version(folder, commit, path.name, f"{path} of {commit[:10]}") for commit in commits]
    if _is_file(path):
        now = from_file(path)
        if not versions or versions[-1].export != now.export:
            versions.append(now)
    if not versions:
        raise HistoryError(f"git has no version of {path}")
    return versions


def _version(folder: Path, commit: str, file: str, name: str) -> Version:
    file = Path(file).as_posix()
    place = f"{commit}:{file if file.startswith('../') else f'./{file}'}"
    size = _git(folder, "cat-file", "-s", place)
    if not size:
        raise HistoryError(f"git has no {name}")
    if int(size) > LARGEST:
        raise HistoryError(f"{name} is larger than {LARGEST // 1024 // 1024} MB, which no export is")
    content = _run(folder, "cat-file", "blob", place)
    return Version(name, _git(folder, "log", "-1", "--format=%cs", commit), _read(content, name))


def _read(content: bytes, name: str) -> Exported:
    try:
        return read_exported(content)
    except ExportedError as error:
        place = f"{name}:{error.line}" if error.line else name
        raise HistoryError(f"{place} {error}") from None


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _git(folder: Path, *arguments: str) -> str:
    return _run(folder, *arguments).decode("utf-8", "replace").strip()


def _run(folder: Path, *arguments: str) -> bytes:
    """Return what git says, nothing where it says that there is none; raises HistoryError without git."""
    program = shutil.which("git")
    if program is None:
        raise HistoryError("there is no git on this machine; name a file")
    # What is not there is not fetched, and nobody is asked for a password.
    environment = {**os.environ, "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(  # noqa: S603 - the words are ours, and revisions can't be taken for options
            [program, "-C", str(folder), *arguments],
            capture_output=True,
            check=False,
            timeout=_PATIENCE,
            env=environment,
        )
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise HistoryError(f"git could not be asked: {type(error).__name__}") from None
    if done.returncode and b"not a git repository" in done.stderr:
        raise HistoryError("there is no git repository around the file; name another file")
    if done.returncode and b"dubious ownership" in done.stderr:
        raise HistoryError("git refuses the repository of another owner; see safe.directory in its manual")
    return done.stdout if not done.returncode else b""
