"""Exports compared: what was added, removed, renamed, changed and corrected."""

from __future__ import annotations

import json
import shutil
import subprocess
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_policyrefs.changes.compare import Comparison, compare, renamed_as
from sphinx_policyrefs.changes.history import HistoryError, from_git, history, version
from sphinx_policyrefs.cli import main
from sphinx_policyrefs.records.exported import (
    DEEPEST,
    PLACES,
    Exported,
    ExportedError,
    exported,
    read_exported,
)
from sphinx_policyrefs.records.kinds import KINDS

if TYPE_CHECKING:
    from pathlib import Path

SIGNED = {
    "id": "signed",
    "kind": "event",
    "title": "The *Act* is signed",
    "uri": "index.html#event-signed",
    "file": "index.rst",
    "line": 3,
    "date": "2024-04-24",
    "parties": ["biden", "senate:cantwell"],
    "sources": [{"id": "statute", "locator": "p. 3"}],
}
BIDEN = {"id": "biden", "kind": "party", "title": "Joseph Biden", "type": "person"}
STATUTE = {"id": "statute", "kind": "source", "title": "Statute"}
DEADLINE = {"id": "divest", "kind": "deadline", "title": "Divest", "from": "signed", "runs": "270 days"}


def export(*entries: dict[str, Any], rows: tuple[dict[str, Any], ...] = (), **more: Any) -> Exported:
    data = {"version": 1, "project": "P", "as_of": None, "entries": list(entries), "chronology": list(rows)}
    return exported({**data, **more})


def save(path: Path, *entries: dict[str, Any]) -> str:
    data = {"version": 1, "project": "P", "as_of": None, "entries": entries, "chronology": []}
    path.write_text(json.dumps(data), encoding="utf-8")
    return str(path)


# -- comparison ----------------------------------------------------------------------------------------


def test_a_change_of_a_passage_is_one_change() -> None:
    def record(locator: str, passage: str = "days") -> Exported:
        cited = {"id": "statute", "locator": locator, "quote": "x", "passage": passage}
        days = {"id": passage, "kind": "passage", "title": "Days", "source": ["statute"], "locator": locator}
        values = [{"value": "45", "sources": [cited]}]
        doubt = {"id": "doubt", "kind": "discrepancy", "title": "Doubt", "values": values}
        return export(STATUTE, days, SIGNED | {"sources": [cited]}, doubt)

    found = compare(record("3"), record("4"))
    assert [(item.new["id"], [change.field for change in item.changes]) for item in found.changed] == [
        ("days", ["locator"])
    ]
    assert compare(record("3"), record("3", "other")).changed == ()
    assert [tuple(pair) for pair in compare(record("3"), record("3", "other")).renamed] == [("days", "other")]


def test_what_was_added_removed_and_changed() -> None:
    new = {**SIGNED, "date": "2024-04-23", "place": "Washington", "title": "Signed"}
    del new["sources"]
    found = compare(export(SIGNED, STATUTE), export(new, BIDEN))
    assert [item["id"] for item in found.added] == ["biden"]
    assert [item["id"] for item in found.removed] == ["statute"]
    assert [(c.field, c.old, c.new) for item in found.changed for c in item.changes] == [
        ("title", "The *Act* is signed", "Signed"),
        ("date", "2024-04-24", "2024-04-23"),
        ("place", None, "Washington"),
        ("sources", [{"id": "statute", "locator": "p. 3"}], None),
    ]


def test_where_an_entry_stands_counts_only_if_asked_for() -> None:
    moved = {**SIGNED, "file": "other.rst", "line": 9, "uri": "other.html#event-signed"}
    assert not compare(export(SIGNED), export(moved))
    (changed,) = compare(export(SIGNED), export(moved), places=True).changed
    assert [change.field for change in changed.changes] == ["uri", "file", "line"]


