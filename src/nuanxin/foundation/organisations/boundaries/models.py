"""A change of boundaries as the notice orders it, and which region came into or left which area because of it."""

from __future__ import annotations

from django.db import models

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Region, Staff


class BoundaryChange(models.Model):
    """区划变更: by which document, from which day. A wrong one is put right by a later one that names it, never rewritten."""

    class Kind(models.TextChoices):
        MERGE = "merge", "合并（撤销并入）"
        SPLIT = "split", "划出乡镇（街道）"
        REPLACE = "replace", "撤县设区（市），更换代码"
        RENAME = "rename", "更名（代码不变）"

    kind = models.CharField("方式", max_length=10, choices=Kind)
    predecessors = models.JSONField("变更前区划")  # codes
    towns = models.JSONField("划出的乡镇（街道）", default=list)  # codes
    successor = models.ForeignKey(Region, verbose_name="变更后区划", on_delete=models.PROTECT, related_name="+")
    new_name = models.CharField("新名称", max_length=60, blank=True)
    document = models.CharField("批准文件", max_length=200)
    effective_on = models.DateField("生效日期")
    recorded_on = models.DateField("登记日期")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)
    recorded_by = models.ForeignKey(Staff, verbose_name="登记人", on_delete=models.PROTECT, related_name="+")
    applied_at = models.DateTimeField("启用时间", null=True, blank=True)  # empty: the day has not come
    before = models.JSONField("变更前的名称", default=dict)  # code → full name
    corrects = models.ForeignKey(
        "self", verbose_name="更正", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "区划变更"
        verbose_name_plural = "区划变更"
        ordering = ["effective_on", "id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.effective_on}"


class BoundaryMove(models.Model):
    """One region that came into an area, or left it, on the day of a change. `RegionReach` is what stands today."""

    change = models.ForeignKey(BoundaryChange, verbose_name="区划变更", on_delete=models.PROTECT, related_name="moves")
    area = models.ForeignKey(Region, verbose_name="范围", on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    joined = models.BooleanField("划入")

    class Meta:
        verbose_name = "区划划转"
        verbose_name_plural = "区划划转"
        constraints = [models.UniqueConstraint(fields=["change", "area", "member"], name="boundary_move_once")]
