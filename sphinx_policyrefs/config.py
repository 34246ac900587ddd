"""Every configuration value, declared once: name, default, what a change rebuilds, types, and what it is for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from sphinx.errors import ConfigError

from sphinx_policyrefs.additions import additions
from sphinx_policyrefs.later import later

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

#: Where the translations of what readers see are.
LOCALE = str(Path(__file__).parent / "locale")

#: What the names of all values begin with.
PREFIX = "policyrefs_"

INDICES = ("chronology", "parties", "legal-actions")


class Option(NamedTuple):
    """A configuration value."""

    name: str
    default: Any
    #: ``env`` reads all documents again; "" leaves it to the digests of the pages that change
    rebuild: Literal["", "env"]
    types: tuple[type, ...]
    help: str


OPTIONS = (
    Option(
        "policyrefs_bare_names",
        True,
        "env",
        (bool, list, tuple, set, frozenset),
        "Whether directives and roles work without the prefix policy: as well; a list limits the names.",
    ),
    Option("policyrefs_kinds", {}, "env", (dict,), "Kinds and fields to add to those of the extension."),
    Option(
        "policyrefs_courts", {}, "", (dict,), "Courts to add: id to a mapping with name, short and above."
    ),
    Option("policyrefs_citations", (), "", (list, tuple), "Forms of citation to add to the table."),
    Option(
        "policyrefs_as_of",
        "",
        "",
        (str,),
        "The day as of which the record is shown; empty for the whole record.",
    ),
    Option(
        "policyrefs_date_style",
        "locale",
        "",
        (str,),
        "How dates are written: locale (as is usual in the language), day-month, month-day or iso.",
    ),
    Option(
        "policyrefs_quote_words",
        40,
        "",
        (int,),
        "After how many words a quotation is cut outside of its passage and of the view policy:evidence.",
    ),
    Option(
        "policyrefs_drafts",
        False,
        "env",
        (bool,),
        "Whether drafts of claims without a verdict are shown and exported.",
    ),
    Option(
        "policyrefs_signoffs",
        "",
        "",
        (str,),
        "The CSV file of the signatures of sentences, which policyrefs sign writes; a path from the source directory.",
    ),
    Option(
        "policyrefs_signers",
        1,
        "",
        (int,),
        "How many people have to sign each sentence.",
    ),
    Option(
        "policyrefs_show_signoffs",
        False,
        "",
        (bool,),
        "Whether pages show how far each sentence is signed, for an internal edition.",
    ),
    Option(
        "policyrefs_indices",
        True,
        "",
        (bool, list, tuple, set, frozenset),
        "Which of the automatic pages chronology, parties and legal-actions are made.",
    ),
    Option(
        "policyrefs_index_kinds",
        True,
        "",
        (bool, list, tuple, set, frozenset),
        "The kinds whose entries are in the general index; True for those whose titles are names.",
    ),
    Option(
        "policyrefs_baseline",
        "",
        "",
        (str,),
        "The JSON export with which whats-new compares; git has its earlier versions.",
    ),
    Option(
        "policyrefs_federation",
        {},
        "",
        (dict,),
        "Other projects whose entries may be cited and shown: name to the path or address of the JSON export.",
    ),
    Option(
        "policyrefs_data",
        (),
        "",
        (list, tuple),
        "Data files: paths or patterns relative to the source directory, or mappings that say how to read one.",
    ),
    Option(
        "policyrefs_bibliography",
        (),
        "",
        (list, tuple),
        "BibTeX files whose items become sources: paths or patterns relative to the source directory.",
    ),
    Option(
        "policyrefs_copies",
        [],  # and not (), so that the command line can set it
        "",
        (list, tuple),
        "Folders with copies of sources: paths, relative to the source directory.",
    ),
    Option("policyrefs_checks", {}, "", (dict,), "Severity of checks by code: error, warning, info or off."),
    Option(
        "policyrefs_stale_after",
        365,
        "",
        (int,),
        "Number of days without news after which a pending proceeding is stale.",
    ),
    Option(
        "policyrefs_exports",
        [],  # and not (), so that the command line can set it
        "",
        (list, tuple),
        "The formats in which the record is exported with HTML pages.",
    ),
    Option(
        "policyrefs_docx",
        {},
        "",
        (dict,),
        "How the export docx is set: its columns, and a template of the house.",
    ),
    Option(
        "policyrefs_previews",
        True,
        "",
        (bool,),
        "Whether a reader who points at a reference to an entry sees its card, in HTML.",
    ),
    Option(
        "policyrefs_contents_entries",
        False,
        "env",
        (bool,),
        "Whether entries are listed in the table of contents of their page, which may become long.",
    ),
)


class WrongValueError(ConfigError):
    """A value that can't be used; it has been told already."""


#: Checks all values; what it has to know of kinds, views and exports is loaded where somebody sets a value.
_check = later("settings:check")


def is_set(app: Sphinx) -> bool:
    """Return whether a project sets any of the values, or adds anything by code."""
    added = additions(app)
    values = ((app.config[option.name], option.default) for option in OPTIONS)
    return bool(added.checks or added.views) or any(
        value != default or type(value) is not type(default) for value, default in values
    )


def check(app: Sphinx, config: Config) -> None:
    """Raise WrongValueError for a value that can't be used, and tell at its line what to write (``config-inited``)."""
    if is_set(app) or unknown(config):
        _check(app, config)


def unknown(config: Config) -> list[str]:
    """Return the names in a configuration that begin as ours do and are no values."""
    # Sphinx keeps names that are not values nowhere else.
    return [name for name in config._raw_config if name.startswith(PREFIX) and name not in config]  # noqa: SLF001


def line_of(conf: Path, name: str) -> int:
    """Return the first line of a configuration file that has a name, 1 where none has."""
    try:
        lines = conf.read_text("utf-8", "replace").split("\n")
    except OSError:
        return 1
    return next((n for n, text in enumerate(lines, 1) if name and name in text), 1)
