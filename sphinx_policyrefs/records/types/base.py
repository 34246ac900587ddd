"""The base of all field types, and what several of them use."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Final, Protocol

from sphinx_policyrefs.records.fields import FieldError, split_list

if TYPE_CHECKING:
    from sphinx_policyrefs.records.cited import Citation
    from sphinx_policyrefs.records.kinds import Field

#: The schema of any text.
TEXT: Final[Mapping[str, Any]] = {"type": "string"}


class Names(Protocol):
    """The entries that the names in one field of one entry mean: what an export asks for."""

    def links(self) -> Sequence[tuple[str, ...]]:
        """Return the ids to which the field leads, in order, each with the place and the words."""

    def link_of(self, citation: Citation) -> tuple[str, ...] | None:
        """Return where one citation leads, as :meth:`links` does; None where it leads nowhere."""

    def id_of(self, name: str) -> str:
        """Return the id of the entry that *name* means, "" where it means none."""

    def date_of(self, name: str) -> str:
        """Return the field in ``entry.field``, "" if *name* is the name of an entry."""


class FieldType:
    """A type of field.  This class itself is the type ``text``; the others override what they do differently.

    A value has four forms:

    - *text*: what an author writes in an option;
    - *value*: what the record keeps, as plain data (text, numbers, tuples).  References in it are still names;
    - *data*: what stands in a data file (text, lists, mappings);
    - *JSON*: what stands in ``policyrefs.json``.  Data files may hold this form too, and the other way around.
    """

    #: what ``Field.type`` says
    name: ClassVar[str] = "text"
    #: what an author writes, for the reference pages; the parts between backquotes are literal
    write: ClassVar[str] = "text"
    #: texts that authors may write; tests use them
    examples: ClassVar[tuple[str, ...]] = ("Some text & more", "two \n lines")
    #: what a value in JSON looks like
    schema: ClassVar[Mapping[str, Any]] = TEXT
    #: definitions that :attr:`schema` refers to, by name
    definitions: ClassVar[Mapping[str, Any]] = {}
    #: whether ``policyrefs_kinds`` may have fields of this type
    extra: ClassVar[bool] = True
    #: whether no export has the values, because they are for authors and reviewers alone
    internal: ClassVar[bool] = False
    #: whether a value names entries
    is_relation: ClassVar[bool] = False
    #: whether a value is a list of links to entries, and reads as one
    is_links: ClassVar[bool] = False
    #: whether a value cites sources, for which passages may stand
    is_cited: ClassVar[bool] = False
    #: the type that it counts as where fields of several kinds have one name
    like: ClassVar[str] = ""

    # -- reading -------------------------------------------------------------------------------------------

    def parse(self, field: Field, text: str) -> Any:  # noqa: ARG002 - of choices
        """Return the value of a text, which has no white space around it; ``()`` if it holds nothing.

        Raises :class:`FieldError`; its message does not name the option.
        """
        return " ".join(text.split())

    def from_json(self, data: Any) -> str:
        """Return the text that an author would write for a value in a data file or an export.

        Raises :class:`FieldError` if the value does not have a form of the type.
        """
        return single(data)

    # -- writing -------------------------------------------------------------------------------------------

    def written(self, value: Any) -> Any:
        """Return a value as a data file has it."""
        return value

    def to_json(self, value: Any, names: Names) -> Any:  # noqa: ARG002 - of relations
        """Return a value for JSON, with ids instead of names; None or an empty list if nothing is left."""
        return value

    def csv(self, data: Any) -> str:
        """Return data or JSON for a cell of a table: the text that an author would write."""
        return self.from_json(data)

    # -- prose ---------------------------------------------------------------------------------------------

    def texts(self, value: Any) -> tuple[str, ...]:
        """Return the parts of a value that translators get; names of entries are among them."""
        return (value,)

    def with_texts(self, value: Any, texts: Sequence[str]) -> Any:  # noqa: ARG002 - of compounds
        """Return a value with *texts* instead of those that :meth:`texts` returns."""
        return texts[0]

    # -- references ----------------------------------------------------------------------------------------

    def targets(self, value: Any) -> tuple[str, ...]:
        """Return the names of the entries that a value points to, in order."""
        return tuple(name for name, *_place in self.links(value))

    def links(self, value: Any) -> Iterable[tuple[str, ...]]:  # noqa: ARG002 - of relations
        """Return the names of the entries to which a value points, each with the place (or "") and the words."""
        return ()

    def citations(self, value: Any) -> Iterable[Citation]:  # noqa: ARG002 - of citations
        """Return the citations in a value, in order, each with its place and its words."""
        return ()

    def renamed(self, value: Any, change: Callable[[str], str]) -> Any:  # noqa: ARG002 - of relations
        """Return a value with the names of its entries changed; an entry whose name becomes "" is left out."""
        return value

    def json_renamed(self, data: Any, change: Callable[[str], str]) -> Any:  # noqa: ARG002 - of relations
        """Return JSON with the ids of its entries changed; data of another form is returned as it is."""
        return data


class NoProse(FieldType):
    """A type whose values translators do not get, because they are the same in every language."""

    def texts(self, value: Any) -> tuple[str, ...]:  # noqa: ARG002
        """Return nothing."""
        return ()

    def with_texts(self, value: Any, texts: Sequence[str]) -> Any:  # noqa: ARG002
        """Return the value."""
        return value


# -- data ------------------------------------------------------------------------------------------------------


def single(data: Any) -> str:
    """Return the text of data that has to be one value; raises :class:`FieldError` for several."""
    if isinstance(data, list) and len(data) == 1:
        data = data[0]
    if isinstance(data, str):
        return data
    if isinstance(data, (list, Mapping)) and data:
        raise FieldError(f"is {'a list' if isinstance(data, list) else 'a mapping'}; write one value")
    if isinstance(data, bool):
        raise FieldError("is true or false; write a text")
    return str(data) if data or data == 0 else ""


def items(data: Any) -> list[Any]:
    """Return data as a list."""
    return data if isinstance(data, list) else [data]


def keyed(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return a mapping with its names in lower case."""
    return {name.strip().lower(): value for name, value in data.items()}


