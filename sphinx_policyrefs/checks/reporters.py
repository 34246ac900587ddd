"""Findings for people and for machines: text, JSON, SARIF 2.1.0, JUnit XML.

Each reporter gets the same sorted findings and returns a text that ends with a newline. What stands in copies of
sources is for the terminal alone: other formats have it where :func:`with_excerpts` put it into the messages.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from sphinx_policyrefs import __version__
from sphinx_policyrefs.messages import CODES, SEVERITIES, Code

if TYPE_CHECKING:
    from sphinx_policyrefs.checks.table import Told

#: Gives the lines of a file, none where it can't be read.
Lines = Callable[[str], Sequence[str]]

_COLOURS: Final = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "info": "\x1b[1;36m"}
_DIM, _BOLD, _RESET = "\x1b[2m", "\x1b[1m", "\x1b[0m"
_LEVELS: Final = {"error": "error", "warning": "warning", "info": "note", "off": "none"}
_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_QUOTED = re.compile(r'"[^"]+"|“[^”]+”')
_VALUE = re.compile(r"\s*(?::[\w-]+:|[\w-]+:)\s+(\S.*?)\s*\Z")
_WORD = re.compile(r"\w{3,}")
# How a directive, an option or a comment of either markup begins, or a record of YAML, JSON, BibTeX or a table.
_WRITTEN = re.compile(r"\s*(?:\.\. |[:`~]{3}|:[^:]+:|[\"']?[\w-]+[\"']?\s*[:=]|- |[\[{@%|]|[^,;\t]*[,;\t])")
# What a terminal would obey, or show in another place; a line ends, also as on Windows, and tabs stay.
_OBEYED = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]|\r(?!\n)")
_CONTROL = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """Return a text of the documents as it may be shown on a terminal."""
    return _OBEYED.sub("�", text)


def with_excerpts(told: Iterable[Told]) -> list[Told]:
    """Return findings whose messages say all that a terminal would show."""
    return [
        item._replace(finding=item.finding._replace(message=item.finding.whole, excerpt="")) for item in told
    ]


def counts(told: Sequence[Told]) -> dict[str, int]:
    """Return how many findings there are of each severity."""
    found = Counter(item.severity for item in told)
    return {severity: found[severity] for severity in SEVERITIES if severity != "off"}


#: What an entry without a good source lacks besides, as the note on its source says it.
_BESIDES: Final = {"weak-source": "a primary or official one", "no-words": "its words"}
#: The findings that are told as one where they are on one line about one entry; what leads stands first.
_LACKS: Final = ("unsourced", *_BESIDES, "unverified")


def _gathered(told: Iterable[Told]) -> Iterator[tuple[Told, str]]:
    """Yield the findings with their codes; what an entry lacks that has no source, or no good one, is told once."""
    groups: dict[object, list[Told]] = {}
    for number, item in enumerate(told):
        finding = item.finding
        lacks = finding.entry and finding.code in _LACKS
        key = (finding.file, finding.line, finding.entry, item.severity) if lacks else number
        groups.setdefault(key, []).append(item)
    for group in groups.values():
        first, *others = (
            sorted(group, key=lambda item: _LACKS.index(item.finding.code)) if group[1:] else group
        )
        if first.finding.code not in _LACKS[:2]:
            yield from ((item, item.finding.code) for item in group)
            continue
        codes = [item.finding.code for item in others]
        words = " and ".join(_BESIDES[code] for code in codes if code in _BESIDES)
        more = (f" with {words}" if words else "") + (", then :verified:" if "unverified" in codes else "")
        finding = first.finding._replace(message=first.finding.message + more)
        yield first._replace(finding=finding), ", ".join((finding.code, *codes))


def as_text(told: Sequence[Told], lines: Lines, *, colour: bool = False) -> str:
    """Return the findings for people, each with its source line and a mark below what is meant.

    What an entry lacks that has no source, or no good one, is one of them.
    """
    dim, bold, reset = (_DIM, _BOLD, _RESET) if colour else ("", "", "")
    out = []
    gathered = list(_gathered(told))
    for (finding, severity), codes in gathered:
        place = f"{finding.file}:{finding.line}" if finding.line else finding.file
        message = printable(finding.whole)
        tint = _COLOURS[severity] if colour else ""
        out.append(
            f"{bold}{printable(place)}:{reset} {tint}{severity}:{reset} {message} {dim}[{codes}]{reset}"
        )
        source = lines(finding.file)[: finding.line]
        text = printable(source[-1].expandtabs().rstrip()) if 0 < finding.line == len(source) else ""
        if text and _speaks_of(text, message):
            start, end = _marked(text, message)
            number = str(finding.line)
            out += [
                f"{dim}  {number} |{reset} {text}",
                f"{dim}  {' ' * len(number)} |{reset} {' ' * start}{tint}{'^' * (end - start)}{reset}",
            ]
    if out:
        out.append("")
    return "\n".join([*out, _summary([item for item, _codes in gathered])]) + "\n"


def _speaks_of(text: str, message: str) -> bool:
    """Return whether a line may be the one that a message is about.

    If an extension or a template changed a file before it was read, line numbers do not fit the file. A
    line of prose must therefore contain a word that the message quotes; directives, options and records
    of data files need not.
    """
    quoted = _quoted(message)
    words = {word.casefold() for each in quoted for word in _WORD.findall(each)}
    return bool(
        not words
        or _WRITTEN.match(text)
        or any(each in text for each in quoted)
        or words & {word.casefold() for word in _WORD.findall(text)}
    )


def _quoted(message: str) -> list[str]:
    """Return what a message quotes: names, values, and words of sources."""
    return [found[1:-1] for found in _QUOTED.findall(message)]


def _marked(text: str, message: str) -> tuple[int, int]:
    """Return which part of a line a message is about: what it quotes, else an option's value, else all."""
    for quoted in _quoted(message):
        if (at := text.find(quoted)) >= 0:
            return at, at + len(quoted)
    if value := _VALUE.match(text):
        return value.span(1)
    return len(text) - len(text.lstrip()), len(text)


