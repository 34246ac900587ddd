"""Copies from the web: bounded, unpacked, and of formats that are read; tried at a server on the loopback address."""

from __future__ import annotations

import gzip
import socket
import time
import zlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from serving import Answers, serving

from sphinx_policyrefs.documents.reading import read
from sphinx_policyrefs.evidence import fetching
from sphinx_policyrefs.evidence.fetching import Fetched, FetchError, Limits, fetch, sendable

PAGE = b"<!DOCTYPE html>\n<title>A</title><body><p>The board may order that the line be shut.</p>"
PDF = b"%PDF-1.7\n% no more of it is needed here"
SMALL = Limits(size=10_000, seconds=5, silence=2, redirections=3)


@pytest.fixture(scope="module")
def server() -> Iterator[Answers]:
    with serving() as answers:
        yield answers


def get(url: str, limits: Limits = SMALL) -> Fetched:
    return fetch(url, "policyrefs-test", limits=limits)


def reason(url: str, limits: Limits = SMALL) -> str:
    with pytest.raises(FetchError) as raised:
        get(url, limits)
    said = str(raised.value)
    assert "\n" not in said
    assert said[-1] != "."
    return said


# -- the way there -----------------------------------------------------------------------------------------------


def test_what_stands_there(server: Answers) -> None:
    url = server.give("/a%20b?q=%C3%A9", PAGE)
    server.asked.clear()
    assert get(f"{server.place}/a b?q=é#part") == (PAGE, ".html", url)
    headers = server.asked[0][1]
    assert headers["User-Agent"] == "policyrefs-test"
    assert headers["Accept-Encoding"] == "gzip, deflate"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirections_are_followed(server: Answers, status: int) -> None:
    end = server.give("/end", PAGE)
    server.lead("/third", "end", status)
    server.lead("/second", server.url("/third"), status)
    assert get(server.lead("/first", "/second", status)) == (PAGE, ".html", end)


def test_redirections_end(server: Answers) -> None:
    server.lead("/b", "/a")
    assert reason(server.lead("/a", "/b")) == "leads round and round"
    assert reason(server.lead("/self", "/self#other")) == "leads round and round"
    for n in range(5):
        server.lead(f"/{n}", f"/{n + 1}")
    assert reason(server.url("/0")) == "leads on more than 3 times"
    assert reason(server.lead("/nowhere", "")) == "leads on without saying where"


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/a",
        "data:text/html,x",
        "http://[bad/",
        "http://u:p@127.0.0.1/",
    ],
)
def test_redirections_lead_to_the_web_alone(server: Answers, location: str) -> None:
    assert "leads to" in reason(server.lead("/there", location))


def test_redirections_do_not_lead_from_https_to_http_nor_from_the_web_to_what_is_not(
    server: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(FetchError, match="from https to http"):
        fetching._next("https://a.org/", "http://a.org/b")
    assert fetching._next("https://a.org/x", "//b.org/\xc3\xa9") == "https://b.org/%C3%A9"
    server.give("/inside", PAGE)
    url = server.lead("/outside", "/inside")
    reaches = iter([2, 0])
    monkeypatch.setattr(fetching, "_reach", lambda _peer: next(reaches))
    assert reason(url) == "leads from the web to 127.0.0.1, which is not on it; that is not followed"


@pytest.mark.parametrize(
    ("peer", "reach"),
    [
        ("127.0.0.1", 0), ("::1", 0), ("::ffff:127.0.0.1", 0), ("10.1.2.3", 1), ("192.168.1.1", 1),
        ("169.254.169.254", 1), ("fe80::1%eth0", 1), ("fd00::1", 1), ("100.64.0.1", 1),
        ("93.184.216.34", 2), ("2606:2800:220:1::1", 2), ("::ffff:93.184.216.34", 2),
    ],
)  # fmt: skip
def test_how_far_a_host_is(peer: str, reach: int) -> None:
    assert fetching._reach(peer) == reach


@pytest.mark.parametrize(
    ("url", "part"),
    [
        ("file:///etc/passwd", "begins with file:"), ("ftp://a.org/b", "begins with ftp:"),
        ("javascript:alert(1)", "begins with javascript:"), ("example.org/a", "does not begin with https:"),
        ("", "does not begin"), ("http://", "names no host"), ("http://a.org:port/", "is not an address"),
        ("http://[::1", "is not an address"), ("https://user@a.org/", "a user name"),
        ("http://a b/", "names no host"), ("http://" + "é" * 80 + ".org/", "is not an address"),
    ],
)  # fmt: skip
def test_what_is_not_an_address_of_the_web(url: str, part: str) -> None:
    assert part in reason(url)


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        (" https://Exämple.org/ä?b=c d#e ", "https://xn--exmple-cua.org/%C3%A4?b=c%20d"),
        ("HTTP://a.org", "http://a.org/"),
        ("http://[::1]:80/a%2Fb;c=d", "http://[::1]:80/a%2Fb;c=d"),
        ("http://a.org/\r\nX: y", "http://a.org/X:%20y"),
    ],
)
def test_how_an_address_is_sent(url: str, sent: str) -> None:
    assert sendable(url) == sent


