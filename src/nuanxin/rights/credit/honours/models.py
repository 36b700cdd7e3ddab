"""Selections of 不欠薪城市, 企业, 项目: declared criteria, candidates with the rows behind each answer, awards and why they fell."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nuanxin.foundation.organisations.models import Region, Staff, Unit
from nuanxin.foundation.parties.models import Employer, Project


class HonourKind(models.TextChoices):
    CITY = "city", "不欠薪城市（县、乡镇）"
    FIRM = "firm", "不欠薪企业"
    PROJECT = "project", "不欠薪项目"


class Selection(models.Model):
    """诚信评选: what is looked at from when until when, by which declared criteria."""

    kind = models.CharField("评选类别", max_length=8, choices=HonourKind)
    label = models.CharField("名称", max_length=80)
    unit = models.ForeignKey(Unit, verbose_name="评选单位", on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    start = models.DateField("考察期起")
    end = models.DateField("考察期止")
    criteria = models.JSONField("条件", default=list)  # keys of honours/criteria.py, as declared
    opened_on = models.DateField("启动日期")
    by = models.ForeignKey(Staff, verbose_name="经办人", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "诚信评选"
        verbose_name_plural = "诚信评选"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "label"], name="selection_once"),
            models.CheckConstraint(condition=Q(start__lte=models.F("end")), name="selection_window_in_order"),
        ]

    def __str__(self) -> str:
        return self.label


class Candidate(models.Model):
    """评选对象: a place, an employer or a project; with the answer to each criterion on the day it was checked."""

    selection = models.ForeignKey(Selection, verbose_name="评选", on_delete=models.PROTECT, related_name="candidates")
    place = models.ForeignKey(
        Region, verbose_name="地区", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    employer = models.ForeignKey(
        Employer, verbose_name="用人单位", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    project = models.ForeignKey(
        Project, verbose_name="项目", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    results = models.JSONField("逐条核对", default=list)
    checked_on = models.DateField("核对日期")
    awarded_on = models.DateField("授予日期", null=True, blank=True)
    awarded_by = models.ForeignKey(
        Staff, verbose_name="批准人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    fell_on = models.DateField("撤销日期", null=True, blank=True)
    fell_why = models.CharField("撤销原因", max_length=400, blank=True)

    class Meta:
        verbose_name = "评选对象"
        verbose_name_plural = "评选对象"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(place__isnull=False, employer__isnull=True, project__isnull=True)
                | Q(place__isnull=True, employer__isnull=False, project__isnull=True)
                | Q(place__isnull=True, employer__isnull=True, project__isnull=False),
                name="candidate_is_one_subject",
            ),
            models.CheckConstraint(
                condition=Q(awarded_on__isnull=True, awarded_by__isnull=True)
                | Q(awarded_on__isnull=False, awarded_by__isnull=False),
                name="candidate_awarded_pair",
            ),
            models.CheckConstraint(
                condition=Q(fell_on__isnull=True, fell_why="")
                | (Q(fell_on__isnull=False, awarded_on__isnull=False) & ~Q(fell_why="")),
                name="candidate_fell_pair",
            ),
        ]

    def __str__(self) -> str:
        return str(self.place or self.employer or self.project)
