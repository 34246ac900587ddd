"""What is wrong with configuration values; loaded for projects that set some."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.errors import ConfigError
from sphinx.util import logging

from sphinx_policyrefs.additions import DIRECTIVES, TAKEN, Additions, additions
from sphinx_policyrefs.config import INDICES, OPTIONS, PREFIX, WrongValueError, line_of, unknown
from sphinx_policyrefs.messages import SEVERITIES
from sphinx_policyrefs.records.citations import citation_rows
from sphinx_policyrefs.records.courts import courts_with
from sphinx_policyrefs.records.dates import STYLES, DateError, parse_date
from sphinx_policyrefs.records.extra_kinds import kinds_with
from sphinx_policyrefs.records.fields import nearest, split_list
from sphinx_policyrefs.records.members import members

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinx_policyrefs.records.kinds import Kind

#: What the types of values are called; the other types of a list are left unsaid.
_TYPES = {bool: "True or False", dict: "a mapping", int: "a whole number", list: "a list", str: "a text"}


def _check_names(config: Config, added: Additions) -> None:
    """Raise ConfigError for a kind that can't be added, and for a bare name of nothing."""
    try:
        kinds = kinds_with(config.policyrefs_kinds)
    except ValueError as error:
        raise ConfigError(str(error)) from None
    if not (config.policyrefs_kinds or added.views) and isinstance(config.policyrefs_bare_names, bool):
        return
    from sphinx_policyrefs.views import VIEWS, views_for

    for name in config.policyrefs_kinds:
        if name in TAKEN or name in VIEWS or name.endswith("-index"):
            msg = f"policyrefs_kinds: {name!r} is the name of another directive or role; write another one"
            raise ConfigError(msg)
    if added.views:
        from sphinx_policyrefs.extend import check_kinds

        check_kinds(added, kinds)
    if not isinstance(config.policyrefs_bare_names, bool):
        for name in config.policyrefs_bare_names:
            if name not in {*kinds, *views_for(kinds), *added.views, *DIRECTIVES}:
                near = nearest(str(name), {*kinds, *views_for(kinds), *added.views, *DIRECTIVES})
                hint = f"did you mean {near!r}?" if near else "write the names of some"
                msg = f"policyrefs_bare_names: {name!r} is neither a kind nor a view; {hint}"
                raise ConfigError(msg)


def _check_index_kinds(config: Config) -> None:
    """Raise ConfigError for a kind that there is not."""
    if isinstance(config.policyrefs_index_kinds, bool):
        return
    kinds = kinds_with(config.policyrefs_kinds)
    for name in config.policyrefs_index_kinds:
        if not isinstance(name, str) or name not in kinds:
            near = nearest(str(name), kinds)
            hint = f"did you mean {near!r}?" if near else f"write some of {', '.join(kinds)}"
            msg = f"policyrefs_index_kinds: {name!r} is not a kind; {hint}"
            raise ConfigError(msg)


def _check_types(config: Config) -> None:
    """Raise ConfigError for a value of the wrong type or size, of which Sphinx itself would only warn, and later."""
    for option in OPTIONS:
        value = config[option.name]
        if not isinstance(value, option.types):
            words = " or ".join(_TYPES[type_] for type_ in option.types if type_ in _TYPES)
            msg = f"{option.name}: write {words}, not {value!r}"
            raise ConfigError(msg)
    if config.policyrefs_quote_words < 1:
        msg = f"policyrefs_quote_words: write a whole number from 1 on, not {config.policyrefs_quote_words!r}"
        raise ConfigError(msg)
    if config.policyrefs_signers < 1:
        msg = f"policyrefs_signers: write a whole number from 1 on, not {config.policyrefs_signers!r}"
        raise ConfigError(msg)


def _check_files(config: Config) -> None:
    """Raise ConfigError for what can't name a data file, or say how it is to be read."""
    for option in ("policyrefs_data", "policyrefs_bibliography"):
        for item in config[option]:
            spec = {"file": item} if isinstance(item, str) else item
            if (
                not isinstance(spec, dict)
                or not isinstance(spec.get("file"), str)
                or not spec["file"].strip()
            ):
                msg = f"{option}: write paths, or mappings with 'file' and how to read it, not {item!r}"
                raise ConfigError(msg)
            if wrong := _wrong_in_file(spec, kinds_with(config.policyrefs_kinds)):
                msg = f"{option}: {spec['file']}: {wrong}"
                raise ConfigError(msg)


