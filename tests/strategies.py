"""Small sets of documents for Hypothesis to draw and edit.

Names, dates and titles come from small pools, so that ids collide, names are ambiguous, references lead
nowhere and relations run in circles.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st

IDS = ("one", "two", "three", "four", "five", "six")
TITLES = ("Alpha", "Beta", "Gamma *ray*", "alpha", "Delta; or epsilon", "Zeta's day")
DATES = (
    "../..",
    "/..",
    "XXXX-XX",
    "2020-08-06T10:00:00.5+0230",
    "2024-01-02",
    "2024-01",
    "2024",
    "2024-01-02/2024-03-01",
    "2025-06-07",
    "2024-01-03",
    "XXXX",
    "2024-13-01",
)
DAYS = ("", "2024-01-02", "2024-12-31", "2025-12-31")
NAMES = (*IDS, "alpha", "Beta", "nobody")
#: Texts of copies, and citations whose words are in some of them; texts of one length tell stamps from digests.
COPIES = ("copies/a.txt", "copies/b.txt")
COPIED = ("may not do that now", "may now do that not", "Preface.\fmay not do that now\fEnd.", "\0")
CITED = (
    'one @ 1 "may not do that"',
    'two "may not do that"',
    'alpha "may now do that"; three @ 2 "do that now"',
)

#: Kinds with the fields that edits set, and how to draw their values.
KINDS: dict[str, dict[str, tuple[str, ...]]] = {
    "event": {
        "date": DATES,
        "parties": NAMES,
        "instrument": NAMES,
        "legal-action": NAMES,
        "follows": NAMES,
        "milestone": ("signed", "filed"),
        "confidence": ("disputed", "alleged"),
    },
    "party": {
        "parent": NAMES,
        "type": ("company", "agency"),
        "short": ("A", "B"),
        "aliases": ("Beta", "Omega"),
    },
    "legal-action": {
        "filed": DATES,
        "petitioners": NAMES,
        "appeal-of": NAMES,
        "court": ("cadc", "scotus", "ours"),
    },
    "instrument": {"signed": DATES, "amends": NAMES, "citation": ("1 Stat. 2", "x")},
    "source": {
        "published": DATES,
        "author": ("Ann", "Bob"),
        "url": ("https://example.org/1", "javascript:1"),
        "copy": COPIES,
    },
    "passage": {"source": NAMES, "locator": ("p. 3", "12"), "translation": ("the words",)},
    "deadline": {
        "from": (*NAMES, *(f"{i}.{f}" for i in IDS for f in ("date", "signed", "due"))),
        "runs": ("45 days", "1 month", "-10 days"),
        "due": DATES,
        "extended-by": NAMES,
        "on": NAMES,
    },
    "statement": {"date": DATES, "speaker": NAMES, "about": NAMES},
    "claim": {"claimant": NAMES, "evidence": NAMES, "verdict": ("wrong", "accurate")},
    "issue": {"parent": NAMES, "status": ("open", "moot")},
}
COMMON = {
    "sources": (*NAMES, *CITED),
    "see": NAMES,
    "issues": NAMES,
    "tags": ("x", "y"),
    "importance": ("key", "minor"),
    "no-index": ("",),
}
VIEWS = (
    "chronology", "party-index", "event-index", "legal-action-index", "deadlines", "statements", "open-questions",
    "bibliography-of-record", "docket one", "dossier two", "dossier three", "claim-review four", "policy:timeline",
    "policy:relations", "policy:coverage", "passage-index",
    "evidence",
)  # fmt: skip
OPTIONS = {
    "show": ("title", "sentence", "summary", "body"),
    "parties": NAMES,
    "kinds": ("event", "deadline", "party"),
    "from": ("2024-01-02", "2024-06"),
    "order": ("oldest", "newest"),
    "limit": ("1", "3"),
    "group-by": ("year", "party", "kind"),
    "tags": ("x",),
    "caption": ("A table",),
}
ROLES = ("policy:ref", "event", "party", "any", "policy:value")
TEXTS = st.one_of(
    st.sampled_from(("Plain words.", "Other words.", "*More* words.")),
    st.builds(
        lambda role, name, where: f"See :{role}:`{name}{where if role == 'policy:value' else ''}` there.",
        st.sampled_from(ROLES),
        st.sampled_from(NAMES),
        st.sampled_from((".date", ".title", ".due", ".signed")),
    ),
    st.builds("Get :policy:export:`{}`.".format, st.sampled_from(("json", "csv", "ics"))),
    st.builds("To :doc:`/{}` and :ref:`label-{}`.".format, st.sampled_from("abcd"), st.sampled_from("abcd")),
)


@dataclass
class Block:
    """An entry, a view, or (without a head) prose."""

    head: str = ""
    title: str = ""
    options: dict[str, str] = field(default_factory=dict)
    body: str = ""
    #: an ``only`` expression, or a day of ``policy:since``
    round: str = ""

    def lines(self) -> list[str]:
        """Return the block in reStructuredText."""
        lines = [self.body] if self.body else []
        if self.head:
            options = [f":{name}: {text}".rstrip() for name, text in self.options.items()]
            lines = [
                f".. {self.head}:: {self.title}".rstrip(),
                *(f"   {line}" for line in [*options, "", *lines]),
            ]
        if self.round:
            name = "policy:since" if self.round[0].isdigit() else "only"
            lines = [f".. {name}:: {self.round}", "", *(f"   {line}" for line in lines)]
        return [*lines, ""]


@dataclass
class Page:
    """A document."""

    title: str
    blocks: list[Block] = field(default_factory=list)
    section: str = "Part"
    markdown: bool = False
    included: bool = False

    def text(self, name: str, toctree: list[str]) -> str:
        """Return the source."""
        tree = [".. toctree::", "", *(f"   /{child}" for child in toctree), ""] if toctree else []
        blocks = [line for block in self.blocks for line in block.lines()]
        label = f"label-{name[-1]}"
        if self.markdown:
            rest = "\n".join(blocks + tree)
            fence = f"```{{eval-rst}}\n{rest}\n```\n" if rest.strip() else ""
            return f"# {self.title}\n\n({label})=\n## {self.section}\n\n{fence}"
        head = [self.title, "=" * 20, "", f".. _{label}:", "", self.section, "-" * 20, ""]
        return "\n".join([*head, *blocks, *tree])


def _options(choices: dict[str, tuple[str, ...]], most: int) -> st.SearchStrategy[dict[str, str]]:
    pairs = [(name, value) for name, values in choices.items() for value in values]
    return st.lists(st.sampled_from(pairs), max_size=most).map(dict)


def entries() -> st.SearchStrategy[Block]:
    """Return entries of all kinds."""
    return st.sampled_from(sorted(KINDS)).flatmap(
        lambda kind: st.builds(
            lambda id_, title, options, body: Block(kind, title, {"id": id_, **options}, body),
            st.sampled_from(IDS),
            st.sampled_from(TITLES),
            _options({**KINDS[kind], **COMMON}, 5),
            st.one_of(st.just(""), TEXTS),
        )
    )


def views() -> st.SearchStrategy[Block]:
    """Return views of all sorts."""
    return st.builds(
        lambda view, options: Block(view.partition(" ")[0], view.partition(" ")[2], options),
        st.sampled_from(VIEWS),
        _options(OPTIONS, 2),
    )


BLOCKS = st.one_of(entries(), entries(), views(), st.builds(Block, body=TEXTS))
ROUNDS = st.sampled_from(("", "internal", "not internal", "html", "2024-01-02", "2025-01-01"))
PLACE = st.integers(0, 40)
NAMED = st.sampled_from(("a", "b", "c", "sub/d", "e"))


def sources(pages: dict[str, Page], order: list[str]) -> dict[str, str]:
    """Return the files of a set whose toctrees list the pages in *order*; "sub/d" stands below "a"."""
    children = [name for name in order if name in pages]
    nested = [name for name in children if name == "sub/d"]
    trees = {"index": [n for n in children if n not in nested or "a" not in children], "a": nested}
    return {
        f"{name}.{'md' if page.markdown else 'rst'}": page.text(name, trees.get(name, []))
        for name, page in pages.items()
    }
