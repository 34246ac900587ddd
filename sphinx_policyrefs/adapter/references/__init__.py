"""References: to which entry a name leads, and where that entry stands."""
