"""What is wrong with configuration values; loaded for projects that set some."""

from __future__ import annotations

import os
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx.util import logging

from sphinx_policyrefs.additions import DIRECTIVES, TAKEN, Additions, additions
from sphinx_policyrefs.config import INDICES, OPTIONS, PREFIX, WrongValueError, line_of, unknown
from sphinx_policyrefs.messages import SEVERITIES
from sphinx_policyrefs.records.citations import citation_rows
from sphinx_policyrefs.records.courts import courts_with
from sphinx_policyrefs.records.dates import STYLES, DateError, parse_date
from sphinx_policyrefs.records.extra_kinds import kinds_with, wrong_kinds
from sphinx_policyrefs.records.fields import nearest, split_list
from sphinx_policyrefs.records.kinds import KINDS
from sphinx_policyrefs.records.members import members

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinx_policyrefs.records.kinds import Kind

#: What the types of values are called; the other types of a list are left unsaid.
_TYPES = {bool: "True or False", dict: "a mapping", int: "a whole number", list: "a list", str: "a text"}


class Wrong(NamedTuple):
    """A value that can't be used."""

    #: the name of the option, at whose line it is told
    option: str
    #: what to write
    sentence: str


def _wrong_types(config: Config) -> Iterator[Wrong]:
    """Yield the values of the wrong type, of which Sphinx itself would only warn, and later."""
    for option in OPTIONS:
        value = config[option.name]
        if not isinstance(value, option.types) or (isinstance(value, bool) and bool not in option.types):
            words = " or ".join(_TYPES[type_] for type_ in option.types if type_ in _TYPES)
            yield Wrong(option.name, f"{option.name}: write {words}, not {value!r}")


def _wrong_sizes(config: Config, option: str) -> Iterator[Wrong]:
    if config[option] < 1:
        yield Wrong(option, f"{option}: write a whole number from 1 on, not {config[option]!r}")


def _wrong_kinds(config: Config, option: str) -> Iterator[Wrong]:
    for sentence in wrong_kinds(config[option]):
        yield Wrong(option, sentence)
    if config[option]:
        from sphinx_policyrefs.views import VIEWS

        for name in config[option]:
            if name in TAKEN or name in VIEWS or (isinstance(name, str) and name.endswith("-index")):
                msg = f"{option}: {name!r} is the name of another directive or role; write another one"
                yield Wrong(option, msg)


def _wrong_bare_names(config: Config, option: str, kinds: Iterable[str], added: Additions) -> Iterator[Wrong]:
    if isinstance(config[option], bool):
        return
    from sphinx_policyrefs.views import views_for

    # Each kind has an index, whatever else is wrong with it.
    known = {*kinds, *(f"{kind}-index" for kind in kinds), *views_for(KINDS), *added.views, *DIRECTIVES}
    for name in config[option]:
        if not isinstance(name, str) or name not in known:
            near = nearest(str(name), known)
            hint = f"did you mean {near!r}?" if near else "write the names of some"
            yield Wrong(option, f"{option}: {name!r} is neither a kind nor a view; {hint}")


def _wrong_index_kinds(config: Config, option: str, kinds: Iterable[str]) -> Iterator[Wrong]:
    if isinstance(config[option], bool):
        return
    for name in config[option]:
        if not isinstance(name, str) or name not in kinds:
            near = nearest(str(name), kinds)
            hint = f"did you mean {near!r}?" if near else f"write some of {', '.join(kinds)}"
            yield Wrong(option, f"{option}: {name!r} is not a kind; {hint}")


def _wrong_files(config: Config, option: str, kinds: Mapping[str, Kind] | None) -> Iterator[Wrong]:
    """Yield what can't name a data file, or say how it is to be read, where the kinds are known."""
    for item in config[option]:
        spec = {"file": item} if isinstance(item, str) else item
        if not isinstance(spec, dict) or not isinstance(spec.get("file"), str) or not spec["file"].strip():
            msg = f"{option}: write paths, or mappings with 'file' and how to read it, not {item!r}"
            yield Wrong(option, msg)
        elif kinds is not None and (wrong := _wrong_in_file(spec, kinds)):
            yield Wrong(option, f"{option}: {spec['file']}: {wrong}")


