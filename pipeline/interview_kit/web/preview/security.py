"""Restrict the preview to this computer's browser, and the page to what it needs (Content-Security-Policy).

A website can resolve its own name to 127.0.0.1 (DNS rebinding): the Host header then holds that name, and is
refused. Other users of the computer can reach the port, but lack the secret in the URL's path.
"""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# The policy of the page; kit files other than PDF have a stricter one.
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


class SecurityMiddleware:
    """ASGI middleware that refuses requests with a foreign Host or Origin header, with status 421."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        self._app = app
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Forward a request or refuse it; add the security headers to the response."""

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
