"""Claims from outlines: a shallow grammar over words, clauses and what was found in them."""
