"""Translations of what readers see; :mod:`~sphinx_policyrefs.locale.extract` keeps them in step with the code."""


def N_(text: str) -> str:  # noqa: N802 - the usual name of a mark for translators
    """Mark *text* for translation where it stands, and return it as it is."""
    return text
