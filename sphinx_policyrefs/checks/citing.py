"""How the record cites its sources: whether somebody read them, with place and words, and whether they will stay."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sphinx_policyrefs.checks.scope import Scope, finding
from sphinx_policyrefs.records.kinds import PASSAGE, SOURCE
from sphinx_policyrefs.records.model import Entry, Finding

#: Types of sources in which nobody finds anything without a place.
_LONG: Final = frozenset(
    (
        "bill",
        "book",
        "chapter",
        "hearing",
        "legal_case",
        "legislation",
        "regulation",
        "report",
        "thesis",
        "treaty",
    )
)
#: A copy with more pages than these needs a place.
_FEW_PAGES: Final = 2
#: Kinds that are cited themselves.
_CITED: Final = (SOURCE, PASSAGE)


def verified_unread(scope: Scope) -> Iterator[Finding]:
    """Yield what is said to be verified, although nobody says of any of its sources that it was opened."""
    if scope.graph.as_of is not None:
        return  # a source may have been opened again since
    for entry in scope.entries():
        if "verified" not in entry.fields:
            continue
        sources = _sources(scope, entry)
        if any(map(_is_read, sources)) or (not sources and "sources" in entry.lines):
            continue  # what is wrong with those that it names is told there
        reason = "none of its sources has :accessed: or :copy:" if sources else "it has no source"
        message = (
            f'"{entry.title}" is verified, but {reason}; say when the source was opened, or delete :verified:'
        )
        yield finding("verified-unread", entry, message, "verified")


def _sources(scope: Scope, entry: Entry) -> list[Entry]:
    """Return the sources of an entry; those of a source are itself."""
    if entry.kind == SOURCE:
        return [entry]
    graph = scope.graph
    ids = [citing.link.target for citing in scope.proofs.citations(entry.id)]
    ids += graph.targets(entry.id, "source")  # of a passage
    return [graph.entries[id_] for id_ in dict.fromkeys(ids)]


def _is_read(source: Entry) -> bool:
    """Return whether somebody opened a source; what another project does not tell may be so."""
    return bool(source.home or source.fields.get("accessed") or source.fields.get("copy"))


def no_words(scope: Scope) -> Iterator[Finding]:
    """Yield the key, disputed and alleged entries whose sources are all cited without words."""
    for entry in scope.entries():
        given = (entry.fields.get("importance"), entry.fields.get("confidence"))
        marks = [mark for mark in given if mark in ("key", "disputed", "alleged")]
        if not marks or entry.kind in _CITED:
            continue
        if not any(citing.link.quote for citing in scope.proofs.citations(entry.id)):
            what = " and ".join(sorted(marks, reverse=True))
            message = (
                f'"{entry.title}" is {what}, and no citation of it has words; write source @ place "words"'
            )
            yield finding("no-words", entry, message, "sources")


def no_locator(scope: Scope) -> Iterator[Finding]:
    """Yield the citations of long documents without a place; for a passage it is told where that stands."""
    for entry in scope.entries():
        for field, id_ in dict.fromkeys(_without_place(scope, entry)):
            if what := _long(scope, scope.graph.entries[id_]):
                wanted = ":locator:" if entry.kind == PASSAGE else f"{id_} @ place"
                yield finding(
                    "no-locator", entry, f":{field}: cites {what}, without a place; write {wanted}", field
                )
    for reference, link in scope.cited_in_prose():
        if not link.locator and not link.passage and (what := _long(scope, scope.graph.entries[link.target])):
            message = f":policy:cite: cites {what}, without a place; write {link.target} @ place"
            yield Finding("no-locator", message, reference.file, reference.line)


def _without_place(scope: Scope, entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield field and source of each citation of an entry that has no place of its own."""
    if entry.kind == PASSAGE:
        if not entry.fields.get("locator"):
            yield from (("source", id_) for id_ in scope.graph.targets(entry.id, "source"))
        return
    for field, link in scope.proofs.citations(entry.id):
        if not link.locator and not link.passage:
            yield field, link.target


def _long(scope: Scope, source: Entry) -> str:
    """Return the title of a source in which nobody finds anything without a place, and why; "" for a short one."""
    if source.fields.get("type") in _LONG:
        return f'"{source.title}", a {source.fields["type"].replace("_", " ")}'
    pages = scope.proofs.page_count(source.id)
    return f'"{source.title}", a document of {pages} pages' if pages > _FEW_PAGES else ""


def no_archive(scope: Scope) -> Iterator[Finding]:
    """Yield the sources on the web that somebody cites and nobody keeps."""
    cited = {c.link.target for entry in scope.entries() for c in scope.proofs.citations(entry.id)}
    cited |= {link.target for _reference, link in scope.cited_in_prose()}
    for source in scope.entries(SOURCE):
        if source.id not in cited or not source.fields.get("url", "").lower().startswith(("http:", "https:")):
            continue
        if not source.fields.get("archive-url") and not source.fields.get("copy"):
            message = f'"{source.title}" may change or vanish; write :archive-url:, or :copy: of a local copy'
            yield finding("no-archive", source, message, "url")
