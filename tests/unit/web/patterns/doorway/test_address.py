"""Whose address counts: the peer's, or behind a named proxy the one that the proxy saw; never what a stranger writes."""

from __future__ import annotations

from ipaddress import ip_address, ip_network
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from hypothesis import given
from hypothesis import strategies as st

from nuanxin.config import environment
from nuanxin.web.patterns.doorway.address import address_middleware, client_address, networks

PROXY = networks(["127.0.0.1", "10.0.0.0/8"])


@pytest.mark.parametrize(
    ("peer", "forwarded", "trusted", "client"),
    [
        ("203.0.113.9", "", (), "203.0.113.9"),
        ("203.0.113.9", "1.2.3.4", (), "203.0.113.9"),
        ("203.0.113.9", "1.2.3.4", PROXY, "203.0.113.9"),
        ("127.0.0.1", "1.2.3.4", (), "127.0.0.1"),
        ("127.0.0.1", "1.2.3.4", PROXY, "1.2.3.4"),
        ("127.0.0.1", "9.9.9.9, 1.2.3.4", PROXY, "1.2.3.4"),
        ("127.0.0.1", "9.9.9.9, 1.2.3.4, 10.1.1.1", PROXY, "1.2.3.4"),
        ("127.0.0.1", "10.2.2.2, 10.1.1.1", PROXY, "10.2.2.2"),
        ("127.0.0.1", "1.2.3.4, nonsense", PROXY, "127.0.0.1"),
        ("127.0.0.1", "", PROXY, "127.0.0.1"),
        ("::ffff:127.0.0.1", "2001:db8::5", PROXY, "2001:db8::5"),
        ("", "1.2.3.4", PROXY, ""),
    ],
)
def test_client_address(peer: str, forwarded: str, trusted: Any, client: str) -> None:
    assert client_address(peer, forwarded, trusted) == client


@given(
    st.lists(st.ip_addresses(v=4).map(str), max_size=5),
    st.ip_addresses(v=4, network="10.0.0.0/8").map(str),
    st.ip_addresses(v=4).filter(lambda a: a not in ip_network("10.0.0.0/8")).map(str),
)
def test_what_the_client_writes_changes_nothing(invented: list[str], proxy: str, real: str) -> None:
    """Whatever somebody puts in front, the address that the proxy appended stands."""
    assert client_address(proxy, ", ".join([*invented, real]), PROXY[1:]) == str(ip_address(real))


def reached(settings: Any, trusted: tuple[str, ...], **meta: str) -> HttpRequest:
    settings.NUANXIN_TRUSTED_PROXIES = trusted
    request = HttpRequest()
    request.META.update(meta)
    address_middleware(lambda _: HttpResponse())(request)
    return request


def test_a_stranger_cannot_claim_an_address_or_tls(settings: Any) -> None:
    meta = {"REMOTE_ADDR": "203.0.113.9", "HTTP_X_FORWARDED_FOR": "1.2.3.4", "HTTP_X_FORWARDED_PROTO": "https"}
    request = reached(settings, ("127.0.0.1",), **meta)
    assert request.META["REMOTE_ADDR"] == "203.0.113.9"
    assert "HTTP_X_FORWARDED_PROTO" not in request.META
    behind = reached(settings, ("203.0.113.9",), **meta)
    assert (behind.META["REMOTE_ADDR"], behind.META["HTTP_X_FORWARDED_PROTO"]) == ("1.2.3.4", "https")


def test_the_environment_names_the_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUANXIN_TRUSTED_PROXIES", "127.0.0.1, 10.0.0.0/8")
    assert environment.trusted_proxies() == ("127.0.0.1", "10.0.0.0/8")
    monkeypatch.setenv("NUANXIN_TRUSTED_PROXIES", "proxy.example")
    with pytest.raises(SystemExit, match="不是地址也不是网段"):
        environment.trusted_proxies()