def _wrong_in_file(spec: dict[str, Any], kinds: Mapping[str, Kind]) -> str:
    """Return what is wrong with how a data file is to be read, or ""."""
    from sphinx_policyrefs.imports.cell_dates import DATE_PARTS, month_names
    from sphinx_policyrefs.imports.date_formats import form
    from sphinx_policyrefs.imports.entries import FLAGS, MARKUPS, ORIGIN, OTHERS

    allowed = ("file", "kind", "columns", "dates", "century", "language", "markup", "sheet")
    if wrong := [key for key in spec if key not in allowed]:
        return f"{wrong[0]!r} is unknown; allowed are {', '.join(allowed)}"
    if spec.get("kind", "") not in (*kinds, ""):
        return f"'kind' is one of {', '.join(kinds)}"
    if spec.get("markup", "") not in MARKUPS:
        return f"'markup' is one of {', '.join(MARKUPS[1:])}"
    if not isinstance(spec.get("sheet", ""), str):
        return "write 'sheet' as the name of a sheet"
    columns = spec.get("columns", {})
    if not isinstance(columns, dict) or not all(isinstance(t, str) for pair in columns.items() for t in pair):
        return "write 'columns' as a mapping of headings to names of fields"
    fields = [f for kind in kinds.values() for f in kind.all_fields]
    known = {f.name for f in fields} | {*OTHERS, *FLAGS, *ORIGIN, ""}
    known |= {f"{f.name}.{part}" for f in fields if f.type == "date" for part in DATE_PARTS}
    for heading, name in columns.items():
        if name not in known:
            near = nearest(name, known)
            hint = f"; did you mean {near!r}?" if near else ""
            return f"the column {heading!r}: {name!r} is nothing that entries have{hint}"
    dates, century = spec.get("dates", ()), spec.get("century")
    dates = (dates,) if isinstance(dates, str) else dates
    if not isinstance(dates, (list, tuple)) or not all(isinstance(each, str) for each in dates):
        return f"write 'dates' as a form of a date or a list of forms, not {dates!r}"
    if century is not None and not (isinstance(century, int) and 0 < century < 10_000):
        return f"'century' is the first of a hundred years, such as 1900 for 1900 to 1999, not {century!r}"
    try:
        month_names(str(spec.get("language", "")))
        for each in dates:
            form(each, century)
    except ValueError as error:
        return str(error)
    return ""


def _wrong_copies(config: Config, option: str) -> Iterator[Wrong]:
    for folder in config[option]:
        if not isinstance(folder, (str, os.PathLike)) or not str(folder).strip():
            yield Wrong(option, f"{option}: write paths of folders, not {folder!r}")


def _wrong_docx(config: Config, option: str, kinds: Mapping[str, Kind] | None) -> Iterator[Wrong]:
    """Yield what says nothing of a document of Word, and columns that there are not, where the kinds are known."""
    said = config[option]
    for key in said:
        if key not in ("columns", "template"):
            yield Wrong(option, f"{option}: {key!r} is unknown; allowed are columns and template")
    if not isinstance(said.get("template", ""), str):
        yield Wrong(option, f"{option}: write 'template' as a path, not {said['template']!r}")
    columns = said.get("columns", ())
    if not isinstance(columns, (str, list, tuple)):
        yield Wrong(option, f"{option}: write 'columns' as a list of names, not {columns!r}")
    elif columns and kinds is not None:
        from sphinx_policyrefs.views import VIEWS
        from sphinx_policyrefs.views.base import columns_of

        known = columns_of(VIEWS["chronology"], kinds)
        for name in split_list(columns) if isinstance(columns, str) else columns:
            if not isinstance(name, str) or name not in known:
                near = nearest(str(name), known)
                hint = f"; did you mean {near!r}?" if near else ""
                yield Wrong(option, f"{option}: {name!r} is not a column{hint}")


def _raised(config: Config, option: str, check: Callable[[Any], object]) -> Iterator[Wrong]:
    """Yield what *check* raises for the value."""
    try:
        check(config[option])
    except ValueError as error:
        yield Wrong(option, str(error))


def _raised_by_item(config: Config, option: str, check: Callable[[Any], object]) -> Iterator[Wrong]:
    """Yield what *check* raises for each item of a list or a mapping."""
    value = config[option]
    for item in value:
        try:
            check({item: value[item]} if isinstance(value, dict) else [item])
        except ValueError as error:
            yield Wrong(option, str(error))


def _wrong_style(config: Config, option: str) -> Iterator[Wrong]:
    if config[option] not in STYLES:
        msg = f"{option}: {config[option]!r} is not a style of dates; write one of {', '.join(STYLES)}"
        yield Wrong(option, msg)


def _wrong_day(config: Config, option: str) -> Iterator[Wrong]:
    if not config[option]:
        return
    try:
        day = parse_date(config[option])
    except DateError as error:
        yield Wrong(option, f"{option}: {error}")
        return
    if day.latest > date.max.toordinal():
        yield Wrong(option, f"{option}: {day} ends on no day; write one, such as 2024-12-06")


