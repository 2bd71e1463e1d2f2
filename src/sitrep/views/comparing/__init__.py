"""A curated set beside the record: what both tell, and what only one does."""
