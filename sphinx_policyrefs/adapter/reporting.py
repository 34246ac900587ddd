"""The checks of a build: what they need to know of Sphinx, and their findings as Sphinx warnings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.gettext import MessageCatalogBuilder
from sphinx.util import logging

from sphinx_policyrefs.adapter.build import DATES, build_of
from sphinx_policyrefs.adapter.builders import CheckBuilder
from sphinx_policyrefs.adapter.published_copies import published_copies
from sphinx_policyrefs.adapter.reading import prose
from sphinx_policyrefs.checks.own_prose import may_differ
from sphinx_policyrefs.checks.scope import Scope
from sphinx_policyrefs.checks.table import Told, review, severities
from sphinx_policyrefs.config import line_of
from sphinx_policyrefs.later import later
from sphinx_policyrefs.messages import WARNING_TYPE
from sphinx_policyrefs.records.deadlines import frcp6_has_holidays
from sphinx_policyrefs.records.model import Finding
from sphinx_policyrefs.views import COMPARING
from sphinx_policyrefs.views.calls import counts_signatures

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from sphinx_policyrefs.adapter.build import Build
    from sphinx_policyrefs.messages import Code
    from sphinx_policyrefs.review.own_blocks import OwnBlock, OwnSentence
    from sphinx_policyrefs.review.signoff import Signed

logger = logging.getLogger(__name__)

_printable = later("checks.reporters:printable")


def scope_of(build: Build) -> Scope:
    """Return what the checks look at in this build; the command looks at what HTML would hold."""
    config, builder = build.config, build.builder
    copies = isinstance(builder, CheckBuilder) or getattr(builder, "copysource", False)
    catalogues = isinstance(builder, MessageCatalogBuilder)
    return Scope(
        build.snapshot.whole,
        tuple(build.records),
        stale_after=config.policyrefs_stale_after,
        copies_sources=bool(copies and config.html_copy_source),
        catalogues=catalogues,
        idle=frozenset(["source-copied"] * (not copies) + ["source-extracted"] * (not catalogues)),
        pages=lambda: prose.pages(build),
        prose=lambda: _own_prose(build),
        dates_kept=build.kept(DATES),
        signatures=lambda sentences: _signatures(build, sentences),
        role=prose.role_writer(build),
        admits=lambda view: build.views[view].argument,
        elsewhere=elsewhere(build.env),
        beside=lambda: _beside(build),
        language=config.language or "en",
        evidence=lambda: build.snapshot.all_proofs,
    )


def find_dates(app: Sphinx, env: BuildEnvironment) -> None:
    """Find the dates in prose that was read."""
    build = build_of(env)
    if not build.has_read:
        return
    kept = build.kept(DATES)
    new = build.documents.keys() - kept.keys()
    levels = severities(chosen(app.config, build.added.codes), build.added.codes)
    if levels["prose-differs"] == "off":
        return
    scope = scope_of(build)
    if any(may_differ(scope)):
        _ = scope.dated_sentences
    for docname in new:
        kept.setdefault(docname, ("", ()))


# What takes prose apart is loaded when a check asks for it, and not by every build.


def _own_prose(build: Build) -> Iterator[OwnBlock]:
    from sphinx_policyrefs.adapter.own_prose import own_prose

    return own_prose(build)


def _signatures(build: Build, sentences: Callable[[], Sequence[OwnSentence]]) -> Sequence[Signed]:
    if not build.config.policyrefs_signoffs:
        return ()
    from sphinx_policyrefs.adapter.signoffs import states
    from sphinx_policyrefs.documents.model import Unreadable

    try:
        return states(build, sentences)
    except Unreadable:  # the library is missing that finds sentences
        return ()


def _beside(build: Build) -> Iterator[Finding]:
    """Yield what is wrong with other projects (builds tell it before they read), baselines and published copies."""
    if isinstance(build.builder, CheckBuilder):
        yield from build.federation.findings
    if any(call.name in COMPARING for record in build.records for call in record.views):
        yield from build.snapshot.baselines.findings()
    yield from published_copies(build)
    yield from _signoff_findings(build)


def _signoff_findings(build: Build) -> Iterator[Finding]:
    """Yield why the file of signatures can't be read, and what counts or shows signatures in vain."""
    config = build.config
    missing = ""
    if config.policyrefs_signoffs:
        from sphinx_policyrefs.adapter import signoffs

        yield from signoffs.read(build).findings
        if config.policyrefs_show_signoffs and build.signatures.trouble == "library":
            missing = "a library is missing: pip install 'sphinx-policyrefs[review]'"
    else:
        missing = 'conf.py names no file of signatures; write policyrefs_signoffs = "signoffs.csv" there'
        for record in build.documents.values():
            for call in filter(counts_signatures, record.views):
                if build.graph.shows(call.only):
                    message = f":signatures: counts nothing, since {missing}, or delete the option"
                    yield Finding("option-unused", message, call.file, call.lines["signatures"])
    if missing and config.policyrefs_show_signoffs:
        message = f"policyrefs_show_signoffs marks nothing, since {missing}"
        conf = Path(build.app.confdir, "conf.py")
        yield Finding(
            "option-unused", message, build.relative(conf), line_of(conf, "policyrefs_show_signoffs")
        )


