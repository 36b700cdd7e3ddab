"""Typical practices."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from nuanxin.foundation.organisations.models import Region, Staff, Unit
from nuanxin.services.events.versions import Kept, series_constraints


class Practice(Kept):
    """典型经验: a short text of a unit. Seen by the unit; by others of the area once another person has checked it."""

    unit = models.ForeignKey(Unit, verbose_name="单位", on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    title = models.CharField("标题", max_length=100)
    text = models.TextField("做法和成效")
    about = models.CharField("有关活动（行动）", max_length=200, blank=True)
    checked_on = models.DateField("核对日期", null=True, blank=True)
    checked_by = models.ForeignKey(
        Staff, verbose_name="核对人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = "典型经验"
        constraints = [
            *series_constraints("practice"),
            models.CheckConstraint(
                condition=Q(checked_on__isnull=True, checked_by__isnull=True)
                | Q(checked_on__isnull=False, checked_by__isnull=False),
                name="practice_checked_whole",
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("recorded_by")), name="practice_two_people"
            ),
        ]

    def __str__(self) -> str:
        return self.title
