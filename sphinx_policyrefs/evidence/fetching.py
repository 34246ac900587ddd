"""An address on the web -> a copy of what stands there, within bounds.

http and https alone, at most so many bytes, so many seconds and so many redirections; nothing is executed, no cookie is
kept, and what a document refers to is not fetched.  A redirection never leads from https to http, nor from the web to a
private network or to this machine: what an author names may lie there, but no server may send anybody there.
"""

from __future__ import annotations

import codecs
import contextlib
import ipaddress
import re
import socket
import ssl
import zlib
from collections.abc import Callable
from email.message import Message
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from threading import Lock, Timer
from typing import Any, Final, NamedTuple
from urllib import request
from urllib.error import URLError
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from sphinx_policyrefs.documents.reading import READERS

_PART: Final = 1 << 16
_REDIRECTIONS: Final = frozenset({301, 302, 303, 307, 308})

#: The ending of a copy by the type that a server gives.
_ENDINGS: Final = {
    "application/pdf": ".pdf",
    "application/x-pdf": ".pdf",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/x-markdown": ".md",
    "text/vtt": ".vtt",
    "application/x-subrip": ".srt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.ms-word.document.macroenabled.12": ".docm",
}
#: Types that say nothing.
_VAGUE: Final = frozenset(
    {
        "",
        "application/octet-stream",
        "binary/octet-stream",
        "application/binary",
        "application/download",
        "application/force-download",
        "application/x-download",
        "application/unknown",
    }
)
_TEXTS: Final = frozenset({".txt", ".text", ".rst", ".md", ".markdown", ".vtt", ".srt"})
_READ: Final = "PDF, HTML, text, Markdown, Word (.docx) and subtitles are"
_HTML: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_DECLARED: Final = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
#: What browsers take for these (WHATWG Encoding Standard).
_WIDER: Final = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
}


class FetchError(Exception):
    """No copy can be had; the message says why, as the end of 'the address …'."""


class Limits(NamedTuple):
    """The bounds of one copy."""

    #: bytes, as they come and as they are when unpacked
    size: int = 100 << 20
    #: seconds for all of it, redirections included
    seconds: float = 60
    #: seconds without a single byte
    silence: float = 20
    redirections: int = 10


LIMITS: Final = Limits()


class Fetched(NamedTuple):
    """What stands at an address."""

    content: bytes
    #: of a file of its format
    ending: str
    #: the address where it ended
    address: str


def fetch(
    address: str,
    agent: str,
    tls: Callable[[str], ssl.SSLContext | None] = lambda _host: None,
    limits: Limits = LIMITS,
) -> Fetched:
    """Return a copy of what stands at *address*; *tls* says how certificates of a host are checked.

    Raises :class:`FetchError` for all that keeps it from being had.
    """
    url = sendable(address)
    watch = _Watch(limits)
    try:
        return _followed(url, partial(_open, agent=agent, tls=tls, watch=watch), watch)
    except (OSError, HTTPException, ValueError) as error:
        raise FetchError(_reason(error, watch)) from None
    finally:
        watch.stop()


def _followed(url: str, opened: Callable[[str], HTTPResponse], watch: _Watch) -> Fetched:
    seen = {url}
    for _hop in range(watch.limits.redirections + 1):
        with opened(url) as answer:
            if answer.status not in _REDIRECTIONS:
                return _fetched(_content(answer, watch), answer.headers, url)
            url = _next(url, answer.headers.get("Location", ""))
        if url in seen:
            raise FetchError("leads round and round")
        seen.add(url)
    raise FetchError(f"leads on more than {watch.limits.redirections} times")


def sendable(address: str) -> str:
    """Return an address as it is sent: without fragment, in ASCII.

    Raises :class:`FetchError` where it is not one of http or https.
    """
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname or "", parts.port
        if ":" in host:
            host = f"[{ipaddress.IPv6Address(host)}]"
        elif not host.isascii():
            host = host.encode("idna").decode("ascii")
    except ValueError:
        raise FetchError("is not an address") from None
    scheme = parts.scheme.lower()
    if scheme not in ("http", "https"):
        what = f"begins with {scheme}:" if scheme else "does not begin with https:"
        raise FetchError(f"{what}, and http and https alone are fetched")
    if not re.fullmatch(r"[\w.-]+|\[[\da-f:.]+\]", host):
        raise FetchError("names no host")
    if parts.username is not None or parts.password is not None:
        raise FetchError("has a user name or a password in it, which is not sent")
    place = host if port is None else f"{host}:{port}"
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
    return urlunsplit((scheme, place, path, quote(parts.query, safe="/?%:@!$&'()*+,;=~[]"), ""))


def _next(url: str, location: str) -> str:
    """Return where a redirection leads."""
    if not location:
        raise FetchError("leads on without saying where")
    with contextlib.suppress(UnicodeError):  # headers come as Latin-1, addresses as UTF-8
        location = location.encode("latin-1").decode("utf-8")
    try:
        there = sendable(urljoin(url, location))
    except FetchError as error:
        raise FetchError(f"leads to another one, which {error}") from None
    except ValueError:
        raise FetchError("leads to what is not an address") from None
    if url.startswith("https:") and there.startswith("http:"):
        raise FetchError(f"leads from https to {there[:80]}, which is not followed")
    return there