def test_no_proxy_is_asked_for_this_machine(server: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "")
    assert get(server.give("/here", PAGE)).content == PAGE
    assert get(server.url("/here").replace("127.0.0.1", "localhost")).content == PAGE
    assert "takes no connection" in reason("http://policyrefs.invalid/")


# -- what is not had -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (404, "404 Not Found"),
        (500, "500 Internal Server Error"),
        (403, "403"),
        (204, "204"),
        (206, "206"),
        (304, "304"),
    ],
)
def test_answers_that_are_no_copy(server: Answers, status: int, said: str) -> None:
    assert f"the server answers {said}" in reason(server.give("/no", b"", status=status))


def test_nobody_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert "takes no connection" in reason(f"http://127.0.0.1:{port}/")
    assert "names a host that is not known" in reason("http://policyrefs.invalid/")


def test_what_is_too_large(server: Answers) -> None:
    large = b"a" * 10_001
    assert reason(server.give("/large", large)) == "holds more than 0.00953674 MB"
    # A server may say nothing of the size, or something else.
    assert "holds more" in reason(server.give("/unsaid", large, Content_Length=""))
    assert "holds more" in reason(
        server.give("/chunked", chunks(large), Content_Length="", Transfer_Encoding="chunked")
    )
    assert get(server.give("/fits", large[1:], "text/plain")).content == large[1:]


def chunks(content: bytes) -> bytes:
    half = len(content) // 2
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (content[:half], content[half:], b""))


def drip(seconds: float, head: bytes) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(head)
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            time.sleep(0.05)
            request.wfile.write(b"a")

    return answer


