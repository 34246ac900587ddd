"""The federal courts of the United States: ids, names, Bluebook short forms, and the court above each.

Ids are those of courts-db and CourtListener. Bankruptcy courts and courts of the past are left out:
`courts_with` adds what a set of documents needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple


class Court(NamedTuple):
    """A court."""

    #: As in courts-db: ``cadc``.
    id: str
    #: As in prose: 'U.S. Court of Appeals for the D.C. Circuit'.
    name: str
    #: As in a Bluebook parenthetical: 'D.C. Cir.'.
    short: str
    #: Id of the court that appeals go to; empty where there is none, or not one alone.
    above: str


# Each circuit (28 U.S.C. § 41), then its states: `code abbreviation; name; directions of the districts`,
# '-' where the state is one district (28 U.S.C. §§ 81-131).
_CIRCUITS = """
ca1 1st First
me Me.; Maine; - | ma Mass.; Massachusetts; - | nh N.H.; New Hampshire; - | pr P.R.; Puerto Rico; -
ri R.I.; Rhode Island; -
ca2 2d Second
ct Conn.; Connecticut; - | ny N.Y.; New York; e n s w | vt Vt.; Vermont; -
ca3 3d Third
de Del.; Delaware; - | nj N.J.; New Jersey; - | pa Pa.; Pennsylvania; e m w
ca4 4th Fourth
md Md.; Maryland; - | nc N.C.; North Carolina; e m w | sc S.C.; South Carolina; -
va Va.; Virginia; e w | wv W. Va.; West Virginia; n s
ca5 5th Fifth
la La.; Louisiana; e m w | ms Miss.; Mississippi; n s | tx Tex.; Texas; e n s w
ca6 6th Sixth
ky Ky.; Kentucky; e w | mi Mich.; Michigan; e w | oh Ohio; Ohio; n s | tn Tenn.; Tennessee; e m w
ca7 7th Seventh
il Ill.; Illinois; c n s | in Ind.; Indiana; n s | wi Wis.; Wisconsin; e w
ca8 8th Eighth
ar Ark.; Arkansas; e w | ia Iowa; Iowa; n s | mn Minn.; Minnesota; - | mo Mo.; Missouri; e w
ne Neb.; Nebraska; - | nd N.D.; North Dakota; - | sd S.D.; South Dakota; -
ca9 9th Ninth
ak Alaska; Alaska; - | az Ariz.; Arizona; - | ca Cal.; California; c e n s | hi Haw.; Hawaii; -
id Idaho; Idaho; - | mt Mont.; Montana; - | nv Nev.; Nevada; - | or Or.; Oregon; - | wa Wash.; Washington; e w
ca10 10th Tenth
co Colo.; Colorado; - | ks Kan.; Kansas; - | nm N.M.; New Mexico; - | ok Okla.; Oklahoma; e n w
ut Utah; Utah; - | wy Wyo.; Wyoming; -
ca11 11th Eleventh
al Ala.; Alabama; m n s | fl Fla.; Florida; m n s | ga Ga.; Georgia; m n s
cadc D.C. D.C.
dc D.C.; Columbia; -
"""

# Courts whose names follow no pattern: `id; name; short; above`. No one court is above the Tax Court
# (26 U.S.C. § 7482) and the Panel on Multidistrict Litigation (28 U.S.C. § 1407(e)).
_OTHERS = """
scotus; Supreme Court of the United States; U.S.;
cafc; U.S. Court of Appeals for the Federal Circuit; Fed. Cir.; scotus
gud; District Court of Guam; D. Guam; ca9
nmid; District Court for the Northern Mariana Islands; D.N. Mar. I.; ca9
vid; District Court of the Virgin Islands; D.V.I.; ca3
cit; U.S. Court of International Trade; Ct. Int'l Trade; cafc
uscfc; U.S. Court of Federal Claims; Fed. Cl.; cafc
cavc; U.S. Court of Appeals for Veterans Claims; Vet. App.; cafc
tax; U.S. Tax Court; T.C.;
jpml; U.S. Judicial Panel on Multidistrict Litigation; J.P.M.L.;
fisc; U.S. Foreign Intelligence Surveillance Court; FISA Ct.; fiscr
fiscr; U.S. Foreign Intelligence Surveillance Court of Review; FISA Ct. Rev.; scotus
atrc; U.S. Alien Terrorist Removal Court; Alien Terrorist Removal Ct.; cadc
armfor; U.S. Court of Appeals for the Armed Forces; C.A.A.F.; scotus
acca; U.S. Army Court of Criminal Appeals; A. Ct. Crim. App.; armfor
afcca; U.S. Air Force Court of Criminal Appeals; A.F. Ct. Crim. App.; armfor
nmcca; U.S. Navy-Marine Corps Court of Criminal Appeals; N-M. Ct. Crim. App.; armfor
uscgcoca; U.S. Coast Guard Court of Criminal Appeals; C.G. Ct. Crim. App.; armfor
mc; U.S. Court of Military Commission Review; U.S. Ct. Mil. Comm'n Rev.; cadc
"""

_APPEALS = "U.S. Court of Appeals for the "
_DIRECTIONS = {
    "-": "", "c": "Central ", "e": "Eastern ", "m": "Middle ",
    "n": "Northern ", "s": "Southern ", "w": "Western ",
}  # fmt: skip


def _federal_courts() -> Iterator[Court]:
    """Spell the two tables out."""
    for row in _OTHERS.strip().splitlines():
        yield Court(*(cell.strip() for cell in row.split(";")))
    above = ""
    for row in _CIRCUITS.strip().splitlines():
        if ";" not in row:
            above, ordinal, word = row.split()
            yield Court(above, f"{_APPEALS}{word} Circuit", f"{ordinal} Cir.", "scotus")
            continue
        for state in row.split(" | "):
            head, name, directions = state.split("; ")
            code, abbreviation = head.split(" ", 1)
            # The Bluebook (rule 6.1(a)) closes up single capitals: D.N.J. and N.D.W. Va., but D. Mont.
            space = "" if re.match(r"[A-Z]\.", abbreviation) else " "
            for direction in directions.split():
                letter = direction.strip("-")
                yield Court(
                    f"{code}{letter}d",
                    f"U.S. District Court for the {_DIRECTIONS[direction]}District of {name}",
                    f"{letter.upper()}{letter and '.'}D.{space}{abbreviation}",
                    above,
                )


#: The federal courts by their ids.
COURTS: Mapping[str, Court] = MappingProxyType({court.id: court for court in _federal_courts()})


@lru_cache(maxsize=4096)
def _key(text: str) -> str:
    """Reduce a name to its letters and digits, with 'us' for 'United States' and '2d' for '2nd'."""
    text = re.sub(r"\b([23])[nr]d\b", r"\1d", text.casefold())
    return re.sub(r"[\W_]", "", text.replace("united states", "us")).removeprefix("the")


@lru_cache(maxsize=1024)
def _keys(court: Court) -> frozenset[str]:
    """Return the keys of every form that names the court."""
    forms = {court.name, court.short, court.name.removeprefix("U.S. "), court.name.removeprefix(_APPEALS)}
    if court.id == "scotus":
        forms.add("U.S. Supreme Court")
    return frozenset(map(_key, forms))


def find_court(text: str, courts: Mapping[str, Court] = COURTS) -> Court | None:
    """Return the court that an id, a name or a short form names, in any case; None for an unknown one."""
    by_id = courts.get(text.strip().casefold())
    if by_id is not None:
        return by_id
    key = _key(text)
    return next((court for court in courts.values() if key in _keys(court)), None)


def court_name(text: str, courts: Mapping[str, Court] = COURTS) -> str:
    """Return the name of a court, or the text itself where no court is known by it."""
    court = find_court(text, courts)
    return court.name if court else text


def court_short(text: str, courts: Mapping[str, Court] = COURTS) -> str:
    """Return the short form of a court, or the text itself where no court is known by it."""
    court = find_court(text, courts)
    return court.short if court else text


def courts_with(extra: Mapping[Any, Any]) -> Mapping[str, Court]:
    """Return the federal courts and the author's own: ``{"nysupct": {"name": …, "short": …, "above": …}}``.

    `name` is required, `short` is the name unless given, `above` is the id of a federal court or of one in
    `extra`. The id of a federal court replaces that court. Raises ValueError, in one sentence, for all else.
    """
    courts = dict(COURTS)
    for key, fields in extra.items():
        if not isinstance(key, str) or not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", key):
            raise ValueError(f"The id of a court is lower-case letters, digits and hyphens, not {key!r}.")
        if not isinstance(fields, Mapping) or not all(isinstance(text, str) for text in fields.values()):
            raise ValueError(f"The court {key!r} needs a mapping of texts: name, short, above.")
        if unknown := sorted(set(fields) - {"name", "short", "above"}):
            raise ValueError(f"The court {key!r} has no field {unknown[0]!r}: write name, short or above.")
        name = fields.get("name", "").strip()
        if not name:
            raise ValueError(f"The court {key!r} needs a name.")
        short, above = fields.get("short", "").strip(), fields.get("above", "").strip()
        courts[key] = Court(key, name, short or name, above)
    for key in extra:
        seen = {key}
        above = courts[key].above
        while above:
            if above not in courts:
                raise ValueError(f"The court {key!r} lies below {above!r}, which is no known court.")
            if above in seen:
                raise ValueError(f"The court {key!r} lies below itself.")
            seen.add(above)
            above = courts[above].above
    return MappingProxyType(courts)
