"""Documents of the Federal Register -> instruments, with what notes say of others, and deadlines for comments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from sphinx_policyrefs.imports.published import texts
from sphinx_policyrefs.imports.published.model import Noted, Notice
from sphinx_policyrefs.imports.published.proposals import Proposals
from sphinx_policyrefs.records.fields import slugify

#: How the numbers of orders are written, by type, and the words that their ids begin with.
_PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {"executive-order": "EO", "proclamation": "Proclamation"}
)
#: How a relation reads that is a field of the other order.
_PASSIVE: Final[Mapping[str, str]] = MappingProxyType({
    "by revokes": "revoked by",
    "by amends": "amended by",
    "by supersedes": "superseded by",
    "by extends": "continued by",
})  # fmt: skip


def propose(notices: Sequence[Notice], proposals: Proposals) -> None:
    """Propose the entries of all documents."""
    _Notices(notices, proposals).propose()


class _Notices:
    def __init__(self, notices: Sequence[Notice], proposals: Proposals) -> None:
        self.notices = notices
        self.proposals = proposals
        self.ids = {notice.number: self._id(notice) for notice in notices}

    def propose(self) -> None:
        """Propose them, then write on each what the notes of others say of it."""
        for notice in self.notices:
            self._instrument(notice)
            self._deadline(notice)
        for notice in self.notices:
            for noted in notice.notes:
                target = self._target(noted.name)
                if noted.relation in _PASSIVE and target in self.ids.values():
                    self._relate(target, noted.relation.removeprefix("by "), self.ids[notice.number])

    def _id(self, notice: Notice) -> str:
        called = _called(notice)
        known = self.proposals.matcher.instrument([called, notice.citation, notice.number])
        return known or slugify(called or f"fr {notice.number}")

    def _instrument(self, notice: Notice) -> None:
        id_, called = self.ids[notice.number], _called(notice)
        relations, others = self._relations(notice)
        undone = [text for text in others if text.startswith(tuple(_PASSIVE.values()))]
        source = f"{id_}-federal-register"
        notes = [text for text in others if text not in undone]
        self.proposals.add(
            notice.place,
            "instrument",
            id_,
            notice.title or called or notice.number,
            short=called,
            signed=notice.signed,
            published=notice.published,
            effective=notice.effective,
            issuer=[self.proposals.party(notice.place, name) for name in notice.agencies],
            **relations,
            type=notice.type,
            number=called or notice.number,
            citation=[notice.citation] if notice.citation else [],
            legal_force="; ".join(undone),
            url=notice.url,
            fr_document=notice.number,
            sources=[{"id": source, "locator": notice.citation or notice.number}],
            note="\n".join([*notes, *notice.unread, *(f"docket {each}" for each in notice.dockets)]),
            body=notice.abstract,
        )
        self.proposals.add(
            notice.place,
            "source",
            source,
            f"{called or notice.title}, Federal Register",
            type="legislation" if notice.type in _PREFIXES else "regulation",
            published=notice.published,
            publisher="Office of the Federal Register",
            container_title="Federal Register",
            citation=[notice.citation] if notice.citation else [],
            url=notice.url,
            quality="primary",
        )

    def _deadline(self, notice: Notice) -> None:
        if notice.comments_close:
            id_ = self.ids[notice.number]
            self.proposals.add(
                notice.place,
                "deadline",
                f"{id_}-comments-close",
                f"Comments close: {texts.cut(notice.title, 120)}",
                due=notice.comments_close,
                imposed_by=[id_],
                sources=[{"id": f"{id_}-federal-register", "locator": "DATES"}],
            )

    def _relations(self, notice: Notice) -> tuple[dict[str, list[str]], list[str]]:
        """Return the relations to documents at hand, and in words what the notes say of others."""
        relations: dict[str, list[str]] = {}
        others: list[str] = []
        for noted in notice.notes:
            target = self._target(noted.name)
            if not target or target == self.ids[notice.number]:
                others.append(_said(noted))
            elif noted.relation not in _PASSIVE:
                relations.setdefault(noted.relation, []).append(target)
            elif target not in self.ids.values():  # of the record, whose entry is not ours to write
                others.append(_said(noted))
        if notice.corrects:
            target = self.ids.get(notice.corrects) or self.proposals.matcher.instrument([notice.corrects])
            if target:
                relations.setdefault("see", []).append(target)
            else:
                others.append(f"correction of {notice.corrects}")
        return {name: list(dict.fromkeys(targets)) for name, targets in relations.items()}, others

    def _target(self, name: str) -> str:
        """Return the id of the order that a note names, "" where neither the call nor the record has it."""
        kind, _, number = name.rpartition(" ")
        wanted = "proclamation" if kind.lower().startswith("proc") else "executive-order"
        for each in self.notices:
            if each.order == number.replace(",", "") and each.type == wanted:
                return self.ids[each.number]
        return self.proposals.matcher.instrument([name])

    def _relate(self, id_: str, field: str, target: str) -> None:
        """Write a relation on an entry that is made already; markup and body stay last."""
        written = self.proposals.made[id_].written
        if id_ == target or target in written.get(field, []):
            return
        last: dict[str, Any] = {name: written.pop(name) for name in ("markup", "body") if name in written}
        written[field] = [*written.get(field, []), target]
        written |= last


def _called(notice: Notice) -> str:
    """Return what people call an order: 'EO 13942', "" for what has no number of its own."""
    prefix = _PREFIXES.get(notice.type, "")
    return f"{prefix} {notice.order}" if prefix and notice.order else ""


def _said(noted: Noted) -> str:
    words = _PASSIVE.get(noted.relation, noted.relation)
    return f"{words} {noted.name}{f', {noted.date}' if noted.date else ''}"
