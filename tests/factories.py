"""Records, graphs and views made in a test, without Sphinx."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_policyrefs.documents.model import Document, Page, Text, Unreadable, Writer
from sphinx_policyrefs.evidence.copies import Copies
from sphinx_policyrefs.evidence.lookup import Outcome, Searchable
from sphinx_policyrefs.evidence.proofs import Proofs
from sphinx_policyrefs.records.dates import parse_date
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.kinds import KINDS
from sphinx_policyrefs.records.model import DocRecord, Entry, Mention, ViewCall
from sphinx_policyrefs.records.types import parse_field
from sphinx_policyrefs.review.own_blocks import OwnBlock
from sphinx_policyrefs.views import views_for
from sphinx_policyrefs.views.base import ViewContext, captioned, check_option
from sphinx_policyrefs.views.cells import Cells, plain
from sphinx_policyrefs.views.model import Body, Facts, Heading, Items, Paragraph, Picture, Table, Tree
from sphinx_policyrefs.views.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx_policyrefs.records.model import Run
    from sphinx_policyrefs.views.model import Blocks, Branch

VIEWS = views_for(KINDS)


def entry(
    kind: str,
    id_: str,
    title: str = "",
    /,
    *,
    text: Sequence[Run] = (),
    only: tuple[str, ...] = (),
    **options: str,
) -> Entry:
    """Return an entry with options as an author writes them, underscores for hyphens; `text` is its summary."""
    fields = {}
    for key, value in options.items():
        name = key.rstrip("_").replace("_", "-")
        field = KINDS[kind].field(name)
        assert field is not None, name
        fields[name] = parse_field(field, value)
    return Entry(
        kind, id_, title or id_.replace("-", " ").capitalize(), fields, {}, "page", "page.rst", 1,
        only=only, summary=tuple(text),
    )  # fmt: skip


def graph_of(*entries: Entry, as_of: str = "", today: str = "2026-11-22") -> Graph:
    """Return the graph of entries that stand in one document in this order."""
    return Graph(
        [DocRecord("page", tuple(e._replace(line=n) for n, e in enumerate(entries, 1)))],
        as_of=parse_date(as_of) if as_of else None,
        today=parse_date(as_of or today),
    )


class Texts(Copies):
    """Copies that are texts of a test, by their names; several texts are the pages of one copy, from p. 3 on.

    Subtitles begin with ``said: ``, after an hour, a minute and 40 seconds.
    """

    def __init__(self, **texts: str | tuple[str, ...]) -> None:
        super().__init__(Path("/nowhere"))
        self.texts = {name.replace("_", "."): text for name, text in texts.items()}

    def path_of(self, copy: str) -> Path | None:
        """Return a path of this name, which leads to no file."""
        return Path(copy) if copy in self.texts else None

    def digest(self, path: Path) -> str:
        """Return the digest of a text."""
        return hashlib.sha256(repr(self.texts[str(path)]).encode()).hexdigest()

    def prepare(self, paths: Iterable[Path]) -> None:
        """Do nothing: there is nothing to read."""

    def known(self, path: Path, words: str, where: str) -> bool:  # noqa: ARG002
        """Return that everything is known."""
        return True

    def look_up(self, path: Path, words: str, where: str = "") -> Outcome:
        """Return what looking up comes to; raises :class:`Unreadable` for a text that says why."""
        text = self.texts[str(path)]
        if isinstance(text, str):
            if text.startswith("unreadable: "):
                raise Unreadable(text.removeprefix("unreadable: "))
            times = ((0, 3700.0),) if text.startswith("said: ") else ()
            return Searchable(Document("text", Text(text, times=times))).look_up(words, where)
        writer = Writer()
        for number, page in enumerate(text, 3):
            writer.page(Page(number + self.shift, str(number) if self.shift else ""))
            writer.add(page)
        return Searchable(Document("pdf", writer.text())).look_up(words, where)

    #: how many pages without a number stand before the printed p. 1
    shift = 0


def view(
    name: str, graph: Graph, argument: str = "", /, copies: Copies | None = None, **options: str
) -> Blocks:
    """Return what a view shows; options with underscores for hyphens, `from_` for `from`."""
    written = {key.rstrip("_").replace("_", "-"): text for key, text in options.items()}
    for option, text in written.items():
        check_option(VIEWS[name], option, text, KINDS)
    call = ViewCall(name, argument, written, {}, "page.rst", 1)
    proofs = Proofs(graph, copies)
    cells = Cells(graph, Wording(), proofs=lambda: proofs)
    context = ViewContext(graph, cells.wording, VIEWS[name], call, cells=cells)
    return captioned(context, VIEWS[name].build(context))


def shown(blocks: Blocks) -> list[object]:
    """Return blocks as texts: headings as ``# heading``, tables as lists of rows without their head."""
    found: list[object] = []
    for block in blocks:
        match block:
            case Heading():
                found.append(f"# {block.text}")
            case Paragraph():
                found.append(plain(block.content))
            case Table():
                found.append(rows(block))
            case Items():
                found.append([plain(item) for item in block.items])
            case Facts():
                found.append({label: "; ".join(map(plain, values)) for label, values in block.rows})
            case Body():
                found.append(f"<{block.anchor}>")
            case Picture():
                found.append(rows(block.table))
            case Tree():
                found.append(branches(block.branches))
    return found


def branches(some: Iterable[Branch]) -> list[object]:
    """Return the items of a tree as texts, each followed by the list of those below it."""
    found: list[object] = []
    for branch in some:
        found.append(plain(branch.content))
        if branch.below:
            found.append(branches(branch.below))
    return found


def rows(table: Table) -> list[list[str]]:
    """Return the rows of a table as texts, the lines of a cell joined by ``/``."""
    return [[" / ".join(map(plain, cell)) for cell in row] for row in table.rows]


def tables(blocks: Blocks) -> list[Table]:
    """Return the tables among blocks."""
    return [block for block in blocks if isinstance(block, Table)]


def column(blocks: Blocks, name: str) -> list[str]:
    """Return one column of all the tables among blocks."""
    return [
        row[[c.name for c in table.columns].index(name)] for table in tables(blocks) for row in rows(table)
    ]


def heads(blocks: Blocks) -> list[str]:
    """Return the headings among blocks."""
    return [block.text for block in blocks if isinstance(block, Heading)]


def titles(entries: Iterable[Entry]) -> list[str]:
    """Return the titles of entries."""
    return [e.title for e in entries]


#: A reference in a text of a page: [words|role:target], or [|role:target] for the mark of a note, or [=words|…] where
#: the record gave the words.
_MARK = re.compile(r"\[(?P<made>=?)(?P<text>[^|\]]*)\|(?P<role>\w[\w-]*):(?P<target>[^\]]+)\]")


def block(marked: str, page: str = "page", line: int = 10, section: int = 1) -> OwnBlock:
    text, mentions, last = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        start = len(text) if match["text"] else len(text.rstrip())
        text += match["text"]
        end = len(text) if match["text"] else start
        mentions.append(Mention(start, end, match["role"], match["target"], not match["made"]))
        last = match.end()
    return OwnBlock(page, f"{page}.rst", line, section, text + marked[last:], tuple(mentions))
