"""What pages show of each other's titles and contents: sidebars, toctrees, and the links to neighbours.

Sphinx writes none of these anew when the other page changes, save the toctree that names a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx import addnodes

from sphinx_policyrefs.adapter.references.addresses import writes_html
from sphinx_policyrefs.records.model import digest

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_policyrefs.adapter.build import Build

#: Themes of Sphinx's own whose pages have no toctree around their text.
_WITHOUT_TOCTREE = frozenset(
    [
        "basic",
        "bizstyle",
        "classic",
        "default",
        "epub",
        "haiku",
        "nature",
        "nonav",
        "pyramid",
        "scrolls",
        "sphinxdoc",
        "traditional",
    ]
)

#: Modules and packages whose nodes show nothing of other pages that the digests do not see.
_KNOWN = ("docutils.nodes", "sphinx.addnodes", "myst_parser.", "sphinx_policyrefs.")


class Outline(NamedTuple):
    """Digests of what other pages may show of one."""

    title: str
    #: the titles at the head of its contents, which a toctree shows when it goes no deeper
    head: str
    #: its whole contents
    whole: str


class Toctrees:
    """The outlines of all pages in one build, and what each page shows of them."""

    def __init__(self, env: BuildEnvironment, builder: Builder, kept: dict[str, Outline]) -> None:
        self.env = env
        self.builder = builder
        #: made when a page is read, and kept with the environment
        self.kept = kept
        self.html = writes_html(builder)
        self.parents: dict[str, list[str]] = {}
        for parent, children in sorted(env.toctree_includes.items()):
            for child in children:
                self.parents.setdefault(child, []).append(parent)

    def of(self, docname: str) -> Outline | None:
        """Return the outline of a page, None where there is no such page."""
        found = self.kept.get(docname)
        if found is None and docname in self.env.tocs and docname in self.env.titles:
            contents = self.env.tocs[docname]
            depth = self.env.metadata[docname].get("tocdepth", 0)
            found = self.kept[docname] = Outline(
                digest(_inner_markup(self.env.titles[docname])),
                digest((depth, [list(_items(item, 1)) for item in contents.children])),
                digest((depth, list(_items(contents)))),
            )
        return found

    def around(self, docname: str) -> Any:
        """Return what the page *docname* shows of others, beside the record."""
        own = [
            (self.env.toc_secnumbers.get(docname), self.env.toc_fignumbers.get(docname)),
            list(self._toctrees(docname)),
        ]
        if not self.html:
            return own
        return own, self._neighbours(docname), self._sidebar(docname)

    def _titles(self, docnames: Iterable[str | None]) -> list[Any]:
        return [(d, found.title, self._number(d)) for d in docnames if d and (found := self.of(d))]

    def _heads(self, docnames: Iterable[str]) -> list[Any]:
        return [(d, found.head, self._number(d)) for d in docnames if (found := self.of(d))]

    def _number(self, docname: str) -> Any:
        """Return the section number of a page's title."""
        return self.env.toc_secnumbers.get(docname, {}).get("")

    @cached_property
    def _relations(self) -> dict[str, list[str | None]]:
        return self.env.collect_relations()

    def _neighbours(self, docname: str) -> list[Any]:
        """Return the pages that the one before, the one after and the ones above are, the topmost left out."""
        above, before, after = self._relations.get(docname, [None, None, None])
        parents: list[str] = []
        while above and above not in parents:
            parents.append(above)
            above = self._relations.get(above, [None])[0]
        return [self._titles(docnames) for docnames in ([before], [after], parents[:-1])]

    def _toctrees(self, docname: str) -> Iterator[Any]:
        """Yield what the toctrees in the text of a page show of the pages they lead to, as deep as they go."""
        if docname in self.env.toctree_includes and docname in self.env.tocs:
            for toctree in self.env.tocs[docname].findall(addnodes.toctree):
                if not toctree.get("hidden"):
                    depth, heads = toctree.get("maxdepth", -1), bool(toctree.get("titlesonly"))
                    yield list(self._below(toctree["includefiles"], depth, {docname}, heads=heads))

    def _below(self, docnames: list[str], depth: int, above: set[str], *, heads: bool) -> Iterator[Any]:
        for docname in docnames:
            if (outline := self.of(docname)) is None or docname in above:
                continue
            shown = outline.head if heads or depth == 1 else outline.whole
            yield docname, shown, self.env.toc_secnumbers.get(docname)
            if depth != 1:
                below = self.env.toctree_includes.get(docname, [])
                yield from self._below(below, depth - 1, above | {docname}, heads=heads)

    def _sidebar(self, docname: str) -> Any:
        """Return what a toctree beside the text shows, as far as the theme has one."""
        if self._reach == "none":
            return None
        if self._reach == "all":
            return self._everything
        branch: set[str] = set()
        waiting = [docname, self.env.config.root_doc]
        while waiting:
            if (page := waiting.pop()) not in branch:
                branch.add(page)
                waiting += self.parents.get(page, [])
        below = self.env.toctree_includes
        branch.discard(self.env.config.root_doc)
        pages = [(page, self.of(page), self._heads(below.get(page, []))) for page in sorted(branch)]
        return self._first, pages

    @cached_property
    def _first(self) -> str:
        """Return a digest of what the toctrees of the first document show but its own title and sections."""
        root = self.env.config.root_doc
        toctrees = list(self.env.tocs[root].findall(addnodes.toctree))
        itself = any(ref == "self" for toctree in toctrees for _title, ref in toctree["entries"])
        heads = self._heads(self.env.toctree_includes.get(root, []))
        return digest(([list(_items(toctree)) for toctree in toctrees], heads, itself and self.of(root)))

    @cached_property
    def _everything(self) -> str:
        docnames = sorted(self.env.found_docs)
        return digest([(d, self.of(d), self.env.toc_secnumbers.get(d)) for d in docnames])

    @cached_property
    def _theme(self) -> str:
        """Return the name of the theme, "" where the project has sidebars or templates of its own."""
        builder: Any = self.builder
        config = self.env.config
        return "" if config.html_sidebars or config.templates_path else getattr(builder.theme, "name", "")

    @cached_property
    def _reach(self) -> str:
        """Return how much of the toctree pages show beside their text: ``none``, their ``branch``, or ``all``.

        What a theme does is known of Sphinx's own; all others may show all of it.
        """
        if self._theme in _WITHOUT_TOCTREE:
            return "none"
        if self._theme == "alabaster":
            builder: Any = self.builder
            collapse = builder.theme.get_options(builder.theme_options).get("sidebar_collapse")
            return "branch" if str(collapse).lower() in ("true", "yes", "on", "1") else "all"
        return "branch" if self._theme == "agogo" else "all"

    @property
    def has_bar(self) -> bool:
        """Return whether pages may link the pages that appear by themselves."""
        return self.html and self._theme != "alabaster"


