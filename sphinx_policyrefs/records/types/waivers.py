"""The field type of ``waive``: checks that do not apply to an entry, each with the reason."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from sphinx_policyrefs.records.fields import FieldError
from sphinx_policyrefs.records.types.base import FieldType, items, keyed, on_one_line, single

if TYPE_CHECKING:
    from sphinx_policyrefs.records.kinds import Field


class Waivers(FieldType):
    """Codes of checks, each with the reason why it does not apply."""

    name = "waivers"
    write = "a line for each: `code -- reason`"
    examples = ("unsourced -- background", "unsourced -- it is; weak-source -- so")
    extra = False
    internal = True

    def parse(self, field: Field, text: str) -> Any:  # noqa: ARG002
        """Return ``(code, reason)`` pairs; the reason is required."""
        pairs = []
        for part in re.split(r"[\n;]", text):
            if not part.strip():
                continue
            code, _, reason = part.partition("--")
            code = code.strip()
            if not code or not reason.strip():
                raise FieldError(f'"{part.strip()}" gives no reason: write code -- reason')
            pairs.append((code, on_one_line(reason)))
        return tuple(pairs)

    def from_json(self, data: Any) -> str:
        """Return lines ``code -- reason``."""
        lines = []
        for part in items(data):
            if not isinstance(part, Mapping):
                lines.append(single(part))
                continue
            by_name = keyed(part)
            if "code" in by_name and "reason" in by_name:
                lines.append(f"{single(by_name['code'])} -- {on_one_line(single(by_name['reason']))}")
            else:
                lines += [f"{name} -- {on_one_line(single(value))}" for name, value in part.items()]
        return "\n".join(lines)

    def written(self, value: Any) -> Any:
        """Return a mapping of codes to reasons, or a list where one code is there twice."""
        reasons = dict(value)
        if len(reasons) == len(value):
            return reasons
        return [{"code": code, "reason": reason} for code, reason in value]

    def texts(self, value: Any) -> tuple[str, ...]:
        """Return the reasons."""
        return tuple(reason for _code, reason in value)

    def with_texts(self, value: Any, texts: Sequence[str]) -> Any:
        """Return the codes with other reasons."""
        return tuple((code, text) for text, (code, _old) in zip(texts, value, strict=True))


TYPES: Final = (Waivers(),)
