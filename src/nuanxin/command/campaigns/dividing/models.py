"""Who does which task until when, and what has been said of it since."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nuanxin.command.campaigns.opened.models import CampaignTask
from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Staff, Unit


class TaskShare(models.Model):
    """任务分工: a task given to a unit with a day. Done is what the leading unit has accepted, not what was said."""

    class State(models.TextChoices):
        GIVEN = "given", "已分派"
        DOING = "doing", "推进中"
        SAID_DONE = "said_done", "报完成，待认可"
        DONE = "done", "已完成"
        TAKEN_BACK = "taken_back", "已收回"

    task = models.ForeignKey(CampaignTask, verbose_name="任务", on_delete=models.PROTECT, related_name="shares")
    unit = models.ForeignKey(Unit, verbose_name="责任单位", on_delete=models.PROTECT, related_name="+")
    leads = models.BooleanField("牵头", default=False)
    quantity = models.PositiveIntegerField("应完成数", null=True, blank=True)
    quantity_unit = models.CharField("计量单位", max_length=20, blank=True)
    due_on = models.DateField("期限", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.GIVEN)
    given_at = models.DateTimeField("分派时间", default=occasion.now)
    given_by = models.ForeignKey(Staff, verbose_name="分派人", on_delete=models.PROTECT, null=True, related_name="+")
    done_on = models.DateField("完成日期", null=True, blank=True)

    class Meta:
        verbose_name = "任务分工"
        verbose_name_plural = "任务分工"
        ordering = ["task__position", "unit__region_id", "unit_id"]
        constraints = [
            models.UniqueConstraint(fields=["task", "unit"], name="task_share_once"),
            models.CheckConstraint(
                condition=Q(state="done", done_on__isnull=False) | (~Q(state="done") & Q(done_on__isnull=True)),
                name="task_share_done_on",
            ),
        ]
        indexes = [models.Index(fields=["unit", "state", "due_on"])]


class ShareEntry(models.Model):
    """分工进展: progress, done (with proof), accepted, sent back, another day granted. `amount` adds to the share's quantity."""

    class Kind(models.TextChoices):
        PROGRESS = "progress", "进展"
        SAID_DONE = "said_done", "报完成"
        ACCEPTED = "accepted", "认可"
        SENT_BACK = "sent_back", "退回"
        POSTPONED = "postponed", "调整期限"
        TAKEN_BACK = "taken_back", "收回"

    share = models.ForeignKey(TaskShare, verbose_name="任务分工", on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField("事项", max_length=12, choices=Kind)
    text = models.TextField("内容")
    amount = models.PositiveIntegerField("本次完成数", null=True, blank=True)
    proof_name = models.CharField("证明材料", max_length=200, blank=True)
    proof_path = models.CharField("存放", max_length=200, blank=True)
    proof_digest = models.CharField("材料摘要", max_length=64, blank=True)
    at = models.DateTimeField("时间", default=occasion.now)
    by = models.ForeignKey(Staff, verbose_name="填写人", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "分工进展"
        verbose_name_plural = "分工进展"
        ordering = ["at", "pk"]
