"""Pages: a module each, with a `PAGE`, a template of the same name, and what the template shows."""
