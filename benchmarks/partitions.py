"""How large the pieces of a merge become: python benchmarks/partitions.py [DATASET] [--claims N ...] [--windows N ...].

The places and days of a dataset's claims are taken as what an archive is like (without one, those of the development reports, which are
read first), drawn from at random, spread over a year, and cut as `sitrep batch` cuts them. It prints the share of claims that more than one
block looks at, and the largest block and partition; then the same for windows of other lengths.
"""

import argparse
import datetime as dt
import functools
import random
import tempfile
from collections import Counter
from pathlib import Path

import msgspec
import pyarrow.parquet as pq

from sitrep.model.claims import Claim
from sitrep.model.texts import Document
from sitrep.model.times import When
from sitrep.pipeline import keys_of_claims
from sitrep.scale import blocks as cutting
from sitrep.scale.batches import run_batch
from sitrep.scale.blocks import block_names
from sitrep.scale.executors import Pool
from sitrep.scale.jobs import Job
from sitrep.scale.shards import list_shards
from sitrep.scale.shuffle import partition_of
from sitrep.scale.unions import Union
from sitrep.views.dataset import shape

REPORTS = Path("../shared/gold/dev")
REPORT = Document("r", "", published="2025-06-15")
YEAR = dt.date(2025, 1, 1)


def main() -> None:
    """Prints a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dataset", type=Path, nargs="?")
    parser.add_argument("--claims", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--partitions", type=int, nargs="*", default=[32, 256, 1024])
    parser.add_argument("--windows", type=int, nargs="*", default=[14, 28, 56, 112])
    options = parser.parse_args()
    if options.dataset is None and not REPORTS.is_dir():
        print(f"partitions: skipped, {REPORTS} is not there; name a dataset")
        return
    claims = read_claims(options.dataset) if options.dataset else claims_of_reports(REPORTS)
    print(f"{len(claims)} claims, of which {sum(claim.scope == 'incident' for claim in claims)} of incidents")
    print(f"{'claims':>10}{'sent along':>12}{'blocks':>8}{'largest':>10}" + "".join(f"{f'of {each}':>10}" for each in options.partitions))
    for many in options.claims:
        blocks, shared = cut(claims, many)
        told = "".join(f"{largest(blocks, each):>10,}" for each in options.partitions)
        print(f"{many:>10,}{shared / many:>12.1%}{len(blocks):>8,}{max(blocks.values()):>10,}{told}")
    print(f"\n{'days':>10}{'sent along':>12}{'largest block':>15}")
    many = min(options.claims[-1], 100_000)
    usual = cutting.windows()
    for days in options.windows:
        cutting.windows = functools.partial(msgspec.structs.replace, usual, window_days=days)
        blocks, shared = cut(claims, many)
        print(f"{days:>10}{shared / many:>12.1%}{max(blocks.values()) / many:>15.1%}")

    print(f"\n{'claims':>10}{'of one country':>16}{'hang together':>15}")
    cutting.windows = functools.partial(msgspec.structs.replace, usual)
    for many in (3_000, 10_000, 30_000):
        own, most = hanging_together(claims, many)
        print(f"{many:>10,}{own:>16,}{most / own:>15.1%}")


def hanging_together(claims: list[Claim], many: int) -> tuple[int, int]:
    """Returns how many of so many claims, spread over a year, lie in the country of most, and how many of these hang together at the most.

    Claims hang together that share a key by which merging seeks candidates, one by the other: no finer cut leaves the answer as it is.
    """
    chance = random.Random(20251207)
    country = Counter(place.country for claim in claims for place in claim.places).most_common(1)[0][0]
    drawn = (moved(chance.choice(claims), chance.randrange(365)) for _ in range(many))
    own = [claim for claim in drawn if any(place.country == country for place in claim.places)]
    apart = [msgspec.structs.replace(claim, id=f"c{number}", document=f"d{number}") for number, claim in enumerate(own)]
    union = Union()
    reports = [Document(claim.document, "", published=claim.when.start) for claim in apart]
    for key, shared in keys_of_claims(apart, reports).items():
        union.join([key, *(f"key {each}" for each in shared)])
    return len(apart), max(Counter(union.head(claim.id) for claim in apart).values())


def cut(claims: list[Claim], many: int) -> tuple[Counter[str], int]:
    """Returns how many of so many claims, spread over a year, each block looks at, and how many more than one does."""
    chance = random.Random(20251207)
    blocks: Counter[str] = Counter()
    shared = 0
    for _ in range(many):
        names = block_names(moved(chance.choice(claims), chance.randrange(365)), REPORT, None)
        blocks.update(names)
        shared += len(names) > 1
    return blocks, shared


def claims_of_reports(folder: Path) -> list[Claim]:
    """Returns the claims of the texts in a folder."""
    with tempfile.TemporaryDirectory() as out:
        pool = Pool(2)
        run_batch(Job(Path(out), shape, published=REPORT.published), list_shards([f"{folder}/*.txt"]), pool, lambda _: None)
        pool.close()
        return read_claims(Path(out))


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
