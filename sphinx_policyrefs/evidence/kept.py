"""What is kept of copies from one run to the next: their digests, their texts, and what was looked up in them.

All of it lies in a folder of the user's cache, which anybody may delete. A file that is damaged counts as not there.
Several processes may write at once: each file is written whole, beside its place, and then put there.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

#: After how many seconds what nobody has used is deleted, and how often use is noted.
_UNUSED, _NOTED = 60 * 24 * 3600, 24 * 3600


class Kept:
    """Values by name in a folder; without a folder nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def load(self, name: str) -> Any:
        """Return the value kept under *name*; None where there is none, or a damaged one."""
        if self.folder is None:
            return None
        path = self.folder / name
        try:
            content = path.read_bytes()
            seal, _, body = content.partition(b"\n")
            if seal.decode("ascii") != _seal(body):
                return None
            value = json.loads(body)
        except (OSError, ValueError, RecursionError):
            return None
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _NOTED:
                os.utime(path)
        return value

    def save(self, name: str, value: Any) -> None:
        """Keep *value*, which JSON can hold, under *name*; where that can't be done nothing is kept."""
        if self.folder is None:
            return
        body = json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode("ascii")
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, beside = tempfile.mkstemp(dir=self.folder, prefix=".")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(_seal(body).encode("ascii") + b"\n" + body)
                Path(beside).replace(self.folder / name)
            except OSError:
                Path(beside).unlink(missing_ok=True)
        except OSError:
            return

    def delete_unused(self) -> None:
        """Delete what nobody has used for long."""
        if self.folder is None:
            return
        before = time.time() - _UNUSED
        with suppress(OSError):
            for path in self.folder.iterdir():
                with suppress(OSError):
                    if path.is_file() and path.stat().st_mtime < before:
                        path.unlink()


def _seal(body: bytes) -> str:
    """Return what stands before a body, by which damage shows."""
    return blake2b(body, digest_size=16).hexdigest()
