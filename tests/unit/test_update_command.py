"""An import once more: what a person did stays and is told, the rest follows the file; ``policyrefs update``."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import pytest

from sphinx_policyrefs.cli import main
from sphinx_policyrefs.imports.files import read
from sphinx_policyrefs.records.kinds import KINDS
from tests import published as samples
from tests.published import dumped

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Return what imports ``d.json`` into ``record.*`` in a folder; it returns status and output."""

    def run(suffix: str, *options: str) -> tuple[int, str]:
        capsys.readouterr()
        target = tmp_path / f"record{suffix}"
        status = main(["import", str(tmp_path / "d.json"), "--to", str(target), *options])
        said = capsys.readouterr()
        assert said.err == ""
        return status, said.out

    return run


def later(**changes: Any) -> bytes:
    """Return the docket as it is some time later."""
    docket = copy.deepcopy(samples.DISTRICT) | changes
    docket["docket_entries"].append(
        {
            "date_filed": "2021-04-01",
            "document_number": "20",
            "pacer_doc_id": "9",
            "description": "JUDGMENT entered.",
        }
    )
    return dumped(docket)


@pytest.mark.parametrize("suffix", [".yaml", ".json", ".csv"])
def test_what_a_person_changed_stays(
    suffix: str, tmp_path: Path, run: Callable[..., tuple[int, str]]
) -> None:
    source, target = tmp_path / "d.json", tmp_path / f"record{suffix}"
    source.write_bytes(dumped(samples.DISTRICT))
    assert run(suffix)[0] == 0
    first = target.read_bytes()
    assert read(first, target.name, KINDS).findings == ()
    status, said = run(suffix, "--yes")
    assert (status, target.read_bytes(), said.splitlines()[0]) == (0, first, "10 unchanged")

    text = target.read_text("utf-8")
    # the person changes a title and a date, and adds a field
    mine = text.replace("GULL v. LAMP & SONS", "Gull v. Lamp", 1)
    if suffix == ".yaml":
        mine = mine.replace("    court: dcd\n", "    court: dcd\n    importance: key  # mine\n", 1)
    target.write_text(mine, "utf-8", newline="")
    source.write_bytes(later(date_filed="2020-10-21", case_name="GULL v. LAMP"))
    status, said = run(suffix)
    assert status == 1
    assert f"{target} was left as it is; --yes writes it." in said
    assert target.read_text("utf-8") == mine
    status, said = run(suffix, "--yes")
    assert status == 0
    assert "conflict: dcd-1-20-cv-09999: title stays Gull v. Lamp; the file has GULL v. LAMP" in said
    assert "added: dcd-1-20-cv-09999-20" in said
    items = {item.entry.id: item.entry for item in read(target.read_bytes(), target.name, KINDS).items}
    action = items["dcd-1-20-cv-09999"]
    assert (action.title, action.fields["filed"]) == ("Gull v. Lamp", "2020-10-21")
    assert action.fields.get("importance") == ("key" if suffix == ".yaml" else None)
    assert items["dcd-1-20-cv-09999-20"].fields["date"] == "2021-04-01"
    after = target.read_bytes()
    assert run(suffix, "--yes")[0] == 0
    assert target.read_bytes() == after


def test_fields_follow_the_file_and_gone_entries_are_kept(
    tmp_path: Path, run: Callable[..., tuple[int, str]]
) -> None:
    source, target = tmp_path / "d.json", tmp_path / "record.json"
    source.write_bytes(dumped(samples.DISTRICT))
    run(".json")
    docket = copy.deepcopy(samples.DISTRICT)
    del docket["cause"]
    docket["docket_entries"].pop(3)
    source.write_bytes(dumped(docket))
    _, said = run(".json", "--yes")
    assert f"2 no longer in {source} and kept: dcd-1-20-cv-09999-12, dcd-1-20-cv-09999-12-doc" in said
    entries = {entry["id"]: entry for entry in json.loads(target.read_text("utf-8"))["entries"]}
    assert "cause" not in entries["dcd-1-20-cv-09999"]
    assert "dcd-1-20-cv-09999-12" in entries


def test_an_entry_that_was_renamed_keeps_its_id(tmp_path: Path, run: Callable[..., tuple[int, str]]) -> None:
    source, target = tmp_path / "d.json", tmp_path / "record.yaml"
    source.write_bytes(dumped(samples.DISTRICT))
    run(".yaml")
    text = target.read_text("utf-8").replace("id: lamp-sons\n", "id: lamp\n    formerly: [lamp-sons]\n")
    target.write_text(text.replace("- lamp-sons\n", "- lamp\n"), "utf-8")
    source.write_bytes(later())
    status, said = run(".yaml", "--yes")
    assert status == 0
    assert "2 added: dcd-1-20-cv-09999-20, dcd-1-20-cv-09999-20-doc" in said
    items = {item.entry.id: item.entry for item in read(target.read_bytes(), target.name, KINDS).items}
    assert "lamp-sons" not in items
    assert items["dcd-1-20-cv-09999"].fields["defendants"] == ("lamp",)


