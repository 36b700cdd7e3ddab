"""Numbers that a joint check is to reach, and the rows that each department answered."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.watch.inspection.checklists.reading import ANSWERS
from nuanxin.watch.inspection.plans.models import JointPart, SpecialCheck


class CheckTarget(models.Model):
    """检查任务量: how many employers, staff and migrants a unit is to have checked by a day. A change is a new row."""

    special = models.ForeignKey(
        SpecialCheck, verbose_name="专项检查", on_delete=models.PROTECT, related_name="numbers_to_reach"
    )
    unit = models.ForeignKey(Unit, verbose_name="检查单位", on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField("完成日期")
    employers = models.PositiveIntegerField("用人单位户数")
    workforce = models.PositiveIntegerField("涉及职工人数")
    migrants = models.PositiveIntegerField("其中农民工人数")
    set_on = models.DateField("下达日期")
    set_by = models.ForeignKey(Staff, verbose_name="下达人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)
    withdrawn_on = models.DateField("调整日期", null=True, blank=True)
    why = models.CharField("调整理由", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "检查任务量"
        constraints = [
            models.UniqueConstraint(
                fields=["special", "unit", "due_on"],
                condition=Q(withdrawn_on__isnull=True),
                name="check_target_once_a_day",
            ),
            models.CheckConstraint(
                condition=Q(migrants__lte=models.F("workforce")), name="check_target_migrants_within_workforce"
            ),
            models.CheckConstraint(
                condition=Q(employers__gt=0) | Q(workforce__gt=0) | Q(migrants__gt=0),
                name="check_target_says_something",
            ),
        ]


class PartAnswer(models.Model):
    """部门检查项回答: one row of a department's list as its own desk answered it; never changed."""

    part = models.ForeignKey(JointPart, verbose_name="联合检查分工", on_delete=models.PROTECT, related_name="answers")
    dated = models.DateField("清单施行日期")
    item = models.CharField("检查项", max_length=40)
    asked = models.CharField("检查内容", max_length=120)
    cites = models.CharField("依据", max_length=120)
    answer = models.CharField("回答", max_length=3, choices=list(ANSWERS.items()))
    note = models.CharField("说明", max_length=300, blank=True)
    by = models.ForeignKey(Staff, verbose_name="登记人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = verbose_name_plural = "部门检查项回答"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["part", "item"], name="part_answer_once"),
            models.CheckConstraint(condition=~Q(answer="no") | ~Q(note=""), name="part_answer_no_says_what"),
        ]
