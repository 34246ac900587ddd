"""Other projects' records beside one's own: cited, shown, missed, and asked for over the network."""

from __future__ import annotations

import json
import re
import shutil
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from support import CONF, DocumentSet

from sphinx_policyrefs.adapter.references import federation
from sphinx_policyrefs.cli import main
from sphinx_policyrefs.exports.schema import schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from support import Build

THEIRS = {
    "signed": {
        "kind": "event",
        "title": "The <Act> is signed",
        "uri": "acts/index.html#event-signed",
        "date": "2024-04-24",
        "parties": ["biden", "third:party"],
        "sources": [{"id": "statute", "locator": "p. 3"}],
        "summary": "With a pen.",
    },
    "biden": {"kind": "party", "title": "Joseph Biden", "short": "Biden", "uri": "people.html#party-biden"},
    "statute": {"kind": "source", "title": "Statute", "uri": "https://law.example.org/#source-statute"},
    "later": {"kind": "event", "title": "Something later", "date": "2025-06-01", "uri": "later.html"},
}
OURS = """
    Ours
    ====

    After :event:`senate:signed`, :party:`he <senate:biden>` rested: :policy:value:`senate:signed.date`,
    :any:`senate:Biden`.

    .. event:: The hearing
       :date: 2024-05-01
       :follows: senate:signed
       :parties: senate:biden, trust
       :sources: senate:statute @ 9

    .. party:: The trust
       :id: trust
    """


def export(entries: dict[str, dict[str, Any]], **more: Any) -> str:
    data = {"version": 1, "project": "Senate", "as_of": None, "chronology": [], **more}
    items = [{"id": id_, "file": "x.rst", "line": 1, **entry} for id_, entry in sorted(entries.items())]
    return json.dumps({**data, "entries": items})


@pytest.fixture
def ours(tmp_path: Path) -> DocumentSet:
    """Return a set with a page that cites the set `senate`, whose export lies in it."""
    documents = DocumentSet(tmp_path)
    conf = (
        CONF
        + 'html_theme = "basic"\npolicyrefs_federation = {"senate": {"url": "senate.json", "pages": "https://s.example.org"}}\n'
    )
    documents.write({"conf.py": conf, "index.rst": OURS, "senate.json": export(THEIRS)})
    return documents


def view(documents: DocumentSet, text: str, **config: Any) -> list[str]:
    """Return the lines of a page with a view, as plain text has them."""
    documents.write({"view.rst": f":orphan:\n\nView\n====\n\n{text}\n"})
    sets = {"senate": "senate.json"}
    page = documents.build("text", policyrefs_federation=sets, **config).read("view.txt")
    return [" ".join(line.split()).removeprefix("* ") for line in page.splitlines()[2:] if line]


# -- what pages show -----------------------------------------------------------------------------------


def test_their_entries_are_cited_and_link_to_their_pages(ours: DocumentSet) -> None:
    build = ours.build()
    assert build.warnings == []
    page = build.read("index.html")
    signed = 'href="https://s.example.org/acts/index.html#event-signed"'
    assert (
        f'<a class="reference external" {signed} title="in the project senate">The &lt;Act&gt; is signed</a>'
        in page
    )
    assert 'people.html#party-biden" title="in the project senate">he</a> rested: ' in page
    assert '<span class="policy-value">April 24, 2024</span>' in page
    assert 'people.html#party-biden" title="in the project senate">Joseph Biden</a>' in page  # of :any:
    mark = '<span class="policy-mark policy-set">senate</span>'
    assert f'<a class="reference external" {signed}>The &lt;Act&gt; is signed</a> {mark}' in page
    assert (
        f'<a class="reference external" href="https://law.example.org/#source-statute">Statute</a> {mark}, 9'
        in page
    )


def test_they_are_no_part_of_inventory_search_and_index(ours: DocumentSet) -> None:
    build = ours.build()
    names = [name for name, *_ in build.app.env.domains["policy"].get_objects()]
    assert names == ["the-hearing", "trust"]
    assert "signed" not in build.read("searchindex.js").replace('"assigned"', "")
    assert "Joseph Biden" not in build.read("policy-parties.html")
    assert "is signed" not in build.read("policy-chronology.html")
    assert "is signed" not in build.read("genindex.html")