def _summary(told: Sequence[Told]) -> str:
    if not told:
        return "Nothing found."
    words = {"error": ("error", "errors"), "warning": ("warning", "warnings"), "info": ("note", "notes")}
    parts = [f"{n} {words[severity][n != 1]}" for severity, n in counts(told).items() if n]
    files = len({item.finding.file for item in told})
    return f"{', '.join(parts)} in {files} file{'s' * (files != 1)}."


def as_json(told: Sequence[Told]) -> str:
    """Return ``{"findings": […], "counts": {severity: number}}``."""
    found = [
        {
            "code": finding.code,
            "severity": severity,
            "message": finding.message,
            "file": finding.file,
            "line": finding.line,
            "entry": finding.entry,
        }
        for finding, severity in told
    ]
    return _dumped({"findings": found, "counts": counts(told)})


def as_sarif(
    told: Sequence[Told], levels: Mapping[str, str], prefix: str = "", codes: Mapping[str, Code] = CODES
) -> str:
    """Return a SARIF 2.1.0 log (OASIS Standard, 27 March 2020); *prefix* leads from its reader to the files."""
    names = list(codes)
    rules = [
        {
            "id": code.name,
            "shortDescription": {"text": code.meaning},
            "help": {
                "text": f"{code.meaning} Its severity is set in conf.py: "
                f'policyrefs_checks = {{"{code.name}": "error"}}. One entry is let off by its option :waive:, '
                f"as in {code.name} -- the reason."
            },
            "defaultConfiguration": {
                "level": _LEVELS[levels[code.name]],
                "enabled": levels[code.name] != "off",
            },
        }
        for code in codes.values()
    ]
    results = []
    for finding, severity in told:
        place: dict[str, Any] = {"artifactLocation": {"uri": quote(prefix + finding.file)}}
        if finding.line:
            place["region"] = {"startLine": finding.line}
        location: dict[str, Any] = {"physicalLocation": place}
        if finding.entry:
            location["logicalLocations"] = [{"name": finding.entry, "kind": "object"}]
        results.append(
            {
                "ruleId": finding.code,
                "ruleIndex": names.index(finding.code),
                "level": _LEVELS[severity],
                "message": {"text": finding.message},
                "locations": [location],
            }
        )
    driver = {"name": "policyrefs", "version": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return _dumped({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def as_junit(told: Sequence[Told], levels: Mapping[str, str], *, strict: bool = False) -> str:
    """Return JUnit XML: a case for each finding, and a passed one for each check that found nothing.

    What makes the command fail is a failure; the rest passes with its message as output.
    """
    failing = ("error", "warning") if strict else ("error",)
    cases: list[str] = []
    found = {item.finding.code for item in told}
    for code in levels:
        if code not in found:
            skipped = "<skipped/>" if levels[code] == "off" else ""
            cases.append(f'    <testcase classname="policyrefs" name="{code}">{skipped}</testcase>')
    for finding, severity in told:
        place = f"{finding.file}:{finding.line}" if finding.line else finding.file
        name = _attribute(f"{place} {finding.entry}".strip())
        message = _xml(f"{place}: {severity}: {finding.message}")
        if severity in failing:
            short = _attribute(finding.message)
            inside = f'<failure type="{finding.code}" message={short}>{message}</failure>'
        else:
            inside = f"<system-out>{message}</system-out>"
        cases.append(
            f'    <testcase classname="policyrefs.{finding.code}" name={name} '
            f'file={_attribute(finding.file)} line="{finding.line}">{inside}</testcase>'
        )
    failures = sum(item.severity in failing for item in told)
    off = sum(level == "off" for level in levels.values())
    totals = f'tests="{len(cases)}" failures="{failures}" errors="0" skipped="{off}"'
    return "\n".join(
        [
            '<?xml version="1.0" encoding="utf-8"?>',
            f'<testsuites name="policyrefs" {totals}>',
            f'  <testsuite name="policyrefs" {totals}>',
            *cases,
            "  </testsuite>",
            "</testsuites>",
            "",
        ]
    )


def _xml(text: str) -> str:
    from xml.sax.saxutils import escape

    return escape(_CONTROL.sub("�", text))


def _attribute(text: str) -> str:
    from xml.sax.saxutils import quoteattr

    return quoteattr(_CONTROL.sub("�", text))


def _dumped(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
