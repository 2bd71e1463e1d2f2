"""Follows feeds for days: polls them, reads what is new, and keeps both in the record."""
