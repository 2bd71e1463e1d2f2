"""How large the pieces of a merge become: python benchmarks/partitions.py DATASET [--claims N ...] [--partitions N ...].

The places and days of a dataset's claims are taken as what an archive is like, drawn from at random, spread over a year, and cut as
`sitrep batch` cuts them. It prints the share of claims that more than one block looks at, and the largest block and partition.
"""

import argparse
import datetime as dt
import random
from collections import Counter
from pathlib import Path

import msgspec
import pyarrow.parquet as pq

from sitrep.model.claims import Claim
from sitrep.model.texts import Document
from sitrep.model.times import When
from sitrep.scale.blocks import block_names
from sitrep.scale.shuffle import partition_of

REPORT = Document("r", "", published="2025-06-15")
YEAR = dt.date(2025, 1, 1)


def main() -> None:
    """Prints a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dataset", type=Path)
    parser.add_argument("--claims", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--partitions", type=int, nargs="*", default=[32, 256, 1024])
    options = parser.parse_args()
    claims = read_claims(options.dataset)
    chance = random.Random(20251207)
    print(f"{len(claims)} claims, of which {sum(claim.scope == 'incident' for claim in claims)} of incidents")
    print(f"{'claims':>10}{'sent along':>12}{'blocks':>8}{'largest':>10}" + "".join(f"{f'of {each}':>10}" for each in options.partitions))
    for many in options.claims:
        blocks: Counter[str] = Counter()
        shared = 0
        for _ in range(many):
            names = block_names(moved(chance.choice(claims), chance.randrange(365)), REPORT, None)
            blocks.update(names)
            shared += len(names) > 1
        sizes = [largest(blocks, each) for each in options.partitions]
        told = "".join(f"{each:>10,}" for each in sizes)
        print(f"{many:>10,}{shared / many:>12.1%}{len(blocks):>8,}{max(blocks.values()):>10,}{told}")


def read_claims(dataset: Path) -> list[Claim]:
    """Returns the claims of a dataset."""
    decoder = msgspec.json.Decoder(Claim)
    files = sorted((dataset / "claims").rglob("*.parquet"))
    return [decoder.decode(each) for path in files for each in pq.ParquetFile(path).read(columns=["whole"]).column("whole").to_pylist()]


def moved(claim: Claim, days: int) -> Claim:
    """Returns a claim that begins so many days after the start of the year, and lasts as long as before."""
    first, last = claim.when.first_day, claim.when.last_day
    start = YEAR + dt.timedelta(days=days)
    length = (last - first) if first and last else dt.timedelta(0)
    return msgspec.structs.replace(claim, when=When(str(start), str(start + length), claim.when.precision))


def largest(blocks: Counter[str], partitions: int) -> int:
    """Returns how many claims the largest of so many partitions holds."""
    held: Counter[int] = Counter()
    for name, many in blocks.items():
        held[partition_of(name, partitions)] += many
    return max(held.values())


if __name__ == "__main__":
    main()
