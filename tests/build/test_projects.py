"""Sets of other shapes: the barest one, one in two languages, one with kinds and fields of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from links import broken, pages
from sphinx.errors import ConfigError
from support import Build, DocumentSet

from sphinx_policyrefs.adapter.build import build_of

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.builds


def test_a_set_with_only_the_extensions_line(documents: DocumentSet) -> None:
    documents.write(
        {
            "index.rst": """
                A dispute
                =========

                It began when :event:`the-fence-falls`.

                .. toctree::

                   who
                   what
                """,
            "who.rst": """
                Who
                ===

                .. party:: Ms. Alder
                   :id: alder
                   :type: person

                .. party:: Town of Birch
                   :id: birch
                """,
            "what.rst": """
                What
                ====

                .. event:: The fence falls
                   :date: 2020-08
                   :parties: alder; birch

                .. legal-action:: Alder v. Birch
                   :filed: 2020-09-01
                   :plaintiffs: alder
                   :defendants: birch

                .. chronology::

                .. party-index::

                .. docket:: alder-v-birch

                .. dossier:: alder
                """,
        }
    )
    assert documents.src.joinpath("conf.py").read_text() == 'extensions = ["sphinx_policyrefs"]\n'
    build = documents.build()
    assert build.warnings == []
    assert broken(build.out) == []
    assert (
        pages(build.out)[build.out / "index.html"].links["The fence falls"]
        == "what.html#event-the-fence-falls"
    )
    assert {
        "policy-chronology.html",
        "policy-parties.html",
        "policy-legal-actions.html",
    } <= build.files().keys()


# -- languages -----------------------------------------------------------------------------------------------

CATALOGUE = r"""
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\n"

msgid "The *Act* is signed"
msgstr "Das *Gesetz* wird unterzeichnet"

msgid "The Department"
msgstr "Das Ministerium"

