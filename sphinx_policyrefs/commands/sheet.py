"""The sources as a sheet for whoever checks them: one page of HTML, with what stands in the copies.

It is internal, and lies beside the site, never in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from sphinx_policyrefs.checks.reporters import printable
from sphinx_policyrefs.evidence.addresses import first_page, with_page, with_text
from sphinx_policyrefs.evidence.tally import Tally, copy_state, tallies
from sphinx_policyrefs.records.fields import natural

if TYPE_CHECKING:
    from sphinx_policyrefs.checks.scope import Scope
    from sphinx_policyrefs.evidence.differences import Instead
    from sphinx_policyrefs.evidence.proofs import Proof, Proofs
    from sphinx_policyrefs.records.model import Entry
    from sphinx_policyrefs.records.relations import Link

_STYLE: Final = """
:root { color-scheme: light dark; --line: #8886; --bad: #b3261e; --warn: #8a5a00; --good: #1b6e3c }
@media (prefers-color-scheme: dark) { :root { --bad: #ff8a80; --warn: #ffc15e; --good: #7bd79c } }
body { font: 15px/1.45 system-ui, sans-serif; margin: 1.5rem auto; max-width: 76rem; padding: 0 1rem }
h1 { font-size: 1.5rem; margin: 0 } h2 { font-size: 1.1rem; margin: 0 0 .2rem }
section { border-top: 2px solid var(--line); margin-top: 1.6rem; padding-top: .8rem }
p { margin: .2rem 0 } .internal { color: var(--bad) } .facts { overflow-wrap: anywhere }
table { border-collapse: collapse; margin-top: .6rem; width: 100% } .wide { overflow-x: auto }
th, td { border-top: 1px solid var(--line); padding: .3rem .6rem .3rem 0; text-align: left; vertical-align: top }
td.number, th.number { text-align: right } .words { min-width: 18rem; width: 45% }
td { min-width: 3rem } td:nth-child(n + 3) { min-width: 7rem } td.number { min-width: 0 }
.not-found, .copy-changed, .trouble { color: var(--bad); font-weight: 600 }
.elsewhere { color: var(--warn); font-weight: 600 }
.found { color: var(--good) } .stands { border-left: 3px solid var(--line); margin-top: .3rem; padding-left: .6rem }
del { color: var(--bad) } ins { color: var(--good) } .quiet { opacity: .75 }
@media print {
  :root { color-scheme: light; --bad: #b3261e; --warn: #8a5a00; --good: #1b6e3c }
  body { font-size: 9.5pt; margin: 0; max-width: none; padding: 0 } a { color: inherit }
  .archived::after { content: " <" attr(href) ">" } .wide { overflow: visible }
  tr, h2, .facts { break-inside: avoid } h2, .facts { break-after: avoid } thead { display: table-header-group }
}
"""
#: Heading and field of each number of the table at the top.
_NUMBERS: Final = ("cited", "placed", "worded", "found", "elsewhere", "not_found", "unchecked")


class _Row(NamedTuple):
    """A citation of a source."""

    link: Link
    proof: Proof
    #: what cites, its id, and its place
    title: str
    id: str
    place: str
    rank: int = -1


def as_html(project: str, scope: Scope) -> str:
    """Return the sheet of a project's sources."""
    proofs = scope.proofs
    prose = list(scope.cited_in_prose())
    found = tallies(proofs, (link for _reference, link in prose))
    rows: dict[str, list[_Row]] = {}
    for entry in proofs.graph.own:
        for _field, link in proofs.citations(entry.id):
            place, rank = f"{entry.file}:{entry.line}", proofs.graph.rank[entry.id]
            row = _Row(link, proofs.of(link), entry.title, entry.id, place, rank)
            rows.setdefault(link.target, []).append(row)
    for reference, link in prose:
        row = _Row(link, proofs.of(link), "prose", "", f"{reference.file}:{reference.line}")
        rows.setdefault(link.target, []).append(row)
    title = f"Sources of {project}"
    head = (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n<meta name="robots" content="noindex">\n'
        f"<title>{_text(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{_text(title)}</h1>\n"
        '<p class="internal">Internal: this sheet says what stands in copies. Do not publish it.</p>\n'
    )
    parts = [head, *_summary(found, proofs)]
    for one in found:
        parts += _section(one, rows.get(one.id, []), proofs)
    return "".join([*parts, "</body>\n</html>\n"])


def _text(text: str) -> str:
    return escape(printable(text))


def _summary(found: list[Tally], proofs: Proofs) -> Iterator[str]:
    if not found:
        yield "<p>There is no source.</p>\n"
        return
    heads = "".join(f'<th class="number">{name.replace("_", " ")}</th>' for name in _NUMBERS)
    yield f'<div class="wide"><table>\n<thead><tr><th>source</th>{heads}<th>copy</th><th>accessed</th></tr></thead>\n'
    for one in found:
        numbers = "".join(
            f'<td class="number {_class(name) if number else ""}">{number or "–"}</td>'
            for name, number in zip(_NUMBERS, one[1:8], strict=True)
        )
        yield (
            f'<tr><td><a href="#{_text(one.id)}">{_text(one.id)}</a></td>{numbers}'
            f"<td>{_text(copy_state(proofs, one) or '–')}</td><td>{_text(one.accessed or '–')}</td></tr>\n"
        )
    yield "</table></div>\n"


def _class(name: str) -> str:
    return name.replace("_", "-") if name in ("found", "elsewhere", "not_found") else ""


def _section(one: Tally, rows: list[_Row], proofs: Proofs) -> Iterator[str]:
    """Yield what there is to say of one source."""
    source = proofs.graph.entries[one.id]
    yield f'<section id="{_text(one.id)}">\n<h2>{_text(source.title)}</h2>\n'
    yield f'<p class="facts">{" · ".join(_facts(source, one, proofs))}</p>\n'
    trouble = proofs.trouble(one.id)
    if trouble is not None:
        yield f'<p class="trouble">{_text(trouble.state)}: {_text(trouble.reason)}</p>\n'
    if not rows:
        yield '<p class="quiet">Nothing cites it.</p>\n</section>\n'
        return
    rows.sort(key=lambda row: (natural(row.link.locator), row.rank, row.link.quote))
    yield (
        '<div class="wide"><table>\n<thead><tr><th>place</th><th class="words">words</th><th>state</th>'
        "<th>cited in</th></tr></thead>\n"
    )
    path = proofs.path(one.id)
    for row in rows:
        yield (
            f'<tr><td>{_place(row, path, proofs)}</td><td class="words">{_words(row)}</td><td>{_state(row)}</td>'
            f'<td>{_text(row.title)}<br><span class="quiet">{_cited_in(row)}</span></td></tr>\n'
        )
    yield "</table></div>\n</section>\n"


def _facts(source: Entry, one: Tally, proofs: Proofs) -> Iterator[str]:
    """Yield what is known of a source, each as HTML."""
    yield f"<code>{_text(source.id)}</code>, {_text(source.file)}:{source.line}"
    if secret := source.fields.get("confidential"):
        yield f'<strong class="internal">confidential</strong> ({_text(secret)})'
    for name in ("type", "quality", "published"):
        if value := source.fields.get(name):
            yield _text(str(value).replace("_", " "))
    if url := source.fields.get("url"):
        yield _linked(str(url), str(url))
    if one.archived:
        yield _linked(one.archived, "archived", "archived")
    if one.accessed:
        yield f"accessed {_text(one.accessed)}"
    path = proofs.path(one.id)
    if one.copy:
        yield f"copy {_linked(path.as_uri(), one.copy) if path is not None else _text(one.copy)}"
    if one.sha256:
        yield f"SHA-256 <code>{_text(one.sha256)}</code>"


def _linked(address: str, text: str, kind: str = "") -> str:
    if not address.lower().startswith(("http:", "https:", "file:")):
        return _text(text)
    class_ = f' class="{kind}"' if kind else ""
    return f'<a{class_} href="{_text(address)}">{_text(text)}</a>'


def _place(row: _Row, path: Path | None, proofs: Proofs) -> str:
    """Return the place, which leads to the copy, at its page where that is known."""
    text = row.link.locator or "–"
    if path is None:
        return _text(text)
    address = path.as_uri()
    if path.suffix.lower() == ".pdf":
        if (page := _page(row, path, proofs)) is not None:
            address = with_page(address, page)
    elif row.link.quote and path.suffix.lower() in (".html", ".htm", ".xhtml"):
        address = with_text(address, row.link.quote)
    return _linked(address, text if row.link.locator else "copy")


def _page(row: _Row, path: Path, proofs: Proofs) -> int | None:
    """Return the page of a PDF, as it counts, on which the words stand, or else that which the locator names."""
    from sphinx_policyrefs.documents.model import Unreadable

    if row.proof.pages:
        return row.proof.pages[0].number
    wanted = first_page(row.link.locator)
    if wanted is None or proofs.copies is None:
        return None
    try:
        pages = proofs.copies.read(path).document.body.pages
    except Unreadable:
        return wanted
    return next((page.number for _start, page in pages if page.name == str(wanted)), None)


def _words(row: _Row) -> str:
    link, outcome = row.link, row.proof.outcome
    if not link.quote:
        return '<span class="quiet">–</span>'
    parts = [f"“{_text(link.quote)}”"]
    if link.translation:
        parts.append(f'<p class="quiet">“{_text(link.translation)}”</p>')
    if outcome is not None and outcome.instead is not None:
        parts += _instead(outcome.instead)
    elif outcome is not None and outcome.words and (outcome.altered or outcome.omitted):
        parts.append(f'<p class="stands">There stands: “{_text(outcome.words)}”</p>')
    return "".join(parts)


def _instead(instead: Instead) -> Iterator[str]:
    """Yield what stands in the copy instead of words, and where the two differ."""
    yield f'<p class="stands">There stands: “{_text(instead.stands)}”</p>'
    differences = [
        " ".join(
            filter(
                None,
                (f"<del>{_text(own)}</del>" if own else "", f"<ins>{_text(other)}</ins>" if other else ""),
            )
        )
        for own, other in instead.pairs
    ]
    if differences:
        yield f'<p class="quiet">{"; ".join(differences)}</p>'


def _state(row: _Row) -> str:
    """Return what became of the words, and why they can't be judged."""
    from sphinx_policyrefs.views.evidence import state
    from sphinx_policyrefs.views.wording import Wording

    (shown,) = state(Wording("en", str), row.proof, row.link.locator)
    text = shown if isinstance(shown, str) else shown.text
    kind = row.proof.state.replace(" ", "-").replace("'", "")
    reason = f'<br><span class="quiet">{_text(row.proof.reason)}</span>' if row.proof.reason else ""
    return f'<span class="{kind}">{_text(text)}</span>{reason}'


def _cited_in(row: _Row) -> str:
    """Return id and place of what cites, and the passage by which it does."""
    through = row.link.passage
    if through and through == row.id:
        return f"passage, {_text(row.id)}, {_text(row.place)}"
    by = f"by the passage {through}" if through else ""
    return _text(", ".join(filter(None, (row.id, by, row.place))))


def published(folders: Iterable[Path], path: Path) -> Path | None:
    """Return the folder by which a file would be published, None where there is none."""
    path = path.absolute()
    inside = next((folder for folder in folders if path.is_relative_to(folder.absolute())), None)
    if inside is not None:
        return inside
    return next(
        (
            above
            for above in path.parents
            if any((above / name).is_file() for name in ("objects.inv", ".buildinfo"))
        ),
        None,
    )
