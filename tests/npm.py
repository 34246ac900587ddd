"""Packages of npm that tests read our files with; kept beside the tests' other caches, and never committed."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

#: Git passes over it, and CI may keep it from one run to the next.
CACHE = Path(__file__).parents[1] / ".npm-cache"


def package(name: str, version: str) -> Path:
    """Return the folder of a package, fetched once; skips the test, with the reason, where that can't be done."""
    folder = CACHE / f"{name.strip('@').replace('/', '-')}-{version}"
    if folder.is_dir():
        return folder
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip(f"there is no npm to fetch {name} with; install it with: apt install npm")
    CACHE.mkdir(exist_ok=True)
    fetched = CACHE / f".{folder.name}"
    shutil.rmtree(fetched, ignore_errors=True)
    fetched.mkdir()
    try:
        subprocess.run(
            [npm, "pack", "--silent", f"{name}@{version}"],
            cwd=fetched, capture_output=True, text=True, check=True, timeout=120,
        )  # fmt: skip
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        shutil.rmtree(fetched)
        pytest.skip(f"npm could not fetch {name}: {error}")
    with tarfile.open(next(fetched.glob("*.tgz"))) as archive:
        archive.extractall(fetched, filter="data")
    (fetched / "package").rename(folder)
    shutil.rmtree(fetched)
    return folder
