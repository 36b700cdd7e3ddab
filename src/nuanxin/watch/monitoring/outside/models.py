"""A file that another office handed over, and its lines: dated signals about a firm or a project."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.watch.monitoring.outside.kinds import Kind, kinds
from nuanxin.watch.monitoring.register.models import MonitoredProject


class OutsideTake(models.Model):
    """外部信号导入: one file taken whole; a file with any fault is not taken at all."""

    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    name = models.CharField("文件名", max_length=200)
    taken_on = models.DateField("导入日期")
    by = models.ForeignKey(Staff, verbose_name="导入人", on_delete=models.PROTECT, related_name="+")
    made = models.PositiveIntegerField("新增条数")
    changed = models.PositiveIntegerField("更正条数")
    unchanged = models.PositiveIntegerField("已有条数")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = verbose_name_plural = "外部信号导入"


class OutsideSignal(models.Model):
    """外部信号: what an office said of one firm (by credit code) or one watched project on a day.

    Never overwritten: a line that says otherwise of the same day replaces the row, which stays.
    """

    take = models.ForeignKey(OutsideTake, verbose_name="外部信号导入", on_delete=models.PROTECT, related_name="signals")
    kind = models.CharField("信号种类", max_length=40)
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    project = models.ForeignKey(
        MonitoredProject, verbose_name="监测项目", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    subject_name = models.CharField("名称", max_length=200)  # as the office wrote it
    happened_on = models.DateField("信号日期")
    until = models.DateField("解除日期", null=True, blank=True)
    amount_fen = models.PositiveBigIntegerField("金额（分）", null=True, blank=True)
    value = models.DecimalField("数值", max_digits=12, decimal_places=2, null=True, blank=True)
    office = models.CharField("来源单位", max_length=100)
    document = models.CharField("文号", max_length=100, blank=True)
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)
    replaced_at = models.DateTimeField("被更正时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "外部信号"
        indexes = [
            models.Index(fields=["credit_code", "kind"]),
            models.Index(fields=["project", "kind"]),
            models.Index(fields=["region", "-happened_on"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(~Q(credit_code="") & Q(project__isnull=True)) | Q(credit_code="", project__isnull=False),
                name="signal_of_firm_or_project",
            ),
            models.UniqueConstraint(
                fields=["kind", "credit_code", "happened_on"],
                condition=Q(replaced_at__isnull=True, project__isnull=True),
                name="firm_signal_once",
            ),
            models.UniqueConstraint(
                fields=["kind", "project", "happened_on"],
                condition=Q(replaced_at__isnull=True, project__isnull=False),
                name="project_signal_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind_name}{self.shown}"

    @property
    def declared(self) -> Kind | None:
        """Its kind; None where the data file no longer has it."""
        return kinds().get(self.kind)

    @property
    def kind_name(self) -> str:
        return self.declared.name if self.declared else self.kind

    @property
    def shown(self) -> str:
        """The value with its unit; empty where being listed is all."""
        if self.amount_fen is not None:
            return f"{yuan(self.amount_fen)}元"
        return (
            f"{self.value.normalize():f}{self.declared.unit_name if self.declared else ''}"
            if self.value is not None
            else ""
        )
