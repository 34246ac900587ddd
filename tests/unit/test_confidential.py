"""The public record: of confidential sources it has their words alone."""

from __future__ import annotations

from typing import Any

from sphinx_policyrefs.checks.table import Told
from sphinx_policyrefs.checks.withheld import MESSAGE, withheld
from sphinx_policyrefs.records.cited import Citation
from sphinx_policyrefs.records.dates import parse_date
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.model import DocRecord, Entry, Finding

WORDS = "a person with knowledge of the talks"


def entry(kind: str, id_: str, **fields: Any) -> Entry:
    fields = {name.replace("_", "-"): value for name, value in fields.items()}
    return Entry(kind, id_, id_.title(), fields, {}, "page", "page.rst", 1)


def graph(*entries: Entry, **more: Any) -> Graph:
    return Graph([DocRecord("page", entries)], **more)


def cited(*names: str) -> tuple[Citation, ...]:
    return tuple(Citation(name, "p. 3", "some words") for name in names)


def test_the_public_record_has_the_words_alone() -> None:
    leak = entry("source", "leak", confidential=WORDS, author="Jane Doe", formerly=("older",))
    passage = entry("passage", "words", source=("leak",), locator="p. 9", quote="what it says")
    event = entry("event", "talks", sources=cited("leak", "Leak", "older", "paper"), see=("leak", "words"))
    whole = graph(leak, passage, event, entry("source", "paper"))
    public = whole.public
    mask = public.find("leak").entry
    assert mask is not None
    assert (mask.title, mask.fields, mask.docname, mask.line) == (WORDS, {"confidential": WORDS}, "", 0)
    assert public.find("LEAK").entry is public.find("words").entry is public.find("older").entry is mask
    assert set(public.entries) == {"talks", "paper", mask.id}
    assert "leak" not in mask.id
    assert [tuple(link) for link in public.links("talks")["sources"]] == [
        (mask.id, "", "", "", ""),
        ("paper", "p. 3", "some words", "", ""),
    ]
    assert public.targets("talks", "see") == [mask.id]
    assert public.is_secret(leak)
    assert public.is_secret(passage)
    assert not public.is_secret(event)
    assert whole.links("talks")["sources"][0].quote == "some words"


def test_nobody_can_tell_sources_of_the_same_words_apart() -> None:
    sources = [entry("source", id_, confidential=WORDS) for id_ in ("b", "a")]
    other = entry("source", "c", confidential="a friend")
    public = graph(*sources, other, entry("event", "talks", sources=cited("a", "b", "c"))).public
    assert public.find("a").entry is public.find("b").entry is not public.find("c").entry
    assert len(public.links("talks")["sources"]) == 2
    assert list(public.entries) == [
        "talks", "confidential-a-friend", "confidential-a-person-with-knowledge-of-the-talks",
    ]  # fmt: skip


def test_what_stands_for_a_source_takes_the_id_of_nothing_else() -> None:
    taken = entry("party", "confidential-a-friend")
    public = graph(entry("source", "a", confidential="a friend"), taken).public
    assert public.entries["confidential-a-friend"] is taken
    assert public.find("a").entry is public.entries["confidential-a-friend-2"]


def test_titles_that_name_it_have_its_words() -> None:
    leak = entry("source", "leak", confidential=WORDS)
    runs = ("On ", ("source", "leak", ""), " and ", ("source", "leak", "the Leak"))
    event = entry("event", "talks", short="By :source:`leak`")._replace(title_runs=runs)
    titled = graph(leak, event).public.entries["talks"]
    assert titled.title == f"On {WORDS} and {WORDS}"
    assert titled.fields["short"] == f"By {WORDS}"


def test_what_is_not_part_of_the_record_is_not_said_either() -> None:
    day = parse_date("1999")
    later = entry("source", "later", confidential=WORDS, published="2024", short="Late", formerly=("early",))
    private = entry("source", "mine", confidential="a friend")._replace(private=True)
    passage = entry("passage", "its-words", source=("mine",))._replace(private=True)
    hidden = entry("source", "hidden", confidential="a cousin")._replace(only=("internal",))
    titled = entry("party", "p")._replace(title_runs=("Of ", ("source", "later", "the Later")))
    shows = {"internal": False}.get
    public = graph(later, private, passage, hidden, titled, as_of=day, shows=lambda e: bool(shows(e))).public
    assert public.words_for("source", "LATE") == public.words_for("ref", "early") == WORDS
    assert public.words_for("value", "mine.author") == public.words_for("passage", "its-words") == "a friend"
    assert public.words_for("any", "hidden") == "a cousin"
    assert public.words_for("party", "p") == public.words_for("ref", "other") == ""
    assert public.entries["p"].title == f"Of {WORDS}"
    assert public.is_secret(passage)
    assert list(public.entries) == ["p"]


def test_a_record_without_such_sources_is_public_as_it_is() -> None:
    whole = graph(
        entry("source", "a"), entry("source", "senate:b", confidential="theirs")._replace(home="senate")
    )
    assert whole.public is whole


def told(message: str, entry: str = "", **more: Any) -> Told:
    return Told(Finding("bad-option", message, "page.rst", 7, entry, **more), "error")


def test_reports_for_programs_say_that_there_is_something() -> None:
    leak = entry(
        "source", "leak", confidential=WORDS, author="Jane Doe", aliases=("The memo",), copy="copies/m.pdf"
    )
    passage = entry("passage", "words", source=("leak",), locator="p. 9", quote="what it says")
    private = entry("source", "other", confidential="a friend")._replace(private=True)
    event = entry("event", "talks", sources=(Citation("leak", "p. 3", "We shall see"),))
    record = DocRecord("page", (leak, passage, private, event))
    whole = Graph([record])
    about = [
        told("its date is wrong", "leak"),
        told("its place is wrong", "words"),
        told("its title is wrong", "other"),
        told("the words are not there", "talks", also=("leak",)),
        told('"lek" names no source; did you mean leak?', "talks"),
        told("JANE  DOE is a name", "talks"),
        told("the  memo is one", "talks"),
        told('"copies/m.pdf" is not there', "talks"),
        told('"we shall see" is not there', "talks", excerpt="but more"),
        told('"what it says" is not there', "talks"),
    ]
    found = [item.finding for item in withheld(about, whole, [record])]
    assert {item.message for item in found} == {MESSAGE}
    assert {(item.file, item.line, item.also, item.excerpt) for item in found} == {("page.rst", 7, (), "")}
    assert [item.entry for item in found] == [""] * 3 + ["talks"] * 7
    copied = [told('its copy "papers/A b.pdf" is not there (A b.pdf)', "talks")]
    paper = entry("source", "paper", copy="papers/a b.pdf")
    [item] = withheld(copied, whole, [record, DocRecord("other", (paper,))])
    assert item.finding.message == 'its copy "…" is not there (…)'
    others = [told("a leakage", "talks"), told(f"{WORDS} said so", "talks", excerpt="more")]
    assert withheld(others, whole, [record]) == others
    assert withheld(about, Graph([DocRecord("page", (event,))]), []) == about
