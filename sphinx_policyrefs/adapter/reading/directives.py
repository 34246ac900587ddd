"""The directives: one for all kinds of entries, one for all views.

Both read their options themselves: docutils would reject the whole directive for one option that is unknown
or doubled, and the rest of the entry with it.
"""

from __future__ import annotations

import re
import zlib
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from docutils import nodes
from docutils.parsers.rst.states import RSTState
from docutils.statemachine import StringList
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from sphinx_policyrefs.adapter.nodes import policy_facts, policy_since, policy_title, policy_view, searched
from sphinx_policyrefs.adapter.reading.translate import TITLE, field_texts, other_texts
from sphinx_policyrefs.records.dates import DateError, parse_date
from sphinx_policyrefs.records.fields import FieldError, either, is_slug, nearest, safe_url, slugify
from sphinx_policyrefs.records.model import Finding, Origin
from sphinx_policyrefs.records.types import parse_field
from sphinx_policyrefs.views.base import check_option

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from collections.abc import Set as AbstractSet

    from docutils.nodes import Node

    from sphinx_policyrefs.adapter.domain import PolicyDomain
    from sphinx_policyrefs.records.kinds import Kind

#: Options of entries that are no fields of the record; Sphinx's own with both spellings.
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

#: Where the findings of the document being read are kept until it is collected.
FINDINGS = "policyrefs_findings"

# As docutils has it, but for the backtick: what holds a role is a title.
_OPTION = re.compile(r":(?![: ])((?:\\.|[^:`\\]|:(?!\s|$))+?)(?<! ):(?:\s+(.*)|$)")
MARKUP = re.compile(r"[*`|_\\:<\[&\"']|--|\.\.\.")


class Option(NamedTuple):
    """An option as it was written."""

    name: str
    text: str
    line: int
    file: str


