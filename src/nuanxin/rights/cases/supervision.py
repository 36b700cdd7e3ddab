"""领导包案, 提级办理, 挂牌督办, 工作专班, 催办: who took charge of a clue, a note every week, and off the list only with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.foundation.organisations.permission import areas, may, must, within
from nuanxin.foundation.organisations.receiving import head_of
from nuanxin.rights.cases.models import Case, Supervision, SupervisionNote
from nuanxin.rights.intake.models import Clue, HelperTask
from nuanxin.rights.intake.thread import locked, must_be_open, write_down
from nuanxin.rights.intake.visibility import file_facts

LEADER, RAISED, LISTED, FORCE, PRESS = "leader", "raised", "listed", "force", "press"
NOTED = (LEADER, RAISED, LISTED, FORCE)  # what asks for a note every week
_NAMES = {LEADER: "领导包案", RAISED: "提级办理", LISTED: "挂牌督办", FORCE: "组建工作专班", PRESS: "催办"}
# The house's own rule, no statute: a listed case shows a note not older than a week (features CP-13).
NOTE_EVERY = timedelta(days=7)


@transaction.atomic
def put_in_charge(*, clue: Clue, leader: Staff, reason: str, by: Staff, on: date) -> Supervision:
    """领导包案: a leader answers for the clue until it is off the list."""
    return begin(clue, LEADER, reason, by, on, leader=leader)


@transaction.atomic
def put_on_list(*, clue: Clue, reason: str, by: Staff, on: date) -> Supervision:
    """挂牌督办: a note every week until it is taken off with a reason."""
    return begin(clue, LISTED, reason, by, on)


@transaction.atomic
def press(*, clue: Clue, reason: str, by: Staff, on: date) -> Supervision:
    """催办: the superior asks for speed; once a day is enough."""
    if Supervision.objects.filter(clue=clue, kind=PRESS, since=on).exists():
        raise Refusal(
            f"{clue.number}今天已经催办", why="同一线索一天催办一次", remedy="需要加强力度的，挂牌督办或者提级办理"
        )
    return begin(clue, PRESS, reason, by, on)


@transaction.atomic
def raise_level(
    *, clue: Clue, unit: Unit, reason: str, by: Staff, on: date, officer: Staff | None = None
) -> Supervision:
    """提级办理: a unit of the level above takes clue and open cases over; the former holder stays as helper."""
    clue = locked(clue)
    if unit.pk == clue.unit_id or not within(unit.region_id).filter(member=clue.region_id).exists():
        raise Refusal(
            f"{clue.number}不能提级", why="该单位不是上级单位，或者不管这个地方", remedy="请选择上一级人社部门"
        )
    taker = officer or head_of(unit)
    if taker is None:
        raise Refusal(f"{clue.number}不能提级", why=f"{unit.name}没有可以承办的人员", remedy="请先设置岗位")
    supervision = begin(clue, RAISED, reason, by, on, unit=unit)
    former = clue.unit
    HelperTask.objects.create(clue=clue, unit=former, task="提级办理后协助调查、移交材料", asked_on=on)
    clue.unit, clue.officer = unit, taker
    clue.save(update_fields=["unit", "officer"])
    Case.objects.filter(clue=clue, closed_on__isnull=True).update(unit=unit, officer=taker)
    return supervision


def begin(
    clue: Clue, kind: str, reason: str, by: Staff, on: date, *, leader: Staff | None = None, unit: Unit | None = None,
    basis: str = "",
) -> Supervision:  # fmt: skip
    """What all ways have in common: who may, an open clue, a reason, not twice at once; a line in the thread."""
    clue = locked(clue)
    doing = _NAMES[kind]
    must(by, Permission.CLUE_SUPERVISE, file_facts(clue), doing=doing)
    must_be_open(clue, doing=doing, on=on)
    if not reason.strip():
        raise Refusal(f"不能{doing}", why="没有写明理由", remedy="请写明理由")
    running = Supervision.objects.filter(clue=clue, kind=kind, ended_on__isnull=True)
    if kind != PRESS and running.exists():
        raise Refusal(f"{clue.number}已经{doing}", remedy="需要变更的，先销号再办理")
    supervision = Supervision.objects.create(
        clue=clue,
        kind=kind,
        by=by,
        leader=leader,
        unit=unit,
        basis=basis,
        reason=reason.strip(),
        since=on,
        ended_on=on if kind == PRESS else None,
        ended_why="已送达承办人" if kind == PRESS else "",
    )
    who = f"，{'组长' if kind == FORCE else '包案领导'}{leader.name}" if leader else ""
    who += f"，由{unit.name}{'组建' if kind == FORCE else '办理'}" if unit else ""
    text = f"{doing}{who}：{reason.strip()}"
    write_down(
        f"supervise.{kind}", clue=clue, by=by, on=on, text=text, reason=reason, details={"supervision": supervision.pk}
    )
    return supervision


@transaction.atomic
def write_note(*, supervision: Supervision, text: str, by: Staff, on: date, meeting: bool = False) -> SupervisionNote:
    """The weekly note, or what a meeting decided, by whoever handles the clue, supervises it or leads it."""
    supervision = Supervision.objects.select_for_update(of=("self",)).select_related("clue").get(pk=supervision.pk)
    facts = file_facts(supervision.clue)
    if supervision.leader_id != by.pk and not may(by, Permission.CLUE_SUPERVISE, facts):
        must(by, Permission.CLUE_HANDLE, facts, doing="填写督办周报")
    if supervision.ended_on or not text.strip() or on < supervision.since:
        raise Refusal("不能填写督办周报", why="该督办已经销号，或者没有写明进展，或者日期早于督办日期", remedy="请核对")
    note = SupervisionNote.objects.create(
        supervision=supervision, written_on=on, by=by, text=text.strip(), meeting=meeting
    )
    record("write_note", about=note, by=by, details={"supervision": supervision.pk, "on": on})
    return note


@transaction.atomic
def end_supervision(*, supervision: Supervision, why: str, by: Staff, on: date) -> None:
    """销号, with the reason; by someone who may supervise."""
    supervision = Supervision.objects.select_for_update(of=("self",)).select_related("clue").get(pk=supervision.pk)
    must(by, Permission.CLUE_SUPERVISE, file_facts(supervision.clue), doing="销号")
    if supervision.ended_on or not why.strip() or on < supervision.since:
        raise Refusal("不能销号", why="已经销号，或者没有写明理由，或者日期早于督办日期", remedy="请写明销号理由")
    supervision.ended_on, supervision.ended_why = on, why.strip()
    supervision.save(update_fields=["ended_on", "ended_why"])
    text = f"{supervision.get_kind_display()}销号：{why.strip()}"
    details = {"supervision": supervision.pk}
    write_down("end_supervision", clue=supervision.clue, by=by, on=on, text=text, reason=why, details=details)


@dataclass(frozen=True)
class LateNote:
    """A listed or led clue, or a task force, whose last note is older than a week."""

    supervision: Supervision
    last_note_on: date | None
    days_without: int


def late_notes(*, on: date, supervisor: Staff | None = None) -> list[LateNote]:
    """Which weekly notes are missing on that day, longest silence first (within the supervisor's area)."""
    rows = Supervision.objects.filter(kind__in=NOTED, ended_on__isnull=True, since__lt=on)
    if supervisor is not None:
        reach = [code for area in areas(supervisor, Permission.CLUE_SUPERVISE) for code in within(area)]
        rows = rows.filter(clue__region__in=reach)
    noted = rows.annotate(last=Max("notes__written_on")).select_related("clue__officer", "clue__unit")
    return sorted(_late(noted, on), key=lambda late: -late.days_without)


def _late(rows: Iterable[Supervision], on: date) -> Iterable[LateNote]:
    for row in rows:
        last: date | None = getattr(row, "last", None)
        if is_silent(row.since, last, on):
            yield LateNote(row, last, (on - (last or row.since)).days)


def is_silent(since: date, last: date | None, on: date) -> bool:
    """Whether the weekly note is missing on a day.

    >>> is_silent(date(2024, 1, 1), None, date(2024, 1, 8)), is_silent(date(2024, 1, 1), None, date(2024, 1, 9))
    (False, True)
    """
    return on - (last or since) > NOTE_EVERY