def test_an_entry_under_another_id_is_renamed_and_so_are_relations_to_it() -> None:
    new = export({**BIDEN, "id": "joe"}, {**SIGNED, "parties": ["joe", "senate:cantwell"]})
    found = compare(export(BIDEN, SIGNED), new)
    assert found.renamed == (("biden", "joe"),)
    assert (found.added, found.removed, found.changed) == ((), (), ())


def test_two_entries_that_name_each_other_are_renamed_together() -> None:
    def pair(one: str, two: str) -> Exported:
        return export(
            {"id": one, "kind": "party", "title": "One", "member-of": [two]},
            {"id": two, "kind": "party", "title": "Two"},
        )

    assert compare(pair("a", "b"), pair("c", "d")).renamed == (("a", "c"), ("b", "d"))


@pytest.mark.parametrize("more", [{"title": "Joe Biden"}, {"type": "company"}, {"office": "President"}])
def test_what_differs_in_anything_else_is_not_guessed_to_be_renamed(more: dict[str, str]) -> None:
    found = compare(export(BIDEN), export({**BIDEN, "id": "joe", **more}))
    assert (len(found.added), len(found.removed), found.renamed) == (1, 1, ())


def test_one_of_two_like_entries_is_not_guessed_to_be_renamed() -> None:
    found = compare(export(BIDEN), export({**BIDEN, "id": "joe"}, {**BIDEN, "id": "joseph"}))
    assert (len(found.added), len(found.removed), found.renamed) == (2, 1, ())


@pytest.mark.parametrize(
    ("field", "value", "after"),
    [
        ("from", "old.signed", "new.signed"),
        ("from", "old", "new"),
        ("imposed-by", ["old", "x"], ["new", "x"]),
        ("sources", [{"id": "old", "locator": "old"}], [{"id": "new", "locator": "old"}]),
    ],
)
def test_every_form_of_a_relation_follows_a_new_id(field: str, value: object, after: object) -> None:
    target = {"kind": "source", "title": "T"}
    old = export({**target, "id": "old"}, {**DEADLINE, field: value})
    new = export({**target, "id": "new"}, {**DEADLINE, field: after})
    assert compare(old, new) == ((), (), (), (("old", "new"),))


def test_a_computed_day_counts_as_a_field() -> None:
    def due(day: str) -> Exported:
        return export(DEADLINE, rows=({"date": day, "entry": "divest", "field": "due"},))

    (changed,) = compare(due("2025-01-19"), due("2025-01-18")).changed
    assert changed.changes == (("due", "2025-01-19", "2025-01-18"),)


def test_corrections_are_what_is_said_no_longer() -> None:
    new = {
        **SIGNED,
        "date": "2024-04-23",  # replaced
        "place": "Washington",  # added
        "verified": "2026-01-02",  # editing
        "parties": ["biden", "senate:cantwell", "statute"],  # added to
    }
    found = compare(export({**SIGNED, "verified": "2026-01-01"}, STATUTE), export(new, BIDEN)).corrections()
    assert [item["id"] for item in found.removed] == ["statute"]
    assert [change.field for item in found.changed for change in item.changes] == ["date"]
    assert (found.added, found.renamed) == ((), ())


IDS = st.sampled_from(["a", "b", "c", "d"])
VALUES = (
    st.none()
    | st.booleans()
    | st.integers(0, 1)
    | st.sampled_from(["", "x", "2024"])
    | st.lists(IDS, max_size=2)
)
ENTRIES = st.builds(
    lambda kind, title, fields: {"kind": kind, "title": title, **fields},
    st.sampled_from(["event", "party"]),
    st.sampled_from(["One", "Two"]),
    st.dictionaries(
        st.sampled_from(["parties", "place", "parent", "see", "vote", "line"]), VALUES, max_size=4
    ),
)
EXPORTS = st.dictionaries(IDS, ENTRIES, max_size=4).map(
    lambda entries: export(*({**item, "id": id_} for id_, item in entries.items()))
)