class OwnOptions(SphinxDirective):
    """A directive that reads its own options, in reStructuredText and in MyST."""

    required_arguments = 0
    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec = None  # docutils then leaves the block after the name to us
    #: whether options stand there that can't be told apart, so that none of them can be missed
    unreadable = False

    @property
    def policy(self) -> PolicyDomain:
        """Return the domain."""
        return cast("PolicyDomain", self.env.domains["policy"])

    @property
    def word(self) -> str:
        """Return the name of the directive without the domain."""
        return self.name.rpartition(":")[2]

    def place(self, line: int) -> tuple[str, int]:
        """Return file (below the source directory) and line of a line of the document."""
        file, offset = self._place
        return file, line + offset

    @cached_property
    def _place(self) -> tuple[str, int]:
        """Return the file, and how far its lines are from those of the document that includes it."""
        source, number = self.state_machine.get_source_and_line(self.lineno)
        file = self.policy.relative(source or self.env.doc2path(self.env.docname))
        return file, (number or self.lineno) - self.lineno

    def report(self, code: str, message: str, file: str, line: int, entry: str = "") -> None:
        """Keep a finding; it is told when all documents are read, and in every build until it is settled."""
        self._findings.append(Finding(code, message, file, line, entry))

    @property
    def _findings(self) -> list[Finding]:
        """Return the findings of the document so far."""
        findings: list[Finding] = self.env.temp_data.setdefault(FINDINGS, [])  # type: ignore[assignment]
        return findings

    @property
    def in_rst(self) -> bool:
        """Return whether the document is reStructuredText; MyST has a stand-in for the parser's state."""
        return issubclass(type(self.state), RSTState)

    def is_option(self, name: str) -> bool:
        """Return whether the directive has an option of this name."""
        return False

    def read_options(self) -> tuple[str, list[Option]]:
        """Return title and options, and leave the body in ``self.content``.

        A doubled option is reported and the first one stays; an option that a blank line made part of the
        body is reported too.
        """
        if self.in_rst:
            title, written = self._from_argument()
        else:
            title = self.arguments[0] if self.arguments else ""
            written = self._from_content()
        cut = _OPTION.match(self.content[0]) if self.content and not written else None
        if cut and self.is_option(cut[1]):
            file, number = self.place(self.content_offset + 1 + (0 if self.in_rst else self.lineno))
            message = f":{cut[1]}: is text here: delete the blank line above it to make it an option"
            self.report("bad-option", message, file, number)
            self.unreadable = True
        options: dict[str, Option] = {}
        for name, text, line in written:
            file, number = self.place(line)
            if name in options:
                self.report(
                    "bad-option",
                    f":{name}: is given twice, first at line {options[name].line}; join the two or delete one",
                    file,
                    number,
                )
                continue
            options[name] = Option(name, text, number, file)
        return " ".join(title.split()), list(options.values())

    def _from_argument(self) -> tuple[str, list[tuple[str, str, int]]]:
        """Divide what docutils takes for the argument: title lines, then a field list."""
        lines = self.arguments[0].split("\n") if self.arguments else []
        # The argument may begin on the line after the directive's name.
        first = 1 if self.block_text.split("\n", 1)[0].rstrip().endswith("::") else 0
        if first:
            rest = self.block_text.split("\n")[1:]
            first += next((n for n, line in enumerate(rest) if line.strip()), 0)
        at = next((n for n, line in enumerate(lines) if _OPTION.match(line)), len(lines))
        return "\n".join(lines[:at]), list(self._fields(lines[at:], self.lineno + first + at))

    def _fields(self, lines: list[str], start: int) -> Iterator[tuple[str, str, int]]:
        name, text, line = "", [""], start
        for n, raw in enumerate(lines):
            if found := _OPTION.match(raw):
                if name:
                    yield name, "\n".join(text).strip(), line
                name, text, line = found[1].strip(), [found[2] or ""], start + n
            else:
                text.append(raw.strip())
        if name:
            yield name, "\n".join(text).strip(), line

    def _from_content(self) -> list[tuple[str, str, int]]:
        """Take the options off the head of a MyST directive's content."""
        lines = list(self.content)
        if self.content_offset or not lines:  # a blank line after the opening one: no options
            return []
        start = self.lineno + 1
        if lines[0].startswith("---"):
            end = next((n for n, line in enumerate(lines[1:], 1) if line.startswith("---")), len(lines))
            self._cut(end + 1)
            return self._from_yaml("\n".join(lines[1:end]), start + 1)
        end = 0
        while end < len(lines) and (
            (lines[end].lstrip().startswith(":") and not lines[end].lstrip().startswith(":::"))
            or (end and lines[end].strip() and lines[end][:1].isspace())
        ):
            end += 1
        self._cut(end)
        fields = self._fields([line.strip() if ":" in line[:1] else line for line in lines[:end]], start)
        return [(name, _unquoted(text), line) for name, text, line in fields]

    def _cut(self, count: int) -> None:
        """Take lines off the content, and the blank ones after them."""
        lines = list(self.content)[count:]
        while lines and not lines[0].strip():
            del lines[0]
            count += 1
        self.content = StringList(lines, self.content.source(0) if self.content else "")
        self.content_offset += count

    def _from_yaml(self, text: str, start: int) -> list[tuple[str, str, int]]:
        """Read a block between dashes; a MyST document brings the YAML reader with it."""
        import yaml  # only MyST documents need it, and MyST requires it

        try:
            tree = yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            file, line = self.place(start + (mark.line if mark else 0))
            self.report(
                "bad-option", "the block between the dashes is not YAML: write name: value lines", file, line
            )
            self.unreadable = True
            return []
        if tree is None:
            return []
        if not isinstance(tree, yaml.MappingNode):
            file, line = self.place(start)
            self.report(
                "bad-option",
                "the block between the dashes is no mapping: write name: value lines",
                file,
                line,
            )
            self.unreadable = True
            return []
        options = []
        for key, value in tree.value:
            parts = value.value if isinstance(value, yaml.SequenceNode) else [value]
            text = ";\n".join(str(part.value) for part in parts if isinstance(part, yaml.ScalarNode))
            options.append((str(key.value), text.strip(), start + key.start_mark.line))
        return options


