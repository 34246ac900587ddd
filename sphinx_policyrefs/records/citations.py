"""Citations of U.S. law: text to a normalised text and an official or free address.

All forms are rows of one table; authors add rows of the same form (``policyrefs_citations``). The forms are
those of the Bluebook, and of the Federal Register and Congress where they differ. The addresses are of

- the link service of the Government Publishing Office: https://www.govinfo.gov/link-docs/ ;
- federalregister.gov: ``/citation/85-FR-48637``, ``/executive-order/13942``, ``/d/2020-17699``;
- ecfr.gov: ``/current/title-15/part-7``, ``/current/title-15/section-7.4``;
- congress.gov: ``/bill/118th-congress/house-bill/7521``;
- CourtListener's citation look-up: ``/c/{reporter}/{volume}/{page}/``, https://www.courtlistener.com/c/ .

No address is ever looked up. What these sites do not hold is recognised and has no address.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Row(NamedTuple):
    """A form of citation, all of it text.

    The templates name groups of the pattern in braces. A group that took no part is empty in ``text``; where
    ``url`` names it, the citation has no address. ``{page:,}`` writes 48,637, ``{congress:th}`` writes 118th,
    and ``{tail:-}`` writes hyphens as en dashes.
    """

    #: What it is: 'reporter', 'usc', …
    kind: str
    #: A regular expression for all of it; any space reads as ' ', any dash as '-', any apostrophe as "'".
    pattern: str
    #: The text to show.
    text: str
    #: The address; empty for none.
    url: str


class Citation(NamedTuple):
    """A citation that was recognised."""

    kind: str
    #: As it is to be shown.
    text: str
    url: str | None
    #: What the groups of its pattern hold, without the empty ones; numbers have no commas.
    parts: Mapping[str, str]


class Found(NamedTuple):
    """A citation in running text: ``text[start:end]``."""

    start: int
    end: int
    citation: Citation


# Every repetition in the patterns has an upper bound: the time to search a text grows with its length alone.
_REPORTERS = (
    "U.S.", "S. Ct.", "L. Ed. 2d", "L. Ed.",
    "F.4th", "F.3d", "F.2d", "F.", "F. App'x", "F. Supp. 3d", "F. Supp. 2d", "F. Supp.", "F.R.D.", "B.R.",
    "Fed. Cl.", "Ct. Int'l Trade", "T.C.", "Vet. App.", "M.J.",
    "A.3d", "A.2d", "N.E.3d", "N.E.2d", "N.W.2d", "P.3d", "P.2d",
    "S.E.2d", "S.W.3d", "S.W.2d", "So. 3d", "So. 2d",
    "Cal. Rptr. 3d", "Cal. Rptr. 2d", "N.Y.S.3d", "N.Y.S.2d",
)  # fmt: skip
_BILLS = {
    r"(?:H\. ?R\.|HR)": ("H.R.", "house-bill"),
    r"S\.": ("S.", "senate-bill"),
    r"H\. ?Res\.": ("H. Res.", "house-resolution"),
    r"S\. ?Res\.": ("S. Res.", "senate-resolution"),
    r"H\. ?J\. ?Res\.": ("H.J. Res.", "house-joint-resolution"),
    r"S\. ?J\. ?Res\.": ("S.J. Res.", "senate-joint-resolution"),
    r"H\. ?Con\. ?Res\.": ("H. Con. Res.", "house-concurrent-resolution"),
    r"S\. ?Con\. ?Res\.": ("S. Con. Res.", "senate-concurrent-resolution"),
}
_PAPERS = {
    r"(?:H\. ?R\. ?Rep\.|H\. ?Re?pt\.|House Report)": ("H.R. Rep.", "crpt/{congress}/hrpt/{number}"),
    r"(?:S\. ?Rep\.|S\. ?Re?pt\.|Senate Report)": ("S. Rep.", "crpt/{congress}/srpt/{number}"),
    r"(?:H\. ?R\. ?Doc\.|H\. ?Doc\.|House Document)": ("H.R. Doc.", "cdoc/{congress}/hdoc/{number}"),
    r"(?:S\. ?Doc\.|Senate Document)": ("S. Doc.", "cdoc/{congress}/sdoc/{number}"),
    r"(?:S\. ?)?Treaty Doc(?:\.|ument)": ("S. Treaty Doc.", "cdoc/{congress}/tdoc/{number}"),
}
_GOVINFO = "https://www.govinfo.gov/link/"
_REGISTER = "https://www.federalregister.gov/"
_ECFR = "https://www.ecfr.gov/current/title-{title}/"

_PAGE = r"(?P<page>\d{1,3}(?:,\d{3}){1,2}|\d{1,6})"
# ', 935' is a pinpoint; ', 85 Fed. Reg. 1' is the next citation, hence the possessive repetition.
_PIN = r"(?:,? at \*?\d[\d,]{0,6}+(?:-\d{1,6})?|, \d(?:,?\d){0,6}+(?:-\d[\d,]{0,6})?(?! ?[A-Z§]))"
_YEAR = r"(?: \([^()]{0,60}\b(?:1[789]|20)\d\d\))?"
_TAIL = rf"(?P<tail>(?:-\d[\d,]{{0,6}})?{_PIN}{{0,4}}{_YEAR}(?: \((?:en banc|per curiam|mem\.)\))?)"
_SECTION = r"\d{1,6}[A-Za-z]{0,4}+(?:-\d{1,2}[A-Za-z]{0,2})?"
_SUB = r"(?:\([0-9A-Za-z]{1,5}\)){0,8}"
_SIGN = r"(?:(?:§{1,2}|[Ss]ecs?\.|[Ss]ections?) ?)?"
# A division, title or section of a law.
_WITHIN = (
    r"(?P<tail>(?:,? (?:[Dd]iv(?:ision|\.)|(?:[Ss]ub)?[Tt]it(?:le|\.)|[Pp]art|[Pp]t\."
    r"|§{1,2}|[Ss]ecs?\.|[Ss]ections?)"
    rf" ?[0-9A-Za-z]{{1,6}}{_SUB}(?:-[0-9A-Za-z]{{1,6}})?){{0,4}})"
)
_USC = r"(?P<title>\d{1,2}) (?:U\. ?S\. ?C(?:\.(?: ?[AS]\.)?|ode)|USC)"
_NOTE = r"(?P<tail>(?: note)?(?:,? et seq\.?)?(?: \((?:19|20)\d\d\))?)"
_CFR = r"(?P<title>\d{1,2}) (?:C\. ?F\. ?R\.|CFR)"
_EO = r"(?:Exec(?:utive|\.) Order|E\. ?O\.|EO)(?: [Nn]o\.| ?#)? ?"
_PROCLAMATION = r"Procl(?:amation|\.)(?: [Nn]o\.)? "
_LAW = r"(?:Pub(?:\.|lic) ?L(?:\.|aw)|P\. ?L\.|PL)(?: [Nn]o\.)? ?"
_CONGRESS = r"(?P<congress>\d{1,3})"
# The 104th Congress (1995) is the first whose laws, reports and documents govinfo keeps by number.
_SINCE_1995 = r"(?P<congress>10[4-9]|1[1-9]\d)"
_OF_CONGRESS = (
    r",? (?:of the )?\(?(?P<congress>\d{1,3})(?:st|n?d|r?d|th)(?: Cong(?:ress|\.))?\)?"
    r"(?P<year>(?: \((?:19|20)\d\d\))?)"
)


def _spelt(reporter: str) -> str:
    """Return a pattern for the name of a reporter; dots may be left out unless they are all that marks it."""
    dot = r"\.?" if re.search(r"\d|[a-z]{2}", reporter) else r"\."
    pattern = re.sub(r"(?<=\.)(?=\w)| ", " ?", reporter).replace(".", dot)
    return pattern.replace("2d", "2n?d").replace("3d", "3r?d")


#: The forms that are known; of two that fit, the longer one counts, then the earlier row.
CITATIONS: tuple[Row, ...] = (
    *(
        Row(
            "reporter",
            rf"(?P<volume>\d{{1,4}}) {_spelt(name)} {_PAGE}{_TAIL}",
            f"{{volume}} {name} {{page}}{{tail:-}}",
            f"https://www.courtlistener.com/c/{quote(name)}/{{volume}}/{{page}}/",
        )
        for name in _REPORTERS
    ),
    # A decision whose page is not set yet.
    *(
        Row(
            "reporter",
            rf"(?P<volume>\d{{1,4}}) {_spelt(name)} (?:_{{2,5}}|-{{2,5}}){_TAIL}",
            f"{{volume}} {name} ___{{tail:-}}",
            "",
        )
        for name in ("U.S.", "S. Ct.", "F.4th")
    ),
    # Westlaw and Lexis: behind a paywall.
    Row(
        "database",
        r"(?P<year>\d{4}) (?P<database>WL|(?:[A-Z][A-Za-z.]{0,9} ){0,4}(?:LEXIS|Lexis)) "
        rf"(?P<number>\d{{1,9}}){_TAIL}",
        "{year} {database} {number}{tail:-}",
        "",
    ),
    # govinfo has the latest printed edition: a new section comes there a year or two later.
    Row(
        "usc",
        rf"{_USC} {_SIGN}(?P<section>{_SECTION})(?P<sub>{_SUB}){_NOTE}",
        "{title} U.S.C. § {section}{sub}{tail}",
        _GOVINFO + "uscode/{title}/{section}",
    ),
    # 6501-6506 is a range, 78dd-1 and 300gg-91 are sections: none has three digits behind its hyphen.
    Row(
        "usc",
        rf"{_USC} {_SIGN}(?P<section>{_SECTION})(?P<last>-\d{{3,6}}[A-Za-z]{{0,4}}){_NOTE}",
        "{title} U.S.C. §§ {section}{last:-}{tail}",
        _GOVINFO + "uscode/{title}/{section}",
    ),
    Row(
        "usc",
        rf"{_USC} (?:§§|[Ss]ecs\.|[Ss]ections) ?(?P<section>{_SECTION})(?P<sub>{_SUB})"
        rf"(?P<more>(?:(?:,|,? and|,? &) {_SECTION}{_SUB}(?! [A-Z])){{1,9}}){_NOTE}",
        "{title} U.S.C. §§ {section}{sub}{more}{tail}",
        _GOVINFO + "uscode/{title}/{section}",
    ),
    Row(
        "usc",
        rf"{_USC} (?:[Aa]pp\.|[Aa]ppendix) {_SIGN}(?P<section>{_SECTION})(?P<sub>{_SUB}){_NOTE}",
        "{title} U.S.C. app. § {section}{sub}{tail}",
        _GOVINFO + "uscode/{title}/{section}?type=uscappendix",
    ),
    Row(
        "usc",
        rf"{_USC} (?:ch\.|chapter) (?P<chapter>\d{{1,3}}[A-Z]{{0,2}})",
        "{title} U.S.C. ch. {chapter}",
        "",
    ),
    # Title 3 prints the papers of the President, and is cited by page.
    Row(
        "cfr",
        rf"3 (?:C\. ?F\. ?R\.|CFR),? {_PAGE}(?P<tail>(?: \((?:19|20)\d\d(?: Comp\.)?\))?)",
        "3 C.F.R. {page}{tail}",
        "",
    ),
    Row(
        "cfr",
        rf"{_CFR} {_SIGN}(?P<section>\d{{1,4}}\.\d{{1,4}}[A-Za-z]{{0,2}}(?:-\d{{1,3}}[A-Za-z]{{0,2}})?)"
        rf"(?P<sub>{_SUB})",
        "{title} C.F.R. § {section}{sub}",
        _ECFR + "section-{section}",
    ),
    Row(
        "cfr",
        rf"{_CFR} {_SIGN}(?P<section>\d{{1,4}}\.\d{{1,4}})(?P<last>-\d{{1,4}}\.\d{{1,4}})",
        "{title} C.F.R. §§ {section}{last:-}",
        _ECFR + "section-{section}",
    ),
    Row(
        "cfr",
        rf"{_CFR} (?:(?:[Pp]art|[Pp]t\.) )?(?P<part>\d{{1,4}})",
        "{title} C.F.R. pt. {part}",
        _ECFR + "part-{part}",
    ),
    Row(
        "cfr",
        rf"{_CFR} (?:[Pp]arts|[Pp]ts\.) (?P<part>\d{{1,4}})(?P<last>(?:-| and | to )\d{{1,4}})",
        "{title} C.F.R. pts. {part}{last:-}",
        _ECFR + "part-{part}",
    ),
    Row(
        "fed-reg",
        rf"(?P<volume>\d{{1,3}}) (?:Fed\.? ?Reg\.|Federal Register|F\. ?R\.|FR) {_PAGE}{_TAIL}",
        "{volume} Fed. Reg. {page:,}{tail:-}",
        _REGISTER + "citation/{volume}-FR-{page}",
    ),
    Row(
        "fr-doc",
        r"F\.? ?R\.? Doc\.?(?: [Nn]o\.)? (?P<number>(?:\d{4}|\d\d|[A-Z]\d)-\d{1,6})",
        "FR Doc. {number}",
        _REGISTER + "d/{number}",
    ),
    Row(
        "public-law",
        rf"{_LAW}{_SINCE_1995}-(?P<number>\d{{1,4}}){_WITHIN}",
        "Pub. L. {congress}-{number}{tail:-}",
        _GOVINFO + "plaw/{congress}/public/{number}",
    ),
    # Older laws are in the Statutes at Large, by congress and number since the 85th (1957).
    Row(
        "public-law",
        rf"{_LAW}{_CONGRESS}-(?P<number>\d{{1,4}}){_WITHIN}",
        "Pub. L. {congress}-{number}{tail:-}",
        _GOVINFO + "statute/{congress}/public/{number}",
    ),
    # govinfo has the volumes to 132 (2018); a later page is found through the law that it belongs to.
    Row(
        "statute",
        rf"(?P<volume>13[3-9]|1[4-9]\d) Stat\.? {_PAGE}{_TAIL}",
        "{volume} Stat. {page}{tail:-}",
        _GOVINFO + "plaw/{volume}+stat+{page}",
    ),
    Row(
        "statute",
        rf"(?P<volume>\d{{1,3}}) Stat\.? {_PAGE}{_TAIL}",
        "{volume} Stat. {page}{tail:-}",
        _GOVINFO + "statute/{volume}/{page}",
    ),
    # The Federal Register's site has the text of the orders since 1994.
    Row(
        "executive-order",
        rf"{_EO}(?P<number>12,?89\d|12,?9\d\d|1[3-9],?\d{{3}}){_WITHIN}",
        "Exec. Order No. {number}{tail:-}",
        _REGISTER + "executive-order/{number}",
    ),
    Row(
        "executive-order",
        rf"{_EO}(?P<number>\d{{1,2}},?\d{{3}}|\d{{1,4}})(?P<letter>(?:-[A-Z])?){_WITHIN}",
        "Exec. Order No. {number}{letter}{tail:-}",
        "",
    ),
    # The Compilation of Presidential Documents begins on 20 January 2009.
    Row(
        "proclamation",
        rf"{_PROCLAMATION}(?P<number>8,?34[3-9]|8,?3[5-9]\d|8,?[4-9]\d\d|9,?\d{{3}}|1\d,?\d{{3}})"
        rf"{_WITHIN}",
        "Proclamation No. {number}{tail:-}",
        _GOVINFO + "cpd/proclamation/{number}",
    ),
    Row(
        "proclamation",
        rf"{_PROCLAMATION}(?P<number>\d,?\d{{3}}|\d{{1,3}}){_WITHIN}",
        "Proclamation No. {number}{tail:-}",
        "",
    ),
    *(
        row
        for spelling, (name, path) in _BILLS.items()
        for row in (
            Row(
                "bill",
                rf"{spelling} ?(?P<number>\d{{1,5}}){_OF_CONGRESS}{_WITHIN}",
                f"{name} {{number}}, {{congress:th}} Cong.{{year}}{{tail:-}}",
                f"https://www.congress.gov/bill/{{congress:th}}-congress/{path}/{{number}}",
            ),
            Row("bill", rf"{spelling} ?(?P<number>\d{{1,5}}){_WITHIN}", f"{name} {{number}}{{tail:-}}", ""),
        )
    ),
    *(
        row
        for spelling, (name, path) in _PAPERS.items()
        for row in (
            Row(
                "congressional-paper",
                rf"{spelling}(?: [Nn]o\.)? {_SINCE_1995}-(?P<number>\d{{1,4}}){_TAIL}",
                f"{name} No. {{congress}}-{{number}}{{tail:-}}",
                _GOVINFO + path,
            ),
            Row(
                "congressional-paper",
                rf"{spelling}(?: [Nn]o\.)? {_CONGRESS}-(?P<number>\d{{1,4}}){_TAIL}",
                f"{name} No. {{congress}}-{{number}}{{tail:-}}",
                "",
            ),
        )
    ),
    # The daily edition, which govinfo keeps since volume 140 (1994), numbers the pages of each house.
    *(
        Row(
            "cong-rec",
            rf"(?P<volume>1[4-9]\d) Cong\. Rec\. {part}(?P<page>\d{{1,5}}){_TAIL}",
            f"{{volume}} Cong. Rec. {part}{{page}}{{tail:-}}",
            f"{_GOVINFO}crec/{{volume}}/{part.lower()}/{{page}}",
        )
        for part in "HSED"
    ),
    Row(
        "cong-rec",
        rf"(?P<volume>\d{{1,3}}) Cong\. Rec\. {_PAGE}{_TAIL}",
        "{volume} Cong. Rec. {page}{tail:-}",
        "",
    ),
    Row(
        "docket",
        r"(?:(?:Case|Docket) )?(?:[Nn]o\. ?)?(?P<office>\d{1,2}):(?P<year>\d\d)-?"
        r"(?P<type>[a-z]{2,4}|[A-Z]{2,4})-?(?P<number>\d{1,6})"
        r"(?P<judges>(?:-[A-Z]{2,5}){0,3})",
        "{office}:{year}-{type}-{number}{judges}",
        "",
    ),
    Row("docket", r"(?:(?:Case|Docket) )?[Nn]o\. ?(?P<number>(?:20)?\d\d-\d{1,6})", "No. {number}", ""),
)

#: Forms that are too short to be told in running text.
_ALONE = (Row("docket", r"(?P<number>(?:20)?\d\d-\d{1,6})", "No. {number}", ""),)

# One character for one, so that places in the text stay.
_PLAIN = str.maketrans(
    "\t\n\r\f\v\xa0\u2007\u2009\u202f\u2010\u2011\u2012\u2013\u2014\u2212\u2019", " " * 9 + "-" * 6 + "'"
)
_FIELD = re.compile(r"\{(\w+)(?::(,|th|-))?\}")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")

_DOCKET = re.compile(
    r"(?:(?:Case |Docket )?[Nn]os?\. ?)?"
    # 1:20-cv-02658-CJN
    r"(?:(?:\d{1,2}:)?(?:20)?\d\d-?(?:[a-z]{2,4}|[A-Z]{2,4})-?\d{1,6}(?:-[A-Z0-9]{1,5}){0,4}"
    r"|(?:20)?\d\d-\d{1,6}(?:-[A-Za-z]{1,4})?[A-Z]?"  # 24-1113, 20-123C
    # applications, motions and original cases of the Supreme Court
    r"|\d\d[AMO]\d{1,5}|\d{1,3},? Orig(?:inal|\.)"
    r"|\d{1,5}-\d\d[A-Z]?"  # Tax Court: 1234-20
    r"|MDL(?: [Nn]o\.)? ?\d{1,4})"
    r"(?: \([^()]{1,60}\))?"
)
# What speaks for a citation or docket of the United States although none was recognised.
_MARKS = re.compile(
    r"\d ?(?:U\. ?S\. ?C\b|USC\b|C\. ?F\. ?R\b|CFR\b|Fed\.? ?Reg|F\. ?R\b|FR\b|Stat\b"
    r"|F\.? ?\d{1,2}(?:d|th|nd|rd)\b|F\.? ?Supp|S\.? ?Ct|L\.? ?Ed|U\. ?S\. ?(?!(?!Code)[A-Z])|B\. ?R\.|WL\b"
    r"|U\.? ?S\.? ?\d|[A-Z][A-Za-z. ]{0,30}LEXIS|Cong\.? ?Rec)"
    r"|\b(?:Pub(?:lic|\.)? ?L(?:aw|\.)?|P\. ?L\.|Exec(?:utive|\.)? ?Order|E\. ?O\.|EO|H\. ?R\."
    r"|[HS]\. ?(?:J\. ?|Con\. ?)?Res\.|(?:H|S|H\. ?R)\. ?(?:Rep|Rept|Rpt|Doc)\.)(?: ?[Nn]os?\.?| ?#)? ?\d"
    r"|\d-?(?:cv|cr|mc|md|CV|CR)(?:-?\d|\b)|\b\d{1,2}:\d\d-"
    r"|\A(?:(?:Case |Docket )?[Nn]os?\.? ?)\d\d[-_. ]\d|\A\d\d[-_ ]\d{1,6}\w?\Z"
)


@lru_cache(maxsize=8)
def _compiled(rows: tuple[Row, ...]) -> tuple[tuple[Row, re.Pattern[str]], ...]:
    return tuple((row, re.compile(rf"(?:{row.pattern})(?!\w)")) for row in rows)


def _filled(template: str, parts: Mapping[str, str]) -> str:
    """Return the template with its fields filled in; KeyError for a part that is missing."""

    def value(match: re.Match[str]) -> str:
        text = parts[match[1]]
        match match[2]:
            case "," if text.isdigit() and len(text) > 4:
                return f"{int(text):,}"
            case "th":
                return text + _ordinal_ending(text)
            case "-":
                return text.replace("-", "–")
        return text

    return _FIELD.sub(value, template)


def _ordinal_ending(number: str) -> str:
    return "th" if number[-2:-1] == "1" else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th")


def _citation(row: Row, match: re.Match[str]) -> Citation:
    parts = {
        name: value.replace(",", "") if _GROUPED.fullmatch(value) else value
        for name, value in match.groupdict().items()
        if value
    }
    text = _filled(row.text, dict.fromkeys(match.re.groupindex, "") | parts)
    try:
        url = _filled(row.url, {name: quote(value, safe="") for name, value in parts.items()})
    except KeyError:
        url = ""
    return Citation(row.kind, text, url or None, parts)


def _begins(text: str, place: int) -> bool:
    """Tell whether a word may begin at a place; a lookbehind would make the search three times slower."""
    return place == 0 or not (text[place - 1].isalnum() or text[place - 1] in "_.-")


def find_citations(text: str, extra: Sequence[Row] = ()) -> list[Found]:
    """Return the citations in running text, in order, none within another."""
    plain = text.translate(_PLAIN)
    found = [
        (match.start(), -match.end(), number, row, match)
        for number, (row, pattern) in enumerate(_compiled((*extra, *CITATIONS)))
        for match in pattern.finditer(plain)
        if match[0] and _begins(plain, match.start())
    ]
    citations: list[Found] = []
    for start, end, _number, row, match in sorted(found, key=lambda item: item[:3]):
        if not citations or start >= citations[-1].end:
            citations.append(Found(start, -end, _citation(row, match)))
    return citations


def parse_citation(text: str, extra: Sequence[Row] = ()) -> Citation | None:
    """Return the citation that a text is, or None.

    Of a text with more in it, such as the name of a case or a second reporter, all is kept and its citations
    are normalised; kind, parts and address are those of the first citation that has an address.
    """
    text = " ".join(text.split())
    plain = text.translate(_PLAIN)
    for row, pattern in _compiled((*extra, *CITATIONS, *_ALONE)):
        if match := pattern.fullmatch(plain):
            return _citation(row, match)
    found = find_citations(text, extra)
    first = next((item.citation for item in found if item.citation.url), None)
    if first is None:
        return None
    for start, end, citation in reversed(found):
        text = text[:start] + citation.text + text[end:]
    return first._replace(text=text)


def docket_ok(text: str) -> bool:
    """Tell whether a text is a docket number of a federal court, or several."""
    numbers = re.split(r"(?:,? and |[;&]|,(?! Orig))", " ".join(text.translate(_PLAIN).split()))
    return all(_DOCKET.fullmatch(number.strip()) for number in numbers)


def docket_url(text: str, court: str) -> str | None:
    """Return the address of a docket at its court where there is one, which is at the Supreme Court."""
    match = re.fullmatch(r"(?:[Nn]o\. ?)?(\d\d-\d{1,5}|\d\dA\d{1,4})", text.translate(_PLAIN).strip())
    if court != "scotus" or not match:
        return None
    return f"https://www.supremecourt.gov/docket/docketfiles/html/public/{match[1].lower()}.html"


def looks_us(text: str, extra: Sequence[Row] = ()) -> bool:
    """Tell whether a text, or what its citations leave of it, seems meant for a U.S. citation or docket.

    A foreign citation does not, nor does anything that is recognised.
    """
    if docket_ok(text):
        return False
    for start, end, _citation_found in reversed(find_citations(text, extra)):
        text = f"{text[:start]};{text[end:]}"
    return bool(_MARKS.search(text.translate(_PLAIN).strip()))


def citation_rows(value: object) -> tuple[Row, ...]:
    """Return the rows of ``policyrefs_citations``: a list of (kind, pattern, text, url), each a text.

    Raises ValueError, in one sentence, where one is not in order.
    """
    if not isinstance(value, (list, tuple)):
        raise ValueError("policyrefs_citations is a list of (kind, pattern, text, url).")  # noqa: TRY004
    return tuple(map(_checked, value))


def _checked(item: object) -> Row:
    if (
        not isinstance(item, (list, tuple))
        or len(item) != 4
        or not all(isinstance(part, str) for part in item)
    ):
        raise ValueError(
            f"A row of policyrefs_citations is four texts (kind, pattern, text, url), not {item!r}."
        )
    row = Row(*item)
    try:
        pattern = re.compile(row.pattern)
    except re.error as error:
        raise ValueError(f"The pattern {row.pattern!r} of policyrefs_citations is wrong: {error}.") from None
    if not (row.kind and row.pattern and row.text):
        raise ValueError(f"A row of policyrefs_citations needs a kind, a pattern and a text: {item!r}.")
    for name, _form in _FIELD.findall(row.text + row.url):
        if name not in pattern.groupindex:
            raise ValueError(f"The pattern {row.pattern!r} of policyrefs_citations has no group {name!r}.")
    if row.url and urlsplit(row.url).scheme not in ("http", "https"):
        raise ValueError(
            f"The address {row.url!r} of policyrefs_citations must begin with https:// or http://."
        )
    return row
