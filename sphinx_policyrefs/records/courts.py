"""Courts of the United States: ids, names, Bluebook short forms, and the court above each.

They are the federal courts, and of each state and D.C. the courts of last resort and of appeal. Ids are those of
courts-db and CourtListener. Courts of the past and trial courts of the states are left out: `courts_with` adds what
a project needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from sphinx_policyrefs.records.state_courts import STATE_COURTS


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
# What else they are called, by courts-db or by people.
_OTHER_NAMES = {
    "scotus": ("U.S. Supreme Court",),
    "gud": ("District Court, D. Guam",),
    "nmid": ("District Court, Northern Mariana Islands", "N. Mar. I."),
    "vid": ("District Court, Virgin Islands", "District Court, D. Virgin Islands"),
    "cavc": ("U.S. Court of Veteran Appeals",),
    "tax": ("Tax Ct.",),
    "acca": ("A.C.C.A.",),
    "afcca": ("A.F.C.C.A.",),
    "nmcca": ("N.M.C.C.A.",),
    "mc": ("M.C.",),
}

_APPEALS = "U.S. Court of Appeals for the "
_TRIAL = "U.S. District Court for the "
_DIRECTIONS = {
    "-": "", "c": "Central ", "e": "Eastern ", "m": "Middle ",
    "n": "Northern ", "s": "Southern ", "w": "Western ",
}  # fmt: skip


#: The circuits that have a panel for appeals in bankruptcy (28 U.S.C. § 158(b)).
_PANELS = {"1": "First", "6": "Sixth", "8": "Eighth", "9": "Ninth", "10": "Tenth"}
#: Where courts-db's id of a bankruptcy court is not the district's with another letter.
_BANKRUPTCY_IDS = {"azb": "arb", "neb": "nebraskab"}


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
                    f"{_TRIAL}{_DIRECTIONS[direction]}District of {name}",
                    f"{letter.upper()}{letter and '.'}D.{space}{abbreviation}",
                    above,
                )


def _bankruptcy_courts(federal: Mapping[str, Court]) -> Iterator[Court]:
    """Yield the court of each district, and the panels of the circuits."""
    for court in federal.values():
        if re.search(r"^U\.S\. District|^District Court", court.name):
            own = f"{court.id.removesuffix('d')}b"
            name = re.sub(r"^(?:U\.S\. )?District", "U.S. Bankruptcy", court.name)
            yield Court(_BANKRUPTCY_IDS.get(own, own), name, f"Bankr. {court.short}", court.id)
    for number, word in _PANELS.items():
        above = federal[f"ca{number}"]
        name = f"U.S. Bankruptcy Appellate Panel of the {word} Circuit"
        yield Court(f"bap{number}", name, f"B.A.P. {above.short}", above.id)


#: Courts of states that are the last resort for a part of the law.
_LAST_RESORT = frozenset({"texcrimapp", "oklacrimapp"})


def _state_courts() -> Iterator[tuple[Court, tuple[str, ...]]]:
    """Spell the table out: each court, and by what else it is known."""
    state = highest = ""
    for row in STATE_COURTS.strip().splitlines():
        if ";" not in row:
            state, highest = row, ""
            continue
        names, *former = row.replace("$", state).split(" = ")
        id_, name, short = names.split("; ")
        yield (
            Court(id_, name, short, "scotus" if not highest or id_ in _LAST_RESORT else highest),
            (
                *former,
                _turned(name, state),
            ),
        )
        highest = highest or id_


def _turned(name: str, state: str) -> str:
    """Return 'Supreme Court of Iowa' for 'Iowa Supreme Court', and the other way round."""
    if name.startswith(f"{state} "):
        kind, comma, place = name.removeprefix(f"{state} ").partition(",")
        return f"{kind} of {state}{comma}{place}"
    kind, _of, place = name.partition(f" of {state}")
    return f"{state} {kind}{place}"


def _also_called(federal: Mapping[str, Court]) -> Iterator[tuple[Court, tuple[str, ...]]]:
    """Yield the other names of courts whose names follow no pattern, and of their bankruptcy courts."""
    for id_, names in _OTHER_NAMES.items():
        yield federal[id_], names
        if (own := federal.get(f"{id_.removesuffix('d')}b")) is not None:
            bankruptcy = [name.replace("District Court", "U.S. Bankruptcy Court") for name in names]
            yield own, (*bankruptcy, *(f"Bankr. {name}" for name in names))


_FEDERAL = {court.id: court for court in _federal_courts()}
_STATE = dict(_state_courts())
#: The federal courts by their ids.
FEDERAL: Mapping[str, Court] = MappingProxyType(
    _FEDERAL | {court.id: court for court in _bankruptcy_courts(_FEDERAL)}
)
#: What else than by name and short form a court is called.
_ALSO = {**_STATE, **dict(_also_called(FEDERAL))}
#: The federal courts, and those of the states, by their ids.
COURTS: Mapping[str, Court] = MappingProxyType({**FEDERAL, **{court.id: court for court in _STATE}})


@lru_cache(maxsize=4096)
def _key(text: str) -> str:
    """Reduce a name to its letters and digits, with 'us' for 'United States' and '2d' for '2nd'."""
    text = re.sub(r"\b([23])[nr]d\b", r"\1d", text.casefold())
    return re.sub(r"[\W_]", "", text.replace("united states", "us")).removeprefix("the")


@lru_cache(maxsize=1024)
def _keys(court: Court) -> frozenset[str]:
    """Return the keys of every form that names the court."""
    forms = {court.name, court.short, court.name.removeprefix("U.S. "), *_ALSO.get(court, ())}
    forms.add(court.short.replace("Ohio Ct.", "Oh. Ct."))
    if court.name.startswith(_APPEALS):
        number = court.short.replace("Cir.", "Circuit")
        forms |= {
            court.name.removeprefix(_APPEALS),
            number,
            f"{_APPEALS}{number}",
            f"{_APPEALS}{court.short}",
        }
        forms |= {form.removeprefix("U.S. ") for form in forms}
    elif court.short.startswith("B.A.P. "):
        forms.add(f"{court.short.removeprefix('B.A.P. ')} BAP")
    elif court.name.startswith((_TRIAL, "U.S. Bankruptcy Court for the ")):
        forms |= _district_forms(court)
    return frozenset(map(_key, forms))


def _district_forms(court: Court) -> set[str]:
    """Return the ways in which the court of a district is called by the district.

    They are 'Southern District of New York', 'S.D. New York', and as courts-db has it 'District Court, S.D. New York'
    or 'New York Southern'.
    """
    kind, _for, district = court.name.partition(" for the ")
    direction, _of, state = district.partition("District of ")
    short = court.short.removeprefix("Bankr. ")
    brief = {
        f"{direction[:1]}{direction and '.'}D. {state}",
        short,
        short.replace(" Pa.", " Penn."),
        district,
    }
    brief.add(f"{direction}District {state}")
    forms = {f"{kind}, {form}" for form in (*brief, f"{state} {direction}")}
    forms |= {form.removeprefix("U.S. ") for form in forms} | {f"{kind} for {form}" for form in brief}
    if kind == "U.S. Bankruptcy Court":
        return (
            forms | {f"Bankr. {form}" for form in brief} | ({"Bankr. D.C."} if short == "D.D.C." else set())
        )
    # The District of Columbia has more courts than this one.
    return forms | {form for form in brief if state != "Columbia" or not form.startswith("District")}


def find_court(text: str, courts: Mapping[str, Court] = COURTS) -> Court | None:
    """Return the court that an id, a name or a short form names, in any case; None for an unknown one."""
    by_id = courts.get(text.strip().casefold())
    if by_id is not None:
        return by_id
    key = _key(text)
    return next((court for court in courts.values() if key in _keys(court)), None)


def nearest_courts(text: str, courts: Mapping[str, Court] = COURTS) -> list[str]:
    """Return the ids, two at most, that a text is most like; those that begin with it come first."""
    begun = sorted((id_ for id_ in courts if id_.startswith(text)), key=len)
    return list(dict.fromkeys([*begun, *get_close_matches(text, courts, 2, 0.7)]))[:2]


def court_name(text: str, courts: Mapping[str, Court] = COURTS) -> str:
    """Return the name of a court, or the text itself where no court is known by it."""
    court = find_court(text, courts)
    return court.name if court else text


def court_short(text: str, courts: Mapping[str, Court] = COURTS) -> str:
    """Return the short form of a court, or the text itself where no court is known by it."""
    court = find_court(text, courts)
    return court.short if court else text


#: The states of the district courts of territories, by the postal code, as of all others.
_TERRITORIES = {"gud": "GU", "nmid": "MP", "vid": "VI"}


def state_of(text: str) -> str:
    """Return the postal code of the state, D.C. or territory where a federal district court sits; "" for all else."""
    court = find_court(text)
    if court is None:
        return ""
    is_district = court.name.startswith(_TRIAL)
    return court.id[:2].upper() if is_district else _TERRITORIES.get(court.id, "")


def courts_with(extra: Mapping[Any, Any]) -> Mapping[str, Court]:
    """Return the known courts and the author's own: ``{"nysupct": {"name": …, "short": …, "above": …}}``.

    `name` is required, `short` is the name unless given, `above` is the id of a known court or of one in
    `extra`. The id of a known court replaces that court. Raises ValueError, in one sentence, for all else.
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
                raise ValueError(f"The court {key!r} lies below {above!r}, which is not a known court.")
            if above in seen:
                raise ValueError(f"The court {key!r} lies below itself.")
            seen.add(above)
            above = courts[above].above
    return MappingProxyType(courts)
