"""Which pages a build has to write again."""
