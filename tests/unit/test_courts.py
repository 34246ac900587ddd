from __future__ import annotations

import re
from typing import Any

import pytest

from sphinx_policyrefs.records.courts import (
    COURTS,
    FEDERAL,
    Court,
    court_name,
    court_short,
    courts_with,
    find_court,
)

D_C_CIRCUIT = COURTS["cadc"]


@pytest.mark.parametrize(
    ("id_", "name", "short", "above"),
    [
        ("scotus", "Supreme Court of the United States", "U.S.", ""),
        ("cadc", "U.S. Court of Appeals for the D.C. Circuit", "D.C. Cir.", "scotus"),
        ("ca3", "U.S. Court of Appeals for the Third Circuit", "3d Cir.", "scotus"),
        ("cafc", "U.S. Court of Appeals for the Federal Circuit", "Fed. Cir.", "scotus"),
        ("dcd", "U.S. District Court for the District of Columbia", "D.D.C.", "cadc"),
        ("paed", "U.S. District Court for the Eastern District of Pennsylvania", "E.D. Pa.", "ca3"),
        ("cand", "U.S. District Court for the Northern District of California", "N.D. Cal.", "ca9"),
        ("mtd", "U.S. District Court for the District of Montana", "D. Mont.", "ca9"),
        ("txwd", "U.S. District Court for the Western District of Texas", "W.D. Tex.", "ca5"),
        ("wvnd", "U.S. District Court for the Northern District of West Virginia", "N.D.W. Va.", "ca4"),
        ("nysd", "U.S. District Court for the Southern District of New York", "S.D.N.Y.", "ca2"),
        ("njd", "U.S. District Court for the District of New Jersey", "D.N.J.", "ca3"),
        ("uscfc", "U.S. Court of Federal Claims", "Fed. Cl.", "cafc"),
        ("fisc", "U.S. Foreign Intelligence Surveillance Court", "FISA Ct.", "fiscr"),
        ("jpml", "U.S. Judicial Panel on Multidistrict Litigation", "J.P.M.L.", ""),
    ],
)
def test_the_federal_courts(id_: str, name: str, short: str, above: str) -> None:
    assert COURTS[id_] == Court(id_, name, short, above)


def test_each_circuit_has_its_districts() -> None:
    # 94 districts (28 U.S.C. §§ 81-131, and the three of the territories)
    districts = [court for court in FEDERAL.values() if re.match(r"(U\.S\. )?District Court", court.name)]
    assert len(districts) == 94
    assert {court.above for court in districts} == {"cadc", *(f"ca{n}" for n in range(1, 12))}


def test_every_court_above_is_a_court() -> None:
    assert {court.above for court in COURTS.values()} - {""} <= set(COURTS)


def test_no_name_stands_for_two_courts() -> None:
    for court in COURTS.values():
        for text in (court.id, court.name, court.short):
            assert find_court(text) is court


@pytest.mark.parametrize(
    "text",
    [
        "cadc", "CADC", " cadc ", "D.C. Cir.", "D. C. Cir.", "d.c. cir", "D.C. Circuit", "the D.C. Circuit",
        "U.S. Court of Appeals for the D.C. Circuit", "United States Court of Appeals for the D.C. Circuit",
        "Court of Appeals for the D.C. Circuit", "US court of appeals for the DC circuit",
    ],
)  # fmt: skip
def test_a_court_is_found_in_any_spelling(text: str) -> None:
    assert find_court(text) is D_C_CIRCUIT


def test_the_supreme_court_is_found_by_its_usual_names() -> None:
    for text in ("SCOTUS", "U.S. Supreme Court", "United States Supreme Court", "U.S."):
        assert find_court(text) is COURTS["scotus"]
    assert find_court("3rd Cir.") is COURTS["ca3"]
    assert find_court("2nd Cir.") is COURTS["ca2"]


@pytest.mark.parametrize(
    "text", ["", "Supreme Court", "Court of Justice of the European Union", "xyz", "Circuit"]
)
def test_an_unknown_court_stays_text(text: str) -> None:
    assert find_court(text) is None
    assert court_name(text) == text
    assert court_short(text) == text


def test_names_of_known_courts() -> None:
    assert court_name("paed") == "U.S. District Court for the Eastern District of Pennsylvania"
    assert court_short("U.S. Court of Appeals for the Ninth Circuit") == "9th Cir."


def test_own_courts_are_added() -> None:
    courts = courts_with(
        {
            "cjeu": {"name": "Court of Justice of the European Union", "short": "CJEU"},
            "eu-gc": {"name": "General Court", "above": "cjeu"},
        }
    )
    assert courts["eu-gc"] == Court("eu-gc", "General Court", "General Court", "cjeu")
    assert court_short("Court of Justice of the European Union", courts) == "CJEU"
    assert courts["cadc"] is D_C_CIRCUIT
    assert "cjeu" not in COURTS


