"""Ways: where a form leads back to, which is never another site."""


def own_way(address: str | None) -> str | None:
    """Returns an address on this workbench, None for any other.

    >>> own_way("/review?type=ASSAULT"), own_way("//example.org"), own_way("https://example.org")
    ('/review?type=ASSAULT', None, None)
    """
    if not address or not address.startswith("/") or address.startswith(("//", "/\\")) or not address.isprintable():
        return None
    return address
