"""``policyrefs sources --get``: copies of addresses that have none, the one thing here that uses the network."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from hashlib import blake2b, sha256
from pathlib import Path
from tempfile import TemporaryDirectory, mkstemp
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlsplit

from sphinx_policyrefs.commands.project import CLEAN, FOUND, CommandError
from sphinx_policyrefs.commands.recording import changes, edits, tell
from sphinx_policyrefs.commands.speech import say
from sphinx_policyrefs.commands.writing import confirmed, show, write

if TYPE_CHECKING:
    from sphinx_policyrefs.commands.project import Project
    from sphinx_policyrefs.evidence.fetching import Fetched
    from sphinx_policyrefs.records.model import Entry

#: Addresses of these hosts are made to last; where they lead today is not written in their place.
_LASTING: Final = (
    "doi.org",
    "handle.net",
    "purl.org",
    "w3id.org",
    "n2t.net",
    "perma.cc",
    "urn.fi",
    "nbn-resolving.org",
)
#: So many bytes may a name have, its ending apart.
_LONGEST: Final = 120


class Copy(NamedTuple):
    """A copy that was fetched."""

    source: Entry
    #: the temporary file in which it lies, or the file that has the same content already
    fetched: Path
    #: where it goes
    path: Path
    options: dict[str, str]

    @property
    def is_new(self) -> bool:
        """Return whether the file has to be written."""
        return self.fetched != self.path


def get(project: Project, arguments: argparse.Namespace) -> int:
    """Fetch copies, show what would be written, and write it where that is wanted."""
    folder = folder_of(project)
    wanted, failed = wanting(project)
    if not wanted:
        say(arguments, "There is no address without a copy that could be fetched.")
        return FOUND if failed else CLEAN
    if not (arguments.yes or sys.stdin.isatty()):
        for source in wanted:
            print(f"{source.id}: {_address(source)}")
        print(f"Nothing was fetched; --yes fetches {len(wanted)} address{'es' * (len(wanted) != 1)}.")
        return FOUND
    with TemporaryDirectory(prefix="policyrefs-") as temporary:
        copies = [
            copy
            for source in wanted
            if (copy := _fetched(project, source, folder, Path(temporary), arguments))
        ]
        if not copies or not _written(project, copies, arguments):
            return FOUND
    return CLEAN if len(copies) == len(wanted) and not failed else FOUND


def folder_of(project: Project) -> Path:
    """Return the folder into which copies go; raises :class:`CommandError` where conf.py names none."""
    folders = project.build.config.policyrefs_copies
    if not folders:
        raise CommandError('there is no folder for copies; write policyrefs_copies = ["copies"] into conf.py')
    return Path(os.path.abspath(project.source / folders[0]))  # noqa: PTH100 - resolve() would follow links


def wanting(project: Project) -> tuple[list[Entry], bool]:
    """Return the sources with an address and without a copy, and whether others can't be written, which is told.

    One whose copy is named and not there has none.
    """
    from sphinx_policyrefs.records.kinds import SOURCE

    sources = [
        source
        for source in project.scope.entries(SOURCE)
        if _address(source) and project.scope.proofs.path(source.id) is None
    ]
    trial = edits(
        project, {source.id: dict.fromkeys(("copy", "sha256", "accessed"), "x") for source in sources}
    )
    for id_, reason in trial.failed.items():
        tell(project.graph.entries[id_], f"it {reason}, so that no copy is fetched")
    return [source for source in sources if source.id not in trial.failed], bool(trial.failed)


def _address(source: Entry) -> str:
    return str(source.fields.get("url") or source.fields.get("archive-url") or "")


def _fetched(
    project: Project, source: Entry, folder: Path, temporary: Path, arguments: argparse.Namespace
) -> Copy | None:
    """Return the copy of a source, None where none can be had, which is told."""
    from sphinx_policyrefs.adapter.references.federation import tls_context, user_agent
    from sphinx_policyrefs.evidence.fetching import FetchError, fetch

    config, address = project.build.config, _address(source)
    try:
        found = fetch(address, user_agent(config), partial(tls_context, config))
    except FetchError as error:
        tell(source, f"the address {address} {error}")
        return None
    say(arguments, f"{source.id}: {len(found.content):,} bytes from {found.address}")
    try:
        return _placed(project, source, folder, temporary, found)
    except OSError as error:
        raise CommandError(f"{folder}: {error.strerror or error}") from None


def _placed(project: Project, source: Entry, folder: Path, temporary: Path, found: Fetched) -> Copy:
    """Return a copy that was fetched, kept in *temporary* until it is written; raises OSError."""
    from sphinx_policyrefs.evidence.fetching import sendable

    now = datetime.now().astimezone()
    digest = sha256(found.content).hexdigest()
    path = _named(project, source, folder, found, digest)
    as_named = path is not None
    if path is None:
        path = place(folder, source.id, found.ending, found.content, now)
    options = {}
    if not as_named:
        inside = path.is_relative_to(project.source)
        options["copy"] = path.relative_to(project.source if inside else folder).as_posix()
    if digest != source.fields.get("sha256"):
        options |= {"sha256": digest, "accessed": now.isoformat(timespec="seconds")}
        if _moves(source) and found.address != sendable(_address(source)):
            options["url"] = found.address
    if path.exists():
        return Copy(source, path, path, options)
    number, kept = mkstemp(dir=temporary)
    with open(number, "wb") as opened:  # noqa: PTH123 - it is open already
        opened.write(found.content)
    return Copy(source, Path(kept), path, options)


def _named(project: Project, source: Entry, folder: Path, found: Fetched, digest: str) -> Path | None:
    """Return the file that a source names and that is not there, where what was found is that; None for a newer one."""
    name, recorded = source.fields.get("copy"), source.fields.get("sha256")
    if not name or recorded not in (None, digest):
        return None
    for base in (project.source, folder):
        path = Path(os.path.abspath(base / name))  # noqa: PTH100
        if path.is_relative_to(folder) and path.suffix.lower() == found.ending and not path.exists():
            return path
    return None


def _moves(source: Entry) -> bool:
    """Return whether the address of a source is to be the one where it ended: not one that is made to last.

    Nor one whose archived page names it.
    """
    host = (urlsplit(str(source.fields.get("url", ""))).hostname or "").lower()
    lasts = any(host == lasting or host.endswith(f".{lasting}") for lasting in _LASTING)
    return bool(host) and not lasts and not source.fields.get("archive-url")


def place(folder: Path, id_: str, ending: str, content: bytes, now: datetime) -> Path:
    """Return where a copy goes: a file that holds the same, else one that is not there; later ones bear the day."""
    name = id_
    if len(name.encode()) > _LONGEST:
        cut = name.encode()[: _LONGEST - 9].decode("utf-8", "ignore").rstrip("-")
        name = f"{cut}-{blake2b(name.encode(), digest_size=4).hexdigest()}"
    number = 0
    while True:
        more = "" if number == 0 else f"-{now:%Y-%m-%d}" if number == 1 else f"-{now:%Y-%m-%d}-{number}"
        path = folder / f"{name}{more}{ending}"
        if not path.exists() or (path.is_file() and path.read_bytes() == content):
            return path
        number += 1


def _written(project: Project, copies: list[Copy], arguments: argparse.Namespace) -> bool:
    """Show what would be written and write it where that is wanted; return whether it was."""
    wanted: dict[str, Mapping[str, str]] = {copy.source.id: copy.options for copy in copies if copy.options}
    made = changes(project, edits(project, wanted))
    show(made, sys.stdout)
    new = [copy for copy in copies if copy.is_new]
    for copy in new:
        print(f"new: {copy.path} ({copy.fetched.stat().st_size:,} bytes)")
    many = f"{len(copies)} cop{'ies' if len(copies) != 1 else 'y'}"
    if not (arguments.yes or confirmed(f"Write {many}?", sys.stdout)):
        print("Nothing was written.")
        return False
    for copy in new:
        try:
            copy.path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(copy.fetched, copy.path)
        except OSError as error:
            raise CommandError(f"{copy.path} can't be written: {error.strerror or error}") from None
    write(made)
    say(arguments, f"Wrote {many}.")
    return True
