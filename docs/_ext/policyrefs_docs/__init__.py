"""Reference tables of this documentation, made from the tables of the code so that they cannot go stale."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.domains.std import ConfigurationValue
from sphinx.util.docutils import SphinxDirective

from sphinx_policyrefs.commands import COMMANDS, Command
from sphinx_policyrefs.config import OPTIONS
from sphinx_policyrefs.exports import EXPORTS
from sphinx_policyrefs.imports.published import formats, keep, roles, stages
from sphinx_policyrefs.messages import CODES
from sphinx_policyrefs.records.dates import (
    OPEN_END,
    OPEN_START,
    DateError,
    day_text,
    display_date,
    parse_date,
)
from sphinx_policyrefs.records.kinds import ANY, COMMON, KINDS, Field
from sphinx_policyrefs.records.types import TYPES
from sphinx_policyrefs.views import views_for
from sphinx_policyrefs.views.base import FORM, HONOURABLE, Idle, columns_of

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx

Inline = Sequence[nodes.Node]

#: What conf.py may hold in place of a list.
_LISTS: dict[type, type] = dict.fromkeys((tuple, set, frozenset), list)

#: What an author writes in single fields, where their type says too little.
_WRITE_FIELD = {"milestone": "the name of a date field, such as `signed`"}
#: What is to be said of fields beyond the table of kinds, where one name means the same in all kinds.
_NOTES = {
    "short": "The name in narrow columns; references may use it.",
    "aliases": "Other names; references may use them.",
    "tags": "Words of your own, to select by.",
    "jurisdiction": "Whose law or territory it is.",
    "url": "Where to find it on the web.",
    "confidence": "How sure it is. All but `undisputed` is marked wherever the entry is shown.",
    "importance": "Views can select by it, and key entries are reviewed more strictly.",
    "review": "How far the review of the entry has come.",
    "verified": "The day on which somebody last compared the entry with its sources.",
    "known": "The day from which you knew of it: builds as of an earlier day have not got it.",
    "formerly": "Ids that the entry had: references and links with them still lead to it.",
    "outcome-by": "Who says how it ended.",
    "see": "Anything else that a reader should look at.",
    "order": "Breaks ties on one day; 0 where it is not given, and negative numbers come first.",
    "waive": "Checks that shall leave this entry alone, each with a reason.",
    "milestone": "The date of the linked proceeding, instrument or agreement that this event is: the two are one row.",
    "outcome": "What came of it.",
    "judges": "Who sits.",
    "cause": "The legal ground of the suit.",
    "posture": "Where the case stands.",
    "relief": "What is asked for.",
    "relief-status": "What of it was granted.",
    "disposition": "How it ended: granted, denied, dismissed, affirmed, reversed.",
    "holding": "What the ruling says the law is.",
    "number": "The official number.",
    "stage": "How far a bill or a rule has come.",
    "legal-force": "Whom it binds, and how.",
    "venue": "Where it was said.",
    "sworn": "Whether it was said under oath.",
    "value": "What it is worth, in words and numbers.",
    "amount": "How much money it is about, as a number too.",
    "standard": "The rule or test by which the question is to be answered.",
    "accessed": "The day on which you saw it.",
    "archive-url": "A copy that lasts.",
    "quality": "How close to the facts it is.",
    "reviewer": "Who judged the claim.",
    "resolution": "What the record takes to be right, and why.",
    "condition": "What has to happen first.",
    "horizon": "The day by which it was expected to show.",
    "office": "The post that it holds.",
}


#: Options of form that work in every view.
ALWAYS = [name for name in FORM if name not in HONOURABLE]


def text(words: str) -> list[nodes.Node]:
    """Return plain words as a cell."""
    return [nodes.Text(words)]


def marked(words: str) -> list[nodes.Node]:
    """Return words as a cell; what stands between backquotes is a literal."""
    parts = enumerate(words.split("`"))
    return [nodes.literal(part, part) if n % 2 else nodes.Text(part) for n, part in parts if part]


def codes(names: Iterable[str]) -> list[nodes.Node]:
    """Return names as a cell: literals divided by commas."""
    cell: list[nodes.Node] = []
    for name in names:
        cell += [nodes.Text(", ")] * bool(cell) + [nodes.literal(name, name)]
    return cell


def table(head: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[Inline]]) -> nodes.table:
    """Return a table; a cell is a run of inline nodes."""

    def row(cells: Iterable[Inline]) -> nodes.row:
        return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", *cell)) for cell in cells))

    group = nodes.tgroup("", *(nodes.colspec("", colwidth=width) for width in widths), cols=len(head))
    group += nodes.thead("", row(map(text, head)))
    group += nodes.tbody("", *map(row, rows))
    return nodes.table("", group)


def field_row(field: Field) -> tuple[Inline, Inline, Inline]:
    """Return name, what to write and what readers see of a field."""
    name: list[nodes.Node] = [nodes.literal(field.name, field.name)]
    if field.required:
        name += [nodes.Text(" "), nodes.strong("", "required")]
    if field.type == "choice":
        write = [
            *text("one of " if not field.open else "one of, or a word of your own: "),
            *codes(field.choices),
        ]
    elif field.type == "relation":
        write = text(_kinds(field))
    else:
        write = marked(_WRITE_FIELD.get(field.name, TYPES[field.type].write))
    meaning = []
    if note := _NOTES.get(field.name):
        meaning.append(note)
    if field.milestone:
        meaning.append("A row of the chronology.")
    if field.inverse and field.symmetric:
        meaning.append("Holds in both directions.")
    elif field.inverse:
        meaning.append(f"At the other end it reads ‘{field.inverse}’.")
    if field.outcome:
        meaning.append("Left out of an as-of build of an earlier day.")
    if field.shown == "dossier":
        meaning.append("Shown in dossiers alone.")
    if field.shown == "never":
        meaning.append("Not shown to readers.")
    return name, write, marked(" ".join(meaning))


def _kinds(field: Field) -> str:
    if field.targets == ANY:
        return "entries of any kind"
    names = [KINDS[target].plural.lower() for target in field.targets]
    return ", ".join(names[:-1]) + " or " + names[-1] if len(names) > 1 else names[0]


class Fields(SphinxDirective):
    """``kind-fields:: event`` lists the fields of a kind, without a name those that all kinds have."""

    optional_arguments = 1

    def run(self) -> list[Node]:
        """Return the table."""
        fields = KINDS[self.arguments[0]].fields if self.arguments else COMMON
        options = [field for field in fields if not field.body]
        return [table(("Option", "Write", "Remarks"), (18, 36, 36), map(field_row, options))]


class TypeList(SphinxDirective):
    """``type-list::`` lists the types that fields of ``policyrefs_kinds`` may have."""

    def run(self) -> list[Node]:
        """Return the table."""
        rows = [(codes([t.name]), marked(t.write)) for t in TYPES.values() if t.extra]
        return [table(("Type", "Authors write"), (16, 74), rows)]


class KindList(SphinxDirective):
    """``kind-list::`` lists the kinds with what each is for."""

    def run(self) -> list[Node]:
        """Return the table."""
        rows = [(codes([kind.name]), text(kind.about), codes(kind.milestones)) for kind in KINDS.values()]
        return [table(("Kind", "What it is", "Dates in the chronology"), (16, 44, 30), rows)]


class ViewFacts(SphinxDirective):
    """``view-facts:: docket`` says what a view is for and what it takes."""

    required_arguments = 1

    def run(self) -> list[Node]:
        """Return a paragraph on the view, and one on its own options."""
        view = views_for(KINDS)[self.arguments[0]]
        made: list[Node] = [nodes.paragraph("", view.about)]
        if view.argument is not None:
            what = " or ".join(view.argument) or "entry of any kind"
            optional = ", or nothing" if view.optional else ""
            made.append(nodes.paragraph("", f"After the name stands the id of one {what}{optional}."))
        for name, values in (view.own or {}).items():
            option = nodes.literal(f":{name}:", f":{name}:")
            shown = codes(values) or text("text")
            made.append(
                nodes.paragraph("", "", *text("Option of its own: "), option, *text(": "), *shown, *text("."))
            )
        made.append(nodes.paragraph("", "", *text("Options of form: "), *codes(view.honours), *text("; and "),
                                    *codes(ALWAYS), *text(", as in every view.")))  # fmt: skip
        made += [nodes.paragraph("", "", *codes(idle.options), *text(_idle(idle))) for idle in view.idle]
        if view.kind:
            kind = KINDS[view.kind]
            if view.name == f"{kind.name}-index":
                made.append(
                    nodes.paragraph("", "", *text("Columns by default: "), *codes(kind.columns), *text("."))
                )
            names = [name for name in columns_of(view, KINDS) if name not in {f.name for f in COMMON}]
            made.append(nodes.paragraph("", "", *text("Columns to choose from: "), *codes(names), *text(
                ", and the fields that every kind has."
            )))  # fmt: skip
        return made


def _idle(idle: Idle) -> str:
    verb = "does" if len(idle.options) == 1 else "do"
    values = [idle.because({idle.other: value}) for value in idle.values]
    return f" {verb} nothing {' or '.join(values)}."


class Snippet(SphinxDirective):
    """``snippet:: event`` shows docs/snippets/rst/event.rst, the same in MyST, and what comes out."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = {"no-result": lambda _text: True}

    def run(self) -> list[Node]:
        """Return both sources as code, and the result of the first."""
        made: list[Node] = []
        folder = Path(self.env.srcdir) / "snippets"
        name = self.arguments[0]
        for label, suffix, language in (
            ("reStructuredText", "rst", "rst"),
            ("MyST Markdown", "md", "markdown"),
        ):
            path = folder / suffix / f"{name}.{suffix}"
            self.env.note_dependency(str(path))
            source = path.read_text("utf-8").rstrip("\n")
            made += [
                nodes.rubric("", f"Written in {label}"),
                nodes.literal_block(source, source, language=language),
            ]
        if "no-result" not in self.options:
            result = self.parse_text_to_nodes(f".. include:: /snippets/rst/{name}.rst\n")
            made += [nodes.rubric("", "Read"), nodes.container("", *result, classes=["docs-result"])]
        return made


