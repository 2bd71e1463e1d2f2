"""Assistants: what language models may ask of a record, each answer with its evidence."""
