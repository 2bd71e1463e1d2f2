"""Guards: what is asked of every request before anything answers it, and what every answer bears."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sitrep.views.workbench.settings import Settings

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:{tiles}; connect-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with none at all browsers send no origin with forms, ours included
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """Refuses requests under a foreign name (DNS rebinding) or from foreign pages, and puts the security headers on every answer."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._names = settings.names
        tiles = tile_origin(settings.tiles)
        policy = POLICY.format(tiles=f" {tiles}" if tiles else "")
        secure = {"Strict-Transport-Security": "max-age=31536000"} if settings.is_https else {}
        borne = {"Content-Security-Policy": policy, **HEADERS, **secure}
        self._headers = [(name.lower().encode(), value.encode()) for name, value in borne.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request itself where it is refused, else hands it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *self._headers]
            await send(message)

        refusal = self._refusal(scope["method"], Headers(scope=scope))
        app = PlainTextResponse(refusal, 421 if "Host" in refusal else 403) if refusal else self._app
        await app(scope, receive, send_guarded)

    def _refusal(self, method: str, headers: Headers) -> str:
        """Returns why a request is refused, "" where it is not."""
        host = headers.get("host", "")
        if bare_host(host) not in self._names:
            return f"Host {host[:100]!r}: this workbench does not answer to that name; `sitrep serve --allow-host NAME` lets it"
        if method in SAFE_METHODS:
            return ""
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        if origin is not None and urlsplit(origin).netloc != host:
            return "the request comes from a page of another site"
        if origin is None and site not in (None, "same-origin", "none"):
            return "the request comes from a page of another site"
        return ""


def bare_host(host: str) -> str:
    """Returns a Host header without its port, in small letters.

    >>> bare_host("Localhost:8000"), bare_host("[::1]:8000"), bare_host("example.org")
    ('localhost', '[::1]', 'example.org')
    """
    name, _, port = host.rpartition(":")
    return (name if name and port.isdigit() else host).casefold()


def tile_origin(tiles: str | None) -> str | None:
    """Returns the origin of a tile layer's address, which the policy lets pictures come from."""
    if not tiles:
        return None
    parts = urlsplit(tiles)
    return f"{parts.scheme}://{parts.netloc}"
