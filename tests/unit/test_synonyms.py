"""Other words for options, values and kinds lead to what is there, and never to what hides a text."""

from __future__ import annotations

import pytest

from sphinx_policyrefs.records.fields import FieldError
from sphinx_policyrefs.records.kinds import KINDS
from sphinx_policyrefs.records.synonyms import (
    BODY,
    DIRECTIVES,
    OPTIONS,
    TITLE,
    VALUES,
    meant_to_hide,
    option_hint,
    short_list,
)
from sphinx_policyrefs.records.types import parse_field
from sphinx_policyrefs.views import views_for

NAMES = {
    kind.name: [*(f.name for f in kind.all_fields), "id", "note", "class", "name"] for kind in KINDS.values()
}


@pytest.mark.parametrize(
    ("kind", "written", "hint"),
    [
        ("statement", "quote", "write the text below the options, after a blank line"),
        ("event", "description", "write the text below the options, after a blank line"),
        ("event", "title", "write the title behind event"),
        ("event", "who", "did you mean :parties:?"),
        ("statement", "who", "did you mean :speaker:?"),
        ("statement", "where", "did you mean :venue:?"),
        ("event", "where", "did you mean :place:?"),
        ("party", "link", "did you mean :url:?"),
        ("event", "result", "did you mean :outcome:?"),
        ("legal-action", "result", "did you mean :disposition:?"),
        ("event", "case", "did you mean :legal-action:?"),
        ("event", "lawsuit", "did you mean :legal-action:?"),
        ("event", "legal_action", "did you mean :legal-action:?"),
        ("event", "partys", "did you mean :parties:?"),
        ("event", "notes", "did you mean :note:?"),
        # A relation from the other side: the nearest option would say the reverse.
        ("instrument", "amended-by", "write :amends: at the other instrument"),
        ("instrument", "superseded_by", "write :supersedes: at the other instrument"),
        ("instrument", "repealed-by", "write :revokes: at the other instrument"),
        ("legal-action", "appealed-in", "write :appeal-of: at the other legal-action"),
        ("event", "causes", "write :caused-by: at the other event"),
        ("event", "led-to", "write :follows: at the other event"),
        ("party", "members", "write :member-of: at the other party"),
        ("party", "events", "write :parties: at the event"),
        ("source", "cited-by", "write :sources: at the other entry"),
        ("source", "passages", "write :source: at the passage"),
        ("event", "passages", "did you mean :sources:?"),
        ("party", "amended-by", "it has"),
        *(
            ("event", end, "write both days in :date:, such as 2024-01-02/2024-01-05")
            for end in ("date-end", "date_end", "end-date", "end date", "until", "to", "end")
        ),
        ("legal-action", "end_date", "did you mean :terminated:?"),
        ("instrument", "until", "did you mean :expires:?"),
        ("instrument", "start-date", "did you mean :effective:?"),
        ("deadline", "until", "did you mean :due:?"),
        ("scenario", "until", "did you mean :horizon:?"),
        ("event", "start-date", "did you mean :date:?"),
    ],
)
def test_hints_on_options(kind: str, written: str, hint: str) -> None:
    assert option_hint(written, NAMES[kind], kind).startswith(hint)


@pytest.mark.parametrize("kind", KINDS)
def test_no_hint_hides_a_text_and_none_is_long(kind: str) -> None:
    for word in [*OPTIONS, *BODY, *TITLE, "vote-count", "nothing", "quotes", "noted-by", "wave"]:
        hint = option_hint(word, NAMES[kind], kind)
        assert len(hint) < 140
        assert ":note:" not in hint
        assert ":waive:" not in hint or word == "wave"


def test_every_word_leads_to_what_some_kind_has() -> None:
    fields = {f.name for kind in KINDS.values() for f in kind.all_fields}
    choices = {c for kind in KINDS.values() for f in kind.all_fields for c in f.choices}
    assert {name for names in OPTIONS.values() for name in names} <= fields
    assert {value for words in VALUES.values() for values in words.values() for value in values} <= choices
    assert {*DIRECTIVES.values()} - {"passage"} <= {*KINDS, *views_for(KINDS)}
    assert not {*DIRECTIVES} & {*KINDS}


@pytest.mark.parametrize(
    ("kind", "field", "written", "meant"),
    [
        ("legal-action", "status", "dismissed", "closed"),
        ("legal-action", "status", "appealed", "on-appeal"),
        ("agreement", "status", "withdrawn", "abandoned"),
        ("party", "type", "corporation", "company"),
        ("instrument", "type", "Executive Order", "executive-order"),
        ("source", "type", "news", "article-newspaper"),
        ("claim", "verdict", "false", "wrong"),
    ],
)
def test_other_words_for_values(kind: str, field: str, written: str, meant: str) -> None:
    found = KINDS[kind].field(field)
    assert found is not None
    with pytest.raises(FieldError, match=rf"did you mean {meant}\?$") as error:
        parse_field(found, written)
    assert len(str(error.value)) < 200


def test_long_lists_are_cut_to_the_nearest() -> None:
    assert short_list(("a", "b")) == "a, b"
    words = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "beto"]
    assert short_list(words, "bet").startswith("beta,") or "beta" in short_list(words, "bet")
    assert short_list(words, "bet").endswith("… (2 more in the docs)")


@pytest.mark.parametrize(
    ("name", "kind", "hides"),
    [
        ("confidental", "source", True),
        ("Confidential_", "source", True),
        ("confidentiality", "source", True),
        ("anonymous", "source", True),
        ("confidnce", "source", False),
        ("publishd", "source", False),
        ("confidental", "event", False),
    ],
)
def test_an_option_that_was_meant_to_hide_does(name: str, kind: str, hides: bool) -> None:
    assert (meant_to_hide(name, KINDS[kind]) is not None) is hides
