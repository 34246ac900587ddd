"""What is out of all bounds is told in a sentence, or passed over; it never ends a build."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from sphinx.cmd.build import main as sphinx_main
from sphinx.errors import ConfigError

from sphinx_policyrefs import __version__
from sphinx_policyrefs.adapter.incremental.rewriting import STAMP
from sphinx_policyrefs.cli import main

if TYPE_CHECKING:
    from tests.support import DocumentSet

HEAD = """
Record
======

.. event:: A day
   :date: 2020-01-01

"""


def test_a_period_that_leads_past_the_calendar_is_told(documents: DocumentSet) -> None:
    documents.write({"index.rst": HEAD + ".. deadline:: D\n   :from: a-day\n   :runs: 9999 years\n"})
    (warning,) = documents.build("dummy").warnings
    assert warning == (
        'index.rst:9: WARNING: :runs: "9999 years" from 2020-01-01 ends beyond the years that can be counted; '
        "write :due: [policyrefs.bad-date]"
    )


def test_what_is_no_condition_hides_nothing(documents: DocumentSet) -> None:
    text = HEAD + ".. only:: (html\n\n   .. event:: Another day\n      :date: 2021\n\n.. chronology::\n"
    documents.write({"index.rst": text})
    build = documents.build("text")
    assert "exception while evaluating only directive" in build.warnings[0]  # Sphinx says so itself
    assert build.read("index.txt").count("Another day") == 2


def test_long_numbers_are_no_limits_and_sort_as_numbers(documents: DocumentSet) -> None:
    nines = "9" * 5000
    documents.write(
        {
            "index.rst": HEAD + f".. source:: S\n\n.. claim:: Later\n   :made-in: s @ {nines}\n\n"
            f".. claim:: Earlier\n   :made-in: s @ {nines[:-1]}\n\n"
            f".. claim-review:: s\n\n.. chronology::\n   :limit: {nines}\n"
        }
    )
    build = documents.build("text")
    assert len(build.warnings) == 1
    assert ":limit:" in build.warnings[0]
    review = build.read("index.txt").partition("2 claims made in")[2]
    assert review.index("Earlier") < review.index("Later")


def test_a_field_that_no_reader_sees_is_no_value(documents: DocumentSet) -> None:
    documents.write(
        {
            "index.rst": HEAD
            + "   Text.\n\n.. source:: S\n   :waive: unused-entry -- why\n\n:policy:value:`s.waive`\n"
        }
    )
    build = documents.build("text")
    assert any("has no field" in warning for warning in build.warnings)
    assert "why" not in build.read("index.txt")


@pytest.mark.parametrize(
    ("config", "says"),
    [
        ({"policyrefs_checks": None}, "policyrefs_checks: write a mapping, not None"),
        ({"policyrefs_as_of": 20241206}, "policyrefs_as_of: write a text, not 20241206"),
        ({"policyrefs_courts": []}, "policyrefs_courts: write a mapping, not []"),
        ({"policyrefs_kinds": ["event"]}, "policyrefs_kinds: write a mapping"),
        ({"policyrefs_citations": 5}, "policyrefs_citations: write a list, not 5"),
        (
            {"policyrefs_date_style": "american"},
            "policyrefs_date_style: 'american' is not a style of dates; write one of locale, day-month, month-day, iso",
        ),
        ({"policyrefs_indices": "parties"}, "policyrefs_indices: write True or False or a list, not 'parties'"),
        ({"policyrefs_bare_names": None}, "policyrefs_bare_names: write True or False or a list, not None"),
        ({"policyrefs_data": [{"file": "a.csv", "dates": 5}]}, "write 'dates' as a form of a date"),
        ({"policyrefs_data": [{"file": "a.csv", "kind": []}]}, "'kind' is one of"),
        ({"policyrefs_docx": {"columns": [["date"]]}}, "policyrefs_docx: ['date'] is not a column"),
        ({"policyrefs_as_of": "XXXX"}, "policyrefs_as_of: XXXX ends on no day"),
        ({"policyrefs_as_of": "2020/.."}, "policyrefs_as_of: 2020/.. ends on no day"),
        ({"policyrefs_as_of": "Y17000"}, "policyrefs_as_of: Y17000 ends on no day"),
        ({"policyrefs_kinds": {"ship": {"fields": {7: {}}}}}, "write the name of a field"),
        ({"policyrefs_kinds": {"ship": {7: "", "": ""}}}, "is unknown"),
        ({"policyrefs_kinds": {"ship": {"label": 7}}}, "['label']: write a text"),
        ({"policyrefs_kinds": {"ship": {"columns": "title"}}}, "['columns']: write a list of texts"),
        ({"policyrefs_kinds": {"ship": {"fields": {"of": {"targets": "party"}}}}}, "['targets']: write a list"),
        ({"policyrefs_kinds": {"ship": {"fields": {"of": {"choices": 7}}}}}, "['choices']: write a list"),
        ({"policyrefs_kinds": {"ship": {"fields": {"of": {"label": 7}}}}}, "['label']: write a text"),
        ({"policyrefs_kinds": {"ship": {"fields": {"of": {"shown": "late"}}}}}, "'late' is unknown"),
        ({"policyrefs_kinds": {"ship": {"fields": {"number": {"type": "integer"}}}}}, "'number' is text elsewhere"),
        ({"policyrefs_kinds": {"ship": {"fields": {"citation": {}}}}}, "'citation' is citations elsewhere"),
        ({"policyrefs_kinds": {"ship": {"fields": {"accessed": {}}}}}, "'accessed' is date elsewhere"),
    ],
)  # fmt: skip
def test_values_of_the_wrong_type_are_told_in_a_sentence(
    documents: DocumentSet, config: dict[str, Any], says: str
) -> None:
    documents.write({"index.rst": "T\n=\n"})
    with pytest.raises(ConfigError) as error:
        documents.build("dummy", **config)
    assert says in str(error.value)


def test_all_wrong_values_are_told_in_one_go(
    documents: DocumentSet, capsys: pytest.CaptureFixture[str]
) -> None:
    conf = """\
        extensions = ["sphinx_policyrefs"]
        policyrefs_as_of = "yesterday"
        policyrefs_checks = {"unsorced": "error", "unsourced": "loud"}
        policyrefs_kinds = {
            "ship": {"feilds": {}},
            "crew": {"fields": {"on": {"targets": ["ship"], "inverse": "crews"}}},
            "Port": {},
        }
        policyrefs_index_kinds = ["ship", "partys"]
        policyrefs_bare_names = ["ship-index", "crew", ["event"]]
        policyrefs_exports = [["json"], "csv", "icl"]
        policyrefs_citations = [("a", "(", "b", ""), 7]
        policyrefs_federation = {"A b": "x.json", "senate": 5}
        policyrefs_courts = {"Bad id": {}}
        policyrefs_signers = True
        policyrefs_quote_words = 0
        policyrefs_data = ["a.csv", 5]
        policyrefs_copies = [7]
        policyrefs_expots = ["json"]
        """
    documents.write({"index.rst": "T\n=\n", "conf.py": conf})
    assert main(["check", str(documents.src)]) == 2
    lines = capsys.readouterr().err.strip().splitlines()
    told = [re.match(r".*conf\.py:(\d+): (?:ERROR|WARNING): (.*)", line) for line in lines]
    assert [(match[1], match[2][:60]) for match in told if match] == [
        ("19", "policyrefs_expots is not a value of the configuration; did y"),
        ("15", "policyrefs_signers: write a whole number, not True"),
        ("4", "policyrefs_kinds['ship']: 'feilds' is unknown; allowed are a"),
        ("4", "policyrefs_kinds: 'Port' is not the name of a kind; write lo"),
        ("10", "policyrefs_bare_names: ['event'] is neither a kind nor a vie"),
        ("14", "The id of a court is lower-case letters, digits and hyphens,"),
        ("12", "The pattern '(' of policyrefs_citations is wrong: missing ),"),
        ("12", "A row of policyrefs_citations is four texts (kind, pattern, "),
        ("2", 'policyrefs_as_of: "yesterday": write the day that is meant, '),
        ("16", "policyrefs_quote_words: write a whole number from 1 on, not "),
        ("9", "policyrefs_index_kinds: 'partys' is not a kind; did you mean"),
        ("13", "policyrefs_federation: 'A b' can't be the name of a project;"),
        ("13", "policyrefs_federation['senate']: write the path or address o"),
        ("17", "policyrefs_data: write paths, or mappings with 'file' and ho"),
        ("18", "policyrefs_copies: write paths of folders, not 7"),
        ("3", "policyrefs_checks: 'unsorced' is not a check; did you mean '"),
        ("3", "policyrefs_checks['unsourced']: 'loud' is not a severity; wr"),
        ("11", "policyrefs_exports: ['json'] is not a format; write some of "),
        ("11", "policyrefs_exports: 'icl' is not a format; write some of jso"),
    ]
    assert len(told) == len(lines)


def test_a_wrong_value_is_told_at_its_line_above_what_sphinx_reports(
    documents: DocumentSet, capsys: pytest.CaptureFixture[str]
) -> None:
    extensions = 'extensions = ["sphinx_policyrefs"]'
    documents.write({"index.rst": "T\n=\n", "conf.py": f'{extensions}\npolicyrefs_stale_after = "x"\n'})
    source = str(documents.src)
    assert sphinx_main(["-q", "-d", f"{source}/../doctrees", source, f"{source}/../out"]) == 2
    told = "conf.py:2: ERROR: policyrefs_stale_after: write a whole number, not 'x'"
    assert told in capsys.readouterr().err.strip().split("\n")[0]
    assert main(["check", source]) == 2
    assert capsys.readouterr().err.strip().count("policyrefs_stale_after") == 1


@pytest.mark.parametrize("version", [__version__, "0.0"])
def test_a_forged_stamp_deletes_nothing_outside_the_output(documents: DocumentSet, version: str) -> None:
    documents.write({"index.rst": HEAD})
    build = documents.build()
    victims = [build.out.parent / "victim.html", build.out.parent / "victim.rst.txt"]
    for victim in victims:
        victim.write_text("mine", "utf-8")
    names = ["../victim", "../../html/../victim", "..", "", "a\0b", str(victims[0].with_suffix(""))]
    stamp = {"version": version, "settings": "", "pages": {name: ["", ""] for name in names}}
    (build.out / STAMP).write_text(json.dumps(stamp), "utf-8")
    assert documents.build().warnings == []
    assert all(victim.exists() for victim in victims)


def test_a_stamp_that_nests_without_end_is_passed_over(documents: DocumentSet) -> None:
    documents.write({"index.rst": HEAD})
    build = documents.build()
    (build.out / STAMP).write_text("[" * 100_000, "utf-8")
    assert documents.build().warnings == []


def test_what_belongs_to_a_later_day_is_not_judged(documents: DocumentSet) -> None:
    documents.write({"index.rst": HEAD + "   Text.\n\n.. policy:since:: 2025\n\n   .. docket:: none\n"})
    assert documents.build("dummy", policyrefs_as_of="2024").warnings == []
    assert len(documents.build("dummy", place="now").warnings) == 1


def test_what_the_terminal_would_obey_is_not_told(documents: DocumentSet) -> None:
    documents.write({"index.rst": HEAD + "   :typo\x1b[2J\x9b: 5\n\n:event:`no\u202ebody`\n"})
    told = "\n".join(documents.build("dummy").warnings)
    assert "policyrefs" in told
    assert not set(told) & set("\x1b\x9b\u202e")


def test_one_bad_citation_loses_no_other(documents: DocumentSet) -> None:
    documents.write({
        "index.rst": """
            T
            =

            .. source:: Act
               :id: act

            .. event:: A
               :id: a
               :date: 2024
               :sources: act @ 1 "good words here"; act @ 2 ""; act @ 3 "unclosed
            """,
        "more.yaml": """
            - kind: event
              id: b
              title: B
              date: "2024"
              sources:
                - {id: act, locator: 1, quote: good words here}
                - {locator: 2, quote: words}
                - 'act @ 3 "unclosed'
            """,
    })  # fmt: skip
    build = documents.build("html", policyrefs_data=["more.yaml"])
    told = [line.partition(": WARNING: ") for line in build.warnings]
    assert [place for place, _, _ in told] == ["index.rst:10", "index.rst:10", "more.yaml:5", "more.yaml:5"]
    assert all(message.endswith("[policyrefs.bad-option]") for _, _, message in told)
    graph = build.app.env.domains["policy"].build.graph
    links = [graph.links(id_)["sources"] for id_ in ("a", "b")]
    assert [[(link.locator, link.quote) for link in each] for each in links] == [
        [("1", "good words here")]
    ] * 2
