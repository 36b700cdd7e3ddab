"""Whom a campaign speaks to in a unit."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Model

from nuanxin.foundation.notifications.escalation.telling import tell_until_read
from nuanxin.foundation.notifications.staff import tell
from nuanxin.foundation.organisations.duties import DUTIES, Permission
from nuanxin.foundation.organisations.models import Post, Staff, Unit
from nuanxin.foundation.organisations.working_days import calendar_for

_SPEAKS = [duty.key for duty in DUTIES.values() if Permission.CAMPAIGN_REPORT in duty.grants]


def speakers(unit: Unit) -> list[Staff]:
    """Who speaks for the unit in campaigns today."""
    posts = Post.objects.filter(unit=unit, duty__in=_SPEAKS, valid_to__isnull=True, staff__is_active=True)
    return list({post.staff_id: post.staff for post in posts.select_related("staff").order_by("pk")}.values())


def tell_unit(unit: Unit, template: str, values: Mapping[str, str], about: Model, *, until_read: bool = False) -> int:
    """One message to each of them; how many people. until_read: by other ways too, until it is read."""
    people, calendar = speakers(unit), calendar_for(unit.region_id)
    for one in people:
        if until_read:
            tell_until_read(
                one, template, values, about=about, region=unit.region_id, needs=Permission.CLUE_SUPERVISE,
                calendar=calendar,
            )  # fmt: skip
        else:
            tell(one, template, values, about=about, calendar=calendar)
    return len(people)
