"""Headings of other systems, mapped once to those of the ledger workbook and kept."""

from __future__ import annotations

from django.db import models

from nuanxin.foundation.organisations.models import Staff, Unit


class HeadingMapping(models.Model):
    """表头对应: under this name a unit reads such headings of a sheet as these of ours. A new version ends the one before."""

    unit = models.ForeignKey(Unit, verbose_name="单位", on_delete=models.PROTECT, related_name="+")
    name = models.CharField("名称", max_length=60)
    sheet = models.CharField("工作表", max_length=10)
    headings = models.JSONField("对应关系", default=dict)  # heading as it comes → heading of ours
    made_by = models.ForeignKey(Staff, verbose_name="建立人", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField("建立时间")
    ended_at = models.DateTimeField("停用时间", null=True, blank=True)

    class Meta:
        verbose_name = "表头对应"
        verbose_name_plural = "表头对应"
        ordering = ["name", "sheet"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name", "sheet"],
                condition=models.Q(ended_at__isnull=True),
                name="heading_mapping_one_standing",
            )
        ]

    def __str__(self) -> str:
        return self.name
