"""A unit promises; whoever leads the campaign says whether it kept its word."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.command.dispatch.pack.models import DispatchPromise, WeeklyPack
from nuanxin.command.dispatch.seeing import led_by, must_lead, must_speak_for
from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.models import Staff, Unit


@transaction.atomic
def make_promise(
    *, campaign: Campaign, unit: Unit, text: str, due_on: date, by: Staff, on: date, pack: WeeklyPack | None = None
) -> DispatchPromise:
    """What a unit will have done by a day; written down by the unit itself or by the unit that leads."""
    if not led_by(by, campaign.unit):
        must_speak_for(by, unit, doing=f"登记{unit.short_name}的承诺")
    if not text.strip() or due_on < on:
        raise Refusal("承诺不能登记", why="没有写明承诺事项，或者完成日期早于今天", remedy="请写明做什么、哪一天前完成")
    promise = DispatchPromise.objects.create(
        campaign=campaign, pack=pack, unit=unit, text=text.strip(), due_on=due_on, made_on=on, made_by=by
    )
    record("make_promise", about=promise, by=by, details={"unit": unit.pk, "due_on": due_on})
    return promise


@transaction.atomic
def settle_promise(*, promise: DispatchPromise, kept: bool, reason: str, by: Staff, on: date) -> None:
    """Kept or not, once; not kept only with the reason. Not kept cannot be said before the day has come."""
    promise = (
        DispatchPromise.objects.select_for_update(of=("self",)).select_related("campaign__unit").get(pk=promise.pk)
    )
    must_lead(by, promise.campaign.unit, doing="核定承诺")
    if promise.kept is not None:
        raise Refusal("这项承诺已经核定", why="核定后不再改动", remedy="情况有变的，请另行登记承诺")
    if not kept and (not reason.strip() or on < promise.due_on):
        raise Refusal(
            "不能核定为未兑现", why="没有写明情况，或者还没有到完成日期", remedy="请写明未兑现的情况，或到期后再核定"
        )
    promise.kept, promise.settled_on, promise.settled_by, promise.reason = kept, on, by, reason.strip()
    promise.save(update_fields=["kept", "settled_on", "settled_by", "reason"])
    record("settle_promise", about=promise, by=by, details={"kept": kept}, reason=reason)
