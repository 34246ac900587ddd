"""After any series of edits an incremental build leaves what a clean one does, and says the same.

Hypothesis edits a small set of documents at random and builds it now and then: HTML and text, which share
the doctrees, in one process or in two, whole or one file alone.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from strategies import (
    BLOCKS,
    COMMON,
    COPIED,
    COPIES,
    DAYS,
    IDS,
    KINDS,
    NAMED,
    OPTIONS,
    PLACE,
    ROUNDS,
    TEXTS,
    TITLES,
    Block,
    Page,
    sources,
)
from support import DocumentSet
from twins import Twins

from sphinx_policyrefs.adapter.incremental.rewriting import STAMP

AS_OF = "policyrefs_as_of"


class Editing(RuleBasedStateMachine):
    """A set of documents under the hands of an impatient author."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="policyrefs-"))
        self.documents = DocumentSet(self.root)
        self.twins = Twins(self.documents)
        self.pages: dict[str, Page] = {}
        self.order: list[str] = []
        self.written: dict[str, str] = {}
        #: the tags of the last build, by builder
        self.tags: dict[str, tuple[str, ...]] = {}

    def teardown(self) -> None:
        shutil.rmtree(self.root)

    @initialize(
        theme=st.sampled_from(("basic", "alabaster")),
        blocks=st.lists(BLOCKS, min_size=4, max_size=10),
        markdown=st.booleans(),
    )
    def begin(self, theme: str, blocks: list[Block], markdown: bool) -> None:
        self.documents.write({"conf.py": 'extensions = ["sphinx_policyrefs", "myst_parser"]\n'})
        self.twins.config["html_theme"] = theme
        for n, name in enumerate(("index", "a", "b", "c")):
            self.pages[name] = Page(f"Page {name}", blocks[n::4], markdown=markdown and name == "b")
        self.order = ["a", "b", "c"]
        self.save()
        self.twins.build()

    # -- edits -------------------------------------------------------------------------------------------

    def page(self, place: int) -> Page:
        return self.pages[sorted(self.pages)[place % len(self.pages)]]

    def block(self, place: int) -> Block | None:
        blocks = [block for name in sorted(self.pages) for block in self.pages[name].blocks]
        return blocks[place % len(blocks)] if blocks else None

    def save(self) -> None:
        """Write what changed."""
        files = sources(self.pages, self.order)
        gone = dict.fromkeys(self.written.keys() - files.keys())
        changed = {name: text for name, text in files.items() if self.written.get(name) != text}
        self.documents.write({**gone, **changed})
        self.written = files

    @rule(place=PLACE, page=PLACE, block=BLOCKS)
    def add(self, place: int, page: int, block: Block) -> None:
        blocks = self.page(page).blocks
        blocks.insert(place % (len(blocks) + 1), block)

    @rule(place=PLACE)
    def remove(self, place: int) -> None:
        if block := self.block(place):
            for page in self.pages.values():
                page.blocks[:] = [other for other in page.blocks if other is not block]

    @rule(place=PLACE, page=PLACE)
    def move(self, place: int, page: int) -> None:
        if block := self.block(place):
            self.remove(place)
            self.page(page).blocks.append(block)

    @rule(place=PLACE, title=st.sampled_from(TITLES))
    def retitle(self, place: int, title: str) -> None:
        if (block := self.block(place)) and "id" in block.options:
            block.title = title

    @rule(place=PLACE, id_=st.sampled_from(IDS))
    def rename(self, place: int, id_: str) -> None:
        if (block := self.block(place)) and "id" in block.options:
            block.options["id"] = id_

    @rule(place=PLACE, which=PLACE, data=st.data())
    def set_option(self, place: int, which: int, data: st.DataObject) -> None:
        if not (block := self.block(place)) or not block.head:
            return
        choices = {**KINDS[block.head], **COMMON} if "id" in block.options else OPTIONS
        name = sorted(choices)[which % len(choices)]
        text = data.draw(st.one_of(st.none(), st.sampled_from(choices[name])))
        if text is None:
            block.options.pop(name, None)
        else:
            block.options[name] = text

    @rule(place=PLACE, text=TEXTS)
    def rewrite(self, place: int, text: str) -> None:
        if (block := self.block(place)) and (not block.head or "id" in block.options):
            block.body = text

    @rule(place=PLACE, round_=ROUNDS)
    def wrap(self, place: int, round_: str) -> None:
        if block := self.block(place):
            block.round = round_

    @rule(page=PLACE, title=st.sampled_from(("Page", "*Other* page", "Third page")))
    def retitle_page(self, page: int, title: str) -> None:
        self.page(page).title = title

    @rule(page=PLACE, title=st.sampled_from(("Part", "Chapter")))
    def retitle_section(self, page: int, title: str) -> None:
        self.page(page).section = title

    @rule(name=NAMED, markdown=st.booleans(), blocks=st.lists(BLOCKS, max_size=3))
    def add_page(self, name: str, markdown: bool, blocks: list[Block]) -> None:
        if name not in self.pages:
            self.pages[name] = Page(f"Page {name}", blocks, markdown=markdown)
            self.order.append(name)

    @rule(name=NAMED)
    def delete_page(self, name: str) -> None:
        self.pages.pop(name, None)
        self.order = [other for other in self.order if other != name]

    @rule(old=NAMED, new=NAMED)
    def rename_page(self, old: str, new: str) -> None:
        if old in self.pages and new not in self.pages:
            self.pages[new] = self.pages.pop(old)
            self.order[self.order.index(old)] = new

    @rule(name=NAMED)
    def put_first(self, name: str) -> None:
        self.order.sort(key=lambda other: other != name)

    @rule(name=NAMED)
    def change_syntax(self, name: str) -> None:
        if name in self.pages:
            self.pages[name].markdown = not self.pages[name].markdown

    @rule(name=st.sampled_from(COPIES), text=st.one_of(st.none(), st.sampled_from(COPIED)))
    def put_copy(self, name: str, text: str | None) -> None:
        path = self.documents.src / name
        path.parent.mkdir(exist_ok=True)
        if text is None:
            path.unlink(missing_ok=True)
        else:
            path.write_text(text, "utf-8")

    # -- settings ----------------------------------------------------------------------------------------

    @rule(tags=st.sampled_from(((), ("internal",))))
    def set_tags(self, tags: tuple[str, ...]) -> None:
        self.twins.tags = tags

    @rule(day=st.sampled_from(DAYS))
    def go_to(self, day: str) -> None:
        self.twins.config[AS_OF] = day

    @rule(name=st.sampled_from(("policyrefs_indices", "policyrefs_contents_entries")), value=st.booleans())
    def switch(self, name: str, value: bool) -> None:
        self.twins.config[name] = value

    @rule(kinds=st.sampled_from((True, False, ["event"], ["party", "source", "claim"])))
    def set_index_kinds(self, kinds: bool | list[str]) -> None:
        self.twins.config["policyrefs_index_kinds"] = kinds

    @rule(checks=st.sampled_from(({}, {"unsourced": "error"}, {"unknown-reference": "off"})))
    def set_checks(self, checks: dict[str, Any]) -> None:
        self.twins.config["policyrefs_checks"] = checks

    @rule(formats=st.sampled_from(([], ["json", "csv", "jsonld"], ["ics", "atom", "timelinejs", "csl"])))
    def set_exports(self, formats: list[str]) -> None:
        self.twins.config["policyrefs_exports"] = formats

    # -- builds ------------------------------------------------------------------------------------------

    @rule(jobs=st.sampled_from((1, 1, 2)))
    def build_html(self, jobs: int) -> None:
        self.save()
        self.check("html", jobs)

    @rule(jobs=st.sampled_from((1, 1, 2)))
    def build_text(self, jobs: int) -> None:
        self.save()
        self.check("text", jobs)

    @rule(builder=st.sampled_from(("html", "text")))
    def build_one_file(self, builder: str) -> None:
        self.save()
        self.twins.build(builder, names=[name for name in self.written if name.startswith("index")])
        self.check(builder, thrifty=False)

    @rule(builder=st.sampled_from(("html", "text")))
    def lose_stamp(self, builder: str) -> None:
        # Without it nobody knows any more which pages are of documents that are gone: there are none.
        self.save()
        self.twins.build(builder)
        (self.root / "build" / builder / STAMP).unlink()
        self.check(builder, thrifty=False)

    def check(self, builder: str, jobs: int = 1, *, thrifty: bool = True) -> None:
        self.twins.jobs = jobs
        # Sphinx writes all HTML when the tags change; and what is said by entries that the as-of day hides
        # counts as shown.
        thrifty = thrifty and self.tags.get(builder) == self.twins.tags and not self.twins.config.get(AS_OF)
        self.twins.check(builder, thrifty=thrifty)
        self.tags[builder] = self.twins.tags


def test_incremental_builds_equal_clean_ones() -> None:
    # Without shrinking, which takes minutes; the long run does it.
    run_state_machine_as_test(
        Editing, settings=settings(max_examples=8, stateful_step_count=25, phases=[Phase.generate])
    )


@pytest.mark.long
def test_incremental_builds_equal_clean_ones_over_thousands_of_edits() -> None:
    run_state_machine_as_test(Editing, settings=settings(stateful_step_count=50))
