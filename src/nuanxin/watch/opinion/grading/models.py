"""Grades that were given, by the rules or by an officer, each with its reasons; the latest one holds."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nuanxin.foundation.organisations.models import Staff
from nuanxin.watch.opinion.models import OpinionItem
from nuanxin.watch.opinion.words import Grade


class OpinionGrading(models.Model):
    """舆情定级: by the rules (no person, the reasons of each rule) or changed by an officer with his reason."""

    item = models.ForeignKey(OpinionItem, verbose_name="舆情", on_delete=models.PROTECT, related_name="gradings")
    grade = models.CharField("等级", max_length=10, choices=Grade)
    reasons = models.JSONField("规则理由", default=list)
    rules = models.CharField("规则版本", max_length=20)
    why = models.CharField("调整理由", max_length=300, blank=True)
    at = models.DateTimeField("定级时间")
    by = models.ForeignKey(
        Staff, verbose_name="定级人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "舆情定级"
        verbose_name_plural = "舆情定级"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(by__isnull=True, why="") | (Q(by__isnull=False) & ~Q(why="")),
                name="opinion_grading_changed_with_reason",
            )
        ]
