"""Which address a request comes from. Behind a proxy that the operator names, the one that the proxy saw; else the peer itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address


def networks(named: Sequence[str]) -> tuple[Network, ...]:
    """The named proxies (addresses or networks). ValueError where one is neither."""
    return tuple(ip_network(one.strip(), strict=False) for one in named if one.strip())


def client_address(peer: str, forwarded: str, trusted: Sequence[Network]) -> str:
    """The nearest address that is no trusted proxy, read from the proxy's end of the list.

    What stands to the left of it was written by whoever asked and is never believed; an unreadable entry ends the reading.
    """
    here = _read(peer)
    if here is None or not _among(here, trusted):
        return peer
    for entry in reversed([part.strip() for part in forwarded.split(",")] if forwarded.strip() else []):
        found = _read(entry)
        if found is None:
            break
        here = found
        if not _among(found, trusted):
            break
    return str(here)


def _read(text: str) -> Address | None:
    try:
        found = ip_address(text)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def _among(address: Address, trusted: Sequence[Network]) -> bool:
    return any(address in network for network in trusted if network.version == address.version)


def address_middleware(respond: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Put the client's address where everything reads it (REMOTE_ADDR): limits, lock-out and the audit trail."""

    def middleware(request: HttpRequest) -> HttpResponse:
        trusted = networks(settings.NUANXIN_TRUSTED_PROXIES)
        peer = str(request.META.get("REMOTE_ADDR", ""))
        if trusted:
            seen = _read(peer)
            if seen is None or not _among(seen, trusted):
                request.META.pop("HTTP_X_FORWARDED_PROTO", None)  # a stranger does not tell us that he came by TLS
            request.META["REMOTE_ADDR"] = client_address(peer, request.META.get("HTTP_X_FORWARDED_FOR", ""), trusted)
        return respond(request)

    return middleware
