"""Answers to the public: drafted by one person, let out or sent back by another."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from nuanxin.foundation.organisations.models import Staff
from nuanxin.watch.opinion.models import OpinionItem


class OpinionReply(models.Model):
    """舆情回应: what is said in public, or why nothing is; a rumour is clarified by it."""

    class Way(models.TextChoices):
        PLATFORM = "platform", "原平台留言回复"
        OFFICIAL = "official", "政务新媒体、官网发布"
        PRESS = "press", "新闻媒体发布"
        FACE = "face", "当面或者电话答复发帖人"
        NONE = "none", "不公开回应"

    item = models.ForeignKey(OpinionItem, verbose_name="舆情", on_delete=models.PROTECT, related_name="replies")
    clarifies = models.BooleanField("澄清不实信息", default=False)
    way = models.CharField("回应方式", max_length=10, choices=Way)
    text = models.TextField("回应内容")
    drafted_by = models.ForeignKey(Staff, verbose_name="拟稿人", on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField("拟稿时间")
    decided_by = models.ForeignKey(
        Staff, verbose_name="审发人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField("审发时间", null=True, blank=True)
    agreed = models.BooleanField("同意发布", null=True, blank=True)
    opinion = models.CharField("审发意见", max_length=300, blank=True)
    published = models.CharField("发布位置", max_length=500, blank=True)

    class Meta:
        verbose_name = "舆情回应"
        verbose_name_plural = "舆情回应"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_at__isnull=True, agreed__isnull=True)
                | Q(decided_by__isnull=False, decided_at__isnull=False, agreed__isnull=False),
                name="opinion_reply_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("drafted_by")), name="opinion_reply_two_people"
            ),
            models.UniqueConstraint(
                fields=["item"], condition=Q(decided_at__isnull=True), name="opinion_reply_one_waiting"
            ),
        ]
