"""Unions: what hangs together by pairs, under the least of it."""

from collections.abc import Iterable


class Union:
    """Names (ids) that belong together, each under the least one of its group; the order in which they are joined changes nothing."""

    def __init__(self) -> None:
        self._leader: dict[str, str] = {}

    def join(self, names: Iterable[str]) -> None:
        """Puts names into one group."""
        first, *others = names
        for other in others:
            one, two = sorted((self.head(first), self.head(other)))
            self._leader[two] = one

    def head(self, name: str) -> str:
        """Returns the least name of a group."""
        while self._leader.setdefault(name, name) != name:
            self._leader[name] = self._leader[self._leader[name]]
            name = self._leader[name]
        return name

    def __len__(self) -> int:
        """Returns how many names there are."""
        return len(self._leader)

    def names(self) -> list[str]:
        """Returns all names, in order."""
        return sorted(self._leader)
