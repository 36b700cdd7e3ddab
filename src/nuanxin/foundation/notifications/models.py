"""The outbox: messages to people, written in the transaction of the act that causes them, delivered afterwards; what
suppliers report of them, what people wish of them, and the chains that go on until somebody answers.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.vault.fields import EncryptedTextField


class Chain(models.Model):
    """One message to one person that goes on by other ways until it is answered: its steps as they stood when it began."""

    class State(models.TextChoices):
        RUNNING = "running", "等待答复"
        ANSWERED = "answered", "已答复"
        ENDED = "ended", "没有答复"
        STOPPED = "stopped", "不再需要"

    template = models.CharField("模板", max_length=60)
    values = EncryptedTextField("填入内容", purpose="message")  # JSON
    name = EncryptedTextField("接收人", purpose="message")
    phone = EncryptedTextField("接收人电话", purpose="message")
    phone_index = models.CharField("接收人电话索引", max_length=32, blank=True, default="")
    staff = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", verbose_name="工作人员")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="地区")
    needs = models.CharField("上门联系所需权限", max_length=40)
    about_kind = models.CharField("所涉事项种类", max_length=60)
    about_id = models.BigIntegerField("所涉事项编号")
    steps = models.JSONField("步骤")  # [{"by", "after_hours"}, …]
    source = models.CharField("步骤依据", max_length=200)
    at_step = models.PositiveSmallIntegerField("现在的步骤", default=0)
    state = models.CharField("状态", max_length=8, choices=State, default=State.RUNNING)
    look_at = models.DateTimeField("下次查看时间", null=True)
    answered_by = models.CharField("答复方式", max_length=16, blank=True, default="")
    answer = models.CharField("答复", max_length=200, blank=True, default="")
    started_at = models.DateTimeField("开始时间")
    ended_at = models.DateTimeField("结束时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "催告链"
        indexes = [
            models.Index(fields=["look_at"], condition=Q(look_at__isnull=False), name="chain_look"),
            models.Index(fields=["about_kind", "about_id"], name="chain_about"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="running", look_at__isnull=False, ended_at=None)
                | (~Q(state="running") & Q(look_at=None, ended_at__isnull=False)),
                name="chain_runs_or_ended",
            ),
        ]


class Message(models.Model):
    """One message to one receiver by one channel. Delivered at most once by us; the receipt is the supplier's word."""

    class Channel(models.TextChoices):
        SMS = "sms", "短信"
        WECHAT = "wechat", "微信"
        MAIL = "mail", "邮件"
        STATION_SCREEN = "station_screen", "驿站屏幕"
        IN_SITE = "in_site", "站内消息"
        VOICE = "voice", "语音电话"
        GOV_IM = "gov_im", "政务即时通讯"

    class Status(models.TextChoices):
        QUEUED = "queued", "待发"
        SENDING = "sending", "发送中"
        SENT = "sent", "已发"
        FAILED = "failed", "待重发"
        GAVE_UP = "gave_up", "未发出"
        MERGED = "merged", "已合并"

    channel = models.CharField("渠道", max_length=16, choices=Channel)
    to = EncryptedTextField("接收地址", purpose="message")
    to_index = models.CharField("接收地址索引", max_length=32, blank=True, default="")
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
    # A supplier that was asked and whose answer was not heard: it may have the message, so no other gets it unasked.
    doubt = models.CharField("可能已收的承运方", max_length=60, blank=True, default="")
    waits_for = models.CharField("顺延原因", max_length=60, blank=True, default="")
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
    # Whose wish it is to get it with others as one, and the one that it became part of.
    merge_for = models.ForeignKey(
        Staff, verbose_name="合并给", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    merged_into = models.ForeignKey(
        "self", verbose_name="并入", on_delete=models.PROTECT, null=True, related_name="parts", db_index=False
    )
    chain = models.ForeignKey(
        Chain, verbose_name="催告链", on_delete=models.PROTECT, null=True, related_name="messages", db_index=False
    )
    step = models.PositiveSmallIntegerField("催告链的第几步", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "消息"
        indexes = [
            models.Index(fields=["next_try_at"], name="message_next_try"),
            models.Index(fields=["about_kind", "about_id"], name="message_about"),
            # The box in its order, and the number in the head of every page.
            models.Index(fields=["staff", "unread", "id"], condition=Q(staff__isnull=False), name="message_box"),
            # How many the receiver got today, by that channel.
            models.Index(
                fields=["to_index", "channel", "sent_at"], condition=Q(sent_at__isnull=False), name="message_today"
            ),
            models.Index(fields=["merged_into"], condition=Q(merged_into__isnull=False), name="message_parts"),
            models.Index(fields=["chain"], condition=Q(chain__isnull=False), name="message_chain"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(Q(status="sent", sent_at__isnull=False) & ~Q(receipt=""))
                | (~Q(status="sent") & Q(sent_at=None, receipt="")),
                name="message_sent_pair",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["queued", "sending", "failed"], next_try_at__isnull=False)
                | Q(status__in=["sent", "gave_up", "merged"], next_try_at=None),
                name="message_waits_with_a_time",
            ),
            models.CheckConstraint(
                condition=Q(status="merged", merged_into__isnull=False) | (~Q(status="merged") & Q(merged_into=None)),
                name="message_merged_pair",
            ),
            models.CheckConstraint(
                condition=Q(unread=False, read_at__isnull=True)
                | Q(unread=True, read_at__isnull=True, staff__isnull=False, sent_at__isnull=False)
                | Q(unread=False, read_at__isnull=False, staff__isnull=False, sent_at__isnull=False),
                name="message_read_in_a_box",
            ),
        ]


class DeliveryReport(models.Model):
    """What a supplier reports of a message after taking it: once each, however often it is told; nothing is overwritten."""

    class Outcome(models.TextChoices):
        DELIVERED = "delivered", "已送达"
        UNDELIVERED = "undelivered", "未送达"
        READ = "read", "已读"
        KEY = "key", "接听并按键"
        NO_ANSWER = "no_answer", "无人接听或未按键"
        REPLY = "reply", "已回复"

    message = models.ForeignKey(Message, models.PROTECT, related_name="reports", verbose_name="消息")
    outcome = models.CharField("结果", max_length=12, choices=Outcome)
    happened_at = models.DateTimeField("发生时间")
    key = models.CharField("按键", max_length=4, blank=True, default="")
    words = models.CharField("说明", max_length=300, blank=True, default="")
    mark = models.CharField("报告标记", max_length=80)  # the supplier's own number, else what was reported
    recorded_at = models.DateTimeField("记录时间", default=occasion.now)

    class Meta:
        verbose_name = verbose_name_plural = "送达回执"
        constraints = [
            models.UniqueConstraint(fields=["message", "mark"], name="delivery_report_once"),
            models.CheckConstraint(condition=Q(outcome="key") | Q(key=""), name="delivery_report_key"),
        ]


class MergeWish(models.Model):
    """How a member of staff wishes to get what is not urgent: at which hours as one message, which kinds apart. The last row holds."""

    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="工作人员")
    hours = models.JSONField("合并发送的钟点")  # ["09:00", …]; none: each by itself
    apart = models.JSONField("单独发送的种类")  # template keys
    recorded_at = models.DateTimeField("记录时间", default=occasion.now)

    class Meta:
        verbose_name = verbose_name_plural = "合并提醒的选择"
        indexes = [models.Index(fields=["staff", "-id"], name="merge_wish_last")]


