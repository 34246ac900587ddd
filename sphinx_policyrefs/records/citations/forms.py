"""The forms of citation that are known, in one table, and the lists of names that its rows use.

The forms are those of the Bluebook and the Indigo Book, of the Federal Register and Congress where they differ, and of
the courts and registers abroad that briefings on United States law cite. Names of reporters are those of reporters-db.
The addresses are of

- the link service of the Government Publishing Office: https://www.govinfo.gov/link-docs/ ;
- federalregister.gov: ``/citation/85-FR-48637``, ``/executive-order/13942``, ``/d/2020-17699``;
- ecfr.gov: ``/current/title-15/part-7``, ``/current/title-15/section-7.4``;
- congress.gov: ``/bill/118th-congress/house-bill/7521``; constitution.congress.gov for the Constitution;
- CourtListener's citation look-up: ``/c/{reporter}/{volume}/{page}/``, https://www.courtlistener.com/c/ ;
- Cornell's Legal Information Institute for the federal rules;
- gao.gov, docs.fcc.gov, regulations.gov for their own papers;
- Find Case Law of the National Archives and BAILII for the United Kingdom, EUR-Lex for the Union.

A citation of what these sites do not hold is recognised, and has no address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import quote


class CitationForm(NamedTuple):
    """A form of citation, as plain text.

    The templates name groups of the pattern in braces.  A group that did not match is empty in ``text``; if ``url``
    names it, the citation has no address. ``{page:,}`` writes 48,637, ``{congress:th}`` writes 118th,
    ``{tail:-}`` writes hyphens as en dashes, ``{number:03}`` writes 012, ``{part:low}`` writes small letters,
    ``{amendment:arabic}`` writes 14 for XIV.
    """

    #: What it is: 'reporter', 'usc', …
    kind: str
    #: A regular expression for the whole citation, in which ' ' matches any space, '-' any dash, "'" any apostrophe.
    pattern: str
    #: The text to show where the citation is not written as the Bluebook has it.
    text: str
    #: The address; empty for none.
    url: str
    #: Further parts for the templates, by the key (:func:`name_key`) of what the group ``name`` matched.
    names: Mapping[str, Mapping[str, str]] | None = None


def name_key(text: str) -> str:
    """Return the key of a name: its letters, digits and signs, in lower case, without spaces and periods."""
    return re.sub(r"[\s.]", "", text).casefold().replace("2nd", "2d").replace("3rd", "3d")


def _spelt(name: str) -> str:
    """Return a pattern for a name.  Periods are optional, unless they are all that shows it is an abbreviation."""
    dot = r"\.?" if re.search(r"\d|[a-z]{2}", name) else r"\."
    pattern = re.escape(name).replace(r"\ ", " ")
    pattern = re.sub(r"(?<=\\\.)(?=\w)| ", " ?", pattern).replace(r"\.", dot)
    return pattern.replace("2d", "2n?d").replace("3d", "3r?d")


def _any(names: Iterable[str]) -> str:
    """Return a pattern for one of many names.  The longer of two that begin alike is tried first."""
    return "|".join(_spelt(name) for name in sorted(set(names), key=lambda name: (-len(name), name)))


def _named(table: str, *parts: str) -> dict[str, dict[str, str]]:
    """Return the names of a table by their keys.

    A line is ``name; part; part``, or ``other = name; part; part``, where ``other`` is read and ``name`` is shown.
    """
    found: dict[str, dict[str, str]] = {}
    for line in table.strip().splitlines():
        spellings, *values = (cell.strip() for cell in line.split(";"))
        shown = spellings.split(" = ")[-1]
        for spelling in spellings.split(" = "):
            found[name_key(spelling)] = {"shown": shown, **dict(zip(parts, values, strict=False))}
    return found


def _spellings(table: str) -> list[str]:
    """Return all names of a table, whatever they are shown as."""
    return [name.strip() for line in table.strip().splitlines() for name in line.split(";")[0].split(" = ")]


# -- reporters -------------------------------------------------------------------------------------------------

#: Reporters that CourtListener resolves: federal, early, regional, and the states' own.
_LINKED = """
U.S.|S. Ct.|L. Ed.|L. Ed. 2d|U.S. App. D.C.|App. D.C.
F.|F.2d|F.3d|F.4th|F. App'x|F. Supp.|F. Supp. 2d|F. Supp. 3d|F.R.D.|B.R.|F. Cas.
Fed. Cl.|Cl. Ct.|Ct. Cl.|Ct. Int'l Trade|Cust. Ct.|C.C.P.A.|T.C.|B.T.A.|Vet. App.|M.J.|C.M.A.|C.M.R.|C.C.A.
Dall.|Cranch|Wheat.|Pet.|How.|Black|Wall.
A.|A.2d|A.3d|N.E.|N.E.2d|N.E.3d|N.W.|N.W.2d|N.W.3d|P.|P.2d|P.3d|S.E.|S.E.2d|S.W.|S.W.2d|S.W.3d|So.|So. 2d|So. 3d
Cal. Rptr.|Cal. Rptr. 2d|Cal. Rptr. 3d|N.Y.S.|N.Y.S.2d|N.Y.S.3d|Ill. Dec.
Ala.|Ala. App.|Ariz.|Ariz. App.|Ark.|Ark. App.|Cal.|Cal. 2d|Cal. 3d|Cal. 4th|Cal. 5th
Cal. App.|Cal. App. 2d|Cal. App. 3d|Cal. App. 4th|Cal. App. 5th|Colo.|Colo. App.|Conn.|Conn. App.|Conn. Supp.
Del.|Del. Ch.|Fla.|Ga.|Ga. App.|Haw.|Haw. App.|Idaho|Ill.|Ill. 2d|Ill. App.|Ill. App. 2d|Ill. App. 3d|Ind.|Ind. App.
Iowa|Kan.|Kan. App.|Kan. App. 2d|Ky.|La.|La. Ann.|Mass.|Mass. App. Ct.|Md.|Md. App.|Me.|Mich.|Mich. App.|Minn.|Miss.
Mo.|Mo. App.|Mont.|N.C.|N.C. App.|N.D.|N.H.|N.J.|N.J. Eq.|N.J.L.|N.J. Super.|N.J. Tax|N.M.|N.Y.|N.Y.2d|N.Y.3d
A.D.|A.D.2d|A.D.3d|Misc.|Misc. 2d|Misc. 3d|Neb.|Neb. App.|Nev.|Ohio|Ohio App.|Ohio App. 2d|Ohio App. 3d
Ohio Misc.|Ohio Misc. 2d|Ohio St.|Ohio St. 2d|Ohio St. 3d|Okla.|Okla. Crim.|Or.|Or. App.|Pa.|Pa. Commw.|Pa. Super.
R.I.|S.C.|S.D.|Tenn.|Tenn. App.|Tex.|Tex. Civ. App.|Tex. Crim.|Utah|Utah 2d|Va.|Va. App.|Va. Cir.|Vt.|W. Va.|Wash.
Wash. 2d|Wash. 3d|Wash. App.|Wash. App. 2d|Wis.|Wis. 2d|Wyo.|V.I.|Or. Tax|Ill. Ct. Cl.
Cal. App. Supp.|Cal. App. Supp. 2d|Cal. App. Supp. 3d|Cal. App. Supp. 4th|Cal. App. Supp. 5th|Pa. D. & C.|Pa. D. & C.5th
"""
#: Reporters of agencies, of services and of treaties; no site resolves them all by volume and page.
_UNLINKED = """
F.C.C.|F.C.C.2d|FCC Rcd|F.C.C. Rcd.|FCC Rcd.|F.C.C.R.|Rad. Reg.|Rad. Reg. 2d|F.T.C.|N.L.R.B.|S.E.C.|I.C.C.|I.C.C.2d
I. & N. Dec.|F.E.R.C.|FERC|N.R.C.|F.L.R.A.|FMSHRC|M.S.P.B.|M.S.P.R.|C.A.B.|F.M.C.|Agric. Dec.|Interior Dec.|Comp. Gen.
Dec. Comm'r Pat.|E.A.D.|S.T.B.|N.T.S.B.|A.E.C.|Op. Att'y Gen.|Op. O.L.C.|C.B.|Cum. Bull.|I.R.B.|T.C.M. (CCH)|T.C.M.
L.R.A.|U.S.L.W.|U.S.P.Q.|U.S.P.Q.2d
A.L.R.|A.L.R. Fed.|A.L.R. Fed. 2d|A.L.R.2d|A.L.R.3d|A.L.R.4th|A.L.R.5th|A.L.R.6th|A.L.R.7th
Fed. R. Serv.|Fed. R. Serv. 2d|Fed. R. Serv. 3d|U.S.T.|U.N.T.S.|L.N.T.S.|I.L.M.|Bevans|E.C.R.
"""
#: Spellings that are not the Bluebook's, and what they stand for.
_OTHER_SPELLINGS = {
    "Sup. Ct.": "S. Ct.", "S Ct": "S. Ct.", "S. Ct": "S. Ct.", "L Ed": "L. Ed.", "L Ed 2d": "L. Ed. 2d",
    "Fed. Appx.": "F. App'x", "Fed. App'x": "F. App'x", "F. Appx.": "F. App'x", "Fed.": "F.",
    "Fed. 2d": "F.2d", "Fed. 3d": "F.3d", "Fed. 4th": "F.4th", "Fed. Supp.": "F. Supp.", "Fed. Supp. 2d": "F. Supp. 2d",
    "Fed. Supp. 3d": "F. Supp. 3d", "Bankr.": "B.R.", "Ct. Intl. Trade": "Ct. Int'l Trade", "C.I.T.": "Ct. Int'l Trade",
    "Pac.": "P.", "Pac. 2d": "P.2d", "Pac. 3d": "P.3d", "Atl.": "A.", "Atl. 2d": "A.2d", "Atl. 3d": "A.3d",
    "App. Div.": "A.D.", "App. Div. 2d": "A.D.2d", "App. Div. 3d": "A.D.3d",
}  # fmt: skip


def _listed(table: str) -> list[str]:
    """Return the names of a table that are divided by strokes."""
    return [name for line in table.strip().splitlines() for name in line.split("|")]


def _slugs(names: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return names by their keys, each with what stands for it in an address."""
    return {name_key(name): {"shown": name, "slug": quote(name)} for name in names}


