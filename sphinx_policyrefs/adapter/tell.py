"""Findings as Sphinx warnings: all of them, in every build that changes something."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sphinx.util import logging

from sphinx_policyrefs.adapter.domain import policy_domain
from sphinx_policyrefs.messages import CODES, WARNING_TYPE
from sphinx_policyrefs.review.references import check_named_fields, check_references

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_policyrefs.adapter.domain import PolicyDomain
    from sphinx_policyrefs.records.model import Finding

logger = logging.getLogger(__name__)


def findings(domain: PolicyDomain) -> list[Finding]:
    """Return all findings of the record, by file and line."""
    graph = domain.graph
    records = [domain.documents[docname] for docname in sorted(domain.documents)]
    found = [finding for record in records for finding in record.findings]
    found += graph.findings
    found += check_references(graph, records, elsewhere(domain.env))
    found += check_named_fields(graph)
    return sorted(dict.fromkeys(found), key=lambda f: (f.file, f.line, f.code, f.message))


def severity(domain: PolicyDomain, code: str) -> str:
    """Return the severity of a check in this project."""
    chosen: str = domain.env.config.policyrefs_checks.get(code, CODES[code].severity)
    return chosen


def tell(app: Sphinx, env: BuildEnvironment) -> None:
    """Log errors and warnings (``env-check-consistency``), which runs once reading changed anything."""
    domain = policy_domain(env)
    for finding in findings(domain):
        if severity(domain, finding.code) in ("error", "warning"):
            path = env.srcdir / finding.file
            logger.warning(
                "%s",
                finding.message,
                type=WARNING_TYPE,
                subtype=finding.code,
                location=f"{path}:{finding.line}" if finding.line else str(path),
            )


def elsewhere(env: BuildEnvironment) -> Callable[[str, str], bool]:
    """Return a test for targets that intersphinx knows, or that ``nitpick_ignore`` names."""
    inventory: dict[str, Any] = getattr(env, "intersphinx_inventory", {})
    ignored = {tuple(pair) for pair in env.config.nitpick_ignore}
    patterns = [(re.compile(kind), re.compile(target)) for kind, target in env.config.nitpick_ignore_regex]
    kinds = list(env.domains["policy"].object_types)

    def test(role: str, target: str) -> bool:
        name = f"policy:{role}"
        if (name, target) in ignored or any(k.fullmatch(name) and t.fullmatch(target) for k, t in patterns):
            return True
        bare = target.partition(":")[2] or target
        of = kinds if role == "ref" else [role]
        return any(t in inventory.get(f"policy:{kind}", {}) for kind in of for t in (target, bare))

    return test


def silence(_app: Sphinx, domain: Any, node: Any) -> bool | None:
    """Say that a missing reference of ours was told already (``warn-missing-reference``)."""
    return True if node.get("refdomain") == "policy" else None
