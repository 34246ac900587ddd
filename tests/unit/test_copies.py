"""Copies of sources are found, read once for each content, and what their words came to is kept as long as they are."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from factories import entry, graph_of

from sphinx_policyrefs.documents import reading
from sphinx_policyrefs.documents.model import Document, Unreadable
from sphinx_policyrefs.evidence import copies as copies_module
from sphinx_policyrefs.evidence.copies import Copies
from sphinx_policyrefs.evidence.kept import Kept
from sphinx_policyrefs.evidence.lookup import State
from sphinx_policyrefs.evidence.proofs import Proofs, citations

if TYPE_CHECKING:
    from collections.abc import Callable

ACT = "The Harbor Trust may not permit any dredging.\nWhoever violates this section shall be fined.\n"


class Set:
    """A directory of documents with copies, the reads of which are counted."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = root / "docs"
        self.cache = root / "cache"
        self.reads: list[str] = []
        self.write("act.txt", ACT)
        read = reading.read

        def counted(path: Path) -> Document:
            self.reads.append(path.name)
            return read(path)

        monkeypatch.setattr(reading, "read", counted)

    def write(self, name: str, text: str, *, age: int = 60) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        stamp = path.stat().st_mtime_ns - age * 10**9
        os.utime(path, ns=(stamp, stamp))
        return path

    def copies(self, *folders: str) -> Copies:
        return Copies(self.root, [Path(folder) for folder in folders], self.cache)

    def look_up(self, words: str, name: str = "act.txt") -> State:
        copies = self.copies()
        found = copies.look_up(self.root / name, words).state
        copies.save()
        return found


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Set:
    return Set(tmp_path, monkeypatch)


def test_a_copy_lies_below_the_documents_or_below_a_folder_that_is_named(
    project: Set, tmp_path: Path
) -> None:
    other = tmp_path / "elsewhere" / "order.txt"
    other.parent.mkdir()
    other.write_text("An order.", "utf-8")
    (tmp_path / "secret.txt").write_text("A secret.", "utf-8")
    (tmp_path / "elsewhere-too").mkdir()
    (tmp_path / "elsewhere-too" / "order.txt").write_text("Another.", "utf-8")
    project.write("below/order.txt", "One order.")
    plain, more = project.copies(), project.copies("../elsewhere")
    assert plain.path_of("act.txt") == project.root / "act.txt"
    assert plain.path_of("./below/../act.txt") == project.root / "act.txt"
    assert plain.path_of("order.txt") is None
    assert more.path_of("order.txt") == other
    assert more.path_of("below/order.txt") == project.root / "below" / "order.txt"
    for escaping in (
        "../secret.txt",
        "../elsewhere/../secret.txt",
        "../elsewhere-too/order.txt",
        "/etc/passwd",
    ):
        assert more.path_of(escaping) is None, escaping
    assert plain.path_of("../elsewhere/order.txt") is None
    assert more.path_of("../elsewhere/order.txt") == other
    assert more.path_of(str(other)) == other
    for nothing in ("", "missing.txt", "below", "a\0b"):
        assert more.path_of(nothing) is None


def test_a_digest_is_that_of_the_content_whatever_the_times_say(project: Set) -> None:
    path = project.root / "act.txt"
    copies = project.copies()
    assert copies.digest(path) == hashlib.sha256(ACT.encode()).hexdigest()
    copies.save()
    assert project.copies().digest(path) == copies.digest(path)
    before = path.stat()
    path.write_text(ACT.replace("dredging", "anchoring"[:8]), "utf-8")  # as long as before
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert project.copies().digest(path) != copies.digest(path)
    with pytest.raises(Unreadable, match="can't be opened"):
        project.copies().digest(project.root / "gone.txt")


def test_a_file_that_has_just_changed_is_looked_at_again(project: Set) -> None:
    path = project.write("act.txt", ACT, age=0)
    copies = project.copies()
    copies.digest(path)
    copies.save()
    kept = next(project.cache.glob("digests-*")).read_text()
    assert "act.txt" not in kept


