"""Which suppliers serve which channel here, best first: from settings, else the local sink under the home folder."""

from __future__ import annotations

from django.conf import settings

from nuanxin.foundation.notifications.adapters.adapter import Adapter
from nuanxin.foundation.notifications.adapters.http_gateway import HttpGateway
from nuanxin.foundation.notifications.adapters.in_site import InSite
from nuanxin.foundation.notifications.adapters.local_sink import LocalSink
from nuanxin.foundation.notifications.models import Message


def suppliers() -> dict[str, list[Adapter]]:
    """Channel → suppliers in the order in which they are tried.

    Setting NUANXIN_MESSAGE_SUPPLIERS: {"sms": [{"name", "address", "token"}, …], …}; a channel not named there writes
    JSON lines to NUANXIN_HOME/outbox.
    """
    given: dict[str, list[dict[str, str]]] = getattr(settings, "NUANXIN_MESSAGE_SUPPLIERS", {})
    sink = LocalSink(settings.NUANXIN_HOME / "outbox")
    chosen: dict[str, list[Adapter]] = {}
    for channel in Message.Channel.values:
        if channel == Message.Channel.IN_SITE:
            chosen[channel] = [InSite()]
        else:
            chosen[channel] = [_gateway(one) for one in given.get(channel, [])] or [sink]
    return chosen


def _gateway(given: dict[str, str]) -> HttpGateway:
    return HttpGateway(name=given["name"], address=given["address"], token=given.get("token", ""))
