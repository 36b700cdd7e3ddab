"""One plan: its parts with measures, the clues, files and payments behind its numbers, matching policies, notes, decisions."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import codes_of
from nuanxin.foundation.parties.models import Project
from nuanxin.rights.cases.models import Case
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.visibility import clues_for
from nuanxin.rights.relief.firms.clocks import WORDS, note_clock, standing_of
from nuanxin.rights.relief.firms.deciding import drawn_of, undone_of, why_not_close, why_not_submit
from nuanxin.rights.relief.firms.models import FirmPlan, FirmPlanMeasure, FirmPlanPart, PlanState
from nuanxin.rights.relief.firms.policies import matches
from nuanxin.rights.relief.firms.running import may_decide, may_finish, may_run, may_work, plans_for, waiting
from nuanxin.rights.relief.firms.wages import PlanWages, Sums, paid_since, wages_of
from nuanxin.web.officer.cases.ledger import procedure_name, step_name
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.lights import Light, due_light
from nuanxin.web.patterns.record import Act, Due, Fact, Owner, Record, Section, WhyStep, record_page


def plan_of(request: HttpRequest, number: int) -> FirmPlan:
    """The plan, or the same answer whether it is out of sight or not there."""
    rows = plans_for(me(request)).select_related("employer", "region", "responsible__unit", "by", "previous")
    found = rows.filter(pk=number).first()
    if found is None:
        raise NotFound("没有找到这个专案", remedy="请从困难企业专案列表打开")
    return found


def part_lines(plan: FirmPlan, staff: Staff, wages: PlanWages) -> list[dict[str, Any]]:
    """Each part with its own numbers and its measures, each with its light and what may be done with it."""
    today = occasion.today()
    parts = []
    every = list(plan.parts.select_related("project"))
    named = {one.project_id for one in every}
    for part in every:
        clues = [line.clue.pk for line in wages.lines if _falls_under(part, line.clue, named)]
        rows = part.measures.select_related("policy", "owner", "done_by", "decision").order_by(
            "dropped_on", "due_on", "pk"
        )
        planned = sum(row.amount_fen or 0 for row in rows if row.dropped_on is None)
        lines = [_measure(row, plan, staff, today) for row in rows]
        parts.append({"part": part, "sums": wages.of(clues), "planned_fen": planned, "measures": lines})
    return parts


def _falls_under(part: FirmPlanPart, clue: Clue, named: set[int | None]) -> bool:
    """A project's part has the clues of the project; the firm's own has those of no listed project."""
    site = (clue.project.merged_into_id or clue.project_id) if clue.project else None
    return site == part.project_id if part.project_id else site is None or site not in named


def _measure(row: FirmPlanMeasure, plan: FirmPlan, staff: Staff, today: Any) -> dict[str, Any]:
    stands = standing_of(
        due_on=row.due_on,
        approved=row.decision_id is not None,
        done_on=row.done_on,
        dropped_on=row.dropped_on,
        today=today,
    )
    runs = stands in ("open", "late", "done", "done_late")
    light = due_light(due_on=row.due_on, today=today, done_on=row.done_on) if runs else Light("none", WORDS[stands])
    live = not plan.ended_on
    return {
        "row": row,
        "light": light,
        "stands": stands,
        "may_finish": live and stands in ("open", "late") and may_finish(staff, row),
        "may_drop": live and stands != "dropped" and may_work(staff, plan),
    }


def without_part(plan: FirmPlan) -> list[Project]:
    """Projects of the firm in the plan's place for which nothing is planned yet."""
    key = plan.employer.merged_into_id or plan.employer_id
    own = Q(employer=key) | Q(employer__merged_into=key) | Q(owner_name=plan.employer.name)
    rows = Project.objects.filter(own, region__in=codes_of(plan.region_id), merged_into__isnull=True)
    return list(rows.exclude(pk__in=plan.parts.filter(project__isnull=False).values("project")).order_by("name"))


