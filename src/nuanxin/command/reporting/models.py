"""Reports of a unit: filled from the ledger, signed, filed, returned or accepted, locked; corrections shown beside."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nuanxin.command.campaigns.models import Notice
from nuanxin.command.campaigns.opened.models import Milestone
from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Region, Staff, Unit


class ReportState(models.TextChoices):
    DRAFT = "draft", "填报中"
    FILED = "filed", "已上报"
    RETURNED = "returned", "已退回"
    ACCEPTED = "accepted", "已接收"
    LOCKED = "locked", "已锁定"


class FormDefinition(models.Model):
    """A form handed in as data, one version: never changed, a changed form is the next version; one is in force."""

    key = models.CharField("报表", max_length=60)
    version = models.CharField("版本", max_length=20)
    title = models.CharField("名称", max_length=120)
    text = models.TextField("定义（YAML）")
    source = models.CharField("依据", max_length=200, blank=True)
    unit = models.ForeignKey(Unit, verbose_name="制定单位", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Staff, verbose_name="录入人", on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField("录入时间", default=occasion.now)
    in_force = models.BooleanField("使用中", default=True)

    class Meta:
        verbose_name = "报表定义"
        verbose_name_plural = "报表定义"
        ordering = ["key", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="form_version_once"),
            models.UniqueConstraint(fields=["key"], condition=Q(in_force=True), name="one_form_version_in_force"),
        ]


class FormDraft(models.Model):
    """A form being drawn up on the page: its boxes as typed, right or wrong; published, it becomes a form's next version."""

    title = models.CharField("名称", max_length=120)
    content = models.JSONField("填写内容")  # a worksheet: designing/worksheet.py
    edits = models.PositiveIntegerField(
        "修改次数", default=0
    )  # told back by the page: two people at one draft are noticed
    unit = models.ForeignKey(Unit, verbose_name="制定单位", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Staff, verbose_name="起草人", on_delete=models.PROTECT, related_name="+")
    notice = models.ForeignKey(
        Notice, verbose_name="来文", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    begun_at = models.DateTimeField("起草时间", default=occasion.now)
    changed_at = models.DateTimeField("修改时间", default=occasion.now)
    changed_by = models.ForeignKey(Staff, verbose_name="修改人", on_delete=models.PROTECT, related_name="+")
    published = models.ForeignKey(
        FormDefinition, verbose_name="启用的版本", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    dropped_at = models.DateTimeField("作废时间", null=True, blank=True)

    class Meta:
        verbose_name = "表式草稿"
        verbose_name_plural = "表式草稿"
        ordering = ["-changed_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published__isnull=True) | Q(dropped_at__isnull=True), name="draft_published_or_dropped"
            )
        ]


class ReportRound(models.Model):
    """A form due on a day, for a window, from the units of an area: 2024年1月3日、2月6日 of the winter action."""

    form = models.CharField("报表", max_length=60)
    form_version = models.CharField("报表版本", max_length=20)
    title = models.CharField("名称", max_length=120)
    region = models.ForeignKey(Region, verbose_name="汇总范围", on_delete=models.PROTECT, related_name="+")
    start = models.DateField("起")
    end = models.DateField("止")
    due_county = models.DateField("县级上报期限")
    due_city = models.DateField("市级汇总期限", null=True, blank=True)
    due_town = models.DateField("乡镇上报期限", null=True, blank=True)
    due_province = models.DateField("省级汇总期限", null=True, blank=True)
    settings = models.JSONField("口径", default=dict)  # choices that the form leaves open; printed with it
    milestone = models.ForeignKey(
        Milestone, verbose_name="时间节点", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "填报期"
        verbose_name_plural = "填报期"
        ordering = ["-end", "id"]
        constraints = [models.UniqueConstraint(fields=["milestone", "form"], name="round_once_per_milestone")]


class Report(models.Model):
    """One unit's report of one round. Filing freezes its cells; what changes later stands beside, not over."""

    round = models.ForeignKey(ReportRound, verbose_name="填报期", on_delete=models.PROTECT, related_name="reports")
    region = models.ForeignKey(Region, verbose_name="填报地区", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, verbose_name="填报单位", on_delete=models.PROTECT, related_name="+")
    state = models.CharField("状态", max_length=10, choices=ReportState, default=ReportState.DRAFT)
    as_of = models.DateField("统计截至", null=True, blank=True)
    frozen = models.JSONField("上报数", null=True, blank=True)
    notes = models.JSONField("情况说明", default=dict, blank=True)  # check key -> explanation
    signed = models.JSONField("签署", default=dict, blank=True)  # 单位负责人, 科（队）负责人, 制表人, 联系电话
    filed_at = models.DateTimeField("上报时间", null=True, blank=True)
    filed_by = models.ForeignKey(Staff, verbose_name="上报人", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField("审核时间", null=True, blank=True)
    decided_by = models.ForeignKey(Staff, verbose_name="审核人", on_delete=models.PROTECT, null=True, related_name="+")
    return_reason = models.CharField("退回理由", max_length=300, blank=True)

    class Meta:
        verbose_name = "报表"
        verbose_name_plural = "报表"
        constraints = [
            models.UniqueConstraint(fields=["round", "region"], name="one_report_per_round_and_region"),
            models.CheckConstraint(
                condition=Q(filed_at__isnull=True, filed_by__isnull=True)
                | Q(filed_at__isnull=False, filed_by__isnull=False),
                name="report_filed_pair",
            ),
        ]


class ReportEvent(models.Model):
    """What was done with a report, by whom, when, with which cells: filed, returned, accepted, locked, unlocked."""

    report = models.ForeignKey(Report, verbose_name="报表", on_delete=models.PROTECT, related_name="events")
    kind = models.CharField("事项", max_length=12)
    at = models.DateTimeField("时间", default=occasion.now)
    by = models.ForeignKey(Staff, verbose_name="办理人", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("理由", max_length=300, blank=True)
    cells = models.JSONField("当时的数", null=True, blank=True)

    class Meta:
        verbose_name = "报表经过"
        verbose_name_plural = "报表经过"
        ordering = ["id"]


class HandEntry(models.Model):
    """A cell filled by hand: only with reason and attachment; a later entry replaces it, the earlier stays."""

    report = models.ForeignKey(Report, verbose_name="报表", on_delete=models.PROTECT, related_name="hand_entries")
    cell = models.CharField("单元格", max_length=40)
    value = models.BigIntegerField("填报数（件、户、人、分）", null=True)  # empty: back to what the ledger counts
    reason = models.CharField("理由", max_length=300)
    attachment = models.CharField("附件", max_length=200)
    attachment_digest = models.CharField("附件摘要", max_length=64)
    by = models.ForeignKey(Staff, verbose_name="填报人", on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField("填报时间", default=occasion.now)
    replaced_by = models.ForeignKey(
        "self", verbose_name="被替换为", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces"
    )

    class Meta:
        verbose_name = "手工填报"
        verbose_name_plural = "手工填报"
        constraints = [
            models.UniqueConstraint(
                fields=["report", "cell"], condition=Q(replaced_by__isnull=True), name="one_standing_hand_entry"
            )
        ]


class CountedWindow(models.Model):
    """A first day from which tables are kept pre-summed, known as on a day. A refresh moves `known_on` forward."""

    start = models.DateField("起算日", unique=True)
    known_on = models.DateField("数据截至")
    refreshed_at = models.DateTimeField("更新时间")
    merges = models.JSONField("当时的合并", default=dict)  # kind → {merged: kept}, to see which changed since

    class Meta:
        verbose_name = "预汇总窗口"
        verbose_name_plural = "预汇总窗口"


class CounterShare(models.Model):
    """What one region's facts, one employer or one publication adds to the counters: area → day → {figure: number}.

    A refresh recomputes the shares that may have changed and adds only the difference, so doing it twice does nothing.
    """

    window = models.ForeignKey(
        CountedWindow, verbose_name="预汇总窗口", on_delete=models.CASCADE, related_name="shares"
    )
    key = models.CharField("份额", max_length=240)
    steps = models.JSONField("增减")

    class Meta:
        verbose_name = "预汇总份额"
        verbose_name_plural = "预汇总份额"
        constraints = [models.UniqueConstraint(fields=["window", "key"], name="counter_share_once")]


class NodeCount(models.Model):
    """The whole table of an area from the window's first day to this day; a day without a row says what the last one said."""

    window = models.ForeignKey(CountedWindow, verbose_name="预汇总窗口", on_delete=models.CASCADE, related_name="nodes")
    area = models.ForeignKey(Region, verbose_name="区划", on_delete=models.CASCADE, related_name="+")
    day = models.DateField("截至日")
    figures = models.JSONField("累计数")

    class Meta:
        verbose_name = "预汇总数"
        verbose_name_plural = "预汇总数"
        constraints = [models.UniqueConstraint(fields=["window", "area", "day"], name="node_count_once")]


class ExchangeFile(models.Model):
    """A file carried between two installations: made here, or taken in here whole. `region` is the own side, `other` theirs."""

    class Kind(models.TextChoices):
        SENT_UP = "sent_up", "导出上报"
        SENT_DOWN = "sent_down", "导出下发"
        TAKEN_UP = "taken_up", "导入下级上报"
        TAKEN_DOWN = "taken_down", "导入上级下发"

    kind = models.CharField("类别", max_length=12, choices=Kind)
    region = models.ForeignKey(Region, verbose_name="本地", on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Region, verbose_name="对方", on_delete=models.PROTECT, related_name="+")
    other_unit = models.CharField("对方单位", max_length=100, blank=True)
    made_at = models.DateTimeField("文件生成时间")
    made_by = models.CharField("生成人", max_length=60)
    digest = models.CharField("SM3摘要", max_length=64)
    counts = models.JSONField("条数", default=dict)  # part → rows in the file
    changed = models.JSONField("变化", default=dict)  # what the taking changed; empty for a file made here
    at = models.DateTimeField("办理时间", default=occasion.now)
    by = models.ForeignKey(Staff, verbose_name="办理人", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "交换文件"
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["kind", "region", "digest"], name="exchange_file_once")]


class ExchangedRound(models.Model):
    """A round that two installations know by one code: given where it was opened, brought by a file to where it is answered."""

    round = models.OneToOneField(ReportRound, verbose_name="填报期", on_delete=models.PROTECT, related_name="exchanged")
    code = models.CharField("交换编号", max_length=32, unique=True)
    brought_by = models.ForeignKey(
        ExchangeFile, verbose_name="来自", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = "交换的填报期"


class CarriedFiling(models.Model):
    """A report that was filed in another installation and came by file; each newer filing is a row of its own, the last one stands."""

    report = models.ForeignKey(Report, verbose_name="报表", on_delete=models.PROTECT, related_name="carried")
    file = models.ForeignKey(ExchangeFile, verbose_name="交换文件", on_delete=models.PROTECT, related_name="filings")
    filed_at = models.DateTimeField("在填报地上报的时间")
    filed_by = models.CharField("在填报地上报的人", max_length=60)
    unit_name = models.CharField("填报单位", max_length=100)
    rows = models.JSONField(
        "台账行号", default=dict
    )  # table → numbers of the rows there; they are not rows of this ledger

    class Meta:
        verbose_name = verbose_name_plural = "随文件来的上报"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["report", "filed_at"], name="carried_filing_once")]
