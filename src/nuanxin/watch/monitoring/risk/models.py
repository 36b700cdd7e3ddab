"""A place's own set of rules, dated: drafted, changed, back-tested, switched on; the set before it ends."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Region, Staff


class RuleSet(models.Model):
    """预警规则集: the rules of a place from a day on; what it does not change is the house's. Warnings name theirs."""

    region = models.ForeignKey(Region, verbose_name="适用地", on_delete=models.PROTECT, related_name="+")
    name = models.CharField("名称", max_length=80)
    source = models.CharField("依据", max_length=200)
    based_on = models.DateField("平台规则取自")  # whose day's house rules lie under it
    rules = models.JSONField("包含的规则", default=list, blank=True)  # keys; empty: drafted before sets named theirs
    red_from = models.PositiveSmallIntegerField("红色起分")
    orange_from = models.PositiveSmallIntegerField("橙色起分")
    yellow_from = models.PositiveSmallIntegerField("黄色起分")
    blue_from = models.PositiveSmallIntegerField(
        "蓝色起分", null=True, blank=True
    )  # empty: the place does without blue
    drafted_on = models.DateField("拟定日期")
    drafted_by = models.ForeignKey(Staff, verbose_name="拟定人", on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField("启用日期", null=True, blank=True)
    valid_to = models.DateField("停用日期", null=True, blank=True)
    switched_by = models.ForeignKey(
        Staff, verbose_name="启用人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = verbose_name_plural = "预警规则集"
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True, switched_by__isnull=True, valid_to__isnull=True)
                | Q(valid_from__isnull=False, switched_by__isnull=False),
                name="rule_set_switched_pair",
            ),
            models.UniqueConstraint(
                fields=["region"],
                condition=Q(valid_from__isnull=False, valid_to__isnull=True),
                name="one_rule_set_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.pk}号）"


class RuleChange(models.Model):
    """规则调整: what a set makes of one rule, from whom and why; a later row replaces an earlier one, which stays."""

    rule_set = models.ForeignKey(RuleSet, verbose_name="预警规则集", on_delete=models.PROTECT, related_name="changes")
    rule = models.CharField("规则", max_length=60)
    off = models.BooleanField("停用", default=False)
    steps = models.JSONField("分值和界线", default=list)  # [{"points", "workers_from", "fen_from"}, …]
    figures = models.JSONField("规则内数值", default=dict, blank=True)  # name → number, where not the house's
    source = models.CharField("依据", max_length=200)
    changed_on = models.DateField("调整日期")
    by = models.ForeignKey(Staff, verbose_name="调整人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = verbose_name_plural = "规则调整"
