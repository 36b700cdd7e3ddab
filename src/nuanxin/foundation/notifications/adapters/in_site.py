"""The message box on the site: the row in the outbox is the message, sending makes it visible."""

from __future__ import annotations

from dataclasses import dataclass

from nuanxin.foundation.notifications.adapters.adapter import Outgoing, Receipt


@dataclass(frozen=True)
class InSite:
    name: str = "站内"

    def send(self, message: Outgoing) -> Receipt:
        return Receipt(message.key)
