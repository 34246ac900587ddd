"""Passages: words of a source that several entries rest on; how they are read, called and cited."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from sphinx_policyrefs.records.cited import CitationError, is_unclosed, parse_citations
from sphinx_policyrefs.records.kinds import PASSAGE, SOURCE, Kind
from sphinx_policyrefs.records.model import Entry, Run
from sphinx_policyrefs.records.names import Names

#: How many words of a passage its name has, where it has neither a title nor a place.
_FEW: Final = 5


class Words(NamedTuple):
    """The words of a body, and what they mean where the body says so."""

    #: the words on one line
    quote: str = ""
    translation: str = ""
    #: the words as they stand on the page, a paragraph each
    paragraphs: tuple[str, ...] = ()
    #: what is wrong with the marks round them, and what to do
    wrong: str = ""


def words_of(body: str) -> Words:
    """Return the words of a body.

    Quotation marks around all of it are not part of the words; ``"原文" = "translation"`` gives both. Marks within the
    words stay. One that is never closed is left out and told, unless each paragraph has an opening one.
    """
    wrong, text = "", " ".join(body.split())
    if text[:1] in tuple('"“„«'):
        try:
            found = parse_citations(f"_ {text}", commas=False)
        except CitationError:
            found = ()
        if len(found) == 1:
            return Words(found[0].quote, found[0].translation, (found[0].quote,))
        if is_unclosed(text) and not all(part[:1] == text[0] for part in _paragraphs(body)[1:] or ("",)):
            begin = " ".join(text.split()[:_FEW])
            wrong = f"the quotation that begins with {begin} is not closed; write its closing mark, or delete {text[0]}"
            text, body = text[1:].strip(), body.replace(text[0], "", 1)
    return Words(text, "", _paragraphs(body), wrong)


def _paragraphs(body: str) -> tuple[str, ...]:
    parts = (" ".join(part.split()) for part in re.split(r"\n[ \t]*\n", body))
    return tuple(filter(None, parts))


def body_of(quote: str) -> str:
    """Return the body whose words are *quote*."""
    forms = (quote, f"“{quote}”", f'"{quote}"')
    return next((form for form in forms if words_of(form).quote == quote), forms[1])


def called(kind: Kind, values: Mapping[str, Any]) -> tuple[Run, ...]:
    """Return the name of an entry without a title: what it is of, and the place there, or else its first words.

    Nothing where its kind needs a title, or where what it is of is not given.
    """
    if not kind.called_by or not (of := values.get(kind.called_by[0])):
        return ()
    places = [values[name] for name in kind.called_by[1:] if name in values]
    if places:
        return (_reference(kind, of[0]), f", {', '.join(places)}")
    words = values.get(kind.words, "").split()
    begin = " ".join(words[:_FEW]) + (" …" if len(words) > _FEW else "")
    return (_reference(kind, of[0]), f": “{begin}”") if begin else ()


def _reference(kind: Kind, name: str) -> Run:
    field = kind.field(kind.called_by[0])
    return (field.targets[0] if field is not None and len(field.targets) == 1 else "ref", name, "")


def source_of(names: Names, passage: Entry) -> Entry | None:
    """Return the source that a passage is of, None where it names none."""
    named = passage.fields.get(SOURCE, ())
    return names.find(named[0], (SOURCE,)).entry if named else None


def cited_source(names: Names, name: str) -> Entry | None:
    """Return the source that a citation leads to, by itself or by a passage; None where it leads nowhere."""
    entry = names.find(name, (SOURCE, PASSAGE)).entry
    return source_of(names, entry) if entry is not None and entry.kind == PASSAGE else entry
