"""Reports of one line that are read in no time, and ways in which reading one goes wrong; workers find this module by its name."""

import json
import os
import time
from collections.abc import Iterable
from pathlib import Path

from sitrep.model.actors import Actor, Speaker
from sitrep.model.claims import Claim
from sitrep.model.figures import Figure
from sitrep.model.places import Place
from sitrep.model.texts import Document, Span
from sitrep.model.times import When
from sitrep.pipeline import DocumentClaims

TOWNS = {
    "Sumy": (50.92, 34.8, "UA"), "Lviv": (49.84, 24.03, "UA"), "Odesa": (46.48, 30.73, "UA"), "Kursk": (51.73, 36.19, "RU"),
    "Hodeidah": (14.8, 42.95, "YE"), "El Fasher": (13.63, 25.35, "SD"),
}  # fmt: skip
SLOW = 30.0


def read(document: Document, _packs: tuple[str, ...] = ()) -> DocumentClaims:
    """Reads "TOWN DAY DEAD; …" into an attack each; "broken" raises, "slow" hangs, "deadly" ends the process, "odd" claims nothing."""
    text = document.text
    if text.startswith("broken"):
        raise ValueError("cannot be parsed")
    if text.startswith("slow"):
        time.sleep(SLOW)
    if text.startswith("deadly"):
        os._exit(9)
    if pause := os.environ.get("SITREP_TEST_PAUSE"):
        time.sleep(float(pause))
    claims, start = [], 0
    for part in text.split("; "):
        words = part.rsplit(" ", 2)
        if len(words) == 3 and words[0] in TOWNS:
            claims.append(attack(document, part, start))
        start += len(part) + 2
    return DocumentClaims(document, tuple(claims))


def attack(document: Document, words: str, start: int) -> Claim:
    """Returns the attack that some words of a report tell of."""
    town, day, dead = words.rsplit(" ", 2)
    latitude, longitude, country = TOWNS[town]
    end = start + len(words)
    return Claim(
        f"c{document.id}-{start}",
        document.id,
        "ASSAULT",
        (Span(start, end, words),),
        mode="drone",
        when=When(day, day, "day"),
        places=(Place(start, start + len(town), town, town, None, latitude, longitude, country, town, "settlement"),),
        actor=Actor("Russia", "state", "RU"),
        source=Speaker("the governor"),
        figures=(Figure(end - len(dead), end, dead, "person", "killed", int(dead), int(dead)),),
    )


def write_reports(path: Path, texts: Iterable[str]) -> Path:
    """Writes reports as JSON lines and returns the path."""
    with path.open("w", encoding="utf-8") as stream:
        for number, text in enumerate(texts):
            record = {"id": f"{path.stem}{number}", "text": text, "published": "2025-12-08", "publisher": path.stem, "language": "en"}
            stream.write(json.dumps(record) + "\n")
    return path
