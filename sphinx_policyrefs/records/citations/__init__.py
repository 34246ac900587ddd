"""Citations: a text to a normalised text and an official or free address.

All forms are rows of one table (:mod:`forms`); authors add rows of the same form (``policyrefs_citations``). No
address is ever looked up.
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