SELECTIONS = {
    "": ["The hearing"],
    ":sets: senate": ["The <Act> is signed (senate)", "Something later (senate)"],
    ":sets: *": ["The <Act> is signed (senate)", "The hearing", "Something later (senate)"],
    ":sets: own; senate": ["The <Act> is signed (senate)", "The hearing", "Something later (senate)"],
    ":not-sets: senate": ["The hearing"],
    ":not-sets: own": ["The <Act> is signed (senate)", "Something later (senate)"],
    ":ids: senate:signed": ["The <Act> is signed (senate)"],
    ":parties: senate:biden": ["The hearing"],
    ":parties: senate:biden\n   :sets: *": ["The <Act> is signed (senate)", "The hearing"],
}


def test_what_a_selection_shows_of_them(ours: DocumentSet) -> None:
    views = [f".. chronology::\n   :columns: title\n   {options}\n" for options in SELECTIONS]
    lines = view(ours, "\n".join(views))
    assert lines == [f"{title}." for shown in SELECTIONS.values() for title in shown]


def test_a_view_about_one_of_their_entries_shows_what_both_sets_know(ours: DocumentSet) -> None:
    lines = view(ours, ".. dossier:: senate:biden")
    assert any("The <Act> is signed (senate)" in line for line in lines)
    assert any("The hearing" in line for line in lines)


def test_pictures_link_to_their_pages(ours: DocumentSet) -> None:
    ours.write({"view.rst": ":orphan:\n\nView\n====\n\n.. policy:timeline::\n   :sets: *\n"})
    page = ours.build().read("view.html")
    assert '<a href="https://s.example.org/acts/index.html#event-signed" class="policy-at-event">' in page


def test_summaries_of_theirs_are_texts(ours: DocumentSet) -> None:
    lines = view(ours, ".. chronology::\n   :sets: senate\n   :to: 2024\n   :layout: prose")
    assert lines == ["April 24, 2024: The <Act> is signed (senate). With a pen."]


def test_as_of_holds_for_them(ours: DocumentSet) -> None:
    lines = view(ours, ".. chronology::\n   :columns: title\n   :sets: *", policyrefs_as_of="2024-12-31")
    assert lines[-2:] == ["The <Act> is signed (senate).", "The hearing."]


@pytest.mark.parametrize(
    ("builder", "file", "up"),
    [
        ("html", "a/deep/page.html", "../../"),
        ("dirhtml", "a/deep/page/index.html", "../../../"),
        ("singlehtml", "index.html", ""),
        ("text", "a/deep/page.txt", None),
    ],
)
def test_pages_beside_ours_are_found_from_every_page(
    ours: DocumentSet, builder: str, file: str, up: str | None
) -> None:
    page = "Deep\n====\n\n:event:`senate:signed` :any:`senate:biden`\n\n.. dossier:: senate:biden\n"
    ours.write({"a/deep/page.rst": page, "index.rst": "Top\n===\n\n.. toctree::\n\n   a/deep/page\n"})
    build = ours.build(
        builder, policyrefs_federation={"senate": {"url": "senate.json", "pages": "../senate/html"}}
    )
    assert build.warnings == []
    found = re.findall(r'href="([^"]*)acts/index.html#event-signed"', build.read(file))
    assert found == ([] if up is None else [f"{up}../senate/html/"] * 2)


# -- what is wrong -------------------------------------------------------------------------------------


def test_an_entry_of_theirs_that_is_gone_is_a_finding_at_ours(ours: DocumentSet) -> None:
    ours.build()
    ours.write({"senate.json": export({id_: e for id_, e in THEIRS.items() if id_ != "biden"})})
    build = ours.build()
    gone = "names no party of the project senate [policyrefs.unknown-reference]"
    assert [w for w in build.warnings if "senate:biden" in w] == [
        f'index.rst:4: WARNING: :party: "senate:biden" {gone}',
        f'index.rst:10: WARNING: :parties: "senate:biden" {gone}',
    ]


