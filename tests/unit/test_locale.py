"""The catalogues of translations: complete, in step with the code, compiled, and right about dates."""

from __future__ import annotations

import re
from gettext import GNUTranslations
from typing import TYPE_CHECKING

import pytest
from babel import Locale
from unit.test_dates import rows

from sphinx_policyrefs.locale import extract
from sphinx_policyrefs.records.dates import display_date, parse_date
from sphinx_policyrefs.records.kinds import Field
from sphinx_policyrefs.views import VIEWS
from sphinx_policyrefs.views.wording import Wording

if TYPE_CHECKING:
    from pathlib import Path

    from babel.messages import Catalog

STALE = "run make messages and translate what is new"
FOUND = {message.id: message for message in extract.template() if message.id}
CATALOGUES = {path.parent.parent.name: path for path in extract.languages()}
PLACE = re.compile(r"%\(\w+\)[sd]|%%")


def ids(catalog: Catalog) -> set[str]:
    return {message.id for message in catalog if message.id}


def compiled(language: str) -> GNUTranslations:
    with CATALOGUES[language].with_suffix(".mo").open("rb") as file:
        return GNUTranslations(file)


def wording(language: str) -> Wording:
    return Wording(language, compiled(language).gettext)


WORDINGS = {language: wording(language) for language in CATALOGUES}


def test_languages() -> None:
    assert sorted(CATALOGUES) == ["de", "es", "fr", "zh_CN"]


def test_template_has_what_the_code_says() -> None:
    assert ids(extract.read_template()) == set(FOUND), STALE


@pytest.mark.parametrize(
    "text",
    [
        "No entry of the record matches this selection.",
        "counted by Rule 6(a) of the Federal Rules of Civil Procedure",
        "Link to this entry",
        "about %(day)s",
        "winter %(year)s",
        "met on %(date)s by %(entry)s",
        "Chronology",
        "Legal actions",
        "on appeal",
        "legal case",
        "plaintiff",
        "plaintiff in",
        "runs from",
        "proceeding",
        "due",
    ],
)
def test_everything_is_gathered(text: str) -> None:
    assert text in FOUND


def test_a_word_of_two_meanings_has_two_translations() -> None:
    label = "in a source|place"
    assert Wording().label(label) == "Place"
    for language, made in WORDINGS.items():
        assert made.label(label) not in {"Place", label, made.label("place")}, language
    assert WORDINGS["de"].label(label) == "Stelle"


def test_only_what_a_reader_sees_is_gathered() -> None:
    assert "waive" not in FOUND
    assert "milestone" not in FOUND
    assert not {view.about for view in VIEWS.values()} & set(FOUND)  # the documentation is in English


@pytest.mark.parametrize("language", CATALOGUES)
def test_catalogue_is_complete(language: str) -> None:
    catalog = extract.read(CATALOGUES[language])
    assert ids(catalog) == set(FOUND), STALE
    messages = [message for message in catalog if message.id]
    assert [m.id for m in messages if not m.string or m.fuzzy] == []
    assert [m.id for m in messages if sorted(PLACE.findall(m.id)) != sorted(PLACE.findall(m.string))] == []
    assert [m.id for m in messages if "%" in PLACE.sub("", m.string) or m.string != m.string.strip()] == []


@pytest.mark.parametrize("language", CATALOGUES)
def test_compiled_catalogue_is_current(language: str) -> None:
    catalog = extract.read(CATALOGUES[language])
    translations = compiled(language)
    assert {m.id: translations.gettext(m.id) for m in catalog if m.id} == {
        m.id: m.string for m in catalog if m.id
    }, "run make messages"
    assert set(translations._catalog) - {""} == ids(catalog), "run make messages"


def test_what_is_written_depends_on_the_code_alone(tmp_path: Path) -> None:
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "policyrefs.po").write_text(
        'msgid ""\nmsgstr ""\n"POT-Creation-Date: 2020-01-01 00:00+0000\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "due"\nmsgstr "fällig"\n\n'
        '#, fuzzy\nmsgid "docket"\nmsgstr "Tagesordnung"\n\n'
        'msgid "gone since"\nmsgstr "seither fort"\n',
        encoding="utf-8",
    )
    extract.main(tmp_path)
    made = {path.name: path.read_bytes() for path in [tmp_path / "policyrefs.pot", *folder.iterdir()]}
    assert sorted(made) == ["policyrefs.mo", "policyrefs.po", "policyrefs.pot"]
    extract.main(tmp_path)
    assert made == {path.name: path.read_bytes() for path in [tmp_path / "policyrefs.pot", *folder.iterdir()]}
    for data in made.values():
        assert b"Date:" not in data
        assert b"Babel" not in data
        assert b"gone since" not in data
    text = made["policyrefs.po"].decode()
    assert 'msgid "due"\nmsgstr "fällig"\n' in text
    assert 'msgid "docket"\nmsgstr ""\n' in text  # a guess is not a translation
    with (folder / "policyrefs.mo").open("rb") as file:
        translations = GNUTranslations(file)
    assert (translations.gettext("due"), translations.gettext("docket")) == ("fällig", "docket")


