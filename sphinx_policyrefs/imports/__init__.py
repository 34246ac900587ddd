"""Entries from elsewhere: other sets' exports, and earlier ones of one's own."""
