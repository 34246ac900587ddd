"""A data file of any format -> its entries and findings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from sphinx_policyrefs.imports import json_tokens, yaml_tokens
from sphinx_policyrefs.imports.entries import DEFAULT, MARKUPS, Item, Reader, Settings
from sphinx_policyrefs.imports.tables import read_table
from sphinx_policyrefs.imports.tree import LARGEST, MOST_ENTRIES, DataError, Node, Scalar, Token, parts
from sphinx_policyrefs.messages import CODES
from sphinx_policyrefs.records.kinds import Kind
from sphinx_policyrefs.records.model import DocRecord, Finding

#: Versions of the JSON export that can be read.
VERSIONS: Final = ("1",)
#: Names beside ``entries`` in the mapping at the top of a file.
_TOP: Final = ("kind", "markup", "version", "project", "as_of", "chronology", "$schema", "dropped")


class DataFile(NamedTuple):
    """What one file holds."""

    #: path below the source directory, with slashes
    file: str
    items: tuple[Item, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def record(self) -> DocRecord:
        """Return the entries as the record of a document that is not a page."""
        return DocRecord("", tuple(item.entry for item in self.items), findings=self.findings).sealed()


def read_path(
    path: Path, file: str, kinds: Mapping[str, Kind], settings: Settings, codes: Collection[str] = CODES
) -> DataFile:
    """Read a file; what is wrong with it is a finding."""
    try:
        size = path.stat().st_size
        if size > LARGEST:
            return _failed(file, f"has {size // 1_000_000} MB; no more than {LARGEST // 1_000_000} are read")
        content = path.read_bytes()
    except OSError as error:
        return _failed(file, f"can't be read: {error.strerror or error}")
    return read(content, file, kinds, settings, codes)


def read(
    content: bytes,
    file: str,
    kinds: Mapping[str, Kind],
    settings: Settings = DEFAULT,
    codes: Collection[str] = CODES,
) -> DataFile:
    """Return the entries and findings of a file; *file* is its name, whose suffix says the format."""
    suffix = Path(file).suffix.lower()
    if suffix not in SUFFIXES:
        return _failed(
            file, f"{suffix or 'a name without a suffix'} is not a format of data files: {_SUFFIXES}"
        )
    if len(content) > LARGEST:
        return _failed(file, f"has more than {LARGEST // 1_000_000} MB")
    reader = Reader(kinds, file, settings, codes)
    try:
        take(content, suffix, reader)
    except DataError as error:
        reader.findings.append(Finding("data-file", f"the file {error}", file, max(error.line, 1)))
    return DataFile(file, tuple(reader.items), tuple(reader.findings))


def take(content: bytes, suffix: str, reader: Reader) -> None:
    """Have a reader take what a file holds; raises :class:`DataError` where nothing, or nothing more, can be read."""
    if suffix in BINARY:
        BINARY[suffix](content, reader)
    else:
        FORMATS[suffix](decoded(content), reader)


def decoded(content: bytes) -> str:
    """Return the text of a file; raises :class:`DataError` where it is not UTF-8."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise DataError("is UTF-16: save it as UTF-8", 1)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = error.start
        line = content.count(b"\n", 0, at) + 1
        column = at - content.rfind(b"\n", 0, at)
        message = f"is not UTF-8: byte 0x{content[at]:02x}; save it as UTF-8 (in Excel: CSV UTF-8)"
        raise DataError(message, line, column) from None


def _failed(file: str, message: str) -> DataFile:
    return DataFile(file, (), (Finding("data-file", f"the file {message}", file, 1),))


def _read_tree(tokens: Callable[[str], Iterator[Token]]) -> Callable[[str, Reader], None]:
    def take(text: str, reader: Reader) -> None:
        number = 0
        told: set[str] = set()
        for part in parts(tokens(text)):
            if part.listed and part.name in ("", "entries"):
                number += 1
                if number > MOST_ENTRIES:
                    raise DataError(f"has more than {MOST_ENTRIES} entries", part.value.line)
                reader.take(part.value)
            elif part.name not in told and not (part.listed and part.name in _TOP):
                told.add(part.name)
                _take_top(part.name, part.value, reader)

    return take


def _take_top(name: str, value: Node, reader: Reader) -> None:
    """Take a value of the mapping at the top."""
    text = value.text if isinstance(value, Scalar) else None
    if name == "entries":
        if (not isinstance(value, Scalar) and getattr(value, "pairs", None)) or text is not None:
            reader.report("data-file", "entries is not a list: write each entry after a dash", value.line)
    elif name == "kind" and text in reader.kinds:
        reader.settings = reader.settings._replace(kind=text or "")
    elif name == "markup" and text in MARKUPS:
        reader.settings = reader.settings._replace(markup=text or "")
    elif name == "version":
        if text not in VERSIONS:
            known = " and ".join(VERSIONS)
            message = f"the version is {text}, and this release reads {known}; update sphinx-policyrefs"
            reader.report("data-file", message, value.line)
    elif name in ("kind", "markup") or (name not in _TOP and not name.startswith("x-")):
        what = (
            f'{name}: "{text}" is not allowed' if name in ("kind", "markup") else f'"{name[:60]}" is unknown'
        )
        message = f"{what} at the top of a data file: write a list of entries, or a mapping with entries"
        reader.report("data-file", message, value.line)


def _read_bibliography(text: str, reader: Reader) -> None:
    from sphinx_policyrefs.imports.bibliography import read_bibliography

    read_bibliography(text, reader)


def _read_workbook(content: bytes, reader: Reader) -> None:
    from sphinx_policyrefs.imports.spreadsheet import read_workbook

    read_workbook(content, reader)


#: What reads each format that is a text, by suffix.
FORMATS: Final[Mapping[str, Callable[[str, Reader], None]]] = MappingProxyType({
    ".yaml": _read_tree(yaml_tokens.tokens),
    ".yml": _read_tree(yaml_tokens.tokens),
    ".json": _read_tree(json_tokens.tokens),
    ".csv": read_table,
    ".tsv": read_table,
    ".bib": _read_bibliography,
})  # fmt: skip
#: What reads each other format.
BINARY: Final[Mapping[str, Callable[[bytes, Reader], None]]] = MappingProxyType({".xlsx": _read_workbook})
SUFFIXES: Final = (*FORMATS, *BINARY)
_SUFFIXES = f"write {', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}"
