"""Other projects' records beside one's own: their exports, by path or by address, and the copies of last time.

An address is asked once in each build, for what has changed since.  What can't be loaded, or is not an export, is one
warning, and the copy that an earlier build left in the doctree directory serves.  Where nothing is
federated, nothing is asked.
"""

from __future__ import annotations

import json
import ssl
import time
from collections.abc import Mapping
from http.client import HTTPException
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final
from urllib import request
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

import sphinx_policyrefs
from sphinx_policyrefs.adapter.references.federated import Federation
from sphinx_policyrefs.imports.exported import entries_of
from sphinx_policyrefs.records.exported import LARGEST, Exported, ExportedError, read_exported
from sphinx_policyrefs.records.members import Member, members
from sphinx_policyrefs.records.model import DocRecord, Finding

if TYPE_CHECKING:
    from http.client import HTTPMessage, HTTPResponse

    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinx_policyrefs.adapter.project import Project

#: Where the copies lie, below the doctree directory.
FOLDER: Final = "policyrefs-federation"
_REDIRECTS: Final = 5


class Absent(Exception):  # noqa: N818 - it is not an error of ours
    """An export can't be loaded or used; the message says why, *line* is the place in it or 0."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


def load(app: Sphinx, project: Project) -> Federation:
    """Return the other projects that conf.py names: as they are now, else as they were last time."""
    records: list[DocRecord] = []
    sets: dict[str, bool] = {}
    findings: list[Finding] = []
    for member in members(app.config.policyrefs_federation):
        export, found = _export(app, project, member)
        findings += found
        sets[member.name] = export is None
        if export is None:
            continue
        taken = entries_of(export, project.kinds, home=member.name, pages=member.base, file=member.place)
        records.append(DocRecord(f"{member.name}:", taken.entries).sealed())
        if taken.problems:
            more = f"; {len(taken.problems) - 1} more like it" if len(taken.problems) > 1 else ""
            message = f"the project {member.name}: {taken.problems[0]}; that is left out{more}"
            findings.append(_finding(app, project, member, message))
    return Federation(tuple(records), sets, tuple(findings))


def _export(app: Sphinx, project: Project, member: Member) -> tuple[Exported | None, list[Finding]]:
    """Return a project's export, None where there is none, and what is to be told about that."""
    copy = _Copy(Path(app.doctreedir) / FOLDER, member)
    try:
        content = _asked(app, member, copy) if member.is_address else _read(app, member)
        if content is not None:
            try:
                export = read_exported(content)
            except ExportedError as error:
                raise Absent(str(error), error.line) from None
            copy.keep(content)
            return export, []
    except Absent as absent:
        why, line = str(absent), absent.line
    else:
        why, line = "", 0
    kept = copy.export()
    if kept is not None and not why:
        return kept, []
    instead = (
        "the copy of the last build is used" if kept is not None else "there is no copy of an earlier build"
    )
    message = f"the project {member.name}: {member.place} {why}; {instead}"
    return kept, [_finding(app, project, member, message, line)]


def _finding(app: Sphinx, project: Project, member: Member, message: str, line: int = 0) -> Finding:
    """Return a finding at the place in a file of ours, or else at the line of conf.py that names the project.

    If no line names it, because it was set on the command line, this is line 1.
    """
    if line and not member.is_address:
        return Finding("federation", message, project.relative(Path(app.srcdir, member.place)), line)
    conf = Path(app.confdir, "conf.py")
    try:
        lines = conf.read_text("utf-8", "replace").split("\n")
    except OSError:
        lines = []
    after = next((n for n, text in enumerate(lines) if "policyrefs_federation" in text), 0)
    quoted = (f'"{member.name}"', f"'{member.name}'")
    named = (n for n, text in enumerate(lines[after:], after + 1) if any(q in text for q in quoted))
    return Finding("federation", message, project.conf_py, next(named, 1))


def _read(app: Sphinx, member: Member) -> bytes:
    """Return the content of an export on this machine."""
    try:
        with Path(app.srcdir, member.place).open("rb") as opened:
            return opened.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        raise Absent(f"can't be read: {getattr(error, 'strerror', None) or error}") from None