def _reason(error: Exception, watch: _Watch) -> str:
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, FetchError):
        return str(cause)
    if watch.is_over:
        return f"takes longer than {watch.limits.seconds:g} seconds"
    if isinstance(cause, TimeoutError):
        return f"says nothing for {watch.limits.silence:g} seconds"
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"has a certificate that is not accepted: {cause.verify_message}"
    if isinstance(cause, socket.gaierror):
        return "names a host that is not known"
    if isinstance(cause, ConnectionRefusedError):
        return "can't be reached: its server takes no connection"
    if isinstance(cause, HTTPException):
        return "ends before all has come, or does not answer as the web does"
    said = getattr(cause, "strerror", None) or str(cause) or type(cause).__name__
    return f"can't be fetched: {' '.join(said.split())[:100]}"


# -- the connection --------------------------------------------------------------------------------------------


class _RefusedError(OSError, FetchError):
    """A connection that must not be used."""


class _Watch:
    """Looks after the connections of one copy: for how long, and with whom."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.is_over = False
        self._reach = 0
        self._lock = Lock()
        self._socket: socket.socket | None = None
        self._timer = Timer(limits.seconds, self._end)
        self._timer.daemon = True
        self._timer.start()

    def take(self, connected: socket.socket) -> None:
        """Look after a connection from now on; raises :class:`_RefusedError` for one that leads where it must not."""
        peer = connected.getpeername()[0]
        reach = _reach(peer)
        if reach < self._reach:
            raise _RefusedError(f"leads from the web to {peer}, which is not on it; that is not followed")
        self._reach = reach
        with self._lock:
            self._drop()
            # A copy: TLS takes the other one away.
            self._socket = connected.dup()
        if self.is_over:
            self._end()

    def stop(self) -> None:
        """Look after nothing any more."""
        self._timer.cancel()
        with self._lock:
            self._drop()

    def _end(self) -> None:
        """End the connection, whatever it waits for."""
        self.is_over = True
        with self._lock:
            if self._socket is not None:
                with contextlib.suppress(OSError):
                    self._socket.shutdown(socket.SHUT_RDWR)

    def _drop(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None


def _reach(peer: str) -> int:
    """Return how far away a host is: 0 for this machine, 1 for a private network, 2 for the web."""
    found = ipaddress.ip_address(peer.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None)
    found = mapped or found
    return 0 if found.is_loopback else 2 if found.is_global else 1


class _Watched(HTTPConnection):
    """A connection that is looked after."""

    watch: _Watch

    def connect(self) -> None:
        super().connect()
        self.watch.take(self.sock)


class _WatchedTLS(HTTPSConnection, _Watched):
    """One with TLS, looked after before it begins."""


def _watched(kind: type[_Watched], watch: _Watch, *args: Any, **more: Any) -> _Watched:
    made = kind(*args, **more)
    made.watch = watch
    return made


class _Http(request.HTTPHandler):
    def __init__(self, watch: _Watch) -> None:
        super().__init__()
        self._watch = watch

    def http_open(self, req: request.Request) -> HTTPResponse:
        return self.do_open(partial(_watched, _Watched, self._watch), req)


class _Https(request.HTTPSHandler):
    def __init__(self, watch: _Watch, context: ssl.SSLContext | None) -> None:
        super().__init__()
        self._watch, self._tls = watch, context

    def https_open(self, req: request.Request) -> HTTPResponse:
        return self.do_open(partial(_watched, _WatchedTLS, self._watch), req, context=self._tls)


def _is_here(host: str) -> bool:
    """Return whether a host is this machine by its name, which no proxy is asked for, as browsers do."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _open(url: str, agent: str, tls: Callable[[str], ssl.SSLContext | None], watch: _Watch) -> HTTPResponse:
    """Return the answer of a server, whatever its status."""
    opener = request.OpenerDirector()  # without what would open files, follow or raise by itself
    host = urlsplit(url).hostname or ""
    for handler in (
        request.ProxyHandler({} if _is_here(host) else None),
        _Http(watch),
        _Https(watch, tls(host)),
        request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    headers = {"User-Agent": agent, "Accept": "*/*", "Accept-Encoding": "gzip, deflate"}
    asked = request.Request(url, headers=headers)  # noqa: S310 - no other handlers
    silence = min(watch.limits.silence, watch.limits.seconds)
    answer: HTTPResponse = opener.open(asked, timeout=silence)
    return answer


# -- what comes ------------------------------------------------------------------------------------------------


def _content(answer: HTTPResponse, watch: _Watch) -> bytes:
    """Return what a server sends, unpacked."""
    if answer.status not in (200, 203):
        said = " ".join(f"{answer.status} {answer.reason}".split())[:80]
        raise FetchError(f"can't be fetched: the server answers {said}")
    limits = watch.limits
    _check_size(answer.length or 0, limits)
    unpacked = _Unpacked(answer.headers.get("Content-Encoding", ""), limits)
    come = 0
    while part := answer.read1(_PART):
        come += len(part)
        _check_size(come, limits)
        unpacked.take(part)
        if watch.is_over:
            raise TimeoutError
    if watch.is_over:
        raise TimeoutError
    if answer.length or not unpacked.is_whole:
        raise FetchError("ends before all has come")
    if not unpacked.content:
        raise FetchError("holds nothing")
    return bytes(unpacked.content)


def _check_size(size: int, limits: Limits) -> None:
    if size > limits.size:
        raise FetchError(f"holds more than {limits.size / (1 << 20):g} MB")


class _Unpacked:
    """What comes of a stream that may be compressed."""

    def __init__(self, encoding: str, limits: Limits) -> None:
        self.content = bytearray()
        self._limits = limits
        self._encoding = encoding.strip().lower()
        if self._encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise FetchError(f"comes compressed as {self._encoding[:40]}, which was not asked for")
        self._open: Any = None
        self._begun = False

    @property
    def is_whole(self) -> bool:
        """Return whether nothing is missing at the end."""
        return self._open is None

    def take(self, part: bytes) -> None:
        """Take what came."""
        if self._encoding in ("", "identity"):
            self.content += part
            return
        while part:
            if self._open is None:
                if self._begun and not (self._encoding != "deflate" and part.startswith(b"\x1f\x8b")):
                    return  # what stands behind the end means nothing
                self._open = zlib.decompressobj(self._bits(part))
                self._begun = True
            try:
                self.content += self._open.decompress(part, self._limits.size + 1 - len(self.content))
            except zlib.error:
                raise FetchError("comes compressed, and what comes is damaged") from None
            _check_size(len(self.content), self._limits)
            part = self._open.unused_data if self._open.eof else self._open.unconsumed_tail
            if self._open.eof:
                self._open = None

    def _bits(self, part: bytes) -> int:
        """Return what zlib calls the form: servers mean two different ones by deflate."""
        if self._encoding != "deflate":
            return 16 + zlib.MAX_WBITS
        is_zlib = part[0] & 15 == 8 and (len(part) < 2 or (part[0] << 8 | part[1]) % 31 == 0)
        return zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS


# -- what it is ------------------------------------------------------------------------------------------------


def _fetched(content: bytes, headers: Message, url: str) -> Fetched:
    given = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    ending = ending_of(content, given, url)
    if ending in _TEXTS or ending == ".html":
        content = with_encoding(content, headers.get_content_charset() or "", html=ending == ".html")
    return Fetched(content, ending, url)


def ending_of(content: bytes, given: str, url: str) -> str:
    """Return the ending of a file of *content*, of which a server says that it is of the type *given*.

    Raises :class:`FetchError` for what is not of a format that is read, or not what it is said to be.
    """
    named = re.search(r"\.\w{1,8}$", unquote(urlsplit(url).path))
    name = named[0].lower() if named else ""
    if b"%PDF-" in content[:1024]:
        return ".pdf"
    ending = _ENDINGS.get(given, "")
    if given in _VAGUE:
        ending = ".html" if _HTML.match(content[:4096]) else name if name in READERS else ""
        if not ending:
            raise FetchError(f"does not say of which type it is; {_READ} read")
    if not ending:
        raise FetchError(f"is of the type {given[:80]}, which is not read; {_READ}")
    if ending == ".txt" and name in _TEXTS:
        ending = name
    wrong = {
        ".pdf": True,  # one would have been told by its first bytes
        ".docx": not content.startswith(b"PK"),
        ".docm": not content.startswith(b"PK"),
    }
    is_text = ending in _TEXTS or ending == ".html"
    if wrong.get(ending, is_text and b"\0" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff"))):
        raise FetchError(f"is said to be {given or name}, and is not")
    return ending


def with_encoding(content: bytes, charset: str, *, html: bool) -> bytes:
    """Return a text from which its encoding can be told without what the server said of it.

    One that would not tell, or would tell something else, is written in UTF-8 with its mark.
    """
    if not charset or content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return content
    encoding = _codec(charset)
    if not encoding or content.isascii():
        return content
    if html:
        declared = _DECLARED.search(content[:4096])
        says = _codec(declared[1].decode("ascii", "replace")) if declared else ""
        if says == encoding:
            return content
    elif encoding == "utf-8":
        return content
    return codecs.BOM_UTF8 + content.decode(encoding, "replace").encode("utf-8")


def _codec(name: str) -> str:
    """Return the encoding that a name means on the web, "" where it means none."""
    try:
        found = codecs.lookup(name)
    except LookupError:
        return ""
    if not found._is_text_encoding:  # noqa: SLF001 - nothing public tells; bytes and ROT13 are codecs as well
        return ""
    return _WIDER.get(found.name, found.name)
