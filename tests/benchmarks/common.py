"""The command line that all generators share, and the frame of the sets that they write."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import model

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True)
class Options:
    """What a set has besides its entries."""

    #: on each page, what one party takes part in
    filters: bool = False
    #: the chronology and the two indexes: on the "index" page, on a "page" of their own, or "none"
    tables: str = "index"
    #: plain text only: entries are rubrics, not sections
    rubric: bool = False


class Generator(Protocol):
    """What each gen_*.py offers: the workload in one tool's markup."""

    CONF: str

    def entry(self, e: model.Entry, record: Mapping[str, model.Entry], options: Options) -> str:
        """Return one entry; `record` has the entries that it names by title."""

    def tables(self, entries: Sequence[model.Entry], options: Options) -> str:
        """Return the chronology, the parties and the legal actions as three sections."""

    def filtered(self, party: str, entries: Sequence[model.Entry], options: Options) -> str:
        """Return the list of what `party` takes part in."""


def heading(text: str) -> str:
    """Return a page's title."""
    return f"{text}\n{'=' * len(text)}\n\n"


def page(
    generator: Generator,
    name: str,
    chunk: Sequence[model.Entry],
    entries: Sequence[model.Entry],
    options: Options,
) -> str:
    """Return the page `name`, which holds `chunk`."""
    record = {e.id: e for e in entries}
    text = heading(f"Record {name}")
    if options.filters:
        parties = [e.id for e in entries if e.kind == model.PARTY]
        text += generator.filtered(parties[int(name[-4:]) % len(parties)], entries, options)
    return text + "\n".join(generator.entry(e, record, options) for e in chunk)


def write(
    generator: Generator, entries: Sequence[model.Entry], per_doc: int, out: Path, options: Options
) -> None:
    """Write the whole set into the directory `out`."""
    chunks = model.docs(entries, per_doc)
    names = [name for name, _ in chunks]
    files = {f"{name}.rst": page(generator, name, chunk, entries, options) for name, chunk in chunks}
    tables = "" if options.tables == "none" else generator.tables(entries, options)
    if options.tables == "page":
        files["chronology.rst"] = heading("Tables") + tables
        names.insert(0, "chronology")
        tables = ""
    toc = "\n".join(f"   {name}" for name in names)
    files["index.rst"] = heading("Index") + f".. toctree::\n\n{toc}\n\n" + tables
    files["conf.py"] = generator.CONF
    out.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (out / name).write_text(text, encoding="utf-8")


def main(generator: Generator, doc: str) -> None:
    """Write the set that the command line asks for."""
    parser = argparse.ArgumentParser(description=doc)
    parser.add_argument("n", type=int, help="number of entries")
    parser.add_argument("per_doc", type=int, help="entries on one page")
    parser.add_argument("outdir", type=Path)
    parser.add_argument("--filters", action="store_true", help="on each page, what one party takes part in")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--no-tables", action="store_true", help="neither chronology nor indexes")
    where.add_argument(
        "--tables-page", action="store_true", help="chronology and indexes on a page of their own"
    )
    parser.add_argument("--rubric", action="store_true", help="plain text: rubrics instead of sections")
    a = parser.parse_args()
    tables = "none" if a.no_tables else "page" if a.tables_page else "index"
    write(generator, model.build(a.n), a.per_doc, a.outdir, Options(a.filters, tables, a.rubric))
