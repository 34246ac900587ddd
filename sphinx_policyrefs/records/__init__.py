"""The record: what an entry is, and what follows from all of them.  No Sphinx, no docutils."""
