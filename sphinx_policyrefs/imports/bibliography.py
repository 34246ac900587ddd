"""BibTeX and BibLaTeX -> sources, so that a library kept in Zotero or JabRef is part of the record.

bibtexparser divides the file and keeps the place of each field; macros, names and LaTeX are settled here, since
they mean different things in different fields.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from sphinx_policyrefs.imports.cell_dates import month_number
from sphinx_policyrefs.imports.entries import Reader
from sphinx_policyrefs.imports.tree import MOST_ENTRIES, DataError, Node, Scalar
from sphinx_policyrefs.records.authors import OTHERS, Name, is_suffix, text_of
from sphinx_policyrefs.records.fields import FieldError, slugify
from sphinx_policyrefs.records.kinds import SOURCE
from sphinx_policyrefs.records.types import parse_field

MISSING: Final = "needs bibtexparser: pip install 'sphinx-policyrefs[bibtex]'"

#: Types of BibTeX, BibLaTeX and Zotero's exports -> types of CSL.
TYPES: Final[Mapping[str, str]] = {
    "article": "article-journal", "artwork": "graphic", "audio": "song", "book": "book", "bookinbook": "chapter",
    "booklet": "pamphlet", "collection": "book", "conference": "paper-conference", "dataset": "dataset",
    "electronic": "webpage", "image": "graphic", "inbook": "chapter", "incollection": "chapter",
    "inproceedings": "paper-conference", "inreference": "entry-encyclopedia", "jurisdiction": "legal_case",
    "legadminmaterial": "regulation", "legal": "treaty", "legislation": "legislation", "letter":
    "personal_communication", "manual": "report", "mastersthesis": "thesis", "misc": "document", "movie":
    "motion_picture", "music": "song", "mvbook": "book", "mvcollection": "book", "mvproceedings": "book",
    "mvreference": "book", "online": "webpage", "patent": "patent", "performance": "performance", "periodical":
    "periodical", "phdthesis": "thesis", "proceedings": "book", "reference": "book", "report": "report",
    "review": "review", "software": "software", "standard": "standard", "suppbook": "chapter", "suppcollection":
    "chapter", "suppperiodical": "article", "techreport": "report", "thesis": "thesis", "unpublished":
    "manuscript", "video": "motion_picture", "www": "webpage",
}  # fmt: skip
#: What BibLaTeX says of an article that is in no journal.
_SUBTYPES: Final = {"newspaper": "article-newspaper", "magazine": "article-magazine"}

#: Where our fields stand, the first that has something.
_NAMES: Final = {
    "accessed": ("accessed", "urldate"),
    "container-title": ("container-title", "journaltitle", "fjournal", "journal", "booktitle", "reporter"),
    "publisher": ("publisher", "institution", "organization", "school", "court", "authority", "howpublished"),
    "page": ("page", "pages", "eid"),
    "url": ("url",),
    "short": ("short", "shorttitle"),
    "tags": ("tags", "keywords"),
}
#: What has issues, whose number BibTeX calls as it calls that of a report.
_PERIODICAL: Final = frozenset(
    {"article", "article-journal", "article-magazine", "article-newspaper", "periodical"}
)
#: Fields of BibTeX that have the name of one of ours and another meaning, or are nobody's business.
_NOT_OURS: Final = frozenset(
    {"type", "note", "author", "date", "order", "kind", "body", "class", "name", "review", "published"}
)
#: What is read for other fields, or says nothing of the source.
_READ: Final = frozenset(
    {"crossref", "xdata", "entrysubtype", "csl-type", "options", "ids", "langid", "language"}
)

#: What is nested deeper or longer is not a text that somebody wrote, and only loses its braces.
_DEEPEST: Final = 40
_LONGEST: Final = 20_000
#: Stands for the sign of an entry that is none.
_SHIELD: Final = "\ue000"
_BEGIN = re.compile(r"^[ \t]*(@)\w+[ \t]*\{", re.MULTILINE)
_BRACE = re.compile(r"(?<!\\)[{}]")
#: How far behind its beginning an entry may end.
_FARTHEST: Final = 200_000
_ADDRESS = re.compile(r"\\url\{(.*)\}\Z|\\([_%&#$~{}])", re.DOTALL)


def read_bibliography(text: str, reader: Reader) -> None:
    """Take the sources of a bibliography; raises :class:`DataError` where nothing can be read."""
    try:
        from bibtexparser.entrypoint import parse_string
        from bibtexparser.model import Entry, ParsingFailedBlock
    except ImportError:
        raise DataError(MISSING) from None
    log = logging.getLogger("bibtexparser")
    before, log.disabled = log.disabled, True  # what it would print is told below
    # It keeps a logger for each module.
    loggers = [
        logging.getLogger(name) for name in logging.root.manager.loggerDict if name.startswith("bibtexparser")
    ]
    states = [each.disabled for each in loggers]
    for each in loggers:
        each.disabled = True
    try:
        library = parse_string(_shielded(text), parse_stack=[])
    except (ValueError, KeyError, IndexError, RecursionError) as error:
        raise DataError(f"is not BibTeX: {error}") from None
    finally:
        log.disabled = before
        for each, state in zip(loggers, states, strict=True):
            each.disabled = state
    macros = {string.key.lower(): string.value for string in library.strings}
    entries: list[Any] = []
    for block in library.blocks:
        # Of an entry whose key or field is there twice it keeps the entry as well.
        found = block.ignore_error_block if isinstance(block, ParsingFailedBlock) else block
        if isinstance(found, Entry):
            entries.append(found)
        elif isinstance(block, ParsingFailedBlock):
            reader.report("data-file", _broken(block), (block.start_line or 0) + 1)
    by_key = {entry.key.strip().lower(): entry for entry in reversed(entries)}
    taker = _Taker(reader, by_key, macros)
    for number, entry in enumerate(entries):
        if number >= MOST_ENTRIES:
            raise DataError(f"has more than {MOST_ENTRIES} entries", entry.start_line + 1)
        if entry.entry_type.lower() not in ("xdata", "set"):
            reader.entry(taker.pairs(entry), entry.start_line + 1)
    taker.tell()


def _shielded(text: str) -> str:
    """Return a file without what bibtexparser misreads.

    It takes what looks like the beginning of an entry for one though it stands in the braces of another, and does not
    count the end of a line behind a backslash.
    """
    text = text.replace("\\\n", "\\ \n")
    at, parts, end = 0, [], 0
    for match in _BEGIN.finditer(text):
        if match.start() >= end:
            end = _end_of(text, match.end() - 1)
        else:
            parts += [text[at : match.start(1)], _SHIELD]
            at = match.start(1) + 1
    return "".join((*parts, text[at:]))


def _end_of(text: str, start: int) -> int:
    """Return where the braces close that open at *start*; there again where they do not."""
    depth = 0
    for match in _BRACE.finditer(text, start, start + _FARTHEST):
        depth += 1 if match[0] == "{" else -1
        if not depth:
            return match.end()
    return start


def _broken(block: Any) -> str:
    key = re.match(r"@\w+\s*[{(]\s*([^\s,{}]*)", block.raw or "")
    what = f'the entry "{key[1][:60]}"' if key and key[1] else "an entry"
    return f"{what} is not BibTeX: a brace, a quotation mark or a comma is missing in it"


class _Taker:
    """Takes sources by our names, and keeps what is told once for all of them."""

    def __init__(self, reader: Reader, by_key: Mapping[str, Any], macros: Mapping[str, str]) -> None:
        self.reader = reader
        self.by_key = by_key
        self.macros = macros
        self.fields = {field.name: field for field in reader.kinds[SOURCE].all_fields}
        #: values that can't be ours, by field: sentence and line of the first, and how many there are
        self.refused: dict[str, tuple[FieldError, int, int]] = {}

    def pairs(self, entry: Any) -> Iterator[tuple[Scalar, Node]]:
        """Yield the fields of a source by our names."""
        raw: dict[str, tuple[str, int]] = {}
        doubled = []
        for each in entry.fields:
            name = each.key.lower()
            line = (each.start_line if each.start_line is not None else entry.start_line) + 1
            if name in raw:
                doubled.append((name, line))
            else:
                raw[name] = each.value.replace(_SHIELD, "@"), line
        own = set(raw)
        _inherit(raw, self.by_key)
        values = Values({name: (_resolved(text, self.macros), line) for name, (text, line) in raw.items()})
        for name, text, line in self._taken(entry, values):
            if self._fits(name, text, line):
                yield Scalar(name, line), Scalar(text, line)
        for name, line in doubled:
            if name in values.taken:
                message = f"{name}: is given twice, first at line {values[name][1]}, which counts; delete one"
                self.reader.report("bad-option", message, line)
        for name in sorted(own - values.taken - _READ):
            if values[name][0].strip():
                self.reader.leave(name, values[name][1])

    def _taken(self, entry: Any, values: Values) -> Iterator[tuple[str, str, int]]:
        at = entry.start_line + 1
        yield "kind", SOURCE, at
        yield "id", slugify(_plain_text(entry.key)) or entry.key, at
        title, line = values.take("title") or ("", at)
        if subtitle := values.take("subtitle"):
            title = f"{title}: {subtitle[0]}"
        yield "title", _plain_text(title), line
        yield "markup", "text", at  # what looks like markup is none
        type_, line = _type(entry.entry_type.lower(), values, at)
        yield "type", type_, line
        if people := values.first("author", "editor", "bookauthor"):
            yield "author", text_of(list(_people(people[0]))), people[1]
        if date := _date(values):
            yield "published", *date
        yield from self._named(values, type_)
        if "url" not in values:
            yield from _other_addresses(values)

    def _named(self, values: Values, type_: str) -> Iterator[tuple[str, str, int]]:
        """Yield what stands under the name that we give it, or under one that means the same."""
        names: dict[str, tuple[str, ...]] = dict(_NAMES)
        if type_ in _PERIODICAL:
            names |= {"issue": ("number", "issue"), "number": ()}
        elif type_ == "legal_case":
            names |= {"number": ("number", "docketnumber", "docket")}
        for ours in dict.fromkeys([*names, *sorted(self.fields.keys() - _NOT_OURS)]):
            found = values.first(
                *names.get(ours, (ours,)), unless=_is_address if ours == "publisher" else None
            )
            if found is None:
                continue
            raw, line = found
            text = _address(raw) if ours.endswith("url") else _plain_text(raw)
            if ours == "accessed":
                text = _day(raw)
            elif ours == "page":
                text = re.sub(r"(?<=\w)-+(?=\w)", "–", text) if text.count("-") == 1 else text
            elif ours == "tags":
                text = re.sub(r"\s*[,;]\s*", "; ", text)
            yield ours, text, line

    def _fits(self, name: str, text: str, line: int) -> bool:
        """Return whether a value can be ours; of all that can't, the first is told, with how many there are.

        Dates are told one by one, since each is wrong in its own way.
        """
        field = self.fields.get(name)
        if field is None or field.type == "date":
            return True
        try:
            parse_field(field, text, self.reader.codes)
        except FieldError as error:
            first = self.refused.get(name, (error, line, 0))
            self.refused[name] = (*first[:2], first[2] + 1)
            return False
        return True

    def tell(self) -> None:
        """Report what could not be taken."""
        for name, (error, line, count) in self.refused.items():
            more = f"; so it is in {count - 1} more" if count > 1 else ""
            self.reader.report(error.code, f"{name}: {error}{more}", line)


class Values(dict[str, tuple[str, int]]):
    """The fields of an item, each with its line, and which of them were taken."""

    def __init__(self, values: Mapping[str, tuple[str, int]]) -> None:
        super().__init__(values)
        self.taken: set[str] = set()

    def take(self, name: str) -> tuple[str, int] | None:
        """Return a field that has something, None where there is none."""
        return self.first(name)

    def first(self, *names: str, unless: Callable[[str], bool] | None = None) -> tuple[str, int] | None:
        """Return the first of some fields that has something, None where none has."""
        for name in names:
            found = self.get(name)
            if found is not None and found[0].strip() and not (unless and unless(found[0])):
                self.taken.add(name)
                return found
        return None


def _is_address(text: str) -> bool:
    return "://" in text


def _other_addresses(values: Values) -> Iterator[tuple[str, str, int]]:
    """Yield an address that stands in another field."""
    if found := values.take("doi"):
        doi = re.sub(r"(?i)^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", _address(found[0]))
        yield "url", f"https://doi.org/{doi}", found[1]
    elif "arxiv" in (values.get("eprinttype") or values.get("archiveprefix") or ("",))[0].lower() and (
        found := values.take("eprint")
    ):
        values.taken |= {"eprinttype", "archiveprefix", "primaryclass", "eprintclass"}
        yield "url", f"https://arxiv.org/abs/{_address(found[0])}", found[1]
    elif _is_address(values.get("howpublished", ("", 0))[0]):
        values.taken.add("howpublished")
        raw, line = values["howpublished"]
        yield "url", _address(raw), line


def _inherit(fields: dict[str, tuple[str, int]], by_key: Mapping[str, Any]) -> None:
    """Add what the entries have that this one refers to."""
    line = 0
    names = []
    for field in ("crossref", "xdata"):
        if field in fields:
            value, line = fields[field]
            names += re.split(r"[,\s]+", value.strip('{}" '))
    for name in names:
        if (parent := by_key.get(name.lower())) is None:
            continue
        for each in parent.fields:
            key = each.key.lower()
            if key == "title" and parent.entry_type.lower() != "xdata":
                key = "booktitle"
            if key not in ("crossref", "xdata"):
                fields.setdefault(key, (each.value, line))


def _resolved(raw: str, macros: Mapping[str, str]) -> str:
    """Return a value without its delimiters, its macros and ``#`` resolved."""
    parts = []
    for part in _divided(raw, "#"):
        text = part.strip()
        for _ in range(5):  # a macro may be made of others
            if text[:1] in ("{", '"') or text.lower() not in macros:
                break
            text = macros[text.lower()].strip()
        if len(text) > 1 and (text[0], text[-1]) in (("{", "}"), ('"', '"')):
            text = text[1:-1]
        parts.append(text)
    return "".join(parts)