class CallTask(models.Model):
    """Somebody on the ground is to tell the person: rung up or visited, with what came of it. The last step of a chain."""

    class Result(models.TextChoices):
        REACHED = "reached", "已告知本人"
        TOLD_FAMILY = "told_family", "已告知同住家属转告"
        NOT_REACHED = "not_reached", "多次联系没有联系上"

    chain = models.ForeignKey(Chain, models.PROTECT, related_name="calls", verbose_name="催告链")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="地区")
    needs = models.CharField("所需权限", max_length=40)
    reason = models.CharField("缘由", max_length=100)
    made_at = models.DateTimeField("生成时间")
    result = models.CharField("结果", max_length=12, choices=Result, blank=True, default="")
    words = models.CharField("联系情况", max_length=300, blank=True, default="")
    done_at = models.DateTimeField("办理时间", null=True)
    done_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", verbose_name="联系人")

    class Meta:
        verbose_name = verbose_name_plural = "当面告知任务"
        indexes = [models.Index(fields=["region", "done_at"], name="call_task_open")]
        constraints = [
            models.UniqueConstraint(fields=["chain"], condition=Q(done_at=None), name="call_task_one_open"),
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None, result="")
                | (Q(done_at__isnull=False, done_by__isnull=False) & ~Q(result="")),
                name="call_task_done_pair",
            ),
        ]
