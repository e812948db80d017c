"""Restrict a server to its own addresses, and its pages to what they need (Content-Security-Policy).

A website can resolve its own name to 127.0.0.1 (DNS rebinding): the Host header then holds that name, and is
refused. A page of another site can send a form here: its Origin and Sec-Fetch-Site say so. Other users of a
computer can reach its port, but lack the secret in the URL's path.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
# Requests of the page itself, and addresses that a person opens.
_OUR_SITES = ("same-origin", "none")
_HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def content_policy(**more: str) -> str:
    """Return a policy that lets a page load what this server has, by its scripts, styles, pictures and fonts.

    `more` are further rules, with _ for -. No page may be shown in a frame of another one.
    """
    ours = ("script-src", "style-src", "img-src", "font-src", "connect-src")
    rules = {"default-src": "'none'", **dict.fromkeys(ours, "'self'"), "base-uri": "'none'"}
    rules |= {"frame-ancestors": "'none'", **{name.replace("_", "-"): rule for name, rule in more.items()}}
    return "; ".join(f"{name} {rule}" for name, rule in rules.items())


def local_origins(port: int) -> tuple[str, ...]:
    """Return the origins of a port of this computer."""
    return f"http://127.0.0.1:{port}", f"http://localhost:{port}"


class SecurityMiddleware:
    """ASGI middleware that refuses what is not for this server, or not from its pages, with status 421.

    `origins` are its own, such as `http://127.0.0.1:8000`. With `is_linked`, pages of other sites may link to
    it. `headers` are added to each response that does not have them.
    """

    def __init__(
        self, app: ASGIApp, origins: Collection[str], headers: Mapping[str, str], *, is_linked: bool = False
    ) -> None:
        self._app = app
        self._origins = frozenset(origins)
        self._hosts = frozenset(origin.partition("://")[2] for origin in origins)
        self._is_linked = is_linked
        self._headers = _HEADERS | dict(headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Forward a request or refuse it; add the security headers to the response."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        is_ours = self._is_ours(scope["method"], Headers(scope=scope))
        app = self._app if is_ours else PlainTextResponse("not here", 421)
        await app(scope, receive, with_headers)

    def _is_ours(self, method: str, headers: Headers) -> bool:
        """Return whether a request names this server, and comes from its pages if it says where from.

        A browser always says where a POST comes from.
        """
        if headers.get("host") not in self._hosts:
            return False
        origin, site = headers.get("origin", ""), headers.get("sec-fetch-site", "")
        if method in _SAFE_METHODS and self._is_linked:
            return True
        return (
            (not origin or origin in self._origins)
            and (not site or site in _OUR_SITES)
            and (method in _SAFE_METHODS or bool(origin or site))
        )