class Parents(dict[str, set[str]]):
    """The pages that Sphinx writes along with one: those whose toctrees name it.

    What a toctree shows is part of the digests, so a parent is written by these when it differs. One with markup of
    other extensions may show more of its children, which only they know, and is written as Sphinx would.
    """

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env.files_to_rebuild)
        self._env = env
        self._strange: dict[str, bool] = {}

    def get(self, docname: str, default: Any = ()) -> Any:
        """Return the parents of a page that are written along with it."""
        return {parent for parent in super().get(docname, default) if self._is_strange(parent)}

    def _is_strange(self, docname: str) -> bool:
        """Return whether a page has markup that neither Sphinx nor we have made; so if it can't be read."""
        if docname not in self._strange:
            try:
                found = self._env.get_doctree(docname).findall(nodes.Element)
                self._strange[docname] = not all(type(n).__module__.startswith(_KNOWN) for n in found)
            except OSError:
                self._strange[docname] = True
        return self._strange[docname]


def _items(node: nodes.Node, depth: int = -1) -> Iterator[Any]:
    """Yield the lines of a table of contents, those of the first level alone where *depth* is 1."""
    if isinstance(node, nodes.reference):
        yield node["refuri"], node["anchorname"], _inner_markup(node)
    elif isinstance(node, addnodes.toctree):
        yield sorted((k, v) for k, v in node.attributes.items() if k != "rawentries")
    elif isinstance(node, addnodes.only):
        yield node["expr"], [list(_items(child)) for child in node.children]
    elif not (depth == 1 and isinstance(node, nodes.bullet_list)):
        for child in node.children:
            yield from _items(child, depth)


def _inner_markup(node: nodes.Element) -> str:
    """Return the content of a node with its markup."""
    return "".join(map(str, node.children))


def name_entries(build: Build, kept: dict[str, Outline]) -> None:
    """Let tables of contents say the titles of entries as a reader sees them, which Sphinx took as they are written."""
    for docname, record in build.documents.items():
        named = {f"#{e.anchor}": e.id for e in record.entries if e.title_runs and not e.private}
        if not named or docname not in build.env.tocs:
            continue
        for reference in build.env.tocs[docname].findall(nodes.reference):
            entry = build.graph.entries.get(named.get(reference["anchorname"], ""))
            if entry is None or entry.docname != docname or reference.astext() == entry.title:
                continue
            for text in list(reference.findall(nodes.Text)):
                text.parent.replace(text, nodes.Text(entry.title))
            kept.pop(docname, None)


def drop_old_numbers(env: BuildEnvironment) -> None:
    """Take the section numbers off pages that no numbered toctree names any more; Sphinx leaves them there."""
    for docname, title in env.titles.items():
        if "secnumber" in title and docname not in env.toc_secnumbers:
            del title["secnumber"]
            for reference in env.tocs[docname].findall(nodes.reference):
                reference.attributes.pop("secnumber", None)
