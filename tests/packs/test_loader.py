"""Knowledge files are read once, and say what is wrong with them."""

from pathlib import Path

import msgspec
import pytest

from sitrep.errors import InvalidPack
from sitrep.packs.loader import load, read
from sitrep.packs.types import EventType


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pack of one list."""

    words: tuple[str, ...]


def test_a_built_in_file_is_read_once() -> None:
    """Tables are looked up for every sentence; reading them each time would cost more than the parse."""
    assert load("types/assault.toml", EventType) is load("types/assault.toml", EventType)


def test_a_pack_becomes_a_typed_value(tmp_path: Path) -> None:
    """Nobody handles bare tables."""
    pack = tmp_path / "words.toml"
    pack.write_text('words = ["shelling", "обстріл"]', encoding="utf-8")
    assert read(pack, Words) == Words(("shelling", "обстріл"))


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"words = 3", "words"),
        (b'words = ["a"]\nwrods = ["b"]', "wrods"),
        (b"words = [", "words.toml"),
        (b"words = ['\xff']", "words.toml"),
    ],
)
def test_a_bad_pack_is_named_with_its_fault(tmp_path: Path, content: bytes, complaint: str) -> None:
    """Whoever edits a pack finds from the message alone which file and what in it."""
    pack = tmp_path / "words.toml"
    pack.write_bytes(content)
    with pytest.raises(InvalidPack, match=complaint) as caught:
        read(pack, Words)
    assert str(pack) in str(caught.value)


def test_a_missing_pack_is_named(tmp_path: Path) -> None:
    """A pack of the user's own may be misspelt."""
    with pytest.raises(InvalidPack, match="cannot be read"):
        read(tmp_path / "none.toml", Words)
