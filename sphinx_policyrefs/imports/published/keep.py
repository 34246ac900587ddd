"""From many entries to the few that matter: what ``--keep`` keeps, as a table that the docs show."""

from __future__ import annotations

import re
from typing import Final, NamedTuple


class Rule(NamedTuple):
    """A sort of docket entries."""

    name: str
    #: for the docs and the report
    about: str
    #: whether ``--keep key`` keeps it
    key: bool
    pattern: re.Pattern[str]


def _any(*alternatives: str) -> str:
    return f"(?:{'|'.join(alternatives)})"


#: Words that stand before the name of a paper and say nothing of what it is.
_LEAD: Final = _any(
    "first|second|third|fourth|fifth|amended|supplemental|corrected|revised|redacted|superseding",
    r"sealed|\(sealed\)|\[sealed\]|public|emergency|time sensitive|ex parte|interim|final|partial|default",
    "joint|consent|unopposed|opposed|agreed|renewed|cross|assented to|stipulated|voluntary|verified",
    "class action|criminal|civil|adversary|third[- ]party|letter|document|memorandum|scheduling",
    "text-only|text|minute|paperless|electronic|clerk'?s|order on|per curiam|unpublished|published",
    r"for publication|filed \(ecf\)|filed|\*+[^*]{0,40}\*+|--+",
    "(?:petitioner|respondent|appellant|appellee|defendant|plaintiff|government|united states)'?s?'?",
)
_LEADS: Final = rf"^(?:{_LEAD}[\s:,-]+)*"

#: What makes a paper one of routine.
_ROUTINE: Final = _any(
    "pro hac vice|in forma pauperis|excess pages|page limit|blanket consent|record (?:requested|received)",
    r"extension of time|extend(?:ing|ed)? (?:the )?(?:time|deadline)|enlarge(?:ment of)? time",
    "(?:further|additional) time|pre-?motion conference|sched(?:uling|ule)|set for argument",
    r"withdraw(?:al|ing)?\b.{0,40}\b(?:attorney|counsel|appearance)|(?:attorney|counsel)\b.{0,30}\bwithdraw",
    r"substitut(?:e|ion of|ing) (?:of )?(?:attorney|counsel)|appoint(?:ing|ment of)? (?:of )?counsel",
    r"appear(?:ance)? (?:by telephone|remotely|telephonically)|admission\b.{0,40}\battorney",
    "leave to (?:appear|proceed|file (?:excess|a? ?(?:sur-?reply|brief|under seal|.{0,20}amic)))",
    r"to (?:seal|unseal|impound|continue|reschedule|adjourn)\b|to file\b.{0,40}\bunder seal",
    "continu(?:ing|ance of) (?:the )?(?:hearing|trial|conference|deadline)",
    r"(?:re)?assign(?:ing|ed|ment)\b|refer(?:ring|red)? (?:(?:the |this )?case|matter)? ?"
    "(?:to|for) (?:a |the )?(?:magistrate|mediat|clerk)",
    r"setting\b.{0,40}\b(?:hearing|conference|deadline)|hearing (?:is )?(?:set|reset|continued)",
)
#: Words that no paper of routine has.
_WEIGHTY: Final = _any(
    "dismiss|injunct|restrain|summary judgment|vacat|remand|suppress|class cert|sanction|transfer",
    "reconsider|new trial",
)


def _rule(name: str, about: str, *patterns: str, key: bool = True) -> Rule:
    return Rule(name, about, key, re.compile("|".join(patterns), re.IGNORECASE))


