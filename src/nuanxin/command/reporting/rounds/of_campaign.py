"""A campaign's days of reporting become rounds of its form: what the notice orders is called in without being typed again."""

from __future__ import annotations

import re

from django.db import transaction

from nuanxin.command.campaigns.opened.models import Campaign, Milestone, Origin
from nuanxin.command.campaigns.seeing import must_manage
from nuanxin.command.campaigns.taking_part.sending import must_be_running
from nuanxin.command.reporting.definitions import find_form, forms_in_force
from nuanxin.command.reporting.forms.model import Form
from nuanxin.command.reporting.models import ReportRound
from nuanxin.command.reporting.rounds.opening import open_round
from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.kinds import RegionLevel
from nuanxin.foundation.organisations.models import Staff

_REPORTED = re.compile(r"统计表|报表|报送|上报|填报")


def days_of_reporting(campaign: Campaign) -> list[Milestone]:
    """Milestones on which something is reported, with a day, in their order. What a forwarding notice calls in by its own day
    is not called in again for the day on which the level above reports (XN-01: 10 December, the ministry's 31st).
    """
    dated = campaign.milestones.filter(on__isnull=False)
    found = [one for one in dated if _REPORTED.search(f"{one.what}{one.text}")]
    own = [one for one in found if one.origin != Origin.FORWARDED]
    return own or found


def forms_ordered(campaign: Campaign) -> list[Form]:
    """Forms in force that the campaign's plan orders: by key (ready campaigns), or by the title that the notice prints."""
    plan = campaign.plan
    keys = set(plan.get("form_keys") or [])
    titles = {str(one.get("title")) for one in plan.get("forms") or []}
    return [form for form in forms_in_force() if form.key in keys or form.title in titles]


@transaction.atomic
def call_reports(*, campaign: Campaign, form_key: str, by: Staff) -> list[ReportRound]:
    """Open a round of the form for every day of reporting that has none yet. Refusal where the notice names no such day."""
    must_manage(by, campaign.unit, doing="布置专项行动的报表")
    must_be_running(campaign)
    form = find_form(form_key)
    days = days_of_reporting(campaign)
    if not days:
        raise Refusal("不能布置报表", why="没有写明日期的报送节点", remedy="请先在时间节点中补上日期")
    called = set(ReportRound.objects.filter(milestone__in=days, form=form.key).values_list("milestone", flat=True))
    return [_call(campaign, form_key, form.title, one, by) for one in days if one.pk not in called]


def _call(campaign: Campaign, form_key: str, title: str, milestone: Milestone, by: Staff) -> ReportRound:
    day = milestone.on
    assert day is not None  # days_of_reporting gives none without
    level = RegionLevel(campaign.region.level)
    made = open_round(
        form_key=form_key,
        title=f"{title}（{chinese_day(day)}报送）",
        region=campaign.region,
        start=campaign.start or campaign.issued_on or campaign.opened_at.date(),
        end=day,
        # The day is that on which those below report; a province's cities say themselves by when they want their counties.
        due_town=day if level == RegionLevel.COUNTY else None,
        due_county=day if level != RegionLevel.COUNTY else None,
        due_city=day if level == RegionLevel.PROVINCE else None,
        down_to="town" if level == RegionLevel.COUNTY else "county",
        by=by,
    )
    made.milestone = milestone
    made.save(update_fields=["milestone"])
    record("call_campaign_report", about=made, by=by, details={"campaign": campaign.pk, "milestone": milestone.pk})
    return made
