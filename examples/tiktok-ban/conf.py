from importlib.util import find_spec

from sphinx.application import Sphinx

project = "The U.S. attempts to ban TikTok"
author = "sphinx-policyrefs contributors"
version = "1"
extensions = ["sphinx_policyrefs", "myst_parser"]
myst_enable_extensions = ["colon_fence"]

# The record for others: their programs, spreadsheets, calendars and feed readers.
policyrefs_date_style = "month-day"  # as in the prose: August 6, 2020
policyrefs_exports = ["json", "csv", "ics", "atom"]

# What the press wrote from 2022 to 2024 is kept in a reference manager, the events in Montana in a spreadsheet.
policyrefs_bibliography = ["record/sources/*.bib"]
policyrefs_data = [
    {
        "file": "record/montana.csv",
        "kind": "event",
        "columns": {"When": "date", "What": "title", "Who": "parties", "Case": "legal-action"},
        "dates": "%d/%m/%Y",
    },
]

# Furo has dark colors and is easy to read on a phone; where it is not installed, Sphinx's own theme does.
html_theme = "furo" if find_spec("furo") else "alabaster"
html_title = project
html_static_path = ["_static"]
html_css_files = ["briefing.css"]
# The sources hold internal notes, which a published briefing must not carry.
html_copy_source = False
html_show_sourcelink = False

# A colleague's record of the measures against WeChat: a copy of its export, which `make exchange` renews. Its pages lie
# in the folder beside ours.
policyrefs_federation = {
    "wechat": {"url": "records/wechat.json", "pages": "../../../federation/_build/html/"}
}

# On paper: what paper.rst holds, with a cover. An e-book has everything.
_SUBTITLE = "The measures, the court cases and the sale, 2017 to March 2026"

exclude_patterns = ["_build", "paper.rst"]
latex_documents = [("paper", "tiktok-ban.tex", project, author, "manual")]
latex_domain_indices = False  # the chronology stands in the text already
latex_elements = {
    "papersize": "letterpaper",
    "pointsize": "10pt",
    "extraclassoptions": "openany,oneside",
    "sphinxsetup": "hmargin={0.9in,0.9in}, vmargin={0.9in,0.9in}",
    "fncychap": "",
    "printindex": "",
    # contents of one page, links that are not slanted, and chapters that begin near the top
    "preamble": rf"\hypersetup{{pdftitle={{{project}}}, pdfauthor={{{author}}}}}"
    r"""
\setcounter{tocdepth}{0}
\protected\def\sphinxcrossref#1{#1}
\titleformat{\chapter}{\sffamily\bfseries\LARGE\color{TitleColor}}{\thechapter}{1em}{}
\titlespacing*{\chapter}{0pt}{0pt}{18pt}
""",
    "maketitle": rf"""
\begin{{titlepage}}
\raggedright
\vspace*{{1.5in}}
{{\Huge\bfseries {project}\par}}
\vspace{{0.3in}}
{{\Large {_SUBTITLE}\par}}
\vspace{{1.2in}}
{{\large {author}\par}}
\vspace{{0.2in}}
{{\large As of March 13, 2026\par}}
\vfill
The record was compiled in November 2026. It contains nothing later than the day given above.\par
\end{{titlepage}}
""",
}

epub_author = author
epub_copyright = author
epub_description = _SUBTITLE
epub_css_files = []  # the style sheet is for Furo
epub_exclude_files = ["_static/briefing.css"]


def _what_is_printed(app: Sphinx) -> None:
    """Read the page that is printed where something is printed."""
    if app.builder.name == "latex":
        app.config.exclude_patterns.remove("paper.rst")


def _no_release(_app: Sphinx, _page: str, _template: str, context: dict[str, object], _tree: object) -> None:
    """Leave the theme's release out of the pages, which an edition as of a past day could not have known."""
    context["furo_version"] = ""


def setup(app: Sphinx) -> None:
    """Connect both to what Sphinx does."""
    app.connect("builder-inited", _what_is_printed)
    app.connect("html-page-context", _no_release, priority=900)
