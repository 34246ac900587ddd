"""The folder for all that this package keeps for a user from one run to the next; anybody may delete it."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path


def cache_home(platform: str = sys.platform, environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder for the caches of this package, which need not exist.

    It is where the platform has such folders: ``$XDG_CACHE_HOME`` or ``~/.cache`` (XDG Base Directory
    Specification 0.8), ``~/Library/Caches``, ``%LOCALAPPDATA%``.  Raises RuntimeError where there is no home.
    """
    if platform == "win32":
        local = environ.get("LOCALAPPDATA", "")
        base = Path(local) if local else Path.home() / "AppData" / "Local"
    elif platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        # The specification: a relative path is to be ignored.
        given = environ.get("XDG_CACHE_HOME", "")
        base = Path(given) if os.path.isabs(given) else Path.home() / ".cache"  # noqa: PTH117 - "" is not one
    return base / "sphinx-policyrefs"


def is_own(folder: Path) -> bool:
    """Return whether nobody else can write into a folder: what lies in it is unpickled."""
    if sys.platform == "win32":
        return True
    found = folder.stat()
    return found.st_uid == os.getuid() and not found.st_mode & 0o022


def own_cache(name: str) -> Path | None:
    """Return the folder *name* among the caches, made if need be; None where it can't be, or is not the user's own."""
    try:
        home = cache_home()
        folder = home / name
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder.resolve() if is_own(home) and is_own(folder) else None
    except (OSError, RuntimeError):
        return None
