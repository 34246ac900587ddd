"""Gathers what can be translated into the template, and brings the catalogue of each language in step with it.

``python -m sphinx_policyrefs.locale.extract`` (``make messages``) writes ``policyrefs.pot``, adds to each
``.po`` file what it lacks, drops what is gone, and compiles it.  Nothing it writes depends on the day or on the
release of Babel.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from sphinx_policyrefs.records.kinds import COMMON, KINDS, SIDES, Field
from sphinx_policyrefs.views.wording import spaced

HERE = Path(__file__).parent
_PACKAGE = HERE.parent
#: The name of the catalogue, as the adapter has it: nothing here needs Sphinx.
_NAME = "policyrefs"
#: Where phrases are marked, and by which functions.
_SOURCES = ("views/*.py", "records/dates/display.py", "adapter/**/*.py")
_TABLE = "records/kinds.py"
_MARKS = {"N_": None, "wording": None, "translate": None, "label": None}


class _Catalog(Catalog):
    """A catalogue whose header says only what its readers need."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        headers = [
            ("Project-Id-Version", "sphinx-policyrefs"),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]
        return [*headers, ("Language", self.locale_identifier)] if self.locale_identifier else headers

    @mime_headers.setter
    def mime_headers(self, value: object) -> None:
        """Ignore another header.  The setter exists because Babel's property has one."""


def template() -> Catalog:
    """Return all that readers may see, with the places where it is said."""
    catalog = _Catalog(header_comment="# What readers of a record see, to be translated.", fuzzy=False)
    for text, place, comment in sorted({*_marked(), *_named()}):
        catalog.add(text, locations=[(place, 0)], auto_comments=[comment] if comment else ())
    return catalog


def _marked() -> Iterator[tuple[str, str, str]]:
    """Yield each phrase that is marked in the code: text, file, comment."""
    for pattern in _SOURCES:
        for path in _PACKAGE.glob(pattern):
            place = path.relative_to(_PACKAGE).as_posix()
            for _line, text, _comments, _context in extract_from_file("python", path, keywords=_MARKS):
                assert isinstance(text, str)  # noqa: S101 - none of the marks takes a plural
                yield text, place, ""


def _named() -> Iterator[tuple[str, str, str]]:
    """Yield each text that the table of kinds names: text, file, what it is."""
    for kind in KINDS.values():
        yield kind.label, _TABLE, "a kind of entry"
        yield kind.plural, _TABLE, "a kind of entry"
        for field in kind.fields:
            yield from _texts(field, kind.name)
    for field in COMMON:
        yield from _texts(field, "every kind")


def _texts(field: Field, of: str) -> Iterator[tuple[str, str, str]]:
    if field.shown != "never":
        yield field.term, _TABLE, f"a field of {of}"
    if field.inverse:
        yield field.inverse, _TABLE, f"at the other end of the relation {field.name} of {of}"
    if field.name in SIDES:
        yield field.inverse.removesuffix(" in"), _TABLE, "somebody's part in a case"
    for choice in field.choices:
        yield spaced(choice), _TABLE, f"a value of {field.name}, a field of {of}"


def updated(template: Catalog, old: Catalog) -> Catalog:
    """Return a catalogue of all that *template* has, with the translations of *old*."""
    name = old.locale.english_name if old.locale else ""
    new = _Catalog(old.locale, header_comment=f"# What readers of a record see: {name}.", fuzzy=False)
    for message in template:
        if message.id:
            known = old.get(message.id)
            new.add(
                message.id,
                known.string if known and not known.fuzzy else "",
                message.locations,
                auto_comments=message.auto_comments,
            )
    return new


def languages(folder: Path = HERE) -> list[Path]:
    """Return the catalogue of each language."""
    return sorted(folder.glob(f"*/LC_MESSAGES/{_NAME}.po"))


def read(path: Path) -> Catalog:
    """Return the catalogue of a language, whose folder has its code."""
    with path.open("rb") as file:
        return read_po(file, path.parent.parent.name, ignore_obsolete=True)


def read_template(folder: Path = HERE) -> Catalog:
    """Return the template as it was last written."""
    with (folder / f"{_NAME}.pot").open("rb") as file:
        return read_po(file)


def main(folder: Path = HERE) -> None:
    """Write template and catalogues, and say how much of each language is translated."""
    found = template()
    _write(folder / f"{_NAME}.pot", found)
    for path in languages(folder):
        catalog = updated(found, read(path))
        _write(path, catalog)
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalog)
        missing = sum(not message.string for message in catalog if message.id)
        sys.stdout.write(f"{path.parent.parent.name}: {len(catalog) - missing} of {len(catalog)}\n")


def _write(path: Path, catalog: Catalog) -> None:
    with path.open("wb") as file:
        write_po(file, catalog, width=0, sort_output=True, include_lineno=False)


if __name__ == "__main__":
    main()