#: The sorts of docket entries; the first that fits is an entry's.
RULES: Final = (
    _rule(
        "notice of appeal",
        "notices of appeal and of cross-appeal",
        rf"{_LEADS}notice of (?:interlocutory |cross[- ]?|joint |conditional )?appeal\b",
    ),
    _rule(
        "complaint",
        "complaints, petitions, indictments, notices of removal and what else begins a case",
        rf"{_LEADS}(?:complaint|indictment|information\b|counterclaim|crossclaim|bill of complaint)",
        rf"{_LEADS}petition\b(?! (?:granted|denied|dismissed))",
        rf"{_LEADS}(?:notice of removal|statement as to jurisdiction|jurisdictional statement)",
        rf"{_LEADS}application \(\w+\) (?:for|to (?:stay|vacate))",
        rf"{_LEADS}(?:direct |civil |criminal |agency )*case docketed|^docketed cause|^voluntary petition",
    ),
    _rule(
        "routine",
        "papers and orders about time, counsel, pages, seals and schedules alone",
        rf"^(?=.{{0,110}}?{_ROUTINE})(?!.{{0,160}}?{_WEIGHTY})(?:.{{0,40}}\b)?"
        "(?:motion|order|application|stipulation|request|notice|minute|consent|letter|memo|endorse"
        "|the time|set|distributed)",
        key=False,
    ),
    _rule(
        "judgment",
        "judgments, verdicts, decrees and mandates",
        rf"{_LEADS}(?:judgment|verdict|jury verdict|mandate|consent decree|decree|adjudged)\b"
        "(?! (?:returned|and commitment returned))",
        rf"{_LEADS}findings of fact",
    ),
    _rule(
        "opinion",
        "opinions, and reports that recommend a ruling",
        rf"{_LEADS}(?:opinion|decision|findings and recommendation)\b",
        rf"{_LEADS}memorandum (?:opinion|and order|& order|decision|disposition)\b",
        rf"{_LEADS}report (?:and|&) recommendations?\b",
        r"\bopinion of the court\b",
    ),
    _rule(
        "order",
        "orders, and rulings on petitions and motions",
        rf"{_LEADS}(?:order|temporary restraining order|preliminary injunction|permanent injunction|ruling"
        r"|stay\b)(?!\s+form)",
        r"^(?!proposed).{0,12}\border (?:granting|denying|dismissing|to show cause|of)",
        r"^(?:petition|application \(\w+\)|motion\b.{0,200}|writ of certiorari)\b.{0,120}"
        r"\b(?:granted|denied|dismissed|vacated)\b",
        r"^minute (?:order|entry).{0,120}\border\b",
    ),
    _rule(
        "argument",
        "arguments, hearings on motions, trials and sentencings",
        r"^(?:case )?argued\b|^oral argument (?:held|heard)",
        r"^(?:minute entry|minutes|minute)\b.{0,200}\b(?:oral argument|motion hearing|hearing on|trial|sentenc"
        "|evidentiary hearing)",
    ),
    _rule(
        "motion",
        "motions for relief, stipulations that end something, and settlements",
        rf"{_LEADS}(?:motion|application\b|request for (?:judgment|relief)|settlement|suggestion of)\b",
        rf"{_LEADS}stipulation (?:of|to|and order of|for) (?:voluntary )?dismiss",
        rf"{_LEADS}notice of (?:voluntary )?dismissal\b",
    ),
)
#: The sort of an entry that no rule fits.
OTHER: Final = "other"

#: The words that ``--keep`` knows; all else is a pattern.
CHOICES: Final = ("key", "all", "none")

_KEY: Final = frozenset(rule.name for rule in RULES if rule.key)
#: How much of a text says what it is.
_HEAD: Final = 600


def sort_of(text: str) -> str:
    """Return the name of the sort of a docket entry, :data:`OTHER` where no rule fits."""
    head = " ".join(text[:_HEAD].split())
    return next((rule.name for rule in RULES if rule.pattern.search(head)), OTHER)


def is_key(sort: str) -> bool:
    """Return whether ``--keep key`` keeps a sort."""
    return sort in _KEY


class Keep:
    """What one call keeps."""

    def __init__(self, rule: str = "key") -> None:
        """Take one of :data:`CHOICES` or a pattern; raises :class:`re.error` for a pattern that is none."""
        self.rule = rule
        self.pattern = None if rule in CHOICES else re.compile(rule, re.IGNORECASE)

    def __call__(self, text: str, *, key: bool) -> bool:
        """Return whether an entry is kept, *key* for one that matters by the rules."""
        if self.pattern is not None:
            return self.pattern.search(text) is not None
        return key if self.rule == "key" else self.rule == "all"
