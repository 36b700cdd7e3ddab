"""Papers, their numbers and their service: what an organ issued, under which number, and when the party got it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.vault.fields import EncryptedTextField


class KeptQuerySet(models.QuerySet):
    """Rows of the official record: no deletion, one by one or in bulk."""

    def delete(self) -> tuple[int, dict[str, int]]:
        raise Refusal("文书不能删除", why="文书、文号和送达记录属于办案档案", remedy="需要更正的，作废原件后另行制发")


class Kept(models.Model):
    """A row that is never deleted."""

    objects = KeptQuerySet.as_manager()

    class Meta:
        abstract = True

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        return type(self)._default_manager.filter(pk=self.pk).delete()


class NumberSeries(Kept):
    """One run of numbers: an organ, a kind of paper, a year. `next_number` is the number the next issued paper gets."""

    organ = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+", verbose_name="发文机关")
    kind = models.CharField("文书字", max_length=20)
    year = models.PositiveSmallIntegerField("年份")
    next_number = models.PositiveIntegerField("下一个序号", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "文号序列"
        constraints = [
            models.UniqueConstraint(fields=["organ", "kind", "year"], name="one_series_per_organ_kind_year"),
            models.CheckConstraint(condition=Q(next_number__gte=1), name="series_starts_at_one"),
        ]


class Paper(Kept):
    """One paper. Drafted, then issued (number, day and wording locked), perhaps voided; a correction is a new paper."""

    class Status(models.TextChoices):
        DRAFT = "draft", "草稿"
        ISSUED = "issued", "已制发"
        VOIDED = "voided", "已作废"

    class OpenMark(models.TextChoices):
        PUBLISHED = "published", "此件公开发布"
        PROACTIVE = "proactive", "主动公开"
        ON_REQUEST = "on_request", "依申请公开"
        NOT_OPEN = "not_open", "不公开"

    kind = models.CharField("文书种类", max_length=40)
    title = models.CharField("标题", max_length=200)
    number = models.CharField("文号", max_length=60, blank=True, default="", db_index=True)
    series = models.ForeignKey(
        NumberSeries, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="文号序列"
    )
    number_in_series = models.PositiveIntegerField("序号", null=True, blank=True)
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+", verbose_name="制发机关")
    # What the paper is about lies in rooms above; a foreign key may not point up, so the row is named by kind and id.
    about_kind = models.CharField("所涉事项种类", max_length=60)
    about_id = models.BigIntegerField("所涉事项编号")
    # What papers say names workers and their money: sealed at rest, JSON inside.
    filled = EncryptedTextField("填写内容", purpose="paper", default="{}")
    wording = EncryptedTextField("定稿内容", purpose="paper", null=True, blank=True)
    digest = models.CharField("内容摘要(SM3)", max_length=64, blank=True, default="")
    language = models.CharField("文本语言", max_length=10, default="zh-hans")
    open_mark = models.CharField("公开属性", max_length=12, choices=OpenMark, default=OpenMark.NOT_OPEN)
    status = models.CharField("状态", max_length=8, choices=Status, default=Status.DRAFT)
    supersedes = models.ForeignKey(
        "self", models.PROTECT, related_name="superseded_by", null=True, blank=True, verbose_name="更正的原文书"
    )
    drafted_on = models.DateField("起草日期")
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="起草人")
    issued_on = models.DateField("制发日期", null=True, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="制发人"
    )
    voided_on = models.DateField("作废日期", null=True, blank=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="作废人"
    )
    void_reason = models.CharField("作废理由", max_length=500, blank=True, default="")
    recorded_at = models.DateTimeField("记录时间", default=occasion.now)

    class Meta:
        verbose_name = verbose_name_plural = "文书"
        indexes = [
            models.Index(fields=["about_kind", "about_id"], name="paper_about"),
            models.Index(fields=["unit", "kind", "issued_on"], name="paper_issued"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["series", "number_in_series"], name="one_paper_per_number"),
            models.CheckConstraint(
                condition=(
                    Q(status="draft", issued_on=None, issued_by=None, wording=None, digest="")
                    | (~Q(status="draft") & Q(issued_on__isnull=False, issued_by__isnull=False) & ~Q(digest=""))
                ),
                name="paper_issued_pair",
            ),
            models.CheckConstraint(
                condition=(
                    (~Q(status="voided") & Q(voided_on=None, voided_by=None, void_reason=""))
                    | (Q(status="voided", voided_on__isnull=False, voided_by__isnull=False) & ~Q(void_reason=""))
                ),
                name="paper_voided_pair",
            ),
            models.CheckConstraint(
                condition=Q(series=None, number_in_series=None, number="")
                | (~Q(status="draft") & Q(series__isnull=False, number_in_series__isnull=False) & ~Q(number="")),
                name="no_number_without_issue",
            ),
            models.CheckConstraint(
                condition=Q(voided_on=None) | Q(voided_on__gte=F("issued_on")), name="paper_voided_after_issue"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.number}）" if self.number else self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuses to change what was issued: number, day, fields and wording are locked."""
        if self.pk is not None and not self._state.adding:
            self._refuse_changed_content()
        super().save(*args, **kwargs)

    @property
    def fields(self) -> dict[str, Any]:
        """What was filled in, by field key."""
        values: dict[str, Any] = json.loads(self.filled)
        return values

    @fields.setter
    def fields(self, values: Mapping[str, Any]) -> None:
        self.filled = canonical_json(values)

    def _refuse_changed_content(self) -> None:
        locked = (
            "kind",
            "title",
            "number",
            "unit_id",
            "about_kind",
            "about_id",
            "filled",
            "wording",
            "digest",
            "issued_on",
        )
        before = type(self).objects.exclude(status=self.Status.DRAFT).filter(pk=self.pk).values(*locked).first()
        if before is None:
            return
        for name in locked:
            if before[name] != getattr(self, name):
                label = getattr(self._meta.get_field(name), "verbose_name", name)
                raise Refusal(f"{self}已制发，不能修改{label}", remedy="作废后另行制发，或者制发更正文书（supersedes）")


