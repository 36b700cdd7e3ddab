"""The three acts: proposed, decided by another person, carried out by one who did not decide, before two witnesses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.foundation.documents.issue import issue_paper
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.permission import FileFacts, must
from nuanxin.rights.intake.destruction.deciding import CITES, witness_faults
from nuanxin.rights.intake.destruction.shredding import empty_journal, forget_overwritten
from nuanxin.rights.intake.destruction.wiping import wipe
from nuanxin.watch.inspection.expiry.keeping import Kept, interview_kept, sheet_kept
from nuanxin.watch.inspection.expiry.models import ExpiredLine, ExpiredLot
from nuanxin.watch.inspection.field.records import WorkerInterview
from nuanxin.watch.monitoring.employers.models import SlipAnswer, WageLine, WageSheet

PAPER = "ledger_destruction_list"
MOST_LINES = 500
Kind, State, LineState = ExpiredLot.Kind, ExpiredLot.State, ExpiredLine.State
Subject = WageSheet | WorkerInterview


def subject_of(kind: str, number: int) -> Subject:
    """The row itself, held."""
    if kind == Kind.WAGES:
        rows = WageSheet.objects.select_for_update(of=("self",)).select_related("project__region")
        return rows.get(pk=number)
    held = WorkerInterview.objects.select_for_update(of=("self",)).select_related("record__region", "record__employer")
    return held.get(pk=number)


def kept(subject: Subject, settled_on: date | None, on: date) -> Kept:
    """What keeps it on that day."""
    if isinstance(subject, WageSheet):
        return sheet_kept(subject, settled_on, on)
    return interview_kept(subject, on)


@transaction.atomic
def propose_expired(
    *, kind: str, subjects: Sequence[int], reason: str, by: Staff, on: date, settled_on: date | None = None
) -> ExpiredLot:
    """One list of one kind and place, all past their period. Refusal names each that must stay and why."""
    doing = "不能提出销毁"
    if not reason.strip() or not 0 < len(set(subjects)) <= MOST_LINES:
        why = f"没有写明理由，或者一份清册不是1到{MOST_LINES}件"
        raise Refusal(doing, why=why, remedy="请写明鉴定情况，重新选择", cites=CITES)
    rows = [subject_of(kind, number) for number in sorted(set(subjects))]
    regions = {_region(row) for row in rows}
    if len(regions) > 1 or (settled_on is not None and settled_on > on):
        raise Refusal(doing, why="选中的台账属于不同区划，或者结清日期晚于今天", remedy="请分别提出，核对日期")
    region = regions.pop()
    must(by, Permission.INSPECTION_RECORD, _facts(region, by), doing="提出销毁期满台账")
    listed = ExpiredLine.objects.filter(kind=kind, subject__in=subjects, state__in=["listed", "destroyed"])
    if listed.exists():
        raise Refusal(doing, why="有台账已经列入销毁清册", remedy="请在原清册上办理")
    held = {row.pk: kept(row, settled_on, on) for row in rows}
    if barred := [f"{_name(row)}：{'、'.join(kept_by)}" for row in rows if (kept_by := held[row.pk].bars(on))]:
        raise Refusal(doing, why="；".join(barred[:5]), remedy="请只选择保管期满、没有未了事项的台账", cites=CITES)
    told = {"kind": kind, "region": region, "reason": reason.strip()[:300], "settled_on": settled_on}
    lot = ExpiredLot.objects.create(**told, proposed_on=on, proposed_by=by)
    for row in rows:
        ExpiredLine.objects.create(
            lot=lot, kind=kind, subject=row.pk, named=_name(row)[:200], kept_until=held[row.pk].until or on,
            source=held[row.pk].source[:200],
        )  # fmt: skip
    record("propose_expired", about=lot, by=by, reason=lot.reason, details={"rows": len(rows), "on": on})
    return lot


@transaction.atomic
def decide_expired(*, lot: ExpiredLot, agreed: bool, opinion: str, by: Staff, on: date) -> ExpiredLot:
    """Approve or refuse; not by who proposed it, a refusal with its reason."""
    lot = _locked(lot)
    must(by, Permission.INSPECTION_PLAN, FileFacts(region=lot.region_id), doing="审批销毁期满台账")
    if by.pk == lot.proposed_by_id:
        raise NotAllowed(f"不能审批{lot}", why="提出人不能审批自己的清册", remedy="请另一名负责人审批", cites=CITES)
    if lot.state != State.PROPOSED or (not agreed and not opinion.strip()):
        why = f"清册“{lot.get_state_display()}”，或者不批准没有写明理由"
        raise Refusal(f"不能审批{lot}", why=why, remedy="请核对并写明理由")
    lot.state = State.APPROVED if agreed else State.REFUSED
    lot.decided_on, lot.decided_by, lot.opinion = on, by, opinion.strip()[:300]
    lot.save(update_fields=["state", "decided_on", "decided_by", "opinion"])
    if not agreed:
        lot.lines.update(state=LineState.REFUSED, why_not=lot.opinion)
    record("decide_expired", about=lot, by=by, reason=lot.opinion, details={"agreed": agreed, "on": on})
    return lot


def carry_out_expired(*, lot: ExpiredLot, first_witness: str, second_witness: str, by: Staff, on: date) -> ExpiredLot:
    """Each line is asked once more whether anything keeps it, then emptied; the list is issued as a paper."""
    forget_overwritten()
    done = _carry_out(lot, (first_witness.strip(), second_witness.strip()), by, on)
    empty_journal()
    return done


@transaction.atomic
def _carry_out(lot: ExpiredLot, names: tuple[str, str], by: Staff, on: date) -> ExpiredLot:
    lot = _locked(lot)
    must(by, Permission.INSPECTION_RECORD, _facts(lot.region, by), doing="办理销毁")
    doing = f"不能销毁{lot}"
    if by.pk == lot.decided_by_id:
        raise NotAllowed(doing, why="审批人不能经办销毁", remedy="请另一名工作人员办理", cites=CITES)
    if lot.state != State.APPROVED or lot.decided_by is None or by.unit is None:
        raise Refusal(doing, why=f"清册“{lot.get_state_display()}”", remedy="批准以后才能销毁，已销毁的不再办理")
    if why := witness_faults(*names, carried_by=by.name, decided_by=lot.decided_by.name):
        raise Refusal(doing, why=why, remedy="请填写在场监销的两个人的姓名")
    for line in lot.lines.filter(state=LineState.LISTED).order_by("pk"):
        _destroy(line, lot.settled_on, on)
    lot.state, lot.carried_on, lot.carried_by = State.DONE, on, by
    lot.first_witness, lot.second_witness = names
    lot.paper = issue_paper(kind=PAPER, about=lot, fields=_paper_fields(lot), unit=by.unit, by=by, on=on)
    lot.save(update_fields=["state", "carried_on", "carried_by", "first_witness", "second_witness", "paper"])
    gone = lot.lines.filter(state=LineState.DESTROYED).count()
    record("carry_out_expired", about=lot, by=by, details={"destroyed": gone, "on": on})
    return lot


def destroyed_line(kind: str, number: int) -> ExpiredLine | None:
    """The line by which a ledger's or interview's content went; None while it is there."""
    return ExpiredLine.objects.filter(kind=kind, subject=number, state=LineState.DESTROYED).first()


def _destroy(line: ExpiredLine, settled_on: date | None, on: date) -> None:
    subject = subject_of(line.kind, line.subject)
    if why := kept(subject, settled_on, on).bars(on):
        line.state, line.why_not = LineState.KEPT, "、".join(why)[:300]
        line.save(update_fields=["state", "why_not"])
        return
    wiped = wipe(_rows(subject), ())
    line.state, line.destroyed_at = LineState.DESTROYED, occasion.now()
    line.digest, line.texts = wiped.digest, wiped.texts
    line.save(update_fields=["state", "destroyed_at", "digest", "texts"])


def _rows(subject: Subject) -> dict[type, set[int]]:
    """What is emptied: the lines of a sheet and what workers answered to their slips; or the interview. Sums and days stay."""
    if isinstance(subject, WorkerInterview):
        return {WorkerInterview: {subject.pk}}
    lines = set(WageLine.objects.filter(sheet=subject).values_list("pk", flat=True))
    return {WageLine: lines, SlipAnswer: set(SlipAnswer.objects.filter(line__in=lines).values_list("pk", flat=True))}


def _paper_fields(lot: ExpiredLot) -> dict[str, object]:
    lines = list(lot.lines.order_by("pk"))
    gone = [line for line in lines if line.state == LineState.DESTROYED]
    stayed = [f"{line.named}：{line.why_not}" for line in lines if line.state == LineState.KEPT]
    assert lot.decided_by is not None and lot.carried_by is not None  # the states before say so
    return {
        "list": f"{lot}（{lot.get_kind_display()}）",
        "reason": lot.reason,
        "proposed": f"{lot.proposed_on} {lot.proposed_by.name}",
        "decided": f"{lot.decided_on} {lot.decided_by.name}",
        "carried_on": lot.carried_on,
        "carried_by": lot.carried_by.name,
        "witnesses": [lot.first_witness, lot.second_witness],
        "total": f"{len(gone)}件",
        "items": [
            [str(n), line.named, f"{line.kept_until}（{line.source}）", f"文字{line.texts}处", line.digest]
            for n, line in enumerate(gone, 1)
        ]
        or [["—"] * 5],
        "stayed": stayed or {"none": "全部销毁"},
    }


def _region(row: Subject) -> Region:
    return row.project.region if isinstance(row, WageSheet) else row.record.region


def _name(row: Subject) -> str:
    if isinstance(row, WageSheet):
        return f"{row.project.name}{row.month:%Y年%m月}工资表（第{row.pk}号）"
    return f"{row.record.employer.name}{row.record.visited_on}检查的工人访谈（第{row.pk}号）"


def _facts(region: Region, by: Staff) -> FileFacts:
    return FileFacts(region=region.pk, unit_id=by.unit_id, owner_id=by.pk)


def _locked(lot: ExpiredLot) -> ExpiredLot:
    rows = ExpiredLot.objects.select_for_update(of=("self",))
    return rows.select_related("region", "proposed_by", "decided_by").get(pk=lot.pk)
