"""The HTTP gateway against a real server on this machine: receipts, refusals, silence, redirects, neutral screens."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest

from nuanxin.foundation.notifications.adapters.adapter import Outgoing, SupplierFailed
from nuanxin.foundation.notifications.adapters.http_gateway import HttpGateway, payload

MESSAGE = Outgoing(key="nuanxin-1", channel="sms", to="13800000000", notice="您有一条新的办事提醒", body="验证码123456")


class Handler(BaseHTTPRequestHandler):
    seen: list[tuple[str, dict[str, str], Any]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.seen.append((self.path, dict(self.headers), json.loads(body)))
        code = {"/refuse": 503, "/moved": 302}.get(self.path, 200)
        self.send_response(code)
        if code == 302:
            self.send_header("Location", "/elsewhere")
        self.end_headers()
        self.wfile.write("回执88".encode() if code == 200 else b"")

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    Handler.seen = []
    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_message_taken_gives_its_receipt(server: str) -> None:
    receipt = HttpGateway("甲", f"{server}/send", token="t").send(MESSAGE)
    assert receipt.text == "回执88"
    ((_, headers, body),) = Handler.seen
    assert headers["Idempotency-Key"] == "nuanxin-1" and headers["Authorization"] == "Bearer t"
    assert body == {"key": "nuanxin-1", "channel": "sms", "to": "13800000000", "text": "验证码123456"}


def test_a_refusal_is_a_failure_with_its_code(server: str) -> None:
    with pytest.raises(SupplierFailed, match="503"):
        HttpGateway("甲", f"{server}/refuse").send(MESSAGE)


def test_a_redirect_is_not_followed(server: str) -> None:
    with pytest.raises(SupplierFailed, match="302"):
        HttpGateway("甲", f"{server}/moved").send(MESSAGE)
    assert [path for path, _, _ in Handler.seen] == ["/moved"]


def test_nobody_there_is_a_failure() -> None:
    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        port = server.server_port
    with pytest.raises(SupplierFailed, match="连接失败"):
        HttpGateway("甲", f"http://127.0.0.1:{port}", timeout_seconds=1).send(MESSAGE)


@pytest.mark.parametrize("address", ["http://sms.example.gov.cn/send", "file:///etc/passwd", "ftp://x/"])
def test_phone_numbers_leave_only_encrypted(address: str) -> None:
    with pytest.raises(ValueError, match="https"):
        HttpGateway("甲", address)


def test_a_screen_in_a_station_shows_the_neutral_notice_only() -> None:
    shown = payload(Outgoing("k", "station_screen", "屏1", "您有一条新的办事提醒", "秘密"))
    assert "秘密" not in str(shown) and shown["title"] == "您有一条新的办事提醒"
