import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

import sphinx_policyrefs

project = "sphinx-policyrefs"
author = "sphinx-policyrefs contributors"
copyright = author
version = release = sphinx_policyrefs.__version__

extensions = ["sphinx_policyrefs", "myst_parser", "policyrefs_docs"]
# The snippets and the first briefing are shown as text, and included where a page wants their result.
exclude_patterns = ["_build", "snippets", "first-briefing", "howto/extending"]
# What the pages on published files show of their samples.
policyrefs_data = ["howto/published/*.yaml"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

# Alabaster has no dark colours, and its pages are hard to read on a phone.
html_theme = "furo"
html_title = "sphinx-policyrefs"
html_copy_source = False  # a snippet has a local copy, whose name is internal
html_static_path = ["_static"]
html_css_files = ["docs.css"]
man_pages = [("index", "sphinx-policyrefs", "the record of a public controversy", author, 7)]
