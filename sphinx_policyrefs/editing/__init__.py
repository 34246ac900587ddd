"""Entries edited where they stand, in pages and data files; nothing else of a file changes."""
