"""How the commands speak, which is how sphinx-build does: ``-q``, ``-v``, colours, lines of progress.

What a command makes goes to standard output, what it says about its work to standard error.
"""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from pathlib import Path
from typing import TextIO

_BOLD, _RESET = "\x1b[1m", "\x1b[0m"


def add_speech(parser: argparse.ArgumentParser) -> None:
    """Add what every command takes: ``-q``, ``-v``, ``--color`` and ``-N``."""
    speech = parser.add_argument_group("what is said")
    speech.add_argument("-q", "--quiet", action="store_true", help="print only warnings and errors")
    speech.add_argument(
        "-v",
        "--verbose",
        action="count",
        default=0,
        help="print more; repeat for still more, as with sphinx-build",
    )
    speech.add_argument(
        "--color", action="store_const", const=True, default=None, help="use colours (default: on a terminal)"
    )
    speech.add_argument(
        "-N", "--no-color", dest="color", action="store_const", const=False, help="use no colours"
    )


def has_colours(arguments: argparse.Namespace, stream: TextIO) -> bool:
    """Return whether what goes to *stream* is coloured: as was asked, else on a terminal without ``NO_COLOR``."""
    if arguments.color is not None:
        return bool(arguments.color)
    return stream.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def progress(arguments: argparse.Namespace) -> TextIO | None:
    """Return where Sphinx shows its progress: on a terminal, or with ``-v``; None where nobody looks on."""
    if arguments.quiet or not (arguments.verbose or sys.stderr.isatty()):
        return None
    return sys.stderr


def say(arguments: argparse.Namespace, text: str) -> None:
    """Print a line on what was done, unless ``-q`` asks for silence."""
    if not arguments.quiet:
        bold, reset = (_BOLD, _RESET) if has_colours(arguments, sys.stderr) else ("", "")
        print(f"{bold}{text}{reset}", file=sys.stderr)


def quoted(path: Path) -> str:
    """Return a path as it is typed in a shell: in quotation marks where it has blanks."""
    text = str(path)
    if sys.platform == "win32":
        return f'"{text}"' if " " in text else text
    return shlex.quote(text)
