"""Executors: ways to run pieces of work, on this core, on several, or on a cluster; each yields results as they are done, in any order."""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Any, Protocol, TypeVar

from sitrep.errors import WrongUsage
from sitrep.pipeline import leave_signals_to_parent

Item = TypeVar("Item")
Result = TypeVar("Result")

LOOK_AHEAD = 2
DEATHS = (BrokenProcessPool, EOFError, ConnectionError)  # of a worker, or of the process that starts them
MOST_DEATHS = 20
RETRIES = 10


class Executor(Protocol):
    """Runs pieces of work. A task is a function of a module or a partial of one; what it gives back is small."""

    def run(self, task: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """Yields what `task` makes of each item, as it is done."""

    def close(self) -> None:
        """Gives up what it holds."""


class Plain:
    """In this process, one after another."""

    def run(self, task: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """Yields what `task` makes of each item, in order."""
        return map(task, items)

    def close(self) -> None:
        """Holds nothing."""


class Pool:
    """On several processes of this machine, which load the model once; where one dies, what was under way is done again."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None

    def run(self, task: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """Yields what `task` makes of each item, as it is done.

        Raises: BrokenProcessPool where workers die again and again with nothing done between.
        """
        waiting = list(range(len(items)))[::-1]
        deaths = 0
        while waiting:
            under_way: dict[Future[Result], int] = {}
            try:
                while waiting or under_way:
                    while waiting and len(under_way) < self._jobs * LOOK_AHEAD:
                        number = waiting[-1]
                        under_way[self._open().submit(task, items[number])] = number
                        waiting.pop()
                    for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                        result = future.result()
                        del under_way[future]
                        deaths = 0
                        yield result
            except DEATHS:
                deaths += 1
                self.close()
                if deaths > MOST_DEATHS:
                    raise
                waiting += sorted(under_way.values(), reverse=True)

    def close(self) -> None:
        """Ends the processes."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def _open(self) -> ProcessPoolExecutor:
        """Returns the processes, started from a clean one with the pipeline read in."""
        if self._pool is None:
            kind = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
            context = multiprocessing.get_context(kind)
            context.set_forkserver_preload(["sitrep.scale.mapping", "sitrep.reading"])
            self._pool = ProcessPoolExecutor(self._jobs, context, leave_signals_to_parent)
        return self._pool


class Cluster:
    """On the nodes of a Ray cluster, as plain tasks that Ray starts again where a worker or a node is lost."""

    def __init__(self, address: str, jobs: int | None = None) -> None:
        """Joins the cluster at an address, or starts one on this machine for `local`, with so many workers.

        Raises: WrongUsage where Ray is not installed or there is no cluster.
        """
        try:
            import ray  # noqa: PLC0415 - Ray is an extra, and takes seconds to load
        except ModuleNotFoundError as error:
            raise WrongUsage("--cluster: needs Ray; pip install 'sitrep-news[cluster]' brings it") from error
        self._ray: Any = ray
        try:
            if address == "local":
                ray.init(num_cpus=jobs, include_dashboard=False, log_to_driver=False, configure_logging=False)
            else:
                ray.init(address=address, log_to_driver=False, configure_logging=False)
        except (ConnectionError, RuntimeError, ValueError) as error:
            raise WrongUsage(f"--cluster {address}: no cluster there ({error})") from error

    def run(self, task: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """Yields what `task` makes of each item, as it is done; no more are under way than the cluster has cores for, twice over."""
        remote = self._ray.remote(num_cpus=1, max_retries=RETRIES)(_called)
        shared = self._ray.put(task)
        under_way: list[Any] = []
        for item in items:
            if len(under_way) >= max(int(self._ray.cluster_resources().get("CPU", 1)), 1) * LOOK_AHEAD:
                done, under_way = self._ray.wait(under_way)
                yield from self._ray.get(done)
            under_way.append(remote.remote(shared, item))
        while under_way:
            done, under_way = self._ray.wait(under_way)
            yield from self._ray.get(done)

    def close(self) -> None:
        """Leaves the cluster, and ends one that was started here."""
        self._ray.shutdown()


def _called(task: Callable[[Item], Result], item: Item) -> Result:
    """Returns what a task makes of an item, on a worker."""
    return task(item)


def executor(cluster: str | None, jobs: int) -> Executor:
    """Returns the executor for a cluster's address, else for so many processes.

    Raises: WrongUsage where there is no such cluster.
    """
    if cluster is not None:
        return Cluster(cluster, jobs)
    return Plain() if jobs == 1 else Pool(jobs)