@pytest.mark.parametrize("suffix", [".yaml", ".json"])
def test_a_dropped_entry_stays_away(suffix: str, tmp_path: Path, run: Callable[..., tuple[int, str]]) -> None:
    source, target = tmp_path / "d.json", tmp_path / f"record{suffix}"
    source.write_bytes(dumped(samples.DISTRICT))
    run(suffix)
    text = target.read_text("utf-8")
    dropped = "dropped: [friends-of-gulls]" if suffix == ".yaml" else '"dropped": ["friends-of-gulls"]'
    target.write_text(text.replace("dropped: []", dropped).replace('"dropped": []', dropped), "utf-8")
    data = json.loads(text) if suffix == ".json" else None
    if data:
        data["dropped"] = ["friends-of-gulls"]
        data["entries"] = [entry for entry in data["entries"] if entry["id"] != "friends-of-gulls"]
        target.write_text(json.dumps(data), "utf-8")
    else:
        lines = target.read_text("utf-8").splitlines(keepends=True)
        at = next(n for n, line in enumerate(lines) if "id: friends-of-gulls" in line) - 1
        end = next(n for n in range(at + 1, len(lines)) if lines[n].startswith("  - "))
        target.write_text("".join(lines[:at] + lines[end:]), "utf-8")
    source.write_bytes(later())
    status, said = run(suffix, "--yes")
    assert status == 0
    assert f"1 kept away, as {target} says (dropped): friends-of-gulls" in said
    made = read(target.read_bytes(), target.name, KINDS)
    assert made.findings == ()
    assert "friends-of-gulls" not in {item.entry.id for item in made.items}
    assert not any("friends-of-gulls" in str(item.entry.fields) for item in made.items)


def test_update_says_what_is_newer(
    tmp_path: Path, run: Callable[..., tuple[int, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = tmp_path / "d.json", tmp_path / "record.yaml"
    source.write_bytes(dumped(samples.DISTRICT))
    run(".yaml", "--keep", "all")
    before = target.read_bytes()
    assert main(["update", str(tmp_path)]) == 0
    assert capsys.readouterr().out == f"{target}: {source} is the copy that was imported\n"
    source.write_bytes(later())
    assert main(["update", str(tmp_path)]) == 1
    assert f"{target}: {source} has a newer copy" in capsys.readouterr().out
    assert target.read_bytes() == before
    assert main(["update", str(tmp_path), "--yes"]) == 0
    assert "2 added: dcd-1-20-cv-09999-20, dcd-1-20-cv-09999-20-doc" in capsys.readouterr().out
    assert main(["update", str(tmp_path), "--yes"]) == 0
    assert capsys.readouterr().out == f"{target}: {source} is the copy that was imported\n"
    source.unlink()
    assert main(["update", str(tmp_path)]) == 0
    assert "is not at hand" in capsys.readouterr().out
    assert main(["update", str(tmp_path / "none")]) == 2
    target.unlink()
    assert main(["update", str(tmp_path)]) == 0
    assert "no data file below" in capsys.readouterr().out


def test_options_and_reports(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, table, report = tmp_path / "d.json", tmp_path / "t.csv", tmp_path / "report.txt"
    source.write_bytes(dumped(samples.DISTRICT))
    table.write_text(samples.TABLE, "utf-8")
    assert main(["import", str(source), "--keep", "(", "--quiet"]) == 2
    assert "--keep (: write key, all, none or a regular expression" in capsys.readouterr().err
    assert main(["import", str(table), "--case", "No Slug"]) == 2
    capsys.readouterr()
    assert main(["import", str(table)]) == 1
    err = capsys.readouterr().err
    assert f"{table}:1: data-file: the file does not say of which case it is" in err
    assert main(["import", str(table), str(source), "--directives", "rst", "--report", str(report)]) == 0
    said = capsys.readouterr()
    assert said.out.count(".. event:: ") == 2
    assert ":x-imported:" not in said.out
    assert report.read_text("utf-8") == said.err
    assert "left out (2 routine, 1 other, 1 without a text)\n" in said.err
    assert f"all of it: policyrefs import {table} {source} --keep all\n" in said.err
    # a file of another reader beside one that is published
    mine = tmp_path / "mine.yaml"
    mine.write_text("- {kind: party, title: Me}\n", "utf-8")
    assert main(["import", str(source), str(mine), "--quiet"]) == 0
    assert "id: me" in capsys.readouterr().out


def test_a_broken_file_takes_nothing_with_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken, whole = tmp_path / "broken.json", tmp_path / "whole.json"
    broken.write_bytes(dumped(samples.SCOTUS)[:720])
    whole.write_bytes(dumped(samples.DISTRICT))
    assert main(["import", str(broken), str(whole), "--keep-going", "-q"]) == 1
    said = capsys.readouterr()
    assert said.err.startswith(f"{broken}:")
    assert "data-file: the file is not JSON: " in said.err
    assert "dcd-1-20-cv-09999" in said.out


def test_tables_are_updated_with_the_options_that_they_were_read_with(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, target = tmp_path / "events.csv", tmp_path / "record.yaml"
    table.write_text("When,What\n06/08/20,One\n", "utf-8")
    how = ["--kind", "event", "--columns", "When=date,What=title", "--dates", "%d/%m/%y", "--century", "2000"]
    assert main(["import", str(table), "--to", str(target), *how]) == 0
    assert target.read_text("utf-8").startswith('# x-origin: [{"file": "events.csv", ')
    assert [item.entry.fields for item in read(target.read_bytes(), "a.yaml", KINDS).items] == [
        {"date": "2020-08-06"}
    ]
    before = target.read_bytes()
    assert main(["import", str(table), "--to", str(target), *how, "--yes"]) == 0
    assert target.read_bytes() == before
    table.write_text("When,What\n06/08/20,One\n07/08/20,Two\n", "utf-8")
    capsys.readouterr()
    assert main(["update", str(tmp_path), "--yes"]) == 0
    assert "1 added: two" in capsys.readouterr().out
    items = read(target.read_bytes(), "a.yaml", KINDS).items
    assert [item.entry.date_text("date") for item in items] == ["2020-08-06", "2020-08-07"]
    assert main(["update", str(tmp_path)]) == 0
    assert "is the copy that was imported" in capsys.readouterr().out
