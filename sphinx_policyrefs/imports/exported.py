"""An export becomes entries again: another project's, or an earlier one of the same project.

Every value goes through the type of its field, as if an author had written it: nothing in an export is
trusted.  Names in relations are ids there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urljoin

from sphinx_policyrefs.records.exported import OTHERS, Exported
from sphinx_policyrefs.records.fields import FieldError, is_slug, safe_url
from sphinx_policyrefs.records.kinds import Field, Kind
from sphinx_policyrefs.records.model import Entry
from sphinx_policyrefs.records.types import TYPES, parse_field


class Taken(NamedTuple):
    """The entries of an export, and a sentence on each part of it that is of no use here."""

    entries: tuple[Entry, ...]
    problems: tuple[str, ...] = ()


def entries_of(
    export: Exported, kinds: Mapping[str, Kind], *, home: str = "", pages: str = "", file: str = ""
) -> Taken:
    """Return the entries of an export.

    With *home*, the name of another project, ids and relations get it as a prefix.  *pages* is the address below
    which the pages of that project lie; without it, entries whose address is not absolute have none.  What can't
    be read is left out, and told.
    """
    entries: list[Entry] = []
    problems: list[str] = []
    for id_, item in export.entries.items():
        kind = kinds.get(item["kind"])
        if kind is None:
            problems.append(
                f'"{id_}" is of the kind "{item["kind"]}", which policyrefs_kinds does not have here'
            )
            continue
        fields: dict[str, Any] = {}
        for name, value in item.items():
            if name in OTHERS or value is None:
                continue
            field = kind.field(name)
            if field is None:
                problems.append(f'"{id_}" has a field "{name}", which {kind.name} does not have here')
                continue
            try:
                fields[name] = _value(field, value, home)
            except FieldError as error:
                problems.append(f'"{id_}", {name}: {error}')
        summary = item.get("summary")
        entries.append(
            Entry(
                kind.name,
                f"{home}:{id_}" if home else id_,
                " ".join(item["title"].split()) or id_,
                {name: value for name, value in fields.items() if value != ()},
                {},
                "",
                file,
                0,
                summary=(" ".join(summary.split()),) if isinstance(summary, str) and summary.strip() else (),
                home=home,
                uri=address(item.get("uri"), pages),
            )
        )
    return Taken(tuple(entries), tuple(problems))


def address(uri: str | None, pages: str) -> str:
    """Return where an entry of another project stands, "" where that is not known or no safe address."""
    if not uri:
        return ""
    if not uri.startswith(("http://", "https://")):
        # A path from the root of the server would lead off the pages of the project.
        if not pages or not safe_url(uri) or ":" in uri.partition("#")[0] or uri.startswith("/"):
            return ""
        uri = urljoin(pages, uri) if "://" in pages else pages + uri
    return uri if safe_url(uri) else ""


def _value(field: Field, value: object, home: str) -> Any:
    """Return the value of a field as records have it; raises FieldError where it does not fit."""
    type_ = TYPES[field.type]
    try:
        text = type_.from_json(value)
    except (FieldError, TypeError, AttributeError):
        raise FieldError("is not of the form that exports have") from None
    parsed = parse_field(field, text)
    if not home or not field.is_relation:
        return parsed
    # What leads from their project to a third one leads nowhere here.
    return type_.renamed(parsed, lambda id_: f"{home}:{id_}" if is_slug(id_) else "")
