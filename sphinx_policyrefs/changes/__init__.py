"""What changed between two exports of a record; and the versions of an export that git keeps."""
