"""The clue (线索): the thread on which everything hangs. Cases, papers and figures point to it; it points to none of them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Region, Staff, Unit
from nuanxin.foundation.parties.models import Employer, Project, Sector, Worker
from nuanxin.foundation.vault.fields import BLIND_INDEX_LENGTH, EncryptedTextField
from nuanxin.rights.intake.channels import Channel, ClueKind, ClueState, Conclusion
from nuanxin.rights.intake.indexes import INDEXES, ONCE


class Clue(models.Model):
    """One wage claim, from whatever door. Blank persons and amounts mean not stated, never nothing."""

    number = models.CharField("线索编号", max_length=30)
    # Null where there is none, for an empty text could stand only once.
    external_number = models.CharField("外部编号", max_length=60, null=True, blank=True)  # noqa: DJ001
    receipt_code = models.CharField("查询码", max_length=12, null=True, blank=True)  # noqa: DJ001
    channel = models.CharField("渠道", max_length=12, choices=Channel)
    kind = models.CharField("性质", max_length=10, choices=ClueKind, default=ClueKind.COMPLAINT)
    received_on = models.DateField("收到日期")
    recorded_on = models.DateField("登记日期")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)
    employer = models.ForeignKey(
        Employer,
        verbose_name="用人单位",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    employer_said = models.CharField("用人单位（原述）", max_length=200, blank=True)
    project = models.ForeignKey(
        Project,
        verbose_name="项目（标段）",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    project_said = models.CharField("项目名称（原述）", max_length=200, blank=True)
    sector_said = models.CharField("行业领域（原述）", max_length=15, choices=Sector, blank=True)
    sector = models.CharField("行业领域", max_length=15, choices=Sector)  # decided by `sector_of`, the row of the form
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+", db_index=False)
    place = models.CharField("地点", max_length=200, blank=True)
    owed_from = models.CharField("欠薪起", max_length=10, blank=True)  # as stated: a month or a day
    owed_to = models.CharField("欠薪止", max_length=10, blank=True)
    persons = models.PositiveIntegerField("涉及人数", null=True, blank=True)
    migrant_persons = models.PositiveIntegerField("其中农民工", null=True, blank=True)
    amount_fen = models.PositiveBigIntegerField("欠薪金额（分）", null=True, blank=True)
    migrant_amount_fen = models.PositiveBigIntegerField("其中农民工金额（分）", null=True, blank=True)
    government = models.BooleanField("政府投资项目", null=True, blank=True)
    state_firm = models.BooleanField("国企项目", null=True, blank=True)
    new_form = models.BooleanField("新就业形态", null=True, blank=True)
    demand = models.TextField("诉求", blank=True)
    notes = models.JSONField("附注", default=dict, blank=True)

    state = models.CharField("状态", max_length=14, choices=ClueState, default=ClueState.RECEIVED)
    unit = models.ForeignKey(Unit, verbose_name="承办单位", on_delete=models.PROTECT, related_name="+", db_index=False)
    officer = models.ForeignKey(
        Staff, verbose_name="责任人", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    first_officer = models.ForeignKey(
        Staff, verbose_name="首问责任人", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    due_on = models.DateField("最近期限", null=True, blank=True)
    accepted_on = models.DateField("受理日期", null=True, blank=True)
    conclusion = models.CharField("办结结论", max_length=16, choices=Conclusion, blank=True)
    closed_on = models.DateField("办结日期", null=True, blank=True)
    merged_into = models.ForeignKey(
        "self",
        verbose_name="并入线索",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="absorbed",
        db_index=False,
    )
    parent = models.ForeignKey(
        "self",
        verbose_name="主线索",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        db_index=False,
    )
    helper_units: models.ManyToManyField[Unit, HelperTask] = models.ManyToManyField(
        Unit, verbose_name="协办单位", through="HelperTask", related_name="+"
    )

    class Meta:
        verbose_name = "线索"
        verbose_name_plural = "线索"
        indexes = INDEXES
        constraints = [
            *ONCE,
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, conclusion="") | (Q(closed_on__isnull=False) & ~Q(conclusion="")),
                name="clue_closed_with_conclusion",
            ),
            models.CheckConstraint(
                condition=Q(migrant_persons__isnull=True)
                | Q(persons__isnull=True)
                | Q(migrant_persons__lte=F("persons")),
                name="clue_migrants_within_persons",
            ),
            models.CheckConstraint(
                condition=Q(migrant_amount_fen__isnull=True)
                | Q(amount_fen__isnull=True)
                | Q(migrant_amount_fen__lte=F("amount_fen")),
                name="clue_migrant_amount_within_amount",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Reporter(models.Model):
    """Who told us. Kept apart from the clue and sealed with a key of its own (监察条例 第九条: 为举报人保密)."""

    clue = models.ForeignKey(Clue, verbose_name="线索", on_delete=models.PROTECT, related_name="reporters")
    name = EncryptedTextField("反映人", purpose="reporter", blank=True, default="")
    id_number = EncryptedTextField("证件号码", purpose="reporter", blank=True, default="")
    id_index = models.CharField("证件号索引", max_length=BLIND_INDEX_LENGTH, blank=True, default="")
    phone = EncryptedTextField("联系电话", purpose="reporter", blank=True, default="")
    phone_index = models.CharField("电话索引", max_length=BLIND_INDEX_LENGTH, blank=True, default="")
    migrant = models.BooleanField("农民工", null=True, blank=True)
    anonymous = models.BooleanField("匿名", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "反映人"
        # Compared whole only; `db_index=True` would keep a second index for beginnings of texts on PostgreSQL.
        indexes = [models.Index(fields=[each]) for each in ("id_index", "phone_index")]


class Claim(models.Model):
    """What one worker says is owed to him: the first column of the money ledger, one row a worker."""

    clue = models.ForeignKey(Clue, verbose_name="线索", on_delete=models.PROTECT, related_name="claims")
    worker = models.ForeignKey(Worker, verbose_name="劳动者", on_delete=models.PROTECT, related_name="+")
    claimed_fen = models.PositiveBigIntegerField("主张金额（分）", null=True, blank=True)
    owed_from = models.CharField("欠薪起", max_length=10, blank=True)
    owed_to = models.CharField("欠薪止", max_length=10, blank=True)
    work = models.CharField("工种", max_length=60, blank=True)
    card = EncryptedTextField("工资银行卡号", purpose="worker", blank=True, default="", db_default="")
    cosigned_at = models.DateTimeField("本人确认时间", null=True, blank=True)
    representative = models.BooleanField("推选代表", default=False)
    withdrawn_on = models.DateField("撤回日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "逐人主张"
        constraints = [models.UniqueConstraint(fields=["clue", "worker"], name="claim_once_per_worker")]


class ClueEvent(models.Model):
    """One line of the thread: what happened, when, when we learned it, who wrote it down."""

    clue = models.ForeignKey(  # found by the index with the day
        Clue, verbose_name="线索", on_delete=models.PROTECT, related_name="events", db_index=False
    )
    kind = models.CharField("事项", max_length=40)
    occurred_on = models.DateField("发生日期")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)
    by = models.ForeignKey(
        Staff, verbose_name="录入人", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    said_by = models.CharField("由谁", max_length=60, blank=True)  # where no member of staff wrote it
    text = models.TextField("内容", blank=True)
    for_worker = models.CharField("告知劳动者", max_length=300, blank=True)  # plain words on the progress page
    paper_id = models.BigIntegerField("文书编号", null=True, blank=True)
    details = models.JSONField("明细", default=dict, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "线索经过"
        ordering = ["occurred_on", "id"]
        indexes = [
            models.Index(fields=["clue", "occurred_on"]),
            models.Index(fields=["clue"], condition=Q(kind="worker_message"), name="clue_event_messages"),
        ]


class Clock(models.Model):
    """A time limit that runs on a clue: from when, by which article, until when, and why that day."""

    clue = models.ForeignKey(Clue, verbose_name="线索", on_delete=models.PROTECT, related_name="clocks")
    term = models.CharField("期限", max_length=60)
    name = models.CharField("期限名称", max_length=80)
    about = models.CharField("所属", max_length=60, blank=True)  # e.g. case:12, empty for the clue itself
    started_at = models.DateTimeField("起算")
    due_at = models.DateTimeField("届满", null=True, blank=True)
    due_on = models.DateField("到期日", null=True, blank=True, db_index=True)
    promise_on = models.DateField("承诺日", null=True, blank=True)
    citation = models.CharField("依据", max_length=120, blank=True)
    explanation = models.JSONField("为什么是这一天", default=list)
    missing = models.CharField("缺少什么", max_length=200, blank=True)
    provisional = models.BooleanField("暂定", default=False)
    pauses = models.JSONField("中止", default=list)  # [[from, to], …], to may be null while the pause lasts
    officer = models.ForeignKey(  # who is rung, where a desk of its own answers for the term
        Staff, verbose_name="责任人", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    extended_by = models.ForeignKey(
        Staff, verbose_name="批准延长人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    extended_on = models.DateField("批准延长日期", null=True, blank=True)
    stopped_on = models.DateField("办结日", null=True, blank=True)
    ring_on = models.DateField("提醒日", null=True, blank=True, db_index=True)
    rung = models.PositiveSmallIntegerField("已提醒级次", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "时限"
        constraints = [
            models.UniqueConstraint(
                fields=["clue", "term", "about"], condition=Q(stopped_on__isnull=True), name="clock_runs_once"
            ),
            models.CheckConstraint(
                condition=Q(extended_on__isnull=True, extended_by__isnull=True)
                | Q(extended_on__isnull=False, extended_by__isnull=False),
                name="clock_extension_pair",
            ),
        ]


class Transfer(models.Model):
    """A clue on its way to another unit. Returned at most once; then an arbiter decides."""

    clue = models.ForeignKey(Clue, verbose_name="线索", on_delete=models.PROTECT, related_name="transfers")
    from_unit = models.ForeignKey(Unit, verbose_name="转出单位", on_delete=models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(Unit, verbose_name="转入单位", on_delete=models.PROTECT, related_name="+")
    cause = models.CharField("转办原因", max_length=20, choices=[("area", "不属本辖区"), ("remit", "不属本部门职责")])
    reason = models.CharField("说明", max_length=300)
    sent_on = models.DateField("转出日期")
    sent_at = models.DateTimeField("转出时间", default=occasion.now)
    sent_by = models.ForeignKey(Staff, verbose_name="转出人", on_delete=models.PROTECT, related_name="+")
    accepted_on = models.DateField("签收日期", null=True, blank=True)
    accepted_at = models.DateTimeField("签收时间", null=True, blank=True)  # empty: entered on a later day
    accepted_by = models.ForeignKey(
        Staff, verbose_name="签收人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    returned_on = models.DateField("退回日期", null=True, blank=True)
    returned_by = models.ForeignKey(
        Staff, verbose_name="退回人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    return_cause = models.CharField("退回原因", max_length=20, blank=True)
    return_reason = models.CharField("退回说明", max_length=300, blank=True)
    return_no = models.PositiveSmallIntegerField("第几次退回", null=True, blank=True)
    state_before = models.CharField("转办前状态", max_length=14, choices=ClueState, default=ClueState.RECEIVED)
    asked_on = models.DateField("提请裁定日期", null=True, blank=True)
    decided_on = models.DateField("裁定日期", null=True, blank=True)
    decided_by = models.ForeignKey(
        Staff, verbose_name="裁定人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_unit = models.ForeignKey(
        Unit, verbose_name="裁定承办单位", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = "转办"
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_on__isnull=True) | Q(returned_on__isnull=True),
                name="transfer_accepted_or_returned",
            ),
            models.CheckConstraint(
                condition=Q(returned_on__isnull=True, returned_by__isnull=True)
                | Q(returned_on__isnull=False, returned_by__isnull=False),
                name="transfer_return_pair",
            ),
            models.CheckConstraint(
                condition=Q(returned_on__isnull=True, return_no__isnull=True)
                | Q(returned_on__isnull=False, return_no__in=[1, 2]),
                name="transfer_return_first_or_second",
            ),
            # Two numbers for returns, each once a clue: a third return cannot be written.
            models.UniqueConstraint(fields=["clue", "return_no"], name="transfer_no_third_return"),
            models.UniqueConstraint(
                fields=["clue"],
                condition=Q(accepted_on__isnull=True, returned_on__isnull=True),
                name="transfer_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(accepted_on__isnull=True, accepted_by__isnull=True)
                | Q(accepted_on__isnull=False, accepted_by__isnull=False),
                name="transfer_acceptance_pair",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True, decided_by__isnull=True, decided_unit__isnull=True)
                | Q(
                    decided_on__isnull=False,
                    decided_by__isnull=False,
                    decided_unit__isnull=False,
                    asked_on__isnull=False,
                ),
                name="transfer_decision_whole",
            ),
        ]


class HelperTask(models.Model):
    """What a unit other than the holder is asked to do; the file closes only when all such tasks end."""

    clue = models.ForeignKey(Clue, verbose_name="线索", on_delete=models.PROTECT, related_name="helper_tasks")
    unit = models.ForeignKey(Unit, verbose_name="协办单位", on_delete=models.PROTECT, related_name="+")
    task = models.CharField("事项", max_length=200)
    asked_on = models.DateField("交办日期")
    due_on = models.DateField("要求完成", null=True, blank=True)
    done_on = models.DateField("完成日期", null=True, blank=True)
    done_by = models.ForeignKey(
        Staff, verbose_name="反馈人", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    signed_by = models.CharField("来函签字人", max_length=60, blank=True)  # of a body that answers on paper
    withdrawn = models.BooleanField("已撤回交办", default=False)
    reply = models.TextField("反馈", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "协办事项"
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, done_by__isnull=True, withdrawn=False)
                | Q(done_on__isnull=False, done_by__isnull=False),
                name="helper_task_end_signed",
            )
        ]
