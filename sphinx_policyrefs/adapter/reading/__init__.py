"""Authors' pages and data files -> records."""
