"""Options of directives as authors write them: in reStructuredText, in MyST, and as YAML.

Directives read their options themselves: docutils would reject the whole directive for one option that is unknown
or doubled, and the rest of the entry with it.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from docutils.parsers.rst.states import RSTState
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from sphinx_policyrefs.adapter.build import build_of
from sphinx_policyrefs.records.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_policyrefs.adapter.build import Build

#: Where the findings of the document being read are kept until it is collected.
FINDINGS = "policyrefs_findings"

# As docutils has it, but for the backtick: what holds a role is a title.
_OPTION = re.compile(r":(?![: ])((?:\\.|[^:`\\]|:(?!\s|$))+?)(?<! ):(?:\s+(.*)|$)")


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
    def build(self) -> Build:
        """Return the running build."""
        return build_of(self.env)

    @property
    def word(self) -> str:
        """Return the name of the directive without the domain; docutils finds names whatever their case."""
        return self.name.lower().rpartition(":")[2]

    def place(self, line: int) -> tuple[str, int]:
        """Return file (below the source directory) and line of a line of the document."""
        file, offset = self._place
        return file, line + offset

    @cached_property
    def _place(self) -> tuple[str, int]:
        """Return the file, and how far its lines are from those of the document that includes it."""
        source, number = self.state_machine.get_source_and_line(self.lineno)
        file = self.build.relative(source or self.env.doc2path(self.env.docname))
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
        if cut and self.is_option(cut[1].lower()):
            file, number = self.place(self.content_offset + 1 + (0 if self.in_rst else self.lineno))
            message = f":{cut[1]}: is text here: delete the blank line above it to make it an option"
            self.report("bad-option", message, file, number)
            self.unreadable = True
        options: dict[str, Option] = {}
        for name, text, line in written:
            file, number = self.place(line)
            if first := options.get(name.lower()):
                self.report(
                    "bad-option",
                    f":{name}: is given twice, first at line {first.line}; join the two or delete one",
                    file,
                    number,
                )
                continue
            options[name.lower()] = Option(name, text, number, file)
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


def _unquoted(text: str) -> str:
    """Return *text* without the quotes round it, which MyST allows."""
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" and text[0] not in text[1:-1]:
        return text[1:-1]
    return text