class Example(SphinxDirective):
    """``example::`` shows its content, in reStructuredText, and what comes out."""

    has_content = True

    def run(self) -> list[Node]:
        """Return the content as code, and its result."""
        source = "\n".join(self.content)
        result = nodes.container(classes=["docs-result"])
        self.state.nested_parse(self.content, self.content_offset, result)
        return [nodes.literal_block(source, source, language="rst"), result]


class ConfigValue(ConfigurationValue):
    """``config-value:: policyrefs_as_of`` declares a value with type, default, help; its content follows."""

    def run(self) -> list[Node]:
        """Return the description."""
        self.name = "std:confval"
        self.option = next(o for o in OPTIONS if o.name == self.arguments[0])
        kinds = {_LISTS.get(kind, kind).__name__: None for kind in self.option.types}
        self.options["type"] = " or ".join(f"``{name}``" for name in kinds)
        self.options["default"] = f"``{self.option.default!r}``"
        return super().run()

    def transform_content(self, content_node: Any) -> None:
        """Put the help and what a change rebuilds before the content."""
        super().transform_content(content_node)
        rebuild = (
            "A change reads all documents again."
            if self.option.rebuild == "env"
            else "A change writes again the pages that look different, and no others."
        )
        at = 1 if isinstance(content_node[0], nodes.field_list) else 0
        content_node.insert(at, nodes.paragraph("", f"{self.option.help} {rebuild}"))


