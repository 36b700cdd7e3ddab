"""The outbox: messages to people, written in the transaction of the act that causes them, delivered afterwards."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.vault.fields import EncryptedTextField


class Message(models.Model):
    """One message to one receiver by one channel. Delivered at most once by us; the receipt is the supplier's word."""

    class Channel(models.TextChoices):
        SMS = "sms", "短信"
        WECHAT = "wechat", "微信"
        MAIL = "mail", "邮件"
        STATION_SCREEN = "station_screen", "驿站屏幕"
        IN_SITE = "in_site", "站内消息"

    class Status(models.TextChoices):
        QUEUED = "queued", "待发"
        SENDING = "sending", "发送中"
        SENT = "sent", "已发"
        FAILED = "failed", "待重发"
        GAVE_UP = "gave_up", "未发出"

    channel = models.CharField("渠道", max_length=16, choices=Channel)
    to = EncryptedTextField("接收地址", purpose="message")
    template = models.CharField("模板", max_length=60)
    template_version = models.PositiveSmallIntegerField("模板版本")
    notice = models.CharField("锁屏提示", max_length=60)
    body = EncryptedTextField("正文", purpose="message")
    urgent = models.BooleanField("紧急", default=False)
    not_before = models.DateTimeField("最早发送时间")
    status = models.CharField("状态", max_length=8, choices=Status, default=Status.QUEUED)
    tries = models.PositiveSmallIntegerField("已试次数", default=0)
    next_try_at = models.DateTimeField("下次发送时间", null=True, blank=True)
    claim = models.CharField("发送者标记", max_length=32, blank=True, default="")
    supplier = models.CharField("承运方", max_length=60, blank=True, default="")
    sent_at = models.DateTimeField("发出时间", null=True, blank=True)
    receipt = models.CharField("回执", max_length=300, blank=True, default="")
    last_error = models.CharField("最近一次失败原因", max_length=300, blank=True, default="")
    about_kind = models.CharField("所涉事项种类", max_length=60)
    about_id = models.BigIntegerField("所涉事项编号")
    created_at = models.DateTimeField("生成时间")
    # A message in somebody's box on the site: whose (the address itself is sealed), and whether it was read.
    staff = models.ForeignKey(  # found by the index with `unread`
        Staff, verbose_name="收件人", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    unread = models.BooleanField("未读", default=False)  # from its delivery until it is read
    read_at = models.DateTimeField("阅读时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "消息"
        indexes = [
            models.Index(fields=["next_try_at"], name="message_next_try"),
            models.Index(fields=["about_kind", "about_id"], name="message_about"),
            # The box in its order, and the number in the head of every page.
            models.Index(fields=["staff", "unread", "id"], condition=Q(staff__isnull=False), name="message_box"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(Q(status="sent", sent_at__isnull=False) & ~Q(receipt=""))
                | (~Q(status="sent") & Q(sent_at=None, receipt="")),
                name="message_sent_pair",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["queued", "sending", "failed"], next_try_at__isnull=False)
                | Q(status__in=["sent", "gave_up"], next_try_at=None),
                name="message_waits_with_a_time",
            ),
            models.CheckConstraint(
                condition=Q(unread=False, read_at__isnull=True)
                | Q(unread=True, read_at__isnull=True, staff__isnull=False, sent_at__isnull=False)
                | Q(unread=False, read_at__isnull=False, staff__isnull=False, sent_at__isnull=False),
                name="message_read_in_a_box",
            ),
        ]
