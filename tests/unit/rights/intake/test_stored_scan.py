"""Stored files that are no evidence under the same scanner: photos of visits, employers' proofs, what a report rests on."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.sm import sm4_open
from nuanxin.foundation.documents.issue import issue_paper
from nuanxin.foundation.documents.sealing.keeping import check_code
from nuanxin.foundation.vault.keys import load_keys
from nuanxin.rights.intake.files import scan_waiting
from nuanxin.rights.intake.files.clamd import Verdict
from nuanxin.rights.intake.files.keeping import keep_stamped_scan, open_stamped, store, stored
from nuanxin.rights.intake.files.stored import StoredScan, judge_stored, put_under_scanner, refuse_held
from nuanxin.watch.inspection.field.photos import add_piece, open_photo, start_photo
from nuanxin.watch.inspection.field.records import FieldPhoto
from nuanxin.watch.inspection.field.syncing import take_batch
from tests.conftest import TODAY, People
from tests.unit.foundation.documents.filled import FILLED
from tests.unit.rights.intake.test_files import photo
from tests.unit.watch.inspection.field.phone import Phone, batch, number

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.MEDIA_ROOT.mkdir()
    return Path(settings.MEDIA_ROOT)


def kept(folder: Path, name: str = "reports/abc") -> StoredScan:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(photo())
    return put_under_scanner(name)


def test_held_is_sealed_away_and_never_given_out(
    folder: Path, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    row = kept(folder)
    refuse_held(row.path)  # not scanned yet: nothing is known against it
    with django_capture_on_commit_callbacks(execute=True):
        assert judge_stored(row=row, verdict=Verdict("Test-Signature"))
    assert not (folder / row.path).exists()
    with pytest.raises(Refusal, match="Test-Signature"):
        refuse_held(row.path)
    key_id, _, body = (folder / f"quarantine/stored-{row.pk}.sealed").read_bytes().partition(b":")
    key = load_keys(settings.NUANXIN_KEY_FILE).cipher_key(key_id.decode(), "quarantine")
    assert sm4_open(key, body, row.path.encode()) == photo()
    assert not judge_stored(row=row, verdict=Verdict())  # said once
    assert AuditEvent.objects.filter(act="hold_file").count() == 1


def test_clean_stays_where_it_is(folder: Path) -> None:
    row = kept(folder)
    assert judge_stored(row=row, verdict=Verdict()) and (folder / row.path).exists()
    refuse_held(row.path)
    assert put_under_scanner(row.path).scan == StoredScan.Scan.CLEAN


def test_without_a_scanner_it_waits(folder: Path, settings: Any) -> None:
    settings.NUANXIN_CLAMD = ""
    row = kept(folder)
    assert scan_waiting() == 0
    settings.NUANXIN_CLAMD = "unix:/nowhere/clamd.ctl"
    assert scan_waiting() == 0
    row.refresh_from_db()
    assert row.scan == StoredScan.Scan.WAITING


def test_a_photo_of_a_visit_goes_under_the_scanner(people: People) -> None:
    take_batch(batch=batch([Phone("a").visit()]), by=people.owner, on=TODAY)
    key, picture = UUID(number("photo")), photo()
    told = {"visit": UUID(number("a-visit")), "kind": "photo", "digest": hashlib.sha256(picture).hexdigest()}
    start_photo(key=key, size=len(picture), by=people.owner, **told)
    add_piece(key=key, offset=0, data=picture, by=people.owner)
    row = FieldPhoto.objects.select_related("record").get()
    assert open_photo(row=row, by=people.owner) == picture
    judge_stored(row=StoredScan.objects.get(path=row.path), verdict=Verdict("Test-Signature"))
    with pytest.raises(Refusal, match="已隔离"):
        open_photo(row=row, by=people.owner)


def test_what_an_employer_hands_in_goes_under_the_scanner() -> None:
    file = store(photo(), "proofs", groups=("image",), accepted="照片")
    assert stored(file.path, file.digest) == photo()
    judge_stored(row=StoredScan.objects.get(path=file.path), verdict=Verdict("Test-Signature"))
    with pytest.raises(Refusal, match="已隔离"):
        stored(file.path, file.digest)


def test_a_scan_of_a_stamped_print_goes_under_the_scanner(people: People) -> None:
    people.owner.unit.document_word = "新人社监"
    people.owner.unit.save()
    paper = issue_paper(
        kind="correction_order", about=("cases.case", 7), fields=FILLED["correction_order"], unit=people.owner.unit,
        by=people.owner, on=TODAY,
    )  # fmt: skip
    copy = keep_stamped_scan(
        paper=paper, content=b"%PDF-1.4 stamped", code=check_code(paper), by=people.owner, on=TODAY
    )
    assert open_stamped(copy) == b"%PDF-1.4 stamped"
    judge_stored(row=StoredScan.objects.get(path=copy.path), verdict=Verdict("Test-Signature"))
    with pytest.raises(Refusal, match="已隔离"):
        open_stamped(copy)
