"""Where commands keep what they have read: a folder for each project, in the cache folder of the user.

Nothing of it lies in the project, where the next build might read or publish it.  Anybody may delete it.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import IO, Final

from sphinx_policyrefs.user_cache import cache_home, is_own

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

#: How long a command waits for another one that reads the same project, in seconds.
PATIENCE: Final = 10.0

#: After how many seconds a folder that no command has used is deleted.
_KEPT: Final = 60 * 24 * 3600


@contextmanager
def project_folder(*key: object) -> Iterator[Path]:
    """Yield the folder of the project that *key* tells apart, for this process alone.

    It is an empty temporary folder where the cache can't be written, is not the user's own, or is in use by
    another command for longer than :data:`PATIENCE`.
    """
    name = blake2b(repr(key).encode(), digest_size=16).hexdigest()
    lock = _locked(name)
    if lock is None:
        with tempfile.TemporaryDirectory(prefix="policyrefs-", ignore_cleanup_errors=True) as temporary:
            yield Path(temporary).resolve()
        return
    try:
        _delete_unused(Path(lock.name).parent, name)
        folder = Path(lock.name).with_suffix("")
        folder.mkdir(exist_ok=True)
        yield folder
    finally:
        lock.close()  # and with it the lock


def _locked(name: str) -> IO[bytes] | None:
    """Return the open lock of a folder in the cache, None where it can't be had."""
    try:
        home = cache_home()
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not is_own(home):
            return None
        until = time.monotonic() + PATIENCE
        while (lock := _try_lock(home.resolve() / f"{name}.lock")) is None and time.monotonic() < until:
            time.sleep(0.05)
    except (OSError, RuntimeError):
        return None
    return lock


def _try_lock(path: Path) -> IO[bytes] | None:
    """Return the file at *path*, opened and locked; None if another process has it.  Raises OSError."""
    opened = path.open("ab")
    try:
        # Another process may have deleted the file since it was opened.
        if _lock(opened) and path.exists() and os.path.samestat(os.fstat(opened.fileno()), path.stat()):
            os.utime(path)
            return opened
    except OSError:
        opened.close()
        raise
    opened.close()
    return None


def _lock(opened: IO[bytes]) -> bool:
    """Lock a file until it is closed; return False if another process has locked it.  Raises OSError."""
    if sys.platform == "win32":
        try:
            msvcrt.locking(opened.fileno(), msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
    else:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def _delete_unused(home: Path, name: str) -> None:
    """Delete the folders that no command has used for long, but for the one that is about to be used."""
    before = time.time() - _KEPT
    for path in home.glob("*.lock"):
        with suppress(OSError):
            if path.stem == name or path.stat().st_mtime > before:
                continue
            if (lock := _try_lock(path)) is not None:
                with lock:
                    shutil.rmtree(path.with_suffix(""), ignore_errors=True)
                    path.unlink()