_REPORTERS = _slugs(_listed(_LINKED))
_REPORTERS |= {name_key(other): _REPORTERS[name_key(name)] for other, name in _OTHER_SPELLINGS.items()}
_NO_PAGE = ("U.S.", "S. Ct.", "F.4th", "F. Supp. 3d")
_NOMINATIVE = r"(?:Dall\.|Cranch|Wheat\.|Pet\.|How\.|Black|Wall\.)"

# -- parts of patterns; every repetition has an upper bound: the time to search grows with a text's length alone ----

_PAGE = r"(?P<page>\d{1,3}(?:,\d{3}){1,2}|\d{1,6})"
# ', 935' is a pinpoint; ', 85 Fed. Reg. 1' is the next citation, hence the possessive repetition.
_PIN = r"(?:,? at \*?\d[\d,]{0,6}+(?:-\*?\d{1,6})?|, \d(?:,?\d){0,6}+(?:-\d[\d,]{0,6})?(?: n\.\d{1,3})?(?! ?[A-Z§\[]))"
_YEAR = r"(?: \([^()]{0,60}\b(?:1[789]|20)\d\d\))?"
_TAIL = (
    rf"(?P<tail>(?:-\d[\d,]{{0,6}})?{_PIN}{{0,4}}{_YEAR}"
    r"(?: \((?:en banc|per curiam|mem\.|plurality opinion|unpublished)\))?)"
)
_SUB = r"(?:\([0-9A-Za-z]{1,5}\)){0,8}"
# A subsection, or a range of them as in (b)(1)-(2).
_SUBS = rf"{_SUB}(?:(?<=\))-\([0-9A-Za-z]{{1,5}}\))?"
_SIGN = r"(?:(?:§{1,2}|[Ss]ecs?\.|[Ss]ections?) ?)?"
_ONE_SIGN = r"(?:(?:§|[Ss]ec\.|[Ss]ection) ?)?"
_SIGNS = r"(?:§§|[Ss]ecs\.|[Ss]ections) ?"
_OR = r"(?:,? and |,? & |,? or |, )"
_TO = r"(?:-| to | through )"
_EDITION = r"(?: \((?:[^()]{0,40}[ .])?(?:1[89]|20)\d\d(?: [^()]{1,30})?\))?"
# A division, title or section of a law.
_WITHIN = (
    r"(?P<tail>(?:,? (?:[Dd]iv(?:ision|\.)|(?:[Ss]ub)?[Tt]it(?:le|\.)|[Pp]art|[Pp]t\."
    r"|§{1,2}|[Ss]ecs?\.|[Ss]ections?)"
    rf" ?[0-9A-Za-z]{{1,6}}{_SUB}(?:-[0-9A-Za-z]{{1,6}})?){{0,4}})"
)

