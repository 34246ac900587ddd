"""The authors of a source: one text for people, and the names in it as CSL divides them.

A text is either as people write it, ``Jane Doe, Ann van der Berg and Mike Roe, Jr.``, or a list with semicolons, where
a comma sets family names apart, ``García Márquez, Gabriel; Human Rights Watch``.  In such a list, a
name without a comma is an organization's. If no name has a comma, a semicolon at the end makes the text
a list: ``Human Rights Watch;``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple


class Name(NamedTuple):
    """A name of CSL: the parts of a person's, or that of a body as a whole (*literal*)."""

    family: str = ""
    given: str = ""
    #: the words before the family name that belong to it: 'van der'
    particle: str = ""
    suffix: str = ""
    literal: str = ""

    @property
    def csl(self) -> dict[str, str]:
        """Return the name by the variables of CSL."""
        parts = {
            "family": self.family, "given": self.given, "non-dropping-particle": self.particle,
            "suffix": self.suffix, "literal": self.literal,
        }  # fmt: skip
        return {variable: part for variable, part in parts.items() if part}


#: Stands for the authors whom a list does not name.
OTHERS: Final = Name(literal="others")

#: Words that names of people do not hold, and those of bodies often do.
_BODY: Final = re.compile(
    r"\b(?:of|the|for|and|agency|associated|association|authority|board|bureau|center|centre|city|commission|committee|"
    r"company|congress|corp|corporation|council|court|department|editors?|federation|foundation|government|group|"
    r"house|inc|institute|lab|ltd|ministry|network|news|office|organi[sz]ation|parliament|post|press|project|school|"
    r"senate|service|society|staff|state|states|team|times|trust|union|university)\b|[&0-9()/.]{2}|[^\W\d_]{2,}\.",
    re.IGNORECASE,
)
#: Words before a family name that belong to it.
_PARTICLES: Final = frozenset({
    "af", "al", "am", "av", "bin", "d", "da", "das", "de", "degli", "dei", "del", "della", "dem", "den", "der", "di",
    "do", "dos", "du", "e", "el", "het", "im", "la", "las", "le", "lo", "los", "op", "ten", "ter", "und", "van", "vom",
    "von", "y", "zu", "zum", "zur", "'t", "’t",
})  # fmt: skip
#: Letters among them, which in capitals are given names cut short.
_INITIALS: Final = frozenset("DEY")
_SUFFIX: Final = r"(?:Jr|Sr|Esq|Ph\. ?D|M\.D)\.?|II|III|IV"
_IS_SUFFIX: Final = re.compile(_SUFFIX)
#: What divides names: a comma that no suffix follows, or 'and'.
_BETWEEN: Final = re.compile(rf",?\s+and\s+|,(?!\s*(?:{_SUFFIX})(?:,|\s+and\s|\Z))\s*")
_AND_OTHERS: Final = re.compile(r",?\s+(?:and others|et al\.?)\Z", re.IGNORECASE)


def names_of(text: str) -> list[Name]:
    """Return the names in a text: people by their parts where these are plain, all others as they are written."""
    text = " ".join(text.split())
    more: list[Name] = []
    if match := _AND_OTHERS.search(text):
        text, more = text[: match.start()], [OTHERS]
    parts = [part.strip() for part in text.split(";")]
    found = [part for part in parts if part]
    if len(parts) == 1:
        return [*_listed(text), *more] if text else []
    inverted = [_inverted(part, listed=True) for part in found]
    if not parts[-1] or any(inverted):  # what has no comma is a body
        return [name or Name(literal=part) for name, part in zip(inverted, found, strict=True)] + more
    return [name for part in found for name in _listed(part)] + more


