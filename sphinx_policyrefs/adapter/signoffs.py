"""The file of signatures of a project, and the state of its sentences by it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_policyrefs.adapter.own_prose import own_prose, written_place
from sphinx_policyrefs.documents.model import Unreadable
from sphinx_policyrefs.records.model import Finding, digest
from sphinx_policyrefs.review.signoff import Signed, SignoffError, Signoffs, read_rows, signed
from sphinx_policyrefs.views.signatures import PageSignatures, SentenceMark, Signatures, counted

if TYPE_CHECKING:
    from sphinx_policyrefs.adapter.build import Build
    from sphinx_policyrefs.records.graph import Graph
    from sphinx_policyrefs.review.own_blocks import OwnSentence


def path_of(build: Build) -> Path | None:
    """Return the file of signatures, None where conf.py names none."""
    name = build.config.policyrefs_signoffs
    return Path(build.env.srcdir) / name if name else None


def read(build: Build) -> Signoffs:
    """Return what the file holds, which is read once; nothing where there is none yet."""
    if build.snapshot.signoffs is None:
        build.snapshot.signoffs = _read(build)
    return build.snapshot.signoffs


def _read(build: Build) -> Signoffs:
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

    *sentences* gives those that the build shows, which take a while to find.

    Signatures rest on the whole record, with its confidential sources, whatever a build shows of them: a build as of an
    earlier day has those of the sentences that it shows, as they are today.
    """
    snapshot = build.snapshot
    if path_of(build) is None:
        return ()
    if snapshot.signed is None:
        whole = snapshot.timeless
        if whole is not snapshot.whole:
            sentences = partial(_sentences, build.through(whole.public), whole)
        found = signed(sentences(), read(build).rows, whole, build.config.policyrefs_signers)
        snapshot.signed = [each for each in found if _is_reached(build, each)]
    return snapshot.signed


def _is_reached(build: Build, each: Signed) -> bool:
    """Return whether a sentence belongs to the record on the day that the build looks at."""
    number, _end = each.sentence.place
    return build.graph.reached(build.documents[each.sentence.page].prose[number].since)


def _sentences(build: Build, graph: Graph) -> Sequence[OwnSentence]:
    """Return the sentences that a build shows; raises Unreadable where the library is missing that finds them."""
    from sphinx_policyrefs.review.own_prose import own_sentences

    return own_sentences(own_prose(build), graph, build.config.language or "en")


def _states(build: Build) -> Sequence[Signed]:
    """Return the state of sentences that are yet to be found; raises Unreadable where the library is missing."""
    return states(build, lambda: _sentences(build, build.snapshot.whole))


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
    states = _states(build)
    whole = build.snapshot.timeless
    signing = build if whole is build.snapshot.whole else build.through(whole.public)
    for each in states:
        found.setdefault(each.sentence.page, []).append(_mark(signing, each))
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
