"""Changes of a record as a text, as Markdown, as JSON, and as the corrections that a newsroom publishes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from sphinx_policyrefs.changes.compare import Changed, Comparison, Item
from sphinx_policyrefs.changes.history import Version
from sphinx_policyrefs.records.dates import DateError, parse_date
from sphinx_policyrefs.views.cells import plain
from sphinx_policyrefs.views.changed import Reading, raw_text
from sphinx_policyrefs.views.wording import Wording


class Step(NamedTuple):
    """One version beside the one before it."""

    old: Version
    new: Version
    #: how the values of the two read
    before: Reading
    after: Reading
    comparison: Comparison


def as_text(steps: Sequence[Step]) -> str:
    """Return what differs, for a terminal."""
    return "".join(f"{line}\n" for step in steps for line in _lines(step, str, "", "  ", _plain_entry))


def as_markdown(steps: Sequence[Step]) -> str:
    """Return what differs as a Markdown document."""
    return "".join(f"{line}\n" for step in steps for line in _lines(step, _escaped, "## ", "- ", _bold_entry))


def _lines(
    step: Step,
    escape: Callable[[str], str],
    head: str,
    bullet: str,
    entry: Callable[[Reading, Item, Callable[[str], str]], str],
) -> Iterator[str]:
    """Yield the lines of a report: a part for what was added, removed, renamed and changed."""
    old, new, comparison = step.before, step.after, step.comparison
    if not comparison:
        yield escape(f"{step.new.name} says what {step.old.name} says.")
        return
    parts: list[tuple[str, list[str]]] = [
        ("Added", [bullet + entry(new, item, escape) for item in comparison.added]),
        ("Removed", [bullet + entry(old, item, escape) for item in comparison.removed]),
        ("Renamed", [f"{bullet}{escape(was)} is now {escape(is_)}" for was, is_ in comparison.renamed]),
        (
            "Changed",
            [line for item in comparison.changed for line in _changed(step, item, escape, bullet, entry)],
        ),
    ]
    counts = [len(part) for part in comparison[:2]] + [len(comparison.renamed), len(comparison.changed)]
    first = True
    for (heading, lines), count in zip(parts, counts, strict=True):
        if not lines:
            continue
        if not first:
            yield ""
        first = False
        yield f"{head}{heading} ({count})"
        if head:
            yield ""
        yield from lines


def _changed(
    step: Step,
    item: Changed,
    escape: Callable[[str], str],
    bullet: str,
    entry: Callable[[Reading, Item, Callable[[str], str]], str],
) -> Iterator[str]:
    yield bullet + entry(step.after, item.new, escape)
    inner = f"  {bullet}"
    for change in item.changes:
        label = escape(step.after.label(item.new, change.field))
        was, now = step.before.text(item.old, change.field), step.after.text(item.new, change.field)
        if was == now:  # other entries of the same titles
            was, now = raw_text(change.old), raw_text(change.new)
        was, now = escape(was) or "nothing", escape(now) or "nothing"
        yield (
            f"{inner}{label}: {was} -> {now}"
            if not bullet.startswith("-")
            else f"{inner}{label}: {was} → {now}"
        )


def _plain_entry(reading: Reading, item: Item, _escape: Callable[[str], str]) -> str:
    return f'{item["kind"]} {item["id"]} "{plain(reading.title(item))}"'


def _bold_entry(reading: Reading, item: Item, escape: Callable[[str], str]) -> str:
    return f"**{escape(plain(reading.title(item)))}** ({escape(reading.kind(item).lower())} `{item['id']}`)"


def as_corrections(steps: Sequence[Step]) -> str:
    """Return a log of corrections as Markdown, the newest first.

    It lists what the record said before and no longer says: values that were replaced or withdrawn, and entries
    that were removed. Additions and changes of editorial fields, such as tags, are not corrections.
    """
    parts = ["# Corrections\n"]
    for step in reversed(steps):
        found = step.comparison.corrections()
        if lines := list(_corrections(step, found)):
            parts += [f"\n## {_escaped(_heading(step))}\n\n", *lines]
    if len(parts) == 1:
        parts.append("\nNothing that was said has been corrected.\n")
    return "".join(parts)


def _heading(step: Step) -> str:
    """Return the day of a version, else the title of what it is the record of, and as of which day."""
    version = step.new
    if version.day:
        return Wording().date(parse_date(version.day))
    project, as_of = version.export.project, version.export.as_of
    try:
        day = Wording().date(parse_date(as_of)) if as_of else ""
    except DateError:
        day = ""
    return (
        " ".join(part for part in (project, f"({day})" if project and day else day) if part) or version.name
    )


def _corrections(step: Step, found: Comparison) -> Iterator[str]:
    """Yield a line for each value that was replaced or withdrawn, and for each entry that was."""
    for item in found.changed:
        title = _escaped(plain(step.after.title(item.new)))
        for change in item.changes:
            label = _escaped(step.after.label(item.new, change.field))
            was = _escaped(step.before.text(item.old, change.field))
            now = _escaped(step.after.text(item.new, change.field))
            if was == now:  # readers see no difference, such as between two entries of one title
                continue
            became = f"corrected from “{was}” to “{now}”" if now else f"withdrawn; it was “{was}”"
            yield f"- **{title}**: {label} {became}.\n"
    for gone in found.removed:
        what = _escaped(step.before.kind(gone).lower())
        yield f"- **{_escaped(plain(step.before.title(gone)))}**: the {what} was withdrawn.\n"


def as_json(steps: Sequence[Step]) -> str:
    """Return what differs as JSON: added, removed, renamed and changed entries, with their fields."""
    (step,) = steps
    comparison = step.comparison
    data: dict[str, Any] = {
        "old": _named(step.old),
        "new": _named(step.new),
        "added": comparison.added,
        "removed": comparison.removed,
        "renamed": [{"old": was, "new": is_} for was, is_ in comparison.renamed],
        "changed": [
            {
                "id": item.new["id"],
                "kind": item.new["kind"],
                "title": item.new["title"],
                "fields": {name: {"old": old, "new": new} for name, old, new in item.changes},
            }
            for item in comparison.changed
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _named(version: Version) -> dict[str, str]:
    return {"name": version.name, "project": version.export.project, "as_of": version.export.as_of}


# What Markdown, or HTML in it, would take for markup.
_MARKUP = re.compile(r"([\\`*_\[\]<>|#~&])")


def _escaped(text: str) -> str:
    """Return a text as Markdown shows it."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
