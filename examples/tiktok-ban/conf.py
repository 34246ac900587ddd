project = "The U.S. attempts to ban TikTok"
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

html_theme = "alabaster"
html_title = project
epub_copyright = "sphinx-policyrefs contributors"
# The sources hold internal notes, which a published briefing must not carry.
html_copy_source = False
html_show_sourcelink = False

# A colleague's record of the measures against WeChat: a copy of its export, which `make exchange` renews. Its pages lie
# in the folder beside ours.
policyrefs_federation = {
    "wechat": {"url": "records/wechat.json", "pages": "../../../federation/_build/html/"}
}
