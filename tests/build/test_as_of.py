"""Builds of the record as of a day: what was not known then is absent, and every page says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from support import DocumentSet

pytestmark = pytest.mark.builds

PAGE = """
    Record
    ======

    .. event:: The Act is signed
       :id: signed
       :date: 2024-04-24

    .. event:: The joint venture closes
       :id: closing
       :date: 2026-01-22

       The new owners take over.

    .. _later:

    .. policy:since:: 2025-01-17

       The Court has let the Act stand.

    .. chronology::
    """


@pytest.mark.parametrize(("builder", "page"), [("html", "index.html"), ("text", "index.txt")])
def test_entries_and_prose_of_later_days_are_absent(
    documents: DocumentSet, builder: str, page: str
) -> None:
    documents.write({"index.rst": PAGE})
    build = documents.build(builder, policyrefs_as_of="2024-12-06")
    text = build.read(page)
    assert build.warnings == []
    assert "The Act is signed" in text
    for later in ("joint venture", "new owners", "The Court"):
        assert later not in text
