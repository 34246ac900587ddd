"""What every command that reads a set of documents shares: where conf.py is, how values are overridden, one read."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from sphinx_policyrefs.commands.cache import project_folder
from sphinx_policyrefs.commands.speech import add_speech, has_colours, progress

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: What a command returns: nothing amiss, something found, could not run.
CLEAN, FOUND, FAILED = 0, 1, 2

#: Where conf.py may be, below the directory that is named.
_PLACES = ("", "source", "docs", "doc", "docs/source")


class CommandError(Exception):
    """The command can't do what it was asked for; the message is one sentence."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what every command takes that reads documents."""
    parser.add_argument(
        "directory", metavar="DIR", type=Path, help="the directory with conf.py, or the one above it"
    )
    parser.add_argument(
        "-c",
        dest="confdir",
        metavar="PATH",
        type=Path,
        help="the directory with conf.py, if it is not that of the documents, which is then DIR",
    )
    parser.add_argument(
        "-D",
        dest="define",
        metavar="name=value",
        action="append",
        default=[],
        help="override a value of conf.py; name.key=value sets one of a mapping",
    )
    parser.add_argument("-t", dest="tags", metavar="tag", action="append", default=[], help="set a tag")
    add_speech(parser)


@contextmanager
def documents(arguments: argparse.Namespace, builder: str) -> Iterator[Sphinx]:
    """Read a set of documents with *builder* and yield the application.

    Sphinx's own warnings go to standard error, and so does its progress where somebody looks
    on.  Raises :class:`CommandError` where there is no conf.py, or one that does not load the extension.
    """
    from sphinx.util.console import coloron, nocolor
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    source, conf = _places(arguments)
    if not has_colours(arguments, sys.stderr):
        nocolor()
    key = (source, conf, arguments.define, arguments.tags, builder, sys.version, sys.prefix)
    try:
        with project_folder(*key) as folder, patch_docutils(conf), docutils_namespace():
            yield _read(arguments, source, conf, folder, builder)
    finally:
        coloron()


def _places(arguments: argparse.Namespace) -> tuple[Path, Path]:
    """Return the directories of the documents and of conf.py: with ``-c`` as it says, else the first with a conf.py."""
    directory: Path = arguments.directory
    conf: Path | None = arguments.confdir
    if conf is not None:
        if not (conf / "conf.py").is_file():
            raise CommandError(f"there is no conf.py in {conf}; name the directory that has one after -c")
        if not directory.is_dir():
            raise CommandError(f"{directory} is not a directory; name the one with the documents")
        return directory.resolve(), conf.resolve()
    for place in _PLACES:
        if (directory / place / "conf.py").is_file():
            return ((directory / place).resolve(),) * 2
    raise CommandError(
        f"there is no conf.py in {directory}, nor in its source or docs; name the directory that has one, "
        "or write it after -c"
    )


def _read(arguments: argparse.Namespace, source: Path, conf: Path, folder: Path, builder: str) -> Sphinx:
    from sphinx.application import Sphinx
    from sphinx.errors import SphinxError

    overrides = {}
    for text in arguments.define:
        name, equals, value = text.partition("=")
        if not equals:
            raise CommandError(f"-D {text}: write -D name=value")
        overrides[name] = value
    try:
        app = Sphinx(
            source,
            conf,
            # Some extensions write beside the output.
            folder / "work" / "out",
            folder / "doctrees",
            builder,
            overrides,
            status=progress(arguments),
            warning=sys.stderr,
            verbosity=arguments.verbose,
            # The record is looked at as HTML shows it.
            tags=["html", "builder_html", "format_html", *arguments.tags],
        )
    except SphinxError as error:
        if builder not in str(error):  # the builder, which only the extension brings
            raise
        msg = f'{conf / "conf.py"} does not load the extension; add "sphinx_policyrefs" to its extensions'
        raise CommandError(msg) from None
    app.build()
    return app


def set_stream(stream: TextIO, **how: str) -> None:
    """Change the encoding of a stream, or what becomes of letters that it lacks, where it has one."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(**how)  # type: ignore[arg-type]
