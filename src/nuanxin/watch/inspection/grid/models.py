"""包保联系: dated rows that say who answers for an employer or a project. A change ends one row and begins another."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.parties.models import Employer, Project


class GridAssignment(models.Model):
    """包保联系: one person answers for one employer or one project, from a day on, until the day another takes over."""

    employer = models.ForeignKey(
        Employer, verbose_name="用人单位", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    project = models.ForeignKey(
        Project, verbose_name="项目（标段）", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    staff = models.ForeignKey(Staff, verbose_name="包保责任人", on_delete=models.PROTECT, related_name="+")
    leader = models.CharField("包保领导（姓名、职务）", max_length=80, blank=True)
    since = models.DateField("责任起始日期")
    basis = models.CharField("依据", max_length=200, blank=True)
    by = models.ForeignKey(Staff, verbose_name="登记人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)
    # The day from which somebody else answers: a row holds on `since` and no longer on `ended_on`.
    ended_on = models.DateField("卸责日期", null=True, blank=True)
    ended_by = models.ForeignKey(
        Staff, verbose_name="交接登记人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_why = models.CharField("交接理由", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "包保联系"
        indexes = [models.Index(fields=["staff", "ended_on"]), models.Index(fields=["region", "ended_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(employer__isnull=False, project__isnull=True)
                | Q(employer__isnull=True, project__isnull=False),
                name="grid_one_object",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_by__isnull=True)
                | Q(ended_on__gte=F("since"), ended_by__isnull=False),
                name="grid_ended_pair",
            ),
            models.UniqueConstraint(
                fields=["employer"],
                condition=Q(ended_on__isnull=True, employer__isnull=False),
                name="grid_one_employer",
            ),
            models.UniqueConstraint(
                fields=["project"], condition=Q(ended_on__isnull=True, project__isnull=False), name="grid_one_project"
            ),
        ]

    def __str__(self) -> str:
        return self.target.name

    @property
    def target(self) -> Employer | Project:
        """The employer or project for which the person answers."""
        found = self.project or self.employer
        assert found is not None
        return found
