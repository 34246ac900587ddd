"""The exports of sets of documents: beside pages, alone, and by the command."""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sphobjinv
from exported import said
from jsonschema import Draft202012Validator
from support import DocumentSet

from sphinx_policyrefs import cli
from sphinx_policyrefs.exports import EXPORTS, schema

if TYPE_CHECKING:
    from support import Build

pytestmark = pytest.mark.builds

ALL = list(EXPORTS)
EXAMPLE = Path(__file__).parents[2] / "examples" / "tiktok-ban"
VALIDATOR = Draft202012Validator(json.loads(schema.PATH.read_text("utf-8")))

PAGES = {
    "conf.py": 'extensions = ["sphinx_policyrefs"]\nproject = "Harbour"\nauthor = "A team"\nhtml_copy_source = False\n',
    "index.rst": """
        Harbour
        =======

        .. toctree::

           sub/record
           parties

        To :policy:export:`the calendar <ics>` and :policy:export:`json`.
        """,
    "sub/record.rst": """
        Record
        ======

        .. event:: The permit is **signed**
           :id: signed
           :date: 2024-04-24
           :parties: Board
           :note: told in confidence

           By :party:`board`, at last. See :policy:export:`the data <json>`.

        .. only:: internal

           .. event:: A secret meeting
              :date: 2024-04-25

        .. only:: html

           .. event:: Seen on the web
              :id: seen
              :date: 2024-04-26

        .. only:: latex

           .. event:: Seen on paper
              :date: 2024-04-27

        .. event:: Left out
           :id: left-out
           :no-index:
           :date: 2024-04-28
        """,
    "parties.rst": """
        Parties
        =======

        .. party:: Board of the Harbour
           :id: board
           :short: Board
        """,
}


#: Values of every type, and texts that mean something in one format or another.
RECORD = r"""
        .. agreement:: 5 \* 3 \*\* `sharing` of [the] \_port\_, 100% = all; "half"
           :id: deal
           :announced: 2020-Q3
           :closed: 2021-01~/2021-03
           :parties: board; @ferry
           :shares: board = 12.5%
                    ferry = 40
           :sources: report @ p. 3, n. 4; report @ § 2
           :order: -2
           :tags: =1+1; a,b

           +1 for \|this\|: see :party:`ferry` and :policy:value:`deal.closed`.

        .. party:: Ferry Trust
           :id: ferry
           :aliases: @ferry
           :member-of: board

        .. source:: Report 'in' \'quotes\'
           :id: report
           :published: [2020-08-06,2020-08-14]
           :citation: 122 F.4th 930; Pub. L. 118-50
           :url: https://example.org/?a=1&b=(2)#c

        .. statement:: =SUM(A1:A2)
           :id: sum
           :date: 2024-04-24T10:30-05:00
           :speaker: ferry
           :sworn:

        .. event:: -1 boats
           :id: boats
           :date: 2024-04-24
           :vote: 352-65
           :follows: sum

        .. discrepancy:: How many boats
           :about: boats
           :values: 12 | 13 | report @ 1
                    14

        .. deadline:: Answer
           :from: signed.date
           :runs: -10 days
           :on: board

        .. instrument:: Rule
           :id: rule
           :signed: 2024-04-24

        .. event:: Rule signed
           :id: rule-signed
           :date: 2024-04
           :instrument: rule
           :milestone: signed
"""


@pytest.fixture
def harbour(tmp_path: Path) -> DocumentSet:
    documents = DocumentSet(tmp_path)
    documents.write(PAGES)
    return documents


def exports(build: Build, folder: str = "_policyrefs") -> list[str]:
    found = build.out / folder
    return sorted(p.name for p in found.iterdir() if p.is_file()) if found.is_dir() else []


def record(build: Build) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(build.read("_policyrefs/policyrefs.json"))
    VALIDATOR.validate(data)
    return data


def places(build: Build) -> dict[str, str]:
    return {item["id"]: item["uri"] for item in record(build)["entries"]}


def test_nothing_is_written_unasked(harbour: DocumentSet) -> None:
    build = harbour.build()
    assert exports(build) == []
    assert 'rel="alternate"' not in build.read("index.html")
    said = "is not in policyrefs_exports; add it in conf.py [policyrefs.unknown-reference]"
    assert build.warnings == [
        f'index.rst:9: WARNING: :policy:export: "ics" {said}',
        f'index.rst:9: WARNING: :policy:export: "json" {said}',
        f'sub/record.rst:10: WARNING: :policy:export: "json" {said}',
    ]
    assert "To the calendar and json." in re.sub("<[^>]+>", "", build.read("index.html"))


