"""`sitrep serve`: the workbench, served until it is interrupted."""

import ipaddress
import socket
from pathlib import Path
from typing import Literal

import msgspec
import uvicorn

from sitrep.errors import WrongUsage
from sitrep.views.messages import Messages
from sitrep.views.workbench.app import make_app
from sitrep.views.workbench.benches import Bench
from sitrep.views.workbench.settings import Proxy, Settings, is_loopback, is_wildcard
from sitrep.views.workbench.users import Role

BACKLOG = 2048


class Certificate(msgspec.Struct, frozen=True):
    """The files of a certificate and its key, or that a proxy in front has them."""

    certificate: str | None = None
    key: str | None = None
    by_proxy: bool = False


class ProxyWishes(msgspec.Struct, frozen=True):
    """The proxy that names users, as it was typed."""

    header: str | None = None
    addresses: tuple[str, ...] = ()
    role: Role | None = None


class ServeWishes(msgspec.Struct, frozen=True):
    """How the workbench is to be served, as it was typed."""

    database: str | None = None
    host: str = "127.0.0.1"
    port: int = 8000
    users: str | None = None
    hosts: tuple[str, ...] = ()
    tiles: str | None = None
    licence: str | None = None
    language: Literal["en", "uk"] | None = None
    secrets: Certificate = Certificate()
    proxy: ProxyWishes = ProxyWishes()


def serve(wishes: ServeWishes, messages: Messages) -> int:
    """Serves the workbench until it is interrupted, and returns the exit code.

    Raises: WrongUsage for wishes that would let strangers in, or an address that cannot be had; StoreUnavailable.
    """
    settings = read_settings(wishes)
    check_settings(settings)
    bench = Bench(settings)
    try:
        app, listener = make_app(bench), listening(settings)
    except BaseException:
        bench.close()
        raise
    scheme = "https" if wishes.secrets.certificate else "http"
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    messages.note(f"{bench.record.name}: {scheme}://{host}:{listener.getsockname()[1]} (Ctrl-C ends it)")
    config = uvicorn.Config(
        app,
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ssl_certfile=wishes.secrets.certificate,
        ssl_keyfile=wishes.secrets.key,
    )
    uvicorn.Server(config).run([listener])
    return 0


def read_settings(wishes: ServeWishes) -> Settings:
    """Returns the settings that were typed.

    Raises: WrongUsage for halves of what belongs together, and addresses that are none.
    """
    secrets = wishes.secrets
    if (secrets.certificate is None) != (secrets.key is None):
        raise WrongUsage("--certificate and --key belong together")
    for path in (secrets.certificate, secrets.key):
        if path is not None and not Path(path).is_file():
            raise WrongUsage(f"{path}: there is no such file")
    return Settings(
        wishes.database,
        wishes.host,
        wishes.port,
        wishes.users,
        read_proxy(wishes.proxy),
        wishes.hosts,
        wishes.tiles,
        is_https=secrets.certificate is not None or secrets.by_proxy,
        licence=wishes.licence,
        language=wishes.language,
    )


def read_proxy(wishes: ProxyWishes) -> Proxy | None:
    """Returns the proxy that names users, None where there is none.

    Raises: WrongUsage for half of one.
    """
    if (wishes.header is None) != (not wishes.addresses):
        raise WrongUsage("--proxy-header and --trusted-proxy belong together: a header is believed from known addresses alone")
    return Proxy(wishes.header, tuple(map(read_network, wishes.addresses)), wishes.role) if wishes.header else None


def read_network(typed: str) -> str:
    """Returns an address or network.

    Raises: WrongUsage where it is none.
    """
    try:
        return str(ipaddress.ip_network(typed, strict=False))
    except ValueError as error:
        raise WrongUsage(f"--trusted-proxy {typed!r}: an address or network is expected, such as 10.0.0.5 or 10.0.0.0/24") from error


def check_settings(settings: Settings) -> None:
    """Passes settings under which only those whom the user wants come in.

    Raises: WrongUsage.
    """
    if is_loopback(settings.host):
        return
    if not settings.has_login:
        raise WrongUsage(
            f"--host {settings.host}: others would reach it without a login; make users with `sitrep users add NAME --users FILE` "
            "and name them with --users FILE"
        )
    if not settings.is_https:
        raise WrongUsage(
            f"--host {settings.host}: passwords would go over the network in the open; give --certificate FILE --key FILE, "
            "or say --https-by-proxy where a proxy in front speaks HTTPS"
        )
    if is_wildcard(settings.host) and not settings.hosts:
        raise WrongUsage(f"--host {settings.host}: say with --allow-host NAME under which name browsers will ask for it")


def listening(settings: Settings) -> socket.socket:
    """Returns a socket at the address.

    Raises: WrongUsage where it cannot be had.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named, so that answers go out without a delay (TCP_NODELAY)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
        listener.listen(BACKLOG)  # from here on nobody is turned away, though the first answer takes a moment
    except (OSError, OverflowError) as error:
        listener.close()
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise WrongUsage(
            f"--host {settings.host} --port {settings.port}: cannot be listened at ({reason}); --port 0 takes a free one"
        ) from error
    return listener
