"""The directives and roles of the domain, taken up when there are documents to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_policyrefs.adapter.build import build_of
from sphinx_policyrefs.adapter.reading import bare_names, include
from sphinx_policyrefs.adapter.reading.directives import EntryDirective, SinceDirective, ViewDirective
from sphinx_policyrefs.adapter.reading.file_entries import EntriesDirective
from sphinx_policyrefs.adapter.reading.roles import CiteRole, EntryRole

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def register(app: Sphinx, env: BuildEnvironment) -> None:
    """Give the domain its directives and roles, and those their bare names that are free."""
    build, domain = build_of(env), env.domains["policy"]
    for kind in build.kinds.values():
        domain.directives[kind.name] = EntryDirective
        domain.roles[kind.name] = EntryRole(kind.name)
    for view in build.views:
        domain.directives[view] = ViewDirective
    domain.directives["since"] = SinceDirective
    domain.directives["entries"] = EntriesDirective
    domain.roles.update((name, EntryRole(name)) for name in ("ref", "value", "export"))
    domain.roles["cite"] = CiteRole()
    bare_names.register(app)
    include.register(app)