_USC = r"(?P<title>\d{1,2}) (?P<name>U\. ?S\. ?C\.(?: ?[AS]\.)?|U\. ?S\. ?C\b|U\. ?S\. Code(?: Ann\.)?|USCA?)"
_CODES = _named("""
USC = U.S.C = U.S. Code = U.S.C.
USCA = U.S. Code Ann. = U.S.C.A.
U.S.C.S.
""")
# 1983, 300aa-34, 78dd-1, 2151-1; 6501-6506 and 2510-22 are ranges, as no section has two digits behind a bare number.
_USC_SECTION = r"(?:\d{1,6}[A-Za-z]{1,5}(?:-\d{1,3}[A-Za-z]?)?|\d{1,6}(?:-\d[A-Za-z]?)?)(?!\d|-\d)"
_USC_BASE = r"\d{1,6}[A-Za-z]{0,5}(?:-\d{1,3}[A-Za-z]?)?"
_NOTE = rf"(?P<tail>(?: (?:stat(?:utory|\.) )?notes?)?(?: prec\. \d{{1,5}})?(?:,? et seq\.?)?{_EDITION})"

_CFR = r"(?P<title>\d{1,2}) (?i:C\. ?F\. ?R\.|CFR)"
# 7.4, 64.1200, 240.10b-5, 54.9815-2719, 1.401(k)-1, 60-1.4, 101-6.2101
_CFR_SECTION = (
    r"(?:\d{1,3}[A-Z]?-)?\d{1,4}[a-z]?\.\d{1,5}[A-Za-z]{0,3}"
    r"(?:(?:\([0-9A-Za-z]{1,4}\)){1,3}(?=-\d))?(?:-\d{1,5}[A-Za-z]{0,3}(?!\.?\d))?"
)
_CFR_PART = r"\d{1,4}[a-z]?"
_CFR_WITHIN = (
    r"(?:,? (?:[Ss]ubparts?|[Ss]ubpts?\.|[Aa]pps?\.|[Aa]ppendix|[Ss]upp\.|[Ss]upplement)(?: [Nn]o\.)?"
    r" [0-9A-Z]{1,4}(?:-[0-9A-Z]{1,4})?(?: to (?:[Pp]art|[Pp]t\.|[Ss]ubpart|[Ss]ubpt\.) \w{1,5})?){0,3}"
)
_EO = r"(?i:Exec(?:utive|\.) Ord(?:er|\.)|E\. ?O\.|EO)(?: [Nn][Oo]\.?| ?#)? ?"
_PROCLAMATION = r"(?i:Procl(?:amation|\.)(?: No\.)?) "
_LAW = r"(?i:Pub(?:\.|lic) ?L(?:\.|aw)|P\. ?L\.|PL)(?P<no>(?: [Nn][Oo]\.)?) ?"
_PRIVATE_LAW = r"(?i:Pri?v(?:\.|ate|t\.) ?L(?:\.|aw))(?P<no>(?: [Nn][Oo]\.)?) ?"
_CONGRESS = r"(?P<congress>\d{1,3})"
# The 104th Congress (1995) is the first whose laws, reports and documents govinfo keeps by number.
_SINCE_1995 = r"(?P<congress>10[4-9]|1[1-9]\d)"
_OF_CONGRESS = (
    r",? (?:of the )?\(?(?P<nth>(?P<congress>\d{1,3})(?:st|n?d|r?d|th))(?: Cong(?:ress|\.))?\)?"
    r"(?P<session>(?:,? [123](?:st|n?d|r?d) Sess\.)?)"
)
_OF_YEAR = r"(?P<year>(?: \((?:[^()]{0,60} )?(?:1[789]|20)\d\d\))?)"

# -- names of what Congress, the courts' rules and the states write -------------------------------------------

_BILLS = """
HR = H. R. = H.R.; house-bill
S.; senate-bill
H.R. Res.; house-resolution
HRes. = H. Res.; house-resolution
SRes. = S. Res.; senate-resolution
H.R.J. Res.; house-joint-resolution
HJRes. = H. J. Res. = H.J. Res.; house-joint-resolution
SJRes. = S. J. Res. = S.J. Res.; senate-joint-resolution
H.R. Con. Res.; house-concurrent-resolution
HConRes. = H. Con. Res.; house-concurrent-resolution
SConRes. = S. Con. Res.; senate-concurrent-resolution
"""
_PAPERS = """
H. Rep. = H. Rept. = H.R. Rept. = House Rept. = House Rep. = House Report = H.R. Rep.; crpt; hrpt
H. Conf. Rep. = H.R. Conf. Rep.; crpt; hrpt
S. Rept. = Senate Rept. = Senate Report = S. Rep.; crpt; srpt
S. Exec. Rept. = S. Exec. Rep.; crpt; erpt
H. Doc. = House Document = House Doc. = H.R. Doc.; cdoc; hdoc
Senate Document = Senate Doc. = S. Doc.; cdoc; sdoc
Treaty Doc. = Treaty Document = S. Treaty Document = S. Treaty Doc.; cdoc; tdoc
"""
_RULES = """
FRCP = Fed. R. Civ. P.; frcp
FRCrP = Fed. R. Crim. P.; frcrmp
FRAP = Fed. R. App. P.; frap
FRE = Fed. R. Evid.; fre
FRBP = Fed. R. Bankr. P.; frbp
Sup. Ct. R.; supct
"""
_OTHER_RULES = (
    r"(?:(?:\d{1,2}(?:st|n?d|r?d|th)|D\.C\.|Fed\.) Cir\. R\.|R\. ?C\. ?F\. ?C\.|RCFC|R\. Ct\. Fed\. Cl\."
    r"|R\. Ct\. Int'l Trade|Tax Ct\. R\.|[NSEWMC]\.D\. [A-Z][a-z]{2,4}\. L\. ?R\.|D\.D\.C\. (?:L\. ?)?(?:Civ\. )?R\.)"
)
_STATES = (
    r"(?:Ala\.|Alaska|Ariz\.|Ark\.|Cal\.|Colo\.|Conn\.|Del\.|D\.C\.|Fla\.|Ga\.|Haw\.|Idaho|Ill\.|Ind\.|Iowa|Kan\.|Ky\."
    r"|La\.|Me\.|Md\.|Mass\.|Mich\.|Minn\.|Miss\.|Mo\.|Mont\.|Neb\.|Nev\.|N\.H\.|N\.J\.|N\.M\.|N\.Y\.|N\.C\.|N\.D\."
    r"|Ohio|Okla\.|Or\.|Pa\.|R\.I\.|S\.C\.|S\.D\.|Tenn\.|Tex\.|Utah|Vt\.|Va\.|Wash\.|W\. Va\.|Wis\.|Wyo\.)"
)
_CODE_SECTION = rf"[0-9][0-9A-Za-z]{{0,7}}(?:[-.:][0-9A-Za-z]{{1,8}}){{0,5}}{_SUBS}"
_NEUTRAL = """
MT|ND|ND App|SD|UT|UT App|VT|ME|WI|WI App|WY|OK|OK CR|OK CIV APP|CO|COA|MS|IL|NM|NMCA|NMSC|S.D.|N.H.|Ark.|Ark. App.
IL App (1st)|IL App (2d)|IL App (3d)|IL App (4th)|IL App (5th)|Guam|CIT
"""
# Each court of the United Kingdom that has a neutral citation, and where its judgments are.
_BRITISH = """
UKSC; uksc
UKPC; ukpc
EWCA Civ; ewca/civ
EWCA Crim; ewca/crim
EWFC; ewfc
EWCOP; ewcop
EWCR; ewcr
EAT; eat
UKUT
UKFTT
EWHC
UKHL
UKEAT
CSIH
CSOH
HCJAC
NICA
NIQB
NIKB
NICh
NIFam
"""
_CASE_LAW = "https://caselaw.nationalarchives.gov.uk/"
_EUR_LEX = "https://eur-lex.europa.eu/"

