"""Translations of what readers see; :mod:`~sphinx_policyrefs.locale.extract` keeps them in step with the code."""
