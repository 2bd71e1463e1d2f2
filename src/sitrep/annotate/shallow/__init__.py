"""Annotators for languages that have no parser here: words, sentences and patterns from packs."""
