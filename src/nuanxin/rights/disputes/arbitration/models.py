"""What the arbitration desk keeps beside the file: papers still owed, answers on the elements, people, rooms and hearings."""

from __future__ import annotations

from django.db import models

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.rights.cases.models import Case, CaseStep
from nuanxin.rights.intake.models import Claim


class MissingPaper(models.Model):
    """容缺材料: a paper that was not there when the application came; asked for by a day, chased until it is in."""

    case = models.ForeignKey(Case, verbose_name="案件", on_delete=models.PROTECT, related_name="+")
    step = models.ForeignKey(CaseStep, verbose_name="要求补交的步骤", on_delete=models.PROTECT, related_name="+")
    name = models.CharField("材料名称", max_length=100)
    due_on = models.DateField("补交日期")
    received_on = models.DateField("收到日期", null=True, blank=True)
    received_by = models.ForeignKey(
        Staff, verbose_name="收件人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    chased_on = models.DateField("最近催交日期", null=True, blank=True)
    chases = models.PositiveSmallIntegerField("催交次数", default=0)

    class Meta:
        verbose_name = "容缺材料"
        verbose_name_plural = "容缺材料"
        ordering = ["due_on", "id"]

    def __str__(self) -> str:
        return self.name


class ElementAnswer(models.Model):
    """要素答复: what one side (or the panel) says about one element of one worker's claim; a new answer replaces the old row."""

    case = models.ForeignKey(Case, verbose_name="案件", on_delete=models.PROTECT, related_name="+")
    claim = models.ForeignKey(Claim, verbose_name="劳动者主张", on_delete=models.PROTECT, related_name="+")
    side = models.CharField(
        "答复方", max_length=10, choices=[("worker", "申请人"), ("employer", "被申请人"), ("panel", "仲裁庭认定")]
    )
    element = models.CharField("要素", max_length=30)
    value = models.JSONField("答复", null=True)  # None: the answer was taken back
    said_on = models.DateField("答复日期")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)
    by = models.ForeignKey(Staff, verbose_name="录入人", on_delete=models.PROTECT, related_name="+")
    replaced_by = models.ForeignKey(
        "self", verbose_name="被替换为", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "要素答复"
        verbose_name_plural = "要素答复"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "claim", "side", "element"],
                condition=models.Q(replaced_by__isnull=True),
                name="one_standing_answer_an_element",
            )
        ]


class FileParticipant(models.Model):
    """仲裁参加人: arbitrators, recorder, representatives, invited people and the inspector who handles the file jointly."""

    class Role(models.TextChoices):
        SOLE = "sole", "独任仲裁员"
        CHIEF = "chief", "首席仲裁员"
        MEMBER = "member", "仲裁员"
        CLERK = "clerk", "记录人员"
        REPRESENTATIVE = "representative", "代表人"
        EXPERT = "expert", "专家学者"
        LAWYER = "lawyer", "律师"
        UNION = "union", "工会人员"
        JOINT = "joint", "联合办案监察员"

    case = models.ForeignKey(Case, verbose_name="案件", on_delete=models.PROTECT, related_name="+")
    step = models.ForeignKey(CaseStep, verbose_name="记录步骤", on_delete=models.PROTECT, related_name="+")
    role = models.CharField("身份", max_length=15, choices=Role)
    name = models.CharField("姓名（单位）", max_length=80)
    staff = models.ForeignKey(
        Staff, verbose_name="工作人员", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    claim = models.ForeignKey(
        Claim, verbose_name="劳动者主张", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    task = models.CharField("参与事项", max_length=200, blank=True)
    joined_on = models.DateField("自")
    left_on = models.DateField("至", null=True, blank=True)
    left_by = models.ForeignKey(
        CaseStep, verbose_name="退出步骤", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "仲裁参加人"
        verbose_name_plural = "仲裁参加人"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.get_role_display()}{self.name}"


class JointHandling(models.Model):
    """裁监联合办理: the inspection case that runs beside the arbitration file, and the inspector named for both."""

    case = models.ForeignKey(Case, verbose_name="仲裁案件", on_delete=models.PROTECT, related_name="+")
    step = models.ForeignKey(CaseStep, verbose_name="记录步骤", on_delete=models.PROTECT, related_name="+")
    inspection = models.ForeignKey(Case, verbose_name="监察案件", on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(Staff, verbose_name="联合办案监察员", on_delete=models.PROTECT, related_name="+")
    agreed_on = models.DateField("商定日期")
    basis = models.CharField("商定情况", max_length=500)

    class Meta:
        verbose_name = "裁监联合办理"
        verbose_name_plural = "裁监联合办理"
        ordering = ["id"]


class HearingRoom(models.Model):
    """仲裁庭室: a room of a commission, or an on-line room."""

    unit = models.ForeignKey(Unit, verbose_name="单位", on_delete=models.PROTECT, related_name="+")
    name = models.CharField("名称", max_length=60)
    place = models.CharField("地点", max_length=200, blank=True)
    online = models.BooleanField("在线庭审室", default=False)
    closed_on = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = "仲裁庭室"
        verbose_name_plural = "仲裁庭室"
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="one_hearing_room_a_name")]

    def __str__(self) -> str:
        return self.name


class Hearing(models.Model):
    """开庭排期: when and where a case is heard. Postponed and cancelled ones stay, with the reason."""

    class State(models.TextChoices):
        PLANNED = "planned", "已排期"
        HELD = "held", "已开庭"
        POSTPONED = "postponed", "已延期"
        CANCELLED = "cancelled", "已取消"

    case = models.ForeignKey(Case, verbose_name="案件", on_delete=models.PROTECT, related_name="+")
    step = models.ForeignKey(CaseStep, verbose_name="排期步骤", on_delete=models.PROTECT, related_name="+")
    room = models.ForeignKey(HearingRoom, verbose_name="仲裁庭室", on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField("开始时间")
    ends_at = models.DateTimeField("结束时间")
    link = models.CharField("在线庭审地址", max_length=300, blank=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.PLANNED)
    ended_by = models.ForeignKey(
        CaseStep, verbose_name="结束排期的步骤", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField("延期或者取消的理由", max_length=500, blank=True)
    recording = models.CharField("庭审录音录像", max_length=300, blank=True)

    class Meta:
        verbose_name = "开庭排期"
        verbose_name_plural = "开庭排期"
        ordering = ["starts_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(state="planned"), name="one_planned_hearing_a_case"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="hearing_ends_after_start"
            ),
        ]


class HearingResource(models.Model):
    """排期对象: a room, an arbitrator or a party; its row is locked while somebody books it, so that nobody is booked twice."""

    key = models.CharField("标识", max_length=120, unique=True)
    label = models.CharField("名称", max_length=120)

    class Meta:
        verbose_name = "排期对象"
        verbose_name_plural = "排期对象"


class HearingBooking(models.Model):
    """排期占用: one thing taken for one hearing; released when the hearing is postponed or cancelled."""

    hearing = models.ForeignKey(Hearing, verbose_name="开庭排期", on_delete=models.PROTECT, related_name="bookings")
    resource = models.ForeignKey(HearingResource, verbose_name="排期对象", on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField("开始时间")
    ends_at = models.DateTimeField("结束时间")
    released = models.BooleanField("已释放", default=False)

    class Meta:
        verbose_name = "排期占用"
        verbose_name_plural = "排期占用"
        indexes = [models.Index(fields=["resource", "starts_at"])]
