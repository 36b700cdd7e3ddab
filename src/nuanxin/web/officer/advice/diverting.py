"""分流建议 at the counter: what is still to be asked, which way the worker chose; all of it kept with the trace."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.rights.advice.deciding import ONLY_ADVICE, Advice, State
from nuanxin.rights.advice.facts import STATED, Facts, is_yes_no, label_of, question_of
from nuanxin.rights.advice.gathering import advice_on
from nuanxin.rights.advice.keeping import keep_advice
from nuanxin.rights.intake.visibility import must_hold
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.advice.showing import TAB, advice_shown
from nuanxin.web.officer.clues.counter.form import YES_NO, yes_no
from nuanxin.web.officer.clues.page import clue_of
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.fields import DayField, YuanField
from nuanxin.web.patterns.forms import PatternForm

_ASKED_ON = "asked_on"


class DivertForm(PatternForm):
    """The open questions of this matter, all optional, then the choice."""

    def __init__(self, *args: Any, advice: Advice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        facts = advice.facts
        unknown = dict.fromkeys(name for one in advice.of(State.OPEN, State.UNDER_WAY, State.ASK) for name in one.ask)
        self.asked = [name for name in unknown if getattr(facts, name) is None]
        for name in self.asked:
            self.fields[name] = _field(name)
        self.fields[_ASKED_ON] = DayField(
            label="最近一次向单位要工资（或者向部门求助）的日期", required=False, not_after=occasion.today,
            help_text="会使仲裁时效重新计算，请让本人保存聊天记录、录音等证据",
        )  # fmt: skip
        if not facts.fled:
            self.fields["fled"] = forms.ChoiceField(label="老板是不是已经联系不上", choices=YES_NO, required=False)
        ways = [
            (one.door.key, f"{one.state.chinese}：{one.door.name}")
            for one in advice.answers
            if one.state is not State.CLOSED
        ]
        self.fields["chosen"] = forms.ChoiceField(
            label="本人选择", choices=[("", "还没有选，只登记问到的情况"), *ways], required=False
        )
        self.fields["note"] = forms.CharField(
            label="说明", required=False, max_length=200, widget=forms.Textarea(attrs={"rows": 2})
        )
        self.sections = (
            ("先问清（不知道的留空，留空不算“否”）", (*self.asked, _ASKED_ON, "fled")),
            ("本人的选择", ("chosen", "note")),
        )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("employed") == "yes" and values.get("ended_on"):
            self.add_error("ended_on", "还在干活的，不要填离开的日期。")
        return values


def stated_in(values: dict[str, Any]) -> dict[str, Any]:
    """Only what was answered, as the act wants it."""
    found: dict[str, Any] = {}
    for name in (*STATED, "fled"):
        value = values.get(name)
        if value not in (None, ""):
            found[name] = yes_no(value) if value in ("yes", "no") else value
    if day := values.get(_ASKED_ON):
        found[_ASKED_ON] = (day,)
    return found


def _field(name: str) -> forms.Field:
    """The field for a fact by what it holds."""
    label = question_of(name)
    if is_yes_no(name):
        return forms.ChoiceField(label=label, choices=YES_NO, required=False)
    if str(Facts.__annotations__[name]).startswith("date"):
        return DayField(label=label, required=False)
    if name.endswith("_fen"):
        return YuanField(label=f"{label}（{label_of(name)}，元）", required=False)
    return forms.IntegerField(label=f"{label}（{label_of(name)}）", min_value=0, required=False)


@officer_page(Permission.CLUE_HANDLE)
def clue_advice(request: HttpRequest, number: str) -> HttpResponse:
    """Ask, choose, keep; afterwards the advice stands on the tab with what was answered."""
    clue, staff, on = clue_of(request, number), me(request), occasion.today()
    must_hold(staff, Permission.CLUE_HANDLE, clue, doing="登记分流建议")
    advice = advice_on(clue, on)
    tab = reverse("officer:clue", args=[number]) + f"?tab={TAB}#tab"

    def run(values: dict[str, Any]) -> Any:
        return keep_advice(
            clue=clue, stated=stated_in(values), chosen=values["chosen"], note=values["note"], by=staff, on=on, today=on
        )

    return act_page(
        request,
        DivertForm,
        run=run,
        title=f"分流建议：{number}",
        back_url=tab,
        done="已登记分流建议。",
        save="登记",
        intro=ONLY_ADVICE,
        form_kwargs={"advice": advice},
        template="officer/advice/divert.html",
        context=advice_shown(clue),
    )
