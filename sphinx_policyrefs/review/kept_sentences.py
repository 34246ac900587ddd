"""The sentences of a project's own prose, kept from one command to the next.

To take prose apart takes longer than all other checks of an ordinary record.  What is kept is true of the same
paragraphs beside the same entries, taken apart by the same code, and is made anew as a whole.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Sequence
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

import sphinx_policyrefs
from sphinx_policyrefs.records.model import digest
from sphinx_policyrefs.review.own_blocks import OwnBlock, OwnSentence

if TYPE_CHECKING:
    from sphinx_policyrefs.records.graph import Graph

#: The packages whose code takes prose apart.
_CODE = ("documents", "records", "review")


class KeptSentences:
    """Takes the prose of a project apart, or remembers what came of it."""

    def __init__(self, path: Path) -> None:
        """Take the file that keeps the sentences; only who may write the user's cache can have written it."""
        self._path = path

    def of(self, blocks: Iterable[OwnBlock], graph: Graph, language: str) -> Sequence[OwnSentence]:
        """Return the sentences of paragraphs, as :func:`.own_prose.own_sentences` does, which says what is raised."""
        blocks = list(blocks)
        key = digest((blocks, _about(graph), language, _code()))
        with suppress(Exception):  # damage may show as anything
            kept, sentences = pickle.loads(self._path.read_bytes())  # noqa: S301 - our own
            if kept == key:
                return list(sentences)
        from sphinx_policyrefs.review.own_prose import own_sentences

        made = own_sentences(blocks, graph, language)
        with suppress(OSError):
            self._path.write_bytes(pickle.dumps((key, made)))
        return made


def _about(graph: Graph) -> object:
    """Return what of a record decides what its sentences say."""
    entries = [(entry.kind, entry.id, entry.title, entry.fields) for entry in graph.entries.values()]
    return entries, sorted(graph.courts.items()), graph.citations


def _code() -> object:
    """Return stamps of the code that takes prose apart, and the release of the library that it uses."""
    package = Path(sphinx_policyrefs.__file__).parent
    files = sorted(file for layer in _CODE for file in (package / layer).rglob("*.py"))
    library = ""
    with suppress(PackageNotFoundError):
        library = version("nupunkt")
    stamps = [(found.st_size, found.st_mtime_ns) for found in map(Path.stat, files)]
    return stamps, library
