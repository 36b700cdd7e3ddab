"""Appointing the mediator of a file: the register's suggestion first, with its reasons; the desk or the parties choose."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.rights.cases.steps.rights import must_act
from nuanxin.rights.disputes.mediation.appointing import appoint_mediator, name_mediator, suggestions
from nuanxin.rights.disputes.mediation.models import Mediator
from nuanxin.rights.disputes.mediation.suggesting import Suggested
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.cases.page import case_of
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm

CHOSEN = (("body", "调解组织指定"), ("parties", "当事人选择"))


class AppointForm(PatternForm):
    """From the register, the best suggestion first."""

    mediator = forms.ChoiceField(label="调解员")
    chosen_by = forms.ChoiceField(label="指定方式", choices=CHOSEN)
    why = forms.CharField(label="理由（不按建议指定、更换的写明）", max_length=300, required=False)
    on = DayField(label="办理日期", initial=occasion.today, not_after=occasion.today)

    def __init__(self, *args: Any, suggested: tuple[Suggested, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mediator"].choices = [  # type: ignore[attr-defined]
            (one.candidate.key, f"{one.candidate.name}（{one.candidate.organisation}）：{one.words}")
            for one in suggested
        ]


class NameForm(PatternForm):
    """Where no register is kept here."""

    name = forms.CharField(label="调解员姓名", max_length=40)
    organisation = forms.CharField(label="调解组织", max_length=100, required=False)
    chosen_by = forms.ChoiceField(label="指定方式", choices=CHOSEN)
    on = DayField(label="办理日期", initial=occasion.today, not_after=occasion.today)


def languages_of(unit: int) -> list[str]:
    """What the mediators of the desk speak."""
    rows = Mediator.objects.filter(organisation__unit=unit, until__isnull=True).values_list("languages", flat=True)
    return sorted({language for row in rows for language in row})


@officer_page(Permission.CLUE_VIEW)
def case_mediator(request: HttpRequest, number: int) -> HttpResponse:
    """Choose who mediates; `?language=` puts those who speak it first."""
    found, today = case_of(request, number), occasion.today()
    must_act(me(request), Permission.FILE_HANDLE, found, doing="指定调解员")
    language = request.GET.get("language", "").strip()[:20]
    suggested = suggestions(found, today, language=language)
    common: dict[str, Any] = {
        "title": f"指定调解员：{found}",
        "back_url": reverse("officer:case", args=[number]),
        "save": "指定",
        "done": "已指定调解员。",
    }
    if not suggested:
        return act_page(
            request,
            NameForm,
            run=lambda v: name_mediator(case=found, by=me(request), **v),
            intro="本调解组织没有登记调解员名册，直接写明主持调解的人。",
            **common,
        )

    def run(v: dict[str, Any]) -> Any:
        person = Mediator.objects.get(pk=v["mediator"])
        return appoint_mediator(
            case=found, mediator=person, chosen_by=v["chosen_by"], why=v["why"], by=me(request), on=v["on"]
        )

    return act_page(
        request,
        AppointForm,
        run=run,
        form_kwargs={"suggested": suggested},
        template="officer/mediation/appoint.html",
        context={"languages": languages_of(found.unit_id), "language": language},
        intro="按语言、行业、远近、在办数量排列，第一名是建议；当事人可以选择调解员（人民调解法第十九条）。",
        **common,
    )
