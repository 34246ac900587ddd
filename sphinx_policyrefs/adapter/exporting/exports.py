"""The exports beside HTML pages, and what the pages say of them."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util import logging

from sphinx_policyrefs.adapter.build import build_of
from sphinx_policyrefs.adapter.builders import ExportBuilder
from sphinx_policyrefs.adapter.project import source_date
from sphinx_policyrefs.adapter.references.addresses import FOLDER, has_site, place_of, root_of, seen_from
from sphinx_policyrefs.exports import MissingExtraError, UnwritableError, export, is_writable
from sphinx_policyrefs.messages import WARNING_TYPE

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from sphinx_policyrefs.adapter.build import Build
    from sphinx_policyrefs.exports.edition import Edition, WordSettings
    from sphinx_policyrefs.records.model import Entry

logger = logging.getLogger(__name__)

#: What Sphinx has for a project and an author that conf.py does not name.
_UNNAMED = frozenset({"Project name not set", "Author name not set"})

#: The exports that programs look for in the head of a page.
_ANNOUNCED = ("atom", "ics")


def edition_of(build: Build) -> Edition:
    """Return what the exports of this build are made of."""
    from sphinx_policyrefs.exports.edition import Edition

    config, builder = build.config, build.builder
    project = config.project
    if project in _UNNAMED:
        root = build.env.titles.get(config.root_doc)
        project = root.astext() if root is not None else ""
    return Edition(
        build.graph,
        build.wording,
        " ".join(project.split()),
        lambda entry: place_of(builder, entry),
        root_of(builder),
        "" if config.author in _UNNAMED else " ".join(config.author.split()),
        source_date(),
        _word(build),
    )


def _word(build: Build) -> WordSettings:
    """Return how the chronology is set in Word; a template is looked for beside conf.py."""
    from sphinx_policyrefs.exports.edition import WordSettings
    from sphinx_policyrefs.records.fields import split_list

    said = build.config.policyrefs_docx
    template = said.get("template")
    columns = said.get("columns", ())
    return WordSettings(
        tuple(split_list(columns) if isinstance(columns, str) else columns),
        Path(build.app.confdir, template) if template else None,
    )


def wanted(builder: Builder) -> tuple[str, ...]:
    """Return the formats that a build writes, in the order of the table."""
    chosen, exports = builder.config.policyrefs_exports, build_of(builder.env).added.exports
    if isinstance(builder, ExportBuilder):
        chosen = chosen or exports
    elif not has_site(builder):
        chosen = ()
    return tuple(name for name in exports if name in chosen)


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Write the exports that have changed and remove those that are not wanted (``build-finished``)."""
    alone = isinstance(app.builder, ExportBuilder)
    if exception is not None or not (alone or has_site(app.builder)):
        return
    folder = Path(app.outdir) if alone else Path(app.outdir, FOLDER)
    build = build_of(app.env)
    exports = build.added.exports
    contents: dict[str, bytes] = {}
    if names := wanted(app.builder):
        edition = edition_of(build)
        for name in names:
            try:
                contents[exports[name].file] = export(name, edition, exports)
            except UnwritableError as error:
                subtype = "missing-extra" if isinstance(error, MissingExtraError) else "unwritable"
                logger.warning("%s", error, type=WARNING_TYPE, subtype=subtype)
    if contents or folder.is_dir():
        _put(folder, contents, [*(chosen.file for chosen in exports.values()), *build.added.gone])


def _put(folder: Path, contents: dict[str, bytes], all_files: Iterable[str]) -> None:
    """Write the contents into *folder*, and delete the other ones of *all_files* there."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in all_files:
        path = folder / file
        content = contents.get(file)
        if content is None:
            path.unlink(missing_ok=True)
        elif not path.is_file() or path.read_bytes() != content:
            path.write_bytes(content)
    if folder.name == FOLDER and not any(folder.iterdir()):
        folder.rmdir()


# -- the heads of pages --------------------------------------------------------------------------------


def links(builder: Builder) -> tuple[tuple[str, str, str], ...]:
    """Return what the heads of all pages announce: type, title, and address from the root."""
    names, exports = wanted(builder), build_of(builder.env).added.exports
    return tuple(
        (exports[name].media_type, exports[name].label, f"{FOLDER}/{exports[name].file}")
        for name in _ANNOUNCED
        if name in names and is_writable(exports[name])
    )


def linked_data(build: Build, docname: str) -> str:
    """Return the entries of a page as JSON-LD, "" where it has none or none is wanted."""
    builder = build.builder
    if "jsonld" not in wanted(builder):
        return ""
    one = builder.name == "singlehtml"
    docnames = sorted(build.documents) if one else [docname] if docname in build.documents else []
    entries = [
        entry
        for name in docnames
        for number in range(len(build.documents[name].entries))
        if (entry := build.active(name, number)) is not None
    ]
    if not entries:
        return ""

    from sphinx_policyrefs.exports.as_jsonld import embedded

    def address(entry: Entry) -> str | None:
        place = place_of(builder, entry)
        return place and seen_from(builder, docname, place)

    return embedded(edition_of(build), entries, address)


def announce(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Tell programs in the head of a document's page of the exports, and of its entries (``html-page-context``)."""
    if doctree is None or not app.config.policyrefs_exports:
        return
    builder = app.builder
    head = [
        f'<link rel="alternate" type="{type_}" title="{escape(title)}" href="{seen_from(builder, pagename, address)}">'
        for type_, title, address in links(builder)
    ]
    if data := linked_data(build_of(app.env), pagename):
        head.append(f'<script type="application/ld+json">{data}</script>')
    context["metatags"] = "\n".join([context.get("metatags", ""), *head])
