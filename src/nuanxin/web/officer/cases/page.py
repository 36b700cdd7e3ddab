"""The record of one case: what may come next and why not the rest, money per worker, papers, steps taken."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.permission import holds, may
from nuanxin.rights.cases.closing import closing_obstacles
from nuanxin.rights.cases.ledger import standing, totals
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.money import Agreement, Payment
from nuanxin.rights.cases.procedures.declared import Fact as Declared
from nuanxin.rights.cases.procedures.versions import procedure
from nuanxin.rights.cases.referral import assess, open_referral
from nuanxin.rights.cases.steps import declared_step, offers, papers_beside
from nuanxin.rights.cases.steps.rights import desk_of, has_own_desk, may_act
from nuanxin.rights.intake.visibility import file_facts, must_see
from nuanxin.web.officer.cases.ledger import procedure_name, step_name
from nuanxin.web.officer.cases.lines import shown_lines
from nuanxin.web.officer.cases.own_acts import OWN_ACTS
from nuanxin.web.officer.cases.rooms import TABS
from nuanxin.web.officer.clues.acts.declared import Situation
from nuanxin.web.officer.clues.page import dues_of, papers_of
from nuanxin.web.officer.dispatch.beside import watched_on_tab
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.messages.tab import TOLD, told_on_tab
from nuanxin.web.officer.queues import title_of
from nuanxin.web.officer.relief.firms.beside import plan_facts
from nuanxin.web.patterns.record import Act, Fact, Owner, Record, Section, record_page

COPIES = ("procuratorate_copy", "procuratorate_receipt")


def case_of(request: HttpRequest, number: int) -> Case:
    """The case, or a Refusal where it is out of sight."""
    case = (
        Case.objects.select_related(
            "clue__employer", "clue__region", "clue__unit__region", "clue__officer", "officer__unit", "second_officer", "unit"
        )
        .filter(pk=number)
        .first()
    )  # fmt: skip
    if case is None:
        raise NotFound("没有找到这个案件", remedy="请从案件台账打开")
    must_see(me(request), case.clue)
    return case


@officer_page(Permission.CLUE_VIEW)
def case(request: HttpRequest, number: int) -> HttpResponse:
    """The record page."""
    found = case_of(request, number)
    staff, today = me(request), occasion.today()
    lines = standing(found.clue)
    facts, desk = file_facts(found.clue), has_own_desk(found)
    offered = offers(case=found, by=staff, on=today, own_acts=OWN_ACTS if desk else ())
    steps = [_offered(found, offer, mine) for offer, mine in offered]
    watch = Situation(found.clue, staff)
    context = {
        "case": found,
        "clue": found.clue,
        "steps": [step for step in steps if step["allowed"]],
        "later": [step for step in steps if not step["allowed"]],
        "lines": shown_lines(lines),
        "sums": totals(lines),
        "payments": Payment.objects.filter(claim__in=[line.claim_id for line in lines])
        .select_related("claim__worker", "by")
        .order_by("-paid_on", "-pk"),
        "unconfirmed": sum(1 for line in lines if line.paid_fen and not line.confirmed),
        "may_record": may(staff, Permission.MONEY_RECORD, facts),
        "may_confirm": may(staff, Permission.CLUE_HANDLE, facts),
        "agreements": Agreement.objects.filter(case=found).prefetch_related("instalments").order_by("pk"),
        "obstacles": closing_obstacles(found) if found.closed_on is None else (),
        "papers": papers_of(found.clue, [found]),
        "beside": papers_beside(found, staff),
        "threshold": assess(found.clue, on=today),
        "referral": open_referral(found),
        "today": today,
        "taken": (taken := taken_rows(found)),
        "copied": [one for one in taken if one["row"].step in COPIES and not one["struck"]],
        "may_lead": holds(staff, Permission.CRIME_LEAD),
        "may_approve": may_act(staff, _heads(found), found) if desk else may(staff, Permission.CASE_APPROVE, facts),
        "desk": desk,
        "plan_facts": plan_facts(found.clue, staff),
        **watched_on_tab(request, "watch", found.clue, watch.supervisions),
        "watching": len(watch.watched),
        **told_on_tab(found.clue, [found]),
    }
    if tab := TABS.get(found.procedure):
        context |= {"room_tab": tab.section, **tab.context(found, staff)}
    crumbs = [
        ("工作台", reverse("officer:desk")),
        ("案件台账", reverse("officer:cases")),
        (found.clue.number, reverse("officer:clue", args=[found.clue.number])),
        (str(found), ""),
    ]
    return record_page(request, _record(found, context), crumbs=crumbs, context=context)


def _offered(found: Case, offer: Any, mine: bool) -> dict[str, Any]:
    """One step for the page: open with its address, or why not."""
    if offer.allowed and not mine:
        return {"offer": offer, "allowed": False, "why": "不属于您的职责，由有权限的人员办理", "cites": ""}
    gaps = [] if offer.allowed else list(offer.missing)
    return {
        "offer": offer,
        "allowed": offer.allowed,
        "url": _address(found, offer),
        "gaps": gaps,
        "why": offer.why_not,
        "cites": offer.cites,
    }


def _heads(found: Case) -> Permission:
    """Whose right it is to give a desk's file to another officer."""
    return desk_of(found).heads


def _address(found: Case, offer: Any) -> str:
    """Where the step is taken: on the page of its own act, else on the step's form."""
    if offer.step.own_act in OWN_ACTS:
        return reverse(OWN_ACTS[offer.step.own_act], args=[found.pk])
    return reverse("officer:case_step", args=[found.pk, offer.step.key])


