"""Documents in two languages: what an entry says is extracted for translators, and translated wherever it appears."""

from __future__ import annotations

import gettext
import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from support import Build, DocumentSet

pytestmark = pytest.mark.builds

CONF = """
    extensions = ["sphinx_policyrefs", "myst_parser"]
    myst_enable_extensions = ["colon_fence"]
    locale_dirs = ["locale"]
    gettext_compact = False
    """
RECORD = {
    "rst": """
        Record
        ======

        .. party:: European *Commission*
           :id: ec
           :short: The EC
           :aliases: the executive; Berlaymont
           :office: enforcer

           It proposes laws.

        .. legal-action:: Commission against Apple
           :id: case
           :court: General Court
           :docket: T-1/20
           :judges: Judge Judy
           :filed: 2020
           :plaintiffs: European Commission
           :holding: The aid was lawful

        .. discrepancy:: How much it was
           :about: the executive
           :values: about a billion | opinion
                    13
           :resolution: Open

        .. source:: The opinion
           :id: opinion
           :author: A. Author
           :no-typesetting:

        .. event:: The decision
           :id: decision
           :date: 2021
           :parties: The EC
           :waive: unsourced -- everybody knows

           First *paragraph*.

           Second paragraph.
        """,
    "md": """
        # Record

        :::{party} European *Commission*
        :id: ec
        :short: The EC
        :aliases: the executive; Berlaymont
        :office: enforcer

        It proposes laws.
        :::

        :::{legal-action} Commission against Apple
        :id: case
        :court: General Court
        :docket: T-1/20
        :judges: Judge Judy
        :filed: 2020
        :plaintiffs: European Commission
        :holding: The aid was lawful
        :::

        :::{discrepancy} How much it was
        :about: the executive
        :values: about a billion | opinion
          13
        :resolution: Open
        :::

        :::{source} The opinion
        :id: opinion
        :author: A. Author
        :no-typesetting:
        :::

        :::{event} The decision
        :id: decision
        :date: 2021
        :parties: The EC
        :waive: unsourced -- everybody knows

        First *paragraph*.

        Second paragraph.
        :::
        """,
}
VIEWS = """
    Views
    =====

    See :party:`European Commission`, :party:`the executive` and :policy:value:`case.holding`.

    .. chronology::
       :caption: What happened

    .. chronology::
       :layout: prose

    .. event-index::
       :show: body

    .. dossier:: ec

    .. discrepancies::

    .. policy:relations::
       :caption: Who is who

    .. open-questions::
    """
GERMAN = {
    "European *Commission*": "Europäische *Kommission*",
    "The EC": "Die EK",
    "the executive": "die Exekutive",
    "Berlaymont": "Berlaymont",
    "enforcer": "Hüterin",
    "It proposes laws.": "Sie schlägt Gesetze vor.",
    "Commission against Apple": "Kommission gegen Apple",
    "General Court": "Gericht erster Instanz",
    "The aid was lawful": "Die Beihilfe war rechtens",
    "How much it was": "Wie viel es war",
    "about a billion": "etwa eine Milliarde",
    "Open": "Ungeklärt",
    "The opinion": "Das Gutachten",
    "The decision": "Die Entscheidung",
    "everybody knows": "weiß jeder",
    "First *paragraph*.": "Erster *Absatz*.",
    "Second paragraph.": "Zweiter Absatz.",
}
CAPTIONS = {"What happened": "Was geschah", "Who is who": "Wer ist wer"}


def catalogue(messages: dict[str, str]) -> str:
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    return head + "".join(f'\nmsgid "{k}"\nmsgstr "{v}"\n' for k, v in messages.items())


def write_catalogues(documents: DocumentSet, record: dict[str, str]) -> None:
    folder = "locale/de/LC_MESSAGES"
    documents.write({f"{folder}/record.po": catalogue(record), f"{folder}/views.po": catalogue(CAPTIONS)})


@pytest.fixture(params=RECORD)
def bilingual(documents: DocumentSet, request: pytest.FixtureRequest) -> DocumentSet:
    index = "Index\n=====\n\n.. toctree::\n\n   record\n   views\n"
    documents.write({
        "conf.py": CONF, "index.rst": index, f"record.{request.param}": RECORD[request.param], "views.rst": VIEWS,
    })  # fmt: skip
    write_catalogues(documents, GERMAN)
    return documents


def messages(build: Build, name: str) -> list[str]:
    return re.findall(r'(?m)^msgid "(.+)"$', build.read(name))


def text_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html[html.index("<body") :])).split())


def test_titles_bodies_prose_and_captions_are_extracted(bilingual: DocumentSet) -> None:
    build = bilingual.build("gettext", policyrefs_as_of="2019-01-01")
    assert build.warnings == []
    assert sorted(messages(build, "record.pot")) == sorted(["Record", *GERMAN])
    assert set(CAPTIONS) < set(messages(build, "views.pot"))
    (source,) = bilingual.src.glob("record.*")
    lines = source.read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(lines, 1) if ":holding:" in line)
    assert f'{source.name}:{at}\nmsgid "The aid was lawful"' in build.read("record.pot")


