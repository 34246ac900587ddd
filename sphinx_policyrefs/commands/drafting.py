"""``policyrefs review --write``: claims to be judged, written into a page or a data file, or brought up to date."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sphinx_policyrefs.commands.project import CLEAN, FOUND, CommandError
from sphinx_policyrefs.commands.writing import Change, content_of, offer
from sphinx_policyrefs.editing.model import Edit
from sphinx_policyrefs.records.cited import CitationError, parse_citations
from sphinx_policyrefs.records.fields import slugify
from sphinx_policyrefs.review.claims import Draft, Made, Moved, Plan, plan

if TYPE_CHECKING:
    from sphinx_policyrefs.commands.project import Project
    from sphinx_policyrefs.records.graph import Graph
    from sphinx_policyrefs.records.model import Entry
    from sphinx_policyrefs.review.sheet import Review

SUFFIXES: Final = (".rst", ".md", ".yaml", ".yml")

#: The first line of a claim in either markup, and a line of an option that says where it was made.
_CLAIM: Final = re.compile(
    r"(?P<indent>\s*)(?:\.\.\s+(?:policy:)?claim::|[`:~]{3,}\s*\{(?:policy:)?claim\})\s*(?P<title>.*?)\s*$"
)
_OPTION: Final = re.compile(r"(?P<lead>\s*(?P<colon>:)?(?P<name>[a-z][a-z-]*):)(?:\s+(?P<value>.*))?$")


def draft(made: Review, project: Project, arguments: argparse.Namespace) -> int:
    """Show the claims to write, ask, and write them; return the exit status."""
    from sphinx_policyrefs.checks.reporters import printable

    path: Path = arguments.write
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise CommandError(f"--write {path}: write a file whose name ends with {', '.join(SUFFIXES)}")
    if not made.source:
        raise CommandError("--write needs the source in which the claims are made: name it with --source ID")
    whole = project.build.snapshot.whole
    before = content_of(path) if path.exists() else None
    own = _own(before or "", path, made.source, whole)
    known = {each.id for each in own}
    others = [each for each in _made(whole, made.source) if each.id not in known]
    planned = plan(made, own, others, whole.entries.keys() | known)
    for line in told(planned):
        print(printable(line))
    if not planned.new and not planned.moved:
        print("There is nothing to write.")
        return CLEAN
    after = _after(before, path, made, planned, whole)
    change = Change(path, path.name, before, after)
    if not offer([change], _what(planned), yes=arguments.yes, stream=sys.stdout):
        return FOUND
    if before is None:
        where = (
            "in a toctree" if suffix in (".rst", ".md") else "in policyrefs_data, if no pattern there has it"
        )
        source = Path(project.build.env.srcdir)
        outside = not path.resolve().is_relative_to(source.resolve())
        move = f"move it into {source}, which it lies outside of, and " if outside else ""
        print(printable(f"{path} is new: {move}name it {where}."))
    return CLEAN


def told(planned: Plan) -> Iterator[str]:
    """Yield a line for each claim that is not where it was, or not what it was."""
    for each in planned.moved:
        (old, before), (new, now) = each.old, each.new
        if each.is_changed:
            place = f"at {new}" if old == new else f"from {old} to {new}"
            yield f"changed: {each.id} {place}: “{before}” now reads “{now}”"
        else:
            yield f"moved: {each.id} from {old} to {new}"
    for made in planned.vanished:
        words = f": “{made.quote}”" if made.quote else ""
        yield f"vanished: {made.id}, once at {made.locator or 'no place'}{words}; it stays as it is"


def _what(planned: Plan) -> str:
    parts = []
    if planned.new:
        parts.append(f"{len(planned.new)} new claim{'s' * (len(planned.new) != 1)}")
    if planned.moved:
        parts.append(f"{len(planned.moved)} changed claim{'s' * (len(planned.moved) != 1)}")
    return " and ".join(parts)


def _made(graph: Graph, source: str) -> Iterator[Made]:
    """Yield the claims of the record that were made in a source."""
    for entry in graph.entries.values():
        if entry.kind == "claim":
            for link in graph.links(entry.id).get("made-in", ()):
                if link.target == source:
                    yield Made(entry.id, link.locator, link.quote, entry.title)
                    break


def _own(text: str, path: Path, source: str, graph: Graph) -> list[Made]:
    """Return the claims of a file that were made in a source."""
    found = _of_data(text, path) if path.suffix.lower() in (".yaml", ".yml") else _of_page(text)
    claims = []
    for id_, title, value in found:
        try:
            citations = parse_citations(value)
        except CitationError:
            continue  # the build tells what is wrong with it
        for citation in citations:
            meant = graph.find(citation.name, ("source",)).entry
            if meant is not None and meant.id == source:
                claims.append(Made(id_, citation.locator, citation.quote, title))
                break
    return claims


def _of_data(text: str, path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield id, title and ``made-in`` of the claims of a data file."""
    for entry in _claims_of_data(text, path):
        yield entry.id, entry.title, _made_in(entry)


