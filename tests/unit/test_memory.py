"""The garbage collector rests during a build, looks as before afterwards, and leaves the end to the system."""

import gc
import subprocess
import sys
from types import SimpleNamespace
from typing import Any

import pytest

from sphinx_policyrefs.adapter.incremental.memory import (
    LOADED_OBJECTS,
    NEW_OBJECTS,
    GarbageCollection,
    let_doctrees_go,
)

APP: Any = None


@pytest.fixture(autouse=True)
def _usual() -> None:
    gc.set_threshold(700, 10, 10)


def test_it_rests_from_the_beginning_to_the_end_of_a_build() -> None:
    collector = GarbageCollection()
    assert gc.get_threshold() == (LOADED_OBJECTS, 10, 10)
    collector.freeze(APP)
    assert gc.get_threshold() == (NEW_OBJECTS, 10, 10)
    loaded = gc.get_freeze_count()
    read = [[n] for n in range(100)]
    collector.freeze(APP, APP)
    assert gc.get_freeze_count() >= loaded + len(read) > len(read)
    collector.restore(APP, None)
    assert gc.get_threshold() == (700, 10, 10)
    assert gc.get_freeze_count() == 0


@pytest.mark.parametrize("chosen", [0, NEW_OBJECTS * 2])
def test_what_somebody_has_chosen_stays(chosen: int) -> None:
    gc.set_threshold(chosen, 10, 10)
    collector = GarbageCollection()
    collector.freeze(APP)
    collector.restore(APP, None)
    assert gc.get_threshold() == (chosen, 10, 10)
    assert gc.get_freeze_count() == 0


def test_nothing_is_freed_one_by_one_when_the_interpreter_ends() -> None:
    program = """
from sphinx_policyrefs.adapter.incremental.memory import GarbageCollection

class Node:
    def __del__(self):
        print("freed")

GarbageCollection().restore(None, None)
node = Node()
node.itself = node
del node
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")


def test_doctrees_are_not_held_until_their_pages_are_written() -> None:
    held = {"first": 1, "second": 2}
    app: Any = SimpleNamespace(env=SimpleNamespace(_write_doc_doctree_cache=held))
    let_doctrees_go(app, APP)
    assert held == {}
    app.env = SimpleNamespace()  # a release of Sphinx that holds none
    let_doctrees_go(app, APP)
