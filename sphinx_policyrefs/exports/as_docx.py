"""The chronology as a document of Word, as law firms circulate it: a table, with sources, places and words.

What stands in a cell is what the view ``chronology`` shows there. The same record gives the same bytes.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from sphinx_policyrefs.exports import UnwritableError
from sphinx_policyrefs.exports.archives import stamped
from sphinx_policyrefs.exports.texts import one_line, tidy
from sphinx_policyrefs.records.fields import safe_url
from sphinx_policyrefs.records.model import ViewCall
from sphinx_policyrefs.views.base import ViewContext
from sphinx_policyrefs.views.chronology import VIEW
from sphinx_policyrefs.views.model import Address, Link, Mark, Table, Words
from sphinx_policyrefs.views.wording import N_

if TYPE_CHECKING:
    from sphinx_policyrefs.exports.edition import Edition
    from sphinx_policyrefs.views.model import Cell, Inline

#: The columns where conf.py names none.
COLUMNS: Final = ("date", "title", "parties", "sources")
#: How wide columns are, next to each other; others are like those of parties.
_WIDTHS: Final = {"date": 3, "title": 8, "parties": 4, "sources": 6}
_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LINK: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
#: The colour of links where the template has no style for them.
_BLUE: Final = "0563C1"


class TemplateError(UnwritableError):
    """The template can't be used; the message is one sentence."""


def write(edition: Edition) -> bytes:
    """Return the document.

    Raises ModuleNotFoundError without python-docx, :class:`TemplateError` for a template that is no document of Word.
    """
    return _Writer(edition).write()