_GOVINFO = "https://www.govinfo.gov/link/"
_REGISTER = "https://www.federalregister.gov/"
_ECFR = "https://www.ecfr.gov/current/title-{title}/"
_COURTLISTENER = "https://www.courtlistener.com/c/"
_CONSTITUTION = "https://constitution.congress.gov/constitution/"


def _unlinked(kind: str, pattern: str) -> CitationForm:
    """Return a row for what is shown as it is written and has no address."""
    return CitationForm(kind, rf"(?P<all>{pattern})", "{all}", "")


# -- the tables ---------------------------------------------------------------------------------------------------

_CASES = (
    # The first ninety volumes are cited with the name of their reporter (Bluebook, table T1.1).
    CitationForm(
        "reporter",
        rf"(?P<volume>\d{{1,2}}) U\. ?S\. \((?P<nominative>\d{{1,2}} {_NOMINATIVE})\) {_PAGE}{_TAIL}",
        "{volume} U.S. ({nominative}) {page}{tail:-}",
        _COURTLISTENER + "U.S./{volume}/{page}/",
    ),
    CitationForm(
        "reporter",
        rf"(?P<volume>\d{{1,4}}) (?P<name>{_any([*_listed(_LINKED), *_OTHER_SPELLINGS])}) "
        rf"{_PAGE}{_TAIL}",
        "{volume} {shown} {page}{tail:-}",
        _COURTLISTENER + "{slug}/{volume}/{page}/",
        _REPORTERS,
    ),
    CitationForm(
        "reporter",
        rf"(?P<volume>\d{{1,4}}) (?P<name>{_any(_listed(_UNLINKED))}) "
        rf"(?P<sign>(?:¶ ?)?)(?P<page>\d{{1,3}}(?:,\d{{3}}){{1,2}}|\d{{1,6}}|_{{2,5}}){_TAIL}",
        # 'FCC Rcd' and 'F.C.C. Rcd.' are both right.
        "{volume} {name} {sign}{page}{tail:-}",
        "",
    ),
    # A decision whose page is not set yet.
    CitationForm(
        "reporter",
        rf"(?P<volume>\d{{1,4}}) (?P<name>{_any(_NO_PAGE)}) "
        rf"(?:_{{2,5}}|-{{2,5}}){_TAIL}",
        "{volume} {shown} ___{tail:-}",
        "",
        _REPORTERS,
    ),
    # Westlaw and Lexis: behind a paywall.
    CitationForm(
        "database",
        r"(?P<year>\d{4}) (?P<database>WL|(?:[A-Z][A-Za-z.]{0,9} ){0,4}(?:LEXIS|Lexis)) "
        rf"(?P<number>\d{{1,9}}){_TAIL}",
        "{year} {database} {number}{tail:-}",
        "",
    ),
    # Citations that states, and some federal courts, give their decisions themselves.
    CitationForm(
        "neutral",
        rf"(?P<year>(?:19|20)\d\d) (?P<name>{_any(_listed(_NEUTRAL))}) "
        r"(?P<number>\d{1,6})(?P<tail>[A-Z]?(?:-[UBC])?(?:,? ¶{1,2} ?\d{1,4}(?:-\d{1,4})?)?)",
        "{year} {shown} {number}{tail:-}",
        _COURTLISTENER + "{slug}/{year}/{number}/",
        _slugs(_listed(_NEUTRAL)),
    ),
    CitationForm(
        "neutral",
        r"(?P<year>(?:19|20)\d\d)-(?P<name>Ohio|NMSC|NMCA|NCSC|NCCOA)-(?P<number>\d{1,5})"
        r"(?P<tail>(?:,? ¶{1,2} ?\d{1,4}(?:-\d{1,4})?)?)",
        "{year}-{name}-{number}{tail:-}",
        "",
    ),
    _unlinked("neutral", r"(?:19|20)\d\d NY Slip Op \d{5}(?:\(U\))?"),
    _unlinked("neutral", r"T\.C\. (?:Memo\.|Summ\. Op\.) (?:19|20)\d\d-\d{1,3}"),
)

