"""Ties: bonds made consistent, so that clustering can obey them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from sitrep.model.bonds import Bond


class Ties:
    """Which claims are held in one event and which are kept apart; claims held together are one group, named by one of them.

    Of bonds that contradict each other the later one holds; of an earlier one what it leaves room for holds all the same.
    """

    def __init__(self, bonds: Sequence[Bond] = ()) -> None:
        self._head: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        self._barred: defaultdict[str, set[str]] = defaultdict(set)
        self._named = frozenset(claim for bond in bonds for claim in bond.claims)
        for bond in reversed(bonds):
            (self._hold if bond.together else self._bar)(list(dict.fromkeys(bond.claims)))

    def __bool__(self) -> bool:
        return bool(self._named)

    def group(self, claim: str) -> str:
        """Returns the group of a claim (id): the claim itself where it is held together with no other."""
        return self._head.get(claim, claim)

    def holds(self, claim: str) -> bool:
        """Returns whether a claim is held together with others."""
        return claim in self._head

    def names(self, claim: str) -> bool:
        """Returns whether a bond names a claim."""
        return claim in self._named

    def are_apart(self, groups: Iterable[str], others: Iterable[str]) -> bool:
        """Returns whether one of the first groups is kept apart from one of the others."""
        others = set(others)
        return any(not others.isdisjoint(self._barred.get(group, ())) for group in groups)

    def _hold(self, claims: Sequence[str]) -> None:
        """Holds claims together, each with the first of the groups that may take it."""
        heads: list[str] = []
        for claim in claims:
            group = self.group(claim)
            home = next((head for head in heads if not self.are_apart((head,), (group,))), None)
            if home is None:
                heads.append(group)
            elif home != group:
                self._join(home, group)

    def _bar(self, claims: Sequence[str]) -> None:
        """Keeps claims apart, but for those that a later bond holds together."""
        for one, other in combinations(dict.fromkeys(map(self.group, claims)), 2):
            self._barred[one].add(other)
            self._barred[other].add(one)

    def _join(self, head: str, group: str) -> None:
        """Joins a group into another one, with all from which it is kept apart."""
        joined = self._members.pop(group, [group])
        held = self._members.setdefault(head, [head])
        held.extend(joined)
        self._head.update(dict.fromkeys(held, head))
        for other in self._barred.pop(group, ()):
            self._barred[other] = self._barred[other] - {group} | {head}
            self._barred[head].add(other)


class Households:
    """Clusters (numbers) that bonds make one, while they come into being; each of `parts` is claims (ids) that stand together already."""

    def __init__(self, ties: Ties, parts: Iterable[Sequence[str]] = ()) -> None:
        self._ties = ties
        self._above: dict[str | int, str | int] = {}
        self._groups: dict[str | int, set[str]] = {}
        for part in parts:
            self._join(list(self._bound(part)))

    def may_take(self, number: int, claims: Iterable[str]) -> bool:
        """Returns whether claims may come into a cluster without meeting one that they are kept apart from."""
        bound = self._bound(claims)
        own = bound.union(*(self._groups.get(self._root(group), ()) for group in bound))
        return not own or not self._ties.are_apart(own, self._groups.get(self._root(number), ()))

    def add(self, number: int, claims: Iterable[str]) -> None:
        """Notes that claims came into a cluster, which is then one with all clusters that hold claims of their groups."""
        self._join([number, *self._bound(claims)])

    def of(self, number: int) -> str | int:
        """Returns the household of a cluster: its own number where bonds play no part."""
        return self._root(number)

    def _bound(self, claims: Iterable[str]) -> set[str]:
        """Returns the groups of those claims that a bond names."""
        return {self._ties.group(claim) for claim in claims if self._ties.names(claim)} if self._ties else set()

    def _root(self, node: str | int) -> str | int:
        """Returns what stands for the household of a group or a cluster."""
        while node in self._above:
            node = self._above[node]
        return node

    def _join(self, nodes: Sequence[str | int]) -> None:
        """Makes one household of groups and clusters; one cluster alone needs none."""
        if len(nodes) < 2 and all(isinstance(node, int) for node in nodes):
            return
        roots = list(dict.fromkeys(map(self._root, nodes)))
        held = {node for node in nodes if isinstance(node, str)}
        self._groups[roots[0]] = held.union(*(self._groups.pop(root, ()) for root in roots))
        self._above.update(dict.fromkeys(roots[1:], roots[0]))
