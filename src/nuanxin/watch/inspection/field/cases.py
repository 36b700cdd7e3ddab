"""An inspector's own open cases on his phone for a day: what one needs on the spot, identities masked as on the page.

Only cases one answers for oneself. What is written or photographed there comes home as a line of the thread and as
evidence of the clue, each once; the evidence goes under the scanner like any other.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.db.models import Q, QuerySet

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound, Refusal
from nuanxin.foundation.common.sm import sm3
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import must
from nuanxin.rights.cases.models import Case
from nuanxin.rights.intake.files import append_chunk, finish_upload, received_sha256, start_upload, upload_state
from nuanxin.rights.intake.files.evidence import Evidence
from nuanxin.rights.intake.models import Claim, Clock
from nuanxin.rights.intake.reveal import masked_reporters
from nuanxin.rights.intake.thread import locked, must_be_open, write_down
from nuanxin.rights.intake.visibility import file_facts

MOST_CASES = 200
CASE_HOURS = 24  # on the phone; then they go, what was not sent yet stays
LONGEST = 2000
_AGAIN = "请在手机上重新拍摄"
_GONE = Refusal("不能同步到案件", why="案件已经结案，或者不再由您承办", remedy="请把内容交给现在的承办人")


class FieldCaseNote(models.Model):
    """外勤办案记录: the phone's number of a note to a case; the words stand in the thread, here only their digest."""

    key = models.UUIDField("编号", unique=True)
    case = models.ForeignKey(Case, verbose_name="案件", on_delete=models.PROTECT, related_name="+")
    digest = models.CharField("内容摘要", max_length=64)
    by = models.ForeignKey(Staff, verbose_name="记录人", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField("记录时间")  # by the phone's clock
    received_at = models.DateTimeField("收到时间", default=occasion.now)

    class Meta:
        verbose_name = verbose_name_plural = "外勤办案记录"


class FieldCasePhoto(models.Model):
    """外勤办案照片: a photo taken for a case; it comes in pieces and becomes evidence of the clue when it is whole."""

    key = models.UUIDField("编号", unique=True)
    case = models.ForeignKey(Case, verbose_name="案件", on_delete=models.PROTECT, related_name="+")
    size = models.PositiveIntegerField("字节数")
    digest = models.CharField("SHA256摘要", max_length=64)
    token = models.CharField("上传标识", max_length=32)
    evidence = models.ForeignKey(
        Evidence, verbose_name="证据材料", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(Staff, verbose_name="上传人", on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField("收到时间", default=occasion.now)

    class Meta:
        verbose_name = verbose_name_plural = "外勤办案照片"


def own_cases(by: Staff) -> QuerySet[Case]:
    """The open cases for which the person answers, as first or second officer."""
    rows = Case.objects.filter(
        Q(officer=by) | Q(second_officer=by), closed_on__isnull=True, clue__closed_on__isnull=True
    )
    return rows.select_related("clue__employer", "clue__project", "officer")


def cases_for(by: Staff) -> list[dict[str, Any]]:
    """What of them goes to the phone, the earliest due first: no whole name, no identity number, no whole telephone."""
    rows = list(own_cases(by).order_by("-opened_on", "-pk")[:MOST_CASES])
    clues = [row.clue_id for row in rows]
    due: dict[int, Clock] = {}
    for clock in Clock.objects.filter(clue__in=clues, stopped_on__isnull=True, due_on__isnull=False).order_by(
        "-due_on"
    ):
        due[clock.clue_id] = clock
    counted: dict[int, int] = {}
    for clue in Claim.objects.filter(clue__in=clues, withdrawn_on__isnull=True).values_list("clue", flat=True):
        counted[clue] = counted.get(clue, 0) + 1
    told = [_told(row, due.get(row.clue_id), counted.get(row.clue_id, 0)) for row in rows]
    return sorted(told, key=lambda one: (one["due_on"] or "9999", one["id"]))


def _told(row: Case, due: Clock | None, claims: int) -> dict[str, Any]:
    clue = row.clue
    return {
        "id": row.pk,
        "number": str(row),
        "clue": clue.number,
        "employer": clue.employer.name if clue.employer else clue.employer_said,
        "project": clue.project.name if clue.project else clue.project_said,
        "place": clue.place,
        "opened_on": row.opened_on.isoformat(),
        "persons": claims or clue.persons,
        "fen": clue.amount_fen,
        "demand": clue.demand[:500],
        "due": due.name if due else "",
        "due_on": due.due_on.isoformat() if due and due.due_on else "",
        "reporters": [f"{one.name} {one.phone}".strip() for one in masked_reporters(clue)][:5],
    }


def must_be_own(case: int, by: Staff) -> Case:
    """The open case, for whoever answers for it; the same words whether it is another's or not there."""
    row = own_cases(by).filter(pk=case).first()
    if row is None:
        raise _GONE
    must(by, Permission.CLUE_HANDLE, file_facts(row.clue), doing="记录办案情况")
    return row


@transaction.atomic
def take_note(*, key: UUID, case: int, words: str, made_at: Any, by: Staff, on: date) -> bool:
    """A note becomes a line of the thread, once; whether it was new. The same number with other words is refused."""
    digest = sm3(words.strip().encode()).hex()
    known = FieldCaseNote.objects.filter(key=key).first()
    if known is not None:
        if (known.case_id, known.digest, known.by_id) != (case, digest, by.pk):
            raise Refusal("不能同步", why="同一编号已经有别的内容", remedy="请报告系统管理员")
        return False
    row = must_be_own(case, by)
    clue = locked(row.clue)  # two phones with one number wait here for one another
    if FieldCaseNote.objects.filter(key=key).exists():
        return False
    must_be_open(clue, doing="记录办案情况", on=on)
    FieldCaseNote.objects.create(key=key, case=row, digest=digest, by=by, made_at=made_at)
    details = {"case": row.pk, "key": str(key), "made_at": made_at.isoformat()}
    write_down("field_note", clue=clue, by=by, on=on, text=words.strip(), details=details)
    return True


@transaction.atomic
def start_case_photo(*, key: UUID, case: int, size: int, digest: str, by: Staff) -> int:
    """Announce a photo, or ask how far it is: the number of bytes that are here."""
    row = FieldCasePhoto.objects.select_for_update(of=("self",)).filter(key=key).first()
    if row is None:
        found = must_be_own(case, by)
        if len(digest) != 64:
            raise Refusal("照片不能上传", why="没有摘要", remedy=_AGAIN)
        token = start_upload(name=f"外勤照片{str(key)[:8]}.jpg", size=size).token
        told = {"case": found, "size": size, "digest": digest, "token": token, "by": by}
        row, _ = FieldCasePhoto.objects.get_or_create(key=key, defaults=told)
    if (row.case_id, row.size, row.digest, row.by_id) != (case, size, digest, by.pk):
        raise Refusal("照片不能上传", why="同一编号已经有别的照片", remedy=_AGAIN)
    return row.size if row.evidence_id else _have(row)


@transaction.atomic
def add_case_piece(*, key: UUID, offset: int, data: bytes, by: Staff, on: date) -> tuple[int, bool]:
    """Add a piece: (bytes here, whether whole). Whole, it is evidence of the clue and goes under the scanner."""
    row = FieldCasePhoto.objects.select_for_update(of=("self",)).select_related("case").filter(key=key, by=by).first()
    if row is None:
        raise NotFound("没有找到这张照片", why="还没有开始上传", remedy="请重新同步")
    if row.evidence_id:
        return row.size, True
    case = must_be_own(row.case_id, by)
    state = append_chunk(token=row.token, offset=offset, data=data)
    if state.complete and received_sha256(row.token) != row.digest:
        return _begin_anew(row), False  # something was lost or changed on the way
    if state.complete:
        row.evidence = finish_upload(token=row.token, clue=case.clue, by=by, on=on)
        row.save(update_fields=["evidence"])
    return state.received, state.complete


def _have(row: FieldCasePhoto) -> int:
    """How much lies here; pieces that were swept away after two days begin anew."""
    try:
        return upload_state(row.token).received
    except NotFound:
        return _begin_anew(row)


def _begin_anew(row: FieldCasePhoto) -> int:
    row.token = start_upload(name=f"外勤照片{str(row.key)[:8]}.jpg", size=row.size).token
    row.save(update_fields=["token"])
    return 0