def _sections(found: Case, context: dict[str, Any]) -> tuple[Section, ...]:
    """The tabs; of a desk's own file only those that its procedure has use for."""
    whole = procedure(found.procedure, found.procedure_version)
    desk, unconfirmed = context["desk"], context["unconfirmed"]
    agrees = not desk or whole.has("agreement")
    closes = not desk or whole.has("close")
    tabs: list[Section | None] = [
        Section("steps", "办理步骤", "officer/cases/tab_steps.html"),
        context.get("room_tab"),
        Section("money", "逐人台账", "officer/cases/tab_money.html", context["sums"].workers),
        Section("confirm", "回访确认", "officer/cases/tab_confirm.html", unconfirmed or None) if closes else None,
        Section("agreement", "协议分期", "officer/cases/tab_agreement.html") if agrees else None,
        Section("papers", "文书送达", "officer/cases/tab_papers.html", len(context["papers"]) or None),
        TOLD,
        None if desk else Section("police", "移送公安", "officer/cases/tab_police.html"),
        Section("watch", "督办", "officer/dispatch/beside.html", context["watching"] or None),
        Section("closing", "结案条件", "officer/cases/tab_closing.html", len(context["obstacles"]) or None)
        if closes
        else None,
    ]
    return tuple(tab for tab in tabs if tab)


def _record(found: Case, context: dict[str, Any]) -> Record:
    clue, sums = found.clue, context["sums"]
    opened = "启动日期" if context["desk"] else "立案（启动）日期"
    second = f"、{found.second_officer.name}（协办）" if found.second_officer else ""
    unconfirmed = context["unconfirmed"]
    return Record(
        number=str(found),
        title=title_of(clue),
        state="已结案" if found.closed_on else step_name(found),
        owner=Owner(found.officer.name + second, found.officer.phone, found.unit.short_name),
        due=tuple(dues_of(clue, found if context["desk"] else None)[:3]) if not found.closed_on else (),
        acts=_acts(found, context),
        facts=(
            Fact("程序", f"{procedure_name(found)}（{found.procedure_version}版）"),
            Fact("线索", clue.number, reverse("officer:clue", args=[clue.number])),
            Fact(opened, found.opened_on.isoformat()),
            Fact("核实金额", sums.verified_fen, kind="money"),
            Fact("已支付工资", sums.paid_fen, kind="money"),
            Fact("尚欠", sums.missing_fen, kind="money"),
            Fact("劳动者", f"{sums.workers} 人，已领到工资 {sums.paid_persons} 人"),
            Fact("待本人确认", f"{unconfirmed} 人"),
            Fact("加付赔偿金", f"{yuan(sums.compensation_fen)} 元"),
            *context["plan_facts"],
        ),
        sections=_sections(found, context),
        marks=(found.closing,) if found.closing else (),
    )


def _acts(found: Case, context: dict[str, Any]) -> tuple[Act, ...]:
    if found.closed_on:
        return ()
    acts = [
        Act(step["offer"].step.name, step["url"], primary=place == 0, icon="edit")
        for place, step in enumerate(context["steps"][:4])
    ]
    if context["desk"]:
        if context["may_approve"]:
            acts.append(Act("变更承办人", reverse("officer:file_officer", args=[found.pk]), more=True))
        return tuple(acts)
    if found.procedure == "coordination" and context["may_confirm"]:
        acts.append(Act("签订协议", reverse("officer:case_agreement", args=[found.pk]), icon="edit"))
    close = reverse("officer:case_close", args=[found.pk])
    gaps = context["obstacles"]
    acts.append(Act("结案", close, not gaps, f"还差 {len(gaps)} 项，见“结案条件”" if gaps else "", icon="circle-check"))
    if context["may_confirm"] and context["may_lead"]:
        acts.append(Act("登记涉黑涉恶线索（保密）", reverse("officer:crime_lead_new", args=[found.pk]), more=True))
    if context["may_approve"]:
        acts.append(Act("变更承办人", reverse("officer:case_officers", args=[found.pk]), more=True))
        acts.append(Act("撤销立案（未欠薪）", reverse("officer:case_withdraw", args=[found.pk]), more=True))
    return tuple(acts)


def taken_rows(found: Case) -> list[dict[str, Any]]:
    """Every step ever recorded with its facts in words; struck ones are marked."""
    rows = list(found.steps.select_related("by", "paper").order_by("pk"))
    struck = {row.strikes_id for row in rows if row.strikes_id}
    shown = []
    for row in rows:
        if row.strikes_id:
            shown.append(
                {"row": row, "name": "更正步骤", "facts": row.note, "struck": False, "fixable": False, "serves": False}
            )
            continue
        declared = declared_step(found, row.step)
        shown.append(
            {
                "row": row,
                "name": declared.name,
                "facts": "；".join(
                    f"{fact.label}：{written(fact, row.facts[fact.key])}"
                    for fact in declared.facts
                    if fact.key in row.facts
                ),
                "struck": row.pk in struck,
                "serves": bool(declared.serves),
                "fixable": not declared.own_act and row.pk not in struck and found.closed_on is None,
            }
        )
    return shown


def written(fact: Declared, value: Any) -> str:
    """A stored fact as people read it."""
    if fact.kind == "money":
        return f"{yuan(int(value))}元"
    if fact.kind in ("choice", "yes_no"):
        return dict(fact.options or (("yes", "是"), ("no", "否"))).get(str(value), str(value))
    if fact.kind == "lines":
        return "、".join(str(one) for one in value)
    units = {"persons": "人", "percent": "%"}
    return f"{value}{units.get(fact.kind, '')}"
