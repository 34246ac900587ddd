"""Workbooks of Excel -> the rows that a CSV of the sheet would have, with dates as Excel means them."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any, Final

from sphinx_policyrefs.imports.entries import Reader
from sphinx_policyrefs.imports.tables import TableRow, read_rows
from sphinx_policyrefs.imports.tree import LARGEST, DataError

MISSING: Final = "needs openpyxl: pip install 'sphinx-policyrefs[spreadsheet]'"

#: How the files of Excel begin that are not ZIP: those of old, and those that ask for a password.
_OLD: Final = b"\xd0\xcf\x11\xe0"
_FORMULAS = re.compile(rb"<f[ >/]")
_HYPERLINK = re.compile(r'HYPERLINK\(\s*"((?:[^"]|"")+)"', re.IGNORECASE)
#: In the form of a number: what is shown as it stands, colours and conditions, and the minutes of a time.
_AS_IT_IS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_CLOCK = re.compile(r"h+\W*m+|m+\W*s+|am/pm|a/p")


def read_workbook(content: bytes, reader: Reader) -> None:
    """Take the entries of a workbook; raises :class:`DataError` where it can't be read."""
    read_rows(sheet_rows(content, reader), reader)


def sheet_rows(content: bytes, reader: Reader) -> Iterator[TableRow]:
    """Yield the rows of a sheet that have something in them: the one that the settings name, or the first.

    Raises :class:`DataError` where there is none.
    """
    values, formulas = _opened(content)
    sheet = _sheet(values, reader)
    cells: dict[int, dict[int, str]] = {}
    links: dict[int, dict[int, str]] = {}
    made = _Cells(reader, formulas[sheet.title] if formulas is not None else None)
    # The public ways to go over a sheet make all the cells between those that have something.
    for (row, column), cell in sorted(sheet._cells.items()):  # noqa: SLF001
        if text := made.text(cell):
            cells.setdefault(row, {})[column] = text
        if address := made.address(cell):
            links.setdefault(row, {})[column] = address
    for span in sheet.merged_cells.ranges:  # a day beside several rows is that of each
        text = cells.get(span.min_row, {}).get(span.min_col, "")
        for row in range(span.min_row + 1, span.max_row + 1) if text and span.min_row > min(cells) else ():
            if row in cells:
                cells[row].setdefault(span.min_col, text)
    made.tell()
    width = max((max(row) for row in cells.values()), default=0)
    for row in sorted(cells):
        last = width if row == min(cells) else max(cells[row])  # headings that are missing are empty ones
        texts = [cells[row].get(column, "") for column in range(1, last + 1)]
        found = {
            column - 1: address for column, address in links.get(row, {}).items() if column <= len(texts)
        }
        yield TableRow(texts, row, found)


def _opened(content: bytes) -> tuple[Any, Any]:
    """Return a workbook with the values that Excel computed, and with the formulas if there are any."""
    try:
        import openpyxl
    except ImportError:
        raise DataError(MISSING) from None
    if content.startswith(_OLD):
        raise DataError(
            "is an old workbook of Excel, or one with a password: save it as .xlsx without one", 1
        )
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            infos = archive.infolist()
            _check_size(sum(info.file_size for info in infos))
            sheets = [info for info in infos if info.filename.startswith("xl/worksheets/")]
            has_formulas = any(_FORMULAS.search(archive.read(info)) for info in sheets)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what it does not keep when it writes a file again
            values = openpyxl.load_workbook(BytesIO(content), data_only=True)
            return values, openpyxl.load_workbook(BytesIO(content)) if has_formulas else None
    except DataError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a broken file makes of its readers
        reason = (str(error) or type(error).__name__).split("\n")[0][:100]
        raise DataError(f"is not a workbook of Excel, or a damaged one: {reason}", 1) from None


def _check_size(size: int) -> None:
    if size > LARGEST:
        raise DataError(
            f"has {size // 1_000_000} MB unpacked; no more than {LARGEST // 1_000_000} are read", 1
        )


