"""Uploaded files under the scanner: not yet, clean, or held. What is held lies sealed and is never given out.

Without a scanner (setting NUANXIN_CLAMD) what the house always does remains: kinds are told by their first bytes, programs,
archives and office files with macros are refused (`kinds`), and every file says that it was not scanned.
"""

from __future__ import annotations

import logging
from pathlib import Path

from django.conf import settings
from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.sm import sm4_open, sm4_seal
from nuanxin.foundation.vault.keys import load_keys
from nuanxin.rights.intake.files.clamd import Clamd, ScannerDown, Verdict
from nuanxin.rights.intake.files.evidence import Evidence
from nuanxin.rights.intake.files.stored import PURPOSE, SCANNER, scan_stored, scanner

AT_ONCE = 200  # files a round
_log = logging.getLogger(__name__)


def scan_waiting() -> int:
    """Scan what waits, oldest first; how many were judged. Where the scanner does not answer the rest waits for the next round."""
    chosen = scanner()
    if chosen is None:
        return 0
    judged = 0
    for row in Evidence.objects.filter(scan=Evidence.Scan.WAITING).order_by("pk")[:AT_ONCE]:
        try:
            judged += _scan(row, chosen)
        except ScannerDown as down:
            _log.warning("查毒程序没有回答：%s", down)
            return judged
    return judged + scan_stored(chosen)


def scan_soon(evidence: Evidence) -> None:
    """Try at once after an upload; whoever uploads does not wait for a scanner that is down: the round tries again."""
    chosen = scanner()
    if chosen is None or evidence.scan != Evidence.Scan.WAITING:
        return
    try:
        _scan(evidence, chosen)
    except ScannerDown as down:
        _log.warning("查毒程序没有回答：%s", down)


def _scan(evidence: Evidence, chosen: Clamd) -> int:
    path = Path(settings.MEDIA_ROOT) / evidence.path
    if not path.is_file():
        return 0  # kept elsewhere, or restored without its files: nothing to judge
    return int(judge_file(evidence=evidence, verdict=chosen.scan(path)))


@transaction.atomic
def judge_file(*, evidence: Evidence, verdict: Verdict) -> bool:
    """Write down what the scanner said, once; what carries something is sealed away. Whether it was written."""
    row = Evidence.objects.select_for_update().get(pk=evidence.pk)
    if row.scan != Evidence.Scan.WAITING:
        return False
    row.scan = Evidence.Scan.HELD if verdict.found else Evidence.Scan.CLEAN
    row.scanned_at, row.scan_found = occasion.now(), verdict.found[:200]
    old = Path(settings.MEDIA_ROOT) / row.path
    if verdict.found:
        row.path = _seal_away(row, old)
    row.save(update_fields=["scan", "scanned_at", "scan_found", "path"])
    act = "hold_evidence" if verdict.found else "clear_evidence"
    record(act, about=row, by=SCANNER, reason=verdict.found, details={"digest": row.digest})
    if verdict.found:
        transaction.on_commit(lambda: old.unlink(missing_ok=True))
    return True


def sealed_content(evidence: Evidence) -> bytes:
    """What lies in quarantine, for an examination outside the house; no page gives it out."""
    key_id, _, body = (Path(settings.MEDIA_ROOT) / evidence.path).read_bytes().partition(b":")
    key = load_keys(settings.NUANXIN_KEY_FILE).cipher_key(key_id.decode(), PURPOSE)
    return sm4_open(key, body, evidence.digest.encode())


def _seal_away(row: Evidence, old: Path) -> str:
    """A sealed copy that no program can run and no other scanner trips over; bound to the digest of the file."""
    keys = load_keys(settings.NUANXIN_KEY_FILE)
    sealed = sm4_seal(keys.cipher_key(keys.current, PURPOSE), old.read_bytes(), row.digest.encode())
    name = f"quarantine/{row.pk}.sealed"
    target = Path(settings.MEDIA_ROOT) / name
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    target.write_bytes(keys.current.encode() + b":" + sealed)
    target.chmod(0o600)
    return name