class FindingFacts(SphinxDirective):
    """``finding:: unsourced`` says what a code means and how severe it is."""

    required_arguments = 1

    def run(self) -> list[Node]:
        """Return one paragraph."""
        code = CODES[self.arguments[0]]
        return [
            nodes.paragraph(
                "", "", nodes.emphasis("", code.severity.capitalize()), *text(f". {code.meaning}")
            )
        ]


class FindingList(SphinxDirective):
    """``finding-list::`` lists all codes."""

    def run(self) -> list[Node]:
        """Return the table."""
        rows = []
        for code in CODES.values():
            link = nodes.reference("", "", *codes([code.name]), refid=code.name, internal=True)
            rows.append(([link], text(code.severity), text(code.meaning)))
        return [table(("Code", "Severity", "Meaning"), (26, 10, 54), rows)]


class CommandReference(SphinxDirective):
    """``command-reference::`` has a section for each command: usage, what it does, its arguments."""

    def run(self) -> list[Node]:
        """Return the sections."""
        return [self._section(name, command) for name, command in COMMANDS.items()]

    def _section(self, name: str, command: Command) -> nodes.section:
        wide = partial(argparse.HelpFormatter, width=88)
        parser = argparse.ArgumentParser(f"policyrefs {name}", formatter_class=wide)
        command.configure(parser)
        section = nodes.section("", nodes.title(name, name), ids=[f"command-{name}"])
        usage = parser.format_usage().removeprefix("usage: ").replace("\n       ", "\n").rstrip()
        rows = [
            (self._written(action), marked((action.help or "").replace("%(default)s", str(action.default))))
            for action in parser._actions  # noqa: SLF001 - argparse lists them nowhere else
            if action.dest != "help"
        ]
        section += [
            nodes.paragraph("", f"{command.HELP[:1].upper()}{command.HELP[1:]}."),
            nodes.literal_block(usage, usage, language="text"),
            nodes.paragraph("", command.DESCRIPTION),
            table(("Argument", "Meaning"), (30, 60), rows),
        ]
        return section

    def _written(self, action: argparse.Action) -> list[nodes.Node]:
        choices = [f"{{{','.join(map(str, action.choices))}}}"] if action.choices else []
        taken = [] if action.nargs == 0 else choices or [str(action.metavar or action.dest.upper())]
        names = list(action.option_strings) or taken
        shown = names if not action.option_strings else [*names[:-1], " ".join([names[-1], *taken])]
        return codes(shown)


