"""Records -> what stands on a page."""