class _Copy:
    """The copy of an export that the last build kept, with what the server said of its version."""

    def __init__(self, folder: Path, member: Member) -> None:
        self.path = folder / f"{member.name}.json"
        self.about = folder / f"{member.name}.about"
        self.place = member.place
        #: names of headers, for the next question
        self.version: dict[str, str] = {}

    def headers(self) -> dict[str, str]:
        """Return the headers with which a server sends the export only if it is newer than the copy."""
        said = self._said()
        names = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
        return {name: said[key] for key, name in names.items() if isinstance(said.get(key), str)}

    def _said(self) -> dict[str, Any]:
        """Return what was kept of the copy's version, nothing where it is of another place."""
        try:
            said = json.loads(self.about.read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        ours = isinstance(said, dict) and said.get("place") == self.place and self.path.is_file()
        return said if ours else {}

    def export(self) -> Exported | None:
        """Return the export of last time, None where there is none."""
        if not self._said():
            return None
        try:
            return read_exported(self.path.read_bytes())
        except (OSError, ExportedError):
            return None

    def keep(self, content: bytes) -> None:
        """Keep an export for next time; one that can't be kept is only asked for again."""
        about = json.dumps({"place": self.place, **self.version})
        try:
            if (
                self.path.is_file()
                and self.path.read_bytes() == content
                and self._said() == json.loads(about)
            ):
                return
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.about.unlink(missing_ok=True)
            self.path.write_bytes(content)
            self.about.write_text(about, "utf-8")
        except OSError:
            self.about.unlink(missing_ok=True)


class _Redirects(request.HTTPRedirectHandler):
    """Follows a few redirections, and none from https to http or to other schemes."""

    max_redirections = _REDIRECTS

    def redirect_request(
        self, req: request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> request.Request | None:
        """Return the request that follows; raises URLError for an address that must not be."""
        allowed = ("https://",) if req.full_url.lower().startswith("https://") else ("https://", "http://")
        if not newurl.lower().startswith(allowed):
            raise URLError(f"it leads to {newurl[:60]}, which is not followed")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _asked(app: Sphinx, member: Member, copy: _Copy) -> bytes | None:
    """Return the content of an export on the network, None where it is still that of the copy."""
    opener = request.OpenerDirector()
    for handler in (
        request.ProxyHandler(),
        request.HTTPHandler(),
        request.HTTPSHandler(context=tls_context(app.config, urlsplit(member.place).hostname or "")),
        request.HTTPDefaultErrorHandler(),
        request.HTTPErrorProcessor(),
        _Redirects(),
        request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    headers = {"User-Agent": user_agent(app.config), "Accept": "application/json", **copy.headers()}
    try:
        with opener.open(request.Request(member.place, headers=headers), timeout=member.timeout) as answer:  # noqa: S310 - no other handlers
            content = _content(answer, time.monotonic() + member.timeout)
            copy.version = {
                name: value for name in ("etag", "last-modified") if (value := answer.headers.get(name))
            }
            return content
    except HTTPError as error:
        error.close()
        if error.code == 304 and copy.export() is not None:
            return None
        said = (
            "and leads round and round"
            if 300 < error.code < 304
            else " ".join(str(error.reason).split())[:80]
        )
        raise Absent(f"can't be loaded: the server answers {error.code} {said}") from None
    except TimeoutError:
        raise Absent(f"can't be loaded within {member.timeout:g} seconds") from None
    except URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise Absent(f"can't be loaded within {member.timeout:g} seconds") from None
        raise Absent(f"can't be loaded: {error.reason}") from None
    except (OSError, HTTPException, ValueError) as error:
        raise Absent(f"can't be loaded: {str(error) or type(error).__name__}") from None


def _content(answer: HTTPResponse, until: float) -> bytes:
    """Return what a server sends; raises if it is too much or takes too long."""
    content = b""
    while part := answer.read1(65536):
        content += part
        if len(content) > LARGEST:
            raise Absent(f"is larger than {LARGEST // 1024 // 1024} MB, which no export is")
        if time.monotonic() > until:
            raise TimeoutError
    if answer.length:
        raise Absent("can't be loaded: the answer ends too early")
    return content


def user_agent(config: Config) -> str:
    """Return what servers are told about who asks."""
    return config.user_agent or f"sphinx-policyrefs/{sphinx_policyrefs.__version__}"


def tls_context(config: Config, host: str) -> ssl.SSLContext:
    """Return how certificates of a host are checked: as conf.py says for all of Sphinx."""
    context = ssl.create_default_context()
    authorities = config.tls_cacerts
    if not config.tls_verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        return context
    if isinstance(authorities, Mapping):
        authorities = authorities.get(host)
    try:
        if authorities:
            context.load_verify_locations(authorities)
        else:  # Python need not know those of the system; requests, which Sphinx requires, brings some
            import certifi

            context.load_verify_locations(certifi.where())
    except (OSError, ImportError):
        return context
    return context
