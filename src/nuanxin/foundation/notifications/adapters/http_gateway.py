"""A supplier behind an HTTP address: one POST of JSON a message. Suppliers that speak otherwise get a file of their own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http.client import HTTPException
from socket import gaierror
from ssl import SSLError
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from nuanxin.foundation.notifications.adapters.adapter import Outgoing, Receipt, SupplierFailed, Taken

# A fault inside the gateway or behind it: it may have passed the message on before.
_AFTER_TAKING = frozenset({500, 502, 504})
_NEVER_HEARD = (ConnectionRefusedError, gaierror, SSLError)
_KEYS = {"1": "已收到", "2": "请回电"}
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class _NoRedirect(HTTPRedirectHandler):
    """A gateway that points elsewhere would hand phone numbers to whoever it names."""

    def redirect_request(self, *_: object) -> None:
        return None


@dataclass(frozen=True)
class HttpGateway:
    """POSTs {"key", "to", …} with a bearer token; any 2xx is a receipt. `key` also goes as Idempotency-Key."""

    name: str
    address: str
    token: str = ""
    timeout_seconds: float = 10.0

    def __post_init__(self) -> None:
        parts = urlsplit(self.address)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
            raise ValueError(f"{self.name}的地址须以 https:// 开头：消息里有手机号码")

    def send(self, message: Outgoing) -> Receipt:
        request = Request(  # noqa: S310 — the scheme was checked above
            self.address,
            data=json.dumps(payload(message), ensure_ascii=False).encode(),
            headers={
                "Content-Type": "application/json; charset=utf-8",
                "Idempotency-Key": message.key,
                **({"Authorization": f"Bearer {self.token}"} if self.token else {}),
            },
            method="POST",
        )
        try:
            with build_opener(_NoRedirect).open(request, timeout=self.timeout_seconds) as answer:
                said = answer.read(300).decode("utf-8", "replace").strip()
        except HTTPError as refused:
            with refused:
                taken = Taken.PERHAPS if refused.code in _AFTER_TAKING else Taken.NO
                raise SupplierFailed(f"对方答复 {refused.code}", taken) from refused
        except (OSError, HTTPException) as failed:
            reason = getattr(failed, "reason", failed)
            taken = Taken.UNREACHED if isinstance(reason, _NEVER_HEARD) else Taken.PERHAPS
            raise SupplierFailed(f"连接失败：{type(reason).__name__}", taken) from failed
        return Receipt(said or "已接收")


def payload(message: Outgoing) -> dict[str, Any]:
    """What each channel may carry: a screen in a station shows the neutral notice only, never the text.

    A call reads the neutral notice first and the text only after a key: whoever picks up is not yet known.
    """
    shown: dict[str, Any] = {"key": message.key, "channel": message.channel, "to": message.to}
    if message.channel == "sms":
        return {**shown, "text": message.body}
    if message.channel == "voice":
        return {**shown, "first": message.notice, "after_key": message.body, "keys": _KEYS}
    if message.channel == "station_screen":
        return {**shown, "title": message.notice}
    return {**shown, "title": message.notice, "text": message.body}
