"""Making a paper that accompanies the steps of a case: one form for every kind, filled from the file."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.rights.cases.casefile.volume import case_volume
from nuanxin.rights.cases.steps import declared_paper, its_time, make_paper, prefill_of, void_made_paper
from nuanxin.rights.cases.steps.rights import must_act
from nuanxin.web.officer.acting import act_page, attempt
from nuanxin.web.officer.cases.page import case_of
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.papers.form import PaperForm
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm, form_page


class MakingForm(PaperForm):
    """The paper's own items and the day on which it is made."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = DayField(label="制作日期", initial=occasion.today(), not_after=occasion.today)
        day.widget.attrs.setdefault("class", "form-control")
        self.fields["made_on"] = day


class VoidPaperForm(PatternForm):
    """Why the paper is wrong."""

    reason = forms.CharField(label="作废理由", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


@officer_page(Permission.CLUE_VIEW)
def case_paper(request: HttpRequest, number: int, kind: str) -> HttpResponse:
    """The form of one accompanying paper; what is missing is named by the paper itself, with its article."""
    found = case_of(request, number)
    declared = declared_paper(found, kind)
    form = MakingForm(request.POST or None, kind=kind, known=prefill_of(found, kind, {}))
    title = form.whole.called
    must_act(me(request), declared.permission, found, doing=f"制作《{title}》")
    if request.method != "POST":
        its_time(found, kind)
    back = reverse("officer:case", args=[number]) + "?tab=papers#tab"
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            lambda values: make_paper(case=found, kind=kind, fields=form.filled, by=me(request), on=values["made_on"]),
        )
        if made is not None:
            messages.success(request, f"《{made.title}》{made.number}已制作，可以打印、送达。")
            return HttpResponseRedirect(reverse("officer:paper", args=[made.pk]))
    crumbs = [("工作台", reverse("officer:desk")), (str(found), back), (title, "")]
    intro = f"依据：{'、'.join(form.whole.cites)}。已按案卷填好，请核对；确实没有的项目写“无：原因”。"
    return form_page(
        request, form, title=f"{title}：{found}", save="制作", back_url=back, intro=intro, context={"crumbs": crumbs}
    )


@officer_page(Permission.CLUE_VIEW)
def case_file(request: HttpRequest, number: int) -> HttpResponse:
    """The whole file of the case as one PDF."""
    found = case_of(request, number)
    content = case_volume(case=found, by=me(request), on=occasion.today())
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(f'案卷{found}.pdf', safe='')}"
    return response


@officer_page(Permission.CLUE_VIEW)
def case_paper_void(request: HttpRequest, number: int, paper: int) -> HttpResponse:
    """An accompanying paper that is wrong is voided and made anew; its number is not used again."""
    found = case_of(request, number)
    wrong = Paper.objects.filter(pk=paper, about_kind="cases.case", about_id=found.pk).first()
    if wrong is None:
        raise NotFound("没有找到这份文书", remedy="请从案件页面打开")
    must_act(me(request), declared_paper(found, wrong.kind).permission, found, doing=f"作废{wrong}")
    return act_page(
        request,
        VoidPaperForm,
        run=lambda values: void_made_paper(
            case=found, paper=wrong, reason=values["reason"], by=me(request), on=occasion.today()
        ),
        title=f"作废：{wrong}",
        back_url=reverse("officer:case", args=[number]) + "?tab=papers#tab",
        intro="原件保留并标明作废，文号列入作废清单，不再使用。",
        save="作废",
        done="已作废，可以重新制作。",
    )
