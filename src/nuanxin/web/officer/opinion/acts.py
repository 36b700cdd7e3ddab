"""The acts on a file: one form each, one address for all; and undoing a join."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound, Refusal
from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.organisations.duties import DUTIES
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.intake.visibility import clues_for
from nuanxin.watch.opinion.answering.checking import TO, hand_on, note_handling, record_check, take_up
from nuanxin.watch.opinion.answering.closing import close_item, reopen_item
from nuanxin.watch.opinion.answering.linking import clues_near, link_clue, register_as_clue, unlink_clue
from nuanxin.watch.opinion.answering.models import OpinionReply
from nuanxin.watch.opinion.answering.replying import decide_reply, draft_reply, waiting_reply
from nuanxin.watch.opinion.grading.acts import change_grade
from nuanxin.watch.opinion.joining.acts import join_items, possibly_same, undo_join
from nuanxin.watch.opinion.joining.models import OpinionJoin
from nuanxin.watch.opinion.models import OpinionItem
from nuanxin.watch.opinion.seeing import must_decide, must_handle, own_file, seen_item
from nuanxin.watch.opinion.words import Grade, Line, Truth
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.clues.acts.forms import StaffField, long_text, short_text
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.opinion.listing import RIGHTS
from nuanxin.web.officer.opinion.page import crumbs
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.record import Fact


def watchers(region: str) -> Any:
    """Accounts that may handle public opinion at a place."""
    duties = [duty.key for duty in DUTIES.values() if P.OPINION_HANDLE in duty.grants]
    day = occasion.today()
    rows = Staff.objects.filter(
        is_active=True, posts__duty__in=duties, posts__region__reach__member=region, posts__valid_from__lte=day
    ).exclude(posts__valid_to__lt=day)
    return rows.select_related("unit").distinct().order_by("unit", "name")


class ItemForm(PatternForm):
    """A form about one item, opened by one person."""

    def __init__(self, *args: Any, item: OpinionItem, staff: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item, self.staff = item, staff


class TakeForm(ItemForm):
    officer = StaffField(label="承办人", queryset=Staff.objects.none(), empty_label="请选择")
    note = short_text("研判意见、交代事项", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = watchers(self.item.region_id)  # type: ignore[attr-defined]
        self.fields["officer"].initial = None if self.item.officer_id else self.staff.pk


class GradeForm(ItemForm):
    grade = forms.ChoiceField(label="等级", choices=Grade.choices)
    why = short_text("理由", size=300)


class HandleForm(ItemForm):
    line = forms.ChoiceField(label="线上还是线下", choices=Line.choices, widget=forms.RadioSelect)
    happened_at = forms.DateTimeField(label="时间", widget=forms.DateTimeInput(format="%Y-%m-%d %H:%M", attrs={"placeholder": "2024-01-03 18:30", "autocomplete": "off"}))  # fmt: skip
    text = long_text("处置情况", help_text="联系了谁、到了哪里、看到什么、对方怎样答复")


class CheckForm(ItemForm):
    truth = forms.ChoiceField(label="核查结论", choices=Truth.choices, widget=forms.RadioSelect)
    how = long_text("怎样核查、依据", help_text="查了什么材料、问了谁、结果怎样")


class DraftForm(ItemForm):
    way = forms.ChoiceField(label="回应方式", choices=OpinionReply.Way.choices)
    text = long_text("回应内容", rows=6, help_text="不公开回应的，写明理由。不得写出反映人的身份信息")


class DecideForm(ItemForm):
    agreed = forms.ChoiceField(
        label="审发", choices=[("yes", "同意发布"), ("no", "退回修改")], widget=forms.RadioSelect
    )
    published = short_text(
        "发布位置", required=False, size=500, help_text="链接，或者平台、账号、答复对象；不公开回应的不填"
    )
    opinion = short_text("审发意见", required=False, size=300, help_text="退回的必须写明")


class HandOnForm(ItemForm):
    to = forms.ChoiceField(label="移送", choices=[("", "请选择"), *TO.items()])
    reason = long_text("情况和理由")


class LinkForm(ItemForm):
    near = forms.ChoiceField(label="相近的线索", required=False)
    number = short_text("其他线索编号", required=False, size=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [
            (one.number, f"{one.number} {one.employer_said or one.project_said} {one.received_on}")
            for one in clues_near(self.item, self.staff)
        ]
        self.fields["near"].choices = [("", "（没有选择）"), *found]  # type: ignore[attr-defined]


class JoinForm(ItemForm):
    into = forms.ChoiceField(label="归并到", required=False)
    number = short_text("其他事项编号", required=False, size=40, help_text="例如 YQ20240103-12")
    why = short_text("理由")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [
            (str(one.pk), f"{one.number} {one.title[:30]}（{alike.value}）") for one, alike in possibly_same(self.item)
        ]
        self.fields["into"].choices = [("", "（没有选择）"), *found]  # type: ignore[attr-defined]


class WhyForm(ItemForm):
    why = short_text("理由")


class ConclusionForm(ItemForm):
    conclusion = long_text("办结结论", rows=2)


class PlainForm(ItemForm):
    """Nothing to fill in: only asked once more."""


def _decide(item: OpinionItem, by: Staff, v: dict[str, Any], at: datetime) -> Any:
    reply = waiting_reply(item)
    if reply is None:
        raise Refusal("不能审发", why="没有等待审发的回应", remedy="请刷新页面")
    agreed = v["agreed"] == "yes"
    return decide_reply(reply=reply, agreed=agreed, opinion=v["opinion"], published=v["published"], by=by, at=at)


def _handle(item: OpinionItem, by: Staff, v: dict[str, Any], at: datetime) -> Any:
    happened = v["happened_at"].astimezone(BEIJING)
    return note_handling(item=item, line=v["line"], text=v["text"], happened_at=happened, by=by, at=at)


def _link(item: OpinionItem, by: Staff, v: dict[str, Any], at: datetime) -> Any:
    number = v["number"].strip() or v["near"]
    clue = clues_for(by).filter(number=number).first() if number else None
    if clue is None:
        raise NotFound(f"没有找到线索{number}", remedy="请核对编号；不在您辖区、单位的线索看不到")
    return link_clue(item=item, clue=clue, by=by, at=at)


def _join(item: OpinionItem, by: Staff, v: dict[str, Any], at: datetime) -> Any:
    said = (v["number"].strip() or v["into"]).rpartition("-")[2]
    into = seen_item(by, int(said) if said.isascii() and said.isdigit() and len(said) < 16 else 0)
    return join_items(item=item, into=into, why=v["why"], by=by, at=at)


@dataclass(frozen=True)
class Way:
    """An act: its form, what it does with the values, its title, a word before the form, the tab to come back to."""

    form: type[ItemForm]
    run: Callable[[OpinionItem, Staff, dict[str, Any], datetime], Any]
    title: str
    intro: str = ""
    tab: str = ""


def _plain(act: Callable[..., Any]) -> Callable[[OpinionItem, Staff, dict[str, Any], datetime], Any]:
    return lambda item, by, v, at: act(item=item, by=by, at=at, **v)


WAYS = {
    "take": Way(TakeForm, _plain(take_up), "研判、承办", "核对等级和归并后确定承办人；由承办人核查、回应到办结。"),
    "grade": Way(GradeForm, _plain(change_grade), "调整等级", "规则定级可以调整，须写明理由；期限按新的等级重新计算。", "grade"),
    "handle": Way(HandleForm, _handle, "登记处置", "线上线下联动：线上联系发帖人、平台，线下到现场、找单位，都在这里登记。"),
    "check": Way(CheckForm, _plain(record_check), "核查结论", "属实的登记为线索；不实、恶意编造的作出标记并公开澄清。"),
    "draft": Way(DraftForm, _plain(draft_reply), "拟回应", "拟稿后由另一名有审发权限的人员审发。", "reply"),
    "decide": Way(DecideForm, _decide, "审发回应", "", "reply"),
    "hand_on": Way(HandOnForm, _plain(hand_on), "移送"),
    "clue": Way(PlainForm, _plain(register_as_clue), "登记为线索", "按渠道“舆情”登记一条举报线索，只登记一次；以后在线索台账办理，工资付清为止。"),
    "link": Way(LinkForm, _link, "关联已有线索"),
    "unlink": Way(WhyForm, _plain(unlink_clue), "解除关联线索"),
    "join": Way(JoinForm, _join, "归并到别的事项", "归并后在对方事项上一并办理；可以撤销。"),
    "close": Way(ConclusionForm, _plain(close_item), "办结"),
    "reopen": Way(WhyForm, _plain(reopen_item), "恢复办理"),
}  # fmt: skip


@officer_page(*RIGHTS)
def opinion_act(request: HttpRequest, number: int, act: str) -> HttpResponse:
    """One act on one file."""
    staff = me(request)
    item, way = seen_item(staff, number), WAYS.get(act)
    if way is None:
        raise NotFound("没有找到这一页", remedy="请从舆情页面打开")
    (must_decide if act == "decide" else must_handle)(staff, item.region, doing=way.title)
    own_file(item, doing=way.title)
    back = reverse("officer:opinion_item", args=[number]) + (f"?tab={way.tab}#tab" if way.tab else "")
    initial = {"grade": item.grade, "happened_at": occasion.now().astimezone(BEIJING)}
    if act == "join" and request.GET.get("into", "").isdigit():
        initial["into"] = request.GET["into"]
    return act_page(
        request, way.form, run=lambda v: way.run(item, staff, v, occasion.now()), title=f"{way.title}：{item.title}",
        back_url=back, intro=way.intro, done=f"已办理：{way.title}。", form_kwargs={"item": item, "staff": staff},
        initial=initial, context={"about": _about(item, act), "crumbs": crumbs(item, way.title)},
    )  # fmt: skip


@officer_page(P.OPINION_HANDLE)
def opinion_join_undo(request: HttpRequest, number: int, join: int) -> HttpResponse:
    """These two are not one."""
    staff = me(request)
    item = seen_item(staff, number)
    row = OpinionJoin.objects.filter(pk=join, item=item).select_related("into").first()
    if row is None:
        raise NotFound("没有找到这次归并", remedy="请从舆情页面打开")
    must_handle(staff, item.region, doing="撤销归并")
    return act_page(
        request, WhyForm, run=lambda v: undo_join(join=row, why=v["why"], by=staff, at=occasion.now()),
        title=f"撤销归并：{item.title}", back_url=reverse("officer:opinion_item", args=[number]),
        intro=f"现在归并于{row.into.number}“{row.into.title}”。撤销后恢复为单独事项，期限从收到时算起。",
        done="已撤销归并。", form_kwargs={"item": item, "staff": staff}, context={"crumbs": crumbs(item, "撤销归并")},
    )  # fmt: skip


def _about(item: OpinionItem, act: str) -> list[Fact]:
    """What the person must have before the eyes while writing."""
    facts = [Fact("等级", item.get_grade_display()), Fact("状态", item.get_state_display())]
    if item.truth:
        facts.append(Fact("核查结论", item.get_truth_display()))
    reply = waiting_reply(item) if act == "decide" else None
    if reply:
        facts.append(Fact("拟稿", f"{reply.drafted_by.name}，{reply.get_way_display()}"))
        facts.append(Fact("回应内容", reply.text, kind="long"))
    if act in ("check", "draft", "take", "grade"):
        facts.append(Fact("内容", item.text[:600] or item.title, kind="long"))
    return facts
