"""The exports beside the pages, and earlier exports beside the record."""
