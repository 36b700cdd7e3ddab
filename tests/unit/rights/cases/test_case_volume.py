"""The whole file of a case as one volume: what it holds, who may take it, and that taking it is on record."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import pytest
from pypdf import PdfReader

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.errors import NotAllowed
from nuanxin.foundation.documents.models import Paper
from nuanxin.rights.cases.casefile.volume import case_volume
from nuanxin.rights.cases.steps import strike_step
from nuanxin.rights.intake.files import append_chunk, finish_upload, start_upload
from nuanxin.rights.intake.files.evidence import Evidence
from tests.conftest import People
from tests.unit.rights.cases.making import make_case, on_day, stamp, step, walk

pytestmark = pytest.mark.django_db
START = date(2023, 12, 5)


def upload(case: Any, people: People, name: str, content: bytes) -> None:
    token = start_upload(name=name, size=len(content)).token
    append_chunk(token=token, offset=0, data=content)
    with on_day(START):
        finish_upload(token=token, clue=case.clue, by=people.owner, on=START)


def test_papers_sealed_copies_and_evidence_in_one_volume(people: People, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    case = make_case(people, on=START)
    upload(case, people, "工资条.pdf", b"%PDF-1.4 not really one")
    upload(case, people, "录音.mp3", b"ID3" + bytes(100))
    on = walk(case, "evidence investigated", people, START)
    wrong = step(case, "order", people, on)
    with on_day(on):
        strike_step(row=wrong, reason="期限写错", by=people.owner, on=on)
    right = step(case, "order", people, on)
    assert right.paper is not None
    with on_day(on):
        stamp(Paper.objects.get(pk=right.paper.pk), people, on)
        made = case_volume(case=case, by=people.owner, on=on)
    reader = PdfReader(io.BytesIO(made))
    marks = [str(mark.title) for mark in reader.outline]  # type: ignore[union-attr]
    assert sum("限期改正指令书" in mark for mark in marks) == 2
    assert sum("已作废" in mark for mark in marks) == 1
    index = "".join(page.extract_text() for page in reader.pages).replace("\n", "").replace(" ", "")
    assert "盖章件：打印盖章扫描" in index and "工资条.pdf" in index and "录音.mp3" in index
    assert index.count("没有并入，见原件") == 3  # the stamped dummy, the broken sheet, the sound
    assert str(case) in index and case.clue.number in index
    assert AuditEvent.objects.filter(act="bind_case_file", about_id=str(case.pk)).count() == 1


def test_a_damaged_file_is_named_and_keeps_nothing_back(people: People, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    case = make_case(people, on=START)
    upload(case, people, "录音.mp3", b"ID3" + bytes(100))
    upload(case, people, "欠条.mp3", b"ID3" + bytes(200))
    kept = Evidence.objects.order_by("pk")
    (tmp_path / kept[0].path).write_bytes(b"changed")
    (tmp_path / kept[1].path).unlink()
    with on_day(START):
        made = case_volume(case=case, by=people.owner, on=START)
    index = (
        "".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages).replace("\n", "").replace(" ", "")
    )
    assert "文件内容与上传时的摘要不符，没有并入" in index and "文件不在存放处" in index
    assert all(row.digest in index for row in kept)


def test_only_who_handles_the_file_takes_it(people: People) -> None:
    case = make_case(people, on=START)
    with on_day(START + timedelta(days=1)) as on, pytest.raises(NotAllowed):
        case_volume(case=case, by=people.superior, on=on)