@officer_page(P.CLUE_VIEW)
def firm_plan(request: HttpRequest, number: int) -> HttpResponse:
    """The record page."""
    plan, staff, today = plan_of(request, number), me(request), occasion.today()
    wages = wages_of(plan, on=today)
    seen = set(clues_for(staff).filter(pk__in=[line.clue.pk for line in wages.lines]).values_list("pk", flat=True))
    shown = [line for line in wages.lines if line.clue.pk in seen]
    pending = waiting(plan)
    notes = list(plan.notes.select_related("by"))
    context: dict[str, Any] = {
        "plan": plan,
        "sums": wages.sums,
        "parts": part_lines(plan, staff, wages),
        "without_part": [] if plan.ended_on else without_part(plan),
        "clue_lines": shown,
        "hidden": len(wages.lines) - len(shown),
        "files": _files(seen),
        "payments": paid_since(plan, seen, on=today).select_related("claim__worker", "claim__clue", "by"),
        "matches": matches(plan, today),
        "notes": notes,
        "decisions": plan.decisions.select_related("asked_by", "decided_by").order_by("-pk"),
        "pending": pending,
        "may_work": not plan.ended_on and may_work(staff, plan),
        "may_plan": not plan.ended_on and pending is None and may_work(staff, plan),
        "later": plan.later.first(),
    }
    record = _record(plan, staff, wages.sums, context)
    crumbs = [("工作台", reverse("officer:desk")), ("困难企业专案", reverse("officer:firm_plans")), (str(plan), "")]
    return record_page(request, record, crumbs=crumbs, context=context)


def _files(clues: set[int]) -> list[dict[str, Any]]:
    """The files on the clues that the viewer sees."""
    rows = Case.objects.filter(clue__in=clues).select_related("clue", "unit", "officer").order_by("-opened_on", "-pk")
    return [
        {"row": row, "procedure": procedure_name(row), "step": "已结案" if row.closed_on else step_name(row)}
        for row in rows
    ]


def _record(plan: FirmPlan, staff: Staff, sums: Sums, context: dict[str, Any]) -> Record:
    parts, pending = context["parts"], context["pending"]
    measures = sum(one["stands"] != "dropped" for part in parts for one in part["measures"])
    late = sum(one["stands"] == "late" for part in parts for one in part["measures"])
    marks = [f"{late}项措施逾期"] if late else []
    marks += [f"{pending.get_kind_display()}待审批"] if pending else []
    marks += ["仍有欠薪"] if sums.unpaid and not plan.ended_on else []
    return Record(
        number=f"编号{plan.pk} {plan.get_trouble_display()}",
        title=str(plan),
        state=plan.get_state_display(),
        owner=Owner(plan.responsible.name, plan.responsible.phone, plan.responsible.unit.short_name if plan.responsible.unit else ""),
        due=_dues(plan, context["notes"]),
        acts=_acts(plan, staff, sums, context),
        facts=_facts(plan, sums, context["later"]),
        sections=(
            Section("plan", "一项目一策", "officer/relief/firms/tab_plan.html", measures or None),
            Section("wages", "欠薪和案件", "officer/relief/firms/tab_wages.html", len(context["clue_lines"]) or None),
            Section("payments", "已付工资", "officer/relief/firms/tab_payments.html", len(context["payments"]) or None),
            Section("policies", "纾困政策", "officer/relief/firms/tab_policies.html", sum(found.fits for _, found in context["matches"]) or None),
            Section("notes", "进展", "officer/relief/firms/tab_notes.html", len(context["notes"]) or None),
            Section("decisions", "审批", "officer/relief/firms/tab_decisions.html", len(context["decisions"]) or None),
        ),
        marks=tuple(marks),
    )  # fmt: skip


def _dues(plan: FirmPlan, notes: list[Any]) -> tuple[Due, ...]:
    clock = note_clock(
        registered_on=plan.registered_on,
        notes=[note.noted_on for note in notes if not note.automatic],
        ended=plan.ended_on is not None,
    )
    if clock.due_on is None:
        return ()
    why = f"最近一次进展{clock.last_on}" if clock.last_on else f"{plan.registered_on}登记，还没有写过进展"
    light = due_light(due_on=clock.due_on, today=occasion.today(), near_days=1)
    return (Due("下次进展", clock.due_on, light, (WhyStep(f"{why}，每七天至少写一次（内部要求）"),)),)


