"""Lines below the name of a directive -> title, options and body, and what is wrong with the lines.

Nothing here knows a parser's state: lines go in, and places are counted from the first of them.
"""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from sphinx_policyrefs.records.cited import UNCLOSED, next_outside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

# As docutils has it, but for the backtick: what holds a role is a title.
OPTION = re.compile(r":(?![: ])((?:\\.|[^:`\\]|:(?!\s|$))+?)(?<! ):(?:\s+(.*)|$)")

_BULLET = re.compile(r"[-*+•]\s+")
_NEARLY = re.compile(
    r"(?P<bullet>[-*+•]\s+)?(?P<lead>[:：]{0,2}\s*)"
    r"(?P<name>[^\W\d_][\w-]*)(?P<mark>\s*[:：;=]*)(?P<rest>.*)"
)
_KEY = re.compile(r"([\"']?)([^\s:\"'][^\s:]*?)\1\s*:(?:\s+(.*)|$)", re.DOTALL)
_INLINE = re.compile(r"(?:(?<=\s)|^):([^\W\d_][\w-]*):(?=\s|$)")
_HASH = re.compile(r"(?:(?<=\s)|^)#")
_SHOWN = 50


class Written(NamedTuple):
    """An option with the number of its line."""

    name: str
    text: str
    row: int


class Problem(NamedTuple):
    """What is wrong with a line, in a sentence."""

    message: str
    row: int


class Lines(NamedTuple):
    """What lines hold."""

    title: list[str]
    options: list[Written]
    problems: list[Problem]
    #: the line where the body begins; the number of lines where there is none among them
    body: int
    #: whether options stand there that can't be told apart
    unreadable: bool = False


def repaired(text: str, known: Callable[[str], bool]) -> tuple[str, str, str] | None:
    """Return name, value and a sentence for a line that is all but an option; None for any other line."""
    found = _NEARLY.match(text)
    if found is None or found["rest"].startswith("`"):
        return None
    lead, name, mark, rest = found["lead"], found["name"], found["mark"].strip(), found["rest"].strip()
    if not known(name.lower()) or (not lead and mark not in (":", "：")):
        return None
    if not mark and rest and not found["mark"]:
        return None
    right = f":{name}: {_cut(rest)}".rstrip()
    if found["bullet"]:
        return name, rest, f'"{_cut(text)}" is the item of a list: write {right}'
    if not lead or not mark:
        what = f"its {'second' if lead else 'first'} colon"
    elif (lead, found["mark"]) == (":", ":") and not found["rest"][:1].isspace():
        what = "the blank behind its second colon"
    else:
        return name, rest, f'"{_cut(text)}" is not written as an option: write {right}'
    return name, rest, f'"{_cut(text)}" lacks {what}: write {right}'


def options_in(title: str, known: Callable[[str], bool]) -> tuple[str, list[tuple[str, str]]]:
    """Return a title without the options that stand on its line, and these as names and values."""
    marks = [mark for mark in _INLINE.finditer(title) if known(mark[1].lower())]
    if not marks:
        return title, []
    ends = [*(mark.start() for mark in marks[1:]), len(title)]
    options = [(mark[1], title[mark.end() : end].strip()) for mark, end in zip(marks, ends, strict=True)]
    return title[: marks[0].start()].rstrip(), options


def options_below(
    rows: Sequence[str], known: Callable[[str], bool], *, fences: bool
) -> Iterator[tuple[str, int, int]]:
    """Yield the options among the lines of a body: the name, the first line, and the one behind the last.

    They begin a line that is not indented, and go on in lines that are.  With *fences*, what stands between fences
    belongs to something else.
    """
    fence = ""
    row = 0
    while row < len(rows):
        line, row = rows[row], row + 1
        if fences and (found := _FENCE.match(line)):
            mark, info = found["mark"], found["info"]
            fence = mark if not fence else "" if not info and mark.startswith(fence) else fence
        option = None if fence else OPTION.match(line)
        if option is None or not option[1].islower() or not known(option[1]):
            continue
        first = row - 1
        while row < len(rows) and rows[row][:1].isspace() and rows[row].strip():
            row += 1
        yield option[1], first, row


def listed_options(rows: Sequence[str], known: Callable[[str], bool]) -> int:
    """Return how many lines at the head of a body are items of a list that were meant as options, as ``- date: 2024``.

    A list is taken for such only where each of its items is the name of an option and a value.
    """
    end = next((n for n, row in enumerate(rows) if not row.strip()), len(rows))
    items = [row for row in rows[:end] if not row[:1].isspace()]
    near = [repaired(row, known) for row in items]
    return (
        end
        if items
        and all(n and n[0].islower() and _BULLET.match(row) for n, row in zip(near, items, strict=True))
        else 0
    )