def _claims_of_data(text: str, path: Path) -> list[Entry]:
    """Return the claims of a data file that say where they were made."""
    from sphinx_policyrefs.imports.files import read
    from sphinx_policyrefs.records.kinds import KINDS

    if not text.strip():
        return []
    try:
        data = read(text.encode("utf-8", "surrogateescape"), path.name, KINDS)
    except ImportError:
        raise CommandError("YAML needs PyYAML: pip install 'sphinx-policyrefs[yaml]'") from None
    for finding in data.findings:
        raise CommandError(f"{path}:{finding.line}: {finding.message}; mend it first")
    entries = (item.entry for item in data.items)
    return [entry for entry in entries if entry.kind == "claim" and "made-in" in entry.fields]


def _made_in(entry: Entry) -> str:
    """Return where a claim was made, as an author writes it."""
    from sphinx_policyrefs.imports.written import option
    from sphinx_policyrefs.records.types import TYPES

    return option("claim", "made-in", TYPES["sourced"].written(entry.fields["made-in"]))


class _Block(NamedTuple):
    """A claim on a page: its first line, and the options behind it."""

    id: str
    title: str
    #: the line of the directive, counted from 0
    line: int
    #: name -> value, first line and the line behind the last
    options: Mapping[str, tuple[str, int, int]]


def _blocks(lines: list[str]) -> Iterator[_Block]:
    """Yield the claims on a page, with the lines of their options."""
    for number, line in enumerate(lines):
        if (found := _CLAIM.match(line)) is None:
            continue
        options: dict[str, tuple[str, int, int]] = {}
        at, last = number + 1, ""
        while at < len(lines) and (text := lines[at].rstrip("\r\n")).strip():
            option = _OPTION.match(text)
            if option is not None:
                last = option["name"]
                options[last] = (option["value"] or "", at, at + 1)
            elif last and text[:1].isspace():
                value, start, _ = options[last]
                options[last] = (f"{value} {text.strip()}", start, at + 1)
            elif text.strip() != "---":
                break
            at += 1
        id_ = options["id"][0].strip() if "id" in options else slugify(found["title"])
        yield _Block(id_, found["title"], number, options)


