"""Pictures: what they show, and where everything goes.  The layout is computed here, without a browser."""