def _divided(text: str, sign: str) -> list[str]:
    """Return the parts between signs that stand in no braces and no quotation marks."""
    if sign not in text:
        return [text]
    parts, depth, start, quoted = [], 0, 0, False
    width = len(sign)
    for n, letter in enumerate(text):
        if letter == "{":
            depth += 1
        elif letter == "}":
            depth -= 1
        elif letter == '"' and not depth and sign == "#":
            quoted = not quoted
        elif not depth and not quoted and n >= start and text[n : n + width].lower() == sign:
            parts.append(text[start:n])
            start = n + width
    return [*parts, text[start:]]


def _plain_text(value: str) -> str:
    """Return plain text of LaTeX."""
    if not any(sign in value for sign in "\\{}$~%") and "--" not in value and "``" not in value:
        return " ".join(value.split())
    plain = re.sub(r"(?<!\\)%", r"\\%", value)  # nobody comments within a field
    if len(value) <= _LONGEST and _depth(value) <= _DEEPEST:
        from pylatexenc.latex2text import LatexNodes2Text

        try:
            plain = LatexNodes2Text(math_mode="text").latex_to_text(plain)
        except (ValueError, IndexError, RecursionError):
            plain = plain.replace("\\", "")
    return " ".join(plain.replace("{", "").replace("}", "").replace("\xa0", " ").split())


