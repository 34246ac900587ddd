project = "The U.S. measures against WeChat"
version = "1"
extensions = ["sphinx_policyrefs"]

html_theme = "alabaster"
html_title = project
html_copy_source = False
html_show_sourcelink = False

policyrefs_date_style = "day-month"  # as in the prose
policyrefs_exports = ["json"]
# The export of the edition that readers have seen, with which the page on news compares.
policyrefs_baseline = "first-edition.json"
# The record of the briefing on TikTok, as it stood when the matter of WeChat had ended. On the network it would be the
# address of their export; here it is a copy, and their pages lie in the folder beside ours.
policyrefs_federation = {"tiktok": {"url": "tiktok.json", "pages": "../../../tiktok-ban/_build/html/"}}
