"""Assigning a lawyer with the reasons before one's eyes; replacing him; telling the other units; the room's tab of a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.steps import declared_step
from nuanxin.rights.cases.steps.rights import must_act
from nuanxin.rights.disputes.legal_aid.assigning import assign_lawyer, carried_by, replace_lawyer, suggestion_for
from nuanxin.rights.disputes.legal_aid.models import AidLawyer
from nuanxin.rights.disputes.legal_aid.procedure import KEY
from nuanxin.rights.disputes.legal_aid.sharing import persons_of, share_request, why_share
from nuanxin.rights.disputes.legal_aid.suggesting import LANGUAGES, Suggested
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.cases.page import case_of
from nuanxin.web.officer.clues.acts.forms import long_text, short_text
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm


class AssignForm(PatternForm):
    """Whom, and how he was chosen. The first of the list is the one suggested."""

    lawyer = forms.ChoiceField(label="承办人员")
    asked = forms.BooleanField(label="由受援人选定", required=False)
    why = short_text("另行选定的理由", required=False, help_text="不是推荐的第一位、也不是受援人选定的，须写明理由")
    on = DayField(label="指派日期", initial=occasion.today, not_after=occasion.today)

    def __init__(self, *args: Any, suggested: Suggested, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.suggested = suggested
        choices = [(str(one.key), f"{one.name}（{'，'.join(one.fors)}）") for one in suggested.order]
        self.fields["lawyer"].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen(self) -> str:
        """How he was chosen, as the record says it."""
        if self.cleaned_data["asked"]:
            return "worker"
        return "first" if str(self.suggested.order[0].key) == self.cleaned_data["lawyer"] else "other"


class ReplaceForm(AssignForm):
    """The same with the reason for the change."""

    reason = short_text("更换理由")
    field_order = ("reason", "lawyer", "asked", "why", "on")


class ShareForm(PatternForm):
    reason = long_text("告知理由", rows=2, help_text="例如：多人聚集讨薪、扬言极端行为")


def _aid_case(request: HttpRequest, number: int) -> Case:
    found = case_of(request, number)
    if found.procedure != KEY:
        raise Refusal("不能指派法律援助人员", why="这不是法律援助案卷", remedy="请从法律援助案卷办理")
    return found


@officer_page(Permission.CLUE_VIEW)
def aid_assign(request: HttpRequest, number: int) -> HttpResponse:
    """The first assignment."""
    return _assign(request, number, "assign")


@officer_page(Permission.CLUE_VIEW)
def aid_replace(request: HttpRequest, number: int) -> HttpResponse:
    """Another lawyer carries on."""
    return _assign(request, number, "replace")


def _assign(request: HttpRequest, number: int, key: str) -> HttpResponse:
    found = _aid_case(request, number)
    step = declared_step(found, key)
    must_act(me(request), step.permission, found, doing=step.name)
    languages = frozenset(request.GET.getlist("language")) & LANGUAGES.keys()
    suggested = suggestion_for(found, languages=languages)
    if not suggested.order:
        told = "；".join(f"{name}：{why}" for name, why in suggested.left_out) or "名册中没有人"
        raise Refusal("没有可以指派的人员", why=told, remedy="请在名册中登记或者恢复指派")
    form_class = ReplaceForm if key == "replace" else AssignForm

    def run(v: dict[str, Any]) -> Any:
        form = form_class(request.POST, suggested=suggested)
        form.is_valid()
        lawyer = AidLawyer.objects.get(pk=int(v["lawyer"]))
        told = {
            "case": found,
            "lawyer": lawyer,
            "chosen": form.chosen,
            "why": v["why"],
            "by": me(request),
            "on": v["on"],
        }
        if key == "replace":
            return replace_lawyer(reason=v["reason"], **told)
        return assign_lawyer(**told)

    current = carried_by(found)
    return act_page(
        request,
        form_class,
        run=run,
        title=f"{step.name}：{found}",
        back_url=reverse("officer:case", args=[number]),
        save="指派",
        intro="按今天值班、语言、专长、服务地、在办件数推荐；受援人有权选定，也可以另行选定并写明理由。",
        done=lambda row: f"已指派{row.lawyer.name}，指派通知书已制发。",
        form_kwargs={"suggested": suggested},
        template="officer/legal_aid/assign.html",
        context={
            "suggested": suggested,
            "languages": [(code, name, code in languages) for code, name in LANGUAGES.items() if code != "mandarin"],
            "current": current,
            "case": found,
        },
    )


@officer_page(Permission.CLUE_VIEW)
def aid_share(request: HttpRequest, number: int) -> HttpResponse:
    """Tell inspection and petitions of what was found out later."""
    found = _aid_case(request, number)
    must_act(me(request), Permission.FILE_HANDLE, found, doing="告知劳动监察和信访")
    reason = why_share(persons=persons_of(found.clue), sensitive=False)
    return act_page(
        request,
        ShareForm,
        run=lambda v: share_request(clue=found.clue, reason=v["reason"], by=me(request), on=occasion.today()),
        title=f"告知劳动监察和信访：{found}",
        back_url=reverse("officer:case", args=[number]) + "?tab=legal_aid#tab",
        save="立即告知",
        initial={"reason": reason},
        done=lambda rows: f"已告知{'、'.join(row.unit.name for row in rows)}。" if rows else "两个单位此前都已告知。",
    )
