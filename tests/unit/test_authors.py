"""The names of authors: from text to CSL's parts, and back to a text that gives the same parts."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_policyrefs.records.authors import OTHERS, Name, names_of, shown, text_of

DOE = Name("Doe", "Jane")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", []),
        ("Jane Doe", [DOE]),
        ("Doe, Jane", [DOE]),
        ("Jane Doe, Ann Lee, and Mike Roe", [DOE, Name("Lee", "Ann"), Name("Roe", "Mike")]),
        ("Jane Doe; Ann Lee", [DOE, Name("Lee", "Ann")]),
        ("Doe, Jane; Human Rights Watch", [DOE, Name(literal="Human Rights Watch")]),
        ("Human Rights Watch;", [Name(literal="Human Rights Watch")]),
        ("Ludwig van Beethoven", [Name("Beethoven", "Ludwig", "van")]),
        ("Jan van der Berg and Jane Doe", [Name("Berg", "Jan", "van der"), DOE]),
        ("de la Cruz, María", [Name("Cruz", "María", "de la")]),
        ("Charles De Gaulle", [Name("De Gaulle", "Charles")]),
        ("Martin Luther King, Jr.", [Name("King", "Martin Luther", suffix="Jr.")]),
        ("King, Martin Luther, Jr.", [Name("King", "Martin Luther", suffix="Jr.")]),
        ("King, Jr., Martin Luther", [Name("King", "Martin Luther", suffix="Jr.")]),
        ("Henry Ford II and Jane Doe", [Name("Ford", "Henry", suffix="II"), DOE]),
        ("Martin King, Jr., and Jane Doe", [Name("King", "Martin", suffix="Jr."), DOE]),
        ("García Márquez, Gabriel", [Name("García Márquez", "Gabriel")]),
        ("Derek D Decket", [Name("Decket", "Derek D")]),
        ("Ian St. John", [Name("John", "Ian St.")]),
        ("Jane Doe and others", [DOE, OTHERS]),
        ("Jane Doe et al.", [DOE, OTHERS]),
        ("Reuters", [Name(literal="Reuters")]),
        (
            "Office of Legal Counsel, Department of Justice",
            [Name(literal="Office of Legal Counsel, Department of Justice")],
        ),
    ],
)
def test_names_in_a_text(text: str, names: list[Name]) -> None:
    assert names_of(text) == names


@pytest.mark.parametrize(
    ("names", "text"),
    [
        ([DOE, Name("Lee", "Ann")], "Jane Doe and Ann Lee"),
        ([DOE, Name("King", "Martin", suffix="Jr.")], "Jane Doe, and Martin King, Jr."),
        ([DOE, OTHERS], "Jane Doe and others"),
        ([Name("García Márquez", "Gabriel"), DOE], "García Márquez, Gabriel; Doe, Jane"),
        ([Name("Beethoven", "Ludwig", "van"), Name(literal="Reuters")], "van Beethoven, Ludwig; Reuters"),
        ([Name(literal="Human Rights Watch")], "Human Rights Watch;"),
        ([Name(literal="Barnes and Noble")], "Barnes and Noble"),
        ([Name(literal="Associated Press")], "Associated Press"),
    ],
)
def test_text_of_names(names: list[Name], text: str) -> None:
    assert text_of(names) == text
    assert names_of(text_of(names)) == names


def test_readers_do_not_see_the_sign_of_a_body() -> None:
    assert shown("Human Rights Watch;") == "Human Rights Watch"
    assert shown("Doe, Jane; Roe, Ann") == "Doe, Jane; Roe, Ann"


FAMILY = st.sampled_from(
    (
        "Doe",
        "Márquez",
        "De Gaulle",
        "García Márquez",
        "O'Neill",
        "Roe-Smith",
        "St. John",
        "MacDonald",
        "d'Alembert",
    )
)
GIVEN = st.sampled_from(("Jane", "J. R.", "Gabriel José", "Li", "María-Luz", "Jean d'Arc"))
PERSON = st.builds(
    Name,
    FAMILY,
    GIVEN,
    st.sampled_from(("", "", "van der", "de la", "von")),
    st.sampled_from(("", "", "Jr.", "III")),
    literal=st.just(""),
)
BODY = st.sampled_from(
    (
        "Reuters",
        "Human Rights Watch",
        "Department of State",
        "World Health Organization",
        "Oracle Corp.",
        "ACLU",
    )
)


@given(
    st.lists(st.one_of(PERSON, PERSON, BODY.map(lambda text: Name(literal=text))), min_size=1, max_size=4),
    st.booleans(),
)
@example([Name(literal="Human Rights Watch"), Name(literal="Amnesty International")], False)
def test_names_survive_the_text(names: list[Name], more: bool) -> None:
    names = [*names, OTHERS] if more else names
    assert names_of(text_of(names)) == names
