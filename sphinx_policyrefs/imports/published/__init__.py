"""Files that courts, Congress and the Federal Register publish: told by their content, read into :mod:`.model`."""
