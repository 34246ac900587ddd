"""The JSON Schema of ``policyrefs.json``, made from the table of kinds.

``python -m sphinx_policyrefs.exports.schema`` writes it; a test holds the file against this module.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from sphinx_policyrefs.exports.as_json import VERSION
from sphinx_policyrefs.records.kinds import ANY, COMMON, KINDS, Field, Kind
from sphinx_policyrefs.records.types import TYPES, is_exported
from sphinx_policyrefs.records.types.base import TEXT as _TEXT
from sphinx_policyrefs.records.types.relations import PINPOINT

#: Where the published file is.
PATH: Final = Path(__file__).parents[1] / "schema" / "policyrefs.schema.json"


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/$defs/{name}"}


def _list(items: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "array", "items": items, "minItems": 1, **more}


_DEFS: Final = {
    "id": {
        "description": "An id: letters, digits and hyphens; of another project, with its name and a colon before.",
        "type": "string",
        "pattern": r"^([^\s:;,]+:)?[^\s:;,.@|=]+$",
    },
    "name": {"description": "The name of a kind or a field.", "type": "string", "pattern": "^[a-z][a-z0-9-]*$"},
    "date": {
        "description": "A date in EDTF (ISO 8601-2), in its canonical form.",
        "type": "string",
        "pattern": r"^[-+0-9XYTZ:~?%./,\[\]{}]+$",
    },
    "ids": _list(_ref("id"), uniqueItems=True),
    "texts": _list(_TEXT),
    "pinpoint": PINPOINT,
    "pinpoints": _list(_ref("pinpoint")),
    **{name: form for type_ in TYPES.values() for name, form in type_.definitions.items()},
    "fields": {
        "description": "All milestones of the day, where they are several; the first one is the field.",
        "type": "array",
        "items": _ref("name"),
        "minItems": 2,
    },
    "milestone": {
        "type": "object",
        "properties": {"entry": _ref("id"), "field": _ref("name"), "fields": _ref("fields")},
        "required": ["entry", "field"],
        "additionalProperties": False,
    },
    "row": {
        "description": "A day of the chronology: a dated field of an entry.",
        "type": "object",
        "properties": {
            "date": _ref("date"),
            "entry": _ref("id"),
            "field": _ref("name"),
            "fields": _ref("fields"),
            "with": {"description": "The statements made at the event.", **_ref("ids")},
            "merges": {
                "description": "The milestone that the event is as well; a list where it is of several entries.",
                "oneOf": [_ref("milestone"), {"type": "array", "items": _ref("milestone"), "minItems": 2}],
            },
        },
        "required": ["date", "entry", "field"],
    },
    "own": {
        "description": "A field that a project adds by policyrefs_kinds.",
        "anyOf": [
            {"type": ["string", "integer", "boolean"]},
            *({"$ref": name} for name in dict.fromkeys(
                type_.schema["$ref"] for type_ in TYPES.values() if type_.extra and "$ref" in type_.schema
            )),
        ],
    },
}  # fmt: skip


def schema(kinds: Mapping[str, Kind] = KINDS) -> dict[str, Any]:
    """Return the schema.

    Kinds and fields that a project adds are admitted in the forms that values have; those of the table are held to
    their own.
    """
    entry = {
        "description": "An entry: what it is, where it stands, and its fields by their names.",
        "type": "object",
        "properties": {
            "id": _ref("id"),
            "kind": _ref("name"),
            "title": _TEXT,
            "uri": {
                "description": "Page and anchor, from the root of the site where it is not a full address; "
                "null where no page shows the entry.",
                "type": ["string", "null"],
                "format": "uri-reference",
            },
            "file": {"description": "The source, below the source directory.", "type": "string"},
            "line": {"type": "integer", "minimum": 0},
            "summary": {
                "description": "The first paragraph, as plain text.",
                "type": "string",
                "minLength": 1,
            },
            **{field.name: _field(field) for field in COMMON if is_exported(field)},
        },
        "required": ["id", "kind", "title", "uri", "file", "line"],
        "allOf": [_kind(kind) for kind in kinds.values()],
        "unevaluatedProperties": _ref("own"),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:sphinx-policyrefs:schema:{VERSION}",
        "title": "policyrefs.json",
        "description": "The record of a Sphinx project, as sphinx-policyrefs exports it. Readers pass over "
        "what they don't know: within this version fields, kinds and values of choices may be added.",
        "type": "object",
        "properties": {
            "version": {"description": "The version of this form.", "const": VERSION},
            "project": {"description": "The title of the project.", "type": "string"},
            "as_of": {
                "description": "The day as of which the record is shown; null for all of it.",
                "oneOf": [{"type": "null"}, _ref("date")],
            },
            "entries": {
                "description": "All entries, by id.",
                "type": "array",
                "items": _ref("entry"),
            },
            "chronology": {
                "description": "The rows of the chronology, oldest first.",
                "type": "array",
                "items": _ref("row"),
            },
        },
        "required": ["version", "project", "as_of", "entries", "chronology"],
        "$defs": {"entry": entry, **_DEFS},
    }  # fmt: skip


def _kind(kind: Kind) -> dict[str, Any]:
    """Return what holds for entries of one kind."""
    return {
        "if": {"properties": {"kind": {"const": kind.name}}},
        "then": {
            "description": kind.about,
            "properties": {field.name: _field(field) for field in kind.fields if is_exported(field)},
        },
    }


def _field(field: Field) -> dict[str, Any]:
    if field.type == "choice" and not field.open:
        return {"enum": list(field.choices)}
    form: dict[str, Any] = dict(TYPES[field.type].schema)
    if field.type == "relation":
        kinds = "entries of any kind" if field.targets == ANY else " or ".join(field.targets)
        form["description"] = f"Ids of {kinds}; at the other end: {field.inverse}."
    return form


def text() -> str:
    """Return the text of the published file."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    PATH.write_text(text(), encoding="utf-8")
