"""Visits to employers: what was seen, how many work there, what was found, until when it is to be put right."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.parties.models import Employer, Project, Sector


class Visit(models.Model):
    """检查: one visit to one employer, on a project or not. Columns 1–3 and item 1 of the winter form count these."""

    employer = models.ForeignKey(Employer, verbose_name="用人单位", on_delete=models.PROTECT, related_name="+")
    project = models.ForeignKey(
        Project, verbose_name="项目（标段）", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    project_key = models.CharField("项目比对名", max_length=200, blank=True, default="")
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    visited_on = models.DateField("检查日期")
    recorded_on = models.DateField("登记日期")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)
    recorded_by = models.ForeignKey(Staff, verbose_name="录入人", on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_on = models.DateField("撤下日期", null=True, blank=True)
    corrects = models.ForeignKey(
        "self", verbose_name="更正", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sector = models.CharField("行业领域", max_length=15, choices=Sector)
    workforce = models.PositiveIntegerField("职工人数")
    migrants = models.PositiveIntegerField("其中农民工")
    government = models.BooleanField("政府投资项目", null=True, blank=True)
    state_firm = models.BooleanField("国企项目", null=True, blank=True)
    arrears_found = models.BooleanField("查实欠薪", default=False)
    arrears_persons = models.PositiveIntegerField("欠薪人数", null=True, blank=True)
    arrears_fen = models.PositiveBigIntegerField("欠薪金额（分）", null=True, blank=True)
    finding = models.TextField("发现问题", blank=True)
    # 国办发〔2018〕118号. Blank only in rows of a ledger from before: nobody knows any more.
    recording = models.CharField("执法记录", max_length=300, blank=True, default="", db_default="")
    rectify_by = models.DateField("整改期限", null=True, blank=True)
    rectified_on = models.DateField("整改完成", null=True, blank=True)
    notes = models.JSONField("附注", default=dict, blank=True)

    class Meta:
        verbose_name = "检查"
        verbose_name_plural = "检查"
        indexes = [models.Index(fields=["visited_on", "region"]), models.Index(fields=["employer", "visited_on"])]
        constraints = [
            models.CheckConstraint(condition=Q(migrants__lte=F("workforce")), name="visit_migrants_within_workforce"),
            models.UniqueConstraint(
                fields=["employer", "visited_on", "project_key"],
                condition=Q(withdrawn_on__isnull=True),
                name="visit_once_a_day",
            ),
        ]
