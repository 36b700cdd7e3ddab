"""What a county says each week of workers who came home, who went back to work, and of the hands that its firms want."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Region, Staff, Unit


class WeeklySituation(models.Model):
    """每周用工形势: one week (by its Monday) of one area. A correction is a new row that names the earlier."""

    region = models.ForeignKey(Region, verbose_name="地区", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, verbose_name="填报单位", on_delete=models.PROTECT, related_name="+")
    week = models.DateField("周（星期一）")
    returned_home = models.PositiveIntegerField("本周返乡人数")
    returned_to_work = models.PositiveIntegerField("本周返岗人数")
    demand = models.PositiveIntegerField("周末企业缺工人数")
    source = models.CharField("数据来源", max_length=200, blank=True)
    correction = models.CharField("更正理由", max_length=200, blank=True)
    corrects = models.OneToOneField(
        "self", verbose_name="更正的填报", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    entered_at = models.DateTimeField("填报时间", default=occasion.now)
    entered_by = models.ForeignKey(Staff, verbose_name="填报人", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "每周用工形势"
        verbose_name_plural = "每周用工形势"
        ordering = ["region_id", "week", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "week"], condition=Q(corrects__isnull=True), name="one_first_report_of_a_week"
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True, correction="") | (Q(corrects__isnull=False) & ~Q(correction="")),
                name="week_corrected_with_reason",
            ),
            models.CheckConstraint(condition=Q(week__week_day=2), name="week_begins_on_monday"),
        ]
