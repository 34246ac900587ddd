"""Entries from elsewhere: data files, bibliographies, exports of one's own and of other projects.

All of it is bad input until it is checked.
"""