# -- labels ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "term", "label"),
    [
        (Field("appeal-of"), "appeal of", "Appeal of"),
        (Field("url", label="Address"), "address", "Address"),
        (Field("part", label="CFR part"), "CFR part", "CFR part"),
        (Field("code", label="U.S. Code"), "U.S. Code", "U.S. Code"),
        (Field("x"), "X", "X"),
    ],
)
def test_a_label_is_looked_up_as_it_stands_within_a_sentence(field: Field, term: str, label: str) -> None:
    assert field.term == term
    assert Wording().label(field.term) == label


def test_labels_and_words() -> None:
    german, french = WORDINGS["de"], WORDINGS["fr"]
    assert german.label("filed") == "Eingereicht"
    assert german("docket") == german.label("docket") == "Aktenzeichen"
    assert german.word("on-appeal") == "im Rechtsmittelverfahren"
    assert german.word("legal_case") == "Rechtssache"
    assert french.label("evidence") == "Preuves"
    assert german.word("a-word-of-an-author") == "a word of an author"


# -- dates -----------------------------------------------------------------------------------------------

EXAMPLES = [*(row[0] for row in rows()), "2020-08-06?/2020-09-06"]
DATES = """
2020-08-06 | 6. August 2020 | 6 août 2020 | 6 de agosto de 2020 | 2020年8月6日
2020~ | etwa 2020 | vers 2020 | hacia 2020 | 约2020年
2020-08~ | etwa August 2020 | vers août 2020 | hacia agosto de 2020 | 约2020年8月
2020-08-06~ | etwa 6. August 2020 | vers le 6 août 2020 | hacia el 6 de agosto de 2020 | 约2020年8月6日
2020-08? | August 2020 (unsicher) | août 2020 (incertain) | agosto de 2020 (incierto) | 2020年8月（存疑）
[2020-08-06,2020-08-14] | zwischen 6. und 14. August 2020 | entre le 6 et le 14 août 2020 | \
entre el 6 y el 14 de agosto de 2020 | 2020年8月6日至14日之间
[2020-08-06,2020-08-07] | 6. oder 7. August 2020 | 6 ou 7 août 2020 | 6 o 7 de agosto de 2020 | 2020年8月6日或7日
[2019..2023] | zwischen 2019 und 2023 | entre 2019 et 2023 | entre 2019 y 2023 | 2019至2023年之间
2020-22 | Sommer 2020 | été 2020 | verano de 2020 | 2020年夏季
2020-24 | Winter 2020–21 | hiver 2020–21 | invierno de 2020–21 | 2020–21年冬季
2020-Q3 | drittes Quartal 2020 | troisième trimestre 2020 | tercer trimestre de 2020 | 2020年第三季度
202X | 2020er Jahre | années 2020 | década de 2020 | 2020年代
2020-08-XX | ein Tag im August 2020 | un jour en août 2020 | un día de agosto de 2020 | 2020年8月某日
2020-09-20/.. | seit dem 20. September 2020 | depuis le 20 septembre 2020 | desde el 20 de septiembre de 2020 | \
2020年9月20日起
../2020-09-20 | bis zum 20. September 2020 | jusqu’au 20 septembre 2020 | hasta el 20 de septiembre de 2020 | \
至2020年9月20日
../2020 | bis 2020 | jusqu’en 2020 | hasta 2020 | 至2020年
2019/2020 | 2019–2020 | 2019–2020 | 2019–2020 | 2019–2020年
XXXX | unbekanntes Datum | date inconnue | fecha desconocida | 日期不详
"""


def dates() -> list[tuple[str, str, str]]:
    found = []
    for line in DATES.replace("\\\n", "").strip().splitlines():
        text, *shown = (cell.strip() for cell in line.split("|"))
        found += [
            (language, text, one) for language, one in zip(("de", "fr", "es", "zh_CN"), shown, strict=True)
        ]
    return found


@pytest.mark.parametrize(("language", "text", "shown"), dates())
def test_dates(language: str, text: str, shown: str) -> None:
    assert WORDINGS[language].date(parse_date(text)) == shown


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", PLACE.sub("", text)))


@pytest.mark.parametrize("language", CATALOGUES)
def test_no_date_keeps_an_english_word(language: str) -> None:
    phrases = [m for m in FOUND.values() if m.locations[0][0] == "records/dates/display.py"]
    own = words(" ".join(WORDINGS[language](m.id) for m in phrases))
    own |= words(" ".join(Locale.parse(language).months["format"]["wide"].values()))
    english = words(" ".join(m.id for m in phrases))
    english |= words(" ".join(Locale("en").months["format"]["wide"].values()))
    assert {"about", "since", "May", "October"} <= english - own
    wrong = {
        text: shown
        for text in EXAMPLES
        if words(shown := WORDINGS[language].date(parse_date(text))) & (english - own)
    }
    assert wrong == {}


def test_examples_of_dates_use_every_phrase() -> None:
    asked: set[str] = set()

    def translate(text: str) -> str:
        asked.add(text)
        return text

    for text in EXAMPLES:
        display_date(parse_date(text), "de", translate)
    phrases = {m.id for m in FOUND.values() if m.locations[0][0] == "records/dates/display.py"}
    assert phrases - asked == set()
