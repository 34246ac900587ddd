"""The file of signatures of a project, and the state of its sentences by it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sphinx_policyrefs.records.model import Finding
from sphinx_policyrefs.review.signoff import Signed, Signing, SignoffError, read_rows, signed

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


def findings(build: Build) -> Iterator[Finding]:
    """Yield why the file of signatures can't be read."""
    yield from read(build).findings


def states(build: Build, sentences: Callable[[], Sequence[OwnSentence]]) -> list[Signed]:
    """Return the state of each sentence that is to be signed; nothing where conf.py names no file.

    *sentences* gives those of the project, which take a while to find.

    Signatures rest on the whole record, with its confidential sources, whatever a build shows of them.
    """
    if path_of(build) is None:
        return []
    return signed(sentences(), read(build).rows, build.snapshot.whole, build.config.policyrefs_signers)