def _of_page(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield id, title and ``made-in`` of the claims on a page."""
    for block in _blocks(text.splitlines(keepends=True)):
        if "made-in" in block.options:
            yield block.id, _unescaped(block.title), block.options["made-in"][0]


# -- what is written -----------------------------------------------------------------------------------------


def _after(before: str | None, path: Path, made: Review, planned: Plan, graph: Graph) -> str:
    """Return what the file holds afterwards."""
    if path.suffix.lower() in (".yaml", ".yml"):
        text = _patched_data(before, path, planned.moved, made.source) if before and planned.moved else before
        return _with_entries(text or "", path, [_written(each, made.source) for each in planned.new])
    suffix = path.suffix.lower()
    text = (
        _head(made, suffix, graph) if before is None else _patched(before, path, planned.moved, made.source)
    )
    return _with(text, [_directive(each, made.source, suffix) for each in planned.new])


def _patched_data(text: str, path: Path, moved: Iterable[Moved], source: str) -> str:
    """Return a data file in which claims say where their sentences now stand; all else stays."""
    from sphinx_policyrefs.editing.data_files import edit_data
    from sphinx_policyrefs.editing.model import spliced

    entries = {entry.id: entry for entry in _claims_of_data(text, path)}
    edits = [
        Edit(
            "claim",
            each.id,
            entries[each.id].line,
            entries[each.id].lines,
            {"made-in": _recited(_made_in(entries[each.id]), each, source)}
            | ({"title": each.title} if each.title else {}),
        )
        for each in moved
    ]
    splices, failed = edit_data(text, path.suffix.lower(), edits, {})
    for id_, reason in failed.items():
        raise CommandError(f"{path}: the claim {id_} {reason}")
    return spliced(text, splices)


def _with_entries(text: str, path: Path, entries: list[dict[str, Any]]) -> str:
    """Return a data file with entries below those that it has."""
    from sphinx_policyrefs.imports.written import as_yaml

    if not entries:
        return text
    try:
        made = as_yaml(entries)
    except ImportError:
        raise CommandError("YAML needs PyYAML: pip install 'sphinx-policyrefs[yaml]'") from None
    if not text.strip():
        return made
    dash = re.search(r"(?m)^( *)- ", text)
    if dash is None:
        raise CommandError(f"{path} is not a list of entries, one below the other; write into another file")
    end = "\r\n" if "\r\n" in text else "\n"
    return text.rstrip() + end + indent(made, dash[1]).replace("\n", end)


def _head(made: Review, suffix: str, graph: Graph) -> str:
    title = _escaped(f"Claims of “{graph.entries[made.source].title}”")
    return f"# {title}\n" if suffix == ".md" else f"{title}\n{'=' * len(title)}\n"


def _with(text: str, directives: Iterable[str]) -> str:
    made = "\n".join(directives)
    if not made:
        return text
    end = "\r\n" if "\r\n" in text else "\n"
    return text.rstrip() + end * 2 + made.replace("\n", end)


def _patched(text: str, path: Path, moved: Iterable[Moved], source: str) -> str:
    """Return a page in which claims say where their sentences now stand; all else stays."""
    from sphinx_policyrefs.adapter.reading.directives import FLAGS, OTHERS
    from sphinx_policyrefs.editing.directives import edit_directives
    from sphinx_policyrefs.editing.model import EditError, Splice, spliced
    from sphinx_policyrefs.records.kinds import KINDS

    lines = text.splitlines(keepends=True)
    starts = [0, *accumulate(map(len, lines))]
    blocks = {block.id: block for block in _blocks(lines)}
    splices: list[Splice] = []
    for each in moved:
        block = blocks[each.id]
        options = {"made-in": _recited(block.options["made-in"][0], each, source)}
        edit = Edit("claim", each.id, block.line + 1, {}, options)
        try:
            splices += edit_directives(
                text,
                edit,
                lambda name: name in OTHERS or name in FLAGS or KINDS["claim"].field(name) is not None,
            )
        except EditError as error:
            raise CommandError(f"{path}: the claim {each.id} {error}") from None
        if each.title:
            at = starts[block.line] + lines[block.line].index(block.title)
            splices.append(Splice(at, at + len(block.title), _escaped(each.title)))
    return spliced(text, splices)


def _recited(value: str, change: Moved, source: str) -> str:
    """Return a ``made-in`` with another place and other words; the name of the source stays as it was written."""
    citations = parse_citations(value)
    names = {citation.name for citation in citations}
    name = next(
        (c.name for c in citations if c.locator == change.old[0] and c.quote == change.old[1]), source
    )
    made = _cited(name if name in names else source, *change.new)
    others = [_cited(c.name, c.locator, c.quote) for c in citations if (c.locator, c.quote) != change.old]
    return "; ".join([made, *others])


def _cited(source: str, locator: str, quote: str) -> str:
    from sphinx_policyrefs.imports.written import option

    return option("claim", "made-in", [_data(source, locator, quote)])


def _data(source: str, locator: str, quote: str) -> dict[str, str]:
    """Return where a claim was made as a data file has it, with words that can stand between marks."""
    words = quote
    if words.count("“") != words.count("”") or '"' in words:
        words = re.sub(r'["“”]', "'", words)
    return {"id": source, "locator": locator, **({"quote": words} if words else {})}


def _written(each: Draft, source: str) -> dict[str, Any]:
    return {
        "kind": "claim",
        "id": each.id,
        "title": each.title,
        "made-in": _cited(source, each.locator, each.quote),
        "evidence": list(each.evidence),
        "review": "draft",
    }


def _directive(each: Draft, source: str, suffix: str) -> str:
    from sphinx_policyrefs.imports.written import as_md, as_rst

    entry = _written(each, source) | {"title": _escaped(each.title)}
    return (as_md if suffix == ".md" else as_rst)([entry])


def _escaped(text: str) -> str:
    """Return plain text as a title in which neither markup sees its own."""
    return re.sub(r"([*`|\\<\[{$])|_\b|(?<=\w)_", lambda found: f"\\{found[0]}", text)


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)
