"""Registers of mediation: organisations, mediators, who mediates which file; regular checks and the tasks they leave."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Region, Staff, Unit
from nuanxin.foundation.parties.models import Employer
from nuanxin.rights.cases.models import Case
from nuanxin.rights.disputes.mediation.words import KINDS
from nuanxin.rights.intake.models import Clue

ORGANISATION_KINDS = [one for one in KINDS if one[0] != "online"]


class Trade(models.TextChoices):
    """Trades that have mediation bodies of their own, and the three in which regular checks are made (专项整治工作实施方案 二(二))."""

    CONSTRUCTION = "construction", "建筑工程"
    CATERING = "catering", "餐饮住宿"
    LOGISTICS = "logistics", "物流快递"
    MANUFACTURING = "manufacturing", "制造业"


CHECKED_TRADES = (Trade.CONSTRUCTION, Trade.CATERING, Trade.LOGISTICS)


class MediationOrganisation(models.Model):
    """A mediation committee of a village, enterprise or trade, kept by the desk (unit) that looks after its work."""

    unit = models.ForeignKey(Unit, verbose_name="管理单位", on_delete=models.PROTECT, related_name="+")
    name = models.CharField("名称", max_length=100)
    kind = models.CharField("种类", max_length=12, choices=ORGANISATION_KINDS)
    trade = models.CharField("行业", max_length=15, choices=Trade, blank=True)
    region = models.ForeignKey(Region, verbose_name="所在区划", on_delete=models.PROTECT, related_name="+")
    village = models.CharField("村（社区）、企业", max_length=100, blank=True)
    address = models.CharField("地址", max_length=200, blank=True)
    phone = models.CharField("联系电话", max_length=30, blank=True)
    since = models.DateField("设立日期")
    until = models.DateField("撤销日期", null=True, blank=True)
    by = models.ForeignKey(Staff, verbose_name="登记人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = "调解组织"
        verbose_name_plural = "调解组织"
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"], condition=Q(until__isnull=True), name="mediation_organisation_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Mediator(models.Model):
    """A mediator of an organisation, with an account here or not."""

    organisation = models.ForeignKey(
        MediationOrganisation, verbose_name="调解组织", on_delete=models.PROTECT, related_name="mediators"
    )
    staff = models.ForeignKey(
        Staff, verbose_name="系统账号", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField("姓名", max_length=40)
    phone = models.CharField("联系电话", max_length=30, blank=True)
    specialities = models.JSONField("擅长行业", default=list, blank=True)  # values of Trade
    languages = models.JSONField("语言（方言）", default=list, blank=True)
    full_time = models.BooleanField("专职", default=False)
    since = models.DateField("聘任日期")
    until = models.DateField("离任日期", null=True, blank=True)
    by = models.ForeignKey(Staff, verbose_name="登记人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = "调解员"
        verbose_name_plural = "调解员"

    def __str__(self) -> str:
        return self.name

    def serves_on(self, day: date) -> bool:
        """Whether the person is a mediator on that day."""
        return self.since <= day and (self.until is None or day <= self.until)


class MediatorAppointment(models.Model):
    """Who mediates a file, since when; a later appointment ends the one before."""

    case = models.ForeignKey(Case, verbose_name="案件", on_delete=models.PROTECT, related_name="+")
    mediator = models.ForeignKey(Mediator, verbose_name="调解员", on_delete=models.PROTECT, related_name="appointments")
    appointed_on = models.DateField("指定日期")
    ended_on = models.DateField("终止日期", null=True, blank=True)
    by = models.ForeignKey(Staff, verbose_name="指定人", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "指定调解员"
        verbose_name_plural = "指定调解员"
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(ended_on__isnull=True), name="one_standing_mediator_per_file"
            )
        ]


class RegularCheck(models.Model):
    """A targeted check of one employer (针对性、经常性排查). What it finds is a task of early mediation with its due day."""

    class Finding(models.TextChoices):
        NONE = "none", "没有发现隐患"
        HAZARD = "hazard", "欠薪隐患"
        DISPUTE = "dispute", "已有纠纷"

    class End(models.TextChoices):
        SPOT = "spot", "就地化解"
        FILE = "file", "转入调解"
        GONE = "gone", "复核不存在"

    unit = models.ForeignKey(Unit, verbose_name="排查单位", on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    employer = models.ForeignKey(Employer, verbose_name="用人单位", on_delete=models.PROTECT, related_name="+")
    trade = models.CharField("行业", max_length=15, choices=[(one.value, one.label) for one in CHECKED_TRADES])
    place = models.CharField("地点", max_length=200, blank=True)
    checked_on = models.DateField("排查日期")
    seen = models.TextField("排查情况")
    finding = models.CharField("发现", max_length=10, choices=Finding)
    persons = models.PositiveIntegerField("涉及人数", null=True, blank=True)
    amount_fen = models.PositiveBigIntegerField("涉及金额（分）", null=True, blank=True)
    due_on = models.DateField("化解期限", null=True, blank=True)
    by = models.ForeignKey(Staff, verbose_name="排查人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)
    ended_on = models.DateField("化解日期", null=True, blank=True)
    ended_how = models.CharField("化解方式", max_length=10, choices=End, blank=True)
    ended_note = models.CharField("化解情况", max_length=500, blank=True)
    ended_by = models.ForeignKey(
        Staff, verbose_name="化解人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    clue = models.ForeignKey(
        Clue, verbose_name="线索", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    case = models.ForeignKey(
        Case, verbose_name="调解案卷", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reminded_on = models.DateField("提醒日期", null=True, blank=True)
    withdrawn_on = models.DateField("撤下日期", null=True, blank=True)
    withdrawn_why = models.CharField("撤下理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "经常性排查"
        verbose_name_plural = "经常性排查"
        indexes = [models.Index(fields=["unit", "checked_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(finding="none") | Q(due_on__isnull=False), name="check_that_found_has_due_day"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_how="") | (Q(ended_on__isnull=False) & ~Q(ended_how="")),
                name="check_ended_pair",
            ),
        ]
