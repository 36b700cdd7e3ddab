"""Service that a firm wished for, weak points found there; courses of wage clerks and their certificates."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.watch.monitoring.employers.models import EmployerAccount


class ServiceVisit(models.Model):
    """执法服务: a visit on the firm's own wish. No inspection: no finding, no order, no penalty hangs on it; consent is stored."""

    class State(models.TextChoices):
        BOOKED = "booked", "已预约"
        HELD = "held", "已服务"
        CANCELLED = "cancelled", "已取消"

    employer = models.ForeignKey(Employer, verbose_name="用人单位", on_delete=models.PROTECT, related_name="+")
    project = models.ForeignKey(
        Project, verbose_name="项目（标段）", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    wish = models.CharField("希望了解的内容", max_length=500)
    consent_by = models.CharField("同意人（姓名、职务）", max_length=80)
    consent_phone = models.CharField("联系电话", max_length=30, blank=True)
    consent_how = models.CharField(
        "同意方式",
        max_length=10,
        choices=[("written", "书面"), ("phone", "电话（有录音）"), ("platform", "网上预约")],
    )
    consent_on = models.DateField("同意日期")
    consent_text = models.CharField("同意的内容", max_length=500)  # the words to which the firm agreed
    booked_for = models.DateField("预约日期")
    staff = models.ForeignKey(Staff, verbose_name="服务人员", on_delete=models.PROTECT, related_name="+")
    state = models.CharField("状态", max_length=10, choices=State, default=State.BOOKED)
    held_on = models.DateField("服务日期", null=True, blank=True)
    told = models.TextField("讲解内容", blank=True)
    present = models.CharField("参加人数", max_length=80, blank=True)
    cancelled_on = models.DateField("取消日期", null=True, blank=True)
    cancelled_why = models.CharField("取消原因", max_length=200, blank=True)
    paper = models.ForeignKey(
        Paper, verbose_name="建议书", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(Staff, verbose_name="登记人", on_delete=models.PROTECT, related_name="+")
    booked_on = models.DateField("登记日期")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = verbose_name_plural = "执法服务"
        indexes = [models.Index(fields=["region", "booked_for"])]
        constraints = [
            models.CheckConstraint(condition=~Q(consent_by="") & ~Q(consent_text=""), name="service_only_with_consent"),
            models.CheckConstraint(
                condition=Q(state="booked", held_on__isnull=True, cancelled_on__isnull=True)
                | Q(state="held", held_on__isnull=False, cancelled_on__isnull=True)
                | Q(state="cancelled", held_on__isnull=True, cancelled_on__isnull=False),
                name="service_state_pairs",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employer.name}执法服务"


class WeakPoint(models.Model):
    """薄弱环节: a gap in the firm's management of employment, with the advice given. Advice, not an order: it has no due day."""

    class Topic(models.TextChoices):
        CONTRACT = "contract", "劳动合同"
        ATTENDANCE = "attendance", "考勤"
        PAYROLL = "payroll", "工资表和工资条"
        PAY = "pay", "工资支付周期和方式"
        HOURS = "hours", "工时和加班"
        REAL_NAME = "real_name", "实名制"
        ACCOUNT = "account", "专用账户和代发"
        DEPOSIT = "deposit", "保证金"
        SUBCONTRACT = "subcontract", "分包管理"
        INSURANCE = "insurance", "社会保险和工伤"
        RULES = "rules", "规章制度"
        OTHER = "other", "其他"

    service = models.ForeignKey(
        ServiceVisit, verbose_name="执法服务", on_delete=models.PROTECT, related_name="weak_points"
    )
    topic = models.CharField("环节", max_length=12, choices=Topic)
    seen = models.CharField("薄弱环节", max_length=500)
    advice = models.CharField("建议", max_length=500)
    cites = models.CharField("有关规定", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "薄弱环节"
        ordering = ["id"]


class ClerkCourse(models.Model):
    """劳资专管员培训班: what was taught, where, when, by whom."""

    title = models.CharField("培训班名称", max_length=100)
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField("培训日期")
    place = models.CharField("地点", max_length=200)
    lecturer = models.CharField("授课人", max_length=100)
    contents = models.TextField("培训内容")
    pass_mark = models.PositiveSmallIntegerField("合格分数", null=True, blank=True)  # none: no test was held
    by = models.ForeignKey(Staff, verbose_name="登记人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = verbose_name_plural = "劳资专管员培训班"

    def __str__(self) -> str:
        return self.title


class ClerkTraining(models.Model):
    """劳资专管员培训记录: one person at one course; a certificate with a code that anybody can check where it was passed."""

    course = models.ForeignKey(ClerkCourse, verbose_name="培训班", on_delete=models.PROTECT, related_name="people")
    name = models.CharField("姓名", max_length=40)
    employer = models.ForeignKey(Employer, verbose_name="用人单位", on_delete=models.PROTECT, related_name="+")
    project = models.ForeignKey(
        Project, verbose_name="项目（标段）", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    score = models.PositiveSmallIntegerField("考核分数", null=True, blank=True)
    passed = models.BooleanField("合格")
    code = models.CharField("证书编码", max_length=20, unique=True, null=True, blank=True)
    revoked_on = models.DateField("证书作废日期", null=True, blank=True)
    revoked_why = models.CharField("作废理由", max_length=200, blank=True)
    by = models.ForeignKey(Staff, verbose_name="登记人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = verbose_name_plural = "劳资专管员培训记录"
        constraints = [
            models.UniqueConstraint(fields=["course", "name", "employer"], name="clerk_once_a_course"),
            models.CheckConstraint(
                condition=Q(passed=True, code__isnull=False) | Q(passed=False, code__isnull=True),
                name="clerk_certificate_when_passed",
            ),
            models.CheckConstraint(
                condition=Q(revoked_on__isnull=True, revoked_why="")
                | (Q(revoked_on__isnull=False, code__isnull=False) & ~Q(revoked_why="")),
                name="clerk_certificate_revoked_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ServiceWish(models.Model):
    """服务申请: a firm asks at its own door for a voluntary visit; the office books a day or says why not."""

    class State(models.TextChoices):
        OPEN = "open", "待答复"
        BOOKED = "booked", "已预约"
        DECLINED = "declined", "未能安排"
        WITHDRAWN = "withdrawn", "已撤回"

    account = models.ForeignKey(EmployerAccount, verbose_name="企业账号", on_delete=models.PROTECT, related_name="+")
    employer = models.ForeignKey(Employer, verbose_name="用人单位", on_delete=models.PROTECT, related_name="+")
    project = models.ForeignKey(
        Project, verbose_name="项目（标段）", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    wish = models.CharField("希望了解的内容", max_length=500)
    wished_for = models.DateField("希望的日期")
    consent_text = models.CharField("同意的内容", max_length=500)
    asked_by = models.CharField("申请人", max_length=60)
    asked_on = models.DateField("申请日期")
    state = models.CharField("状态", max_length=10, choices=State, default=State.OPEN)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    answered_by = models.ForeignKey(
        Staff, verbose_name="答复人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer = models.CharField("答复", max_length=300, blank=True)
    service = models.OneToOneField(
        ServiceVisit, verbose_name="执法服务", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = verbose_name_plural = "服务申请"
        indexes = [models.Index(fields=["region", "state"], name="service_wish_open")]
        constraints = [
            models.UniqueConstraint(fields=["employer"], condition=Q(state="open"), name="service_wish_one_open"),
            models.CheckConstraint(
                condition=Q(state="booked", service__isnull=False) | (~Q(state="booked") & Q(service__isnull=True)),
                name="service_wish_booked_pair",
            ),
            models.CheckConstraint(condition=~Q(state="declined") | ~Q(answer=""), name="service_wish_declined_why"),
        ]
