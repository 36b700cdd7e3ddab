"""One file: what was said and where, what was joined into it, why it has its grade, the clue, the answers, what happened."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.organisations.models import Staff
from nuanxin.watch.opinion.answering.closing import standing_of, why_not_close
from nuanxin.watch.opinion.answering.replying import waiting_reply, why_not_decide
from nuanxin.watch.opinion.answering.terms import Limit, answer_limit, assess_limit
from nuanxin.watch.opinion.grading.acts import suggested
from nuanxin.watch.opinion.joining.acts import possibly_same
from nuanxin.watch.opinion.joining.models import OpinionJoin
from nuanxin.watch.opinion.models import OpinionItem
from nuanxin.watch.opinion.seeing import may_decide, may_handle, seen_item
from nuanxin.watch.opinion.words import RUMOUR, EventKind, State, Truth
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.opinion.lights import answer_light, assess_light, moment
from nuanxin.web.officer.opinion.listing import RIGHTS
from nuanxin.web.patterns.record import Act, Due, Event, Fact, Owner, Record, Section, WhyStep, record_page

ICONS = {
    EventKind.ENTERED: "plus", EventKind.JOINED: "merge", EventKind.PARTED: "back", EventKind.GRADED: "warn",
    EventKind.TAKEN: "user", EventKind.HANDLED: "check", EventKind.HANDED_ON: "send", EventKind.CHECKED: "search",
    EventKind.DRAFTED: "edit", EventKind.SENT_BACK: "back", EventKind.ANSWERED: "send", EventKind.LINKED: "list",
    EventKind.UNLINKED: "back", EventKind.CLOSED: "circle-check", EventKind.REOPENED: "sort", EventKind.REMINDED: "bell",
}  # fmt: skip


def crumbs(item: OpinionItem, last: str = "") -> list[tuple[str, str]]:
    here = reverse("officer:opinion_item", args=[item.pk]) if last else ""
    found = [("工作台", reverse("officer:desk")), ("舆情台账", reverse("officer:opinion")), (item.number, here)]
    return [*found, (last, "")] if last else found


@officer_page(*RIGHTS)
def opinion_item(request: HttpRequest, number: int) -> HttpResponse:
    """The record page; of a joined item the way to its file and the way back out of it."""
    staff = me(request)
    item = seen_item(staff, number)
    joins = OpinionJoin.objects.filter(into=item).select_related("item", "by", "undone_by").order_by("pk")
    handles = may_handle(staff, item.region_id)
    context: dict[str, Any] = {
        "found": item,
        "joins": joins,
        "handles": handles,
        "own_join": item.joins.filter(undone_at__isnull=True).select_related("into").first(),
        "copies": item.copies.order_by("received_at", "pk"),
        "gradings": item.gradings.select_related("by").order_by("-pk"),
        "suggested": suggested(item, occasion.now()),
        "replies": item.replies.select_related("drafted_by", "decided_by").order_by("-pk"),
        "same": possibly_same(item) if request.GET.get("tab") == "same" and not item.lead_id else [],
    }
    return record_page(request, _record(item, staff, context), crumbs=crumbs(item), context=context)


def _record(item: OpinionItem, staff: Staff, context: dict[str, Any]) -> Record:
    officer = item.officer
    unit = officer.unit.short_name if officer and officer.unit else ""
    sections = [
        Section("text", "内容和来源", "officer/opinion/tab_text.html", len(context["copies"]) + 1),
        Section("grade", "定级理由", "officer/opinion/tab_grade.html", len(context["gradings"])),
        Section("reply", "回应", "officer/opinion/tab_reply.html", len(context["replies"]) or None),
    ]
    if not item.lead_id:
        sections.append(Section("same", "可能同一事件", "officer/opinion/tab_same.html"))
    return Record(
        number=item.number,
        title=item.title,
        state="已归并" if item.lead_id else item.get_state_display(),
        owner=Owner(officer.name, officer.phone, unit) if officer and not item.lead_id else None,
        due=() if item.lead_id else _dues(item),
        acts=tuple(_acts(item, staff)),
        facts=_facts(item, staff),
        events=_events(item),
        sections=tuple(sections),
        marks=tuple(_marks(item, context)),
    )


def _marks(item: OpinionItem, context: dict[str, Any]) -> list[str]:
    marks = [] if item.lead_id else [item.get_grade_display()]
    if item.truth:
        marks.append(("谣言：" if item.truth in RUMOUR else "") + item.get_truth_display())
    if item.is_rumour and any(reply.agreed and reply.clarifies for reply in context["replies"]):
        marks.append("已澄清")
    if item.closed_at and item.copies.filter(received_at__gt=item.closed_at).exists():
        marks.append("办结后又出现")
    return marks


def _dues(item: OpinionItem) -> tuple[Due, ...]:
    now, day = occasion.now(), item.received_at.astimezone(BEIJING).date()
    answer = answer_limit(item.region_id, item.grade, day)
    found = [Due("回应期限", _day(item.answer_due_at), answer_light(item, now), (_why(item, answer),))]
    if item.assessed_at is None or item.assess_due_at:
        limit = assess_limit(item.region_id, item.grade, day)
        found.append(Due("研判期限", _day(item.assess_due_at), assess_light(item, now), (_why(item, limit),)))
    return tuple(found)


def _day(at: Any) -> Any:
    return at.astimezone(BEIJING).date() if at else None


def _why(item: OpinionItem, limit: Limit) -> WhyStep:
    start = f"{moment(item.received_at)}收到，等级{item.get_grade_display()}"
    until = limit.until(item.received_at)
    return WhyStep(f"{start}；{limit.says}" + (f"，昼夜连续计算，至{moment(until)}" if until else ""))


def _facts(item: OpinionItem, staff: Staff) -> tuple[Fact, ...]:
    count = [("阅读", item.views), ("转发", item.shares), ("评论", item.comments)]
    reach = "，".join(f"{name}{value:,}" for name, value in count if value is not None)
    facts = [
        Fact("来源", f"{item.get_medium_display()}{f' {item.outlet}' if item.outlet else ''}"),
        Fact("发布时间", moment(item.published_at) or "未说明"),
        Fact("收到时间", f"{moment(item.received_at)}（{item.get_way_display()}）"),
        Fact("传播情况", reach or "未说明"),
        Fact("涉及单位", item.employer_said or "未说明"),
        Fact("涉及项目", item.project_said or "未说明"),
        Fact("地点", f"{item.region.name} {item.place}".strip()),
        Fact("涉及人数", f"{item.persons}人" if item.persons is not None else "未说明"),
    ]
    if item.amount_fen is not None:
        facts.append(Fact("涉及金额", item.amount_fen, kind="money"))
    if item.lead:
        facts.append(
            Fact(
                "归并于", f"{item.lead.number} {item.lead.title}", reverse("officer:opinion_item", args=[item.lead_id])
            )
        )
    if item.clue:
        facts.append(Fact("关联线索", item.clue.number, reverse("officer:clue", args=[item.clue.number])))
    if item.link:
        facts.append(Fact("链接", item.link, kind="long"))  # as words: the house's pages lead nowhere outside
    if item.conclusion:
        facts.append(Fact("办结结论", item.conclusion, kind="long"))
    return tuple(facts)


def _events(item: OpinionItem) -> tuple[Event, ...]:
    return tuple(
        Event(
            row.at,
            row.get_kind_display(),
            row.by.name if row.by else "系统",
            row.text,
            recorded_at=row.recorded_at,
            icon=ICONS.get(EventKind(row.kind), "dot"),
        )
        for row in item.events.select_related("by").order_by("-at", "-pk")
    )


def _acts(item: OpinionItem, staff: Staff) -> list[Act]:
    def act(key: str, label: str, **more: Any) -> Act:
        return Act(label, reverse("officer:opinion_act", args=[item.pk, key]), **more)

    if item.lead_id:
        return []
    handles, state = may_handle(staff, item.region_id), State(item.state)
    found: list[Act] = []
    if state == State.DRAFTED and may_decide(staff, item.region_id):
        reply = waiting_reply(item)
        why = why_not_decide(reply, item, staff) if reply else ""
        found.append(act("decide", "审发回应", primary=not why, enabled=not why, why_not=why, icon="scale"))
    if not handles:
        return found
    if state == State.CLOSED:
        return [*found, act("reopen", "恢复办理", icon="sort")]
    first = state == State.RECEIVED
    found.append(act("take", "研判并承办" if first else "移交承办", primary=first, icon="user", more=not first))
    if not first:
        found.append(act("handle", "登记处置", icon="check"))
    if state in (State.CHECKING, State.CHECKED):
        found.append(act("check", "核查结论", primary=state == State.CHECKING, icon="search"))
    if state == State.CHECKED:
        label = "拟澄清" if item.truth in RUMOUR else "拟回应"
        found.append(act("draft", label, primary=item.truth != Truth.UNRELATED, icon="edit"))
    if item.clue_id is None and item.truth != Truth.UNRELATED:
        found += [act("clue", "登记为线索", icon="plus"), act("link", "关联已有线索", icon="list", more=True)]
    if state == State.ANSWERED or (state == State.CHECKED and item.truth == Truth.UNRELATED):
        why = why_not_close(standing_of(item))
        found.append(act("close", "办结", primary=not why, enabled=not why, why_not=why, icon="circle-check"))
    found.append(act("grade", "调整等级", icon="warn", more=True))
    if not first:
        found.append(act("hand_on", "移送网信、公安等", icon="send", more=True))
    if item.clue_id:
        found.append(act("unlink", "解除关联线索", icon="back", more=True))
    found.append(act("join", "归并到别的事项", icon="merge", more=True))
    return found