def _depth(text: str) -> int:
    depth = deepest = 0
    for sign in text:
        if sign in "{$":
            depth += 1
            deepest = max(deepest, depth)
        elif sign == "}":
            depth -= 1
    return deepest


def _address(value: str) -> str:
    """Return an address, in which per cent signs and the like are what they are."""
    return "".join(_ADDRESS.sub(lambda m: m[1] or m[2], value.strip()).split())


def _people(value: str) -> Iterator[Name]:
    """Yield the names of a list, divided as BibTeX and BibLaTeX divide them."""
    for part in _divided(" ".join(value.split()), " and "):
        name = part.strip()
        if name.lower() == "others":
            yield OTHERS
        elif _is_whole(name):
            yield Name(literal=_plain_text(name))
        elif name:
            yield _person(name)


def _is_whole(name: str) -> bool:
    """Return whether braces hold a name together, as they do those of bodies."""
    return name[:1] == "{" and name[1:2] != "\\" and _end_of(name, 0) == len(name)


def _person(name: str) -> Name:
    """Return a name by its parts.

    Its form is ``First von Last``, ``von Last, First``, ``von Last, Jr, First`` or ``family=Last, given=First``.
    """
    pieces = [piece.strip() for piece in _divided(name, ",")]
    if all("=" in piece for piece in pieces):
        parts = {
            key.strip().lower(): _plain_text(text) for key, _, text in (p.partition("=") for p in pieces)
        }
        return Name(*(parts.get(key, "") for key in ("family", "given", "prefix", "suffix")))
    if len(pieces) > 1 and is_suffix(last := _plain_text(pieces[-1])) and len(pieces) == 2:  # Jane Doe, Jr.
        return _person(pieces[0])._replace(suffix=last)
    words = _words(pieces[0])
    small = [n for n, word in enumerate(words[:-1]) if _is_small(word)]
    plain = [_plain_text(word) for word in words]
    if len(pieces) > 1:
        cut = small[-1] + 1 if small else 0
        suffix = _plain_text(pieces[1]) if len(pieces) > 2 else ""
        return Name(" ".join(plain[cut:]), _plain_text(pieces[-1]), " ".join(plain[:cut]), suffix)
    if len(plain) == 1:
        return Name(literal=plain[0])
    begin, end = (small[0], small[-1] + 1) if small else (len(plain) - 1, len(plain) - 1)
    return Name(" ".join(plain[end:]), " ".join(plain[:begin]), " ".join(plain[begin:end]))