msgid "What the summary says of :party:`department`."
msgstr "Was :party:`department` zusammenfasst."
"""


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> Build:
    documents = DocumentSet(tmp_path_factory.mktemp("german"))
    documents.write(
        {
            "index.rst": """
                Home
                ====

                .. event:: The *Act* is signed
                   :id: signed
                   :date: 2024-04-24
                   :parties: department

                   What the summary says of :party:`department`.

                .. party:: The Department
                   :id: department

                .. toctree::

                   views
                """,
            "views.rst": """
                Views
                =====

                .. chronology::
                   :show: summary

                * role :event:`signed`
                * titled :event:`so called <signed>`
                * any :any:`department`
                * value :policy:value:`signed.date`
                """,
        }
    )
    folder: Path = documents.src / "locale" / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "index.po").write_text(CATALOGUE, encoding="utf-8")
    with (folder / "index.po").open("rb") as po, (folder / "index.mo").open("wb") as mo:
        write_mo(mo, read_po(po, locale="de"))
    return documents.build(language="de", locale_dirs=["locale"], gettext_auto_build=False)


def test_a_translation_says_nothing(german: Build) -> None:
    assert german.warnings == []
    assert broken(german.out) == []


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("index.html", "Das Gesetz wird unterzeichnet"),
        ("index.html", "24. April 2024"),
        (
            "views.html",
            "24. April 2024 Das Gesetz wird unterzeichnet Was Das Ministerium zusammenfasst. Das Ministerium",
        ),
        ("views.html", "role Das Gesetz wird unterzeichnet"),
        ("views.html", "titled so called"),
        ("views.html", "any Das Ministerium"),
        ("views.html", "value 24. April 2024"),
        ("genindex.html", "Das Ministerium"),
        ("policy-chronology.html", "Das Gesetz wird unterzeichnet (24. April 2024)"),
        ("policy-parties.html", "Das Ministerium"),
    ],
)
def test_titles_and_dates_are_translated(german: Build, page: str, text: str) -> None:
    plain = re.sub(r"\s+", " ", re.sub(r"<br>", " ", german.read(page)))
    assert text in re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", plain)).replace(" .", ".").replace(
        "&#39;", "'"
    )


def test_ids_stay_those_of_the_original(german: Build) -> None:
    assert set(build_of(german.app.env).graph.entries) == {"signed", "department"}


def test_gettext_takes_titles_and_bodies(documents: DocumentSet) -> None:
    documents.write({"index.rst": "T\n=\n\n.. event:: The *Act* is signed\n   :date: 2020\n\n   The body.\n"})
    catalogue = documents.build("gettext").read("index.pot")
    assert 'msgid "The *Act* is signed"' in catalogue
    assert 'msgid "The body."' in catalogue


# -- kinds and fields of one's own ---------------------------------------------------------------------------

KINDS: dict[str, Any] = {
    "vessel": {
        "label": "Vessel",
        "plural": "Vessels",
        "columns": ["title", "flag", "owner", "launched"],
        "fields": {
            "flag": {},
            "launched": {"type": "date", "milestone": True, "required": True},
            "owner": {"targets": ["party"], "inverse": "owns"},
            "state": {"choices": ["afloat", "sunk"]},
        },
    },
    "event": {"fields": {"vessel": {"targets": ["vessel"], "inverse": "voyages"}}},
}

VESSELS = """
    Vessels
    =======

    .. party:: Acme

    .. vessel:: Dali
       :flag: Singapore
       :launched: 2014-12-27
       :owner: acme
       :state: afloat
       :sources: register

    .. source:: Register

    .. event:: The allision
       :date: 2024-03-26
       :vessel: dali

    See :vessel:`dali`, :policy:vessel:`that ship <dali>` and :policy:value:`dali.flag`.

    .. vessel-index::

    .. chronology::
       :kinds: vessel; event

    .. policy:dossier:: dali
    """


@pytest.fixture(scope="module")
def vessels(tmp_path_factory: pytest.TempPathFactory) -> Build:
    documents = DocumentSet(tmp_path_factory.mktemp("vessels"))
    documents.write({"index.rst": VESSELS})
    return documents.build(policyrefs_kinds=KINDS)


def test_a_kind_of_ones_own_works_as_the_others_do(vessels: Build) -> None:
    assert vessels.warnings == []
    assert broken(vessels.out) == []
    page = vessels.read("index.html")
    assert re.search(r'<dt[^>]* id="vessel-dali"', page)
    assert pages(vessels.out)[vessels.out / "index.html"].links["that ship"] == "#vessel-dali"
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    assert "Owns Dali" in text
    assert "Voyages The allision" in text
    assert "December 27, 2014 Dali : launched" in text.replace("Dali: ", "Dali : ")
    assert "and Singapore ." in text
    assert "Title Flag Owner Launched" in text


def test_fields_of_ones_own_are_checked(documents: DocumentSet) -> None:
    documents.write(
        {
            "index.rst": """
                Vessels
                =======

                .. vessel:: Dali
                   :flagg: Singapore
                   :owner: nobody
                   :state: adrift

                .. vessel-index::
                   :columns: title; flagg
                """
        }
    )
    build = documents.build(policyrefs_kinds=KINDS)
    assert [re.sub(r"(?<=WARNING: ).*\[", "[", w) for w in build.warnings] == [
        "index.rst:4: WARNING: [policyrefs.missing-field]",
        "index.rst:5: WARNING: [policyrefs.bad-option]",
        "index.rst:6: WARNING: [policyrefs.unknown-reference]",
        "index.rst:7: WARNING: [policyrefs.bad-option]",
        "index.rst:10: WARNING: [policyrefs.bad-option]",
    ]


@pytest.mark.parametrize(
    ("config", "says"),
    [
        ({"policyrefs_kinds": {"Vessel!": {}}}, "'Vessel!' is not the name of a kind"),
        ({"policyrefs_kinds": {7: {}}}, "7 is not the name of a kind"),
        ({"policyrefs_kinds": {"vessel": "ship"}}, "write a mapping"),
        ({"policyrefs_kinds": {"vessel": {"feilds": {}}}}, "'feilds' is unknown"),
        ({"policyrefs_kinds": {"vessel": {"fields": ["flag"]}}}, "'fields'"),
        ({"policyrefs_kinds": {"vessel": {"fields": {"Flag": {}}}}}, "write the name of a field"),
        (
            {"policyrefs_kinds": {"vessel": {"fields": {"flag": {"typ": "text"}}}}},
            "write a mapping with some of",
        ),
        ({"policyrefs_kinds": {"vessel": {"fields": {"flag": "text"}}}}, "write a mapping with some of"),
        ({"policyrefs_kinds": {"vessel": {"fields": {"flag": {"type": "flagg"}}}}}, "'flagg' is unknown"),
        ({"policyrefs_kinds": {"vessel": {"fields": {"flag": {"type": "choice"}}}}}, "'choices'"),
        (
            {"policyrefs_kinds": {"vessel": {"fields": {"of": {"type": "relation"}}}}},
            "a relation needs 'targets'",
        ),
        (
            {"policyrefs_kinds": {"vessel": {"fields": {"of": {"targets": ["partie"]}}}}},
            "'partie' is not a kind",
        ),
        ({"policyrefs_kinds": {"vessel": {"fields": {"of": {"targets": ["party"]}}}}}, "'inverse'"),
        ({"policyrefs_kinds": {"vessel": {"fields": {"tags": {}}}}}, "'tags'"),
        ({"policyrefs_kinds": {"vessel": {"fields": {"id": {}}}}}, "'id'"),
        ({"policyrefs_kinds": {"vessel": {"columns": ["titel"]}}}, "'titel'"),
        ({"policyrefs_kinds": {"vessel": {"fields": {"flag": {"milestone": True}}}}}, "'milestone'"),
        ({"policyrefs_kinds": {"event": {"fields": {"date": {"type": "date"}}}}}, "'date' exists already"),
        ({"policyrefs_kinds": {"ref": {}}}, "'ref'"),
        ({"policyrefs_kinds": {"chronology": {}}}, "'chronology'"),
        ({"policyrefs_as_of": "yesterday"}, "policyrefs_as_of"),
        (
            {"policyrefs_checks": {"unsorced": "error"}},
            "'unsorced' is not a check; did you mean 'unsourced'?",
        ),
        ({"policyrefs_checks": {"xyz": "error"}}, "'xyz' is not a check; the codes are duplicate-id, "),
        ({"policyrefs_exports": ["icl"]}, "csl; did you mean 'ics'?"),
        ({"policyrefs_indices": ["cronology"]}, "legal-actions; did you mean 'chronology'?"),
        ({"policyrefs_checks": {"unsourced": "loud"}}, "'loud' is not a severity"),
        ({"policyrefs_indices": ["people"]}, "'people' is not a page"),
        ({"policyrefs_bare_names": ["evnt"]}, "'evnt' is neither a kind nor a view; did you mean 'event'?"),
    ],
)
def test_bad_configuration_is_one_sentence(documents: DocumentSet, config: dict[str, Any], says: str) -> None:
    documents.write({"index.rst": "T\n=\n"})
    with pytest.raises(ConfigError) as error:
        documents.build("dummy", **config)
    assert says in str(error.value)
    assert "\n" not in str(error.value)


def test_a_misspelled_value_is_told_at_its_line(documents: DocumentSet) -> None:
    conf = 'extensions = ["sphinx_policyrefs"]\npolicyrefs_export = ["json"]\npolicyrefs_folder = "here"\n'
    documents.write({"conf.py": conf, "index.rst": "T\n=\n"})
    told = documents.build("dummy").warnings
    assert told == [
        (
            "conf.py:2: WARNING: policyrefs_export is not a value of the configuration; "
            "did you mean policyrefs_exports? [policyrefs.bad-option]"
        )
    ]


@pytest.mark.parametrize(("indices", "there"), [(True, 3), (False, 0), (["parties"], 1)])
def test_automatic_pages_are_those_that_are_wanted(
    documents: DocumentSet, indices: object, there: int
) -> None:
    documents.write(
        {
            "index.rst": """
                T
                =

                :ref:`policy-chronology`, :ref:`policy-parties`, :ref:`policy-legal-actions`

                .. party:: Acme

                .. legal-action:: Acme v. Acme
                   :filed: 2020
                """
        }
    )
    build = documents.build(policyrefs_indices=indices)
    assert build.warnings == []
    assert broken(build.out) == []
    assert sum(name.startswith("policy-") for name in build.files()) == there
    assert len(re.findall('class="reference internal" href="policy-', build.read("index.html"))) == there
