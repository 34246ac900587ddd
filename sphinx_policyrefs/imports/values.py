"""The natural forms of a value in a data file -> the text that an author would write for it in a directive."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from sphinx_policyrefs.imports.tree import UNSHOWN, List, Map, Node, Scalar
from sphinx_policyrefs.records.fields import FieldError
from sphinx_policyrefs.records.kinds import Field


def text_of(field: Field, node: Node) -> str:
    """Return the text of a value, "" where there is none; raises :class:`FieldError`."""
    if isinstance(node, Scalar):
        return checked(node.text or "")
    make = _FORMS.get(field.type)
    if make is None:
        return single(node)
    return make(node)


def single(node: Node) -> str:
    """Return the text of a value that can only be one; raises :class:`FieldError` for a list or a mapping."""
    if isinstance(node, List) and len(node.items) == 1:
        node = node.items[0]
    if isinstance(node, Scalar):
        return checked(node.text or "")
    if not (node.items if isinstance(node, List) else node.pairs):
        return ""
    raise FieldError(f"is {'a list' if isinstance(node, List) else 'a mapping'}; write one value")


def checked(text: str) -> str:
    """Return *text*; raises :class:`FieldError` where it holds what no page can show."""
    if text.isprintable():  # quick, and true of nearly all
        return text
    if found := UNSHOWN.search(text):
        raise FieldError(f"holds U+{ord(found[0]):04X}, which no page can show; delete it")
    return text


def _named(node: Map) -> dict[str, Node]:
    return {(key.text or "").strip().lower(): value for key, value in node.pairs}


def _take(pairs: Mapping[str, Node], names: tuple[str, ...], what: str) -> str:
    """Return the text under the first of some names; raises :class:`FieldError` where there is none."""
    for name in names:
        if name in pairs and (text := single(pairs[name])):
            return text
    raise FieldError(f"has a mapping without {names[0]}; write {what}")


def _only(pairs: Mapping[str, Node], names: tuple[str, ...]) -> None:
    if wrong := [name for name in pairs if name not in names]:
        raise FieldError(f'"{wrong[0]}" is unknown in it; write {" and ".join(names[:2])}')


def _items(node: Node) -> list[Node]:
    return node.items if isinstance(node, List) else [node]


def _list(node: Node) -> str:
    """Return ``name; name``; the last separator keeps a comma in a single name from dividing it."""
    return "".join(f"{text}; " for part in _items(node) if (text := _name(part)))


def _name(node: Node) -> str:
    if isinstance(node, Map):
        return _take(_named(node), ("id", "title", "name"), "the ids or names of entries")
    return single(node)


_SOURCE = ("id", "locator", "source", "at", "page", "pages")


def _sourced(node: Node) -> str:
    """Return ``source @ locator; source``."""
    return "".join(f"{text}; " for part in _items(node) for text in _sources(part) if text)


def _sources(node: Node) -> Iterator[str]:
    if not isinstance(node, Map):
        yield single(node)
        return
    pairs = _named(node)
    if "id" in pairs or "source" in pairs:
        _only(pairs, _SOURCE)
        name = _take(pairs, ("id", "source"), "id and locator")
        places = (single(pairs[n]) for n in ("locator", "at", "page", "pages") if n in pairs)
        locator = next(filter(None, places), "")
        yield f"{name} @ {locator}" if locator else name
        return
    for key, value in node.pairs:  # source: locator
        locator = single(value)
        yield f"{checked(key.text or '')} @ {locator}" if locator else checked(key.text or "")


def _shares(node: Node) -> str:
    """Return lines ``party = 12.5%``."""
    lines = []
    for part in _items(node):
        if not isinstance(part, Map):
            lines.append(single(part))
            continue
        pairs = _named(part)
        if pairs.keys() & {"party", "id"} and pairs.keys() & {"share", "percent"}:
            _only(pairs, ("party", "share", "id", "percent"))
            name = _take(pairs, ("party", "id"), "party and share")
            lines.append(f"{name} = {_take(pairs, ('share', 'percent'), 'party and share')}")
        else:
            lines += [f"{checked(key.text or '')} = {single(value)}" for key, value in part.pairs]
    return "\n".join(lines)


def _values(node: Node) -> str:
    """Return lines ``value | source; source @ locator``."""
    lines = []
    for part in _items(node):
        if not isinstance(part, Map):
            lines.append(single(part))
            continue
        pairs = _named(part)
        if "value" in pairs:
            _only(pairs, ("value", "sources"))
            written = [(_take(pairs, ("value",), "value and sources"), pairs.get("sources", List([], 0)))]
        else:
            written = [(checked(key.text or ""), value) for key, value in part.pairs]
        lines += [f"{' '.join(value.split())} | {_joined(_sourced(of))}" for value, of in written]
    return "\n".join(lines)


def _waivers(node: Node) -> str:
    """Return ``code -- reason`` lines."""
    lines = []
    for part in _items(node):
        if not isinstance(part, Map):
            lines.append(single(part))
            continue
        pairs = _named(part)
        if "code" in pairs and "reason" in pairs:
            lines.append(f"{single(pairs['code'])} -- {_joined(single(pairs['reason']))}")
        else:
            lines += [f"{checked(key.text or '')} -- {_joined(single(value))}" for key, value in part.pairs]
    return "\n".join(lines)


def _joined(text: str) -> str:
    return " ".join(text.split())


_FORMS: Final[Mapping[str, Callable[[Node], str]]] = MappingProxyType({
    "names": _list,
    "relation": _list,
    "citations": _list,
    "sourced": _sourced,
    "shares": _shares,
    "values": _values,
    "waivers": _waivers,
})  # fmt: skip
