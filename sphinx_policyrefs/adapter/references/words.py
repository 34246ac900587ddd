"""The text of references in titles that the records do not have, such as that of ``:doc:`` or ``:term:``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.util import docname_join

from sphinx_policyrefs.views.cells import Cells

if TYPE_CHECKING:
    from sphinx_policyrefs.adapter.project import Project
    from sphinx_policyrefs.records.graph import Graph
    from sphinx_policyrefs.records.model import Entry


class Words:
    """What Sphinx, MyST and conf.py know, once everything is read."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.env = project.env

    def say(self, graph: Graph, role: str, target: str, entry: Entry) -> str:
        """Return what a role with its target reads like, "" where that is not known."""
        match role:
            case "value":
                return Cells(graph, self.project.wording).value(target)
            case "export":
                export = self.project.added.exports.get(target)
                return self.project.wording(export.label) if export is not None else ""
            case "substitution":
                return self._substitution(target)
            case "std:ref":
                return self._label(target)
            case "std:doc":
                return self._document(target, entry)
            case "std:any":
                return self._document(target, entry) or self._label(target)
        return ""

    def _label(self, target: str) -> str:
        """Return the title of a label of Sphinx's own."""
        label = self.env.domains.standard_domain.labels.get(" ".join(target.lower().split()))
        return str(label[2]) if label else ""

    def _document(self, target: str, entry: Entry) -> str:
        """Return the title of a page, named from that of the entry or from the source directory."""
        titles = self.env.titles
        title = titles.get(docname_join(entry.docname, target)) or titles.get(target)
        return title.astext() if title is not None else ""

    def _substitution(self, name: str) -> str:
        """Return the text of a substitution that conf.py gives MyST."""
        config: Any = self.env.config
        if "substitution" not in getattr(config, "myst_enable_extensions", ()):
            return ""
        value = getattr(config, "myst_substitutions", {}).get(name)
        return value if isinstance(value, str) else ""
