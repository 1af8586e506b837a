"""Which server is asked, which model, and with which key."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

import msgspec

from ..errors import UsageError

__all__ = ["DEFAULT_ENDPOINT", "Server", "key_of_environment", "server"]

DEFAULT_ENDPOINT = "http://127.0.0.1:11434/v1"
_KEY = "FOEDUS_LLM_KEY"


class Server(msgspec.Struct, frozen=True):
    """Where to ask, and whom; `timeout` seconds a try, `tries` in all, `pause` seconds before the second, then twice
    that.
    """

    endpoint: str
    model: str
    timeout: float = 120.0
    tries: int = 4
    pause: float = 1.0


def server(endpoint: str | None, model: str | None) -> Server:
    """The server that the user names. Raises UsageError for an address that is none, or would show the key."""
    if not model:
        raise UsageError("--coder llm needs the name of a model that the server has: --model NAME")
    endpoint = endpoint or DEFAULT_ENDPOINT
    key = key_of_environment()
    try:
        parts = urlsplit(endpoint)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
    if not sound or parts.username is not None or parts.query:
        raise UsageError(f"{endpoint.rpartition('@')[2]} is no endpoint; give one as {DEFAULT_ENDPOINT}")
    if parts.scheme == "http" and key and not _loopback(str(parts.hostname)):
        raise UsageError(f"{endpoint} would show {_KEY} to everyone on the way; give an endpoint with https://")
    return Server(endpoint, model)


def _loopback(host: str) -> bool:
    import ipaddress

    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def key_of_environment() -> str:
    """The key of the environment, empty if there is none. Raises UsageError if it cannot be sent."""
    key = os.environ.get(_KEY, "").strip()
    if not (key.isascii() and key.isprintable()):
        raise UsageError(f"{_KEY} holds characters that no key has; set it to the key alone")
    return key
