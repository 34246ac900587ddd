"""YAML -> tokens with their places: of its events alone, so that nothing is constructed."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_policyrefs.imports.tree import UNSHOWN, DataError, Token

MISSING = "needs PyYAML: pip install 'sphinx-policyrefs[yaml]'"

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_NAMES = ("str", "int", "float", "bool", "null", "timestamp", "map", "seq")
_TAGS = frozenset(f"tag:yaml.org,2002:{name}" for name in _NAMES)


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a YAML text; raises :class:`DataError` for a text that is not YAML, or has its own tags."""
    try:
        import yaml
    except ImportError:
        raise DataError(MISSING) from None
    if found := UNSHOWN.search(text):
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - text.rfind("\n", 0, found.start())
        raise DataError(f"is not YAML: it holds U+{ord(found[0]):04X}, which no text needs", line, column)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        for event in yaml.parse(text, Loader=loader):
            mark = event.start_mark
            line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
            tag = getattr(event, "tag", None)
            if tag is not None and tag not in _TAGS and tag != "!":
                raise DataError(f"has the tag {tag[:60]}, and data files have none", line, column)
            if isinstance(event, yaml.ScalarEvent):
                plain = event.style in (None, "") and event.implicit[0]
                value = None if plain and event.value in _NULL else event.value
                line += event.style in ("|", ">")  # the text begins in the next line
                yield Token("s", value, line, column, event.anchor)
            elif isinstance(event, yaml.MappingStartEvent):
                yield Token("{", None, line, column, event.anchor)
            elif isinstance(event, yaml.MappingEndEvent):
                yield Token("}", None, line, column)
            elif isinstance(event, yaml.SequenceStartEvent):
                yield Token("[", None, line, column, event.anchor)
            elif isinstance(event, yaml.SequenceEndEvent):
                yield Token("]", None, line, column)
            elif isinstance(event, yaml.AliasEvent):
                yield Token("*", event.anchor, line, column)
    except yaml.YAMLError as error:
        place = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        problem = getattr(error, "problem", None) or "it can't be read"
        line, column = (place.line + 1, place.column + 1) if place else (0, 0)
        raise DataError(f"is not YAML: {problem}", line, column) from None
    except RecursionError:
        raise DataError("is not YAML: it is nested too deeply") from None
