"""Word documents, with tracked changes as accepted."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sphinx_policyrefs.documents.model import Document, Unreadable, Writer
from sphinx_policyrefs.documents.raised import raised

if TYPE_CHECKING:
    from lxml.etree import _Element

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: How much a document may unpack to, in bytes.
_UNPACKED: Final = 300 << 20
_DELETED: Final = frozenset(
    {f"{_W}del", f"{_W}moveFrom", f"{_W}delText", f"{_W}instrText", f"{_W}rPr", f"{_W}pPr"}
)
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read_word(path: Path) -> Document:
    """Return the text of a Word document: what was inserted counts, what was deleted does not.

    Raises :class:`Unreadable` for what is not one, is protected by a password, or is too large when unpacked.
    """
    check_archive(path)
    import docx
    from docx.opc.exceptions import OpcError

    try:
        opened = docx.Document(str(path))
        body = opened.element.body
    except (OpcError, KeyError, ValueError, AttributeError, SyntaxError) as error:
        raise Unreadable(f"is not a Word document ({type(error).__name__})") from None
    writer, notes = Writer(), Writer()
    styles = {style.style_id: (style.name or "").casefold() for style in opened.styles}
    for paragraph in body.iter(f"{_W}p"):
        if any(ancestor.tag == _FALLBACK for ancestor in paragraph.iterancestors()):
            continue  # a text box once more, for an older Word
        kind, level = _kind(paragraph, styles)
        writer.add(words_of(paragraph), kind, level)
    for note in _notes(opened):
        notes.add(note, "note")
    if not writer.blocks:
        raise Unreadable("holds no text")
    return Document("word", writer.text(), notes.text())


def check_archive(path: Path) -> None:
    """Raise :class:`Unreadable` where *path* is not an archive of Office, or unpacks to too much."""
    with path.open("rb") as file:
        start = file.read(8)
    if start == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise Unreadable(
            "is protected by a password, or of a Word before 2007; save it as .docx without a password"
        )
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise Unreadable("is not a Word document: it is not an archive, or a damaged one") from None
    if size > _UNPACKED:
        raise Unreadable(f"unpacks to {size >> 20} MB, more than the {_UNPACKED >> 20} that are read")


def _kind(paragraph: _Element, styles: dict[str, str]) -> tuple[str, int]:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = styles.get(style.get(f"{_W}val") or "", "") if style is not None else ""
    if name in {"title", "caption"}:
        return name, 0
    if match := re.fullmatch(r"heading (\d)", name):
        return "heading", int(match[1])
    if any(ancestor.tag == f"{_W}tc" for ancestor in paragraph.iterancestors()):
        return "cell", 0
    if paragraph.find(f"{_W}pPr/{_W}numPr") is not None or name.startswith("list"):
        return "item", 0
    return ("quote" if "quote" in name else "paragraph"), 0


def words_of(element: _Element, *, original: bool = False) -> str:
    """Return the text of *element* with tracked changes as accepted, or as rejected where *original* is asked for."""
    left_out = (
        {f"{_W}ins", f"{_W}moveTo", *_DELETED} - {f"{_W}del", f"{_W}moveFrom", f"{_W}delText"}
        if original
        else _DELETED
    )
    parts: list[str] = []
    _collect(element, left_out, parts)
    return "".join(parts).strip()


def _collect(element: _Element, left_out: Any, parts: list[str]) -> None:
    for child in element:
        tag = child.tag
        if tag in left_out or tag == _FALLBACK or not isinstance(tag, str):
            continue
        if tag in {f"{_W}t", f"{_W}delText"}:
            text = child.text or ""
            parts.append(raised(text) if _is_raised(element) else text)
        elif tag in {f"{_W}tab", f"{_W}ptab"}:
            parts.append("\t")
        elif tag in {f"{_W}br", f"{_W}cr"}:
            parts.append("\n")
        elif tag == f"{_W}noBreakHyphen":
            parts.append("-")
        elif tag == f"{_W}softHyphen":
            parts.append("\u00ad")
        elif tag != f"{_W}p":  # a text box is a paragraph of its own
            _collect(child, left_out, parts)


def _is_raised(run: _Element) -> bool:
    place = run.find(f"{_W}rPr/{_W}vertAlign")
    return place is not None and place.get(f"{_W}val") == "superscript"


def _notes(opened: Any) -> list[str]:
    """Return the footnotes and endnotes, which python-docx does not know."""
    from lxml import etree

    found = []
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    for relation in opened.part.rels.values():
        if relation.is_external or relation.reltype.rpartition("/")[2] not in {"footnotes", "endnotes"}:
            continue
        try:
            root = etree.fromstring(relation.target_part.blob, parser)
        except etree.XMLSyntaxError:
            continue
        found += [
            "\n".join(filter(None, map(words_of, note.iter(f"{_W}p"))))
            for note in root
            if note.get(f"{_W}type") is None
        ]
    return found