class _Writer:
    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.word = edition.wording
        self.document: Any = self._opened()
        graph = edition.graph
        #: where entries stand -> their addresses on the web
        self.addresses = {
            (entry.docname, entry.anchor): uri
            for entry in graph.entries.values()
            if entry.docname and (uri := edition.uri(entry) or "").startswith(("http:", "https:"))
        }

    def _opened(self) -> Any:
        """Return the document to write into: an empty one, or the template without its text and its picture."""
        document = self._template()
        rels = document.part.package.rels
        for name in [name for name, rel in rels.items() if rel.reltype.endswith("/thumbnail")]:
            del rels[name]
        return document

    def _template(self) -> Any:
        import docx
        from docx.opc.exceptions import OpcError

        template = self.edition.word.template
        if template is None:
            return docx.Document()
        try:
            document = docx.Document(str(template))
        except (OpcError, KeyError, ValueError, OSError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not a document of Word"
            raise TemplateError(f"the template {template.name} can't be read: {reason}") from None
        body = document.element.body
        for child in list(body):
            if not child.tag.endswith("}sectPr"):
                body.remove(child)
        return document

    def write(self) -> bytes:
        """Write title, day and table, and return the bytes."""
        self._page()
        self._properties()
        project = one_line(self.edition.project)
        label = self.word.label("chronology")
        self._paragraph(f"{project}: {label}" if project else label, "Title")
        if (as_of := self.edition.graph.as_of) is not None:
            self._paragraph(self.word(N_("As of %(day)s."), day=self.word.date(as_of)), "Subtitle")
        table = self._table()
        if table.rows:
            self._set(table)
        else:
            self._paragraph(self.word(N_("No entry of the record matches this selection.")), "Normal")
        out = BytesIO()
        self.document.save(out)
        return stamped(out.getvalue())

    def _table(self) -> Table:
        """Return the table as the view has it."""
        columns = self.edition.word.columns or COLUMNS
        call = ViewCall(VIEW.name, "", {"columns": ", ".join(columns)}, {}, "", 0)
        context = ViewContext(self.edition.graph, self.word, VIEW, call)
        return context.row_table(self.edition.rows, COLUMNS)

    # -- the page ------------------------------------------------------------------------------------------

    def _page(self) -> None:
        """Set the pages on their sides, with numbers at the foot where the template has nothing there."""
        from docx.enum.section import WD_ORIENT
        from docx.shared import Cm

        for section in self.document.sections:
            if section.page_width < section.page_height:
                section.page_width, section.page_height = section.page_height, section.page_width
            section.orientation = WD_ORIENT.LANDSCAPE
            if self.edition.word.template is None:
                section.left_margin = section.right_margin = Cm(2)
                section.top_margin = section.bottom_margin = Cm(2)
            footer = section.footer
            if not any(paragraph.text.strip() for paragraph in footer.paragraphs) and not footer.tables:
                self._numbers(footer.paragraphs[0])

    def _numbers(self, paragraph: Any) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self._field(paragraph, "PAGE")
        paragraph.add_run(" / ")
        self._field(paragraph, "NUMPAGES")

    def _field(self, paragraph: Any, code: str) -> None:
        """Add a field that Word computes."""
        from docx.oxml.parser import OxmlElement

        field = OxmlElement("w:fldSimple")
        field.set(f"{{{_W}}}instr", code)
        run = OxmlElement("w:r")
        text = OxmlElement("w:t")
        text.text = "1"
        run.append(text)
        field.append(run)
        paragraph._p.append(field)  # noqa: SLF001 - python-docx knows no fields

    def _properties(self) -> None:
        properties = self.document.core_properties
        properties.title = one_line(self.edition.project)[:255]
        properties.author = properties.last_modified_by = (
            one_line(self.edition.author)[:255] or "sphinx-policyrefs"
        )
        properties.comments = properties.keywords = ""
        properties.language = self.word.language.replace("_", "-")
        properties.revision = 1

    def _paragraph(self, text: str, style: str) -> None:
        paragraph = self.document.add_paragraph(tidy(text))
        self._style(paragraph, style)

    def _style(self, thing: Any, name: str) -> bool:
        """Give a paragraph or table a style, where the template has it; return whether it has."""
        try:
            thing.style = self.document.styles[name]
        except KeyError:
            return False
        return True

    # -- the table -----------------------------------------------------------------------------------------

    def _set(self, table: Table) -> None:
        """Set the table: a heading row that pages repeat, and rows that no page break divides."""
        made = self.document.add_table(rows=1, cols=len(table.columns))
        if not self._style(made, "Table Grid"):
            self._borders(made)
        made.autofit = False
        section = self.document.sections[-1]
        room = section.page_width - section.left_margin - section.right_margin
        shares = [_WIDTHS.get(column.name, 4) for column in table.columns]
        widths = [room * share // sum(shares) for share in shares]
        for column, width in zip(made.columns, widths, strict=True):
            column.width = width
        head = made.rows[0]
        self._row_property(head, "w:tblHeader")
        for cell, column, width in zip(head.cells, table.columns, widths, strict=True):
            cell.width = width
            cell.paragraphs[0].add_run(tidy(column.label)).bold = True
        for row in table.rows:
            line = made.add_row()
            self._row_property(line, "w:cantSplit")
            for cell, values, width in zip(line.cells, row, widths, strict=True):
                cell.width = width
                self._cell(cell, values)

    def _row_property(self, row: Any, name: str) -> None:
        from docx.oxml.parser import OxmlElement

        row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001 - python-docx has no such setting

    def _borders(self, table: Any) -> None:
        from docx.oxml.parser import OxmlElement

        borders = OxmlElement("w:tblBorders")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            line = OxmlElement(f"w:{side}")
            line.set(f"{{{_W}}}val", "single")
            line.set(f"{{{_W}}}sz", "4")
            borders.append(line)
        table._tbl.tblPr.append(borders)  # noqa: SLF001 - as above

    def _cell(self, cell: Any, values: tuple[Cell, ...]) -> None:
        """Write the values of a cell, a paragraph each."""
        for n, value in enumerate(values):
            paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
            for inline in value:
                self._inline(paragraph, inline)

    def _inline(self, paragraph: Any, inline: Inline) -> None:
        match inline:
            case str():
                paragraph.add_run(tidy(inline))
            case Link(text=text):
                self._linked(paragraph, text, self._address(inline))
            case Address(text=text, url=url):
                self._linked(paragraph, text, url if url.startswith(("http:", "https:")) else "")
            case Mark(text=text):
                paragraph.add_run(f"[{tidy(text)}]").italic = True
            case Words(text=text, link=link):
                self._linked(paragraph, text, self._address(link) if link is not None else "", italic=True)

    def _address(self, link: Link | Address) -> str:
        """Return the address on the web of something that a page links to, "" where it has none."""
        if isinstance(link, Address):
            return link.url if link.url.startswith(("http:", "https:")) else ""
        uri = link.uri or self.addresses.get((link.docname, link.anchor), "")
        return uri if uri.startswith(("http:", "https:")) else ""

    def _linked(self, paragraph: Any, text: str, address: str, *, italic: bool = False) -> None:
        """Write a text, as a link where it has an address."""
        run = paragraph.add_run(tidy(text))
        if italic:
            run.italic = True
        if not address or not safe_url(address):
            return
        from docx.oxml.parser import OxmlElement
        from docx.shared import RGBColor

        link = OxmlElement("w:hyperlink")
        part = paragraph.part
        link.set(
            "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
            part.relate_to(tidy(address), _LINK, is_external=True),
        )
        run.font.color.rgb = RGBColor.from_string(_BLUE)
        run.font.underline = True
        paragraph._p.append(link)  # noqa: SLF001 - python-docx writes no links
        link.append(run._r)  # noqa: SLF001 - as above
