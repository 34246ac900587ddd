"""Names of entries in running prose: the mentions without a link, and the links to write in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from sphinx_policyrefs.checks.scope import GAP, LINK, Scope
from sphinx_policyrefs.records.model import Entry, Finding
from sphinx_policyrefs.records.name_trie import NameTrie, with_plain_quotes
from sphinx_policyrefs.records.names import names_of

#: How many letters and digits a name needs to be searched for in prose.
SHORTEST: Final = 4


class Mention(NamedTuple):
    """A name in prose that is not a link."""

    entry: Entry
    #: as it stands there, its words parted by single spaces
    text: str
    file: str
    line: int
    in_table: bool


class Names:
    """The names of the entries, found in one pass over a text however many there are."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        # What a name means is its entry, or None if several entries have this name.
        self._names: NameTrie[Entry | None] = NameTrie()
        bearers: dict[str, set[str]] = defaultdict(set)
        named = [(name, entry) for entry in entries for name in names_of(entry)]
        for name, entry in named:
            bearers[name.casefold()].add(entry.id)
        for name, entry in named:
            if sum(map(str.isalnum, name)) >= SHORTEST:
                self._names.add(name, entry if len(bearers[name.casefold()]) == 1 else None)

    def find(self, text: str) -> Iterator[tuple[int, int, Entry]]:
        """Yield start, end and entry of the names in a text: the longest at each place, none in another.

        A name that several entries bear hides the shorter ones in it, and is not reported itself.
        """
        text = with_plain_quotes(text)
        for start, end, entry in self._names.find(text):
            if entry is not None and _stands_alone(text, start, end):
                yield start, end, entry


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Return whether a match is a name by itself, and not part of an address or of a longer name.

    A longer name is one that goes on with a capital, as 'Commerce' does in 'Energy and Commerce Committee'.
    """
    if text[start - 1 : start] in ("@", "/", "#", "_") and start:
        return False
    after = text[end : end + 3]
    return not re.match(r"[@/_]|\.\w", after) and not (after[:1] in (" ", "\n") and after[1:2].isupper())


def find_mentions(scope: Scope) -> Iterator[Mention]:
    """Yield the first mention of each entry on each page, unless the page has a link to it before that.

    The entry's own body is skipped, and so are bodies of entries whose facts already link to it.
    """
    names = Names(scope.entries())
    for page in scope.pages():
        done: set[str] = set()
        for block in page:
            linked = iter(block.links)
            near: set[str] | None = None
            after = 0
            for start, end, entry in names.find(block.text):
                for _ in range(block.text.count(LINK, after, start)):
                    done.update(_target(scope, *next(linked, ("", ""))))
                after = end
                if entry.id in done or not (entry.docname or entry.uri):  # no link leads to it
                    continue
                if near is None:
                    near = {i for id_ in block.inside for i in (id_, *_neighbours(scope, id_))}
                if entry.id not in near:
                    done.add(entry.id)
                    line = block.line + block.text.count("\n", 0, start)
                    yield Mention(
                        entry, " ".join(block.text[start:end].split()), block.file, line, block.in_table
                    )
            for role, target in linked:
                done.update(_target(scope, role, target))


def _target(scope: Scope, role: str, target: str) -> Iterator[str]:
    """Yield the id of the entry that a link leads to, if it leads to one."""
    if target:
        found = scope.graph.find(target, () if role in ("ref", "any") else (role,)).entry
        if found is not None:
            yield found.id


def _neighbours(scope: Scope, id_: str) -> Iterator[str]:
    """Yield the entries that an entry's facts link to, in both directions."""
    for links in scope.graph.links(id_).values():
        for link in links:
            yield link.target
    for ids in scope.graph.back(id_).values():
        yield from ids


def unlinked_mention(scope: Scope) -> Iterator[Finding]:
    """Yield the mentions that are not links."""
    for mention in find_mentions(scope):
        markup = scope.role(mention.entry.kind, mention.text, mention.entry.id, mention.file)
        message = f'"{mention.text}" names the {mention.entry.kind} {mention.entry.id} without a link; write {markup}'
        yield Finding("unlinked-mention", message, mention.file, mention.line, mention.entry.id)


# What is not running prose in a source: code and roles, links, addresses, substitutions, emphasis.
_MARKUP: Final = r"(`+)(?:(?!\1).)+?\1_{0,2}|<[^<>]+>|https?://\S+|\*+[^*]+\*+|\w+_{1,2}(?!\w)"
_RST: Final = re.compile(rf":[\w:+.-]+:`[^`]+`|\|[^|]+\|_{{0,2}}|{_MARKUP}", re.DOTALL)
_MYST: Final = re.compile(
    rf"\{{[\w:+.-]+\}}`[^`]+`|!?\[[^]]*\](?:\([^)]*\)|\[[^]]*\])?|(?<!\w)_+[^_]+_+(?!\w)|{_MARKUP}", re.DOTALL
)
_PARAGRAPH_END: Final = re.compile(r"\n[ \t]*\r?\n")
# Characters that reStructuredText admits before and after inline markup.
_BEFORE: Final = re.compile(r"[\s'\"(\[{<\-/:‘’“„–—]?\Z")
_AFTER: Final = re.compile(r"[\s'\")\]}>\-/\\:.,;!?‘’”–—]|\Z")


def write_links(
    source: str,
    mentions: Iterable[Mention],
    names: Names,
    role: Callable[[str, str, str, str], str],
    *,
    myst: bool,
) -> tuple[str, list[Mention]]:
    """Return the text of a source file with its mentions turned into links, and the mentions that were found.

    *role* makes the markup of kind, text, id and file.  A mention that does not stand in the source as it was
    reported, or stands in a table, is left as it is.
    """
    starts = [0, *(found.end() for found in re.finditer("\n", source)), len(source) + 1]
    places: dict[int, tuple[int, str]] = {}
    settled = []
    for mention in mentions:
        if mention.in_table or mention.line >= len(starts):
            continue
        first, last = starts[mention.line - 1], starts[mention.line]
        breaks = [found.end() for found in _PARAGRAPH_END.finditer(source, 0, first)]
        begin = breaks[-1] if breaks else 0
        after = _PARAGRAPH_END.search(source, max(first - 1, 0))
        end = after.start() if after else len(source)
        prose = (_MYST if myst else _RST).sub(lambda found: GAP * len(found[0]), source[begin:end])
        for at, to, entry in names.find(prose):
            start, stop = begin + at, begin + to
            if entry.id == mention.entry.id and first <= start < last:
                text = " ".join(source[start:stop].split())
                if not set(text) & set("<>`\\"):
                    markup = role(entry.kind, text, entry.id, mention.file)
                    if not myst:
                        markup = "\\ " * (not _BEFORE.search(source[begin:start][-1:])) + markup
                        markup += "\\ " * (not _AFTER.match(source[stop : stop + 1]))
                    places[start] = (stop, markup)
                    settled.append(mention)
                break
    for start, (stop, markup) in sorted(places.items(), reverse=True):
        source = source[:start] + markup + source[stop:]
    return source, settled
