"""What is known of a project that was read before, and whether it is still true.

Sphinx reads a document again if its file is younger than what was made of it.  That is not enough for what is kept
from one command to the next: a file may be replaced by an older one, an extension may be renewed, and a document may
have named a file that is there only now.  So the state of what was read is kept with it: the digest of each source, the
files of the code that read it, the settings, and the documents that gave warnings.
"""

from __future__ import annotations

import json
import os
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: The file of the state, in the folder of the project.
STATE: Final = "state.json"
#: The folder beside it that holds what Sphinx keeps.
DOCTREES: Final = "doctrees"

#: Raised when what the file says has another form or meaning.
_FORM: Final = 1
#: Clocks of file systems tick so many times slower, at most, than that of the process, in nanoseconds.
_TICK: Final = 10_000_000
#: What Sphinx takes for the time when a document was read: before its file was written, or after any change.
_BEFORE, _AFTER = 0, 1 << 62
_STDLIB: Final = sysconfig.get_paths()["stdlib"]


@dataclass
class State:
    """What was read, of which sources, by which code; the state of nothing is true of every project."""

    #: stamp and digest of each document and of what documents depend on, by path; the digest "" is of no content
    sources: dict[str, list[Any]] = field(default_factory=dict)
    #: size and time of the files of the modules that were loaded while documents were read
    modules: dict[str, list[int]] = field(default_factory=dict)
    #: size and time of what Sphinx keeps, by path in its folder
    kept: dict[str, list[int]] = field(default_factory=dict)
    #: digest of conf.py and of the settings
    settings: str = ""
    #: the documents that gave a warning when they were read, which is to be told again
    warned: list[str] = field(default_factory=list)

    # -- before Sphinx reads ------------------------------------------------------------------------------

    @classmethod
    def load(cls, folder: Path) -> State | None:
        """Return the state of what a folder holds; None if what it holds is damaged, or read by other code."""
        try:
            content = json.loads((folder / STATE).read_bytes())
            if content.pop("form") != _FORM:
                return None
            state = cls(**content)
            whole = state.kept == _kept(folder)
            same = all(_size_and_time(Path(name)) == stamp for name, stamp in state.modules.items())
        except (OSError, ValueError, TypeError, AttributeError, KeyError):
            return None
        return state if whole and same else None

    def outdate(self, app: Sphinx) -> None:
        """Have Sphinx read the documents again that are not as they were, and no other that it has read."""
        env = app.env
        same = self.settings == _settings(app)
        seen: dict[str, bool] = {}
        for docname in env.all_docs:
            changed = (
                not same
                or docname in self.warned
                or not all(self._is_same(path, seen) for path in _sources(app, docname))
            )
            env.all_docs[docname] = _BEFORE if changed else _AFTER

    def _is_same(self, path: str, seen: dict[str, bool]) -> bool:
        """Return whether a source is as it was; a stamp of another time is renewed if the content is the same."""
        if path not in seen:
            *before, digest = self.sources.get(path, [""])
            now = _stamp(path)
            seen[path] = digest != "" and before == now
            if digest != "" and before != now and digest == digest_of(path):
                seen[path] = True
                self.sources[path] = [*now, digest]
        return seen[path]

    # -- after it has -------------------------------------------------------------------------------------

    def update(self, app: Sphinx, folder: Path, began: int, warned: Iterable[str]) -> None:
        """Take up what was read since *began*, in nanoseconds, and write it into the folder."""
        env = app.env
        before = self.sources
        self.sources = {
            path: _stamped(path, before.get(path), began)
            for path in {path for docname in env.all_docs for path in _sources(app, docname)}
        }
        self.modules |= {
            name: _size_and_time(Path(name)) for name in _module_files() if name not in self.modules
        }
        self.settings = _settings(app)
        self.warned = sorted(set(warned) & env.all_docs.keys())
        self.kept = _kept(folder)
        content = json.dumps({"form": _FORM, **asdict(self)})
        (folder / STATE).write_text(content, "utf-8")


def digest_of(path: str) -> str:
    """Return a digest of the content of a file, "-" where there is none."""
    try:
        return blake2b(Path(path).read_bytes(), digest_size=16).hexdigest()
    except OSError:
        return "-"


def _stamp(path: str) -> list[int]:
    """Return size and times of a file; that of its last change tells of another file in its place."""
    try:
        found = os.stat(path)  # noqa: PTH116 - thousands of times
    except OSError:
        return [0, 0, 0]
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns]


def _stamped(path: str, before: list[Any] | None, began: int) -> list[Any]:
    """Return stamp and digest of a source, the digest "" if the file may have changed while it was read."""
    now = _stamp(path)
    if max(now[1:]) > began - _TICK:
        return [*now, ""]
    if before is not None and before[:-1] == now and before[-1]:
        return before
    return [*now, digest_of(path)]


def _sources(app: Sphinx, docname: str) -> Iterator[str]:
    """Yield the paths of a document and of what it depends on."""
    yield os.fspath(app.env.doc2path(docname))
    for name in app.env.dependencies.get(docname, ()):
        yield os.path.join(app.srcdir, name)  # noqa: PTH118 - thousands of times


def _size_and_time(path: Path) -> list[int]:
    try:
        found = path.stat()
    except OSError:
        return [0, 0]
    return [found.st_size, found.st_mtime_ns]


def _kept(folder: Path) -> dict[str, list[int]]:
    """Return size and time of the files that Sphinx keeps in a folder, by their paths."""
    top = folder / DOCTREES
    return {
        path.relative_to(top).as_posix(): _size_and_time(path)
        for name, _folders, files in os.walk(top)
        for path in (Path(name, file) for file in files)
    }


def _module_files() -> Iterator[str]:
    """Yield the files of the modules that are loaded, but for those that come with Python."""
    for module in list(sys.modules.values()):
        name = getattr(module, "__file__", None)
        if isinstance(name, str) and ("site-packages" in name or not name.startswith(_STDLIB)):
            yield name


def _settings(app: Sphinx) -> str:
    """Return a digest of conf.py, and of the values of which reading may make use."""
    from sphinx_policyrefs.config import OPTIONS

    ours = {option.name for option in OPTIONS if not option.rebuild}  # digests of the record see to them
    values = sorted(
        (value.name, _plain(value.value))
        for value in app.config
        if value.rebuild in ("", "env") and value.name not in ours
    )
    content = [digest_of(os.fspath(app.confdir / "conf.py")), sorted(app.extensions), values]
    return blake2b(repr(content).encode(), digest_size=16).hexdigest()


def _plain(value: Any) -> str:
    """Return a value as text that is the same in every run; of an object that is its class."""
    match value:
        case dict():
            return repr(sorted((_plain(key), _plain(each)) for key, each in value.items()))
        case set() | frozenset():
            return repr(sorted(map(_plain, value)))
        case list() | tuple():
            return repr([_plain(each) for each in value])
        case str() | bytes() | int() | float() | None | Path():
            return repr(value)
    return type(value).__qualname__
