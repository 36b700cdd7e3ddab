"""What is known of a project's special wage account, with its clocks as they were reckoned. A later row replaces, none is erased."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Staff
from nuanxin.watch.monitoring.register.models import MonitoredProject


class AccountRecord(models.Model):
    """专用账户登记: opening, agreement, filing, closing notice and closing of the account, each with its day."""

    project = models.ForeignKey(
        MonitoredProject, verbose_name="监测项目", on_delete=models.PROTECT, related_name="account_records"
    )
    contract_on = models.DateField("施工合同签订日期", null=True, blank=True)
    bank = models.CharField("开户银行", max_length=100, blank=True)
    account_end = models.CharField("账号后四位", max_length=4, blank=True)
    opened_on = models.DateField("开户日期", null=True, blank=True)
    agreement_on = models.DateField("三方协议日期", null=True, blank=True)
    filed_on = models.DateField("备案日期", null=True, blank=True)
    notice_from = models.DateField("无欠薪公示起始日期", null=True, blank=True)
    notice_place = models.CharField("公示地点", max_length=200, blank=True)
    promised_on = models.DateField("无欠薪承诺日期", null=True, blank=True)
    closed_on = models.DateField("销户日期", null=True, blank=True)
    proof = models.CharField("佐证", max_length=300)
    open_due_on = models.DateField("开户期限", null=True, blank=True)
    open_due_why = models.TextField("开户期限依据")
    file_due_on = models.DateField("备案期限", null=True, blank=True)
    close_from = models.DateField("公示期满可销户日期", null=True, blank=True)
    closing_faults = models.TextField("销户问题", blank=True)  # one a line; empty: none, or not closed
    entered_on = models.DateField("登记日期")
    by = models.ForeignKey(Staff, verbose_name="登记人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)
    replaced_at = models.DateTimeField("被更新时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "专用账户登记"
        indexes = [models.Index(fields=["open_due_on"]), models.Index(fields=["closed_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["project"], condition=Q(replaced_at__isnull=True), name="account_record_stands_once"
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(opened_on__isnull=False), name="account_closed_was_opened"
            ),
        ]

    @property
    def faults(self) -> list[str]:
        """What was wrong with the closing."""
        return self.closing_faults.splitlines()