def _facts(plan: FirmPlan, sums: Sums, later: FirmPlan | None) -> tuple[Fact, ...]:
    facts = [
        Fact("企业", plan.employer.name, reverse("officer:employer", args=[plan.employer_id])),
        Fact("区划", plan.region.name),
        Fact("包保领导", plan.leader),
        Fact("登记", f"{plan.registered_on} {plan.by.name}"),
        Fact("批准", plan.approved_on.isoformat() if plan.approved_on else "还没有批准，措施不计时"),
        Fact("涉及劳动者", f"{sums.persons} 人（未结清 {sums.waiting_persons} 人）", "?tab=wages#tab"),
        Fact("核实欠薪", f"{sums.verified_fen / 100:,.2f} 元", "?tab=wages#tab"),
        Fact("尚欠工资", f"{sums.missing_fen / 100:,.2f} 元", "?tab=wages#tab"),
        Fact("专案以来已付", f"{sums.paid_since_fen / 100:,.2f} 元，{sums.paid_since_persons} 人", "?tab=payments#tab"),
    ]
    if sums.unverified:
        facts.append(Fact("主张未核实", f"{sums.unverified} 人次 {sums.claimed_fen / 100:,.2f} 元", "?tab=wages#tab"))
    if plan.previous:
        url = reverse("officer:firm_plan", args=[plan.previous_id])
        facts.append(Fact("上一次专案", f"{plan.previous.ended_on} 销号", url))
    if later:
        facts.append(Fact("后一次专案", f"{later.registered_on} 登记", reverse("officer:firm_plan", args=[later.pk])))
    if plan.ended_on:
        facts.append(Fact("销号", plan.ended_on.isoformat(), "?tab=decisions#tab"))
    facts.append(Fact("发现途径和情况", f"{plan.known_on} {plan.how_known}", kind="long"))
    return tuple(facts)


def _acts(plan: FirmPlan, staff: Staff, sums: Sums, context: dict[str, Any]) -> tuple[Act, ...]:
    def act(key: str, label: str, **more: Any) -> Act:
        return Act(label, reverse("officer:firm_plan_act", args=[plan.pk, key]), **more)

    pending = context["pending"]
    if plan.ended_on:
        again = reverse("officer:firm_plan_new") + f"?employer={plan.employer_id}"
        renewable = may_run(staff, plan.region_id) and context["later"] is None
        return (Act("重新登记专案", again, icon="plus"),) if renewable else ()
    found = (
        [act("decide", f"审批（{pending.get_kind_display()}）", primary=True, icon="scale")]
        if pending and may_decide(staff, pending)
        else []
    )
    if not context["may_work"]:
        return tuple(found)
    if context["may_plan"]:
        found.append(act("part", "列入项目", icon="plus", primary=plan.state == PlanState.REGISTERED))
        drawn = drawn_of(plan, occasion.today())
        gaps = why_not_submit(drawn)
        if drawn.new_measures or plan.state != PlanState.APPROVED:
            label = "补充措施报批" if plan.state == PlanState.APPROVED else "报批"
            found.append(act("submit", label, enabled=not gaps, why_not="；".join(gaps), icon="send", primary=not gaps))
    found.append(act("note", "写进展", icon="edit"))
    if context["may_plan"]:
        # With a written reason unpaid wages do not bar the closing; the form asks for it.
        gaps = why_not_close(sums, undone=undone_of(plan), pending="", reason="…")
        found.append(act("closing", "申请销号", enabled=not gaps, why_not="；".join(gaps), icon="circle-check"))
    if may_run(staff, plan.region_id):
        found.append(act("hand_over", "变更包保责任", icon="user", more=True))
    return tuple(found)