def read_rst(rows: Sequence[str], known: Callable[[str], bool]) -> Lines:
    """Return what the lines below a directive's name hold, up to the first blank one.

    Options stand at one depth, and lines that are deeper go on with a value: docutils' field lists.
    """
    found = Lines([], [], [], len(rows))
    values: list[list[str]] = []
    lines = [(text := raw.strip(), len(raw) - len(raw.lstrip()), OPTION.match(text)) for raw in rows]
    base, first = _depth_of_options([(depth, o[1].strip()) for _text, depth, o in lines if o], known)
    for row, (text, depth, option) in enumerate(lines):
        name, value, problem = "", "", ""
        deeper = bool(found.options) and base is not None and depth > base
        if option and (not deeper or known(option[1].strip().lower())):
            name, value = option[1].strip(), option[2] or ""
            if depth != base and known(name.lower()):
                tab = " (a tab goes to the next multiple of 8)" if max(depth, base or 0) >= _TAB else ""
                problem = f":{name}: is indented by {depth}, {first} by {base}: indent all options alike{tab}"
        elif (near := repaired(text, known)) and (text[:1] in ":：" or not deeper):
            name, value, problem = near
        elif not found.options:
            found.title.append(text)
            continue
        elif not deeper:
            above = found.options[-1].name
            message = (
                f'"{_cut(text)}" stands right below the options: write a blank line above it, or indent it more '
                f"if it goes on with :{above}:"
            )
            found.problems.append(Problem(message, row))
            return _closed(found, values)._replace(body=row)
        else:
            values[-1].append(text)
            continue
        if problem:
            found.problems.append(Problem(problem, row))
        if base is None:
            base, first = depth, f":{name}:"
        found.options.append(Written(name, "", row))
        values.append([value])
    return _closed(found, values)


_TAB = 8


def _depth_of_options(
    written: Sequence[tuple[int, str]], known: Callable[[str], bool]
) -> tuple[int | None, str]:
    """Return how deep most options are indented, the first ones where as many are at another depth, and one of them.

    *written* are the depths of lines that look like options, with their names.
    """
    if not written:
        return None, ""
    if len({depth for depth, _name in written}) == 1:
        depth, name = written[0]
        return depth, f":{name}:"
    sure = [(depth, name) for depth, name in written if known(name.lower())] or written
    depths = Counter(depth for depth, _name in sure)
    base = max(depths, key=lambda depth: depths[depth])
    return base, next(f":{name}:" for depth, name in sure if depth == base)


def _closed(found: Lines, values: list[list[str]]) -> Lines:
    options = [
        option._replace(text="\n".join(value).strip())
        for option, value in zip(found.options, values, strict=True)
    ]
    return found._replace(options=options)


# -- MyST ------------------------------------------------------------------------------------------------------


def read_colons(lines: Sequence[str], known: Callable[[str], bool], required: Callable[[str], bool]) -> Lines:
    """Return the options at the head of a MyST directive's content, each of which begins with a colon.

    Lines that are indented go on with a value, which MyST itself does not allow.
    """
    found = Lines([], [], [], 0)
    blocks: list[tuple[int, list[str]]] = []
    for row, line in enumerate(lines):
        text = line.strip()
        if text.startswith((":", "：")) and not text.startswith(":::"):
            if text[1:2].isspace() and blocks and not repaired(text, known):
                blocks[-1][1].append(text[1:])
            else:
                blocks.append((row, [text[1:] if text[0] == ":" else text]))
        elif text and blocks and line[:1].isspace():
            blocks[-1][1].append(line)
        elif (
            text
            and (near := repaired(text, known))
            and near[0].islower()
            and (
                blocks
                or required(near[0])
                or _goes_on_with_options(lines[row + 1 :], known, required)
                or _BULLET.match(text)
            )
        ):
            found.problems.append(Problem(near[2], row))
            blocks.append((row, [text]))
        elif text and blocks and blocks[-1][1][-1].rstrip().endswith((";", ",")) and not _FENCE.match(line):
            name = blocks[-1][1][0].partition(":")[0]
            sign = "semicolon" if blocks[-1][1][-1].rstrip().endswith(";") else "comma"
            message = f'"{_cut(text)}" goes on with :{name}:, which ends with a {sign}: indent it'
            found.problems.append(Problem(message, row))
            blocks[-1][1].append(f" {line}")
        else:
            break
        found = found._replace(body=row + 1)
    for row, block in blocks:
        _read_block(found, row, block, known, fold=False)
    return found


def _goes_on_with_options(
    lines: Sequence[str], known: Callable[[str], bool], required: Callable[[str], bool]
) -> bool:
    """Return whether an option follows at once, or lines that are all but options, one of them a required one."""
    for line in lines:
        if OPTION.match(line):
            return True
        near = repaired(line.strip(), known)
        if near is None or not near[0].islower():
            return False
        if required(near[0]):
            return True
    return False


