"""Trends as people see them: series gathered from a record, and what changed, in words."""
