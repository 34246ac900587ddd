"""What a field type is: everything that the package does with the values of one type of field, in one object."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Final, Protocol

from sphinx_policyrefs.records.fields import FieldError, split_list

if TYPE_CHECKING:
    from sphinx_policyrefs.records.cited import Citation
    from sphinx_policyrefs.records.kinds import Field

#: The schema of any text.
TEXT: Final[Mapping[str, Any]] = {"type": "string"}


class Names(Protocol):
    """How an export learns which entries the names in one field of one entry mean."""

    def links(self) -> Sequence[tuple[str, ...]]:
        """Return the ids that the field leads to, each with the place there and its words, in order."""

    def link_of(self, citation: Citation) -> tuple[str, ...] | None:
        """Return where one citation leads, as :meth:`links` does; None where it leads nowhere."""

    def id_of(self, name: str) -> str:
        """Return the id of the entry that *name* means, "" where it means none."""

    def date_of(self, name: str) -> str:
        """Return the field that ``entry.field`` names behind its dot, "" where *name* is that of an entry."""


class FieldType:
    """A type of field.  This class is also the type ``text``; the others say what they do otherwise.

    A value has four forms.  The *text* is what an author writes in an option.  The *value* is what the record
    keeps: plain data (text, numbers, tuples), which pickles small and compares, and in which references are
    still names.  *Data* is the form in a data file (text, lists, mappings), *JSON* the one in
    ``policyrefs.json``; whoever reads one of the two reads the other as well.
    """

    #: what ``Field.type`` says
    name: ClassVar[str] = "text"
    #: what an author writes, for the reference pages; what stands between backquotes is written as it is
    write: ClassVar[str] = "text"
    #: texts that authors may write, for tests and for whoever looks at what a type takes
    examples: ClassVar[tuple[str, ...]] = ("Some text & more", "two \n lines")
    #: what a value in JSON looks like
    schema: ClassVar[Mapping[str, Any]] = TEXT
    #: definitions that :attr:`schema` refers to, by name
    definitions: ClassVar[Mapping[str, Any]] = {}
    #: whether ``policyrefs_kinds`` may have fields of this type
    extra: ClassVar[bool] = True
    #: whether values stay inside: a matter between authors and reviewers, in no export
    internal: ClassVar[bool] = False
    #: whether a value names entries
    is_relation: ClassVar[bool] = False
    #: whether a value is links to entries, each of which a reader sees as one
    is_links: ClassVar[bool] = False
    #: whether a value cites sources, for which passages may stand
    is_cited: ClassVar[bool] = False
    #: the type as which fields of one name in several kinds are taken for one
    like: ClassVar[str] = ""

    # -- reading -------------------------------------------------------------------------------------------

    def parse(self, field: Field, text: str) -> Any:  # noqa: ARG002 - of choices
        """Return the value that a text without white space around means, ``()`` for none.

        Raises :class:`FieldError`, whose message does not name the option.
        """
        return " ".join(text.split())

    def from_json(self, data: Any) -> str:
        """Return the text of a value of a data file or of an export.

        Raises :class:`FieldError` for what has not the form of one.
        """
        return single(data)

    # -- writing -------------------------------------------------------------------------------------------

    def written(self, value: Any) -> Any:
        """Return a value as a data file has it."""
        return value

    def to_json(self, value: Any, names: Names) -> Any:  # noqa: ARG002 - of relations
        """Return a value as JSON has it, with ids in place of names; None or an empty list for none."""
        return value

    def csv(self, data: Any) -> str:
        """Return data, or JSON, as a cell of a table has it: the text that an author would write."""
        return self.from_json(data)

    # -- prose ---------------------------------------------------------------------------------------------

    def texts(self, value: Any) -> tuple[str, ...]:
        """Return the pieces of a value that are prose, for translators.  Names of entries are among them."""
        return (value,)

    def with_texts(self, value: Any, texts: Sequence[str]) -> Any:  # noqa: ARG002 - of compounds
        """Return a value with other *texts* in the place of those that :meth:`texts` gives."""
        return texts[0]

    # -- references ----------------------------------------------------------------------------------------

    def targets(self, value: Any) -> tuple[str, ...]:
        """Return the names of the entries that a value points to, in order."""
        return tuple(name for name, *_place in self.links(value))

    def links(self, value: Any) -> Iterable[tuple[str, ...]]:  # noqa: ARG002 - of relations
        """Return the names of the entries that a value points to, each with the place there, or "", and its words."""
        return ()

    def citations(self, value: Any) -> Iterable[Citation]:  # noqa: ARG002 - of citations
        """Return the citations in a value, in order, each with its place and its words."""
        return ()

    def renamed(self, value: Any, change: Callable[[str], str]) -> Any:  # noqa: ARG002 - of relations
        """Return a value with other names of entries; what gets "" for a name is left out."""
        return value

    def json_renamed(self, data: Any, change: Callable[[str], str]) -> Any:  # noqa: ARG002 - of relations
        """Return JSON with other ids of entries; what is not of the type's form stays as it is."""
        return data


class NoProse(FieldType):
    """A type whose values translators do not get: they are alike in every language, or the record's own words."""

    def texts(self, value: Any) -> tuple[str, ...]:  # noqa: ARG002
        """Return nothing."""
        return ()

    def with_texts(self, value: Any, texts: Sequence[str]) -> Any:  # noqa: ARG002
        """Return the value."""
        return value


# -- data ------------------------------------------------------------------------------------------------------


def single(data: Any) -> str:
    """Return the text of data that can only be one value; raises :class:`FieldError` for more."""
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
    """Return a mapping by its names in lower case."""
    return {name.strip().lower(): value for name, value in data.items()}


def take(data: Mapping[str, Any], names: tuple[str, ...], what: str) -> str:
    """Return the text under the first of some names; raises :class:`FieldError` where there is none."""
    for name in names:
        if name in data and (text := single(data[name])):
            return text
    raise FieldError(f"has a mapping without {names[0]}; write {what}")


def check_names(data: Mapping[str, Any], names: tuple[str, ...], asked: int = 2) -> None:
    """Raise :class:`FieldError` where a mapping has others than *names*, of which the first *asked* are told."""
    if wrong := [name for name in data if name not in names]:
        raise FieldError(f'"{wrong[0]}" is unknown in it; write {" and ".join(names[:asked])}')


def listed(parts: Iterable[str]) -> str:
    """Return the parts of a list; one with commas gets a semicolon, lest it be divided there."""
    texts = [text for text in parts if text]
    return f"{texts[0]};" if len(texts) == 1 and "," in texts[0] else "; ".join(texts)


def on_one_line(text: str) -> str:
    """Return a text whose words are parted by single spaces."""
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
