"""What was put out in the media: recorded, withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import QuerySet

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import BadInput, Fault, NotFound, Refusal
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import visible
from nuanxin.services.events.materials.models import Material, MediaPost
from nuanxin.services.events.seeing import VIEW, must_correct, must_record
from nuanxin.services.events.versions import held, withdrawn
from nuanxin.services.events.words import Channel


@dataclass(frozen=True)
class PostFacts:
    """One thing put out; address empty for what has none (a paper, a screen)."""

    channel: str
    outlet: str
    title: str
    posted_on: date
    address: str = ""
    material: Material | None = None


def post_faults(facts: PostFacts, on: date) -> list[Fault]:
    """Everything that does not fit, at once. Pure."""
    faults = [
        Fault("没有填写", column=name, remedy="请填写")
        for name, said in (("账号（媒体、位置）", facts.outlet), ("标题", facts.title))
        if not said.strip()
    ]
    if facts.channel not in Channel.values:
        faults.append(Fault("不在选项中", column="渠道", remedy="请重新选择"))
    if facts.posted_on > on:
        faults.append(Fault("晚于今天", column="发布日期", remedy="发布以后登记"))
    if facts.address.strip() and urlsplit(facts.address.strip()).scheme not in ("http", "https"):
        faults.append(Fault("不是网址", column="网址", remedy="以 http:// 或 https:// 开头；没有的留空"))
    return faults


@transaction.atomic
def record_post(*, facts: PostFacts, by: Staff, on: date) -> MediaPost:
    """One thing of the own unit. Refusal: the same address is there already."""
    if by.unit is None:
        raise Refusal("不能登记媒体发布", why="账号没有所在单位", remedy="请系统管理员登记单位")
    must_record(by, by.unit.region_id, doing="登记媒体发布")
    if faults := post_faults(facts, on):
        raise BadInput(faults)
    address = facts.address.strip()
    if address and MediaPost.objects.filter(address=address, unit=by.unit, withdrawn_on__isnull=True).exists():
        raise Refusal("不能重复登记媒体发布", why="这个网址已经登记", remedy="请核对；有误的先撤回")
    row = MediaPost.objects.create(
        unit=by.unit, region_id=by.unit.region_id, channel=facts.channel, outlet=facts.outlet.strip(),
        title=facts.title.strip(), posted_on=facts.posted_on, address=address, material=facts.material,
        recorded_on=on, recorded_by=by,
    )  # fmt: skip
    record("record_media_post", about=row, by=by, details={"channel": row.channel, "on": on})
    return row


@transaction.atomic
def withdraw_post(*, post: MediaPost, why: str, by: Staff, on: date) -> MediaPost:
    row = held(post, doing="撤回媒体发布")
    must_correct(by, region=row.region_id, unit_id=row.unit_id, doing="撤回媒体发布")
    withdrawn(row, why=why, on=on, doing="撤回媒体发布")
    record("withdraw_media_post", about=row, by=by, reason=why.strip(), details={"on": on})
    return row


def posts_for(staff: Staff) -> QuerySet[MediaPost]:
    rows = visible(MediaPost.objects.all(), staff, VIEW, owner="recorded_by")
    return rows.select_related("unit", "region", "recorded_by", "material")


def seen_post(staff: Staff, number: int) -> MediaPost:
    found = posts_for(staff).filter(pk=number).first()
    if found is None:
        raise NotFound("没有找到这次发布", why="可能不在您的辖区", remedy="请从媒体发布台账打开")
    return found
