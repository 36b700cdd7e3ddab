"""What was found on a visit, until when it is to be put right, and every word written about it until its end."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Staff
from nuanxin.watch.inspection.models import Visit


class FindingTopic(models.TextChoices):
    """What the finding is about: the systems of the wage law, and hours, rest, heat, children and age besides."""

    REAL_NAME = "real_name", "实名制管理"
    ACCOUNT = "account", "工资专用账户"
    AGENT_PAY = "agent_pay", "总包代发"
    DEPOSIT = "deposit", "工资保证金"
    BOARD = "board", "维权信息公示"
    CLERK = "clerk", "劳资专管员"
    LABOUR_FEE = "labour_fee", "人工费用拨付"
    CONTRACT = "contract", "劳动合同"
    PAY = "pay", "工资支付"
    HOURS = "hours", "工时和休息休假"
    HEAT = "heat", "高温作业"
    YOUNG_OLD = "young_old", "童工、未成年工和超龄人员"
    INJURY = "injury", "工伤保险"
    SAFETY = "safety", "安全和交通"
    OTHER = "other", "其他"


class FindingState(models.TextChoices):
    """Where a finding stands. The last four are ends; there is no other way out."""

    OPEN = "open", "整改中"
    PROOF = "proof", "待复查"
    CLEARED = "cleared", "已销号"
    ESCALATED = "escalated", "已移送处理"
    CLOSED_DOWN = "closed_down", "单位注销、项目终止"
    WITHDRAWN = "withdrawn", "登记有误"


ENDS = (FindingState.CLEARED, FindingState.ESCALATED, FindingState.CLOSED_DOWN, FindingState.WITHDRAWN)


class Finding(models.Model):
    """检查问题: one thing found on a visit, with the order to put it right and its day; cleared one by one (销号)."""

    visit = models.ForeignKey(Visit, verbose_name="检查记录", on_delete=models.PROTECT, related_name="+")
    topic = models.CharField("问题类别", max_length=10, choices=FindingTopic)
    what = models.CharField("发现问题", max_length=1000)
    cites = models.CharField("违反的规定", max_length=300, blank=True)
    order = models.CharField("整改要求", max_length=1000)
    firm_person = models.CharField("单位整改责任人", max_length=80)
    staff = models.ForeignKey(Staff, verbose_name="跟踪责任人", on_delete=models.PROTECT, related_name="+")
    ordered_on = models.DateField("提出整改日期")
    first_due_on = models.DateField("原整改期限")
    due_on = models.DateField("整改期限")
    state = models.CharField("状态", max_length=12, choices=FindingState, default=FindingState.OPEN)
    ended_on = models.DateField("了结日期", null=True, blank=True)
    by = models.ForeignKey(Staff, verbose_name="登记人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)
    reminded_on = models.DateField("临期提醒日期", null=True, blank=True)
    chased_on = models.DateField("逾期催办日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "检查问题"
        indexes = [models.Index(fields=["state", "due_on"]), models.Index(fields=["visit", "state"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "proof"], ended_on__isnull=True)
                | (~Q(state__in=["open", "proof"]) & Q(ended_on__isnull=False)),
                name="finding_ended_pair",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("ordered_on"), first_due_on__gte=F("ordered_on")), name="finding_due_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_topic_display()}：{self.what[:30]}"

    @property
    def ended(self) -> bool:
        return self.ended_on is not None

    def late(self, today: date) -> bool:
        """Not at its end, and its day has passed."""
        return not self.ended and today > self.due_on


class EntryKind(models.TextChoices):
    """What was written about a finding."""

    ORDER = "order", "提出整改"
    PROOF = "proof", "收到整改材料"
    FAILED = "failed", "复查未通过"
    CLEARED = "cleared", "复查通过，销号"
    EXTENSION = "extension", "申请延期"
    EXTENDED = "extended", "同意延期"
    REFUSED = "refused", "不同意延期"
    ESCALATED = "escalated", "移送处理"
    CLOSED_DOWN = "closed_down", "单位注销、项目终止"
    WITHDRAWN = "withdrawn", "登记有误，撤下"
    REMINDED = "reminded", "系统提醒"


class FindingEntry(models.Model):
    """整改记录: one line of the way from the order to the end; never changed."""

    finding = models.ForeignKey(Finding, verbose_name="检查问题", on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField("事项", max_length=12, choices=EntryKind)
    happened_on = models.DateField("日期")
    text = models.CharField("内容", max_length=1000)
    due_on = models.DateField("整改期限", null=True, blank=True)  # the day that this line set or asked for
    revisit = models.ForeignKey(
        Visit, verbose_name="复查记录", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(
        Staff, verbose_name="登记人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = verbose_name_plural = "整改记录"
        ordering = ["id"]
