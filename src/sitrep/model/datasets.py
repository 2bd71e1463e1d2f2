"""Datasets: of what a batch was made that a record was loaded from, as its manifest says, in short."""

import msgspec


class Dataset(msgspec.Struct, frozen=True):
    """A dataset by its `checksum`, the program and `libraries` that made it, how many inputs it was made of, and what they held.

    `inputs_checksum` is that of all names and checksums of the inputs; `inputs_bytes` their size.
    """

    checksum: str
    software: str
    libraries: dict[str, str]
    options: dict[str, str]
    inputs: int
    inputs_bytes: int
    inputs_checksum: str
    reports: int
    claims: int
