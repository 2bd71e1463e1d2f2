"""Evaluation: the program's claims beside those that people read from the same reports."""