def test_a_text_is_read_once_for_each_content(project: Set) -> None:
    assert project.look_up("may not permit any dredging") is State.FOUND
    assert project.look_up("may permit any dredging") is State.NOT_FOUND
    project.write("again.txt", ACT)
    assert project.look_up("shall be fined", "again.txt") is State.FOUND
    assert project.reads == ["act.txt"]
    project.write("again.md", ACT)  # read in another way
    assert project.look_up("shall be fined", "again.md") is State.FOUND
    project.write("act.txt", ACT.replace("not ", ""))
    assert project.look_up("may not permit any dredging") is State.NOT_FOUND
    assert project.look_up("may permit any dredging") is State.FOUND
    assert project.reads == ["act.txt", "again.md", "act.txt"]


def test_what_was_looked_up_is_kept_whole(project: Set) -> None:
    path = project.root / "act.txt"
    first = project.copies()
    found = [
        first.look_up(path, words) for words in ("The Harbor Trust … be fined", "may permit any [dredging]")
    ]
    assert found[1].instead is not None
    first.save()
    second = project.copies()
    assert [
        second.look_up(path, words) for words in ("The Harbor Trust … be fined", "may permit any [dredging]")
    ] == found
    assert second.known(path, "may permit any [dredging]", "")
    assert not second.known(path, "may permit any [dredging]", "p. 3")


@pytest.mark.parametrize(
    "damage",
    [
        lambda _content: b"",
        lambda content: content[:-5],
        lambda content: content.replace(b"permit", b"permis"),
        lambda _content: b"\xff\xfe\n{}",
        lambda _content: b"[1, 2]",
    ],
)
def test_what_is_damaged_is_read_anew(project: Set, damage: Callable[[bytes], bytes]) -> None:
    assert project.look_up("may not permit any dredging") is State.FOUND
    for path in project.cache.iterdir():
        path.write_bytes(damage(path.read_bytes()))
    assert project.look_up("may not permit any dredging") is State.FOUND
    assert project.reads == ["act.txt", "act.txt"]


def test_another_release_reads_and_compares_anew(project: Set, monkeypatch: pytest.MonkeyPatch) -> None:
    project.look_up("may not permit any dredging")
    reader = copies_module.versions().reader
    monkeypatch.setattr(copies_module, "versions", lambda: copies_module._Versions(reader, "other"))
    project.look_up("may not permit any dredging")
    assert project.reads == ["act.txt"]
    monkeypatch.setattr(copies_module, "versions", lambda: copies_module._Versions("other", "third"))
    project.look_up("may not permit any dredging")
    assert project.reads == ["act.txt", "act.txt"]


def test_a_copy_that_cannot_be_read_is_tried_once(project: Set, monkeypatch: pytest.MonkeyPatch) -> None:
    path = project.write("scan.pdf", "%PDF-1.4 and nothing else")
    for _ in range(2):
        with pytest.raises(Unreadable, match=r"^is not a PDF file, or a damaged one"):
            project.copies().look_up(path, "words that nobody finds")
    assert project.reads == ["scan.pdf"]
    monkeypatch.setattr(reading, "LONGEST", 0)
    slow = project.write("slow.pdf", "%PDF-1.4 and something else")
    for _ in range(2):
        with pytest.raises(Unreadable, match="takes longer"):
            project.copies().look_up(slow, "words that nobody finds")
    assert project.reads == ["scan.pdf", "slow.pdf"]
    monkeypatch.setattr(copies_module.time, "time", lambda: slow.stat().st_ctime + 3 * 24 * 3600)
    with pytest.raises(Unreadable, match="takes longer"):
        project.copies().look_up(slow, "words that nobody finds")
    assert project.reads == ["scan.pdf", "slow.pdf", "slow.pdf"]


def test_without_a_cache_everything_works_and_nothing_is_kept(project: Set, tmp_path: Path) -> None:
    path = project.root / "act.txt"
    for cache in (None, tmp_path / "file" / "below"):
        (tmp_path / "file").touch()
        copies = Copies(project.root, (), cache)
        copies.prepare([path, project.write("b.txt", "Other words.")])
        assert copies.look_up(path, "may not permit any dredging").state is State.FOUND
        copies.save()
    assert not project.cache.exists()


