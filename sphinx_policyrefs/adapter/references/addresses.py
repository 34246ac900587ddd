"""Where pages and exports of a site are, as seen from its root and from its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from docutils import nodes
from sphinx.builders.epub3 import Epub3Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.util.nodes import make_refnode
from sphinx.util.osutil import relative_uri

if TYPE_CHECKING:
    from sphinx.builders import Builder

    from sphinx_policyrefs.records.model import Entry

#: The folder of the exports beside HTML pages.
FOLDER = "_policyrefs"


def has_site(builder: Builder) -> bool:
    """Return whether *builder* writes pages for the web, beside which there can be other files."""
    return isinstance(builder, StandaloneHTMLBuilder) and not builder.embedded


def writes_html(builder: Builder) -> bool:
    """Return whether *builder* writes each document as a page of HTML of its own.

    One page for all, and EPUB, which rewrites the tree of each page, get nodes as all other builders do.
    """
    return isinstance(builder, StandaloneHTMLBuilder) and not isinstance(
        builder, (SingleFileHTMLBuilder, Epub3Builder)
    )


def root_of(builder: Builder) -> str:
    """Return the address of the site's root with a slash at its end, "" where conf.py does not say it."""
    address = str(builder.config.html_baseurl)
    return f"{address.rstrip('/')}/" if address else ""


def page_of(builder: Builder, docname: str) -> str:
    """Return the address of a document's page from the root; builders without pages name those of HTML."""
    config = builder.config
    if isinstance(builder, SingleFileHTMLBuilder):
        return quote(config.root_doc) + builder.out_suffix
    if isinstance(builder, StandaloneHTMLBuilder):
        return quote(builder.get_target_uri(docname), safe="/%:")
    return quote(docname) + str(config.html_link_suffix or config.html_file_suffix or ".html")


def place_of(builder: Builder, entry: Entry) -> str | None:
    """Return page and anchor of an entry from the root; None where no page shows it."""
    return f"{page_of(builder, entry.docname)}#{quote(entry.anchor)}" if entry.docname else None


def seen_from(builder: Builder, docname: str, address: str) -> str:
    """Return an address, which is counted from the root, as it is from a page."""
    here = page_of(builder, docname)
    page, mark, anchor = address.partition("#")
    return ("" if page == here and mark else relative_uri(here, page)) + mark + anchor


def refer(builder: Builder, fromdocname: str, docname: str, anchor: str, text: nodes.Text) -> nodes.reference:
    """Return a reference to an entry; raises NoUri where the builder has no page for it."""
    if isinstance(builder, SingleFileHTMLBuilder):  # some releases of Sphinx make "#document#anchor" of it
        fromdocname = docname
    return make_refnode(builder, fromdocname, docname, anchor, text)


def outside(builder: Builder, fromdocname: str, uri: str) -> str:
    """Return the address of an entry of another project as seen from a page; "" where a relative one leads nowhere."""
    if "://" in uri:
        return uri
    if builder.format != "html" or isinstance(builder, Epub3Builder):
        return ""
    return "../" * builder.get_target_uri(fromdocname).partition("#")[0].count("/") + uri


def refer_outside(builder: Builder, fromdocname: str, uri: str, text: nodes.Text) -> nodes.reference | None:
    """Return a reference to an entry of another project, None where the builder has no address for it."""
    address = outside(builder, fromdocname, uri) if uri else ""
    return nodes.reference("", "", text, refuri=address, internal=False) if address else None
