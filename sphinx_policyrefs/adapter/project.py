"""The project of a build: its settings as this extension reads them, and its words and paths."""

from __future__ import annotations

import os
from collections import ChainMap
from datetime import UTC, datetime
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.gettext import MessageCatalogBuilder
from sphinx.locale import get_translation

from sphinx_policyrefs.additions import additions
from sphinx_policyrefs.records.kinds import KINDS, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx

    from sphinx_policyrefs.records.model import Entry
    from sphinx_policyrefs.views.base import View
    from sphinx_policyrefs.views.wording import Wording

#: The name of the message catalogue, in every package of translations.
CATALOGUE = "policyrefs"


class Project:
    """What conf.py says and adds, whatever the documents hold."""

    def __init__(self, app: Sphinx) -> None:
        self.app = app
        self.env = app.env
        self.config = app.config
        self.builder = app.builder
        #: the checks, views and exports that the project adds
        self.added = additions(app)
        self._relative: dict[str, str] = {}

    @cached_property
    def kinds(self) -> Mapping[str, Kind]:
        """Return the kinds of this project."""
        extra = self.config.policyrefs_kinds
        if not extra:
            return KINDS
        from sphinx_policyrefs.records.extra_kinds import kinds_with

        return kinds_with(extra)

    @cached_property
    def views(self) -> Mapping[str, View]:
        """Return the views of this project."""
        from sphinx_policyrefs.views import views_for

        views = views_for(self.kinds)
        return ChainMap(self.added.views, views) if self.added.views else views  # type: ignore[arg-type]

    @cached_property
    def index_kinds(self) -> frozenset[str]:
        """Return the kinds whose entries the general index lists."""
        wanted = self.config.policyrefs_index_kinds
        if isinstance(wanted, bool):
            return frozenset(kind.name for kind in self.kinds.values() if wanted and kind.named)
        return frozenset(wanted)

    def is_indexed(self, entry: Entry) -> bool:
        """Return whether the general index lists an entry of the record."""
        return not entry.unindexed and entry.kind in self.index_kinds

    @cached_property
    def wording(self) -> Wording:
        """Return the words of the project's language."""
        from sphinx_policyrefs.views.wording import Wording

        translate = get_translation(CATALOGUE)
        config = self.config
        return Wording(
            config.language or "en",
            cache(lambda text: str(translate(text))),  # Sphinx makes an empty catalogue for each look-up
            config.policyrefs_date_style,
            config.policyrefs_quote_words,
        )

    @cached_property
    def is_translated(self) -> bool:
        """Return whether translators get the texts of this build, or may have given theirs."""
        return isinstance(self.builder, MessageCatalogBuilder) or any(
            Path(self.app.srcdir, folder).is_dir() for folder in self.config.locale_dirs
        )

    def shows(self, expression: str) -> bool:
        """Return whether an ``only`` block is shown.

        A block with a wrong expression is shown too; Sphinx reports it.
        """
        try:
            return self.app.tags.eval_condition(expression)
        except Exception:  # noqa: BLE001 - as wide as Sphinx's own
            return True

    def relative(self, source: str | Path) -> str:
        """Return a path below the source directory, with slashes; others as they are."""
        text = str(source)
        found = self._relative.get(text)  # kept, since every entry asks for its own
        if found is None:
            # docutils names what a document includes as seen from the working directory.
            path = Path(os.path.abspath(source))  # noqa: PTH100 - leaves symbolic links as Sphinx has them
            inside = path.is_relative_to(self.env.srcdir)
            found = self._relative[text] = (
                path.relative_to(self.env.srcdir) if inside else Path(source)
            ).as_posix()
        return found

    @property
    def conf_py(self) -> str:
        """Return the path of conf.py from the source directory, which need not hold it."""
        return os.path.relpath(self.app.confdir / "conf.py", self.env.srcdir).replace(os.sep, "/")


def source_date() -> datetime | None:
    """Return the moment that ``SOURCE_DATE_EPOCH`` names, at which the sources were changed last; None without it."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch else None
