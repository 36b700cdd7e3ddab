"""A unit that takes part in a campaign, its liaison, and the thread between it and the unit that leads."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Staff, Unit


class Role(models.TextChoices):
    MEMBER = "member", "成员单位"  # of the same place
    LOWER = "lower", "下级单位"


class Participant(models.Model):
    """参加单位: sent the campaign by the leading unit. `own` is the campaign that a lower unit has made of it (passed on)."""

    campaign = models.ForeignKey(
        Campaign, verbose_name="专项行动", on_delete=models.PROTECT, related_name="participants"
    )
    unit = models.ForeignKey(Unit, verbose_name="参加单位", on_delete=models.PROTECT, related_name="+")
    role = models.CharField("身份", max_length=10, choices=Role)
    due_on = models.DateField("部署期限", null=True, blank=True)  # by when a plan of its own is expected
    sent_at = models.DateTimeField("下发时间", default=occasion.now)
    sent_by = models.ForeignKey(Staff, verbose_name="下发人", on_delete=models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField("签收时间", null=True, blank=True)
    received_by = models.ForeignKey(
        Staff, verbose_name="签收人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    liaison_due_on = models.DateField("联络员报送期限", null=True, blank=True)
    own = models.OneToOneField(
        Campaign, verbose_name="本级方案", on_delete=models.PROTECT, null=True, blank=True, related_name="handed_down"
    )

    class Meta:
        verbose_name = "参加单位"
        verbose_name_plural = "参加单位"
        ordering = ["campaign_id", "unit__region_id", "unit_id"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "unit"], name="participant_once"),
            models.CheckConstraint(
                condition=Q(received_at__isnull=True, received_by__isnull=True)
                | Q(received_at__isnull=False, received_by__isnull=False),
                name="participant_received_pair",
            ),
        ]


class Liaison(models.Model):
    """联络员: named by a unit that takes part; a new one replaces the earlier, which stays on record."""

    participant = models.ForeignKey(
        Participant, verbose_name="参加单位", on_delete=models.PROTECT, related_name="liaisons"
    )
    name = models.CharField("姓名", max_length=40)
    post = models.CharField("单位部门及职务", max_length=80)
    phone = models.CharField("办公电话", max_length=30)
    named_at = models.DateTimeField("报送时间", default=occasion.now)
    named_by = models.ForeignKey(Staff, verbose_name="报送人", on_delete=models.PROTECT, related_name="+")
    replaced_by = models.ForeignKey(
        "self", verbose_name="更换为", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "行动联络员"
        verbose_name_plural = "行动联络员"
        constraints = [
            models.UniqueConstraint(
                fields=["participant"], condition=Q(replaced_by__isnull=True), name="one_standing_liaison"
            )
        ]


class ThreadEntry(models.Model):
    """往来: what one side said to the other about the campaign: sent, received, asked, pressed, answered, handed back."""

    class Kind(models.TextChoices):
        SENT = "sent", "下发"
        RECEIVED = "received", "签收"
        PASSED_ON = "passed_on", "部署"
        LIAISON = "liaison", "报送联络员"
        ASKED = "asked", "请示"
        ANSWERED = "answered", "答复"
        PRESSED = "pressed", "催办"
        HANDED_BACK = "handed_back", "退回"
        TOLD = "told", "告知"

    participant = models.ForeignKey(
        Participant, verbose_name="参加单位", on_delete=models.PROTECT, related_name="thread"
    )
    kind = models.CharField("事项", max_length=12, choices=Kind)
    text = models.TextField("内容", blank=True)
    unit = models.ForeignKey(Unit, verbose_name="发出单位", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("时间", default=occasion.now)
    by = models.ForeignKey(Staff, verbose_name="发出人", on_delete=models.PROTECT, null=True, related_name="+")
    answers = models.ForeignKey(
        "self", verbose_name="答复的是", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "行动往来"
        verbose_name_plural = "行动往来"
        ordering = ["at", "pk"]