def is_unsafe(node: Node) -> bool:
    """Return whether a node is raw HTML, which Markdown lets through, or a link to an address of any scheme."""
    if isinstance(node, nodes.reference):
        return not safe_url(node.get("refuri", ""))
    return isinstance(node, nodes.raw)


def _unquoted(text: str) -> str:
    """Return *text* without the quotes round it, which MyST allows."""
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" and text[0] not in text[1:-1]:
        return text[1:-1]
    return text


class Written(NamedTuple):
    """What the nodes of an entry are made of."""

    kind: Kind
    id: str
    #: the title with its markup
    title: str
    #: the title as nodes, and what the parser says of it
    shown: list[Node]
    messages: list[Node]
    values: dict[str, Any]
    lines: dict[str, int]
    flags: AbstractSet[str]
    classes: str
    name: str
    file: str
    line: int
    noted: bool = False
    stored: bool = False
    origin: Origin | None = None


class EntryNodes(OwnOptions):
    """A directive that shows entries."""

    def describe(
        self, written: Written, place: tuple[str, int], parse: Callable[[nodes.Element], None] | None
    ) -> list[Node]:
        """Return an entry as a description: its title, its facts, its body, which *parse* adds."""
        kind, flags = written.kind, written.flags
        private = "no-index" in flags
        facts = policy_facts(
            "",
            nodes.Text(searched(written.values)),
            docname=self.env.docname,
            data=(
                kind.name,
                written.id,
                written.values,
                written.lines,
                written.file,
                written.line,
                private,
                written.noted,
                "no-index-entry" in flags,
                written.stored,
                written.origin,
            ),
        )
        facts.source, facts.line = place
        text = facts["written"] = "".join(node.astext() for node in written.shown)
        if self.policy.is_translated:
            facts += field_texts(kind, written.values, written.lines, facts)
        anchor = f"{kind.name}-{written.id}"
        if "no-typesetting" in flags:
            facts["hidden"] = text
            if self.policy.is_translated:
                facts += other_texts({TITLE: text}, {}, facts)
            if not private:
                self._anchor(facts, anchor)
            return [facts, *written.messages]

        signature = policy_title(written.title, "", translatable=True)
        signature.source, signature.line = facts.source, facts.line
        signature += written.shown
        if self.config.policyrefs_contents_entries and "no-contents-entry" not in flags and not private:
            signature["_toc_parts"], signature["_toc_name"] = (text,), text
        if written.name:
            signature["names"].append(nodes.fully_normalize_name(written.name))
        if not private:
            self._anchor(signature, anchor)
        if signature["ids"] or signature["names"]:
            self.state.document.note_explicit_target(signature)

        content = addnodes.desc_content("", facts, *written.messages)
        if parse is not None:
            parse(content)
        entry = addnodes.desc("", signature, content, domain="policy", objtype=kind.name, desctype=kind.name)
        entry["classes"] = ["policy-entry", f"policy-{kind.name}", *written.classes.split()]
        entry["no-index"] = entry["noindex"] = private
        entry.source, entry.line = facts.source, facts.line
        return [entry]

    def _anchor(self, node: nodes.Element, anchor: str) -> None:
        """Give *node* the entry's anchor, whatever else on the page had that id before.

        Permalinks thus do not depend on the sections and targets round an entry.
        """
        document = self.state.document
        before = document.ids.get(anchor)
        node["ids"].append(anchor)
        document.ids[anchor] = node
        if before is None or isinstance(before, policy_title):
            return  # of two entries with one id, the record says which one is shown with it
        moved = next(id_ for n in count(2) if (id_ := f"{anchor}-{n}") not in document.ids)
        before["ids"][before["ids"].index(anchor)] = moved
        document.ids[moved] = before
        for name in before["names"]:
            if document.nameids.get(name) == anchor:
                document.nameids[name] = moved


