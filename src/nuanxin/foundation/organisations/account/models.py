"""What stands behind an account: earlier passwords, the one-time code, its recovery codes, and who set what back."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.vault.fields import EncryptedTextField


class PasswordRecord(models.Model):
    """A password that an account has had, as its Argon2 digest: the last ones are not taken again."""

    staff = models.ForeignKey(Staff, verbose_name="工作人员", on_delete=models.PROTECT, related_name="+")
    digest = models.CharField("密码摘要", max_length=128)
    set_at = models.DateTimeField("设置时间")

    class Meta:
        verbose_name = "历史密码"
        verbose_name_plural = "历史密码"
        indexes = [models.Index(fields=["staff", "set_at"])]


class SecondFactor(models.Model):
    """The one-time code (TOTP, RFC 6238) of an account; its secret lies sealed. A new one ends the one before."""

    staff = models.ForeignKey(Staff, verbose_name="工作人员", on_delete=models.PROTECT, related_name="second_factors")
    secret = EncryptedTextField("密钥", purpose="second_factor")
    confirmed_at = models.DateTimeField("启用时间")
    last_step = models.BigIntegerField("上次时间步", default=0)  # a code is taken once
    failures = models.PositiveSmallIntegerField("连续错误次数", default=0)
    locked_until = models.DateTimeField("锁定至", null=True, blank=True)
    ended_at = models.DateTimeField("停用时间", null=True, blank=True)

    class Meta:
        verbose_name = "动态口令"
        verbose_name_plural = "动态口令"
        constraints = [
            models.UniqueConstraint(fields=["staff"], condition=Q(ended_at__isnull=True), name="second_factor_one")
        ]


class RecoveryCode(models.Model):
    """A code on paper for the day the telephone is lost; kept as a digest, good once."""

    factor = models.ForeignKey(
        SecondFactor, verbose_name="动态口令", on_delete=models.PROTECT, related_name="recovery_codes"
    )
    digest = models.CharField("恢复码摘要", max_length=64)
    used_at = models.DateTimeField("使用时间", null=True, blank=True)
    void_at = models.DateTimeField("作废时间", null=True, blank=True)

    class Meta:
        verbose_name = "恢复码"
        verbose_name_plural = "恢复码"
        constraints = [models.UniqueConstraint(fields=["factor", "digest"], name="recovery_code_once")]


class CredentialReset(models.Model):
    """A password or one-time code that the security administrator set back: whose, why, by whom, when."""

    class Kind(models.TextChoices):
        PASSWORD = "password", "密码"
        SECOND_FACTOR = "second_factor", "动态口令"

    staff = models.ForeignKey(Staff, verbose_name="工作人员", on_delete=models.PROTECT, related_name="resets")
    kind = models.CharField("重置内容", max_length=20, choices=Kind)
    reason = models.CharField("理由", max_length=200)
    by = models.ForeignKey(Staff, verbose_name="办理人", on_delete=models.PROTECT, related_name="+")
    reset_on = models.DateField("重置日期")
    recorded_at = models.DateTimeField("记录时间")

    class Meta:
        verbose_name = "凭据重置"
        verbose_name_plural = "凭据重置"
        constraints = [models.CheckConstraint(condition=~Q(by=models.F("staff")), name="credential_reset_by_another")]