@given(EXPORTS)
def test_nothing_differs_from_itself(one: Exported) -> None:
    assert not compare(one, one)


def apply(old: Exported, comparison: Comparison) -> dict[str, dict[str, Any]]:
    """Return the entries that *old* becomes by the changes, without their places."""
    items = {
        id_: {name: value for name, value in item.items() if value is not None and name not in PLACES}
        for id_, item in renamed_as(old, comparison).entries.items()
    }
    for item in comparison.removed:
        del items[item["id"]]
    items.update({item["id"]: dict(item) for item in comparison.added})
    for changed in comparison.changed:
        entry = items[changed.new["id"]]
        for name, _old, new in changed.changes:
            if new is None:
                del entry[name]
            else:
                entry[name] = new
    return items


@given(EXPORTS, EXPORTS)
def test_the_changes_make_the_new_export_of_the_old_one(old: Exported, new: Exported) -> None:
    found = apply(old, compare(old, new))
    wanted = apply(new, compare(new, new))
    assert json.dumps(found, sort_keys=True) == json.dumps(wanted, sort_keys=True)


# -- reading -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "message", "line"),
    [
        (b"", "is not JSON", 1),
        (b'{"version": 1,\n', "is not JSON", 2),
        (b"\xff\xfe", "is not UTF-8", 1),
        (b"[" * 100_000, "is nested too deeply", 0),
        (b'{"entries": NaN}', "NaN is not a number", 0),
        (b"[]", "it has no entries", 0),
        (b'{"version": 99, "entries": []}', "has the version 99", 0),
        (b'{"version": true, "entries": []}', "has the version true", 0),
        (b'{"version": 1, "entries": {}}', "have to be lists", 0),
        (b'{"version": 1, "entries": [3]}', "entry 1 is not an object", 0),
        (b'{"version": 1, "entries": [{"id": "a"}]}', "entry 1 has no kind", 0),
        (b'{"version": 1, "entries": [{"id": "A b", "kind": "x", "title": "T"}]}', 'the id "A b", which is none', 0),
        (b'{"version": 1, "entries": [{"id": "a", "kind": "x", "title": "T", "uri": 3}]}', "uri that is not a text", 0),
        (b'{"version": 1, "entries": [], "chronology": [{}]}', "row 1 of the chronology", 0),
        (b'{"version": 1, "entries": [], "project": 3}', "have to be texts", 0),
    ],
)  # fmt: skip
def test_what_is_no_export_is_refused_in_a_sentence(content: bytes, message: str, line: int) -> None:
    with pytest.raises(ExportedError) as raised:
        read_exported(content)
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)
    assert raised.value.line == line


def test_doubled_ids_and_deep_values_are_refused() -> None:
    with pytest.raises(ExportedError, match='the id "biden" stands there twice'):
        export(BIDEN, BIDEN)
    deep: Any = "x"
    for _ in range(DEEPEST - 2):  # the entry itself is one level, the text another
        deep = [deep]
    assert export({**BIDEN, "tags": deep}).entries["biden"]["tags"] == deep
    deep = [deep]
    with pytest.raises(ExportedError, match="entry 1 is nested too deeply"):
        export({**BIDEN, "tags": deep})
    for text in ("a\0b", "\ud800", "\x1b[31m"):
        with pytest.raises(ExportedError, match=r"entry 1 holds U\+.*, which no page can show"):
            export({**BIDEN, "tags": [text]})


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda x: st.lists(x) | st.dictionaries(st.text(), x),
    )
)
def test_no_json_makes_the_reader_fail_otherwise(data: object) -> None:
    for value in (data, {"version": 1, "entries": data}, {"version": 1, "entries": [data]}):
        with suppress(ExportedError):
            exported(value)


def test_a_byte_order_mark_is_no_fault() -> None:
    assert read_exported(b'\xef\xbb\xbf{"version": 1, "entries": []}').entries == {}


# -- versions ------------------------------------------------------------------------------------------


