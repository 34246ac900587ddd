"""Field types: what a text means, and what is said of one that means nothing."""

from __future__ import annotations

import json
import re
from ast import literal_eval
from contextlib import suppress
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from sphinx_policyrefs.exports import schema
from sphinx_policyrefs.records.cited import Citation
from sphinx_policyrefs.records.fields import FieldError, is_slug, nearest, safe_url, slugify, split_list
from sphinx_policyrefs.records.kinds import KINDS, Field
from sphinx_policyrefs.records.types import TYPES, FieldType, parse_field, targets_of, texts_of, with_texts
from sphinx_policyrefs.views.cells import READ

CHOICE = Field("status", "choice", choices=("open", "closed", "on-hold"))
FAULT = Field("fault", "choice", choices=("scope",), open=True)

VALUES = [
    ("text", "  two \n  lines ", "two lines"),
    ("word", "Executive Order", "executive-order"),
    ("word", "ruling", "ruling"),
    ("names", "One, Two; Three ;; One, Two", ("One, Two", "Three")),
    ("names", "one, two", ("one", "two")),
    ("date", " 2020-08-06 ", "2020-08-06"),
    ("date", "2020-Q3", "2020-35"),
    ("relation", "a, b;c", ("a, b", "c")),
    ("relation", "TikTok Inc. v. Garland", ("TikTok Inc. v. Garland",)),
    ("sourced", "act @ § 2, p. 3; report", (Citation("act", "§ 2, p. 3"), Citation("report"))),
    ("sourced", "a, b", (Citation("a"), Citation("b"))),
    ("sourced", "mail @ a@b.org", (Citation("mail", "a@b.org"),)),
    ("integer", "-3", -3),
    ("flag", "", True),
    ("flag", "Yes", True),
    ("flag", "no", False),
    ("url", "https://example.org/a?b#c", "https://example.org/a?b#c"),
    ("url", "mailto:a@example.org", "mailto:a@example.org"),
    ("url", "docs/paper.pdf", "docs/paper.pdf"),
    ("url", "paper.v2.pdf", "paper.v2.pdf"),
    ("url", "readme.md#top", "readme.md#top"),
    ("url", "../com.org/x", "../com.org/x"),
    ("court", "cadc", "cadc"),
    ("sha256", "A1" * 32, "a1" * 32),
    ("wikidata", "https://www.wikidata.org/wiki/Q11268", "Q11268"),
    ("lei", "7ltw fzyi cnsx 8d62 1k86", "7LTWFZYICNSX8D621K86"),
    ("bioguide", "c001078", "C001078"),
    ("courtlistener", "https://www.courtlistener.com/docket/68570923/a-v-b/?page=2", "68570923"),
    ("courtlistener", "opinion/1", "opinion/1"),
    (
        "fr-document",
        "https://www.federalregister.gov/documents/2020/08/11/2020-17699/addressing",
        "2020-17699",
    ),
    ("citations", "1 U.S. 2; 3 F.4th 4", ("1 U.S. 2", "3 F.4th 4")),
    ("vote", "352–65", "352-65"),
    ("vote", "352 - 65 - 1", "352-65-1"),
    ("shares", "a = 12.50%\n\nb party=80 %; c = 0", (("a", "12.5"), ("b party", "80"), ("c", "0"))),
    ("shares", "a = 100%", (("a", "100"),)),
    ("shares", "a = b = 1%", (("a = b", "1"),)),
    (
        "values",
        "80% | s @ p. 3; t\nno source",
        (("80%", (Citation("s", "p. 3"), Citation("t"))), ("no source", ())),
    ),
    ("values", "a | b | s", (("a | b", (Citation("s"),)),)),
    ("values", "a\n  \nb | s", (("a", ()), ("b", (Citation("s"),)))),
    ("start", "act.signed", "act.signed"),
    ("period", "45 Days", "45 days"),
    ("period", "−1 month", "-1 month"),
    ("waivers", "unsourced -- it is; weak-source -- so", (("unsourced", "it is"), ("weak-source", "so"))),
    ("waivers", "unsourced -- background -- known", (("unsourced", "background -- known"),)),
]