def test_a_set_that_is_not_there_yet_is_one_warning(ours: DocumentSet) -> None:
    ours.write({"senate.json": None})
    build = ours.build()
    (warning,) = build.warnings
    assert warning == (
        "conf.py:3: WARNING: the project senate: senate.json can't be read: No such file or directory; "
        "there is no copy of an earlier build [policyrefs.federation]"
    )
    assert re.search(r">he<(/\w+>)+ rested", build.read("index.html"))
    assert ours.build(suppress_warnings=["policyrefs.federation"]).warnings == []
    assert ours.build(policyrefs_checks={"federation": "info"}).warnings == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"version": 1,\n "entries": [}', "senate.json:2: WARNING: the project senate: senate.json is not JSON: "),
        ('{"version": 7, "entries": []}', "conf.py:3: WARNING: the project senate: senate.json has the version 7, "),
        (export({"a b": THEIRS["biden"]}), "conf.py:3: WARNING: the project senate: senate.json is not an export of "),
    ],
)  # fmt: skip
def test_a_bad_export_is_one_warning_and_last_times_copy_serves(
    ours: DocumentSet, content: str, message: str
) -> None:
    before = ours.build().read("index.html")
    ours.write({"senate.json": content})
    build = ours.build()
    assert len(build.warnings) == 1
    assert build.warnings[0].startswith(message)
    assert build.warnings[0].endswith("; the copy of the last build is used [policyrefs.federation]")
    assert build.read("index.html") == before


def test_a_set_that_conf_py_does_not_name_is_told_at_its_first_line(documents: DocumentSet) -> None:
    documents.write({"index.rst": "Home\n====\n"})
    (warning,) = documents.build(policyrefs_federation={"senate": "gone.json"}).warnings
    assert warning.startswith("conf.py:1: WARNING: the project senate: gone.json can't be read: ")


def test_nothing_in_an_export_is_trusted(ours: DocumentSet) -> None:
    bad = {
        "biden": {**THEIRS["biden"], "uri": "javascript:alert(1)", "url": "javascript:alert(2)"},
        "signed": {**THEIRS["signed"], "uri": "//evil.example.org", "date": "soon", "tags": {"a": 1}},
        "statute": {**THEIRS["statute"], "uri": "/etc/passwd", "title": "<script>alert(3)</script>"},
        "odd": {"kind": "martian", "title": "Odd"},
    }
    ours.write({"senate.json": export(bad)})
    build = ours.build(policyrefs_federation={"senate": {"url": "senate.json", "pages": "x/"}})
    page = build.read("index.html")
    assert "javascript" not in page
    assert "evil" not in page
    assert "passwd" not in page
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(3)" in page
    warnings = [w for w in build.warnings if "[policyrefs.federation]" in w]
    assert len(warnings) == 1
    assert '"biden", url: ' in warnings[0]
    assert "that is left out; 3 more like it" in warnings[0]


