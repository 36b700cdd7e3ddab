"""The units that use the list: entered, and handed the data for joint discipline, each hand-over on record."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Unit
from nuanxin.rights.credit.handing import hand_over
from nuanxin.rights.credit.listing.sharing import enter_consumer
from nuanxin.rights.credit.models import Consumer, HandOver
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.forms import PatternForm

TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json; charset=utf-8"}


class ConsumerForm(PatternForm):
    name = forms.CharField(label="单位名称", max_length=120)
    kind = forms.ChoiceField(label="用途", choices=Consumer.Kind.choices)
    contact = forms.CharField(label="联系方式", max_length=120, required=False)


class HandForm(PatternForm):
    consumer = forms.ModelChoiceField(label="移交给", queryset=Consumer.objects.none())
    kind = forms.ChoiceField(label="格式", choices=[("csv", "CSV"), ("json", "JSON")])

    def __init__(self, *args: Any, region: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consumer"].queryset = Consumer.objects.filter(region_id=region, ended_on=None)  # type: ignore[attr-defined]


def own_unit(request: HttpRequest) -> Unit:
    """The unit for which the person acts; Refusal where the account belongs to none."""
    unit = me(request).unit
    if unit is None:
        raise Refusal("不能办理", why="您没有所在单位", remedy="请系统管理员登记单位")
    return unit


@officer_page(Permission.CREDIT_MANAGE)
def credit_consumers(request: HttpRequest) -> HttpResponse:
    """The consumers of the own place, and what was handed over to each."""
    region = own_unit(request).region_id
    context = {
        "consumers": Consumer.objects.filter(region_id=region).order_by("pk"),
        "handed": HandOver.objects.filter(consumer__region_id=region).select_related("consumer", "by")[:100],
        "crumbs": [("工作台", reverse("officer:desk")), ("失信名单", reverse("officer:credit_list")), ("使用单位", "")],
    }
    return render(request, "officer/credit/consumers.html", context)


@officer_page(Permission.CREDIT_MANAGE)
def credit_consumer_new(request: HttpRequest) -> HttpResponse:
    """Enter a consumer."""
    return act_page(
        request,
        ConsumerForm,
        run=lambda v: enter_consumer(**v, unit=own_unit(request), by=me(request), on=occasion.today()),
        title="登记信用信息使用单位",
        back_url=reverse("officer:credit_consumers"),
        done="已登记。",
    )


@officer_page(Permission.CREDIT_MANAGE)
def credit_hand_over(request: HttpRequest) -> HttpResponse:
    """Hand the list of the own place to a consumer as a file; the hand-over is on record before the file leaves."""

    def run(v: dict[str, Any]) -> HttpResponse:
        made = hand_over(
            consumer=v["consumer"], kind=v["kind"], unit=own_unit(request), by=me(request), on=occasion.today()
        )
        response = HttpResponse(made.content, content_type=TYPES[v["kind"]])
        name = quote(f"失信名单-{occasion.today().isoformat()}.{v['kind']}", safe="")
        response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
        return response

    return act_page(
        request,
        HandForm,
        run=run,
        title="移交联合惩戒数据",
        form_kwargs={"region": own_unit(request).region_id},
        back_url=reverse("officer:credit_consumers"),
        save="生成并移交",
        intro="文件含单位名称、统一社会信用代码、列入日期、期限、事由和一并列入的人员姓名，不含身份证件号码。移交记录连同摘要留存。",
    )
