"""Planned visits, special checks, and what each department does on a joint visit."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Region, Staff, Unit
from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.watch.inspection.models import Visit


class PlanKind(models.TextChoices):
    """Why a visit is planned."""

    BEFORE_PAY = "before_pay", "支付日前走访"
    AFTER_PAY = "after_pay", "支付日后走访"
    KEY = "key", "重点检查"
    SPECIAL = "special", "专项检查"
    RANDOM = "random", "双随机抽查"
    RECHECK = "recheck", "整改复查"


class Hours(models.TextChoices):
    """When the visit is made: working time unless somebody has said why not."""

    DAY = "day", "工作日白天"
    NIGHT = "night", "夜间"
    HOLIDAY = "holiday", "休息日、节假日"


class SpecialCheck(models.Model):
    """专项检查: a campaign of visits with its document, legal basis, window and departments."""

    name = models.CharField("专项检查名称", max_length=100)
    document = models.CharField("文件依据", max_length=200)
    contents = models.TextField("检查内容和法律依据")
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    first = models.DateField("开始日期")
    last = models.DateField("结束日期")
    hours = models.CharField("检查时间", max_length=8, choices=Hours, default=Hours.DAY)
    hours_why = models.CharField("夜间、节假日检查理由", max_length=200, blank=True)
    team = models.CharField("检查组人员", max_length=200, blank=True)
    lead = models.ForeignKey(Staff, verbose_name="牵头人", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Staff, verbose_name="安排人", on_delete=models.PROTECT, related_name="+")
    begun_on = models.DateField("安排日期")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = verbose_name_plural = "专项检查"
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="special_check_ends_after_start"),
            models.CheckConstraint(condition=Q(hours="day") | ~Q(hours_why=""), name="special_check_odd_hours_why"),
        ]

    def __str__(self) -> str:
        return self.name


class PlannedVisit(models.Model):
    """检查计划: one visit that is due at one employer or project; done by the recorded visit, or dropped with a reason."""

    mark = models.CharField(
        "计划标识", max_length=80, unique=True
    )  # the same duty is planned once, however often asked
    kind = models.CharField("计划类别", max_length=12, choices=PlanKind)
    employer = models.ForeignKey(
        Employer, verbose_name="用人单位", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    project = models.ForeignKey(
        Project, verbose_name="项目（标段）", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    not_before = models.DateField("最早检查日期")
    due_on = models.DateField("最迟检查日期")
    hours = models.CharField("检查时间", max_length=8, choices=Hours, default=Hours.DAY)
    reason = models.CharField("安排理由", max_length=500)
    special = models.ForeignKey(
        SpecialCheck, verbose_name="专项检查", on_delete=models.PROTECT, null=True, blank=True, related_name="visits"
    )
    staff = models.ForeignKey(
        Staff, verbose_name="检查责任人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    partner = models.ForeignKey(
        Staff, verbose_name="协同检查人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    planned_on = models.DateField("列入计划日期")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)
    visit = models.ForeignKey(
        Visit, verbose_name="检查记录", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    done_on = models.DateField("完成日期", null=True, blank=True)
    dropped_on = models.DateField("撤销日期", null=True, blank=True)
    dropped_by = models.ForeignKey(
        Staff, verbose_name="撤销人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    dropped_why = models.CharField("撤销理由", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "检查计划"
        indexes = [
            models.Index(fields=["region", "due_on"]),
            models.Index(fields=["project", "done_on"]),
            models.Index(fields=["employer", "done_on"]),
            models.Index(fields=["staff", "done_on"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(employer__isnull=False) | Q(project__isnull=False), name="planned_visit_has_object"
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("not_before")), name="planned_visit_window"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(visit__isnull=False, dropped_on__isnull=True),
                name="planned_visit_done_by_visit",
            ),
            models.CheckConstraint(
                condition=Q(dropped_on__isnull=True, dropped_by__isnull=True, dropped_why="")
                | (Q(dropped_on__isnull=False, dropped_by__isnull=False) & ~Q(dropped_why="")),
                name="planned_visit_dropped_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target_name}{self.get_kind_display()}"

    @property
    def target_name(self) -> str:
        """The project's name, else the employer's."""
        found = self.project or self.employer
        return found.name if found else ""

    def stands(self, today: date) -> str:
        """Where it stands that day, in words."""
        if self.dropped_on:
            return "已撤销"
        if self.done_on:
            return "按期完成" if self.visit and self.visit.visited_on <= self.due_on else "逾期完成"
        if self.visit_id:
            return "待部门登记"
        return "已逾期" if today > self.due_on else "未到期" if today < self.not_before else "待检查"


class JointPart(models.Model):
    """联合检查分工: what one department checks on a joint visit, and its own tick."""

    planned = models.ForeignKey(PlannedVisit, verbose_name="检查计划", on_delete=models.PROTECT, related_name="parts")
    unit = models.ForeignKey(Unit, verbose_name="部门", on_delete=models.PROTECT, related_name="+")
    task = models.CharField("检查事项", max_length=300)
    result = models.CharField("检查情况", max_length=1000, blank=True)
    ticked_on = models.DateField("登记日期", null=True, blank=True)
    ticked_by = models.ForeignKey(
        Staff, verbose_name="登记人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = "联合检查分工"
        constraints = [
            models.UniqueConstraint(fields=["planned", "unit"], name="joint_part_once"),
            models.CheckConstraint(
                condition=Q(ticked_on__isnull=True, ticked_by__isnull=True, result="")
                | (Q(ticked_on__isnull=False, ticked_by__isnull=False) & ~Q(result="")),
                name="joint_part_ticked_whole",
            ),
        ]


class PlanRenewal(models.Model):
    """检查计划更新: the schedule was renewed on this day; once a day, whoever asks first."""

    day = models.DateField("更新日期", unique=True)
    planned = models.PositiveIntegerField("新增计划", default=0)
    moved = models.PositiveIntegerField("调整计划", default=0)
    settled = models.PositiveIntegerField("关联检查", default=0)
    recorded_at = models.DateTimeField("更新时间", default=occasion.now)

    class Meta:
        verbose_name = verbose_name_plural = "检查计划更新"
