"""From the order to the end: order, proof, second look, extension with approval, cleared or handed on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max, QuerySet

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import BadInput, Fault, Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import FileFacts, codes_of, must
from nuanxin.watch.inspection.findings.models import EntryKind, Finding, FindingEntry, FindingTopic
from nuanxin.watch.inspection.findings.standing import after, allows, waiting_extension
from nuanxin.watch.inspection.models import Visit
from nuanxin.watch.inspection.plans.rechecks import end_rechecks, plan_recheck


@dataclass(frozen=True)
class OrderFacts:
    """What was found and what is ordered; `due_on` is the day until which it is put right."""

    topic: str
    what: str
    order: str
    firm_person: str
    due_on: date
    cites: str = ""


def open_findings(area: str) -> QuerySet[Finding]:
    """Findings of an area that have not come to their end, the nearest day first."""
    rows = Finding.objects.filter(visit__region__in=codes_of(area), ended_on__isnull=True)
    return rows.select_related("visit__employer", "visit__project", "staff").order_by("due_on", "pk")


@transaction.atomic
def order_rectification(*, visit: Visit, facts: OrderFacts, by: Staff, on: date, staff: Staff | None = None) -> Finding:
    """Write down one finding and order it to be put right. BadInput names what does not fit; Refusal: right, withdrawn visit."""
    _must(by, visit, "提出整改要求")
    if visit.withdrawn_on:
        raise Refusal("不能提出整改要求", why="该检查记录已经更正", remedy="请在更正后的检查记录上登记")
    if faults := order_faults(facts, visit.visited_on, on):
        raise BadInput(faults)
    row = Finding.objects.create(
        visit=visit, topic=facts.topic, what=facts.what.strip(), cites=facts.cites.strip(), order=facts.order.strip(),
        firm_person=facts.firm_person.strip(), staff=staff or by, ordered_on=on, first_due_on=facts.due_on,
        due_on=facts.due_on, by=by,
    )  # fmt: skip
    _write(row, EntryKind.ORDER, row.order, by, on, due_on=row.due_on)
    _follow_visit(visit)
    record("order_rectification", about=row, by=by, details={"visit": visit.pk, "due_on": facts.due_on, "on": on})
    return row


def order_faults(facts: OrderFacts, visited_on: date, on: date) -> list[Fault]:
    """Everything that does not fit, at once. Pure."""
    faults = [
        Fault("没有填写", column=label, remedy="请填写")
        for label, said in (
            ("发现问题", facts.what),
            ("整改要求", facts.order),
            ("单位整改责任人", facts.firm_person),
        )
        if not said.strip()
    ]
    if facts.topic not in FindingTopic.values:
        faults.append(Fault("不在选项中", column="问题类别", remedy="、".join(str(one) for one in FindingTopic.labels)))
    if facts.due_on < max(on, visited_on):
        faults.append(Fault("早于今天", column="整改期限", remedy="请定一个以后的日期"))
    return faults


@transaction.atomic
def hand_in_proof(*, finding: Finding, text: str, handed_on: date, by: Staff, on: date) -> Finding:
    """The firm has handed in what shows that it is put right; a second look is planned."""
    row = _held(finding, EntryKind.PROOF, by, "登记整改材料", text, handed_on, on)
    _move(row, EntryKind.PROOF, text, by, handed_on)
    plan_recheck(visit=row.visit, number=row.pk, staff=row.staff, not_before=handed_on, due_on=row.due_on, on=on)
    record("hand_in_proof", about=row, by=by, details={"handed_on": handed_on, "on": on})
    return row


@transaction.atomic
def look_again(
    *, finding: Finding, good: bool, text: str, looked_on: date, by: Staff, on: date, due_on: date | None = None,
    revisit: Visit | None = None,
) -> Finding:  # fmt: skip
    """Somebody went to look again: cleared (销号), or ordered anew with a new day."""
    act = EntryKind.CLEARED if good else EntryKind.FAILED
    row = _held(finding, act, by, "登记复查结果", text, looked_on, on)
    if not good and (due_on is None or due_on < on):
        raise Refusal("不能登记复查结果", why="复查未通过，没有重新确定整改期限", remedy="请填写今天或者以后的日期")
    if revisit and (revisit.employer_id != row.visit.employer_id or revisit.visited_on < row.visit.visited_on):
        raise Refusal("不能登记复查结果", why="复查记录不是这个单位的，或者早于原检查", remedy="请核对复查记录")
    if not good:
        assert due_on is not None
        row.due_on, row.reminded_on, row.chased_on = due_on, None, None
    _move(row, act, text, by, looked_on, due_on=None if good else due_on, revisit=revisit)
    _follow_visit(row.visit)
    end_rechecks(number=row.pk, by=by, on=on, why="复查结果已在检查问题中登记", revisit=revisit)
    record(
        "look_again", about=row, by=by, details={"good": good, "looked_on": looked_on, "due_on": row.due_on, "on": on}
    )
    return row


@transaction.atomic
def ask_extension(*, finding: Finding, until: date, why: str, by: Staff, on: date) -> Finding:
    """The firm needs more time: asked with a reason, before the day, decided by somebody else."""
    row = _held(finding, EntryKind.EXTENSION, by, "申请延期", why, on, on)
    waiting = waiting_extension(row.entries.values_list("kind", "due_on"))
    if waiting or until <= row.due_on or on > row.due_on:
        reason = "已有延期申请待审批，或者整改期限已过，或者延期后的日期不晚于现在的期限"
        raise Refusal("不能申请延期", why=reason, remedy="期限已过的，复查后重新确定期限")
    _move(row, EntryKind.EXTENSION, why, by, on, due_on=until)
    record("ask_extension", about=row, by=by, reason=why.strip(), details={"until": until, "on": on})
    return row


@transaction.atomic
def decide_extension(*, finding: Finding, agreed: bool, opinion: str, by: Staff, on: date) -> Finding:
    """Whoever plans inspection decides, never the one who asked."""
    act = EntryKind.EXTENDED if agreed else EntryKind.REFUSED
    row = Finding.objects.select_for_update(of=("self",)).select_related("visit__region").get(pk=finding.pk)
    must(by, Permission.INSPECTION_PLAN, FileFacts(region=row.visit.region_id), doing="审批整改延期")
    until = waiting_extension(row.entries.values_list("kind", "due_on"))
    asked = row.entries.filter(kind=EntryKind.EXTENSION).last()
    if until is None or asked is None or not allows(row.state, act) or not opinion.strip():
        raise Refusal("不能审批延期", why="没有待审批的延期申请，或者没有填写意见", remedy="请核对")
    if asked.by_id == by.pk:
        raise Refusal("不能审批延期", why="申请人不能审批自己的申请", remedy="请由其他负责人审批")
    if agreed:
        row.due_on, row.reminded_on, row.chased_on = until, None, None
    _move(row, act, opinion, by, on, due_on=row.due_on)
    _follow_visit(row.visit)
    record("decide_extension", about=row, by=by, reason=opinion.strip(), details={"agreed": agreed, "on": on})
    return row


@transaction.atomic
def end_otherwise(*, finding: Finding, how: str, text: str, by: Staff, on: date) -> Finding:
    """The other ends: handed on to a case or another body, firm or project ended, registered by mistake. With the reason."""
    ways = (EntryKind.ESCALATED, EntryKind.CLOSED_DOWN, EntryKind.WITHDRAWN)
    if how not in ways:
        raise Refusal("不能了结该问题", why="没有这种了结方式", remedy="、".join(str(one.label) for one in ways))
    row = _held(finding, how, by, "了结该问题", text, on, on)
    _move(row, how, text, by, on)
    _follow_visit(row.visit)
    end_rechecks(number=row.pk, by=by, on=on, why="检查问题已了结")
    record("end_finding", about=row, by=by, reason=text.strip(), details={"how": how, "on": on})
    return row


def clear_with_visit(*, visit: Visit, looked_on: date, by: Staff) -> int:
    """The whole visit was confirmed as put right: its open findings are cleared with it. How many."""
    rows = list(Finding.objects.select_for_update(of=("self",)).filter(visit=visit, ended_on__isnull=True))
    for row in rows:
        _move(row, EntryKind.CLEARED, "整次检查登记整改完成", by, looked_on)
        end_rechecks(number=row.pk, by=by, on=looked_on, why="整次检查登记整改完成")
    return len(rows)


def follow_correction(*, old: Visit, new: Visit) -> None:
    """The visit was corrected by a new row: its findings belong to that."""
    Finding.objects.filter(visit=old).update(visit=new)
    if Finding.objects.filter(visit=new).exists():
        _follow_visit(new)


def _held(finding: Finding, act: str, by: Staff, doing: str, text: str, day: date, on: date) -> Finding:
    rows = Finding.objects.select_for_update(of=("self",)).select_related("visit__region", "visit__employer", "staff")
    row = rows.get(pk=finding.pk)
    _must(by, row.visit, doing)
    why = ""
    if not allows(row.state, act):
        why = f"该问题现在的状态是“{row.get_state_display()}”"
    elif not text.strip():
        why = "没有填写内容"
    elif not row.ordered_on <= day <= on:
        why = "日期早于提出整改的日期，或者晚于今天"
    if why:
        raise Refusal(f"不能{doing}", why=why, remedy="请核对")
    return row


def _move(
    row: Finding, act: str, text: str, by: Staff, day: date, *, due_on: date | None = None, revisit: Visit | None = None
) -> None:
    row.state = after(row.state, act)
    if row.state not in ("open", "proof"):
        row.ended_on = day
    row.save(update_fields=["state", "ended_on", "due_on", "reminded_on", "chased_on"])
    _write(row, act, text, by, day, due_on=due_on, revisit=revisit)


def _write(
    row: Finding, kind: str, text: str, by: Staff | None, day: date, *, due_on: date | None = None,
    revisit: Visit | None = None,
) -> None:  # fmt: skip
    FindingEntry.objects.create(
        finding=row, kind=kind, happened_on=day, text=text.strip(), due_on=due_on, revisit=revisit, by=by
    )


def _follow_visit(visit: Visit) -> None:
    """The visit's own day and end go with its findings, so that lists and the winter form say the same."""
    rows = Finding.objects.filter(visit=visit).exclude(state="withdrawn")
    standing = rows.filter(ended_on__isnull=True)
    sums = rows.aggregate(due=Max("due_on"), ended=Max("ended_on"))
    if sums["due"] is None:
        return
    visit.rectify_by = sums["due"]
    visit.rectified_on = None if standing.exists() else sums["ended"]
    visit.save(update_fields=["rectify_by", "rectified_on"])


def _must(by: Staff, visit: Visit, doing: str) -> None:
    facts = FileFacts(region=visit.region_id, unit_id=by.unit_id, owner_id=by.pk)
    must(by, Permission.INSPECTION_RECORD, facts, doing=doing)
