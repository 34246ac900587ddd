"""Citations of law: text -> the same citation in its usual form, with an official or free address.

Every form is a row of the table in :mod:`forms`; authors add rows with ``policyrefs_citations``.  Addresses are built
from the citation.  None is ever looked up.
"""

from sphinx_policyrefs.records.citations.forms import CITATIONS, CitationForm
from sphinx_policyrefs.records.citations.reading import (
    Citation,
    Found,
    citation_rows,
    find_citations,
    looks_us,
    parse_citation,
)

__all__ = [
    "CITATIONS",
    "Citation",
    "CitationForm",
    "Found",
    "citation_rows",
    "find_citations",
    "looks_us",
    "parse_citation",
]
