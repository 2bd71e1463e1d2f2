"""Sums over many weeks become statements of what changed, by how much, and on which coverage."""
