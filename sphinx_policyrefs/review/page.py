"""A review as one HTML file that stands alone: it needs no script and no other file, and it prints."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from importlib.resources import files
from typing import Final, NamedTuple

from sphinx_policyrefs.records.courts import court_name
from sphinx_policyrefs.records.dates import display_date
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.model import Entry
from sphinx_policyrefs.records.relations import Link
from sphinx_policyrefs.review.comparing import Candidate, Compared
from sphinx_policyrefs.review.model import Said
from sphinx_policyrefs.review.reports import notes, summary
from sphinx_policyrefs.review.sheet import Review, Reviewed
from sphinx_policyrefs.review.terms import called, plain, read_date, texts_in

#: How many words of a quotation or a summary are shown, and how many places of an entry.
_WORDS, _PLACES = 40, 4
#: Fields that are shown of a candidate, besides its dates.
_SHOWN: Final = ("court", "docket", "citation", "number", "vote", "amount", "value", "runs", "disposition")


class Heading(NamedTuple):
    """What stands above a review besides the document's own title."""

    #: the name of the project
    project: str
    #: the name of the file
    file: str
    #: the as-of day in words, "" for none
    as_of: str = ""


def as_html(review: Review, graph: Graph, heading: Heading, claims: Graph | None = None) -> str:
    """Return a review as a page to print, or to fill in beside the document.

    *claims* is the record that has the claims, where that is another one.
    """
    title = review.article.title or heading.file
    language = review.article.language.replace("_", "-")
    style = files("sphinx_policyrefs.review").joinpath("page.css").read_text("utf-8")
    body = "".join(
        (
            _head(review, graph, heading, title),
            _overview(review),
            '<main lang="', escape(language), '">\n',
            *(_sentence(each, graph, claims or graph) for each in review.sentences),
            "</main>\n",
        )
    )  # fmt: skip
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Review: {escape(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )


def _head(review: Review, graph: Graph, heading: Heading, title: str) -> str:
    rows = [("Document", heading.file), ("Record", heading.project)]
    if heading.as_of:
        rows.append(("As of", heading.as_of))
    if review.source:
        source = graph.entries.get(review.source)
        rows.append(("Source", f"{called(source)} ({source.id})" if source is not None else review.source))
    facts = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in rows)
    blank = "".join(f"<div><dt>{name}</dt><dd class=blank></dd></div>" for name in ("Reviewer", "Date"))
    remarks = "".join(f"<p>{escape(note)}</p>" for note in (summary(review), *notes(review)))
    return f"<header>\n<h1>{escape(title)}</h1>\n<dl>{facts}{blank}</dl>\n{remarks}</header>\n"


def _overview(review: Review) -> str:
    """Return links to the sentences that are worth checking, in that order."""
    chosen = review.worth_checking
    groups = (
        ("Differs from the record", [each for each in chosen if each.differs]),
        ("Agrees with the record", [each for each in chosen if each.agrees and not each.differs]),
        ("Could be checked", [e for e in chosen if e.is_checkable and not (e.agrees or e.differs)]),
    )
    parts = []
    for name, members in groups:
        if members:
            rows = "".join(
                f'<li><a href="#s-{each.sentence.locus}">{each.sentence.locus}</a> {escape(_first(each))}</li>'
                for each in members
            )
            is_open = " open" if members[0].differs else ""
            parts.append(
                f"<details{is_open}><summary>{name} <span>{len(members)}</span></summary>\n"
                f"<ol>{rows}</ol>\n</details>\n"
            )
    return (
        f'<nav aria-label="Worth checking">\n<h2>Worth checking</h2>\n{"".join(parts)}</nav>\n'
        if parts
        else ""
    )


def _first(each: Reviewed) -> str:
    """Return what a line of the overview says of a sentence: what differs, else its beginning."""
    differing = [value for candidate in each.candidates for value in candidate.differs]
    if differing:
        return "; ".join(f"{v.what}: “{v.text}”, the record {v.record}" for v in differing)
    return _cut(each.sentence.text, 14)


def _sentence(each: Reviewed, graph: Graph, record: Graph) -> str:
    locus, text = str(each.sentence.locus), _marked(each.sentence.text, each.said)
    kind = "title" if locus == "0.0.0" else "heading" if each.is_heading else each.sentence.kind
    state = " differs" if each.differs else " agrees" if each.agrees else ""
    said = "".join(f"<li>{part}</li>" for part in _said(each.said, graph))
    candidates = "".join(f"<li>{_candidate(candidate, graph)}</li>" for candidate in each.candidates)
    claims = "".join(_claim(id_, record) for id_ in each.claims)
    return "".join(
        (
            f'<section class="sentence {escape(kind)}{state}" id="s-{locus}">\n',
            f'<p class=text><a class=locus href="#s-{locus}">{locus}</a> <span>{text}</span></p>\n',
            f"<ul class=said>{said}</ul>\n" if said else "",
            f"<ol class=candidates>{candidates}</ol>\n"
            if candidates
            else "<p class=none>No entry of the record.</p>\n",
            f"<p class=claims>Claims: {claims}</p>\n" if claims else "",
            _boxes(graph) if each.candidates or each.claims or not each.is_heading else "",
            "</section>\n",
        )
    )