class ExportFacts(SphinxDirective):
    """``export-facts:: csv`` says what an export is for and what its file is called."""

    required_arguments = 1

    def run(self) -> list[Node]:
        """Return one paragraph."""
        export = EXPORTS[self.arguments[0]]
        needs = f" It needs the extra `{export.extra}`." if export.extra else ""
        words = f"{export.about} The file is `{export.file}`.{needs}"
        return [nodes.paragraph("", "", *marked(words))]


class ExportList(SphinxDirective):
    """``export-list::`` lists the exports."""

    def run(self) -> list[Node]:
        """Return the table."""
        rows = []
        for export in EXPORTS.values():
            link = nodes.reference(
                "", "", *codes([export.name]), refid=f"export-{export.name}", internal=True
            )
            rows.append(([link], codes([export.file]), text(export.about)))
        return [table(("Format", "File", "For"), (14, 26, 50), rows)]


class PublishedTable(SphinxDirective):
    """``published-table:: NAME`` is a table of what imports make of published files."""

    required_arguments = 1

    def run(self) -> list[Node]:
        """Return the table."""
        rows: list[tuple[list[Node], ...]]
        match self.arguments[0]:
            case "formats":
                return [table(("Format",), (100,), ([text(name)] for name in formats.NAMES))]
            case "keep":
                rows = [(text(rule.name), text(rule.about), text(_kept(rule.key))) for rule in keep.RULES]
                rows.append(
                    (
                        text(keep.OTHER),
                        text("all else: responses, briefs, notices, transcripts"),
                        text(_kept(key=False)),
                    )
                )
                return [table(("Sort", "What it is", "With --keep key"), (20, 60, 20), rows)]
            case "stages":
                kept = [stage for stage in stages.STAGES if stage.key]
                rows = [
                    (text(f"The bill {stage.label}"), codes([stage.milestone] if stage.milestone else []))
                    for stage in kept
                ]
                return [table(("Stage", "Date of the instrument"), (70, 30), rows)]
            case "sides":
                names: dict[str, list[str]] = {}
                for role, side in roles.SIDES.items():
                    names.setdefault(side, []).append(role)
                rows = [(codes([side]), text(", ".join(words))) for side, words in names.items()]
                return [table(("Side", "Words of dockets"), (25, 75), rows)]
            case "sideless":
                rows = [(text(words), text(why)) for words, why in roles.NONE.items()]
                return [table(("Words of dockets", "Why"), (55, 45), rows)]
            case name:
                raise self.error(f"published-table: {name} is unknown")


def _kept(key: bool) -> str:
    return "kept" if key else "left out"


class DateTable(SphinxDirective):
    """``date-table::`` reads each line of its content: the form, how it reads, first and last day."""

    has_content = True

    def run(self) -> list[Node]:
        """Return the table."""
        rows = []
        for line in filter(None, map(str.strip, self.content)):
            date = parse_date(line)
            ends = [
                "open" if end in (OPEN_START, OPEN_END) else day_text(end)
                for end in (date.earliest, date.latest)
            ]
            rows.append((codes([line]), text(display_date(date)), text(ends[0]), text(ends[1])))
        made = table(("Written", "Read", "First day", "Last day"), (26, 34, 14, 14), rows)
        made["classes"].append("docs-dates")
        return [made]


class DateMistakes(SphinxDirective):
    """``date-mistakes::`` shows what is said of each line of its content, which is not a date."""

    has_content = True

    def run(self) -> list[Node]:
        """Return the table."""
        rows = []
        for line in filter(None, map(str.strip, self.content)):
            try:
                parse_date(line)
            except DateError as error:
                rows.append((codes([line]), text(str(error))))
            else:
                raise self.error(f"{line} is a date")
        return [table(("Written", "Told"), (30, 60), rows)]


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directives."""
    app.add_directive("kind-fields", Fields)
    app.add_directive("kind-list", KindList)
    app.add_directive("type-list", TypeList)
    app.add_directive("view-facts", ViewFacts)
    app.add_directive("example", Example)
    app.add_directive("snippet", Snippet)
    app.add_directive("config-value", ConfigValue)
    app.add_directive("finding", FindingFacts)
    app.add_directive("finding-list", FindingList)
    app.add_directive("command-reference", CommandReference)
    app.add_directive("export-facts", ExportFacts)
    app.add_directive("export-list", ExportList)
    app.add_directive("published-table", PublishedTable)
    app.add_directive("date-table", DateTable)
    app.add_directive("date-mistakes", DateMistakes)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
