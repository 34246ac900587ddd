"""``policyrefs new``: a small briefing that works, to write one's own in its place."""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Final, NamedTuple

from sphinx_policyrefs.commands.project import CLEAN, FAILED, CommandError
from sphinx_policyrefs.commands.speech import add_speech, has_colours, quoted

HELP = "start a briefing from a small one that works"
DESCRIPTION = (
    "Write a briefing of six pages into DIR, which must be new or empty, with conf.py, a Makefile and the "
    "workflows of GitHub Actions and GitLab, and build it. Nothing is asked. The exit status is 0, or 2 if it "
    "could not be done."
)

_PACKAGE = Path(__file__).parents[1]
_TEMPLATES = _PACKAGE / "templates"

#: Where each file of a new briefing comes from; the pages come from the folder of the markup.
FILES: Final = {
    "conf.py": "conf.py.txt",
    "Makefile": "Makefile.txt",
    "requirements.txt": "requirements.txt",
    ".gitignore": "gitignore.txt",
    "copies/gazette.txt": "gazette.txt",
    ".github/workflows/briefing.yml": "github.yml",
    ".gitlab-ci.yml": "gitlab.yml",
}


class Example(NamedTuple):
    """A larger briefing that can be copied."""

    folder: str
    #: its front page
    page: str
    #: the extras that it needs
    extras: tuple[str, ...]


#: By what they are called here.
EXAMPLES: Final = {
    "tiktok": Example("tiktok-ban", "index.rst", ("myst", "bibtex", "calendar")),
    "transfers": Example("data-transfers", "index.md", ("myst", "yaml")),
}

#: What has to be installed for an extra.
NEEDED: Final = {"myst": "myst_parser", "yaml": "yaml", "bibtex": "bibtexparser", "calendar": "icalendar"}

#: What the two ways to write pages differ in.
_MARKUPS: Final = {
    "rst": {
        "extensions": '["sphinx_policyrefs"]',
        "markup_options": "",
    },
    "md": {
        "extensions": '["sphinx_policyrefs", "myst_parser"]',
        "markup_options": '# Entries and views stand between ":::" lines.\nmyst_enable_extensions = ["colon_fence"]\n',
    },
}
#: The extras that each needs.
_EXTRAS: Final = {"rst": (), "md": ("myst",)}
_SLOT = re.compile(r"@(\w+)@")
_SPECIAL = re.compile(r"([\\*`|_<\[])")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "directory", metavar="DIR", type=Path, help="the folder to create; it may exist if it is empty"
    )
    parser.add_argument("--title", help="the title of the briefing (default: made from the folder's name)")
    parser.add_argument(
        "--markup",
        choices=tuple(_MARKUPS),
        default="rst",
        help="write the pages in reStructuredText (the default) or in MyST Markdown",
    )
    parser.add_argument("--language", default="en", help="the language of labels and dates, such as de")
    parser.add_argument("--example", choices=tuple(EXAMPLES), help="copy this larger briefing instead")
    parser.add_argument("--no-build", action="store_true", help="write the files and build nothing")
    add_speech(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the briefing, build it, and say what to do next."""
    target: Path = arguments.directory
    extras = EXAMPLES[arguments.example].extras if arguments.example else _EXTRAS[arguments.markup]
    if missing := [extra for extra in extras if find_spec(NEEDED[extra]) is None]:
        raise CommandError(f"it needs more than is installed: pip install '{_requirement(missing)}'")
    files = None if arguments.example else _small(arguments)
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise CommandError(f"{target} is there already and not an empty folder; name another one")
        if files is None:
            _copy(arguments.example, target)
        else:
            for name, text in files.items():
                path = target / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise CommandError(f"{target} can't be written: {error.strerror or error}") from None
    if not arguments.no_build and not _built(arguments, target):
        return FAILED
    if not arguments.quiet:
        print(_next(arguments, target), end="")
    return CLEAN


def _small(arguments: argparse.Namespace) -> dict[str, str]:
    """Return the files of a new briefing."""
    from docutils.utils import column_width

    title = " ".join((arguments.title or _title_of(arguments.directory)).split())
    if not title:
        raise CommandError("the briefing needs a title; write one after --title")
    language = _language(arguments.language)
    shown = _SPECIAL.sub(r"\\\1", title)
    values = {
        **_MARKUPS[arguments.markup],
        "requirement": _requirement(_EXTRAS[arguments.markup]),
        "title": shown,
        "underline": "=" * column_width(shown),
        "title_literal": json.dumps(title, ensure_ascii=False),
        "language_literal": json.dumps(language),
    }
    sources = {name: _TEMPLATES / template for name, template in FILES.items()}
    pages = _TEMPLATES / arguments.markup
    sources.update((path.name, path) for path in sorted(pages.glob(f"*.{arguments.markup}")))
    return {
        name: _SLOT.sub(lambda slot: values[slot[1]], path.read_text(encoding="utf-8"))
        for name, path in sources.items()
    }


def _requirement(extras: Sequence[str]) -> str:
    """Return what pip installs for some extras."""
    return f"sphinx-policyrefs[{','.join(extras)}]" if extras else "sphinx-policyrefs"


def _title_of(directory: Path) -> str:
    words = re.sub(r"[-_.\s]+", " ", directory.resolve().name).strip()
    return words[:1].upper() + words[1:] or "Briefing"


def _language(text: str) -> str:
    """Return a language as Sphinx writes it; raise CommandError for what is none."""
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(text.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        raise CommandError(f'"{text}" is not a language: write its code, such as en, de or zh_CN') from None


def _copy(example: str, target: Path) -> None:
    """Copy a briefing that comes with the package, or stands beside it in the project's own folder."""
    folder = EXAMPLES[example].folder
    for source in (_PACKAGE / "examples" / folder, _PACKAGE.parent / "examples" / folder):
        if source.is_dir():
            ignored = shutil.ignore_patterns("_build", "__pycache__")
            shutil.copytree(source, target, ignore=ignored, dirs_exist_ok=True)
            return
    raise CommandError(f"this installation lacks the example {example}; install sphinx-policyrefs again")


def _built(arguments: argparse.Namespace, target: Path) -> bool:
    """Build the briefing as its Makefile does; return whether that went well."""
    from sphinx.cmd.build import build_main

    colour = "--color" if has_colours(arguments, sys.stdout) else "--no-color"
    quiet = [] if arguments.verbose else ["-q"]
    output = target / "_build"
    # Doctrees hold what is internal: they lie outside of what is published.
    places = ["-d", str(output / "doctrees"), str(target), str(output / "html")]
    return build_main([*quiet, colour, "-b", "html", *places]) == 0


def _next(arguments: argparse.Namespace, target: Path) -> str:
    """Return what to open and what to edit."""
    suffix = "md" if arguments.markup == "md" else "rst"
    output = target / "_build"
    places = f"-d {quoted(output / 'doctrees')} {quoted(target)} {quoted(output / 'html')}"
    page = output / "html" / "index.html"
    steps = [f"A briefing stands in {target}."]
    if not arguments.no_build:
        steps.append(f"Open {page} in a browser.")
    if arguments.example:
        steps.append(f"Its front page is {target / EXAMPLES[arguments.example].page}.")
    else:
        steps += [
            f"Write your entries in {target / f'record.{suffix}'}, and your story in {target / f'index.{suffix}'}.",
            f"What the values of {target / 'conf.py'} do is written there.",
        ]
    steps += [
        f"Build again:  sphinx-build -b html {places}",
        f"Check: policyrefs check {quoted(target)}",
    ]
    return "\n".join(steps) + "\n"