def test_several_are_read_at_once_and_say_the_same(project: Set) -> None:
    paths = [project.write(f"{n}.txt", f"Copy {n} says that {n} ships sail.") for n in range(6)]
    copies = Copies(project.root, (), project.cache, jobs=3)
    copies.prepare([*paths, project.root / "gone.txt", paths[0]])
    assert sorted(project.reads) == [path.name for path in paths]
    assert [copies.look_up(path, f"that {n} ships sail").state for n, path in enumerate(paths)] == [
        State.FOUND
    ] * 6
    assert len(project.reads) == 6


def test_what_nobody_uses_goes(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    kept.save("old", 1)
    kept.save("new", 2)
    os.utime(tmp_path / "old", (0, 0))
    kept.delete_unused()
    assert (kept.load("old"), kept.load("new")) == (None, 2)
    os.utime(tmp_path / "new", (0, 0))
    assert kept.load("new") == 2  # which is use
    kept.delete_unused()
    assert kept.load("new") == 2
    assert [path.name for path in tmp_path.iterdir()] == ["new"]  # and nothing half-written
    assert json.loads((tmp_path / "new").read_bytes().partition(b"\n")[2]) == 2


def test_each_citation_has_its_proof(project: Set) -> None:
    sha = hashlib.sha256(ACT.encode()).hexdigest()
    graph = graph_of(
        entry("source", "act", copy="act.txt", sha256=sha),
        entry("source", "changed", copy="act.txt", sha256="0" * 64),
        entry("source", "gone", copy="gone.txt"),
        entry("source", "broken", copy="broken.docx"),
        entry("source", "web"),
        entry(
            "event",
            "it",
            sources='act "may not permit any dredging" "may permit any dredging"; act;'
            ' act "shall … be fined" "be fined"; changed "shall be fined"; gone "shall be fined";'
            ' broken "shall be fined"; web "shall be fined"',
        ),
        entry("discrepancy", "odd", values='one | act "shall be fined"\ntwo | web; gone "shall be fined"'),
    )
    project.write("broken.docx", "no package")
    proofs = Proofs(graph, project.copies())
    assert [proof.state for proof in proofs.entry("it")] == [
        "found",
        "not found",
        "no words",
        "found",
        "too short",
        "copy changed",
        "no copy",
        "copy can't be read",
        "no copy",
    ]
    assert [citing.field for citing in citations(graph, "odd")] == ["values"] * 3
    assert [proof.state for proof in proofs.entry("odd")] == ["found", "no words", "no copy"]
    trouble = {id_: proofs.trouble(id_) for id_ in ("act", "changed", "gone", "broken", "web")}
    assert {id_: found and found.state for id_, found in trouble.items()} == {
        "act": None,
        "changed": "copy changed",
        "gone": "copy missing",
        "broken": None,
        "web": None,
    }
    assert Proofs(graph).entry("it")[0].state == "no copy"


def test_pages_are_counted_once_for_each_content(project: Set) -> None:
    project.write("three.txt", "one\ftwo\fthree")
    project.write("broken.docx", "no package")
    names = ("act.txt", "three.txt", "broken.docx", "gone.txt")
    graph = graph_of(*(entry("source", name.partition(".")[0], copy=name) for name in names))
    for _ in range(2):
        proofs = Proofs(graph, project.copies())
        assert [page.name for page in proofs.pages("three")] == ["1", "2", "3"]
        assert [proofs.page_count(id_) for id_ in ("act", "three", "broken", "gone", "nobody")] == [
            0,
            3,
            0,
            0,
            0,
        ]
    assert sorted(project.reads) == ["act.txt", "broken.docx", "three.txt"]


def test_the_state_of_all_copies_changes_with_each(project: Set) -> None:
    def state(*more: str) -> str:
        graph = graph_of(
            entry("source", "act", copy="act.txt"), *(entry("source", name, copy=name) for name in more)
        )
        return Proofs(graph, project.copies()).state

    first = state()
    assert first == state()
    assert len({first, state("b.txt")}) == 2
    missing = state("b.txt")
    project.write("b.txt", "Words.")
    there = state("b.txt")
    project.write("b.txt", "Other.")
    assert len({first, missing, there, state("b.txt")}) == 4
    assert Proofs(graph_of(entry("source", "web")), project.copies()).state == ""
