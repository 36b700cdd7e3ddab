"""Drawing up the plan: its parts by project, its measures with owner and day; measures done, measures dropped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.parties.models import Project
from nuanxin.rights.cases.money import PaymentSource
from nuanxin.rights.relief.firms.models import (
    FirmPlan,
    FirmPlanMeasure,
    FirmPlanPart,
    MeasureKind,
    PlanState,
    ReliefPolicy,
)
from nuanxin.rights.relief.firms.policies import match_of
from nuanxin.rights.relief.firms.running import CITES, may_finish, must_work, open_plan, waiting
from nuanxin.rights.relief.managing import day_is_sound


@transaction.atomic
def add_part(*, plan: FirmPlan, project: Project | None, situation: str, by: Staff, on: date) -> FirmPlanPart:
    """One project (None: the firm as a whole) with its situation; each once. The first part begins the draft."""
    doing = f"给{plan}列入{project.name if project else '企业整体'}"
    plan = open_plan(plan, doing=doing)
    must_work(by, plan, doing=doing)
    _nothing_waits(plan, doing)
    if project is not None:
        project = project.merged_into or project
    known = plan.parts.filter(project=project) if project else plan.parts.filter(project__isnull=True)
    if known.exists() or not situation.strip():
        raise Refusal(f"不能{doing}", why="已经列入，或者没有写明现状和欠薪风险", remedy="请核对", cites=CITES)
    part = plan.parts.create(project=project, situation=situation.strip(), added_on=on, by=by)
    if plan.state == PlanState.REGISTERED:
        plan.state = PlanState.DRAFT
        plan.save(update_fields=["state"])
    record("add_firm_plan_part", about=part, by=by, details={"plan": plan.pk, "on": on})
    return part


@dataclass(frozen=True)
class Meant:
    """A measure as put forward. Pay-first: payer, source, 分. Relief: the policy. owner: somebody with an account, else the name only."""

    kind: str
    what: str
    due_on: date
    owner: Staff | None = None
    owner_name: str = ""
    payer: str = ""
    source: str = ""
    amount_fen: int | None = None
    policy: ReliefPolicy | None = None


def faults_of(meant: Meant) -> list[str]:
    """What is missing of a measure, in words. Pure."""
    pays = meant.kind == MeasureKind.PAY_FIRST
    found = []
    if meant.kind not in MeasureKind.values or not meant.what.strip():
        found.append("没有写明措施类别或者内容")
    if not meant.owner and not meant.owner_name.strip():
        found.append("没有责任人")
    if pays and (not meant.payer.strip() or meant.source not in PaymentSource.values or not meant.amount_fen):
        found.append("先付工资的措施须写明由谁支付、支付来源和金额")
    if not pays and (meant.payer.strip() or meant.source or meant.amount_fen):
        found.append("只有先付工资的措施填写由谁支付、支付来源和金额")
    if (meant.kind == MeasureKind.RELIEF) != (meant.policy is not None):
        found.append("纾困政策措施须选择已登记的政策，其他措施不选")
    return found


@transaction.atomic
def add_measure(*, part: FirmPlanPart, meant: Meant, by: Staff, on: date) -> FirmPlanMeasure:
    """Put a measure forward; it waits for the head. A policy that does not fit the firm is refused with its reasons."""
    plan = open_plan(part.plan, doing="提出专案措施")
    doing = f"给{plan}的{part}提出措施"
    must_work(by, plan, doing=doing)
    _nothing_waits(plan, doing)
    faults = faults_of(meant)
    if meant.due_on < on:
        faults.append(f"完成期限{meant.due_on}在今天以前")
    matched: list[str] = []
    if meant.policy is not None:
        found = match_of(meant.policy, plan, on)
        matched = [reason.text for reason in found.reasons]
        if not found.fits:
            faults.append(f"“{meant.policy.name}”不适用：{found.against}")
    if faults:
        raise Refusal(f"不能{doing}", why="；".join(faults), remedy="请核对后再提出", cites=CITES)
    name = meant.owner_name.strip() or (meant.owner.name if meant.owner else "")
    measure = part.measures.create(
        kind=meant.kind, what=meant.what.strip(), payer=meant.payer.strip(), source=meant.source, amount_fen=meant.amount_fen,
        policy=meant.policy, matched=matched, due_on=meant.due_on, owner=meant.owner, owner_name=name, added_on=on, by=by,
    )  # fmt: skip
    details = {"plan": plan.pk, "kind": meant.kind, "fen": meant.amount_fen, "due_on": meant.due_on, "on": on}
    record("add_firm_measure", about=measure, by=by, details=details)
    return measure


@transaction.atomic
def finish_measure(*, measure: FirmPlanMeasure, done_on: date, note: str, by: Staff, on: date) -> FirmPlanMeasure:
    """Done, with its evidence; by whoever answers for it. Only what the head approved counts."""
    measure = _locked(measure)
    plan = open_plan(measure.part.plan, doing="登记措施完成")
    doing = f"登记{plan}措施完成"
    if not may_finish(by, measure):
        raise NotAllowed(
            f"您没有权限{doing}", why="由措施责任人、专案责任人或者本地监察负责人、协调员登记", remedy="请转给责任人"
        )
    if measure.decision_id is None or measure.done_on or measure.dropped_on:
        raise Refusal(f"不能{doing}", why="措施没有批准、已经完成或者已经撤销", remedy="请核对", cites=CITES)
    day_is_sound(doing, done_on, not_before=plan.registered_on, because="登记专案")
    if not note.strip():
        raise Refusal(f"不能{doing}", why="没有写明完成情况和凭据", remedy="请写明凭证号、文件名等")
    measure.done_on, measure.done_note, measure.done_by = done_on, note.strip(), by
    measure.save(update_fields=["done_on", "done_note", "done_by"])
    record("finish_firm_measure", about=measure, by=by, details={"plan": plan.pk, "done_on": done_on, "on": on})
    return measure


@transaction.atomic
def drop_measure(*, measure: FirmPlanMeasure, why: str, by: Staff, on: date) -> FirmPlanMeasure:
    """No longer pursued, or entered wrongly: it stays, marked with the reason, and counts no more."""
    measure = _locked(measure)
    plan = open_plan(measure.part.plan, doing="撤销专案措施")
    doing = f"撤销{plan}的措施"
    must_work(by, plan, doing=doing)
    if measure.dropped_on or not why.strip():
        raise Refusal(f"不能{doing}", why="已经撤销，或者没有写明理由", remedy="请写明理由")
    _nothing_waits(plan, doing)
    measure.dropped_on, measure.dropped_why, measure.dropped_by = on, why.strip(), by
    measure.save(update_fields=["dropped_on", "dropped_why", "dropped_by"])
    record("drop_firm_measure", about=measure, by=by, reason=why, details={"plan": plan.pk, "on": on})
    return measure


def _locked(measure: FirmPlanMeasure) -> FirmPlanMeasure:
    rows = FirmPlanMeasure.objects.select_for_update(of=("self",)).select_related("part__plan", "part__project")
    return rows.get(pk=measure.pk)


def _nothing_waits(plan: FirmPlan, doing: str) -> None:
    """What lies before the head stays as it is until he has decided."""
    if pending := waiting(plan):
        raise Refusal(f"不能{doing}", why=f"{pending.get_kind_display()}正在等待审批", remedy="请等审批后再办理")
