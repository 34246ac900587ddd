"""Texts of dockets and bills as a reader of a chronology wants them: titles, names, dates."""

from __future__ import annotations

import html
import re
from typing import Final

from sphinx_policyrefs.imports.timelinejs import plain
from sphinx_policyrefs.records.dates import DateError, parse_date

#: The longest title that an event gets.
LONGEST: Final = 160

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ].*)?")
_WORDS: Final = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})")
_SLASHED: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")

#: What clerks write behind an entry, and what is not part of what was filed: who entered it and when, its attachments.
_BEHIND: Final = re.compile(
    r"\s*(?:"
    r"[(\[](?:Entered|Filed on|Entered on|Docketed)\b[^()\[\]]*[)\]]"
    r"|\(Attachments?:.*?\)(?=\s*(?:\(|\[|$|Modified))"
    r"|\[\d{5,}(?:-\d+)?\]|\[\d\d-\d{1,5}\]"
    r"|\([A-Z][\w'’.\- ]{1,30}, [A-Z][\w'’.\- ]{0,30}\)"
    r"|\((?:[a-z]{2,5}\d{0,2}|[A-Z]{2,5})\s*(?:,[^()]{0,20})?\)"
    r"|\(Distributed\)"
    r"|Modified (?:on|text)\b.{0,120}?\([a-zA-Z, .]{0,30}\)\.?"
    r")\s*$",
    re.DOTALL,
)
#: What clerks put among the words of an entry: the fee that was paid.
_FEE: Final = re.compile(r"\s*\((?:Filing fee|Fee status|Fee paid|receipt)\b[^()]{0,120}\)", re.IGNORECASE)
_STARS: Final = re.compile(r"^\s*\*{2,}\s*|\*{2,}")
#: Where a sentence ends, and does not end: behind initials and abbreviations it goes on.
_SENTENCE: Final = re.compile(r"(?<=[.!?;])\s+(?=[A-Z(\[\d\"“])")
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:[A-Z]|No|Nos|Inc|Co|Corp|Ltd|Dr|Mr|Mrs|Ms|Jr|Sr|St|Hon|Rev|Gen|Rep|Sen|Gov|Sec|Art|Cal|Dist|Civ"
    r"|Cir|Dkt|Doc|Docs|Ex|Exs|Fed|Supp|App|Att|Attys?|Aty|Dep|Dept|Pet|Resp|Assn|al|v|vs|etc|Pa|Va|Fla|Tex|J|JJ|C"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|a\.m|p\.m|seq|approx|U\.S|i\.e|e\.g|L\.P|LL|et))\.$"
)


def day(text: str) -> str:
    """Return a date of one of the spellings in use as EDTF; raises ValueError for any other."""
    text = " ".join(re.sub(r"<[^>]*>", " ", text).split())
    if not text:
        return ""
    if found := _ISO.fullmatch(text):
        made = found[1]
    elif (found := _WORDS.match(text)) and found[1][:3].lower() in _MONTHS:
        made = f"{found[3]}-{_MONTHS.index(found[1][:3].lower()) + 1:02}-{int(found[2]):02}"
    elif found := _SLASHED.fullmatch(text):
        made = f"{found[3]}-{int(found[1]):02}-{int(found[2]):02}"
    else:
        raise ValueError(text)
    try:
        return parse_date(made).text
    except DateError:
        raise ValueError(text) from None


def clean(text: str) -> str:
    """Return a text without the tags and entities of HTML, also of such as were escaped twice."""
    for _ in range(2):
        if "&" in text or "<" in text:
            text = plain(text) if re.search(r"<[a-zA-Z/]", text) else html.unescape(text)
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip())


def name(text: str) -> str:
    """Return the name of a party without tags, doubled blanks and the comma at its end."""
    return " ".join(clean(text).split()).strip(" ,;")


def digest(text: str) -> str:
    """Return a SHA-256 in small letters, "" for what is none: a ``sha1`` is not."""
    return text.lower() if re.fullmatch(r"[0-9a-fA-F]{64}", text) else ""


def title(text: str, longest: int = LONGEST) -> str:
    """Return the title of a docket entry: its first sentence without what the clerk put behind it, cut at a clause."""
    whole = _FEE.sub("", " ".join(text.split()))
    before = ""
    while before != whole:
        before, whole = whole, _BEHIND.sub("", whole)
    whole = _STARS.sub("", whole).strip(" -;,") or " ".join(text.split())
    first = _first_sentence(whole)
    return cut(first or text.strip() or "…", longest)


def _first_sentence(text: str) -> str:
    at = 0
    for found in _SENTENCE.finditer(text):
        head = text[: found.start()]
        if found.start() - at >= 12 and not _ABBREVIATION.search(head) and head.count("(") <= head.count(")"):
            return head.rstrip(".; ")
    return text.rstrip(".; ")


def cut(text: str, longest: int = LONGEST) -> str:
    """Return a text of at most so many characters, cut at a clause where one ends in its second half, with a mark."""
    if len(text) <= longest:
        return text
    head = text[: longest - 1]
    ends = [
        found.start()
        for found in re.finditer(r"[,;:] | - | by | filed ", head)
        if found.start() > longest // 2
    ]
    at = ends[-1] if ends else head.rfind(" ")
    return f"{(head[:at] if at > 0 else head).rstrip(' ,;:–-([')}…"