@pytest.mark.parametrize(("type_", "text", "value"), VALUES)
def test_values(type_: str, text: str, value: object) -> None:
    parsed = parse_field(Field("it", type_), text)
    assert parsed == value
    assert type(parsed) is type(value)


@pytest.mark.parametrize(("text", "value"), [("open", "open"), (" OPEN ", "open"), ("On-Hold", "on-hold")])
def test_choices(text: str, value: str) -> None:
    assert parse_field(CHOICE, text) == value


def test_an_open_choice_takes_any_word() -> None:
    assert parse_field(FAULT, "own-word") == "own-word"
    with pytest.raises(FieldError, match="write one of scope"):
        parse_field(FAULT, "two words")


ERRORS = [
    ("word", "§§", "letters, digits and hyphens"),
    ("word", "it's", "write it-s"),
    ("date", "August 6, 2020", "write 2020-08-06"),
    ("date", "2019-02-29", "February 2019 has 28 days"),
    ("sourced", "@ p. 3; a", '"@ p. 3" has no source'),
    ("sourced", "a @; b", '"a @" names no place: write one behind @, such as a @ p. 3, or delete @'),
    (
        "sourced",
        'a @ "b c"',
        '"a @" names no place: write one behind @, such as a @ p. 3 "words", or delete @',
    ),
    ("integer", "1.5", "whole number"),
    ("integer", "two", "whole number"),
    ("flag", "perhaps", "yes or no"),
    ("url", "javascript:alert(1)", "https://"),
    ("url", "JAVASCRIPT:alert(1)", "https://"),
    ("url", "java\tscript:alert(1)", "https://"),
    ("url", "data:text/html,x", "https://"),
    ("url", "vbscript:x", "https://"),
    ("url", "//example.org", "https://"),
    ("url", "example.org", '"example.org" lacks the beginning of an address: write https://example.org'),
    ("url", "http:/example.org", "write http://example.org"),
    ("url", "https:example.org/a", "write https://example.org/a"),
    ("url", "https//example.org", "write https://example.org"),
    ("names", "[one, 'two']", "is in brackets: write one; two without them"),
    ("url", "www.Example.CO.UK:80/a?b", "write https://www.Example.CO.UK:80/a?b"),
    ("url", "https://[", "https://"),
    ("url", "a b", "https://"),
    ("vote", "unanimous", "352-65"),
    ("vote", "352:65", "352-65"),
    ("wikidata", "TikTok", "write an item of Wikidata, such as Q11268"),
    ("lei", "7LTWFZYICNSX8D621K87", "the check digits"),
    ("lei", "7LTW", "20 characters"),
    ("bioguide", "Gallagher", "such as C001078"),
    ("courtlistener", "https://example.org/docket/1/", "such as 68570923"),
    ("fr-document", "85 FR 48637", "such as 2020-17699"),
    ("shares", "a 12%", "party = 12.5%"),
    ("shares", "= 12%", "party = 12.5%"),
    ("shares", "a = -1%", "party = 12.5%"),
    ("shares", "a = 100.1%", "party = 12.5%"),
    ("shares", "a = NaN", "party = 12.5%"),
    ("shares", "a = 1e400%", "party = 12.5%"),
    ("values", "| s", "gives no value"),
    ("values", "80% | @ p. 3", "has no source"),
    ("period", "soon", "a number and a unit"),
    ("period", "10 business days", "calendar days"),
    ("period", "0 days", "one day at least"),
    ("waivers", "unsourced", "code -- reason"),
    ("waivers", "unsourced --", "code -- reason"),
    ("waivers", "unsorced -- so", "did you mean unsourced?"),
    ("waivers", "zzz -- so", "the codes are duplicate-id"),
]


@pytest.mark.parametrize(("type_", "text", "says"), ERRORS)
def test_errors(type_: str, text: str, says: str) -> None:
    with pytest.raises(FieldError) as error:
        parse_field(Field("it", type_), text)
    assert says in str(error.value)
    assert "\n" not in str(error.value)
    assert error.value.code == ("bad-date" if type_ == "date" else "bad-option")


