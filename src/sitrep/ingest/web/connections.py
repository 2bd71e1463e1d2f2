"""Connections: only to machines that may be reached, at the very addresses that were checked."""

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence

import httpcore2

from sitrep.errors import UnreadableSource
from sitrep.ingest.web.addresses import Allowance, IpAddress

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]


class ForbiddenAddress(UnreadableSource):
    """A host that lies at an address which may not be reached."""


async def resolve(host: str, port: int) -> Sequence[str]:
    """Returns the addresses of a host as the system tells them, in its order.

    Raises: OSError where it has none.
    """
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


class GuardedNetwork(httpcore2.AsyncNetworkBackend):
    """Opens connections after looking a host up once and checking every answer; a name is never looked up a second time.

    A name server that answers differently the next time (DNS rebinding) gains nothing: the connection goes to the address that was checked.
    TLS certificates are checked against the name all the same.
    """

    def __init__(self, allowance: Allowance, resolve: Resolve = resolve) -> None:
        self._allowance = allowance
        self._resolve = resolve
        self._network = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Returns a connection to the first of the host's addresses that answers.

        Raises: ForbiddenAddress; httpcore2.ConnectError.
        """
        failure: Exception = httpcore2.ConnectError("the host has no address")
        for address in await self._checked(host, port):
            try:
                return await self._network.connect_tcp(str(address), port, timeout, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
        raise failure

    async def _checked(self, host: str, port: int) -> list[IpAddress]:
        """Returns the addresses of a host, all of which may be reached.

        Raises: ForbiddenAddress where one may not; httpcore2.ConnectError where there is none.
        """
        try:
            found = [ipaddress.ip_address(each.partition("%")[0]) for each in await self._resolve(host, port)]
        except (OSError, UnicodeError) as error:
            raise httpcore2.ConnectError("the host's name is not known") from error
        for address in found:
            if not self._allowance.admits(host, address):
                raise ForbiddenAddress(f"is at {address}, which is no public address; --allow-private {host} lets it be reached")
        return found
