"""Claims of many reports become events and totals."""
