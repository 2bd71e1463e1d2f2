"""Partitions: in how many pieces the claims of an archive are merged."""

import math
from collections.abc import Sequence
from pathlib import Path

from sitrep.scale.markers import read_marker, write_whole
from sitrep.scale.shards import Shard

FEWEST, MOST = 32, 4_096
BYTES_EACH = 32_000_000


def partitions_for(work: Path, shards: Sequence[Shard], wanted: int | None = None) -> int:
    """Returns how many are `wanted`, else as many as an earlier run into this dataset had, else one for 32 MB of input each, 32 at least.

    `work` is the dataset's folder of work on its way, where it is noted: an archive that has grown is not read anew for its partitions.
    """
    noted = work / "partitions.json"
    found = wanted or read_marker(noted, int) or fitting(shards)
    write_whole(noted, str(found).encode())
    return found


def fitting(shards: Sequence[Shard]) -> int:
    """Returns how many partitions the input asks for.

    >>> fitting([Shard("war.jsonl", 4_000_000_000, start) for start in (0, 32_000_000)]), fitting([Shard("small.jsonl", 500)])
    (125, 32)
    """
    files = {shard.name: shard.size for shard in shards}
    return min(max(math.ceil(sum(files.values()) / BYTES_EACH), FEWEST), MOST)