_STATUTES = (
    # govinfo has the latest printed edition: a new section comes there a year or two later.
    CitationForm(
        "usc",
        rf"{_USC} {_ONE_SIGN}(?P<section>{_USC_SECTION})(?P<sub>{_SUBS}){_NOTE}",
        "{title} {shown} § {section}{sub:-}{tail}",
        _GOVINFO + "uscode/{title}/{section}",
        _CODES,
    ),
    CitationForm(
        "usc",
        rf"{_USC} {_SIGN}(?P<section>\d{{1,6}}[A-Za-z]{{0,5}})"
        rf"(?P<last>-\d{{4,6}}[A-Za-z]{{0,5}}(?:-\d{{1,3}})?|(?<=\d)-\d{{2,6}}[A-Za-z]{{0,4}}){_NOTE}",
        "{title} {shown} §§ {section}{last:-}{tail}",
        _GOVINFO + "uscode/{title}/{section}",
        _CODES,
    ),
    # One range behind §§, then what else is cited. 78dd-1 is a section there, too; 78a-78qq and 1-7 are ranges.
    CitationForm(
        "usc",
        rf"{_USC} {_SIGNS}(?P<section>\d{{1,6}}[A-Za-z]{{1,5}}(?:-\d{{1,3}}(?!\w))?|\d{{1,6}})(?P<sub>{_SUBS})"
        rf"(?P<more>(?:{_TO}(?:{_USC_BASE}|-\d{{1,3}}){_SUB})?"
        rf"(?:{_OR}{_USC_BASE}{_SUBS}(?:{_TO}{_USC_BASE})?(?! [A-Z§])){{0,9}}){_NOTE}",
        "{title} {shown} §§ {section}{sub:-}{more:-}{tail}",
        _GOVINFO + "uscode/{title}/{section}",
        _CODES,
    ),
    # So in the Federal Register: 50 U.S.C. 1701, 1702.
    CitationForm(
        "usc",
        rf"{_USC} (?P<section>{_USC_SECTION})(?P<sub>{_SUBS})"
        rf"(?P<more>(?:{_OR}{_USC_BASE}{_SUBS}(?! [A-Z§])(?!\w)){{1,9}}){_NOTE}",
        "{title} {shown} §§ {section}{sub:-}{more:-}{tail}",
        _GOVINFO + "uscode/{title}/{section}",
        _CODES,
    ),
    CitationForm(
        "usc",
        rf"{_USC} (?:[Aa]pp\.|[Aa]ppendix)(?P<part>(?: \d[A-Z]?(?=,? §))?),? {_SIGNS}"
        rf"(?P<section>\d{{1,6}}[A-Za-z]{{0,2}})"
        rf"(?P<more>{_TO}{_USC_BASE}|(?:{_OR}{_USC_BASE}(?! [A-Z§])){{1,9}}){_NOTE}",
        "{title} {shown} app.{part} §§ {section}{more:-}{tail}",
        _GOVINFO + "uscode/{title}/{section}?type=uscappendix",
        _CODES,
    ),
    CitationForm(
        "usc",
        rf"{_USC} (?:[Aa]pp\.|[Aa]ppendix)(?P<part>(?: \d[A-Z]?(?=,? §))?),? {_SIGN}(?P<section>{_USC_BASE})"
        rf"(?P<sub>{_SUBS}){_NOTE}",
        "{title} {shown} app.{part} § {section}{sub:-}{tail}",
        _GOVINFO + "uscode/{title}/{section}?type=uscappendix",
        _CODES,
    ),
    CitationForm(
        "usc",
        rf"{_USC} (?:ch\.|chapter) (?P<chapter>\d{{1,3}}[A-Z]{{0,2}})(?P<tail>(?:,? subch\. [IVX]{{1,6}}(?:-[A-Z])?)?)",
        "{title} {shown} ch. {chapter}{tail}",
        "",
        _CODES,
    ),
    CitationForm(
        "usc",
        rf"I\. ?R\. ?C\. {_SIGN}(?P<section>\d{{1,4}}[A-Z]{{0,2}})(?P<sub>{_SUBS}){_NOTE}",
        "I.R.C. § {section}{sub:-}{tail}",
        _GOVINFO + "uscode/26/{section}",
    ),
    CitationForm(
        "public-law",
        rf"{_LAW}{_SINCE_1995}-(?P<number>\d{{1,4}}){_WITHIN}",
        "Pub. L.{no} {congress}-{number}{tail:-}",
        _GOVINFO + "plaw/{congress}/public/{number}",
    ),
    # Older laws are in the Statutes at Large, by congress and number since the 85th (1957).
    CitationForm(
        "public-law",
        rf"{_LAW}{_CONGRESS}-(?P<number>\d{{1,4}}){_WITHIN}",
        "Pub. L.{no} {congress}-{number}{tail:-}",
        _GOVINFO + "statute/{congress}/public/{number}",
    ),
    CitationForm(
        "private-law",
        rf"{_PRIVATE_LAW}{_CONGRESS}-(?P<number>\d{{1,4}}){_WITHIN}",
        "Priv. L.{no} {congress}-{number}{tail:-}",
        _GOVINFO + "plaw/{congress}/private/{number}",
    ),
    # govinfo has the volumes to 132 (2018); a later page is found through the law that it belongs to.
    CitationForm(
        "statute",
        rf"(?P<volume>13[3-9]|1[4-9]\d) (?i:Stat)\.? {_PAGE}{_TAIL}",
        "{volume} Stat. {page}{tail:-}",
        _GOVINFO + "plaw/{volume}+stat+{page}",
    ),
    CitationForm(
        "statute",
        rf"(?P<volume>\d{{1,3}}) (?i:Stat)\.? {_PAGE}{_TAIL}",
        "{volume} Stat. {page}{tail:-}",
        _GOVINFO + "statute/{volume}/{page}",
    ),
    _unlinked("statute", rf"Rev\. Stat\. §{{1,2}} \d{{1,4}}(?:-\d{{1,4}})?{_EDITION}"),
    CitationForm(
        "constitution",
        r"(?i:U\. ?S\. Const\.,? (?P<word>amends?)\.) (?P<amendment>[IVX]{1,7}|\d{1,2})(?![\w])"
        rf"(?P<tail>(?:(?:-|, |,? and )[IVX]{{1,7}}){{0,4}}"
        rf"(?:, §{{1,2}} ?\d{{1,2}}(?:-\d{{1,2}})?)?(?:, cl\. \d{{1,2}})?{_EDITION})",
        "U.S. Const. {word}. {amendment}{tail:-}",
        _CONSTITUTION + "amendment-{amendment:arabic}/",
    ),
    CitationForm(
        "constitution",
        r"(?i:U\. ?S\. Const\.,? art\.) (?P<article>[IV]{1,3}|\d)(?![\w])"
        r"(?P<tail>(?:, §{1,2} ?\d{1,2}(?:-\d{1,2})?)?(?:, cls?\. \d{1,2}(?:-\d{1,2})?)?)",
        "U.S. Const. art. {article}{tail:-}",
        _CONSTITUTION + "article-{article:arabic}/",
    ),
    CitationForm(
        "constitution", r"(?i:U\. ?S\. Const\.,? pmbl\.)", "U.S. Const. pmbl.", _CONSTITUTION + "preamble/"
    ),
    _unlinked(
        "constitution",
        rf"{_STATES} (?i:Const)\. (?i:of \d{{4}},? )?(?i:art|amend)\. [IVXL0-9]{{1,7}}(?:-[A-Z])?"
        rf"(?:,? §{{1,2}} ?[0-9]{{1,3}}[A-Za-z]?{_SUB})?",
    ),
    CitationForm(
        "rule",
        rf"(?P<name>(?i:{_any(_spellings(_RULES))})) (?P<rule>\d{{1,4}}(?:\.\d{{1,2}})?)(?P<tail>{_SUBS})",
        "{shown} {rule}{tail:-}",
        "https://www.law.cornell.edu/rules/{slug}/rule_{rule}",
        _named(_RULES, "slug"),
    ),
    _unlinked("rule", rf"{_OTHER_RULES} \d{{1,4}}(?:[.-]\d{{1,3}}){{0,2}}{_SUBS}"),
    _unlinked(
        "state-code",
        rf"{_STATES}(?: (?:[A-Z][A-Za-z.&']{{0,14}}|&),?){{0,8}}"
        r" (?i:Code|Stat\.|Laws?|Ann\.|Code of [A-Z][a-z]{2,12}),?(?: (?i:Ann)\.,?)?(?: [A-Z][A-Za-z.&']{0,12},?){0,4}"
        rf"(?: (?:ch\.|tit\.|art\.) [0-9]{{1,3}}[A-Z]{{0,2}},?){{0,2}} §{{1,2}} ?{_CODE_SECTION}"
        rf"(?:(?:-|, | to ){_CODE_SECTION}){{0,4}}(?:,? et seq\.?)?{_EDITION}",
    ),
    _unlinked("state-code", rf"O\.C\.G\.A\. §{{1,2}} ?{_CODE_SECTION}{_EDITION}"),
    _unlinked("state-code", rf"\d{{1,4}} Ill\. Comp\. Stat\.(?: Ann\.)? \d{{1,4}}/{_CODE_SECTION}{_EDITION}"),
)

