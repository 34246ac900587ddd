"""Whole builds in other languages: what readers see is theirs, from the chronology to the automatic pages."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sphinx.locale import get_translation

from sphinx_policyrefs.adapter import domain, project
from sphinx_policyrefs.locale import extract

if TYPE_CHECKING:
    from collections.abc import Callable

    from support import DocumentSet

pytestmark = pytest.mark.builds

SNIPPETS = Path(__file__).parents[2] / "docs" / "snippets" / "rst"
FILES = {
    "index.rst": """
        Die Verbote
        ===========

        Siehe :ref:`policy-chronology` und :ref:`policy-legal-actions`.

        .. toctree::

           eintraege
           sichten
        """,
    "eintraege.rst": """
        Einträge
        ========

        .. source:: Bundesanzeiger
           :id: anzeiger
           :published: 2020-08
           :type: article-newspaper

        .. party:: ByteDance
           :type: company

        .. event:: Anordnung
           :date: 2020-08-06
           :parties: bytedance
           :confidence: unsure
           :sources: anzeiger @ 3

        .. event:: Beratung
           :date: 2020~
           :parties: bytedance

        .. event:: Zustellung
           :date: [2020-08-06,2020-08-14]
           :parties: bytedance
           :follows: anordnung
           :legal-action: bytedance-v-trump

        .. event:: Irgendwann
           :date: XXXX

        .. legal-action:: ByteDance v. Trump
           :court: dcd
           :docket: 1:20-cv-02658
           :filed: 2020-09-18
           :plaintiffs: bytedance
           :status: on-appeal

        .. deadline:: Verkauf
           :from: anordnung
           :runs: 90 days
           :on: bytedance
        """,
    "sichten.rst": """
        Sichten
        =======

        .. chronology::
           :group-by: year

        .. docket:: bytedance-v-trump

        .. dossier:: bytedance

        .. deadlines::

        .. open-questions::

        .. statements::
        """,
}


def text_of(html: str) -> str:
    """Return what a reader reads on a page, without its head."""
    body = html[html.index("<body") :]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


@pytest.fixture
def german(documents: DocumentSet) -> DocumentSet:
    documents.write(FILES)
    return documents


def test_german(german: DocumentSet) -> None:
    build = german.build(language="de", policyrefs_as_of="2020-12-01")
    assert build.warnings == []
    entries = text_of(build.read("eintraege.html"))
    for shown in (
        "Datum 6. August 2020 Beteiligte ByteDance",
        "Anordnung Ereignis unsicher ¶",
        "Führte zu Zustellung",
        "Datum etwa 2020",
        "Datum zwischen 6. und 14. August 2020",
        "Datum unbekanntes Datum",
        "Typ Unternehmen",
        "Typ Zeitungsartikel",
        "Kläger in ByteDance v. Trump",
        "Aktenzeichen 1:20-cv-02658",
        "Status im Rechtsmittelverfahren",
        "Eingereicht 18. September 2020",
        "Fällig Mittwoch, 4. November 2020",
        "Grundlage 90 Tage nach: Anordnung , 6. August 2020",
        "Ergebnis überfällig (Stand: 1. Dezember 2020)",
        "Verpflichtet ByteDance",
    ):
        assert shown in entries
    assert 'title="Link zu diesem Eintrag"' in build.read("eintraege.html")
    views = text_of(build.read("sichten.html"))
    for shown in (
        "Stand: 1. Dezember 2020.",
        "Datum Titel Beteiligte Verfahren Quellen",
        "ByteDance v. Trump: eingereicht",
        "Datum unbekannt",
        "Az. 1:20-cv-02658",
        "Verfahren Titel Rolle Gericht Aktenzeichen Eingereicht Status",
        "Ohne Quelle Art Datum Titel",
        "Fristen Fällig Titel Ergebnis",
        "Kein Eintrag entspricht dieser Auswahl.",
    ):
        assert shown in views
    assert "Siehe Chronologie und Verfahren ." in text_of(build.read("index.html"))
    assert "<h1>Chronologie</h1>" in build.read("policy-chronology.html")
    assert "Datum unbekannt" in text_of(build.read("policy-chronology.html"))
    assert "<h1>Beteiligte</h1>" in build.read("policy-parties.html")
    assert '["policy","legal-action","Verfahren"]' in build.read("searchindex.js")


def test_french(german: DocumentSet) -> None:
    build = german.build(language="fr", policyrefs_as_of="2020-12-01")
    assert build.warnings == []
    entries = text_of(build.read("eintraege.html"))
    for shown in (
        "Date 6 août 2020 Parties ByteDance",
        "Date vers 2020",
        "Date entre le 6 et le 14 août 2020",
        "Demandeur dans ByteDance v. Trump",
        "Échéance mercredi 4 novembre 2020",
        "Issue en retard au 1 décembre 2020",
    ):
        assert shown in entries
    views = text_of(build.read("sichten.html"))
    assert "Date de référence : 1 décembre 2020." in views
    assert "Date Titre Parties Procédure Sources" in views
    assert "Aucune entrée du dossier ne correspond à cette sélection." in views
    assert "<h1>Procédures judiciaires</h1>" in build.read("policy-legal-actions.html")


@pytest.mark.parametrize(("builder", "name"), [("latex", "verbote.tex"), ("texinfo", "verbote.texi")])
def test_automatic_pages_of_paper_are_german(german: DocumentSet, builder: str, name: str) -> None:
    build = german.build(builder, language="de", project="Verbote")
    text = build.read(name)
    assert "Chronologie" in text
    assert "Legal actions" not in text


@pytest.mark.parametrize(
    ("language", "date"), [("de-AT", "6. August 2020"), ("pt_BR", "6 de agosto de 2020")]
)
def test_other_languages(german: DocumentSet, language: str, date: str) -> None:
    """A region has the words of its language; a language without a catalogue has dates of its own alone."""
    build = german.build("text", language=language.replace("-", "_"))
    text = build.read("eintraege.txt")
    assert date in text
    assert ("Anordnung (unsicher)" in text) == language.startswith("de")
    assert ("Anordnung (unsure)" in text) == language.startswith("pt")


def test_another_language_writes_all_pages_again(german: DocumentSet) -> None:
    german.build()
    build = german.build(language="de")
    assert "Kein Eintrag entspricht" in build.read("sichten.html")
    assert "unsicher" in build.read("eintraege.html")
    build = german.build()
    assert "unsure" in build.read("eintraege.html")
    assert "<h1>Parties</h1>" in build.read("policy-parties.html")


def test_nothing_is_shown_that_translators_do_not_have(
    documents: DocumentSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Build all snippets of the documentation in a language of which every phrase is recognised."""
    known = {message.id for message in extract.template() if message.id}

    def marked(catalogue: str) -> Callable[[str], str]:
        translate = get_translation(catalogue)
        return lambda text: f"⟦{text}⟧" if text in known else translate(text)

    for module in (domain, project):
        monkeypatch.setattr(module, "get_translation", marked)
    documents.write({"index.rst": "Snippets\n========\n\n.. toctree::\n   :glob:\n\n   *\n"})
    for path in SNIPPETS.glob("*.rst"):
        documents.write({path.name: f"{path.stem}\n{'=' * 40}\n\n{path.read_text(encoding='utf-8')}"})
    build = documents.build()
    pages = [path.read_text(encoding="utf-8") for path in sorted(build.out.glob("*.html"))]
    for least, pattern in (
        (200, "<dt>(.*?)</dt>"),
        (50, '<th scope="col"[^>]*>(.*?)</th>'),
        (15, '<span class="policy-mark[^>]*>(.*?)</span>'),
    ):
        shown = [re.sub("<[^>]*>", "", text) for page in pages for text in re.findall(pattern, page)]
        assert len(shown) >= least
        assert [text for text in shown if not text.endswith("⟧")] == []


STYLED = """
extensions = ["sphinx_policyrefs"]
policyrefs_data = [{
    "file": "a.csv", "kind": "event", "century": 2000, "language": "fr",
    "columns": {"Start": "date", "End": "date.end", "What": "title"},
}]
"""


def test_the_style_of_dates_settles_all_pages_and_tables_are_read_as_by_import(
    documents: DocumentSet,
) -> None:
    table = "Start,End,What\n2020-08-06,14/8/20,Span\n6 août 2020,,French\n"
    page = "T\n=\n\n.. event:: A\n   :date: 2020-08-06\n\n.. chronology::\n"
    documents.write({"a.csv": table, "index.rst": page})
    for line, days in {
        "": {"August 6, 2020", "August 6–14, 2020"},
        "policyrefs_date_style = 'day-month'": {"6 August 2020", "6–14 August 2020"},
        "policyrefs_date_style = 'iso'": {"2020-08-06", "2020-08-06 – 2020-08-14"},
        "language = 'en_GB'": {"6 August 2020", "6–14 August 2020"},
    }.items():
        documents.write({"conf.py": STYLED + line})
        built = documents.build()
        assert built.warnings == []
        assert set(re.findall(r"[^<>]*2020[^<>]*", built.read("index.html"))) == days