def _marked(text: str, said: Said) -> str:
    """Return a sentence in which what could be looked up is marked; of what overlaps the first and longest."""
    spans = [
        *((part.start, -part.end, "date") for part in said.dates),
        *((part.start, -part.end, "name") for part in said.names),
        *((part.start, -part.end, "name") for part in said.courts),
        *((part.start, -part.end, "number") for part in said.votes),
        *((part.start, -part.end, "number") for part in said.numbers),
        *((part.start, -part.end, "number") for part in said.citations),
    ]
    made, at = [], 0
    for start, end, name in sorted(spans):
        if start >= at:
            made += [escape(text[at:start]), f"<mark class={name}>{escape(text[start:-end])}</mark>"]
            at = -end
    return "".join((*made, escape(text[at:])))


def _said(said: Said, graph: Graph) -> Iterator[str]:
    """Yield what a sentence says that is not plain from its words, as HTML."""
    for date in said.dates:
        if date.carried or date.text != _in_words(date.edtf):
            note = ", carried" if date.carried else ""
            yield f"{escape(date.text)}: <code>{escape(date.edtf)}</code>{note}"
    for name in {name.entry: name for name in said.names}.values():
        title = called(graph.entries[name.entry]) if name.entry in graph.entries else name.entry
        if title != name.text:
            yield f"{escape(name.text)}: {escape(title)}"
    for citation in said.citations:
        if citation.normal != citation.text:
            yield f"{escape(citation.text)}: {escape(citation.normal)}"
    for words in said.unknown:
        yield f"{escape(words.text)}: not in the record"


def _in_words(edtf: str) -> str:
    date = read_date(edtf)
    return display_date(date) if date is not None else ""


def _candidate(candidate: Candidate, graph: Graph) -> str:
    entry = graph.entries[candidate.entry]
    kind = entry.kind.replace("-", " ")
    title = f"<strong>{escape(called(entry))}</strong>"
    lines = [f"<p class=entry>{title} <small>{escape(kind)} <code>{escape(entry.id)}</code></small></p>"]
    lines += [_value("differs", "differs", value) for value in candidate.differs]
    lines += [_value("agrees", "agrees", value) for value in candidate.agrees]
    if facts := "; ".join(_facts(entry, graph)):
        lines.append(f"<p class=facts>{escape(facts)}</p>")
    if summary_ := plain(entry.summary):
        lines.append(f"<p class=summary>{escape(_cut(summary_, _WORDS))}</p>")
    places = "".join(f"<li>{place}</li>" for place in _places(entry, graph))
    if places:
        lines.append(f"<ul class=places>{places}</ul>")
    lines.append(f"<p class=reasons>{escape('; '.join(candidate.reasons))}</p>")
    return "".join(lines)


def _value(name: str, word: str, value: Compared) -> str:
    return (
        f"<p class={name}><b>{word}</b> {escape(value.what)}: <q>{escape(value.text)}</q> "
        f"<span>the record: {escape(value.record)}</span></p>"
    )


def _facts(entry: Entry, graph: Graph) -> Iterator[str]:
    """Yield what the record says of an entry, in short."""
    for name in graph.kinds[entry.kind].milestones:
        date = graph.date(entry.id, name)
        if date is not None:
            yield f"{'' if name == 'date' else name + ' '}{display_date(date)}"
    for name in _SHOWN:
        value = entry.fields.get(name)
        if name == "court" and value:
            yield court_name(value, graph.courts)
        elif name == "amount" and value:
            yield value[3]
        elif value:
            text = str(value) if not isinstance(value, tuple) else ", ".join(texts_in(value))
            yield f"vote {text}" if name == "vote" else text


def _places(entry: Entry, graph: Graph) -> Iterator[str]:
    """Yield where the sources of an entry say it, with their words, as HTML."""
    links = graph.links(entry.id).get("sources", ())
    for link in links[:_PLACES]:
        yield _place(link, graph)
    if len(links) > _PLACES:
        yield f"and {len(links) - _PLACES} more"


def _place(link: Link, graph: Graph) -> str:
    text = escape(called(graph.entries[link.target]))
    if link.locator:
        text += f", {escape(link.locator)}"
    if link.quote:
        text += f": <q>{escape(_cut(link.quote, _WORDS))}</q>"
    return text + (f" (<q>{escape(_cut(link.translation, _WORDS))}</q>)" if link.translation else "")


def _claim(id_: str, graph: Graph) -> str:
    entry = graph.entries.get(id_)
    if entry is None:
        return f"<span><code>{escape(id_)}</code></span> "
    verdict = entry.fields.get("verdict", "no verdict")
    return f"<span>{escape(entry.title)} <code>{escape(id_)}</code>, {escape(str(verdict))}</span> "


def _boxes(graph: Graph) -> str:
    """Return what a reviewer fills in with a pen."""
    verdict = graph.kinds["claim"].field("verdict")
    choices = "".join(f"<span>{escape(c)}</span>" for c in (verdict.choices if verdict is not None else ()))
    return (
        f"<div class=boxes><div class=verdict><b>Verdict</b>{choices}</div>"
        "<div class=note><b>Note</b></div><div class=initials><b>Initials</b></div></div>\n"
    )


def _cut(text: str, words: int) -> str:
    """Return the first words of a text."""
    parts = text.split()
    return text if len(parts) <= words else " ".join(parts[:words]) + " …"
