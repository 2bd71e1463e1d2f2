"""The nouns: what a report says, as frozen values that stand in JSON exactly as they stand here."""
