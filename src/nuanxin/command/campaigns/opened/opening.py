"""A campaign is opened from a plan: one act writes its tasks, days, repeated work, targets and figures."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from nuanxin.command.campaigns.models import Notice
from nuanxin.command.campaigns.opened.checking import checked_plan
from nuanxin.command.campaigns.opened.models import (
    Campaign,
    CampaignFigure,
    CampaignTask,
    Milestone,
    Origin,
    Recurrence,
    Target,
)
from nuanxin.command.campaigns.plan.counted import counted_by
from nuanxin.command.campaigns.plan.days import first_day, first_day_after, last_day, last_day_after
from nuanxin.command.campaigns.plan.whom import whom
from nuanxin.command.campaigns.seeing import must_manage
from nuanxin.foundation.audit.chain import Outsider, record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.sm import sm3
from nuanxin.foundation.organisations.models import Staff, Unit

_NAMED = re.compile(r"(“[^”]{2,20}”(?:服务|专项|整治)*(?:行动|活动))")
_SENT_UP = re.compile(r"报送|上报|报至|报告")


@dataclass(frozen=True)
class Opened:
    """The campaign, and whether this act made it or found it (the same plan twice is one campaign)."""

    campaign: Campaign
    created: bool


@transaction.atomic
def open_campaign(
    *,
    plan: Mapping[str, Any],
    unit: Unit,
    by: Staff | None,
    received_on: date | None = None,
    notice: Notice | None = None,
    ready: str = "",
    within: Campaign | None = None,
) -> Opened:
    """Open a campaign for the unit's area. BadInput says what of the plan is wrong; `by` None is the terminal.

    `within`: a drive inside that campaign, with its own period, goals and tasks.
    """
    said = checked_plan(plan) | ({"within": within.pk} if within else {})
    if by is not None:
        must_manage(by, unit, doing=f"以{unit.short_name or unit.name}名义启动专项行动")
    if notice is not None and notice.confirmed_at is None:
        raise Refusal("不能启动", why="来文的识读结果还没有人确认", remedy="请先在来文页面核对并确认")
    if within is not None:
        _must_hold_drives(within, unit)
    digest = digest_of(said)
    known = Campaign.objects.filter(unit=unit, plan_digest=digest).first()
    if known is not None:
        return Opened(known, created=False)
    campaign = _campaign(said, unit, by, received_on, notice, ready, digest, within)
    begins = campaign.start or campaign.issued_on or campaign.received_on
    for part, origin in ((said, Origin.ORDERED), (said.get("forwarded") or {}, Origin.FORWARDED)):
        write_parts(campaign, part, origin, begins, notice.text if notice else "")
    record(
        "open_campaign", about=campaign, by=by or Outsider("nuanxin open_campaign"), details={"title": campaign.title, "tasks": campaign.tasks.count(), "ready": ready}
    )  # fmt: skip
    return Opened(campaign, created=True)


def _must_hold_drives(campaign: Campaign, unit: Unit) -> None:
    """A drive lies in a running campaign of the same unit, and not in another drive: each share counts in one whole."""
    why, campaign = "", Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    if campaign.closed_on is not None:
        why = f"所属行动已于 {campaign.closed_on} 结束"
    elif campaign.within_id is not None:
        why = "所属行动本身就是专项活动"
    elif campaign.unit_id != unit.pk:
        why = "所属行动由别的单位牵头"
    if why:
        raise Refusal("不能作为专项活动启动", why=why, remedy="请选择本单位牵头、正在进行的行动")


def digest_of(plan: Mapping[str, Any]) -> str:
    """What makes two plans the same: everything but how the reader came to it."""
    kept = {key: value for key, value in plan.items() if key not in ("spans", "doubts", "source")}
    return sm3(json.dumps(kept, ensure_ascii=False, sort_keys=True).encode()).hex()


def _campaign(
    plan: Mapping[str, Any], unit: Unit, by: Staff | None, received_on: date | None, notice: Notice | None, ready: str, digest: str, within: Campaign | None
) -> Campaign:  # fmt: skip
    period = plan.get("period") or {}
    inner = plan.get("forwarded") or {}
    return Campaign.objects.create(
        unit=unit,
        region_id=unit.region_id,
        notice=notice,
        ready=ready,
        within=within,
        title=title_of(plan)[:300],
        document_number=str(plan.get("document_number") or "")[:60],
        issuer=list(plan.get("issuer") or []),
        issued_on=last_day(plan.get("issued_on")),
        received_on=notice.received_on if notice else received_on,
        basis=list(plan.get("basis") or []),
        goals=list(plan.get("goals") or []) or list(inner.get("goals") or []),
        start=first_day(period.get("start")),
        end=last_day(period.get("end")),
        period_text=str(period.get("text") or "")[:200],
        plan=dict(plan),
        plan_digest=digest,
        opened_by=by,
    )


def title_of(plan: Mapping[str, Any]) -> str:
    """The title; where the head of the text is missing, the campaign's name in quotation marks, or whose paper it is."""
    inner = plan.get("forwarded") or {}
    if plan.get("title") or inner.get("title"):
        return str(plan.get("title") or inner.get("title"))
    said = [
        *(plan.get("basis") or []),
        *(plan.get("goals") or []),
        *(str(one.get("text") or "") for one in plan.get("tasks") or []),
    ]
    named = next((found[1] for text in said if (found := _NAMED.search(text))), "")
    return named or f"{'、'.join(plan.get('issuer') or ['上级'])}来文（没有标题）"


