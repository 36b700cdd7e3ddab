"""An incident opens the plan: its measures become timed steps, each done or late; the level goes up or down; a report ends it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.documents.issue import issue_paper
from nuanxin.foundation.documents.numbering import take_number
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.permission import FileFacts, must
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.thread import write_down
from nuanxin.rights.intake.visibility import must_see
from nuanxin.rights.justice.emergency.models import Incident, IncidentLevel, IncidentStep, PlanMeasure
from nuanxin.rights.justice.emergency.planning import plan_for

Standing = Literal["done", "done_late", "late", "open", "untimed", "dropped"]
_CITES = "应急预案（处置措施和责任分工）"


@dataclass(frozen=True)
class Reported:
    """What was reported of an incident."""

    title: str
    place: str
    persons: int
    summary: str
    happened_on: date
    rank: int


def due_of(started: datetime, hours: int | None) -> datetime | None:
    """Hours run by the clock, through nights and holidays; none where the plan sets none. Pure."""
    return started + timedelta(hours=hours) if hours is not None else None


def standing_of(
    *, due_at: datetime | None, done_at: datetime | None, dropped_at: datetime | None, now: datetime
) -> Standing:
    """How one step stands at a moment. Pure."""
    if done_at is not None:
        return "done_late" if due_at is not None and done_at > due_at else "done"
    if dropped_at is not None:
        return "dropped"
    if due_at is None:
        return "untimed"
    return "late" if now > due_at else "open"


@transaction.atomic
def open_incident(*, region: Region, reported: Reported, by: Staff, at: datetime, clue: Clue | None = None) -> Incident:
    """Open the plan that holds at the place at that moment; its measures for the level start at once."""
    doing = "启动应急预案"
    must(by, Permission.INCIDENT_MANAGE, FileFacts(region=region.pk), doing=doing)
    if clue is not None:
        must_see(by, clue)
    day = at.astimezone(BEIJING).date()
    plan = plan_for(region.pk, day)
    if plan is None:
        why = f"{region.name}没有施行中的应急预案"
        raise Refusal(f"不能{doing}", why=why, remedy="请先录入本地预案（可以从预案框架开始）", cites=_CITES)
    if reported.happened_on > day or not reported.summary.strip() or reported.persons < 0:
        raise Refusal(f"不能{doing}", why="发生日期在今天之后，或者没有写明情况", remedy="请核对")
    _known_rank(plan.levels.values_list("rank", flat=True), reported.rank, doing)
    unit = by.unit
    assert unit is not None
    _, number = take_number(organ=unit, kind="突发事件", year=day.year)
    incident = Incident.objects.create(
        number=f"突{region.pk}-{day.year}-{unit.pk}-{number:03d}",
        plan=plan,
        region=region,
        clue=clue,
        opened_at=at,
        by=by,
        **vars(reported),
    )
    IncidentLevel.objects.create(incident=incident, rank=reported.rank, since=at, by=by, reason="启动")
    _start(incident, at)
    _tell(incident, "open_incident", by, day, f"启动应急预案：{incident.number} {reported.title}")
    return incident


@transaction.atomic
def finish_step(*, step: IncidentStep, done_by: str, note: str, by: Staff, at: datetime) -> IncidentStep:
    """A measure is done: who did it, what came of it, and when. Not written over."""
    step = IncidentStep.objects.select_for_update().get(pk=step.pk)
    incident = _held(step.incident, by, "登记处置事项")
    if step.done_at or step.dropped_at or at < step.started_at:
        why = "该事项已经登记完成、不再需要，或者完成时间早于启动时间"
        raise Refusal("不能登记处置事项", why=why, remedy="请核对")
    if not done_by.strip() or not note.strip():
        raise Refusal("不能登记处置事项", why="没有写明谁完成、完成情况", remedy="请填写", cites=_CITES)
    step.done_at, step.done_by, step.note, step.recorded_by = at, done_by.strip(), note.strip(), by
    step.save(update_fields=["done_at", "done_by", "note", "recorded_by"])
    record("finish_step", about=step, by=by, details={"incident": incident.number, "at": at.isoformat()})
    return step


@transaction.atomic
def change_level(*, incident: Incident, rank: int, reason: str, by: Staff, at: datetime) -> Incident:
    """Raise or lower the level: measures newly called for start now, open ones no longer called for are dropped."""
    incident = _held(incident, by, "调整级别")
    last = incident.levels.order_by("-pk").first()
    _known_rank(incident.plan.levels.values_list("rank", flat=True), rank, "调整级别")
    if rank == incident.rank or not reason.strip() or (last and at < last.since):
        raise Refusal("不能调整级别", why="级别没有变、没有写明理由，或者时间早于上次调整", remedy="请核对")
    incident.rank = rank
    incident.save(update_fields=["rank"])
    IncidentLevel.objects.create(incident=incident, rank=rank, since=at, by=by, reason=reason.strip())
    incident.steps.filter(done_at__isnull=True, dropped_at__isnull=True, measure__from_rank__lt=rank).update(
        dropped_at=at
    )
    _start(incident, at)
    day = at.astimezone(BEIJING).date()
    _tell(incident, "change_incident_level", by, day, f"{incident.number}级别调整：{reason.strip()}")
    return incident


@transaction.atomic
def close_incident(*, incident: Incident, report: dict[str, str], by: Staff, on: date) -> Incident:
    """End it with a report. Refused while a measure is neither done nor dropped."""
    incident = _held(incident, by, "终止响应")
    still = incident.steps.filter(done_at__isnull=True, dropped_at__isnull=True).select_related("measure")
    if still:
        names = "、".join(step.measure.what for step in still[:3])
        raise Refusal("不能终止响应", why=f"还有{len(still)}项没有完成：{names}", remedy="请逐项登记", cites=_CITES)
    if on < incident.opened_at.astimezone(BEIJING).date():
        raise Refusal("不能终止响应", why="日期早于启动", remedy="请核对日期")
    unit = by.unit
    assert unit is not None
    incident.report = issue_paper(
        kind="incident_report", about=incident, fields={**_known(incident), **report}, unit=unit, by=by, on=on
    )
    incident.closed_on = on
    incident.save(update_fields=["report", "closed_on"])
    _tell(incident, "close_incident", by, on, f"{incident.number}终止响应")
    return incident


def _known(incident: Incident) -> dict[str, object]:
    """What the report takes from the board itself."""
    names = dict(incident.plan.levels.values_list("rank", "name"))
    rows = []
    for number, step in enumerate(incident.steps.select_related("measure"), 1):
        how = standing_of(
            due_at=step.due_at, done_at=step.done_at, dropped_at=step.dropped_at, now=step.done_at or incident.opened_at
        )
        words = {"done": "按时完成", "done_late": "逾期完成", "dropped": "降级后不再需要"}
        done = step.done_at.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M") if step.done_at else ""
        rows.append([str(number), step.measure.what, step.done_by or "—", done or "—", words.get(how, "")])
    return {
        "incident": incident.title,
        "incident_number": incident.number,
        "place": incident.place,
        "persons": incident.persons,
        "happened_on": incident.happened_on,
        "plan": f"《{incident.plan.title}》（{incident.plan.source}）",
        "levels": [
            f"{one.since.astimezone(BEIJING):%Y-%m-%d %H:%M} {names.get(one.rank, one.rank)}：{one.reason}"
            for one in incident.levels.all()
        ],
        "steps": rows,
    }


def _start(incident: Incident, at: datetime) -> None:
    """The measures of the level that do not run or stand done already."""
    there = incident.steps.filter(dropped_at__isnull=True).values("measure")
    called = PlanMeasure.objects.filter(plan=incident.plan, from_rank__gte=incident.rank).exclude(pk__in=there)
    IncidentStep.objects.bulk_create(
        IncidentStep(incident=incident, measure=one, started_at=at, due_at=due_of(at, one.hours)) for one in called
    )


def _held(incident: Incident, by: Staff, doing: str) -> Incident:
    held = Incident.objects.select_for_update(of=("self",)).select_related("plan", "region", "clue").get(pk=incident.pk)
    must(by, Permission.INCIDENT_MANAGE, FileFacts(region=held.region_id), doing=doing)
    if held.closed_on:
        raise Refusal(f"不能{doing}", why=f"{held}已于{held.closed_on}终止响应", remedy="情况反复的，请另行启动")
    return held


def _known_rank(ranks: Iterable[int], rank: int, doing: str) -> None:
    if rank not in set(ranks):
        raise Refusal(f"不能{doing}", why="预案没有这一级别", remedy="请从预案的级别中选择", cites=_CITES)


def _tell(incident: Incident, act: str, by: Staff, on: date, text: str) -> None:
    """In the audit chain always; in the thread of its clue where it has one."""
    if incident.clue is None:
        record(act, about=incident, by=by, details={"on": on, "text": text})
        return
    write_down(act, clue=incident.clue, by=by, on=on, text=text, details={"incident": incident.pk})
