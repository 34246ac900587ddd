"""From many entries to the few that matter: what ``--keep`` keeps, as a table that the docs show."""

from __future__ import annotations

import re
from typing import Final, NamedTuple


class Rule(NamedTuple):
    """A sort of docket entries."""

    name: str
    #: for the docs and the report
    about: str
    key: bool
    #: what an entry begins with, or has in its first words
    pattern: re.Pattern[str]


def _rule(name: str, about: str, pattern: str, *, key: bool = True) -> Rule:
    return Rule(name, about, key, re.compile(pattern, re.IGNORECASE))


#: Words that stand before the name of a paper and say nothing of what it is.
_LEAD: Final = (
    r"(?:(?:first|second|third|fourth|fifth|amended|supplemental|corrected|revised|redacted|sealed|\(sealed\)|\[sealed\]"
    r"|emergency|joint|consent|unopposed|opposed|agreed|renewed|cross|assented to|ex parte|interim|final|partial|default"
    r"|class action|verified|criminal|civil|adversary|third[- ]party|superseding|text|text-only|minute|paperless"
    r"|electronic|stipulated|agreed|letter|order on|clerk'?s|time sensitive|filed|filed \(ecf\)|per curiam|unpublished"
    r"|published|memorandum|scheduling|public|voluntary|for publication|\*+[^*]{0,40}\*+|--+|document|petitioner'?s?"
    r"|respondents?'?s?|appellants?'?s?|appellees?'?s?|defendants?'?s?|plaintiffs?'?s?|government'?s|united states'?)"
    r"[\s:,-]+)*"
)
_ROUTINE: Final = (
    r"pro hac vice|extension of time|extend(?:ing|ed)? (?:the )?(?:time|deadline)|enlarge(?:ment of)? time|excess pages|page limit"
    r"|withdraw(?:al|ing)?\b.{0,40}\b(?:attorney|counsel|appearance)|(?:attorney|counsel)\b.{0,30}\bwithdraw"
    r"|substitut(?:e|ion of|ing) (?:of )?(?:attorney|counsel)|appear(?:ance)? (?:by telephone|remotely|telephonically)|in forma pauperis"
    r"|leave to (?:appear|proceed|file (?:excess|a? ?(?:sur-?reply|brief|under seal|.{0,20}amic)))|to (?:seal|unseal|continue|reschedule|adjourn)\b"
    r"|to file\b.{0,40}\bunder seal|continu(?:ing|ance of) (?:the )?(?:hearing|trial|conference|deadline)|admission\b.{0,40}\battorney|appoint(?:ing|ment of)? (?:of )?counsel"
    r"|pre-?motion conference|(?:re)?assign(?:ing|ed|ment)\b|refer(?:ring|red)? (?:case|the case|this case|matter)? ?(?:to|for) (?:a |the )?(?:magistrate|mediat|clerk)"
    r"|sched(?:uling|ule)|(?:further|additional) time|setting\b.{0,40}\b(?:hearing|conference|deadline)|hearing (?:is )?(?:set|reset|continued)|set for argument"
    r"|record (?:requested|received)|blanket consent"
)
#: Words that no paper of routine has.
_WEIGHTY: Final = r"dismiss|injunct|restrain|summary judgment|vacat|remand|suppress|class cert|sanction|transfer|reconsider|new trial"

#: The sorts of docket entries; the first that fits is an entry's.
RULES: Final = (
    _rule("notice of appeal", "notices of appeal and of cross-appeal", rf"^{_LEAD}notice of (?:interlocutory |cross[- ]?|joint |conditional )?appeal\b"),
    _rule("complaint", "complaints, petitions, indictments, notices of removal and what else begins a case",
          rf"^{_LEAD}(?:complaint|petition\b(?! (?:granted|denied|dismissed))|notice of removal|indictment|information\b|counterclaim|crossclaim|bill of complaint"
          r"|application \(\w+\) (?:for|to (?:stay|vacate))|statement as to jurisdiction|jurisdictional statement|(?:direct |civil |criminal |agency )*case docketed|docketed cause|voluntary petition)"),
    _rule("routine", "papers and orders about time, counsel, pages, seals and schedules alone",
          rf"^(?=.{{0,110}}?(?:{_ROUTINE}))(?!.{{0,160}}?(?:{_WEIGHTY}))(?:.{{0,40}}\b)?"
          r"(?:motion|order|application|stipulation|request|notice|minute|consent|letter|memo|endorse|the time|set|distributed)", key=False),
    _rule("judgment", "judgments, verdicts, decrees and mandates", rf"^{_LEAD}(?:judgment|verdict|jury verdict|mandate|consent decree|decree|adjudged)\b(?! (?:returned|and commitment returned))|^{_LEAD}findings of fact"),
    _rule("opinion", "opinions, and reports that recommend a ruling",
          rf"^{_LEAD}(?:opinion|memorandum (?:opinion|and order|& order|decision)|decision|report (?:and|&) recommendations?|findings and recommendation|memorandum disposition)\b|\bopinion of the court\b"),
    _rule("order", "orders, and rulings on petitions and motions",
          rf"^{_LEAD}(?:order|temporary restraining order|preliminary injunction|permanent injunction|ruling|stay\b)(?!\s+form)"
          r"|^(?!proposed).{0,12}\border (?:granting|denying|dismissing|to show cause|of)"
          r"|^(?:petition|application \(\w+\)|motion\b.{0,200}|writ of certiorari)\b.{0,120}\b(?:granted|denied|dismissed|vacated)\b|^minute (?:order|entry).{0,120}\border\b"),
    _rule("argument", "arguments, hearings on motions, trials and sentencings",
          r"^(?:case )?argued\b|^(?:minute entry|minutes|minute)\b.{0,200}\b(?:oral argument|motion hearing|hearing on|trial|sentenc|evidentiary hearing)|^oral argument (?:held|heard)"),
    _rule("motion", "motions for relief, stipulations that end something, and settlements",
          rf"^{_LEAD}(?:motion|application\b|request for (?:judgment|relief)|stipulation (?:of|to|and order of|for) (?:voluntary )?dismiss|notice of (?:voluntary )?dismissal|settlement|suggestion of)\b"),
)  # fmt: skip
OTHER: Final = "other"

#: The words that ``--keep`` knows; all else is a pattern.
CHOICES: Final = ("key", "all", "none")


def sort_of(text: str) -> str:
    """Return the name of the sort of a docket entry, :data:`OTHER` where no rule fits."""
    head = " ".join(text[:600].split())
    return next((rule.name for rule in RULES if rule.pattern.search(head)), OTHER)


_KEY: Final = frozenset(rule.name for rule in RULES if rule.key)


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


def is_key(sort: str) -> bool:
    """Return whether ``--keep key`` keeps a sort."""
    return sort in _KEY
