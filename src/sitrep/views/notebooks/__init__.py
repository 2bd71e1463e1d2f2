"""Notebooks: what `import sitrep` offers to programs and notebooks."""