class EntryDirective(EntryNodes):
    """An entry of any kind."""

    def is_option(self, name: str) -> bool:
        return name in OTHERS or name in FLAGS or self.policy.kinds[self.word].field(name) is not None

    def run(self) -> list[Node]:
        """Return the entry as a description: its title, its facts, its body."""
        kind = self.policy.kinds[self.word]
        before = len(self._findings)
        title, options = self.read_options()
        file, line = self.place(self.lineno)
        values, lines, flags, others = self._take(kind, options)
        if not title:
            self.report(
                "missing-field", f"the {kind.name} has no title; write one after its name", file, line
            )
            title = others.get("id", ("", 0))[0] or kind.label
        shown, messages = self._title(title)
        text = "".join(node.astext() for node in shown)
        id_ = self._id(kind, text, others.get("id"), file)
        # What was found before the id was known is about this entry as well.
        self._findings[before:] = [f._replace(entry=id_) for f in self._findings[before:]]
        if "id" in others:
            lines["id"] = others["id"][1]
        for field in kind.fields:
            if field.required and field.name not in lines and not self.unreadable:
                self.report("missing-field", f'"{text}" has no :{field.name}:; write one', file, line, id_)

        return self.describe(
            Written(
                kind, id_, title, shown, messages, values, lines, flags, others.get("class", ("", 0))[0],
                others.get("name", ("", 0))[0], file, line, noted="note" in others,
            ),
            self.get_source_info(),
            self._parse_body if self.content else None,
        )  # fmt: skip

    def _parse_body(self, content: nodes.Element) -> None:
        self.state.nested_parse(self.content, self.content_offset, content)

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
        self.report("bad-option", f':id: "{text}" is no slug: write {made}', file, at, made)
        return made

    def _take(
        self, kind: Kind, options: list[Option]
    ) -> tuple[dict[str, Any], dict[str, int], set[str], dict[str, tuple[str, int]]]:
        """Return the sound fields with the lines of all, the flags, and the options that are no fields."""
        values: dict[str, Any] = {}
        lines: dict[str, int] = {}
        flags: set[str] = set()
        others: dict[str, tuple[str, int]] = {}
        for option in options:
            name = option.name.lower()
            field = kind.field(name)
            if field is not None:
                lines[name] = option.line
                try:
                    values[name] = parse_field(field, option.text, self.policy.added.codes)
                except FieldError as error:
                    self.report(error.code, f":{option.name}: {error}", option.file, option.line)
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
                names = [f.name for f in kind.all_fields] + [*OTHERS, *FLAGS]
                near = nearest(name, names)
                hint = f"did you mean :{near}:?" if near else f"allowed are {', '.join(names)}"
                self.report(
                    "bad-option",
                    f":{option.name}: is no option of {kind.name}; {hint}",
                    option.file,
                    option.line,
                )
        return values, lines, flags, others


class ViewDirective(OwnOptions):
    """A view of any kind."""

    def is_option(self, name: str) -> bool:
        return name in self.policy.views[self.word].options

    def run(self) -> list[Node]:
        """Return the place of the view; its content is made when all documents are read."""
        view = self.policy.views[self.word]
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
                check_option(view, name, option.text, self.policy.kinds)
            except FieldError as error:
                self.report(error.code, f":{option.name}: {error}", option.file, option.line)
            else:
                options[name] = option.text
                lines[name] = option.line
        node = policy_view(
            "", docname=self.env.docname, data=(view.name, argument, options, lines, file, line)
        )
        node.source, node.line = self.get_source_info()
        if self.policy.is_translated and "caption" in options:
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
        # without titles of sections: MyST would move a section out of the block, and show it too early
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]
