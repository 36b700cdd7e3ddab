"""A double random draw: its lists locked first, then the published seed, then what came of it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Region, Staff


class RandomDraw(models.Model):
    """双随机抽查: lists, exclusions and conflicts locked with their digest; then the seed; the result can be worked out again."""

    name = models.CharField("抽查名称", max_length=100)
    document = models.CharField("抽查依据", max_length=200)
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("对象类别", max_length=8, choices=[("employer", "用人单位"), ("project", "项目（标段）")])
    first = models.DateField("检查开始日期")
    last = models.DateField("检查结束日期")
    # candidates: [[code, layer, name, number]], excluded: [[code, reason]], inspectors: [[account, name]], …
    lists = models.JSONField("名单")
    lists_digest = models.CharField("名单校验值", max_length=64)
    seed_from = models.CharField("种子来源", max_length=200)
    locked_on = models.DateField("锁定日期")
    locked_by = models.ForeignKey(Staff, verbose_name="锁定人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("锁定时间", default=occasion.now)
    seed = models.CharField("随机种子", max_length=100, blank=True)
    witness = models.CharField("监督人", max_length=100, blank=True)
    result = models.JSONField("抽取结果", default=list, blank=True)
    result_digest = models.CharField("结果校验值", max_length=64, blank=True)
    drawn_on = models.DateField("抽取日期", null=True, blank=True)
    drawn_by = models.ForeignKey(
        Staff, verbose_name="抽取人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    voided_on = models.DateField("作废日期", null=True, blank=True)
    voided_why = models.CharField("作废理由", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "双随机抽查"
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="draw_ends_after_start"),
            models.CheckConstraint(
                condition=Q(drawn_on__isnull=True, drawn_by__isnull=True, seed="", result_digest="")
                | (Q(drawn_on__isnull=False, drawn_by__isnull=False) & ~Q(seed="") & ~Q(result_digest="")),
                name="draw_done_whole",
            ),
            # A result that does not please cannot be made void: only lists that have not been drawn from.
            models.CheckConstraint(
                condition=Q(voided_on__isnull=True, voided_why="")
                | (Q(voided_on__isnull=False, drawn_on__isnull=True) & ~Q(voided_why="")),
                name="draw_voided_before_drawn",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> str:
        """In words."""
        return "已作废" if self.voided_on else "已抽取" if self.drawn_on else "名单已锁定，待抽取"