def read_dashes(lines: Sequence[str], known: Callable[[str], bool], is_date: Callable[[str], bool]) -> Lines:
    """Return the options between the dashes of a MyST directive: ``name: value`` lines, lists as in YAML."""
    found = Lines([], [], [], len(lines))
    blocks: list[tuple[int, list[str]]] = []
    for row, line in enumerate(textwrap.dedent("\n".join(lines)).split("\n")):
        begins = line.strip() and not line[:1].isspace() and not line.startswith(("#", "- "))
        if begins and line.strip() != "-":
            blocks.append((row, [line]))
        elif blocks and not line.startswith("#"):
            blocks[-1][1].append(line)
        elif line.strip() and not line.startswith("#"):
            blocks.append((row, [line]))
    unreadable = False
    for row, block in blocks:
        items = _items(block, is_date)
        if items is not None:
            found.options.append(Written(items[0], items[1], row))
        elif not _read_block(found, row, block, known, fold=True):
            unreadable = True
    return found._replace(unreadable=unreadable)


def _items(block: list[str], is_date: Callable[[str], bool]) -> tuple[str, str] | None:
    """Return an option whose value is a list of YAML, its parts with semicolons between; None for any other."""
    key = _KEY.match("\n".join(block))
    value = (key[3] or "").strip() if key else ""
    if key is None or not value.startswith(("[", "- ")) or (value[0] == "[" and is_date(key[2].lower())):
        return None
    import yaml  # only MyST documents need it, and MyST requires it

    try:
        tree = yaml.compose("\n".join(block), Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return None
    if not isinstance(tree, yaml.MappingNode) or not isinstance(tree.value[0][1], yaml.SequenceNode):
        return None
    parts = [str(part.value) for part in tree.value[0][1].value if isinstance(part, yaml.ScalarNode)]
    return key[2], ";\n".join(parts).strip()


def _read_block(
    found: Lines, row: int, block: list[str], known: Callable[[str], bool], *, fold: bool
) -> bool:
    """Add the option that a block of lines is, or what is wrong with it; return whether it is one."""
    key = _KEY.match("\n".join(block))
    if key is None:
        text = " ".join(block[0].split())
        near = repaired(text if fold or text[:1] in ":：" or _BULLET.match(text) else f":{text}", known)
        if near is None:
            right = "name: value" if fold else ":name: value"
            found.problems.append(Problem(f'"{_cut(text)}" is not an option: write {right}', row))
            return False
        if not any(problem.row == row for problem in found.problems):
            found.problems.append(Problem(near[2], row))
        rest = [near[1], *(line.strip() for line in block[1:])]
        found.options.append(Written(near[0], "\n".join(rest).strip(), row))
        return True
    name = key[2]
    if fold and name.startswith(":") and known(name.strip(":").lower()):
        name = name.strip(":")
        found.problems.append(
            Problem(f'":{name}:" stands between dashes: write {name}: without a colon before it', row)
        )
    text, cut = value_of(block, key[3] or "", fold=fold)
    if cut:
        message = f':{name}: ends before "{_cut(cut)}", which is a comment in MyST: write the value in quotation marks'
        found.problems.append(Problem(message, row))
    found.options.append(Written(name, text, row))
    return True


def value_of(block: Sequence[str], raw: str, *, fold: bool) -> tuple[str, str]:
    """Return the value of ``name: value`` lines as MyST reads it, and what its reader takes for a comment.

    A value that the reader refuses, or cuts within quotation marks, is what was written.  With *fold* the lines of a
    plain value become one, as in YAML.
    """
    from myst_parser.parsers.options import TokenizeError, options_to_items

    written = "\n".join(line.strip() for line in raw.split("\n")).strip()
    plain = not written.startswith(('"', "'", "|", ">"))
    if plain and (marks := [found.start() for found in _HASH.finditer(written)]):
        outside = next((at for at in marks if not _within_marks(written, at)), None)
        return (written, "") if outside is None else (written[:outside].rstrip(), written[outside:])
    try:
        items, _state = options_to_items("\n".join(block))
    except TokenizeError:
        return written, ""
    if len(items) != 1 or (plain and not fold):
        return written, ""
    return items[0][1].strip(), ""


def _within_marks(text: str, place: int) -> bool:
    """Return whether a place lies within quotation marks that are closed behind it."""
    at = next_outside(text, "#", 0)
    while 0 <= at < place:
        at = next_outside(text, "#", at + 1)
    return at not in (place, UNCLOSED)


#: What opens or closes a fence.
_FENCE = re.compile(r" {0,3}(?P<mark>:{3,}|`{3,}|~{3,})\s*(?P<info>.*?)\s*$")


def open_fence(lines: Sequence[str]) -> tuple[int, str] | None:
    """Return number and text of the line of a directive that begins within *lines* and does not end there."""
    opened: tuple[int, str, str] | None = None
    for row, line in enumerate(lines):
        fence = _FENCE.match(line)
        if fence is None:
            continue
        if opened is None:
            opened = row, fence["mark"], line.strip()
        elif not fence["info"] and fence["mark"].startswith(opened[1]):
            opened = None
    if opened is None or "{" not in opened[2]:
        return None
    return opened[0], opened[2]


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1].rstrip()}…"