def take(data: Mapping[str, Any], names: tuple[str, ...], what: str) -> str:
    """Return the text under the first of some names that has one; raises :class:`FieldError` if none has."""
    for name in names:
        if name in data and (text := single(data[name])):
            return text
    raise FieldError(f"has a mapping without {names[0]}; write {what}")


def check_names(data: Mapping[str, Any], names: tuple[str, ...]) -> None:
    """Raise :class:`FieldError` if a mapping has other names; the message lists those that are allowed."""
    if wrong := [name for name in data if name not in names]:
        *most, last = names
        allowed = f"{', '.join(most)} and {last}"
        raise FieldError(
            f'has a mapping with "{wrong[0]}", which is not allowed there; allowed are {allowed}'
        )


def listed(parts: Iterable[str]) -> str:
    """Return parts as the text of a list; a single part with commas ends with ``;``, so that it is not divided."""
    texts = [text for text in parts if text]
    return f"{texts[0]};" if len(texts) == 1 and "," in texts[0] else "; ".join(texts)


def on_one_line(text: str) -> str:
    """Return a text with single spaces between its words."""
    return " ".join(text.split())


# -- lists -----------------------------------------------------------------------------------------------------


class List(FieldType):
    """Several texts, divided by ``;``, and by ``,`` where each is an id."""

    name = "names"
    write = "a list, divided by `;`"
    examples: ClassVar[tuple[str, ...]] = ("One name; another", "one, two", "Smith, John;")
    schema: ClassVar[Mapping[str, Any]] = {"$ref": "#/$defs/texts"}

    def parse(self, field: Field, text: str) -> Any:  # noqa: ARG002
        """Return the parts as a tuple."""
        if text.startswith("[") and text.endswith("]") and ("," in text or ";" in text):
            parts = [part.strip(" '\"") for part in re.split("[,;]", text[1:-1])]
            raise FieldError(f'"{text}" is in brackets: write {"; ".join(filter(None, parts))} without them')
        return split_list(text)

    def from_json(self, data: Any) -> str:
        """Return the parts with semicolons between; of a mapping its id or title."""
        return listed(map(self._name, items(data)))

    @staticmethod
    def _name(part: Any) -> str:
        if isinstance(part, Mapping):
            return take(keyed(part), ("id", "title", "name"), "the ids or names of entries")
        return single(part)

    def written(self, value: Any) -> Any:
        """Return a list."""
        return list(value)

    def to_json(self, value: Any, names: Names) -> Any:  # noqa: ARG002
        """Return a list."""
        return list(value)

    def texts(self, value: Any) -> tuple[str, ...]:
        """Return the parts."""
        return tuple(value)

    def with_texts(self, value: Any, texts: Sequence[str]) -> Any:  # noqa: ARG002
        """Return other parts."""
        return tuple(texts)
