"""What the record rests on: sources, verification, evidence, and what is still open."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_policyrefs.checks.scope import Scope, finding
from sphinx_policyrefs.records.confidential import is_confidential
from sphinx_policyrefs.records.drafts import is_unjudged
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.kinds import PASSAGE, SOURCE
from sphinx_policyrefs.records.model import Entry, Finding, is_open
from sphinx_policyrefs.records.named import named_by
from sphinx_policyrefs.records.names import Lookup


def _sources(scope: Scope, entry: Entry) -> set[str]:
    """Return the different sources of an entry; one whose name leads nowhere counts by its name."""
    return {found.entry.id if found.entry else name for name, found in _lookups(scope, entry).items()}


def _lookups(scope: Scope, entry: Entry) -> dict[str, Lookup]:
    """Return what the names of an entry's sources lead to."""
    graph = scope.graph
    found = {}
    for citation in entry.fields.get("sources", ()):
        link = graph.cited(citation)
        found[citation.name] = (
            Lookup(graph.entries[link.target])
            if link is not None
            else graph.find(citation.name, (SOURCE, PASSAGE))
        )
    return found


def _key(scope: Scope) -> Iterator[Entry]:
    """Yield the key entries that can have sources, which are all but sources."""
    for entry in scope.entries():
        if entry.fields.get("importance") == "key" and entry.kind != SOURCE:
            yield entry


def unsourced(scope: Scope) -> Iterator[Finding]:
    """Yield what is asserted without a source."""
    for entry in scope.entries():
        if not scope.graph.kinds[entry.kind].asserts:
            continue
        # An option that could not be read is a finding already.
        if "sources" not in entry.fields and "sources" not in entry.lines:
            yield finding(
                "unsourced", entry, f'the {entry.kind} "{entry.title}" has no source; write :sources:'
            )


def single_source_dispute(scope: Scope) -> Iterator[Finding]:
    """Yield what is disputed or alleged and rests on fewer than two sources.

    Those that go back to one source, as reports of one wire story do, count once.
    """
    for entry in scope.entries():
        confidence = entry.fields.get("confidence")
        if confidence not in ("disputed", "alleged"):
            continue
        sources = _sources(scope, entry)
        if len(sources) < 2:
            message = (
                f'"{entry.title}" is {confidence} and rests on fewer than two sources; add one to :sources:'
            )
        elif origin := _origin(scope, sources):
            message = (
                f'"{entry.title}" is {confidence}, and all its {len(sources)} sources go back to "{origin}" '
                "(:taken-from:); add one that does not"
            )
        else:
            continue
        # What a confidential source is taken from is as confidential.
        also = tuple(id_ for id_ in sorted(sources) if id_ in scope.graph.secrets)
        yield finding("single-source-dispute", entry, message, "confidence")._replace(also=also)


def _origin(scope: Scope, sources: set[str]) -> str:
    """Return the title of the source to which all *sources* go back, the first of several, or "" for none."""
    shared = set.intersection(*(_behind(scope, id_) for id_ in sources))
    first = min(shared, key=lambda id_: (len(_behind(scope, id_)), id_), default="")
    return scope.graph.entries[first].title if first else ""


def _behind(scope: Scope, id_: str) -> set[str]:
    """Return a source and all that it is taken from, over any number of steps."""
    found, waiting = {id_}, [id_]
    while waiting:
        new = set(scope.graph.targets(waiting.pop(), "taken-from")) - found
        found |= new
        waiting += sorted(new)
    return found


def weak_source(scope: Scope) -> Iterator[Finding]:
    """Yield the key entries with neither a primary nor an official source."""
    for entry in _key(scope):
        found = _lookups(scope, entry).values()
        if not any(_is_strong(source) for source in found):
            message = f'the key entry "{entry.title}" has no source that is primary or official; add one to :sources:'
            yield finding("weak-source", entry, message, "sources")


def _is_strong(source: Lookup) -> bool:
    """Return whether a source is primary or official; one that the as-of day hides may be.

    So may that of a passage which names none, as is told at the passage.
    """
    if source.entry is None:
        return not source.code
    if source.entry.kind == PASSAGE:
        return True
    return source.entry.fields.get("quality") in ("primary", "official")


def unverified(scope: Scope) -> Iterator[Finding]:
    """Yield the key entries that nobody has verified."""
    for entry in _key(scope):
        if "verified" not in entry.fields and "verified" not in entry.lines:
            message = f'the key entry "{entry.title}" is not verified; compare it with its sources and write :verified:'
            yield finding("unverified", entry, message)


