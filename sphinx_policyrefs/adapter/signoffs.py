"""The file of signatures of a project, and the state of its sentences by it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sphinx_policyrefs.adapter.own_prose import own_prose, written_place
from sphinx_policyrefs.documents.model import Unreadable
from sphinx_policyrefs.records.model import Finding, digest
from sphinx_policyrefs.review.signoff import Signed, Signing, SignoffError, read_rows, signed
from sphinx_policyrefs.views.signatures import PageSignatures, SentenceMark, Signatures, counted

if TYPE_CHECKING:
    from sphinx_policyrefs.adapter.build import Build
    from sphinx_policyrefs.review.own_blocks import OwnSentence


class Signoffs(NamedTuple):
    """What a file of signatures holds."""

    rows: tuple[Signing, ...] = ()
    #: why it can't be read
    findings: tuple[Finding, ...] = ()


def path_of(build: Build) -> Path | None:
    """Return the file of signatures, None where conf.py names none."""
    name = build.config.policyrefs_signoffs
    return Path(build.env.srcdir) / name if name else None


def read(build: Build) -> Signoffs:
    """Return what the file holds; nothing where there is none yet."""
    path = path_of(build)
    if path is None or not path.exists():
        return Signoffs()
    name = build.config.policyrefs_signoffs
    try:
        return Signoffs(tuple(read_rows(path.read_text(encoding="utf-8"))))
    except SignoffError as error:
        return Signoffs((), (Finding("data-file", f"the file of signatures {error}", name, error.line),))
    except UnicodeDecodeError:
        return Signoffs((), (Finding("data-file", "the file of signatures is not UTF-8", name, 0),))
    except OSError as error:
        message = f"the file of signatures can't be read: {error.strerror or error}"
        return Signoffs((), (Finding("data-file", message, name, 0),))


def states(build: Build, sentences: Callable[[], Sequence[OwnSentence]]) -> Sequence[Signed]:
    """Return the state of each sentence that is to be signed; nothing where conf.py names no file.

    *sentences* gives those of the project, which take a while to find.

    Signatures rest on the whole record, with its confidential sources, whatever a build shows of them.
    """
    snapshot = build.snapshot
    if path_of(build) is None:
        return ()
    if snapshot.signed is None:
        snapshot.signed = signed(
            sentences(), read(build).rows, snapshot.whole, build.config.policyrefs_signers
        )
    found: Sequence[Signed] = snapshot.signed
    return found


def _states(build: Build) -> Sequence[Signed]:
    """Return the same, of sentences that are yet to be found; raises Unreadable where the library is missing."""
    from sphinx_policyrefs.review.own_prose import own_sentences

    return states(
        build, lambda: own_sentences(own_prose(build), build.snapshot.whole, build.config.language or "en")
    )


def signatures(build: Build) -> Signatures:
    """Return how far the sentences of each page are signed."""
    if path_of(build) is None:
        return Signatures(trouble="unnamed")
    if read(build).findings:
        return Signatures(trouble="unread")
    try:
        found = _states(build)
    except Unreadable:
        return Signatures(trouble="library")
    return Signatures(
        tuple(
            PageSignatures(page, _title(build, page), counted(each.stage for each in group))
            for page, group in groupby(found, lambda each: each.sentence.page)
        )
    )


def _title(build: Build, page: str) -> str:
    """Return the title of a page, its name where it has none."""
    titles = build.env.titles
    return titles[page].astext() if page in titles else page


def marks(build: Build) -> dict[str, list[SentenceMark]]:
    """Return the marks of the sentences of each page, in their order; none where conf.py does not show them."""
    if not build.config.policyrefs_show_signoffs or build.signatures.trouble:
        return {}
    found: dict[str, list[SentenceMark]] = {}
    for each in _states(build):
        found.setdefault(each.sentence.page, []).append(_mark(build, each))
    return found


def _mark(build: Build, each: Signed) -> SentenceMark:
    number, end = each.sentence.place
    paragraph = build.documents[each.sentence.page].prose[number]
    rows = {"query": each.queries, "lapsed": each.lapsed}.get(each.stage, each.held)
    return SentenceMark(
        number, written_place(build, paragraph, end), each.stage, tuple((row.by, row.on) for row in rows)
    )


def basis(build: Build) -> str:
    """Return a digest of all that decides how far sentences are signed, and what is said of that; quick to have."""
    return digest(
        (
            state(build),
            build.config.policyrefs_signers,
            [(record.own, record.prose, _title(build, record.docname)) for record in build.records],
            build.state[1],
        )
    )


def state(build: Build) -> str:
    """Return a digest of the file."""
    found = read(build)
    return digest((found.rows, found.findings))