def _sheet(book: Any, reader: Reader) -> Any:
    wanted = reader.settings.sheet
    full = [sheet for sheet in book.worksheets if any(c.value is not None for c in sheet._cells.values())]  # noqa: SLF001
    named = [
        sheet for sheet in book.worksheets if sheet.title.strip().casefold() == wanted.strip().casefold()
    ]
    titles = ", ".join(f'"{sheet.title}"' for sheet in full)
    if wanted and not named:
        raise DataError(
            f'has no sheet "{wanted}": there {"is" if len(full) == 1 else "are"} {titles or "none"}', 1
        )
    shown = named or [sheet for sheet in full if sheet.sheet_state == "visible"] or full
    if not shown:
        raise DataError("has no sheet with anything in it", 1)
    if not wanted and len(full) > 1:
        if reader.settings.lenient:
            for sheet in full:
                if sheet is not shown[0]:
                    reader.leave(f'the sheet "{sheet.title}" (--sheet takes it instead)', 1)
        else:
            message = f'of the sheets {titles} the first is read; name one as "sheet" in policyrefs_data'
            reader.report("data-file", message, 1)
    return shown[0]


class _Cells:
    """Makes the texts of cells, and keeps what is told once for all of them."""

    def __init__(self, reader: Reader, formulas: Any) -> None:
        self.reader = reader
        self.formulas = formulas
        #: what is wrong -> the first cell of which it is true, its line, and how many there are
        self.wrong: dict[str, tuple[str, int, int]] = {}

    def text(self, cell: Any) -> str:
        """Return what a cell says, "" where that is nothing, or can't be had."""
        value, form = cell.value, str(cell.number_format or "")
        if cell.comment is not None:
            self.reader.leave("comments on cells", cell.row)
        if value is None:
            if self.formulas is not None and self.formulas.cell(cell.row, cell.column).data_type == "f":
                self._note(
                    cell,
                    "holds a formula that was never computed; open the file in a spreadsheet and save it",
                )
            return ""
        if cell.data_type == "e":
            self._note(cell, f"holds the error {value}; mend its formula, or empty it")
            return ""
        match value:
            case bool():
                return "yes" if value else "no"
            case datetime() | date():
                return self._day(cell, value, form)
            case time():
                return self._time(cell, value, form)
            case int() | float():
                shown, sign = (value * 100, "%") if "%" in _AS_IT_IS.sub("", form) else (value, "")
                return f"{shown:.15g}{sign}"
            case timedelta():
                return str(value)
        return str(value).strip()

    def address(self, cell: Any) -> str:
        """Return the address that a cell links to, "" where it links to none."""
        found = (cell.hyperlink.target or "") if cell.hyperlink is not None else ""
        if not found and self.formulas is not None and cell.value is not None:
            formula = self.formulas.cell(cell.row, cell.column)
            if formula.data_type == "f" and (match := _HYPERLINK.search(str(formula.value))):
                found = match[1].replace('""', '"')
        return found if found.lower().startswith(("http://", "https://")) else ""

    def _day(self, cell: Any, value: date, form: str) -> str:
        """Return a day, month or year as exact as the cell shows it; a day without a year got one from Excel."""
        plain = _CLOCK.sub(" ", _AS_IT_IS.sub("", form.split(";", maxsplit=1)[0]).lower())
        year, month, day = (letter in plain for letter in "ymd")
        if not year and (month or day):
            self._note(
                cell, f"shows a day without a year, and Excel added {value.year} to it: have it show the year"
            )
            return ""
        if year and not month and not day:
            return f"{value.year:04}"
        if year and not day:
            return f"{value.year:04}-{value.month:02}"
        made = f"{value.year:04}-{value.month:02}-{value.day:02}"
        if isinstance(value, datetime) and "h" in _AS_IT_IS.sub("", form).lower() and value.time() != time():
            made += f"T{value.hour:02}:{value.minute:02}" + (f":{value.second:02}" if value.second else "")
        return made

    def _time(self, cell: Any, value: time, form: str) -> str:
        if "y" in _AS_IT_IS.sub("", form).lower():  # what Excel shows for the number of no day
            self._note(cell, "holds 0 and the form of a date, which Excel shows as 1/0/1900: it is not a day")
            return ""
        return value.isoformat("seconds" if value.second else "minutes")

    def _note(self, cell: Any, what: str) -> None:
        first, line, count = self.wrong.get(what, (cell.coordinate, cell.row, 0))
        self.wrong[what] = first, line, count + 1

    def tell(self) -> None:
        """Report what could not be had."""
        for what, (first, line, count) in self.wrong.items():
            more = f" (and {count - 1} more)" if count > 1 else ""
            self.reader.report("data-file", f"the cell {first}{more} {what}", line)
