"""Fixtures and settings that all tests share."""

from __future__ import annotations

import gc
import logging
import os
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from support import DocumentSet
    from themes import Themed

# No deadline: the same example takes many times longer on a busy machine, and a build is not a unit.
# The ordinary run draws the same examples each time, so that a failure belongs to the change under
# test; the long run looks for new ones.
hypothesis.settings.register_profile(
    "default", deadline=None, max_examples=100, derandomize=True, database=None
)
hypothesis.settings.register_profile("long", deadline=None, max_examples=2000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


# Sphinx makes hundreds of records of what each extension registers, which nobody reads: a fifth of a small build.
logging.disable(logging.DEBUG)


def pytest_report_header() -> str:
    """Return a line that names the versions which decide what pages look like."""
    return ", ".join(_installed(name) for name in ("Sphinx", "docutils", "Babel", "myst-parser"))


def _installed(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return f"no {name}"


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what commands read apart from the user's own cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(autouse=True)
def _collector() -> Iterator[None]:
    """Let the garbage collector look as before once a test is over whose builds did not come to their end."""
    before = gc.get_threshold()
    yield
    if gc.get_threshold() != before:
        gc.set_threshold(*before)
        gc.unfreeze()


@pytest.fixture
def documents(tmp_path: Path) -> DocumentSet:
    """Return an empty set of documents that has only conf.py's `extensions` line."""
    # Sphinx is not loaded for the tests of the core, which know nothing of it.
    from support import DocumentSet

    return DocumentSet(tmp_path)


@pytest.fixture(scope="session")
def themed(tmp_path_factory: pytest.TempPathFactory) -> Themed:
    """Return what builds the set that has everything with a theme, once each in the whole run."""
    from themes import Themed

    own = tmp_path_factory.getbasetemp()
    return Themed((own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "themes")
