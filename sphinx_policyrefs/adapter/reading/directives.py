"""The directives: one for all kinds of entries, one for all views, and ``policy:since``."""

from __future__ import annotations

import re
import zlib
from functools import partial
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_policyrefs.adapter.nodes import policy_since, policy_view
from sphinx_policyrefs.adapter.reading.entry_nodes import MARKUP, Display, EntryNodes, is_unsafe, words_nodes
from sphinx_policyrefs.adapter.reading.headings import parse_content
from sphinx_policyrefs.adapter.reading.options import Option, OwnOptions
from sphinx_policyrefs.adapter.reading.runs import run_nodes, title_and_runs
from sphinx_policyrefs.adapter.reading.translate import other_texts
from sphinx_policyrefs.records.confidential import FIELD as CONFIDENTIAL
from sphinx_policyrefs.records.dates import DateError, parse_date
from sphinx_policyrefs.records.fields import FieldError, either, is_slug, slugify
from sphinx_policyrefs.records.kinds import SOURCE
from sphinx_policyrefs.records.markup import plain
from sphinx_policyrefs.records.model import Entry, ViewCall
from sphinx_policyrefs.records.passages import Words, called, words_of
from sphinx_policyrefs.records.synonyms import meant_to_hide, option_hint
from sphinx_policyrefs.records.types import parse_field
from sphinx_policyrefs.views.base import check_option, turned, unused

if TYPE_CHECKING:
    from docutils.nodes import Node

    from sphinx_policyrefs.records.kinds import Kind

#: Options of entries that are not fields of the record; Sphinx's own with both spellings.
FLAGS = {
    "no-index": "no-index",
    "noindex": "no-index",
    "no-index-entry": "no-index-entry",
    "noindexentry": "no-index-entry",
    "no-contents-entry": "no-contents-entry",
    "nocontentsentry": "no-contents-entry",
    "no-typesetting": "no-typesetting",
}
OTHERS = ("id", "note", "class", "name")
#: Options that are names of the entry.
NAMES = ("short", "aliases")

_SUBSTITUTION = re.compile(r"\{\{.*?\}\}")


class EntryDirective(EntryNodes):
    """An entry of any kind."""

    def is_option(self, name: str) -> bool:
        return name in OTHERS or name in FLAGS or self.build.kinds[self.word].field(name) is not None

    def is_required(self, name: str) -> bool:
        field = self.build.kinds[self.word].field(name)
        return field is not None and field.required

    def is_date(self, name: str) -> bool:
        field = self.build.kinds[self.word].field(name)
        return field is not None and field.type == "date"

    def run(self) -> list[Node]:
        """Return the entry as a description: its title, its facts, its body."""
        kind = self.build.kinds[self.word]
        before = len(self._findings)
        title, options = self.read_options()
        file, line = self.place(self.lineno)
        values, lines, flags, others = self._take(kind, options)
        words = self._take_words(kind, values) if kind.words else Words()
        messages: list[Node] = []
        if not title and (name_runs := called(kind, values)):
            shown = run_nodes(name_runs, self.env.docname)
        else:
            if not title:
                if not kind.called_by:  # else what it is of is missing, which is told below
                    self.report(
                        "missing-field", f"the {kind.name} has no title; write one after its name", file, line
                    )
                title = others.get("id", ("", 0))[0] or kind.label
            secret = kind.name == SOURCE and CONFIDENTIAL in values
            shown, messages = ([nodes.Text(plain(title))], []) if secret else self._title(title)
        text, _runs = title_and_runs(shown)
        id_ = self._id(kind, text, others.get("id"), file)
        # What was found before the id was known is about this entry as well.
        self._findings[before:] = [f._replace(entry=id_) for f in self._findings[before:]]
        if "id" in others:
            lines["id"] = others["id"][1]
        for field in kind.fields:
            if field.required and field.name not in lines and not self.unreadable:
                self.report("missing-field", f'"{text}" has no :{field.name}:; write one', file, line, id_)
        if words.wrong:
            self.report("bad-option", words.wrong, file, line, id_)
        if kind.words and not words.quote and not self.unreadable:
            message = f'"{text}" has no words; write them below its options, after a blank line'
            self.report("missing-field", message, file, line, id_)

        classes, name = (others.get(option, ("", 0))[0] for option in ("class", "name"))
        return self.describe(
            Entry(kind.name, id_, text, values, lines, self.env.docname, file, line, noted="note" in others),
            Display(title, shown, messages, flags, classes, name),
            self.get_source_info(),
            partial(self._add_words, words) if kind.words else self._parse_body if self.content else None,
        )

    def _take_words(self, kind: Kind, values: dict[str, Any]) -> Words:
        """Put the words of the body among the *values*, and return them."""
        words = words_of("\n".join(self.content))
        if words.quote:
            values[kind.words] = words.quote
        if words.translation:
            values.setdefault("translation", words.translation)
        return words

    def _add_words(self, words: Words, content: nodes.Element) -> None:
        source, line = self.get_source_info()
        content += words_nodes(words, source, line)

    def _parse_body(self, content: nodes.Element) -> None:
        parse_content(self, self.content, self.content_offset, content)

    def _title(self, title: str) -> tuple[list[Node], list[Node]]:
        """Return the title with its inline markup, and what the parser says of it.

        Most titles have no markup, and parsing costs.
        """
        if not MARKUP.search(title):
            return [nodes.Text(title)], []
        # MyST counts the lines of a text from the one before it.
        children, messages = self.state.inline_text(title, self.lineno - (not self.in_rst))
        return [nodes.Text(child.astext()) if is_unsafe(child) else child for child in children], [*messages]

    def _id(self, kind: Kind, title: str, given: tuple[str, int] | None, file: str) -> str:
        slug = slugify(title) or f"{kind.name}-{zlib.crc32(title.encode()):08x}"
        if given is None:
            return slug
        text, at = given
        if is_slug(text):
            return text
        made = slugify(text) or slug
        self.report("bad-option", f':id: "{text}" is not a slug: write {made}', file, at, made)
        return made

    def _take(
        self, kind: Kind, options: list[Option]
    ) -> tuple[dict[str, Any], dict[str, int], set[str], dict[str, tuple[str, int]]]:
        """Return the valid fields, the lines of all fields, the flags, and the options that are not fields."""
        values: dict[str, Any] = {}
        lines: dict[str, int] = {}
        flags: set[str] = set()
        others: dict[str, tuple[str, int]] = {}
        for option in options:
            name = option.name.lower()
            field = kind.field(name)
            if field is not None and not field.body:
                lines[name] = option.line
                try:
                    values[name] = parse_field(field, self._substituted(name, option), self.build.added.codes)
                except FieldError as error:
                    for message in error.messages:
                        self.report(error.code, f":{option.name}: {message}", option.file, option.line)
                    if rest := error.rest or field.fallback:
                        values[name] = rest
            elif name in FLAGS:
                flags.add(FLAGS[name])
            elif name in OTHERS:
                if option.text:
                    others[name] = (option.text, option.line)
                else:
                    self.report(
                        "bad-option",
                        f":{option.name}: has no value; write one or leave the option out",
                        option.file,
                        option.line,
                    )
            else:
                names = [f.name for f in kind.all_fields if not f.body] + [*OTHERS, *FLAGS]
                hint = option_hint(name, names, kind.name)
                self.report(
                    "bad-option",
                    f":{option.name}: is not an option of {kind.name}; {hint}",
                    option.file,
                    option.line,
                )
                if (meant := meant_to_hide(name, kind)) is not None:
                    values.setdefault(meant.name, meant.fallback)
        return values, lines, flags, others

    def _substituted(self, name: str, option: Option) -> str:
        """Return the text of an option; names get MyST's substitutions, which MyST does not apply to options."""
        if self.in_rst or name not in NAMES or "{{" not in option.text:
            return option.text

        def text(match: re.Match[str]) -> str:
            made, _messages = self.state.inline_text(match[0], self.lineno - 1)
            return "".join(node.astext() for node in made)

        return _SUBSTITUTION.sub(text, option.text)


