"""Legal aid's own rows: who may be assigned, whose turn it is, who was assigned, who was told, who asked for advice."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Region, Staff, Unit
from nuanxin.foundation.vault.fields import EncryptedTextField
from nuanxin.rights.cases.models import Case, CaseStep
from nuanxin.rights.intake.models import Claim, Clue, HelperTask

ADVICE_WAYS = [
    ("12348", "电话12348"),
    ("12333", "电话12333"),
    ("window", "窗口"),
    ("station", "工作站（联络点）"),
    ("web", "网络"),
]
ADVICE_OUTCOMES = [
    ("answered", "当场解答"),
    ("papers", "代写文书"),
    ("clue", "登记为线索"),
    ("other", "告知其他途径"),
]


class AidLawyerKind(models.TextChoices):
    """法律援助人员 as 法律援助法 第十二条、第十七条 name them."""

    LAWYER = "lawyer", "律师"
    GRASSROOTS = "grassroots", "基层法律服务工作者"
    VOLUNTEER = "volunteer", "法律援助志愿者"
    CENTRE = "centre", "法律援助机构工作人员"


class AidStanding(models.TextChoices):
    ACTIVE = "active", "可以指派"
    SUSPENDED = "suspended", "暂停指派"
    LEFT = "left", "已退出"


class AidLawyer(models.Model):
    """One person whom an aid centre may assign: licence, firm, skills, languages, where he works, how many files he takes."""

    unit = models.ForeignKey(Unit, verbose_name="法律援助机构", on_delete=models.PROTECT, related_name="+")
    name = models.CharField("姓名", max_length=40)
    kind = models.CharField("人员类别", max_length=12, choices=AidLawyerKind)
    licence = models.CharField("执业证号", max_length=40, blank=True)
    firm = models.CharField("执业机构", max_length=100, blank=True)
    phone = models.CharField("联系电话", max_length=30, blank=True)
    region = models.ForeignKey(Region, verbose_name="服务地", on_delete=models.PROTECT, related_name="+")
    skills = models.JSONField("专长", default=list, blank=True)
    languages = models.JSONField("语言", default=list, blank=True)
    most_files = models.PositiveSmallIntegerField("同时承办上限", null=True, blank=True)
    standing = models.CharField("状态", max_length=10, choices=AidStanding, default=AidStanding.ACTIVE)
    entered_on = models.DateField("登记日期")
    entered_by = models.ForeignKey(Staff, verbose_name="登记人", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "法律援助人员"
        verbose_name_plural = "法律援助人员"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "licence"], condition=~Q(licence=""), name="aid_lawyer_once_by_licence"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.firm}）" if self.firm else self.name


class AidLawyerChange(models.Model):
    """The standing of an aid lawyer from a day on, and why. Never edited: the next row says what came after."""

    lawyer = models.ForeignKey(AidLawyer, verbose_name="法律援助人员", on_delete=models.PROTECT, related_name="changes")
    standing = models.CharField("状态", max_length=10, choices=AidStanding)
    since = models.DateField("自")
    reason = models.CharField("理由", max_length=200)
    by = models.ForeignKey(Staff, verbose_name="办理人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = "法律援助人员状态变更"
        verbose_name_plural = "法律援助人员状态变更"
        ordering = ["pk"]


class AidStation(models.Model):
    """工作站 or 联络点 where workers can apply: in a union, a town hall, on a site (XN-12)."""

    unit = models.ForeignKey(Unit, verbose_name="法律援助机构", on_delete=models.PROTECT, related_name="+")
    name = models.CharField("名称", max_length=100)
    kind = models.CharField(
        "类别", max_length=10, choices=[("window", "专门窗口"), ("station", "工作站"), ("contact", "联络点")]
    )
    region = models.ForeignKey(Region, verbose_name="所在区划", on_delete=models.PROTECT, related_name="+")
    address = models.CharField("地址", max_length=200)
    phone = models.CharField("联系电话", max_length=30, blank=True)
    hours = models.CharField("服务时间", max_length=100, blank=True)
    opened_on = models.DateField("设立日期")
    closed_on = models.DateField("撤销日期", null=True, blank=True)
    closed_why = models.CharField("撤销理由", max_length=200, blank=True)
    entered_by = models.ForeignKey(Staff, verbose_name="登记人", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "法律援助工作站（联络点）"
        verbose_name_plural = "法律援助工作站（联络点）"
        ordering = ["region_id", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")), name="aid_station_closed_after"
            )
        ]

    def __str__(self) -> str:
        return self.name


class DutyTurn(models.Model):
    """值班: one half day at the centre and who has it. A turn given to somebody else is a new row; the old one stays."""

    unit = models.ForeignKey(Unit, verbose_name="法律援助机构", on_delete=models.PROTECT, related_name="+")
    day = models.DateField("日期")
    half = models.CharField("时段", max_length=2, choices=[("am", "上午"), ("pm", "下午")])
    lawyer = models.ForeignKey(AidLawyer, verbose_name="值班人员", on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(Staff, verbose_name="排班人", on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField("排班日期")
    withdrawn_on = models.DateField("撤下日期", null=True, blank=True)
    withdrawn_why = models.CharField("撤下理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "法律援助值班"
        verbose_name_plural = "法律援助值班"
        ordering = ["day", "half", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "day", "half"], condition=Q(withdrawn_on__isnull=True), name="aid_turn_once"
            )
        ]


class AidAssignment(models.Model):
    """指派: who carries a file, from when until when, how he was chosen and on which grounds. One at a time."""

    case = models.ForeignKey(Case, verbose_name="法律援助案件", on_delete=models.PROTECT, related_name="+")
    lawyer = models.ForeignKey(AidLawyer, verbose_name="承办人员", on_delete=models.PROTECT, related_name="+")
    step = models.ForeignKey(CaseStep, verbose_name="指派步骤", on_delete=models.PROTECT, related_name="+")
    chosen = models.CharField(
        "选定方式",
        max_length=8,
        choices=[("worker", "受援人选定"), ("first", "按推荐顺序"), ("other", "另行选定")],
    )
    grounds = models.JSONField("推荐理由", default=list)
    since = models.DateField("指派日期")
    assigned_at = models.DateTimeField("指派时间", default=occasion.now)
    until = models.DateField("终止日期", null=True, blank=True)
    ended_why = models.CharField("终止理由", max_length=200, blank=True)
    by = models.ForeignKey(Staff, verbose_name="指派人", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "法律援助指派"
        verbose_name_plural = "法律援助指派"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(until__isnull=True), name="aid_assignment_one_at_a_time"
            )
        ]


class AidSharing(models.Model):
    """A group or sensitive request that one unit was told of: why, when, by whom; the task by which it sees the thread."""

    clue = models.ForeignKey(Clue, verbose_name="线索", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, verbose_name="告知单位", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("告知理由", max_length=200)
    shared_on = models.DateField("告知日期")
    shared_at = models.DateTimeField("告知时间", default=occasion.now)
    told = models.CharField("收到消息的人", max_length=60, blank=True)
    task = models.ForeignKey(
        HelperTask, verbose_name="协办事项", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(Staff, verbose_name="告知人", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "法律援助情况告知"
        verbose_name_plural = "法律援助情况告知"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["clue", "unit"], name="aid_sharing_once_per_unit")]


class AidAdvice(models.Model):
    """One request for advice (12348, 12333, window, station): who asked what, which card answered, what came of it."""

    unit = models.ForeignKey(Unit, verbose_name="法律援助机构", on_delete=models.PROTECT, related_name="+")
    station = models.ForeignKey(
        AidStation, verbose_name="工作站（联络点）", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    way = models.CharField("咨询方式", max_length=8, choices=ADVICE_WAYS)
    asked_on = models.DateField("咨询日期")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)
    name = EncryptedTextField("咨询人", purpose="reporter", blank=True, default="")
    phone = EncryptedTextField("联系电话", purpose="reporter", blank=True, default="")
    migrant = models.BooleanField("农民工", null=True, blank=True)
    region = models.ForeignKey(Region, verbose_name="用工所在地", on_delete=models.PROTECT, related_name="+")
    employer = models.CharField("用人单位", max_length=200, blank=True)
    project = models.CharField("项目名称", max_length=200, blank=True)
    persons = models.PositiveIntegerField("涉及人数", null=True, blank=True)
    amount_fen = models.PositiveBigIntegerField("欠薪金额（分）", null=True, blank=True)
    owed_from = models.CharField("欠薪起", max_length=10, blank=True)
    owed_to = models.CharField("欠薪止", max_length=10, blank=True)
    question = models.TextField("咨询内容")
    card = models.CharField("答复卡", max_length=40, blank=True)
    answer = models.TextField("答复内容", blank=True)
    outcome = models.CharField("处理结果", max_length=10, choices=ADVICE_OUTCOMES)
    clue = models.ForeignKey(
        Clue, verbose_name="登记的线索", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(Staff, verbose_name="接待人", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "法律咨询"
        verbose_name_plural = "法律咨询"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["unit", "asked_on"])]


class PaperInterview(models.Model):
    """What the worker said in the interview behind his four papers; kept sealed. A later one stands beside, not over it."""

    clue = models.ForeignKey(Clue, verbose_name="线索", on_delete=models.PROTECT, related_name="+")
    answers = EncryptedTextField("回答", purpose="reporter")
    taken_on = models.DateField("日期")
    taken_at = models.DateTimeField("录入时间", default=occasion.now)
    by = models.ForeignKey(
        Staff, verbose_name="记录人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    claim = models.ForeignKey(
        Claim, verbose_name="劳动者主张", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # whose papers; empty where the clue has no line for a worker yet

    class Meta:
        verbose_name = "代书访谈"
        verbose_name_plural = "代书访谈"
        ordering = ["pk"]