def write_parts(
    campaign: Campaign, plan: Mapping[str, Any], origin: Origin, begins: date | None, full_text: str = ""
) -> None:
    """Tasks, milestones, repeated work, targets and figures of one plan. Days without a year fall on or after `begins`."""
    told = list(plan.get("recipients") or [])
    _tasks(campaign, [_with_reporters(one, told) for one in plan.get("tasks") or []], origin, begins, full_text)
    Milestone.objects.bulk_create(
        Milestone(
            campaign=campaign,
            text=str(one.get("text") or "")[:300],
            what=str(one.get("what") or "")[:300],
            start=first_day_after(one.get("start"), begins),
            on=last_day_after(one.get("date"), begins),
            relative=one.get("relative"),
            sender=str(one.get("from") or ("、".join(told) if _reports(one, "what") else ""))[:100],
            receiver=str(one.get("to") or "")[:100],
            origin=origin,
        )
        for one in plan.get("deadlines") or []
    )
    Recurrence.objects.bulk_create(
        Recurrence(
            campaign=campaign,
            text=str(one.get("text") or "")[:300],
            what=str(one.get("what") or "")[:300],
            every=one.get("every") or "",
            until=last_day_after(one.get("until"), begins),
        )
        for one in plan.get("recurrences") or []
    )
    _targets(campaign, plan.get("targets") or [], begins)
    _figures(campaign, plan.get("indicators") or [])


def _reports(one: Mapping[str, Any], key: str) -> bool:
    """Whether it is something that is sent up by a day."""
    return bool((one.get("due") or one.get("date")) and _SENT_UP.search(str(one.get(key) or "")))


def _with_reporters(task: Mapping[str, Any], recipients: list[str]) -> Mapping[str, Any]:
    """A report that names nobody (请于12月10日前报送) is for whom the notice is addressed to."""
    return task if task.get("units") or not _reports(task, "text") else {**task, "units": recipients}


def _tasks(campaign: Campaign, tasks: Iterable[Mapping[str, Any]], origin: Origin, begins: date | None, text: str) -> None:  # fmt: skip
    first = campaign.tasks.count() + 1
    rows = []
    for position, one in enumerate(tasks, first):
        bodies = list(one.get("units") or [])
        meant = whom(bodies)
        rows.append(
            CampaignTask(
                campaign=campaign,
                position=position,
                section=str(one.get("section") or "")[:40],
                text=_passage(one, text),
                bodies=bodies,
                kinds=list(one.get("kinds") or meant.kinds),
                levels=list(one.get("levels") or meant.levels),
                due_on=last_day_after(one.get("due"), begins),
                every=one.get("every") or "",
                proof=str(one.get("proof") or "")[:200],
                origin=origin,
            )
        )
    CampaignTask.objects.bulk_create(rows)


def _passage(task: Mapping[str, Any], text: str) -> str:
    """The whole passage where the text of the notice is at hand; the reading keeps only its beginning."""
    begin, end = task.get("span") or (0, 0)
    passage = "".join(text[begin:end].split())
    said = str(task["text"])
    return passage if len(passage) > len(said) else said


def _targets(campaign: Campaign, targets: Iterable[Mapping[str, Any]], begins: date | None) -> None:
    Target.objects.bulk_create(
        Target(
            campaign=campaign,
            text=str(one.get("text") or "")[:300],
            subject=str(one.get("subject") or "")[:200],
            comparison=one["comparison"],
            value=None if one.get("value") is None else Decimal(str(one["value"])),
            unit=str(one.get("unit") or "")[:20],
            base=str(one.get("base") or "")[:60],
            by=last_day_after(one.get("by"), begins),
            counter=counted_by(one).counter,
            where=counted_by(one).where,
        )
        for one in targets
    )


def _figures(campaign: Campaign, figures: Iterable[Mapping[str, Any]]) -> None:
    """Each name once: a forwarding notice repeats what the forwarded one asks for."""
    known = set(campaign.figures.values_list("name", flat=True))
    for one in figures:
        name = str(one["name"])[:120]
        if name not in known:
            known.add(name)
            unit = str(one.get("unit") or "")[:20]
            by = counted_by(one)
            CampaignFigure.objects.create(campaign=campaign, name=name, unit=unit, counter=by.counter, where=by.where)