class ViewDirective(OwnOptions):
    """A view of any kind."""

    def is_option(self, name: str) -> bool:
        return name in self.build.views[self.word].options

    def run(self) -> list[Node]:
        """Return the place of the view; its content is made when all documents are read."""
        view = self.build.views[self.word]
        argument, written = self.read_options()
        file, line = self.place(self.lineno)
        if argument and view.argument is None:
            self.report("bad-option", f'{view.name} takes no argument: delete "{argument}"', file, line)
            argument = ""
        if not argument and view.argument is not None and not view.optional:
            what = either(view.argument) or "entry"
            self.report("bad-option", f"{view.name} names no {what}: write its id after the name", file, line)
        if self.content and not self.unreadable:
            self.report(
                "bad-option",
                f"{view.name} takes no content: delete what stands below its options",
                file,
                line,
            )
        options: dict[str, str] = {}
        lines: dict[str, int] = {}
        for option in written:
            name = option.name.lower()
            try:
                check_option(view, name, option.text, self.build.kinds)
            except FieldError as error:
                self.report(error.code, f":{option.name}: {error}", option.file, option.line)
            else:
                options[name] = option.text
                lines[name] = option.line
        if message := turned(options):
            self.report("end-before-start", f":to: {message}", file, lines["to"])
        for name, message in unused(view, options).items():
            self.report("option-unused", f":{name}: {message}", file, lines.pop(name))
            del options[name]
        call = ViewCall(view.name, argument, options, lines, file, line)
        node = policy_view("", docname=self.env.docname, call=call)
        node.source, node.line = self.get_source_info()
        if self.build.is_translated and "caption" in options:
            node += other_texts({"caption": options["caption"]}, lines, node)
        node["classes"] += options.get("class", "").split()
        if "name" in options:
            node["names"].append(nodes.fully_normalize_name(options["name"]))
            self.state.document.note_explicit_target(node, node)
        return [node]


class SinceDirective(OwnOptions):
    """Content that belongs to the record from a day on: ``.. policy:since:: 2025-01-17``."""

    def run(self) -> list[Node]:
        """Return the content, marked with the day."""
        day, written = self.read_options()
        file, line = self.place(self.lineno)
        for option in written:
            self.report("bad-option", f":{option.name}: since takes no options", option.file, option.line)
        node = policy_since("")
        node.source, node.line = self.get_source_info()
        try:
            node["day"] = parse_date(day).text
        except DateError as error:
            self.report("bad-date", str(error), file, line)
            node["day"] = ""
        parse_content(self, self.content, self.content_offset, node)
        return [node]
