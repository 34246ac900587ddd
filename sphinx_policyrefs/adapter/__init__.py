"""The adapter: all that knows Sphinx and docutils."""
