"""Reading the feeds that the operator has listed, and no other address. A feed that fails is said, and holds up no other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from django.conf import settings

from nuanxin.foundation.common.errors import BadInput, Fault, NotFound
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.watch.opinion.collecting.entering import take_items
from nuanxin.watch.opinion.collecting.feed import read_feed
from nuanxin.watch.opinion.collecting.models import OpinionTake
from nuanxin.watch.opinion.seeing import must_handle
from nuanxin.watch.opinion.words import Medium, Way

LARGEST = 5 * 2**20
_TIMEOUT_SECONDS = 10.0
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class _NoRedirect(HTTPRedirectHandler):
    """A feed that points elsewhere would lead past the list."""

    def redirect_request(self, *_: object) -> None:
        return None


@dataclass(frozen=True)
class Feed:
    """One listed feed. address: https://…, http:// on this machine, or file:NAME in the folder opinion-feeds of the home."""

    key: str
    name: str
    address: str
    region: str
    medium: str = Medium.PRESS


def listed_feeds() -> tuple[Feed, ...]:
    """Setting NUANXIN_OPINION_FEEDS: {key: {"name", "address", "region", "medium"?}}; none listed, none read."""
    given: dict[str, dict[str, str]] = getattr(settings, "NUANXIN_OPINION_FEEDS", {})
    return tuple(Feed(key=key, **one) for key, one in sorted(given.items()))


def listed_feed(key: str) -> Feed:
    found = next((feed for feed in listed_feeds() if feed.key == key), None)
    if found is None:
        raise NotFound("没有这个信息源", why="不在允许采集的清单中", remedy="请运维人员在设置中登记")
    return found


def fetch(feed: Feed) -> bytes:
    """What stands at the address now. BadInput where it may not or cannot be read."""
    parts = urlsplit(feed.address)
    if parts.scheme == "file":
        return _file(feed, parts.path)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise _failed(feed, "地址须以 https:// 开头")
    handlers = [_NoRedirect(), ProxyHandler({})] if parts.hostname in _LOOPBACK else [_NoRedirect()]
    try:
        with build_opener(*handlers).open(Request(feed.address), timeout=_TIMEOUT_SECONDS) as answer:  # noqa: S310 — the scheme was checked above
            content: bytes = answer.read(LARGEST + 1)
    except HTTPError as refused:
        with refused:
            raise _failed(feed, f"对方答复 {refused.code}") from refused
    except (OSError, HTTPException) as failed:
        raise _failed(feed, f"连接失败：{type(failed).__name__}") from failed
    return _sized(feed, content)


def read_listed(*, feed: Feed, by: Staff | None, at: datetime) -> OpinionTake:
    """One feed now. Known items are not taken twice; what went wrong stands in the take."""
    region = Region.objects.get(pk=feed.region)
    if by is not None:
        must_handle(by, region, doing="采集舆情")
    try:
        lines = read_feed(fetch(feed), medium=feed.medium, outlet=feed.name)
    except BadInput as wrong:
        return take_items(region=region, way=Way.FEED, name=feed.name, lines=(), faults=wrong.faults, by=by, at=at)
    return take_items(region=region, way=Way.FEED, name=feed.name, lines=lines, by=by, at=at)


def read_feeds(*, at: datetime) -> int:
    """The daily round: every listed feed; how many new items."""
    return sum(read_listed(feed=feed, by=None, at=at).new for feed in listed_feeds())


def _file(feed: Feed, name: str) -> bytes:
    folder = (Path(settings.NUANXIN_HOME) / "opinion-feeds").resolve()
    path = (folder / name).resolve()
    if not path.is_relative_to(folder) or not path.is_file():
        raise _failed(feed, "文件不在采集目录中")
    with path.open("rb") as file:
        return _sized(feed, file.read(LARGEST + 1))


def _sized(feed: Feed, content: bytes) -> bytes:
    if len(content) > LARGEST:
        raise _failed(feed, f"超过{LARGEST // 2**20} MB")
    return content


def _failed(feed: Feed, why: str) -> BadInput:
    return BadInput(Fault(f"信息源“{feed.name}”没有读到：{why}", remedy="请稍后再试，或者请运维人员核对"))