def findings(
    build: Build,
    wanted: tuple[str, ...] = ("error", "warning", "info"),
    scope: Scope | None = None,
    also: Iterable[Finding] = (),
) -> list[Told]:
    """Return the findings of the record with the severities *wanted*, by file and line.

    *also* are further findings of the caller, to which the severities of conf.py apply too. Checks that conf.py
    suppresses as warnings are off.
    """
    codes = chosen(build.config, build.added.codes)
    return review(scope or scope_of(build), codes, wanted, build.added.checks.values(), also)


def chosen(config: Config, codes: Mapping[str, Code]) -> dict[str, str]:
    """Return the severities that conf.py chooses; what it suppresses as warnings is off."""
    return {**config.policyrefs_checks, **dict.fromkeys(_suppressed(config.suppress_warnings, codes), "off")}


def _suppressed(types: Iterable[str], codes: Mapping[str, Code]) -> Iterable[str]:
    """Return the codes that ``suppress_warnings`` names."""
    named = set(types)
    if named & {WARNING_TYPE, f"{WARNING_TYPE}.*"}:
        return codes
    return [code for code in codes if f"{WARNING_TYPE}.{code}" in named]


def tell(app: Sphinx, env: BuildEnvironment) -> None:
    """Log errors and warnings (``env-check-consistency``), which runs once reading changed anything."""
    if isinstance(app.builder, CheckBuilder):
        return
    build = build_of(env)
    for finding, _severity in findings(build, ("error", "warning")):
        _log(env, finding)
    if note := rule_6_note(build):
        logger.info(note)
    if build.snapshot.all_proofs.needs_library:
        logger.info(
            "some quotations are not compared with the copies of their sources: "
            "pip install 'sphinx-policyrefs[documents]' brings what reads these"
        )


def tell_federation(app: Sphinx, env: BuildEnvironment) -> None:
    """Log what is wrong with other projects, in every build: it may be so today alone."""
    if isinstance(app.builder, CheckBuilder):
        return
    build = build_of(env)
    levels = severities(chosen(app.config, build.added.codes), build.added.codes)
    for finding in build.federation.findings:
        if levels[finding.code] in ("error", "warning"):
            _log(env, finding)


def _log(env: BuildEnvironment, finding: Finding) -> None:
    """Log a finding as a warning of Sphinx."""
    path = env.srcdir / finding.file
    logger.warning(
        "%s",
        _printable(finding.whole),
        type=WARNING_TYPE,
        subtype=finding.code,
        location=f"{path}:{finding.line}" if finding.line else str(path),
    )


def rule_6_note(build: Build) -> str:
    """Return a sentence on the holidays that deadlines by Rule 6 do not heed, "" where there is nothing to say."""
    graph = build.graph
    found = [e for e in graph.own if graph.kinds[e.kind].computed and e.fields.get("count") == "frcp6"]
    if not found:
        return ""
    if frcp6_has_holidays():
        federal = [e.id for e in found if not graph.state_of(e.id)]
        if not federal:
            return ""
        more = f" and {len(federal) - 1} more" if len(federal) > 1 else ""
        return f"deadlines by Rule 6 outside of a known district court skip only federal holidays: {federal[0]}{more}"
    return "deadlines by Rule 6 skip only weekends: pip install 'sphinx-policyrefs[frcp]' adds the legal holidays"


def elsewhere(env: BuildEnvironment) -> Callable[[str, str], bool]:
    """Return a test for targets that intersphinx knows, or that ``nitpick_ignore`` names."""
    inventory: dict[str, Any] = getattr(env, "intersphinx_inventory", {})
    ignored = {tuple(pair) for pair in env.config.nitpick_ignore}
    patterns = [(re.compile(kind), re.compile(target)) for kind, target in env.config.nitpick_ignore_regex]
    kinds = list(env.domains["policy"].object_types)

    def test(role: str, target: str) -> bool:
        name = f"policy:{role}"
        if role == "export":
            return target in env.config.policyrefs_exports
        if (name, target) in ignored or any(k.fullmatch(name) and t.fullmatch(target) for k, t in patterns):
            return True
        bare = target.partition(":")[2] or target
        of = kinds if role == "ref" else [role]
        return any(t in inventory.get(f"policy:{kind}", {}) for kind in of for t in (target, bare))

    return test


def silence(app: Sphinx, domain: Any, node: Any) -> bool | None:
    """Say that a missing reference of ours was told already (``warn-missing-reference``).

    The target of an ``:any:`` in a project that could not be loaded is not reported as missing.
    """
    if node.get("refdomain") == "policy":
        return True
    sets = build_of(app.env).federation.sets
    return True if sets and sets.get(node.get("reftarget", "").partition(":")[0].casefold()) else None