@pytest.mark.parametrize("type_", sorted(set(TYPES) - {"flag"}))
@pytest.mark.parametrize("text", ["", "  \n "])
def test_nothing_is_no_value(type_: str, text: str) -> None:
    with pytest.raises(FieldError, match="has no value"):
        parse_field(Field("it", type_, choices=("a",)), text)


@pytest.mark.parametrize("type_", ["names", "relation", "sourced", "citations", "shares", "waivers"])
def test_a_list_of_separators_is_no_value(type_: str) -> None:
    with pytest.raises(FieldError, match="has no value"):
        parse_field(Field("it", type_), ";;")


def test_a_near_choice_is_named() -> None:
    with pytest.raises(FieldError, match=r"write one of open, closed, on-hold; did you mean closed\?"):
        parse_field(CHOICE, "clsed")


# -- what holds of every type ------------------------------------------------------------------------


class Ids:
    """Names that mean entries whose ids are made of them."""

    def __init__(self, type_: FieldType, value: Any) -> None:
        starts = type_.name == "start"
        self.pairs = [
            (slugify(name.partition(".")[0] if starts else name), *place)
            for name, *place in type_.links(value)
        ]

    def links(self) -> list[tuple[str, ...]]:
        return self.pairs

    def link_of(self, citation: Citation) -> tuple[str, ...]:
        return (slugify(citation.name), *citation[1:])

    def id_of(self, name: str) -> str:
        return slugify(name)

    def date_of(self, name: str) -> str:
        return name.partition(".")[2]


EXAMPLES = [
    pytest.param(type_, Field("it", type_.name, choices=("a", "b")), text, id=f"{type_.name}-{n}")
    for type_ in TYPES.values()
    for n, text in enumerate((*type_.examples, *(text for name, text, _ in VALUES if name == type_.name)))
]


def test_each_type_has_examples_and_says_what_to_write() -> None:
    for name, type_ in TYPES.items():
        assert type_.name == name
        assert type_.examples or name == "choice"
        assert type_.write
        assert type_.write.count("`") % 2 == 0
        assert (type_.like or "text") in TYPES
        assert set(re.findall(r"#/\$defs/(\w+)", str(type_.schema))) <= set(schema.schema()["$defs"])


def test_the_table_of_how_values_read_has_each_type() -> None:
    assert set(READ) == set(TYPES)


@pytest.mark.parametrize(("type_", "field", "text"), EXAMPLES)
def test_a_value_comes_back_from_every_form(type_: FieldType, field: Field, text: str) -> None:
    value = parse_field(field, text)
    assert literal_eval(repr(value)) == value  # plain data
    written = json.loads(json.dumps(type_.written(value)))
    assert parse_field(field, type_.from_json(written)) == value
    assert parse_field(field, type_.csv(written)) == value
    if texts := type_.texts(value):
        assert type_.with_texts(value, texts) == value
    assert type_.is_relation == bool(type_.targets(value))
    if type_.internal:
        return
    exported = json.loads(json.dumps(type_.to_json(value, Ids(type_, value))))
    by_id = type_.renamed(value, slugify)
    again = parse_field(field, type_.from_json(exported))
    assert again == by_id or set(again) == set(by_id)
    assert parse_field(field, type_.csv(exported)) == again
    definitions = schema.schema()["$defs"]
    Draft202012Validator({**type_.schema, "$defs": definitions}).validate(exported)
    if type_.extra:
        Draft202012Validator({"$ref": "#/$defs/own", "$defs": definitions}).validate(exported)


@pytest.mark.parametrize(("type_", "field", "text"), EXAMPLES)
def test_references_are_renamed_in_every_form(type_: FieldType, field: Field, text: str) -> None:
    value = parse_field(field, text)
    renamed = type_.renamed(value, lambda name: f"new-{name}")
    assert list(type_.targets(renamed)) == [f"new-{name}" for name in type_.targets(value)]
    exported = type_.to_json(value, Ids(type_, value))
    assert type_.json_renamed(exported, lambda id_: id_) == exported
    assert type_.json_renamed(exported, lambda id_: f"new-{id_}") == type_.to_json(
        renamed, Ids(type_, renamed)
    )
    left = type_.renamed(value, lambda _name: "")
    assert not type_.is_relation or left == () or type_.targets(left) == ()