def _words(text: str) -> list[str]:
    """Return the words of a name; braces hold several together."""
    return [word for part in _divided(text, "~") for word in _divided(part, " ") if word]


def _is_small(word: str) -> bool:
    """Return whether a word of a name is one that stands before the family name: it begins small, outside of braces."""
    if word[:1] == "{" and word[1:2] != "\\":
        return False
    letter = next((letter for letter in _plain_text(word) if letter.isalpha()), "")
    return letter.islower()


def _type(bibtex: str, values: Values, line: int) -> tuple[str, int]:
    """Return the CSL type of a source, which it may name itself."""
    if found := values.take("csl-type"):
        return found
    if bibtex == "article" and "entrysubtype" in values:
        subtype = values["entrysubtype"][0].strip().lower()
        return _SUBTYPES.get(subtype, TYPES[bibtex]), line
    if bibtex == "misc" and {"url", "howpublished"} & values.keys() and "publisher" not in values:
        return "webpage", line
    return TYPES.get(bibtex, "document"), line


def _day(value: str) -> str:
    """Return a date of BibLaTeX as EDTF: its tilde says 'about', where LaTeX has a blank."""
    bare = value.strip().strip("{}").strip()
    text = bare if re.fullmatch(r"[\dXYZT:.+?~%/-]+", bare) else _plain_text(value)
    text = re.sub(r"\?~|~\?", "%", text)
    if about := re.fullmatch(r"(?i)(?:c\.?|ca\.?|circa|about|~) ?(\d{4})", text):
        return f"{about[1]}~"
    if span := re.fullmatch(r"(\d{4}) ?(?:-{1,3}|–|—) ?(\d{4})", text):
        return f"{span[1]}/{span[2]}"
    return text


