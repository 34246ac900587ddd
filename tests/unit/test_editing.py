"""Options written into entries where they stand: what is there stays, letter by letter."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import dedent

import pytest

from sphinx_policyrefs.editing.data_files import edit_data
from sphinx_policyrefs.editing.directives import edit_directives
from sphinx_policyrefs.editing.model import Edit, EditError, spliced
from sphinx_policyrefs.imports.entries import Settings
from sphinx_policyrefs.imports.files import read
from sphinx_policyrefs.records.kinds import KINDS

NEW = {"copy": "a b.pdf", "sha256": "0" * 64}
HASH = NEW["sha256"]


def known(name: str) -> bool:
    return name == "id" or KINDS["source"].field(name) is not None


def directive(text: str, lines: Mapping[str, int], options: Mapping[str, str] = NEW, line: int = 1) -> str:
    return spliced(text, edit_directives(text, Edit("source", "a", line, lines, options), known))


@pytest.mark.parametrize(
    ("text", "lines", "expected"),
    [
        # no option yet, with and without what follows
        (".. source:: A", {}, ".. source:: A\n   :copy: a b.pdf\n   :sha256: {}"),
        (".. source:: A\n", {}, ".. source:: A\n   :copy: a b.pdf\n   :sha256: {}\n"),
        (".. source:: A\n\n   Body\n", {}, ".. source:: A\n   :copy: a b.pdf\n   :sha256: {}\n\n   Body\n"),
        (
            ".. source:: A\n   with a long title\n\nText\n",
            {},
            ".. source:: A\n   with a long title\n   :copy: a b.pdf\n   :sha256: {}\n\nText\n",
        ),
        (".. source:: A\n.. source:: B\n", {}, ".. source:: A\n   :copy: a b.pdf\n   :sha256: {}\n.. source:: B\n"),
        # options, at the depth that they have, with values over several lines
        (
            ".. policy:Source:: A\n   :id: a\n   :sources: b;\n      c\n\n   Body\n",
            {"id": 2, "sources": 3},
            ".. policy:Source:: A\n   :id: a\n   :sources: b;\n      c\n   :copy: a b.pdf\n   :sha256: {}\n\n   Body\n",
        ),
        (
            "..  source:: A\n\t:id: a\n",
            {"id": 2},
            "..  source:: A\n\t:id: a\n\t:copy: a b.pdf\n\t:sha256: {}\n",
        ),
        (
            "- * .. source:: A\n         :id: a\n    - b\n",
            {"id": 2},
            "- * .. source:: A\n         :id: a\n         :copy: a b.pdf\n         :sha256: {}\n    - b\n",
        ),
        (
            "  2. .. source:: A\n\n        B\n",
            {},
            "  2. .. source:: A\n        :copy: a b.pdf\n        :sha256: {}\n\n        B\n",
        ),
        # those that are there are written over, whatever their values take
        (
            ".. source:: A\n   :sha256:\n     1234\n     5678\n   :Copy: b.pdf\n   :id: a\n",
            {"sha256": 2, "copy": 5, "id": 6},
            ".. source:: A\n   :sha256: {}\n   :copy: a b.pdf\n   :id: a\n",
        ),
        (
            ".. source:: A\r\n   :id: a\r\n",
            {"id": 2},
            ".. source:: A\r\n   :id: a\r\n   :copy: a b.pdf\r\n   :sha256: {}\r\n",
        ),
        # MyST
        (":::{source} A\n:::\n", {}, ":::{source} A\n:copy: a b.pdf\n:sha256: {}\n:::\n"),
        ("```{policy:source} A\n\nBody\n```\n", {}, "```{policy:source} A\n:copy: a b.pdf\n:sha256: {}\n\nBody\n```\n"),
        (":::{source} A\nBody\n:::\n", {}, ":::{source} A\n:copy: a b.pdf\n:sha256: {}\n\nBody\n:::\n"),
        (
            "::::{source} A\n:id: a\n:url: https://a.org\nBody\n:::\n::::\n",
            {"id": 2, "url": 3},
            "::::{source} A\n:id: a\n:url: https://a.org\n:copy: a b.pdf\n:sha256: {}\n\nBody\n:::\n::::\n",
        ),
        (
            "* :::{source} A\n  :id: a\n  :sha256: 12\n\n  Body\n  :::\n",
            {"id": 2, "sha256": 3},
            "* :::{source} A\n  :id: a\n  :sha256: {}\n  :copy: a b.pdf\n\n  Body\n  :::\n",
        ),
        (
            "> ```{source} A\n> :id: a\n> ```\n",
            {"id": 2},
            "> ```{source} A\n> :id: a\n> :copy: a b.pdf\n> :sha256: {}\n> ```\n",
        ),
        (
            "~~~{source} A\n---\nid: a\ntags:\n  - b\n# why\n---\nBody\n~~~\n",
            {"id": 3, "tags": 4},
            "~~~{source} A\n---\nid: a\ntags:\n  - b\n# why\ncopy: a b.pdf\nsha256: {}\n---\nBody\n~~~\n",
        ),
        (
            ":::{source} A\n---\nsha256: >\n  12\n\nid: a\n---\n:::\n",
            {"sha256": 3, "id": 6},
            ":::{source} A\n---\nsha256: {}\n\nid: a\ncopy: a b.pdf\n---\n:::\n",
        ),
        # reStructuredText within MyST
        (
            "```{eval-rst}\n.. source:: A\n   :id: a\n```\n",
            {"id": 3},
            "```{eval-rst}\n.. source:: A\n   :id: a\n   :copy: a b.pdf\n   :sha256: {}\n```\n",
        ),
    ],
)  # fmt: skip
def test_options_of_directives(text: str, lines: dict[str, int], expected: str) -> None:
    line = 2 if "eval-rst" in text else 1
    assert directive(text, lines, line=line) == expected.replace("{}", HASH, 2)


def test_a_value_that_myst_would_read_otherwise_is_quoted() -> None:
    odd = {"copy": 'copies/no. #3 "b".pdf'}
    assert (
        directive(":::{source} A\n:::\n", {}, odd)
        == ':::{source} A\n:copy: "copies/no. #3 \\"b\\".pdf"\n:::\n'
    )
    assert directive(".. source:: A\n", {}, odd) == '.. source:: A\n   :copy: copies/no. #3 "b".pdf\n'


@pytest.mark.parametrize(
    ("text", "lines", "line"),
    [
        (".. event:: A\n", {}, 1),
        ("Text\n\n.. source:: A\n", {}, 1),
        (".. source:: A\n", {}, 7),
        (".. source:: A\n\n   :id: a\n", {"id": 3}, 1),  # which is read, and told
        (".. source:: A\n   :url: b\n   :id: a\n", {"id": 2}, 1),
        (":::{source} A\n---\nid: a\n:::\n", {"id": 3}, 1),
    ],
)
def test_a_directive_that_is_not_as_it_was_read_is_left_alone(
    text: str, lines: dict[str, int], line: int
) -> None:
    with pytest.raises(EditError):
        directive(text, lines, line=line)


# -- data files --------------------------------------------------------------------------------------------------

DATA = [
    (
        ".yaml",
        """\
        # which stays
        - kind: source
          id: a
          title: "A: B"  # as it is called
          url: https://a.org
          tags:
            - b

        # of the other
        - kind: source
          title: C
          sha256: 12
          body: |
            Text

            more
        """,
        """\
        # which stays
        - kind: source
          id: a
          title: "A: B"  # as it is called
          url: https://a.org
          copy: 'a: b'
          accessed: '2026-11-30T03:40:00+01:00'
          tags:
            - b

        # of the other
        - kind: source
          title: C
          sha256: '01'
          body: |
            Text

            more
        """,
    ),
    (
        ".yml",
        """\
        entries:
            - {kind: source, id: a, title: A}
            - { "kind": "source", "id": "c", "sha256": "12", "title": "C" }
        version: 1
        """,
        """\
        entries:
            - {kind: source, id: a, title: A, copy: "a: b", accessed: "2026-11-30T03:40:00+01:00"}
            - { "kind": "source", "id": "c", "sha256": "01", "title": "C" }
        version: 1
        """,
    ),
    (
        ".json",
        """\
        {"x-note": [{"id": "a"}], "entries": [
            {
                "kind": "source",
                "id":"a",
                "title": "A \\u00e9"
            },
            {"kind": "source", "title": "C", "sha256": null}
        ]}
        """,
        """\
        {"x-note": [{"id": "a"}], "entries": [
            {
                "kind": "source",
                "id":"a",
                "title": "A \\u00e9",
                "copy": "a: b",
                "accessed": "2026-11-30T03:40:00+01:00"
            },
            {"kind": "source", "title": "C", "sha256": "01"}
        ]}
        """,
    ),
    (
        ".json",
        '[{"kind":"source","id":"a","title":"A"},{"kind":"source","id":"c","title":"C"}]',
        (
            '[{"kind":"source","id":"a","title":"A","copy":"a: b","accessed":"2026-11-30T03:40:00+01:00"},'
            '{"kind":"source","id":"c","title":"C","sha256":"01"}]'
        ),
    ),
    (
        ".csv",
        """\
        kind;id;title;SHA256;note

        source;a;"A; ""B""
        more"
        source;;C;12;why
        """,
        """\
        kind;id;title;SHA256;note;copy;accessed

        source;a;"A; ""B""
        more";;;a: b;2026-11-30T03:40:00+01:00
        source;;C;01;why
        """,
    ),
    (
        ".csv",
        "sep=|\r\nkind|id|title|Seen|File\r\nsource|a|A||x\r\nsource|c|C\r\n",
        "sep=|\r\nkind|id|title|Seen|File|sha256\r\nsource|a|A|2026-11-30T03:40:00+01:00|a: b\r\nsource|c|C|||01\r\n",
    ),
]
COLUMNS = {"Seen": "accessed", "File": "copy"}


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize(("suffix", "text", "expected"), DATA)
def test_values_in_data_files(suffix: str, text: str, expected: str, mark: str) -> None:
    if suffix.startswith(".y"):
        pytest.importorskip("yaml")
    text, expected = mark + dedent(text), mark + dedent(expected)
    columns = COLUMNS if "Seen" in text else {}
    settings = Settings(columns=tuple(columns.items()))
    before = read(text.encode(), f"a{suffix}", KINDS, settings)
    lines = [item.entry.line for item in before.items]
    edits = [
        Edit("source", "a", lines[0], {}, {"copy": "a: b", "accessed": "2026-11-30T03:40:00+01:00"}),
        Edit("source", "c", lines[1], {}, {"sha256": "01"}),
    ]
    splices, failed = edit_data(text, suffix, edits, columns)
    assert failed == {}
    assert spliced(text, splices) == expected
    after = read(expected.encode(), f"a{suffix}", KINDS, settings)
    fields = [item.entry.fields for item in after.items]
    assert fields[0] == before.items[0].entry.fields | {
        "copy": "a: b",
        "accessed": "2026-11-30T03:40:00+01:00",
    }
    assert [item.title for item in after.items] == [item.title for item in before.items]


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".yaml", "- kind: source\n  id: other\n"),
        (".yaml", "- kind: source\n  id: a\n  copy: |\n    b\n"),
        (".yaml", "- kind: source\n  id: a\n  copy: &b c\n"),
        (".yaml", "- kind: |\n    source\n  id: >\n    a\n"),
        (".yaml", "{"),
        (".yaml", ""),
        (".json", '[{"kind": "source", "id": "other"}]'),
        (".json", "[" * 100_000),
        (".json", "{}"),
        (".csv", "kind,id\nsource,a,more\n"),
        (".csv", "kind,id\n"),
        (".csv", 'kind,id\nsource,"a'),
        (".csv", ""),
        (".bib", "@book{a}"),
        (".xlsx", "PK"),
    ],
)
def test_what_cannot_be_written_is_left_alone(suffix: str, text: str) -> None:
    line = 2 if suffix == ".csv" else 1
    splices, failed = edit_data(text, suffix, [Edit("source", "a", line, {}, {"copy": "b"})], {})
    assert splices == []
    assert list(failed) == ["a"]
    assert "\n" not in failed["a"]