def test_translations_appear_wherever_the_text_does(bilingual: DocumentSet) -> None:
    build = bilingual.build(language="de")
    assert build.warnings == []
    cards = text_of(build.read("record.html"))
    for shown in (
        "Europäische Kommission",
        "Auch bekannt als die Exekutive; Berlaymont",
        "Amt Hüterin",
        "Gericht Gericht erster Instanz",
        "Leitsatz Die Beihilfe war rechtens",
        "etwa eine Milliarde ( Das Gutachten )",
        "Zweiter Absatz.",
    ):
        assert shown in cards
    views = text_of(build.read("views.html"))
    for shown in (
        "See Europäische Kommission , Europäische Kommission and Die Beihilfe war rechtens .",
        "Was geschah",
        "Kommission gegen Apple: eingereicht",
        "Die EK",
        "Erster Absatz . Zweiter Absatz.",
        "Ungeklärt",
        "Wer ist wer",
        "unsourced: weiß jeder",
    ):
        assert shown in views
    everything = {name: content.decode(errors="replace") for name, content in build.files().items()}
    english = [*GERMAN, "European Commission", "European <em>Commission</em>", *CAPTIONS]
    kept = {"Berlaymont", "Open", "General Court"}  # the same in German, or part of other words
    shown_in = [n for n in everything if n.endswith((".html", "searchindex.js")) and not n.startswith("_s")]
    leaked = {
        (name, text)
        for name in shown_in
        for text in english
        if text not in kept and re.search(rf"\b{re.escape(text)}(?!\w)", everything[name])
    }
    assert leaked == set()
    assert "Europäische Kommission" in build.read("genindex.html")
    assert "Kommission gegen Apple" in build.read("policy-legal-actions.html")
    inventory = {name for names in build.app.env.domains["policy"].get_objects() for name in [names[1]]}
    assert {"Europäische Kommission", "Das Gutachten", "Die Entscheidung"} <= inventory


def test_the_language_of_the_sources_has_no_catalogue(bilingual: DocumentSet) -> None:
    build = bilingual.build()
    assert build.warnings == []
    assert "The aid was lawful" in build.read("record.html")
    assert "Was geschah" not in build.read("views.html")


def test_a_changed_translation_changes_every_page_that_shows_it(
    bilingual: DocumentSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    bilingual.build(language="de")
    monkeypatch.setattr(gettext, "_translations", {})  # Python reads a catalogue once in a process
    write_catalogues(
        bilingual, {**GERMAN, "The aid was lawful": "Die Beihilfe war erlaubt", "The EC": "Die Kommission"}
    )
    changed = bilingual.build(language="de")
    assert changed.warnings == []
    clean = bilingual.build(place="clean", language="de")
    assert changed.files() == clean.files()
    assert "Die Beihilfe war erlaubt" in changed.read("views.html")
    assert "Die EK" not in changed.read("views.html")


def test_names_in_the_sources_are_those_before_translation(documents: DocumentSet) -> None:
    documents.write({
        "conf.py": CONF,
        "index.rst": """
            Index
            =====

            See :party:`Two`, :party:`Three` and :party:`Four`.

            .. party:: One
               :id: p1

            .. party:: Two
               :id: p2

            .. party:: Three
               :id: p3
            """,
        "locale/de/LC_MESSAGES/index.po": catalogue({"One": "Two", "Two": "Four"}),
    })  # fmt: skip
    build = documents.build(language="de")
    assert build.warnings == []
    assert "See Four , Three and Four ." in text_of(build.read("index.html"))


def test_entries_of_data_files_are_translated_on_the_page_that_shows_them(documents: DocumentSet) -> None:
    pytest.importorskip("yaml")
    documents.write({
        "conf.py": CONF,
        "record.yaml": """
            - kind: event
              title: The vote
              id: vote
              date: 2020
              outcome: It passed
            - kind: event
              title: The veto
              date: 2021
              follows: The vote
            """,
        "index.rst": """
            Index
            =====

            .. policy:entries:: record.yaml
            """,
        "locale/de/LC_MESSAGES/index.po": catalogue(
            {"The vote": "Die Abstimmung", "It passed": "Angenommen", "The veto": "Das Veto"}
        ),
    })  # fmt: skip
    data = ["record.yaml"]
    extracted = documents.build("gettext", place="extract", policyrefs_data=data)
    assert messages(extracted, "index.pot") == ["Index", "The vote", "It passed", "The veto"]
    build = documents.build("text", language="de", policyrefs_data=data)
    assert build.warnings == []
    assert re.search(r"Folgt auf:\s+Die Abstimmung", build.read("index.txt"))
    assert "Angenommen" in build.read("index.txt")
