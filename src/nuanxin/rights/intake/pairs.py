"""Two clues that may be one: found by a machine, decided by a person, undone without a trace lost."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.parties.merges import Merge
from nuanxin.rights.intake.models import Clue


class DuplicatePair(models.Model):
    """A pair in the decision queue, lower number first."""

    clue_a = models.ForeignKey(  # found by the constraint
        Clue, verbose_name="线索甲", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    clue_b = models.ForeignKey(Clue, verbose_name="线索乙", on_delete=models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField("相似度")  # 0–100
    reasons = models.JSONField("理由", default=list)
    found_on = models.DateField("发现日期")
    decision = models.CharField(
        "处理", max_length=10, blank=True, choices=[("duplicate", "重复"), ("distinct", "不同"), ("linked", "仅关联")]
    )
    decided_on = models.DateField("处理日期", null=True, blank=True)
    decided_by = models.ForeignKey(
        Staff, verbose_name="处理人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "疑似重复"
        verbose_name_plural = "疑似重复"
        constraints = [
            models.UniqueConstraint(fields=["clue_a", "clue_b"], name="duplicate_pair_once"),
            models.CheckConstraint(condition=Q(clue_a__lt=F("clue_b")), name="duplicate_pair_ordered"),
        ]
        indexes = [models.Index(fields=["decision", "-score"])]


class ClueMerge(Merge):
    """A merge of two clues: what stood before, so that undoing restores it to the letter."""

    kept = models.ForeignKey(Clue, verbose_name="保留线索", on_delete=models.PROTECT, related_name="+")
    merged = models.ForeignKey(Clue, verbose_name="并入线索", on_delete=models.PROTECT, related_name="+")
    before = models.JSONField("合并前")

    class Meta(Merge.Meta):
        verbose_name = "线索合并"
        verbose_name_plural = "线索合并"


class RoutingTable(models.Model):
    """A version of the officials' routing table: ordered rows, in force from a day; drafts are tried first."""

    version = models.CharField("版本", max_length=30, unique=True)
    region = models.ForeignKey(Region, verbose_name="适用地", on_delete=models.PROTECT, related_name="+")
    rows = models.JSONField("规则")
    valid_from = models.DateField("启用日期", null=True, blank=True)
    tried = models.JSONField("试算结果", default=dict, blank=True)
    made_by = models.ForeignKey(Staff, verbose_name="编制人", on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField("编制日期")

    class Meta:
        verbose_name = "分派规则表"
        verbose_name_plural = "分派规则表"


class ClaimDraft(models.Model):
    """A worker's half-filled report on the phone page: saved by telephone and code, resumed on another phone."""

    phone_index = models.CharField("电话索引", max_length=32, db_index=True)
    code_digest = models.CharField("续填码摘要", max_length=64)
    answers = models.TextField("已填内容（加密）")
    group_code = models.CharField("集体码", max_length=12, blank=True, db_index=True)
    touched_at = models.DateTimeField("最后填写")
    tries = models.PositiveSmallIntegerField("试码次数", default=0)
    locked_until = models.DateTimeField("暂停续填至", null=True, blank=True)

    class Meta:
        verbose_name = "未提交的反映"
        verbose_name_plural = "未提交的反映"


class ClueSeries(models.Model):
    """The running number of clues of a region in a year; taken in blocks, gaps do not matter."""

    region_code = models.CharField("区划代码", max_length=9)
    year = models.PositiveSmallIntegerField("年份")
    next_number = models.PositiveIntegerField("下一号", default=1)

    class Meta:
        verbose_name = "线索编号段"
        verbose_name_plural = "线索编号段"
        constraints = [models.UniqueConstraint(fields=["region_code", "year"], name="clue_series_once")]