def test_an_own_court_may_replace_a_federal_one() -> None:
    assert court_name("tax", courts_with({"tax": {"name": "Tax Court"}})) == "Tax Court"


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        ({"CJ": {"name": "x"}}, "lower-case letters, digits and hyphens, not 'CJ'"),
        ({1: {"name": "x"}}, "not 1"),
        ({"cj": {}}, "'cj' needs a name"),
        ({"cj": {"name": " "}}, "'cj' needs a name"),
        ({"cj": "Court"}, "needs a mapping of texts"),
        ({"cj": {"name": 1}}, "needs a mapping of texts"),
        ({"cj": {"name": "x", "city": "y"}}, "no field 'city'"),
        ({"cj": {"name": "x", "above": "nowhere"}}, "below 'nowhere', which is not a known court"),
        ({"a": {"name": "x", "above": "b"}, "b": {"name": "y", "above": "a"}}, "'a' lies below itself"),
    ],
)
def test_own_courts_are_checked(extra: dict[str, dict[str, str]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        courts_with(extra)


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("9th Circuit", "ca9"),
        ("Ninth Circuit", "ca9"),
        ("the 9th Cir.", "ca9"),
        ("Court of Appeals for the 9th Circuit", "ca9"),
        ("Southern District of New York", "nysd"),
        ("S.D. New York", "nysd"),
        ("SDNY", "nysd"),
        ("District Court, S.D. New York", "nysd"),
        ("U.S. District Court, S.D.N.Y.", "nysd"),
        ("District of Montana", "mtd"),
        ("D. Montana", "mtd"),
        ("Bankr. S.D.N.Y.", "nysb"),
        ("United States Bankruptcy Court, D. Delaware", "deb"),
        ("Bankruptcy Court for the District of Delaware", "deb"),
        ("B.A.P. 9th Cir.", "bap9"),
        ("Montana Supreme Court", "mont"),
        ("Supreme Court of Montana", "mont"),
        ("Mont.", "mont"),
        ("Court of Appeals of Maryland", "md"),
        ("Supreme Court of Maryland", "md"),
        ("N.Y. App. Div.", "nyappdiv"),
        ("D.C. Court of Appeals", "dc"),
        ("Cal. Ct. App.", "calctapp"),
    ],
)  # fmt: skip
def test_courts_are_found_by_the_names_that_people_use(text: str, id_: str) -> None:
    assert find_court(text) is COURTS[id_]


@pytest.mark.parametrize(
    ("id_", "name", "short", "above"),
    [
        ("mont", "Montana Supreme Court", "Mont.", "scotus"),
        ("iowactapp", "Court of Appeals of Iowa", "Iowa Ct. App.", "iowa"),
        ("texcrimapp", "Court of Criminal Appeals of Texas", "Tex. Crim. App.", "scotus"),
        ("dc", "District of Columbia Court of Appeals", "D.C.", "scotus"),
        ("nysb", "U.S. Bankruptcy Court for the Southern District of New York", "Bankr. S.D.N.Y.", "nysd"),
        ("bap9", "U.S. Bankruptcy Appellate Panel of the Ninth Circuit", "B.A.P. 9th Cir.", "ca9"),
    ],
)
def test_bankruptcy_and_state_courts(id_: str, name: str, short: str, above: str) -> None:
    assert COURTS[id_] == Court(id_, name, short, above)


def test_each_state_has_a_court_of_last_resort() -> None:
    highest = {court.id for court in COURTS.values() if court.above == "scotus"} - set(FEDERAL)
    assert len(highest) == 51 + 2  # D.C., and the two for criminal cases


# courts-db, which CourtListener uses, is the oracle.


@pytest.fixture(scope="module")
def theirs() -> dict[str, dict[str, Any]]:
    return {court["id"]: court for court in pytest.importorskip("courts_db").courts}


def test_ids_are_those_of_courts_db(theirs: dict[str, dict[str, Any]]) -> None:
    assert set(COURTS) <= set(theirs)
    assert {theirs[id_]["system"] for id_ in FEDERAL} == {"federal"}
    assert {theirs[id_]["system"] for id_ in COURTS.keys() - FEDERAL.keys()} == {"state"}


def test_no_district_of_courts_db_is_missing(theirs: dict[str, dict[str, Any]]) -> None:
    # It has three districts as open that are long divided, and one court for all of them.
    others = {"ncd", "okd", "wvad", "usdistct"}
    today = {
        id_
        for id_, court in theirs.items()
        if court["system"] == "federal"
        and ("District Court" in court["name"] or court["type"] == "bankruptcy")
        and any(not span["end"] for span in court["dates"])
    }
    assert len(today) > 180
    assert today - others <= set(FEDERAL)


def test_no_court_of_appeal_of_courts_db_is_missing(theirs: dict[str, dict[str, Any]]) -> None:
    # What it calls so and is not: courts of trial, boards, a house of representatives, and territories.
    others = {
        "amsamoa", "cosuperct", "cosuperctdenver", "dakotasup", "guam", "indcirct", "masshserep", "nmi",
        "nyimpct", "prsupreme", "ohiotax", "oklacoj", "calappdeptsuper", "wvactapp",
    }  # fmt: skip
    today = {
        id_
        for id_, court in theirs.items()
        if court["system"] == "state"
        and court.get("level") in ("colr", "iac")
        and any(not span["end"] and span["start"] != "" for span in court["dates"])
    }
    assert len(today) > 60
    assert today - others <= set(COURTS)


def test_names_and_short_forms_of_courts_db_are_found(theirs: dict[str, dict[str, Any]]) -> None:
    slips = {"United States District Court, N.D. West Virginia": "wvnb", "Bankr. D. Iowa": "ianb"}
    for id_ in COURTS:
        for text in (theirs[id_]["name"], theirs[id_]["citation_string"]):
            if text and slips.get(text) != id_:
                assert find_court(text) is COURTS[id_], text
