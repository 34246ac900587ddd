"""A document that somebody wrote, sentence by sentence: where each stands, and what it says."""
