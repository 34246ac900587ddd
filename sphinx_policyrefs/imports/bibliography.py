"""BibTeX and BibLaTeX -> sources, so that a library kept in Zotero or JabRef is part of the record.

bibtexparser divides the file and keeps the place of each field; macros, names and LaTeX are settled here, since
they mean different things in different fields.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from sphinx_policyrefs.imports.entries import Reader
from sphinx_policyrefs.imports.tree import MOST_ENTRIES, DataError, Node, Scalar
from sphinx_policyrefs.records.dates.edtf import MONTHS
from sphinx_policyrefs.records.fields import slugify

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
    "mvreference": "book", "online": "webpage", "patent": "patent", "performance": "speech", "periodical":
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
    "publisher": (
        "journaltitle",
        "journal",
        "publisher",
        "institution",
        "organization",
        "school",
        "howpublished",
    ),
    "url": ("url",),
    "short": ("short", "shorttitle"),
    "tags": ("tags", "keywords"),
}
#: Fields of BibTeX that have the name of one of ours and another meaning, or are nobody's business.
_NOT_OURS: Final = frozenset(
    {"type", "note", "author", "publisher", "date", "order", "kind", "body", "class", "name"}
)

_MONTHS: Final = {name[:3].lower(): f"{n:02}" for n, name in enumerate(MONTHS, 1)}
#: What is nested deeper or longer is no text that somebody wrote, and only loses its braces.
_DEEPEST: Final = 40
_LONGEST: Final = 20_000
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
        library = parse_string(text, parse_stack=[])
    except (ValueError, KeyError, IndexError, RecursionError) as error:
        raise DataError(f"is no BibTeX: {error}") from None
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
    for number, entry in enumerate(entries):
        if number >= MOST_ENTRIES:
            raise DataError(f"has more than {MOST_ENTRIES} entries", entry.start_line + 1)
        if entry.entry_type.lower() not in ("xdata", "set"):
            reader.entry(_pairs(entry, by_key, macros, reader), entry.start_line + 1)


def _broken(block: Any) -> str:
    key = re.match(r"@\w+\s*[{(]\s*([^\s,{}]*)", block.raw or "")
    what = f'the entry "{key[1][:60]}"' if key and key[1] else "an entry"
    return f"{what} is no BibTeX: a brace, a quotation mark or a comma is missing in it"


def _pairs(
    entry: Any, by_key: Mapping[str, Any], macros: Mapping[str, str], reader: Reader
) -> Iterator[tuple[Scalar, Node]]:
    """Yield the fields of a source by our names."""
    fields: dict[str, tuple[str, int]] = {}
    for each in entry.fields:
        name, line = (
            each.key.lower(),
            (each.start_line if each.start_line is not None else entry.start_line) + 1,
        )
        if name in fields:
            reader.report(
                "bad-option", f"{name}: is given twice, first at line {fields[name][1]}; delete one", line
            )
        else:
            fields[name] = each.value, line
    _inherit(fields, by_key)
    values = {name: (_resolved(raw, macros), line) for name, (raw, line) in fields.items()}
    at = entry.start_line + 1

    def pair(name: str, text: str, line: int = at) -> tuple[Scalar, Node]:
        return Scalar(name, line), Scalar(text, line)

    yield pair("kind", "source")
    yield pair("id", slugify(_text(entry.key)) or entry.key)
    title, line = values.get("title", ("", at))
    if subtitle := values.get("subtitle", ("", 0))[0]:
        title = f"{title}: {subtitle}"
    yield pair("title", _text(title), line)
    yield pair("markup", "text")  # what looks like markup is none
    yield pair("type", *_type(entry.entry_type.lower(), values, at))
    for name in ("author", "editor", "bookauthor"):
        if name in values:
            yield pair("author", _people(values[name][0]), values[name][1])
            break
    if date := _date(values):
        yield pair("published", *date)
    yield from _by_names(values, reader)
    if "url" not in values:
        yield from _other_addresses(values)


def _by_names(values: Mapping[str, tuple[str, int]], reader: Reader) -> Iterator[tuple[Scalar, Node]]:
    """Yield what stands under the name that we give it, or under one that means the same."""
    known = {field.name for field in reader.kinds["source"].all_fields} - _NOT_OURS - {"published"}
    for ours in dict.fromkeys([*_NAMES, *sorted(known)]):
        for name in _NAMES.get(ours, (ours,)):
            raw, line = values.get(name, ("", 0))
            if not raw.strip() or (name == "howpublished" and "://" in raw):
                continue
            text = _address(raw) if ours.endswith("url") else _text(raw)
            if ours == "tags":
                text = re.sub(r"\s*[,;]\s*", "; ", text)
            yield Scalar(ours, line), Scalar(text, line)
            break


def _other_addresses(values: Mapping[str, tuple[str, int]]) -> Iterator[tuple[Scalar, Node]]:
    """Yield an address that stands in another field."""
    if "doi" in values:
        raw, line = values["doi"]
        doi = re.sub(r"(?i)^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", _address(raw))
        yield Scalar("url", line), Scalar(f"https://doi.org/{doi}", line)
    elif "://" in values.get("howpublished", ("", 0))[0]:
        raw, line = values["howpublished"]
        yield Scalar("url", line), Scalar(_address(raw), line)


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


def _text(value: str) -> str:
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


def _people(value: str) -> str:
    """Return names as people write them: 'Ana Swanson, David McCabe and Mike Isaac'."""
    names = [_person(name) for name in _divided(" ".join(value.split()), " and ")]
    names = [name for name in names if name]
    if names and names[-1] == "others":
        return f"{', '.join(names[:-1])} and others"
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def _person(name: str) -> str:
    parts = [_text(part) for part in _divided(name.strip(), ",")]
    if len(parts) == 3:  # Last, Jr, First
        return f"{parts[2]} {parts[0]}, {parts[1]}"
    return " ".join(reversed(parts)) if len(parts) == 2 else ", ".join(parts)


def _type(bibtex: str, values: Mapping[str, tuple[str, int]], line: int) -> tuple[str, int]:
    """Return the CSL type of a source, which it may name itself."""
    if "csl-type" in values:
        return values["csl-type"]
    if bibtex == "article" and "entrysubtype" in values:
        subtype = values["entrysubtype"][0].strip().lower()
        return _SUBTYPES.get(subtype, TYPES[bibtex]), line
    if bibtex == "misc" and {"url", "howpublished"} & values.keys() and "publisher" not in values:
        return "webpage", line
    return TYPES.get(bibtex, "document"), line


def _date(values: Mapping[str, tuple[str, int]]) -> tuple[str, int] | None:
    """Return the date of a source and its line."""
    for name in ("published", "date"):
        if values.get(name, ("", 0))[0].strip():
            return _text(values[name][0]), values[name][1]
    if "year" not in values:
        return None
    year, line = values["year"]
    year = _text(year)
    month, day = _text(values.get("month", ("", 0))[0]), _text(values.get("day", ("", 0))[0])
    found = re.search(r"\d{1,2}", month)
    if found and not day and re.search(r"[^\W\d_]", month):  # month = aug # "~6"
        day = found[0]
    number = next(
        (n for name, n in _MONTHS.items() if name in month.lower()), month if month.isdecimal() else ""
    )
    if not re.fullmatch(r"\d{4}", year) or not number:
        return year, line
    made = f"{year}-{int(number):02}"
    return (f"{made}-{int(day):02}" if day.isdecimal() else made), line