@pytest.mark.parametrize(
    "data", [None, True, 3, "x", [None], [[]], {"a": {"b": []}}, [{"id": 3}], {"value": [[1]]}]
)
@pytest.mark.parametrize("type_", TYPES.values(), ids=list(TYPES))
def test_data_of_another_form_is_text_or_an_error(type_: FieldType, data: Any) -> None:
    with suppress(FieldError):
        assert isinstance(type_.from_json(data), str)
    type_.json_renamed(data, str.upper)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("TikTok Inc. v. Garland", "tiktok-inc-v-garland"),
        ("  ÉMILE & Zoë_3 ", "emile-zoe-3"),
        ("字节跳动 Ltd", "字节跳动-ltd"),
        ("بايت دانس", "بايت-دانس"),
        ("2020", "2020"),
        ("ﬁnal", "final"),
        ("ГОСТ", "гост"),
        ("🎉", ""),
        ("--", ""),
    ],
)
def test_slugs(text: str, slug: str) -> None:
    assert slugify(text) == slug
    assert is_slug(slug) == bool(slug)
    assert slugify(slug) == slug


@pytest.mark.parametrize("text", ["A", "a b", "a_b", "-a", "a-", "a--b", "", "a.b", "a\n"])
def test_what_is_no_slug(text: str) -> None:
    assert not is_slug(text)


def test_lists() -> None:
    assert split_list("Smith, John") == ("Smith, John",)
    assert split_list("a, b,") == ("a", "b")
    assert split_list(" a  b ;") == ("a b",)
    assert split_list("") == ()


def test_nearest() -> None:
    assert nearest("PARTEIS", ["parties", "party"]) == "parties"
    assert nearest("zzz", ["parties", "party"]) == ""


@pytest.mark.parametrize(
    ("kind", "name", "text", "names"),
    [
        ("event", "sources", "a @ 1; b @ 2; a @ 3", ("a", "b", "a")),
        ("agreement", "shares", "a = 1%; b = 2%", ("a", "b")),
        ("discrepancy", "values", "1 | a; b\n2 | b; c", ("a", "b", "c")),
        ("deadline", "from", "act.signed", ("act.signed",)),
        ("event", "parties", "a; b", ("a", "b")),
    ],
)
def test_targets(kind: str, name: str, text: str, names: tuple[str, ...]) -> None:
    field = KINDS[kind].field(name)
    assert field is not None
    assert targets_of(field, parse_field(field, text)) == names


def test_safe_urls_of_other_places() -> None:
    assert safe_url("HTTPS://example.org")
    assert safe_url("../a/b.html#c")
    assert not safe_url("https://example.org/\x00")


# -- prose -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "text", "prose", "other"),
    [
        (Field("holding"), "It stands", ("It stands",), "X"),
        (Field("aliases", "names"), "one; two", ("one", "two"), ("X", "X")),
        (Field("court", "court"), "Court of Appeal", ("Court of Appeal",), "X"),
        (
            Field("values", "values", targets=("source",)),
            "20 | a @ 3\n43",
            ("20", "43"),
            (("X", (Citation("a", "3"),)), ("X", ())),
        ),
        (
            Field("waive", "waivers"),
            "unsourced -- known",
            ("known",),
            (("unsourced", "X"),),
        ),
    ],
)
def test_prose_is_taken_out_and_put_back(
    field: Field, text: str, prose: tuple[str, ...], other: object
) -> None:
    value = parse_field(field, text)
    assert texts_of(field, value) == prose
    assert with_texts(field, value, prose) == value
    assert with_texts(field, value, ["X"] * len(prose)) == other


