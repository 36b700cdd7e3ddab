"""Acts on an arbitration file: papers that came in, joint handling with the inspection."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.steps.rights import must_act
from nuanxin.rights.disputes.arbitration.missing_papers import missing_of, receive_paper
from nuanxin.rights.disputes.arbitration.models import MissingPaper
from nuanxin.rights.disputes.arbitration.procedure.whole import KEY
from nuanxin.rights.disputes.arbitration.taking_part import handle_jointly, inspection_cases
from nuanxin.web.officer.acting import act_page, press
from nuanxin.web.officer.arbitration.tab import case_url
from nuanxin.web.officer.cases.page import case_of
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm


def arbitration_case(request: HttpRequest, number: int) -> Case:
    """The file; NotFound where it is out of sight or none of arbitration."""
    found = case_of(request, number)
    if found.procedure != KEY:
        raise NotFound("没有找到这个仲裁案件", remedy="请从案卷列表打开")
    return found


class PaperInForm(PatternForm):
    """Which of the papers still owed have come, on which day."""

    papers = forms.ModelMultipleChoiceField(
        label="收到的材料", queryset=MissingPaper.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    on = DayField(label="收到日期", initial=occasion.today, not_after=occasion.today)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["papers"].queryset = missing_of(case).filter(received_on__isnull=True)  # type: ignore[attr-defined]


@officer_page(Permission.CLUE_VIEW)
def papers_in(request: HttpRequest, number: int) -> HttpResponse:
    """Tick off what has come."""
    found = arbitration_case(request, number)
    must_act(me(request), Permission.FILE_HANDLE, found, doing="登记补交材料")

    def run(v: dict[str, Any]) -> int:
        return len([receive_paper(paper=paper, by=me(request), on=v["on"]) for paper in v["papers"]])

    return act_page(
        request,
        PaperInForm,
        run=run,
        title=f"收到补交材料：{found}",
        back_url=case_url(number),
        form_kwargs={"case": found},
        save="登记收到",
        done=lambda count: f"已登记收到{count}份材料。",
    )


@officer_page(Permission.CLUE_VIEW)
def paper_in(request: HttpRequest, number: int, paper: int) -> HttpResponse:
    """The button beside one paper."""
    found = arbitration_case(request, number)
    row = MissingPaper.objects.filter(case=found, pk=paper).select_related("case").first()
    if row is None:
        raise NotFound("没有找到这份材料", remedy="请从案件页面选择")
    return press(
        request,
        lambda: receive_paper(paper=row, by=me(request), on=occasion.today()),
        back_url=case_url(number),
        done=f"已登记收到“{row.name}”。",
    )


class JointForm(PatternForm):
    """The inspection case on the same clue, and who of its officers handles both."""

    inspection = forms.ModelChoiceField(label="监察案件", queryset=Case.objects.none(), empty_label="请选择")
    officer = forms.ModelChoiceField(label="联合办案监察员", queryset=Staff.objects.none(), empty_label="请选择")
    basis = forms.CharField(
        label="商定情况",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="例如：共同核对考勤和工资台账，证据互认，同日询问双方",
    )
    on = DayField(label="商定日期", initial=occasion.today, not_after=occasion.today)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        running = inspection_cases(case)
        people = {key for row in running for key in (row.officer_id, row.second_officer_id) if key}
        self.fields["inspection"].queryset = running  # type: ignore[attr-defined]
        self.fields["officer"].queryset = Staff.objects.filter(pk__in=people)  # type: ignore[attr-defined]


@officer_page(Permission.CLUE_VIEW)
def joint(request: HttpRequest, number: int) -> HttpResponse:
    """Name the inspection case and its officer."""
    found = arbitration_case(request, number)
    must_act(me(request), Permission.FILE_HANDLE, found, doing="登记联合办理")
    none = "" if inspection_cases(found).exists() else "同一线索上没有在办的监察案件，暂不能登记联合办理。"
    return act_page(
        request,
        JointForm,
        run=lambda v: handle_jointly(case=found, by=me(request), **v),
        title=f"与劳动保障监察联合办理：{found}",
        back_url=case_url(number),
        intro=none or "监察案件和仲裁案件在同一线索上，登记后监察调取的证据在本案中共享，裁决书注明来源。",
        form_kwargs={"case": found},
        done="已登记联合办理。",
    )