def canonical_json(value: Any) -> str:
    """One text for one content, so that digests of equal contents are equal; days as ISO text."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_iso)


def _iso(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot stand in a paper")


class SealedCopy(Kept):
    """A copy that carries the organ's seal: from the seal service, or the scan of a stamped print. Kept beside the paper."""

    class Way(models.TextChoices):
        SERVICE = "service", "电子签章"
        SCAN = "scan", "打印盖章扫描"

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="sealed_copies", verbose_name="文书")
    way = models.CharField("盖章方式", max_length=8, choices=Way)
    # The wording that was sealed: a copy whose digest is not the paper's belongs to another wording.
    paper_digest = models.CharField("文书内容摘要(SM3)", max_length=64)
    path = models.CharField("存放", max_length=200)
    media_type = models.CharField("类型", max_length=60)
    size = models.PositiveBigIntegerField("字节数")
    file_digest = models.CharField("文件摘要(SM3)", max_length=64)
    supplier = models.CharField("印章服务", max_length=60)
    serial = models.CharField("签章编号", max_length=100, blank=True, default="")
    verification = models.CharField("盖章时的验证", max_length=300)
    demo = models.BooleanField("演示印模", default=False)
    sealed_on = models.DateField("盖章日期")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="经办人")
    recorded_at = models.DateTimeField("记录时间", default=occasion.now)

    class Meta:
        verbose_name = verbose_name_plural = "盖章件"
        constraints = [models.CheckConstraint(condition=~Q(paper_digest=""), name="sealed_copy_of_issued_wording")]

    def __str__(self) -> str:
        return f"{self.paper}盖章件"


class ServiceOfPaper(Kept):
    """One service of one paper on one recipient. `served_on` is the day that starts the recipient's clocks."""

    class Method(models.TextChoices):
        DIRECT = "direct", "直接送达"
        LEFT = "left", "留置送达"
        POST = "post", "邮寄送达"
        PUBLIC_NOTICE = "public_notice", "公告送达"
        ELECTRONIC = "electronic", "电子送达"

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="services", verbose_name="文书")
    paper_issued_on = models.DateField("文书制发日期")
    recipient = EncryptedTextField("受送达人", purpose="paper")
    recipient_role = models.CharField("受送达人身份", max_length=60)
    method = models.CharField("送达方式", max_length=14, choices=Method)
    medium = models.CharField("电子送达途径", max_length=20, blank=True, default="")
    address = EncryptedTextField("送达地点或地址", purpose="paper", blank=True, default="")
    sent_on = models.DateField("发出日期")
    served_on = models.DateField("送达日期", null=True, blank=True, db_index=True)
    served_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="送达人")
    receiver = EncryptedTextField("签收人", purpose="paper", blank=True, default="")
    witness = EncryptedTextField("见证人", purpose="paper", blank=True, default="")
    receipt_note = models.CharField("送达备注", max_length=500, blank=True, default="")
    consent_on = models.DateField("同意电子送达日期", null=True, blank=True)
    consent_proof = models.CharField("同意电子送达依据", max_length=300, blank=True, default="")
    proof_file = models.CharField("送达凭证文件", max_length=300, blank=True, default="")
    unsealed = models.CharField("没有盖章件的理由", max_length=300, blank=True, default="")
    recorded_at = models.DateTimeField("记录时间", default=occasion.now)

    class Meta:
        verbose_name = verbose_name_plural = "文书送达"
        indexes = [models.Index(fields=["paper", "served_on"], name="service_of_paper_served")]
        constraints = [
            models.CheckConstraint(condition=Q(sent_on__gte=F("paper_issued_on")), name="sent_not_before_issue"),
            models.CheckConstraint(
                condition=Q(served_on=None) | Q(served_on__gte=F("sent_on")), name="served_not_before_sent"
            ),
            models.CheckConstraint(
                condition=~Q(method="electronic")
                | (Q(consent_on__isnull=False) & ~Q(consent_proof="") & ~Q(medium="")),
                name="electronic_service_with_consent",
            ),
            models.CheckConstraint(
                condition=Q(consent_on=None) | Q(consent_on__lte=F("sent_on")), name="consent_before_electronic_service"
            ),
            models.CheckConstraint(
                condition=~Q(method="left") | ~Q(witness="") | ~Q(proof_file=""), name="left_service_witnessed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper}送达{self.recipient}"


class ServiceVoid(Kept):
    """A service that counts no more: sent to the wrong party, or entered with the wrong day. Its own row stays as it was."""

    service = models.OneToOneField(ServiceOfPaper, models.PROTECT, related_name="void", verbose_name="原送达")
    reason = models.CharField("作废理由", max_length=500)
    voided_on = models.DateField("作废日期")
    voided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="作废人")
    recorded_at = models.DateTimeField("记录时间", default=occasion.now)

    class Meta:
        verbose_name = verbose_name_plural = "送达作废"
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="service_void_says_why")]

    def __str__(self) -> str:
        return f"{self.service}作废"
