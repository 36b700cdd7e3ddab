"""Giving a grade: by the rules at every arrival, or changed by an officer with his reason, which the rules do not lower again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.organisations.local_settings import local_setting
from nuanxin.foundation.organisations.models import Staff
from nuanxin.watch.opinion.answering.terms import set_terms
from nuanxin.watch.opinion.grading.models import OpinionGrading
from nuanxin.watch.opinion.grading.rules import Judgement, Rules, Told, judge, rules_on
from nuanxin.watch.opinion.models import OpinionItem
from nuanxin.watch.opinion.seeing import held_file, write_event
from nuanxin.watch.opinion.words import WEIGHT, EventKind, Grade, State


def rules_here(region: str, at: datetime) -> Rules:
    """The rules in force at a place, with the figures that it has set."""
    day = at.astimezone(BEIJING).date()
    rules = rules_on(day)
    keys = [rule.setting for rule in rules.rules if rule.setting]
    found = {key: entered[0] for key in keys if (entered := local_setting(key, region, day))}
    return rules.here(found)


def told_of(item: OpinionItem) -> Told:
    """What the whole file says: reach is added up over its items, persons are the most that anybody wrote."""
    rows = [item, *item.copies.all()]
    return Told(
        text="\n".join(f"{row.title}\n{row.text}" for row in rows),
        media=frozenset(row.medium for row in rows),
        views=_sum(row.views for row in rows),
        shares=_sum(row.shares for row in rows),
        persons=max((row.persons for row in rows if row.persons is not None), default=None),
        government=True if any(row.government for row in rows) else item.government,
        named=any(row.employer_said or row.project_said for row in rows),
        copies=len(rows),
    )


def suggested(item: OpinionItem, at: datetime) -> Judgement:
    """What the rules say of the file as it stands now."""
    return judge(told_of(item), rules_here(item.region_id, at))


def grade_by_rules(item: OpinionItem, *, at: datetime) -> OpinionItem:
    """The rules look at the file again after an arrival. A grade that an officer chose is raised, never lowered."""
    found = suggested(item, at)
    last = item.gradings.last()
    if last and (found.grade == item.grade or (last.by_id and WEIGHT[found.grade] < WEIGHT[Grade(item.grade)])):
        return item
    reasons = [{"rule": one.rule, "grade": one.grade, "text": one.text, "source": one.source} for one in found.reasons]
    OpinionGrading.objects.create(item=item, grade=found.grade, reasons=reasons, rules=found.version, at=at)
    said = "；".join(one.text for one in found.reasons) or "没有规则命中"
    _give(item, found.grade, at=at)
    write_event(item, EventKind.GRADED, at=at, by=None, text=f"按规则定为{found.grade.label}：{said}")
    return item


@transaction.atomic
def change_grade(*, item: OpinionItem, grade: str, why: str, by: Staff, at: datetime) -> OpinionItem:
    """An officer decides otherwise than the rules, up or down, with the reason; limits follow the grade."""
    row = held_file(item, by, doing="调整等级")
    if grade not in Grade.values or grade == row.grade or not why.strip() or row.state == State.CLOSED:
        reason = "没有改变等级，没有写明理由，或者事项已经办结"
        raise Refusal("不能调整等级", why=reason, remedy="请选择另一个等级并写明理由")
    before, found = row.get_grade_display(), suggested(row, at)
    OpinionGrading.objects.create(
        item=row, grade=grade, reasons=[{"text": one.text} for one in found.reasons], rules=found.version,
        why=why.strip()[:300], at=at, by=by,
    )  # fmt: skip
    _give(row, Grade(grade), at=at)
    text = f"由{before}调整为{row.get_grade_display()}：{why.strip()}"
    write_event(row, EventKind.GRADED, at=at, by=by, text=text)
    record("change_opinion_grade", about=row, by=by, reason=why, details={"grade": grade, "before": before})
    return row


def _give(item: OpinionItem, grade: Grade, *, at: datetime) -> None:
    item.grade = grade
    set_terms(item)
    item.save(update_fields=["grade", "assess_due_at", "answer_due_at"])


def _sum(values: Iterable[int | None]) -> int | None:
    stated = [value for value in values if value is not None]
    return sum(stated) if stated else None
