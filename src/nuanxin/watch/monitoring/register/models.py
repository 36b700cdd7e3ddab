"""Projects under watch, and how far each has the systems that keep wages safe."""

from __future__ import annotations

from django.db import models

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.parties.models import Employer, Project


class MonitoredProject(models.Model):
    """监测项目: one project of the wage warehouse, tied to the project and the general contractor that the house knows."""

    code = models.CharField("监测项目编号", max_length=80, unique=True)  # project_id of the wage tables
    name = models.CharField("项目名称", max_length=200)
    project = models.ForeignKey(Project, verbose_name="项目（标段）", on_delete=models.PROTECT, related_name="+")
    employer = models.ForeignKey(Employer, verbose_name="施工总承包单位", on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField("开工日期")
    ends_on = models.DateField("完工日期", null=True, blank=True)
    pay_day = models.PositiveSmallIntegerField("工资支付日", null=True, blank=True)
    labour_fee_due_day = models.PositiveSmallIntegerField("人工费用拨付日", null=True, blank=True)
    contract_amount_fen = models.PositiveBigIntegerField("合同额（分）", null=True, blank=True)
    permit_on = models.DateField("施工许可日期", null=True, blank=True)
    taken_on = models.DateField("纳入监测日期")
    changed_on = models.DateField("信息更新日期")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = verbose_name_plural = "监测项目"
        indexes = [models.Index(fields=["region", "name"]), models.Index(fields=["employer"])]

    def __str__(self) -> str:
        return self.name


class SystemState(models.TextChoices):
    """law.md §5: unknown is never counted as met."""

    MET = "met", "已落实"
    NOT_MET = "not_met", "未落实"
    NOT_APPLICABLE = "not_applicable", "不适用"
    UNKNOWN = "unknown", "不清楚"


class SystemCheck(models.Model):
    """制度落实核查: how one system stood at one project on a day, by whom, with what proof. A later row replaces an earlier one."""

    project = models.ForeignKey(
        MonitoredProject, verbose_name="监测项目", on_delete=models.PROTECT, related_name="system_checks"
    )
    system = models.CharField("制度", max_length=40)
    state = models.CharField("落实情况", max_length=15, choices=SystemState)
    proof = models.CharField("佐证", max_length=300, blank=True)
    owner = models.ForeignKey(Staff, verbose_name="责任人", on_delete=models.PROTECT, related_name="+")
    checked_on = models.DateField("核查日期")
    by = models.ForeignKey(Staff, verbose_name="录入人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = verbose_name_plural = "制度落实核查"
        indexes = [models.Index(fields=["project", "system", "-checked_on"])]