_REGULATIONS = (
    # Title 3 prints the papers of the President, and is cited by page.
    CitationForm(
        "cfr",
        rf"3 (?:C\. ?F\. ?R\.|CFR),? {_PAGE}"
        r"(?P<tail>(?:, \d{1,4})?(?: \((?:19|20)\d\d(?:-(?:19|20)?\d\d)?(?: Comp\.)?\))?)(?!\.\d)",
        "3 C.F.R. {page}{tail}",
        "",
    ),
    # 3 CFR, 2013 Comp., p. 227, as the Federal Register has it
    CitationForm(
        "cfr",
        r"3 (?:C\. ?F\. ?R\.|CFR),? (?P<years>(?:19|20)\d\d(?:-(?:19|20)?\d\d)?) Comp\.,? pp?\. ?(?P<page>\d{1,4})",
        "3 C.F.R. {page} ({years:-} Comp.)",
        "",
    ),
    CitationForm(
        "cfr",
        rf"{_CFR},? {_SIGN}(?P<section>{_CFR_SECTION})(?P<sub>{_SUBS})(?P<tail>(?:,? et seq\.?)?{_EDITION})",
        "{title} C.F.R. § {section}{sub:-}{tail}",
        _ECFR + "section-{section}",
    ),
    CitationForm(
        "cfr",
        rf"{_CFR},? {_SIGN}(?P<section>{_CFR_SECTION})(?P<sub>{_SUB})"
        rf"(?P<last>{_TO}(?:{_CFR_SECTION}|\.\d{{1,4}}|-\d{{1,4}}){_SUB})(?P<tail>{_EDITION})",
        "{title} C.F.R. §§ {section}{sub}{last:-}{tail}",
        _ECFR + "section-{section}",
    ),
    CitationForm(
        "cfr",
        rf"{_CFR},? {_SIGNS}(?P<section>{_CFR_SECTION})(?P<sub>{_SUBS})"
        rf"(?P<more>(?:{_TO}(?:{_CFR_SECTION}|\.\d{{1,4}}))?"
        rf"(?:{_OR}(?:{_CFR_SECTION}|\.\d{{1,4}}){_SUBS}(?:{_TO}(?:{_CFR_SECTION}|\.\d{{1,4}}))?(?! [A-Z§])){{1,9}})"
        rf"(?P<tail>{_EDITION})",
        "{title} C.F.R. §§ {section}{sub:-}{more:-}{tail}",
        _ECFR + "section-{section}",
    ),
    # 15 CFR 7 is part 7, and 47 CFR 1.50001 is none of part 1.
    CitationForm(
        "cfr",
        rf"{_CFR} (?P<part>\d{{1,4}})(?![.-]?\w|\()",
        "{title} C.F.R. pt. {part}",
        _ECFR + "part-{part}",
    ),
    # The parts of title 41 bear the number of their chapter: 60-1.
    *(
        row
        for title, part in ((_CFR.replace(r"\d{1,2}", "41", 1), r"\d{1,3}-\d{1,4}"), (_CFR, _CFR_PART))
        for row in (
            CitationForm(
                "cfr",
                rf"{title},? (?i:part|pt\.) (?P<part>{part})(?![.-]\d)(?P<tail>{_CFR_WITHIN}{_EDITION})",
                "{title} C.F.R. pt. {part}{tail}",
                _ECFR + "part-{part}",
            ),
            CitationForm(
                "cfr",
                rf"{title},? (?i:parts|pts\.) (?P<part>{part})(?P<more>(?:{_TO}{part})?"
                rf"(?:{_OR}{part}(?:{_TO}{part})?(?! [A-Z§])){{0,9}})(?P<tail>{_EDITION})",
                "{title} C.F.R. pts. {part}{more:-}{tail}",
                _ECFR + "part-{part}",
            ),
        )
    ),
    CitationForm(
        "cfr",
        rf"{_CFR},? (?i:subpart|subpt\.) (?P<subpart>\d{{1,4}}\.\d{{1,3}})(?P<tail>{_EDITION})",
        "{title} C.F.R. subpt. {subpart}{tail}",
        _ECFR + "subpart-{subpart}",
    ),
    CitationForm(
        "cfr",
        rf"{_CFR},? (?i:ch\.|chapter) (?P<chapter>[IVXL]{{1,7}})",
        "{title} C.F.R. ch. {chapter}",
        _ECFR + "chapter-{chapter}",
    ),
    CitationForm(
        "cfr",
        rf"Treas\. Reg\. {_SIGN}(?P<section>{_CFR_SECTION})(?P<sub>{_SUBS})(?P<tail>{_EDITION})",
        "Treas. Reg. § {section}{sub:-}{tail}",
        _ECFR.replace("{title}", "26") + "section-{section}",
    ),
    CitationForm(
        "fed-reg",
        rf"(?P<volume>\d{{1,3}}) (?:(?i:Fed\.? ?Reg\.|Federal Register)|F\. ?R\.|FR) {_PAGE}{_TAIL}",
        "{volume} Fed. Reg. {page:,}{tail:-}",
        _REGISTER + "citation/{volume}-FR-{page}",
    ),
    CitationForm(
        "fr-doc",
        r"F\.? ?R\.? Doc\.?(?: [Nn]o\.)? (?P<number>(?:\d{4}|\d\d|[A-Z]\d)-\d{1,6})",
        "FR Doc. {number}",
        _REGISTER + "d/{number}",
    ),
    CitationForm(
        "rin",
        r"RIN:? ?(?P<number>\d{4}-[A-Z]{2}\d{2})",
        "RIN {number}",
        _REGISTER + "documents/search?conditions%5Bregulation_id_number%5D={number}",
    ),
    # The Federal Register's site has the text of the orders since 1994.
    CitationForm(
        "executive-order",
        rf"{_EO}(?P<number>12,?89\d|12,?9\d\d|1[3-9],?\d{{3}}){_WITHIN}",
        "Exec. Order No. {number}{tail:-}",
        _REGISTER + "executive-order/{number}",
    ),
    CitationForm(
        "executive-order",
        rf"{_EO}(?P<number>\d{{1,2}},?\d{{3}}|\d{{1,4}})(?P<letter>(?:-[A-Z])?){_WITHIN}",
        "Exec. Order No. {number}{letter}{tail:-}",
        "",
    ),
    # The Compilation of Presidential Documents begins on 20 January 2009.
    CitationForm(
        "proclamation",
        rf"{_PROCLAMATION}(?P<number>8,?34[3-9]|8,?3[5-9]\d|8,?[4-9]\d\d|9,?\d{{3}}|1\d,?\d{{3}})"
        rf"{_WITHIN}",
        "Proclamation No. {number}{tail:-}",
        _GOVINFO + "cpd/proclamation/{number}",
    ),
    CitationForm(
        "proclamation",
        rf"{_PROCLAMATION}(?P<number>\d,?\d{{3}}|\d{{1,3}}){_WITHIN}",
        "Proclamation No. {number}{tail:-}",
        "",
    ),
)

