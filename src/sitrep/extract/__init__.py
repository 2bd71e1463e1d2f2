"""Annotations become claims."""