def test_exports_lie_beside_pages_and_say_what_they_say(harbour: DocumentSet) -> None:
    build = harbour.build(policyrefs_exports=ALL)
    assert build.warnings == []
    assert exports(build) == sorted(e.file for e in EXPORTS.values())
    assert record(build)["project"] == "Harbour"
    assert places(build) == {
        "board": "parties.html#party-board",
        "seen": "sub/record.html#event-seen",
        "signed": "sub/record.html#event-signed",
    }
    (signed,) = [item for item in record(build)["entries"] if item["id"] == "signed"]
    assert signed["title"] == "The permit is signed"
    assert signed["summary"] == "By Board of the Harbour, at last. See the data."
    assert (signed["file"], signed["line"]) == ("sub/record.rst", 4)
    for name in exports(build):
        text = said((build.out / "_policyrefs" / name).read_bytes())
        for hidden in ("confidence", "secret", "on paper", "Left out"):
            assert hidden not in text, name


def test_each_builder_of_pages_names_its_own(harbour: DocumentSet) -> None:
    one = {"policyrefs_exports": ["json", "ics"]}
    assert places(harbour.build("dirhtml", **one))["signed"] == "sub/record/#event-signed"
    assert places(harbour.build("singlehtml", **one))["signed"] == "index.html#event-signed"
    assert exports(harbour.build("epub", **one)) == []
    assert exports(harbour.build("latex", **one)) == []
    absolute = harbour.build(place="absolute", html_baseurl="https://example.org/b", **one)
    assert places(absolute)["signed"] == "https://example.org/b/sub/record.html#event-signed"


def test_inventory_and_export_agree(harbour: DocumentSet) -> None:
    build = harbour.build(policyrefs_exports=["json", "ics"])
    inventory = sphobjinv.Inventory(str(build.out / "objects.inv"))
    found = {o.name: o.uri_expanded for o in inventory.objects if o.domain == "policy"}
    assert found == places(build)


def test_the_builder_writes_exports_alone(harbour: DocumentSet) -> None:
    build = harbour.build("policyrefs")
    files = [name for name in build.files() if not name.startswith(".")]
    assert files == sorted(e.file for e in EXPORTS.values())
    beside = harbour.build(policyrefs_exports=ALL, place="pages")
    for name in files:
        assert build.files()[name] == beside.files()[f"_policyrefs/{name}"]
    chosen = harbour.build("policyrefs", policyrefs_exports=["csv"])
    assert [name for name in chosen.files() if not name.startswith(".")] == ["policyrefs.csv"]


def test_the_builder_tells_what_is_wrong_each_time(harbour: DocumentSet) -> None:
    harbour.write({"parties.rst": PAGES["parties.rst"].replace(":short:", ":shor:")})
    first, second = (harbour.build("policyrefs", policyrefs_exports=["json", "ics"]) for _ in range(2))
    assert len(first.warnings) == 1
    assert "did you mean :short:?" in first.warnings[0]
    assert second.warnings == first.warnings


def test_an_unchanged_export_is_not_written_again_and_a_dropped_one_is_removed(harbour: DocumentSet) -> None:
    build = harbour.build(policyrefs_exports=["json", "csv", "ics"])
    path = build.out / "_policyrefs" / "policyrefs.json"
    before = path.stat().st_mtime_ns
    (path.parent / "ours.txt").write_text("kept")
    build = harbour.build(policyrefs_exports=["json", "ics"])
    assert path.stat().st_mtime_ns == before
    assert exports(build) == ["ours.txt", "policyrefs.ics", "policyrefs.json"]
    assert exports(harbour.build(policyrefs_exports=[])) == ["ours.txt"]
    (path.parent / "ours.txt").unlink()
    harbour.build(policyrefs_exports=[])
    assert not path.parent.exists()


def test_a_build_that_writes_no_page_changes_the_export_all_the_same(harbour: DocumentSet) -> None:
    how = {"policyrefs_exports": ["json", "ics"]}
    harbour.build(**how)
    assert "a-secret-meeting" in places(harbour.build(tags=["internal"], **how))
    assert "a-secret-meeting" not in places(harbour.build(**how))
    assert list(places(harbour.build(policyrefs_as_of="2024-04-25", **how))) == ["board", "signed"]
    assert list(places(harbour.build(**how))) == ["board", "seen", "signed"]


