"""Checks of references, in prose, in the options of views, and in the fields of entries."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_policyrefs.checks.scope import Scope
from sphinx_policyrefs.checks.slips import slips
from sphinx_policyrefs.records.cited import read_citations
from sphinx_policyrefs.records.confidential import is_confidential
from sphinx_policyrefs.records.fields import either, nearest, split_list
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.kinds import ANY, SOURCE
from sphinx_policyrefs.records.model import Entry, Finding, Reference, ViewCall
from sphinx_policyrefs.records.selection import ALL_SETS, ENTRY_OPTIONS, OWN

#: Options of views that name entries, with the kinds that they admit ("" for all).
_OPTIONS = {**ENTRY_OPTIONS, "around": ()}


def references(scope: Scope) -> Iterator[Finding]:
    """Yield a finding for each reference that leads nowhere: of roles, and of the options of views."""
    graph = scope.graph
    for record in scope.records:
        for reference in record.references:
            if graph.shows(reference.only) and graph.reached(reference.since):
                for code, message in _wrong(scope, reference):
                    yield Finding(code, message, reference.file, reference.line)
        for call in record.views:
            if graph.shows(call.only) and graph.reached(call.since):
                yield from _view(scope, call)


def _view(scope: Scope, call: ViewCall) -> Iterator[Finding]:
    """Yield what is wrong with the names in the options and the argument of a view."""
    graph = scope.graph
    for name, text in call.options.items():
        option = name.removeprefix("not-")
        if option == "sets" and (unknown := _unknown_set(graph, text)):
            yield Finding("bad-option", f":{name}: {unknown}", call.file, call.lines[name])
        if option not in _OPTIONS:
            continue
        for value in split_list(text):
            lookup = graph.find(value, _OPTIONS[option])
            if lookup.code:
                message = f':{name}: "{value}" {lookup.reason}'
                yield Finding(lookup.code, message, call.file, call.lines[name])
    if call.argument:
        admitted = scope.admits(call.name) or ANY
        lookup = graph.find(call.argument, () if admitted == ANY else admitted)
        if lookup.code:
            message = f'{call.name} "{call.argument}" {lookup.reason}'
            yield Finding(lookup.code, message, call.file, call.line)


def _wrong(scope: Scope, reference: Reference) -> list[tuple[str, str]]:
    """Return codes and messages for what is wrong with a role."""
    role, target = reference.role, reference.target
    if role == "any":  # which is Sphinx's affair
        return []
    if role == "cite":
        return miscited(scope.graph, target)
    found = _role(scope.graph, reference)
    return [found] if found and not scope.elsewhere(role, target) else []


def _unknown_set(graph: Graph, text: str) -> str:
    """Return what is wrong with the names of projects, or ""."""
    known = [OWN, ALL_SETS, *graph.sets]
    for name in split_list(text.lower()):
        if name not in known:
            near = nearest(name, known)
            hint = f"; did you mean {near}?" if near else ""
            return f'"{name}" is not a project: write some of {", ".join(known)}{hint}'
    return ""


def named_fields(scope: Scope) -> Iterator[Finding]:
    """Yield a finding for each option that names a date field which its entry does not have, or leads to no day.

    The same for the number of a magazine that names an issue of the record, and for slips in values.
    """
    graph = scope.graph
    for entry in scope.entries():
        for option, code, reason in (
            ("from", "unknown-reference", _start(graph, entry)),
            ("milestone", "bad-option", _milestone(graph, entry)),
            ("runs", "bad-date", _end(graph, entry)),
            ("issue", "bad-option", _number(graph, entry)),
            *((name, "bad-option", reason) for name, reason in slips(graph, entry)),
        ):
            if reason:
                line = entry.lines.get(option, entry.line)
                yield Finding(code, f":{option}: {reason}", entry.file, line, entry.id)


def _start(graph: Graph, entry: Entry) -> str:
    """Return what is wrong with the field that a deadline runs from, or ""."""
    if "from" not in entry.fields or (start := graph.start_of(entry.id)) is None:
        return ""
    id_, name, date = start
    kind = graph.kinds[graph.entries[id_].kind]
    dates = [f.name for f in kind.all_fields if f.type == "date"]
    text = entry.fields["from"]
    if name and name not in dates:
        near = nearest(name, dates)
        hint = f"; did you mean {near}?" if near else ""
        return f'"{text}": {kind.name} has no date "{name}"{hint}'
    if date is not None or graph.as_of is not None or kind.computed:
        return ""
    if name:
        return f'"{text}": {id_} has no {name}; give it one there'
    if is_confidential(graph.entries[id_]):  # of which an export has no date
        return ""
    own = [f"{id_}.{n}" for n in kind.milestones if n in graph.entries[id_].fields]
    return f'"{text}" has several dates: write {either(own)}' if own else f'"{text}" has no date'


def _end(graph: Graph, entry: Entry) -> str:
    """Return what is wrong with the period of a deadline, or ""."""
    if "runs" not in entry.fields or not (start := graph.start_of(entry.id)) or start.date is None:
        return ""
    if graph.computed_due(entry.id) is not None:
        return ""
    return (
        f'"{entry.fields["runs"]}" from {start.date} ends beyond the years that can be counted; write :due:'
    )


def _number(graph: Graph, entry: Entry) -> str:
    """Return what is wrong with the number of a periodical in which a source appeared, or ""."""
    text = entry.fields.get("issue", "") if entry.kind == SOURCE else ""
    if not text or graph.find(text, ("issue",)).entry is None:
        return ""
    return f'"{text}" is an issue of the record: write it under :issues:'


def _milestone(graph: Graph, entry: Entry) -> str:
    """Return what is wrong with the milestone that an event is said to be, or ""."""
    name = entry.fields.get("milestone")
    if not name or graph.as_of is not None:
        return ""
    fields = graph.kinds[entry.kind].wholes
    links = graph.targets(entry.id, *fields)
    if not links and any(field in entry.fields for field in fields):
        return ""  # a link that leads nowhere is a finding of its own
    known = list(dict.fromkeys(n for i in links for n in graph.kinds[graph.entries[i].kind].milestones))
    if name in known:
        return ""
    if not known:
        targets = (t for f in graph.kinds[entry.kind].relations if f.whole for t in f.targets)
        of = either([graph.kinds[target].label.lower() for target in dict.fromkeys(targets)])
        return f'"{name}": name the {of} whose milestone it is'
    near = nearest(name, known)
    hint = f"; did you mean {near}?" if near else ""
    return f'"{name}" is not a date of {either(links)}: write one of {", ".join(known)}{hint}'


def miscited(graph: Graph, text: str) -> list[tuple[str, str]]:
    """Return codes and messages for what is wrong with the citations of a role in prose."""
    citations, errors = read_citations(text)
    wrong = [*(("bad-option", error) for error in errors), *graph.miscited(citations)]
    return [(code, f":policy:cite: {reason}") for code, reason in wrong]


def _role(graph: Graph, reference: Reference) -> tuple[str, str] | None:
    """Return code and message for a role that leads nowhere, or None."""
    role, target = reference.role, reference.target
    if role == "export":
        return (
            "unknown-reference",
            f':policy:export: "{target}" is not in policyrefs_exports; add it in conf.py',
        )
    if role != "value":
        lookup = graph.find(target, () if role == "ref" else (role,))
        written = "policy:ref" if role == "ref" else role
        return (lookup.code, f':{written}: "{target}" {lookup.reason}') if lookup.code else None
    lookup, name = graph.find_value(target)
    if lookup.entry is None:
        entry = target.rpartition(".")[0]
        if not entry:
            return "unknown-reference", f':policy:value: "{target}" names no field: write id.field'
        return (lookup.code, f':policy:value: "{entry}" {lookup.reason}') if lookup.code else None
    kind = graph.kinds[lookup.entry.kind]
    if name == "title":
        return None
    field = kind.field(name)
    if field is None or field.shown == "never":
        near = nearest(name, [f.name for f in kind.all_fields if f.shown != "never"])
        hint = f"; did you mean {near}?" if near else ""
        return "unknown-reference", f':policy:value: "{target}": {kind.name} has no field "{name}"{hint}'
    if name not in lookup.entry.fields and graph.date(lookup.entry.id, name) is None:
        if graph.as_of is not None:  # the value may be later than the day: nothing to mend
            return None
        return (
            "unknown-reference",
            f':policy:value: "{target}": {lookup.entry.id} has no {name}; give it one there',
        )
    return None
