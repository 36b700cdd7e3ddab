"""A step is taken, answered, closed; what it is about is named from the data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from nuanxin.command.campaigns.dividing.models import TaskShare
from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.command.campaigns.taking_part.telling import tell_unit
from nuanxin.command.dispatch.answering import end, must_be_below
from nuanxin.command.dispatch.ladder.climbing import ORDER, skipped
from nuanxin.command.dispatch.ladder.models import Cause, MeasureLink, Rung, UnitMeasure
from nuanxin.command.dispatch.seeing import must_lead, must_speak_for
from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.models import RegionReach, Staff, Unit
from nuanxin.rights.intake.models import Clue


@dataclass(frozen=True)
class MeasureFacts:
    """What a step says. `skipped_why`: needed where a milder step was left out."""

    rung: str
    cause: str
    text: str
    answer_due_on: date | None = None
    skipped_why: str = ""
    campaign: Campaign | None = None


@transaction.atomic
def take_measure(
    *, unit: Unit, facts: MeasureFacts, by_unit: Unit, by: Staff, on: date,
    clues: Iterable[Clue] = (), shares: Iterable[TaskShare] = (),
) -> UnitMeasure:  # fmt: skip
    """One step on a unit of the leading unit's area. Clues and shares must be that unit's own or of its area."""
    must_lead(by, by_unit, doing="督促下级单位和成员单位")
    must_be_below(unit, by_unit, doing="督促这个单位")
    clues, shares = list(clues), list(shares)
    before = standing(unit, by_unit, facts.campaign)
    _must_be_sound(unit, facts, before, clues, shares, on)
    measure = UnitMeasure.objects.create(
        unit=unit,
        region=unit.region,
        by_unit=by_unit,
        campaign=facts.campaign,
        rung=facts.rung,
        cause=facts.cause,
        text=facts.text.strip(),
        taken_on=on,
        taken_by=by,
        follows=before,
        skipped_why=facts.skipped_why.strip(),
        answer_due_on=facts.answer_due_on,
    )
    MeasureLink.objects.bulk_create(
        [*(MeasureLink(measure=measure, clue=clue) for clue in clues), *(MeasureLink(measure=measure, share=share) for share in shares)]
    )  # fmt: skip
    do = f"请于{chinese_day(facts.answer_due_on)}前答复" if facts.answer_due_on else "请查看并办理"
    said = {"unit": _short(by_unit), "whom": _short(unit), "rung": str(Rung(facts.rung).label), "do": do}
    tell_unit(unit, "measure_taken", said, measure)
    details = {"unit": unit.pk, "rung": facts.rung, "clues": [one.pk for one in clues], "shares": [one.pk for one in shares]}  # fmt: skip
    record("take_measure", about=measure, by=by, reason=facts.text, details=details)
    return measure


def standing(unit: Unit, by_unit: Unit, campaign: Campaign | None) -> UnitMeasure | None:
    """The strongest step still open against the unit in the same matter."""
    rows = UnitMeasure.objects.filter(unit=unit, by_unit=by_unit, campaign=campaign, closed_on__isnull=True)
    return max(rows, key=lambda one: (ORDER.index(Rung(one.rung)), one.pk), default=None)


def _must_be_sound(
    unit: Unit, facts: MeasureFacts, before: UnitMeasure | None, clues: list[Clue], shares: list[TaskShare], on: date
) -> None:
    rung = Rung(facts.rung)
    if not facts.text.strip() or facts.cause not in Cause.values:
        raise Refusal(f"不能{rung.label}", why="没有写明原因和具体情况", remedy="请写明哪些线索、任务，问题在哪里")
    if facts.answer_due_on is not None and facts.answer_due_on < on:
        raise Refusal(f"不能{rung.label}", why="答复期限早于今天", remedy="请改为今天或以后的日期")
    left_out = skipped(rung, before.rung if before else None)
    if left_out and not facts.skipped_why.strip():
        names = "、".join(one.label for one in left_out)
        raise Refusal(f"不能直接{rung.label}", why=f"还没有{names}", remedy="请逐级办理；情况紧急的，写明越级的理由")
    strange = [one.number for one in clues if one.unit_id != unit.pk and not _inside(unit.region_id, one.region_id)]
    strange += [f"任务{one.task.position}" for one in shares if one.unit_id != unit.pk]
    if strange:
        raise Refusal(
            "关联的事项不属于该单位", why="、".join(strange), remedy="请只关联该单位承办或其辖区内的线索、任务"
        )


def _short(unit: Unit) -> str:
    return unit.short_name or unit.name


def _inside(area: str, member: str) -> bool:
    return RegionReach.objects.filter(area=area, member=member).exists()


@transaction.atomic
def answer_measure(*, measure: UnitMeasure, text: str, by: Staff, on: date) -> None:
    """The unit says what it has done about it, once."""
    measure = _locked(measure)
    must_speak_for(by, measure.unit, doing="答复督促措施")
    if measure.answered_on or measure.closed_on or not text.strip():
        raise Refusal("不能答复", why="已经答复或者销号，或者没有写明内容", remedy="请核对")
    measure.answer, measure.answered_on, measure.answered_by = text.strip(), on, by
    measure.save(update_fields=["answer", "answered_on", "answered_by"])
    said = {"unit": _short(measure.unit), "rung": str(Rung(measure.rung).label)}
    tell_unit(measure.by_unit, "measure_answered", said, measure)
    record("answer_measure", about=measure, by=by)


@transaction.atomic
def close_measure(*, measure: UnitMeasure, why: str, by: Staff, on: date) -> None:
    """销号 by the unit that took the step; what asked for an answer is closed only with one."""
    measure = _locked(measure)
    owes = "答复" if measure.answer_due_on and not measure.answered_on else ""
    end(measure, owes=owes, act="close_measure", doing="销号", why=why, by=by, on=on)


def _locked(measure: UnitMeasure) -> UnitMeasure:
    rows = UnitMeasure.objects.select_for_update(of=("self",)).select_related("unit", "by_unit")
    return rows.get(pk=measure.pk)


def trace(measure: UnitMeasure) -> list[UnitMeasure]:
    """The way that led here, the first step first."""
    steps, here = [measure], measure
    while here.follows is not None:
        here = here.follows
        steps.insert(0, here)
    return steps


def measures_on(clue: Clue) -> list[UnitMeasure]:
    """From a case to the interview: every step that names it or was taken on top of one that does."""
    rows = UnitMeasure.objects.select_related("unit", "by_unit", "follows").order_by("taken_on", "pk")
    found = {one.pk: one for one in rows.filter(links__clue=clue)}
    wave = list(found)
    while wave:
        new = [one for one in rows.filter(follows__in=wave) if one.pk not in found]
        found |= {one.pk: one for one in new}
        wave = [one.pk for one in new]
    return sorted(found.values(), key=lambda one: (one.taken_on, one.pk))
