"""What goes before the head: the plan with its measures, later ones as supplements, and the closing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, Q

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import FileFacts, must
from nuanxin.rights.relief.firms.models import (
    DecisionKind,
    FirmPlan,
    FirmPlanDecision,
    FirmPlanMeasure,
    MeasureKind,
    PlanState,
)
from nuanxin.rights.relief.firms.running import CITES, locked, must_work, open_plan, waiting
from nuanxin.rights.relief.firms.wages import Sums, wages_of
from nuanxin.rights.relief.managing import day_is_sound


@dataclass(frozen=True)
class Drawn:
    """What a plan holds when it is put before the head."""

    waiting: str = ""  # what already lies before the head
    parts_without_measure: tuple[str, ...] = ()
    parts: int = 0
    new_measures: int = 0
    pays_first: bool = False
    unpaid: tuple[str, ...] = ()


def why_not_submit(drawn: Drawn) -> list[str]:
    """What is in the way of putting the plan forward. Pure."""
    found = [f"{drawn.waiting}正在等待审批"] if drawn.waiting else []
    if not drawn.parts:
        found.append("没有列入项目或者企业整体")
    found += [f"“{part}”没有措施" for part in drawn.parts_without_measure]
    if drawn.parts and not drawn.new_measures:
        found.append("没有待批准的措施")
    if drawn.unpaid and not drawn.pays_first:
        found.append(f"{'，'.join(drawn.unpaid)}，但没有先付工资的措施")
    return found


def why_not_close(sums: Sums, *, undone: int, pending: str, reason: str) -> list[str]:
    """What is in the way of a closing: measures under way, or unpaid wages without a written reason. Pure."""
    found = [f"{pending}正在等待审批"] if pending else []
    if undone:
        found.append(f"还有{undone}项措施没有完成")
    if sums.unpaid and not reason.strip():
        found.append(f"{'，'.join(sums.unpaid)}，没有写明仍要销号的理由")
    return found


def drawn_of(plan: FirmPlan, on: date) -> Drawn:
    """The facts of the decision above."""
    standing = Q(measures__dropped_on__isnull=True, measures__isnull=False)
    parts = plan.parts.annotate(held=Count("measures", filter=standing)).select_related("project")
    measures = FirmPlanMeasure.objects.filter(part__plan=plan, dropped_on__isnull=True)
    pending = waiting(plan)
    return Drawn(
        waiting=pending.get_kind_display() if pending else "",
        parts_without_measure=tuple(str(part) for part in parts if not part.held),
        parts=len(parts),
        new_measures=measures.filter(decision__isnull=True).count(),
        pays_first=measures.filter(kind=MeasureKind.PAY_FIRST).exists(),
        unpaid=wages_of(plan, on=on).sums.unpaid,
    )


@transaction.atomic
def submit_plan(*, plan: FirmPlan, text: str, by: Staff, on: date) -> FirmPlanDecision:
    """Put the plan, or measures added to an approved one, before the head."""
    doing = f"报批{plan}"
    plan = open_plan(plan, doing=doing)
    must_work(by, plan, doing=doing)
    gaps = why_not_submit(drawn_of(plan, on))
    if gaps or not text.strip():
        raise Refusal(f"不能{doing}", why="；".join(gaps) or "没有写报批说明", remedy="请补齐后报批", cites=CITES)
    asked = plan.decisions.create(kind=DecisionKind.PLAN, asked_on=on, asked_by=by, text=text.strip())
    if plan.state != PlanState.APPROVED:
        plan.state = PlanState.SUBMITTED
        plan.save(update_fields=["state"])
    record("submit_firm_plan", about=asked, by=by, details={"plan": plan.pk, "on": on})
    return asked


def undone_of(plan: FirmPlan) -> int:
    """Measures that are neither done nor dropped."""
    rows = FirmPlanMeasure.objects.filter(part__plan=plan, done_on__isnull=True, dropped_on__isnull=True)
    return rows.count()


@transaction.atomic
def ask_closing(*, plan: FirmPlan, conclusion: str, unpaid_why: str, by: Staff, on: date) -> FirmPlanDecision:
    """Put the closing before the head; with wages unpaid only for a written reason."""
    doing = f"申请{plan}销号"
    plan = open_plan(plan, doing=doing)
    must_work(by, plan, doing=doing)
    pending, sums = waiting(plan), wages_of(plan, on=on).sums
    gaps = why_not_close(
        sums, undone=undone_of(plan), pending=pending.get_kind_display() if pending else "", reason=unpaid_why
    )
    if gaps or not conclusion.strip():
        raise Refusal(
            f"不能{doing}",
            why="；".join(gaps) or "没有写销号结论",
            remedy="措施未完成的先完成，或者写明理由撤销；欠薪未付清确需销号的写明理由",
            cites=CITES,
        )
    asked = plan.decisions.create(
        kind=DecisionKind.CLOSING, asked_on=on, asked_by=by, text=conclusion.strip(),
        unpaid_why=unpaid_why.strip() if sums.unpaid else "",
    )  # fmt: skip
    record("ask_firm_plan_closing", about=asked, by=by, reason=asked.unpaid_why, details={"plan": plan.pk, "on": on})
    return asked


@transaction.atomic
def decide_firm_plan(
    *, decision: FirmPlanDecision, agreed: bool, opinion: str, by: Staff, on: date
) -> FirmPlanDecision:
    """The head's word, never that of whoever asked; the numbers of that moment are kept with it."""
    plan = locked(decision.plan)
    decision = FirmPlanDecision.objects.select_for_update(of=("self",)).select_related("plan").get(pk=decision.pk)
    doing = f"审批{plan}"
    must(by, Permission.INCIDENT_MANAGE, FileFacts(region=plan.region_id), doing=doing)
    if decision.asked_by_id == by.pk:
        raise NotAllowed(f"您不能{doing}", why="报批人不能审批自己报批的事项", remedy="请由其他领导或者协调员审批")
    if decision.decided_on or not opinion.strip():
        raise Refusal(f"不能{doing}", why="已经审批，或者没有写审批意见", remedy="请刷新页面核对")
    day_is_sound(doing, on, not_before=decision.asked_on, because="报批")
    sums = wages_of(plan, on=on).sums
    if agreed and decision.kind == DecisionKind.CLOSING and sums.unpaid and not decision.unpaid_why:
        raise Refusal(
            f"不能{doing}",
            why=f"申请后又查明{'，'.join(sums.unpaid)}",
            remedy="请退回，由报批人写明理由后重新申请",
            cites=CITES,
        )
    decision.decided_on, decision.decided_by, decision.agreed = on, by, agreed
    decision.opinion, decision.figures = opinion.strip(), figures_of(sums)
    decision.save(update_fields=["decided_on", "decided_by", "agreed", "opinion", "figures"])
    _follow(plan, decision, on)
    details = {"plan": plan.pk, "kind": decision.kind, "agreed": agreed, "on": on}
    record("decide_firm_plan", about=decision, by=by, reason=opinion, details=details)
    return decision


def figures_of(sums: Sums) -> dict[str, Any]:
    """The numbers kept with a decision: persons and 分."""
    return {
        "persons": sums.persons,
        "verified_fen": sums.verified_fen,
        "paid_since_fen": sums.paid_since_fen,
        "missing_fen": sums.missing_fen,
        "unpaid": list(sums.unpaid),
    }


def _follow(plan: FirmPlan, decision: FirmPlanDecision, on: date) -> None:
    """What the decision changes on the plan: approved measures count, a closing ends it, a refusal sends it back."""
    if decision.kind == DecisionKind.CLOSING:
        if decision.agreed:
            plan.state, plan.ended_on = PlanState.CLOSED, on
    elif decision.agreed:
        FirmPlanMeasure.objects.filter(part__plan=plan, decision__isnull=True, dropped_on__isnull=True).update(
            decision=decision
        )
        plan.state, plan.approved_on = PlanState.APPROVED, plan.approved_on or on
    elif plan.state == PlanState.SUBMITTED:
        plan.state = PlanState.DRAFT
    plan.save(update_fields=["state", "approved_on", "ended_on"])