def text_of(names: Sequence[Name]) -> str:
    """Return the text from which :func:`names_of` takes the same names, as people write it where that is possible."""
    others = " and others" if OTHERS in names else ""
    known = [name for name in names if name != OTHERS]
    natural = [_natural(name) for name in known]
    comma = "," if len(natural) > 1 and any("," in name for name in natural[-2:]) else ""
    joined = f"{comma} and ".join(part for part in (", ".join(natural[:-1]), *natural[-1:]) if part)
    text = joined if not others else ", ".join(natural) + others
    if names_of(text) == list(names):
        return text
    parts = [
        name.literal
        or ", ".join(filter(None, (f"{name.particle} {name.family}".strip(), name.given, name.suffix)))
        for name in known
    ]
    return (
        "; ".join(parts) + (";" if len(parts) == 1 or not any("," in part for part in parts) else "") + others
    )


def shown(text: str) -> str:
    """Return a text of authors as people read it, without the sign at its end."""
    return text.rstrip("; ")


def is_suffix(text: str) -> bool:
    """Return whether a text is what stands behind a name: 'Jr.', 'III'."""
    return _IS_SUFFIX.fullmatch(text) is not None


def divided(words: Iterable[str]) -> tuple[str, str]:
    """Return particle and family name of words that are both, such as 'van der Berg'; capitals begin no particle."""
    words = list(words)
    small = [n for n, word in enumerate(words[:-1]) if word[:1].islower() or word[:1] in "'’"]
    cut = small[-1] + 1 if small else 0
    return " ".join(words[:cut]), " ".join(words[cut:])


def _natural(name: Name) -> str:
    words = " ".join(filter(None, (name.given, name.particle, name.family)))
    return name.literal or (f"{words}, {name.suffix}" if name.suffix else words)


def _inverted(part: str, *, listed: bool = False) -> Name | None:
    """Return the name of ``Family, Given``, with a suffix beside the given name; None if a part is missing."""
    pieces = [piece.strip() for piece in part.split(",")]
    suffixes = [piece for piece in pieces[1:] if is_suffix(piece)]
    pieces = [pieces[0], *(piece for piece in pieces[1:] if piece not in suffixes)]
    if len(pieces) != 2 or not all(pieces) or len(suffixes) > 1 or any(map(_is_body, pieces)):
        return None
    particle, family = divided(pieces[0].split())
    if not listed and not particle and not suffixes and _is_person(pieces[0]) and _is_person(pieces[1]):
        return None  # 'Jane Doe, Ann Lee' are two
    return Name(family, pieces[1], particle, *suffixes)


def _is_body(name: str) -> bool:
    return _BODY.search(re.sub(r"\b(St|Ste)\. ", r"\1 ", name)) is not None


def _listed(text: str) -> list[Name]:
    """Return the names of 'Jane Doe, Ann Lee and Mike Roe, Jr.', or of one person or body."""
    name = _inverted(text)
    if name is not None and (name.particle or len(name.family.split()) <= 2):
        return [name]
    names = [part for part in _BETWEEN.split(text) if part]
    if len(names) > 1 and not all(map(_is_person, names)):
        names = [text]
    return [_person(name) for name in names]


def _is_person(name: str) -> bool:
    """Return whether a name is one of a person, as far as its form tells."""
    plain = re.sub(rf",?\s+(?:{_SUFFIX})\Z", "", name)
    words = plain.split()
    titled = all(word[:1].isupper() or word.lower() in _PARTICLES for word in words)
    return 2 <= len(words) <= 6 and titled and not _is_body(plain)


def _person(name: str) -> Name:
    if not _is_person(name):
        return Name(literal=name)
    suffix = ""
    if match := re.search(rf",?\s+({_SUFFIX})\Z", name):
        name, suffix = name[: match.start()], match[1]
    words = name.split()
    cut = len(words) - 1
    while (
        cut > 1
        and words[cut - 1].lower() in _PARTICLES
        and not (words[cut - 1].isupper() and len(words[cut - 1]) == 1)
    ):
        cut -= 1
    particle, family = divided(words[cut:])
    return Name(family, " ".join(words[:cut]), particle, suffix)
