"""Issue and void: the number is given once, a void one stays used."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from nuanxin.command.bulletins.issuing import issue_bulletin, void_bulletin
from nuanxin.command.bulletins.seeing import must_draft, seen_bulletin
from nuanxin.command.bulletins.writing import latest
from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.forms import PatternForm


class IssueForm(PatternForm):
    """Who signed it off; which version."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    signer = forms.CharField(label="签发人", max_length=40, help_text="签发本公文的负责人姓名；上行文印在文号同一行")


class VoidForm(PatternForm):
    """Why it is void."""

    reason = forms.CharField(label="作废理由", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


@officer_page(P.CAMPAIGN_MANAGE)
def bulletin_issue(request: HttpRequest, number: int) -> HttpResponse:
    """Give the number and lock the wording."""
    found = seen_bulletin(me(request), number)
    must_draft(me(request), found.unit, doing="制发")

    def run(v: dict[str, Any]) -> Any:
        return issue_bulletin(bulletin=found, version=v["version"], signer=v["signer"], by=me(request), on=occasion.today())  # fmt: skip

    return act_page(
        request, IssueForm, run=run, title="制发公文", back_url=reverse("officer:bulletin", args=[found.pk]),
        save="编号并制发", intro="制发后编定文号、锁定内容，不能再改；有误的只能作废后另行起草。",
        initial={"version": latest(found).number}, done=lambda paper: f"已制发：{paper.number}。",
    )  # fmt: skip


@officer_page(P.CAMPAIGN_MANAGE)
def bulletin_void(request: HttpRequest, number: int) -> HttpResponse:
    """Declare the issued paper void."""
    found = seen_bulletin(me(request), number)
    must_draft(me(request), found.unit, doing="作废")

    def run(v: dict[str, Any]) -> Any:
        return void_bulletin(bulletin=found, reason=v["reason"], by=me(request), on=occasion.today())

    return act_page(
        request, VoidForm, run=run, title="作废公文", back_url=reverse("officer:bulletin", args=[found.pk]), save="作废",
        intro="文号不再使用，列入作废清单；更正的另行起草。", done="已作废。",
    )  # fmt: skip