def _wrong_in_file(spec: dict[str, Any], kinds: Mapping[str, Kind]) -> str:
    """Return what is wrong with how a data file is to be read, or ""."""
    from sphinx_policyrefs.imports.cell_dates import DATE_PARTS, month_names
    from sphinx_policyrefs.imports.date_formats import form
    from sphinx_policyrefs.imports.entries import FLAGS, MARKUPS, ORIGIN, OTHERS

    allowed = ("file", "kind", "columns", "dates", "century", "language", "markup", "sheet")
    if wrong := [key for key in spec if key not in allowed]:
        return f"{wrong[0]!r} is unknown; allowed are {', '.join(allowed)}"
    if spec.get("kind", "") not in {*kinds, ""}:
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
    if century is not None and not (isinstance(century, int) and 0 < century < 10_000):
        return f"'century' is the first of a hundred years, such as 1900 for 1900 to 1999, not {century!r}"
    try:
        month_names(str(spec.get("language", "")))
        for each in (dates,) if isinstance(dates, str) else dates:
            form(each, century)
    except (TypeError, ValueError) as error:
        return str(error)
    return ""


def _check_copies(config: Config) -> None:
    """Raise ConfigError for what can't name a folder."""
    for folder in config.policyrefs_copies:
        if not isinstance(folder, (str, os.PathLike)) or not str(folder).strip():
            msg = f"policyrefs_copies: write paths of folders, not {folder!r}"
            raise ConfigError(msg)


def _check_docx(config: Config) -> None:
    """Raise ConfigError for what says nothing of a document of Word, and for columns that there are not."""
    said = config.policyrefs_docx
    if wrong := [key for key in said if key not in ("columns", "template")]:
        msg = f"policyrefs_docx: {wrong[0]!r} is unknown; allowed are columns and template"
        raise ConfigError(msg)
    if not isinstance(said.get("template", ""), str):
        msg = f"policyrefs_docx: write 'template' as a path, not {said['template']!r}"
        raise ConfigError(msg)
    columns = said.get("columns", ())
    if not isinstance(columns, (str, list, tuple)):
        msg = f"policyrefs_docx: write 'columns' as a list of names, not {columns!r}"
        raise ConfigError(msg)
    if not columns:
        return
    from sphinx_policyrefs.views import VIEWS
    from sphinx_policyrefs.views.base import columns_of

    known = columns_of(VIEWS["chronology"], kinds_with(config.policyrefs_kinds))
    for name in split_list(columns) if isinstance(columns, str) else columns:
        if name not in known:
            near = nearest(str(name), known)
            hint = f"; did you mean {near!r}?" if near else ""
            msg = f"policyrefs_docx: {name!r} is not a column{hint}"
            raise ConfigError(msg)


def check(app: Sphinx, config: Config) -> None:
    """Raise WrongValueError for a value that can't be used, and tell at its line what to write.

    What Sphinx itself prints of an exception is a report of several pages with the sentence at its end.
    """
    try:
        _check(app, config)
    except ConfigError as error:
        conf = Path(app.confdir, "conf.py")
        line = line_of(conf, re.split(r"\W", str(error), maxsplit=1)[0])
        logging.getLogger(__name__).error(str(error), location=f"{conf}:{line}")
        raise WrongValueError(str(error)) from None
    _tell_misspelled(app, config)


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


def _check(app: Sphinx, config: Config) -> None:
    """Raise ConfigError, with a sentence that says what to write, for a value that can't be used."""
    _check_types(config)
    added = additions(app)
    _check_names(config, added)
    _check_index_kinds(config)
    _check_files(config)
    _check_copies(config)
    _check_docx(config)
    try:
        courts_with(config.policyrefs_courts)
        citation_rows(config.policyrefs_citations)
        members(config.policyrefs_federation)
    except ValueError as error:
        raise ConfigError(str(error)) from None
    if config.policyrefs_date_style not in STYLES:
        msg = (
            f"policyrefs_date_style: {config.policyrefs_date_style!r} is not a style of dates; "
            f"write one of {', '.join(STYLES)}"
        )
        raise ConfigError(msg)
    if config.policyrefs_as_of:
        try:
            day = parse_date(config.policyrefs_as_of)
        except DateError as error:
            msg = f"policyrefs_as_of: {error}"
            raise ConfigError(msg) from None
        if day.latest > date.max.toordinal():
            msg = f"policyrefs_as_of: {day} ends on no day; write one, such as 2024-12-06"
            raise ConfigError(msg)
    for code, severity in config.policyrefs_checks.items():
        if code not in added.codes:
            near = nearest(str(code), added.codes)
            hint = f"did you mean {near!r}?" if near else f"the codes are {', '.join(added.codes)}"
            msg = f"policyrefs_checks: {code!r} is not a check; {hint}"
            raise ConfigError(msg)
        if severity not in SEVERITIES:
            msg = f"policyrefs_checks[{code!r}]: {severity!r} is not a severity; write one of {', '.join(SEVERITIES)}"
            raise ConfigError(msg)
    for name in config.policyrefs_exports:
        if name not in added.exports:
            msg = f"policyrefs_exports: {name!r} is not a format; {_some_of(name, added.exports)}"
            raise ConfigError(msg)
    if not isinstance(config.policyrefs_indices, bool):
        for name in config.policyrefs_indices:
            if name not in INDICES:
                msg = f"policyrefs_indices: {name!r} is not a page of its own; {_some_of(name, INDICES)}"
                raise ConfigError(msg)
