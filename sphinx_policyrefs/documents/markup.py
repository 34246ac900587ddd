"""HTML pages as documents: the text that a reader came for, without what stands around it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx_policyrefs.documents.model import Document, Unreadable, Writer
from sphinx_policyrefs.documents.raised import is_power, raised

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Elements whose text is not the page's own, and those that hold none.
_AROUND: Final = frozenset(
    [
        "nav",
        "header",
        "footer",
        "aside",
        "script",
        "style",
        "noscript",
        "template",
        "form",
        "button",
        "select",
        "textarea",
        "svg",
        "math",
        "figcaption",
        "iframe",
        "object",
        "video",
        "audio",
        "canvas",
        "menu",
        "dialog",
        "head",
        "title",
    ]
)
_ROLES: Final = frozenset({"navigation", "banner", "contentinfo", "complementary", "search", "form"})
_BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "html",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
    ]
)
_KINDS: Final = {
    "li": "item",
    "dd": "item",
    "dt": "item",
    "blockquote": "quote",
    "td": "cell",
    "th": "cell",
    "caption": "caption",
}
#: Names that parts beside the text bear, as a class or an id.
_BESIDE: Final = re.compile(
    r"(?:^|[-_ ])(?:nav|navbar|navigation|menu|sidebar|breadcrumbs?|cookie|comments?|respond|share|sharing|social"
    r"|related|promo|newsletter|advert(?:isement)?|skip-link|toc|navbox|infobox|catlinks|editsection|hatnote"
    r"|wp-caption-text|thumbcaption|image-caption|photo-caption|screen-reader-text|sr-only|visually-hidden)(?:$|[-_ ])",
    re.IGNORECASE,
)
_NOTES: Final = re.compile(r"(?:^|[-_ ])(?:footnotes?|endnotes?|references)(?:$|[-_ ])", re.IGNORECASE)
#: What leads from a note to its mark, and the number of a note.
_BACKLINK: Final = re.compile(
    r"(?:^|[-_ ])(?:footnote-back(?:ref)?|fn-backref|fn-bracket|backrefs)(?:$|[-_ ])"
)
#: The text of a link from a heading to itself.
_PERMALINKS: Final = frozenset({"¶", "#", "🔗", "\uf0c1"})
#: Marks of notes that are not raised.
_MARK_CLASS: Final = re.compile(
    r"(?:^|[-_ ])(?:footnote-reference|footnote-ref|noteref|citation-reference)(?:$|[-_ ])"
)
_BACK: Final = re.compile(r"^[↑↩^\s]*(?:[a-z]\s)*")


def read_html(path: Path) -> Document:
    """Return the main text of an HTML page: its main part, or its body without what stands beside it.

    Raises :class:`Unreadable` where the page has no text without a script.
    """
    from lxml import html

    parser = html.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding=_encoding(path)
    )
    try:
        tree = html.parse(str(path), parser).getroot()
    except (OSError, ValueError, AssertionError) as error:
        raise Unreadable(f"is not a page of HTML ({error})") from None
    if tree is None:
        raise Unreadable("is an empty page")
    _open_body(tree)
    reader = _Reader()
    main = _main(tree)
    if (title := _title_apart(tree, main)) is not None:
        reader.pending.append(title)
        reader.flush("title", 1)
    reader.walk(main, "paragraph")
    reader.flush("paragraph")
    if not reader.body.blocks:
        raise Unreadable("has no text that can be read without its scripts")
    return Document("html", reader.body.text(), reader.notes.text())


def _encoding(path: Path) -> str | None:
    """Return the encoding of a page that does not say which it is; None where the page settles it."""
    data = path.read_bytes()[: 1 << 22]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if data.startswith(b"\xef\xbb\xbf"):
        return "utf-8"
    if re.search(rb"charset\s*=|<\?xml[^>]+encoding", data[:4096], re.IGNORECASE):
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return "utf-8" if error.reason == "unexpected end of data" else "cp1252"
    return "utf-8"


#: What may stand in the head of a page.
_HEAD: Final = frozenset({"title", "meta", "link", "base", "style", "script", "noscript", "template"})


def _open_body(tree: HtmlElement) -> None:
    """Put into the body what stands there in a page that leaves the tag out.

    The parser is older than ``main`` and ``article``, and takes them for a part of the head.
    """
    head, body = tree.find("head"), tree.find("body")
    if head is None:
        return
    astray = [node for node in head if isinstance(node.tag, str) and node.tag not in _HEAD]
    if not astray:
        return
    if body is None:
        body = tree.makeelement("body")
        tree.append(body)
    astray[-1].tail = (astray[-1].tail or "") + (body.text or "")
    body.text = None
    for n, node in enumerate(astray):
        body.insert(n, node)


def _main(tree: HtmlElement) -> HtmlElement:
    for path in ("//main", "//*[@role='main']", "//article"):
        found = tree.xpath(path)
        if len(found) == 1 and len(found[0].text_content().split()) > 20:
            return found[0]
    bodies = tree.xpath("//body")
    return bodies[0] if bodies else tree


def _title_apart(tree: HtmlElement, main: HtmlElement) -> str | None:
    """Return the title of a page that has it in its header, or before its main part; None for all other pages."""
    titles = tree.xpath("//h1")
    if len(titles) != 1 or titles[0].xpath("ancestor::nav|ancestor::aside|ancestor::footer"):
        return None
    above = titles[0].xpath("ancestor::header[not(ancestor::article or ancestor::main)]")
    if above or main not in titles[0].iterancestors():
        return " ".join(titles[0].text_content().split())
    return None


class _Reader:
    def __init__(self) -> None:
        self.body, self.notes = Writer(), Writer()
        self.in_notes = False
        self.pending: list[str] = []

    def flush(self, kind: str, level: int = 0) -> None:
        text = re.sub(r"[^\S\n]+", " ", "".join(self.pending))
        text = re.sub(r" ?\n ?", "\n", text).strip()
        self.pending = []
        if self.in_notes:
            if kind not in {"title", "heading"}:  # what programs write above the notes
                self.notes.add(_BACK.sub("", text), "note")
        else:
            self.body.add(text, kind, level)

    def walk(self, element: HtmlElement, kind: str) -> None:
        """Add the text of *element* and all within it."""
        # An own stack: pages of others may be nested deeper than Python calls.
        stack: list[tuple[HtmlElement, str, bool]] = [(element, kind, False)]
        while stack:
            node, kind, leaving = stack.pop()
            if leaving:
                self._leave(node, kind)
                if node is not element:
                    self._add_text(node.tail, node.getparent())
                continue
            if node is not element and self._beside(node):
                if _is_power(node, "".join(self.pending[-3:])):
                    self.pending.append(raised(node.text_content().strip()))
                self._add_text(node.tail, node.getparent())
                continue
            name = node.tag if isinstance(node.tag, str) else ""
            if name in _BLOCKS:
                self.flush(kind)
            kind = _KINDS.get(name, kind)
            if self._are_notes(node) and not self.in_notes:
                self.flush(kind)
                self.in_notes = True
            if name == "br":
                self.pending.append("\n")
            stack.append((node, kind, True))
            self._add_text(node.text, node)
            stack += [(child, kind, False) for child in reversed(node)]

    def _leave(self, node: HtmlElement, kind: str) -> None:
        name = node.tag if isinstance(node.tag, str) else ""
        if re.fullmatch(r"h[1-6]", name):
            first = name == "h1" and not any(block.kind == "title" for block in self.body.blocks)
            self.flush("title" if first else "heading", int(name[1]))
        elif name in _BLOCKS:
            self.flush(kind)
        if self.in_notes and self._are_notes(node):
            self.in_notes = False

    def _add_text(self, text: str | None, parent: HtmlElement | None) -> None:
        if text:
            keep = parent is not None and parent.tag == "pre"
            self.pending.append(text if keep else re.sub(r"\s+", " ", text))

    def _are_notes(self, node: HtmlElement) -> bool:
        return (
            node.get("role") in {"doc-endnotes", "doc-footnote", "doc-footnotes"}
            or _NOTES.search(_names(node)) is not None
        )

    def _beside(self, node: HtmlElement) -> bool:
        """Return whether *node* is not part of the text, or a mark of a footnote in it."""
        name = node.tag
        if not isinstance(name, str):
            return True
        if name == "aside" and self._are_notes(node):
            return False
        if name == "a" and (_MARK_CLASS.search(_names(node)) or node.text_content().strip() in _PERMALINKS):
            return True
        if name == "p" and "caption" in _names(node).split():
            return True  # of a picture, as a page without figures has it
        if name in {"td", "th"} and self.in_notes and "label" in _names(node).split():
            return True  # the number of a note
        if node.get("role") == "doc-backlink" or _BACKLINK.search(_names(node)):
            return True
        if name == "header":
            return not any(ancestor.tag in {"article", "main"} for ancestor in node.iterancestors())
        if (
            name in _AROUND
            or node.get("role") in _ROLES
            or node.get("hidden") is not None
            or node.get("aria-hidden") == "true"
        ):
            return True
        if name == "sup":
            return (
                re.fullmatch(r"[\[(]?(?:\d{1,3}|[a-z]|[*†‡§])[\])]?", node.text_content().strip()) is not None
            )
        if node.get("role") == "doc-noteref" or re.search(r"display:\s*none", node.get("style") or ""):
            return True
        return (
            name in {"div", "section", "ul", "ol", "p", "span", "table"}
            and _BESIDE.search(_names(node)) is not None
        )


def _is_power(node: HtmlElement, before: str) -> bool:
    """Return whether raised digits are a power: a mark of a note is a link, or does not stand behind a number."""
    text = node.text_content().strip()
    if node.tag != "sup" or not text.isdecimal() or node.xpath("boolean(ancestor-or-self::a|.//a)"):
        return False
    return before[-1:].isdigit() or is_power(before, text)


def _names(node: HtmlElement) -> str:
    return f"{node.get('class') or ''} {node.get('id') or ''}"
