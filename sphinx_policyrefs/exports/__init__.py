"""The exports: one module for each format, which makes a text of what the record shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from sphinx_policyrefs.exports import as_json
from sphinx_policyrefs.exports.edition import Edition


class Export(NamedTuple):
    """A format in which the record goes out."""

    name: str
    file: str
    #: what it is, for people
    label: str
    #: what it holds, and who reads it
    about: str
    media_type: str
    write: Callable[[Edition], str]
    #: the extra without which it can't be written
    extra: str = ""


_EXPORTS: Final = (
    Export(
        "json",
        "policyrefs.json",
        "JSON",
        "The whole record, as other sets and programs read it; its form is described by a JSON Schema.",
        "application/json",
        as_json.write,
    ),
)

EXPORTS: Final[Mapping[str, Export]] = MappingProxyType({export.name: export for export in _EXPORTS})

_SURROGATES = re.compile("[\ud800-\udfff]")


class MissingExtraError(Exception):
    """An export needs a library that is not installed; the message is one sentence that says what to do."""


def export(name: str, edition: Edition) -> bytes:
    """Return the content of an export's file.

    Raises :class:`MissingExtraError` where it needs a library that is not there.
    """
    chosen = EXPORTS[name]
    try:
        text = chosen.write(edition)
    except ModuleNotFoundError as error:
        if not chosen.extra:
            raise
        msg = (
            f"{chosen.file} is not written, since {error.name} is not installed: "
            f"pip install 'sphinx-policyrefs[{chosen.extra}]'"
        )
        raise MissingExtraError(msg) from None
    # Halves of pairs are no characters, and UTF-8 has no place for them.
    return _SURROGATES.sub("�", text).encode()
