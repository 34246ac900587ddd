"""Builds in several processes leave the same bytes and say the same as builds in one."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import BLOCKS, Block, Page, sources
from support import DocumentSet
from twins import Twins, differences, findings, output

pytestmark = pytest.mark.builds

#: Enough for each of three processes to read and to write several.
NAMES = ("index", "a", "b", "c", "sub/d", "e", "f", "g", "h")


def check(blocks: list[Block]) -> None:
    """Assert that the builds of a set of documents equal each other."""
    root = Path(tempfile.mkdtemp(prefix="policyrefs-"))
    try:
        documents = DocumentSet(root)
        documents.write({"conf.py": 'extensions = ["sphinx_policyrefs", "myst_parser"]\n'})
        pages = {
            name: Page(f"Page {name}", blocks[n :: len(NAMES)], markdown=name in ("b", "e"))
            for n, name in enumerate(NAMES)
        }
        documents.write(sources(pages, list(NAMES[1:])))
        twins = Twins(documents)
        for builder in ("html", "text"):
            serial = twins.build(builder, place="serial", jobs=1)
            for jobs in (2, 3):
                parallel = twins.build(builder, place=f"parallel-{jobs}-{builder}", jobs=jobs)
                assert differences(output(parallel), output(serial)) == []
                assert findings(parallel) == findings(serial)
    finally:
        shutil.rmtree(root)


@settings(max_examples=3)
@given(st.lists(BLOCKS, min_size=20, max_size=30))
def test_parallel_builds_equal_serial_ones(blocks: list[Block]) -> None:
    check(blocks)


@pytest.mark.long
@given(st.lists(BLOCKS, max_size=40))
def test_parallel_builds_equal_serial_ones_in_many_cases(blocks: list[Block]) -> None:
    check(blocks)