def _wrong_checks(config: Config, option: str, codes: Iterable[str]) -> Iterator[Wrong]:
    for code, severity in config[option].items():
        if code not in codes:
            near = nearest(str(code), codes)
            hint = f"did you mean {near!r}?" if near else f"the codes are {', '.join(codes)}"
            yield Wrong(option, f"{option}: {code!r} is not a check; {hint}")
        elif severity not in SEVERITIES:
            msg = f"{option}[{code!r}]: {severity!r} is not a severity; write one of {', '.join(SEVERITIES)}"
            yield Wrong(option, msg)


def _wrong_words(config: Config, option: str, what: str, words: Iterable[str]) -> Iterator[Wrong]:
    """Yield the items of a list that are none of *words*, which are each *what*."""
    if isinstance(config[option], bool):
        return
    for name in config[option]:
        if not isinstance(name, str) or name not in words:
            yield Wrong(option, f"{option}: {name!r} is not {what}; {_some_of(name, words)}")


def check(app: Sphinx, config: Config) -> None:
    """Raise WrongValueError for values that can't be used, and tell at the line of each what to write.

    What Sphinx itself prints of an exception is a report of several pages with the sentence at its end.
    """
    _tell_misspelled(app, config)
    wrong = list(dict.fromkeys(_wrong(config, additions(app))))
    conf = Path(app.confdir, "conf.py")
    for option, sentence in wrong:
        location = f"{conf}:{line_of(conf, option)}"
        logging.getLogger(__name__).error(sentence, location=location)
    if wrong:
        raise WrongValueError("\n".join(item.sentence for item in wrong))
    if (views := additions(app)).views:
        from sphinx_policyrefs.extend import check_kinds

        check_kinds(views, kinds_with(config.policyrefs_kinds))


def _some_of(name: object, words: Iterable[str]) -> str:
    """Return what is allowed, and what *name* was probably meant to be."""
    near = nearest(str(name), words)
    return f"write some of {', '.join(words)}" + (f"; did you mean {near!r}?" if near else "")


def _tell_misspelled(app: Sphinx, config: Config) -> None:
    """Tell of names in the configuration that are all but those of values; others may be an author's own."""
    known = {value.name.removeprefix(PREFIX) for value in config if value.name.startswith(PREFIX)}
    conf = Path(app.confdir, "conf.py")
    for name in unknown(config):
        if near := nearest(name.removeprefix(PREFIX), sorted(known), 0.7):
            logging.getLogger(__name__).warning(
                f"{name} is not a value of the configuration; did you mean {PREFIX}{near}?",
                location=f"{conf}:{line_of(conf, name)}",
                type="policyrefs",
                subtype="bad-option",
            )


def _wrong(config: Config, added: Additions) -> Iterator[Wrong]:
    """Yield what is wrong with the values; one that is wrong makes no other one wrong."""
    types = list(_wrong_types(config))
    yield from types
    unusable = {item.option for item in types}
    kinds: Mapping[str, Kind] | None = None
    named: list[str] = []
    if "policyrefs_kinds" in unusable:  # nor is it known what kinds there are
        unusable |= {"policyrefs_bare_names", "policyrefs_index_kinds"}
    else:
        extra = config.policyrefs_kinds
        wrong = list(_wrong_kinds(config, "policyrefs_kinds"))
        yield from wrong
        kinds = None if wrong else kinds_with(extra)
        named = [*KINDS, *(name for name in extra if isinstance(name, str) and name not in KINDS)]
    for option, find in _finders(kinds, named, added).items():
        if option not in unusable:
            yield from find(config, option)


def _finders(
    kinds: Mapping[str, Kind] | None, named: list[str], added: Additions
) -> dict[str, Callable[[Config, str], Iterator[Wrong]]]:
    """Return what finds fault with the contents of each value; *kinds* are None where that is not known."""
    return {
        "policyrefs_bare_names": partial(_wrong_bare_names, kinds=named, added=added),
        "policyrefs_courts": partial(_raised, check=courts_with),
        "policyrefs_citations": partial(_raised_by_item, check=citation_rows),
        "policyrefs_as_of": _wrong_day,
        "policyrefs_date_style": _wrong_style,
        "policyrefs_quote_words": _wrong_sizes,
        "policyrefs_signers": _wrong_sizes,
        "policyrefs_indices": partial(_wrong_words, what="a page of its own", words=INDICES),
        "policyrefs_index_kinds": partial(_wrong_index_kinds, kinds=named),
        "policyrefs_federation": partial(_raised_by_item, check=members),
        "policyrefs_data": partial(_wrong_files, kinds=kinds),
        "policyrefs_bibliography": partial(_wrong_files, kinds=kinds),
        "policyrefs_copies": _wrong_copies,
        "policyrefs_checks": partial(_wrong_checks, codes=added.codes),
        "policyrefs_exports": partial(_wrong_words, what="a format", words=added.exports),
        "policyrefs_docx": partial(_wrong_docx, kinds=kinds),
    }
