"""The relevance gate: whether anything in a text can yield a claim, decided without a parse."""


def is_relevant(text: str) -> bool:
    """Whether the text may hold a claim."""
    return True
