"""Feeds: RSS, Atom and JSON from a file and from an address on this machine; only listed ones; nothing of them trusted."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from nuanxin.foundation.common.errors import BadInput, NotAllowed, NotFound
from nuanxin.watch.opinion.collecting.feed import moment_of, read_feed, words_of
from nuanxin.watch.opinion.collecting.fetching import Feed, fetch, listed_feed, read_feeds, read_listed
from nuanxin.watch.opinion.collecting.models import OpinionTake
from nuanxin.watch.opinion.models import OpinionItem
from tests.conftest import TODAY, at
from tests.unit.watch.opinion.conftest import STORY, Watch

RSS = f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>本地论坛</title><link>https://bbs.example.cn/</link>
<item><title>滨河学府欠薪</title><link>https://bbs.example.cn/1</link><guid>bbs-1</guid><pubDate>Tue, 09 Jan 2024 20:15:00 +0800</pubDate>
<description>&lt;p&gt;{STORY}&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;</description></item>
<item><title>公园开放</title><link>javascript:alert(1)</link><guid>bbs-2</guid><description>周末<b>很多</b>人</description></item>
</channel></rss>""".encode()
ATOM = f"""<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>晚报</title><entry><id>wb-7</id><title>工人讨薪</title>
<link rel="alternate" href="https://paper.example.cn/7"/><link rel="self" href="https://paper.example.cn/self"/>
<author><name>晚报记者</name></author><updated>2024-01-09T21:00:00+08:00</updated><summary>{STORY}</summary></entry></feed>""".encode()
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {"id": 5, "url": "https://weibo.com/5", "title": "讨薪", "content_text": STORY, "author": {"name": "网友"}}
        ],
    }
).encode()


def test_three_kinds_of_feeds_are_read_as_facts() -> None:
    (_, rss), (_, park) = read_feed(RSS, medium="forum", outlet="本地论坛")
    assert (rss.title, rss.text, rss.key, rss.medium, rss.outlet) == (
        "滨河学府欠薪",
        STORY,
        "id:bbs-1",
        "forum",
        "本地论坛",
    )
    assert rss.published_at == at(TODAY - timedelta(days=1), 20, 15)
    assert (park.link, park.text) == ("", "周末很多人")
    ((_, atom),) = read_feed(ATOM, medium="press")
    assert (atom.link, atom.outlet, atom.external, atom.text) == (
        "https://paper.example.cn/7",
        "晚报记者",
        "wb-7",
        STORY,
    )
    ((_, one),) = read_feed(JSON, medium="press")
    assert (one.medium, one.outlet, one.external) == ("weibo", "网友", "5")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "第1行"),
        (b"<html><body>404</body></html>", "不是信息源"),
        (b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa">]><rss><channel>&a;</channel></rss>', "文档类型声明"),
        (b"<rss><channel><item>", "有错误"),
        (b'{"items": 3}', "没有 items"),
        (b"[" * 100_000, "不是有效的 JSON"),
        (b"{broken", "不是有效的 JSON"),
    ],
)
def test_what_is_no_feed_is_said(content: bytes, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        read_feed(content, medium="press")


def test_moments_and_markup() -> None:
    assert moment_of("2024-01-09 20:15") == at(TODAY - timedelta(days=1), 20, 15)
    assert moment_of("昨天") is None
    assert words_of("<p>甲</p><style>p{}</style>乙<br>丙 &amp; 丁") == "甲\n乙\n丙 & 丁"


class Sink(BaseHTTPRequestHandler):
    """An address on this machine that serves a feed, a move elsewhere, and a fault."""

    def do_GET(self) -> None:
        code = {"/feed": 200, "/moved": 302}.get(self.path, 500)
        self.send_response(code)
        if code == 302:
            self.send_header("Location", "/feed")
        self.end_headers()
        self.wfile.write(RSS if code == 200 else b"")

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is written among the test's words."""


@pytest.fixture
def address() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Sink)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_address_is_read_without_following_and_only_over_https(address: str) -> None:
    def feed(where: str) -> Feed:
        return Feed("f", "本地论坛", where, "410721")

    assert fetch(feed(f"{address}/feed")) == RSS
    for where, why in (
        (f"{address}/moved", "302"),
        (f"{address}/gone", "500"),
        ("http://example.cn/feed", "https"),
        ("ftp://example.cn/feed", "https"),
        ("http://127.0.0.1:1/feed", "连接失败"),
    ):
        with pytest.raises(BadInput, match=why):
            fetch(feed(where))


@pytest.mark.django_db
def test_only_listed_feeds_are_read_and_nothing_twice(watch: Watch, settings: Any, tmp_path: Path) -> None:
    settings.NUANXIN_HOME = tmp_path
    folder = tmp_path / "opinion-feeds"
    folder.mkdir()
    (folder / "bbs.xml").write_bytes(RSS)
    (tmp_path / "secret.xml").write_bytes(RSS)
    settings.NUANXIN_OPINION_FEEDS = {
        "bbs": {"name": "本地论坛", "address": "file:bbs.xml", "region": "410721", "medium": "forum"},
        "out": {"name": "目录外", "address": "file:../secret.xml", "region": "410721"},
    }
    assert read_feeds(at=at(TODAY)) == 2
    assert read_feeds(at=at(TODAY, 9, 15)) == 0
    takes = [(take.name, take.new, take.faults != []) for take in OpinionTake.objects.order_by("pk")]
    assert takes == [
        ("本地论坛", 2, False),
        ("目录外", 0, True),
    ]  # nothing new and no new fault is not written down again
    again = read_listed(feed=listed_feed("bbs"), by=watch.officer, at=at(TODAY, 10))
    assert (again.read, again.new, again.known, again.by) == (2, 0, 2, watch.officer)
    assert OpinionItem.objects.filter(way="feed", recorded_by__isnull=True).count() == 2
    with pytest.raises(NotFound):
        listed_feed("elsewhere")
    with pytest.raises(NotAllowed):
        read_listed(feed=listed_feed("bbs"), by=watch.stranger, at=at(TODAY))
