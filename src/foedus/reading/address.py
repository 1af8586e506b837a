"""Which addresses of the network may be asked: public ones only, unless the user allows others."""

from __future__ import annotations

import ipaddress
import socket

from ..errors import ReadingError

__all__ = ["public", "resolve"]

_NAT64 = ipaddress.ip_network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def resolve(host: str, port: int, allow_private: bool) -> tuple[str, ...]:
    """The addresses of a host, each checked; who connects to one of these connects to what was checked.

    Raises ReadingError if the host is unknown, or if any of its addresses is not public.
    """
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ReadingError(f"{host}: no such host, or no network; give a file instead, or try again later") from error
    found = tuple(dict.fromkeys(str(answer[4][0]) for answer in answers))
    for address in found:
        if not (allow_private or public(address)):
            raise ReadingError(
                f"{host} is at {address}, which is not a public address; if you trust it, add --allow-private"
            )
    return found


def public(text: str) -> bool:
    """Whether an address is one of the public internet: not private, loopback, link-local, multicast or reserved."""
    address: Address = ipaddress.ip_address(text.partition("%")[0])
    return all(
        one.is_global and not (one.is_multicast or one.is_reserved or one.is_link_local or one.is_unspecified)
        for one in (_carried(address) or (address,))
    )


def _carried(address: Address) -> tuple[ipaddress.IPv4Address, ...]:
    """The IPv4 addresses that an IPv6 address stands for; a tunnel to a private address is one."""
    if isinstance(address, ipaddress.IPv4Address):
        return ()
    inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _NAT64:
        inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return tuple(one for one in inner if one is not None)
