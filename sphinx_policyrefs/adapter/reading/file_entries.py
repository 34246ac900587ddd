"""``policy:entries``: the entries of a data file on a page, as if they were written there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from docutils import nodes
from docutils.parsers.rst import states
from docutils.statemachine import StringList
from sphinx.util.docutils import switch_source_input

from sphinx_policyrefs.adapter.reading.entry_nodes import MARKUP, Display, EntryNodes, is_unsafe, words_nodes
from sphinx_policyrefs.adapter.reading.headings import flatten_sections, parse_content
from sphinx_policyrefs.adapter.reading.runs import run_nodes
from sphinx_policyrefs.records.confidential import is_confidential
from sphinx_policyrefs.records.fields import FieldError
from sphinx_policyrefs.records.passages import words_of
from sphinx_policyrefs.views.base import View, check_option
from sphinx_policyrefs.views.wording import N_

if TYPE_CHECKING:
    from docutils.nodes import Element, Node

    from sphinx_policyrefs.imports.entries import Item


@dataclass(frozen=True, slots=True)
class _Options(View):
    """The options of the directive, checked as those of views are."""

    @property
    def options(self) -> tuple[str, ...]:
        from sphinx_policyrefs.imports.select import OPTIONS

        return (*OPTIONS, "order", "limit", "class")


VIEW: Final = _Options("entries", lambda _context: ())


class EntriesDirective(EntryNodes):
    """The entries of a data file, all or some."""

    def is_option(self, name: str) -> bool:
        return name in VIEW.options

    def run(self) -> list[Node]:
        """Return the entries, each as its directive would make it."""
        argument, written = self.read_options()
        file, line = self.place(self.lineno)
        if self.content and not self.unreadable:
            message = "entries takes no content: delete what stands below its options"
            self.report("bad-option", message, file, line)
        options: dict[str, str] = {}
        for option in written:
            name = option.name.lower()
            try:
                check_option(VIEW, name, option.text, self.build.kinds)
            except FieldError as error:
                self.report(error.code, f":{option.name}: {error}", option.file, option.line)
            else:
                options[name] = option.text
        if not argument:
            self.report(
                "bad-option", "entries names no file: write its path from the source directory", file, line
            )
            return []
        path = Path(self.env.srcdir, argument.lstrip("/"))
        name = self.build.relative(path)
        self.env.note_dependency(str(path))
        data = self.build.files.get(name)
        if data is None:
            message = f'there is no file "{argument}"; write its path from the source directory'
            self.report("data-file", message, file, line)
            return []
        for finding in data.findings:
            self._findings.append(finding)
        from sphinx_policyrefs.imports.select import select

        chosen = select(data.items, options, self.build.kinds)
        if not chosen:
            text = self.build.wording(N_("No entry of the record matches this selection."))
            return [nodes.paragraph("", text, classes=["policy-empty"])]
        bodies = _Bodies(self, path)
        return [node for item in chosen for node in self._entry(item, path, bodies, options.get("class", ""))]

    def _entry(self, item: Item, path: Path, bodies: _Bodies, classes: str) -> list[Node]:
        entry = item.entry
        secret = is_confidential(entry)
        shown, messages = ([nodes.Text(entry.title)], []) if secret else bodies.title(item)
        return self.describe(
            entry._replace(noted=False, stored=True),
            Display(item.title, shown, messages, item.flags, f"{item.classes} {classes}", item.name),
            (str(path), entry.line),
            lambda content: bodies.body(item, content),
        )


class _Bodies:
    """Parses titles and bodies of one file, in the markup of the entry, which need not be that of the page."""

    def __init__(self, directive: EntriesDirective, path: Path) -> None:
        self.directive = directive
        self.path = path
        self.document = directive.state.document
        self.page = "rst" if directive.in_rst else "md"
        self._renderer: Any = None

    def title(self, item: Item) -> tuple[list[Node], list[Node]]:
        """Return a title with its inline markup, and what the parser says of it."""
        if not item.title:
            return run_nodes(item.entry.title_runs, self.directive.env.docname), []
        markup = item.markup or self.page
        if markup == "text" or not MARKUP.search(item.title):
            return [nodes.Text(item.title)], []
        line = item.entry.line
        if markup == self.page:
            with self._place(line):
                at = line if self.page == "rst" else line - 1
                made, messages = self.directive.state.inline_text(item.title, at)
        else:
            holder = nodes.Element()
            self._parse(item.title, line, markup, holder)
            messages = []
            first = holder.children[0] if len(holder.children) == 1 else None
            made = first.children if isinstance(first, nodes.paragraph) else [nodes.Text(item.entry.title)]
        return [nodes.Text(child.astext()) if is_unsafe(child) else child for child in made], [*messages]

    def body(self, item: Item, content: Element) -> None:
        """Parse a body into *content*; raw output and unsafe addresses are taken out."""
        if not item.body:
            return
        holder = nodes.Element()
        line = item.body_line or item.entry.line
        if self.directive.build.kinds[item.entry.kind].words:
            content += words_nodes(words_of(item.body), str(self.path), line)
            return
        self._parse(item.body, line, item.markup or self.page, holder)
        self._clean(holder, item)
        content += holder.children

    def _parse(self, text: str, line: int, markup: str, holder: Element) -> None:
        directive = self.directive
        if markup == "md" and not hasattr(directive.env, "myst_config"):
            message = 'the markup is md, and conf.py does not load MyST; add "myst_parser" to its extensions'
            directive.report("bad-option", message, directive.build.relative(self.path), line)
            markup = "text"
        if markup == "text":
            for part in filter(str.strip, text.split("\n\n")):
                paragraph = nodes.paragraph(part, " ".join(part.split()))
                paragraph.source, paragraph.line = str(self.path), line
                holder += paragraph
            return
        settings = self.document.settings
        before = settings.raw_enabled, settings.file_insertion_enabled
        settings.raw_enabled = settings.file_insertion_enabled = False
        try:
            if markup == "rst":
                self._rst(text, line, holder)
            else:
                self._md(text, line, holder)
        finally:
            settings.raw_enabled, settings.file_insertion_enabled = before

    def _rst(self, text: str, line: int, holder: Element) -> None:
        lines = text.expandtabs(8).split("\n")
        content = StringList(lines, items=[(str(self.path), line - 1 + n) for n in range(len(lines))])
        if self.page == "rst":
            with switch_source_input(self.directive.state, content):
                parse_content(self.directive, content, 0, holder)
            return
        machine = states.RSTStateMachine(state_classes=states.state_classes, initial_state="Body")
        reporter: Any = self.document.reporter
        before = reporter.get_source_and_line
        reporter.get_source_and_line = machine.get_source_and_line
        count = len(self.document.children)
        try:
            machine.run(content, self.document, match_titles=True)
        finally:
            reporter.get_source_and_line = before
        made = self.document.children[count:]
        del self.document.children[count:]
        holder += made
        flatten_sections(self.document, holder)

    def _md(self, text: str, line: int, holder: Element) -> None:
        with self._place(line):
            if self.page == "md":
                content = StringList(text.split("\n"), str(self.path))
                # The stand-in for the parser's state counts from the line of the directive.
                self.directive.state.nested_parse(content, line - 1 - self.directive.lineno, holder)
                return
            renderer = self._own_renderer()
            with renderer.current_node_context(holder):
                renderer.nested_render_text(text, line - 1)

    def _own_renderer(self) -> Any:
        """Return what reads Markdown on a page that is none."""
        if self._renderer is None:
            from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
            from myst_parser.parsers.mdit import create_md_parser

            parser = create_md_parser(cast("Any", self.directive.env).myst_config, SphinxRenderer)
            parser.options["document"] = self.document
            self._renderer = parser.renderer
            self._renderer.setup_render(parser.options, {})
        return self._renderer

    @contextmanager
    def _place(self, line: int) -> Iterator[None]:
        """Let what is parsed have its place in the data file."""
        document = self.document
        reporter: Any = document.reporter
        source, before = document.get("source"), reporter.get_source_and_line
        document["source"] = str(self.path)
        reporter.get_source_and_line = lambda at=None: (str(self.path), at or line)
        try:
            yield
        finally:
            document["source"] = source
            reporter.get_source_and_line = before

    def _clean(self, holder: Element, item: Item) -> None:
        file = self.directive.build.relative(self.path)
        for node in list(holder.findall(nodes.Element)):
            if not is_unsafe(node):
                continue
            line = node.line or item.body_line or item.entry.line
            if isinstance(node, nodes.raw):
                message = "raw output is not taken from data files; write markup instead"
                node.parent.remove(node)
            else:
                message = (
                    f'"{node.get("refuri", "")[:60]}" is not an address: write one that begins with https://'
                )
                node.replace_self(nodes.Text(node.astext()))
            self.directive.report("bad-option", f"body: {message}", file, line, item.entry.id)
