"""The duty to publish one decision, what was published, what was taken back and why, and what is not published with whose consent."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Region, Staff, Unit
from nuanxin.rights.cases.models import Case, CaseStep


class DecisionKind(models.TextChoices):
    HANDLING = "handling", "行政处理决定"
    PENALTY = "penalty", "行政处罚决定"


class DutyState(models.TextChoices):
    DUE = "due", "待公示"
    ASKED = "asked", "不予公示待审批"
    PUBLISHED = "published", "已公示"
    WITHHELD = "withheld", "不予公示"
    TO_WITHDRAW = "to_withdraw", "应当撤回"
    WITHDRAWN = "withdrawn", "已撤回"
    DROPPED = "dropped", "决定已更正，不再公示"


class DisclosureDuty(models.Model):
    """执法决定公示事项: opened by the decision itself. State and day done are kept as the rows below it say."""

    step = models.OneToOneField(CaseStep, verbose_name="决定", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, verbose_name="案件", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, verbose_name="执法机关", on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("决定种类", max_length=10, choices=DecisionKind)
    party = models.CharField("当事人", max_length=200)
    number = models.CharField("决定书文号", max_length=80, blank=True)
    decided_on = models.DateField("作出决定日期")
    term = models.CharField("期限", max_length=60)
    due_on = models.DateField("应当公示之日", null=True, blank=True)
    missing = models.CharField("期限缺失", max_length=200, blank=True)
    state = models.CharField("状态", max_length=12, choices=DutyState, default=DutyState.DUE)
    done_on = models.DateField("公示（决定不公示）日期", null=True, blank=True)
    dropped_on = models.DateField("决定被更正日期", null=True, blank=True)

    class Meta:
        verbose_name = "执法决定公示事项"
        verbose_name_plural = "执法决定公示事项"
        indexes = [models.Index(fields=["unit", "state", "due_on"]), models.Index(fields=["region", "state"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}{self.number}"


class DisclosedDecision(models.Model):
    """公示的执法决定: word for word what anybody may read. Drafted, then published; a correction is a new row that replaces it."""

    duty = models.ForeignKey(DisclosureDuty, verbose_name="公示事项", on_delete=models.PROTECT, related_name="entries")
    natural = models.BooleanField("当事人是自然人", default=False)
    party = models.CharField("当事人", max_length=200)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    matter = models.CharField("案由", max_length=200)
    facts = models.TextField("主要违法事实")
    basis = models.TextField("处理、处罚依据")
    content = models.TextField("决定内容")
    secrets = models.JSONField("已略去的商业秘密", default=list, blank=True)  # the words left out; never shown
    names = models.JSONField("已隐去的姓名", default=list, blank=True)  # entered by the officer beside those on file
    drafted_on = models.DateField("拟稿日期")
    drafted_by = models.ForeignKey(Staff, verbose_name="拟稿人", on_delete=models.PROTECT, related_name="+")
    published_on = models.DateField("公示日期", null=True, blank=True)
    published_by = models.ForeignKey(
        Staff, verbose_name="公示人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    replaces = models.ForeignKey(
        "self", verbose_name="更正", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    reason = models.CharField("更正理由", max_length=300, blank=True)
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = "公示的执法决定"
        verbose_name_plural = "公示的执法决定"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_on__isnull=True, published_by__isnull=True)
                | Q(published_on__isnull=False, published_by__isnull=False),
                name="disclosed_published_pair",
            ),
            models.UniqueConstraint(fields=["duty"], condition=Q(published_on=None), name="disclosed_one_draft"),
        ]

    def __str__(self) -> str:
        return f"{self.party} {self.duty.number}"


class DisclosureWithdrawal(models.Model):
    """撤回公示: why a published decision was taken back. The reason is public, the content no longer is."""

    class Cause(models.TextChoices):
        REVOKED = "revoked", "决定被撤销、变更、确认违法或者要求重新作出"
        WRONG = "wrong", "公示的信息不准确"

    entry = models.OneToOneField(
        DisclosedDecision, verbose_name="公示的执法决定", on_delete=models.PROTECT, related_name="withdrawal"
    )
    cause = models.CharField("原因", max_length=8, choices=Cause)
    reason = models.CharField("理由", max_length=300)
    withdrawn_on = models.DateField("撤回日期")
    by = models.ForeignKey(Staff, verbose_name="撤回人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = "执法决定公示撤回"
        verbose_name_plural = "执法决定公示撤回"


class Withholding(models.Model):
    """不予公示: asked for with a ground and a reason, decided by the head, who is not the one who asked."""

    class Ground(models.TextChoices):
        STATE = "state", "涉及国家秘密"
        TRADE = "trade", "涉及商业秘密，略去以后仍不能公开"
        PRIVACY = "privacy", "涉及个人隐私，隐去以后仍不能公开"
        OTHER = "other", "依法不宜公开的其他情形"

    duty = models.ForeignKey(
        DisclosureDuty, verbose_name="公示事项", on_delete=models.PROTECT, related_name="withholdings"
    )
    ground = models.CharField("情形", max_length=8, choices=Ground)
    reason = models.TextField("理由")
    asked_on = models.DateField("提出日期")
    asked_by = models.ForeignKey(Staff, verbose_name="提出人", on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField("审批日期", null=True, blank=True)
    decided_by = models.ForeignKey(
        Staff, verbose_name="审批人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    agreed = models.BooleanField("同意", null=True, blank=True)
    opinion = models.TextField("审批意见", blank=True)

    class Meta:
        verbose_name = "执法决定不予公示"
        verbose_name_plural = "执法决定不予公示"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True, agreed__isnull=True, decided_by__isnull=True)
                | Q(decided_on__isnull=False, agreed__isnull=False, decided_by__isnull=False),
                name="withholding_decided_whole",
            ),
            models.UniqueConstraint(fields=["duty"], condition=Q(decided_on=None), name="withholding_one_asked"),
        ]
