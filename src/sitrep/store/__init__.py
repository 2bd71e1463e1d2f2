"""Keeps and finds: the record."""
