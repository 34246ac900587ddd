"""The copies of sources that a project has: where they lie, what they are, and what stands in them.

Reading a PDF takes seconds. So the text of a copy is kept by its content, and so is what was looked up in it; a digest
is kept as long as size and times of the file are the same. What reads and compares is part of the name under which
all that is kept, so that another release, or another version of a library, reads anew.
"""

from __future__ import annotations

import os
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from hashlib import blake2b, sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sphinx_policyrefs.evidence.kept import Kept

if TYPE_CHECKING:
    from sphinx_policyrefs.documents.model import Document, Page
    from sphinx_policyrefs.evidence.lookup import Outcome, Searchable

#: A file that has changed so shortly ago, in nanoseconds, may change again without its times telling.
_FRESH: Final = 2_000_000_000
#: How many documents stay ready for being searched.
_READY: Final = 16
#: How many look-ups are kept of one copy before those that this run did not ask for are dropped.
_LOOKUPS: Final = 20_000
#: What the pages are kept under, among look-ups.
_PAGES: Final = "pages"
#: What the texts of copies, and what is found in them, depend on besides our own code.
_LIBRARIES: Final = ("pdfminer.six", "lxml", "python-docx", "markdown-it-py")


class Copies:
    """The copies of one project.

    *root* is the directory of its documents, *folders* are further ones in which copies may lie, *cache* is a folder
    for what is kept between runs (None: nothing is), *jobs* how many copies are read at once.
    """

    def __init__(
        self, root: Path, folders: Sequence[Path] = (), cache: Path | None = None, jobs: int = 1
    ) -> None:
        self._bases = tuple(_normal(base) for base in (root, *(root / folder for folder in folders)))
        self._kept = Kept(cache)
        self._jobs = jobs
        self._digests = _Digests(self._kept, self._bases[0])
        self._ready: OrderedDict[str, Searchable] = OrderedDict()
        self._lookups: dict[str, _Lookups] = {}
        #: documents that were read and could not be kept
        self._documents: dict[str, Document] = {}

    # -- files -------------------------------------------------------------------------------------------

    def path_of(self, copy: str) -> Path | None:
        """Return the file that an author's *copy* names; None where there is none below the folders for copies.

        It is looked for from the directory of the documents first, and then from each of the other folders in order.
        """
        for base in self._bases:
            path = _normal(base / copy.strip())
            if any(path.is_relative_to(other) for other in self._bases) and path.is_file():
                return path
        return None

    def digest(self, path: Path) -> str:
        """Return the SHA-256 of a file in lower case; raises :class:`Unreadable` for one that is not read."""
        return self._digests.of(path)

    # -- texts -------------------------------------------------------------------------------------------

    def read(self, path: Path) -> Searchable:
        """Return what stands in a copy; raises :class:`Unreadable`."""
        from sphinx_policyrefs.evidence.lookup import Searchable

        name = self._name(path)
        found = self._ready.pop(name, None)
        if found is None:
            found = Searchable(self._document(path, name))
        self._ready[name] = found
        if len(self._ready) > _READY:
            self._ready.popitem(last=False)
        return found

    def prepare(self, paths: Iterable[Path]) -> None:
        """Read several copies at once, so that :meth:`read` is quick for each; what can't be read is told by that."""
        from sphinx_policyrefs.documents.model import Unreadable

        def unknown(path: Path) -> bool:
            try:
                return self._load(self._name(path)) is None
            except Unreadable:
                return False

        def attempt(path: Path) -> None:
            try:
                self._document(path, self._name(path))
            except Unreadable:
                return

        wanted = [path for path in dict.fromkeys(paths) if unknown(path)]
        if len(wanted) < 2 or self._jobs < 2:
            return
        from concurrent.futures import ThreadPoolExecutor

        # Each is read by a process of its own, for which a thread waits.
        with ThreadPoolExecutor(min(self._jobs, len(wanted))) as pool:
            list(pool.map(attempt, wanted))

    def _document(self, path: Path, name: str) -> Document:
        """Return the document of a copy, as it is kept or read anew; raises :class:`Unreadable`."""
        from sphinx_policyrefs.documents.model import Unreadable, to_data
        from sphinx_policyrefs.documents.reading import read

        found = self._load(name)
        if found is not None:
            return found
        try:
            document = read(path)
        except Unreadable as error:
            if error.holds and self._digests.still(path):
                until = time.time() + error.holds
                self._kept.save(_text(name), {"unreadable": str(error), "until": until})
            raise
        if self._digests.still(path):
            self._kept.save(_text(name), to_data(document))
        if self._kept.folder is None:
            self._documents[name] = document
        return document

    def _load(self, name: str) -> Document | None:
        """Return the document that is kept under *name*; None where none is, raises :class:`Unreadable`."""
        from sphinx_policyrefs.documents.model import Unreadable, of_data

        if name in self._documents:
            return self._documents[name]
        data = self._kept.load(_text(name))
        if not isinstance(data, dict):
            return None
        if "unreadable" in data:
            if data["until"] < time.time():
                return None
            raise Unreadable(data["unreadable"], 0)
        try:
            return of_data(data)
        except (KeyError, TypeError, ValueError):
            return None

    # -- looking up --------------------------------------------------------------------------------------

    def known(self, path: Path, words: str, where: str) -> bool:
        """Return whether it is known what looking *words* up comes to; raises :class:`Unreadable`."""
        return self._of(path).get(words, where) is not None

    def look_up(self, path: Path, words: str, where: str = "") -> Outcome:
        """Return what becomes of the quotation *words* with the locator *where*; raises :class:`Unreadable`."""
        lookups = self._of(path)
        found = lookups.get(words, where)
        if found is None:
            found = self.read(path).look_up(words, where)
            lookups.put(words, where, found)
        return found

    def pages(self, path: Path) -> tuple[Page, ...]:
        """Return the pages of a copy, none where its format has none; raises :class:`Unreadable`."""
        lookups = self._of(path)
        pages = lookups.pages
        if pages is None:
            document = self._document(path, self._name(path))
            pages = lookups.pages = tuple(page for _offset, page in document.body.pages)
        return pages

    def has_pages(self, path: Path) -> bool:
        """Return whether the pages of a copy are known; raises :class:`Unreadable`."""
        return self._of(path).pages is not None

    def save(self) -> None:
        """Keep what was looked up, and the digests."""
        new = False
        for name, lookups in self._lookups.items():
            if lookups.changed:
                new = True
                self._kept.save(_found(name), lookups.to_keep())
        if new:
            self._kept.delete_unused()
        self._digests.save()

    def _of(self, path: Path) -> _Lookups:
        name = self._name(path)
        lookups = self._lookups.get(name)
        if lookups is None:
            lookups = self._lookups[name] = _Lookups(self._kept.load(_found(name)))
        return lookups

    def _name(self, path: Path) -> str:
        """Return what stands for the content of a copy, its format and all that reads and compares it."""
        return f"{self.digest(path)}{path.suffix.lower()[:12]}"


