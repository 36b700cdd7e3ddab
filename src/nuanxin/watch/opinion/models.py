"""Items of public opinion on wages, with what happened to each. The other rows of the room lie beside their ideas."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.rights.intake.models import Clue
from nuanxin.watch.opinion.words import RUMOUR, EventKind, Grade, Medium, State, Truth, Way


class OpinionItem(models.Model):
    """舆情信息: one post, report or word of mouth, as it came. `lead`: the item into whose file it was joined.

    Only items without a lead have a life of their own. Readers, shares, persons left blank mean not stated, never nothing.
    """

    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    way = models.CharField("收集方式", max_length=10, choices=Way)
    source_key = models.CharField("来源标识", max_length=200)
    medium = models.CharField("来源平台", max_length=12, choices=Medium)
    outlet = models.CharField("账号（媒体）", max_length=100, blank=True)
    title = models.CharField("标题", max_length=200)
    text = models.TextField("内容", blank=True)
    link = models.CharField("链接", max_length=500, blank=True)
    published_at = models.DateTimeField("发布时间", null=True, blank=True)
    received_at = models.DateTimeField("收到时间")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)
    recorded_by = models.ForeignKey(
        Staff, verbose_name="录入人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    views = models.PositiveBigIntegerField("阅读（播放）量", null=True, blank=True)
    shares = models.PositiveBigIntegerField("转发量", null=True, blank=True)
    comments = models.PositiveBigIntegerField("评论量", null=True, blank=True)
    persons = models.PositiveIntegerField("涉及人数", null=True, blank=True)
    amount_fen = models.PositiveBigIntegerField("涉及金额（分）", null=True, blank=True)
    employer_said = models.CharField("涉及单位", max_length=200, blank=True)
    project_said = models.CharField("涉及项目", max_length=200, blank=True)
    place = models.CharField("地点", max_length=200, blank=True)
    government = models.BooleanField("政府投资项目", null=True, blank=True)
    lead = models.ForeignKey(
        "self", verbose_name="归并于", on_delete=models.PROTECT, null=True, blank=True, related_name="copies"
    )
    state = models.CharField("状态", max_length=10, choices=State, default=State.RECEIVED)
    grade = models.CharField("等级", max_length=10, choices=Grade, default=Grade.BLUE)
    truth = models.CharField("核查结论", max_length=10, choices=Truth, blank=True)
    officer = models.ForeignKey(
        Staff, verbose_name="承办人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    clue = models.ForeignKey(
        Clue, verbose_name="关联线索", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    assess_due_at = models.DateTimeField("研判期限", null=True, blank=True)
    answer_due_at = models.DateTimeField("回应期限", null=True, blank=True)
    assessed_at = models.DateTimeField("研判时间", null=True, blank=True)
    answered_at = models.DateTimeField("回应时间", null=True, blank=True)
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)
    conclusion = models.CharField("办结结论", max_length=500, blank=True)
    reminded_at = models.DateTimeField("超期提醒时间", null=True, blank=True)

    class Meta:
        verbose_name = "舆情信息"
        verbose_name_plural = "舆情信息"
        indexes = [
            models.Index(fields=["region", "received_at"], name="opinion_region_received"),
            models.Index(fields=["state", "answer_due_at"], name="opinion_state_due"),
            models.Index(fields=["lead"], name="opinion_lead"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["region", "source_key"], name="opinion_item_once"),
            models.CheckConstraint(condition=Q(lead__isnull=True) | ~Q(lead=F("id")), name="opinion_lead_is_another"),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False) | (~Q(state="closed") & Q(closed_at__isnull=True)),
                name="opinion_closed_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state="received") | Q(officer__isnull=True, truth=""), name="opinion_received_untouched"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def number(self) -> str:
        """Shown to people: the day on which we learned of it, and the running number."""
        return f"YQ{self.received_at.astimezone(BEIJING):%Y%m%d}-{self.pk}"

    @property
    def is_rumour(self) -> bool:
        return self.truth in RUMOUR


class OpinionEvent(models.Model):
    """舆情经过: one line of what happened to an item; `at` when it happened, `recorded_at` when it was written down."""

    item = models.ForeignKey(OpinionItem, verbose_name="舆情", on_delete=models.PROTECT, related_name="events")
    kind = models.CharField("事项", max_length=12, choices=EventKind)
    at = models.DateTimeField("发生时间")
    text = models.TextField("内容", blank=True)
    details = models.JSONField("要素", default=dict, blank=True)
    by = models.ForeignKey(
        Staff, verbose_name="办理人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = "舆情经过"
        verbose_name_plural = "舆情经过"
        ordering = ["at", "pk"]
