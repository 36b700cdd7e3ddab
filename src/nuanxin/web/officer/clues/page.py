"""The record of one clue: head, clocks with reasons, acts open to this viewer, tabs, thread."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound, Refusal
from nuanxin.foundation.documents.models import Paper as PaperRow
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.rights.cases.leads import ONLY_TO_CHECK
from nuanxin.rights.cases.ledger import standing, totals
from nuanxin.rights.cases.models import Case
from nuanxin.rights.intake.clocks import running_clocks, shown_due
from nuanxin.rights.intake.merging import parent_totals
from nuanxin.rights.intake.models import Clock, Clue
from nuanxin.rights.intake.pairs import DuplicatePair
from nuanxin.rights.intake.reveal import FIELDS, masked_reporters, reveal_reporter
from nuanxin.rights.intake.visibility import may_see, must_hold, must_see
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.advice.showing import SECTION, advice_on_tab
from nuanxin.web.officer.cases.lines import shown_lines
from nuanxin.web.officer.clues.acts import replies
from nuanxin.web.officer.clues.acts.declared import ClueForm, Situation, open_acts
from nuanxin.web.officer.clues.acts.forms import RevealForm
from nuanxin.web.officer.clues.acts.table import ACTS, BY_KEY
from nuanxin.web.officer.clues.desk_acts import desk_acts
from nuanxin.web.officer.clues.known import about_of, facts_of, marks_of, side_of
from nuanxin.web.officer.clues.leads import leads_on_tab
from nuanxin.web.officer.clues.reading.standing import read_by_machine
from nuanxin.web.officer.clues.words import event_name
from nuanxin.web.officer.dispatch.beside import watched_on_tab
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.messages.tab import TOLD, told_on_tab
from nuanxin.web.officer.papers.page import paper_url
from nuanxin.web.officer.queues import title_of
from nuanxin.web.patterns.lights import Light, due_light
from nuanxin.web.patterns.record import Act, Due, Event, Owner, Record, Section, WhyStep, record_page
from nuanxin.web.patterns.record import Paper as PaperLink

IN_SIGHT = 6  # acts shown as buttons; the others wait in the menu
RARE = (
    "helper",
    "paper",
    "unhelp",
    "merge",
    "link",
    "withdraw",
    "unmerge",
    "unlink",
    "lead",
    "raise",
    "list",
    "force",
    "force_members",
    "unlist",
    "employer",
    "place",
    "message",
    "details",
    "hold",
    "lift",
)


def clue_of(request: HttpRequest, number: str) -> Clue:
    """The clue of that number; Refusal in the same words whether it is out of sight or does not exist."""
    clue = Clue.objects.select_related(
        "employer", "project", "region", "unit__region", "officer__unit", "first_officer", "merged_into", "parent"
    ).filter(number=number).first()  # fmt: skip
    if clue is None:
        raise NotFound("没有找到这条线索", remedy="请核对编号；不在您辖区、单位的线索看不到")
    must_see(me(request), clue)
    return clue


@officer_page(Permission.CLUE_VIEW)
def clue(request: HttpRequest, number: str) -> HttpResponse:
    """The record page."""
    found = clue_of(request, number)
    situation = Situation(found, me(request))
    lines = standing(found)
    context: dict[str, Any] = {
        "clue": found,
        "situation": situation,
        "lines": shown_lines(lines),
        "sums": totals(lines),
        "reporters": masked_reporters(found),
        "may_reveal": situation.holds(Permission.IDENTITY_UNMASK),
        "may_record": situation.helps(Permission.MONEY_RECORD) and not situation.destroyed,
        "money_case": next(iter(situation.open_cases), None),
        "pairs": _pairs(found, situation),
        "absorbed": Clue.objects.filter(merged_into=found).order_by("number"),
        "children": Clue.objects.filter(parent=found).select_related("officer").order_by("number"),
        "child_totals": parent_totals(found) if found.children.exists() else None,
        "evidence": found.evidence.order_by("pk"),
        "papers": papers_of(found, situation.cases),
        "cases": situation.cases,
        "leads": leads_on_tab(request, found),
        "only_to_check": ONLY_TO_CHECK,
        **advice_on_tab(request, situation),
        **read_by_machine(situation),
        **watched_on_tab(request, "moves", found, situation.supervisions),
        **told_on_tab(found, situation.cases),
    }
    record = _record(situation, lines_count=len(lines), pairs=len(context["pairs"]), papers=len(context["papers"]))
    crumbs = [("工作台", reverse("officer:desk")), ("线索台账", reverse("officer:clues")), (found.number, "")]
    return record_page(request, record, crumbs=crumbs, context=context, template="officer/clues/record.html")


@officer_page(Permission.CLUE_VIEW)
def clue_act(request: HttpRequest, number: str, key: str) -> HttpResponse:
    """The form of one act, or the act itself."""
    act = BY_KEY.get(key)
    if act is None:
        raise NotFound("没有找到这种办理", remedy="请返回线索页面选择")
    situation = Situation(clue_of(request, number), me(request))
    if request.method != "POST" and not act.fits(situation):
        why = f"线索现在是“{situation.clue.get_state_display()}”，或者这一办理不属于您的职责"
        raise Refusal(f"现在不能办理“{act.label}”", why=why, remedy="请返回线索页面，按页面上的按钮办理")
    found = situation.clue
    return act_page(
        request,
        act.form,
        run=lambda values: act.run(situation, values),
        title=f"{act.label}：{found.number} {title_of(found)}",
        back_url=reverse("officer:clue", args=[number]),
        done=act.done,
        save=act.save or "保存",
        intro=act.intro,
        form_kwargs={"situation": situation},
        initial=request.GET.dict(),
        next_url=lambda answer: _after(answer, number),
        template=act.template,
        context={"about": about_of(found), **_beside(act.form, situation, request)},
    )


def _beside(form: type[ClueForm], situation: Situation, request: HttpRequest) -> dict[str, Any]:
    return replies.beside(form, situation, request.POST) if issubclass(form, replies.ReplyForm) else {}


@officer_page(Permission.CLUE_HANDLE)
def reply_check(request: HttpRequest, number: str, use: str) -> HttpResponse:
    """What is still unanswered in words being typed."""
    if use not in replies.FORMS:
        raise NotFound("没有找到这种答复", remedy="请返回线索页面选择")
    return replies.reply_check(request, clue_of(request, number), use)


def _after(answer: Any, number: str) -> str:
    """Filing leads to the case; everything else back to the clue."""
    if isinstance(answer, Case):
        return reverse("officer:case", args=[answer.pk])
    return reverse("officer:clue", args=[number])


@officer_page(Permission.IDENTITY_UNMASK)
def reveal(request: HttpRequest, number: str) -> HttpResponse:
    """The plain data of the reporters, after a reason; shown once, never kept in an address or the browser."""
    found = clue_of(request, number)
    must_hold(me(request), Permission.IDENTITY_UNMASK, found, doing="查看反映人的完整信息")
    return act_page(
        request,
        RevealForm,
        run=lambda values: _revealed(request, found, values),
        title=f"查看反映人完整信息：{found.number}",
        back_url=reverse("officer:clue", args=[number]) + "?tab=reporter#tab",
        save="查看",
        intro="查看的人、时间、理由和项目都记入审计记录；请只查看办案需要的项目。",
    )


def _revealed(request: HttpRequest, found: Clue, values: dict[str, Any]) -> HttpResponse:
    shown = reveal_reporter(clue=found, fields=values["which"], reason=values["reason"], by=me(request))
    context = {"clue": found, "shown": shown, "fields": [FIELDS[name] for name in values["which"]]}
    return render(request, "officer/clues/revealed.html", context)


def papers_of(found: Clue, cases: list[Case]) -> list[PaperRow]:
    """Papers about the clue and its cases, newest first."""
    about = PaperRow.objects.filter(about_kind="intake.clue", about_id=found.pk)
    if cases:
        about = about | PaperRow.objects.filter(about_kind="cases.case", about_id__in=[case.pk for case in cases])
    return list(about.select_related("unit").order_by("-issued_on", "-pk"))


def dues_of(found: Clue, case: Case | None = None) -> list[Due]:
    """The running clocks, the nearest first, each with its reasons; of a desk's own file only its own."""
    clocks = running_clocks(found)
    return [_due(clock) for clock in (clocks.filter(about=f"case:{case.pk}") if case else clocks)]