def test_a_build_that_fails_leaves_the_exports_as_they_were(harbour: DocumentSet) -> None:
    how: dict[str, Any] = {"policyrefs_exports": ["json", "ics"]}
    build = harbour.build(**how)
    before = build.files()
    harbour.write(
        {
            "conf.py": PAGES["conf.py"]
            + "def setup(app):\n    app.connect('doctree-resolved', lambda *a: 1/0)\n"
        }
    )
    with pytest.raises(Exception, match="division by zero"):
        harbour.build(policyrefs_as_of="2024-04-25", **how)
    assert build.files()["_policyrefs/policyrefs.json"] == before["_policyrefs/policyrefs.json"]


def test_parallel_and_incremental_builds_give_the_bytes_of_a_clean_one(harbour: DocumentSet) -> None:
    how: dict[str, Any] = {"policyrefs_exports": ALL}
    harbour.write(
        {f"more-{n}.rst": f":orphan:\n\nMore {n}\n======\n\n.. party:: Party {n}\n" for n in range(8)}
    )
    serial = harbour.build(place="serial", **how).files()
    assert harbour.build(place="parallel", jobs=3, **how).files() == serial
    harbour.build(**how)
    harbour.write({"parties.rst": PAGES["parties.rst"].replace("Board of", "The board of")})
    changed = harbour.build(**how)
    assert changed.files() == harbour.build(place="clean", **how).files()
    assert "The board of the Harbour" in linked(changed, "sub/record")[0]["object"][0]["name"]


