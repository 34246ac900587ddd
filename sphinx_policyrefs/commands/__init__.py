"""The commands of ``policyrefs``: one module for each, with HELP, DESCRIPTION, configure and run."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Protocol

from sphinx_policyrefs.commands import check, diff, export, import_, new, review, sign, sources, update


class Command(Protocol):
    """What a module of this package offers."""

    #: one line for the list of commands
    HELP: str
    #: what it reads, writes and returns
    DESCRIPTION: str

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Add the arguments of the command."""

    def run(self, arguments: argparse.Namespace) -> int:
        """Run the command; return its exit status."""


#: The commands by name, in the order in which help lists them.
COMMANDS: Final[Mapping[str, Command]] = MappingProxyType(
    {
        "new": new,
        "check": check,
        "review": review,
        "sign": sign,
        "sources": sources,
        "export": export,
        "import": import_,
        "update": update,
        "diff": diff,
    }
)
