from importlib.util import find_spec

project = "Personal data from the European Union to the United States"
author = "sphinx-policyrefs contributors"
version = "1"
extensions = ["sphinx_policyrefs", "myst_parser"]
myst_enable_extensions = ["colon_fence"]

policyrefs_data = ["parties.yaml"]
# The courts of the table are American ones; these are Europe's, from the one below to the one above.
policyrefs_courts = {
    "iehc": {"name": "High Court of Ireland", "short": "Irish High Court", "above": "iesc"},
    "iesc": {"name": "Supreme Court of Ireland", "short": "Irish Supreme Court"},
    "egc": {"name": "General Court of the European Union", "short": "EU General Court", "above": "cjeu"},
    "cjeu": {"name": "Court of Justice of the European Union", "short": "Court of Justice"},
}

# A theme of its own where it is installed; the one that comes with Sphinx else.
html_theme = "pydata_sphinx_theme" if find_spec("pydata_sphinx_theme") else "alabaster"
# A set this small has one list of pages, and that is at the top.
html_sidebars = {"**": []} if html_theme != "alabaster" else {}
html_title = "EU–U.S. data transfers"
html_context = {"default_mode": "auto"}  # the theme asks for it: light or dark as the reader's system is
html_copy_source = False
html_show_sourcelink = False
latex_documents = [("index", "data-transfers.tex", project, author, "howto")]
