"""What holds of the JSON export of any record: it is valid, and read again it is the same."""

from __future__ import annotations

import json
from typing import Any

from exported import edition_of
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from sphinx_policyrefs.exports import export, schema
from sphinx_policyrefs.imports.exported import entries_of
from sphinx_policyrefs.records.exported import read_exported
from sphinx_policyrefs.records.fields import FieldError
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.kinds import KINDS, Field
from sphinx_policyrefs.records.model import DocRecord, Entry
from sphinx_policyrefs.records.types import TYPES, parse_field

VALIDATOR = Draft202012Validator(schema.schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)

IDS = ("a", "b", "c", "d-1", "größe")
NAMES = st.sampled_from((*IDS, "A", "Title; of b", "nobody", "Short A"))
#: Control characters and halves of pairs are replaced, so that two texts may become one; test_exports.py has them.
CHARACTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))
TEXTS = st.text(CHARACTERS.filter(lambda c: c not in ";@|="), min_size=1, max_size=12)
DATES = st.sampled_from((
    "2024-04-24", "2024", "2024-06~", "2024-21", "XXXX", "2024-05-02/..", "../2024-06", "{2024-01,2025-02-03}",
    "[..2024-03-01]", "-0044-03-15", "Y12000", "9999-12-31", "2024-02-29T23:59:59+14:00", "20XX", "2020-Q3",
))  # fmt: skip
SOURCED = st.lists(st.one_of(NAMES, st.builds("{} @ {}".format, NAMES, TEXTS)), min_size=1, max_size=3).map(
    "; ".join
)
LINES = "\n".join

#: More than the examples of some types: what authors may write, by the type of the field.
WRITTEN = {
    "text": st.text(CHARACTERS, max_size=20),
    "names": st.lists(TEXTS, max_size=3).map("; ".join),
    "date": DATES,
    "relation": st.lists(NAMES, max_size=3).map("; ".join),
    "sourced": SOURCED,
    "integer": st.integers(-9, 9).map(str),
    "citations": st.lists(st.one_of(TEXTS, st.just("122 F.4th 930")), max_size=2).map("; ".join),
    "shares": st.lists(
        st.builds("{} = {}%".format, NAMES, st.decimals(0, 100, places=4)), min_size=1, max_size=3
    ).map(LINES),
    "values": st.lists(
        st.one_of(TEXTS, st.builds("{} | {}".format, TEXTS, SOURCED)), min_size=1, max_size=3
    ).map(LINES),
    "start": st.builds("{}{}".format, NAMES, st.sampled_from(("", ".date", ".signed", ".due", ".nothing"))),
}  # fmt: skip


def written(field: Field) -> st.SearchStrategy[str]:
    examples = st.sampled_from(field.choices or TYPES[field.type].examples)
    return st.one_of(examples, WRITTEN[field.type]) if field.type in WRITTEN else examples


@st.composite
def entries(draw: st.DrawFn, id_: str) -> Entry:
    """Return an entry of any kind with some of its fields."""
    kind = KINDS[draw(st.sampled_from(sorted(KINDS)))]
    values: dict[str, Any] = {}
    for field in draw(st.lists(st.sampled_from(kind.all_fields), max_size=8, unique_by=lambda f: f.name)):
        try:
            values[field.name] = parse_field(field, draw(written(field)))
        except FieldError:
            continue
    title = " ".join(
        draw(st.one_of(st.sampled_from(("A", "Title; of b")), st.text(CHARACTERS, min_size=1))).split()
    )
    return Entry(kind.name, id_, title or "Untitled", values, {}, "page", "page.rst", 1)


RECORDS = st.tuples(*(st.one_of(st.none(), entries(id_)) for id_ in IDS)).map(
    lambda drawn: tuple(entry for entry in drawn if entry is not None)
)
AS_OF = st.sampled_from(("", "2024-06-01"))


@given(RECORDS, AS_OF)
def test_any_record_is_valid(record: tuple[Entry, ...], as_of: str) -> None:
    VALIDATOR.validate(json.loads(export("json", edition_of(*record, as_of=as_of))))


@given(RECORDS)
def test_any_record_read_again_is_the_same(record: tuple[Entry, ...]) -> None:
    first = export("json", edition_of(*record))
    taken = entries_of(read_exported(first), KINDS)
    assert taken.problems == ()
    graph = Graph([DocRecord("page", taken.entries)], today=edition_of().graph.today)
    second = json.loads(export("json", edition_of(graph=graph)))
    assert _without_places(second) == _without_places(json.loads(first))


def _without_places(data: dict[str, Any]) -> dict[str, Any]:
    for item in data["entries"]:
        for name in ("uri", "file", "line"):
            del item[name]
    return data