_CONGRESSIONAL = (
    CitationForm(
        "bill",
        rf"(?P<name>{_any(_spellings(_BILLS))}) ?(?P<number>\d{{1,5}}){_OF_CONGRESS}{_WITHIN}{_OF_YEAR}",
        "{shown} {number}, {nth} Cong.{session}{tail:-}{year}",
        "https://www.congress.gov/bill/{congress:th}-congress/{path}/{number}",
        _named(_BILLS, "path"),
    ),
    CitationForm(
        "bill",
        rf"(?P<name>{_any(_spellings(_BILLS))}) ?(?P<number>\d{{1,5}}){_WITHIN}",
        "{shown} {number}{tail:-}",
        "",
        _named(_BILLS, "path"),
    ),
    *(
        CitationForm(
            "congressional-paper",
            rf"(?P<name>(?i:{_any(_spellings(_PAPERS))}))(?i: No\.)? {congress}-(?P<number>\d{{1,4}})"
            rf"(?P<part>(?:,? pt\. \d{{1,2}})?){_TAIL}",
            "{shown} No. {congress}-{number}{part}{tail:-}",
            url,
            _named(_PAPERS, "folder", "sort"),
        )
        for congress, url in (
            (_SINCE_1995, _GOVINFO + "{folder}/{congress}/{sort}/{number}"),
            (_CONGRESS, ""),
        )
    ),
    # The daily edition, which govinfo keeps since volume 140 (1994), numbers the pages of each house.
    CitationForm(
        "cong-rec",
        r"(?P<volume>1[4-9]\d) (?i:Cong\. ?Rec\.) (?P<part>[HSED]) ?(?P<page>\d{1,5})"
        rf"(?P<range>(?:-[HSED]?\d{{1,5}})?)(?P<pages>(?:, [HSED]\d{{1,5}}(?:-[HSED]?\d{{1,5}})?){{0,4}}){_TAIL}",
        "{volume} Cong. Rec. {part}{page}{range:-}{pages:-}{tail:-}",
        _GOVINFO + "crec/{volume}/{part:low}/{page}",
    ),
    CitationForm(
        "cong-rec",
        rf"(?P<volume>\d{{1,3}}) (?i:Cong\. ?Rec\.) (?P<part>[HSED]?){_PAGE}{_TAIL}",
        "{volume} Cong. Rec. {part}{page}{tail:-}",
        "",
    ),
)

_AGENCIES = (
    # The Federal Communications Commission numbers its papers by year, those of its bureaus apart.
    CitationForm(
        "fcc",
        r"(?P<name>FCC|F\.C\.C\.|DA)(?: No\.)? (?P<number>\d\d-[1-9]\d{0,3}[A-Z]?)",
        "{shown} {number}",
        "https://docs.fcc.gov/public/attachments/{shown}-{number}A1.pdf",
        _named("F.C.C. = FCC\nDA"),
    ),
    _unlinked(
        "docket",
        r"(?:MB|WC|GN|ET|CC|CG|CS|CI|EB|IB|MD|MM|PP|PS|RM|WT|AU|OEA|SB)(?: Docket)? Nos?\. \d\d-\d{1,4}",
    ),
    CitationForm(
        "gao",
        r"GAO[-/](?P<number>(?:[A-Z]{2,5}-)?\d\d-\d{1,6}[A-Z]{0,3})",
        "GAO-{number}",
        "https://www.gao.gov/products/gao-{number:low}",
    ),
    CitationForm(
        "gao", r"B-(?P<number>\d{6}(?:\.\d{1,2})?)", "B-{number}", "https://www.gao.gov/products/b-{number}"
    ),
    CitationForm(
        "crs",
        r"(?:CRS|C\.R\.S\.|Cong\. (?:Rsch\.|Research) Serv\.),?(?: Rep(?:ort|\.))?(?: No\.)? "
        r"(?P<number>(?:R|RL|RS|IF|IN|LSB)\d{4,5})",
        "CRS {number}",
        "https://www.congress.gov/crs-product/{number}",
    ),
    CitationForm(
        "docket",
        r"(?:Docket|Dkt\.) (?:ID )?(?:[Nn]o\. )?(?P<number>[A-Z]{2,6}(?:-[A-Z]{2,6}){0,2}-(?:19|20)\d\d-\d{4})",
        "Docket No. {number}",
        "https://www.regulations.gov/docket/{number}",
    ),
    _unlinked(
        "ruling", r"(?:Rev\. (?:Rul\.|Proc\.)|I\.R\.S\. Notice|Priv\. Ltr\. Rul\.) \d{2,4}-\d{1,3}(?:-\d{3})?"
    ),
    _unlinked("treaty", r"T\.I\.A\.S\.(?: No\.)? \d{1,5}(?:-\d{1,4})?"),
)

