"""One question to a server that speaks the chat-completions protocol, with retries; nothing else is ever sent.

Proxies of the environment are not used and redirects not followed: what is sent goes to the endpoint and nowhere else.
"""

from __future__ import annotations

import http.client
import ssl
import time
from collections.abc import Callable
from contextlib import closing
from typing import Any
from urllib.parse import SplitResult, urlsplit

import msgspec

from ..errors import ServerError
from .prompt import Message
from .schema import schema
from .server import Server, key_of_environment

__all__ = ["ask"]

_LIMIT = 4_000_000  # bytes of an answer
_BLOCK = 65_536
_LONGEST_WAIT = 60.0  # seconds, whatever a server asks for
_PASSING = frozenset((408, 409, 425, 429, 500, 502, 503, 504))  # a later try may do better
_REFUSED = frozenset((400, 404, 415, 422))  # perhaps a field that the server does not know


class _FailedError(Exception):
    """A try that failed; `wait`, the seconds that the server asks for; `final`, whether another would fail too."""

    def __init__(self, reason: str, wait: float = 0.0, final: bool = False, status: int = 0) -> None:
        super().__init__(reason)
        self.wait, self.final, self.status = wait, final, status


def ask(to: Server, asked: list[Message], sleep: Callable[[float], None] = time.sleep) -> str:
    """The text of the answer. Raises ServerError, with the reason of the last try."""
    full = True
    pause = to.pause
    tries = 0
    while True:
        try:
            return _once(to, _body(to, asked, full))
        except _FailedError as failed:
            if full and failed.status in _REFUSED:
                full = False  # once more without the fields that not every server knows
                continue
            tries += 1
            if failed.final or tries >= to.tries:
                times = f" ({tries} tries)" if tries > 1 else ""
                raise ServerError(f"the model {to.model} at {to.endpoint} gave no answer{times}: {failed}") from failed
            sleep(min(_LONGEST_WAIT, max(pause, failed.wait)))
            pause *= 2


def _body(to: Server, asked: list[Message], full: bool) -> bytes:
    body: dict[str, Any] = {"model": to.model, "messages": asked, "stream": False}
    if full:
        form = {"type": "json_schema", "json_schema": {"name": "events", "strict": True, "schema": schema()}}
        body |= {"temperature": 0, "seed": 0, "response_format": form}
    return msgspec.json.encode(body)


def _once(to: Server, body: bytes) -> str:
    parts = urlsplit(to.endpoint)
    until = time.monotonic() + to.timeout
    try:
        with closing(_connection(parts, to.timeout)) as connection:
            connection.request("POST", _target(parts), body, _headers())
            with closing(connection.getresponse()) as response:
                data = _read(response, until)
    except ConnectionRefusedError as error:
        raise _FailedError("nobody listens there; start the server, or give another --endpoint", final=True) from error
    except TimeoutError as error:
        raise _FailedError(f"no complete answer within {to.timeout:g} s") from error
    except ssl.SSLCertVerificationError as error:
        raise _FailedError(f"its certificate is not trusted ({error.verify_message})", final=True) from error
    except (OSError, http.client.HTTPException) as error:
        raise _FailedError(_masked(getattr(error, "strerror", "") or str(error) or type(error).__name__)) from error
    if response.status != 200:
        raise _refusal(response, data)
    return _content(data)


def _connection(parts: SplitResult, timeout: float) -> http.client.HTTPConnection:
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    return kind(str(parts.hostname), parts.port, timeout=timeout)


def _target(parts: SplitResult) -> str:
    path = parts.path.rstrip("/")
    return path if path.endswith("/chat/completions") else f"{path}/chat/completions"


def _headers() -> dict[str, str]:
    found = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "foedus"}
    key = key_of_environment()
    return found | {"Authorization": f"Bearer {key}"} if key else found


def _read(response: http.client.HTTPResponse, until: float) -> bytes:
    blocks: list[bytes] = []
    size = 0
    while block := response.read1(_BLOCK):
        blocks.append(block)
        size += len(block)
        if size > _LIMIT:
            raise _FailedError(f"the answer is larger than {_LIMIT // 1_000_000} MB", final=True)
        if time.monotonic() > until:
            raise TimeoutError
    return b"".join(blocks)


def _refusal(response: http.client.HTTPResponse, data: bytes) -> _FailedError:
    said = _masked(" ".join(data.decode("utf-8", "replace").split())[:200])
    reason = f"it answers {response.status} {response.reason}" + (f": {said}" if said else "")
    try:
        wait = float(response.getheader("Retry-After") or 0)
    except ValueError:
        wait = 0.0  # a date: the usual pause does
    return _FailedError(reason, wait, response.status not in _PASSING, response.status)


def _masked(text: str) -> str:
    """What a server says, without the key that it may repeat."""
    key = key_of_environment()
    return text.replace(key, "***") if key else text


class _Said(msgspec.Struct):
    content: str | None = None


class _Choice(msgspec.Struct):
    message: _Said


class _Completion(msgspec.Struct):
    choices: list[_Choice]


def _content(data: bytes) -> str:
    try:
        found = msgspec.json.decode(data, type=_Completion)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise _FailedError(f"what it sends is no chat completion ({error})") from error
    if not found.choices:
        raise _FailedError("its answer holds no choice")
    return found.choices[0].message.content or ""