class _Digests:
    """The digests of files, kept as long as size and times of the file are the same."""

    def __init__(self, kept: Kept, root: Path) -> None:
        self._store = kept
        self._name = f"digests-{_short(str(root))}.json"
        self._kept: dict[str, Any] | None = None
        self._found: dict[Path, str] = {}
        self._stamps: dict[Path, list[int]] = {}
        self._changed = False

    def of(self, path: Path) -> str:
        """Return the digest of a file; raises :class:`Unreadable`."""
        found = self._found.get(path)
        if found is None:
            found = self._found[path] = self._of(path)
        return found

    def still(self, path: Path) -> bool:
        """Return whether a file is the one whose digest was asked for."""
        try:
            return _stamp(path) == self._stamps.get(path)
        except OSError:
            return False

    def _of(self, path: Path) -> str:
        from sphinx_policyrefs.documents.model import LARGEST, Unreadable

        try:
            stamp = self._stamps[path] = _stamp(path)
            if stamp[0] > LARGEST:
                raise Unreadable(f"is larger than the {LARGEST >> 20} MB that are read")
            if (kept := self._by_path.get(str(path))) and kept[:-1] == stamp:
                return str(kept[-1])
            now = time.time_ns()
            with path.open("rb") as file:
                digest = _sha256(file.read)
        except OSError as error:
            raise Unreadable(f"can't be opened: {error.strerror or error}", 0) from None
        self._changed = True
        if max(stamp[1:3]) < now - _FRESH:
            self._by_path[str(path)] = [*stamp, digest]
        else:
            self._by_path.pop(str(path), None)
        return digest

    @property
    def _by_path(self) -> dict[str, Any]:
        if self._kept is None:
            data = self._store.load(self._name)
            self._kept = data if isinstance(data, dict) else {}
        return self._kept

    def save(self) -> None:
        """Keep the digests of the files that there are."""
        if self._changed:
            self._changed = False
            there = {path: kept for path, kept in self._by_path.items() if os.path.exists(path)}  # noqa: PTH110 - many
            self._store.save(self._name, there)


