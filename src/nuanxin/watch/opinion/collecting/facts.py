"""What is known of an item when it arrives, as plain values, and what does not fit in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from nuanxin.foundation.common.errors import Fault
from nuanxin.foundation.common.sm import sm3
from nuanxin.watch.opinion.words import Medium

LONGEST_TEXT = 20_000
LONGEST_TITLE = 200
_HOSTS = {
    "weibo.com": Medium.WEIBO,
    "weibo.cn": Medium.WEIBO,
    "weixin.qq.com": Medium.WECHAT,
    "douyin.com": Medium.VIDEO,
    "kuaishou.com": Medium.VIDEO,
    "bilibili.com": Medium.VIDEO,
    "tieba.baidu.com": Medium.FORUM,
    "liuyan.people.com.cn": Medium.BOARD,
}


@dataclass(frozen=True)
class ItemFacts:
    """One item. None and blank = not stated; money in 分; `external` the number that its source gave it."""

    title: str
    text: str = ""
    medium: str = ""
    outlet: str = ""
    link: str = ""
    external: str = ""
    published_at: datetime | None = None
    views: int | None = None
    shares: int | None = None
    comments: int | None = None
    persons: int | None = None
    amount_fen: int | None = None
    employer: str = ""
    project: str = ""
    place: str = ""
    government: bool | None = None

    @property
    def key(self) -> str:
        """By what the same item is known again: its number at the source, its address, else its words."""
        if self.external.strip():
            return f"id:{self.external.strip()}"[:200]
        if self.link.strip():
            parts = urlsplit(self.link.strip())
            return f"url:{parts.netloc.lower()}{parts.path.rstrip('/')}{'?' + parts.query if parts.query else ''}"[:200]
        day = self.published_at.isoformat() if self.published_at else ""
        return "sm3:" + sm3(f"{self.outlet.strip()}\n{self.title.strip()}\n{self.text.strip()}\n{day}".encode()).hex()


def medium_of(link: str, default: str = Medium.OTHER) -> str:
    """The platform, told by the host of the address."""
    host = (urlsplit(link).hostname or "").lower()
    return next((str(kind) for name, kind in _HOSTS.items() if host == name or host.endswith(f".{name}")), default)


def item_faults(facts: ItemFacts, at: datetime, row: int | None = None) -> list[Fault]:
    """Everything that does not fit, at once. Pure."""
    faults = []
    if not facts.title.strip():
        faults.append(Fault("没有填写", row, "标题", "请概括写明什么单位、什么事"))
    if len(facts.title) > LONGEST_TITLE:
        faults.append(Fault(f"超过{LONGEST_TITLE}字", row, "标题", "请概括，全文写在内容栏"))
    if len(facts.text) > LONGEST_TEXT:
        faults.append(Fault(f"超过{LONGEST_TEXT}字", row, "内容", "请摘录与欠薪有关的部分"))
    if facts.medium not in Medium.values:
        faults.append(Fault("不在选项中", row, "来源平台", "、".join(Medium.labels)))
    if facts.link and urlsplit(facts.link).scheme not in ("http", "https"):
        faults.append(Fault("不是网址", row, "链接", "请填写以 http:// 或 https:// 开头的网址，没有的留空"))
    if facts.published_at and facts.published_at > at:
        faults.append(Fault("晚于现在", row, "发布时间", "请核对"))
    for name, value in (("阅读量", facts.views), ("转发量", facts.shares), ("评论量", facts.comments)):
        if value is not None and not 0 <= value < 10**12:
            faults.append(Fault("不是合理的次数", row, name, "请核对，不清楚的留空"))
    if facts.persons is not None and not 0 <= facts.persons < 10**6:
        faults.append(Fault("不是合理的人数", row, "涉及人数", "请核对，不清楚的留空"))
    return faults
