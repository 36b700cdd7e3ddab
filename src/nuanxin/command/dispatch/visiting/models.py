"""One visit to an area from plan to closing."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Region, Staff, Unit


class AreaVisit(models.Model):
    """督导调研: planned by the unit above, what was found, what the area answered, closed with the reason."""

    class Kind(models.TextChoices):
        SLOW = "slow", "到进展慢的地方督导"
        RESEARCH = "research", "调研"
        SPOT = "spot", "抽查"

    kind = models.CharField("类别", max_length=10, choices=Kind)
    region = models.ForeignKey(Region, verbose_name="到访地区", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, verbose_name="接待单位", on_delete=models.PROTECT, related_name="+")
    by_unit = models.ForeignKey(Unit, verbose_name="督导单位", on_delete=models.PROTECT, related_name="+")
    campaign = models.ForeignKey(
        Campaign, verbose_name="专项行动", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    plan = models.TextField("督导内容")
    people = models.CharField("带队领导和人员", max_length=200)
    planned_on = models.DateField("计划日期")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)
    recorded_by = models.ForeignKey(Staff, verbose_name="录入人", on_delete=models.PROTECT, related_name="+")
    visited_on = models.DateField("实到日期", null=True, blank=True)
    findings = models.TextField("发现问题", blank=True)
    reply_due_on = models.DateField("反馈期限", null=True, blank=True)
    reply = models.TextField("整改反馈", blank=True)
    replied_on = models.DateField("反馈日期", null=True, blank=True)
    replied_by = models.ForeignKey(
        Staff, verbose_name="反馈人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_on = models.DateField("办结日期", null=True, blank=True)
    closed_by = models.ForeignKey(
        Staff, verbose_name="办结人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_why = models.CharField("办结说明", max_length=300, blank=True)

    class Meta:
        verbose_name = "督导调研"
        verbose_name_plural = "督导调研"
        ordering = ["-planned_on", "-pk"]
        indexes = [models.Index(fields=["region", "planned_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(visited_on__isnull=True, findings="") | (Q(visited_on__isnull=False) & ~Q(findings="")),
                name="area_visit_with_findings",
            ),
            models.CheckConstraint(
                condition=Q(replied_on__isnull=True, replied_by__isnull=True, reply="")
                | (Q(replied_on__isnull=False, replied_by__isnull=False) & ~Q(reply="")),
                name="area_visit_reply_whole",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closed_by__isnull=True, closed_why="")
                | (Q(closed_on__isnull=False, closed_by__isnull=False) & ~Q(closed_why="")),
                name="area_visit_closed_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.region.name}"
