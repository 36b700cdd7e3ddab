"""One act makes the week's pack; what it shows is frozen with its digest."""

from __future__ import annotations

import json
from datetime import date, timedelta

from django.db import transaction

from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.command.dispatch.pack.contents import WEEK, contents_of
from nuanxin.command.dispatch.pack.models import WeeklyPack
from nuanxin.command.dispatch.seeing import must_lead
from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.sm import sm3
from nuanxin.foundation.organisations.models import Region, RegionReach, Staff


@transaction.atomic
def freeze_week(*, campaign: Campaign, region: Region, start: date, by: Staff, on: date) -> WeeklyPack:
    """The pack of the week from a Monday; once a week and area. Refusal where it is there already or the week lies ahead."""
    must_lead(by, campaign.unit, doing="生成调度包")
    if start.weekday() != 0 or start > on:
        raise Refusal(
            "不能生成这一周的调度包",
            why=f"{start}不是星期一，或者这一周还没有开始",
            remedy="请选择已经开始的一周的星期一",
        )
    if not RegionReach.objects.filter(area=campaign.region_id, member=region.pk).exists():
        raise Refusal(
            "不能生成这个地区的调度包",
            why=f"{region.name}不在“{campaign.title}”的范围内",
            remedy="请选择行动范围内的地区",
        )
    if WeeklyPack.objects.filter(campaign=campaign, region=region, start=start).exists():
        raise Refusal(
            "这一周的调度包已经生成", why="每个地区每周只生成一次，生成后不再改动", remedy="请从调度包列表打开"
        )
    contents = contents_of(campaign, region, start, on)
    pack = WeeklyPack.objects.create(
        campaign=campaign,
        region=region,
        start=start,
        end=start + WEEK - timedelta(days=1),
        contents=contents,
        digest=digest_of(contents),
        made_by=by,
    )
    record("freeze_week", about=pack, by=by, details={"region": region.pk, "start": start, "digest": pack.digest})
    return pack


def digest_of(contents: object) -> str:
    return sm3(json.dumps(contents, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hex()


def intact(pack: WeeklyPack) -> bool:
    """Whether what is kept is still what was frozen."""
    return digest_of(pack.contents) == pack.digest


def monday(day: date) -> date:
    """The first day of the week of a day."""
    return day - timedelta(days=day.weekday())
