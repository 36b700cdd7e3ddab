"""What a set of rules would have said of the past, kept with the rules that it ran."""

from __future__ import annotations

from django.db import models

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Staff
from nuanxin.watch.monitoring.risk.models import RuleSet


class BackTest(models.Model):
    """规则回测: warnings that a set would have raised in months gone by, against the claims that came. Never changed."""

    rule_set = models.ForeignKey(RuleSet, verbose_name="预警规则集", on_delete=models.PROTECT, related_name="backtests")
    digest = models.CharField("规则摘要", max_length=64)  # of the rules as they were when it ran
    first = models.DateField("起始月份")
    last = models.DateField("截止月份")
    run_after_days = models.PositiveSmallIntegerField("月末后第几天预警")
    window_days = models.PositiveSmallIntegerField("几天内来投诉算命中")
    warehouse_version = models.PositiveIntegerField("监测数据版本")
    result = models.JSONField("结果")  # backtest.counting.Result as plain values
    run_on = models.DateField("回测日期")
    run_by = models.ForeignKey(Staff, verbose_name="回测人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = verbose_name_plural = "规则回测"
