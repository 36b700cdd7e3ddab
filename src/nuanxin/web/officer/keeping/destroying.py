"""The three acts of a destruction, each a form of its own for another person."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.intake.destruction.carrying import Carried, carry_out
from nuanxin.rights.intake.destruction.proposing import decide_destruction, propose_destruction
from nuanxin.rights.intake.destruction.records import DestructionLine, DestructionList
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.retention.periods import past_clues, periods_of
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.keeping.lists import NEEDS, list_of
from nuanxin.web.officer.office.retention import closed_here
from nuanxin.web.officer.queues import title_of
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.record import Fact

SHOWN = 200  # files offered at once, the longest past first
WARNING = "销毁后不能恢复：姓名、证件号码、电话、银行卡、陈述、证据和文书内容都会清除；线索编号、日期、区划、金额、人数和审计记录保留。"


class ProposeForm(PatternForm):
    clues = forms.MultipleChoiceField(label="列入的线索", widget=forms.CheckboxSelectMultiple)
    reason = forms.CharField(label="鉴定情况和销毁理由", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, found: list[Clue], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.MultipleChoiceField, self.fields["clues"])
        field.choices = [(clue.number, f"{clue.number} {title_of(clue)}，{clue.closed_on}办结") for clue in found]


class CarryForm(PatternForm):
    done_on = DayField(label="销毁日期", initial=occasion.today, not_after=occasion.today)
    first_witness = forms.CharField(label="监销人一", max_length=60)
    second_witness = forms.CharField(label="监销人二", max_length=60, help_text="两人在场监销；不能是经办人和审批人")


class GoOnForm(PatternForm):
    """Nothing to fill in: day and witnesses of the beginning stand."""


def past_here(staff: Staff) -> list[Clue]:
    """What this person may put on a list today."""
    on = occasion.today()
    closed = closed_here(staff)
    return list(past_clues(closed, periods_of(closed, on), on).select_related("employer")[:SHOWN])


@officer_page(*NEEDS)
def destruction_new(request: HttpRequest) -> HttpResponse:
    """Choose files past their period and say why they may go."""
    found = past_here(me(request))
    chosen = {clue.number: clue for clue in found}
    return act_page(
        request, ProposeForm, form_kwargs={"found": found}, initial={"clues": list(chosen)},
        run=lambda v: propose_destruction(
            clues=[chosen[number] for number in v["clues"]], reason=v["reason"], by=me(request), on=occasion.today()
        ),
        title="提出销毁", back_url=reverse("officer:retention"), save="提出",
        next_url=lambda lot: reverse("officer:destruction", args=[lot.pk]),
        intro=f"提出后由另一名负责人逐件审批，再在两名监销人面前销毁。{WARNING}" if found else "没有保管期满、可以销毁的线索；原因见“保管期满”页面。",
        done="已提出，等负责人审批。",
    )  # fmt: skip


def decide_form(lines: list[DestructionLine]) -> type[PatternForm]:
    """For each file a line for the reason why it must stay; an empty one approves."""
    fields = {
        f"why_{line.pk}": forms.CharField(
            label=f"{line.clue.number}（{line.clue.closed_on}办结，保管至{line.kept_until}）不批准的理由",
            max_length=300,
            required=False,
        )
        for line in lines
    }
    return cast(type[PatternForm], type("DecideLines", (PatternForm,), fields))


@officer_page(*NEEDS)
def destruction_act(request: HttpRequest, number: int, act: str) -> HttpResponse:
    """Decide line by line; carry out; go on after a break."""
    lot = list_of(request, number)
    ways = {"decide": _decide, "carry": _carry}
    if act not in ways:
        raise NotFound("没有找到这一页", remedy="请从销毁清册打开")
    return ways[act](request, lot)


def _decide(request: HttpRequest, lot: DestructionList) -> HttpResponse:
    lines = list(lot.lines.select_related("clue"))

    def run(v: dict[str, Any]) -> DestructionList:
        refused = {line.pk: v[f"why_{line.pk}"] for line in lines if v[f"why_{line.pk}"].strip()}
        return decide_destruction(lot=lot, refused=refused, by=me(request), on=occasion.today())

    return act_page(
        request, decide_form(lines), run=run, title=f"审批{lot}", back_url=reverse("officer:destruction", args=[lot.pk]),
        save="审批", done="已审批。", intro=f"逐件审批：留空就是批准这一件，不批准的写明理由。{WARNING}",
        context={"about": _about(lot)},
    )  # fmt: skip


def _carry(request: HttpRequest, lot: DestructionList) -> HttpResponse:
    running = lot.state == DestructionList.State.RUNNING

    def run(v: dict[str, Any]) -> Carried:
        told = {"done_on": occasion.today(), "first_witness": "", "second_witness": "", **v}
        return carry_out(lot=lot, by=me(request), on=occasion.today(), **told)

    form = GoOnForm if running else CarryForm
    return act_page(
        request, form, run=run, title=f"{'继续销毁' if running else '销毁'}：{lot}", back_url=reverse("officer:destruction", args=[lot.pk]),
        save="继续销毁" if running else "销毁", intro=WARNING, context={"about": _about(lot)}, done=_said,
    )  # fmt: skip


def _said(done: Carried) -> str:
    kept = f"，{done.kept}件因仍须保存没有销毁" if done.kept else ""
    left = f"；还有{done.files_left}个文件没有清除，请点“继续销毁”" if done.files_left else ""
    return f"已销毁{done.destroyed}件{kept}{left}。"


def _about(lot: DestructionList) -> list[Fact]:
    facts = [Fact("清册", str(lot)), Fact("列入", f"{lot.lines.count()}件"), Fact("理由", lot.reason, kind="long")]
    return [*facts, Fact("提出", f"{lot.proposed_on} {lot.proposed_by.name}")]
