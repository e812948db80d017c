"""Let only this computer's own browser in, and let the page do nothing but show.

A page elsewhere on the web can make its own name mean 127.0.0.1 (DNS rebinding): the name then stands in the
Host header. And other people who share the computer can reach the port: they lack the secret in the address.
"""

from __future__ import annotations

import secrets

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# The page's own; a file of a kit says something stricter itself.
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "frame-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def new_secret() -> str:
    """Return a word that nobody can guess."""
    return secrets.token_urlsafe(24)


class SecurityMiddleware:
    """Refuses requests that name another host, or come from another page."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        self._app = app
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        app = self._app if self._is_ours(Headers(scope=scope)) else PlainTextResponse("not here", 421)
        await app(scope, receive, with_headers)

    def _is_ours(self, headers: Headers) -> bool:
        origin = headers.get("origin", "")
        return headers.get("host") in self._hosts and (
            not origin or origin.removeprefix("http://") in self._hosts
        )