def test_checks_do_not_judge_them(ours: DocumentSet, capsys: pytest.CaptureFixture[str]) -> None:
    worse = {
        **THEIRS,
        "loop": {
            "kind": "event",
            "title": "Loop",
            "date": "2024",
            "follows": ["loop", "gone"],
            "importance": "key",
        },
    }
    ours.write({"senate.json": export(worse)})
    assert main(["check", str(ours.src), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)["findings"]
    assert {finding["entry"] for finding in told if finding["entry"].startswith("senate:")} == set()
    ours.write({"senate.json": "{"})
    assert main(["check", str(ours.src), "--format", "json"]) == 0  # a warning is not an error
    told = json.loads(capsys.readouterr().out)["findings"]
    assert [(f["severity"], f["file"]) for f in told if f["code"] == "federation"] == [
        ("warning", "senate.json")
    ]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"Senate!": "x.json"}, "'Senate!' can't be the name of a project"),
        ({"own": "x.json"}, "'own' can't be the name of a project"),
        ({"senate": 3}, "write the path or address of an export, or a mapping with url"),
        ({"senate": {"pages": "x"}}, "write the path or address of an export, or a mapping with url"),
        ({"senate": {"url": "x", "page": "x"}}, "'page' is unknown; write url, pages and timeout"),
        ({"senate": {"url": "x", "pages": "javascript:1"}}, "pages is the address below which"),
        ({"senate": {"url": "x", "timeout": 0}}, "timeout is a number of seconds up to 600, not 0"),
        ({"senate": "ftp://x/y"}, "is neither a path nor an address"),
        ({"senate": "file:///etc/passwd"}, "is neither a path nor an address"),
    ],
)
def test_what_configuration_admits(value: dict[Any, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message.replace("(", r"\(")) as raised:
        federation.members(value)
    assert str(raised.value).startswith("policyrefs_federation")


def test_an_unknown_set_in_a_view_is_a_finding(ours: DocumentSet) -> None:
    ours.write({"view.rst": ":orphan:\n\nV\n=\n\n.. chronology::\n   :sets: sentae\n"})
    (warning,) = ours.build().warnings
    assert warning == (
        'view.rst:7: WARNING: :sets: "sentae" is not a project: write some of own, *, senate; did you mean senate? '
        "[policyrefs.bad-option]"
    )


# -- rebuilds ------------------------------------------------------------------------------------------


def test_a_changed_export_rewrites_the_pages_that_show_it_and_no_others(ours: DocumentSet) -> None:
    ours.write({
        "other.rst": ":orphan:\n\nOther\n=====\n\n.. party-index::\n",
        "theirs.rst": ":orphan:\n\nTheirs\n======\n\n.. party-index::\n   :sets: senate\n",
    })  # fmt: skip
    first = ours.build()
    stamps = {
        name: (first.out / name).stat().st_mtime_ns for name in ("index.html", "other.html", "theirs.html")
    }
    ours.build()
    assert {name: (first.out / name).stat().st_mtime_ns for name in stamps} == stamps
    ours.write({"senate.json": export({**THEIRS, "new": {"kind": "party", "title": "Somebody new"}})})
    second = ours.build()
    changed = {name for name, stamp in stamps.items() if (second.out / name).stat().st_mtime_ns != stamp}
    assert changed == {"theirs.html"}
    assert second.files() == ours.build(place="clean", jobs=2).files()
    ours.write({"senate.json": export({**THEIRS, "signed": {**THEIRS["signed"], "uri": "moved.html"}})})
    third = ours.build()
    assert "https://s.example.org/moved.html" in third.read("index.html")
    assert third.files() == ours.build(place="clean").files()


# -- over the network ----------------------------------------------------------------------------------


class Server(ThreadingHTTPServer):
    """A server on this machine that answers as `answer` says, and keeps what it was asked."""

    daemon_threads = True
    answer: Callable[[BaseHTTPRequestHandler], None]

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[dict[str, str]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/site/_policyrefs/policyrefs.json"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append({name.lower(): value for name, value in self.headers.items()})
        type(self.server).answer(self)

    def log_message(self, *_words: Any) -> None:
        pass


def send(content: bytes, status: int = 200, **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        with pytest.MonkeyPatch.context():
            handler.wfile.write(content)

    return answer


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    with served() as running:
        yield running


@contextmanager
def served() -> Iterator[Server]:
    running = Server()
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield running
    finally:
        running.shutdown()
        running.server_close()
        thread.join()


def build(documents: DocumentSet, server: Server, timeout: float = 10) -> Build:
    return documents.build(policyrefs_federation={"senate": {"url": server.url, "timeout": timeout}})


def test_an_address_is_asked_for_what_is_new(ours: DocumentSet, server: Server) -> None:
    Server.answer = staticmethod(send(export(THEIRS).encode(), ETag='"v1"'))
    first = build(ours, server)
    assert first.warnings == []
    # An export lies one level below the first page.
    assert f'href="http://127.0.0.1:{server.server_port}/site/acts/index.html#event-signed"' in first.read(
        "index.html"
    )
    assert "if-none-match" not in server.asked[-1]
    Server.answer = staticmethod(send(b"", 304))
    second = build(ours, server)
    assert server.asked[-1]["if-none-match"] == '"v1"'
    assert second.warnings == []
    assert second.files() == first.files()
    assert len(server.asked) == 2


def hang(_handler: BaseHTTPRequestHandler) -> None:
    time.sleep(1)


def drip(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(20):
        handler.wfile.write(b" ")
        time.sleep(0.05)


def cut(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "100")
    handler.end_headers()
    handler.wfile.write(b'{"version": 1')


TROUBLE = {
    "hangs": (hang, "can't be loaded within 0.3 seconds"),
    "drips": (drip, "can't be loaded within 0.3 seconds"),
    "ends early": (cut, "can't be loaded: the answer ends too early"),
    "404": (send(b"no", 404), "can't be loaded: the server answers 404 Not Found"),
    "500": (send(b"no", 500), "can't be loaded: the server answers 500 Internal Server Error"),
    "no copy": (send(b"", 304), "can't be loaded: the server answers 304 Not Modified"),
    "not JSON": (send(b"<html>"), "is not JSON: Expecting value in column 1"),
    "no export": (send(b"{}"), "is not an export of a record: it has no entries"),
    "too large": (send(b" " * 3000), "is larger than 0 MB, which no export is"),
    "to a file": (send(b"", 302, Location="file:///etc/passwd"), "can't be loaded: "),
    "round and round": (
        send(b"", 302, Location="policyrefs.json"),
        "can't be loaded: the server answers 302 and leads round",
    ),
}


@pytest.mark.parametrize("trouble", TROUBLE)
def test_trouble_on_the_network_is_one_warning(
    ours: DocumentSet, server: Server, trouble: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(federation, "LARGEST", 2000)
    answer, message = TROUBLE[trouble]
    Server.answer = staticmethod(answer)
    found = build(ours, server, 0.3)
    (warning,) = found.warnings
    assert warning.startswith(f"conf.py:3: WARNING: the project senate: {server.url} {message}")
    assert warning.endswith("; there is no copy of an earlier build [policyrefs.federation]")
    assert len(server.asked) < 12


def test_last_times_copy_serves(ours: DocumentSet, server: Server) -> None:
    Server.answer = staticmethod(send(export(THEIRS).encode()))
    first = build(ours, server)
    for answer in (send(b"no", 503), send(b"{}")):
        Server.answer = staticmethod(answer)
        again = build(ours, server)
        assert len(again.warnings) == 1
        assert "; the copy of the last build is used" in again.warnings[0]
        assert again.files() == first.files()
    # A copy of another place is none of this one.
    (warning,) = ours.build(policyrefs_federation={"senate": "gone.json"}).warnings
    assert "there is no copy of an earlier build" in warning


def test_a_refused_connection_is_one_warning(ours: DocumentSet) -> None:
    with served() as gone:
        url = gone.url
    (warning,) = ours.build(policyrefs_federation={"senate": url}).warnings
    assert "can't be loaded: [Errno 111] Connection refused" in warning


# -- two sets that cite each other ---------------------------------------------------------------------


def pair(tmp_path: Path) -> dict[str, DocumentSet]:
    """Return two sets, each of which cites the other and reads its export where the other leaves it."""
    made = {}
    for name, other in (("east", "west"), ("west", "east")):
        (tmp_path / name).mkdir()
        documents = made[name] = DocumentSet(tmp_path / name)
        page = f"""
            {name}
            ====

            On :event:`{other}:talk-in-{other}`.

            .. event:: Talk in {name}
               :date: 2024-05-01
               :see: {other}:talk-in-{other}

            .. chronology::
               :sets: *
            """
        conf = CONF + f'policyrefs_federation = {{"{other}": "../../{other}.json"}}\n'
        documents.write({"conf.py": conf, "index.rst": page})
    return made


def publish(documents: DocumentSet, name: str) -> Build:
    """Build a set and leave its export where the other one looks for it."""
    made = documents.build(policyrefs_exports=["json"])
    shutil.copy(made.out / "_policyrefs" / "policyrefs.json", documents.root.parent / f"{name}.json")
    return made


@pytest.mark.parametrize("order", [("east", "west"), ("west", "east")])
def test_two_sets_that_cite_each_other_build_in_either_order(tmp_path: Path, order: tuple[str, str]) -> None:
    first, second = order
    sets = pair(tmp_path)
    (warning,) = publish(sets[first], first).warnings
    assert warning.endswith("; there is no copy of an earlier build [policyrefs.federation]")
    assert publish(sets[second], second).warnings == []
    for name in (*order, *order):
        made = publish(sets[name], name)
        assert made.warnings == []
        other = order[name == first]
        assert f'<a class="policy-title">Talk in {other}' not in made.read("index.html")
        assert made.read("index.html").count(f"Talk in {other}") == 3
    exports = {name: (tmp_path / f"{name}.json").read_text("utf-8") for name in order}
    assert all(json.loads(text)["entries"][0]["see"] for text in exports.values())
    assert (
        publish(sets[first], first).files()
        == sets[first].build(place="clean", policyrefs_exports=["json"]).files()
    )


def test_an_entry_removed_on_one_side_is_a_finding_on_the_other(tmp_path: Path) -> None:
    sets = pair(tmp_path)
    for name in ("east", "west", "east"):
        publish(sets[name], name)
    sets["west"].write({"index.rst": "West\n====\n"})
    assert publish(sets["west"], "west").warnings == []
    gone = "of the project west [policyrefs.unknown-reference]"
    assert publish(sets["east"], "east").warnings == [
        f'index.rst:4: WARNING: :event: "west:talk-in-west" names no event {gone}',
        f'index.rst:8: WARNING: :see: "west:talk-in-west" names no entry {gone}',
    ]


def test_intersphinx_works_beside(tmp_path: Path) -> None:
    sets = pair(tmp_path)
    publish(sets["west"], "west")
    out = sets["west"].root / "build" / "html"
    page = ":orphan:\n\nPage\n====\n\n:external+west:policy:event:`talk-in-west` :event:`west:talk-in-west`\n"
    sets["east"].write({"page.rst": page})
    made = sets["east"].build(
        extensions=["sphinx_policyrefs", "sphinx.ext.intersphinx"],
        intersphinx_mapping={"west": ("https://west.example.org", str(out / "objects.inv"))},
        policyrefs_federation={"west": {"url": "../../west.json", "pages": "https://west.example.org/"}},
    )
    assert made.warnings == []
    links = re.findall(r'href="(https://west[^"]*)" title="([^"]*)"', made.read("page.html"))
    assert [address for address, _title in links] == [
        "https://west.example.org/index.html#event-talk-in-west"
    ] * 2


# -- the examples --------------------------------------------------------------------------------------

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_the_second_example_builds_alone_and_cites_what_the_first_one_has(tmp_path: Path) -> None:
    documents = DocumentSet(tmp_path)
    shutil.copytree(
        EXAMPLES / "federation", documents.src, dirs_exist_ok=True, ignore=shutil.ignore_patterns("_build")
    )
    made = documents.build(nitpicky=True)
    assert made.warnings == []
    # Their present record, and not the copy alone, has what is cited here.
    pages = [*(EXAMPLES / "tiktok-ban").rglob("*.rst"), *(EXAMPLES / "tiktok-ban").rglob("*.md")]
    theirs = re.findall(r"(?m)^\s*:id: (\S+)$", "\n".join(path.read_text("utf-8") for path in pages))
    texts = "".join(path.read_text("utf-8") for path in documents.src.glob("*.rst"))
    cited = set(re.findall(r"tiktok:([\w-]+)", texts))
    assert cited
    assert cited - set(theirs) == set()


@pytest.mark.parametrize("copy", ["tiktok-ban/records/wechat.json", "federation/tiktok.json"])
def test_exports_with_relations_to_another_set_are_of_the_published_form(copy: str) -> None:
    jsonschema.validate(json.loads((EXAMPLES / copy).read_text("utf-8")), schema())


def test_the_first_example_holds_the_present_record_of_the_second(tmp_path: Path) -> None:
    documents = DocumentSet(tmp_path)
    shutil.copytree(
        EXAMPLES / "federation", documents.src, dirs_exist_ok=True, ignore=shutil.ignore_patterns("_build")
    )
    fresh = json.loads(documents.build("policyrefs").read("policyrefs.json"))
    kept = json.loads((EXAMPLES / "tiktok-ban" / "records" / "wechat.json").read_text("utf-8"))
    assert fresh == kept, "run make exchange"
