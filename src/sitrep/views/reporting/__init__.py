"""The situation report: one typed report, made from the record by pure functions, and four writers of it."""
