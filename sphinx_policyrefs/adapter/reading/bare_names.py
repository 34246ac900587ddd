"""Names without the prefix ``policy:``, where nobody else owns them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from docutils.parsers.rst import directives, roles
from docutils.parsers.rst.languages import en

from sphinx_policyrefs.adapter.domain import policy_domain

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_policyrefs.adapter.domain import PolicyDomain


def register(app: Sphinx) -> None:
    """Register the bare names that are wanted and free (``builder-inited``, after all extensions)."""
    wanted = app.config.policyrefs_bare_names
    if wanted is False:
        return
    domain = policy_domain(app.env)
    bare = {*domain.kinds, *(view.name for view in domain.views.values() if view.bare)}
    names = sorted(bare if wanted is True else bare & set(wanted))
    for name in names:
        directive = domain.directives.get(name)
        if directive is not None and _free(name, directive, directives._directives, en.directives):  # type: ignore[attr-defined]
            app.add_directive(name, directive, override=True)
        role = domain.roles.get(name)
        if role is not None and _free(name, role, roles._roles, {**en.roles, **roles._role_registry}):  # type: ignore[attr-defined]
            app.add_role(name, role, override=True)


def _free(name: str, ours: Any, registered: Mapping[str, Any], builtin: Mapping[str, Any]) -> bool:
    """Return whether nobody owns *name*, or we do from an earlier build in this process."""
    owner = registered.get(name)
    return name not in builtin and (owner is None or getattr(owner, "__module__", "") == ours.__module__)


def is_ours(domain: PolicyDomain, name: str) -> bool:
    """Return whether the bare name of a role is ours in this build."""
    return roles._roles.get(name) is domain.roles.get(name)  # type: ignore[attr-defined]