class _Lookups:
    """What looking quotations up in one copy came to."""

    def __init__(self, kept: object) -> None:
        self._kept: dict[str, Any] = kept if isinstance(kept, dict) else {}
        self._asked: set[str] = set()
        self.changed = False

    @property
    def pages(self) -> tuple[Page, ...] | None:
        """The pages of the copy; None where nobody has asked."""
        from sphinx_policyrefs.documents.model import Page

        try:
            return tuple(Page(number, label) for number, label in self._kept[_PAGES])
        except (KeyError, TypeError, ValueError):
            return None

    @pages.setter
    def pages(self, pages: tuple[Page, ...]) -> None:
        self._kept[_PAGES] = pages
        self._asked.add(_PAGES)
        self.changed = True

    def get(self, words: str, where: str) -> Outcome | None:
        key = f"{where}\0{words}"
        data = self._kept.get(key)
        if data is None:
            return None
        self._asked.add(key)
        try:
            return _of_data(data)
        except (TypeError, ValueError, IndexError):
            return None

    def put(self, words: str, where: str, outcome: Outcome) -> None:
        key = f"{where}\0{words}"
        self._asked.add(key)
        self._kept[key] = _to_data(outcome)
        self.changed = True

    def to_keep(self) -> dict[str, Any]:
        """Return what is to be kept: everything, unless that is too much."""
        self.changed = False
        if len(self._kept) > _LOOKUPS:
            return {key: data for key, data in self._kept.items() if key in self._asked}
        return self._kept


class _Versions(NamedTuple):
    """What stands for the code that reads copies, and for that which looks words up."""

    reader: str
    matcher: str


@cache
def versions() -> _Versions:
    """Return digests of the code that reads copies and looks words up: another release does so anew."""
    from importlib.metadata import PackageNotFoundError, version

    import sphinx_policyrefs

    parts = [sphinx_policyrefs.__version__]
    for library in _LIBRARIES:
        try:
            parts.append(version(library))
        except PackageNotFoundError:
            parts.append("")
    package = Path(sphinx_policyrefs.__file__).parent

    def code(layer: str) -> str:
        try:
            return "".join(path.read_text("utf-8") for path in sorted((package / layer).glob("*.py")))
        except OSError:
            return ""

    reader = _short(repr((parts, code("documents"))))
    return _Versions(reader, _short(reader + code("evidence")))


def _text(name: str) -> str:
    return f"text-{name}-{versions().reader}.json"


def _found(name: str) -> str:
    return f"found-{name}-{versions().matcher}.json"


def _to_data(outcome: Outcome) -> list[Any]:
    instead = outcome.instead
    return [
        outcome.state.value,
        outcome.pages,
        outcome.altered,
        outcome.omitted,
        outcome.words,
        None if instead is None else list(instead),
        outcome.time,
    ]


def _of_data(data: list[Any]) -> Outcome:
    from sphinx_policyrefs.documents.model import Page
    from sphinx_policyrefs.evidence.differences import Instead
    from sphinx_policyrefs.evidence.lookup import Outcome, State

    state, pages, altered, omitted, words, instead, time = data
    nearest = None
    if instead is not None:
        longest, stands, pairs, offset = instead
        nearest = Instead(longest, stands, tuple((own, other) for own, other in pairs), offset)
    return Outcome(
        State(state),
        tuple(Page(number, label) for number, label in pages),
        altered,
        omitted,
        words,
        nearest,
        time,
    )


def _normal(path: Path) -> Path:
    """Return an absolute path without ``..``; symbolic links stay, since copies may lie behind one."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links


def _stamp(path: Path) -> list[int]:
    found = path.stat()
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]


def _sha256(read: Callable[[int], bytes]) -> str:
    found = sha256()
    while part := read(1 << 20):
        found.update(part)
    return found.hexdigest()


def _short(text: str) -> str:
    return blake2b(text.encode(), digest_size=12).hexdigest()
