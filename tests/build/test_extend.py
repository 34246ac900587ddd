"""What a project adds by code: the documented example, load order, names that clash, exact rebuilds."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sphinx.errors import ExtensionError
from support import DocumentSet

from sphinx_policyrefs import cli
from sphinx_policyrefs.additions import Additions
from sphinx_policyrefs.commands.project import CLEAN, FAILED, FOUND
from sphinx_policyrefs.extend import (
    Address,
    Check,
    Column,
    Export,
    Link,
    Mark,
    Paragraph,
    Table,
    View,
    sound,
    take_check,
    take_export,
    take_view,
)

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.builds

EXAMPLE = Path(__file__).parents[2] / "docs" / "howto" / "extending"
MINE = """
    from sphinx_policyrefs.extend import Check, Paragraph, View, add_check, add_view, finding

    def build(context):
        return (Paragraph((f"{context.option('greeting', 'Hello')}: {len(context.entries('event'))} <events>",)),)

    def find(scope):
        for entry in scope.entries("event"):
            yield finding(entry, f'"{entry.title}" is an event', "date")

    def setup(app):
        add_view(app, View("event-count", build, own={"greeting": ()}))
        add_check(app, Check("any-event", find, "There is an event."))
"""
PAGE = """
    A
    =

    .. event-count::
       :greeting: Moin
"""
EVENTS = """
    B
    =

    .. event:: One
       :date: 2020
       :sources: s

    .. source:: S