@pytest.mark.parametrize(
    "head", [b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n", b"HTTP/1.0 200 OK\r\nX-Slow: ", b""]
)
def test_what_is_slow(server: Answers, head: bytes) -> None:
    url = server.do("/drip", drip(4, head))
    begun = time.monotonic()
    assert reason(url, SMALL._replace(seconds=0.3)) == "takes longer than 0.3 seconds"
    assert time.monotonic() - begun < 2


def test_what_says_nothing(server: Answers) -> None:
    url = server.do("/silent", lambda _request: time.sleep(1))
    assert reason(url, SMALL._replace(silence=0.2)) == "says nothing for 0.2 seconds"


def raw(content: bytes) -> Callable[[BaseHTTPRequestHandler], None]:
    return lambda request: request.wfile.write(content)  # type: ignore[return-value]


@pytest.mark.parametrize(
    "content",
    [
        b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 100\r\n\r\nnot all",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nnot all",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: gzip\r\n\r\n"
        + gzip.compress(PAGE, mtime=0)[:-20],
        b"HTTP/1.1 200 OK\r\nContent-Le",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"",
    ],
)
def test_what_ends_midway(server: Answers, content: bytes) -> None:
    said = reason(server.do("/cut", raw(content)))
    assert (
        said in ("ends before all has come", "holds nothing")
        or "does not answer as the web does" in said
        or "can't be fetched" in said
    )


# -- packed ----------------------------------------------------------------------------------------------------------


def deflated(content: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()


@pytest.mark.parametrize(
    ("encoding", "content"),
    [
        ("gzip", gzip.compress(PAGE, mtime=0)),
        ("X-GZip", gzip.compress(PAGE[:20], mtime=0) + gzip.compress(PAGE[20:], mtime=0) + b"\0\0"),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", deflated(PAGE)),
        ("identity", PAGE),
    ],
)
def test_what_comes_packed_is_unpacked(server: Answers, encoding: str, content: bytes) -> None:
    assert get(server.give("/packed", content, Content_Encoding=encoding)).content == PAGE


def test_a_bomb_is_not_unpacked(server: Answers) -> None:
    bomb = gzip.compress(bytes(50_000_000))
    assert len(bomb) < 60_000
    limits = SMALL._replace(size=100_000)
    begun = time.monotonic()
    assert "holds more" in reason(server.give("/bomb", bomb, "text/plain", Content_Encoding="gzip"), limits)
    assert time.monotonic() - begun < 1


@pytest.mark.parametrize(
    ("encoding", "content", "part"),
    [
        ("br", PAGE, "comes compressed as br"),
        ("gzip", PAGE, "damaged"),
        ("gzip, gzip", PAGE, "compressed as gzip, gzip"),
    ],
)
def test_what_cannot_be_unpacked(server: Answers, encoding: str, content: bytes, part: str) -> None:
    assert part in reason(server.give("/odd", content, Content_Encoding=encoding))


# -- what it is ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "kind", "content", "ending"),
    [
        ("/a", "application/pdf", PDF, ".pdf"),
        ("/a", "application/octet-stream", PDF, ".pdf"),
        ("/a", "text/html", b"\n" + PDF, ".pdf"),
        ("/a.php", "Text/HTML; Charset=utf-8", PAGE, ".html"),
        ("/a", "application/xhtml+xml", PAGE, ".html"),
        ("/a", "", PAGE, ".html"),
        ("/a.bin", "binary/octet-stream", b"<!-- x -->\n<HTML>", ".html"),
        ("/a.txt", "", b"text", ".txt"),
        ("/a", "text/plain", b"text", ".txt"),
        ("/a.md", "text/plain", b"text", ".md"),
        ("/a%2Esrt", "text/plain", b"text", ".srt"),
        ("/a.pdf", "text/plain", b"text", ".txt"),
        ("/a", "text/vtt", b"WEBVTT", ".vtt"),
        ("/a", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK\3\4", ".docx"),
        ("/a.docx", "application/octet-stream", b"PK\3\4", ".docx"),
    ],
)
def test_the_ending_follows_from_type_and_content(
    server: Answers, path: str, kind: str, content: bytes, ending: str
) -> None:
    assert get(server.give(path, content, kind)) == (content, ending, server.url(path))


@pytest.mark.parametrize(
    ("path", "kind", "content", "part"),
    [
        ("/a.mp4", "video/mp4", b"\0\0", "is of the type video/mp4, which is not read; PDF, HTML"),
        ("/a.json", "application/json", b"{}", "application/json"),
        ("/a.doc", "application/msword", b"\xd0\xcf", "application/msword"),
        ("/a.zip", "application/octet-stream", b"PK", "does not say of which type"),
        ("/a", "", b"\0\1", "does not say of which type"),
        ("/a", "application/pdf", PAGE, "is said to be application/pdf, and is not"),
        (
            "/a.docx",
            "application/octet-stream",
            PAGE[40:],
            "is said to be application/octet-stream, and is not",
        ),
        ("/a", "text/plain", b"a\0b", "is said to be text/plain, and is not"),
        ("/a", "text/html", b"", "holds nothing"),
    ],
)
def test_what_is_not_read_is_not_taken(
    server: Answers, path: str, kind: str, content: bytes, part: str
) -> None:
    assert part in reason(server.give(path, content, kind))


WORDS = "The café’s “line”"


@pytest.mark.parametrize(
    ("kind", "content", "ending"),
    [
        ("text/html; charset=windows-1252", WORDS.encode("cp1252"), ".html"),
        ("text/html; charset=iso-8859-1", WORDS.encode("cp1252"), ".html"),
        ("text/html; charset=utf-8", b'<meta charset="iso-8859-1">' + WORDS.encode(), ".html"),
        ("text/html; charset=utf-8", WORDS.encode(), ".html"),
        ("text/html; charset=nonsense", WORDS.encode(), ".html"),
        ("text/html; charset=hex", WORDS.encode(), ".html"),
        ("text/html", b'<meta charset="windows-1252">' + WORDS.encode("cp1252"), ".html"),
        ("text/plain; charset=windows-1252", WORDS.encode("cp1252"), ".txt"),
        ("text/plain; charset=utf-16", WORDS.encode("utf-16"), ".txt"),
        ("text/plain; charset=mac-roman", WORDS.encode("mac-roman"), ".txt"),
        ("text/plain", WORDS.encode(), ".txt"),
    ],
)
def test_the_encoding_is_not_lost(
    server: Answers, tmp_path: Path, kind: str, content: bytes, ending: str
) -> None:
    if ending == ".html":
        pytest.importorskip("lxml")
        content = b"<!DOCTYPE html><title>T</title>" + content
    found = get(server.give("/words", content, kind))
    path = tmp_path / f"copy{found.ending}"
    path.write_bytes(found.content)
    assert read(path).body.text.strip() == WORDS


def test_a_page_that_tells_its_encoding_stays_as_it_is(server: Answers) -> None:
    content = PAGE + b'<meta http-equiv="Content-Type" content="text/html; charset=latin-1">' + b"caf\xe9"
    assert get(server.give("/said", content, "text/html; charset=ISO-8859-1")).content == content
