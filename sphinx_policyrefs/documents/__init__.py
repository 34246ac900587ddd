"""Documents that others wrote, as text with its pages: copies of sources, and articles to be reviewed."""
