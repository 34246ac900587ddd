"""What an import of published files did and did not take, in lines for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from sphinx_policyrefs.imports.published.matching import Matcher
from sphinx_policyrefs.imports.published.model import Found, Place
from sphinx_policyrefs.imports.published.proposals import Proposals


def lines(found: Found, proposals: Proposals) -> Iterator[str]:
    """Yield the lines of a report, most important first."""
    for each in (*found.told, *proposals.told):
        yield f"{where(each.place)}: {each.message}"
    for left in proposals.left:
        sorts = Counter(left.sorts)
        said = ", ".join(f"{count} {name}" for name, count in sorts.most_common())
        yield f"{left.of}: {sum(sorts.values())} of {left.total} left out ({said})"
    if proposals.formal:
        papers = "papers" if proposals.formal > 1 else "paper"
        yield f"{proposals.formal} {papers} of form (certificates, cover sheets) left out"
    if proposals.sideless:
        said = ", ".join(f"{count} {role}" for role, count in proposals.sideless.most_common())
        yield f"parties without a side of ours, left out: {said}"
    yield from matches(proposals.matcher)
    yield from dict.fromkeys(found.remarks)


def matches(matcher: Matcher) -> Iterator[str]:
    """Yield what was taken for what, and what may be."""
    for match in matcher.matches.values():
        if match.taken:
            yield f'"{match.name}" is {match.id} of the record ("{match.title}"); --match never makes it one of its own'
        else:
            yield f'"{match.name}" may be {match.id} of the record ("{match.title}"): --match ask settles it'


def where(place: Place) -> str:
    """Return a place as messages begin with it."""
    return f"{place.file}:{place.line}" + (f" ({place.path})" if place.path else "")


def listed(names: Iterable[str], most: int = 20) -> str:
    """Return names in one line, the first of many."""
    names = list(names)
    return f"{', '.join(names[:most])}{', …' * (len(names) > most)}"
