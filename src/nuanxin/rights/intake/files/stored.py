"""Every other file that comes from outside, under the same scanner as evidence: photos of visits, employers' proofs,
what a report rests on. Known by its place in the store; what carries something is sealed away and never given out.
"""

from __future__ import annotations

import logging
from pathlib import Path

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q

from nuanxin.foundation.audit.chain import Outsider, record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.sm import sm4_seal
from nuanxin.foundation.vault.keys import load_keys
from nuanxin.rights.intake.files.clamd import Clamd, ScannerDown, Verdict

SCANNER = Outsider("查毒程序")
PURPOSE = "quarantine"
AT_ONCE = 200  # files a round
_log = logging.getLogger(__name__)


def scanner() -> Clamd | None:
    """The scanner of this installation, if any."""
    address: str = settings.NUANXIN_CLAMD
    return Clamd(address) if address else None


class StoredScan(models.Model):
    """文件查毒: one stored file and what the scanner said of it."""

    class Scan(models.TextChoices):
        WAITING = "waiting", "尚未查毒"
        CLEAN = "clean", "未发现病毒"
        HELD = "held", "已隔离"

    path = models.CharField("存放", max_length=200, unique=True)
    scan = models.CharField("查毒", max_length=8, choices=Scan, default=Scan.WAITING)
    stored_at = models.DateTimeField("存入时间", default=occasion.now)
    scanned_at = models.DateTimeField("查毒时间", null=True, blank=True)
    scan_found = models.CharField("查出", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "文件查毒"
        indexes = [models.Index(fields=["id"], condition=Q(scan="waiting"), name="stored_waiting_for_scan")]


def put_under_scanner(path: str) -> StoredScan:
    """Called where a file is kept (inside the act): tried at once after it, else by the next round. Twice changes nothing."""
    row, _ = StoredScan.objects.get_or_create(path=path)
    transaction.on_commit(lambda: _try_soon(row))
    return row


def refuse_held(path: str) -> None:
    """Called before a stored file is given out."""
    held = StoredScan.objects.filter(path=path, scan=StoredScan.Scan.HELD).first()
    if held is not None:
        why = f"查毒程序查出“{held.scan_found}”"
        raise Refusal(
            "文件已隔离，不能打开", why=why, remedy="请提交人换一份；确需使用的，请安全管理员在隔离环境中提取"
        )


def scan_stored(chosen: Clamd) -> int:
    """Scan what waits, oldest first; how many were judged. Raises nothing: what is not answered waits for the next round."""
    judged = 0
    for row in StoredScan.objects.filter(scan=StoredScan.Scan.WAITING).order_by("pk")[:AT_ONCE]:
        try:
            judged += _scan(row, chosen)
        except ScannerDown as down:
            _log.warning("查毒程序没有回答：%s", down)
            break
    return judged


@transaction.atomic
def judge_stored(*, row: StoredScan, verdict: Verdict) -> bool:
    """Write down what the scanner said, once; what carries something is sealed away. Whether it was written."""
    row = StoredScan.objects.select_for_update().get(pk=row.pk)
    if row.scan != StoredScan.Scan.WAITING:
        return False
    row.scan = StoredScan.Scan.HELD if verdict.found else StoredScan.Scan.CLEAN
    row.scanned_at, row.scan_found = occasion.now(), verdict.found[:200]
    row.save(update_fields=["scan", "scanned_at", "scan_found"])
    record("hold_file" if verdict.found else "clear_file", about=row, by=SCANNER, reason=verdict.found)
    if verdict.found:
        old = Path(settings.MEDIA_ROOT) / row.path
        _seal_away(row, old)
        transaction.on_commit(lambda: old.unlink(missing_ok=True))
    return True


def _try_soon(row: StoredScan) -> None:
    chosen = scanner()
    if chosen is None:
        return
    try:
        _scan(row, chosen)
    except ScannerDown as down:
        _log.warning("查毒程序没有回答：%s", down)


def _scan(row: StoredScan, chosen: Clamd) -> int:
    path = Path(settings.MEDIA_ROOT) / row.path
    if not path.is_file():
        return 0  # kept elsewhere, or restored without its files: nothing to judge
    return int(judge_stored(row=row, verdict=chosen.scan(path)))


def _seal_away(row: StoredScan, old: Path) -> None:
    keys = load_keys(settings.NUANXIN_KEY_FILE)
    sealed = sm4_seal(keys.cipher_key(keys.current, PURPOSE), old.read_bytes(), row.path.encode())
    target = Path(settings.MEDIA_ROOT) / f"quarantine/stored-{row.pk}.sealed"
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    target.write_bytes(keys.current.encode() + b":" + sealed)
    target.chmod(0o600)
