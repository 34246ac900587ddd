"""Options of directives as authors write them: in reStructuredText, in MyST, and as YAML.

Directives read their options themselves: docutils would reject the whole directive for one option that is unknown
or doubled, and the rest of the entry with it.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from docutils.parsers.rst.states import RSTState
from sphinx.util.docutils import SphinxDirective

from sphinx_policyrefs.adapter.build import build_of
from sphinx_policyrefs.adapter.reading.option_lines import (
    OPTION,
    Lines,
    Written,
    listed_options,
    open_fence,
    options_below,
    options_in,
    read_colons,
    read_dashes,
    read_rst,
    repaired,
)
from sphinx_policyrefs.records.model import Finding

if TYPE_CHECKING:
    from docutils.statemachine import StringList

    from sphinx_policyrefs.adapter.build import Build

#: Where the findings of the document being read are kept until it is collected.
FINDINGS = "policyrefs_findings"

#: Where the lines of the document being read are kept until it is read.
LINES = "policyrefs_lines"

#: So deep directives may lie in one another.
_DEEPEST = 8


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
    # With None, docutils passes the whole block after the name to the directive, options included.
    option_spec = None
    #: whether the block of options can't be parsed, so that no option is reported as missing
    unreadable = False
    #: how many lines of the title stand below the name in MyST
    _above = 0

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
        return file, (number or self.lineno) - self.lineno - self._ahead(file)

    def _ahead(self, file: str) -> int:
        """Return by how many lines MyST counts too far.

        It does by one for each directive around whose content begins right below the fence.
        """
        if self.in_rst or file != self.build.relative(self.env.doc2path(self.env.docname)):
            return 0
        lines, fence = self._lines_of_document, f"{{{self.name}}}"
        above = range(min(_DEEPEST, self.lineno))
        return next(
            (n for n in above if self.lineno - n <= len(lines) and fence in lines[self.lineno - n - 1]), 0
        )

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

    def is_required(self, name: str) -> bool:
        """Return whether the directive has to have an option of this name."""
        return False

    def is_date(self, name: str) -> bool:
        """Return whether the option of this name holds a date."""
        return False

    def read_options(self) -> tuple[str, list[Option]]:
        """Return title and options, and leave the body in ``self.content``.

        Of a doubled option the first one stays. An option that is all but written as one is taken and told, and so is
        one that a blank line parts from the title or the options above it.
        """
        self._options: dict[str, Option] = {}
        if self.in_rst:
            title = self._from_argument()
        else:
            title = self.arguments[0] if self.arguments else ""
            self._look_for_the_end()
            title = " ".join([title, *self._title_below(bool(title))])
            self._from_content()
            self.content_offset += self._above
        title = self._without_options(title)
        self._take_parted()
        self._take_below()
        return " ".join(title.split()), list(self._options.values())

    def _without_options(self, title: str) -> str:
        """Take the options that stand on the line of the title."""
        line, *more = title.split("\n")
        line, options = options_in(line, self.is_option)
        where = "on the next line, indented" if self.in_rst else "on the next line"
        for name, text in options:
            self._tell(f":{name}: stands in the line of the title: write it {where}", self.lineno)
            self._keep(Lines([], [Written(name, text, 0)], [], 0), self.lineno)
        return "\n".join([line, *more])

    def _keep(self, lines: Lines, start: int) -> None:
        """Keep options, and tell what is wrong with their lines, the first of which is *start*."""
        for message, row in lines.problems:
            self._tell(message, start + row)
        for name, text, row in lines.options:
            file, number = self.place(start + row)
            if first := self._options.get(name.lower()):
                message = f":{name}: is given twice, first at line {first.line}; join the two or delete one"
                self.report("bad-option", message, file, number)
            else:
                self._options[name.lower()] = Option(name, text, number, file)
        self.unreadable = self.unreadable or lines.unreadable

    def _tell(self, message: str, line: int, code: str = "bad-option") -> None:
        file, number = self.place(line)
        self.report(code, message, file, number)

    # -- reStructuredText ----------------------------------------------------------------------------------

    def _from_argument(self) -> str:
        """Divide what docutils takes for the argument: title lines, then a field list."""
        rows = self.block_text.split("\n")
        title = (
            []
            if rows[0].rstrip().endswith("::")
            else self.arguments[0].split("\n")[:1]
            if self.arguments
            else []
        )
        end = next((n for n, row in enumerate(rows[1:]) if not row.strip()), len(rows) - 1)
        lines = read_rst(rows[1 : end + 1], self.is_option)
        self._keep(lines, self.lineno + 1)
        if lines.body < end:
            self._begin_content(lines.body + 1)
        elif end == len(rows) - 1:
            self._take_unindented()
        return "\n".join([*title, *lines.title])

    @property
    def _input(self) -> StringList:
        """Return the lines that the parser reads, which it has while a directive runs."""
        return cast("StringList", self.state_machine.input_lines)

    def _begin_content(self, row: int) -> None:
        """Let the content begin at a line of the directive."""
        machine = self.state_machine
        last = machine.line_offset
        part = self._input[last - self.block_text.count("\n") + row : last + 1]
        part.disconnect()
        while part and not part[-1].strip():
            part.trim_end()
        part.trim_left(min(len(line) - len(line.lstrip()) for line in part if line.strip()))
        self.content, self.content_offset = part, self.lineno - 1 + row

    def _take_unindented(self) -> None:
        """Take the options that follow right below the directive without being indented."""
        machine = self.state_machine
        rows: list[str] = []
        for line in self._input[machine.line_offset + 1 :]:
            option = OPTION.match(line)
            if not (option if rows else option and self.is_option(option[1].lower())):
                break
            rows.append(line)
        if rows:
            start = self.lineno + self.block_text.count("\n") + 1
            self._tell(f'"{rows[0]}" is not indented: write it below the first letter of {self.name}', start)
            self._keep(read_rst(rows, self.is_option), start)
            machine.next_line(len(rows))

    def _take_parted(self) -> None:
        """Take the options at the head of the body, where the first line of it is one."""
        first = OPTION.match(self.content[0]) if self.content else None
        name = first[1].strip() if first else ""
        start = self.content_offset + 1 + (0 if self.in_rst else self.lineno)
        if listed := listed_options(list(self.content), self.is_option):
            self._keep(read_rst(list(self.content)[:listed], self.is_option), start)
            self._cut(listed)
            return
        if (
            not name
            or not self.is_option(name.lower())
            or (self._options and (not name.islower() or name in self._options))
        ):
            return
        self._tell(f"a blank line separates :{name}: from the line above it: delete it", start)
        rows = list(self.content)
        end = next((n for n, row in enumerate(rows) if not row.strip()), len(rows))
        if self.in_rst:
            lines = read_rst(rows[:end], self.is_option)
        else:
            lines = read_colons(rows, self.is_option, self.is_required)
        self._keep(lines, start)
        self._cut(lines.body)

    def _take_below(self) -> None:
        """Take the options that stand below the text, and leave blank lines in their place."""
        rows = list(self.content)
        start = self.content_offset + 1 + (0 if self.in_rst else self.lineno)
        for name, first, end in options_below(rows, self.is_option, fences=not self.in_rst):
            self._tell(
                f":{name}: stands below the text: write it above the text, right below the title",
                start + first,
            )
            for row in range(first, end):
                self.content[row] = ""
            self._keep(read_rst(rows[first:end], self.is_option), start + first)

    # -- MyST ----------------------------------------------------------------------------------------------

    def _title_below(self, begun: bool) -> list[str]:
        """Take the lines of text right above the options: a title that was not written on one line."""
        rows = list(self.content)
        end = next((n for n, row in enumerate(rows) if not row.strip()), len(rows))
        options = (n for n, row in enumerate(rows[:end]) if (o := OPTION.match(row)) and self.is_option(o[1]))
        count = next(options, 0)
        if self.content_offset or not count or not all(row[:1].isalnum() for row in rows[:count]):
            return []
        if any(repaired(row, self.is_option) for row in rows[:count]):
            return []
        where = "in the line of the title" if begun else f"behind {{{self.name}}}"
        self._tell(f'"{rows[0]}" stands above the options: write it {where}', self.lineno + 1)
        self.content.trim_start(count)
        self._above = count
        return rows[:count]

    def _from_content(self) -> None:
        """Take the options off the head of a MyST directive's content."""
        lines = list(self.content)
        if self.content_offset or not lines:  # a blank line after the opening one: no options
            return
        start = self.lineno + 1 + self._above
        if lines[0].startswith("---"):
            end = next((n for n, line in enumerate(lines[1:], 1) if line.startswith("---")), len(lines))
            self._cut(end + 1)
            self._keep(read_dashes(lines[1:end], self.is_option, self.is_date), start + 1)
        else:
            found = read_colons(lines, self.is_option, self.is_required)
            self._cut(found.body)
            self._keep(found, start)

    def _look_for_the_end(self) -> None:
        """Tell of a fence that is not closed: all that follows on the page is then part of the directive."""
        rows = list(self.content)
        mark = self.block_text[:3] if self.block_text[:3] in (":::", "```", "~~~") else "the fence"
        if inner := open_fence(rows):
            row, text = inner
            _file, line = self.place(self.lineno + 1 + self.content_offset + row)
            message = (
                f'the {self.word} is not closed before "{text}" at line {line}: write {mark} above that line'
            )
            self._tell(message, self.lineno, "not-an-entry")
            return
        while rows and not rows[-1].strip():
            rows.pop()
        lines = self._lines_of_document
        if (
            self.lineno + (self.content_offset + len(rows) if rows else 0) >= len(lines)
            and self.lineno <= len(lines)
            # MyST may count content a line too far: the last line of what is not closed is that of the document
            and (not rows or rows[-1].strip() == lines[-1].strip())
            and f"{{{self.name}}}" in lines[self.lineno - 1]
            and self.place(self.lineno)[0] == self.build.relative(self.env.doc2path(self.env.docname))
        ):
            self._tell(f"the {self.word} is not closed: write {mark} below it", self.lineno, "not-an-entry")

    @property
    def _lines_of_document(self) -> list[str]:
        """Return the lines of the document's file, without the blank ones at its end."""
        kept: Any = self.env.temp_data
        if LINES not in kept:
            try:
                text = Path(self.env.doc2path(self.env.docname)).read_text("utf-8-sig", errors="replace")
            except OSError:
                text = ""
            kept[LINES] = text.rstrip().split("\n")
        lines: list[str] = kept[LINES]
        return lines

    def _cut(self, count: int) -> None:
        """Take lines off the content, and the blank ones after them."""
        while self.content and (count > 0 or not self.content[0].strip()):
            self.content.trim_start()
            self.content_offset += 1
            count -= 1
