"""What comes into a record as claims already: our own JSON lines, and curated sets of events."""