def git(folder: Path, *words: str, day: str = "2026-01-01") -> None:
    program = shutil.which("git")
    if program is None:
        pytest.skip("there is no git; install it with: apt install git")
    stamp = f"{day}T12:00:00Z"
    environment = {"GIT_COMMITTER_DATE": stamp, "GIT_AUTHOR_DATE": stamp, "HOME": str(folder)}
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run([program, *who, *words], cwd=folder, check=True, capture_output=True, env=environment)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a repository with three versions of an export in `record`, the last one not committed."""
    folder = tmp_path / "repository"
    (folder / "record").mkdir(parents=True)
    git(folder, "init", "-q")
    for day, entry in (("2026-01-10", SIGNED), ("2026-02-10", {**SIGNED, "date": "2024-04-23"})):
        save(folder / "record" / "base.json", entry)
        git(folder, "add", ".", day=day)
        git(folder, "commit", "-q", "-m", "x", day=day)
        if entry is SIGNED:
            git(folder, "tag", "briefing-1")
    save(folder / "record" / "base.json", {**SIGNED, "date": "2024-04-22"})
    return folder


def test_versions_are_files_revisions_and_days(repository: Path) -> None:
    def day(text: str) -> str:
        return version(text, repository / "record", "base.json").export.entries["signed"]["date"]  # type: ignore[no-any-return]

    assert day("base.json") == "2024-04-22"
    assert day("briefing-1") == "2024-04-24"
    assert day("briefing-1:base.json") == "2024-04-24"
    assert day("HEAD") == "2024-04-23"
    assert day("2026-02-09") == "2024-04-24"
    assert day("2026-02-10") == "2024-04-23"
    assert from_git("HEAD", repository / "record" / "base.json", "x").day == "2026-02-10"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("gone.json", "gone.json can't be read: No such file or directory"),
        ("2025-12-31", "git has no commit of 2025-12-31 or before"),
        ("nowhere", '"nowhere" is neither a file nor a tag'),
        ("--output=x", '"--output=x" is neither a file nor a tag'),
        ("HEAD:gone.json", "git has no gone.json of HEAD"),
        ("a\0b.json", "is not the name of a file"),
    ],
)
def test_a_version_that_is_not_there_is_one_sentence(repository: Path, text: str, message: str) -> None:
    with pytest.raises(HistoryError, match=message):
        version(text, repository / "record", "base.json")
    assert not (repository / "record" / "x").exists()


def test_without_a_repository_or_git_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(HistoryError, match="no git repository around the file"):
        from_git("HEAD", tmp_path / "x.json", "x.json")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(HistoryError, match="there is no git on this machine"):
        from_git("HEAD", tmp_path / "x.json", "x.json")


def test_the_history_of_a_file_ends_with_what_lies_on_the_disk(repository: Path) -> None:
    versions = history(repository / "record" / "base.json")
    assert [v.export.entries["signed"]["date"] for v in versions] == [
        "2024-04-24",
        "2024-04-23",
        "2024-04-22",
    ]
    assert [v.day for v in versions] == ["2026-01-10", "2026-02-10", ""]


# -- the command ---------------------------------------------------------------------------------------


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(["diff", *words])
    said = capsys.readouterr()
    return status, said.out, said.err


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    """Return the names of two exports."""
    new = {**SIGNED, "date": "2024-04-23", "place": "<b>*here*</b>", "parties": ["joe", "senate:cantwell"]}
    return (
        save(tmp_path / "old.json", SIGNED, BIDEN, STATUTE, {**BIDEN, "id": "gone", "title": "Somebody"}),
        save(tmp_path / "new.json", new, {**BIDEN, "id": "joe"}, STATUTE, DEADLINE),
    )


def test_diff_as_text(capsys: pytest.CaptureFixture[str], files: tuple[str, str]) -> None:
    status, out, err = run(capsys, *files)
    assert (status, err) == (1, "")
    assert out.splitlines() == [
        "Added (1)",
        '  deadline divest "Divest"',
        "",
        "Removed (1)",
        '  party gone "Somebody"',
        "",
        "Renamed (1)",
        "  biden is now joe",
        "",
        "Changed (1)",
        '  event signed "The *Act* is signed"',
        "    Date: April 24, 2024 -> April 23, 2024",
        "    Place: nothing -> <b>*here*</b>",
    ]


def test_diff_as_markdown_escapes_what_the_record_says(
    capsys: pytest.CaptureFixture[str], files: tuple[str, str]
) -> None:
    _, out, _ = run(capsys, *files, "--format", "markdown")
    assert "- **The \\*Act\\* is signed** (event `signed`)" in out
    assert "  - Place: nothing → \\<b\\>\\*here\\*\\</b\\>" in out


def test_diff_as_json(capsys: pytest.CaptureFixture[str], files: tuple[str, str]) -> None:
    data = json.loads(run(capsys, *files, "--format", "json")[1])
    assert data["renamed"] == [{"old": "biden", "new": "joe"}]
    assert data["changed"][0]["fields"] == {
        "date": {"old": "2024-04-24", "new": "2024-04-23"},
        "place": {"old": None, "new": "<b>*here*</b>"},
    }


def test_a_log_of_corrections_between_two_exports(
    capsys: pytest.CaptureFixture[str], files: tuple[str, str]
) -> None:
    _, out, _ = run(capsys, *files, "--format", "corrections")
    assert out.splitlines()[4:] == [
        "- **The \\*Act\\* is signed**: Date corrected from “April 24, 2024” to “April 23, 2024”.",
        "- **Somebody**: the party was withdrawn.",
    ]


def test_a_log_of_corrections_over_the_history_is_dated(
    capsys: pytest.CaptureFixture[str], repository: Path
) -> None:
    name = str(repository / "record" / "base.json")
    status, out, _ = run(capsys, "--history", name)
    assert status == 1
    assert out.splitlines() == [
        "# Corrections",
        "",
        "## P",
        "",
        "- **The \\*Act\\* is signed**: Date corrected from “April 23, 2024” to “April 22, 2024”.",
        "",
        "## February 10, 2026",
        "",
        "- **The \\*Act\\* is signed**: Date corrected from “April 24, 2024” to “April 23, 2024”.",
    ]


def test_nothing_corrected_is_said(capsys: pytest.CaptureFixture[str], files: tuple[str, str]) -> None:
    status, out, _ = run(capsys, files[0], files[0], "--format", "corrections")
    assert (status, out.splitlines()[-1]) == (0, "Nothing that was said has been corrected.")
    assert run(capsys, files[0], files[0])[:2] == (0, f"{files[0]} says what {files[0]} says.\n")
    assert run(capsys, files[0], files[0], "-q") == (0, "", "")


@pytest.mark.parametrize("words", [["README.md"], ["a.json", "b.json", "c.json"], ["--history", "a", "b"]])
def test_the_wrong_number_of_files(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    status, out, err = run(capsys, *words)
    assert (status, out, err.count("\n")) == (2, "", 1)


def test_a_bad_file_is_one_sentence(
    capsys: pytest.CaptureFixture[str], files: tuple[str, str], tmp_path: Path
) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text('{"version": 1,\n "entries": [}', encoding="utf-8")
    status, out, err = run(capsys, files[0], str(bad))
    assert (status, out) == (2, "")
    assert err == f"policyrefs: {bad}:2 is not JSON: Expecting value in column 14\n"


def test_kinds_of_the_project_are_shown_by_their_form(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert "hearing" not in KINDS
    hearing = {"id": "h", "kind": "hearing", "title": "H", "held": "2024", "rooms": ["a", "b"], "open": True}
    old, new = save(tmp_path / "a.json", hearing), save(tmp_path / "b.json", {**hearing, "rooms": ["a"]})
    assert "Rooms: a; b -> a" in run(capsys, old, new)[1]