"""
FOUND_HERE = 'b.rst:5: WARNING: "One" is an event [policyrefs.any-event]'


@pytest.fixture
def documents(tmp_path: Path) -> DocumentSet:
    made = DocumentSet(tmp_path)
    made.write({
        "conf.py": f'extensions = ["sphinx_policyrefs"]\n{MINE}'.replace("\n    ", "\n"),
        "index.rst": "Root\n====\n\n.. toctree::\n\n   a\n   b\n",
        "a.rst": PAGE,
        "b.rst": EVENTS,
    })  # fmt: skip
    return made


# -- the documented example ----------------------------------------------------------------------------


@pytest.fixture
def example(tmp_path: Path) -> DocumentSet:
    made = DocumentSet(tmp_path)
    for path in EXAMPLE.glob("*.*"):
        shutil.copy(path, made.src)
    return made


def test_the_page_shows_what_comes_out(example: DocumentSet) -> None:
    build = example.build("text")
    page = (EXAMPLE.parent / "extend.md").read_text(encoding="utf-8")
    shown = re.search(r"```text\n(\* .*?)```", page, re.DOTALL)
    assert shown
    assert shown[1] in build.read("index.txt")
    told = re.search(r"```text\n(index.rst:.*?)\n```", page, re.DOTALL)
    assert told
    assert build.warnings == [told[1]]


def test_the_page_shows_all_of_the_example_and_counts_its_lines() -> None:
    page = (EXAMPLE.parent / "extend.md").read_text(encoding="utf-8")
    conf = (EXAMPLE / "conf.py").read_text(encoding="utf-8")
    parts = re.findall(r"(?m)^# -- (.+?) -+$", conf)
    shown = re.findall(r":start-after: \"# -- (.+?)(?: -)?\"", page)
    assert [part.startswith(name) for part, name in zip(parts, shown, strict=True)] == [True] * len(parts)
    for part, code in zip(parts, re.split(r"(?m)^# -- .+ -+\n", conf)[1:], strict=True):
        lines = [line for line in code.splitlines() if line.strip()]
        if not part.startswith("what"):
            assert f" {len(lines)} lines for {part}" in page


def test_the_example_is_the_same_in_every_builder_and_in_parallel(example: DocumentSet) -> None:
    serial = example.build("html", place="one")
    assert "Jane Wren" in serial.read("index.html")
    assert example.build("html", place="two", jobs=2).files() == serial.files()
    for builder in ("latex", "epub", "man", "texinfo", "singlehtml", "xml", "pseudoxml", "gettext"):
        build = example.build(builder, place=builder, copyright="nobody", version="1")
        assert [w for w in build.warnings if "without-witness" not in w] == []


# -- loading -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", ["mine, sphinx_policyrefs", "sphinx_policyrefs, mine", "mine"])
def test_an_extension_may_come_first_or_last_or_alone(
    documents: DocumentSet, order: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents.write({
        "conf.py": f"import os, sys\nsys.path.insert(0, os.path.dirname(__file__))\nextensions = {order.split(', ')}\n",
        "mine.py": MINE.replace("\n    ", "\n"),
    })  # fmt: skip
    monkeypatch.delitem(__import__("sys").modules, "mine", raising=False)
    build = documents.build()
    assert "Moin: 1 &lt;events&gt;" in build.read("a.html")
    assert build.warnings == [FOUND_HERE]


def test_the_view_works_with_its_prefix_and_yields_its_bare_name(documents: DocumentSet) -> None:
    documents.write({"a.rst": "A\n=\n\n.. policy:event-count::\n   :greting: X\n\n.. event-count::\n"})
    build = documents.build(policyrefs_bare_names=["event", "source"])
    assert "Hello: 1" in build.read("a.html")
    assert sum("Unknown directive type" in w and "event-count" in w for w in build.warnings) == 1
    assert any('a.rst:5: WARNING: :greting: is not an option of event-count; did you mean greeting?' in w
               for w in build.warnings)  # fmt: skip


# -- findings ------------------------------------------------------------------------------------------


def test_severities_suppression_and_waivers_hold_for_own_checks(
    documents: DocumentSet, capsys: pytest.CaptureFixture[str]
) -> None:
    assert documents.build().warnings == [FOUND_HERE]
    assert documents.build(suppress_warnings=["policyrefs.any-event"]).warnings == []
    assert documents.build(policyrefs_checks={"any-event": "off"}).warnings == []
    assert cli.main(["check", str(documents.src)]) == CLEAN
    assert cli.main(["check", str(documents.src), "-D", "policyrefs_checks.any-event=error"]) == FOUND
    assert 'error: "One" is an event [any-event]' in capsys.readouterr().out
    documents.write(
        {"b.rst": EVENTS.replace(":sources: s", ":sources: s\n       :waive: any-event -- we know")}
    )
    assert documents.build().warnings == []
    documents.write(
        {"b.rst": EVENTS.replace(":sources: s", ":sources: s\n       :waive: any-evnt -- we know")}
    )
    assert any("did you mean any-event?" in w for w in documents.build().warnings)


@pytest.mark.parametrize("form", ["json", "sarif", "junit"])
def test_reports_for_machines_have_own_codes(
    documents: DocumentSet, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["check", str(documents.src), "--strict", "--format", form]) == FOUND
    out = capsys.readouterr().out
    assert "any-event" in out
    if form == "sarif":
        assert "There is an event." in out


# -- exact rebuilds ------------------------------------------------------------------------------------


def test_a_page_with_an_own_view_is_written_when_the_record_changes_and_only_then(
    documents: DocumentSet,
) -> None:
    documents.build()
    page = documents.root / "build" / "html" / "a.html"
    before = page.stat().st_mtime_ns
    documents.build()
    assert page.stat().st_mtime_ns == before
    documents.write({"b.rst": EVENTS + "\n    .. event:: Two\n       :date: 2021\n       :sources: s\n"})
    build = documents.build()
    assert "Moin: 2" in build.read("a.html")
    assert build.files() == documents.build(place="clean").files()


def test_a_change_of_the_view_s_code_is_seen(documents: DocumentSet) -> None:
    documents.build()
    conf = (documents.src / "conf.py").read_text(encoding="utf-8")
    documents.write({"conf.py": conf.replace("<events>", "entries").replace("is an event", "is one")})
    build = documents.build()
    assert "Moin: 1 entries" in build.read("a.html")
    assert build.warnings == [FOUND_HERE.replace("is an event", "is one")]


def test_views_and_checks_may_come_and_go(documents: DocumentSet) -> None:
    conf = (documents.src / "conf.py").read_text(encoding="utf-8")
    documents.write({"conf.py": 'extensions = ["sphinx_policyrefs"]\n'})
    assert any('Unknown directive type "event-count"' in w for w in documents.build().warnings)
    documents.write({"conf.py": conf})
    build = documents.build()
    assert build.warnings == [FOUND_HERE]
    assert build.files() == documents.build(place="clean").files()
    documents.write({"conf.py": 'extensions = ["sphinx_policyrefs"]\n'})
    assert any('Unknown directive type "event-count"' in w for w in documents.build().warnings)


# -- what is refused -----------------------------------------------------------------------------------


def view(name: str = "mine", **more: Any) -> View:
    return View(name, lambda _context: (), **more)


def check(name: str = "mine", meaning: str = "It is so.", severity: str = "warning") -> Check:
    return Check(name, lambda _scope: (), meaning, severity)


@pytest.mark.parametrize(
    ("add", "message"),
    [
        (lambda a: take_check(a, check("unsourced")), "there is a check 'unsourced' already"),
        (lambda a: (take_check(a, check()), take_check(a, check())), "there is a check 'mine' already"),
        (lambda a: take_check(a, check("My check")), "'My check' is not the name of a check"),
        (lambda a: take_check(a, check(severity="fatal")), "has the severity 'fatal'; write one of error"),
        (lambda a: take_check(a, check(meaning=" ")), "has no meaning"),
        (lambda a: take_view(a, view("docket")), "there is a directive 'docket' already"),
        (lambda a: take_view(a, view("event")), "there is a directive 'event' already"),
        (lambda a: take_view(a, view("since")), "there is a directive 'since' already"),
        (lambda a: take_view(a, view("ship-index")), "there is a directive 'ship-index' already"),
        (lambda a: (take_view(a, view()), take_view(a, view())), "there is a directive 'mine' already"),
        (lambda a: take_view(a, view("Mine")), "'Mine' is not the name of a view"),
        (lambda a: take_view(a, view(own={"limit": ()})), "has an option 'limit', as all views do"),
    ],
)
def test_what_can_t_be_added_is_refused_with_a_sentence(
    add: Callable[[Additions], Any], message: str
) -> None:
    with pytest.raises(ExtensionError, match=re.escape(message)):
        add(Additions())


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ({"policyrefs_kinds": {"event-count": {}}}, "'event-count' is a kind and a view"),
        ({"policyrefs_checks": {"any-evnt": "error"}}, "'any-evnt' is not a check"),
        ({"policyrefs_bare_names": ["event-cont"]}, "'event-cont' is neither a kind nor a view"),
    ],
)
def test_configuration_is_checked_against_what_is_added(
    documents: DocumentSet, config: dict[str, Any], message: str
) -> None:
    with pytest.raises(Exception, match=message):
        documents.build(**config)


def test_a_view_of_no_kind_is_refused(documents: DocumentSet) -> None:
    conf = (documents.src / "conf.py").read_text(encoding="utf-8")
    documents.write({"conf.py": conf.replace('own={"greeting": ()}', 'kind="ship"')})
    with pytest.raises(ExtensionError, match="names 'ship', which is not a kind"):
        documents.build()


@pytest.mark.parametrize(
    ("blocks", "message"),
    [
        ("text", "made str; return a tuple of blocks"),
        (("text",), "made str; its blocks may be Facts"),
        ((Paragraph((Address("x", "javascript:alert(1)"),)),), "links to 'javascript:alert(1)'"),
        ((Paragraph((Link("x", "page", '"><b>'),)),), "let context.cells make"),
        ((Paragraph(("x",), "Big one"),), "names a part 'Big one'"),
        ((Paragraph((Mark("x", 'a"b'),)),), "names a part"),
        ((Table((Column("a b", "x"),), ()),), "names a part 'a b'"),
        ((Table((), ()),), "made a table without columns"),
        (
            (Table((Column("a", "x"), Column("b", "y")), (((("x",),),),)),),
            "not fit its table (cells: 1, columns: 2)",
        ),
        ((Table((Column("a", "x"),), (((), ()),)),), "(cells: 2, columns: 1)"),
    ],
)
def test_blocks_that_could_not_be_shown_safely_are_refused(blocks: Any, message: str) -> None:
    with pytest.raises(ExtensionError, match=re.escape(message)):
        sound(view(), blocks)


# -- exports -------------------------------------------------------------------------------------------


def test_the_page_shows_what_the_export_writes(
    example: DocumentSet, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    page = (EXAMPLE.parent / "extend.md").read_text(encoding="utf-8")
    shown = re.search(r"```console\n\$ policyrefs (export \.[^\n]*)\n(.*?)```", page, re.DOTALL)
    assert shown
    assert cli.main(shown[1].replace(" . ", f" {example.src} ").split()) == CLEAN
    assert capsysbinary.readouterr().out.decode() == shown[2]
    assert example.build().read("_policyrefs/hearings.txt") == shown[2]
    assert "hearings.txt" in example.build("policyrefs").files()


def test_an_own_export_may_be_linked_and_may_go(example: DocumentSet) -> None:
    with (example.src / "index.rst").open("a", encoding="utf-8") as page:
        page.write("\n\nTake the :policy:export:`hearings`.\n")
    build = example.build()
    assert 'href="_policyrefs/hearings.txt">Hearings</a>' in build.read("index.html")
    conf = (example.src / "conf.py").read_text(encoding="utf-8")
    conf = conf.replace('["json", "hearings"]', '["json"]').replace("    add_export", "    #")
    example.write({"conf.py": conf})
    build = example.build()
    assert any('"hearings" is not in policyrefs_exports' in w for w in build.warnings)
    assert build.files() == example.build(place="clean").files()


def test_formats_that_are_none_are_told_with_those_that_there_are(
    example: DocumentSet, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["export", str(example.src), "--format", "hearing"]) == FAILED
    assert "csl, hearings\n" in capsys.readouterr().err
    with pytest.raises(Exception, match=r"'hearing' is not a format; write some of json, .*, hearings"):
        example.build(policyrefs_exports=["hearing"])


def export(name: str = "mine", file: str = "mine.txt") -> Export:
    return Export(name, file, "Mine", "It is mine.", "text/plain", lambda _edition: "")


@pytest.mark.parametrize(
    ("add", "message"),
    [
        ([export("json")], "there is an export 'json' already"),
        ([export(), export(file="other.txt")], "there is an export 'mine' already"),
        ([export("My export")], "'My export' is not the name of an export"),
        ([export(file="policyrefs.JSON")], "another export than 'mine' writes policyrefs.JSON already"),
        ([export(file="../mine.txt")], "has the file '../mine.txt'; write a plain name such as mine.txt"),
        ([export(file=".htaccess")], "write a plain name"),
        ([export(file="a/b")], "write a plain name"),
    ],
)
def test_exports_that_can_t_be_added_are_refused(add: list[Export], message: str) -> None:
    added, (*first, last) = Additions(), add
    for each in first:
        take_export(added, each)
    with pytest.raises(ExtensionError, match=re.escape(message)):
        take_export(added, last)
    assert "mine" not in Additions().exports
