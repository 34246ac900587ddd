"""The benchmark is fair: every generator writes the same entries, values and texts."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
ENTRIES, PER_DOC = 120, 50
# the start of an entry, with its title
START = {
    "policyrefs": re.compile(r"^\.\. (?:event|party|legal-action):: (.*)$", re.MULTILINE),
    "needs": re.compile(r"^\.\. (?:event|party|legal_action):: (.*)$", re.MULTILINE),
    "plain": re.compile(r"^\.\. _(?:evt|pty|leg)-\d+:\n\n\.\. rubric:: (.*) \(\w+\)$", re.MULTILINE),
}
FIELD = re.compile(r"^ *:([a-z]+): (.*)$", re.MULTILINE)
REFERENCE = re.compile(r":[a-z]+:`(?:[^`<]*<)?([^`>]*)>?`")
# what only one of the tools has to be told
EXTRA = {"id", "type"}
# gen_policyrefs writes other words for the states of a legal action
STATUS = {"stayed": "open", "decided": "disputed"}


@dataclass(frozen=True)
class Written:
    """An entry as read back from a generated page."""

    title: str
    values: tuple[str, ...]
    words: str


def _plain(text: str) -> str:
    return REFERENCE.sub(lambda match: match[1].lower().replace("_", "-"), text)


def _entries(tool: str, out: Path) -> list[Written]:
    entries = []
    for path in sorted(out.glob("doc_*.rst")):
        _, *parts = START[tool].split(path.read_text(encoding="utf-8"))
        for title, text in zip(parts[::2], parts[1::2], strict=True):
            values = [
                STATUS.get(value, value)
                for name, listed in FIELD.findall(text)
                if name not in EXTRA
                for value in re.split(r"[,;] ", _plain(listed.lower().replace("_", "-")))
            ]
            entries.append(
                Written(title, tuple(sorted(values)), " ".join(_plain(FIELD.sub("", text)).split()))
            )
    return entries


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Written]]:
    """Return each tool's entries, written by the generators' own command line."""
    sets = {}
    for tool in START:
        out = tmp_path_factory.mktemp(tool)
        script = BENCHMARKS / f"gen_{tool}.py"
        options = ["--rubric", "--no-tables"] if tool == "plain" else ["--tables-page"]
        subprocess.run([sys.executable, script, str(ENTRIES), str(PER_DOC), out, *options], check=True)
        sets[tool] = _entries(tool, out)
    return sets


@pytest.mark.parametrize("peer", ["needs", "plain"])
def test_the_peers_write_the_same_entries(written: dict[str, list[Written]], peer: str) -> None:
    assert len(written["policyrefs"]) == ENTRIES
    assert written[peer] == written["policyrefs"]


def test_each_entry_has_text_and_two_references(written: dict[str, list[Written]]) -> None:
    references = Counter(len(re.findall(r"\b(?:evt|pty)-\d{6}\b", e.words)) for e in written["policyrefs"])
    assert references == {2: ENTRIES}
    assert min(len(e.words.split()) for e in written["policyrefs"]) > 15
