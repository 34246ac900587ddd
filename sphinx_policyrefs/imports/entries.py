"""Reads one entry of a data file from its names and values; mistakes become findings, as in directives."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from sys import intern
from typing import Any, Final, NamedTuple

from sphinx_policyrefs.imports.cell_dates import DATE_PARTS, ShortSpans, joined_parts, read_cell
from sphinx_policyrefs.imports.date_formats import edtf
from sphinx_policyrefs.imports.tree import List, Map, Node, Scalar
from sphinx_policyrefs.imports.values import checked, single, text_of
from sphinx_policyrefs.messages import CODES
from sphinx_policyrefs.records import markup
from sphinx_policyrefs.records.dates import DateError, parse_date
from sphinx_policyrefs.records.fields import FieldError, is_slug, nearest, slugify
from sphinx_policyrefs.records.kinds import SOURCE, Field, Kind
from sphinx_policyrefs.records.model import Entry, Finding, Origin, Run
from sphinx_policyrefs.records.passages import body_of, called, words_of
from sphinx_policyrefs.records.synonyms import DIRECTIVES, meant_to_hide, option_hint, short_list
from sphinx_policyrefs.records.types import parse_field

#: Ways in which the body of an entry is written; the first is that of the page that shows it.
MARKUPS: Final = ("", "rst", "md", "text")

#: Flags of entries, as with directives.
FLAGS: Final = {
    "no-index": "no-index",
    "noindex": "no-index",
    "no-index-entry": "no-index-entry",
    "noindexentry": "no-index-entry",
    "no-contents-entry": "no-contents-entry",
    "nocontentsentry": "no-contents-entry",
    "no-typesetting": "no-typesetting",
}
#: Names that every entry may have and that are not fields.
OTHERS: Final = ("kind", "title", "id", "body", "markup", "note", "class", "name", "x-imported")
#: What an export says of an entry's place.
ORIGIN: Final = ("uri", "file", "line", "summary")

#: More findings of one file say nothing new, and a hostile one could have millions.
MOST_FINDINGS: Final = 500


class Settings(NamedTuple):
    """How a file is read, where it does not say so itself."""

    #: kind of entries that name none
    kind: str = ""
    #: names of columns or keys as the file has them -> ours; "" passes over a column
    columns: tuple[tuple[str, str], ...] = ()
    #: forms of dates besides EDTF
    dates: tuple[str, ...] = ()
    markup: str = ""
    #: the sheet of a workbook that is read, "" for the first
    sheet: str = ""
    #: whether a date in another form is read where it can mean but one day, as an import does; a build reads it so of
    #: tables and bibliographies
    lenient: bool = False
    #: the first of the hundred years in which years of two digits lie
    century: int | None = None
    #: the language of the names of months, besides English
    language: str = ""


DEFAULT: Final = Settings()


class Item(NamedTuple):
    """An entry as a data file has it: its record, and what a page needs to show it."""

    entry: Entry
    #: the title with its inline markup
    title: str
    body: str = ""
    #: line of the body's first line, or of its name
    body_line: int = 0
    markup: str = ""
    flags: frozenset[str] = frozenset()
    classes: str = ""
    name: str = ""


class Reader:
    """Makes items of what one file says of entries, and keeps the findings."""

    def __init__(
        self, kinds: Mapping[str, Kind], file: str, settings: Settings, codes: Collection[str] = CODES
    ) -> None:
        self.kinds = kinds
        self.codes = codes
        self.file = file
        self.settings = settings
        self.columns = dict(settings.columns)
        self.items: list[Item] = []
        self.findings: list[Finding] = []
        #: what was not taken of the file and need not be: by its name, the first line and how often it is there
        self.left: dict[str, tuple[int, int]] = {}
        #: whether dates are read as people write them, and in which fields 1831-35 may be a span of years
        self.lenient = settings.lenient
        self.short_spans: dict[str, ShortSpans] = {}
        #: the words of dates of the entry at hand that can't be read, which an import keeps in its note
        self.unread: list[str] = []
        self._seen: set[tuple[str, int]] = set()

    @cached_property
    def sourced(self) -> frozenset[str]:
        """Return the fields that name sources, each with a place in it."""
        fields = (field for kind in self.kinds.values() for field in kind.all_fields)
        return frozenset(f.name for f in fields if SOURCE in f.targets and f.type == "sourced")

    def leave(self, name: str, line: int) -> None:
        """Note that something is not taken, which is told once for each name."""
        first, count = self.left.get(name, (line, 0))
        self.left[name] = first, count + 1

    def report(self, code: str, message: str, line: int, entry: str = "") -> None:
        """Keep a finding."""
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(Finding(code, message, self.file, max(line, 1), entry))
        elif len(self.findings) == MOST_FINDINGS:
            message = f"has more than {MOST_FINDINGS} findings; settle those above to see the rest"
            self.findings.append(Finding("data-file", message, self.file, 1))

    def take(self, node: Node) -> None:
        """Take an entry; data that is not one becomes a finding."""
        if isinstance(node, Map):
            self.entry(node.pairs, node.line)
        elif isinstance(node, List) or node.text is not None:
            what = "a list" if isinstance(node, List) else f'"{_cut(node.text or "")}"'
            self.report(
                "data-file", f"{what} is not an entry: write a mapping with kind and title", node.line
            )

    def entry(self, pairs: Iterable[tuple[Scalar, Node]], line: int) -> None:
        """Take an entry by its names and values."""
        before = len(self.findings)
        given = self._given(pairs)
        kind = self._kind(given, line)
        if kind is None:
            return
        origin = self._origin(given, kind)
        self.unread = []
        joined = self._join_dates(given, kind)
        values, lines, flags = self._fields(given, kind, joined)
        text, body_line, written = body = self._body(given, origin)
        if kind.words:
            text, body_line, written = body = self._words(kind, given, values, body)
        title = self._text_under(given, "title")
        marked = title
        runs: tuple[Run, ...] = ()
        if not title and (runs := called(kind, values)):
            title = markup.plain_runs(runs)
        elif not title:
            if not kind.called_by:  # else what it is of is missing, which is told below
                self.report("missing-field", f"the {kind.name} has no title; write one", line)
            marked = title = self._text_under(given, "id") or kind.label
        elif written != "text":
            title = markup.plain(title) or title
            runs = markup.title_runs(marked, self.kinds)
        id_ = self._id(given, kind, title)
        self.findings[before:] = [f._replace(entry=id_) if f.file else f for f in self.findings[before:]]
        if "id" in given:
            lines["id"] = given["id"][0]
        for field in kind.fields:
            if field.required and field.name not in given:
                self.report("missing-field", f'"{title}" has no {field.name}; write one', line, id_)
        if kind.words and not {kind.words, "body"} & given.keys():
            self.report("missing-field", f'"{title}" has no words; write them under body', line, id_)
        if (id_, line) in self._seen:
            self.report(
                "duplicate-id", f'the id "{id_}" is taken in the same line; write another one', line, id_
            )
            return
        self._seen.add((id_, line))
        entry = Entry(
            kind.name, id_, title, values, lines, "", self.file, line,
            private="no-index" in flags, summary=self._summary(kind, body, origin),
            unindexed="no-index-entry" in flags, stored=True, origin=origin,
            title_runs=runs,
        )  # fmt: skip
        classes, name = self._text_under(given, "class"), self._text_under(given, "name")
        self.items.append(Item(entry, marked, text, body_line, written, frozenset(flags), classes, name))

    def name(self, key: Scalar) -> str:
        """Return our name of something that the file calls as it likes, "" for what is passed over."""
        written = (key.text or "").strip()
        return self.columns.get(written, written.lower()) if self.columns else written.lower()

    def _given(self, pairs: Iterable[tuple[Scalar, Node]]) -> dict[str, tuple[int, Node]]:
        """Return what has a value, by our names; a doubled name is reported and the first one stays."""
        given: dict[str, tuple[int, Node]] = {}
        merged: list[tuple[Scalar, Node]] = []
        nowhere: dict[str, tuple[int, Node]] = {}
        for key, value in pairs:
            if key.text == "<<":  # YAML: the names of another mapping, where this one has not its own
                merged += [pair for node in as_list(value) if isinstance(node, Map) for pair in node.pairs]
                continue
            written = (key.text or "").strip()
            name = self.name(key)
            if name == "file":
                nowhere[name] = key.line, value
            if not name or is_empty(value):
                continue
            if name in given:
                message = (
                    f"{written}: is given twice, first at line {given[name][0]}; join the two or delete one"
                )
                self.report("bad-option", message, key.line)
                continue
            given[intern(name)] = key.line, value
        for key, value in merged:
            if (name := (key.text or "").strip().lower()) and name != "<<" and not is_empty(value):
                given.setdefault(name, (key.line, value))
        if "line" in given:  # an export has what stands for a confidential source in no file
            given = nowhere | given
        return given

    def _kind(self, given: Mapping[str, tuple[int, Node]], line: int) -> Kind | None:
        if "kind" in given:
            line = given["kind"][0]
        name = self._text_under(given, "kind").lower().replace(" ", "-") or self.settings.kind
        if not name:
            self.report("missing-field", "the entry has no kind; write one, such as kind: event", line)
            return None
        kind = self.kinds.get(name)
        if kind is None:
            near = DIRECTIVES.get(name, "")
            near = near if near in self.kinds else nearest(name, self.kinds)
            hint = f"did you mean {near}?" if near else f"the kinds are {short_list(self.kinds, name)}"
            self.report("bad-option", f'kind: "{_cut(name)}" is not a kind; {hint}', line)
        return kind

    def _fields(
        self, given: Mapping[str, tuple[int, Node]], kind: Kind, joined: Collection[str]
    ) -> tuple[dict[str, Any], dict[str, int], set[str]]:
        values: dict[str, Any] = {}
        lines: dict[str, int] = {}
        flags: set[str] = set()
        others = {*OTHERS, *ORIGIN} if is_origin(given) else OTHERS
        for name, (line, node) in given.items():
            field = kind.field(name)
            try:
                if field is not None:
                    lines[name] = line
                    if is_empty(node):  # a date of several columns that can't be read
                        continue
                    text = self._text(field, node, name, line)
                    if field.type == "date" and name not in joined:
                        text = self._date(text, name)
                    values[name] = parse_field(field, text, self.codes)
                elif name in FLAGS:
                    if _flag(single(node)):
                        flags.add(FLAGS[name])
                elif name not in others:
                    self.report("bad-option", f"{_cut(name)}: {_unknown(name, kind)}", line)
                    if (meant := meant_to_hide(name, kind)) is not None:
                        values.setdefault(meant.name, meant.fallback)
            except FieldError as error:
                self._tell(error, name, line)
                rest = error.rest or (field.fallback if field is not None else "")
                if rest:
                    values[name] = rest
        return values, lines, flags

    def _text(self, field: Field, node: Node, name: str, line: int) -> str:
        """Return a value as an author writes it, of a list what can be read; raises :class:`FieldError`."""
        try:
            return text_of(field, node)
        except FieldError as error:
            if not error.rest:
                raise
            self._tell(error, name, line)
            return str(error.rest)

    def _tell(self, error: FieldError, name: str, line: int) -> None:
        for message in error.messages:
            self.report(error.code, f"{_cut(name)}: {message}", line)

    def _date(self, text: str, name: str) -> str:
        """Return a date as EDTF; raises FieldError, which says what to write, and keeps the words."""
        how = self.settings
        if how.dates:
            text = edtf(text, how.dates, how.century, how.language)
        try:
            if self.lenient:
                return read_cell(text, how.century, how.language, self.short_spans.get(name, ""))
            return parse_date(text).text if text.strip() else text
        except DateError as error:
            self.unread.append(f"{name}: {' '.join(text.split())}")
            raise FieldError(str(error), "bad-date") from None

    def _join_dates(self, given: dict[str, tuple[int, Node]], kind: Kind) -> Collection[str]:
        """Make one date of ``date`` and ``date.end``, or of ``date.year``, ``date.month`` and ``date.day``.

        Return the fields that are EDTF by that.
        """
        parts: dict[str, dict[str, tuple[int, Node]]] = {}
        for name in [name for name in given if "." in name]:
            base, _, part = name.partition(".")
            field = kind.field(base)
            if field is not None and field.type == "date" and part in DATE_PARTS:
                parts.setdefault(base, {})[part] = given.pop(name)
        for base, found in parts.items():
            line = min(line for line, _node in found.values())
            if base in given:
                line, found[""] = min(line, given[base][0]), given[base]
            try:
                texts = {part: single(node) for part, (_line, node) in found.items()}
                given[base] = line, Scalar(self._joined(base, texts), line)
            except FieldError as error:
                given[base] = line, Scalar("", line)
                self.report(error.code, f"{base}: {error}", line)
        return parts

    def _joined(self, name: str, texts: Mapping[str, str]) -> str:
        """Return the date, or the span, that several cells make; raises FieldError where one of them is not a date."""
        how, words = self.settings, []
        for side in ("", "end"):
            dot = f"{side}." if side else ""
            year, month, day = (texts.get(f"{dot}{part}", "") for part in ("year", "month", "day"))
            words.append(texts.get(side, "") or joined_parts(year, month, day, how.century, how.language))
        before = len(self.unread)
        try:
            sides = [self._date(text, name) if text else "" for text in words]
        except FieldError:
            self.unread[before:] = [f"{name}: {' - '.join(filter(None, words))}"]
            raise
        start, end = sides
        if not end or start == end:
            return start
        span = f"{start.partition('T')[0]}/{end.partition('T')[0]}"  # which holds days without a time
        try:
            return parse_date(span).text
        except DateError as error:
            self.unread.append(f"{name}: {span}")
            raise FieldError(str(error), "bad-date") from None

    def _text_under(self, given: Mapping[str, tuple[int, Node]], name: str) -> str:
        """Return the text of something that is not a field, "" where there is none or it can't be one."""
        if name not in given:
            return ""
        line, node = given[name]
        try:
            return " ".join(single(node).split())
        except FieldError as error:
            if not any(f.line == line and f.message.startswith(f"{name}:") for f in self.findings[-20:]):
                self.report("bad-option", f"{name}: {error}", line)
            return ""

    def _id(self, given: Mapping[str, tuple[int, Node]], kind: Kind, title: str) -> str:
        slug = slugify(title) or f"{kind.name}-{zlib.crc32(title.encode()):08x}"
        text = self._text_under(given, "id")
        if not text or is_slug(text):
            return text or slug
        made = slugify(text) or slug
        self.report("bad-option", f'id: "{_cut(text)}" is not a slug: write {made}', given["id"][0])
        return made

    def _body(self, given: Mapping[str, tuple[int, Node]], origin: Origin | None) -> tuple[str, int, str]:
        """Return body, its line and its markup; of an export, which has none, the summary as plain text."""
        written = self._text_under(given, "markup").lower() or self.settings.markup
        written = {"markdown": "md", "myst": "md", "plain": "text"}.get(written, written)
        if written not in MARKUPS:
            allowed = ", ".join(MARKUPS[1:])
            message = f'markup: "{_cut(written)}" is not allowed: write one of {allowed}'
            self.report("bad-option", message, given["markup"][0] if "markup" in given else 0)
            written = "text"
        if "body" not in given:
            return (origin.summary, 0, "text") if origin else ("", 0, written)
        line, node = given["body"]
        try:
            if isinstance(node, List):
                return "\n\n".join(map(single, node.items)), node.line, written
            text = checked(single(node))
        except FieldError as error:
            self.report("bad-option", f"body: {error}", line)
            return "", 0, written
        return text.strip("\n").rstrip(), node.line, written

    def _words(
        self,
        kind: Kind,
        given: Mapping[str, tuple[int, Node]],
        values: dict[str, Any],
        body: tuple[str, int, str],
    ) -> tuple[str, int, str]:
        """Put the words of a body, which are plain, among the *values*; return the body to show."""
        text, line, written = body
        if kind.words in values:
            quote = values[kind.words]
            if "body" in given and words_of(text).quote != quote:
                message = f"body: holds other words than {kind.words}, which are taken; delete one of the two"
                self.report("bad-option", message, line)
            return body_of(quote), given[kind.words][0], written
        if "body" not in given or not (words := words_of(text)).quote:
            return "", line, written
        if words.wrong:
            self.report("bad-option", f"body: {words.wrong}", line)
        values[kind.words] = words.quote
        if words.translation:
            values.setdefault("translation", words.translation)
        return text, line, written

    def _summary(self, kind: Kind, body: tuple[str, int, str], origin: Origin | None) -> tuple[Any, ...]:
        if kind.words:
            return ()
        if origin and origin.summary:
            return (origin.summary,)
        text, _line, written = body
        if not text:
            return ()
        if written == "text":
            return (" ".join(text.split("\n\n", 1)[0].split()),)
        return markup.summary(text, self.kinds)

    def _origin(self, given: Mapping[str, tuple[int, Node]], kind: Kind) -> Origin | None:
        if not is_origin(given) or any(kind.field(name) for name in ORIGIN):
            return None
        texts = {name: self._text_under(given, name) for name in ORIGIN}
        line = texts["line"] if texts["line"].isascii() and texts["line"].isdigit() else "0"
        return Origin(texts["uri"], texts["file"], int(line[:9]), texts["summary"])


def _flag(text: str) -> bool:
    if text.lower() not in ("yes", "true", "no", "false"):
        raise FieldError(f'"{_cut(text)}" is not allowed: write true or false')
    return text.lower() in ("yes", "true")


def _unknown(name: str, kind: Kind) -> str:
    names = [*(f.name for f in kind.all_fields), *OTHERS]
    hint = option_hint(name, [*names, *FLAGS], kind.name, mark="")
    return f"is nothing that {kind.name} has; {hint}"


def is_origin(given: Iterable[str]) -> bool:
    """Return whether an entry says where an export had it."""
    return "file" in given and "line" in given


def is_empty(node: Node) -> bool:
    """Return whether data is empty: nothing, or a text, list or mapping without content."""
    if isinstance(node, Scalar):
        return not node.text or not node.text.strip()
    return not (node.items if isinstance(node, List) else node.pairs)


def as_list(node: Node) -> list[Node]:
    """Return the items of a list, or what is not a list as the only one."""
    return node.items if isinstance(node, List) else [node]


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:57]}..."