_PIN_PARAGRAPH = r"(?P<tail>(?:,? (?:at )?\[\d{1,4}\](?:-\[?\d{1,4}\]?)?)?)"
_ISSUE = r"(?P<series>[LC]) ?(?P<number>\d{1,4})[A-Z]?"
_PAGES = r"(?:,? pp?\. ?\d{1,4}(?:-\d{1,4})?)?"
_ABROAD = (
    *(
        CitationForm(
            "uk-neutral",
            rf"\[(?P<year>\d{{4}})\] (?P<name>{names}) (?P<number>\d{{1,5}}){division}{_PIN_PARAGRAPH}",
            text,
            url,
            _named(_BRITISH, "folder"),
        )
        for names, division, text, url in (
            (
                "UKSC|UKPC|EWCA ?Civ|EWCA ?Crim|EWFC|EWCOP|EWCR|EAT",
                r"(?P<division>(?: \((?:B|T[123])\))?)",
                "[{year}] {shown} {number}{division}{tail:-}",
                _CASE_LAW + "{folder}/{year}/{number}",
            ),
            (
                "EWHC|UKUT|UKFTT",
                r" \((?P<division>[A-Za-z]{2,8})\)",
                "[{year}] {shown} {number} ({division}){tail:-}",
                _CASE_LAW + "{name:low}/{division:low}/{year}/{number}",
            ),
            (
                "UKHL|EWHC|UKEAT|CSIH|CSOH|HCJAC|NICA|NIQB|NIKB|NICh|NIFam",
                "",
                "[{year}] {shown} {number}{tail:-}",
                "",
            ),
        )
    ),
    CitationForm(
        "ecli",
        r"ECLI:EU:(?P<court>[A-Z]{1,2}):(?P<year>\d{4}):(?P<number>\d{1,5})",
        "ECLI:EU:{court}:{year}:{number}",
        _EUR_LEX + "legal-content/EN/TXT/?uri=ECLI:EU:{court}:{year}:{number}",
    ),
    CitationForm(
        "ecli",
        r"ECLI:(?P<country>[A-Z]{2}):(?P<court>[A-Z0-9]{1,7}):(?P<year>\d{4}):"
        r"(?P<number>[A-Z0-9](?:[A-Z0-9.]{0,23}[A-Z0-9])?)",
        "ECLI:{country}:{court}:{year}:{number}",
        "https://e-justice.europa.eu/ecli/ECLI:{country}:{court}:{year}:{number}",
    ),
    CitationForm(
        "celex",
        r"CELEX(?::|: | |%3A)(?P<number>[0-9CE]\d{4}[A-Z]{1,2}\d{4}(?:\(\d{2}\))?)",
        "CELEX:{number}",
        _EUR_LEX + "legal-content/EN/TXT/?uri=CELEX:{number}",
    ),
    # OJ L 119, 4.5.2016, p. 1 as the Union has it, 2016 O.J. (L 119) 1 by the Bluebook, [2016] OJ L119/1 by OSCOLA
    *(
        CitationForm(
            "official-journal",
            pattern,
            "{all}",
            _EUR_LEX + "legal-content/EN/TXT/?uri=OJ:{series}:{year}:{number:03}:TOC",
        )
        for pattern in (
            rf"(?P<all>O\.?J\.? {_ISSUE}(?:/\d{{1,4}})?,? (?:of )?\d{{1,2}}\.\d{{1,2}}\.(?P<year>\d{{4}}){_PAGES})",
            rf"(?P<all>(?P<year>\d{{4}}) O\. ?J\. \({_ISSUE}\) \d{{1,4}}(?:, \d{{1,4}}(?:-\d{{1,4}})?)?)",
            rf"(?P<all>\[(?P<year>\d{{4}})\] OJ {_ISSUE}/\d{{1,4}})",
        )
    ),
    # Since October 2023 each act is an issue of its own.
    CitationForm(
        "official-journal",
        r"(?P<all>OJ (?P<series>[LC]),? (?P<year>20\d\d)/(?P<number>\d{1,5})(?:, \d{1,2}\.\d{1,2}\.\d{4})?)",
        "{all}",
        _EUR_LEX + "legal-content/EN/TXT/?uri=OJ:{series}_{year}{number:05}",
    ),
    *(
        CitationForm("eu-act", pattern, "{all}", _EUR_LEX + "eli/" + path)
        for pattern, path in (
            # The year comes first since 2015, and always did for directives and decisions.
            (r"(?P<all>Regulation \((?:EU|EU, Euratom)\) (?P<year>20[12]\d)/(?P<number>\d{1,4}))",
             "reg/{year}/{number}/oj"),
            (r"(?P<all>Regulation \((?:EU|EC|EEC)\) No\.? (?P<number>\d{1,4})/(?P<year>(?:19|20)\d\d))",
             "reg/{year}/{number}/oj"),
            (r"(?P<all>Directive (?:\(EU\) )?(?P<year>(?:19|20)\d\d)/(?P<number>\d{1,4})(?:/(?:EU|EC|EEC))?)",
             "dir/{year}/{number}/oj"),
            (r"(?P<all>Directive (?P<year>[6-9]\d)/(?P<number>\d{1,4})/(?:EC|EEC))", "dir/19{year}/{number}/oj"),
        )
    ),
)  # fmt: skip

_DOCKETS = (
    CitationForm(
        "docket",
        r"(?:(?:Case|Docket) )?(?:[Nn]o\. ?)?(?P<office>\d{1,2}):(?P<year>\d\d)-?"
        r"(?P<type>[a-z]{2,4}|[A-Z]{2,4})-?(?P<number>\d{1,6})"
        r"(?P<judges>(?:-[A-Z]{2,5}){0,3})",
        "{office}:{year}-{type}-{number}{judges}",
        "",
    ),
    CitationForm(
        "docket", r"(?:(?:Case|Docket) )?[Nn]o\. ?(?P<number>(?:20)?\d\d-\d{1,6})", "No. {number}", ""
    ),
)

# What was cited before, by its page alone (rule 10.9).
_SHORT = (
    _unlinked(
        "short-form",
        rf"\d{{1,4}} (?:{_any([*_listed(_LINKED), *_listed(_UNLINKED)])}|(?i:Fed\. Reg\.|Stat\.|Cong\. Rec\.))"
        r" at \*?[HSED]?\d[\d,]{0,6}(?:-[HSED]?\d[\d,]{0,6})?(?: n\.\d{1,3})?",
    ),
)

#: The forms that are known; of two that fit, the longer one counts, then the earlier row.
CITATIONS: tuple[CitationForm, ...] = (
    *_CASES, *_STATUTES, *_REGULATIONS, *_CONGRESSIONAL, *_AGENCIES, *_ABROAD, *_DOCKETS, *_SHORT,
)  # fmt: skip

#: Forms that are too short to be told in running text.
ALONE = (CitationForm("docket", r"(?P<number>(?:20)?\d\d-\d{1,6})", "No. {number}", ""),)