def _due(clock: Clock) -> Due:
    day = shown_due(clock)
    light = due_light(due_on=day, today=occasion.today())
    if day is None:
        light = Light("none", "暂停计算" if clock.pauses and clock.pauses[-1][1] is None else "没有法定天数")
    why = [WhyStep(str(line)) for line in clock.explanation]
    why += [WhyStep(f"缺少：{clock.missing}")] if clock.missing else []
    why += [WhyStep("该年放假安排尚未公布，日期暂定")] if clock.provisional else []
    if why and clock.citation:
        why[0] = WhyStep(why[0].text, cites=clock.citation if clock.citation not in why[0].text else "")
    return Due(clock.name, day, light, tuple(why))


def _record(situation: Situation, *, lines_count: int, pairs: int, papers: int) -> Record:
    found = situation.clue
    return Record(
        number=found.number,
        title=title_of(found),
        state=found.get_state_display(),
        owner=Owner(found.officer.name, found.officer.phone, found.unit.short_name),
        due=tuple(dues_of(found)[:3]),
        acts=_acts(situation),
        facts=facts_of(found),
        side=side_of(situation),
        events=_events(found),
        sections=(
            Section("claims", "逐人主张", "officer/clues/tab_claims.html", lines_count),
            Section("reporter", "反映人", "officer/clues/tab_reporter.html"),
            Section("moves", "转办协办督办", "officer/clues/tab_moves.html", len(situation.transfers) or None),
            Section("papers", "文书与证据", "officer/clues/tab_papers.html", papers or None),
            TOLD,
            SECTION,
            Section("links", "重复与关联", "officer/clues/tab_links.html", pairs or None),
        ),
        marks=marks_of(situation),
    )


