"""Nothing in our parts of a page shuts readers out, in light and in dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import DocumentSet

if TYPE_CHECKING:
    from collections.abc import Callable

    from browsing import Visits
    from support import Build

pytestmark = pytest.mark.browser

RECORD = """
    Record
    ======

    .. party:: Acme Corporation
       :id: acme

    .. party:: Board of Trade
       :id: board

    .. source:: The Daily Paper
       :id: paper
       :url: https://example.org/

    .. legal-action:: Acme v. Board
       :id: case
       :plaintiffs: acme
       :defendants: board
       :filed: 2020-05-07
       :decided: 2021-02
       :sources: paper @ p. 3

    .. legal-action:: Board v. Acme
       :id: appeal
       :appeal-of: case
       :filed: 2021-03

    .. event:: Hearing in public
       :id: hearing
       :date: 2020-06-01/2020-06-04
       :parties: acme; board
       :legal-action: case
       :confidence: disputed

       With :party:`acme` in the room.

    .. discrepancy:: Day of the hearing
       :about: hearing
       :values: 1 June | paper

    .. deadline:: Answer is due
       :from: case.filed
       :runs: 30 days
       :on: board

    .. event:: Someday
       :date: XXXX

    Views
    -----

    .. chronology::
       :filter: yes

    .. chronology::
       :layout: prose
       :filter: yes

    .. policy:timeline::

    .. docket:: case

    .. dossier:: acme

    .. deadlines::

    .. discrepancies::

    .. party-index::
       :filter: yes
"""


@pytest.fixture(scope="module", params=["alabaster", "furo"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Build:
    documents = DocumentSet(tmp_path_factory.mktemp("axe"))
    documents.write({"index.rst": RECORD})
    return documents.build(html_theme=request.param)


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing(visits: Visits, site: Build, axe: Callable[..., list[str]], dark: bool) -> None:
    page = visits.open(site, dark=dark)
    page.locator(".policy-years button").first.click()
    page.locator(".policy-menu summary", has_text="Party").first.click()
    page.locator(".policy-choices label").first.wait_for()
    assert axe(page, ".policy-entry", ".policy-view") == []
