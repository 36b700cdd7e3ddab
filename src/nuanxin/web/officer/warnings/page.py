"""One warning: why, whose, until when, what the firm said, the rows behind it, and what may be done now."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import FileFacts, holds, may
from nuanxin.rights.intake.visibility import clues_for
from nuanxin.watch.monitoring.risk.house import rule_names
from nuanxin.watch.monitoring.risk.local import rules_of
from nuanxin.watch.monitoring.warnings.evidence import evidence_of
from nuanxin.watch.monitoring.warnings.models import RiskWarning, WarningEvent
from nuanxin.watch.monitoring.warnings.thread import why_not
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.warnings.lists import clock_light
from nuanxin.web.officer.warnings.seeing import warning_of
from nuanxin.web.patterns.record import Act, Due, Event, Fact, Owner, Record, Section, WhyStep, record_page

WORDS = {
    "raised": "预警", "regraded": "重新评级", "told": "告知企业", "answered": "企业答复", "checked": "核查",
    "inspection": "转检查任务", "inspected": "检查完成", "clue": "转为线索", "ended": "销号", "corrected": "更正结论",
    "handed_over": "移交", "reminded": "提醒",
}  # fmt: skip
ACTS = (
    ("tell", "告知企业", "send"),
    ("answer", "代记企业答复", "phone"),
    ("check", "登记核查", "check"),
    ("inspection", "转检查任务", "calendar"),
    ("inspected", "检查完成", "circle-check"),
    ("end", "销号", "close"),
    ("hand_over", "移交", "user"),
    ("correct", "更正结论", "edit"),
)
_RIGHTS = {"inspected": P.INSPECTION_RECORD, "correct": P.WATCH_MANAGE}


def may_do(staff: Staff, row: RiskWarning, act: str) -> bool:
    """Whether the act is the person's to do, whatever the state."""
    facts = FileFacts(region=row.region_id, unit_id=row.owner.unit_id, owner_id=row.owner_id)
    return may(staff, _RIGHTS.get(act, P.WATCH_HANDLE), facts)


@officer_page(P.WATCH_VIEW)
def warning(request: HttpRequest, number: int) -> HttpResponse:
    """The record page."""
    row, staff = warning_of(request, number), me(request)
    evidence = evidence_of(settings.NUANXIN_WAGES, row.project.code, row.month, row.raised_on, rules_of(row.rule_set))
    may_clue = may_do(staff, row, "clue") and not row.clue_id and not why_not(row, "clue")
    context: dict[str, Any] = {
        "warning": row, "evidence": evidence, "rule_names": rule_names(),
        "may_clue": may_clue and holds(staff, P.CLUE_REGISTER),
        "answers": row.events.filter(kind="answered").select_related("by", "employer_reply"),
    }  # fmt: skip
    crumbs = [("工作台", reverse("officer:desk")), ("监测预警", reverse("officer:warnings")), (str(row), "")]
    record = _record(row, staff, len(evidence.workers))
    return record_page(request, record, crumbs=crumbs, context=context, template="officer/warnings/warning.html")


def _record(row: RiskWarning, staff: Staff, workers: int) -> Record:
    why = (WhyStep(row.due_why),)
    return Record(
        number=f"预警第{row.pk}号",
        title=str(row),
        state=row.get_state_display(),
        owner=Owner(row.owner.name, row.owner.phone, row.owner.unit.short_name if row.owner.unit else ""),
        due=(Due("处置期限", row.due_on, clock_light(row), why),),
        acts=tuple(_acts(row, staff)),
        facts=_facts(row),
        side=(("涉及对象", _about(row, staff)),),
        events=tuple(_event(one) for one in row.events.select_related("by")),
        sections=(
            Section("reasons", "评级理由", "officer/warnings/tab_reasons.html", len(row.reasons)),
            Section("workers", "工人明细", "officer/warnings/tab_workers.html", workers),
            Section("account", "专户和保证金", "officer/warnings/tab_account.html"),
            Section(
                "answers", "企业答复", "officer/warnings/tab_answers.html", row.events.filter(kind="answered").count()
            ),
        ),
        marks=(row.get_outcome_display(),) if row.outcome else (),
    )


def _acts(row: RiskWarning, staff: Staff) -> list[Act]:
    """Those open now; ending shows why it is not yet."""
    found = []
    for key, label, icon in ACTS:
        if not may_do(staff, row, key):
            continue
        why, url = why_not(row, key), reverse("officer:warning_act", args=[row.pk, key])
        if not why:
            found.append(Act(label, url, icon=icon, primary=key == _next(row), more=key in ("hand_over",)))
        elif key == "end" and not row.ended_on:
            found.append(Act(label, url, enabled=False, why_not="请先核查、完成检查或者转为线索"))
    return found


def _next(row: RiskWarning) -> str:
    if row.state == "inspection":
        return "end" if row.inspected_on else "inspected"
    return {"raised": "tell", "told": "check", "answered": "check", "checked": "end", "clue": "end"}.get(row.state, "")


def _facts(row: RiskWarning) -> tuple[Fact, ...]:
    facts = [
        Fact("风险分", f"{row.score}（{row.get_grade_display()}色）"),
        Fact("工资月份", f"{row.month:%Y年%m月}"),
        Fact("涉及人数", f"{row.workers}人"),
        Fact("涉及金额", row.amount_fen, kind="money"),
        Fact("预警日期", row.raised_on.isoformat()),
        Fact("规则集", row.rule_set.name, reverse("officer:rule_set", args=[row.rule_set_id])),
    ]
    if row.inspect_by:
        facts.append(Fact("要求检查完成", row.inspect_by.isoformat()))
    if row.ended_on and row.ended_by:
        said = f"{row.get_outcome_display()}：{row.outcome_reason}（{row.ended_by.name} {row.ended_on}）"
        facts.append(Fact("结论", said, kind="long"))
    return tuple(facts)


def _about(row: RiskWarning, staff: Staff) -> tuple[Fact, ...]:
    site = row.project.project
    facts = [
        Fact("项目", row.project.name, reverse("officer:watched_project", args=[row.project_id])),
        Fact("用人单位", row.employer.name),
        Fact("区划", row.region.name),
    ]
    if site.wage_clerk:
        facts.append(Fact("劳资专管员", f"{site.wage_clerk} {site.wage_clerk_phone}"))
    if row.clue:
        seen = clues_for(staff).filter(pk=row.clue.pk).exists()
        facts.append(Fact("线索", row.clue.number, reverse("officer:clue", args=[row.clue.number]) if seen else ""))
    return tuple(facts)


def _event(one: WarningEvent) -> Event:
    who = one.by.name if one.by else f"{one.said_by} {one.phone}".strip()
    said = [one.text]
    if one.paid_fen:
        said.append(f"称已支付{yuan(one.paid_fen)}元")
    if one.proof:
        said.append(f"佐证：{one.proof}")
    text = "；".join(part for part in said if part)
    return Event(one.occurred_on, WORDS.get(one.kind, one.kind), who, text, recorded_at=one.recorded_at)
