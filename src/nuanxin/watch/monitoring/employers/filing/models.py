"""A project as its firm files it, and what the office made of it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.watch.monitoring.employers.models import EmployerAccount


class ProjectFiling(models.Model):
    """项目报备: proposed by the firm, confirmed by an officer into the project's own record; never changed, only followed."""

    class State(models.TextChoices):
        OPEN = "open", "待确认"
        CONFIRMED = "confirmed", "已确认"
        RETURNED = "returned", "已退回"
        WITHDRAWN = "withdrawn", "已撤回"

    account = models.ForeignKey(EmployerAccount, verbose_name="企业账号", on_delete=models.PROTECT, related_name="+")
    employer = models.ForeignKey(Employer, verbose_name="施工总承包单位", on_delete=models.PROTECT, related_name="+")
    name = models.CharField("项目名称", max_length=200)
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    address = models.CharField("地点", max_length=200)
    owner_name = models.CharField("建设单位", max_length=200)
    industry = models.CharField("行业主管", max_length=12, choices=Project._meta.get_field("industry").flatchoices)
    government = models.BooleanField("政府投资项目", null=True)
    state_firm = models.BooleanField("国企项目", null=True)
    pay_day = models.PositiveSmallIntegerField("工资支付日")
    permit_number = models.CharField("施工许可证号", max_length=60, blank=True)
    contract_fen = models.PositiveBigIntegerField("合同额（分）", null=True, blank=True)
    starts_on = models.DateField("开工日期")
    ends_on = models.DateField("计划完工日期", null=True, blank=True)
    filed_by = models.CharField("报备人", max_length=60)
    filed_on = models.DateField("报备日期")
    state = models.CharField("状态", max_length=10, choices=State, default=State.OPEN)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    answered_by = models.ForeignKey(
        Staff, verbose_name="答复人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer = models.CharField("答复", max_length=500, blank=True)  # why returned; what stands otherwise in the record
    project = models.ForeignKey(
        Project, verbose_name="项目（标段）", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = verbose_name_plural = "项目报备"
        indexes = [models.Index(fields=["region", "state"], name="project_filing_open")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="confirmed", project__isnull=False)
                | (~Q(state="confirmed") & Q(project__isnull=True)),
                name="project_filing_confirmed_pair",
            ),
            models.CheckConstraint(condition=~Q(state="returned") | ~Q(answer=""), name="project_filing_returned_why"),
            models.CheckConstraint(condition=Q(pay_day__gte=1, pay_day__lte=31), name="project_filing_pay_day"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="project_filing_runs"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}报备"
