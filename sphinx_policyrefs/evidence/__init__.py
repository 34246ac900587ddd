"""Quotations beside the copies of their sources: whether the words stand there, and where."""
