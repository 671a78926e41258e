"""Who may come in: the browser that was given the address, and nothing that it was tricked into.

Other programs on this machine do not know the path. Pages from elsewhere cannot be read into: a
name that was rebound to loopback shows in Host, a foreign page in Origin.
"""

import secrets
from dataclasses import dataclass

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware


@dataclass(frozen=True, slots=True)
class Guard:
    """The path that must be known, and the names under which the page answers."""

    token: str
    hosts: frozenset[str]

    @classmethod
    def made(cls, host: str, port: int, token: str = "") -> "Guard":
        """A server on this address: with a fresh path, or the one that a page has open already."""
        names = (host, "127.0.0.1", "localhost", "[::1]")
        known = frozenset(f"{name}:{port}" for name in names)
        return cls(token or secrets.token_urlsafe(18), known)

    def refusal(self, request: web.Request) -> web.Response | None:
        """What a stranger is told."""
        host = request.headers.get("Host", "")
        if host not in self.hosts:
            return web.Response(status=403, text="This page answers to its own address only.")
        origin = request.headers.get("Origin")
        # Browsers always say where a socket is opened from.
        if origin is None and request.headers.get("Upgrade"):
            return web.Response(status=403, text="Please open this page in a browser.")
        if origin not in (None, f"http://{host}"):
            return web.Response(status=403, text="This page cannot be used from another one.")
        given = request.match_info.get("token", "")
        if not secrets.compare_digest(given.encode(), self.token.encode()):
            return web.Response(status=404, text="Nothing is here. Use the address you were given.")
        return None

    def headers(self, host: str) -> dict[str, str]:
        """What every answer carries: only our own scripts, nothing from elsewhere, no traces."""
        policy = (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            # Not every browser takes 'self' to include the socket.
            f"connect-src 'self' ws://{host}" if host in self.hosts else "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
        return {
            "Content-Security-Policy": "; ".join(policy),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "no-store",
        }

    def middleware(self) -> Middleware:
        """Stands before every route."""

        @web.middleware
        async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
            return self.refusal(request) or await handler(request)

        return guarded

    async def sign(self, request: web.Request, response: web.StreamResponse) -> None:
        """Puts the headers on an answer, whoever made it."""
        response.headers.update(self.headers(request.headers.get("Host", "")))
