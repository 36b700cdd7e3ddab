"""Every page pattern with sample data, on addresses that only tests know: for screenshots, axe and the list's own tests."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import include, path

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.masking import mask_name
from nuanxin.web.patterns.fields import DayField, YuanField
from nuanxin.web.patterns.figures import Chart, Series, Tile, cartogram
from nuanxin.web.patterns.forms import PatternForm, confirm_page, form_page
from nuanxin.web.patterns.frame import Door, MenuItem, open_door
from nuanxin.web.patterns.lights import due_light
from nuanxin.web.patterns.listing import Action, Column, Export, Filter, Listing, listing_page
from nuanxin.web.patterns.record import Act, Due, Event, Fact, Owner, Paper, Record, Section, WhyStep, record_page
from tests.sample_rows import Matter

STATES = [("new", "待受理"), ("open", "办理中"), ("closed", "已办结")]
REGIONS = [("410700", "新乡市"), ("410721", "　新乡县"), ("410724", "　获嘉县")]
EXPORTS: list[Export] = []

open_door(
    Door(
        "sample",
        "监察员工作台",
        "sample:list",
        (
            MenuItem("待办", "sample:list", icon="inbox", badge=lambda request: 12),
            MenuItem("案件", "sample:record", icon="scale", badge=lambda request: 3),
            MenuItem("登记线索", "sample:form", icon="edit", group="登记"),
            MenuItem("办结确认", "sample:confirm", icon="circle-check", group="登记"),
            MenuItem("统计图", "sample:figures", icon="chart", group="统计报表"),
            MenuItem("打印件", "sample:print", icon="print", group="统计报表"),
        ),
    )
)
open_door(Door("sampleworker", "我要讨薪", "sampleworker:start", template="patterns/plain.html"))

LISTING = Listing(
    key="sample",
    title="欠薪线索台账",
    columns=(
        Column("number", "编号", sortable="number", clustered=True, frozen=True),
        Column("light", "期限", value="due_on", kind="light", sortable="due_on"),
        Column("worker", "反映人", value=lambda row: mask_name(row.worker), url=lambda row: f"/worker/{row.pk}"),
        Column("identity", "身份证号", kind="masked"),
        Column("firm", "用人单位", value="firm.name", sortable="firm__name"),
        Column("workers", "人数", kind="int", sortable="workers", sum=True),
        Column("amount", "欠薪金额", kind="money", sortable="amount", sum=True),
        Column("state", "状态", value=lambda row: dict(STATES).get(row.state, row.state), sortable="state"),
        Column("received_at", "收到时间", kind="moment", sortable="received_at"),
        Column("due_on", "期限日期", kind="day", default=False),
    ),
    filters=(
        Filter("q", "关键词", "text", lookup=("number", "worker", "firm__name"), placeholder="编号、姓名、单位"),
        Filter("state", "状态", "choice", choices=STATES),
        Filter("region", "属地", "region", choices=lambda request: REGIONS),
        Filter("due", "期限", "day_range", lookup="due_on"),
        Filter("urgent", "只看紧急", "bool"),
        Filter("received", "收到日期", "day_range", lookup="received_at", first=False),
        Filter("amount", "金额", "money_range", first=False),
    ),
    default_order=("due_on",),
    row_url=lambda row: f"/sample/record/?n={row.pk}",
)


def ledger(request: HttpRequest) -> HttpResponseBase:
    return listing_page(
        request,
        LISTING,
        Matter.objects.select_related("firm"),
        on_export=lambda request, export: EXPORTS.append(export),
        actions=(
            Action("登记线索", "/sample/form/", primary=True),
            Action("批量导入", "/sample/form/", "upload"),
            Action("打印", "/sample/print/", "print"),
        ),
        context={"crumbs": [("首页", "/sample/"), ("欠薪线索台账", "")]},
    )


class ClueForm(PatternForm):
    sections = (("反映人", ("name", "phone")), ("欠薪情况", ("firm", "amount", "since", "channel", "about", "consent")))
    name = forms.CharField(label="姓名", max_length=40)
    phone = forms.CharField(label="手机号码", help_text="用于短信告知办理进度，11位数字。")
    firm = forms.ChoiceField(
        label="用人单位", choices=[("", "请选择"), ("1", "甲建筑劳务有限公司"), ("2", "乙制造有限公司")]
    )
    amount = YuanField(label="欠薪金额", help_text="以元为单位；不清楚的可填大概数。")
    since = DayField(label="欠薪起始日期", required=False, not_after=occasion.today)
    channel = forms.ChoiceField(
        label="反映渠道", widget=forms.RadioSelect, choices=[("phone", "电话"), ("visit", "来访"), ("letter", "来信")]
    )
    about = forms.CharField(label="情况说明", widget=forms.Textarea, required=False)
    consent = forms.BooleanField(label="已告知反映人登记内容并征得同意")


def clue_form(request: HttpRequest) -> HttpResponse:
    form = ClueForm(request.POST or None)
    return form_page(
        request, form, title="登记线索", save="登记", back_url="/sample/", intro="来电来访登记，带“必填”的项目须填写。"
    )


def worker_form(request: HttpRequest) -> HttpResponse:
    form = ClueForm(request.POST or None)
    return form_page(request, form, title="我要讨薪", save="下一步", back_url="/sampleworker/")


def record(request: HttpRequest) -> HttpResponse:
    today = occasion.today()
    due = today - timedelta(days=2)
    shown = Record(
        number="新县人社监案〔2024〕6号",
        title="张三等12人反映甲建筑劳务有限公司拖欠工资案",
        state="调查中",
        marks=("工程建设领域", "群体性", "挂牌督办"),
        owner=Owner("王承办", "0373-5550000", "新乡县劳动保障监察大队"),
        due=(
            Due(
                "办结期限",
                due,
                due_light(due_on=due, today=today),
                (
                    WhyStep("立案次日起算", date(2023, 10, 12), "《劳动保障监察条例》第二十条"),
                    WhyStep("加60个工作日，其间法定节假日与周末不计", due),
                ),
            ),
            Due("告知期限", today, due_light(due_on=today, today=today)),
        ),
        acts=(
            Act("作出责令限期支付", "/sample/confirm/", primary=True, icon="paper"),
            Act("申请延长", "/sample/form/", icon="clock"),
            Act("补充材料", "/sample/form/", icon="plus"),
            Act(
                "办结",
                "/sample/confirm/",
                enabled=False,
                why_not="还有3人未确认收到工资，凭证合计与核定金额相差 12,000.00 元",
            ),
        ),
        facts=(
            Fact("用人单位", "甲建筑劳务有限公司", "/sample/"),
            Fact("统一社会信用代码", "91410700000000000X", kind="copy"),
            Fact("工程项目", "某某花园二期 1 标段"),
            Fact("反映欠薪", 1_234_567_00, kind="money"),
            Fact("核定欠薪", 1_100_000_00, kind="money"),
            Fact("已支付", 980_000_00, kind="money"),
            Fact("涉及人数", "12 人"),
            Fact("收到日期", "2023年10月9日"),
            Fact("来源", ""),
        ),
        side=(
            ("关联线索", (Fact("XS2023-0102", "张三（代表）", "/sample/"), Fact("XS2023-0110", "李四", "/sample/"))),
            ("协办单位", (Fact("新乡县住建局", "2024年1月8日已回复"),)),
        ),
        sections=(
            Section("people", "工资支付明细", "patterns/messages.html", 12),
            Section("papers", "文书", "patterns/messages.html", 4),
            Section("evidence", "证据材料", "patterns/messages.html", 9),
        ),
        events=(
            Event(
                date(2024, 1, 8),
                "询问用人单位负责人",
                "王承办",
                "承认拖欠，称待发包方拨款。",
                (Paper("询问笔录.pdf", "#"),),
                icon="users",
            ),
            Event(
                date(2023, 10, 11),
                "立案",
                "赵队长",
                icon="paper",
                recorded_at=datetime(2023, 10, 12, 9, tzinfo=occasion.BEIJING),
            ),
            Event(datetime(2023, 10, 9, 15, 20, tzinfo=occasion.BEIJING), "来电登记", "冯接待", icon="phone"),
        ),
    )
    return record_page(request, shown, crumbs=[("首页", "/sample/"), ("案件", "/sample/"), (shown.number, "")])


def confirm(request: HttpRequest) -> HttpResponse:
    return confirm_page(
        request,
        title="作出责令限期支付",
        what="将向甲建筑劳务有限公司发出《劳动保障监察限期改正指令书》，责令支付12人工资 1,100,000.00 元。",
        consequences=("编定文书号，不能撤销，只能另行更正。", "自送达之日起计算支付期限。", "短信告知12名劳动者。"),
        confirm="确认发出",
        back_url="/sample/record/",
        cites="《保障农民工工资支付条例》",
    )


def figures(request: HttpRequest) -> HttpResponse:
    names = [
        "卫滨区",
        "红旗区",
        "凤泉区",
        "牧野区",
        "新乡县",
        "获嘉县",
        "原阳县",
        "延津县",
        "封丘县",
        "卫辉市",
        "辉县市",
        "长垣市",
    ]
    values = [12, 30, 5, None, 45, 18, 18, 0, 61, 22, 110, 37]
    tiles = [
        Tile(str(n), name, n // 4, n % 4, value, f"/sample/?region={n}" if n % 3 else "")
        for n, (name, value) in enumerate(zip(names, values, strict=True))
    ]
    charts = [
        Chart("by-month", "各月线索", [f"{m}月" for m in range(1, 13)], [Series("收到", [3, 5, 8, 2, 6, 9, 12, 7, 5, 4, 10, 22]), Series("办结", [2, 4, 8, 2, 5, 8, 10, 8, 4, 4, 9, 11])]),
        Chart("rate", "按期办结率", ["10月", "11月", "12月"], [Series("本县", [92.5, 94, None])], kind="line", unit="%"),
    ]  # fmt: skip
    return render(request, "figures.html", {"cartogram": cartogram("未办结线索", tiles, unit="件"), "charts": charts})


def paper(request: HttpRequest) -> HttpResponse:
    return render(request, "paper.html", {"title": "欠薪线索台账", "subtitle": "2024年1月10日", "back_url": "/sample/", "signatures": ("填表人", "审核人", "单位负责人")})  # fmt: skip


def sign_in(request: HttpRequest) -> HttpResponse:
    class SignIn(forms.Form):
        username = forms.CharField()
        password = forms.CharField()

    accounts = [
        {"role": "劳动保障监察员", "place": "新乡县劳动保障监察大队", "username": "wang", "password": "demo-only-1"},
        {"role": "大队长", "place": "新乡县劳动保障监察大队", "username": "zhao", "password": "demo-only-2"},
    ]
    return render(request, "patterns/sign_in.html", {"form": SignIn(), "demo": True, "demo_accounts": accounts})


def locked(request: HttpRequest) -> HttpResponse:
    return render(request, "patterns/locked_out.html", {"username": "wang"}, status=429)


def refused(request: HttpRequest) -> HttpResponse:
    refusal = Refusal("不能办结", why="还有3人未确认收到工资", remedy="逐人回访或登记未能回访的原因", cites="《条例》")
    return render(request, "patterns/refusal.html", {"refusal": refusal, "back_url": "/sample/record/"}, status=409)


def missing(request: HttpRequest) -> HttpResponse:
    raise Http404


def start(request: HttpRequest) -> HttpResponse:
    return render(request, "start.html")


def page(name: str, view: Any) -> Any:
    return path(f"{name}/" if name else "", view, name=name or "list")


sample = [page("", ledger), page("record", record), page("form", clue_form), page("confirm", confirm)]
sample += [page("figures", figures), page("print", paper), page("refused", refused)]
urlpatterns = [
    path("", include("nuanxin.web.patterns.urls")),
    path("sample/", include((sample, "sample"))),
    path("sampleworker/", include(([path("", start, name="start"), path("form/", worker_form)], "sampleworker"))),
    path("sign-in/", sign_in),
    path("locked/", locked),
    path("missing/", missing),
]
