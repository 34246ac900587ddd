"""Records -> the content of pages."""