def _date(values: Values) -> tuple[str, int] | None:
    """Return the date of a source and its line."""
    if found := values.first("published", "date"):
        return _day(found[0]), found[1]
    if not (found := values.take("year")):
        return None
    year, line = _day(found[0]), found[1]
    month, day = (_plain_text((values.take(name) or ("", 0))[0]) for name in ("month", "day"))
    known = re.fullmatch(r"(\d{4})([~?%]?)", year)
    if not known or not month:
        return year, line
    sides = _sides(month, day)
    made = [f"{known[1]}-{number:02}" + (f"-{int(digits):02}" if digits else "") for number, digits in sides]
    if not made or sides[0][0] > sides[-1][0]:
        return year, line  # no month, or December to January, of which it does not say whose year it is
    return "/".join(f"{side}{known[2]}" for side in dict.fromkeys(made)), line


def _sides(month: str, day: str) -> list[tuple[int, str]]:
    """Return month and day of a date, or of both ends of a span; [] where the month is none.

    Few styles know a field for the day, so it stands with the month: ``aug # "~6--14"``.
    """
    divided = r"\s*(?:-+|–|—|/|&|\b(?:and|to|und|et|y)\b)\s*"
    words = re.split(divided, month.strip(" .,"))
    named = re.search(r"[^\W\d_]{3}", month) is not None
    found: list[tuple[int | None, str]] = []
    for word in words:
        name, digits = re.search(r"[^\W\d_]{3,}", word), re.search(r"\d{1,2}", word)
        if named:
            found.append((_month(name[0]) if name else None, digits[0] if digits else ""))
        else:
            found.append((int(digits[0]) if digits else None, ""))
    numbers = [number for number, _digits in found if number is not None]
    if not numbers or len(words) > 2:
        return []
    sides = [(number or numbers[0], digits) for number, digits in found]
    days = re.split(divided, day.strip(" .,"))
    if not all(each.isdecimal() for each in days) or len(days) > 2:
        return sides
    return [(sides[0][0], days[0]), (sides[-1][0], days[-1])]


def _month(name: str) -> int | None:
    """Return the number of a month, or of a season as EDTF has it; None for another word."""
    seasons = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
    return seasons.get(name.lower()) or month_number(name)