def linked(build: Build, page: str) -> list[dict[str, Any]]:
    """Return the linked data of a page."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', build.read(f"{page}.html"))
    return [node for text in found for node in json.loads(text)["@graph"]]


def test_pages_hold_their_entries_as_linked_data(harbour: DocumentSet) -> None:
    build = harbour.build(policyrefs_exports=["jsonld", "ics", "json"])
    signed, seen = linked(build, "sub/record")
    assert (signed["@id"], signed["@type"]) == ("#event-signed", "Action")
    assert signed["object"] == [
        {"@id": "../parties.html#party-board", "@type": "Organization", "name": "Board of the Harbour"}
    ]
    assert seen["@id"] == "#event-seen"
    assert linked(build, "index") == linked(build, "genindex") == []
    one = harbour.build("singlehtml", policyrefs_exports=["jsonld", "ics", "json"])
    assert [node["@id"] for node in linked(one, "index")] == ["#party-board", "#event-signed", "#event-seen"]


def test_a_script_in_a_title_stays_within_the_linked_data(harbour: DocumentSet) -> None:
    harbour.write(
        {"parties.rst": "Parties\n=======\n\n.. party:: </script><script>alert(1)</script>\n   :id: board\n"}
    )
    build = harbour.build(policyrefs_exports=["jsonld", "ics", "json"])
    assert linked(build, "parties")[0]["name"] == "</script><script>alert(1)</script>"
    assert "<script>alert" not in build.read("parties.html")


def test_pages_announce_feed_and_calendar_and_link_to_them(harbour: DocumentSet) -> None:
    build = harbour.build(policyrefs_exports=["atom", "ics", "json"])
    page = build.read("sub/record.html")
    assert re.findall('<link rel="alternate"[^>]*>', page) == [
        '<link rel="alternate" type="application/atom+xml" title="Atom" href="../_policyrefs/policyrefs.atom">',
        '<link rel="alternate" type="text/calendar" title="iCalendar" href="../_policyrefs/policyrefs.ics">',
    ]
    assert 'href="../_policyrefs/policyrefs.json">the data</a>' in page
    index = build.read("index.html")
    assert 'href="_policyrefs/policyrefs.ics">the calendar</a>' in index
    assert 'href="_policyrefs/policyrefs.json">JSON</a>' in index
    assert 'rel="alternate"' not in build.read("genindex.html")
    deep = harbour.build("dirhtml", policyrefs_exports=["ics", "json"]).read("sub/record/index.html")
    assert 'href="../../_policyrefs/policyrefs.json">the data</a>' in deep


def test_without_pages_for_the_web_a_link_leads_to_the_web_or_nowhere(harbour: DocumentSet) -> None:
    how: dict[str, Any] = {"policyrefs_exports": ["ics", "json"]}
    assert "_policyrefs" not in harbour.build("epub", **how).read("index.xhtml")
    at = harbour.build("latex", place="latex", html_baseurl="https://example.org/b/", **how)
    assert r"\sphinxhref{https://example.org/b/\_policyrefs/policyrefs.ics}{the calendar}" in at.read(
        "harbour.tex"
    )


def test_the_configuration_rewrites_pages_that_look_otherwise_and_no_others(harbour: DocumentSet) -> None:
    harbour.build(policyrefs_exports=["json", "ics"])
    same = harbour.build(policyrefs_exports=["json", "ics", "csv", "csl"])
    assert "targets for 0 source files" in same.status or "writing output" not in same.status
    feed = harbour.build(policyrefs_exports=["json", "ics", "atom"])
    assert "policyrefs.atom" in feed.read("parties.html")


@pytest.mark.parametrize("value", [["xml"], ["ics", 3]])
def test_an_unknown_format_is_said_in_one_sentence(harbour: DocumentSet, value: list[Any]) -> None:
    with pytest.raises(Exception, match="is not a format; write some of json, csv, xlsx, docx, ics, atom"):
        harbour.build(policyrefs_exports=value)


def test_a_missing_library_is_one_warning_and_the_others_are_written(
    harbour: DocumentSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    build = harbour.build(policyrefs_exports=["json", "ics"])
    assert exports(build) == ["policyrefs.json"]
    (warning,) = build.warnings
    assert warning == (
        "WARNING: policyrefs.ics is not written, since icalendar is not installed: "
        "pip install 'sphinx-policyrefs[calendar]' [policyrefs.missing-extra]"
    )
    page = build.read("index.html")  # which neither announces nor links to what is not there
    assert "the calendar" in page
    assert "policyrefs.ics" not in page


def test_the_command_prints_or_writes_one_export(
    harbour: DocumentSet, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    harbour.write({"conf.py": PAGES["conf.py"] + f"policyrefs_exports = {ALL}\n"})
    beside = harbour.build()
    for name, chosen in EXPORTS.items():
        assert cli.main(["export", str(harbour.src), "--format", name]) == 0
        out, err = capfdbinary.readouterr()
        assert out == (beside.out / "_policyrefs" / chosen.file).read_bytes()
        assert err == b""
    assert cli.main(["export", str(harbour.src), "-o", str(tmp_path / "here.json")]) == 0
    assert cli.main(["export", str(harbour.src), "-o", str(tmp_path)]) == 0
    assert (
        (tmp_path / "here.json").read_text()
        == (tmp_path / "policyrefs.json").read_text()
        == beside.read("_policyrefs/policyrefs.json")
    )
    capfdbinary.readouterr()
    assert cli.main(["export", str(harbour.src), "-o", str(tmp_path / "no" / "such")]) == 2
    assert b"can't be written: No such file" in capfdbinary.readouterr().err


def test_the_command_says_that_the_record_has_errors(
    harbour: DocumentSet, capfd: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["export", str(harbour.src)]) == 0
    out, err = capfd.readouterr()
    VALIDATOR.validate(json.loads(out))
    assert f"there are 3 errors in the record; policyrefs check {harbour.src} lists them" in err


@pytest.mark.parametrize("name", ["json", "csv"])
def test_an_export_that_an_empty_set_imports_is_exported_again(
    name: str, harbour: DocumentSet, tmp_path: Path
) -> None:
    harbour.write({"parties.rst": PAGES["parties.rst"] + RECORD})
    harbour.write({"conf.py": PAGES["conf.py"] + f"policyrefs_exports = {ALL}\n"})
    first = harbour.build()
    assert first.warnings == []
    (tmp_path / "again").mkdir()
    again = DocumentSet(tmp_path / "again")
    file = EXPORTS[name].file
    again.write({
        "conf.py": PAGES["conf.py"] + f"policyrefs_exports = {ALL}\npolicyrefs_data = [{file!r}]\n",
        "index.rst": "Again\n=====\n",
    })  # fmt: skip
    (again.src / file).write_bytes((first.out / "_policyrefs" / file).read_bytes())
    second = again.build()
    assert second.warnings == []
    assert (second.out / "_policyrefs" / file).read_bytes() == (first.out / "_policyrefs" / file).read_bytes()


def test_the_example_goes_out_and_comes_back(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    first, again = tmp_path / "first.json", tmp_path / "again"
    assert cli.main(["export", str(EXAMPLE), "-o", str(first)]) == 0
    data = json.loads(first.read_bytes())
    VALIDATOR.validate(data)
    assert len(data["entries"]) > 300
    again.mkdir()
    (again / "conf.py").write_text(
        f'extensions = ["sphinx_policyrefs"]\nproject = {data["project"]!r}\npolicyrefs_data = ["first.json"]\n'
        'policyrefs_federation = {"wechat": "wechat.json"}\n'  # which some entries refer to
    )
    shutil.copy(EXAMPLE / "records" / "wechat.json", again)
    (again / "index.rst").write_text("Again\n=====\n")
    shutil.copy(first, again)
    assert cli.main(["export", str(again)]) == 0
    assert capfdbinary.readouterr().out == first.read_bytes()