def test_names_and_numbers_that_are_alike_in_all_languages_are_no_prose() -> None:
    assert texts_of(Field("court", "court"), "scotus") == ()
    assert texts_of(Field("room", verbatim=True), "12b") == ()
    assert texts_of(Field("copy", internal=True), "copies/a.pdf") == ()
    verbatim = {f.name for kind in KINDS.values() for f in kind.all_fields if f.verbatim}
    assert verbatim == {
        *("author", "container-title", "docket", "edition", "issue", "judges", "number", "page", "publisher"),
        *("locator", "quote", "reviewer", "tags", "volume"),
    }
    for type_ in set(TYPES) - {"text", "words", "names", "court", "values", "waivers", "money"}:
        assert texts_of(Field("field", type_), object()) == ()


GOOD = (Citation("a", "1", "good words"),)
BARE = Citation("b", "", "x")
MORE = (Citation("a", "", "y"), Citation("a", "", "z"))
LOSSES = [
    ("sourced", 'a @ 1 "good words"; b @ 2 "unclosed', GOOD, 1),
    # A source whose place is missing stays, with its words.
    ("sourced", 'b @ ; a @ 1 "good words"', (Citation("b"), *GOOD), 1),
    ("sourced", 'b @ "x"; a @ 1 "good words"; @ "y" "z"', (BARE, *GOOD, *MORE), 2),
    ("sourced", 'b @ 2 ""; a @ 1 "good words"; c "x" y; "z" @ ', GOOD, 3),
    # What goes on with the source of a citation that can't be read is of that source all the same.
    ("sourced", 'a "x" y; @ 1 "good words"', GOOD, 1),
    ("sourced", '"unclosed', None, 1),
    ("sourced", "b @ 2 'two words'; a @ 1 \"good words\"; b @ pp. 3–4 ‘words’", GOOD, 2),
    (
        "values",
        '80 | a @ 1 "good words"\n90 | b @\n | c\n95 | a @ 1 "good words"; b @ ',
        (("80", GOOD), ("90", (Citation("b"),)), ("95", (*GOOD, Citation("b")))),
        3,
    ),
]


@pytest.mark.parametrize(("type_", "text", "rest", "faults"), LOSSES)
def test_a_fault_of_one_citation_loses_no_other(type_: str, text: str, rest: object, faults: int) -> None:
    with pytest.raises(FieldError) as error:
        parse_field(Field("it", type_), text)
    assert error.value.rest == rest
    assert len(error.value.messages) == faults


@pytest.mark.parametrize(
    "place",
    [
        "'Scope' of it",
        "Pls.' Ex. 3 (Smith's decl.)",
        "heading 'Scope'",
        "p. 3 (the 'rule')",
        "§ 2 'Definitions'",
        "Art. 45 ‘Transfers on the basis of an adequacy decision’",
    ],
)
def test_single_marks_may_stand_in_a_place(place: str) -> None:
    assert parse_field(Field("it", "sourced"), f"a @ {place}") == (Citation("a", place),)


def test_words_between_single_marks_are_no_place() -> None:
    with pytest.raises(
        FieldError, match=r"the words 'remanded to' stand between single marks; write order @ 2 \"rem"
    ):
        parse_field(Field("it", "sourced"), "order @ 2 'remanded to'")


ITEMS = [
    "a",
    {"id": "a", "place": 3},
    {"locator": 2, "quote": "words"},
    'b @ 2 "unclosed',
    'b @ ; c "sound"',
    {"id": "a", "locator": 1, "quote": "good words"},
]


def test_a_fault_of_one_item_of_data_loses_no_other() -> None:
    with pytest.raises(FieldError) as error:
        TYPES["sourced"].from_json(ITEMS)
    assert len(error.value.messages) == 4
    assert "has a citation without an id; write id, locator and quote" in error.value.messages
    whole = parse_field(Field("it", "sourced"), error.value.rest)
    assert whole == (Citation("a"), Citation("b"), Citation("c", "", "sound"), *GOOD)
    with pytest.raises(FieldError) as error:
        TYPES["values"].from_json([{"value": 1, "sources": ITEMS}, {"valu": 2, "value": 2}, {"value": 3}])
    assert len(error.value.messages) == 5
    assert parse_field(Field("it", "values"), error.value.rest) == (("1", whole), ("3", ()))
