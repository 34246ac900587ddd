"""Pictures: what they are made of, and where everything goes; no browser is asked."""