def _acts(situation: Situation) -> tuple[Act, ...]:
    if situation.destroyed:
        return ()
    acts = [
        Act(f"办理案件 {case}", reverse("officer:case", args=[case.pk]), primary=place == 0, icon="scale")
        for place, case in enumerate(situation.open_cases)
    ]
    acts += desk_acts(situation)
    seen = 0
    for act in open_acts(ACTS, situation):
        rare = act.key in RARE or seen >= IN_SIGHT
        seen += not rare
        url = reverse("officer:clue_act", args=[situation.clue.number, act.key])
        first = act.primary and not rare and not any(one.primary for one in acts)
        acts.append(Act(act.label, url, primary=first, icon=act.icon, more=rare))
    return tuple(acts)


def _events(found: Clue) -> tuple[Event, ...]:
    rows = list(found.events.select_related("by").order_by("-occurred_on", "-pk")[:200])
    papers = {p.pk: p for p in PaperRow.objects.filter(pk__in=[row.paper_id for row in rows if row.paper_id])}
    events = []
    for row in rows:
        what, icon = event_name(row.kind, row.text)
        paper = papers.get(row.paper_id or 0)
        links = (PaperLink(str(paper), paper_url(paper)),) if paper else ()
        who = row.by.name if row.by else row.said_by
        text = "" if row.text == what else row.text
        events.append(Event(row.occurred_on, what, who, text, links, row.recorded_at, icon))
    return tuple(events)


def _pairs(found: Clue, situation: Situation) -> list[dict[str, Any]]:
    """Likely duplicates of this clue, decided or not, as far as the viewer may see the other one."""
    rows = DuplicatePair.objects.filter(clue_a=found) | DuplicatePair.objects.filter(clue_b=found)
    shown = []
    for pair in rows.select_related("clue_a__employer", "clue_b__employer", "decided_by").order_by(
        "decision", "-score"
    ):
        other = pair.clue_b if pair.clue_a_id == found.pk else pair.clue_a
        shown.append({"pair": pair, "other": other, "title": title_of(other), "open": may_see(situation.staff, other)})
    return shown
