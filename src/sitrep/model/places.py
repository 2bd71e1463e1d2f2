"""Places: names in a text, put on the map."""

from typing import Literal

import msgspec

GeoPrecision = Literal["facility", "settlement", "district", "region", "country", "water", "unresolved"]
Use = Literal["literal", "metonym", "demonym"]


class Place(msgspec.Struct, frozen=True):
    """A place as a text names it; `text == document.text[start:end]`.

    `name` is the usual English form without region words ("Chernihiv" for "the Chernihiv region"). `geonames` is a GeoNames id,
    `latitude` and `longitude` are WGS 84 degrees, `country` an ISO 3166-1 alpha-2 code, `admin1` the region's English name,
    all None where unresolved. `precision` tells the size of what is named. `use` tells a place in which something happens
    ("in Moscow") from a government named by its seat ("Moscow said") and from an adjective ("French").
    """

    start: int
    end: int
    text: str
    name: str
    geonames: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    country: str | None = None
    admin1: str | None = None
    precision: GeoPrecision = "unresolved"
    use: Use = "literal"
    original: str | None = None