def claim_without_evidence(scope: Scope) -> Iterator[Finding]:
    """Yield the claims with a verdict and no evidence; drafts are still being judged."""
    for claim in scope.entries("claim"):
        if claim.fields.get("review") == "draft":
            continue
        verdict = claim.fields.get("verdict")
        if verdict and "evidence" not in claim.fields and "evidence" not in claim.lines:
            message = (
                f"the claim is called {verdict} without evidence; name the entries that show it in :evidence:"
            )
            yield finding("claim-without-evidence", claim, message, "verdict")


def discrepancy_open(scope: Scope) -> Iterator[Finding]:
    """Yield the discrepancies without a resolution."""
    for entry in scope.entries("discrepancy"):
        if is_open(entry):
            message = f'"{entry.title}" is not resolved; write :resolution: and :status: resolved when it is'
            yield finding("discrepancy-open", entry, message, "status")


def unused_entry(scope: Scope) -> Iterator[Finding]:
    """Yield the entries that exist for others to refer to, such as parties, and that no relation or role names."""
    graph = scope.graph
    if graph.as_of is not None:
        return  # what refers to an entry may be of a later day
    named: set[str] = set()
    for record in scope.records:
        for reference in record.references:
            if not graph.shows(reference.only):
                continue
            named.update(named_by(graph, reference.role, reference.target))
    for entry in graph.own:  # those of data files need not stand on any page
        for run in (*entry.title_runs, *entry.summary):
            if not isinstance(run, str):
                named.update(id_ for id_ in named_by(graph, *run[:2]) if id_ != entry.id)
    for entry in scope.entries(*(kind.name for kind in graph.kinds.values() if kind.referred)):
        others = (id_ for ids in graph.back(entry.id).values() for id_ in ids)
        if entry.id not in named and not any(id_ != entry.id for id_ in others):
            message = f'nothing refers to the {entry.kind} "{entry.title}"; refer to it or delete it'
            yield finding("unused-entry", entry, message)


def _kept_back(graph: Graph, entry: Entry) -> str:
    """Return what of an entry no reader may see, "" for nothing."""
    if entry.noted:
        return "an internal note"
    if is_confidential(entry):
        return "a confidential source"
    if not graph.kinds[entry.kind].internals.isdisjoint(entry.fields):
        return "the path or the SHA-256 of a local copy"
    if secrets := graph.secrets:
        if entry.id in secrets:
            return "a passage of a confidential source"
        if any(link.target in secrets for links in graph.links(entry.id).values() for link in links):
            return "the name of a confidential source"
    return ""


def source_copied(scope: Scope) -> Iterator[Finding]:
    """Yield, for each document whose copy will be published, the first entry with something internal, or hidden."""
    if not scope.copies_sources:
        return
    graph = scope.graph
    message = "the HTML output holds a copy of this source, with {}; set html_copy_source = False"
    for record in scope.records:
        for entry in record.entries:
            if entry.stored:  # in a data file, of which there is no copy
                continue
            kept = _kept_back(graph, entry)
            if not kept and is_unjudged(entry) and not graph.drafts:
                kept = "a draft of a claim"
            hidden = not graph.shows(entry.only) or not graph.reached(entry.since) or graph.is_hidden(entry)
            if kept or hidden:
                what = kept or "an entry that this build hides"
                yield finding("source-copied", entry, message.format(what))
                break
        else:
            for reference in record.references if graph.secrets else ():
                if any(id_ in graph.secrets for id_ in named_by(graph, reference.role, reference.target)):
                    told = message.format("the name of a confidential source")
                    yield Finding("source-copied", told, reference.file, reference.line)
                    break


def source_extracted(scope: Scope) -> Iterator[Finding]:
    """Yield the roles that name a confidential source, where translators get them as they are written.

    A waiver at the source settles them, those of its passages too.
    """
    secrets = scope.graph.secrets if scope.catalogues else {}
    for record in scope.records if secrets else ():
        for reference in record.references:
            named = named_by(scope.graph, reference.role, reference.target)
            if secret := [id_ for id_ in named if id_ in secrets]:
                message = (
                    f'the catalogue for translators holds the role of "{reference.target}" as it is written, which '
                    "names a confidential source; use a name that tells nothing, and waive this at the source"
                )
                also = dict.fromkeys((*secret, *(secrets[id_].id for id_ in secret)))
                found = Finding("source-extracted", message, reference.file, reference.line)
                yield found._replace(also=tuple(also))
