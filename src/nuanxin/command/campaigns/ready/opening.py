"""A ready campaign, or one of an earlier year, opened for another period by a unit in its own name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.command.campaigns.opened.opening import Opened, open_campaign
from nuanxin.command.campaigns.ready.redating import Period, redated
from nuanxin.command.campaigns.ready.shelf import ready_campaign
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.models import Staff, Unit


def open_ready(
    *, key: str, unit: Unit, period: Period, title: str, by: Staff | None, chosen: Mapping[str, date] | None = None,
    within: Campaign | None = None,
) -> Opened:  # fmt: skip
    """Open a ready campaign for these days; `chosen` are days set otherwise than proposed (redating.days_of).

    `within`: as a drive inside that campaign.
    """
    return _open(ready_campaign(key).plan, unit, period, title, by, chosen, key, within)


def open_again(
    *, campaign: Campaign, unit: Unit, period: Period, title: str, by: Staff, chosen: Mapping[str, date] | None = None
) -> Opened:
    """Next year's: the plan of an earlier campaign. Refusal for one that was passed down: its plan is the upper one's."""
    if not plan_is_own(campaign):
        raise Refusal("不能照此再开", why="这是承接上级的行动", remedy="请等上级下发新的行动，或选择预置行动")
    return _open(campaign.plan, unit, period, title, by, chosen, campaign.ready)


def plan_is_own(campaign: Campaign) -> bool:
    """Whether the campaign was opened from a plan, not passed down."""
    return campaign.above_id is None


def _open(
    plan: Mapping[str, Any], unit: Unit, period: Period, title: str, by: Staff | None, chosen: Mapping[str, date] | None, key: str,
    within: Campaign | None = None,
) -> Opened:  # fmt: skip
    if period.start > period.end:
        raise Refusal("不能启动", why="起始日期晚于截止日期", remedy="请核对行动时间")
    moved = {**redated(plan, period, chosen), "title": title, "issuer": [unit.name]}
    return open_campaign(plan=moved, unit=unit, by=by, ready=key, within=within)
