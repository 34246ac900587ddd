"""The program that draws diagrams, and the settings for it, which are those of ``sphinx.ext.graphviz``."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config

#: Settings of sphinx.ext.graphviz with their values where it is not loaded.
_SETTINGS: tuple[tuple[str, Any, tuple[type, ...]], ...] = (
    ("graphviz_dot", "dot", (str,)),
    ("graphviz_dot_args", (), (list, tuple)),
    ("graphviz_output_format", "svg", (str,)),
)


def setup(app: Sphinx) -> None:
    """Let settings of Graphviz work where ``sphinx.ext.graphviz`` is not loaded.

    It is loaded only where the command line sets one of them, which Sphinx looks at too early for the handler.
    """
    app.connect("config-inited", _declare)
    if any(name in app.config._overrides for name, _default, _types in _SETTINGS):  # noqa: SLF001
        app.setup_extension("sphinx.ext.graphviz")


def _declare(app: Sphinx, config: Config) -> None:
    for name, default, types in _SETTINGS:
        if name not in config:
            app.add_config_value(name, default, "html", types)


def drawing(builder: Builder) -> tuple[str, ...]:
    """Return how a builder draws: program, arguments and format; nothing where it cannot.

    The output format of sphinx.ext.graphviz holds where conf.py or the command line says it: its default, PNG,
    has neither the colours of the page nor the sharpness of its letters.
    """
    config = builder.config
    program = shutil.which(config.graphviz_dot) if config.graphviz_dot else None
    if program is None:
        return ()
    if builder.format == "latex":
        return program, *config.graphviz_dot_args, "pdf"
    if builder.format != "html":
        return ()
    said = {*config._raw_config, *config._overrides}  # noqa: SLF001 - nothing else tells a default
    png = "graphviz_output_format" in said and config.graphviz_output_format == "png"
    return program, *config.graphviz_dot_args, "png" if png else "svg"
