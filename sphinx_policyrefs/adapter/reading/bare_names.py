"""Names without the prefix ``policy:``, where nobody else owns them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from docutils.parsers.rst import directives, roles
from docutils.parsers.rst.languages import en

from sphinx_policyrefs.adapter.build import build_of
from sphinx_policyrefs.additions import DIRECTIVES

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def register(app: Sphinx) -> None:
    """Register the bare names that are wanted and free before documents are read, and after all extensions."""
    wanted = app.config.policyrefs_bare_names
    if wanted is False:
        return
    build, domain = build_of(app.env), app.env.domains["policy"]
    bare = {*build.kinds, *DIRECTIVES, *build.views}
    names = sorted(bare if wanted is True else bare & set(wanted))
    for name in names:
        directive = domain.directives.get(name)
        if directive is not None and _free(name, directive, directives._directives, en.directives):  # type: ignore[attr-defined]
            app.add_directive(name, directive, override=True)
        role = domain.roles.get(name)
        if role is not None and _free(name, role, roles._roles, {**en.roles, **roles._role_registry}):  # type: ignore[attr-defined]
            app.add_role(name, role, override=True)


def _free(name: str, ours: Any, registered: Mapping[str, Any], builtin: Mapping[str, Any]) -> bool:
    """Return whether *name* is free, or registered by us in an earlier build of the same process."""
    owner = registered.get(name)
    return name not in builtin and (owner is None or getattr(owner, "__module__", "") == ours.__module__)


def own_directives(env: BuildEnvironment) -> list[str]:
    """Return the bare names of directives that are ours in this build."""
    registered = directives._directives  # type: ignore[attr-defined]
    return [name for name, ours in env.domains["policy"].directives.items() if registered.get(name) is ours]


def is_ours(env: BuildEnvironment, name: str) -> bool:
    """Return whether the bare name of a role is ours in this build."""
    return roles._roles.get(name) is env.domains["policy"].roles.get(name)  # type: ignore[attr-defined]
