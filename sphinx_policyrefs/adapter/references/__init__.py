"""What a name leads to, and where that stands."""
