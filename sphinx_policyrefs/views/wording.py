"""How the record reads: dates, labels and phrases in the document's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as day
from types import MappingProxyType
from typing import Final

from sphinx_policyrefs.locale import N_ as N_  # noqa: PLC0414 - the form of a name that is passed on
from sphinx_policyrefs.records.dates import PartialDate, Style, display_date, listed, parse_date, short_month


def unchanged(text: str) -> str:
    """Return *text*: the translation into English."""
    return text


#: Values of choices, such as the types of CSL, that are not called by their own words.
_CALLED: Final[Mapping[str, str]] = MappingProxyType({
    "article-journal": "journal article", "article-magazine": "magazine article",
    "article-newspaper": "newspaper article", "entry-dictionary": "dictionary entry",
    "entry-encyclopedia": "encyclopedia entry", "paper-conference": "conference paper", "post-weblog": "blog post",
    "review-book": "book review",
})  # fmt: skip


def spaced(value: str) -> str:
    """Return a value of a choice as words, which is what translators are given."""
    return _CALLED.get(value) or value.replace("-", " ").replace("_", " ")


@dataclass(frozen=True)
class Wording:
    """The language of a build: its code, a function that translates phrases, and the order of day and month."""

    language: str = "en"
    translate: Callable[[str], str] = unchanged
    date_style: Style = "locale"
    #: after how many words a quotation is cut outside of its passage
    quote_words: int = 40

    def __call__(self, phrase: str, **values: object) -> str:
        """Return *phrase* in the build's language, with *values* filled in."""
        text = self.translate(phrase)
        return text % values if values else text

    def date(self, date: PartialDate, *, weekday: bool = False) -> str:
        """Return a date as a person writes it."""
        return display_date(date, self.language, self.translate, weekday=weekday, style=self.date_style)

    def list(self, words: Sequence[str]) -> str:
        """Return words one after the other, as the language joins them."""
        return listed(words, self.language)

    def short_month(self, number: int) -> str:
        """Return the short name of a month."""
        return short_month(number, self.language)

    def word(self, value: str) -> str:
        """Return a value of a choice as people write it: ``on-appeal`` as 'on appeal'."""
        return self.translate(spaced(value))

    def label(self, text: str) -> str:
        """Return a label with a capital letter; *text* is as it stands within a sentence, for translation too.

        What stands before a bar tells translators where: ``in a source|place`` is 'Stelle' in German, and ``place``
        is 'Ort'.
        """
        text = self.translate(text).rpartition("|")[2]
        return text[:1].upper() + text[1:]

    def period(self, date: PartialDate, length: str) -> str:
        """Return the year or month (*length*) in which a date begins, or "" where it is unknown.

        A date that is open at its start, or less exact than the period, is a group of its own.
        """
        if date.is_unknown:
            return ""
        if not day.min.toordinal() <= date.earliest <= day.max.toordinal():
            return self.date(date)
        first = day.fromordinal(date.earliest)
        if length == "year":
            return self.date(parse_date(f"{first.year:04}"))
        if date.precision in ("year", "season", "quarter", "decade", "century"):
            return self.date(parse_date(f"{first.year:04}"))
        return self.date(parse_date(f"{first.year:04}-{first.month:02}"))
