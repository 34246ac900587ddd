"""All that the files of one call hold -> proposed entries."""

from __future__ import annotations

from collections.abc import Callable

from sphinx_policyrefs.imports.published import bills, notices
from sphinx_policyrefs.imports.published.cases import Cases
from sphinx_policyrefs.imports.published.model import Found
from sphinx_policyrefs.imports.published.proposals import Proposals


def compose(
    found: Found, proposals: Proposals, given: str = "", is_missing: Callable[[str], bool] = bool
) -> Proposals:
    """Propose entries for all that was found.

    *given* is the id of the case of a file that names none; *is_missing* tells whether that needs an entry.
    """
    Cases(found.cases, proposals, given, is_missing).propose()
    for bill in found.bills:
        bills.propose(bill, proposals)
    notices.propose(found.notices, proposals)
    return proposals
