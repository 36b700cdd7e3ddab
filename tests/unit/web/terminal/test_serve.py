"""`nuanxin serve` does not start where somebody answers already: both would share the port and the requests."""

from __future__ import annotations

import os
import socket
from typing import Any

import pytest
from django.core.management import CommandError, call_command


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What would have been started."""
    calls: list[Any] = []

    def execv(path: str, arguments: list[str]) -> None:
        calls.append(arguments)
        raise SystemExit  # the command's process would be another one from here on

    monkeypatch.setattr(os, "execv", execv)
    return calls


def test_a_port_in_use_is_refused_and_a_free_one_taken(started: list[Any]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{other.getsockname()[1]}"
        other.listen()
        with pytest.raises(CommandError, match="已有程序在用"):
            call_command("serve", address)
    assert not started
    with pytest.raises(SystemExit):
        call_command("serve", address)
    assert len(started) == 1 and address.rpartition(":")[2] in started[0]


@pytest.mark.parametrize("address", ["8000x", "127.0.0.1:", "127.0.0.1:99999"])
def test_an_address_that_is_none_is_told(address: str, started: list[Any]) -> None:
    with pytest.raises(CommandError, match="主机:端口"):
        call_command("serve", address)
    assert not started
